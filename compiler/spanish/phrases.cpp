// Phrases that are wrong where they stand: a promise in the words of a transfer, a greeting by the hour in a written
// channel, words about an account on a line that demands nothing. Where a line stands is asked of the tree, not of
// paths: what holds on every way is the affair of analysis.
#include <algorithm>

#include "spanish/terms.hpp"

namespace guion::spanish {
namespace {

using ast::NodeKind;

/// Whether the words are said when a call is handed over: by the transfer itself, or on the way to it.
bool hands_over(const Context& c, const Utterance& u) {
  if (u.kind == NodeKind::Transfer) return true;
  if (u.kind != NodeKind::Say) return false;
  const auto& lines = c.tree(u.head.file).lines;
  for (LineId l = lines[u.head.line].block_end; l < lines.size(); l = lines[l].block_end) {
    if (lines[l].kind == NodeKind::Comment) continue;
    if (lines[l].depth != lines[u.head.line].depth) return false;
    if (lines[l].kind != NodeKind::Say) return lines[l].kind == NodeKind::Transfer;
  }
  return false;
}

/// «se lo van a …», «le van a …»: it belongs to the words of the promise.
bool is_pronoun(std::string_view word) {
  return word == "le" || word == "les" || word == "se" || word == "lo" || word == "la" || word == "te";
}

/// Whether what is owed stands there: «usted debe dos facturas», not «usted debe llamar».
bool is_thing(const Place& place, std::size_t at) {
  if (at >= place.sentence.end) return false;
  if (place.at(at).kind != TokenKind::Word) return place.at(at).kind != TokenKind::Mark || place.written(at) == "$";
  for (const std::string_view word : {"un", "una", "el", "la", "los", "las", "dos", "tres", "cuatro", "cinco", "seis",
                                      "diez", "varios", "varias", "cien", "dinero"})
    if (place.word(at) == word) return true;
  return false;
}

bool speaks_of_levels(const sema::Program& program, sema::CondId id) {
  if (id == kNone) return false;
  const sema::Cond& cond = program.conds[id];
  return cond.op == sema::CondOp::HasLevels || speaks_of_levels(program, cond.left) ||
         speaks_of_levels(program, cond.right);
}

/// Whether lines first … end of a file ask who calls.
bool asks_who_calls(const sema::Program& program, FileId file, LineId first, LineId end) {
  const auto& lines = program.files[file].tree.lines;
  for (LineId l = first; l < end && l < lines.size(); ++l) {
    const sema::Statement& s = program.at({file, l});
    if (lines[l].kind == NodeKind::Verify || speaks_of_levels(program, s.cond)) return true;
    if (lines[l].kind != NodeKind::Do || s.object >= program.parts.size()) continue;
    const LineRef part = program.parts[s.object].line;
    if (part.line == kNone || (part.file == file && part.line <= l && l < program.line(part).block_end)) continue;
    const auto& inner = program.files[part.file].tree.lines;
    for (LineId p = part.line; p < inner[part.line].block_end; ++p)
      if (inner[p].kind == NodeKind::Verify) return true;
  }
  return false;
}

bool says_classed_value(const Context& c, const Utterance& u) {
  for (const Token& t : u.reading.tokens) {
    if (t.kind != TokenKind::Value || t.part == nullptr) continue;
    const std::string_view name = c.tree(u.line.file).at(*t.part);
    for (const sema::Slot& slot : c.program.slots)
      if (slot.classes != 0 && slot.name == name) return true;
  }
  return false;
}

}  // namespace

void promise(const Place& place, std::size_t first, const Row& row) {
  if (row.instead == "no promete" || place.sentence.asks || !hands_over(place.context, place.utterance)) return;
  if (place.before(first, {"no", "nunca", "nadie", "si", "sin", "quizá", "quizás"})) return;
  const std::size_t end = first + place.context.lists.size_of(row);
  while (first > place.sentence.first && is_pronoun(place.word(first - 1))) --first;
  const std::string_view all = place.context.tree(place.utterance.line.file).text;
  const Span span = place.span(first, end);
  place.context.emitter.report(diag::PromiseInTransfer, span, all.substr(span.begin, span.end - span.begin));
}

namespace {

/// Who says goodbye is not told how to greet.
void advise_farewell(diag::Diagnostic& d) {
  d.help_en = "Nobody knows when it will be read. Say goodbye without the hour: «un buen día».";
  d.help_es = "No se sabe a qué hora se leerá. Despídase sin la hora: «un buen día».";
}

}  // namespace

void greeting(const Place& place, std::size_t first, const Row& row) {
  Context& c = place.context;
  if (c.program.channel != Word::Written) return;
  const std::size_t end = first + c.lists.size_of(row);
  const Span span = place.span(first, end);
  const std::string_view all = c.tree(place.utterance.line.file).text;
  diag::Diagnostic& d = c.emitter.report(diag::GreetingInWriting, span, all.substr(span.begin, span.end - span.begin));
  if (!row.instead.empty() && row.instead != "hola") advise_farewell(d);
  bool begins = true;
  for (std::size_t i = place.sentence.first; i < first; ++i) begins = begins && place.at(i).kind == TokenKind::Mark;
  if (row.instead.empty() || (row.instead == "hola" && !begins)) return;
  std::string text{row.instead};
  if (place.at(first).written != Case::Lower) text[0] = static_cast<char>(text[0] - 'a' + 'A');
  d.fix_with(span, text);
}

void greeting_value(const Place& place, std::size_t at) {
  Context& c = place.context;
  if (c.program.channel != Word::Written) return;
  const bool farewell = place.at(at).part->arg == static_cast<std::uint8_t>(Word::Farewell);
  diag::Diagnostic& d = c.emitter.report(diag::GreetingInWriting, place.span(at, at + 1), place.written(at));
  if (farewell) advise_farewell(d);
  if (farewell) return void(d.fix_with(place.span(at, at + 1), "un buen día"));
  const bool very = at > place.sentence.first && place.word(at - 1) == "muy";
  const std::size_t first = very ? at - 1 : at;
  if (first == place.sentence.first) d.fix_with(place.span(first, at + 1), "Hola");
}

void account_words(const Place& place, std::size_t first, const Row& row) {
  Context& c = place.context;
  const Utterance& u = place.utterance;
  if (c.program.levels.empty() || u.place == kNone || place.sentence.asks) return;
  if (c.program.at(u.head).needs != 0 || place.before(first, {"si", "cuando", "caso", "aunque"})) return;
  if (says_classed_value(c, u) || asks_who_calls(c.program, u.head.file, u.place, u.head.line)) return;
  const std::size_t end = first + c.lists.size_of(row);
  if (row.instead == "cosa" && !is_thing(place, end)) return;
  if (first > place.sentence.first && place.word(first - 1) == "usted") --first;
  const Span span = place.span(first, end);
  const std::string_view all = c.tree(u.line.file).text;
  c.emitter.report(diag::AccountWords, span, all.substr(span.begin, span.end - span.begin));
}

}  // namespace guion::spanish
