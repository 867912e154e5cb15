// Accents of what asks (G0711): que, cual, cuanto … directly behind «¿» or behind «¿» and a preposition, and behind a
// verb that asks. Which words, and what must or must not follow them: the list «interrogativos», whose head says how.
#include <algorithm>
#include <array>

#include "spanish/accents.hpp"
#include "spanish/rules.hpp"

namespace guion::spanish {
namespace {

constexpr std::array<std::string_view, 10> kPrepositions{"a",    "de",    "con",   "en",    "por",
                                                         "para", "desde", "hasta", "sobre", "hacia"};
constexpr std::array<std::string_view, 6> kLeads{"y", "e", "o", "u", "pero", "entonces"};
/// What may stand behind «qué» only where it repeats what was said: «¿Que el técnico no llegó?»
constexpr std::array<std::string_view, 34> kEchoed{
    "el",    "la",     "los",    "las",    "lo",    "un",      "una",     "su",      "sus",
    "mi",    "mis",    "este",   "esta",   "estos", "estas",   "usted",   "ustedes", "ya",
    "hoy",   "ahora",  "mañana", "ayer",   "nunca", "todavía", "nadie",   "siempre", "también",
    "llega", "llegan", "vence",  "vencen", "viene", "vienen",  "funciona"};
/// Verbs of «¿qué le …?»: with others, and something behind them, it repeats: «¿Que le cobraron doble?»
constexpr std::array<std::string_view, 30> kOfWhat{
    "parece",  "pareció",  "ofrece",   "ofrezco",  "gustaría", "recomienda", "sugiere",    "dijo", "dijeron", "pasa",
    "pasó",    "pasaría",  "sucede",   "sucedió",  "ocurre",   "ocurrió",    "hizo",       "trae", "aparece", "puedo",
    "podemos", "interesa", "preocupa", "hicieron", "puede",    "hace",       "comentaron", "dice", "muestra", "ha"};
/// «¡Que gusto!» and not «¡Que técnico y cliente queden contentos!»
constexpr std::array<std::string_view, 8> kExclaimed{"gusto",  "pena",  "lástima", "alegría",
                                                     "amable", "bueno", "raro",    "extraño"};
constexpr std::array<std::string_view, 10> kDetermines{"el",  "la", "los", "las",  "un",
                                                       "una", "su", "sus", "este", "esta"};
/// Verbs that «¿Que quiere cancelar el plan?» may repeat.
constexpr std::array<std::string_view, 6> kWants{"quiere", "desea", "necesita", "prefiere", "puede", "debe"};
/// Behind «con que», where it asks: «¿Con que pague hoy basta?» does not.
constexpr std::array<std::string_view, 9> kWith{"puedo",    "podemos", "podría", "desea", "quiere",
                                                "prefiere", "va",      "paga",   "pagó"};
/// The verb of the clause that «donde …» belongs to: «¿Donde vive hay señal?»
constexpr std::array<std::string_view, 12> kOfPlace{"hay",   "tiene", "tienen", "llega", "hubo",  "es",
                                                    "puede", "están", "está",   "había", "tenía", "funciona"};
constexpr std::array<std::string_view, 10> kWeak{"le", "les", "lo", "la", "los", "las", "se", "me", "nos", "te"};

bool is_mark(const Token& t, Mark m) { return t.kind == TokenKind::Mark && t.mark == m; }

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view next_word(std::string_view& text) {
  const std::size_t end = text.find(' ');
  const std::string_view word = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return word;
}

/// Pasts and futures that only a main verb has: vio «cobró», «cobraron», «llegará».
bool tells_of_fact(std::string_view lower) {
  static constexpr std::string_view kEnds[] = {"ó",    "ará",  "erá",  "irá",  "drá",  "brá",
                                               "arán", "erán", "irán", "aron", "ieron"};
  return lower.size() > 3 &&
         std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view e) { return lower.ends_with(e); });
}

class Asking {
 public:
  Asking(Context& c, const Utterance& u) : c_(c), u_(u), tokens_(u.reading.tokens) {}

  void run() {
    for (const Sentence& s : u_.reading.sentences) {
      bool opened = false;
      for (std::uint32_t i = s.first; i < s.end; ++i) {
        if (is_mark(tokens_[i], Mark::OpenQuestion)) {
          opened = true;
          direct(i + 1, s.end);
        }
        if (is_mark(tokens_[i], Mark::OpenExclamation)) exclaimed(i + 1, s.end);
        if (tokens_[i].kind == TokenKind::Word && (c_.words[tokens_[i].word].traits & kAsks) != 0) indirect(i);
      }
      if (s.asks && !opened) direct(s.first, s.end);
    }
  }

 private:
  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::Word ? c_.words.text(tokens_[i].word)
                                                                    : std::string_view{};
  }

  /// A question whose first token is at `i`.
  void direct(std::size_t i, std::size_t end) {
    if (among(kLeads, word(i))) {
      ++i;
      if (i < end && is_mark(tokens_[i], Mark::Comma)) ++i;
    }
    if (i >= end) return;
    if (opens_with_reason(i, end)) return report(i, "por qué");
    const bool led = among(kPrepositions, word(i));
    const Row* row = led ? several(i + 1) : nullptr;  // «¿Hasta que fecha…?», though «¿Hasta que pague…?»
    if (row != nullptr && !row->instead.empty()) return whole(*row, i + 1, end);
    if (const Row* here = several(i)) return here->instead.empty() ? void() : whole(*here, i, end);
    if (row != nullptr || (led && ++i >= end)) return;
    const std::string_view meant = alone(i);
    if (meant.empty()) return;
    const bool relative = (word(i) == "quien" || word(i) == "quienes") && !led && is_subject(i, end);
    if (relative || repeats(i, led, end)) return;
    if (needs_more(i) && (led || comma_until(i, end) || !fact_follows(i + 1))) return;
    report(i, meant);
  }

  /// «¡Que gusto saludarle!»: only what a row says of several words.
  void exclaimed(std::size_t i, std::size_t end) {
    if (i >= end || (word(i) != "que" && !word(i).starts_with("cuant"))) return;
    const Row* row = several(i);
    if (row == nullptr || row->instead.empty()) return;
    if (word(i) == "que" && (!among(kExclaimed, word(i + 1)) || among(kWeak, word(i + 2)))) return;
    whole(*row, i, end);
  }

  /// «¿Porque no pagó?» as the first words of a text; behind others it may give a reason.
  [[nodiscard]] bool opens_with_reason(std::size_t i, std::size_t end) const {
    if (word(i) != "porque" || word(i + 1).empty() || word(i + 2).empty() || i + 2 >= end) return false;
    for (std::size_t at = 0; at < i; ++at)
      if (tokens_[at].kind != TokenKind::Mark) return false;
    return !comma_until(i, end);
  }

  /// Whether «que» or «donde» at `i` may repeat what was said, or belong to a clause, and ask nothing by itself.
  [[nodiscard]] bool repeats(std::size_t i, bool led, std::size_t end) const {
    if (word(i) == "donde") return !led && (comma_until(i, end) || place_of_clause(i, end));
    if (word(i) != "que") return false;
    if (led && word(i - 1) == "a") return true;  // «¿A que ahora sí carga?»
    if (led && word(i - 1) == "con") return !among(kWith, word(i + 1));
    if (led) return false;
    std::size_t verb = i + 1;
    if (among(kEchoed, word(verb))) return true;
    while (among(kWeak, word(verb))) ++verb;
    const bool alone = verb + 1 >= end || tokens_[verb + 1].kind == TokenKind::Mark;
    const std::string_view behind = word(verb + 1);
    if (word(verb) == "está" || word(verb) == "están") return !behind.ends_with("ndo");
    if ((behind == "un" || behind == "una") && word(verb) != "es") return true;  // «¿Que tiene una deuda?»
    if (among(kWants, word(verb)))
      for (std::size_t at = verb + 1; at <= verb + 2; ++at)
        if (among(kDetermines, word(at))) return true;
    if (verb == i + 1) return tells_of_fact(word(verb)) && !alone && !among(kOfWhat, word(verb));
    return !alone && !among(kOfWhat, word(verb));
  }

  /// «¿Donde vive hay señal?»
  [[nodiscard]] bool place_of_clause(std::size_t i, std::size_t end) const {
    for (std::size_t at = i + 2; at < end; ++at)
      if (among(kOfPlace, word(at))) return true;
    return false;
  }

  /// «¿Quien llama es el titular?»
  [[nodiscard]] bool is_subject(std::size_t i, std::size_t end) const {
    for (std::size_t at = i + 2; at < end; ++at)
      if (word(at) == "es" || word(at) == "será" || word(at) == "debe" || word(at) == "puede") return true;
    return false;
  }

  /// The rows of several words at `i`: the longest.
  [[nodiscard]] const Row* several(std::size_t i) const {
    return c_.pairs.match(List::Questions, tokens_, i, c_.words, c_.lists);
  }

  /// What the word at `i` is when it asks; empty if it is none of those or bears its accent.
  [[nodiscard]] std::string_view alone(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != TokenKind::Word) return {};
    if ((c_.words[tokens_[i].word].traits & kAsks) == 0) return {};
    const Row* row = c_.lists.find(List::Questions, tokens_[i].word, c_.words);
    return row == nullptr ? std::string_view{} : row->instead;
  }

  /// «como» and «cuando» ask only before certain words: the list has rows that say which.
  [[nodiscard]] bool needs_more(std::size_t i) const { return word(i) == "como" || word(i) == "cuando"; }

  [[nodiscard]] bool fact_follows(std::size_t i) const {
    while (among(kWeak, word(i)) || word(i) == "no" || word(i) == "ya") ++i;
    return tells_of_fact(word(i));
  }

  [[nodiscard]] bool comma_until(std::size_t i, std::size_t end) const {
    for (; i < end && !is_mark(tokens_[i], Mark::Question); ++i)
      if (is_mark(tokens_[i], Mark::Comma)) return true;
    return false;
  }

  /// A row such as «como puedo → cómo puedo»; where only a weak pronoun follows, a comma makes it «Como le dije, ¿…?».
  void whole(const Row& row, std::size_t first, std::size_t end) {
    const std::size_t size = c_.lists.size_of(row);
    if (needs_more(first) && among(kWeak, word(first + size - 1)) && comma_until(first, end)) return;
    std::string_view rest = row.instead;
    for (std::size_t i = first; i < first + size; ++i) {
      const std::string_view meant = next_word(rest);
      if (!meant.empty() && meant != word(i)) report(i, meant);
    }
  }

  /// Outside of «¿»: rows that begin with another word («ver cual → ver cuál»), and what follows those that end in «…».
  void indirect(std::size_t i) {
    const std::string_view meant = alone(i);
    if (meant.empty() || leads_question(i)) return;
    if (const Row* row = several(i); row != nullptr && row->instead.empty()) return;  // «cuanto antes»
    for (std::size_t back = 1; back <= std::min<std::size_t>(i, 3); ++back) {
      const Row* row = several(i - back);
      if (row == nullptr || c_.lists.size_of(*row) <= back || (c_.words[tokens_[i - back].word].traits & kAsks) != 0)
        continue;
      if (row->instead.empty()) return;
      if (among(kPrepositions, word(i - back))) continue;
      std::string_view rest = row->instead;
      for (std::size_t w = 0; w < back; ++w) (void)next_word(rest);
      if (const std::string_view here = next_word(rest); !here.empty() && here != word(i)) return report(i, here);
    }
    const bool led = i > 1 && among(kPrepositions, word(i - 1)) && asks_before(behind_courtesy(i - 1));
    if (led || (i > 0 && asks_before(behind_courtesy(i)))) asked(i, led, meant);
  }

  /// The place of «, por favor,» if that stands before `i`, else `i`.
  [[nodiscard]] std::size_t behind_courtesy(std::size_t i) const {
    std::size_t at = i;
    if (at > 0 && is_mark(tokens_[at - 1], Mark::Comma)) --at;
    if (at < 2 || word(at - 1) != "favor" || word(at - 2) != "por") return i;
    at -= 2;
    return at > 0 && is_mark(tokens_[at - 1], Mark::Comma) ? at - 1 : at;
  }

  /// The word at `i` follows a verb that asks, or that and a preposition.
  void asked(std::size_t i, bool led, std::string_view meant) {
    if (word(i) == "que" && led && word(i - 1) == "por") return report(i, meant);
    if (word(i) != "que" && !needs_more(i)) return report(i, meant);
    const Row* row = several(i);
    if (row == nullptr)
      return needs_more(i) && !led && fact_follows(i + 1) && word(i) == "cuando" ? report(i, meant) : void();
    const std::string_view last = word(i + c_.lists.size_of(*row) - 1);
    if (!among(kWeak, last) || last == "se") report(i, meant);  // «como le dije»
  }

  /// direct() looks at these.
  [[nodiscard]] bool leads_question(std::size_t i) const {
    if (i > 0 && among(kPrepositions, word(i - 1))) --i;
    if (i > 0 && among(kLeads, word(i - 1))) --i;
    return i == 0 || is_mark(tokens_[i - 1], Mark::OpenQuestion);
  }

  /// Whether a row with «…» ends just before `i`.
  [[nodiscard]] bool asks_before(std::size_t i) const {
    if (i == 0 || tokens_[i - 1].kind != TokenKind::Word || (c_.words[tokens_[i - 1].word].traits & kAsksAfter) == 0)
      return false;
    const WordId dots = c_.words.find("…");
    for (std::size_t back = 1; back <= std::min<std::size_t>(i, 3); ++back) {
      const Token& first = tokens_[i - back];
      if (first.kind != TokenKind::Word || (c_.words[first.word].traits & kListed) == 0) continue;
      for (std::uint32_t r = c_.words[first.word].row; r != 0; r = c_.lists.rows()[r].next) {
        const Row& row = c_.lists.rows()[r];
        const auto terms = c_.lists.terms_of(row);
        if (row.list != List::Questions || terms.size() != back + 1 || terms.back() != dots) continue;
        bool same = true;
        for (std::size_t w = 0; same && w < back; ++w)
          same = tokens_[i - back + w].kind == TokenKind::Word && tokens_[i - back + w].word == terms[w];
        if (same) return true;
      }
    }
    return false;
  }

  void report(std::size_t i, std::string_view meant) {
    const Token& t = tokens_[i];
    const std::string instead = in_case(meant, t.written);
    c_.emitter.report(diag::AccentOfQuestion, c_.span(u_.line, t), c_.text(u_.line.file, t), instead)
        .fix_with(c_.span(u_.line, t), instead);
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void check_asking(Context& context, const Utterance& utterance) {
  const Reading& r = utterance.reading;
  if (r.has(Mark::OpenQuestion) || r.has(Mark::Question) || (r.traits & kAsks) != 0) Asking(context, utterance).run();
}

}  // namespace guion::spanish
