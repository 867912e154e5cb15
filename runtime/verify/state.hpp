// What is known at a place of the code: levels, slots, conditions, steps. Sets of bits and a short list, on the stack;
// fewer facts is always the safe side, so what does not fit is forgotten. Rules: docs/bytecode.md, «What the loader
// proves».
#pragma once

#include "image/view.hpp"

namespace guion::verify {

/// Word `w` of a set of `bytes` bytes that begins at `p`. A last word that is not whole is read from its end, so
/// nothing behind the set is touched; what stands before it is at least the header.
[[nodiscard]] inline uint64_t word_of(const uint8_t* p, uint32_t bytes, uint32_t w) {
  if (8 * w + 8 <= bytes) return image::load64(p + 8 * w);
  return image::load64(p + bytes - 8) >> 8 * (8 - bytes % 8);
}

/// Kinds of literals as the certificate writes them.
enum class Literal : uint8_t { Passed, Lacks, Empty, Within, Differs, Apart };
inline constexpr unsigned kLiteralKinds = 6;

/// What is known of numbers: low <= slot <= high; slot != low; slot - other <= low.
struct Known {
  Literal kind;
  uint16_t slot, other;
  int64_t low, high;
};

struct Facts {
  static constexpr uint32_t kWords = image::kMaxSlots / 64;
  static constexpr uint32_t kUnbounded = 0xffffffff;

  uint32_t remaining = kUnbounded;  ///< silent steps to the next event or return; unbounded behind an event
  uint64_t since = 0;               ///< silent steps behind an event
  uint8_t levels = 0, absent = 0;   ///< that hold, and that do not
  bool passed = false;              ///< an event came since the part was entered
  uint8_t count = 0;                ///< of `known`
  uint64_t filled[kWords] = {}, empty[kWords] = {};
  Known known[image::kMaxLiterals];

  /// Becomes `f`, whose sets are `words` long.
  void become(const Facts& f, uint32_t words) {
    remaining = f.remaining;
    since = f.since;
    levels = f.levels;
    absent = f.absent;
    passed = f.passed;
    count = f.count;
    for (uint32_t w = 0; w < words; ++w) filled[w] = f.filled[w], empty[w] = f.empty[w];
    for (uint32_t i = 0; i < count; ++i) known[i] = f.known[i];
  }
  [[nodiscard]] bool has(uint32_t slot) const { return (filled[slot / 64] >> slot % 64 & 1) != 0; }
  [[nodiscard]] bool lacks(uint32_t slot) const { return (empty[slot / 64] >> slot % 64 & 1) != 0; }
  /// A value that was there is the same.
  void find(uint32_t slot) { filled[slot / 64] |= uint64_t{1} << slot % 64; }
  void fill(uint32_t slot) {
    find(slot);
    empty[slot / 64] &= ~(uint64_t{1} << slot % 64);
    if (count != 0) forget(slot);
  }
  void clear(uint32_t slot) {
    filled[slot / 64] &= ~(uint64_t{1} << slot % 64);
    empty[slot / 64] |= uint64_t{1} << slot % 64;
    if (count != 0) forget(slot);
  }
  void event() {
    remaining = kUnbounded;
    since = 0;
    passed = true;
  }

  /// Nothing is known of the slot's value any more.
  void forget(uint32_t slot);
  [[nodiscard]] Known* find_known(Literal kind, uint32_t slot, uint32_t other = 0);
  [[nodiscard]] const Known* find_known(Literal kind, uint32_t slot, uint32_t other = 0) const {
    return const_cast<Facts*>(this)->find_known(kind, slot, other);
  }
  void learn(const Known& k);
  /// slot o k, `o` by the codes of opcodes.def; `range` holds all values of the slot. False: that cannot be.
  [[nodiscard]] bool learn_comparison(uint32_t slot, uint8_t o, int64_t k, image::Range range);
  /// a - b <= c. False: that cannot be.
  [[nodiscard]] bool learn_apart(uint32_t a, uint32_t b, int64_t c);
  [[nodiscard]] bool learn_comparison(uint32_t a, uint8_t o, uint32_t b, int64_t k);
  /// `to` has the value of `from` now.
  void copy_known(uint32_t to, uint32_t from);
  [[nodiscard]] bool knows(const Known& k) const;
};

/// Whether all that `claim` says is known in `f`, steps apart. Sets are `words` long.
[[nodiscard]] bool entails(const Facts& f, const Facts& claim, uint32_t words);
/// The comparison that holds where `o` does not.
[[nodiscard]] constexpr uint8_t negated(uint8_t o) {
  constexpr uint8_t kNegated[] = {3, 2, 1, 0, 5, 4};
  return o < 6 ? kNegated[o] : o;
}

}  // namespace guion::verify
