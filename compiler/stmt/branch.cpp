// `si`, with the `si no` that answers it: the condition is short-circuit, each atom a node of its own.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/expressions.hpp"
#include "stmt/common.hpp"

namespace guion::stmt {

using ast::NodeKind;

namespace branch {

void check(sema::Checker& c, LineId line) { c.at(line).cond = sema::compile_condition(c, c.parts(line)); }

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const cfg::Split split = b.test(b.at(line).cond, line, in);
  const cfg::Ways out = b.block(line, split.yes);
  const LineId otherwise = else_of(b.tree(), line);
  return b.join(out, otherwise == kNone ? split.no : b.block(otherwise, split.no));
}

}  // namespace branch

}  // namespace guion::stmt
