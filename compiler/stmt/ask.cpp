// `pregunta`: the agent asks, the answer fills a slot. One wording or several, only if missing, with a time limit.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/expressions.hpp"
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::ask {

using ast::NodeKind;
using ast::PartKind;
using cfg::EdgeKind;

void check(sema::Checker& c, LineId line) {
  const auto parts = c.parts(line);
  const ast::Part* name = subject(c, line);
  const sema::SlotId slot = name != nullptr ? c.find_slot(*name) : kNone;
  if (name != nullptr) check_fillable(c, slot, *name);
  sema::Statement& s = c.at(line);
  s.slot = slot;
  s.only_if_missing = ast::has_flag(parts, Word::IfMissing);
  s.one_of = ast::has_flag(parts, Word::OneOf);
  if (s.only_if_missing && slot != kNone) c.at(line).cond = sema::known(c, slot, c.span(*name));
  check_silence(c, line);
  if (c.at(line).one_of) return check_items(c, line);
  c.at(line).text = sema::compile_text_of(c, line);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::Statement& s = b.at(line);
  cfg::Ways skip, silent;
  if (s.cond != kNone) {
    const cfg::Split known = b.test(s.cond, line, in);
    b.tell(cfg::FactKind::Keeps, s.slot, b.span(line, PartKind::Name), cfg::Sink::Value, cfg::on(EdgeKind::True));
    skip = known.yes;
    in = known.no;
  }
  const auto one = [&](LineId words, cfg::Ways ways) {
    const sema::TemplateId text = b.at(words).text;
    const bool good = s.slot != kNone && text != kNone;
    const cfg::NodeId node = b.add(good ? cfg::Op::Ask : cfg::Op::Pass, words, ways);
    b.node(node).text = text;
    b.node(node).slot = s.slot;
    b.node(node).seconds = s.seconds;
    b.hears(text, words);
    if (good) {
      b.tell(cfg::FactKind::Asks, s.slot, b.span(line, PartKind::Name));
      b.tell(cfg::FactKind::Fills, s.slot, b.span(line, PartKind::Name), cfg::Sink::Value, cfg::on(EdgeKind::Next));
    }
    const cfg::Ways out = b.way(node, EdgeKind::Next);
    if (s.seconds != 0) silent = b.join(silent, b.way(node, EdgeKind::Silent));
    return out;
  };
  cfg::Ways out = s.one_of ? build_variants(b, line, in, one) : one(line, in);
  out = b.join(out, b.arm(line, NodeKind::OnSilence, silent));
  return b.join(out, skip);
}

}  // namespace guion::stmt::ask
