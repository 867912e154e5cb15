// Lost accents: words that do not exist without one (G0710) and those where both exist and the words beside them tell
// (G0710 by the list «acentos», a hint G0712 by «acentos_dudosos»). Questions: asking.cpp.
#include "spanish/accents.hpp"

#include <algorithm>

#include "spanish/clitics.hpp"
#include "spanish/rules.hpp"

namespace guion::spanish {
namespace {

constexpr std::size_t kAbbreviation = 5;  ///< so many capitals may be a short name. Units: letters

bool is_mark(const Token& t, Mark m) { return t.kind == TokenKind::Mark && t.mark == m; }

/// The words of `term` or of what stands in its place, one after the other.
std::string_view next_word(std::string_view& text) {
  const std::size_t end = text.find(' ');
  const std::string_view word = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return word;
}

bool by_form_of_past(std::string_view lower) {
  static constexpr std::string_view kAfter[] = {"ado", "ido", "ando", "iendo", "yendo"};
  return lower.size() > 4 && lower != "cuando" && lower != "lado" && lower != "grado" && lower != "sentido" &&
         std::any_of(std::begin(kAfter), std::end(kAfter), [&](std::string_view e) { return lower.ends_with(e); });
}

/// Participles that do not end so.
constexpr std::string_view kParticiples[] = {"vuelto", "hecho",   "dicho",   "visto",
                                             "puesto", "escrito", "abierto", "roto"};
bool is_participle(std::string_view lower) {
  return (lower.size() > 4 && (lower.ends_with("ado") || lower.ends_with("ido"))) || lower == "sido" ||
         std::find(std::begin(kParticiples), std::end(kParticiples), lower) != std::end(kParticiples);
}
/// Before «a» and a participle they show that «ha» was meant: «me a llegado».
constexpr std::string_view kBeforeHas[] = {"me", "te", "se", "le", "les", "nos", "lo", "no", "ya", "nunca", "aún"};
/// Nouns before which «el» is an article: «a el banco».
constexpr std::string_view kNouns[] = {
    "agente",   "aparato",   "área",      "asesor",    "banco",        "cable",      "cajero",     "cambio",
    "canal",    "cargo",     "celular",   "cliente",   "cobro",        "código",     "contrato",   "control",
    "correo",   "costo",     "crédito",   "cupón",     "departamento", "depósito",   "descuento",  "día",
    "dinero",   "domicilio", "dueño",     "enlace",    "envío",        "equipo",     "fin",        "formulario",
    "internet", "mensaje",   "mes",       "módem",     "momento",      "monto",      "número",     "pago",
    "paquete",  "pedido",    "periodo",   "período",   "plan",         "plazo",      "portal",     "precio",
    "problema", "proceso",   "proveedor", "recibo",    "reclamo",      "reembolso",  "reporte",    "resto",
    "router",   "saldo",     "servicio",  "siguiente", "sistema",      "sitio",      "supervisor", "técnico",
    "teléfono", "titular",   "total",     "trámite",   "usuario",      "vencimiento"};

class Accents {
 public:
  Accents(Context& c, const Utterance& u) : c_(c), u_(u), tokens_(u.reading.tokens) {}

  void run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != TokenKind::Word) continue;
      const std::uint32_t traits = judged(tokens_[i].word);
      if (tokens_[i].end - tokens_[i].begin == 1) {
        has_for_to(i);
        continue;
      }
      if ((traits & kAccentMaybe) != 0 && (contracts(i) || beside(i) || by_place(i))) continue;
      if ((traits & kAccentLost) != 0) lost(i);
    }
  }

 private:
  std::uint32_t judged(WordId word) {
    const std::uint32_t traits = c_.words[word].traits;
    if ((traits & kAccentAsked) != 0) return traits;
    const bool known = c_.lists.find(List::Project, word, c_.words) != nullptr || (traits & kHasDigit) != 0;
    const bool wrong = !known && !meant_by(c_.words.text(word)).empty();
    return c_.words[word].traits |= kAccentAsked | (wrong ? kAccentLost : 0u);
  }

  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::Word ? c_.words.text(tokens_[i].word)
                                                                    : std::string_view{};
  }

  /// «me a llegado», «a sido suspendido».
  void has_for_to(std::size_t i) {
    if (word(i) != "a" || i == 0 || tokens_[i].written != Case::Lower) return;
    const std::string_view before = word(i - 1), after = word(i + 1);
    if (before.empty() || after.empty() || parted(i - 1, 3) || !is_participle(after)) return;
    const bool sure = std::find(std::begin(kBeforeHas), std::end(kBeforeHas), before) != std::end(kBeforeHas);
    if (sure || after == "sido") doubtful(tokens_[i], "ha");
  }

  /// «a el banco», «de el pago»: al, del. Not «a El Salvador», «a el le gusta».
  bool contracts(std::size_t el) {
    if (el == 0 || word(el) != "el") return false;
    const std::size_t i = el - 1;
    const std::string_view first = word(i);
    if ((first != "a" && first != "de") || tokens_[i + 1].written != Case::Lower) return false;
    const std::string_view noun = word(i + 2);
    if (noun.empty() || tokens_[i + 2].written != Case::Lower || parted(i, 3) || tokens_[i].written == Case::Upper)
      return false;
    if (std::find(std::begin(kNouns), std::end(kNouns), noun) == std::end(kNouns)) return false;
    const Span span = c_.span(u_.line, tokens_[i], tokens_[i + 1]);
    if (span.end - span.begin != first.size() + 3) return false;  // several blanks, the end of a line, an arm
    const std::string_view all = c_.tree(u_.line.file).text;
    const std::string instead = in_case(first == "a" ? "al" : "del", tokens_[i].written);
    c_.emitter.report(diag::AccentMissing, span, all.substr(span.begin, span.end - span.begin), instead)
        .fix_with(span, instead);
    return true;
  }

  [[nodiscard]] bool vos() const { return c_.program.register_word == Word::Vos; }

  /// What `lower` is with its accent. «Apagalo» said to tú where nobody says vos lacks one, too.
  [[nodiscard]] std::string meant_by(std::string_view lower) const {
    static constexpr std::string_view kWithoutVos[] = {"es-ES", "es-MX", "es-PE", "es-PR", "es-DO", "es-CU"};
    std::string found = accented(lower, c_.words, c_.lists, vos());
    const bool no_vos =
        c_.program.register_word == Word::Tu &&
        std::find(std::begin(kWithoutVos), std::end(kWithoutVos), c_.program.locale) != std::end(kWithoutVos);
    if (!found.empty() || !no_vos || c_.lists.find(List::Voseo, c_.words.find(lower), c_.words) == nullptr)
      return found;
    const std::size_t size = clitic_at_end(lower);
    if (size == 0 || lower.size() < size + 3 || without_accents(lower) != lower) return {};
    const std::string host{lower.substr(0, lower.size() - size)};
    if (host.back() != 'a' && host.back() != 'e') return {};
    // «contame» is «cuéntame»: only where tú and vos have one stem («apagas», «apagás»).
    const WordId of_tu = c_.words.find(host + "s");
    return c_.lists.find(List::Familiar, of_tu, c_.words) == nullptr ? std::string{}
                                                                     : with_stress(host, lower.substr(host.size()));
  }

  void lost(std::size_t i) {
    const Token& t = tokens_[i];
    const std::string_view lower = c_.words.text(t.word);
    if ((t.written == Case::Upper && letters_of(lower) <= kAbbreviation) || in_address(tokens_, i)) return;
    const std::string instead = in_case(meant_by(lower), t.written);
    auto& d = c_.emitter.report(diag::AccentMissing, c_.span(u_.line, t), c_.text(u_.line.file, t), instead);
    if (instead.find(' ') == std::string::npos) d.fix_with(c_.span(u_.line, t), instead);
  }

  /// The rows of several words in which the word at `i` is the one that lacks its accent.
  bool beside(std::size_t i) {
    constexpr std::size_t kBack = 3;
    for (std::size_t back = 0; back <= std::min(i, kBack); ++back) {
      for (const List list : {List::Accents, List::AccentHints}) {
        const Row* row = c_.pairs.match(list, tokens_, i - back, c_.words, c_.lists);
        if (row == nullptr || c_.lists.size_of(*row) <= back) continue;
        std::string_view rest = row->instead, meant;
        for (std::size_t w = 0; w <= back; ++w) meant = next_word(rest);
        if (meant.empty() || meant == c_.words.text(tokens_[i].word) || parted(i - back, c_.lists.size_of(*row)))
          continue;
        list == List::Accents ? certain(tokens_[i], meant) : doubtful(tokens_[i], meant);
        return true;
      }
    }
    return false;
  }

  /// Words of two arms or lines may touch.
  [[nodiscard]] bool parted(std::size_t first, std::size_t size) const {
    for (std::size_t i = first + 1; i < first + size; ++i)
      if (tokens_[i].blanks == 0) return true;
    return false;
  }

  /// What only the place in the sentence tells: «Sí.» as an answer, «con él.», «esta cancelado».
  bool by_place(std::size_t i) {
    const Token& t = tokens_[i];
    const std::string_view lower = c_.words.text(t.word);
    const bool word_follows = i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::Word;
    if (word_follows && lower.size() == 2) return false;
    const char* meant = nullptr;
    if (lower == "esta") {
      if (word_follows && by_form_of_past(c_.words.text(tokens_[i + 1].word))) meant = "está";
    } else if (lower == "haz") {
      if (word_follows && is_participle(c_.words.text(tokens_[i + 1].word))) meant = "has";
    } else if (lower == "si") {
      if (answers(i)) meant = "sí";
    } else if ((lower == "el" || lower == "mi" || lower == "tu") && i > 0 && ends_at(i + 1)) {
      const bool inside = tokens_[i - 1].kind == TokenKind::Word && t.written == Case::Lower && t.blanks > 0;
      if (inside) meant = lower == "el" ? "él" : lower == "mi" ? "mí" : "tú";
    }
    if (meant != nullptr) doubtful(t, meant);
    return meant != nullptr;
  }

  /// A sentence of one word.
  [[nodiscard]] bool answers(std::size_t i) const {
    const bool first = i == 0 || is_mark(tokens_[i - 1], Mark::OpenQuestion) || is_mark(tokens_[i - 1], Mark::Stop) ||
                       is_mark(tokens_[i - 1], Mark::Question) || is_mark(tokens_[i - 1], Mark::OpenExclamation);
    if (!first || (i + 1 < tokens_.size() && !ends_at(i + 1))) return false;
    return i + 1 == tokens_.size() || !is_mark(tokens_[i + 1], Mark::Comma) || affirms(i + 2);
  }

  /// «Si, claro», as the list has «si claro».
  [[nodiscard]] bool affirms(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != TokenKind::Word) return false;
    const WordId si = tokens_[i - 2].word;
    for (std::uint32_t r = c_.words[si].row; r != 0; r = c_.lists.rows()[r].next) {
      const auto terms = c_.lists.terms_of(c_.lists.rows()[r]);
      if (c_.lists.rows()[r].list == List::AccentHints && terms.size() == 2 && terms[1] == tokens_[i].word) return true;
    }
    return false;
  }

  [[nodiscard]] bool ends_at(std::size_t i) const {
    if (i >= tokens_.size()) return u_.hearer != Hearer::Phrase;
    const Token& t = tokens_[i];
    return t.kind == TokenKind::Mark && t.blanks == 0 &&
           (t.mark == Mark::Stop || t.mark == Mark::Comma || t.mark == Mark::Semicolon || t.mark == Mark::Question ||
            t.mark == Mark::Exclamation);
  }

  void certain(const Token& t, std::string_view meant) {
    const std::string instead = in_case(meant, t.written);
    c_.emitter.report(diag::AccentMissing, c_.span(u_.line, t), c_.text(u_.line.file, t), instead)
        .fix_with(c_.span(u_.line, t), instead);
  }

  void doubtful(const Token& t, std::string_view meant) {
    c_.emitter.report(diag::AccentDoubtful, c_.span(u_.line, t), c_.text(u_.line.file, t), in_case(meant, t.written));
  }

  Context& c_;
  const Utterance& u_;
  const std::vector<Token>& tokens_;
};

}  // namespace

void learn_accents(Words& words, const Lists& lists, Pairs& pairs) {
  const WordId dots = words.find("…");
  for (const Row& row : lists.rows()) {
    const auto terms = lists.terms_of(row);
    if (terms.size() < 2 || !lists.only_words(row, words)) continue;
    if (row.list == List::Questions && terms.back() == dots) words[terms[terms.size() - 2]].traits |= kAsksAfter;
    if (row.list != List::Accents && row.list != List::AccentHints) continue;
    std::string_view rest = row.instead;
    for (const WordId w : terms)
      if (next_word(rest) != words.text(w)) words[w].traits |= kAccentMaybe;
  }
  for (const std::string_view w : {"a", "esta", "haz", "si", "el", "mi", "tu"})
    words[words.intern(w)].traits |= kAccentMaybe;
  for (const List list : {List::Accents, List::AccentHints, List::Questions}) pairs.add(list, lists, words);
  pairs.close();
}

void check_accents(Context& context, const Utterance& utterance) {
  const Reading& r = utterance.reading;
  if ((r.shared & kAccentAsked) == 0 || (r.traits & (kAccentMaybe | kAccentLost)) != 0)
    Accents(context, utterance).run();
}

}  // namespace guion::spanish
