// One text as translators see it: words, and marks that stand for what the compiler fills in. A text is unwrapped and
// its marks are spelt in one way, so that two texts are the same if these are. Form: docs/translation.md, «Files for
// translators».
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ast/tree.hpp"
#include "scenario/message.hpp"

namespace guion::strings {

/// What a text may hold, by where it stands.
enum class Shape : std::uint8_t {
  Text,        ///< blanks and choices
  Label,       ///< of an enumeration value: a bar would begin its spoken words
  Instruction  ///< what the agent says in own words: nothing but words
};

enum class BitKind : std::uint8_t {
  Words,  ///< as somebody hears or reads them, nothing escaped
  Value,  ///< «{saldo como palabras}», «{ahora.saludo}»
  Open,   ///< «{trato ? señor: »: a choice and its first arm
  Arm,    ///< « | neutro: »
  Close   ///< «}»
};

struct Bit {
  BitKind kind = BitKind::Words;
  std::string text;    ///< as it stands in a flow; of Words: unescaped
  std::string object;  ///< Value, Open: the slot; empty for what the clock says
  std::string label;   ///< Open, Arm: the case of the arm that begins
  friend bool operator==(const Bit&, const Bit&) = default;
};
using Bits = std::vector<Bit>;

/// The bits of a run of text parts, marks spelt in `tongue`. Of an enumeration value: of its label or its spoken words,
/// not both.
[[nodiscard]] Bits bits_of(const ast::Tree& tree, std::span<const ast::Part> run, Tongue tongue);
/// The text with braces, as a flow has it, on one line.
[[nodiscard]] std::string braces(const Bits& bits, Shape shape);
/// Words as a flow has them: braces and backslashes escaped, with `bar` also bars.
[[nodiscard]] std::string escaped(std::string_view words, bool bar);

/// A text that was read: a tree whose `run` holds its parts.
struct Snippet {
  ast::Tree tree;
  std::uint32_t first = 0, end = 0;  ///< range of tree.parts
  [[nodiscard]] std::span<const ast::Part> run() const { return std::span{tree.parts}.subspan(first, end - first); }
};

/// Reads a text with braces. Ends of lines, and blanks at both ends, count as in a flow. Words of marks may be of
/// either tongue; the snippet is in `tongue`. Errors: nothing, and why in `error`.
[[nodiscard]] std::optional<Snippet> read(std::string_view text, Shape shape, Tongue tongue, Message& error);
/// Blanks at the ends dropped, and each end of line with the blanks around it one blank.
[[nodiscard]] std::string unwrapped(std::string_view text);

/// Eight hexadecimal digits: the upper half of the FNV-1a-64 of the text with its marks in Spanish. Neither wrapping
/// nor the language of the keywords changes it.
[[nodiscard]] std::string hash_of(const ast::Tree& tree, std::span<const ast::Part> run, Shape shape);

}  // namespace guion::strings
