// How values are said in English, where that is not how they are said in Spanish: see english.cpp. format.cpp,
// render.cpp and words.hpp hold the Spanish, and what both share: digits, signs, short dates.
#pragma once

#include "vm/render.hpp"

namespace guion::vm {

/// put_number() of an English locale. Gives false, and puts nothing, where English writes as the locale's row says.
[[nodiscard]] bool put_english(Out& out, const image::Locale& locale, Number n, Form form);
/// `n` in words: "twenty-one", "one thousand two hundred thirty-four". Shape: any n up to 10^18.
void put_english_cardinal(Out& out, uint64_t n);
/// A list of texts, each ended by a line feed: commas, and "and" before the last, with a comma from three on.
void put_english_list(Out& out, image::Text list);
/// What stands before a name by the address form: "Mr. ", "Ms. ", or nothing.
void put_english_title(Out& out, int64_t address);
/// "good morning" or, said on parting, "a good day": 0 before noon, 1 afternoon, 2 evening.
void put_english_greeting(Out& out, unsigned part, bool farewell);
/// Plural category: 0 one, 2 other.
[[nodiscard]] constexpr unsigned english_plural(int64_t n) { return n == 1 || n == -1 ? 0 : 2; }

}  // namespace guion::vm
