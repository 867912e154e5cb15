// What there is to choose from: lists whose guards can all be false, conditions that are decided before they are asked,
// and questions whose wordings ask for contrary things. It must not know how a way is found. Spec: docs/semantics.md,
// «Slips».
#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "analysis/agenda.hpp"
#include "prove/judge.hpp"
#include "prove/track.hpp"

namespace guion::prove {

using ast::NodeKind;
using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

const ast::Tree& tree_of(const Bench& bench, LineRef l) { return bench.in.program.files[l.file].tree; }

// ---- lists whose guards can all be false
// -------------------------------------------------------------------------------------------

bool all_guarded(const cfg::Graph& graph, NodeId n) {
  const auto out = graph.out(n);
  const auto is_choice = [](const cfg::Edge& e) { return e.kind == EdgeKind::Option || e.kind == EdgeKind::Variant; };
  return std::any_of(out.begin(), out.end(), is_choice) &&
         std::all_of(out.begin(), out.end(), [&](const cfg::Edge& e) { return !is_choice(e) || e.guarded; });
}

std::string keyword_of(const Bench& bench, NodeId n) {
  const LineRef l = bench.in.graph.nodes[n].line;
  const ast::Tree& tree = tree_of(bench, l);
  const NodeKind kind = tree.lines[l.line].kind;
  const Keyword keyword = kind == NodeKind::Menu ? Keyword::Menu : kind == NodeKind::Ask ? Keyword::Ask : Keyword::Say;
  return std::string(spelling(keyword, tree.tongue));
}

void judge_lists(Bench& bench) {
  std::vector<Demand> demands;
  for (NodeId n = 0; n < bench.in.graph.nodes.size(); ++n) {
    const cfg::Node& node = bench.in.graph.nodes[n];
    if ((node.op != Op::Menu && node.op != Op::Pick) || !bench.states.reachable[n] || !all_guarded(bench.in.graph, n))
      continue;
    Demand d;
    d.node = n;
    d.cond = bench.in.program.at(node.line).guard;
    if (d.cond != kNone) demands.push_back(d);
  }
  const std::vector<Finding> found = decide_all(bench, demands, true);
  for (std::size_t i = 0; i < demands.size(); ++i) {
    const Span where = line_of(bench.in, demands[i].node);
    if (found[i].verdict == Verdict::Violated) {
      bench.emitter.report(diag::NothingToChoose, where, keyword_of(bench, demands[i].node));
      keep(bench, found[i].witness);
    }
    if (found[i].verdict == Verdict::Undecided) {
      report_undecided(bench, where,
                       {"something is always left to choose from here", "aquí siempre queda algo que elegir"},
                       found[i].because);
    }
  }
}

// ---- branches that no call takes
// ---------------------------------------------------------------------------------------------------

bool compares(const sema::Program& program, const cfg::Node& node) {
  if (node.op != Op::Test || node.cond == kNone) return false;
  const sema::CondOp op = program.conds[node.cond].op;
  return op == sema::CondOp::CompareNumber || op == sema::CondOp::CompareSlot;
}

/// Which slots may be known of at each node: tested or set to something before, and not filled by anybody since.
class Knowledge {
 public:
  Knowledge(const Input& in, const analysis::Result& states)
      : in_(in),
        states_(states),
        words_((in.program.slots.size() + 63) / 64),
        rows_(in.graph.nodes.size() * words_),
        out_(words_) {
    analysis::Agenda agenda(in.graph.nodes.size());
    std::vector<std::uint8_t> seen(in.graph.nodes.size());
    for (NodeId n = 0; n < seen.size(); ++n) {
      if (states.reachable[n]) agenda.put(n);
    }
    for (NodeId n = agenda.take(); n != kNone; n = agenda.take()) {
      for (const cfg::Edge& e : in.graph.out(n)) {
        if (e.vain || e.to == kNone || !states_.reachable[e.to]) continue;
        leave(n, e);
        if (merge(e.to)) agenda.put(e.to);
      }
    }
  }

  [[nodiscard]] bool of(NodeId n, sema::SlotId slot) const {
    return ((rows_[n * words_ + slot / 64] >> (slot % 64)) & 1u) != 0;
  }

 private:
  void set(sema::SlotId slot) { out_[slot / 64] |= std::uint64_t{1} << (slot % 64); }
  void clear(sema::SlotId slot) { out_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64)); }

  void leave(NodeId n, const cfg::Edge& e) {
    std::copy_n(rows_.begin() + static_cast<std::ptrdiff_t>(n * words_), words_, out_.begin());
    const cfg::Node& node = in_.graph.nodes[n];
    for (const cfg::Fact& f : in_.graph.told(n)) {
      const bool writes = f.kind == FactKind::Fills || f.kind == FactKind::Empties;
      if (writes && (f.edges & cfg::on(e.kind)) != 0) clear(f.object);
    }
    if (node.op == Op::Set && e.kind == EdgeKind::Next) set(node.slot);
    if (!compares(in_.program, node) || same_question(n, e.to)) return;
    const sema::Cond& cond = in_.program.conds[node.cond];
    set(cond.slot);
    if (cond.op == sema::CondOp::CompareSlot) set(cond.other);
  }

  /// The next value of one `según`, or the next part of one condition: what the first left open is the second's to ask.
  [[nodiscard]] bool same_question(NodeId from, NodeId to) const {
    const cfg::Node &a = in_.graph.nodes[from], &b = in_.graph.nodes[to];
    if (!compares(in_.program, b) || in_.program.conds[a.cond].slot != in_.program.conds[b.cond].slot) return false;
    if (a.line == b.line) return true;
    const auto is_arm = [&](LineRef l) { return in_.program.line(l).kind == NodeKind::Is; };
    return is_arm(a.line) && is_arm(b.line) && in_.program.line(a.line).depth == in_.program.line(b.line).depth;
  }

  bool merge(NodeId to) {
    std::uint64_t news = 0;
    for (std::size_t w = 0; w < words_; ++w) {
      news |= out_[w] & ~rows_[to * words_ + w];
      rows_[to * words_ + w] |= out_[w];
    }
    return news != 0;
  }

  const Input& in_;
  const analysis::Result& states_;
  std::size_t words_;
  std::vector<std::uint64_t> rows_, out_;
};

/// Nodes times slots for which branches are looked at: beyond it nothing is said, which claims nothing.
constexpr std::size_t kMostWork = 400'000;

/// Tests of the flow's own lines. Those of parts are for every flow that runs them.
bool is_own_test(const Bench& bench, NodeId n) {
  const cfg::Node& node = bench.in.graph.nodes[n];
  if (node.stage == kNone || node.line.file != 0 || !bench.states.reachable[n] || !compares(bench.in.program, node))
    return false;
  const NodeKind kind = tree_of(bench, node.line).lines[node.line.line].kind;
  return kind == NodeKind::If || kind == NodeKind::Is;
}

/// -1: both ways are taken, or none. Else the only edge that is.
int only_way(const cfg::Node& node, const Answer& answer, const cfg::Graph& graph) {
  int only = -1;
  for (std::uint32_t e = node.edges; e < node.edges_end; ++e) {
    if (answer.taken[e] == 0) continue;
    if (only != -1) return -1;
    only = graph.edges[e].kind == EdgeKind::True ? 1 : 0;
  }
  return only;
}

/// Which values of one slot are possible at each node, a bit for each that the flow's comparisons can tell apart: all
/// that the engine would find out about it, for a slot that is only filled and compared with numbers.
class Values {
 public:
  Values(const Bench& bench, sema::SlotId slot) : bench_(bench), graph_(bench.in.graph), slot_(slot) {}

  /// Whether both ways out of each of these tests are taken. False also where it is not for this class to say.
  [[nodiscard]] bool leave_all_open(std::span<const NodeId> tests) {
    if (!is_simple() || !choose()) return false;
    spread();
    return std::all_of(tests.begin(), tests.end(), [&](NodeId n) {
      const Word yes = holding(graph_.nodes[n].cond);
      return (rows_[n] & yes) != 0 && (rows_[n] & ~yes) != 0;
    });
  }

 private:
  using Word = std::uint64_t;

  [[nodiscard]] bool mentions(sema::CondId id) const {
    if (id == kNone) return false;
    const sema::Cond& c = bench_.in.program.conds[id];
    return mentions(c.left) || mentions(c.right) || c.slot == slot_ || c.other == slot_;
  }
  [[nodiscard]] bool is_own(NodeId n) const {
    const cfg::Node& node = graph_.nodes[n];
    return node.op == Op::Test && node.cond != kNone && bench_.in.program.conds[node.cond].slot == slot_ &&
           bench_.in.program.conds[node.cond].op == sema::CondOp::CompareNumber;
  }
  /// Neither sums, nor comparisons with other slots, nor parts that have to do with it.
  [[nodiscard]] bool is_simple() const {
    for (NodeId n = 0; n < graph_.nodes.size(); ++n) {
      const cfg::Node& node = graph_.nodes[n];
      if (node.op == Op::Set && node.slot == slot_) return false;
      if (node.op == Op::Test && mentions(node.cond) && !is_own(n)) return false;
      const bool in_part = n < graph_.routines[0].begin || n >= graph_.routines[0].end;
      if (in_part && (is_own(n) || written_by(n, nullptr))) return false;
    }
    return true;
  }
  [[nodiscard]] bool written_by(NodeId n, const cfg::Edge* e) const {
    const auto told = graph_.told(n);
    return std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
      return (f.kind == FactKind::Fills || f.kind == FactKind::Empties) && f.object == slot_ &&
             (e == nullptr || (f.edges & cfg::on(e->kind)) != 0);
    });
  }

  bool choose() {
    const sema::Program& program = bench_.in.program;
    const auto range = number_range(program, slot_);
    if (!range || program.slots[slot_].constant) return false;
    values_ = {range->first, range->second};
    for (const sema::Cond& c : program.conds) {
      if (c.slot != slot_ || c.op != sema::CondOp::CompareNumber) continue;
      for (std::int64_t v = c.number - 1; v <= c.number + 1; ++v) {
        if (v > range->first && v < range->second) values_.push_back(v);
      }
    }
    std::sort(values_.begin(), values_.end());
    values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
    return values_.size() < 64;
  }

  [[nodiscard]] Word holding(sema::CondId id) const {
    const sema::Cond& c = bench_.in.program.conds[id];
    Word yes = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (holds(values_[i], c)) yes |= Word{1} << i;
    }
    return yes;
  }
  static bool holds(std::int64_t v, const sema::Cond& c) {
    switch (c.cmp) {
      case ast::Comparison::Less:
        return v < c.number;
      case ast::Comparison::LessEqual:
        return v <= c.number;
      case ast::Comparison::Greater:
        return v > c.number;
      case ast::Comparison::GreaterEqual:
        return v >= c.number;
      case ast::Comparison::Equal:
      case ast::Comparison::Is:
        return v == c.number;
      case ast::Comparison::NotEqual:
      case ast::Comparison::IsNot:
        return v != c.number;
    }
    return false;
  }

  void spread() {
    const Word all = (Word{1} << values_.size()) - 1;
    rows_.assign(graph_.nodes.size(), 0);
    analysis::Agenda agenda(graph_.nodes.size());
    const NodeId entry = graph_.routines[0].entry;
    rows_[entry] = all;
    agenda.put(entry);
    for (NodeId n = agenda.take(); n != kNone; n = agenda.take()) {
      const std::uint32_t part = analysis::callee(bench_.in.calls, graph_.nodes[n]);
      if (part != kNone && !bench_.states.returns[part]) continue;
      const Word yes = is_own(n) ? holding(graph_.nodes[n].cond) : all;
      for (const cfg::Edge& e : graph_.out(n)) {
        if (e.vain || e.to == kNone) continue;
        Word out = rows_[n];
        if (is_own(n)) out &= e.kind == EdgeKind::True ? yes : ~yes;
        if (out != 0 && written_by(n, &e)) out = all;
        if ((out & ~rows_[e.to]) == 0) continue;
        rows_[e.to] |= out;
        agenda.put(e.to);
      }
    }
  }

  const Bench& bench_;
  const cfg::Graph& graph_;
  sema::SlotId slot_;
  std::vector<std::int64_t> values_;
  std::vector<Word> rows_;
};

void judge_branches(Bench& bench) {
  std::vector<NodeId> tests;
  for (NodeId n = 0; n < bench.in.graph.nodes.size(); ++n) {
    if (is_own_test(bench, n)) tests.push_back(n);
  }
  if (tests.empty() || bench.in.graph.nodes.size() > kMostWork) return;
  const Knowledge knowledge(bench.in, bench.states);
  const auto slot_of = [&](NodeId n) { return bench.in.program.conds[bench.in.graph.nodes[n].cond].slot; };
  std::erase_if(tests, [&](NodeId n) { return !knowledge.of(n, slot_of(n)); });
  std::stable_sort(tests.begin(), tests.end(), [&](NodeId a, NodeId b) { return slot_of(a) < slot_of(b); });
  std::size_t slots = 0;
  for (std::size_t i = 0; i < tests.size(); ++i) slots += i == 0 || slot_of(tests[i]) != slot_of(tests[i - 1]) ? 1 : 0;
  if (slots * bench.in.graph.nodes.size() > kMostWork) return;
  std::vector<LineRef> told;
  for (std::size_t i = 0; i < tests.size();) {
    std::size_t end = i;
    while (end < tests.size() && slot_of(tests[end]) == slot_of(tests[i])) ++end;
    if (Values(bench, slot_of(tests[i])).leave_all_open(std::span{tests}.subspan(i, end - i))) {
      i = end;
      continue;
    }
    Query query;
    query.take_edges = true;
    query.track = {slot_of(tests[i])};
    const Answer answer = ask(bench, query);
    // Where the budget ran out nothing is claimed.
    const bool whole = answer.hits.empty() && answer.taken.size() == bench.in.graph.edges.size();
    for (; i < tests.size() && slot_of(tests[i]) == query.track.front(); ++i) {
      const cfg::Node& node = bench.in.graph.nodes[tests[i]];
      const int only = whole ? only_way(node, answer, bench.in.graph) : -1;
      if (only == -1 || std::find(told.begin(), told.end(), node.line) != told.end()) continue;
      told.push_back(node.line);
      const Span span = bench.in.program.conds[node.cond].span;
      bench.emitter.report(diag::DeadBranch, span == Span{} ? line_of(bench.in, tests[i]) : span,
                           only == 1 ? "always holds" : "never holds",
                           only == 1 ? "se cumple siempre" : "no se cumple nunca");
    }
  }
}

// ---- wordings of opposite sense
// ----------------------------------------------------------------------------------------------------

/// How a question begins that asks for leave to stop: a «sí» to it is a «no» to its contrary.
constexpr std::array<std::string_view, 22> kStops{"¿No ",
                                                  "¿Cancela",
                                                  "¿Quiere cancelar",
                                                  "¿Desea cancelar",
                                                  "¿Prefiere cancelar",
                                                  "¿Rechaza",
                                                  "¿Quiere rechazar",
                                                  "¿Desea rechazar",
                                                  "¿Prefiere no ",
                                                  "¿Prefiere quedarse",
                                                  "¿Quiere quedarse",
                                                  "¿Desea quedarse",
                                                  "¿Se queda ",
                                                  "¿Desiste",
                                                  "¿Quiere dejar de ",
                                                  "¿Desea dejar de ",
                                                  "¿Renuncia",
                                                  "¿Quiere renunciar",
                                                  "¿Desea renunciar",
                                                  "¿Anula",
                                                  "¿Quiere anular",
                                                  "¿Desea anular"};

/// 1: some question of the text stops something. 0: it asks, and none does. -1: it asks nothing.
int sense_of(const sema::Program& program, sema::TemplateId text) {
  std::string words;
  for (const sema::Segment& s : program.segments_of(text)) {
    words += s.kind == sema::SegmentKind::Literal ? std::string(program.text_of(s)) : std::string("x");
  }
  if (words.find("¿") == std::string::npos) return -1;
  const auto stops = [&](std::string_view start) { return words.find(start) != std::string::npos; };
  return std::any_of(kStops.begin(), kStops.end(), stops) ? 1 : 0;
}

}  // namespace

void judge_choices(Bench& bench) {
  judge_lists(bench);
  judge_branches(bench);
}

void check_opposite_wordings(Bench& bench) {
  const sema::Program& program = bench.in.program;
  for (FileId file = 0; file < program.files.size(); ++file) {
    const ast::Tree& tree = program.files[file].tree;
    for (LineId l = 0; l < tree.lines.size(); ++l) {
      const sema::Statement& s = program.files[file].statements[l];
      if (tree.lines[l].kind != NodeKind::Ask || !s.one_of || s.slot == kNone) continue;
      if (program.slots[s.slot].type.kind != sema::TypeKind::YesNo) continue;
      std::array<bool, 2> seen{};
      for (LineId i = l + 1; i < tree.lines[l].block_end; ++i) {
        const sema::Statement& item = program.files[file].statements[i];
        if (tree.lines[i].kind != NodeKind::Item || item.text == kNone) continue;
        const int sense = sense_of(program, item.text);
        if (sense >= 0) seen[static_cast<std::size_t>(sense)] = true;
      }
      if (seen[0] && seen[1])
        bench.emitter.report(diag::OppositeWordings, program.span_of({file, l}), program.slots[s.slot].name);
    }
  }
}

}  // namespace guion::prove
