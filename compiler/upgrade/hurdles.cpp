// See hurdles.hpp.
#include "upgrade/hurdles.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace guion::upgrade {

using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

/// Nodes on ways to `p`, itself only if it comes again; none is looked for behind those at which `stops`.
template <class Stops>
std::vector<bool> ways_to(const Side& side, NodeId p, Stops stops) {
  const cfg::Graph& graph = side.graph;
  std::vector<std::vector<NodeId>> before(graph.nodes.size());
  const auto link = [&](NodeId from, NodeId to) {
    if (to != kNone) before[to].push_back(from);
  };
  for (NodeId n = 0; n < graph.nodes.size(); ++n) {
    for (const cfg::Edge& e : graph.out(n)) link(n, e.to);
    const std::uint32_t into = analysis::callee(side.calls, graph.nodes[n]);
    if (into == kNone) continue;
    link(n, graph.routines[into].entry);
    for (NodeId r = graph.routines[into].begin; r < graph.routines[into].end; ++r)
      for (const cfg::Edge& e : graph.out(n))
        if (graph.nodes[r].op == Op::Return) link(r, e.to);
  }
  std::vector<bool> seen(graph.nodes.size());
  std::vector<NodeId> open = before[p];
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    if (seen[n]) continue;
    seen[n] = true;
    if (!stops(n)) open.insert(open.end(), before[n].begin(), before[n].end());
  }
  return seen;
}

/// The slot of the old program with which a call may not fit into the new version.
bool may_not_fit(const Matching& m, sema::SlotId s) {
  const std::uint32_t from = m.before.image_slot[s];
  if (from >= m.carried.slots.size() || m.carried.slots[from].to == kNone) return false;
  const CarriedSlot& row = m.carried.slots[from];
  if (row.map != kNone) {
    const auto& map = m.carried.maps[row.map];
    return std::find(map.begin(), map.end(), kNone) != map.end();
  }
  const sema::Type &was = m.before.program.slots[s].type, &is = m.after.program.slots[m.to_new.slots[s]].type;
  return is.min > was.min || is.max < was.max;
}

Forecast values(const Matching& m, NodeId p) {
  Forecast out;
  Before before;
  for (sema::SlotId s = 0; s < m.before.program.slots.size(); ++s) {
    if (!may_not_fit(m, s)) continue;
    if (!before.asked) before = before_of(m.before, p);
    if (before.filled[s]) out.needs.push_back({Lacked::Value, m.before.program.slots[s].name});
  }
  if (out.needs.empty()) return out;
  std::string names;
  for (const Lack& l : out.needs) names += (names.empty() ? "«" : ", «") + l.name + "»";
  out.fate = Fate::Depends;
  out.cause = Cause::Facts;
  out.why = {fmt::format("{} may have a value that the new version does not take", names),
             fmt::format("{}: puede haber un valor que la versión nueva no admite", names)};
  return out;
}

/// Tries that a call may have used at an old line when it waits at `p`.
unsigned used_at(const Side& side, std::uint32_t counter, NodeId p) {
  unsigned most = 0;
  for (NodeId n = 0; n < side.graph.nodes.size(); ++n) {
    const cfg::Node& node = side.graph.nodes[n];
    if (node.op == Op::Verify && node.counter == counter) most = std::max<unsigned>(most, node.tries);
  }
  const cfg::Node& here = side.graph.nodes[p];
  return here.counter == counter && most != 0 ? std::min<unsigned>(most, here.tries - 1U) : most;
}

Forecast tries(const Matching& m, NodeId p) {
  const cfg::Node& to = m.after.graph.nodes[m.node_of_old[p]];
  unsigned used = 0;
  for (const auto& [from, counter] : m.carried.counters)
    if (counter == to.counter) used += used_at(m.before, from, p);
  if (used < to.tries) return {};
  return {Fate::Depends,
          Cause::Tries,
          {"a call that used as many tries as the new version gives has none left",
           "a la llamada que gastó tantos intentos como da la versión nueva no le queda ninguno"},
          {}};
}

Forecast pairs(const Matching& m, NodeId p) {
  const image::PolicyView& law = m.before.policy;
  const auto asks = [&](NodeId n, std::uint32_t service) {
    const cfg::Node& node = m.before.graph.nodes[n];
    return node.op == Op::Lookup && node.object == service;
  };
  for (std::uint32_t i = 0; i < law.pairs; ++i) {
    if (m.carried.pairs[i] != kNone) continue;
    const auto seen = ways_to(m.before, p, [&](NodeId n) { return asks(n, law.closing[i]); });
    bool open = asks(p, law.opening[i]);
    for (NodeId n = 0; n < seen.size(); ++n) open = open || (seen[n] && asks(n, law.opening[i]));
    if (!open) continue;
    const std::string &first = m.before.program.services[law.opening[i]].name,
                      &second = m.before.program.services[law.closing[i]].name;
    return {Fate::Depends,
            Cause::Service,
            {fmt::format("{} may wait for {}, which the new version does not pair with it", first, second),
             fmt::format("puede que {} espere a {}, y la versión nueva no los empareja", first, second)},
            {}};
  }
  return {};
}

}  // namespace

Before before_of(const Side& side, NodeId p) {
  Before out{true, std::vector<bool>(side.program.slots.size()), 0};
  for (sema::SlotId s = 0; s < out.filled.size(); ++s) out.filled[s] = side.program.slots[s].from_system;
  const auto seen = ways_to(side, p, [](NodeId) { return false; });
  for (NodeId n = 0; n < seen.size(); ++n) {
    if (!seen[n]) continue;
    for (const cfg::Fact& f : side.graph.told(n)) {
      if (f.kind == FactKind::Fills) out.filled[f.object] = true;
      if (f.kind == FactKind::Grants) out.granted = static_cast<sema::Levels>(out.granted | f.object);
    }
  }
  return out;
}

Forecast hurdles(const Matching& m, NodeId p) {
  Forecast out = values(m, p);
  if (out.fate == Fate::Moves && m.before.graph.nodes[p].op == Op::Verify) out = tries(m, p);
  return out.fate == Fate::Moves ? pairs(m, p) : out;
}

bool carries_all(const Matching& m) {
  for (std::size_t l = 0; l < m.before.program.levels.size(); ++l)
    if (m.carried.levels[l] == kNone) return false;
  const auto& slots = m.before.program.slots;
  for (sema::SlotId s = 0; s < slots.size(); ++s) {
    const std::uint32_t from = m.before.image_slot[s];
    if (!slots[s].from_system || from >= m.carried.slots.size()) continue;
    const std::uint32_t other = m.to_new.slots[s];
    if (other == kNone || m.after.image_slot[other] == kNone) continue;  // nothing there looks at it
    if (m.carried.slots[from].to == kNone || may_not_fit(m, s)) return false;
  }
  return true;
}

}  // namespace guion::upgrade
