// Offsets to lines and columns, built once a file. It knows nothing of messages.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace guion::diag {

/// A place as people count it. Units: both from 1; a column is a character, a tab being one.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(const Position&, const Position&) = default;
};

/// Where the lines of a text begin. Borrows the text. Cost: one pass to build, logarithmic to ask.
class LineTable {
 public:
  explicit LineTable(std::string_view text);
  /// Offsets past the end count as the end.
  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// The line (from 0) that holds the offset.
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const;
  /// The text of a line (from 0) without its end of line.
  [[nodiscard]] std::string_view line(std::uint32_t index) const;
  [[nodiscard]] std::uint32_t begin_of(std::uint32_t index) const { return starts_[index]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;
};

/// Characters in a stretch of UTF-8; a byte that begins no character counts as one.
[[nodiscard]] std::uint32_t count_characters(std::string_view text);

}  // namespace guion::diag
