// Numbers in words against ICU's rules for Spanish (RBNF, unicode/unum.h): all up to 9,999, then thousands of every
// length up to 10^15. Where we differ on purpose: of() says so.
#include <gtest/gtest.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include <array>
#include <random>

#include "values/support.hpp"

namespace guion::test {
namespace {

/// Spells numbers by one set of rules.
class Rules {
 public:
  explicit Rules(const char* name) {
    UErrorCode error = U_ZERO_ERROR;
    format_ = unum_open(UNUM_SPELLOUT, nullptr, 0, "es", nullptr, &error);
    std::array<UChar, 64> wide{};
    u_uastrcpy(wide.data(), name);
    unum_setTextAttribute(format_, UNUM_DEFAULT_RULESET, wide.data(), -1, &error);
    EXPECT_TRUE(U_SUCCESS(error)) << name << ": " << u_errorName(error);
  }
  Rules(const Rules&) = delete;
  Rules& operator=(const Rules&) = delete;
  ~Rules() { unum_close(format_); }

  /// Without the soft hyphens that the rules hold.
  [[nodiscard]] std::string of(std::int64_t n) const {
    std::array<UChar, 512> wide{};
    std::array<char, 2048> bytes{};
    UErrorCode error = U_ZERO_ERROR;
    std::int32_t size = unum_formatInt64(format_, n, wide.data(), wide.size(), nullptr, &error);
    std::int32_t kept = 0;
    for (std::int32_t i = 0; i < size; ++i)
      if (wide[static_cast<std::size_t>(i)] != 0xad)
        wide[static_cast<std::size_t>(kept++)] = wide[static_cast<std::size_t>(i)];
    u_strToUTF8(bytes.data(), bytes.size(), &size, wide.data(), kept, &error);
    EXPECT_TRUE(U_SUCCESS(error));
    return {bytes.data(), static_cast<std::size_t>(size)};
  }

 private:
  UNumberFormat* format_ = nullptr;
};

std::string cardinal(std::int64_t n, vm::Ending ending) {
  return text_of([&](vm::Out& out) { vm::put_cardinal(out, static_cast<std::uint64_t>(n), ending); });
}

/// Calls `check` with all numbers up to 9,999, powers of ten with their neighbours, and others of every length.
template <typename Check>
void each_number(Check check) {
  for (std::int64_t n = 0; n <= 9999; ++n) check(n);
  for (std::int64_t power = 10000; power <= 1000000000000000; power *= 10)
    for (const std::int64_t n : {power - 1, power, power + 1, power + 21, 2 * power, 21 * (power / 10)}) check(n);
  std::mt19937_64 random(1000);
  for (unsigned i = 0; i < 12000; ++i) {
    std::uint64_t limit = 100000;
    for (std::uint64_t digits = random() % 11; digits != 0; --digits) limit *= 10;
    check(static_cast<std::int64_t>(random() % limit));
  }
}

TEST(IcuWords, Alone) {
  const Rules rules("%spellout-numbering");
  each_number([&](std::int64_t n) { ASSERT_EQ(cardinal(n, vm::Ending::Uno), rules.of(n)) << n; });
}

TEST(IcuWords, BeforeAMasculine) {
  const Rules rules("%spellout-cardinal-masculine");
  each_number([&](std::int64_t n) { ASSERT_EQ(cardinal(n, vm::Ending::Un), rules.of(n)) << n; });
}

/// On purpose: the thousands of what is feminine agree as well, «doscientas mil libras» (Diccionario panhispánico de
/// dudas, «cardinales»). ICU leaves them masculine.
TEST(IcuWords, BeforeAFeminine) {
  const Rules rules("%spellout-cardinal-feminine");
  unsigned differ = 0;
  each_number([&](std::int64_t n) {
    const std::int64_t millions = n / 1000000 * 1000000, thousands = n % 1000000 / 1000, rest = n % 1000;
    std::string expected = rules.of(n);
    if (thousands > 1) {
      std::string agreed = millions == 0 ? "" : rules.of(millions) + " ";
      agreed += rules.of(thousands) + " mil" + (rest == 0 ? "" : " " + rules.of(rest));
      differ += agreed != expected ? 1 : 0;
      expected = agreed;
    }
    ASSERT_EQ(cardinal(n, vm::Ending::Una), expected) << n;
  });
  EXPECT_GT(differ, 1000U);
}

TEST(IcuWords, NegativeNumbers) {
  const Rules rules("%spellout-numbering");
  each_number([&](std::int64_t n) {
    if (n == 0) return;
    ASSERT_EQ(said("es-MX", Type::Count, -n, Form::Words), rules.of(-n)) << n;
  });
}

TEST(IcuWords, TheFirstOfTheMonth) {
  const Rules rules("%spellout-ordinal-masculine");
  EXPECT_EQ(said("es-US", Type::Day, 1, Form::Words), rules.of(1));
  EXPECT_EQ(said("es-ES", Type::Day, 1, Form::Words), Rules("%spellout-numbering").of(1));
}

/// Amounts are put together from ICU's words and the names of the currency.
TEST(IcuWords, Amounts) {
  const Rules masculine("%spellout-cardinal-masculine");
  const auto unit = [](std::int64_t n, const char* one, const char* other) {
    return std::string(n % 1000000 == 0 && n != 0 ? " de " : " ") + (n == 1 ? one : other);
  };
  each_number([&](std::int64_t n) {
    const std::int64_t whole = n / 100, cents = n % 100;
    std::string expected;
    if (whole != 0 || cents == 0) expected = masculine.of(whole) + unit(whole, "dólar", "dólares");
    if (whole != 0 && cents != 0) expected += " con ";
    if (cents != 0) expected += masculine.of(cents) + unit(cents, "centavo", "centavos");
    ASSERT_EQ(said("es-US", Type::Money, n, Form::Words), expected) << n;
  });
}

}  // namespace
}  // namespace guion::test
