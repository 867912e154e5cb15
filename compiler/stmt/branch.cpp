// `si` and `si no`.
#include "sema/expressions.hpp"
#include "stmt/common.hpp"

namespace guion::stmt {

using ast::NodeKind;

namespace branch {

void check(sema::Checker& c, LineId line) {
  c.at(line).cond = sema::compile_condition(c, c.parts(line));
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const cfg::Split split = b.test(b.at(line).cond, line, in);
  const cfg::Ways out = b.block(line, split.yes);
  const LineId otherwise = else_of(b.tree(), line);
  return b.join(out, otherwise == kNone ? split.no : b.block(otherwise, split.no));
}

}  // namespace branch

}  // namespace guion::stmt
