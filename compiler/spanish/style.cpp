// Slips of the pen that a reader stumbles over: a word twice, a capital behind a comma, a comma before «que», a blank
// that nobody fills, an article that the value says too. Which words count is data: lists/{repeticiones, minúsculas,
// verbos_con_que}.txt. What no list and no type makes certain is let pass.
#include <algorithm>
#include <array>
#include <string>

#include "spanish/rules.hpp"

namespace guion::spanish {
namespace {

using sema::TypeKind;

bool is_mark(const Token& t, Mark m) { return t.kind == TokenKind::Mark && t.mark == m; }

class Style {
 public:
  Style(Context& c, const Utterance& u) : c_(c), u_(u), tokens_(u.reading.tokens) {}

  void run() {
    const Token* const tokens = tokens_.data();
    const char* const text = c_.tree(u_.line.file).text.data();
    const bool heard = u_.hearer != Hearer::Agent;
    const Token* before = nullptr;
    for (std::size_t i = 0, size = tokens_.size(); i < size; before = tokens + i, ++i) {
      const Token& t = tokens[i];
      if (t.kind == TokenKind::Word) {
        if (before != nullptr && (before->kind == TokenKind::Mark || before->word == t.word)) behind(i);
        if ((text[t.begin] | 0x20) == 'x' && heard) crossed(i);
      } else if (t.kind == TokenKind::Value) {
        if (before != nullptr && before->kind == TokenKind::Word) article(i);
      } else if (t.kind == TokenKind::Mark) {
        if (t.mark == Mark::Underscore) i = underscores(i);
        if (t.mark == Mark::Open || t.mark == Mark::Other) bracketed(i);
        if (t.mark == Mark::Ellipsis) i = dotted(i);
      }
    }
  }

 private:
  // ---- words that stand where they should not
  /// The word at `i` against what stands before it.
  void behind(std::size_t i) {
    const Token &before = tokens_[i - 1], &t = tokens_[i];
    if (before.kind == TokenKind::Word) {
      if (before.word == t.word) repeated(i);
      return;
    }
    if (is_mark(before, Mark::Comma)) {
      if (t.written == Case::Capital) capital(i);
      if (c_.words.text(t.word) == "que" && t.written == Case::Lower) comma_before_que(i);
    }
    const bool opened = is_mark(before, Mark::OpenQuestion) || is_mark(before, Mark::OpenExclamation);
    if (opened && t.written == Case::Capital && i > 1 && is_mark(tokens_[i - 2], Mark::Comma)) capital(i);
  }

  void repeated(std::size_t i) {
    const Token &before = tokens_[i - 1], &t = tokens_[i];
    if (t.written == Case::Capital || t.blanks == 0) return;  // Bora Bora
    if (c_.lists.match(List::Doublings, tokens_, i, c_.words) != nullptr) return;
    auto& d = c_.emitter.report(diag::RepeatedWord, c_.span(u_.line, t), c_.text(u_.line.file, t));
    if (stand_together(before, t)) d.fix_with({u_.line.file, before.end, t.end}, "");
  }

  /// Whether nothing but blanks, or the end of a line, lies between: no edge of a choice.
  [[nodiscard]] bool stand_together(const Token& before, const Token& t) const {
    const std::string_view gap = std::string_view{c_.tree(u_.line.file).text}.substr(before.end, t.begin - before.end);
    return gap.find_first_of("{}:") == std::string_view::npos &&
           (gap.find('|') == std::string_view::npos || gap.find('\n') != std::string_view::npos);
  }

  void capital(std::size_t i) {
    const Token& t = tokens_[i];
    if (c_.lists.match(List::Lowercase, tokens_, i, c_.words) == nullptr) return;
    if (i + 1 < tokens_.size()) {  // La Florida, El {título}
      const Token& next = tokens_[i + 1];
      if (next.kind == TokenKind::Word && next.written != Case::Lower) return;
      if (next.kind == TokenKind::Value && t.end - t.begin <= 3) return;
      if (is_mark(next, Mark::Stop) && next.blanks == 0 && t.end - t.begin <= 3) return;  // No. 5
    }
    std::string lower;
    lower_to(lower, c_.text(u_.line.file, t));
    c_.emitter.report(diag::CapitalAfterComma, c_.span(u_.line, t), c_.text(u_.line.file, t))
        .fix_with(c_.span(u_.line, t), lower);
  }

  /// «dígame, que»; not «como le digo, que» nor «el número que le recuerdo, que»: there the comma closes a clause.
  void comma_before_que(std::size_t i) {
    constexpr std::size_t kLongest = 5;
    const std::size_t comma = i - 1;
    for (std::size_t at = comma > kLongest ? comma - kLongest : 0; at < comma; ++at) {
      const Row* row = c_.lists.match(List::QueVerbs, tokens_, at, c_.words);
      if (row == nullptr || at + c_.lists.size_of(*row) != comma) continue;
      if (closes_clause(at) || gives_reason(i) || is_aside(i)) return;
      const Token &first = tokens_[at], &last = tokens_[comma - 1], &mark = tokens_[comma];
      const std::string_view verb =
          std::string_view{c_.tree(u_.line.file).text}.substr(first.begin, last.end - first.begin);
      c_.emitter.report(diag::CommaBeforeQue, c_.span(u_.line, mark), verb).fix_with(c_.span(u_.line, mark), "");
      return;
    }
  }

  /// Whether the words before `at`, back to the last mark, open a clause that the verb belongs to.
  [[nodiscard]] bool closes_clause(std::size_t at) const {
    constexpr std::array<std::string_view, 9> kOpeners{"que",   "como", "según", "cuando", "si",
                                                       "donde", "lo",   "quien", "cual"};
    while (at > 0 && tokens_[at - 1].kind != TokenKind::Mark) {
      const Token& t = tokens_[--at];
      if (t.kind != TokenKind::Word) continue;
      if (std::find(kOpeners.begin(), kOpeners.end(), c_.words.text(t.word)) != kOpeners.end()) return true;
    }
    return false;
  }

  /// «Tenga en cuenta, que no es poco, el descuento»: a second comma closes it.
  [[nodiscard]] bool is_aside(std::size_t que) const {
    constexpr std::size_t kLongest = 6;
    if (que + 1 >= tokens_.size() || tokens_[que + 1].kind != TokenKind::Word) return false;
    const std::string_view first = c_.words.text(tokens_[que + 1].word);
    if (first == "si" || first == "cuando" || first == "al") return false;  // «que, si paga hoy, …»
    for (std::size_t i = que + 1; i < tokens_.size() && i <= que + kLongest; ++i)
      if (tokens_[i].kind == TokenKind::Mark) return tokens_[i].mark == Mark::Comma;
    return false;
  }

  /// «Dígame, que le escucho»: this «que» means «porque».
  [[nodiscard]] bool gives_reason(std::size_t que) const {
    constexpr std::array<std::string_view, 10> kReasons{"escucho", "escuchamos", "oigo", "atiendo", "atendemos",
                                                        "estoy",   "estamos",    "soy",  "somos",   "enseguida"};
    for (std::size_t i = que + 1; i < tokens_.size() && i <= que + 2 && tokens_[i].kind == TokenKind::Word; ++i)
      if (std::find(kReasons.begin(), kReasons.end(), c_.words.text(tokens_[i].word)) != kReasons.end()) return true;
    return false;
  }

  // ---- blanks that nobody fills
  void blank(std::size_t first, std::size_t last, std::string_view slot = {}) {
    const Span span = c_.span(u_.line, tokens_[first], tokens_[last]);
    const std::string_view text =
        std::string_view{c_.tree(u_.line.file).text}.substr(span.begin, span.end - span.begin);
    auto& d = c_.emitter.report(diag::BlankLeft, span, text);
    if (!slot.empty()) d.fix_with(span, "{" + std::string{slot} + "}");
  }

  /// Underscores with no word at both ends; dates and amounts too: __/__/____. Gives the last token of it.
  std::size_t underscores(std::size_t first) {
    std::size_t last = first;
    const auto goes_on = [&](std::size_t i) {
      if (i >= tokens_.size() || tokens_[i].blanks != 0 || tokens_[i].kind != TokenKind::Mark) return false;
      const Mark m = tokens_[i].mark;
      return m == Mark::Underscore || m == Mark::Slash || m == Mark::Hyphen || m == Mark::Stop || m == Mark::Colon;
    };
    for (std::size_t i = first + 1; goes_on(i); ++i)
      if (tokens_[i].mark == Mark::Underscore) last = i;
    if (tokens_[first].end - tokens_[first].begin < 2) return last;  // one belongs to an address
    const auto touches = [&](std::size_t word, std::size_t behind) {
      return tokens_[word].kind == TokenKind::Word && tokens_[behind].blanks == 0;
    };
    const bool inside =
        first > 0 && last + 1 < tokens_.size() && touches(first - 1, first) && touches(last + 1, last + 1);
    if (!inside) blank(first, last);
    return last;
  }

  /// [saldo], <nombre>, and braces that were escaped. Notes may name a key so: [F5].
  void bracketed(std::size_t first) {
    constexpr std::size_t kLongest = 6;
    const char opener = c_.text(u_.line.file, tokens_[first]).front();
    const char closer = opener == '[' ? ']' : opener == '<' ? '>' : opener == '{' ? '}' : '\0';
    if (closer == '\0' || u_.hearer == Hearer::Agent) return;
    std::size_t last = first + 1;
    bool words = false;
    for (; last < tokens_.size() && last - first <= kLongest; ++last) {
      if (tokens_[last].kind == TokenKind::Value) return;
      if (tokens_[last].kind == TokenKind::Word) words = true;
      if (c_.text(u_.line.file, tokens_[last]).front() == closer) break;
    }
    if (!words || last >= tokens_.size() || last - first > kLongest) return;
    blank(first, last, slot_called(first + 1, last));
  }

  /// The slot whose name these tokens are, words joined by «_»; empty if there is none.
  [[nodiscard]] std::string_view slot_called(std::size_t first, std::size_t end) const {
    std::string name;
    for (std::size_t i = first; i < end; ++i) {
      const std::string_view text = c_.text(u_.line.file, tokens_[i]);
      if (i > first && tokens_[i].blanks > 0 && name.back() != '_') name += '_';
      lower_to(name, text);
    }
    for (const sema::Slot& s : c_.program.slots)
      if (s.name == name) return s.name;
    return {};
  }

  /// XXX, $XX.XX, XX/XX/XXXX. Two alone are the Roman twenty, three before a name the thirtieth.
  void crossed(std::size_t i) {
    if (!is_crosses(tokens_[i])) return;
    const std::size_t size = tokens_[i].end - tokens_[i].begin;
    if (i > 1 && is_crosses(tokens_[i - 2]) && joined(i - 1) && joined(i)) return;  // told at the first
    std::size_t last = i;
    while (last + 2 < tokens_.size() && joined(last + 1) && joined(last + 2) && is_crosses(tokens_[last + 2]))
      last += 2;
    const bool priced = i > 0 && joined(i) && c_.text(u_.line.file, tokens_[i - 1]) == "$";
    const bool named = last + 1 < tokens_.size() && tokens_[last + 1].kind == TokenKind::Word &&
                       tokens_[last + 1].written != Case::Lower;
    if (priced || last > i || (size >= 3 && !named)) blank(priced ? i - 1 : i, last);
  }
  [[nodiscard]] bool joined(std::size_t i) const { return tokens_[i].blanks == 0; }
  [[nodiscard]] bool is_crosses(const Token& t) const {
    if (t.kind != TokenKind::Word || t.end - t.begin < 2) return false;
    const std::string_view text = c_.text(u_.line.file, t);
    return text.find_first_not_of("Xx") == std::string_view::npos;
  }

  /// Dots to be written on: two ellipses or more. Gives the last token of them.
  std::size_t dotted(std::size_t first) {
    std::size_t last = first;
    while (last + 1 < tokens_.size() && is_mark(tokens_[last + 1], Mark::Ellipsis) && joined(last + 1)) ++last;
    if (last > first) blank(first, last);
    return last;
  }

  // ---- articles that the value brings
  static constexpr std::uint32_t kMostBytes = 6;  ///< of «buenos»
  void article(std::size_t i) {
    const Token &before = tokens_[i - 1], &t = tokens_[i];
    if (before.kind != TokenKind::Word || before.end - before.begin > kMostBytes || t.blanks == 0 || t.part == nullptr)
      return;
    const std::string_view word = c_.words.text(before.word);
    if (!may_be_said_twice(word)) return;
    const sema::Segment* value = segment_of(t);
    if (value == nullptr) return;
    const std::string_view instead = without_article(word, *value);
    if (instead == word) return;
    const std::string_view name = c_.tree(u_.line.file).at(*t.part);
    auto& d = c_.emitter.report(diag::ArticleTwice, c_.span(u_.line, before), c_.text(u_.line.file, before), name);
    if (!stand_together(before, t)) return;
    if (instead.empty()) {
      d.fix_with({u_.line.file, before.begin, t.begin}, "");
    } else {
      d.fix_with(c_.span(u_.line, before), instead);
    }
  }

  [[nodiscard]] static bool may_be_said_twice(std::string_view word) {
    static constexpr std::string_view kArticles[] = {"al", "buen", "buenas", "buenos", "de", "del",
                                                     "el", "la",   "las",    "los",    "un", "una"};
    return std::ranges::find(kArticles, word) != std::end(kArticles);
  }

  /// What is left of `word` before this value: all of it if the value does not bring it, too.
  [[nodiscard]] std::string_view without_article(std::string_view word, const sema::Segment& value) const {
    const auto is = [&](std::initializer_list<std::string_view> words) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (value.kind == sema::SegmentKind::Greeting) return is({"buen", "buenos", "buenas"}) ? "" : word;
    if (value.kind == sema::SegmentKind::Farewell) return is({"un", "una"}) ? "" : word;
    if (value.kind != sema::SegmentKind::Value) return word;
    const TypeKind type = c_.program.slots[value.slot].type.kind;
    if (type == TypeKind::Cycle) return is({"del", "de"}) ? "" : word;
    if (value.form == sema::Form::Short) return word;
    if (type == TypeKind::Window && word == "de") return "";
    if (type != TypeKind::Hour && type != TypeKind::Window) return word;
    if (is({"la", "las", "el", "los"})) return "";
    return word == "al" ? "a" : word == "del" ? "de" : word;
  }

  /// The segment of a blank in the text of its line, arms included.
  [[nodiscard]] const sema::Segment* segment_of(const Token& t) const {
    const sema::TemplateId text = c_.program.at(u_.line).text;
    if (text == kNone) return nullptr;
    const auto find = [&](std::span<const sema::Segment> in) -> const sema::Segment* {
      for (const sema::Segment& s : in)
        if (s.kind != sema::SegmentKind::Literal && s.kind != sema::SegmentKind::Choice &&
            s.span.begin == t.part->begin)
          return &s;
      return nullptr;
    };
    const auto all = c_.program.segments_of(text);
    if (const sema::Segment* found = find(all)) return found;
    for (const sema::Segment& s : all) {
      if (s.kind != sema::SegmentKind::Choice) continue;
      for (const sema::Range& arm : c_.program.arms_of(s))
        if (const sema::Segment* found = find(c_.program.segments_in(arm))) return found;
    }
    return nullptr;
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void check_style(Context& context, const Utterance& utterance) { Style(context, utterance).run(); }

}  // namespace guion::spanish
