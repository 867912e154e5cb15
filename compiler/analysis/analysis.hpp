// First checks on the graph, in their path-insensitive form: unreachable, dead end, loop without an event, unused, slot read before it is filled,
// class read without its levels. Gives the states that lowering writes into the certificate.
#pragma once

#include <vector>

#include "cfg/graph.hpp"
#include "diag/diagnostics.hpp"

namespace guion::analysis {

/// What holds on every way to a node: a must-analysis, join = intersection.
struct State {
  sema::Levels levels = 0;
  std::vector<bool> filled;  ///< one a slot
};

/// What a part does to its caller's facts (see assembly::PartSummary).
struct Summary {
  State entry, exit;
  sema::Levels touched_levels = 0;
  std::vector<bool> touched_slots;
};

struct Result {
  std::vector<State> before;       ///< one a node; unreachable nodes hold everything
  std::vector<bool> reachable;     ///< one a node
  std::vector<Summary> summaries;  ///< one a routine; unused for routine 0
};

[[nodiscard]] Result check(const sema::Program& program, const cfg::Graph& graph, diag::Emitter& emitter);

}  // namespace guion::analysis
