// See history.hpp.
#include "upgrade/history.hpp"

#include <algorithm>
#include <bit>

namespace guion::upgrade {

using analysis::callee;
using cfg::EdgeKind;
using cfg::NodeId;
using cfg::Op;
using prove::Letters;
using prove::State;

namespace {

template <class Each>
void each_state(StateSet set, Each each) {
  for (set &= ~kBrokenBit; set != 0; set &= set - 1) each(static_cast<State>(std::countr_zero(set)));
}

}  // namespace

Hearing::Hearing(const Side& s, const prove::Automaton& a) : side(s), automaton(a) {
  arrival.reserve(s.graph.nodes.size());
  for (NodeId n = 0; n < s.graph.nodes.size(); ++n) arrival.push_back(prove::heard_on_arrival(a, s.graph, n));
  also = arrival;
}

StateSet Hearing::step(StateSet in, Letters heard) const {
  if (heard == 0) return in;
  StateSet out = in & kBrokenBit;
  each_state(in, [&](State s) {
    const State to = automaton.step(s, heard);
    if (to != prove::kBroken) {
      out |= StateSet{1} << to;
      return;
    }
    out |= kBrokenBit;
    if (automaton.excused != prove::kBroken) out |= StateSet{1} << automaton.excused;
  });
  return out;
}

// ---- past

Past::Past(const Hearing& h)
    : h_(h),
      states_(h.automaton.states()),
      rows_(h.side.graph.nodes.size() * states_),
      exits_(h.side.graph.routines.size() * states_),
      waits_(h.side.graph.nodes.size()) {
  for (const std::uint32_t r : h.side.calls.order) {
    const std::size_t starts = r == 0 ? 1 : states_;
    for (std::size_t from = 0; from < starts; ++from) spread(r, from);
  }
}

StateSet Past::before(NodeId n, StateSet entry) const {
  StateSet out = entry & kBrokenBit;
  each_state(entry, [&](State s) { out |= rows_[n * states_ + s]; });
  return out;
}

void Past::spread(std::uint32_t routine, std::size_t from) {
  const cfg::Routine& r = h_.side.graph.routines[routine];
  if (r.entry == kNone) return;
  merge(r.entry, from, StateSet{1} << from);
  while (!agenda_.empty()) {
    const NodeId n = agenda_.back();
    agenda_.pop_back();
    waits_[n] = false;
    visit(n, from);
  }
}

void Past::merge(NodeId n, std::size_t from, StateSet states) {
  StateSet& row = at(n, from);
  if ((states & ~row) == 0) return;
  row |= states;
  if (waits_[n]) return;
  waits_[n] = true;
  agenda_.push_back(n);
}

void Past::visit(NodeId n, std::size_t from) {
  const cfg::Node& node = h_.side.graph.nodes[n];
  const StateSet in = at(n, from);
  StateSet after = h_.arrive(in, n);
  if (node.op == Op::Verify) {
    StateSet once = after;
    for (unsigned t = 1; t < node.tries; ++t) after |= once = h_.arrive(once, n);
  }
  if (node.op == Op::Return) {
    exits_[h_.side.routine_of[n] * states_ + from] |= after;
    return;
  }
  const std::uint32_t to = callee(h_.side.calls, node);
  if (to != kNone) {
    StateSet out = after & kBrokenBit;
    each_state(after, [&](State s) { out |= exits_[to * states_ + s]; });
    if (!h_.side.states.returns[to]) return;
    after = out;
  }
  for (const cfg::Edge& e : h_.side.graph.out(n)) {
    if (e.vain || e.to == kNone) continue;
    const StateSet all = e.kind == EdgeKind::Exhausted ? after | in : after;
    merge(e.to, from, h_.step(all, h_.way(n, e.kind)));
  }
}

// ---- future

Future::Future(const Hearing& h) : h_(h), states_(h.automaton.states()), rows_(h.side.graph.nodes.size() * states_) {
  for (const std::uint32_t r : h.side.calls.order) {
    const cfg::Routine& routine = h.side.graph.routines[r];
    for (bool changed = true; changed;) {
      changed = false;
      for (NodeId n = routine.end; n-- > routine.begin;) {
        for (std::size_t s = 0; s < states_; ++s) {
          const StateSet found = look(n, static_cast<State>(s));
          changed = changed || found != rows_[n * states_ + s];
          rows_[n * states_ + s] = found;
        }
      }
    }
  }
}

StateSet Future::arrived(NodeId n, State s) const { return rows_[n * states_ + s]; }
StateSet Future::arrived(NodeId n, StateSet in) const {
  StateSet out = in & kBrokenBit;
  each_state(in, [&](State s) { out |= arrived(n, s); });
  return out;
}

/// All ways out of a node, in these states.
StateSet Future::ways(NodeId n, StateSet in) const {
  StateSet out = in & kBrokenBit;
  if (h_.side.graph.nodes[n].op == Op::Transfer) out |= h_.step(in, h_.way(n, EdgeKind::Next)) & kBrokenBit;
  for (const cfg::Edge& e : h_.side.graph.out(n))
    if (!e.vain && e.to != kNone) out |= arrived(e.to, h_.step(in, h_.way(n, e.kind)));
  return out;
}

StateSet Future::returned(NodeId call, State s) const {
  const std::uint32_t to = callee(h_.side.calls, h_.side.graph.nodes[call]);
  return to == kNone || h_.side.states.returns[to] ? ways(call, StateSet{1} << s) : 0;
}

StateSet Future::waiting(NodeId n, State s, unsigned tried) const {
  const cfg::Node& node = h_.side.graph.nodes[n];
  StateSet now = StateSet{1} << s, out = 0;
  if (node.op == Op::Return) return now;
  const std::uint32_t to = callee(h_.side.calls, node);
  if (to != kNone) {
    const NodeId entry = h_.side.graph.routines[to].entry;
    const StateSet exits = entry == kNone ? now : arrived(entry, s);
    out = exits & kBrokenBit;
    each_state(exits, [&](State exit) { out |= returned(n, exit); });
    return out;
  }
  for (unsigned t = tried;; ++t) {
    out |= ways(n, now);
    if (node.op != Op::Verify || t >= node.tries) return out;
    now = h_.arrive(now, n);
  }
}

/// What is known of arriving at `n` by what is known of the nodes behind it.
StateSet Future::look(NodeId n, State s) const {
  const StateSet heard = h_.arrive(StateSet{1} << s, n);
  StateSet out = heard & kBrokenBit;
  each_state(heard, [&](State after) { out |= waiting(n, after, 1); });
  if (h_.side.graph.nodes[n].op != Op::Verify) return out;
  for (const cfg::Edge& e : h_.side.graph.out(n))
    if (e.kind == EdgeKind::Exhausted && !e.vain && e.to != kNone)
      out |= arrived(e.to, h_.step(StateSet{1} << s, h_.way(n, e.kind)));
  return out;
}

}  // namespace guion::upgrade
