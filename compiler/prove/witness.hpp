// A call that shows something, as the engine found it: nodes in order, the way taken out of each, and the values that the host gives.
// Who turns it into a script and plays it: replay/. It knows nothing of sessions.
#pragma once

#include <cstdint>
#include <vector>

#include "cfg/graph.hpp"

namespace guion::prove {

/// One step. `edge` is an index into Graph::edges, or one of the marks below.
struct Step {
  cfg::NodeId node = kNone;
  std::uint32_t edge = kNone;
};
inline constexpr std::uint32_t kHere = kNone;        ///< the last step: what is shown happens on arrival at the node
inline constexpr std::uint32_t kAgain = kNone - 1;   ///< Verify: a wrong try with tries left; the next step is the same node
inline constexpr std::uint32_t kDone = kNone - 2;    ///< the call is over: an End, or a Transfer that went through
inline constexpr std::uint32_t kInto = kNone - 3;    ///< Call: the next step is the entry of the part
inline constexpr std::uint32_t kBack = kNone - 4;    ///< Return: the next step is behind the Call

/// A number that the host gives. Texts are not chosen: any will do.
struct Given {
  std::uint32_t step = 0;   ///< index into Witness::steps of the node that fills it; kNone: a system slot, before the call begins
  sema::SlotId slot = kNone;
  std::int64_t number = 0;  ///< in the units of docs/semantics.md
};

/// Every step of a call from its first node to what it shows, silent ones too. At a Verify whose tries are used up (it is passed over
/// without an event) the step takes its Exhausted edge like one whose last try went wrong: tell them apart by counting tries a counter.
/// A Pick takes a Variant edge: the seed of the call must be found to match.
struct Witness {
  std::vector<Step> steps;
  std::vector<Given> given;  ///< in the order of the steps; numeric slots that are not given here may hold anything in their range
};

}  // namespace guion::prove
