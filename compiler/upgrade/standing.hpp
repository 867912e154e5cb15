// What an image knows of the calls that wait at a place, part by part, as its certificate has it. The walk is the
// loader's own, so a forecast asks what the runtime will ask. Internal to the room. See docs/bytecode.md, «What the
// loader proves».
#pragma once

#include <cstdint>
#include <vector>

#include "verify/state.hpp"

namespace guion::upgrade {

/// One set of slots, one byte a slot.
using SlotSet = std::vector<std::uint8_t>;

/// All that is known together in one way of standing at a place, in the parts around it too.
struct Standing {
  std::uint8_t levels = 0, absent = 0;  ///< that hold, and that do not
  SlotSet filled, empty;
  std::vector<verify::Known> known;  ///< of numbers; nothing is said of an empty slot's value
};

/// The ways of standing at `pc` inside parts that go on at `returns`, outermost first: a call may wait there if and
/// only if one of them is so of it. `whole` false: there are more than are given.
struct Standings {
  std::vector<Standing> ways;
  bool whole = true;
};
[[nodiscard]] Standings standings(const image::ImageView& view, const std::vector<std::uint32_t>& returns,
                                  std::uint32_t pc);

/// Of certain calls: none, some or all of them; `Some` also where it is not decided.
enum class Share : std::uint8_t { None, Some, All };

/// Which of the calls of which `known` is so may wait there though nothing that `standings` gives is so of them,
/// because what they have is enough for what comes next. `None` does not count those of which something given is so.
[[nodiscard]] Share eased(const image::ImageView& view, const std::vector<std::uint32_t>& returns, std::uint32_t pc,
                          const Standing& known);

}  // namespace guion::upgrade
