// How values are said in English (en-US): type, form and number against the words. Facts: ICU for the written forms,
// its spell-out rules for the numbers in words, use for the rest.
#include "vm/english.hpp"

#include <vector>

#include "image/locales.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

using image::Form;
using image::Type;

const image::Locale& english() {
  for (const image::Locale& l : image::kLocales)
    if (image::in_english(l)) return l;
  ADD_FAILURE();
  return image::kLocales[0];
}

std::string written(Type type, std::int64_t n, Form form = Form::Plain, const char* currency = "USD") {
  char buffer[512];
  vm::Out out(buffer, sizeof buffer);
  vm::put_number(out, english(), {type, image::currency_code(currency), n}, form);
  return {buffer, out.size()};
}
std::string cardinal(std::uint64_t n) {
  char buffer[512];
  vm::Out out(buffer, sizeof buffer);
  vm::put_english_cardinal(out, n);
  return {buffer, out.size()};
}
std::string list(std::string_view items) {
  char buffer[512];
  vm::Out out(buffer, sizeof buffer);
  vm::put_english_list(out, {items.data(), items.size()});
  return {buffer, out.size()};
}
constexpr std::int64_t pair(std::int64_t from, std::int64_t to) { return from * 0x100000000 + to; }
constexpr std::int64_t kMarch5 = 20517;  // 2026-03-05, a Thursday

TEST(English, OnlyTheLocalesOfEnglish) {
  for (const image::Locale& l : image::kLocales) EXPECT_EQ(image::in_english(l), std::string_view{l.tag} == "en-US");
}

TEST(English, Money) {
  EXPECT_EQ(written(Type::Money, 123450), "$1,234.50");
  EXPECT_EQ(written(Type::Money, -123450), "-$1,234.50");
  EXPECT_EQ(written(Type::Money, 123450, Form::Plain, "EUR"), "€1,234.50");
  EXPECT_EQ(written(Type::Money, 123450, Form::Plain, "MXN"), "MX$1,234.50");
  EXPECT_EQ(written(Type::Money, 1234, Form::Plain, "CLP"),
            "CLP\xc2\xa0"
            "1,234");
  EXPECT_EQ(written(Type::Money, 8540, Form::Words), "eighty-five dollars and forty cents");
  EXPECT_EQ(written(Type::Money, 101, Form::Words), "one dollar and one cent");
  EXPECT_EQ(written(Type::Money, 40, Form::Words), "forty cents");
  EXPECT_EQ(written(Type::Money, 0, Form::Words), "zero dollars");
  EXPECT_EQ(written(Type::Money, -200, Form::Words), "minus two dollars");
  EXPECT_EQ(written(Type::Money, 250, Form::Words, "EUR"), "two euros and fifty cents");
  EXPECT_EQ(written(Type::Money, 101, Form::Words, "MXN"), "one peso and one centavo");
  EXPECT_EQ(written(Type::Money, 1000000, Form::Words, "CLP"), "one million pesos");
  EXPECT_EQ(written(Type::Money, 150, Form::Words, "CAD"), "one CAD and fifty cents");
}

TEST(English, Cardinals) {
  EXPECT_EQ(cardinal(0), "zero");
  EXPECT_EQ(cardinal(13), "thirteen");
  EXPECT_EQ(cardinal(21), "twenty-one");
  EXPECT_EQ(cardinal(40), "forty");
  EXPECT_EQ(cardinal(100), "one hundred");
  EXPECT_EQ(cardinal(101), "one hundred one");
  EXPECT_EQ(cardinal(1234), "one thousand two hundred thirty-four");
  EXPECT_EQ(cardinal(1000000), "one million");
  EXPECT_EQ(cardinal(21000021), "twenty-one million twenty-one");
  EXPECT_EQ(cardinal(1000000000), "one billion");
  EXPECT_EQ(cardinal(1000000000001), "one trillion one");
  EXPECT_EQ(cardinal(1000000000000000000), "one quintillion");
  EXPECT_EQ(cardinal(999000000000000000), "nine hundred ninety-nine quadrillion");
}

TEST(English, Counts) {
  EXPECT_EQ(written(Type::Count, 1234), "1,234");
  EXPECT_EQ(written(Type::Count, -5), "-5");
  EXPECT_EQ(written(Type::Count, -21, Form::Words), "minus twenty-one");
  EXPECT_EQ(written(Type::Count, 405, Form::Digits), "4 0 5");
  EXPECT_EQ(vm::english_plural(1), 0u);
  EXPECT_EQ(vm::english_plural(0), 2u);
  EXPECT_EQ(vm::english_plural(1000000), 2u);
}

TEST(English, Dates) {
  EXPECT_EQ(written(Type::Date, kMarch5), "March 5, 2026");
  EXPECT_EQ(written(Type::Date, kMarch5, Form::Short), "3/5/26");
  EXPECT_EQ(written(Type::Date, kMarch5, Form::Long), "Thursday, March 5, 2026");
  EXPECT_EQ(written(Type::Date, kMarch5, Form::Words), "March fifth, twenty twenty-six");
  EXPECT_EQ(written(Type::Date, kMarch5 - 4, Form::Words), "March first, twenty twenty-six");
  EXPECT_EQ(written(Type::Date, 11016, Form::Words), "February twenty-ninth, two thousand");
  EXPECT_EQ(written(Type::Date, -1, Form::Words), "December thirty-first, nineteen sixty-nine");
  EXPECT_EQ(written(Type::Date, -25567, Form::Words), "January first, nineteen hundred");
  EXPECT_EQ(written(Type::Date, -23741, Form::Words), "January first, nineteen oh-five");
  EXPECT_EQ(written(Type::Date, 12784, Form::Words), "January first, two thousand five");
  EXPECT_EQ(written(Type::Month, 12), "December");
}

TEST(English, DaysAreOrdinals) {
  const std::vector<std::pair<int, std::string>> rows = {{1, "1st"},   {2, "2nd"},   {3, "3rd"},   {4, "4th"},
                                                         {11, "11th"}, {12, "12th"}, {13, "13th"}, {21, "21st"},
                                                         {22, "22nd"}, {23, "23rd"}, {30, "30th"}, {31, "31st"}};
  for (const auto& [day, text] : rows) EXPECT_EQ(written(Type::Day, day), text);
  EXPECT_EQ(written(Type::Day, 5, Form::Short), "5");
  EXPECT_EQ(written(Type::Day, 5, Form::Words), "fifth");
  EXPECT_EQ(written(Type::Day, 12, Form::Words), "twelfth");
  EXPECT_EQ(written(Type::Day, 14, Form::Words), "fourteenth");
  EXPECT_EQ(written(Type::Day, 20, Form::Words), "twentieth");
  EXPECT_EQ(written(Type::Day, 30, Form::Words), "thirtieth");
  EXPECT_EQ(written(Type::Day, 22, Form::Words), "twenty-second");
}

TEST(English, Cycles) {
  EXPECT_EQ(written(Type::Cycle, pair(kMarch5, kMarch5 + 30)), "from March 5 to April 4, 2026");
  EXPECT_EQ(written(Type::Cycle, pair(kMarch5, kMarch5 + 10)), "from March 5 to 15, 2026");
  EXPECT_EQ(written(Type::Cycle, pair(kMarch5 - 70, kMarch5)), "from December 25, 2025, to March 5, 2026");
  EXPECT_EQ(written(Type::Cycle, pair(kMarch5, kMarch5 + 10), Form::Long), "from March 5, 2026, to March 15, 2026");
  EXPECT_EQ(written(Type::Cycle, pair(kMarch5, kMarch5 + 30), Form::Short), "from 3/5/26 to 4/4/26");
}

TEST(English, Times) {
  const std::string nbsp = "\xc2\xa0";
  EXPECT_EQ(written(Type::Hour, 870), "2:30" + nbsp + "PM");
  EXPECT_EQ(written(Type::Hour, 0), "12:00" + nbsp + "AM");
  EXPECT_EQ(written(Type::Hour, 720), "12:00" + nbsp + "PM");
  EXPECT_EQ(written(Type::Hour, 725, Form::Short), "12:05" + nbsp + "PM");
  EXPECT_EQ(written(Type::Hour, 0, Form::Words), "midnight");
  EXPECT_EQ(written(Type::Hour, 720, Form::Words), "noon");
  EXPECT_EQ(written(Type::Hour, 480, Form::Words), "eight o'clock in the morning");
  EXPECT_EQ(written(Type::Hour, 870, Form::Words), "two thirty in the afternoon");
  EXPECT_EQ(written(Type::Hour, 1085, Form::Words), "six oh five in the evening");
  EXPECT_EQ(written(Type::Hour, 1439, Form::Words), "eleven fifty-nine at night");
  EXPECT_EQ(written(Type::Window, pair(540, 780)), "from 9:00" + nbsp + "AM to 1:00" + nbsp + "PM");
  EXPECT_EQ(written(Type::Window, pair(540, 780), Form::Short), "9:00" + nbsp + "AM – 1:00" + nbsp + "PM");
  EXPECT_EQ(written(Type::Window, pair(540, 720), Form::Words), "from nine o'clock in the morning to noon");
  EXPECT_EQ(written(Type::Duration, 150), "2 hours and 30 minutes");
  EXPECT_EQ(written(Type::Duration, 61), "1 hour and 1 minute");
  EXPECT_EQ(written(Type::Duration, 0), "0 minutes");
  EXPECT_EQ(written(Type::Duration, 81, Form::Words), "one hour and twenty-one minutes");
}

TEST(English, Lists) {
  EXPECT_EQ(list("internet\n"), "internet");
  EXPECT_EQ(list("cable\ninternet\n"), "cable and internet");
  EXPECT_EQ(list("cable\ninternet\nphone\n"), "cable, internet, and phone");
}

TEST(English, ShortBuffersGetTheBeginning) {
  const std::pair<Type, std::int64_t> rows[] = {{Type::Money, -123456789012345},
                                                {Type::Count, -98765432},
                                                {Type::Date, kMarch5},
                                                {Type::Cycle, pair(kMarch5, kMarch5 + 10)},
                                                {Type::Window, pair(541, 725)},
                                                {Type::Hour, 1085},
                                                {Type::Duration, 150},
                                                {Type::Day, 31},
                                                {Type::Month, 9},
                                                {Type::Address, 1},
                                                {Type::YesNo, 1}};
  for (const auto& [type, n] : rows) {
    for (const Form form : {Form::Plain, Form::Words, Form::Digits, Form::Long, Form::Short}) {
      const std::string whole = written(type, n, form);
      for (std::size_t capacity = 0; capacity <= whole.size() + 60; ++capacity) {
        std::vector<char> buffer(capacity);  // exactly: a sanitizer sees a byte too many
        vm::Out out(buffer.data(), capacity);
        vm::put_number(out, english(), {type, image::currency_code("USD"), n}, form);
        ASSERT_EQ(out.size(), whole.size());
        ASSERT_EQ(std::string(buffer.data(), std::min(capacity, out.size())), whole.substr(0, capacity));
      }
    }
  }
}

/// What a say of `line` gives at `hour` with the slots given: 0 name, 1 address, 2 count, 3 phone, 4 list.
std::string said(const std::string& line, std::int64_t hour = 10, std::int64_t address = 0, std::int64_t count = 1) {
  std::string head = kHead;
  head.replace(head.find("es-US"), 5, "en-US");
  Loaded image(image_of(head + R"(
slot name "n" value "Ana Ruiz"
slot address "a" value )" +
                        std::to_string(address) + R"(
slot count "c" range 0 9000000 value )" +
                        std::to_string(count) + R"(
slot phone "p" value "+15550100"
slot list "l" value "TV\x0ainternet\x0aphone\x0a"
stage "uno" L0
code
L0:
  say ")" + line + "\"\n  end 0\n"));
  Call call(image);
  call.now = hour * 3600;
  return call.say();
}

TEST(English, TemplatesFillTheirBlanks) {
  EXPECT_EQ(said("{greeting}"), "good morning");
  EXPECT_EQ(said("{greeting}", 12), "good afternoon");
  EXPECT_EQ(said("{greeting}", 17), "good afternoon");
  EXPECT_EQ(said("{greeting}", 18), "good evening");
  EXPECT_EQ(said("{farewell}", 10), "a good day");
  EXPECT_EQ(said("{farewell}", 13), "a good afternoon");
  EXPECT_EQ(said("{farewell}", 23), "a good evening");
  EXPECT_EQ(said("{0@1}", 10, 0), "Mr. Ana Ruiz");
  EXPECT_EQ(said("{0@1}", 10, 1), "Ms. Ana Ruiz");
  EXPECT_EQ(said("{0@1}", 10, 2), "Ana Ruiz");
  EXPECT_EQ(said("{1}", 10, 0), "sir");
  EXPECT_EQ(said("{1}", 10, 1), "ma'am");
  EXPECT_EQ(said("{2} {2?call|no|calls}", 10, 0, 1), "1 call");
  EXPECT_EQ(said("{2} {2?call|no|calls}", 10, 0, 2000000), "2,000,000 calls");
  EXPECT_EQ(said("{3:digits}"), "plus 1 5 5 5 0 1 0 0");
  EXPECT_EQ(said("{4}"), "TV, internet, and phone");
}

}  // namespace
}  // namespace guion::test
