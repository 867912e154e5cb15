// The locales that values are written in, and the currencies, as tables made at compile time from
// locales.def and currencies.def.
#pragma once

#include "image/bytes.hpp"

namespace guion::image {

/// Texts stand in the rows themselves: constants without a pointer need no relocation.
struct Locale {
  char tag[6];
  char group, decimal;
  uint8_t min_grouped;          ///< Units: digits of the whole part
  uint8_t dawn, noon, evening;  ///< Units: hour of the day
  bool minus_first;             ///< before the sign of the currency
  bool quarter_to;              ///< "un cuarto para las dos", not "las dos menos cuarto"
  char short_date[6];
  Word<3> sign;    ///< of the home currency; empty: signs and codes stand behind the amount
  Word<5> dollar;  ///< of the United States, where it is foreign
  Word<7> first;   ///< of the month
  char home[4];    ///< currency whose amounts bear `sign`
  uint32_t home_code;
};

inline constexpr Locale kLocales[] = {
#define LOCALE(Id, tag, group, decimal, min_grouped, home, sign, dollar, minus, date, dawn, noon, evening, clock, \
               first)                                                                                             \
  {tag,    *group, *decimal, min_grouped,        dawn, noon, evening, *minus == '-', *clock == '<', date, sign,   \
   dollar, first,  home,     currency_code(home)},
#include "image/locales.def"
#undef LOCALE
};
inline constexpr unsigned kLocaleCount = sizeof(kLocales) / sizeof(kLocales[0]);

/// Whether values are said in English: else in Spanish.
[[nodiscard]] constexpr bool in_english(const Locale& l) { return l.tag[1] == 'n'; }

/// Names are singular, plural; those of the minor unit likewise.
struct Currency {
  uint32_t code;  ///< currency_code()
  uint8_t decimals;
  bool feminine;  ///< the unit; minor units are masculine
  Word<11> one, other, minor_one, minor_other;
};
inline constexpr unsigned kCurrencyCount = 0
#define CURRENCY(code, decimals, gender, one, other, minor_one, minor_other) +1
#include "image/currencies.def"
#undef CURRENCY
    ;

/// The row of a currency; null for one that the table does not name: two decimals, its code for a name.
[[nodiscard]] const Currency* find_currency(uint32_t code);
[[nodiscard]] unsigned currency_decimals(uint32_t code);
/// 10 to the power of its decimals.
[[nodiscard]] uint32_t currency_unit(uint32_t code);

}  // namespace guion::image
