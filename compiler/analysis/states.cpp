// Reachability, summaries and states (see states.hpp). A part's effect on a fact is one of: keep, gain, lose. So it is
// run twice, with every fact and with none; a call then gives (in & exit of all) | exit of none. One rule is the
// loader's: a fact that a part writes, yet keeps, holds after a call only if it holds at every call of that part
// (docs/bytecode.md, «Parts»).
#include "analysis/states.hpp"

#include <algorithm>

#include "analysis/agenda.hpp"

namespace guion::analysis {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

States::States(std::size_t rows, std::size_t slots, bool fill)
    : words_((slots + kFirstSlotBit + 63) / 64), bits_(rows * words_, fill ? ~FactWord{0} : 0) {}

namespace {

void visit(const cfg::Graph& graph, std::uint32_t routine, CallOrder& calls, std::vector<std::uint8_t>& seen) {
  seen[routine] = 1;
  const cfg::Routine& r = graph.routines[routine];
  for (NodeId n = r.begin; n < r.end; ++n) {
    const std::uint32_t to = callee(calls, graph.nodes[n]);
    if (to != kNone && !seen[to]) visit(graph, to, calls, seen);
  }
  calls.order.push_back(routine);
}

/// Marks what can be reached inside one routine, given which parts come back. Gives whether a Return is among it.
bool reach(const cfg::Graph& graph, const CallOrder& calls, std::uint32_t routine, Result& result) {
  std::vector<NodeId> open;
  const auto push = [&](NodeId n) {
    if (n == kNone || result.reachable[n]) return;
    result.reachable[n] = 1;
    open.push_back(n);
  };
  bool returns = false;
  push(graph.routines[routine].entry);
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    const cfg::Node& node = graph.nodes[n];
    returns = returns || node.op == Op::Return;
    const std::uint32_t to = callee(calls, node);
    if (to != kNone && !result.returns[to]) continue;
    for (const cfg::Edge& e : graph.out(n)) push(e.to);
  }
  return returns;
}

void set(std::span<FactWord> row, std::size_t bit) { row[bit / 64] |= FactWord{1} << (bit % 64); }
void clear(std::span<FactWord> row, std::size_t bit) { row[bit / 64] &= ~(FactWord{1} << (bit % 64)); }

class Solver {
 public:
  Solver(const sema::Program& program, const cfg::Graph& graph, const CallOrder& calls,
         const std::vector<std::uint8_t>& assume_filled, Result& result)
      : program_(program),
        graph_(graph),
        calls_(calls),
        assume_(assume_filled),
        result_(result),
        gained_(graph.routines.size(), program.slots.size(), false),
        kept_(graph.routines.size(), program.slots.size(), true),
        lost_(graph.routines.size(), program.slots.size(), false),
        out_(result.before.words()),
        agenda_(graph.nodes.size()) {}

  void solve() {
    do {
      result_.entry = States(graph_.routines.size(), program_.slots.size(), true);
      for (const std::uint32_t r : calls_.order) {
        if (r != 0) summarise(r);
      }
      start_state(result_.entry.row(0));
      for (auto r = calls_.order.rbegin(); r != calls_.order.rend(); ++r) settle(*r);
    } while (lose_more());
  }

 private:
  /// What holds before the first event: constants, own words and what the system gives; no level.
  void start_state(std::span<FactWord> row) const {
    std::fill(row.begin(), row.end(), 0);
    for (std::size_t s = 0; s < program_.slots.size(); ++s) {
      const sema::Slot& slot = program_.slots[s];
      if (slot.constant || slot.own_words || slot.from_system) set(row, s + kFirstSlotBit);
    }
  }

  /// Facts that some line of the routine, or of a part that it runs, may change.
  void find_written(std::uint32_t routine) {
    const auto written = result_.touched.row(routine);
    const cfg::Routine& r = graph_.routines[routine];
    for (NodeId n = r.begin; n < r.end; ++n) {
      if (!result_.reachable[n]) continue;
      for (const cfg::Fact& f : graph_.told(n)) {
        if (f.kind == FactKind::Fills || f.kind == FactKind::Empties) set(written, f.object + kFirstSlotBit);
        if (f.kind == FactKind::Grants || f.kind == FactKind::Revokes) written[0] |= f.object & 0xffu;
      }
      const std::uint32_t to = callee(calls_, graph_.nodes[n]);
      if (to == kNone) continue;
      for (std::size_t w = 0; w < written.size(); ++w) written[w] |= result_.touched.row(to)[w];
    }
  }

  /// Facts that a part writes and keeps but that not every caller has: the loader forgets them. Gives whether there are
  /// new ones.
  bool lose_more() {
    bool more = false;
    for (const std::uint32_t r : calls_.order) {
      if (r == 0 || !result_.returns[r]) continue;
      for (std::size_t w = 0; w < out_.size(); ++w) {
        const FactWord keeps = kept_.row(r)[w] & ~gained_.row(r)[w];
        const FactWord lost = result_.touched.row(r)[w] & keeps & ~result_.entry.row(r)[w];
        more = more || lost != 0;
        lost_.row(r)[w] |= lost;
      }
    }
    return more;
  }

  void summarise(std::uint32_t routine) {
    std::vector<FactWord> start(out_.size(), ~FactWord{0});
    run(routine, start, kept_.row(routine));
    std::fill(start.begin(), start.end(), 0);
    run(routine, start, gained_.row(routine));
    find_written(routine);
    for (std::size_t w = 0; w < out_.size(); ++w) {
      kept_.row(routine)[w] &= ~lost_.row(routine)[w];
      // What a part makes sure of without writing it, by a test, is told to callers like what it writes.
      if (result_.returns[routine]) result_.touched.row(routine)[w] |= gained_.row(routine)[w];
    }
  }

  /// Runs with what really holds at the entry, and hands states on to the parts that are called.
  void settle(std::uint32_t routine) {
    run(routine, result_.entry.row(routine), result_.exit.row(routine));
    const cfg::Routine& r = graph_.routines[routine];
    for (NodeId n = r.begin; n < r.end; ++n) {
      const std::uint32_t to = result_.reachable[n] ? callee(calls_, graph_.nodes[n]) : kNone;
      if (to != kNone) meet(result_.entry.row(to), result_.before.row(n));
    }
  }

  /// Gives the facts that hold at every Return in `exit` (all of them if there is none).
  void run(std::uint32_t routine, std::span<const FactWord> start, std::span<FactWord> exit) {
    const cfg::Routine& r = graph_.routines[routine];
    for (NodeId n = r.begin; n < r.end; ++n) {
      const auto row = result_.before.row(n);
      std::fill(row.begin(), row.end(), ~FactWord{0});
    }
    std::fill(exit.begin(), exit.end(), ~FactWord{0});
    if (r.entry == kNone) return;
    std::copy(start.begin(), start.end(), result_.before.row(r.entry).begin());
    for (NodeId n = r.begin; n < r.end; ++n) {
      if (result_.reachable[n]) agenda_.put(n);
    }
    for (NodeId n = agenda_.take(); n != kNone; n = agenda_.take()) step(n);
    for (NodeId n = r.begin; n < r.end; ++n) {
      if (graph_.nodes[n].op == Op::Return && result_.reachable[n]) meet(exit, result_.before.row(n));
    }
  }

  void step(NodeId n) {
    const cfg::Node& node = graph_.nodes[n];
    const std::uint32_t to = callee(calls_, node);
    if (to != kNone && !result_.returns[to]) return;
    for (const cfg::Edge& e : graph_.out(n)) {
      if (e.to == kNone) continue;
      leave(n, node, to, e.kind);
      if (meet(result_.before.row(e.to), out_)) agenda_.put(e.to);
    }
  }

  /// The facts on one way out of a node, in `out_`.
  void leave(NodeId n, const cfg::Node& node, std::uint32_t routine, EdgeKind way) {
    const auto in = result_.before.row(n);
    std::copy(in.begin(), in.end(), out_.begin());
    if (routine != kNone) {
      for (std::size_t w = 0; w < out_.size(); ++w) {
        out_[w] = (out_[w] & kept_.row(routine)[w]) | gained_.row(routine)[w];
      }
    }
    for (const cfg::Fact& f : graph_.told(n)) {
      if ((f.edges & cfg::on(way)) != 0) apply(f);
      if (assume_[n] && f.kind == FactKind::Reads) set(out_, f.object + kFirstSlotBit);
    }
    if (node.op == Op::Test && way == EdgeKind::True) refine(node.cond);
  }

  void apply(const cfg::Fact& f) {
    if (f.kind == FactKind::Fills) set(out_, f.object + kFirstSlotBit);
    if (f.kind == FactKind::Empties) clear(out_, f.object + kFirstSlotBit);
    if (f.kind == FactKind::Grants) out_[0] |= f.object & 0xffu;
    if (f.kind == FactKind::Revokes) out_[0] &= ~static_cast<FactWord>(f.object & 0xffu);
  }

  /// What a test that came out true has shown.
  void refine(sema::CondId cond) {
    if (cond == kNone) return;
    const sema::Cond& c = program_.conds[cond];
    if (c.op == sema::CondOp::Known && c.slot != kNone) set(out_, c.slot + kFirstSlotBit);
    if (c.op == sema::CondOp::HasLevels) out_[0] |= c.levels;
  }

  static bool meet(std::span<FactWord> into, std::span<const FactWord> from) {
    bool changed = false;
    for (std::size_t w = 0; w < into.size(); ++w) {
      const FactWord both = into[w] & from[w];
      changed = changed || both != into[w];
      into[w] = both;
    }
    return changed;
  }

  const sema::Program& program_;
  const cfg::Graph& graph_;
  const CallOrder& calls_;
  const std::vector<std::uint8_t>& assume_;
  Result& result_;
  States gained_, kept_, lost_;
  std::vector<FactWord> out_;
  Agenda agenda_;
};

}  // namespace

std::uint32_t callee(const CallOrder& calls, const cfg::Node& node) {
  if (node.op != Op::Call || node.object >= calls.routine_of_part.size()) return kNone;
  return calls.routine_of_part[node.object];
}

CallOrder call_order(const sema::Program& program, const cfg::Graph& graph) {
  CallOrder calls;
  calls.routine_of_part.assign(program.parts.size(), kNone);
  for (std::uint32_t r = 0; r < graph.routines.size(); ++r) {
    const std::uint32_t part = graph.routines[r].part;
    if (part < program.parts.size()) calls.routine_of_part[part] = r;
  }
  std::vector<std::uint8_t> seen(graph.routines.size());
  for (std::uint32_t r = static_cast<std::uint32_t>(graph.routines.size()); r-- > 0;) {
    if (!seen[r]) visit(graph, r, calls, seen);
  }
  return calls;
}

void find_reachable(const cfg::Graph& graph, const CallOrder& calls, Result& result) {
  result.reachable.assign(graph.nodes.size(), 0);
  result.returns.assign(graph.routines.size(), 0);
  for (const std::uint32_t r : calls.order) result.returns[r] = reach(graph, calls, r, result) ? 1 : 0;
  // A part counts only if a line that can be reached runs it: callers first.
  std::vector<std::uint8_t> run(graph.routines.size());
  if (!run.empty()) run[0] = 1;
  for (auto r = calls.order.rbegin(); r != calls.order.rend(); ++r) {
    const cfg::Routine& routine = graph.routines[*r];
    for (NodeId n = routine.begin; n < routine.end; ++n) {
      if (!run[*r]) result.reachable[n] = 0;
      const std::uint32_t to = result.reachable[n] ? callee(calls, graph.nodes[n]) : kNone;
      if (to != kNone) run[to] = 1;
    }
  }
}

void find_states(const sema::Program& program, const cfg::Graph& graph, const CallOrder& calls,
                 const std::vector<std::uint8_t>& assume_filled, Result& result) {
  const std::size_t slots = program.slots.size();
  const std::size_t routines = graph.routines.size();
  result.before = States(graph.nodes.size(), slots, true);
  result.entry = States(routines, slots, true);
  result.exit = States(routines, slots, true);
  result.touched = States(routines, slots, false);
  if (routines == 0) return;
  Solver(program, graph, calls, assume_filled, result).solve();
}

}  // namespace guion::analysis
