// Values in words: «como palabras» of every type and locale, and at each edge of each range.
#include <gtest/gtest.h>

#include "values/support.hpp"

namespace guion::test {
namespace {

constexpr const char* kTags[] = {"es-US", "es-MX", "es-CL", "es-CO", "es-ES"};
constexpr std::int64_t kMarch1 = 20513;  // 2026-03-01

struct Row {
  const char* tag;
  std::int64_t n;
  const char* words;
};

void expect(Type type, std::initializer_list<Row> rows, const char* currency = "USD") {
  for (const Row& r : rows) EXPECT_EQ(said(r.tag, type, r.n, Form::Words, currency), r.words) << r.tag << " " << r.n;
}

TEST(Spoken, MoneyByCurrency) {
  expect(Type::Money, {{"es-US", 8540, "ochenta y cinco dólares con cuarenta centavos"},
                       {"es-US", 0, "cero dólares"},
                       {"es-US", 1, "un centavo"},
                       {"es-US", 21, "veintiún centavos"},
                       {"es-US", 100, "un dólar"},
                       {"es-US", 2121, "veintiún dólares con veintiún centavos"},
                       {"es-US", 10100, "ciento un dólares"},
                       {"es-US", 100100, "mil un dólares"},
                       {"es-US", 100000000, "un millón de dólares"},
                       {"es-US", 100000050, "un millón de dólares con cincuenta centavos"},
                       {"es-US", 100000100, "un millón un dólares"},
                       {"es-US", -8540, "menos ochenta y cinco dólares con cuarenta centavos"},
                       {"es-US", 1000000000000000, "diez billones de dólares"}});
  expect(Type::Money,
         {{"es-CL", 21, "veintiún pesos"}, {"es-CL", 1, "un peso"}, {"es-CL", 2000000, "dos millones de pesos"}},
         "CLP");
  expect(Type::Money,
         {{"es-ES", 3150, "treinta y un euros con cincuenta céntimos"}, {"es-ES", 101, "un euro con un céntimo"}},
         "EUR");
  expect(Type::Money,
         {{"es-ES", 2100, "veintiuna libras"},
          {"es-ES", 20001, "doscientas libras con un penique"},
          {"es-ES", 100, "una libra"},
          {"es-ES", 20000000, "doscientas mil libras"}},
         "GBP");
  expect(Type::Money,
         {{"es-ES", 1001, "un dinar con un fils"},
          {"es-ES", 21234, "veintiún dinares con doscientos treinta y cuatro fils"},
          {"es-ES", 5, "cinco fils"}},
         "KWD");
  expect(Type::Money, {{"es-US", 2150, "veintiún CHF con cincuenta centavos"}, {"es-US", 101, "un CHF con un centavo"}},
         "CHF");
}

TEST(Spoken, HoursByCountry) {
  struct Hour {
    int minutes;
    const char *america, *spain;
  };
  constexpr Hour kHours[] = {
      {0, "las doce de la noche", "las doce de la noche"},
      {15, "las doce y cuarto de la noche", "las doce y cuarto de la noche"},
      {45, "un cuarto para la una de la madrugada", "la una menos cuarto de la madrugada"},
      {60, "la una de la madrugada", "la una de la madrugada"},
      {345, "un cuarto para las seis de la madrugada", "las seis menos cuarto de la madrugada"},
      {359, "las cinco y cincuenta y nueve de la madrugada", "las cinco y cincuenta y nueve de la madrugada"},
      {360, "las seis de la mañana", "las seis de la mañana"},
      {540, "las nueve de la mañana", "las nueve de la mañana"},
      {571, "las nueve y treinta y uno de la mañana", "las nueve y treinta y uno de la mañana"},
      {581, "las nueve y cuarenta y uno de la mañana", "las nueve y cuarenta y uno de la mañana"},
      {705, "un cuarto para las doce de la mañana", "las doce menos cuarto de la mañana"},
      {720, "las doce del mediodía", "las doce del mediodía"},
      {721, "las doce y uno de la tarde", "las doce y uno de la tarde"},
      {750, "las doce y media de la tarde", "las doce y media de la tarde"},
      {765, "un cuarto para la una de la tarde", "la una menos cuarto de la tarde"},
      {780, "la una de la tarde", "la una de la tarde"},
      {810, "la una y media de la tarde", "la una y media de la tarde"},
      {815, "la una y treinta y cinco de la tarde", "las dos menos veinticinco de la tarde"},
      {820, "la una y cuarenta de la tarde", "las dos menos veinte de la tarde"},
      {825, "un cuarto para las dos de la tarde", "las dos menos cuarto de la tarde"},
      {835, "la una y cincuenta y cinco de la tarde", "las dos menos cinco de la tarde"},
      {1305, "un cuarto para las diez de la noche", "las diez menos cuarto de la noche"},
      {1425, "un cuarto para las doce de la noche", "las doce menos cuarto de la noche"},
      {1439, "las once y cincuenta y nueve de la noche", "las once y cincuenta y nueve de la noche"}};
  for (const Hour& h : kHours)
    for (const char* tag : kTags)
      EXPECT_EQ(said(tag, Type::Hour, h.minutes, Form::Words), std::string_view{tag} == "es-ES" ? h.spain : h.america)
          << tag << " " << h.minutes;
  expect(Type::Hour, {{"es-US", 1140, "las siete de la tarde"},
                      {"es-MX", 1140, "las siete de la noche"},
                      {"es-CO", 1140, "las siete de la noche"},
                      {"es-CL", 1140, "las siete de la tarde"},
                      {"es-MX", 1125, "un cuarto para las siete de la tarde"},
                      {"es-MX", 1185, "un cuarto para las ocho de la noche"},
                      {"es-US", 1185, "un cuarto para las ocho de la tarde"},
                      {"es-ES", 700, "las doce menos veinte de la mañana"},
                      {"es-ES", 1180, "las ocho menos veinte de la tarde"},
                      {"es-ES", 1420, "las doce menos veinte de la noche"},
                      {"es-ES", 1200, "las ocho de la noche"}});
}

TEST(Spoken, DatesByCountry) {
  for (const char* tag : kTags) {
    const std::string first = std::string_view{tag} == "es-ES" ? "uno" : "primero";
    EXPECT_EQ(said(tag, Type::Date, kMarch1, Form::Words), first + " de marzo de dos mil veintiséis");
    EXPECT_EQ(said(tag, Type::Day, 1, Form::Words), first);
    EXPECT_EQ(said(tag, Type::Date, kMarch1 + 20, Form::Words), "veintiuno de marzo de dos mil veintiséis");
    EXPECT_EQ(said(tag, Type::Day, 31, Form::Words), "treinta y uno");
    EXPECT_EQ(said(tag, Type::Cycle, pair_of(kMarch1, kMarch1 + 30), Form::Words),
              "del " + first + " al treinta y uno de marzo de dos mil veintiséis");
  }
  expect(Type::Date, {{"es-US", -25567, "primero de enero de mil novecientos"},
                      {"es-US", 10957, "primero de enero de dos mil"},
                      {"es-US", 84005, "treinta y uno de diciembre de dos mil ciento noventa y nueve"},
                      {"es-US", -719162, "primero de enero de uno"}});
  expect(Type::Cycle,
         {{"es-US", pair_of(kMarch1 + 4, kMarch1 + 34), "del cinco de marzo al cuatro de abril de dos mil veintiséis"},
          {"es-US", pair_of(20450, 20480),
           "del veintiocho de diciembre de dos mil veinticinco al veintisiete de enero de dos mil veintiséis"}});
  expect(Type::Month, {{"es-US", 1, "enero"}, {"es-US", 12, "diciembre"}});
}

TEST(Spoken, CountsAndDurations) {
  expect(Type::Count, {{"es-US", 0, "cero"},
                       {"es-US", 1, "uno"},
                       {"es-US", 21, "veintiuno"},
                       {"es-US", -31, "menos treinta y uno"},
                       {"es-US", 1001, "mil uno"},
                       {"es-US", 1000000, "un millón"}});
  expect(Type::Duration, {{"es-US", 0, "cero minutos"},
                          {"es-US", 1, "un minuto"},
                          {"es-US", 21, "veintiún minutos"},
                          {"es-US", 60, "una hora"},
                          {"es-US", 61, "una hora y un minuto"},
                          {"es-US", 1260, "veintiuna horas"},
                          {"es-US", 12000, "doscientas horas"},
                          {"es-US", 60000000, "un millón de horas"}});
  expect(Type::Window, {{"es-US", pair_of(540, 825), "de las nueve de la mañana a un cuarto para las dos de la tarde"},
                        {"es-ES", pair_of(60, 825), "de la una de la madrugada a las dos menos cuarto de la tarde"}});
  expect(Type::YesNo, {{"es-US", 0, "no"}, {"es-US", 1, "sí"}});
  expect(Type::Address, {{"es-US", 0, "señor"}, {"es-US", 1, "señora"}, {"es-US", 2, ""}});
}

TEST(Spoken, PhonesAndCodesSignBySign) {
  const auto signs = [](std::string_view text) {
    return text_of([&](vm::Out& out) { vm::put_spoken_signs(out, {text.data(), text.size()}); });
  };
  EXPECT_EQ(signs("5550109"), "cinco cinco cinco cero uno cero nueve");
  EXPECT_EQ(signs("+34600"), "más tres cuatro seis cero cero");
  EXPECT_EQ(signs("AB1z"), "A B uno z");
  EXPECT_EQ(signs("7"), "siete");
  EXPECT_EQ(signs(""), "");
}

/// Whatever the value, there are words, and every short buffer gets their beginning.
TEST(Spoken, EveryValueOfTheRangesHasWords) {
  const auto one = [](const char* tag, Type type, std::int64_t n) {
    const std::string words = said(tag, type, n, Form::Words, "EUR");
    EXPECT_FALSE(words.empty()) << tag << " " << n;
    EXPECT_EQ(words.find("  "), std::string::npos) << words;
    EXPECT_EQ(words.find_first_of("0123456789"), std::string::npos) << words;
    for (const std::size_t capacity : {std::size_t{0}, std::size_t{1}, words.size() / 2, words.size() - 1}) {
      std::string buffer(capacity, '-');
      vm::Out out(buffer.data(), capacity);
      vm::put_number(out, *find_locale(tag), {type, image::currency_code("EUR"), n}, Form::Words);
      EXPECT_EQ(out.size(), words.size());
      EXPECT_EQ(buffer, words.substr(0, capacity));
    }
  };
  for (const char* tag : kTags) {
    for (std::int64_t n = 0; n < 1440; ++n) one(tag, Type::Hour, n);
    for (std::int64_t n = 1; n <= 31; ++n) one(tag, Type::Day, n);
    for (std::int64_t n = -25567; n <= 84005; n += 97) one(tag, Type::Date, n);
    for (std::int64_t n = 0; n <= 1440; ++n) one(tag, Type::Duration, n);
    for (std::int64_t n = -1000000000000000; n < 1000000000000000; n += 7777777777777) one(tag, Type::Money, n);
    for (std::int64_t n = 0; n < 1440; n += 7) one(tag, Type::Window, pair_of(n, 1439 - n));
  }
}

}  // namespace
}  // namespace guion::test
