// The locales of Spanish that values are written in, and the currencies, as tables made at compile time from
// locales.def and currencies.def.
#pragma once

#include <stdint.h>

namespace guion::image {

struct Locale {
  const char* tag;
  const char* group;
  const char* decimal;
  uint8_t min_grouped;  ///< Units: digits of the whole part
  char home[4];         ///< currency whose amounts bear `sign`
  const char* sign;
  const char* short_date;
  uint8_t evening;  ///< Units: hour of the day
};

inline constexpr Locale kLocales[] = {
#define LOCALE(Id, tag, group, decimal, min_grouped, home, sign, date, evening) \
  {tag, group, decimal, min_grouped, home, sign, date, evening},
#include "image/locales.def"
#undef LOCALE
};
inline constexpr unsigned kLocaleCount = sizeof(kLocales) / sizeof(kLocales[0]);

/// Names are singular, plural; those of the minor unit likewise.
struct Currency {
  char code[4];
  uint8_t decimals;
  const char* one;
  const char* other;
  const char* minor_one;
  const char* minor_other;
};

inline constexpr Currency kCurrencies[] = {
#define CURRENCY(code, decimals, one, other, minor_one, minor_other) \
  {code, decimals, one, other, minor_one, minor_other},
#include "image/currencies.def"
#undef CURRENCY
};

/// The row of a currency; null for one that the table does not name: two decimals, its code for a name.
[[nodiscard]] constexpr const Currency* find_currency(const char* code) {
  for (const Currency& c : kCurrencies)
    if (c.code[0] == code[0] && c.code[1] == code[1] && c.code[2] == code[2]) return &c;
  return nullptr;
}
[[nodiscard]] constexpr unsigned currency_decimals(const char* code) {
  const Currency* c = find_currency(code);
  return c == nullptr ? 2 : c->decimals;
}

}  // namespace guion::image
