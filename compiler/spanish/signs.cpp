// Marks and the blanks around them: double blanks, a blank before a stop and none behind it, a stop behind «?», and the
// opening signs of questions and exclamations. What it reports is certain; what a sentence means it does not ask.
// Source: Ortografía de la lengua española (RAE, 2010), chapter on punctuation.
#include <string>

#include "spanish/rules.hpp"

namespace guion::spanish {
namespace {

bool is_mark(const Token& t, Mark m) { return t.kind == TokenKind::Mark && t.mark == m; }
bool opens(const Token& t) { return is_mark(t, Mark::OpenQuestion) || is_mark(t, Mark::OpenExclamation); }
bool ends(const Token& t) { return is_mark(t, Mark::Question) || is_mark(t, Mark::Exclamation); }

/// A mark that stands against the word before it and parts it from what follows.
bool parts(const Token& t) {
  return t.kind == TokenKind::Mark && (t.mark == Mark::Comma || t.mark == Mark::Semicolon || t.mark == Mark::Colon ||
                                       t.mark == Mark::Stop || t.mark == Mark::Ellipsis || ends(t));
}

/// What begins something new: a word, a number, a value, an opening sign.
bool begins(const Token& t) {
  return t.kind != TokenKind::Mark || opens(t) || t.mark == Mark::OpenQuote || t.mark == Mark::Open;
}

/// Whether a stop or colon between `before` and `after`, with no blank, belongs to an address (www.cable.com), a file,
/// an abbreviation (EE.UU., a.m.) rather than to the sentence.
bool belongs_to_word(const Token& mark, const Token* before, const Token& after) {
  if (mark.mark == Mark::Colon || mark.mark == Mark::Comma) return after.kind == TokenKind::Number;
  if (mark.mark != Mark::Stop || opens(after)) return false;
  if (before == nullptr || before->kind != TokenKind::Word)
    return after.kind != TokenKind::Word || after.written != Case::Capital;
  return after.kind != TokenKind::Word || after.written != Case::Capital || before->end - before->begin <= 2 ||
         before->written == Case::Upper;
}

bool parts_within(const Token& t) {
  return is_mark(t, Mark::Comma) || is_mark(t, Mark::Colon) || is_mark(t, Mark::OpenQuote) || is_mark(t, Mark::Quote);
}

class Signs {
 public:
  Signs(Context& c, const Utterance& u) : c_(c), u_(u), tokens_(u.reading.tokens) {}

  void sentences() {
    for (const Sentence& s : u_.reading.sentences) sentence(s);
  }

 private:
  /// Each closing sign wants one that opens before it, each opening one a close; ¡…? and ¿…! are pairs too.
  void sentence(const Sentence& s) {
    const Token* open = nullptr;
    std::uint32_t start = s.first;
    for (std::uint32_t i = s.first; i < s.end; ++i) {
      const Token& t = tokens_[i];
      if (opens(t)) {
        const bool doubled = open != nullptr && i > s.first && opens(tokens_[i - 1]);  // ¡¿, ¡¡¡
        if (open != nullptr && !doubled) lacks_close(*open, t);
        if (!doubled) open = &t;
      } else if (ends(t)) {
        const bool doubled = i > 0 && ends(tokens_[i - 1]);  // ?! !!!
        if (open == nullptr && !doubled) lacks_open(start, i);
        open = nullptr;
        start = i + 1;
      }
    }
    if (open != nullptr) lacks_close(*open, tokens_[s.end - 1]);
  }

  void lacks_open(std::uint32_t first, std::uint32_t at) {
    const Token& end = tokens_[at];
    const bool question = end.mark == Mark::Question;
    const std::string_view sign = question ? "¿" : "¡";
    while (first < at && tokens_[first].kind == TokenKind::Mark) ++first;
    bool parted = false;  // by a comma, or by a quotation of which only the inside may ask
    for (std::uint32_t i = first; i < at; ++i) parted = parted || parts_within(tokens_[i]);
    auto& d = c_.emitter.report(diag::OpeningSignMissing, c_.span(u_.line, end), sign, question ? "?" : "!");
    std::string signs{sign};  // as many as close; of «?!» which comes first is the writer's to say
    bool mixed = false;
    for (std::size_t i = at + 1; i < tokens_.size() && ends(tokens_[i]) && tokens_[i].blanks == 0; ++i) {
      signs += sign;
      mixed = mixed || tokens_[i].mark != end.mark;
    }
    // Behind a comma it may be the rest that asks: «Por favor, ¿podría…?»
    if (!parted && !mixed && first < at) d.fix_with({u_.line.file, tokens_[first].begin, tokens_[first].begin}, signs);
  }

  void lacks_close(const Token& open, const Token& last) {
    const bool question = open.mark == Mark::OpenQuestion;
    auto& d =
        c_.emitter.report(diag::ClosingSignMissing, c_.span(u_.line, open), question ? "¿" : "¡", question ? "?" : "!");
    if (is_mark(last, Mark::Stop) && tokens_.data() + tokens_.size() - 1 == &last)
      d.fix_with(c_.span(u_.line, last), question ? "?" : "!");
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void check_signs(Context& context, const Utterance& utterance) {
  const Reading& r = utterance.reading;
  if (r.has(Mark::OpenQuestion) || r.has(Mark::Question) || r.has(Mark::OpenExclamation) || r.has(Mark::Exclamation))
    Signs(context, utterance).sentences();
}

void check_spacing(Context& c, const Utterance& u) {
  const auto& tokens = u.reading.tokens;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const Token &before = tokens[i - 1], &t = tokens[i];
    const Span between{u.line.file, before.end, t.begin};
    if (t.blanks > 1 && t.begin - before.end == t.blanks)  // not across the end of a line
      c.emitter.report(diag::SeveralBlanks, between).fix_with(between, " ");
    if (t.blanks > 0 && parts(t) && !is_mark(t, Mark::Ellipsis))
      c.emitter.report(diag::BlankBeforeMark, c.span(u.line, t), c.text(u.line.file, t))
          .fix_with({u.line.file, before.end, t.begin}, "");
    if (is_mark(t, Mark::Stop) && ends(before) && t.blanks == 0)
      c.emitter.report(diag::StopAfterSign, c.span(u.line, t), c.text(u.line.file, before))
          .fix_with(c.span(u.line, t), "");
    if (t.blanks == 0 && parts(before) && begins(t) && !(is_mark(before, Mark::Ellipsis) && i == 1) &&
        !belongs_to_word(before, i < 2 ? nullptr : &tokens[i - 2], t))
      c.emitter.report(diag::BlankMissing, c.span(u.line, before, t), c.text(u.line.file, before))
          .fix_with({u.line.file, before.end, before.end}, " ");
  }
}

}  // namespace guion::spanish
