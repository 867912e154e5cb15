// `pon`: gives a slot a value; `si no cabe` where the result can leave its range.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/expressions.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::set {

using ast::NodeKind;
using ast::PartKind;
using cfg::EdgeKind;

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  const sema::SlotId slot = name != nullptr ? c.find_slot(*name) : kNone;
  c.at_most_one(line, NodeKind::OnOverflow);
  if (c.is_bad(slot)) return;
  check_fillable(c, slot, *name);
  const auto expr = sema::compile_set(c, slot, c.parts(line));
  if (!expr) return;
  c.at(line).slot = slot;
  c.at(line).set = static_cast<std::uint32_t>(c.program.sets.size());
  c.program.sets.push_back(*expr);
  const LineId arm = c.child(line, NodeKind::OnOverflow);
  const std::string keyword = c.keyword(NodeKind::OnOverflow);
  if (expr->can_overflow && lacks_arm(c, line, NodeKind::OnOverflow)) {
    c.emitter.report(diag::MissingOverflowBlock, c.span(line), c.program.slots[slot].name, keyword)
        .note(c.program.slots[slot].span, "its range is declared here", "su rango está declarado aquí");
  }
  if (!expr->can_overflow && arm != kNone) c.emitter.report(diag::OverflowNeverTaken, c.span(arm), keyword);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::Statement& s = b.at(line);
  if (s.set == kNone) {
    const cfg::NodeId pass = b.add(cfg::Op::Pass, line, in);
    return b.join(b.way(pass, EdgeKind::Next), b.arm(line, NodeKind::OnOverflow, {}));
  }
  const sema::SetExpr& expr = b.program.sets[s.set];
  const cfg::NodeId node = b.add(cfg::Op::Set, line, in);
  b.node(node).object = s.set;
  b.node(node).slot = s.slot;
  if (expr.a != kNone) b.tell(cfg::FactKind::Reads, expr.a, b.span(line, PartKind::Ref), cfg::Sink::Value);
  if (expr.b != kNone) b.tell(cfg::FactKind::Reads, expr.b, b.span(line, PartKind::Ref, 1), cfg::Sink::Value);
  b.tell(cfg::FactKind::Fills, s.slot, b.span(line, PartKind::Name), cfg::Sink::Value, cfg::on(EdgeKind::Next));
  const cfg::Ways out = b.way(node, EdgeKind::Next);
  if (!expr.can_overflow) return out;
  return b.join(out, b.arm(line, NodeKind::OnOverflow, b.way(node, EdgeKind::Overflow)));
}

}  // namespace guion::stmt::set
