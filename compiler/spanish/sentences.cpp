// What one sentence asks of a listener: its length and its negations. Only what the customer hears is measured; values
// count one word each, as read_text() counts them.
#include <algorithm>
#include <array>
#include <string>

#include "spanish/rules.hpp"

namespace guion::spanish {
namespace {

/// How a row of the list of negations counts: its column behind the arrow. No arrow: always.
bool counts(const Row& row, bool denied) {
  if (row.instead == "no cuenta") return false;
  return row.instead != "acompaña" || !denied;
}

/// A word or mark behind which a new clause may deny anew.
bool opens_clause(const Context& c, const Token& t) {
  constexpr std::array<std::string_view, 11> kOpeners{"y",   "e",      "o",      "pero",   "sino", "si",
                                                      "que", "porque", "cuando", "aunque", "pues"};
  if (t.kind == TokenKind::Mark) return t.mark == Mark::Semicolon || t.mark == Mark::Colon;
  if (t.kind != TokenKind::Word || t.end - t.begin > 6) return false;
  return std::find(kOpeners.begin(), kOpeners.end(), c.words.text(t.word)) != kOpeners.end();
}

/// «No,» as the answer that a sentence begins with.
bool answers(const Context& c, std::span<const Token> tokens, std::size_t i) {
  for (std::size_t at = 0; at < i; ++at)
    if (tokens[at].kind != TokenKind::Mark) return false;
  return i + 1 < tokens.size() && c.words.text(tokens[i].word) == "no" && tokens[i + 1].kind == TokenKind::Mark &&
         tokens[i + 1].mark == Mark::Comma;
}

/// Negations of a sentence: «no … ningún» is one, «no solo» none.
std::uint32_t negations(const Context& c, std::span<const Token> tokens) {
  std::uint32_t count = 0;
  bool denied = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    if (opens_clause(c, t)) denied = false;
    if (t.kind != TokenKind::Word || (c.words[t.word].traits & kNegative) == 0) continue;
    const Row* row = c.lists.match(List::Negations, tokens, i, c.words);
    if (row == nullptr || answers(c, tokens, i)) continue;
    const bool none = c.words.text(t.word).starts_with("ning");  // «no tiene que pagar ningún cargo»
    if (counts(*row, denied || (none && count > 0))) {
      denied = true;
      ++count;
    }
    i += c.lists.size_of(*row) - 1;
  }
  return count;
}

/// From the first token of a sentence to its last.
Span span_of(const Context& c, LineRef line, std::span<const Token> tokens) {
  return c.span(line, tokens.front(), tokens.back());
}

}  // namespace

void check_sentences(Context& context, const Utterance& u) {
  if (u.hearer != Hearer::Customer) return;
  const ReadingOptions& limits = context.options.reading;
  for (const Sentence& s : u.reading.sentences) {
    const auto tokens = u.reading.of(s);
    if (s.words > limits.sentence_words) {
      context.emitter.report(diag::LongSentence, span_of(context, u.line, tokens), std::to_string(s.words),
                             std::to_string(limits.sentence_words));
    }
    if (limits.negations == 0 || s.words < limits.negations) continue;
    std::uint32_t denials = 0;
    for (const Token& t : tokens)
      denials += t.kind == TokenKind::Word && (context.words[t.word].traits & kNegative) != 0;
    if (denials < limits.negations) continue;
    const std::uint32_t found = negations(context, tokens);
    if (found >= limits.negations)
      context.emitter.report(diag::ManyNegations, span_of(context, u.line, tokens), std::to_string(found));
  }
}

}  // namespace guion::spanish
