// What one node does to a state: what it demands and tells on arrival, the ways out of it, tests and sums. Spec: docs/semantics.md, «Steps». See search.hpp.
#include <algorithm>

#include "prove/search.hpp"

namespace guion::prove {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;
using sema::CondOp;

void Search::expand(ItemId id) {
  const Item& item = items_[id];
  Now now{id, item.discrete, zones_[item.zone]};
  const cfg::Node& node = in_.graph.nodes[item.node];
  if (node.op == Op::Verify) return verify(now);
  arrive(std::move(now));
}

/// Everything but a verification, which may be passed over.
void Search::arrive(Now now) {
  if (!demanded(now) || starved(now) || !hear_arrival(now)) return;
  const NodeId n = items_[now.item].node;
  switch (in_.graph.nodes[n].op) {
    case Op::Test:
      return test(now);
    case Op::Set:
      return assign(now);
    case Op::Call:
      return call(now);
    case Op::Return:
      return come_back(now);
    case Op::Transfer:
      transfer(now);
      return ways(now);
    case Op::End:
      return;
    case Op::Say:
    case Op::Note:
    case Op::Ask:
    case Op::Record:
    case Op::Judge:
    case Op::Menu:
    case Op::Verify:
    case Op::Lookup:
    case Op::Pick:
    case Op::Show:
    case Op::Revoke:
    case Op::Pass:
      return ways(now);
  }
}

/// Reports what is demanded here and does not hold; false if no state is left in which all of it does.
bool Search::demanded(Now& now) {
  for (std::uint32_t d = first_demand_[items_[now.item].node]; d != kNone; d = next_demand_[d]) {
    if (!meets(query_.demands[d], d, now) || stopped_) return false;
  }
  return true;
}

bool Search::meets(const Demand& d, std::uint32_t index, Now& now) {
  bool met = !d.never();
  if (d.levels != 0) met = (d.levels & ~now.discrete.levels) == 0;
  if (met && d.filled != kNone) met = ((now.discrete.filled >> t_.filled_at(d.filled)) & 1) != 0;
  if (met && d.cond == kNone) return true;
  std::vector<Now> failing, holding;
  if (met) {
    split(d.cond, false, now, failing);
    if (failing.empty()) return true;
    split(d.cond, true, now, holding);
  }
  report(now, index, kHere);
  if (holding.empty() || stopped_) return false;
  go_on_in(holding, now);
  return true;
}

/// Goes on with the first of several parts of a state; the others come to the same node again.
void Search::go_on_in(std::vector<Now>& parts, Now& now) {
  const NodeId n = items_[now.item].node;
  for (std::size_t k = 1; k < parts.size(); ++k) land(parts[k], n, kSplit, items_[now.item].cost);
  now = std::move(parts.front());
}

/// A read of a slot that is empty: the call stops there, whoever is asked about it.
bool Search::starved(const Now& now) const {
  if (t_.filled.empty()) return false;
  const auto told = in_.graph.told(items_[now.item].node);
  return std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
    if (f.kind != FactKind::Reads) return false;
    const std::uint32_t at = t_.filled_at(f.object);
    return at != kNone && ((now.discrete.filled >> at) & 1) == 0;
  });
}

bool Search::hear(Now& now, Letters letters, std::uint32_t edge, std::vector<Now>& others) {
  if (letters == 0) return true;
  const State next = query_.automaton->step(now.discrete.automaton, letters);
  if (next != kBroken) {
    now.discrete.automaton = next;
    return true;
  }
  std::vector<Now> broken{now}, excused;
  for (const sema::CondId u : query_.unless) {
    std::vector<Now> still;
    for (const Now& b : broken) split(u, false, b, still), split(u, true, b, excused);
    broken = std::move(still);
  }
  if (!broken.empty()) report(now, kNone, edge);
  if (excused.empty() || stopped_) return false;
  for (Now& e : excused) {
    if (query_.automaton->excused != kBroken) e.discrete.automaton = query_.automaton->excused;
  }
  now = excused.front();
  others.assign(excused.begin() + 1, excused.end());
  return true;
}

bool Search::hear_arrival(Now& now) {
  if (on_arrival_.empty()) return true;
  const NodeId n = items_[now.item].node;
  std::vector<Now> others;
  if (!hear(now, on_arrival_[n], kHere, others)) return false;
  for (Now& other : others) land(other, n, kSplit, items_[now.item].cost);
  return true;
}

// ---- ways out ------------------------------------------------------------------------------------------------------------------------

/// The last way first: of calls as short as each other the one is found in which things go as written, not as they fail.
void Search::ways(const Now& now) {
  const NodeId n = items_[now.item].node;
  const bool event = cfg::yields(in_.graph.nodes[n].op);
  const auto out = in_.graph.out(n);
  for (auto e = out.rbegin(); e != out.rend(); ++e) take(now, *e, event);
}

void Search::take(const Now& now, const cfg::Edge& e, bool event) {
  if (open(e)) leave(now, e, index_of(e), event ? 1 : 0);
}

/// The last wrong try; of a counter that is not tracked, all of them.
void Search::exhaust(const Now& now, const cfg::Edge& e, std::uint32_t tries) {
  if (open(e)) leave(now, e, index_of(e), tries);
}

/// `events`: how many pass on this way.
void Search::leave(Now now, const cfg::Edge& e, std::uint32_t edge, std::uint32_t events) {
  if (stopped_) return;
  for (const cfg::Fact& f : in_.graph.told(items_[now.item].node)) {
    if ((f.edges & cfg::on(e.kind)) == 0) continue;
    const bool fills = f.kind == FactKind::Fills, empties = f.kind == FactKind::Empties;
    if (f.kind == FactKind::Grants && t_.levels) now.discrete.levels |= static_cast<sema::Levels>(f.object);
    if (f.kind == FactKind::Revokes) now.discrete.levels &= static_cast<sema::Levels>(~f.object);
    if (!fills && !empties) continue;
    const std::uint32_t filled = t_.filled_at(f.object), value = t_.value_at(f.object);
    if (filled != kNone && fills) now.discrete.filled |= std::uint64_t{1} << filled;
    if (filled != kNone && empties) now.discrete.filled &= ~(std::uint64_t{1} << filled);
    if (value == kNone || in_.graph.nodes[items_[now.item].node].op == Op::Set) continue;
    now.zone.forget(value);
    const auto range = *number_range(in_.program, f.object);
    if (fills && (!now.zone.constrain(value, 0, range.second) || !now.zone.constrain(0, value, -range.first))) return;
  }
  std::vector<Now> others;
  if (!on_way_.empty() && !hear(now, on_way_[edge], edge, others)) return;
  if (!taken_.empty()) taken_[edge] = 1;
  const std::uint32_t cost = items_[now.item].cost + events * cost_of(items_[now.item].node);
  land(now, e.to, edge, cost);
  for (Now& other : others) land(other, e.to, edge, cost);
}

void Search::transfer(const Now& now) {
  if (query_.automaton == nullptr) return;
  Now over = now;
  std::vector<Now> others;
  hear(over, heard_on_way(*query_.automaton, in_.graph, items_[now.item].node, EdgeKind::Next), kDone, others);
}

void Search::verify(const Now& now) {
  const NodeId n = items_[now.item].node;
  const cfg::Node& node = in_.graph.nodes[n];
  const std::uint32_t at = t_.counter_at(node.counter);
  const unsigned shift = at == kNone ? 0 : at * 8;
  const std::uint64_t tried = at == kNone ? 0 : (now.discrete.counters >> shift) & 0xff;
  if (at == kNone || tried >= node.tries) {
    for (const cfg::Edge& e : in_.graph.out(n)) {
      if (e.kind == EdgeKind::Exhausted) take(now, e, false);
    }
  }
  if (at != kNone && tried >= node.tries) return;
  Now asked = now;
  if (!demanded(asked) || starved(asked) || !hear_arrival(asked)) return;
  const bool last = at != kNone && tried + 1 >= node.tries;
  Now wrong = asked;
  if (at != kNone) wrong.discrete.counters += std::uint64_t{1} << shift;
  if (!last && !stopped_) land(wrong, n, kAgain, items_[now.item].cost + cost_of(n));
  const auto out = in_.graph.out(n);
  for (auto e = out.rbegin(); e != out.rend(); ++e) {
    if (e->kind != EdgeKind::Exhausted) take(asked, *e, true);
    if (e->kind == EdgeKind::Exhausted && (at == kNone || last)) exhaust(wrong, *e, at == kNone ? node.tries : std::uint32_t{1});
  }
}

void Search::test(const Now& now) {
  const NodeId n = items_[now.item].node;
  if (joins_[n] != kNone && (join_reads_[n] & ~now.discrete.filled) == 0) {
    Now either = now;
    return land(either, joins_[n], kEither, items_[now.item].cost);
  }
  const sema::CondId cond = in_.graph.nodes[n].cond;
  for (const cfg::Edge& e : in_.graph.out(n)) {
    if (!open(e)) continue;
    std::vector<Now> states;
    if (cond == kNone) {
      states.push_back(now);
    } else {
      split(cond, e.kind == EdgeKind::True, now, states);
    }
    for (Now& s : states) leave(std::move(s), e, index_of(e), 0);
  }
}

// ---- sums ----------------------------------------------------------------------------------------------------------------------------

void Search::assign(const Now& now) {
  const NodeId n = items_[now.item].node;
  const cfg::Node& node = in_.graph.nodes[n];
  const sema::SetExpr& set = in_.program.sets[node.object];
  const std::uint32_t x = t_.value_at(node.slot);
  if (x == kNone) return ways(now);
  const auto range = *number_range(in_.program, node.slot);
  const auto position = [&](sema::SlotId s) { return s == kNone ? 0u : t_.value_at(s); };
  std::uint32_t from = set.op == sema::SetOp::Constant ? 0 : position(set.a);
  const std::uint32_t other = position(set.b);
  if (from == kNone || other == kNone) {  // too much to keep in mind: anything in range
    for (const cfg::Edge& e : in_.graph.out(n)) {
      if (!open(e)) continue;
      Now any = now;
      if (e.kind == EdgeKind::Next) {
        any.zone.forget(x);
        if (!any.zone.constrain(x, 0, range.second) || !any.zone.constrain(0, x, -range.first)) continue;
      }
      leave(std::move(any), e, index_of(e), 0);
    }
    return;
  }
  const bool minus = set.op == sema::SetOp::Subtract;
  // The states with what is added as a number: one, unless a second slot is added, whose values are taken one by one.
  std::vector<std::pair<Now, std::int64_t>> parts;
  bool rough = false;
  if (set.op == sema::SetOp::Copy) {
    parts.push_back({now, 0});
  } else if (set.b == kNone) {
    parts.push_back({now, minus ? -set.number : set.number});
  } else {
    constexpr std::int64_t kMostValues = 256;
    const auto width = [&](std::uint32_t v) { return now.zone.most(v) - now.zone.least(v); };
    const bool by_first = !minus && width(from) < width(other);
    const std::uint32_t fixed = by_first ? from : other;
    if (by_first) from = other;
    rough = now.zone.most(fixed) >= Zone::kFree || now.zone.least(fixed) <= -Zone::kFree || width(fixed) >= kMostValues;
    for (std::int64_t v = now.zone.least(fixed); !rough && v <= now.zone.most(fixed); ++v) {
      Now one = now;
      if (one.zone.constrain(fixed, 0, v) && one.zone.constrain(0, fixed, -v)) parts.push_back({std::move(one), minus ? -v : v});
    }
    if (rough) parts.push_back({now, 0});
  }
  for (const cfg::Edge& e : in_.graph.out(n)) {
    if (!open(e)) continue;
    for (const auto& [part, k] : parts) {
      if (e.kind == EdgeKind::Next) {
        Now sum = part;
        if (rough) {
          sum.zone.forget(x);
        } else {
          // Only the values whose sum fits: held before, so that x may stand on both sides.
          if (!sum.zone.constrain(from, 0, range.second - k) || !sum.zone.constrain(0, from, k - range.first)) continue;
          sum.zone.assign(x, from, k);
        }
        if (!sum.zone.constrain(x, 0, range.second) || !sum.zone.constrain(0, x, -range.first)) continue;
        leave(std::move(sum), e, index_of(e), 0);
        continue;
      }
      if (rough) {
        leave(part, e, index_of(e), 0);
        continue;
      }
      Now above = part, below = part;
      if (above.zone.constrain(0, from, k - range.second - 1)) leave(std::move(above), e, index_of(e), 0);
      if (below.zone.constrain(from, 0, range.first - k - 1)) leave(std::move(below), e, index_of(e), 0);
    }
  }
}

// ---- conditions ----------------------------------------------------------------------------------------------------------------------

void Search::split(sema::CondId id, bool want, const Now& now, std::vector<Now>& out) const {
  const sema::Cond& c = in_.program.conds[id];
  const auto both = [&](bool first) {  // the part that answers for both sides
    std::vector<Now> left;
    split(c.left, first, now, left);
    for (const Now& l : left) split(c.right, first, l, out);
  };
  const auto either = [&](bool first) {
    split(c.left, first, now, out);
    std::vector<Now> rest;
    split(c.left, !first, now, rest);
    for (const Now& r : rest) split(c.right, first, r, out);
  };
  if (c.op == CondOp::Not) return split(c.left, !want, now, out);
  if (c.op == CondOp::And) return want ? both(true) : either(false);
  if (c.op == CondOp::Or) return want ? either(true) : both(false);
  split_atom(c, want, now, out);
}

void Search::split_atom(const sema::Cond& c, bool want, const Now& now, std::vector<Now>& out) const {
  const auto keep_if = [&](bool held) {
    if (held == want) out.push_back(now);
  };
  if (c.op == CondOp::True || c.op == CondOp::False) return keep_if(c.op == CondOp::True);
  if (c.op == CondOp::HasLevels) {
    if (!t_.levels) return out.push_back(now);
    return keep_if((c.levels & ~now.discrete.levels) == 0);
  }
  const std::uint32_t filled = t_.filled_at(c.slot);
  if (c.op == CondOp::Known) {
    if (filled == kNone) return out.push_back(now);
    return keep_if(((now.discrete.filled >> filled) & 1) != 0);
  }
  // An empty slot is not compared with anything: only a waiver may ask of one, and it does not apply then.
  if (filled != kNone && ((now.discrete.filled >> filled) & 1) == 0) return keep_if(false);
  const std::uint32_t x = t_.value_at(c.slot);
  const std::uint32_t y = c.op == CondOp::CompareNumber ? 0 : t_.value_at(c.other);
  if (x == kNone || y == kNone) return out.push_back(now);
  compare(x, y, c.number, c.cmp, want, now, out);
}

void Search::compare(std::size_t x, std::size_t y, std::int64_t k, ast::Comparison how, bool want, const Now& now,
                     std::vector<Now>& out) {
  const auto at_most = [&](std::int64_t c) {  // x - y <= c
    Now part = now;
    if (part.zone.constrain(x, y, c)) out.push_back(std::move(part));
  };
  const auto at_least = [&](std::int64_t c) {
    Now part = now;
    if (part.zone.constrain(y, x, -c)) out.push_back(std::move(part));
  };
  const auto exactly = [&] {
    Now part = now;
    if (part.zone.constrain(x, y, k) && part.zone.constrain(y, x, -k)) out.push_back(std::move(part));
  };
  switch (how) {
    case ast::Comparison::Less:
      return want ? at_most(k - 1) : at_least(k);
    case ast::Comparison::LessEqual:
      return want ? at_most(k) : at_least(k + 1);
    case ast::Comparison::Greater:
      return want ? at_least(k + 1) : at_most(k);
    case ast::Comparison::GreaterEqual:
      return want ? at_least(k) : at_most(k - 1);
    case ast::Comparison::Equal:
    case ast::Comparison::Is:
    case ast::Comparison::NotEqual:
    case ast::Comparison::IsNot: {
      const bool equal = how == ast::Comparison::Equal || how == ast::Comparison::Is;
      if (equal == want) return exactly();
      at_most(k - 1);
      at_least(k + 1);
      return;
    }
  }
}

}  // namespace guion::prove
