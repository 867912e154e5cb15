// `menú`: a question with a closed set of answers, each with its block; some may be offered only under a guard.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::menu {

using ast::NodeKind;
using cfg::EdgeKind;

void check(sema::Checker& c, LineId line) {
  c.at(line).text = sema::compile_text_of(c, line);
  check_silence(c, line);
  check_items(c, line);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const std::vector<LineId> items = b.children(line, NodeKind::Item);
  const cfg::NodeId first = b.next_node();
  in = build_guards(b, items, in);
  const cfg::NodeId menu = b.add(cfg::Op::Menu, line, in);
  b.node(menu).text = b.at(line).text;
  b.node(menu).seconds = b.at(line).seconds;
  b.hears(b.at(line).text, line);
  b.tell(cfg::FactKind::Offers, b.at(line).text, b.span(line));
  std::vector<cfg::Ways> ways;
  for (std::size_t k = 0; k < items.size(); ++k) {
    const sema::TemplateId label = b.at(items[k]).text;
    if (label != kNone) b.tell(cfg::FactKind::Shows, label, b.span(items[k]));
    b.reads(label, cfg::Sink::Heard);
    ways.push_back(b.option(menu, EdgeKind::Option, k, b.at(items[k]).guard != kNone, label));
  }
  cfg::Ways out;
  if (b.at(line).seconds != 0) out = b.way(menu, EdgeKind::Silent);
  out = b.arm(line, NodeKind::OnSilence, out);
  for (std::size_t k = 0; k < items.size(); ++k) {
    cfg::Ways to = ways[k];
    if (b.at(items[k]).guard != kNone) {
      // What the guard says holds in the block; a guard that no longer held would ask again.
      const cfg::Split split = b.test(b.at(items[k]).guard, items[k], to);
      b.land(b.vain(split.no), first);
      to = split.yes;
    }
    out = b.join(out, b.block(items[k], to));
  }
  return items.empty() ? b.join(out, b.way(menu, EdgeKind::Next)) : out;
}

}  // namespace guion::stmt::menu
