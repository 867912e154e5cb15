// `ir a`: goes on at the beginning of a stage; not out of a part.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "stmt/common.hpp"

namespace guion::stmt::go_to {

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  if (c.part != kNone) {
    c.emitter.report(diag::GoToInPart, c.span(line));
    return;
  }
  if (name != nullptr) c.at(line).object = c.find(sema::NameSpace::Stages, *name);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::StageId target = b.at(line).object;
  const cfg::NodeId node = b.add(cfg::Op::Pass, line, in);
  const cfg::Ways out = b.way(node, cfg::EdgeKind::Next);
  if (target == kNone) return out;
  if (target != b.stage) b.leaves(line);
  b.go_to(target, out);
  return {};
}

}  // namespace guion::stmt::go_to
