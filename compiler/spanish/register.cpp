// Register: words that speak to tú, vos or vosotros where the flow speaks to usted, and the other way round. What marks
// whom stands in the lists «tuteo», «voseo», «vosotros» and «usted», or is told by the form of a word (forms.hpp).
// Parts of a library are read under the register of the flow that uses them: the customer hears one call.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ast/tree.hpp"
#include "spanish/forms.hpp"
#include "spanish/rules.hpp"
#include "spanish/wording.hpp"

namespace guion::spanish {
namespace {

using ast::NodeKind;

/// What fits the flow. In Spain «vosotros» is the plural of «tú».
std::uint32_t own_of(const sema::Program& program) {
  if (program.register_word == Word::Vos) return kVoseo;
  if (program.register_word == Word::Tu) return kFamiliar | (program.locale == "es-ES" ? kVosotros : 0u);
  return kFormal;
}

std::string_view called(std::uint32_t own) {
  if ((own & kFamiliar) != 0) return "tú";
  if ((own & kVoseo) != 0) return "vos";
  return (own & kVosotros) != 0 ? "vosotros" : "usted";
}

/// A library or protocol by itself, with no register of its own, may serve flows of any.
bool undecided(const Context& c) {
  if (c.program.kind == sema::FileKind::Flow || !c.options.address.empty()) return false;
  for (const ast::Line& line : c.tree(0).lines) {
    if (line.kind == NodeKind::Register) return false;
    if (line.kind == NodeKind::Part || line.kind == NodeKind::Stage) break;
  }
  return true;
}

/// Words that speak to somebody else than the flow does.
struct Marker {
  std::size_t first = 0, last = 0;  ///< tokens
  std::uint32_t whom = 0;
  std::string instead;  ///< empty: there is no one way to say it
};

class Register {
 public:
  Register(Context& c, const Utterance& u, std::uint32_t own) : c_(c), u_(u), tokens_(u.reading.tokens), own_(own) {}

  void read() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& t = tokens_[i];
      if (t.kind == TokenKind::Mark) quote(t.mark);
      if (t.kind != TokenKind::Word) continue;
      if (const Row* const own_word = c_.lists.match(List::Project, tokens_, i, c_.words)) {
        i += c_.lists.size_of(*own_word) - 1;
        continue;
      }
      const std::uint32_t traits = c_.words[t.word].traits;
      if ((traits & kSpeaks) == 0 || (traits & own_) != 0 || quoted() || !is_speech(i)) continue;
      if ((own_ & kFamiliar) != 0 && (traits & kSpeaks) == kVoseo && (traits & kAccentLost) != 0)
        continue;  // «apagalo»
      // What stands outside of choices was read the first way.
      if (u_.way > 0 && arm_at(u_.run, t.begin).choice == nullptr) continue;
      if (auto marker = marker_at(i)) {
        i = std::max(i, marker->last);
        markers_.push_back(std::move(*marker));
      }
    }
    if (!markers_.empty()) report();
  }

 private:
  void quote(Mark mark) {
    if (mark == Mark::OpenQuote) ++depth_;
    if (mark == Mark::CloseQuote && depth_ > 0) --depth_;
    if (mark == Mark::Quote) inside_ = !inside_;
  }
  [[nodiscard]] bool quoted() const { return depth_ > 0 || inside_; }

  [[nodiscard]] const Token* token(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  [[nodiscard]] std::string_view word(const Token* t) const {
    return t != nullptr && t->kind == TokenKind::Word ? c_.words.text(t->word) : std::string_view{};
  }

  /// Whether the word is one of the sentence: no name («Tu Hogar»), letter («con te»), part of an address
  /// («tu.cable.com», «estimado/os») or abbreviation («TI»).
  [[nodiscard]] bool is_speech(std::size_t i) const {
    const Token &t = tokens_[i], *const before = i == 0 ? nullptr : &tokens_[i - 1], *const after = token(i + 1);
    const bool small = t.end - t.begin <= 3;
    const auto upper = [](const Token* n) { return n != nullptr && n->written == Case::Upper; };
    if (t.written == Case::Upper && small && !upper(before) && !upper(after)) return false;
    const bool starts = before == nullptr || (before->kind == TokenKind::Mark && before->mark != Mark::Comma);
    if (t.written == Case::Capital && !starts) return false;
    if (t.written == Case::Capital && small && after != nullptr && after->written == Case::Capital) return false;
    if (before != nullptr && t.blanks == 0 && !opens(*before)) return false;
    const Token* const beyond = token(i + 2);
    if (after != nullptr && after->blanks == 0 && after->kind == TokenKind::Mark &&
        (after->mark == Mark::Hyphen || after->mark == Mark::Slash || after->mark == Mark::Underscore ||
         (after->mark == Mark::Stop && beyond != nullptr && beyond->blanks == 0 && beyond->written == Case::Lower &&
          beyond->kind == TokenKind::Word)))
      return false;
    const std::string_view text = word(&t);
    if (text == "tú" || text == "vos" || text == "usted") return !is_named(i, text);
    return text != "te" || is_pronoun(word(before), word(after));
  }
  /// «el tú y el usted», «¿le trato de tú?»
  [[nodiscard]] bool is_named(std::size_t i, std::string_view text) const {
    const std::string_view before = i == 0 ? std::string_view{} : word(&tokens_[i - 1]);
    if (before == "el" || before == "un" || before == "del" || before == "al") return true;
    if (before != "de") return false;
    bool treats = text == "tú";
    for (std::size_t k = i; k > 0 && i - k < kNear; --k) treats = treats || word(&tokens_[k - 1]).starts_with("trat");
    return treats;
  }
  static constexpr std::size_t kNear = 6;  ///< words before «de tú o de usted» in which its verb stands
  static bool opens(const Token& t) {
    return t.mark == Mark::OpenQuestion || t.mark == Mark::OpenExclamation || t.mark == Mark::Open ||
           t.mark == Mark::Dash || t.mark == Mark::Ellipsis;
  }
  /// «te» with a verb behind it, and neither the letter nor a cup of it.
  static bool is_pronoun(std::string_view before, std::string_view after) {
    constexpr std::array<std::string_view, 9> kArticles{"la", "las", "letra", "letras", "una", "un", "el", "de", "con"};
    constexpr std::array<std::string_view, 6> kJoins{"", "de", "como", "y", "o", "u"};
    return std::find(kArticles.begin(), kArticles.end(), before) == kArticles.end() &&
           std::find(kJoins.begin(), kJoins.end(), after) == kJoins.end();
  }

  std::optional<Marker> marker_at(std::size_t i) {
    static constexpr std::array kEverywhere{List::Familiar, List::Voseo, List::Vosotros, List::Formal};
    static constexpr std::array kSpain{List::Familiar, List::Vosotros, List::Voseo, List::Formal};
    for (const List list : c_.program.locale == "es-ES" ? kSpain : kEverywhere) {
      if (const Row* const row = c_.lists.match(list, tokens_, i, c_.words)) return of_row(*row, i);
    }
    const std::string_view text = c_.words.text(tokens_[i].word);
    const std::uint32_t whom = addressed_by_form(text) & c_.words[tokens_[i].word].traits;
    if (whom == 0) return std::nullopt;
    return Marker{i, i, whom, own_ == kFormal || whom == kVosotros ? formal_by_form(text) : std::string{}};
  }

  /// Whether a thing stands behind «tu»: «tu recibo», not «tu lo pides», «tu y yo».
  [[nodiscard]] bool owns_what_follows(std::size_t i) const {
    static constexpr std::string_view kNoThing[] = {"lo", "la", "los", "las", "le", "les", "me",  "te",      "se",
                                                    "nos", "y", "o",   "no", "ya", "sí", "que", "también", "cómo"};
    const std::string_view next = word(token(i + 1));
    return !next.empty() && std::ranges::find(kNoThing, next) == std::end(kNoThing);
  }
  std::optional<Marker> of_row(const Row& row, std::size_t i) {
    Marker m{i, i + c_.lists.size_of(row) - 1, 0, std::string{row.instead}};
    m.whom = row.list == List::Familiar   ? kFamiliar
             : row.list == List::Voseo    ? kVoseo
             : row.list == List::Vosotros ? kVosotros
                                          : kFormal;
    if (m.whom == kFormal && of_another(m.first, m.last)) return std::nullopt;
    if (m.whom == kFormal && m.first == m.last && only_orders_at_head(word(&tokens_[i])) && !heads_sentence(i))
      return std::nullopt;
    if (m.whom == kFamiliar && m.first == m.last && is_noun(i)) return std::nullopt;
    if (own_ == kVoseo && m.whom == kFamiliar) {
      m.instead = counterpart(List::Voseo, row.instead, term_of(m));
      if (m.instead.empty()) {  // vos and tú say it alike
        if (m.first == m.last) c_.words[tokens_[i].word].traits |= kVoseo;
        return std::nullopt;
      }
    } else if ((own_ & kFamiliar) != 0 && m.whom == kVoseo) {
      m.instead = counterpart(List::Familiar, row.instead, term_of(m));
    } else if (own_ == kVoseo && m.whom == kFormal) {
      return of_usted(std::move(m));
    }
    if (m.instead == "su" && stands_for_subject(i)) m.instead = "usted";
    // «transfiero su llamada con …»: a call is transferred to somebody.
    if (m.instead.ends_with("su llamada") && word(token(m.last + 1)) == "con") m.instead.clear();
    // «tú» alone, or «tu» that means it: what its verb is no list may know.
    const std::string_view text = word(&tokens_[m.first]);
    if (own_ == kFormal && m.first == m.last && (text == "tú" || (text == "tu" && !owns_what_follows(i)))) m.instead.clear();
    if (!m.instead.empty()) shrink(m);
    return m;
  }

  /// A term of «usted» in a flow of vos. The list says it to tú: it serves where both say it alike.
  [[nodiscard]] Marker of_usted(Marker m) const {
    constexpr std::array<std::string_view, 6> kPrepositions{"con", "de", "para", "por", "sin", "sobre"};
    const std::string_view before = m.last == 0 ? std::string_view{} : word(&tokens_[m.last - 1]);
    if (word(&tokens_[m.last]) == "usted") {
      const bool governed = std::find(kPrepositions.begin(), kPrepositions.end(), before) != kPrepositions.end();
      return Marker{m.last, m.last, kFormal, governed ? "vos" : ""};
    }
    if (const std::string voseo = counterpart(List::Voseo, term_of(m), {}); !voseo.empty()) m.instead = voseo;
    if (!m.instead.empty()) shrink(m);
    if (!fits(m.instead)) m.instead.clear();
    return m;
  }

  /// «Espere» orders where a sentence begins; behind «que» or «no» it may be said of somebody else.
  static bool only_orders_at_head(std::string_view text) { return text == "espere" || text == "disculpe"; }
  [[nodiscard]] bool heads_sentence(std::size_t i) const {
    if (i == 0) return true;
    const Token& before = tokens_[i - 1];
    return before.kind == TokenKind::Mark && (before.mark == Mark::Stop || before.mark == Mark::OpenExclamation ||
                                              before.mark == Mark::Exclamation || before.mark == Mark::Question);
  }

  /// «los haces de luz», «3 haces»: what looks like a verb is a noun.
  [[nodiscard]] bool is_noun(std::size_t i) const {
    constexpr std::array<std::string_view, 18> kPlural{"los",    "las",    "unos",   "unas",   "estos",    "estas",
                                                       "esos",   "esas",   "sus",    "mis",    "nuestros", "nuestras",
                                                       "varios", "varias", "muchos", "muchas", "otros",    "otras"};
    if (i == 0 || !word(&tokens_[i]).ends_with("s")) return false;
    const Token& before = tokens_[i - 1];
    return before.kind == TokenKind::Number ||
           std::find(kPlural.begin(), kPlural.end(), word(&before)) != kPlural.end();
  }
  /// «le informo al técnico»: the pronoun is somebody else's. «Quédese a la espera» has none.
  [[nodiscard]] bool of_another(std::size_t first, std::size_t last) const {
    const std::string_view next = word(token(last + 1));
    if (word(&tokens_[first]) != "le" && !word(&tokens_[last]).ends_with("le")) return false;
    return (next == "al" || (next == "a" && word(token(last + 2)) != "usted"));
  }
  /// «si tu puedes»: the accent is missing, and it is the pronoun.
  [[nodiscard]] bool stands_for_subject(std::size_t i) const {
    const Token* const next = token(i + 1);
    return next != nullptr && next->kind == TokenKind::Word &&
           (c_.words[next->word].traits & (kFamiliar | kVoseo)) != 0;
  }
  /// What `list` says for `formal`, if it has exactly one term for it. `other` is what the text says: an order («tené»)
  /// is no counterpart of a wish («tengas»), though both are «tenga» to usted. Cost: the rows; only findings ask.
  [[nodiscard]] std::string counterpart(List list, std::string_view formal, std::string_view other) const {
    std::string only;
    for (const Row& row : c_.lists.rows()) {
      if (row.list != list || row.instead != formal || formal.empty()) continue;
      std::string term = c_.lists.term_of(row, c_.words);
      if ((orders(term) && other.ends_with("s")) || (orders(other) && term.ends_with("s"))) continue;
      if (!only.empty()) return {};
      only = std::move(term);
    }
    return only;
  }
  static bool orders(std::string_view term) {
    return term.ends_with("á") || term.ends_with("é") || term.ends_with("í");
  }
  [[nodiscard]] std::string term_of(const Marker& m) const {
    std::string term;
    for (std::size_t i = m.first; i <= m.last; ++i) (term += i == m.first ? "" : " ") += word(&tokens_[i]);
    return term;
  }
  [[nodiscard]] bool fits(std::string_view instead) const {
    for (std::string_view rest = instead; !rest.empty();) {
      const WordId w = c_.words.find(take_word(rest));
      if (w == Words::kNoWord || (c_.words[w].traits & own_) == 0) return false;
    }
    return true;
  }
  /// Leaves out what both wordings share at their ends: of «gracias por su llamada» only «su» is wrong.
  void shrink(Marker& m) const {
    std::vector<std::string_view> put;
    for (std::string_view rest = m.instead; !rest.empty();) put.push_back(take_word(rest));
    std::size_t begin = 0, end = put.size();
    while (m.first < m.last && begin + 1 < end && put[begin] == word(&tokens_[m.first])) ++m.first, ++begin;
    while (m.first < m.last && begin + 1 < end && put[end - 1] == word(&tokens_[m.last])) --m.last, --end;
    std::string cut;
    for (std::size_t i = begin; i < end; ++i) (cut += i == begin ? "" : " ") += put[i];
    m.instead = std::move(cut);
  }

  void report() {
    const Marker& head = markers_.front();
    auto& d = c_.emitter.report(diag::OtherRegister, span(head), text(head), called(head.whom), called(own_));
    constexpr std::size_t kMostNotes = 4;
    for (std::size_t i = 1; i < markers_.size() && markers_.size() <= kMostNotes + 1; ++i) {
      const std::string words{text(markers_[i])};
      d.note(span(markers_[i]), "\"" + words + "\" does too", "«" + words + "» también");
    }
    mend(d);
  }
  /// One replacement that mends every marker of the line, or none.
  void mend(diag::Diagnostic& d) const {
    if (is_sealed(c_, u_)) return;
    const std::string& all = c_.tree(u_.line.file).text;
    if (leaves_others()) return;
    std::string put;
    std::uint32_t at = tokens_[markers_.front().first].begin;
    const std::uint32_t begin = at;
    for (const Marker& m : markers_) {
      if (m.instead.empty()) return;
      const Token& first = tokens_[m.first];
      put.append(all, at, first.begin - at);
      put += first.written == Case::Capital ? capitalised(m.instead) : m.instead;
      at = tokens_[m.last].end;
    }
    d.fix_with({u_.line.file, begin, at}, put);
  }

  // ---- what a replacement would leave
  // -------------------------------------------------------------------------------------

  /// Whether another word of the line may speak to whom the markers do: «Mira, revisa tu correo» has three. Replaced
  /// alone, the marker would mix both and hide the rest. Unsure words count. Cost: the rows for a word; findings ask.
  [[nodiscard]] bool leaves_others() const {
    bool formal = false, familiar = false, plural = false, vos = false;
    for (const Marker& m : markers_) {
      formal = formal || m.whom == kFormal;
      plural = plural || m.whom == kVosotros;
      vos = vos || m.whom == kVoseo;
      familiar = familiar || (m.whom & (kFamiliar | kVoseo)) != 0;
    }
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Word || is_marked(i) || is_name(i)) continue;
      const std::string_view text = word(&tokens_[i]);
      if ((c_.words[tokens_[i].word].traits & own_) != 0) continue;
      if (formal && may_be_formal(i, text)) return true;
      if (familiar && may_be_familiar(i, text)) return true;
      if (vos && begins_clause(i) && text.ends_with("é") && !text.ends_with("ré") && !is_plain(text)) return true;
      if (plural && begins_clause(i) && !is_question(i) &&
          (text.ends_with("ad") || text.ends_with("ed") || text.ends_with("id")))
        return true;
    }
    return false;
  }
  [[nodiscard]] bool is_marked(std::size_t i) const {
    return std::any_of(markers_.begin(), markers_.end(), [&](const Marker& m) { return m.first <= i && i <= m.last; });
  }

  /// «su», «le», «puede», an order: it may be the customer's where a line speaks to usted.
  [[nodiscard]] bool may_be_formal(std::size_t i, std::string_view text) const {
    constexpr std::array<std::string_view, 10> kOfUsted{"su",    "sus", "suyo", "suya", "suyos",
                                                        "suyas", "le",  "les",  "se",   "consigo"};
    if (std::find(kOfUsted.begin(), kOfUsted.end(), text) != kOfUsted.end()) return true;
    if (text.ends_with("arle") || text.ends_with("erle") || text.ends_with("irle")) return true;
    if (text.ends_with("arse") || text.ends_with("erse") || text.ends_with("irse")) return true;
    return begins_clause(i) ? may_order(text) : is_verb_of(text, kFormal) && !follows_noun(i);
  }
  /// «revisa», «mirá», «bájalo»: an order to tú or vos.
  [[nodiscard]] bool may_be_familiar(std::size_t i, std::string_view text) const {
    if (carries_pronoun(text)) return true;
    if (is_question(i)) return false;
    constexpr std::array<std::string_view, 8> kShort{"haz", "pon", "ven", "sal", "di", "ve", "ten", "sé"};
    if (begins_clause(i)) {
      if (std::find(kShort.begin(), kShort.end(), text) != kShort.end()) return true;
      const bool stressed = text.ends_with("á") || text.ends_with("í");
      if (stressed && !is_future(text) && !is_plain(text)) return true;
      return may_order(text) && !orders_usted(text);
    }
    return is_verb_of(text, kFamiliar) && !has_subject(i);
  }
  /// -ámelo, -áselas …, not of «usted».
  static bool carries_pronoun(std::string_view text) {
    const bool stressed = text.find("á") != std::string_view::npos || text.find("é") != std::string_view::npos ||
                          text.find("í") != std::string_view::npos || text.find("ó") != std::string_view::npos ||
                          text.find("ú") != std::string_view::npos;
    if (!stressed) return false;
    for (const std::string_view end : {"ame", "eme", "anos", "enos", "alo", "ala", "alos", "alas", "elo", "ela", "elos",
                                       "elas", "ale", "ele", "ales", "eles"})
      if (text.ends_with(end)) return true;
    return false;
  }

  /// Whether an order may stand at `i`: behind a mark, «y», «favor» …
  [[nodiscard]] bool begins_clause(std::size_t i) const {
    if (i == 0 || tokens_[i - 1].kind == TokenKind::Mark) return true;
    constexpr std::array<std::string_view, 17> kLeads{"y",    "e",       "o",         "u",      "pero",    "favor",
                                                      "solo", "ahora",   "primero",   "luego",  "después", "entonces",
                                                      "ya",   "también", "enseguida", "además", "bien"};
    return std::find(kLeads.begin(), kLeads.end(), word(&tokens_[i - 1])) != kLeads.end();
  }
  [[nodiscard]] bool is_question(std::size_t i) const {
    return i > 0 && tokens_[i - 1].kind == TokenKind::Mark && tokens_[i - 1].mark == Mark::OpenQuestion;
  }
  /// «la factura llega», «que llega»: the verb is somebody's, or the word a noun.
  [[nodiscard]] bool has_subject(std::size_t i) const {
    constexpr std::array<std::string_view, 18> kBefore{"del", "al",   "de",      "con",     "en",    "a",
                                                       "por", "para", "sin",     "que",     "se",    "me",
                                                       "nos", "no",   "nuestro", "nuestra", "nueva", "nuevo"};
    return std::find(kBefore.begin(), kBefore.end(), word(&tokens_[i - 1])) != kBefore.end() || follows_noun(i);
  }
  /// «la factura» and what stands behind it.
  [[nodiscard]] bool follows_noun(std::size_t i) const {
    constexpr std::array<std::string_view, 18> kArticles{"el",   "la",  "los", "las",  "un",   "una",
                                                         "su",   "sus", "tu",  "tus",  "mi",   "este",
                                                         "esta", "ese", "esa", "cada", "otro", "otra"};
    const auto is_article = [&](std::size_t at) {
      return std::find(kArticles.begin(), kArticles.end(), word(&tokens_[at])) != kArticles.end();
    };
    return (i > 0 && is_article(i - 1)) || (i > 1 && is_article(i - 2));
  }

  /// Whether a list knows `text` as a verb that is said to usted (a wish, an order, what he does) or as what «tú» is
  /// ordered (said like what he does).
  [[nodiscard]] bool is_verb_of(std::string_view text, std::uint32_t whom) const {
    constexpr std::size_t kShortest = 4;  // «es», «ha» are said of everything
    if (text.size() < kShortest || is_plain(text)) return false;
    for (const Row& row : c_.lists.rows()) {
      if (row.instead != text || (row.list != List::Familiar && row.list != List::Voseo)) continue;
      if (c_.lists.size_of(row) != 1) continue;
      const std::string_view term = c_.words.text(c_.lists.terms_of(row)[0]);
      if (whom == kFormal && term != "tu" && term != "tus") return true;
      if (whom == kFamiliar && (term == std::string{text} + "s" || term.ends_with("ás") || term.ends_with("és")))
        return !text.ends_with("e") || !orders_usted(text);
    }
    return false;
  }
  /// «pague»: what a list puts for an order to vos.
  [[nodiscard]] bool orders_usted(std::string_view text) const {
    bool only = false;
    for (const Row& row : c_.lists.rows()) {
      if (row.instead != text || c_.lists.size_of(row) != 1) continue;
      const std::string_view term = c_.words.text(c_.lists.terms_of(row)[0]);
      if (row.list == List::Voseo && orders(term)) only = true;
      // «sienta» is said to usted and ordered of tú; «sientas» tells so.
      if (row.list == List::Voseo && (term.ends_with("ás") || term.ends_with("és") || term.ends_with("ís")))
        return false;
    }
    return only;
  }
  /// Whether the form is one that orders have, and the word no other that often begins a clause.
  static bool may_order(std::string_view text) {
    constexpr std::size_t kLeast = 3;
    const bool ends = text.ends_with("a") || text.ends_with("e");
    return ends && text.size() >= kLeast && !text.ends_with("ría") && !text.ends_with("iera") && !is_plain(text);
  }
  static bool is_future(std::string_view text) {
    for (const std::string_view end : {"ará", "erá", "irá", "drá", "brá"})
      if (text.ends_with(end)) return true;
    return false;
  }
  /// «Hola, Ana»: a capital that no sentence begins with.
  [[nodiscard]] bool is_name(std::size_t i) const {
    if (tokens_[i].written != Case::Capital || i == 0) return false;
    const Token& before = tokens_[i - 1];
    return before.kind != TokenKind::Mark || before.mark == Mark::Comma;
  }
  static bool is_plain(std::string_view text) {
    constexpr std::array<std::string_view, 51> kPlain{
        "hola",       "buena",    "para",      "hasta",     "desde", "sobre", "entre",  "durante", "contra",
        "ahora",      "mañana",   "todavía",   "enseguida", "nunca", "una",   "esta",   "esa",     "nuestra",
        "cada",       "otra",     "toda",      "que",       "este",  "ese",   "aunque", "porque",  "siempre",
        "donde",      "adelante", "excelente", "qué",       "sí",    "está",  "así",    "aquí",    "allí",
        "allá",       "ahí",      "acá",       "té",        "dónde", "fue",   "era",    "hace",    "nada",
        "cualquiera", "noche",    "tarde",     "línea",     "clave", "fecha"};
    return std::find(kPlain.begin(), kPlain.end(), text) != kPlain.end();
  }

  [[nodiscard]] Span span(const Marker& m) const { return Context::span(u_.line, tokens_[m.first], tokens_[m.last]); }
  [[nodiscard]] std::string_view text(const Marker& m) const {
    const Span s = span(m);
    return std::string_view{c_.tree(u_.line.file).text}.substr(s.begin, s.end - s.begin);
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
  const std::uint32_t own_;
  std::vector<Marker> markers_;
  unsigned depth_ = 0;   ///< of quotes that open and close
  bool inside_ = false;  ///< of quotes that look alike
};

}  // namespace

void check_register(Context& c, const Utterance& u) {
  const std::uint32_t own = own_of(c.program);
  if (u.hearer == Hearer::Agent || (u.reading.traits & kSpeaks & ~own) == 0) return;
  const bool any = std::any_of(u.reading.tokens.begin(), u.reading.tokens.end(), [&](const Token& t) {
    if (t.kind != TokenKind::Word) return false;
    const std::uint32_t traits = c.words[t.word].traits;
    return (traits & kSpeaks) != 0 && (traits & own) == 0;
  });
  if (any && !undecided(c)) Register(c, u, own).read();
}

}  // namespace guion::spanish
