// Days since 1970-01-01 to year, month and day of the Gregorian calendar. Pure arithmetic, in 32 bits.
#pragma once

#include <stdint.h>

namespace guion::vm {

struct Day {
  uint32_t year, month, day;  ///< month and day from 1
};

/// Shape: any date of the years 1 to 9999. Counts days in eras of 400 years that begin on 1 March of year 0.
[[nodiscard, gnu::noinline]] constexpr Day day_of(int32_t days) {
  const uint32_t shifted = static_cast<uint32_t>(days) + 719468;
  const uint32_t era = shifted / 146097, in_era = shifted % 146097;
  const uint32_t year_of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  const uint32_t in_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const uint32_t march_month = (5 * in_year + 2) / 153;
  const uint32_t day = in_year - (153 * march_month + 2) / 5 + 1;
  const bool next_year = march_month >= 10;
  return {year_of_era + era * 400 + (next_year ? 1 : 0), next_year ? march_month - 9 : march_month + 3, day};
}

/// 0 Sunday. Shape: as day_of().
[[nodiscard]] constexpr uint32_t weekday_of(int32_t days) { return (static_cast<uint32_t>(days) + 719468 + 3) % 7; }

}  // namespace guion::vm
