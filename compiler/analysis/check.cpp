// The order of the checks, and what they share.
#include "analysis/analysis.hpp"
#include "analysis/checks.hpp"

namespace guion::analysis {

Span place_of(const Input& in, const cfg::Node& node) {
  const LineRef l = node.line;
  if (l.file >= in.program.files.size() || l.line >= in.program.files[l.file].tree.lines.size()) return {};
  return in.program.span_of(l);
}

bool first_of_its_kind(const cfg::Graph& graph, cfg::NodeId node, const cfg::Fact& fact) {
  for (const cfg::Fact& f : graph.told(node)) {
    if (&f == &fact) return true;
    if (f.kind == fact.kind && f.object == fact.object && f.sink == fact.sink) return false;
  }
  return true;
}

std::string slot_names(const sema::Program& program, const std::vector<sema::SlotId>& slots, Tongue tongue) {
  std::string names;
  for (const sema::SlotId slot : slots) {
    if (!names.empty()) names += ", ";
    names += tongue == Tongue::Es ? "«" : "\"";
    names += program.slots[slot].name;
    names += tongue == Tongue::Es ? "»" : "\"";
  }
  return names;
}

std::string level_names(const sema::Program& program, sema::Levels levels) {
  std::string names;
  for (std::size_t i = 0; i < program.levels.size(); ++i) {
    if (((levels >> i) & 1u) == 0) continue;
    bool included = false;
    for (std::size_t j = 0; j < program.levels.size(); ++j) {
      const bool other = j != i && ((levels >> j) & 1u) != 0;
      included = included || (other && ((program.levels[j].closure >> i) & 1u) != 0);
    }
    if (included) continue;
    if (!names.empty()) names += ", ";
    names += program.levels[i].name;
  }
  return names;
}

Result solve(const sema::Program& program, const cfg::Graph& graph) {
  const CallOrder calls = call_order(program, graph);
  Result result;
  find_reachable(graph, calls, result);
  find_states(program, graph, calls, std::vector<std::uint8_t>(graph.nodes.size()), result);
  return result;
}

Result check(const sema::Program& program, const cfg::Graph& graph, diag::Emitter& emitter) {
  const CallOrder calls = call_order(program, graph);
  const Input in{program, graph, calls};
  Result result = solve(program, graph);
  if (graph.routines.empty()) return result;
  check_unreachable(in, result, emitter);
  check_dead_ends(in, result, emitter);
  check_silent_loops(in, result, emitter);
  check_ends(in, result, emitter);
  check_never_said(in, result, emitter);
  check_unused(in, emitter);
  return result;
}

}  // namespace guion::analysis
