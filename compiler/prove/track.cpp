// See track.hpp. Liveness is the usual backward analysis over the graph, a part's end followed by every place behind a call of it.
#include "prove/track.hpp"

#include <algorithm>
#include <utility>

#include "sema/types.hpp"

namespace guion::prove {

using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;
using sema::CondOp;

Tracking::Tracking(const Input& in)
    : in_(in), filled_at_(in.program.slots.size(), kNone), value_at_(in.program.slots.size(), kNone), counter_at_(256, kNone) {}

bool Tracking::add_levels() { return !std::exchange(levels, true); }

bool Tracking::add_filled(sema::SlotId slot) {
  if (slot >= filled_at_.size() || filled_at_[slot] != kNone || filled.size() >= kMostFilled) return false;
  filled_at_[slot] = static_cast<std::uint32_t>(filled.size());
  filled.push_back(slot);
  return true;
}

bool Tracking::add_value(sema::SlotId slot) {
  if (slot >= value_at_.size() || value_at_[slot] != kNone || values.size() >= kMostValues) return false;
  if (!number_range(in_.program, slot)) return false;
  values.push_back(slot);
  value_at_[slot] = static_cast<std::uint32_t>(values.size());
  for (const cfg::Node& n : in_.graph.nodes) {
    if (n.op != Op::Set || n.slot != slot) continue;
    const sema::SetExpr& set = in_.program.sets[n.object];
    if (set.a != kNone) add_value(set.a);
    if (set.b != kNone) add_value(set.b);
  }
  return true;
}

bool Tracking::add_counter(std::uint8_t counter) {
  if (counter_at_[counter] != kNone || counters.size() >= kMostCounters) return false;
  counter_at_[counter] = static_cast<std::uint32_t>(counters.size());
  counters.push_back(counter);
  return true;
}

bool Tracking::add_condition(sema::CondId id) {
  if (id == kNone) return false;
  const sema::Cond& c = in_.program.conds[id];
  bool more = false;
  switch (c.op) {
    case CondOp::And:
    case CondOp::Or:
      more = add_condition(c.left);
      return add_condition(c.right) || more;
    case CondOp::Not:
      return add_condition(c.left);
    case CondOp::Known:
      return add_filled(c.slot);
    case CondOp::HasLevels:
      return add_levels();
    case CondOp::CompareSlot:
      more = add_value(c.other);
      return add_value(c.slot) || more;
    case CondOp::CompareNumber:
      return add_value(c.slot);
    case CondOp::True:
    case CondOp::False:
      return false;
  }
  return more;
}

std::optional<std::pair<std::int64_t, std::int64_t>> number_range(const sema::Program& program, sema::SlotId slot) {
  const sema::Type& type = program.slots[slot].type;
  switch (type.kind) {
    case sema::TypeKind::Address:
    case sema::TypeKind::YesNo:
    case sema::TypeKind::Enum:
      return std::pair{std::int64_t{0}, static_cast<std::int64_t>(sema::value_count(type, program)) - 1};
    case sema::TypeKind::Count:
    case sema::TypeKind::Money:
    case sema::TypeKind::Date:
    case sema::TypeKind::Day:
    case sema::TypeKind::Month:
    case sema::TypeKind::Hour:
    case sema::TypeKind::Duration:
      return std::pair{type.min, type.max};
    case sema::TypeKind::Text:
    case sema::TypeKind::Name:
    case sema::TypeKind::Window:
    case sema::TypeKind::Cycle:
    case sema::TypeKind::Phone:
    case sema::TypeKind::Code:
    case sema::TypeKind::List:
      return std::nullopt;
  }
  return std::nullopt;
}

namespace {

class Finder {
 public:
  Finder(const Input& in, const Tracking& tracking, const Query& query) : in_(in), t_(tracking), query_(query) {
    found_.live.resize(in.graph.nodes.size());
    found_.routines.resize(in.graph.routines.size());
    reads_.resize(in.graph.nodes.size());
  }

  Relevance find() {
    for (NodeId n = 0; n < reads_.size(); ++n) reads_[n] = read_by(n);
    for (const Demand& d : query_.demands) reads_[d.node] |= asked_by(d);
    for (const std::uint32_t r : in_.calls.order) summarise(r);
    find_live();
    return std::move(found_);
  }

 private:
  void value(Needs& needs, sema::SlotId slot) const {
    const std::uint32_t at = t_.value_at(slot);
    if (at != kNone) needs.values |= std::uint64_t{1} << (at - 1);
  }
  void fill(Needs& needs, sema::SlotId slot) const {
    const std::uint32_t at = t_.filled_at(slot);
    if (at != kNone) needs.filled |= std::uint64_t{1} << at;
  }

  void condition(Needs& needs, sema::CondId id) const {
    if (id == kNone) return;
    const sema::Cond& c = in_.program.conds[id];
    if (c.left != kNone) condition(needs, c.left);
    if (c.right != kNone) condition(needs, c.right);
    if (c.slot != kNone) value(needs, c.slot), fill(needs, c.slot);
    if (c.other != kNone) value(needs, c.other), fill(needs, c.other);
    if (c.op == CondOp::HasLevels) needs.levels = t_.levels;
  }

  [[nodiscard]] Needs asked_by(const Demand& d) const {
    Needs needs;
    needs.levels = d.levels != 0 && t_.levels;
    if (d.filled != kNone) fill(needs, d.filled);
    condition(needs, d.cond);
    return needs;
  }

  [[nodiscard]] Needs read_by(NodeId n) const {
    const cfg::Node& node = in_.graph.nodes[n];
    Needs needs;
    for (const cfg::Fact& f : in_.graph.told(n)) {
      if (f.kind == FactKind::Reads) fill(needs, f.object);
      if (f.kind == FactKind::Finishes) {
        for (const sema::CondId u : query_.unless) condition(needs, u);
      }
    }
    if (node.op == Op::Test) condition(needs, node.cond);
    if (node.op == Op::Verify && t_.counter_at(node.counter) != kNone) needs.counters |= 1u << t_.counter_at(node.counter);
    if (node.op == Op::Set) {
      const sema::SetExpr& set = in_.program.sets[node.object];
      if (set.a != kNone) value(needs, set.a);
      if (set.b != kNone) value(needs, set.b);
    }
    if (query_.automaton != nullptr) needs.automaton = hears(n);
    if (needs.automaton) {
      for (const sema::CondId u : query_.unless) condition(needs, u);
    }
    return needs;
  }

  [[nodiscard]] bool hears(NodeId n) const {
    const auto told = in_.graph.told(n);
    return std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
      return std::any_of(query_.automaton->ears.begin(), query_.automaton->ears.end(), [&](const Ear& e) { return e.kind == f.kind; });
    });
  }

  [[nodiscard]] Needs changed_by(NodeId n) const {
    Needs needs;
    const cfg::Node& node = in_.graph.nodes[n];
    for (const cfg::Fact& f : in_.graph.told(n)) {
      if (f.kind == FactKind::Fills || f.kind == FactKind::Empties) value(needs, f.object), fill(needs, f.object);
      if (f.kind == FactKind::Grants || f.kind == FactKind::Revokes) needs.levels = t_.levels;
    }
    if (node.op == Op::Set) value(needs, node.slot);
    return needs;
  }

  void summarise(std::uint32_t routine) {
    const cfg::Routine& r = in_.graph.routines[routine];
    Needs& all = found_.routines[routine];
    for (NodeId n = r.begin; n < r.end; ++n) {
      all |= reads_[n];
      all |= changed_by(n);
      const std::uint32_t part = analysis::callee(in_.calls, in_.graph.nodes[n]);
      if (part != kNone) all |= found_.routines[part];
    }
  }

  /// What an edge writes anew is not needed before it.
  [[nodiscard]] Needs before_edge(NodeId n, const cfg::Edge& e) const {
    Needs needs = found_.live[e.to];
    for (const cfg::Fact& f : in_.graph.told(n)) {
      if ((f.edges & cfg::on(e.kind)) == 0 || (f.kind != FactKind::Fills && f.kind != FactKind::Empties)) continue;
      Needs written;
      value(written, f.object), fill(written, f.object);
      needs.values &= ~written.values;
      needs.filled &= ~written.filled;
    }
    return needs;
  }

  void find_live() {
    const cfg::Graph& g = in_.graph;
    std::vector<Needs> behind(g.routines.size());  // what is needed where a part comes back
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t r = 0; r < g.routines.size(); ++r) {
        for (NodeId n = g.routines[r].end; n-- > g.routines[r].begin;) {
          Needs needs = reads_[n];
          const std::uint32_t part = analysis::callee(in_.calls, g.nodes[n]);
          for (const cfg::Edge& e : g.out(n)) {
            if (e.to == kNone) continue;
            needs |= before_edge(n, e);
            if (part == kNone) continue;
            Needs& back = behind[part];
            Needs more = back;
            more |= found_.live[e.to];
            changed = changed || !(more == back);
            back = more;
          }
          if (part != kNone && g.routines[part].entry != kNone) needs |= found_.live[g.routines[part].entry];
          if (g.nodes[n].op == Op::Return) needs |= behind[r];
          changed = changed || !(needs == found_.live[n]);
          found_.live[n] = needs;
        }
      }
    }
  }

  const Input& in_;
  const Tracking& t_;
  const Query& query_;
  Relevance found_;
  std::vector<Needs> reads_;
};

}  // namespace

Relevance relevance(const Input& in, const Tracking& tracking, const Query& query) {
  return Finder(in, tracking, query).find();
}

}  // namespace guion::prove
