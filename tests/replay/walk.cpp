// See walk.hpp.
#include "walk.hpp"

#include <algorithm>

namespace guion::test {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

bool is_text(sema::TypeKind k) {
  using enum sema::TypeKind;
  return k == Text || k == Name || k == Phone || k == Code || k == List;
}

class Walking {
 public:
  Walking(const sema::Program& p, const cfg::Graph& g, const Walker& w)
      : p_(p), g_(g), w_(w), slots_(p.slots.size()), tries_(256) {
    for (sema::SlotId s = 0; s < p.slots.size(); ++s) {
      const sema::Slot& slot = p.slots[s];
      if (slot.constant || slot.own_words) slots_[s] = slot.number;
      if (slot.from_system) fill(s, kNone);
    }
  }

  Walk run(std::size_t most) {
    NodeId at = g_.routines[0].entry;
    while (at != kNone) {
      out_.levels = levels_;
      if (starved(at)) {
        out_.starved = true;
        push(at, prove::kHere);
        break;
      }
      const cfg::Node& node = g_.nodes[at];
      if (w_.ends_with_a_lie && node.op == Op::Test && node.cond != kNone && w_.stop(at)) {
        out_.lied = true;
        push(at, edge(at, holds(p_.conds[node.cond]) ? EdgeKind::False : EdgeKind::True));
        break;
      }
      if ((!w_.ends_with_a_lie && w_.stop(at)) || out_.witness.steps.size() + 1 >= most) {
        push(at, prove::kHere);
        break;
      }
      at = step(at);
    }
    return std::move(out_);
  }

 private:
  void push(NodeId n, std::uint32_t edge) { out_.witness.steps.push_back({n, edge}); }

  [[nodiscard]] bool starved(NodeId n) const {
    if (g_.nodes[n].op == Op::Verify && tries_[g_.nodes[n].counter] >= g_.nodes[n].tries) return false;
    for (const cfg::Fact& f : g_.told(n)) {
      if (f.kind == FactKind::Reads && !slots_[f.object]) return true;
    }
    return false;
  }

  void fill(sema::SlotId s, std::uint32_t step) {
    if (is_text(p_.slots[s].type.kind)) {
      slots_[s] = 0;
      return;
    }
    slots_[s] = w_.number(s);
    out_.witness.given.push_back({step, s, *slots_[s]});
  }

  [[nodiscard]] bool holds(const sema::Cond& c) const {
    using enum ast::Comparison;
    if (c.op == sema::CondOp::Known) return slots_[c.slot].has_value();
    if (c.op == sema::CondOp::HasLevels) return (c.levels & ~levels_) == 0;
    if (c.op == sema::CondOp::True || c.op == sema::CondOp::False) return c.op == sema::CondOp::True;
    const std::int64_t a = slots_[c.slot].value_or(0);
    const std::int64_t b = c.op == sema::CondOp::CompareNumber ? c.number : slots_[c.other].value_or(0) + c.number;
    switch (c.cmp) {
      case Less:
        return a < b;
      case LessEqual:
        return a <= b;
      case Greater:
        return a > b;
      case GreaterEqual:
        return a >= b;
      case Equal:
      case Is:
        return a == b;
      case NotEqual:
      case IsNot:
        return a != b;
    }
    return false;
  }

  [[nodiscard]] std::uint32_t edge(NodeId n, EdgeKind kind) const {
    for (std::uint32_t e = g_.nodes[n].edges; e < g_.nodes[n].edges_end; ++e) {
      if (g_.edges[e].kind == kind) return e;
    }
    return kNone;
  }

  /// Whether the result of a set fits; then it is there.
  bool set(const cfg::Node& node) {
    const sema::SetExpr& x = p_.sets[node.object];
    const std::int64_t a = x.a != kNone ? slots_[x.a].value_or(0) : 0;
    const std::int64_t b = x.b != kNone ? slots_[x.b].value_or(0) : x.number;
    const std::int64_t made = x.op == sema::SetOp::Constant ? x.number
                              : x.op == sema::SetOp::Copy   ? a
                              : x.op == sema::SetOp::Add    ? a + b
                                                            : a - b;
    const sema::Type& t = p_.slots[node.slot].type;
    if (!is_text(t.kind) && x.op != sema::SetOp::Constant && (made < t.min || made > t.max)) return false;
    slots_[node.slot] = made;
    return true;
  }

  void tell(NodeId n, EdgeKind way, std::uint32_t step) {
    for (const cfg::Fact& f : g_.told(n)) {
      if ((f.edges & cfg::on(way)) == 0) continue;
      if (f.kind == FactKind::Empties) slots_[f.object].reset();
      if (f.kind == FactKind::Grants) levels_ |= static_cast<sema::Levels>(f.object);
      if (f.kind == FactKind::Revokes) levels_ &= static_cast<sema::Levels>(~f.object);
    }
    if (!cfg::yields(g_.nodes[n].op)) return;
    for (const cfg::Fact& f : g_.told(n)) {
      if (f.kind == FactKind::Fills && (f.edges & cfg::on(way)) != 0) fill(f.object, step);
    }
  }

  NodeId take(NodeId n, std::uint32_t e) {
    const auto index = static_cast<std::uint32_t>(out_.witness.steps.size());
    push(n, e);
    if (e == kNone) return kNone;
    tell(n, g_.edges[e].kind, index);
    return g_.edges[e].to;
  }

  /// The ways that the machine would offer at a choice.
  [[nodiscard]] std::vector<std::uint32_t> offered(NodeId n) const {
    std::vector<std::uint32_t> ways;
    for (std::uint32_t e = g_.nodes[n].edges; e < g_.nodes[n].edges_end; ++e) {
      const cfg::Edge& x = g_.edges[e];
      const bool choice = x.kind == EdgeKind::Option || x.kind == EdgeKind::Variant;
      if (!choice || !x.guarded || ((shown_ >> x.ordinal) & 1U) != 0) ways.push_back(e);
    }
    return ways;
  }

  NodeId verify(NodeId n) {
    const cfg::Node& node = g_.nodes[n];
    const std::uint32_t exhausted = edge(n, EdgeKind::Exhausted);
    std::uint8_t& used = tries_[node.counter];
    if (used >= node.tries) return take(n, exhausted);
    const bool last = used + 1 == node.tries;
    const std::vector<std::uint32_t> ways{edge(n, EdgeKind::Passed), edge(n, EdgeKind::Lacking),
                                          last ? exhausted : prove::kAgain};
    const std::uint32_t way = ways[w_.choose(n, ways)];
    if (way == ways[2]) ++used;
    if (way != prove::kAgain) return take(n, way);
    push(n, prove::kAgain);
    return n;
  }

  NodeId step(NodeId n) {
    const cfg::Node& node = g_.nodes[n];
    switch (node.op) {
      case Op::Verify:
        return verify(n);
      case Op::Test:
        return take(n, edge(n, node.cond == kNone || holds(p_.conds[node.cond]) ? EdgeKind::True : EdgeKind::False));
      case Op::Set:
        return take(n, edge(n, set(node) ? EdgeKind::Next : EdgeKind::Overflow));
      case Op::Show:
        shown_ |= 1U << node.number;
        return take(n, edge(n, EdgeKind::Next));
      case Op::Call:
        for (const cfg::Routine& r : g_.routines) {
          if (r.part != node.object || &r == &g_.routines[0]) continue;
          push(n, prove::kInto);
          stack_.push_back(n);
          return r.entry;
        }
        return take(n, edge(n, EdgeKind::Next));
      case Op::Return: {
        push(n, prove::kBack);
        const NodeId from = stack_.back();
        stack_.pop_back();
        return g_.edges[edge(from, EdgeKind::Next)].to;
      }
      case Op::End:
        push(n, prove::kDone);
        out_.over = true;
        return kNone;
      case Op::Transfer: {
        std::vector<std::uint32_t> ways = offered(n);
        ways.push_back(prove::kDone);
        const std::uint32_t way = ways[w_.choose(n, ways)];
        if (way != prove::kDone) return take(n, way);
        push(n, prove::kDone);
        out_.over = true;
        return kNone;
      }
      case Op::Menu:
      case Op::Pick: {
        const std::vector<std::uint32_t> ways = offered(n);
        const std::uint32_t way = ways[w_.choose(n, ways)];
        shown_ = 0;
        return take(n, way);
      }
      case Op::Say:
      case Op::Note:
      case Op::Ask:
      case Op::Record:
      case Op::Judge:
      case Op::Lookup: {
        const std::vector<std::uint32_t> ways = offered(n);
        return take(n, ways.size() == 1 ? ways[0] : ways[w_.choose(n, ways)]);
      }
      case Op::Revoke:
      case Op::Pass:
        return take(n, edge(n, EdgeKind::Next));
    }
    return kNone;
  }

  const sema::Program& p_;
  const cfg::Graph& g_;
  const Walker& w_;
  std::vector<std::optional<std::int64_t>> slots_;
  std::vector<std::uint8_t> tries_;
  std::vector<NodeId> stack_;
  std::uint32_t shown_ = 0;
  sema::Levels levels_ = 0;
  Walk out_;
};

}  // namespace

Walk walk(const sema::Program& program, const cfg::Graph& graph, const Walker& walker, std::size_t most_steps) {
  return Walking{program, graph, walker}.run(most_steps);
}

}  // namespace guion::test
