// Days since 1970-01-01 to year, month and day of the Gregorian calendar, and back. Pure arithmetic.
#pragma once

#include <stdint.h>

namespace guion::vm {

struct Day {
  int64_t year;
  unsigned month, day;  ///< from 1
  unsigned weekday;     ///< 0 Sunday
};

/// Shape: any date of the years 1 to 9999. Counts days in eras of 400 years that begin on 1 March.
[[nodiscard]] constexpr Day day_of(int64_t days) {
  const int64_t shifted = days + 719468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const auto in_era = static_cast<unsigned>(shifted - era * 146097);
  const unsigned year_of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  const unsigned in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned march_month = (5 * in_year + 2) / 153;
  const unsigned day = in_year - (153 * march_month + 2) / 5 + 1;
  const unsigned month = march_month < 10 ? march_month + 3 : march_month - 9;
  const int64_t weekday = ((days % 7) + 7 + 4) % 7;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day, static_cast<unsigned>(weekday)};
}

}  // namespace guion::vm
