// SHA-256 (FIPS 180-4): of texts and records in a trace, and of whole files for build ids. The loader never needs it.
// It knows bytes only.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace guion::trace {

inline constexpr size_t kSum = 32;  ///< bytes of a sum

/// Takes whole blocks of 64 bytes into a state of eight words.
using TakeBlocks = void (*)(uint32_t state[8], const uint8_t* bytes, size_t blocks);
/// By plain arithmetic, on any machine.
void take_blocks(uint32_t state[8], const uint8_t* bytes, size_t blocks);
/// By the processor's own instructions where it has them: the same sum. It stands in a unit of its own, which only the
/// tool links.
[[nodiscard]] TakeBlocks fastest_blocks();

/// A sum of bytes that come in pieces.
/// Source: FIPS 180-4.
class Sha256 {
 public:
  explicit Sha256(TakeBlocks take = take_blocks) : take_(take) {}
  Sha256& add(const void* bytes, size_t size);
  /// Ends the sum: nothing is added behind it.
  void finish(uint8_t out[kSum]);

 private:
  TakeBlocks take_;
  uint32_t state_[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint64_t size_ = 0;
  uint8_t open_[64] = {};  ///< the block that is not yet full
};

inline void sha256(const void* bytes, size_t size, uint8_t out[kSum], TakeBlocks take = take_blocks) {
  Sha256 sum(take);
  sum.add(bytes, size).finish(out);
}

}  // namespace guion::trace
