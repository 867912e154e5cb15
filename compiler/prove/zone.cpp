// See zone.hpp. The matrix is closed after every operation: each bound is the least that the others imply.
#include "prove/zone.hpp"

#include <algorithm>

namespace guion::prove {

bool Zone::constrain(std::size_t x, std::size_t y, std::int64_t c) {
  if (x == y) return c >= 0;
  if (at(x, y) <= c) return true;
  if (sum(at(y, x), c) < 0) return false;
  for (std::size_t i = 0; i < n_; ++i) {
    const std::int64_t to_x = sum(at(i, x), c);
    if (to_x >= kFree) continue;
    for (std::size_t j = 0; j < n_; ++j) at(i, j) = std::min(at(i, j), sum(to_x, at(y, j)));
  }
  return true;
}

void Zone::forget(std::size_t x) {
  for (std::size_t i = 0; i < n_; ++i) {
    if (i != x) at(i, x) = at(x, i) = kFree;
  }
}

void Zone::assign(std::size_t x, std::size_t y, std::int64_t c) {
  if (x == y) {
    for (std::size_t i = 0; i < n_; ++i) {
      if (i == x) continue;
      at(x, i) = sum(at(x, i), c);
      at(i, x) = sum(at(i, x), -c);
    }
    return;
  }
  forget(x);
  for (std::size_t i = 0; i < n_; ++i) {
    if (i == x) continue;
    at(x, i) = sum(at(y, i), c);
    at(i, x) = sum(at(i, y), -c);
  }
}

bool Zone::is_free(std::size_t x) const {
  for (std::size_t i = 0; i < n_; ++i) {
    if (i != x && (at(i, x) < kFree || at(x, i) < kFree)) return false;
  }
  return true;
}

bool Zone::includes(const Zone& other) const {
  for (std::size_t k = 0; k < bounds_.size(); ++k) {
    if (other.bounds_[k] > bounds_[k]) return false;
  }
  return true;
}

std::uint64_t Zone::hash() const {
  std::uint64_t h = 0xcbf29ce484222325ull;
  for (const std::int64_t b : bounds_) h = (h ^ static_cast<std::uint64_t>(b)) * 0x100000001b3ull;
  return h ^ (h >> 29);
}

}  // namespace guion::prove
