// Which facts can still matter at a place for reads that one state a place cannot show: states are told apart by
// nothing else. It knows what instructions do (certify_code.hpp), nothing of states.
#pragma once

#include <vector>

#include "lower/certify_code.hpp"

namespace guion::lower {

/// Facts that matter: whether a slot is filled, is empty, which value it has; whether a level holds, does not.
struct Live {
  Bits filled, empty, values;
  std::uint8_t held = 0, absent = 0;
  bool barred = false;  ///< a read behind it can only hold because no call comes there

  explicit Live(std::size_t slots = 0) : filled(slots / 64 + 1), empty(slots / 64 + 1), values(slots / 64 + 1) {}
  [[nodiscard]] bool any() const {
    return barred || held != 0 || absent != 0 || !is_empty(filled) || !is_empty(empty) || !is_empty(values);
  }
  /// Gives whether something is new.
  bool add(const Live& other);
  void remove(std::uint32_t slot);
};

/// A read that has to be shown, by instruction, and what its proof kept in mind.
struct Goal {
  std::uint32_t instruction = 0;
  Read read;
};
struct Watched {
  Bits filled, values;
  bool levels = false;
};

/// What a part may change, and what it asks about: its exits speak of both, so that a caller learns how they hang
/// together.
struct Touched {
  std::uint8_t levels = 0;
  Bits slots;
};

class Liveness {
 public:
  /// Borrows `code`. Cost: linear; loops repeat what lies between.
  Liveness(const Code& code, const std::vector<Goal>& goals, const Watched& watched);

  [[nodiscard]] const Live& at(std::uint32_t place) const { return places_[place]; }
  [[nodiscard]] const Live& entry(std::uint32_t routine) const { return entries_[routine]; }
  [[nodiscard]] const Live& exit(std::uint32_t routine) const { return exits_[routine]; }
  [[nodiscard]] const Touched& touched(std::uint32_t routine) const { return touched_[routine]; }

 private:
  void find_touched();
  void touch(std::uint32_t routine);
  bool pass(std::uint32_t routine);
  void before(std::uint32_t i, Live& now);
  void before_test(std::uint32_t i, Live& now, const Live& there) const;
  void before_lookup(std::uint32_t i, Live& now, Live& there) const;
  void before_call(std::uint32_t i, Live& now);

  const Code& code_;
  const Watched& watched_;
  std::vector<std::vector<Read>> goals_;  ///< one an instruction that has some, see goal_at_
  std::vector<std::uint32_t> goal_at_;    ///< one an instruction: 1 + index into goals_, or 0
  std::vector<Live> places_, entries_, exits_;
  std::vector<Touched> touched_;
  bool changed_ = false;
};

}  // namespace guion::lower
