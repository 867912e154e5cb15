// `revoca`: a level no longer holds, nor any that includes it.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "stmt/common.hpp"

namespace guion::stmt::revoke {

using ast::PartKind;

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  const std::uint32_t level = name != nullptr ? c.find_level(*name) : kNone;
  c.at(line).object = level;
  if (level == kNone) return;
  sema::Levels gone = 0;
  for (std::size_t i = 0; i < c.program.levels.size(); ++i) {
    if ((c.program.levels[i].closure >> level & 1U) != 0) gone = static_cast<sema::Levels>(gone | 1U << i);
  }
  c.at(line).needs = gone;
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::Levels gone = b.at(line).needs;
  const cfg::NodeId node = b.add(gone == 0 ? cfg::Op::Pass : cfg::Op::Revoke, line, in);
  b.node(node).levels = gone;
  if (gone != 0) b.tell(cfg::FactKind::Revokes, gone, b.span(line, PartKind::Name));
  return b.way(node, cfg::EdgeKind::Next);
}

}  // namespace guion::stmt::revoke
