// `nota`: only the agent sees it.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::note {

void check(sema::Checker& c, LineId line) { c.at(line).text = sema::compile_text_of(c, line); }

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::TemplateId text = b.at(line).text;
  const cfg::NodeId node = b.add(text == kNone ? cfg::Op::Pass : cfg::Op::Note, line, in);
  b.node(node).text = text;
  b.notes(text, line);
  return b.way(node, cfg::EdgeKind::Next);
}

}  // namespace guion::stmt::note
