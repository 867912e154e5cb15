// See passage.hpp. Conditions are not asked: every arm may be taken.
#include "questions/passage.hpp"

#include <algorithm>

namespace guion::questions {
namespace {

using ast::NodeKind;

Words sum(Words a, Words b) { return {a.least + b.least, a.most + b.most}; }
Words either(Words a, Words b) { return {std::min(a.least, b.least), std::max(a.most, b.most)}; }

Passage nothing() { return {true, false, {}, {}}; }
Passage saying(Words w) { return {true, false, w, {}}; }

Passage then(const Passage& a, const Passage& b) {
  Passage p;
  p.falls = a.falls && b.falls;
  p.through = sum(a.through, b.through);
  p.leaves = a.leaves || (a.falls && b.leaves);
  const Words behind = sum(a.through, b.away);
  p.away = !a.leaves ? behind : a.falls && b.leaves ? either(a.away, behind) : a.away;
  return p;
}

Passage either(const Passage& a, const Passage& b) {
  Passage p;
  p.falls = a.falls || b.falls;
  p.leaves = a.leaves || b.leaves;
  p.through = !a.falls ? b.through : b.falls ? either(a.through, b.through) : a.through;
  p.away = !a.leaves ? b.away : b.leaves ? either(a.away, b.away) : a.away;
  return p;
}

}  // namespace

Passage Passages::block(LineRef head) { return lines(head.file, head.line + 1, program_.line(head).block_end); }

Passage Passages::lines(FileId file, LineId first, LineId end) {
  const auto& all = program_.files[file].tree.lines;
  Passage p = nothing();
  for (LineId l = first; l < end && p.falls; l = all[l].block_end) {
    const bool branches = all[l].kind == NodeKind::If || all[l].kind == NodeKind::Judge;
    if (!branches) {
      p = then(p, line({file, l}));
      continue;
    }
    const LineId behind = all[l].block_end;
    const bool other = behind < end && all[behind].kind == NodeKind::Else;
    p = then(p, either(block({file, l}), other ? block({file, behind}) : nothing()));
    if (other) l = behind;
  }
  return p;
}

Passage Passages::line(LineRef l) {
  switch (program_.line(l).kind) {
    case NodeKind::Say:
      return said(l);
    case NodeKind::Ask: {
      Passage asked = with_arms(l, said(l));
      return program_.at(l).only_if_missing ? either(asked, nothing()) : asked;
    }
    case NodeKind::Menu:
      return menu(l);
    case NodeKind::Verify:
      return verify(l);
    case NodeKind::When:
      return when(l);
    case NodeKind::Transfer:
      return transfer(l);
    case NodeKind::Do:
      return part(program_.at(l).object);
    case NodeKind::Lookup:
    case NodeKind::Request:
    case NodeKind::Set:
      return with_arms(l, nothing());
    case NodeKind::End:
    case NodeKind::GoTo:
      return {false, true, {}, {}};
    default:  // says nothing to the customer, or is reached through its head
      return nothing();
  }
}

/// The line's own words, or those of one of its wordings.
Passage Passages::said(LineRef l) {
  const sema::Statement& s = program_.at(l);
  if (!s.one_of) return saying(words_of(program_, s.text));
  const ast::Line& line = program_.line(l);
  bool first = true;
  Words words;
  for (LineId i = l.line + 1; i < line.block_end; ++i) {
    if (program_.files[l.file].tree.lines[i].kind != NodeKind::Item) continue;
    const Words one = words_of(program_, program_.at({l.file, i}).text);
    words = first ? one : either(words, one);
    first = false;
  }
  return saying(words);
}

Passage Passages::with_arms(LineRef l, Passage otherwise) {
  const auto& lines = program_.files[l.file].tree.lines;
  const Passage before = program_.line(l).kind == NodeKind::Ask ? said(l) : nothing();
  for (LineId i = l.line + 1; i < lines[l.line].block_end; i = lines[i].block_end) {
    const NodeKind k = lines[i].kind;
    if (k == NodeKind::OnFailure || k == NodeKind::OnSilence || k == NodeKind::OnOverflow)
      otherwise = either(otherwise, then(before, block({l.file, i})));
  }
  return otherwise;
}

Passage Passages::menu(LineRef l) {
  const auto& lines = program_.files[l.file].tree.lines;
  Passage arms{};
  for (LineId i = l.line + 1; i < lines[l.line].block_end; i = lines[i].block_end)
    if (lines[i].kind == NodeKind::Item || lines[i].kind == NodeKind::OnSilence)
      arms = either(arms, block({l.file, i}));
  return then(saying(words_of(program_, program_.at(l).text)), arms.falls || arms.leaves ? arms : nothing());
}

/// At least the first prompt; at most every prompt as often as it may be tried.
Passage Passages::verify(LineRef l) {
  const auto& lines = program_.files[l.file].tree.lines;
  Passage passed{}, failed = nothing(), failure = nothing();
  for (LineId i = l.line + 1; i < lines[l.line].block_end; i = lines[i].block_end) {
    if (lines[i].kind == NodeKind::OnFailure) failure = block({l.file, i});
    if (lines[i].kind != NodeKind::With) continue;
    const sema::Statement& with = program_.at({l.file, i});
    Words prompt = words_of(program_, with.text);
    prompt.most *= std::max<std::uint32_t>(with.tries, 1);
    failed = then(failed, saying(prompt));
    passed = either(passed, failed);
  }
  return either(passed, then(failed, failure));
}

Passage Passages::when(LineRef l) {
  const auto& lines = program_.files[l.file].tree.lines;
  Passage arms{};
  for (LineId i = l.line + 1; i < lines[l.line].block_end; i = lines[i].block_end)
    if (lines[i].kind == NodeKind::Is || lines[i].kind == NodeKind::Else) arms = either(arms, block({l.file, i}));
  return arms.falls || arms.leaves ? arms : nothing();
}

Passage Passages::transfer(LineRef l) {
  const auto& lines = program_.files[l.file].tree.lines;
  Passage arms{false, true, {}, {}};
  for (LineId i = l.line + 1; i < lines[l.line].block_end; i = lines[i].block_end)
    if (lines[i].kind == NodeKind::OnFailure || lines[i].kind == NodeKind::OnReturn)
      arms = either(arms, block({l.file, i}));
  return then(saying(words_of(program_, program_.at(l).text)), arms);
}

/// A part that does itself, which is an error told elsewhere, says nothing the second time.
Passage Passages::part(std::uint32_t part) {
  if (part >= program_.parts.size()) return nothing();
  const auto [known, fresh] = parts_.try_emplace(part, nothing());
  if (!fresh) return known->second;
  return parts_[part] = block(program_.parts[part].line);
}

}  // namespace guion::questions
