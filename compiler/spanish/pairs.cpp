// See pairs.hpp.
#include "spanish/pairs.hpp"

#include <algorithm>
#include <bit>
#include <tuple>

namespace guion::spanish {
namespace {

std::uint64_t key_of(WordId first, WordId second) { return (static_cast<std::uint64_t>(first) << 32) | second; }

}  // namespace

void Pairs::add(List list, const Lists& lists, Words& words) {
  for (std::uint32_t r = 1; r < lists.rows().size(); ++r) {
    const Row& row = lists.rows()[r];
    if (row.list != list || lists.size_of(row) < 2 || !lists.only_words(row, words)) continue;
    const auto terms = lists.terms_of(row);
    words[terms[0]].traits |= kPairFirst;
    words[terms[1]].traits |= kPairSecond;
    entries_.push_back({key_of(terms[0], terms[1]), static_cast<std::uint32_t>(terms.size()), r});
  }
}

void Pairs::close() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tuple{a.key, b.size, b.row} < std::tuple{b.key, a.size, a.row};
  });
  table_.assign(std::bit_ceil(entries_.size() * 2 + 1), 0);
  for (std::size_t e = 0; e < entries_.size(); ++e)
    if (std::uint32_t& slot = table_[place_of(entries_[e].key)]; slot == 0) slot = static_cast<std::uint32_t>(e + 1);
}

std::size_t Pairs::place_of(std::uint64_t key) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t at = static_cast<std::size_t>((key * 0x9e3779b97f4a7c15u) >> 40) & mask;
  while (table_[at] != 0 && entries_[table_[at] - 1].key != key) at = (at + 1) & mask;
  return at;
}

const Row* Pairs::look_up(List list, std::span<const Token> tokens, std::size_t at, const Lists& lists) const {
  const std::uint64_t key = key_of(tokens[at].word, tokens[at + 1].word);
  const std::uint32_t place = table_[place_of(key)];
  for (std::size_t e = place == 0 ? entries_.size() : place - 1; e < entries_.size() && entries_[e].key == key; ++e) {
    const Row& row = lists.rows()[entries_[e].row];
    if (row.list != list || at + entries_[e].size > tokens.size()) continue;
    const auto terms = lists.terms_of(row);
    bool same = true;
    for (std::size_t w = 2; same && w < terms.size(); ++w)
      same = tokens[at + w].kind == TokenKind::Word && tokens[at + w].word == terms[w];
    if (same) return &row;
  }
  return nullptr;
}

}  // namespace guion::spanish
