// What values a slot may hold: ranges of numbers, forms of texts. The loader asks it of constants, the interpreter of
// answers. Units: docs/semantics.md, «Values».
#pragma once

#include "image/view.hpp"

namespace guion::image {

/// The two halves of a window or cycle: from × 2³² + to.
struct Pair {
  int64_t from = 0, to = 0;
};
[[nodiscard]] constexpr Pair unpack(int64_t n) {
  const int64_t to = static_cast<int32_t>(static_cast<uint64_t>(n) & 0xffffffffu);
  return {(n - to) / 0x100000000, to};
}

[[nodiscard]] constexpr bool within(Range range, int64_t n) { return n >= range.min && n <= range.max; }
/// Whether the values of this type are the numbers of its range, and nothing else decides.
inline constexpr uint32_t kUnboundedTypes = kTextTypes | 1u << static_cast<unsigned>(Type::Enum) |
                                            1u << static_cast<unsigned>(Type::Window) |
                                            1u << static_cast<unsigned>(Type::Cycle);
[[nodiscard]] constexpr bool is_bounded(Type t) { return (kUnboundedTypes >> static_cast<unsigned>(t) & 1) == 0; }
/// Whether a numeric slot may hold `n`.
[[nodiscard]] bool in_range(const SlotView& slot, int64_t n);
/// Whether a text is of the form that its type wants, its length apart: a phone, a code, a list.
[[nodiscard]] bool has_form(Type type, Text text);
/// Whether a text slot may hold `text`: form, length, UTF-8, no control characters.
[[nodiscard]] bool may_hold(const SlotView& slot, Text text);

/// Whether numbers of this type can be compared by order, and added to.
[[nodiscard]] constexpr bool has_order(Type t) {
  return t == Type::Count || t == Type::Money || t == Type::Date || t == Type::Day || t == Type::Month ||
         t == Type::Hour || t == Type::Duration;
}

}  // namespace guion::image
