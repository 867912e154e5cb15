// What several kinds of line share: time limits, lists of items, missing arms, guards.
// It must not know any one kind of line; that is in the file of its name.
// Spec: docs/language.md, «Stages and statements of a flow».
#include "stmt/common.hpp"

#include "sema/declarations.hpp"

namespace guion::stmt {

using ast::NodeKind;
using ast::PartKind;

namespace {
constexpr std::size_t kMostItems = 32;
}

const ast::Part* subject(const sema::Checker& c, LineId line) { return c.name_of(line); }

void check_silence(sema::Checker& c, LineId line) {
  const std::uint32_t seconds = sema::count_of(c, line, PartKind::Seconds, 3600);
  c.at(line).seconds = static_cast<std::uint16_t>(seconds);
  c.at_most_one(line, NodeKind::OnSilence);
  const LineId arm = c.child(line, NodeKind::OnSilence);
  if (seconds != 0 && lacks_arm(c, line, NodeKind::OnSilence)) {
    c.emitter.report(diag::MissingSilenceBlock, c.span(line), c.keyword(NodeKind::OnSilence));
  }
  if (seconds == 0 && arm != kNone) {
    c.emitter.report(diag::SilenceWithoutLimit, c.span(arm), c.keyword(NodeKind::OnSilence));
  }
}

void check_fillable(sema::Checker& c, sema::SlotId slot, const ast::Part& name) {
  if (slot == kNone) return;
  const sema::Slot& s = c.program.slots[slot];
  if (!s.constant && !s.own_words && !s.from_system) return;
  c.emitter.report(diag::ConstantFilled, c.span(name), s.name).note(s.span, "declared here", "declarado aquí");
}

void check_items(sema::Checker& c, LineId line) {
  std::size_t items = 0;
  c.each_child(line, [&](LineId i) {
    if (c.line(i).kind == NodeKind::Item && ++items == kMostItems + 1) c.emitter.report(diag::TooManyItems, c.span(i));
  });
  if (items == 1 && !c.has_error_child(line)) c.emitter.report(diag::ListOfOne, c.span(line));
}

void join_guards(sema::Checker& c, LineId list) {
  sema::CondId any = kNone;
  bool all = true;
  c.each_child(list, [&](LineId i) {
    if (c.line(i).kind != NodeKind::Item || !all) return;
    const sema::CondId guard = c.at(i).guard;
    all = guard != kNone;
    if (!all) return;
    sema::Cond either;
    either.op = sema::CondOp::Or;
    either.left = any;
    either.right = guard;
    either.span = c.span(list);
    any = any == kNone ? guard : c.add(either);
  });
  if (all) c.at(list).guard = any;
}

bool lacks_arm(const sema::Checker& c, LineId line, NodeKind arm) {
  return c.child(line, arm) == kNone && !c.has_error_child(line);
}

LineId else_of(const ast::Tree& tree, LineId line) {
  const ast::Line& owner = tree.lines[line];
  const auto count = static_cast<LineId>(tree.lines.size());
  for (LineId i = owner.block_end > line + 1 ? owner.block_end : line + 1; i < count;) {
    const ast::Line& l = tree.lines[i];
    if (l.depth != owner.depth) return kNone;
    if (l.kind == NodeKind::Else) return i;
    if (l.kind != NodeKind::Comment && l.kind != NodeKind::Error) return kNone;
    i = l.block_end > i + 1 ? l.block_end : i + 1;
  }
  return kNone;
}

cfg::Ways build_guards(cfg::Builder& b, const std::vector<LineId>& items, cfg::Ways in) {
  for (std::size_t k = 0; k < items.size(); ++k) {
    const sema::CondId guard = b.at(items[k]).guard;
    if (guard == kNone) continue;
    const cfg::Split split = b.test(guard, items[k], in);
    const cfg::NodeId show = b.add(cfg::Op::Show, items[k], split.yes);
    b.node(show).number = static_cast<std::uint16_t>(k);
    in = b.join(b.way(show, cfg::EdgeKind::Next), split.no);
  }
  return in;
}

}  // namespace guion::stmt
