// `anota`: the agent writes down what was said, without asking.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::record {

using ast::PartKind;
using cfg::EdgeKind;

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  if (name != nullptr) {
    c.at(line).slot = c.find_slot(*name);
    check_fillable(c, c.at(line).slot, *name);
  }
  c.at(line).may_stay_empty = ast::has_flag(c.parts(line), Word::IfSaid);
  c.at(line).text = sema::compile_text_of(c, line);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::Statement& s = b.at(line);
  const cfg::NodeId node = b.add(s.slot == kNone ? cfg::Op::Pass : cfg::Op::Record, line, in);
  b.node(node).slot = s.slot;
  b.node(node).text = s.text;
  b.node(node).flag = s.may_stay_empty;
  b.reads(s.text, cfg::Sink::Agent);
  cfg::Ways out = b.way(node, EdgeKind::Next);
  if (s.slot == kNone) return out;
  b.tell(cfg::FactKind::Records, s.slot, b.span(line, PartKind::Name));
  b.tell(cfg::FactKind::Fills, s.slot, b.span(line, PartKind::Name), cfg::Sink::Value, cfg::on(EdgeKind::Next));
  if (s.may_stay_empty) out = b.join(out, b.way(node, EdgeKind::Unsaid));
  return out;
}

}  // namespace guion::stmt::record
