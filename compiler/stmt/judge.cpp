// `si procede`: the agent's own judgement, yes or no.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::judge {

using cfg::EdgeKind;

void check(sema::Checker& c, LineId line) { c.at(line).text = sema::compile_text_of(c, line); }

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::TemplateId text = b.at(line).text;
  const cfg::NodeId node = b.add(cfg::Op::Judge, line, in);
  b.node(node).text = text;
  b.reads(text, cfg::Sink::Agent);
  b.tell(cfg::FactKind::Judges, text, b.span(line));
  const cfg::Ways yes = b.way(node, EdgeKind::True);
  const cfg::Ways no = b.way(node, EdgeKind::False);
  const cfg::Ways out = b.block(line, yes);
  const LineId otherwise = else_of(b.tree(), line);
  return b.join(out, otherwise == kNone ? no : b.block(otherwise, no));
}

}  // namespace guion::stmt::judge
