// What is known at a place of the code: levels that hold, slots that are filled. A bit set on the stack; fewer facts is
// always the safe side.
#pragma once

#include "image/view.hpp"

namespace guion::verify {

/// Word `w` of a set of `bytes` bytes that begins at `p`. A last word that is not whole is read from its end, so
/// nothing behind the set is touched; what stands before it is at least the header.
[[nodiscard]] inline uint64_t word_of(const uint8_t* p, uint32_t bytes, uint32_t w) {
  if (8 * w + 8 <= bytes) return image::load64(p + 8 * w);
  return image::load64(p + bytes - 8) >> 8 * (8 - bytes % 8);
}

struct Facts {
  static constexpr uint32_t kWords = image::kMaxSlots / 64;
  uint64_t filled[kWords] = {};
  uint8_t levels = 0;

  /// Becomes what a certificate or summary says.
  void become(uint8_t held, const uint8_t* slots, uint32_t bytes) {
    levels = held;
    for (uint32_t w = 0; 8 * w < bytes; ++w) filled[w] = word_of(slots, bytes, w);
  }
  /// Keeps what it has in common with that.
  void meet(uint8_t held, const uint8_t* slots, uint32_t bytes) {
    levels &= held;
    for (uint32_t w = 0; 8 * w < bytes; ++w) filled[w] &= word_of(slots, bytes, w);
  }
  [[nodiscard]] bool has(uint32_t slot) const { return (filled[slot / 64] >> slot % 64 & 1) != 0; }
  void fill(uint32_t slot) { filled[slot / 64] |= uint64_t{1} << slot % 64; }
  void empty(uint32_t slot) { filled[slot / 64] &= ~(uint64_t{1} << slot % 64); }
};

/// Whether all of `levels` and `slots` (a set of `bytes` bytes) is known in `f`.
[[nodiscard]] inline bool entails(const Facts& f, uint8_t levels, const uint8_t* slots, uint32_t bytes) {
  if ((levels & ~f.levels) != 0) return false;
  for (uint32_t w = 0; 8 * w < bytes; ++w)
    if ((word_of(slots, bytes, w) & ~f.filled[w]) != 0) return false;
  return true;
}

}  // namespace guion::verify
