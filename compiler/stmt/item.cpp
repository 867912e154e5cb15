// `- `: an option of a menu, or a wording of `una de`; and `solo si`, its guard. The list that owns them builds them.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "sema/expressions.hpp"
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt {

using ast::NodeKind;

namespace item {

namespace {

/// `- Sí:` is what somebody writes who opens a block with a colon elsewhere.
void check_colon(sema::Checker& c, LineId line) {
  const auto run = ast::text_of(c.parts(line));
  if (run.empty() || run.back().kind != ast::PartKind::Text) return;
  const std::string_view text = c.text(run.back());
  if (text.size() < 2 || text.back() != ':') return;
  const Span colon{c.file, run.back().end - 1, run.back().end};
  c.emitter.report(diag::OptionEndsInColon, colon).fix_with(colon, "");
}

/// Two options of one wording, unless both are guarded: those may never be offered together.
void check_twins(sema::Checker& c, LineId menu, LineId line) {
  const auto guarded = [&](LineId i) { return c.child(i, NodeKind::OnlyIf) != kNone; };
  const sema::TemplateId text = c.at(line).text;
  for (LineId i = menu + 1; i < line && text != kNone; i = c.next(i)) {
    if (c.line(i).kind != NodeKind::Item || c.at(i).text == kNone) continue;
    const auto& templates = c.program.templates;
    if (!sema::same_words(c.program, templates[c.at(i).text].segments, templates[text].segments)) continue;
    if (guarded(i) && guarded(line)) continue;
    const Span where{c.file, templates[text].span.begin, c.line(line).end};
    c.emitter.report(diag::OptionTwice, where, c.tree().text.substr(where.begin, where.end - where.begin))
        .note(c.span(i), "the first one", "la primera");
    return;
  }
}

}  // namespace

void check(sema::Checker& c, LineId line) {
  c.at(line).text = sema::compile_text_of(c, line);
  const LineId owner = c.parent();
  if (owner == kNone || c.line(owner).kind != NodeKind::Menu) return;
  c.require_content(line);
  check_colon(c, line);
  check_twins(c, owner, line);
}

}  // namespace item

namespace only_if {

void check(sema::Checker& c, LineId line) {
  const sema::CondId guard = sema::compile_condition(c, c.parts(line));
  c.at(line).cond = guard;
  const LineId owner = c.parent();
  if (owner == kNone || c.line(owner).kind != NodeKind::Item) return;
  c.at(owner).guard = guard;
  if (c.parents.size() > 1) join_guards(c, c.parents[c.parents.size() - 2]);
}

}  // namespace only_if

}  // namespace guion::stmt
