// Order of the code: that of the source, which is the one in which most ways fall through.
#include "lower/lower_layout.hpp"

namespace guion::lower {

using cfg::NodeId;
using cfg::Op;

namespace {

/// Follows nodes that do nothing. A ring of them is stopped after one round: such a flow has an error and is not
/// lowered.
NodeId land(const cfg::Graph& graph, const std::vector<NodeId>& lands, NodeId n) {
  for (std::size_t steps = 0; steps <= graph.nodes.size(); ++steps) {
    if (lands[n] != kNone) return lands[n];
    const auto out = graph.out(n);
    if (graph.nodes[n].op != Op::Pass || out.empty() || out[0].to == kNone) return n;
    n = out[0].to;
  }
  return n;
}

bool emitted(const cfg::Graph& graph, const analysis::Result& states, NodeId n) {
  return states.reachable[n] != 0 && graph.nodes[n].op != Op::Pass;
}

}  // namespace

Layout lay_out(const cfg::Graph& graph, const analysis::Result& states) {
  Layout layout;
  layout.lands.assign(graph.nodes.size(), kNone);
  for (auto n = static_cast<NodeId>(graph.nodes.size()); n-- > 0;) layout.lands[n] = land(graph, layout.lands, n);
  layout.part_of.assign(graph.routines.size(), kNone);
  std::uint32_t parts = 0;
  for (std::uint32_t r = 0; r < graph.routines.size(); ++r) {
    const cfg::Routine& routine = graph.routines[r];
    Run run{r, static_cast<std::uint32_t>(layout.order.size()), 0};
    for (NodeId n = routine.begin; n < routine.end; ++n) {
      if (emitted(graph, states, n)) layout.order.push_back(n);
    }
    run.end = static_cast<std::uint32_t>(layout.order.size());
    if (run.begin == run.end) continue;
    if (r != 0) layout.part_of[r] = parts++;
    layout.runs.push_back(run);
  }
  return layout;
}

}  // namespace guion::lower
