// From the resolved lines to the graph. Each kind of line builds its nodes, edges and facts in its hook (stmt/).
// It must not know the tree beyond lines and spans, nor what analyses ask.
// Spec: docs/semantics.md.
#pragma once

#include "cfg/graph.hpp"
#include "cfg/hooks.hpp"
#include "diag/diagnostics.hpp"

namespace guion::cfg {

/// Builds the graph of a flow. Defined for every Program, also one with errors: Error lines and what could not be
/// resolved become Pass nodes, and a condition that could not be resolved is a Test that goes both ways. Empty, without
/// routines, for a protocol or a library.
[[nodiscard]] Graph build(const sema::Program& program);
/// The same with the table of the kinds of line given. The short form hands in the table of stmt/, and is defined
/// there.
[[nodiscard]] Graph build(const sema::Program& program, const Hooks& hooks);

}  // namespace guion::cfg
