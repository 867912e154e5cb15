// What a run of the engine keeps in mind: which levels, slots and counters, where each of them can still matter, and which of them a part touches. Everything
// else is forgotten, so that states stay few. It knows nothing of how states are searched.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "prove/engine.hpp"

namespace guion::prove {

/// Sets over what is tracked: bit k of `filled` is Tracking::filled[k], and so on.
struct Needs {
  std::uint64_t filled = 0, values = 0;
  std::uint32_t counters = 0;
  bool levels = false, automaton = false;

  friend bool operator==(const Needs&, const Needs&) = default;
  Needs& operator|=(const Needs& o) {
    filled |= o.filled;
    values |= o.values;
    counters |= o.counters;
    levels = levels || o.levels;
    automaton = automaton || o.automaton;
    return *this;
  }
};

/// What is tracked. Grows while a query is refined.
class Tracking {
 public:
  static constexpr std::size_t kMostFilled = 64, kMostValues = 40, kMostCounters = 8;

  explicit Tracking(const Input& in);

  bool levels = false;
  std::vector<sema::SlotId> filled, values;
  std::vector<std::uint8_t> counters;

  /// Each gives whether there is something new to keep in mind.
  bool add_levels();
  bool add_filled(sema::SlotId slot);
  /// With all slots that `pon` sets into it, and theirs.
  bool add_value(sema::SlotId slot);
  bool add_counter(std::uint8_t counter);
  /// Everything that a condition reads.
  bool add_condition(sema::CondId cond);

  /// Positions; kNone: not tracked. A value's position counts from 1, as in a Zone.
  [[nodiscard]] std::uint32_t filled_at(sema::SlotId slot) const { return slot < filled_at_.size() ? filled_at_[slot] : kNone; }
  [[nodiscard]] std::uint32_t value_at(sema::SlotId slot) const { return slot < value_at_.size() ? value_at_[slot] : kNone; }
  [[nodiscard]] std::uint32_t counter_at(std::uint8_t counter) const { return counter_at_[counter]; }

 private:
  const Input& in_;
  std::vector<std::uint32_t> filled_at_, value_at_, counter_at_;
};

/// The range of a slot whose value is one number; nothing for texts, lists and pairs.
[[nodiscard]] std::optional<std::pair<std::int64_t, std::int64_t>> number_range(const sema::Program& program, sema::SlotId slot);

/// Where what is tracked matters, computed once a run.
struct Relevance {
  std::vector<Needs> live;      ///< one a node: what may still be read at or behind it
  std::vector<Needs> routines;  ///< one a routine: what it, or a part that it runs, reads or changes
};
[[nodiscard]] Relevance relevance(const Input& in, const Tracking& tracking, const Query& query);

}  // namespace guion::prove
