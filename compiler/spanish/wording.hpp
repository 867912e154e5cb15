// Small change of the rules that put other words in the place of some: capitals, words of a replacement, and whether a
// line may be changed at all.
#pragma once

#include <string>
#include <string_view>

#include "ast/tree.hpp"
#include "spanish/rules.hpp"

namespace guion::spanish {

/// With its first letter as a capital; Latin letters only.
[[nodiscard]] inline std::string capitalised(std::string_view words) {
  std::string out{words};
  if (out.empty()) return out;
  if (out[0] >= 'a' && out[0] <= 'z') {
    out[0] = static_cast<char>(out[0] - 0x20);
  } else if (out.size() > 1 && out[0] == '\xc3' && static_cast<unsigned char>(out[1]) >= 0xa0) {
    out[1] = static_cast<char>(static_cast<unsigned char>(out[1]) - 0x20);
  }
  return out;
}

/// Takes the first word off `rest`; words are parted by one blank.
[[nodiscard]] inline std::string_view take_word(std::string_view& rest) {
  const std::size_t end = rest.find(' ');
  const std::string_view word = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return word;
}

/// Whether the words of the line are approved as they stand: then only who approves may change them.
[[nodiscard]] inline bool is_sealed(const Context& c, const Utterance& u) {
  return ast::find(c.tree(u.line.file).parts_of(u.line.line), ast::PartKind::Seal) != nullptr;
}

}  // namespace guion::spanish
