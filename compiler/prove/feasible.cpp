// See feasible.hpp. A slot that is filled gets a fresh variable each time, so that the tests of a way are constraints between values that do
// not change.
#include "prove/feasible.hpp"

#include <algorithm>

namespace guion::prove {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;
using sema::CondOp;

namespace {

/// A condition atom that must come out so.
struct Literal {
  sema::CondId atom;
  bool want;
};
using Case = std::vector<Literal>;

class Walk {
 public:
  Walk(const Input& in, const Query& query, const Candidate& candidate)
      : in_(in), query_(query), candidate_(candidate), filled_(in.program.slots.size()), variable_(in.program.slots.size(), kZero) {}

  Feasibility run() {
    start();
    const auto& steps = candidate_.witness.steps;
    for (std::size_t k = 0; k < steps.size() && !over_; ++k) {
      last_ = k + 1 == steps.size();
      step(steps[k]);
      if (!over_ && steps[k].edge == kEither) either_.push_back({here() - 1, steps[k + 1].node, filled_, variable_, levels_});
    }
    if (!stuck_ && !shown_) blame_counters();
    if (!stuck_ && shown_) settle();
    return std::move(found_);
  }

 private:
  // ---- the way -------------------------------------------------------------------------------------------------------------------------

  void start() {
    for (sema::SlotId s = 0; s < in_.program.slots.size(); ++s) {
      const sema::Slot& slot = in_.program.slots[s];
      if (!slot.constant && !slot.own_words && !slot.from_system) continue;
      filled_[s] = true;
      const auto range = number_range(in_.program, s);
      if (!range) continue;
      variable_[s] = slot.constant ? fresh(s, slot.number, slot.number) : fresh(s, range->first, range->second);
      if (slot.from_system) given_.push_back({kNone, s, variable_[s]});
    }
  }

  void step(const Step& s) {
    const cfg::Node& node = in_.graph.nodes[s.node];
    if (node.op == Op::Verify) return verify(s, node);
    if (!arrive(s.node) || over_) return finish(s);
    emit(s);
    if (s.edge == kDone) return transferred(s);
    if (s.edge >= in_.graph.edges.size()) return;
    const cfg::Edge& e = in_.graph.edges[s.edge];
    if (node.op == Op::Test && !test(s.node, node.cond, e.kind == EdgeKind::True)) return;
    if (node.op == Op::Set) assign(s.node, node, e.kind);
    way(s.node, e.kind);
  }

  void verify(const Step& s, const cfg::Node& node) {
    std::uint8_t& tried = tried_[node.counter];
    const bool exhausted = s.edge < in_.graph.edges.size() && in_.graph.edges[s.edge].kind == EdgeKind::Exhausted;
    met_counters_.push_back(node.counter);
    if (tried >= node.tries) {
      if (!exhausted) return blame_counter(s.node, node.counter);
      emit(s);
      return way(s.node, EdgeKind::Exhausted);
    }
    for (; exhausted && tried + 1 < node.tries; ++tried) {
      if (!arrive(s.node) || over_) return finish({s.node, kHere});
      emit({s.node, kAgain});
    }
    if (!arrive(s.node) || over_) return finish({s.node, kHere});
    emit(s);
    if (s.edge == kAgain && tried + 1 >= node.tries) return blame_counter(s.node, node.counter);
    if (exhausted || s.edge == kAgain) ++tried;
    if (s.edge < in_.graph.edges.size()) way(s.node, in_.graph.edges[s.edge].kind);
  }

  void emit(const Step& s) { found_.witness.steps.push_back(s); }
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(found_.witness.steps.size()); }
  /// The step at which what is shown is shown ends the way.
  void finish(const Step& s) {
    if (shown_) emit({s.node, kHere});
    over_ = true;
  }

  /// What holds or breaks on arrival. False if the call does not get on.
  bool arrive(NodeId n) {
    const bool asked = last_ && candidate_.demand != kNone;
    if (asked) return show_demand(n), false;
    for (const cfg::Fact& f : in_.graph.told(n)) {
      if (f.kind != FactKind::Reads || filled_[f.object]) continue;
      found_.culprit.filled.push_back(f.object);
      return fail(n);
    }
    hear(n, query_.automaton == nullptr ? Letters{0} : heard_on_arrival(*query_.automaton, in_.graph, n));
    return !over_ && !stuck_;
  }

  void show_demand(NodeId n) {
    const Demand& d = query_.demands[candidate_.demand];
    shown_ = d.never() || (d.levels & ~levels_) != 0 || (d.filled != kNone && !filled_[d.filled]);
    if (!shown_ && d.cond != kNone) {
      must_fail_.push_back(d.cond);
      shown_ = true;
    }
    if (shown_) return;
    found_.culprit.levels = d.levels != 0;
    if (d.filled != kNone) found_.culprit.filled.push_back(d.filled);
    fail(n);
  }

  void hear(NodeId n, Letters letters) {
    if (letters == 0) return;
    const State next = query_.automaton->step(automaton_, letters);
    if (next != kBroken) {
      automaton_ = next;
      return;
    }
    if (!last_ && !query_.unless.empty()) {  // excused there
      if (query_.automaton->excused != kBroken) automaton_ = query_.automaton->excused;
      return;
    }
    must_fail_ = query_.unless;
    shown_ = over_ = true;
    shown_at_ = n;
  }

  void transferred(const Step& s) { way(s.node, EdgeKind::Next); }

  void way(NodeId n, EdgeKind kind) {
    for (const cfg::Fact& f : in_.graph.told(n)) {
      if ((f.edges & cfg::on(kind)) == 0) continue;
      if (f.kind == FactKind::Grants) levels_ |= static_cast<sema::Levels>(f.object);
      if (f.kind == FactKind::Revokes) levels_ &= static_cast<sema::Levels>(~f.object);
      if (f.kind == FactKind::Fills) fill(n, f.object);
      if (f.kind == FactKind::Empties) empty(f.object);
    }
    if (query_.automaton != nullptr) hear(n, heard_on_way(*query_.automaton, in_.graph, n, kind));
  }

  void fill(NodeId n, sema::SlotId slot) {
    filled_[slot] = true;
    const auto range = number_range(in_.program, slot);
    if (!range || in_.graph.nodes[n].op == Op::Set) return;
    variable_[slot] = fresh(slot, range->first, range->second);
    given_.push_back({here() - 1, slot, variable_[slot]});
  }
  void empty(sema::SlotId slot) {
    filled_[slot] = false;
    variable_[slot] = kZero;
  }

  // ---- tests and sums ------------------------------------------------------------------------------------------------------------------

  bool test(NodeId n, sema::CondId id, bool want) {
    if (id == kNone || holds(id, want, constraints_)) return true;
    const sema::Cond& c = in_.program.conds[id];
    if (c.op == CondOp::HasLevels) found_.culprit.levels = true;
    if (c.op == CondOp::Known) found_.culprit.filled.push_back(c.slot);
    return fail(n);
  }

  /// Makes an atom come out so: at once, or as a constraint. False if it does not.
  bool holds(sema::CondId id, bool want, std::vector<Constraint>& into) const {
    const sema::Cond& c = in_.program.conds[id];
    if (c.op == CondOp::True || c.op == CondOp::False) return (c.op == CondOp::True) == want;
    if (c.op == CondOp::HasLevels) return ((c.levels & ~levels_) == 0) == want;
    if (c.op == CondOp::Known) return filled_[c.slot] == want;
    const bool there = filled_[c.slot] && (c.op == CondOp::CompareNumber || filled_[c.other]);
    if (!there) return !want;
    const Variable x = variable_[c.slot], y = c.op == CondOp::CompareNumber ? kZero : variable_[c.other];
    Constraint k;
    k.step = here();
    k.x = x;
    k.y = y;
    k.c = c.number;
    const auto at_most = [&](std::int64_t bound) { k.c = bound; };
    const auto at_least = [&](std::int64_t bound) {  // x - y >= b: y - x <= -b
      k.x = y;
      k.y = x;
      k.c = -bound;
    };
    switch (c.cmp) {
      case ast::Comparison::Less:
        want ? at_most(c.number - 1) : at_least(c.number);
        break;
      case ast::Comparison::LessEqual:
        want ? at_most(c.number) : at_least(c.number + 1);
        break;
      case ast::Comparison::Greater:
        want ? at_least(c.number + 1) : at_most(c.number);
        break;
      case ast::Comparison::GreaterEqual:
        want ? at_least(c.number) : at_most(c.number - 1);
        break;
      case ast::Comparison::Equal:
      case ast::Comparison::Is:
      case ast::Comparison::NotEqual:
      case ast::Comparison::IsNot: {
        const bool equal = c.cmp == ast::Comparison::Equal || c.cmp == ast::Comparison::Is;
        if (equal != want) {
          k.kind = Constraint::Kind::Differs;
          break;
        }
        into.push_back(k);
        at_least(c.number);
        break;
      }
    }
    into.push_back(k);
    return true;
  }

  void assign(NodeId n, const cfg::Node& node, EdgeKind kind) {
    const sema::SetExpr& set = in_.program.sets[node.object];
    const auto range = number_range(in_.program, node.slot);
    if (!range) return;
    if (set.op == sema::SetOp::Constant) {
      variable_[node.slot] = fresh(node.slot, set.number, set.number);
      return;
    }
    constexpr std::int64_t kFar = std::int64_t{1} << 50;
    const bool minus = set.op == sema::SetOp::Subtract;
    const Variable sum = fresh(node.slot, -kFar, kFar);
    Constraint k;
    k.kind = Constraint::Kind::Sum;
    k.step = here();
    k.x = sum;
    k.y = variable_[set.a];
    note_slot(k.y, set.a);
    if (set.op != sema::SetOp::Copy && set.b != kNone) k.z = variable_[set.b];
    if (set.op != sema::SetOp::Copy && set.b == kNone) k.c = minus ? -set.number : set.number;
    k.sign = minus ? -1 : 1;
    constraints_.push_back(k);
    if (kind == EdgeKind::Next) {
      domains_[sum] = {range->first, range->second};
      variable_[node.slot] = sum;
      return;
    }
    Constraint out;
    out.kind = Constraint::Kind::Outside;
    out.step = here();
    out.x = sum;
    out.low = range->first;
    out.c = range->second;
    constraints_.push_back(out);
    static_cast<void>(n);
  }

  Variable fresh(sema::SlotId slot, std::int64_t low, std::int64_t high) {
    domains_.push_back({low, high});
    slots_of_.push_back({slot});
    return static_cast<Variable>(domains_.size() - 1);
  }
  void note_slot(Variable v, sema::SlotId slot) {
    if (v != kZero) slots_of_[v].push_back(slot);
  }

  // ---- the end -------------------------------------------------------------------------------------------------------------------------

  /// All cases in which every one of the conditions fails; capped, which only loses witnesses.
  [[nodiscard]] std::vector<Case> cases() const {
    std::vector<Case> all{{}};
    for (const sema::CondId id : must_fail_) all = cross(all, failing(id, false));
    return all;
  }
  static std::vector<Case> cross(const std::vector<Case>& a, const std::vector<Case>& b) {
    constexpr std::size_t kMost = 256;
    std::vector<Case> all;
    for (const Case& x : a) {
      for (const Case& y : b) {
        if (all.size() >= kMost) return all;
        all.push_back(x);
        all.back().insert(all.back().end(), y.begin(), y.end());
      }
    }
    return all;
  }
  [[nodiscard]] std::vector<Case> failing(sema::CondId id, bool want) const {
    const sema::Cond& c = in_.program.conds[id];
    if (c.op == CondOp::Not) return failing(c.left, !want);
    if (c.op != CondOp::And && c.op != CondOp::Or) return {{{id, want}}};
    std::vector<Case> left = failing(c.left, want), right = failing(c.right, want);
    if ((c.op == CondOp::And) == want) return cross(left, right);
    left.insert(left.end(), right.begin(), right.end());
    return left;
  }

  void settle() {
    bool unknown = false;
    for (const Case& one : cases()) {
      std::vector<Constraint> all = constraints_;
      const bool possible = std::all_of(one.begin(), one.end(), [&](const Literal& l) { return holds(l.atom, l.want, all); });
      if (!possible) continue;
      std::vector<Domain> values = domains_;
      const Solved s = solve(values, all);
      unknown = unknown || s == Solved::Unknown;
      if (s != Solved::Yes) continue;
      std::vector<std::uint8_t> matters = mattering(all);
      if (!settle_either(values, matters)) return;
      found_.solved = s;
      return give(values, matters);
    }
    found_.solved = unknown ? Solved::Unknown : Solved::No;
    explain();
  }

  /// The variables that some constraint speaks of.
  [[nodiscard]] std::vector<std::uint8_t> mattering(const std::vector<Constraint>& all) const {
    std::vector<std::uint8_t> matters(domains_.size());
    for (const Constraint& k : all) {
      for (const Variable v : {k.x, k.y, k.z}) {
        if (v != kZero) matters[v] = 1;
      }
    }
    return matters;
  }

  void give(const std::vector<Domain>& values, const std::vector<std::uint8_t>& matters) {
    for (const Pending& g : given_) {
      if (matters[g.variable] != 0) found_.witness.given.push_back({g.step, g.slot, values[g.variable].low});
    }
  }

  /// Now that the values are there: the ways that tests take whose outcome did not matter. False if one of them reads an empty slot.
  bool settle_either(const std::vector<Domain>& values, std::vector<std::uint8_t>& matters) {
    std::vector<Step> steps;
    std::vector<std::uint32_t> moved(found_.witness.steps.size());
    std::size_t next = 0;
    for (std::uint32_t k = 0; k < found_.witness.steps.size(); ++k) {
      moved[k] = static_cast<std::uint32_t>(steps.size());
      const bool either = next < either_.size() && either_[next].step == k;
      if (!either) steps.push_back(found_.witness.steps[k]);
      if (either && !walk(either_[next++], found_.witness.steps[k].node, values, matters, steps)) return false;
    }
    for (Pending& g : given_) {
      if (g.step != kNone) g.step = moved[g.step];
    }
    found_.witness.steps = std::move(steps);
    return true;
  }

  struct Either {
    std::uint32_t step;  ///< of the witness
    NodeId join;
    std::vector<bool> filled;
    std::vector<Variable> variable;
    sema::Levels levels;
  };

  bool walk(const Either& at, NodeId n, const std::vector<Domain>& values, std::vector<std::uint8_t>& matters, std::vector<Step>& steps) {
    while (n != at.join) {
      EdgeKind kind = EdgeKind::Next;
      const cfg::Node& node = in_.graph.nodes[n];
      if (node.op == Op::Test) {
        for (const cfg::Fact& f : in_.graph.told(n)) {
          if (f.kind != FactKind::Reads || at.filled[f.object]) continue;
          found_.culprit.filled.push_back(f.object);
          return fail(n);
        }
        kind = comes_out(in_.program.conds[node.cond], at, values, matters) ? EdgeKind::True : EdgeKind::False;
      }
      const auto out = in_.graph.out(n);
      const auto e = std::find_if(out.begin(), out.end(), [&](const cfg::Edge& edge) { return edge.kind == kind; });
      if (e == out.end() || e->to == kNone) return fail(n);
      steps.push_back({n, static_cast<std::uint32_t>(&*e - in_.graph.edges.data())});
      n = e->to;
    }
    return true;
  }

  /// Whether an atom holds with the values of the solution; they must be given then.
  bool comes_out(const sema::Cond& c, const Either& at, const std::vector<Domain>& values, std::vector<std::uint8_t>& matters) const {
    if (c.op == CondOp::HasLevels) return (c.levels & ~at.levels) == 0;
    if (c.op == CondOp::Known) return at.filled[c.slot];
    if (c.op != CondOp::CompareNumber && c.op != CondOp::CompareSlot) return c.op != CondOp::False;
    const auto value = [&](sema::SlotId slot) {
      const Variable v = at.variable[slot];
      if (v == kZero) return std::int64_t{0};
      matters[v] = 1;
      return values[v].low;
    };
    const std::int64_t x = value(c.slot), y = (c.op == CondOp::CompareSlot ? value(c.other) : 0) + c.number;
    switch (c.cmp) {
      case ast::Comparison::Less:
        return x < y;
      case ast::Comparison::LessEqual:
        return x <= y;
      case ast::Comparison::Greater:
        return x > y;
      case ast::Comparison::GreaterEqual:
        return x >= y;
      case ast::Comparison::Equal:
      case ast::Comparison::Is:
        return x == y;
      case ast::Comparison::NotEqual:
      case ast::Comparison::IsNot:
        return x != y;
    }
    return false;
  }

  /// The first constraint with which the values run out, and every slot that hangs together with it.
  void explain() {
    std::vector<Constraint> all = constraints_;
    for (const sema::CondId id : must_fail_) read(id);
    std::size_t low = 0, high = all.size();
    const auto possible = [&](std::size_t count) {
      std::vector<Domain> values = domains_;
      return solve(values, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)}) != Solved::No;
    };
    if (possible(high)) {
      found_.culprit.node = found_.witness.steps.empty() ? kNone : found_.witness.steps.back().node;
      for (const sema::CondId id : must_fail_) hang_together(id);
      return;
    }
    while (low + 1 < high) {
      const std::size_t middle = low + (high - low) / 2;
      (possible(middle) ? low : high) = middle;
    }
    all.resize(high);
    const std::uint32_t at = all.back().step;
    if (at < found_.witness.steps.size()) found_.culprit.node = found_.witness.steps[at].node;
    if (at > 0 && at - 1 < found_.witness.steps.size()) found_.culprit.node = found_.witness.steps[at - 1].node;
    gather(all, {all.back().x, all.back().y, all.back().z});
  }

  void read(sema::CondId id) {
    const sema::Cond& c = in_.program.conds[id];
    if (c.left != kNone) read(c.left);
    if (c.right != kNone) read(c.right);
    if (c.op == CondOp::HasLevels) found_.culprit.levels = true;
    for (const sema::SlotId s : {c.slot, c.other}) {
      if (s == kNone) continue;
      found_.culprit.filled.push_back(s);
      if (c.op != CondOp::Known) found_.culprit.values.push_back(s);
    }
  }

  void hang_together(sema::CondId id) {
    const sema::Cond& c = in_.program.conds[id];
    if (c.left != kNone) hang_together(c.left);
    if (c.right != kNone) hang_together(c.right);
    std::vector<Variable> variables;
    for (const sema::SlotId s : {c.slot, c.other}) {
      if (s != kNone) variables.push_back(variable_[s]);
    }
    gather(constraints_, variables);
  }

  /// The variables that constraints connect with these: 1 each.
  [[nodiscard]] std::vector<std::uint8_t> connected(const std::vector<Constraint>& all, const std::vector<Variable>& from) const {
    std::vector<std::uint8_t> in(domains_.size());
    for (const Variable v : from) {
      if (v != kZero) in[v] = 1;
    }
    for (bool more = true; more;) {
      more = false;
      for (const Constraint& k : all) {
        bool touches = false;
        for (const Variable v : {k.x, k.y, k.z}) touches = touches || (v != kZero && in[v] != 0);
        for (const Variable v : {k.x, k.y, k.z}) {
          if (!touches || v == kZero || in[v] != 0) continue;
          in[v] = 1;
          more = true;
        }
      }
    }
    return in;
  }

  /// Slots of all variables that constraints connect with these.
  void gather(const std::vector<Constraint>& all, const std::vector<Variable>& from) {
    const std::vector<std::uint8_t> in = connected(all, from);
    for (Variable v = 0; v < in.size(); ++v) {
      if (in[v] != 0) found_.culprit.values.insert(found_.culprit.values.end(), slots_of_[v].begin(), slots_of_[v].end());
    }
  }

  bool fail(NodeId n) {
    found_.culprit.node = n;
    stuck_ = over_ = true;
    shown_ = false;
    return false;
  }
  void blame_counter(NodeId n, std::uint8_t counter) {
    found_.culprit.counters.push_back(counter);
    fail(n);
  }
  /// The end was reached and nothing is broken: the number of tries was guessed wrong.
  void blame_counters() {
    found_.culprit.counters = met_counters_;
    found_.culprit.node = found_.witness.steps.empty() ? kNone : found_.witness.steps.back().node;
  }

  struct Pending {
    std::uint32_t step;
    sema::SlotId slot;
    Variable variable;
  };

  const Input& in_;
  const Query& query_;
  const Candidate& candidate_;
  Feasibility found_;
  std::vector<bool> filled_;
  std::vector<Variable> variable_;
  std::vector<Domain> domains_;
  std::vector<std::vector<sema::SlotId>> slots_of_;
  std::vector<Constraint> constraints_;
  std::vector<Pending> given_;
  std::vector<Either> either_;
  std::vector<sema::CondId> must_fail_;
  std::vector<std::uint8_t> met_counters_;
  std::uint8_t tried_[256] = {};
  sema::Levels levels_ = 0;
  State automaton_ = 0;
  NodeId shown_at_ = kNone;
  bool last_ = false, over_ = false, stuck_ = false, shown_ = false;
};

}  // namespace

Feasibility check_way(const Input& in, const Query& query, const Candidate& candidate) {
  return Walk(in, query, candidate).run();
}

}  // namespace guion::prove
