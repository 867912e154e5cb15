// What a rule of the grammar is called in a message: one row a rule that can be missing. It knows rules by their keys
// only.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "grammar/matchers.hpp"

namespace guion::parse {

enum class WantKind : std::uint8_t {
  Name,     ///< a name
  Value,    ///< a name or a literal
  Text,     ///< free text
  Filling,  ///< what stands between braces
  Close,    ///< the brace that closes
  Form,     ///< the word after «como»
  Label,    ///< the label of an arm, or the colon behind it
  Escaped,  ///< a character that may be escaped
  End,      ///< the end of the line
  Other,
};

/// A row: how messages call what is missing, and the fixed words that could stand there.
struct Want {
  grammar::RuleKey key = nullptr;
  WantKind kind = WantKind::Other;
  std::string_view en, es;
  std::span<const Word> words{};
};

[[nodiscard]] const Want& want_of(grammar::RuleKey key);
/// «a name», or the words that could stand there as the file spells them: «normal» or «temprano».
[[nodiscard]] std::string describe(const Want& want, Tongue file, Tongue message);

}  // namespace guion::parse
