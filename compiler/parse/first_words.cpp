// See first_words.hpp.
#include "parse/first_words.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "diag/lines.hpp"
#include "parse/signs.hpp"

namespace guion::parse {
namespace {

using ast::NodeKind;

/// A capital letter, or a sign that opens a question or an exclamation.
bool begins_sentence(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] >= 'A' && text[0] <= 'Z') return true;
  if (text.starts_with("¿") || text.starts_with("¡")) return true;
  const bool latin = text[0] == '\xC3' && text.size() > 1;  // À … Þ
  return latin && static_cast<unsigned char>(text[1]) >= 0x80 && static_cast<unsigned char>(text[1]) <= 0x9E;
}

bool ends_sentence(std::string_view text) {
  static constexpr std::string_view kEnds[] = {".", "?", "!", "…"};
  return std::any_of(std::begin(kEnds), std::end(kEnds), [text](auto end) { return text.ends_with(end); });
}

bool reads_like_speech(std::string_view text) {
  const bool several = text.find(' ') != std::string_view::npos;
  return several && (begins_sentence(text) || ends_sentence(text) || text.find('{') != std::string_view::npos);
}

std::string_view nearest_keyword(const RawLine& line, std::string_view word, Kinds legal) {
  std::vector<std::string_view> words;
  for (std::size_t k = 0; k < kKeywords; ++k) {
    if (has(legal, static_cast<NodeKind>(k))) words.push_back(spelling(static_cast<Keyword>(k), line.tongue));
  }
  return diag::nearest(word, words);
}

bool speech_is_legal(const Surroundings& around) { return has(around.legal, NodeKind::Say); }

/// Whether «dy Gracias» means «di Gracias»: what follows a short word must look like the beginning of a text.
bool is_slip_of(Keyword near, std::string_view text, std::size_t length) {
  const bool takes_anything = near == Keyword::Say || near == Keyword::Note || near == Keyword::Menu;
  if (!takes_anything || diag::count_characters(text.substr(0, length)) > 4) return true;
  if (begins_sentence(text)) return false;
  const std::size_t next = text.find_first_not_of(' ', length);
  return next == std::string_view::npos || begins_sentence(text.substr(next)) || !ends_sentence(text);
}

/// The keyword that was meant, if putting it makes sense of the line; else empty.
std::string_view meant_keyword(const RawLine& line, std::size_t length, const Surroundings& around) {
  const std::string_view text = line.text();
  const std::string_view near = nearest_keyword(line, text.substr(0, length), around.legal);
  if (near.empty()) return near;
  const Keyword keyword = find_keyword(near, line.tongue)->keyword;
  const bool reads = around.reads(keyword, line.begin + static_cast<std::uint32_t>(length));
  if (reads && is_slip_of(keyword, text, length)) return near;
  const bool speech = speech_is_legal(around) && reads_like_speech(text);
  const bool is_long = diag::count_characters(text.substr(0, length)) > 4;
  return !speech || (is_long && !begins_sentence(text)) ? near : std::string_view{};
}

}  // namespace

void complain_bare_sentence(const RawLine& line, diag::Emitter& emitter) {
  const std::string_view say = spelling(Keyword::Say, line.tongue);
  const auto length = static_cast<std::uint32_t>(token_length(line.text()));
  emitter.report(diag::SentenceWithoutKeyword, {line.file, line.begin, line.begin + length}, say)
      .fix_with({line.file, line.begin, line.begin}, std::string{say} + " ");
}

std::string_view meant_arm(const RawLine& line, Kinds legal) {
  static constexpr Keyword kWholeLines[] = {Keyword::OnFailure, Keyword::OnReturn, Keyword::OnSilence,
                                            Keyword::OnOverflow};
  std::string_view text = line.text();
  if (text.ends_with(':')) text.remove_suffix(1);
  std::vector<std::string_view> words;
  for (const Keyword k : kWholeLines) {
    if (has(legal, static_cast<NodeKind>(k))) words.push_back(spelling(k, line.tongue));
  }
  return diag::nearest(text, words);
}

void complain_arm(const RawLine& line, std::string_view arm, diag::Emitter& emitter) {
  const Span place{line.file, line.begin, line.end};
  emitter.report(diag::UnknownKeyword, place, shorten(line.text())).fix_with(place, arm);
}

bool is_bare_sentence(const RawLine& line, const KeywordMatch& first, const Surroundings& around) {
  // Words with which sentences begin, and that say little by themselves.
  using enum Keyword;
  static constexpr Keyword kFunctionWords[] = {With, If, Else, Is, When, Nothing, OnlyIf, Judge, Gives, Takes, Do};
  const bool function_word =
      std::find(std::begin(kFunctionWords), std::end(kFunctionWords), first.keyword) != std::end(kFunctionWords);
  const bool fits = has(around.legal, static_cast<NodeKind>(first.keyword));
  if (!speech_is_legal(around) || !reads_like_speech(line.text())) return false;
  return first.exact ? !fits && ends_sentence(line.text()) : function_word && begins_sentence(line.text());
}

void complain_first_word(const RawLine& line, const Surroundings& around, diag::Emitter& emitter) {
  const std::string_view text = line.text();
  const std::size_t length = token_length(text);
  const Span place{line.file, line.begin, line.begin + static_cast<std::uint32_t>(length)};
  if (const std::size_t hard = text.substr(0, length).find("\u00A0"); hard != std::string_view::npos) {
    const auto begin = static_cast<std::uint32_t>(line.begin + hard);
    emitter.report(diag::NoBreakSpace, {line.file, begin, begin + 2}).fix_with({line.file, begin, begin + 2}, " ");
    return;
  }
  const std::size_t quote = character_length(text);
  if (is_quote(text.substr(0, quote)) && find_keyword(text.substr(quote), line.tongue)) {
    const Span sign{line.file, line.begin, line.begin + static_cast<std::uint32_t>(quote)};
    emitter.report(diag::CurlyQuote, sign, text.substr(0, quote)).fix_with(sign, "");
    return;
  }
  if (const std::string_view arm = meant_arm(line, around.legal); !arm.empty() && around.above != NodeKind::Error)
    return complain_arm(line, arm, emitter);
  const std::string_view meant = meant_keyword(line, length, around);
  if (meant.empty() && speech_is_legal(around) && reads_like_speech(text)) return complain_bare_sentence(line, emitter);
  auto& found = emitter.report(diag::UnknownKeyword, place, shorten(text.substr(0, length)));
  if (!meant.empty()) {
    found.fix_with(place, meant);
  } else if (around.above == NodeKind::When && around.reads(Keyword::Is, line.begin - 1)) {
    found.fix_with({line.file, line.begin, line.begin}, std::string{spelling(Keyword::Is, line.tongue)} + " ");
  }
}

}  // namespace guion::parse
