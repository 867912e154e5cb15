// `haz`: runs a part and comes back. Recursion is looked for once all calls are known (sema/bodies.cpp).
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "stmt/common.hpp"

namespace guion::stmt::run_part {

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  const sema::PartId part = name != nullptr ? c.find(sema::NameSpace::Parts, *name) : kNone;
  c.at(line).object = part;
  if (part != kNone && c.part != sema::kPoison) c.part_calls.push_back({c.part, part, c.span(*name)});
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const std::uint32_t part = b.at(line).object;
  const cfg::NodeId node = b.add(part == kNone ? cfg::Op::Pass : cfg::Op::Call, line, in);
  b.node(node).object = part;
  return b.way(node, cfg::EdgeKind::Next);
}

}  // namespace guion::stmt::run_part
