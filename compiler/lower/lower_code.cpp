// Instructions of each kind of node. A jump is written only where the next node in the code is not the one that
// follows.
#include "lower/lower_code.hpp"

#include <algorithm>

#include "image/opcodes.hpp"

namespace guion::lower {

using assembly::Opcode;
using cfg::EdgeKind;
using cfg::NodeId;
using cfg::Op;

namespace {

/// The contrary of a comparison; values that are compared are always there.
std::int64_t contrary(ast::Comparison c) {
  using enum ast::Comparison;
  switch (c) {
    case Less:
      return static_cast<std::int64_t>(GreaterEqual);
    case LessEqual:
      return static_cast<std::int64_t>(Greater);
    case Greater:
      return static_cast<std::int64_t>(LessEqual);
    case GreaterEqual:
      return static_cast<std::int64_t>(Less);
    case Equal:
    case Is:
      return static_cast<std::int64_t>(NotEqual);
    case NotEqual:
    case IsNot:
      return static_cast<std::int64_t>(Equal);
  }
  return 0;
}

std::int64_t code(ast::Comparison c) {
  if (c == ast::Comparison::Is) return static_cast<std::int64_t>(ast::Comparison::Equal);
  if (c == ast::Comparison::IsNot) return static_cast<std::int64_t>(ast::Comparison::NotEqual);
  return static_cast<std::int64_t>(c);
}

/// Whether values of a type are numbers; the others are texts.
bool is_number(sema::TypeKind kind) {
  constexpr bool kNumeric[] = {
#define TYPE(name, code, mnemonic, numeric, sentence) numeric,
#include "guion/types.def"
#undef TYPE
  };
  return kNumeric[static_cast<std::size_t>(kind)];
}

/// Edges of one kind in order of their ordinal.
std::vector<cfg::Edge> by_ordinal(const cfg::Graph& graph, NodeId n, EdgeKind kind) {
  std::vector<cfg::Edge> edges;
  for (const cfg::Edge& e : graph.out(n)) {
    if (e.kind == kind) edges.push_back(e);
  }
  std::sort(edges.begin(), edges.end(), [](const cfg::Edge& a, const cfg::Edge& b) { return a.ordinal < b.ordinal; });
  return edges;
}

std::int64_t always_open(const std::vector<cfg::Edge>& edges) {
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < edges.size() && i < 64; ++i) {
    if (!edges[i].guarded) mask |= std::uint64_t{1} << i;
  }
  return static_cast<std::int64_t>(mask);
}

}  // namespace

Coder::Coder(const sema::Program& program, const cfg::Graph& graph, const analysis::Result& states,
             const Layout& layout, Tables& tables, assembly::Module& module, bool places)
    : program_(program),
      graph_(graph),
      states_(states),
      layout_(layout),
      tables_(tables),
      module_(module),
      places_(places),
      lines_(program),
      starts_(graph.nodes.size(), 0),
      labels_(graph.nodes.size(), assembly::kNoLabel),
      routine_of_part_(program.parts.size(), kNone) {
  for (std::uint32_t r = 0; r < graph.routines.size(); ++r) {
    if (graph.routines[r].part < routine_of_part_.size()) routine_of_part_[graph.routines[r].part] = r;
  }
  for (sema::SlotId s = 0; s < program.slots.size(); ++s) {
    if (tables.slot(s) != kNone) kept_slots_.push_back({s, static_cast<std::uint32_t>(tables.slot(s))});
  }
}

void Coder::find_guards() {
  for (const cfg::Edge& e : graph_.edges)
    if (e.vain && e.to != kNone && layout_.lands[e.to] != kNone) guards_.emplace_back(layout_.lands[e.to], e.to);
  std::sort(guards_.begin(), guards_.end());
  guards_.erase(std::unique(guards_.begin(), guards_.end()), guards_.end());
}

void Coder::run() {
  find_guards();
  module_.code.reserve(layout_.order.size() + layout_.order.size() / 4);
  module_.operands.reserve(layout_.order.size() * 3);
  for (const Run& r : layout_.runs) emit_run(r);
  make_stages();
  make_parts();
  finish_labels();
}

void Coder::emit_run(const Run& run) {
  const NodeId entry = layout_.lands[graph_.routines[run.routine].entry];
  next_ = layout_.order[run.begin];
  const auto first = static_cast<std::uint32_t>(module_.code.size());
  run_begin_ = first;
  part_ = graph_.routines[run.routine].part;
  go(entry);
  for (std::uint32_t i = run.begin; i < run.end; ++i) {
    const NodeId n = layout_.order[i];
    starts_[n] = static_cast<std::uint32_t>(module_.code.size());
    next_ = i + 1 < run.end ? layout_.order[i + 1] : kNone;
    node(n);
  }
  if (run.routine == 0) stages_end_ = module_.code.size();
  if (entry != layout_.order[run.begin]) return;
  starts_[entry] = first;
}

NodeId Coder::to(NodeId n, EdgeKind kind) const {
  for (const cfg::Edge& e : graph_.out(n)) {
    if (e.kind == kind && e.to != kNone) return layout_.lands[e.to];
  }
  return kNone;
}

assembly::Label Coder::anchor(NodeId n) {
  if (labels_[n] == assembly::kNoLabel) {
    labels_[n] = static_cast<assembly::Label>(labelled_.size());
    labelled_.push_back(n);
    is_target_.push_back(false);
  }
  return labels_[n];
}

std::int64_t Coder::label(NodeId n) {
  const assembly::Label l = anchor(n);
  is_target_[l] = true;
  return l;
}

void Coder::go(NodeId to) {
  if (to == next_ || to == kNone) return;
  if (graph_.nodes[to].op == Op::Return) {
    put(Opcode::Return);
  } else {
    put(Opcode::Jump, {label(to)});
  }
}

void Coder::require(NodeId n) {
  std::uint32_t levels = 0;
  for (const cfg::Fact& f : graph_.told(n)) {
    if (f.kind == cfg::FactKind::Needs) levels |= f.object & 0xffu;
  }
  if (levels != 0) put(Opcode::Require, {levels});
}

void Coder::node(NodeId n) {
  const cfg::Node& at = graph_.nodes[n];
  if (!guards_.empty()) {
    const auto first = std::lower_bound(guards_.begin(), guards_.end(), std::pair{n, cfg::NodeId{0}});
    for (auto g = first; g != guards_.end() && g->first == n; ++g) note_origin(g->second);
  }
  require(n);
  switch (at.op) {
    case Op::Say:
    case Op::Note:
    case Op::Ask:
    case Op::Record:
    case Op::Judge:
    case Op::Verify:
    case Op::Lookup:
    case Op::Transfer:
    case Op::End:
      event(n, at);
      break;
    case Op::Menu:
      menu(n, at);
      break;
    case Op::Pick:
      pick(n);
      break;
    case Op::Show:
      put(Opcode::Show, {at.number});
      go(to(n, EdgeKind::Next));
      break;
    case Op::Test:
      test(n, at);
      break;
    case Op::Set:
      assign(n, at);
      break;
    case Op::Revoke:
      put(Opcode::Revoke, {at.levels});
      go(to(n, EdgeKind::Next));
      break;
    case Op::Call:
      call(n, at);
      break;
    case Op::Return:
      // The last one may have been written wherever it was needed.
      if (next_ != kNone || falls_here() || is_labelled(n)) put(Opcode::Return);
      break;
    case Op::Pass:
      break;
  }
}

bool Coder::falls_here() const {
  if (module_.code.size() == run_begin_) return true;
  return (image::opcode_info(static_cast<std::uint8_t>(module_.code.back().op)).flags & image::flag::X) == 0;
}

void Coder::event(NodeId n, const cfg::Node& at) {
  place(at);
  note_origin(n);
  const std::int64_t text = tables_.text(at.text);
  NodeId after = to(n, EdgeKind::Next);
  switch (at.op) {
    case Op::Say:
      put(Opcode::Say, {text});
      break;
    case Op::Note:
      put(Opcode::Note, {text});
      break;
    case Op::Ask:
      if (at.seconds == 0) {
        put(Opcode::Ask, {tables_.slot(at.slot), text});
      } else {
        put(Opcode::AskTimed, {tables_.slot(at.slot), text, at.seconds, label_or_none(to(n, EdgeKind::Silent))});
      }
      break;
    case Op::Record:
      put(Opcode::Record, {tables_.slot(at.slot), text, label_or_none(to(n, EdgeKind::Unsaid))});
      break;
    case Op::Judge:
      put(Opcode::Judge, {text, label_or_none(to(n, EdgeKind::False))});
      after = to(n, EdgeKind::True);
      break;
    case Op::Verify:
      put(Opcode::Verify, {at.object, at.levels, at.counter, at.tries, text, label_or_none(to(n, EdgeKind::Exhausted)),
                           label_or_none(to(n, EdgeKind::Lacking))});
      after = to(n, EdgeKind::Passed);
      break;
    case Op::Lookup:
      put(Opcode::Lookup, {tables_.binding(at.object), label_or_none(to(n, EdgeKind::Failed))});
      break;
    case Op::Transfer:
      put(Opcode::Transfer,
          {at.object, text, label_or_none(to(n, EdgeKind::Failed)), label_or_none(to(n, EdgeKind::Returned))});
      return;
    case Op::End:
      put(Opcode::End, {at.object});
      return;
    case Op::Menu:
    case Op::Pick:
    case Op::Show:
    case Op::Test:
    case Op::Set:
    case Op::Revoke:
    case Op::Call:
    case Op::Return:
    case Op::Pass:
      return;
  }
  go(after);
}

void Coder::menu(NodeId n, const cfg::Node& at) {
  place(at);
  note_origin(n);
  const auto options = by_ordinal(graph_, n, EdgeKind::Option);
  open(at.seconds == 0 ? Opcode::Menu : Opcode::MenuTimed);
  operand(tables_.text(at.text));
  operand(always_open(options));
  if (at.seconds != 0) {
    operand(at.seconds);
    operand(label_or_none(to(n, EdgeKind::Silent)));
  }
  for (const cfg::Edge& e : options) {
    operand(tables_.text(e.label));
    operand(label(layout_.lands[e.to]));
  }
}

void Coder::pick(NodeId n) {
  const auto variants = by_ordinal(graph_, n, EdgeKind::Variant);
  open(Opcode::Pick);
  operand(always_open(variants));
  for (const cfg::Edge& e : variants) operand(label(layout_.lands[e.to]));
}

void Coder::test(NodeId n, const cfg::Node& at) {
  if (at.cond == kNone) return go(to(n, EdgeKind::True));
  const sema::Cond& cond = program_.conds[at.cond];
  const NodeId yes = to(n, EdgeKind::True), no = to(n, EdgeKind::False);
  switch (cond.op) {
    case sema::CondOp::Known:
      put(Opcode::UnlessKnown, {tables_.slot(cond.slot), label_or_none(no)});
      break;
    case sema::CondOp::HasLevels:
      put(Opcode::UnlessLevel, {cond.levels, label_or_none(no)});
      break;
    case sema::CondOp::CompareNumber:
    case sema::CondOp::CompareSlot:
      compare(n, cond);
      return;
    case sema::CondOp::False:
      go(no);
      return;
    case sema::CondOp::True:
    case sema::CondOp::And:
    case sema::CondOp::Or:
    case sema::CondOp::Not:
      break;
  }
  go(yes);
}

void Coder::compare(NodeId n, const sema::Cond& cond) {
  const NodeId yes = to(n, EdgeKind::True), no = to(n, EdgeKind::False);
  const bool turned = no == next_ && yes != next_;
  const std::int64_t how = turned ? contrary(cond.cmp) : code(cond.cmp);
  const std::int64_t target = label_or_none(turned ? yes : no);
  if (cond.op == sema::CondOp::CompareNumber) {
    put(Opcode::UnlessNumber, {tables_.slot(cond.slot), how, cond.number, target});
  } else {
    put(Opcode::UnlessSlot, {tables_.slot(cond.slot), how, tables_.slot(cond.other), cond.number, target});
  }
  go(turned ? no : yes);
}

void Coder::assign(NodeId n, const cfg::Node& at) {
  const sema::SetExpr& set = program_.sets[at.object];
  const NodeId after = to(n, EdgeKind::Next), overflow = to(n, EdgeKind::Overflow);
  const std::int64_t slot = tables_.slot(at.slot);
  // A copied constant is its number: its slot may be declared wider than the one it is put into.
  const sema::Slot* from = set.op == sema::SetOp::Copy ? &program_.slots[set.a] : nullptr;
  const bool fixed = from != nullptr && from->constant && overflow == kNone && is_number(from->type.kind);
  if (set.op == sema::SetOp::Constant || fixed) {
    put(Opcode::SetNumber, {slot, fixed ? from->number : set.number});
    return go(after);
  }
  const std::int64_t a = tables_.slot(set.a);
  if (set.op == sema::SetOp::Copy && overflow == kNone) {
    put(Opcode::Copy, {slot, a});
    return go(after);
  }
  // Every sum has a way out of its range. Where it cannot be taken it leads on, so the slot must hold something on it,
  // too.
  const bool reads_itself = set.a == at.slot || set.b == at.slot;
  if (overflow == kNone && !reads_itself && !states_.before.filled(n, at.slot)) {
    put(Opcode::SetNumber, {slot, program_.slots[at.slot].type.min});
  }
  const std::int64_t out = label_or_none(overflow == kNone ? after : overflow);
  const bool minus = set.op == sema::SetOp::Subtract;
  if (set.op == sema::SetOp::Copy) {
    put(Opcode::AddNumber, {slot, a, 0, out});
  } else if (set.b == kNone) {
    put(Opcode::AddNumber, {slot, a, minus ? -set.number : set.number, out});
  } else {
    put(minus ? Opcode::Subtract : Opcode::Add, {slot, a, tables_.slot(set.b), out});
  }
  go(after);
}

void Coder::call(NodeId n, const cfg::Node& at) {
  const std::uint32_t routine = at.object < routine_of_part_.size() ? routine_of_part_[at.object] : kNone;
  if (routine == kNone || layout_.part_of[routine] == kNone) {
    go(to(n, EdgeKind::Next));  // a part without a line
    return;
  }
  note_origin(n);
  put(Opcode::Call, {layout_.part_of[routine]});
  if (states_.returns[routine]) return go(to(n, EdgeKind::Next));
  // The part never comes back: what stands behind the call is not run, but something must stand there that goes
  // nowhere.
  put(Opcode::End, {0});
}

}  // namespace guion::lower
