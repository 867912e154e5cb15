// Rows of several words, found by their first two: «se envio», «que tal». Two bits of each word say whether looking is
// worth it at all, so text in which nothing begins a row costs nothing more. It knows no rule.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "spanish/lists.hpp"

namespace guion::spanish {

/// Borrows nothing: what it needs is handed in.
class Pairs {
 public:
  /// Takes in all rows of at least two words of `list`. Not after match().
  void add(List list, const Lists& lists, Words& words);
  /// Must stand between the last add() and the first match().
  void close();
  /// The longest row of `list` that begins at tokens[at], or null; of equal ones the last that was added to the lists.
  /// Cost: two tests of bits, rarely one look-up.
  [[nodiscard]] const Row* match(List list, std::span<const Token> tokens, std::size_t at, const Words& words,
                                 const Lists& lists) const {
    if (at + 1 >= tokens.size() || tokens[at].kind != TokenKind::Word || tokens[at + 1].kind != TokenKind::Word)
      return nullptr;
    if ((words[tokens[at].word].traits & kPairFirst) == 0 || (words[tokens[at + 1].word].traits & kPairSecond) == 0)
      return nullptr;
    return look_up(list, tokens, at, lists);
  }

 private:
  [[nodiscard]] const Row* look_up(List list, std::span<const Token> tokens, std::size_t at, const Lists& lists) const;
  struct Entry {
    std::uint64_t key = 0;  ///< both words
    std::uint32_t size = 0, row = 0;
  };
  [[nodiscard]] std::size_t place_of(std::uint64_t key) const;

  std::vector<Entry> entries_;        ///< by key, the longest first
  std::vector<std::uint32_t> table_;  ///< place of a key's first entry + 1; 0: none. Its size is a power of two.
};

}  // namespace guion::spanish
