// See behind.hpp.
#include "questions/behind.hpp"

namespace guion::questions {

using cfg::NodeId;
using cfg::Op;

Behind::Behind(const prove::Input& in)
    : in_(in), callers_(in.graph.routines.size()), routine_of_(in.graph.nodes.size()) {
  const cfg::Graph& g = in.graph;
  analysis::Result found;
  analysis::find_reachable(g, in.calls, found);
  returns_ = found.returns;
  for (std::uint32_t r = 0; r < g.routines.size(); ++r) {
    for (NodeId n = g.routines[r].begin; n < g.routines[r].end; ++n) {
      routine_of_[n] = r;
      const std::uint32_t part = analysis::callee(in.calls, g.nodes[n]);
      if (part != kNone && found.reachable[n] != 0) callers_[part].push_back(n);
    }
  }
  reached_ = std::move(found.reachable);
}

std::vector<std::uint8_t> Behind::of(const std::vector<NodeId>& from) const {
  constexpr std::uint8_t kDown = 1, kUp = 2;  // kUp: may still leave its part
  const cfg::Graph& g = in_.graph;
  std::vector<std::uint8_t> seen(g.nodes.size());
  std::vector<std::pair<NodeId, std::uint8_t>> open;
  const auto put = [&](NodeId n, std::uint8_t how) {
    if (n == kNone || seen[n] >= how) return;
    seen[n] = how;
    open.emplace_back(n, how);
  };
  for (const NodeId n : from) put(n, kUp);
  while (!open.empty()) {
    const auto [n, how] = open.back();
    open.pop_back();
    const std::uint32_t part = analysis::callee(in_.calls, g.nodes[n]);
    if (part != kNone) put(g.routines[part].entry, kDown);
    if (part == kNone || returns_[part] != 0) {
      for (const cfg::Edge& e : g.out(n)) put(e.vain ? kNone : e.to, how);
    }
    if (g.nodes[n].op != Op::Return || how != kUp) continue;
    for (const NodeId caller : callers_[routine_of_[n]]) {
      for (const cfg::Edge& e : g.out(caller)) put(e.to, kUp);
    }
  }
  for (std::uint8_t& s : seen) s = s != 0 ? 1 : 0;
  return seen;
}

}  // namespace guion::questions
