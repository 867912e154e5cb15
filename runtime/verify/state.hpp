// What is known at a place of the code: levels that hold, slots that are filled. A bit set on the stack; fewer facts is always the safe side.
#pragma once

#include "image/view.hpp"

namespace guion::verify {

struct Facts {
  static constexpr uint32_t kWords = image::kMaxSlots / 64;
  uint64_t filled[kWords] = {};
  uint8_t levels = 0;

  [[nodiscard]] bool has(uint32_t slot) const { return (filled[slot / 64] >> slot % 64 & 1) != 0; }
  void fill(uint32_t slot) { filled[slot / 64] |= uint64_t{1} << slot % 64; }
  void empty(uint32_t slot) { filled[slot / 64] &= ~(uint64_t{1} << slot % 64); }
};

/// Byte `b` of the bit set, as a certificate writes it.
[[nodiscard]] inline uint8_t byte_of(const Facts& f, uint32_t b) { return static_cast<uint8_t>(f.filled[b / 8] >> 8 * (b % 8)); }

/// Whether all of `levels` and `slots` (a set of `bytes` bytes) is known in `f`.
[[nodiscard]] inline bool entails(const Facts& f, uint8_t levels, const uint8_t* slots, uint32_t bytes) {
  if ((levels & ~f.levels) != 0) return false;
  for (uint32_t b = 0; b < bytes; ++b)
    if ((slots[b] & ~byte_of(f, b)) != 0) return false;
  return true;
}

}  // namespace guion::verify
