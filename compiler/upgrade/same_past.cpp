// Both graphs walked in step. See same_past.hpp.
#include "upgrade/same_past.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace guion::upgrade {

using analysis::callee;
using cfg::NodeId;
using cfg::Op;

namespace {

/// The node at which something happens that matters, from `n` on: a line that only this version has is passed over if
/// it only says something that the automaton does not hear.
NodeId settled(const Hearing& h, const std::vector<NodeId>& partners, NodeId n) {
  for (std::size_t steps = 0; steps < h.side.graph.nodes.size(); ++steps) {
    const Op op = h.side.graph.nodes[n].op;
    const auto out = h.side.graph.out(n);
    const bool alone = op == Op::Pass || ((op == Op::Say || op == Op::Note) && partners[n] == kNone);
    if (!alone || out.size() != 1 || out[0].to == kNone || h.arrival[n] != 0 || h.also[n] != 0 ||
        h.way(n, out[0].kind) != 0)
      return n;
    n = out[0].to;
  }
  return n;
}

std::vector<std::uint32_t> numbered(const Side& side, std::map<std::string, std::uint32_t>& numbers) {
  std::vector<std::uint32_t> out;
  for (NodeId n = 0; n < side.graph.nodes.size(); ++n) {
    const auto next = static_cast<std::uint32_t>(numbers.size());
    out.push_back(numbers.try_emplace(effect_of(side.program, side.graph, n), next).first->second);
  }
  return out;
}

}  // namespace

Effects::Effects(const Matching& m) {
  std::map<std::string, std::uint32_t> numbers;
  before = numbered(m.before, numbers);
  after = numbered(m.after, numbers);
}

SamePast::SamePast(const Matching& m, const Effects& effects, const Hearing& before, const Hearing& after)
    : m_(m),
      effects_(effects),
      old_(before),
      new_(after),
      partners_(m.before.graph.nodes.size()),
      lost_(m.before.graph.nodes.size()) {
  walk();
}

bool SamePast::holds(NodeId old_node, NodeId new_node) const {
  if (lost_[old_node]) return false;
  const auto& partners = partners_[old_node];
  return !partners.empty() &&
         std::all_of(partners.begin(), partners.end(), [new_node](NodeId p) { return p == new_node; });
}

void SamePast::walk() {
  if (!m_.levels_alike) return lose(m_.before.graph.routines[0].entry);
  push(m_.before.graph.routines[0].entry, m_.after.graph.routines[0].entry);
  while (!agenda_.empty()) {
    const Pair at = agenda_.back();
    agenda_.pop_back();
    step(at);
  }
}

void SamePast::push(NodeId a, NodeId b) {
  if (a == kNone) return;
  if (b == kNone) return lose(a);
  const Pair pair{settled(old_, m_.node_of_old, a), settled(new_, m_.node_of_new, b)};
  if (!seen_.insert(pair).second) return;
  partners_[pair.first].push_back(pair.second);
  agenda_.push_back(pair);
}

bool SamePast::alike(NodeId a, NodeId b) const {
  if (effects_.before[a] != effects_.after[b] || old_.arrival[a] != new_.arrival[b] || old_.also[a] != old_.arrival[a])
    return false;
  const auto ways = m_.before.graph.out(a);
  return old_.way(a, cfg::EdgeKind::Next) == new_.way(b, cfg::EdgeKind::Next) &&
         std::all_of(ways.begin(), ways.end(),
                     [&](const cfg::Edge& e) { return old_.way(a, e.kind) == new_.way(b, e.kind); });
}

/// What a call of the old version does at `a`, one of the new would do at `b`; else nothing is known of it from here
/// on.
void SamePast::step(Pair at) {
  const auto [a, b] = at;
  if (!alike(a, b)) return lose(a);
  const std::uint32_t into = callee(m_.before.calls, m_.before.graph.nodes[a]);
  const std::uint32_t other = callee(m_.after.calls, m_.after.graph.nodes[b]);
  if ((into == kNone) != (other == kNone)) return lose(a);
  if (into != kNone) {
    if (m_.node_of_old[a] != b) return lose(a);  // a call in that part would return elsewhere
    calls_.insert(at);
    push(m_.before.graph.routines[into].entry, m_.after.graph.routines[other].entry);
    if (returns_.contains({into, other})) go_behind(at);
    return;
  }
  if (m_.before.graph.nodes[a].op == Op::Return) {
    const Pair routines{m_.before.routine_of[a], m_.after.routine_of[b]};
    if (!returns_.insert(routines).second) return;
    const auto calls = calls_;
    for (const Pair& call : calls)
      if (callee(m_.before.calls, m_.before.graph.nodes[call.first]) == routines.first &&
          callee(m_.after.calls, m_.after.graph.nodes[call.second]) == routines.second)
        go_behind(call);
    return;
  }
  go_behind(at);
}

void SamePast::go_behind(Pair at) {
  const auto was = m_.before.graph.out(at.first), is = m_.after.graph.out(at.second);
  for (std::size_t e = 0; e < was.size(); ++e)  // as many, and of the same kinds: their effects are the same
    if (!was[e].vain) push(was[e].to, is[e].to);
}

/// Marks all that can come behind `a`.
void SamePast::lose(NodeId a) {
  const cfg::Graph& graph = m_.before.graph;
  std::vector<NodeId> open;
  const auto mark = [&](NodeId n) {
    if (n == kNone || lost_[n]) return;
    lost_[n] = true;
    open.push_back(n);
  };
  mark(a);
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    for (const cfg::Edge& e : graph.out(n)) mark(e.to);
    const std::uint32_t into = callee(m_.before.calls, graph.nodes[n]);
    if (into != kNone) mark(graph.routines[into].entry);
    if (graph.nodes[n].op != Op::Return) continue;
    for (NodeId c = 0; c < graph.nodes.size(); ++c) {
      if (callee(m_.before.calls, graph.nodes[c]) != m_.before.routine_of[n]) continue;
      for (const cfg::Edge& e : graph.out(c)) mark(e.to);
    }
  }
}

}  // namespace guion::upgrade
