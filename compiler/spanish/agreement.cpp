// What may be put in the place of a term, with the article before it: «el bill» → «la factura», «del fee» → «del
// cargo». Where a gender or number farther off would have to change too, nothing is offered: the message still says the
// word, and a person rewrites the sentence.
#include <algorithm>
#include <array>

#include "spanish/nouns.hpp"
#include "spanish/terms.hpp"

namespace guion::spanish {
namespace {

/// What stands before a noun and agrees with it.
struct Determiner {
  std::string_view masculine, feminine;
  bool plural;
  bool adjective;  ///< has a determiner before it in its turn
};
constexpr std::array<Determiner, 22> kDeterminers{
    {{"el", "la", false, false},        {"los", "las", true, false},          {"un", "una", false, false},
     {"unos", "unas", true, false},     {"del", "de la", false, false},       {"al", "a la", false, false},
     {"este", "esta", false, false},    {"estos", "estas", true, false},      {"ese", "esa", false, false},
     {"esos", "esas", true, false},     {"nuestro", "nuestra", false, false}, {"nuestros", "nuestras", true, false},
     {"algún", "alguna", false, false}, {"ningún", "ninguna", false, false},  {"otro", "otra", false, false},
     {"otros", "otras", true, false},   {"nuevo", "nueva", false, true},      {"nuevos", "nuevas", true, true},
     {"último", "última", false, true}, {"próximo", "próxima", false, true},  {"primer", "primera", false, true},
     {"mismo", "misma", false, true}}};

/// What agrees in number alone.
constexpr std::array<std::pair<std::string_view, bool>, 8> kNumberOnly{{{"su", false},
                                                                        {"sus", true},
                                                                        {"mi", false},
                                                                        {"mis", true},
                                                                        {"tu", false},
                                                                        {"tus", true},
                                                                        {"cada", false},
                                                                        {"cualquier", false}}};

/// Words on -o and -a that are no adjective.
constexpr std::array<std::string_view, 22> kInvariable{
    "para",    "hasta", "como",   "contra", "ahora", "cuando", "cuanto", "donde", "desde", "pero", "hoy",
    "todavía", "luego", "mañana", "o",      "a",     "ya",     "la",     "lo",    "no",    "esto", "eso"};

constexpr std::array<std::string_view, 18> kCopulas{"es",    "está",    "son",   "están",  "fue",    "era",
                                                    "será",  "estará",  "sigue", "queda",  "parece", "viene",
                                                    "llega", "aparece", "sale",  "estaba", "quedó",  "tiene"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Agreement {
 public:
  Agreement(const Place& place, std::size_t first, std::size_t end, bool plural, std::string_view phrase)
      : p_(place), first_(first), end_(end), plural_(plural), noun_(noun_of(phrase)) {}

  std::optional<Replacement> replacement() {
    if (noun_.text.empty() || noun_.text.find(" | ") != std::string_view::npos) return std::nullopt;
    if (said_already() || joins_before()) return std::nullopt;
    const std::string_view before = word_before(first_);
    for (const auto& [word, plural] : kNumberOnly)
      if (before == word) return plural_ && !plural ? std::nullopt : without_article(plural || plural_);
    for (const Determiner& d : kDeterminers) {
      if (before == d.masculine) return with(d, Gender::Masculine);
      if (before == d.feminine) return with(d, Gender::Feminine);
    }
    return without_article(plural_);
  }

 private:
  /// The word directly before token `at`, no mark between.
  [[nodiscard]] std::string_view word_before(std::size_t at) const {
    return at > p_.sentence.first ? p_.word(at - 1) : std::string_view{};
  }
  [[nodiscard]] std::string_view word_behind() const {
    return end_ < p_.sentence.end ? p_.word(end_) : std::string_view{};
  }

  /// «su factura (bill)»: put in, the sentence would say it twice.
  [[nodiscard]] bool said_already() const {
    const std::string_view head = noun_.text.substr(0, noun_.text.find(' '));
    for (std::size_t i = p_.sentence.first; i < p_.sentence.end; ++i)
      if ((i < first_ || i >= end_) && p_.word(i) == head) return true;
    return false;
  }

  /// «y» and «o» before i- and o- would have to change.
  [[nodiscard]] bool joins_before() const {
    const std::string_view before = word_before(first_), text = noun_.text;
    const auto begins = [&](std::string_view a, std::string_view b) {
      return text.starts_with(a) || text.starts_with(b);
    };
    return (before == "y" && begins("i", "hi")) || (before == "o" && begins("o", "ho"));
  }

  /// Whether the word behind agrees with a gender that is not the noun's.
  [[nodiscard]] bool clashes_behind() const {
    const std::string_view next = word_behind();
    if (next.size() < 3 || one_of(next, kInvariable)) return false;
    const bool masculine = next.ends_with("o") || next.ends_with("os");
    const bool feminine = next.ends_with("a") || next.ends_with("as");
    return (masculine && noun_.gender != Gender::Masculine) || (feminine && noun_.gender != Gender::Feminine);
  }

  /// Whether the rest of the sentence may agree with the noun: «está vencido», «lo reciba».
  [[nodiscard]] bool agrees_later() const {
    if (one_of(word_behind(), kCopulas)) return true;
    for (std::size_t i = end_; i < p_.sentence.end; ++i) {
      const std::string_view word = p_.word(i);
      if (word == "lo" || word == "los" || word == "la" || word == "las") {
        const std::string_view next = i + 1 < p_.sentence.end ? p_.word(i + 1) : std::string_view{};
        if (next.empty() || next.ends_with("o") || next.ends_with("e") || next.ends_with("mos")) return true;
      }
      for (const std::string_view tail : {"ado", "ido", "ados", "idos", "arlo", "erlo", "irlo"})
        if (word.ends_with(tail)) return true;
    }
    return false;
  }

  /// Whether anything else of the sentence may agree with a noun of the other gender: «su password es nuevo», «listo su
  /// password». A noun has its determiner before it, a verb its pronoun.
  [[nodiscard]] bool may_agree() const {
    if (noun_.gender == Gender::Unknown) return is_determiner(word_before(first_)) && agrees_later();
    const bool feminine = noun_.gender == Gender::Feminine;
    for (std::size_t i = p_.sentence.first; i < p_.sentence.end; ++i) {
      if (i >= first_ && i < end_) continue;
      const std::string_view word = p_.word(i);
      if (i >= end_ && takes_up(i, feminine)) return true;
      if (word.size() < 3 || one_of(word, kInvariable) || is_determiner(word)) continue;
      const bool agrees =
          feminine ? word.ends_with("o") || word.ends_with("os") : word.ends_with("a") || word.ends_with("as");
      if (!agrees) continue;
      const std::string_view before = word_before(i);
      if (is_determiner(before) || one_of(before, kBeforeOther)) continue;
      if (i < first_ && feminine && i == p_.sentence.first && !is_participle(word)) continue;  // «Reviso su password»
      if (i < first_ && !feminine) {
        if (is_participle(word)) return true;  // «Pague su claim», but «pagada su claim»
        continue;
      }
      return true;
    }
    return false;
  }
  /// «¿lo recibió?»: a pronoun of the other gender before its verb.
  [[nodiscard]] bool takes_up(std::size_t i, bool feminine) const {
    const std::string_view word = p_.word(i), next = i + 1 < p_.sentence.end ? p_.word(i + 1) : std::string_view{};
    if (feminine && word == "lo") return next != "que";
    if (feminine ? word != "los" : word != "la" && word != "las") return false;
    for (const std::string_view end : {"o", "ó", "é", "á", "e", "mos", "n"})
      if (next.ends_with(end)) return true;
    return next.empty();
  }
  static bool is_determiner(std::string_view word) {
    for (const Determiner& d : kDeterminers)
      if (!d.adjective && (word == d.masculine || word == d.feminine)) return true;
    return std::any_of(kNumberOnly.begin(), kNumberOnly.end(), [&](const auto& n) { return n.first == word; });
  }
  static bool is_participle(std::string_view word) {
    for (const std::string_view end : {"ado",  "ada",  "ados", "adas", "ido", "ida", "idos", "idas", "sto",  "sta",
                                       "stos", "stas", "cho",  "cha",  "rto", "rta", "evo",  "eva",  "elto", "elta"})
      if (word.ends_with(end)) return true;
    return false;
  }

  std::optional<Replacement> without_article(bool plural, bool same_gender = false) const {
    if (!same_gender && may_agree()) return std::nullopt;
    if (clashes_behind() || (plural != noun_.plural && noun_.plural)) return std::nullopt;
    return Replacement{first_, capital(first_, noun_text(plural))};
  }

  std::optional<Replacement> with(const Determiner& d, Gender before) const {
    const bool plural = d.plural || noun_.plural;
    if ((plural_ && !d.plural) || plural != d.plural || noun_.gender == Gender::Unknown) return std::nullopt;
    if (before == noun_.gender) return without_article(plural, true);
    const std::string_view article = noun_.gender == Gender::Feminine ? d.feminine : d.masculine;
    const std::string_view farther = word_before(first_ - 1);
    const bool contracts = article == "el" && (farther == "de" || farther == "a");
    if (d.adjective || contracts || clashes_behind() || agrees_later() || may_agree() || one_of(farther, kTogether))
      return std::nullopt;
    return Replacement{first_ - 1, capital(first_ - 1, std::string{article} + " " + noun_text(plural))};
  }

  [[nodiscard]] std::string noun_text(bool plural) const {
    return plural && !noun_.plural ? plural_of(noun_.text) : std::string{noun_.text};
  }

  /// In the case of the word that goes. A list holds lower case, and no term begins with an accent.
  [[nodiscard]] std::string capital(std::size_t at, std::string text) const {
    const bool small = p_.at(at).written == Case::Lower || (p_.at(at).written == Case::Upper && at > p_.sentence.first);
    if (!small && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  /// Before a verb or a noun that no article has: «le reviso», «de crédito», «en efectivo».
  static constexpr std::array<std::string_view, 18> kBeforeOther{
      "le", "les", "se", "me", "te", "lo", "la", "nos", "de", "en", "con", "por", "sin", "a", "para", "yo", "ya", "y"};

  /// What agrees before an article: «todo el».
  static constexpr std::array<std::string_view, 4> kTogether{"todo", "toda", "todos", "todas"};

  const Place& p_;
  std::size_t first_, end_;
  bool plural_;
  Noun noun_;
};

}  // namespace

std::optional<Replacement> replacement_for(const Place& place, std::size_t first, std::size_t end, bool plural,
                                           std::string_view phrase) {
  return Agreement(place, first, end, plural, phrase).replacement();
}

}  // namespace guion::spanish
