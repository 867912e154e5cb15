// What holds where: reachability, part summaries and the must bit-vector analysis over facts and edges. Reports
// nothing. Internal to the room; the lattice is described in docs/analysis.md.
#pragma once

#include <span>
#include <vector>

#include "analysis/analysis.hpp"

namespace guion::analysis {

/// Routines of a graph, callees before callers; routine 0 is last. `routine_of_part[p]` is kNone for a part without a
/// routine.
struct CallOrder {
  std::vector<std::uint32_t> routine_of_part;
  std::vector<std::uint32_t> order;
};

/// What every check of the room is given. Borrows everything.
struct Input {
  const sema::Program& program;
  const cfg::Graph& graph;
  const CallOrder& calls;
};

[[nodiscard]] CallOrder call_order(const sema::Program& program, const cfg::Graph& graph);

/// The routine that a Call node runs, or kNone.
[[nodiscard]] std::uint32_t callee(const CallOrder& calls, const cfg::Node& node);

/// Fills `reachable` and `returns`: what control can get to, whatever conditions say. A part that never comes back
/// stops its callers.
void find_reachable(const cfg::Graph& graph, const CallOrder& calls, Result& result);

/// Fills `before` and the summaries. Needs `reachable` and `returns`. `assume_filled` names nodes whose reads count as
/// fills.
void find_states(const sema::Program& program, const cfg::Graph& graph, const CallOrder& calls,
                 const std::vector<std::uint8_t>& assume_filled, Result& result);

}  // namespace guion::analysis
