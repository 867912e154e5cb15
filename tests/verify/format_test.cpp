// How values are said: tables of type, form, locale and number against the words. Facts: ICU for the written forms,
// grammar for the spoken.
#include <vector>

#include "image/locales.hpp"
#include "verify/support.hpp"
#include "vm/calendar.hpp"
#include "vm/render.hpp"
#include "vm/words.hpp"

namespace guion::test {
namespace {

using image::Form;
using image::Type;

const image::Locale& locale(std::string_view tag) {
  for (const image::Locale& l : image::kLocales)
    if (std::string_view{l.tag} == tag) return l;
  ADD_FAILURE() << tag;
  return image::kLocales[0];
}

std::string written(std::string_view tag, Type type, std::int64_t n, Form form = Form::Plain,
                    const char* currency = "USD") {
  char buffer[512];
  vm::Out out(buffer, sizeof buffer);
  vm::put_number(out, locale(tag), {type, image::currency_code(currency), n}, form);
  return {buffer, out.size()};
}
std::string cardinal(std::uint64_t n, vm::Ending ending = vm::Ending::Uno) {
  char buffer[512];
  vm::Out out(buffer, sizeof buffer);
  vm::put_cardinal(out, n, ending);
  return {buffer, out.size()};
}
std::string list(std::string_view items) {
  char buffer[512];
  vm::Out out(buffer, sizeof buffer);
  vm::put_list(out, {items.data(), items.size()});
  return {buffer, out.size()};
}
constexpr std::int64_t pair(std::int64_t from, std::int64_t to) { return from * 0x100000000 + to; }
constexpr std::int64_t kMarch5 = 20517;  // 2026-03-05, a Thursday

TEST(Format, Money) {
  EXPECT_EQ(written("es-US", Type::Money, 123450), "$1,234.50");
  EXPECT_EQ(written("es-US", Type::Money, 5), "$0.05");
  EXPECT_EQ(written("es-US", Type::Money, -123450), "-$1,234.50");
  EXPECT_EQ(written("es-US", Type::Money, 100000000000), "$1,000,000,000.00");
  EXPECT_EQ(written("es-MX", Type::Money, 123450, Form::Plain, "MXN"), "$1,234.50");
  EXPECT_EQ(written("es-CL", Type::Money, 1235, Form::Plain, "CLP"), "$1.235");
  EXPECT_EQ(written("es-CL", Type::Money, 123450), "US$1.234,50");
  EXPECT_EQ(written("es-CO", Type::Money, 1235, Form::Plain, "COP"),
            "$\xc2\xa0"
            "1.235");
  EXPECT_EQ(written("es-ES", Type::Money, 123450, Form::Plain, "EUR"), "1234,50\xc2\xa0€");
  EXPECT_EQ(written("es-ES", Type::Money, 1234550, Form::Plain, "EUR"), "12.345,50\xc2\xa0€");
  EXPECT_EQ(written("es-US", Type::Money, 100, Form::Plain, "EUR"),
            "EUR\xc2\xa0"
            "1.00");
  EXPECT_EQ(written("es-US", Type::Money, 100, Form::Plain, "PEN"),
            "PEN\xc2\xa0"
            "1.00");
}

TEST(Format, MoneyInWords) {
  EXPECT_EQ(written("es-US", Type::Money, 8540, Form::Words), "ochenta y cinco dólares con cuarenta centavos");
  EXPECT_EQ(written("es-US", Type::Money, 2100, Form::Words), "veintiún dólares");
  EXPECT_EQ(written("es-US", Type::Money, 100, Form::Words), "un dólar");
  EXPECT_EQ(written("es-US", Type::Money, 101, Form::Words), "un dólar con un centavo");
  EXPECT_EQ(written("es-US", Type::Money, 40, Form::Words), "cuarenta centavos");
  EXPECT_EQ(written("es-US", Type::Money, 0, Form::Words), "cero dólares");
  EXPECT_EQ(written("es-US", Type::Money, -100, Form::Words), "menos un dólar");
  EXPECT_EQ(written("es-CL", Type::Money, 1000000, Form::Words, "CLP"), "un millón de pesos");
  EXPECT_EQ(written("es-CL", Type::Money, 1000001, Form::Words, "CLP"), "un millón un pesos");
  EXPECT_EQ(written("es-US", Type::Money, 3100, Form::Words), "treinta y un dólares");
}

TEST(Format, Cardinals) {
  EXPECT_EQ(cardinal(0), "cero");
  EXPECT_EQ(cardinal(1), "uno");
  EXPECT_EQ(cardinal(1, vm::Ending::Un), "un");
  EXPECT_EQ(cardinal(1, vm::Ending::Una), "una");
  EXPECT_EQ(cardinal(16), "dieciséis");
  EXPECT_EQ(cardinal(21), "veintiuno");
  EXPECT_EQ(cardinal(21, vm::Ending::Un), "veintiún");
  EXPECT_EQ(cardinal(21, vm::Ending::Una), "veintiuna");
  EXPECT_EQ(cardinal(31, vm::Ending::Una), "treinta y una");
  EXPECT_EQ(cardinal(100), "cien");
  EXPECT_EQ(cardinal(101), "ciento uno");
  EXPECT_EQ(cardinal(200, vm::Ending::Una), "doscientas");
  EXPECT_EQ(cardinal(500), "quinientos");
  EXPECT_EQ(cardinal(777), "setecientos setenta y siete");
  EXPECT_EQ(cardinal(999, vm::Ending::Una), "novecientas noventa y nueve");
  EXPECT_EQ(cardinal(1000), "mil");
  EXPECT_EQ(cardinal(1001), "mil uno");
  EXPECT_EQ(cardinal(2026), "dos mil veintiséis");
  EXPECT_EQ(cardinal(21000), "veintiún mil");
  EXPECT_EQ(cardinal(31001), "treinta y un mil uno");
  EXPECT_EQ(cardinal(201000, vm::Ending::Una), "doscientas una mil");
  EXPECT_EQ(cardinal(1000000), "un millón");
  EXPECT_EQ(cardinal(21000021), "veintiún millones veintiuno");
  EXPECT_EQ(cardinal(1000000000), "mil millones");
  EXPECT_EQ(cardinal(1000000000000), "un billón");
}

TEST(Format, Counts) {
  EXPECT_EQ(written("es-US", Type::Count, 999), "999");
  EXPECT_EQ(written("es-US", Type::Count, 1234), "1,234");
  EXPECT_EQ(written("es-CL", Type::Count, 1234567), "1.234.567");
  EXPECT_EQ(written("es-ES", Type::Count, 1234), "1234");
  EXPECT_EQ(written("es-US", Type::Count, -5), "-5");
  EXPECT_EQ(written("es-US", Type::Count, 21, Form::Words), "veintiuno");
  EXPECT_EQ(written("es-US", Type::Count, 405, Form::Digits), "4 0 5");
}

TEST(Format, Dates) {
  EXPECT_EQ(written("es-US", Type::Date, kMarch5), "5 de marzo de 2026");
  EXPECT_EQ(written("es-CL", Type::Date, kMarch5), "5 de marzo de 2026");
  EXPECT_EQ(written("es-US", Type::Date, kMarch5, Form::Short), "5/3/2026");
  EXPECT_EQ(written("es-CL", Type::Date, kMarch5, Form::Short), "05-03-26");
  EXPECT_EQ(written("es-US", Type::Date, kMarch5, Form::Long), "jueves 5 de marzo de 2026");
  EXPECT_EQ(written("es-US", Type::Date, kMarch5 - 4, Form::Words), "primero de marzo de dos mil veintiséis");
  EXPECT_EQ(written("es-US", Type::Date, 0), "1 de enero de 1970");
  EXPECT_EQ(written("es-US", Type::Date, -1), "31 de diciembre de 1969");
  EXPECT_EQ(written("es-US", Type::Date, 11016), "29 de febrero de 2000");
  EXPECT_EQ(written("es-US", Type::Date, -25567), "1 de enero de 1900");
  EXPECT_EQ(written("es-US", Type::Date, 84005), "31 de diciembre de 2199");
  EXPECT_EQ(written("es-US", Type::Day, 5), "5");
  EXPECT_EQ(written("es-US", Type::Day, 1, Form::Words), "primero");
  EXPECT_EQ(written("es-US", Type::Month, 12), "diciembre");
}

TEST(Format, Cycles) {
  EXPECT_EQ(written("es-US", Type::Cycle, pair(kMarch5, kMarch5 + 30)), "del 5 de marzo al 4 de abril de 2026");
  EXPECT_EQ(written("es-US", Type::Cycle, pair(kMarch5, kMarch5 + 10)), "del 5 al 15 de marzo de 2026");
  EXPECT_EQ(written("es-US", Type::Cycle, pair(kMarch5 - 70, kMarch5)),
            "del 25 de diciembre de 2025 al 5 de marzo de 2026");
  EXPECT_EQ(written("es-US", Type::Cycle, pair(-10, -5)), "del 22 al 27 de diciembre de 1969");
  EXPECT_EQ(written("es-CL", Type::Cycle, pair(kMarch5, kMarch5 + 30), Form::Short), "del 05-03-26 al 04-04-26");
}

TEST(Format, Times) {
  EXPECT_EQ(written("es-US", Type::Hour, 870), "las 14:30");
  EXPECT_EQ(written("es-US", Type::Hour, 90), "la 1:30");
  EXPECT_EQ(written("es-US", Type::Hour, 0), "las 0:00");
  EXPECT_EQ(written("es-US", Type::Hour, 870, Form::Short), "14:30");
  EXPECT_EQ(written("es-US", Type::Hour, 870, Form::Words), "las dos y media de la tarde");
  EXPECT_EQ(written("es-US", Type::Hour, 780, Form::Words), "la una de la tarde");
  EXPECT_EQ(written("es-US", Type::Window, pair(540, 720)), "de 9:00 a 12:00");
  EXPECT_EQ(written("es-US", Type::Duration, 150), "2 horas y 30 minutos");
  EXPECT_EQ(written("es-US", Type::Duration, 60), "1 hora");
  EXPECT_EQ(written("es-US", Type::Duration, 61), "1 hora y 1 minuto");
  EXPECT_EQ(written("es-US", Type::Duration, 0), "0 minutos");
  EXPECT_EQ(written("es-US", Type::Duration, 81, Form::Words), "una hora y veintiún minutos");
}

TEST(Format, Lists) {
  EXPECT_EQ(list("internet\n"), "internet");
  EXPECT_EQ(list("cable\ninternet\n"), "cable e internet");
  EXPECT_EQ(list("cable\ninternet\nteléfono\n"), "cable, internet y teléfono");
  EXPECT_EQ(list("agua\nhielo\n"), "agua y hielo");
  EXPECT_EQ(list("aguja\nhilo\n"), "aguja e hilo");
}

TEST(Format, PluralCategories) {
  EXPECT_EQ(vm::plural_category(1), 0u);
  EXPECT_EQ(vm::plural_category(0), 2u);
  EXPECT_EQ(vm::plural_category(2), 2u);
  EXPECT_EQ(vm::plural_category(1000000), 1u);
  EXPECT_EQ(vm::plural_category(2000000), 1u);
  EXPECT_EQ(vm::plural_category(1000001), 2u);
}

TEST(Format, CurrenciesAreThoseOfTheCompiler) {
  struct Row {
    const char* code;
    unsigned decimals;
    const char *one, *other, *minor_one, *minor_other;
  };
  constexpr Row kRows[] = {
#define CURRENCY(code, decimals, symbol, one, other, minor_one, minor_other) \
  {#code, decimals, one, other, minor_one, minor_other},
#include "sema/currencies.def"
#undef CURRENCY
  };
  EXPECT_EQ(std::size(kRows), image::kCurrencyCount);
  for (const Row& r : kRows) {
    const image::Currency* c = image::find_currency(image::currency_code(r.code));
    const auto text = [](const auto& word) { return std::string_view{word.text, word.size}; };
    ASSERT_NE(c, nullptr) << r.code;
    EXPECT_EQ(c->decimals, r.decimals) << r.code;
    EXPECT_EQ(text(c->one), r.one);
    EXPECT_EQ(text(c->other), r.other);
    EXPECT_EQ(text(c->minor_one), r.minor_one);
    EXPECT_EQ(text(c->minor_other), r.minor_other);
  }
}

/// What a say of `line` gives at `hour` with the slots given: 0 name Ana, 1 address, 2 count, 3 code AB1, 4 phone.
std::string said(const std::string& line, std::int64_t hour = 10, const std::string& tag = "es-US",
                 std::int64_t address = 0, std::int64_t count = 1) {
  std::string head = kHead;
  head.replace(head.find("es-US"), 5, tag);
  Loaded image(image_of(head + R"(
slot name "n" value "Ana"
slot address "a" value )" +
                        std::to_string(address) + R"(
slot count "c" range 0 9000000 value )" +
                        std::to_string(count) + R"(
slot code "k" value "AB1"
slot phone "p" value "+15550100"
stage "uno" L0
code
L0:
  say ")" + line + "\"\n  end 0\n"));
  Call call(image);
  call.now = hour * 3600;
  return call.say();
}

TEST(Format, TemplatesFillTheirBlanks) {
  EXPECT_EQ(said("{greeting}"), "buenos días");
  EXPECT_EQ(said("{greeting}", 12), "buenas tardes");
  EXPECT_EQ(said("{greeting}", 19), "buenas tardes");
  EXPECT_EQ(said("{greeting}", 20), "buenas noches");
  EXPECT_EQ(said("{greeting}", 19, "es-MX"), "buenas noches");
  EXPECT_EQ(said("{farewell}", 23), "una buena noche");
  EXPECT_EQ(said("{farewell}", -10), "una buena tarde");
  EXPECT_EQ(said("{0@1}", 10, "es-US", 0), "señor Ana");
  EXPECT_EQ(said("{0@1}", 10, "es-US", 1), "señora Ana");
  EXPECT_EQ(said("{0@1}", 10, "es-US", 2), "Ana");
  EXPECT_EQ(said("{1?Bienvenido|Bienvenida|Le damos la bienvenida}, {0}.", 10, "es-US", 2),
            "Le damos la bienvenida, Ana.");
  EXPECT_EQ(said("{2} {2?peso|de pesos|pesos}", 10, "es-CL", 0, 1), "1 peso");
  EXPECT_EQ(said("{2} {2?peso|de pesos|pesos}", 10, "es-CL", 0, 2000000), "2.000.000 de pesos");
  EXPECT_EQ(said("{2} {2?peso|de pesos|pesos}", 10, "es-CL", 0, 0), "0 pesos");
  EXPECT_EQ(said("{3}: {3:digits}"), "AB1: A B 1");
  EXPECT_EQ(said("{4}: {4:digits}"), "+15550100: más 1 5 5 5 0 1 0 0");
}

/// What is put behind `before` bytes into a buffer of `capacity` bytes, and how many there would be.
std::pair<std::string, std::size_t> cut(std::size_t before, std::size_t capacity, Type type, std::int64_t n,
                                        Form form) {
  std::vector<char> buffer(capacity);  // exactly: a sanitizer sees a byte too many
  vm::Out out(buffer.data(), capacity);
  out.put(std::string(before, '-').data(), before);
  vm::put_number(out, locale("es-ES"), {type, image::currency_code("EUR"), n}, form);
  return {std::string(buffer.data(), std::min(capacity, out.size())), out.size()};
}

TEST(Format, AShortBufferGetsTheBeginning) {
  struct Row {
    Type type;
    std::int64_t n;
  };
  const Row rows[] = {{Type::Money, -123456789012345},
                      {Type::Money, 7},
                      {Type::Count, -98765432},
                      {Type::Date, kMarch5},
                      {Type::Cycle, pair(kMarch5, kMarch5 + 30)},
                      {Type::Window, pair(540, 720)},
                      {Type::Hour, 870},
                      {Type::Duration, 150},
                      {Type::Day, 31},
                      {Type::Month, 9},
                      {Type::Address, 1},
                      {Type::YesNo, 1}};
  for (const Row& r : rows) {
    for (const Form form : {Form::Plain, Form::Words, Form::Digits, Form::Long, Form::Short}) {
      const auto [whole, size] = cut(5, 500, r.type, r.n, form);
      ASSERT_EQ(whole.size(), size);
      for (std::size_t capacity = 0; capacity <= size + 60; ++capacity) {
        const auto [part, needed] = cut(5, capacity, r.type, r.n, form);
        ASSERT_EQ(needed, size) << capacity;
        ASSERT_EQ(part, whole.substr(0, capacity)) << capacity;
      }
    }
  }
}

TEST(Format, EveryDayOfTheCalendarFollowsTheOneBefore) {
  constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  vm::Day day{1, 1, 1};
  unsigned weekday = 1;  // 1 January of the year 1 was a Monday
  for (std::int32_t n = -719162; n <= 2932896; ++n) {
    const vm::Day found = vm::day_of(n);
    ASSERT_TRUE(found.year == day.year && found.month == day.month && found.day == day.day) << n;
    ASSERT_EQ(vm::weekday_of(n), weekday) << n;
    weekday = (weekday + 1) % 7;
    const bool leap = day.year % 4 == 0 && (day.year % 100 != 0 || day.year % 400 == 0);
    if (++day.day <= kDays[day.month - 1] + (leap && day.month == 2 ? 1 : 0)) continue;
    day.day = 1;
    if (++day.month <= 12) continue;
    day = {day.year + 1, 1, 1};
  }
  EXPECT_EQ(day.year, 10000u);
}

TEST(Format, AmountsOfEveryLength) {
  std::int64_t n = 0;
  for (int digits = 1; digits <= 18; ++digits) {
    n = n * 10 + digits % 10;
    const std::string text = std::to_string(n);
    std::string padded = text.size() < 3 ? std::string(3 - text.size(), '0') + text : text;
    const std::string cents = padded.substr(padded.size() - 2);
    padded.resize(padded.size() - 2);
    for (std::size_t at = padded.size(); at > 3; at -= 3) padded.insert(at - 3, ",");
    EXPECT_EQ(written("es-US", Type::Money, n), "$" + padded + "." + cents);
  }
}

}  // namespace
}  // namespace guion::test
