// `transfiere`: hands the call to a department. It ends there, unless it fails, or the line says what happens when it
// comes back.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::transfer {

using ast::NodeKind;
using ast::PartKind;
using cfg::EdgeKind;

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  if (name != nullptr) c.at(line).object = c.find(sema::NameSpace::Areas, *name);
  c.at(line).text = sema::compile_text_of(c, line);
  if (lacks_arm(c, line, NodeKind::OnFailure)) {
    c.emitter.report(diag::MissingFailureBlock, c.span(line), c.keyword(NodeKind::Transfer),
                     c.keyword(NodeKind::OnFailure));
  }
  c.at_most_one(line, NodeKind::OnFailure);
  c.at_most_one(line, NodeKind::OnReturn);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  constexpr std::uint32_t kAllLevels = 0xff;
  const sema::Statement& s = b.at(line);
  const cfg::NodeId node = b.add(cfg::Op::Transfer, line, in);
  b.node(node).object = s.object;
  b.node(node).text = s.text;
  b.hears(s.text, line);
  const Span where = b.span(line, PartKind::Name);
  const bool returns = b.child(line, NodeKind::OnReturn) != kNone;
  if (s.object != kNone) b.tell(cfg::FactKind::Transfers, s.object, where);
  if (returns) b.tell(cfg::FactKind::Revokes, kAllLevels, where, cfg::Sink::Value, cfg::on(EdgeKind::Returned));
  // A transfer that went through has no edge: its facts on Next are told of the end of the call.
  b.leaves(line, cfg::on(EdgeKind::Next));
  b.tell(cfg::FactKind::Finishes, cfg::kNormal, where, cfg::Sink::Value, cfg::on(EdgeKind::Next));
  b.tell(cfg::FactKind::Fails, kNone, where, cfg::Sink::Value, cfg::on(EdgeKind::Failed));
  cfg::Ways out;
  if (b.child(line, NodeKind::OnFailure) != kNone) {
    out = b.arm(line, NodeKind::OnFailure, b.way(node, EdgeKind::Failed));
  }
  if (returns) out = b.join(out, b.arm(line, NodeKind::OnReturn, b.way(node, EdgeKind::Returned)));
  return out;
}

}  // namespace guion::stmt::transfer
