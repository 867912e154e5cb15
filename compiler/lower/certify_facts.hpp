// What is known at a place of the code, as the loader keeps it: levels, slots, conditions on numbers. Fewer facts is
// always the safe side. It must not know instructions. The loader's own rules are in docs/bytecode.md, «What the loader
// proves»; these may only be weaker.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "lower/assembly.hpp"

namespace guion::lower {

/// A set of slots.
using Bits = std::vector<std::uint64_t>;
[[nodiscard]] inline bool has(const Bits& set, std::uint32_t slot) { return (set[slot / 64] >> slot % 64 & 1) != 0; }
inline void put(Bits& set, std::uint32_t slot) { set[slot / 64] |= std::uint64_t{1} << slot % 64; }
inline void drop(Bits& set, std::uint32_t slot) { set[slot / 64] &= ~(std::uint64_t{1} << slot % 64); }
[[nodiscard]] bool includes(const Bits& all, const Bits& some);
[[nodiscard]] bool is_empty(const Bits& set);

using Literal = assembly::Literal;
using LiteralKind = assembly::Literal::Kind;

struct Facts {
  std::uint8_t levels = 0, absent = 0;  ///< that hold, and that do not
  Bits filled, empty;
  std::vector<Literal> known;  ///< Within, Differs and Apart, in order
  friend bool operator==(const Facts&, const Facts&) = default;

  explicit Facts(std::size_t slots = 0) : filled(slots / 64 + 1), empty(slots / 64 + 1) {}
  void fill(std::uint32_t slot);
  void clear(std::uint32_t slot);
  void forget(std::uint32_t slot);
  void add(const Literal& literal);
};

using Range = std::pair<std::int64_t, std::int64_t>;

/// Most literals of all kinds that one state may have.
inline constexpr std::size_t kMostLiterals = 16;
/// How many literals a state takes in a certificate.
[[nodiscard]] std::size_t literals_of(const Facts& f);

/// `slot o k` holds, `o` by the codes of opcodes.def; `range` holds all values of the slot. False: that cannot be.
[[nodiscard]] bool learn_number(Facts& f, std::uint32_t slot, std::int64_t o, std::int64_t k, Range range);
/// `a o b + k` holds. False: that cannot be.
[[nodiscard]] bool learn_slots(Facts& f, std::uint32_t a, std::int64_t o, std::uint32_t b, std::int64_t k);
/// `to` has the value of `from` now.
void copy_value(Facts& f, std::uint32_t to, std::uint32_t from);
/// The comparison that holds where `o` does not.
[[nodiscard]] std::int64_t negated(std::int64_t o);

/// Whether all that `claim` says is known in `f`.
[[nodiscard]] bool entails(const Facts& f, const Facts& claim);

/// Joins `b` into `a` if they differ in the values of one slot only and both together can be said exactly. `ranges`:
/// one a slot.
[[nodiscard]] bool join_exactly(Facts& a, const Facts& b, const std::vector<Range>& ranges);

}  // namespace guion::lower
