// `termina`: the call ends, and the stage is done if nothing of it is left behind the line.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "stmt/common.hpp"

namespace guion::stmt::end {

using ast::PartKind;

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  if (name != nullptr) c.at(line).object = c.find(sema::NameSpace::Outcomes, *name);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const std::uint32_t outcome = b.at(line).object;
  const cfg::NodeId node = b.add(cfg::Op::End, line, in);
  b.node(node).object = outcome;
  b.leaves(line);
  if (outcome == kNone) return {};
  const Span where = b.span(line, PartKind::Name);
  b.tell(cfg::FactKind::Ends, outcome, where);
  b.tell(cfg::FactKind::Finishes, b.program.outcomes[outcome].normal ? cfg::kNormal : cfg::kEarly, where);
  return {};
}

}  // namespace guion::stmt::end
