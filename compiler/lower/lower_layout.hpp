// Which nodes become code, in which order, and where each way leads once places that do nothing are passed through.
// Internal to the room; knows the graph and what analysis found, nothing of instructions.
#pragma once

#include <vector>

#include "analysis/analysis.hpp"
#include "cfg/graph.hpp"

namespace guion::lower {

struct Run {
  std::uint32_t routine = 0;
  std::uint32_t begin = 0, end = 0;  ///< its stretch of Layout::order
};

struct Layout {
  std::vector<cfg::NodeId> order;      ///< nodes that become code: the stages first, then the parts that are run
  std::vector<Run> runs;               ///< one a routine that is emitted, in order
  std::vector<cfg::NodeId> lands;      ///< one a node: the first node from here on that does something
  std::vector<std::uint32_t> part_of;  ///< one a routine: number of its part in the image, or kNone
};

[[nodiscard]] Layout lay_out(const cfg::Graph& graph, const analysis::Result& states);

}  // namespace guion::lower
