// The syntax tree of one file: lines in source order, each with its parts. Flat vectors and 32-bit indices, no pointers.
// It knows nothing of names' meanings (sema/) nor of how it was read (parse/). Form: docs/language.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "grammar/keywords.hpp"

namespace guion::ast {

enum class NodeKind : std::uint8_t {
#define NODE(kind, where, sentence) kind,
#include "ast/nodes.def"
#undef NODE
};

enum class Where : std::uint8_t { Head, Top, Field, Statement, Arm, Guard, Item };

enum class PartKind : std::uint8_t {
#define PART(kind, sentence) kind,
#include "ast/parts.def"
#undef PART
};

enum class Comparison : std::uint8_t { Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual, Is, IsNot };

/// The forms of a rule (docs/language.md, «Rules»). The events stand in source order behind the form.
enum class RuleForm : std::uint8_t {
  Before,         ///< A antes de B
  BeforeEach,     ///< A antes de cada B
  AfterAlways,    ///< después de A siempre B
  AfterNever,     ///< después de A nunca B
  BetweenNever,   ///< entre A y C nunca B
  BetweenAlways,  ///< entre A y C siempre B
  Paired,         ///< A y C en pareja
  AtMost,         ///< a lo más n veces A
  Never,          ///< nunca A
  TagSays,        ///< @x dice {slot}
};

/// `arg` of a RuleEvent that stands for «se oye»: everything that reaches the customer.
inline constexpr std::uint8_t kHeard = 0xff;

/// One piece of a line. Units: byte offsets into the file. `arg` as parts.def says.
struct Part {
  PartKind kind;
  std::uint8_t arg = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// One logical line: a physical line with its continuations. Its block are the lines (own index + 1) .. `block_end`.
struct Line {
  NodeKind kind = NodeKind::Error;
  std::uint8_t depth = 0;       ///< 0 = leftmost; two blanks a level
  bool blank_before = false;    ///< an empty line stood above it (kept by the printer)
  std::uint32_t begin = 0;      ///< first byte after the indentation
  std::uint32_t end = 0;        ///< one past its last byte (of the last continuation)
  std::uint32_t parts = 0;      ///< index of its first part
  std::uint32_t parts_end = 0;  ///< one past its last part
  std::uint32_t block_end = 0;  ///< one past the last line of its block
};

/// The tree of one file. Owns lines and parts, borrows nothing: part ranges refer to `text`, which it keeps.
struct Tree {
  std::string text;             ///< the file, as read
  Tongue tongue = Tongue::Es;   ///< the language of its keywords
  std::vector<Line> lines;
  std::vector<Part> parts;

  [[nodiscard]] std::string_view at(const Part& p) const {
    return std::string_view{text}.substr(p.begin, p.end - p.begin);
  }
  [[nodiscard]] std::span<const Part> parts_of(LineId line) const {
    const Line& l = lines[line];
    return std::span{parts}.subspan(l.parts, l.parts_end - l.parts);
  }
};

/// First part of the given kind, or nullptr.
[[nodiscard]] const Part* find(std::span<const Part> parts, PartKind kind);
/// Whether the parts hold a Flag with this word.
[[nodiscard]] bool has_flag(std::span<const Part> parts, Word word);
/// Whether a part of this kind belongs to a text: Text … Spoken, the last rows of parts.def.
[[nodiscard]] bool is_text(PartKind kind);
/// The run of text parts (Text … Spoken) at the end of the line; empty if it has none.
[[nodiscard]] std::span<const Part> text_of(std::span<const Part> parts);
/// The table's columns.
[[nodiscard]] std::string_view name_of(NodeKind kind);
[[nodiscard]] std::string_view name_of(PartKind kind);
[[nodiscard]] Where where_of(NodeKind kind);

}  // namespace guion::ast
