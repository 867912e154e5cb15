// Where the words of a Spanish text meet its values: words that change with what follows them (de + el, a + el, y
// before i, o before o), and places where a sentence begins, so that a value there begins with a capital. It decides by
// the literal text alone; what a value turns out to be is the runtime's to see. Meaning: docs/semantics.md, «Texts».
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guion::lower {

/// What stands before the next piece of a text.
enum class Before : std::uint8_t {
  Start,    ///< nothing, or the end of a sentence and a blank: what follows begins with a capital
  Stop,     ///< the end of a sentence, and no blank yet
  Piece,    ///< a value: it may end in anything, but not in the end of a sentence
  Literal,  ///< words inside a sentence
};

/// What stands before what follows `text`, which itself has `before` in front of it. Shape: a stop behind an
/// abbreviation ends no sentence; a question that opens inside a sentence begins none («Por favor, ¿…»).
[[nodiscard]] Before behind(std::string_view text, Before before);

/// The word at the end of `text`, with one blank behind it, that changes with the value after it: 1 + its place in
/// assembly::kEdgeWords, or 0. Not the «y» that opens a question: «¿Y Inés?».
[[nodiscard]] std::uint8_t edge_at_end(std::string_view text, Before before);

/// Edge word `edge` (of edge_at_end), its blank and `text`, which follows it in one arm of a choice.
[[nodiscard]] std::string joined(std::uint8_t edge, std::string_view text);

/// `text` with a capital at its first letter, if it begins with a letter.
[[nodiscard]] std::string raised(std::string_view text);

}  // namespace guion::lower
