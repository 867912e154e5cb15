// `- `: an option of a menu, or a wording of `una de`; and `solo si`, its guard. The list that owns them builds them.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/expressions.hpp"
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt {

using ast::NodeKind;

namespace item {

void check(sema::Checker& c, LineId line) {
  c.at(line).text = sema::compile_text_of(c, line);
  const LineId owner = c.parent();
  if (owner != kNone && c.line(owner).kind == NodeKind::Menu) c.require_content(line);
}

}  // namespace item

namespace only_if {

void check(sema::Checker& c, LineId line) {
  const sema::CondId guard = sema::compile_condition(c, c.parts(line));
  c.at(line).cond = guard;
  const LineId owner = c.parent();
  if (owner != kNone && c.line(owner).kind == NodeKind::Item) c.at(owner).guard = guard;
}

}  // namespace only_if

}  // namespace guion::stmt
