// The locales of Spanish that values are written in, and the currencies, as tables made at compile time from
// locales.def and currencies.def.
#pragma once

#include "image/bytes.hpp"

namespace guion::image {

/// Texts stand in the rows themselves: constants without a pointer need no relocation.
struct Locale {
  char tag[6];
  char group, decimal;
  uint8_t min_grouped;  ///< Units: digits of the whole part
  uint8_t evening;      ///< Units: hour of the day
  char short_date[6];
  Word<3> sign;
  char home[4];  ///< currency whose amounts bear `sign`
  uint32_t home_code;
};

inline constexpr Locale kLocales[] = {
#define LOCALE(Id, tag, group, decimal, min_grouped, home, sign, date, evening) \
  {tag, *group, *decimal, min_grouped, evening, date, sign, home, currency_code(home)},
#include "image/locales.def"
#undef LOCALE
};
inline constexpr unsigned kLocaleCount = sizeof(kLocales) / sizeof(kLocales[0]);

/// Names are singular, plural; those of the minor unit likewise.
struct Currency {
  uint32_t code;  ///< currency_code()
  uint8_t decimals;
  Word<11> one, other, minor_one, minor_other;
};
inline constexpr unsigned kCurrencyCount = 0
#define CURRENCY(code, decimals, one, other, minor_one, minor_other) +1
#include "image/currencies.def"
#undef CURRENCY
    ;

/// The row of a currency; null for one that the table does not name: two decimals, its code for a name.
[[nodiscard]] const Currency* find_currency(uint32_t code);
[[nodiscard]] unsigned currency_decimals(uint32_t code);
/// 10 to the power of its decimals.
[[nodiscard]] uint32_t currency_unit(uint32_t code);

}  // namespace guion::image
