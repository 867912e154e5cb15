// Whether a way that a search found is one that a call can take, with the values that the host must give; if not, what the search should have kept
// in mind. Everything is exact here: levels, filled slots, tries, and the values as constraints.
#pragma once

#include "prove/search.hpp"
#include "prove/solve.hpp"

namespace guion::prove {

/// Why a way is not possible, as things to track, and the line at which it stops being possible.
struct Culprit {
  bool levels = false;
  std::vector<sema::SlotId> filled, values;
  std::vector<std::uint8_t> counters;
  cfg::NodeId node = kNone;
};

struct Feasibility {
  Solved solved = Solved::No;
  Witness witness;   ///< with Yes: every try of every verification, and the values
  Culprit culprit;   ///< otherwise
};

[[nodiscard]] Feasibility check_way(const Input& in, const Query& query, const Candidate& candidate);

}  // namespace guion::prove
