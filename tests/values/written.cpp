// Prints values as the runtime writes them, a line each, for compare.js to hold against ICU:
//   kind TAB locale TAB what the value is TAB text
// Edges of every range and many values between, the same on every run.
#include <cinttypes>
#include <cstdio>
#include <random>
#include <vector>

#include "values/support.hpp"

namespace guion::test {
namespace {

constexpr const char* kCurrencies[] = {
#define CURRENCY(code, decimals, gender, one, other, minor_one, minor_other) code,
#include "image/currencies.def"
#undef CURRENCY
    "CHF", "CAD"};
constexpr std::int64_t kWidest = 1000000000000000;

void line(const char* kind, const image::Locale& l, const std::string& what, const std::string& text) {
  std::printf("%s\t%s\t%s\t%s\n", kind, l.tag, what.c_str(), text.c_str());
}

/// 0, powers of ten with their neighbours, both signs, and `more` others of all lengths.
std::vector<std::int64_t> numbers(unsigned more) {
  std::vector<std::int64_t> out{0};
  for (std::int64_t power = 1; power <= kWidest; power *= 10)
    for (const std::int64_t n : {power - 1, power, power + 1, 2 * power, 5 * power + 5})
      if (n != 0 && n <= kWidest) out.insert(out.end(), {n, -n});
  std::mt19937_64 random(20261122);
  for (unsigned i = 0; i < more; ++i) {
    std::int64_t limit = 10;
    for (std::uint64_t digits = random() % 15; digits != 0; --digits) limit *= 10;
    const auto n = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
    out.push_back(i % 3 == 0 ? -n : n);
  }
  return out;
}

void counts(const image::Locale& l) {
  for (const std::int64_t n : numbers(1500)) {
    line("count", l, std::to_string(n), said(l, Type::Count, n));
    line("plural", l, std::to_string(n),
         std::to_string(image::in_english(l) ? vm::english_plural(n) : vm::plural_category(n)));
  }
  for (std::int64_t n = 0; n <= 1200; ++n) line("count", l, std::to_string(n), said(l, Type::Count, n));
}

void money(const image::Locale& l) {
  for (const char* code : kCurrencies) {
    const unsigned decimals = image::currency_decimals(image::currency_code(code));
    for (const std::int64_t n : numbers(200))
      line("money", l, std::string(code) + " " + std::to_string(decimals) + " " + std::to_string(n),
           said(l, Type::Money, n, Form::Plain, code));
  }
}

void dates(const image::Locale& l) {
  const auto one = [&](std::int64_t n) {
    line("date", l, std::to_string(n), said(l, Type::Date, n));
    line("long", l, std::to_string(n), said(l, Type::Date, n, Form::Long));
    line("short", l, std::to_string(n), said(l, Type::Date, n, Form::Short));
  };
  for (std::int64_t n = -25567; n <= 84005; n += 41) one(n);       // the usual range
  for (std::int64_t n = -354285; n <= 2932896; n += 7919) one(n);  // the widest one, from the year 1000
  for (std::int64_t n = 20454; n <= 20454 + 800; ++n) one(n);      // 2026, 2027 and into the leap year
  for (std::int64_t n = 1; n <= 12; ++n) line("month", l, std::to_string(n), said(l, Type::Month, n));
  for (std::int64_t n = 1; n <= 31; ++n) line("day", l, std::to_string(n), said(l, Type::Day, n));
}

void cycles(const image::Locale& l) {
  std::mt19937_64 random(5);
  for (unsigned i = 0; i < 1500; ++i) {
    const auto from = static_cast<std::int64_t>(random() % 80000) - 25000;
    const std::int64_t to = from + static_cast<std::int64_t>(random() % (i % 4 == 0 ? 800 : 32));
    const std::string what = std::to_string(from) + " " + std::to_string(to);
    line("cycle", l, what, said(l, Type::Cycle, pair_of(from, to)));
    line("cycle-long", l, what, said(l, Type::Cycle, pair_of(from, to), Form::Long));
    line("cycle-short", l, what, said(l, Type::Cycle, pair_of(from, to), Form::Short));
  }
}

void times(const image::Locale& l) {
  for (std::int64_t n = 0; n < 1440; ++n) {
    line("hour", l, std::to_string(n), said(l, Type::Hour, n));
    line("hour-short", l, std::to_string(n), said(l, Type::Hour, n, Form::Short));
    const std::int64_t to = (n * 7 + 90) % 1440;
    const std::string what = std::to_string(n) + " " + std::to_string(to);
    line("window", l, what, said(l, Type::Window, pair_of(n, to)));
    line("window-short", l, what, said(l, Type::Window, pair_of(n, to), Form::Short));
  }
  for (std::int64_t n = 0; n <= 1500; ++n) line("duration", l, std::to_string(n), said(l, Type::Duration, n));
  for (const std::int64_t n : numbers(300))
    if (n > 0 && n <= 1000000000) line("duration", l, std::to_string(n), said(l, Type::Duration, n));
}

void lists(const image::Locale& l) {
  constexpr const char* kItems[] = {"cable",       "internet",  "Internet", "teléfono", "hielo",   "hilo",
                                    "Hierro",      "Hidalgo",   "íntegro",  "iones",    "hiato",   "hioides",
                                    "Inés",        "Ynés",      "yate",     "Yemen",    "agua",    "ñandú",
                                    "El Salvador", "8 canales", "ibis",     "híbrido",  "hiérbola"};
  std::mt19937_64 random(7);
  for (unsigned i = 0; i < 1500; ++i) {
    std::string items, what;
    for (std::uint64_t n = random() % 5 + 1; n != 0; --n) {
      const std::string item = kItems[random() % std::size(kItems)];
      items += item + "\n";
      what += (what.empty() ? "" : "|") + item;
    }
    line("list", l, what, text_of([&](vm::Out& out) {
           const image::Text text{items.data(), items.size()};
           image::in_english(l) ? vm::put_english_list(out, text) : vm::put_list(out, text);
         }));
  }
}

}  // namespace
}  // namespace guion::test

int main() {
  using namespace guion;
  for (const image::Locale& l : image::kLocales) {
    test::counts(l);
    test::money(l);
    test::dates(l);
    test::cycles(l);
    test::times(l);
    test::lists(l);
  }
}
