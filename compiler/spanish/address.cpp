// Gendered address where nobody knows who is on the line: «Señor cliente», «bienvenido», «lo transfiero», «señor/a».
// The words stand in the list «género»; here is when they speak to the customer and of nobody else. Silent in the arms
// of «señor» and «señora» and behind a condition on the address form; the neutral arm is read.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "ast/tree.hpp"
#include "spanish/rules.hpp"
#include "spanish/wording.hpp"

namespace guion::spanish {
namespace {

using ast::NodeKind;
using ast::PartKind;

template <std::size_t N>
using Some = std::array<std::string_view, N>;

template <std::size_t N>
bool is_one_of(const Some<N>& all, std::string_view word) {
  return std::find(all.begin(), all.end(), word) != all.end();
}

constexpr Some<21> kCalls{"señor",     "señora",      "señorita",    "señores", "señoras",  "sr",       "sra",
                          "srta",      "sres",        "caballero",   "dama",    "estimado", "estimada", "apreciado",
                          "apreciada", "distinguido", "distinguida", "querido", "querida"};
constexpr Some<11> kBeforeCall{"gracias", "sí",     "no",    "claro", "bien",  "días",
                               "tardes",  "noches", "gusto", "favor", "siento"};
/// What a noun has before it: «bienvenida la propuesta» welcomes no customer.
constexpr Some<16> kBeforeNoun{"el", "la",  "los", "las",  "un",   "una",       "su",      "sus",
                               "tu", "tus", "mi",  "toda", "todo", "cualquier", "nuestro", "nuestra"};
/// Whom «estimado(a)» may call.
constexpr Some<8> kCalled{"cliente", "clienta", "usuario", "usuaria", "señor", "señora", "titular", "socio"};
constexpr Some<4> kMasculine{"señor", "señores", "sr", "caballero"};
constexpr Some<4> kFeminine{"señora", "señorita", "sra", "dama"};
constexpr Some<7> kOtherObjects{"se", "me", "te", "nos", "os", "le", "les"};
/// What may stand before «está interesado» where it has no other subject than usted.
constexpr Some<12> kNoSubject{"si",  "no",      "cuando",  "usted",  "ya", "aún",
                              "aun", "todavía", "también", "porque", "y",  "mientras"};
constexpr Some<22> kArticles{"el",      "la",        "los",   "las",    "un",     "una", "este", "esta",
                             "ese",     "esa",       "al",    "del",    "su",     "sus", "mi",   "nuestro",
                             "nuestra", "cualquier", "algún", "alguna", "ningún", "otro"};
/// Nouns that no «lo» or «la» behind them takes up: «En un momento lo transfiero».
constexpr Some<19> kPassing{"momento", "momentito", "minuto", "minutos",      "segundo", "segundos", "instante",
                            "favor",   "gusto",     "placer", "día",          "tarde",   "noche",    "línea",
                            "espera",  "paciencia", "área",   "departamento", "parte"};
/// Who may be the subject: «el técnico lo visitará».
constexpr Some<14> kPeople{"especialista", "asesor",        "asesora",   "ejecutivo", "ejecutiva",
                           "técnico",      "técnica",       "compañero", "compañera", "agente",
                           "supervisor",   "representante", "equipo",    "personal"};

/// What takes the place of «está seguro» where nothing follows it.
constexpr std::string_view kSure = "lo confirma";

enum class Gender : std::uint8_t { Either, Masculine, Feminine };

Gender gender_of(std::string_view article, std::string_view noun) {
  if (article == "la" || article == "las" || article == "una" || article == "esta" || article == "esa")
    return Gender::Feminine;
  for (const std::string_view end : {"ción", "sión", "dad", "tad", "a", "as"})
    if (noun.ends_with(end)) return article == "el" || article == "un" ? Gender::Either : Gender::Feminine;
  if (noun.ends_with("o") || noun.ends_with("os")) return Gender::Masculine;
  return article == "su" || article == "sus" || article == "mi" ? Gender::Either : Gender::Masculine;
}

class Address {
 public:
  Address(Context& c, const Utterance& u) : c_(c), u_(u), tokens_(u.reading.tokens) {}

  void read() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const Token& t = tokens_[i];
      if (t.kind != TokenKind::Word || (c_.words[t.word].traits & kGenders) == 0) continue;
      const Row* row = nullptr;
      std::size_t start = i - std::min(i, kMostBefore);
      for (; start <= i; ++start) {
        row = c_.lists.match(List::Gendered, tokens_, start, c_.words);
        if (row != nullptr && start + c_.lists.size_of(*row) > i) break;
      }
      if (start > i) continue;
      const std::size_t last = start + c_.lists.size_of(*row) - 1;
      finding(*row, start, last);
      i = std::max(i, last);
    }
  }

 private:
  static constexpr std::size_t kMostBefore = 4;  ///< words of a row before its longest

  [[nodiscard]] const Token* token(std::size_t i) const { return i < tokens_.size() ? &tokens_[i] : nullptr; }
  [[nodiscard]] std::string_view word(const Token* t) const {
    return t != nullptr && t->kind == TokenKind::Word ? c_.words.text(t->word) : std::string_view{};
  }
  static bool is_mark(const Token* t, Mark mark) {
    return t != nullptr && t->kind == TokenKind::Mark && t->mark == mark;
  }
  static bool is_mark(const Token* t) { return t != nullptr && t->kind == TokenKind::Mark; }

  void finding(const Row& row, std::size_t first, std::size_t last) {
    if (c_.lists.match(List::Project, tokens_, first, c_.words) != nullptr) return;
    const std::size_t end = doubled(last);
    const std::string_view head = word(&tokens_[first]);
    const bool calls = is_one_of(kCalls, head);
    const bool welcomes = head.starts_with("bienvenid") || head == "sea";
    if (!calls && !welcomes && c_.program.register_word != Word::Usted) return;  // the customer is «te» there
    if (calls && !is_call(first, last, end)) return;
    if (is_title_of_name(first, end)) return;
    if (welcomes && is_one_of(kBeforeNoun, word(token(end + 1)))) return;
    if (welcomes && head != "sea" && (!begins_clause(first) || word(token(end + 1)) == "sea")) return;
    if (!calls && !welcomes && !speaks_of_customer(row, first, end)) return;
    if (is_free(tokens_[first].begin)) return;
    const Span span = Context::span(u_.line, tokens_[first], tokens_[end]);
    const Span wrong = calls || is_pronoun(head) ? span : gendered(first, last, end);
    const std::string& all = c_.tree(u_.line.file).text;
    auto& d = c_.emitter.report(diag::GenderedAddress, wrong,
                                std::string_view{all}.substr(wrong.begin, wrong.end - wrong.begin));
    if (is_sealed(c_, u_)) return;
    if (calls) return drop_call(d, row, first, end);
    if (row.instead.empty() || (row.instead == kSure && !is_mark(token(end + 1), Mark::Question))) return;
    std::string put = addressed(row.instead);
    Span gone = span;
    if (!fits(put, gone, end)) return;
    d.fix_with(gone, tokens_[first].written == Case::Capital ? capitalised(put) : put);
  }

  /// «Sr. Pérez»: who writes so knows whom the line is about.
  [[nodiscard]] bool is_title_of_name(std::size_t first, std::size_t end) const {
    const std::string_view head = word(&tokens_[first]);
    if (head != "sr" && head != "sra" && head != "srta") return false;
    const Token* const name = token(is_mark(token(end), Mark::Stop) ? end + 1 : end + 2);
    const bool stops = is_mark(token(end), Mark::Stop) || is_mark(token(end + 1), Mark::Stop);
    return stops && name != nullptr && name->kind == TokenKind::Word && name->written == Case::Capital;
  }

  /// Whether the words may stand before what follows: who is put through is so «con», a call is transferred «a».
  [[nodiscard]] bool fits(std::string& put, Span& gone, std::size_t end) const {
    const Token* const next = token(end + 1);
    const std::string_view text = word(next);
    const bool puts_through = put == "le comunico" || put == "te comunico" || put.ends_with("a comunicar");
    if (puts_through) return text == "con";
    if (!put.ends_with("llamada")) return true;
    if (text == "con") {
      const Token* const whom = token(end + 2);
      if (whom == nullptr || whom->kind == TokenKind::Mark) return false;
      const bool contracts = word(whom) == "el" && whom->written == Case::Lower;
      put += contracts ? " al" : " a";
      gone.end = contracts ? whom->end : next->end;
      return true;
    }
    if (text == "a" || text == "al") return true;
    for (std::size_t i = end + 1; i < tokens_.size(); ++i)
      if (word(&tokens_[i]) == "con") return false;
    return next == nullptr || is_mark(next);
  }

  static bool is_pronoun(std::string_view head) { return head == "lo" || head == "la"; }

  /// Of «está seguro de que» only «seguro» supposes anything; of «es usted el titular», «el titular».
  [[nodiscard]] Span gendered(std::size_t first, std::size_t last, std::size_t end) const {
    std::size_t at = first;
    for (std::size_t i = first + 1; i <= last && at == first; ++i) {
      const std::string_view w = word(&tokens_[i]);
      if (w == "el" || w == "la") return Context::span(u_.line, tokens_[i], tokens_[end]);  // «el titular»
      if ((w.size() > 2 && (w.ends_with("o") || w.ends_with("a")))) at = i;
    }
    const bool whole = at == first && last > first;
    return Context::span(u_.line, tokens_[at], tokens_[whole || at == last ? end : at]);
  }

  /// The last token with what doubles the word behind it: señor/a, bienvenido(a), seguro/segura.
  [[nodiscard]] std::size_t doubled(std::size_t last) const {
    if (is_mark(token(last + 1), Mark::Stop) && is_mark(token(last + 2), Mark::Slash) && !word(token(last + 3)).empty())
      return is_mark(token(last + 4), Mark::Stop) ? last + 4 : last + 3;  // Sr./Sra.
    const Token *const sign = token(last + 1), *const other = token(last + 2);
    if (sign == nullptr || sign->blanks != 0) return last;
    if (is_mark(sign, Mark::Other)) return last + 1;  // bienvenid@
    if (other == nullptr || other->blanks != 0) return last;
    const std::string_view ending = word(other);
    if (ending.empty()) return last;
    if (is_mark(sign, Mark::Slash)) return last + 2;
    const bool short_one = ending == "a" || ending == "o" || ending == "as" || ending == "os";
    return is_mark(sign, Mark::Open) && short_one && is_mark(token(last + 3), Mark::Close) ? last + 3 : last;
  }

  // ---- whom the words mean
  // -------------------------------------------------------------------------------------------

  [[nodiscard]] bool begins_clause(std::size_t first) const { return first == 0 || is_mark(&tokens_[first - 1]); }

  /// «Gracias, señor.» «Estimado {cliente}:» and not «el señor que llamó», «tiempo estimado».
  [[nodiscard]] bool is_call(std::size_t first, std::size_t last, std::size_t end) const {
    const Token* const before = first == 0 ? nullptr : &tokens_[first - 1];
    if (before != nullptr && !is_mark(before) && !is_one_of(kBeforeCall, word(before))) return false;
    if (end == last && names_both()) return false;
    const Token* next = token(end + 1);
    const bool short_form = (c_.words[tokens_[last].word].traits & kAbbreviates) != 0;
    if (short_form && is_mark(next, Mark::Stop)) next = token(end + 2);
    if (next != nullptr && next->kind == TokenKind::Value) return !carries_address(*next);
    const std::string_view head = word(&tokens_[first]);
    if (end > last && is_one_of(kCalled, word(next))) return true;  // «Estimado(a) cliente»
    if (first == last && (head == "estimado" || head == "estimada")) return false;
    const std::string_view lead = is_mark(before) ? std::string_view{} : word(before);
    if (lead == "gracias" && word(next) == "por") return true;  // «Gracias señor por esperar»
    return next == nullptr || is_mark(next) || last > first || short_form || next->written == Case::Capital;
  }
  /// «¿Prefiere que le diga señor o señora?»
  [[nodiscard]] bool names_both() const {
    bool masculine = false, feminine = false;
    for (const Token& t : tokens_) {
      masculine = masculine || is_one_of(kMasculine, word(&t));
      feminine = feminine || is_one_of(kFeminine, word(&t));
    }
    return masculine && feminine;
  }
  /// {cliente con trato}
  [[nodiscard]] bool carries_address(const Token& value) const {
    const ast::Part* const end = u_.run.data() + u_.run.size();
    const ast::Part* const form = value.part == nullptr ? end : value.part + 1;
    return form < end && form->kind == PartKind::Form && static_cast<Word>(form->arg) == Word::WithAddress;
  }

  [[nodiscard]] bool speaks_of_customer(const Row& row, std::size_t first, std::size_t end) const {
    const std::string_view head = word(&tokens_[first]);
    for (std::size_t i = first; i <= end; ++i) {
      const std::string_view w = word(&tokens_[i]);
      if (w.ends_with("rlo") || w.ends_with("rla"))
        return !takes_up(w.ends_with("o") ? Gender::Masculine : Gender::Feminine, first, end, true);
    }
    if (is_pronoun(head))
      return is_object(first, end) && !takes_up(head == "lo" ? Gender::Masculine : Gender::Feminine, first, end, false);
    if (head == "usted" || head == "es" || (head == "está" && word(token(first + 1)) == "usted")) return true;
    const Token* const before = first == 0 ? nullptr : &tokens_[first - 1];
    if (row.instead == kSure) {
      const bool doubled = word(&tokens_[end]) != word(&tokens_[first + c_.lists.size_of(row) - 1]);
      return is_mark(before, Mark::OpenQuestion) &&
             (is_mark(token(end + 1), Mark::Question) || (doubled && word(token(end + 1)) == "de"));
    }
    // «¿Está interesado su hijo?»: the subject may follow too.
    const std::size_t last = first + c_.lists.size_of(row) - 1;
    const bool open = word(&tokens_[last]).size() > kPreposition && end == last;
    const bool alone = before == nullptr || is_mark(before) || is_one_of(kNoSubject, word(before));
    return alone && (!open || token(end + 1) == nullptr || is_mark(token(end + 1)));
  }
  static constexpr std::size_t kPreposition = 3;  ///< bytes of «con», «en», «de», «que», with which a row may end

  /// Whether «lo» or «la» before the verb is its only object, and one may be done so to a person: «se lo comunico» and
  /// «lo comunico al equipo» are about a thing, «lo atiende otra área» may be.
  [[nodiscard]] bool is_object(std::size_t first, std::size_t end) const {
    const std::string_view before = first == 0 ? std::string_view{} : word(&tokens_[first - 1]);
    if (is_one_of(kOtherObjects, before)) return false;
    const std::string_view verb = word(&tokens_[end]);
    if (verb.starts_with("comunic")) return u_.kind == NodeKind::Transfer || word(token(end + 1)) == "con";
    const Token* const next = token(end + 1);
    return verb != "atiende" || (next != nullptr && next->kind == TokenKind::Value);
  }

  /// Whether «lo» or «la» may stand for a thing (or somebody) named before it, in its sentence or the one above, or is
  /// moved to an account: «su reclamo … lo transfiero».
  [[nodiscard]] bool takes_up(Gender wanted, std::size_t first, std::size_t end, bool enclitic) const {
    if (word(token(end + 1)) == "a" && is_one_of(Some<4>{"su", "la", "otra", "una"}, word(token(end + 2))) &&
        (word(token(end + 3)).starts_with("cuenta") || word(token(end + 3)).starts_with("tarjeta")))
      return true;
    const std::string_view verb = word(&tokens_[end]);
    const bool other_acts =
        !enclitic && (verb.ends_with("rá") || verb.ends_with("rán") || verb == "atiende" || verb == "saluda");
    for (std::size_t i = start_of_search(first); i + 1 < first; ++i) {
      if (!is_one_of(kArticles, word(&tokens_[i]))) continue;
      const Token& noun = tokens_[i + 1];
      if (noun.kind == TokenKind::Value) return true;
      const std::string_view name = word(&noun);
      if (noun.kind == TokenKind::Word && (c_.words[noun.word].traits & kGenders) != 0) continue;  // «la llamemos»
      if (name.empty() || is_one_of(kPassing, name) || (other_acts && is_one_of(kPeople, name))) continue;
      const Gender g = gender_of(word(&tokens_[i]), name);
      if (g == Gender::Either || g == wanted) return true;
    }
    return false;
  }
  [[nodiscard]] std::size_t start_of_search(std::size_t first) const {
    std::size_t start = 0;
    const auto& all = u_.reading.sentences;
    for (std::size_t s = 0; s < all.size() && all[s].first <= first; ++s) start = all[s == 0 ? 0 : s - 1].first;
    return start;
  }

  // ---- where the address form is known
  // -------------------------------------------------------------------------------

  [[nodiscard]] bool is_address(std::string_view name) const {
    return std::any_of(c_.program.slots.begin(), c_.program.slots.end(),
                       [&](const sema::Slot& s) { return s.type.kind == sema::TypeKind::Address && s.name == name; });
  }
  static bool is_neutral(std::string_view label) { return label == "neutro" || label == "neutral"; }

  [[nodiscard]] bool is_free(std::uint32_t byte) const {
    const ast::Tree& tree = c_.tree(u_.line.file);
    const InArm arm = arm_at(u_.run, byte);
    if (arm.choice != nullptr && is_address(tree.at(*arm.choice)))
      return arm.label != nullptr && !is_neutral(tree.at(*arm.label));
    const sema::Statement& head = c_.program.at(u_.head);
    if (u_.kind == NodeKind::Ask && head.slot != sema::SlotId{kNone} &&
        c_.program.slots[head.slot].type.kind == sema::TypeKind::Address)
      return true;  // it asks for the address form
    const LineId next = u_.line.line + 1;
    if (next < tree.lines[u_.line.line].block_end && tree.lines[next].kind == NodeKind::OnlyIf && asks_address(next))
      return true;
    return std::any_of(u_.open.begin(), u_.open.end(), [&](const LineId& l) { return frees(l, &l); });
  }

  /// Whether the block of an open line is entered by the address form. `at`: the line's place among the open ones.
  [[nodiscard]] bool frees(LineId l, const LineId* at) const {
    const ast::Tree& tree = c_.tree(u_.line.file);
    switch (tree.lines[l].kind) {
      case NodeKind::If:
      case NodeKind::Stage:
        return asks_address(l);
      case NodeKind::Item:
        return l + 1 < tree.lines[l].block_end && tree.lines[l + 1].kind == NodeKind::OnlyIf && asks_address(l + 1);
      case NodeKind::Else: {
        LineId before = l;
        while (before > 0 && (before == l || tree.lines[before].depth > tree.lines[l].depth)) --before;
        return tree.lines[before].kind == NodeKind::If && asks_address(before);
      }
      case NodeKind::When: {
        const ast::Part* const name = ast::find(tree.parts_of(l), PartKind::Name);
        if (name == nullptr || !is_address(tree.at(*name))) return false;
        const LineId* const arm = at + 1;
        if (arm == u_.open.data() + u_.open.size() || tree.lines[*arm].kind != NodeKind::Is) return true;
        const auto parts = tree.parts_of(*arm);
        return std::any_of(parts.begin(), parts.end(),
                           [&](const ast::Part& p) { return p.kind == PartKind::Ref && !is_neutral(tree.at(p)); });
      }
      default:  // all others are entered whoever calls
        return false;
    }
  }
  [[nodiscard]] bool asks_address(LineId l) const {
    const ast::Tree& tree = c_.tree(u_.line.file);
    const auto parts = tree.parts_of(l);
    return std::any_of(parts.begin(), parts.end(),
                       [&](const ast::Part& p) { return p.kind == PartKind::Ref && is_address(tree.at(p)); });
  }

  // ---- other words
  // ---------------------------------------------------------------------------------------------------

  /// The replacements speak to usted; a flow with tú or vos has «te» and «tu».
  [[nodiscard]] std::string addressed(std::string_view instead) const {
    if (c_.program.register_word == Word::Usted) return std::string{instead};
    std::string out;
    for (std::string_view rest = instead; !rest.empty();) {
      const std::string_view w = take_word(rest);
      if (!out.empty()) out += ' ';
      out += w == "le" ? "te" : w == "su" ? "tu" : w;
    }
    return out;
  }

  /// A call may go with its comma; before a colon another greeting takes its place.
  void drop_call(diag::Diagnostic& d, const Row& row, std::size_t first, std::size_t end) const {
    const FileId file = u_.line.file;
    const Token *const before = first == 0 ? nullptr : &tokens_[first - 1], *const next = token(end + 1);
    if (is_mark(before, Mark::Comma)) {
      const bool parts = is_mark(next, Mark::Comma);  // which of the two commas stays depends on the sentence
      if (next == nullptr || (is_mark(next) && !parts)) d.fix_with({file, before->begin, tokens_[end].end}, "");
      return;
    }
    if (before != nullptr && !is_mark(before, Mark::Stop)) return;
    const bool named = next != nullptr && next->kind == TokenKind::Value;  // «Estimado {cliente}»: «Hola, {cliente}»
    if ((is_mark(next, Mark::Colon) || named) && !row.instead.empty())
      return void(d.fix_with(Context::span(u_.line, tokens_[first], tokens_[end]), capitalised(row.instead)));
    if (!is_mark(next, Mark::Comma)) return;
    std::size_t word_at = end + 2;
    while (is_mark(token(word_at))) ++word_at;
    const Token* const follows = token(word_at);
    if (follows == nullptr || follows->kind != TokenKind::Word) return;
    const std::string_view all = c_.tree(file).text;
    const Token& begin = tokens_[end + 2];
    d.fix_with({file, tokens_[first].begin, follows->end},
               std::string{all.substr(begin.begin, follows->begin - begin.begin)} +
                   capitalised(all.substr(follows->begin, follows->end - follows->begin)));
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void check_address(Context& c, const Utterance& u) {
  if (u.hearer == Hearer::Customer && (u.reading.traits & kGenders) != 0) Address(c, u).read();
}

}  // namespace guion::spanish
