// The one pass over the bytes of a file before it is read: strict UTF-8, and characters that no line may hold. It knows
// nothing of lines' form. Where: docs/language.md, «Lines».
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guion::parse {

enum class FlawKind : std::uint8_t { NotUtf8, Bidi, ZeroWidth, Control, Tab };

/// A character that may not stand where it stands. Units: byte offsets.
struct Flaw {
  FlawKind kind;
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t character;  ///< its code point; the byte itself for NotUtf8
};

struct Hygiene {
  std::vector<Flaw> flaws;  ///< in order of place
  bool exotic = false;      ///< letters beyond Latin-1, or signs that names must be checked for
  bool decomposed = false;  ///< combining marks: the text may not be in NFC
};

/// Cost: one pass, more than 1 GB/s on plain text.
[[nodiscard]] Hygiene examine(const std::string& text);
/// Puts the text into NFC. Gives false and leaves it alone if it is already.
[[nodiscard]] bool compose(std::string& text);
/// The first byte of `name` that belongs to no letter, or npos.
[[nodiscard]] std::size_t find_non_letter(std::string_view name);

}  // namespace guion::parse
