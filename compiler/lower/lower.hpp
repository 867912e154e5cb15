// From graph to assembly, and from a protocol to its policy. Decides nothing: what may be said was decided before.
#pragma once

#include "analysis/analysis.hpp"
#include "cfg/graph.hpp"
#include "lower/assembly.hpp"
#include "sema/program.hpp"

namespace guion::lower {

[[nodiscard]] assembly::Policy lower_policy(const sema::Program& program);
/// `program` without errors. Only what is reachable is emitted.
[[nodiscard]] assembly::Module lower(const sema::Program& program, const cfg::Graph& graph,
                                     const analysis::Result& states);

}  // namespace guion::lower
