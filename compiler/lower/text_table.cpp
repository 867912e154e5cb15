// The hash table behind the numbers of templates: see text_table.hpp.
#include "lower/text_table.hpp"

#include <algorithm>
#include <bit>

#include "image/bytes.hpp"

namespace guion::assembly {
namespace {

constexpr std::uint32_t kFree = 0xffffffff;
constexpr std::size_t kSmallest = 64;

}  // namespace

std::uint32_t TextTable::prepare(std::string_view bytes) const {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto hash = static_cast<std::uint32_t>(image::checksum(data, bytes.size(), 0) >> 32);
  if (!entries_.empty()) __builtin_prefetch(&entries_[hash & (entries_.size() - 1)]);
  return hash;
}

std::int64_t TextTable::add(std::string_view bytes, std::uint32_t prepared) {
  if (module_.templates.size() * 4 >= entries_.size() * 3) resize(entries_.empty() ? kSmallest : entries_.size() * 2);
  const std::size_t mask = entries_.size() - 1;
  std::size_t at = prepared & mask;
  for (; entries_[at].number != kFree; at = (at + 1) & mask)
    if (entries_[at].hash == prepared && module_.text(entries_[at].number) == bytes) return entries_[at].number;
  entries_[at] = {prepared, static_cast<std::uint32_t>(module_.templates.size())};
  const auto begin = static_cast<std::uint32_t>(module_.texts.size());
  module_.texts += bytes;
  module_.templates.push_back({begin, static_cast<std::uint32_t>(module_.texts.size())});
  return entries_[at].number;
}

std::int64_t TextTable::add_pair(std::int64_t first, std::int64_t second) {
  if (first == second || first < 0 || second < 0) return first;
  const TextPair pair{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(second)};
  const auto [at, fresh] = pairs_.try_emplace(pair, -2 - static_cast<std::int64_t>(module_.text_pairs.size()));
  if (fresh) module_.text_pairs.push_back(pair);
  return at->second;
}

void TextTable::reserve(std::size_t templates) {
  if (entries_.size() * 3 <= templates * 4) resize(std::max(kSmallest, std::bit_ceil(templates * 4 / 3 + 1)));
  module_.templates.reserve(templates);
}

void TextTable::resize(std::size_t size) {
  const std::vector<Entry> old = std::move(entries_);
  entries_.assign(size, {});
  const std::size_t mask = entries_.size() - 1;
  for (const Entry& e : old) {
    if (e.number == kFree) continue;
    std::size_t at = e.hash & mask;
    while (entries_[at].number != kFree) at = (at + 1) & mask;
    entries_[at] = e;
  }
}

}  // namespace guion::assembly
