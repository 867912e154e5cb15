// From the resolved lines to the graph. Each kind of line builds its nodes, edges and facts in its hook (stmt/).
#pragma once

#include "cfg/graph.hpp"
#include "diag/diagnostics.hpp"

namespace guion::cfg {

/// Builds the graph of a flow. Defined for every Program, also one with errors: Error lines and what could not be resolved become Pass nodes.
[[nodiscard]] Graph build(const sema::Program& program);

}  // namespace guion::cfg
