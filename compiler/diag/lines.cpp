// See lines.hpp.
#include "diag/lines.hpp"

#include <algorithm>
#include <cstring>

namespace guion::diag {

LineTable::LineTable(std::string_view text) : text_(text), starts_{0} {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    const void* const feed = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    if (feed == nullptr) break;
    at = static_cast<const char*>(feed) + 1;
    starts_.push_back(static_cast<std::uint32_t>(at - text.data()));
  }
}

std::uint32_t LineTable::line_of(std::uint32_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<std::uint32_t>(after - starts_.begin()) - 1;
}

Position LineTable::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const std::uint32_t line = line_of(offset);
  return {line + 1, count_characters(text_.substr(starts_[line], offset - starts_[line])) + 1};
}

std::string_view LineTable::line(std::uint32_t index) const {
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
  std::string_view text = text_.substr(starts_[index], end - starts_[index]);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::uint32_t count_characters(std::string_view text) {
  std::uint32_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return n;
}

}  // namespace guion::diag
