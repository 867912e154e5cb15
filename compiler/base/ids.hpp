// Small vocabulary that every room of the compiler shares: typed 32-bit ids and source spans.
#pragma once

#include <cstdint>
#include <limits>

namespace guion {

using LineId = std::uint32_t;  ///< index into ast::Tree::lines

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Which file of a compilation; index into its list of sources.
using FileId = std::uint16_t;

/// A stretch of source. Units: bytes. Empty when begin == end (a place between two characters).
struct Span {
  FileId file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// A line of a file.
struct LineRef {
  FileId file = 0;
  LineId line = kNone;
  friend bool operator==(const LineRef&, const LineRef&) = default;
};

}  // namespace guion
