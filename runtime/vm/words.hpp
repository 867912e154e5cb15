// Spanish words: cardinals, months, the joining of lists. Knows no slot and no locale.
#pragma once

#include "vm/out.hpp"

namespace guion::vm {

enum class Ending : uint8_t {
  Uno,
  Un,
  Una
};  ///< of a number ending in one: alone, before a masculine noun, before a feminine one

/// `n` in words: "veintiún", "mil doscientos treinta y cuatro". Shape: any n up to 10^18.
void put_cardinal(Out& out, uint64_t n, Ending ending);
/// Whether a noun behind `n` in words takes "de": un millón de pesos.
[[nodiscard]] bool takes_de(uint64_t n);
/// 1 January.
[[nodiscard]] const Word<11>& month_name(uint32_t month);
/// "la " before one o'clock, else "las ".
void put_article(Out& out, uint32_t hour);
/// A list of texts, each ended by a line feed: commas, and "y" or "e" by sound before the last.
void put_list(Out& out, image::Text list);
/// Plural category, of the size of `n`: 0 one, 1 many (multiples of a million), 2 other.
[[nodiscard]] unsigned plural_category(int64_t n);

}  // namespace guion::vm
