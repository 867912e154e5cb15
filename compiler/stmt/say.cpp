// `di`: the customer hears a line, or one of several wordings. Tags, ids, levels that the line demands, seals.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/declarations.hpp"
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt::say {

using ast::PartKind;

namespace {

void check_tags(sema::Checker& c, LineId line) {
  const auto begin = static_cast<std::uint32_t>(c.program.tag_lists.size());
  for (const ast::Part& part : c.parts(line)) {
    if (part.kind == PartKind::LineId) c.check_line_id(part);
    if (part.kind != PartKind::Tag) continue;
    const std::uint32_t tag = c.find(sema::NameSpace::Tags, part);
    if (tag != kNone) c.program.tag_lists.push_back(tag);
  }
  c.at(line).tags = begin;
  c.at(line).tags_end = static_cast<std::uint32_t>(c.program.tag_lists.size());
}

void check_seal(sema::Checker& c, const ast::Part& seal, sema::TemplateId text) {
  if (text == kNone) return;
  const std::string now = sema::seal_of(c.program, c.program.templates[text]);
  std::string written{c.text(seal)};
  for (char& digit : written) digit = digit >= 'A' && digit <= 'F' ? static_cast<char>(digit - 'A' + 'a') : digit;
  if (written != now) c.emitter.report(diag::SealBroken, c.span(seal), written, now);
}

cfg::Ways build_one(cfg::Builder& b, LineId head, LineId words, cfg::Ways in) {
  const sema::Statement& s = b.at(head);
  const sema::TemplateId text = b.at(words).text;
  const cfg::NodeId node = b.add(text == kNone ? cfg::Op::Pass : cfg::Op::Say, words, in);
  b.node(node).text = text;
  if (s.needs != 0) b.tell(cfg::FactKind::Needs, s.needs, b.span(head, PartKind::Requires));
  b.hears(text, words);
  if (text != kNone) b.tell(cfg::FactKind::Utters, text, b.span(words));
  for (std::uint32_t t = s.tags; t < s.tags_end; ++t) {
    b.tell(cfg::FactKind::Tag, b.program.tag_lists[t], b.span(head, PartKind::Tag, t - s.tags));
  }
  return b.way(node, cfg::EdgeKind::Next);
}

}  // namespace

void check(sema::Checker& c, LineId line) {
  const auto parts = c.parts(line);
  const std::size_t errors = c.emitter.all().size();
  check_tags(c, line);
  c.at(line).needs = sema::levels_of(c, line, PartKind::Requires);
  c.at(line).one_of = ast::has_flag(parts, Word::OneOf);
  if (c.at(line).one_of) return check_items(c, line);
  const sema::TemplateId text = sema::compile_text_of(c, line);
  c.at(line).text = text;
  const ast::Part* seal = ast::find(parts, PartKind::Seal);
  if (seal != nullptr && c.emitter.all().size() == errors) check_seal(c, *seal, text);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  if (!b.at(line).one_of) return build_one(b, line, line, in);
  return build_variants(b, line, in, [&](LineId item, cfg::Ways ways) { return build_one(b, line, item, ways); });
}

}  // namespace guion::stmt::say
