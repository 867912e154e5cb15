// Values in texts: a label that fits into no sentence, and a number, an amount, a date or an hour written out where a
// constant or a slot of the flow holds it. Equal numbers are no proof that one thing is meant: the name of the slot
// must be heard in the sentence too.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "sema/types.hpp"
#include "spanish/terms.hpp"

namespace guion::spanish {
namespace {

using sema::TypeKind;

constexpr std::int64_t kCents = 100;

// ---- labels

/// Answers that a customer gives: in a sentence of the agent they are somebody else's words.
constexpr std::array<std::string_view, 20> kAnswers{
    "quiero", "tengo",  "necesito", "prefiero", "deseo", "puedo",  "voy",  "llamo", "pagué",   "olvidé",
    "perdí",  "recibí", "cambié",   "creo",     "estoy", "acepto", "pago", "busco", "conozco", "solicito"};

unsigned words_in(std::string_view text) {
  unsigned words = 0;
  bool inside = false;
  for (const char c : text) {
    words += c != ' ' && !inside ? 1u : 0u;
    inside = c != ' ';
  }
  return words;
}

/// Signs that nobody can say inside a sentence. A slash between digits (24/7) is read.
bool has_sign(std::string_view label) {
  for (const std::string_view sign : {"(", ")", "[", "]", ":", ";", "?", "!", "¿", "¡", "…", "\"", "«", " - ", " – "})
    if (label.find(sign) != std::string_view::npos) return true;
  const std::size_t slash = label.find('/');
  return slash != std::string_view::npos &&
         (slash + 1 == label.size() || label[slash + 1] < '0' || label[slash + 1] > '9');
}

/// «1. Pago», «2) Soporte»: the number of a key.
bool is_numbered(std::string_view label) {
  std::size_t at = 0;
  while (at < label.size() && label[at] >= '0' && label[at] <= '9') ++at;
  if (at == 0 || at == label.size()) return false;
  return (label[at] == '.' && (at + 1 == label.size() || label[at + 1] == ' ')) || label[at] == ')' || label[at] == '-';
}

bool fits_no_sentence(std::string_view label) {
  constexpr unsigned kMostWords = 6;
  if (has_sign(label) || is_numbered(label) || label.ends_with('.') || words_in(label) > kMostWords) return true;
  std::string lower;
  lower_to(lower, label);
  const std::string_view first = std::string_view{lower}.substr(0, lower.find_first_of(" ,"));
  const std::string_view rest = std::string_view{lower}.substr(first.size());
  if (first == "sí" || first == "no") {
    if (rest.empty() || rest[0] == ',') return true;
    return first == "no" && fits_no_sentence(std::string_view{lower}.substr(3));  // «No puedo pagar»
  }
  if (first == "me") return true;  // «Me mudo»
  if (label[0] >= '0' && label[0] <= '9' && label.find(',') != std::string_view::npos) return true;
  // «Pago de factura» is a noun.
  if (first == "pago" && (rest.empty() || !(rest.starts_with(" la ") || rest.starts_with(" mi ")))) return false;
  return std::find(kAnswers.begin(), kAnswers.end(), first) != kAnswers.end();
}

const sema::EnumValue* unfit_value(const sema::Enum& of) {
  for (const sema::EnumValue& v : of.values) {
    if (!fits_no_sentence(v.label)) continue;
    std::string label, spoken;
    lower_to(label, v.label);
    lower_to(spoken, v.spoken);
    if (label == spoken) return &v;
  }
  return nullptr;
}

// ---- what a program holds

/// The words of a name that say what it is of.
std::vector<std::string> parts_of(std::string_view name) {
  constexpr std::array<std::string_view, 14> kEmpty{"de",   "del", "la",      "el",     "los",   "las",  "por",
                                                    "para", "con", "minutos", "minuto", "horas", "hora", "en"};
  std::string lower;
  lower_to(lower, name);
  std::vector<std::string> parts;
  for (std::string_view rest = lower; !rest.empty();) {
    const std::size_t end = std::min(rest.find('_'), rest.size());
    const std::string_view part = rest.substr(0, end);
    if (part.size() > 2 && std::find(kEmpty.begin(), kEmpty.end(), part) == kEmpty.end())
      parts.push_back(without_accents(part));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return parts;
}

bool can_be_written_out(const sema::Slot& slot) {
  switch (slot.type.kind) {
    case TypeKind::Count:
      return slot.number > 1 || slot.number < 0;
    case TypeKind::Money:
    case TypeKind::Date:
    case TypeKind::Day:
    case TypeKind::Hour:
    case TypeKind::Duration:
    case TypeKind::Phone:
      return true;
    default:
      return false;
  }
}

std::vector<WordId> words_of_name(std::string_view name, Words& words) {
  std::vector<WordId> out;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find('_'), name.size());
    if (end > 0) out.push_back(words.intern(name.substr(0, end)));
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return out;
}

// ---- numbers in a text

/// An amount in hundredths, with the separators of any locale: the last one is a decimal sign if two digits follow.
std::optional<std::int64_t> hundredths(std::string_view text) {
  const std::size_t last = text.find_last_of(".,");
  const bool decimals = last != std::string_view::npos && text.size() - last == 3;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c == ':') return std::nullopt;
    if (c < '0' || c > '9') continue;
    if (value > INT64_MAX / (10 * kCents) - 10) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return decimals ? value : value * kCents;
}

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::array<std::string_view, 12> kMonths{"enero",      "febrero", "marzo",     "abril",
                                                   "mayo",       "junio",   "julio",     "agosto",
                                                   "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array<std::string_view, 11> kCoins{"dólar", "dólares", "peso", "pesos", "euro", "euros",
                                                  "usd",   "mxn",     "clp",  "cop",   "eur"};

/// «tarda», «demora», «dura» say one thing of a duration.
bool lasts(std::string_view word) {
  return word.starts_with("demor") || word.starts_with("tarda") || word.starts_with("dura");
}

/// Whether two words, in lower case without accents, have one root: espera, espere.
bool same_root(std::string_view a, std::string_view b) {
  if (lasts(a) && lasts(b)) return true;
  const std::size_t shorter = std::min(a.size(), b.size());
  const std::size_t needed = std::min(shorter, std::max<std::size_t>(4, shorter - std::min<std::size_t>(shorter, 2)));
  return shorter > 2 && a.substr(0, needed) == b.substr(0, needed);
}

/// A number at a place, held against what the program knows.
class Written {
 public:
  Written(const Place& place, std::size_t at) : p_(place), at_(at), text_(place.written(at)) {}

  void judge() {
    if (const auto money = amount()) return judge_amount(*money);
    for (const Constant& constant : p_.context.terms.constants)
      if (judge_constant(constant)) return;
  }

 private:
  struct Range {
    std::size_t first, end;
  };

  [[nodiscard]] std::string_view word(std::size_t i) const {
    return i >= p_.sentence.first && i < p_.sentence.end ? p_.word(i) : std::string_view{};
  }
  [[nodiscard]] std::string_view written(std::size_t i) const {
    return i >= p_.sentence.first && i < p_.sentence.end ? p_.written(i) : std::string_view{};
  }
  [[nodiscard]] bool is_number(std::size_t i) const {
    return i >= p_.sentence.first && i < p_.sentence.end && p_.at(i).kind == TokenKind::Number;
  }
  /// One end of a range: 3 a 5 días.
  [[nodiscard]] bool in_range() const {
    const auto joins = [](std::string_view w) { return w == "a" || w == "o" || w == "y"; };
    return (joins(word(at_ + 1)) && is_number(at_ + 2)) || (at_ >= 2 && joins(word(at_ - 1)) && is_number(at_ - 2));
  }

  /// Whether a word of the sentence outside first … end has the root of `part`.
  [[nodiscard]] bool heard(std::string_view part, Range but) const {
    for (std::size_t i = p_.sentence.first; i < p_.sentence.end; ++i) {
      if (i >= but.first && i < but.end) continue;
      if (p_.at(i).kind == TokenKind::Word && same_root(without_accents(p_.word(i)), part)) return true;
    }
    return false;
  }
  [[nodiscard]] bool names(const Constant& constant, Range but) const {
    return std::any_of(constant.parts.begin(), constant.parts.end(),
                       [&](const std::string& part) { return heard(part, but); });
  }

  /// The tokens of an amount of money, its sign or coin included.
  [[nodiscard]] std::optional<Range> amount() const {
    const std::string_view before = at_ > p_.sentence.first ? written(at_ - 1) : std::string_view{};
    if (before == "$" || before == "€") return Range{at_ - 1, at_ + 1};
    const std::string_view behind = word(at_ + 1);
    if (std::find(kCoins.begin(), kCoins.end(), behind) == kCoins.end() && written(at_ + 1) != "€") return std::nullopt;
    return Range{at_, at_ + 2};
  }

  void judge_amount(Range money) {
    const auto value = hundredths(text_);
    if (!value || word(money.end) == "con" || in_range()) return;  // «con cincuenta centavos»
    for (const Constant& constant : p_.context.terms.constants) {
      const sema::Slot& slot = *constant.slot;
      if (slot.type.kind != TypeKind::Money || !names(constant, money)) continue;
      const sema::Currency* currency = sema::currency_of(slot.type.currency.data());
      const std::int64_t unit = currency != nullptr && currency->decimals == 0 ? kCents : 1;
      if (currency == nullptr || currency->decimals > 2 || slot.number * unit != *value) continue;
      return tell(constant, money, money);
    }
    for (const MoneySlot& slot : p_.context.terms.money)
      if (stands_for(slot, money)) return void(report(money, slot.name));
  }

  /// «su saldo es de $45»: the slot's name, with an article, right before the amount.
  [[nodiscard]] bool stands_for(const MoneySlot& slot, Range money) const {
    constexpr std::array<std::string_view, 15> kBetween{"es",  "de",     "por",         "fue",     "total",
                                                        "hoy", "actual", "pendiente",   "vencido", "será",
                                                        "del", "mes",    "exactamente", "aún",     "todavía"};
    constexpr std::array<std::string_view, 9> kBefore{"su", "el", "la", "del", "al", "este", "esta", "tu", "ese"};
    std::size_t i = money.first;
    while (i > p_.sentence.first && std::find(kBetween.begin(), kBetween.end(), word(i - 1)) != kBetween.end() &&
           p_.at(i - 1).word != slot.words.back())
      --i;
    if (i < p_.sentence.first + slot.words.size() + 1) return false;
    for (std::size_t w = slot.words.size(); w > 0; --w)
      if (p_.at(--i).kind != TokenKind::Word || p_.at(i).word != slot.words[w - 1]) return false;
    return std::find(kBefore.begin(), kBefore.end(), word(i - 1)) != kBefore.end() &&
           !p_.before(i, {"si", "cuando", "ejemplo"});
  }

  bool judge_constant(const Constant& constant) {
    switch (constant.slot->type.kind) {
      case TypeKind::Count:
        return judge_count(constant);
      case TypeKind::Duration:
        return judge_duration(constant);
      case TypeKind::Date:
        return judge_date(constant);
      case TypeKind::Day:
        return judge_day(constant);
      case TypeKind::Hour:
        return judge_hour(constant);
      case TypeKind::Phone:
        return judge_phone(constant);
      default:
        return false;
    }
  }

  /// What is counted must stand in the name, and so must another word of the sentence if the name has more.
  bool judge_count(const Constant& constant) {
    const std::string_view counted = word(at_ + 1);
    if (counted.empty() || in_range() || whole(text_) != constant.slot->number) return false;
    const std::string root = without_accents(counted);
    const auto noun = std::find_if(constant.parts.begin(), constant.parts.end(),
                                   [&](const std::string& part) { return same_root(root, part); });
    if (noun == constant.parts.end()) return false;
    bool other = constant.parts.size() == 1;
    for (auto part = constant.parts.begin(); part != constant.parts.end(); ++part)
      other = other || (part != noun && heard(*part, {at_, at_ + 2}));
    if (other) tell(constant, {at_, at_ + 1}, {at_, at_ + 1});
    return other;
  }

  bool judge_duration(const Constant& constant) {
    constexpr std::int64_t kHour = 60;
    const std::string_view unit = word(at_ + 1);
    const bool hours = unit == "hora" || unit == "horas";
    if ((!hours && unit != "minuto" && unit != "minutos") || in_range() || word(at_ + 2) == "y") return false;
    const auto value = whole(text_);
    const Range range{at_, at_ + 2};
    if (!value || *value * (hours ? kHour : 1) != constant.slot->number || !names(constant, range)) return false;
    return tell(constant, range, range), true;
  }

  bool judge_date(const Constant& constant) {
    const auto month = std::find(kMonths.begin(), kMonths.end(), word(at_ + 2));
    if (word(at_ + 1) != "de" || month == kMonths.end()) return false;
    const bool has_year = (word(at_ + 3) == "de" || word(at_ + 3) == "del") && is_number(at_ + 4);
    if (!has_year) return false;
    const std::int64_t day = whole(text_).value_or(0), year = whole(written(at_ + 4)).value_or(0);
    const Range range{at_, at_ + 5};
    if (day > 31 || year < 1900 || year > 2199) return false;
    const auto days =
        sema::days_of(static_cast<int>(year), static_cast<int>(month - kMonths.begin()) + 1, static_cast<int>(day));
    if (!days || *days != constant.slot->number || !names(constant, range)) return false;
    return tell(constant, range, range), true;
  }

  bool judge_day(const Constant& constant) {
    if (word(at_ - 1) != "día" || word(at_ + 1) == "de" || whole(text_) != constant.slot->number) return false;
    const Range range{at_, at_ + 1};
    if (!names(constant, {at_ - 1, at_ + 1})) return false;
    return tell(constant, range, range), true;
  }

  /// «8:00», «8:00 p. m.», «las 8 de la noche».
  bool judge_hour(const Constant& constant) {
    constexpr std::int64_t kHour = 60, kNoon = 12;
    const std::size_t colon = text_.find(':');
    const bool day = word(at_ + 1) == "a" || (word(at_ + 1) == "de" && word(at_ + 3) == "mañana");
    const bool late = word(at_ + 1) == "p" || word(at_ + 1) == "pm" ||
                      (word(at_ + 1) == "de" && (word(at_ + 3) == "tarde" || word(at_ + 3) == "noche"));
    if (colon == std::string_view::npos && !day && !late) return false;
    const auto hour = whole(text_.substr(0, colon));
    const auto minute =
        colon == std::string_view::npos ? std::optional<std::int64_t>{0} : whole(text_.substr(colon + 1));
    if (!hour || !minute) return false;
    const std::int64_t moment = (late && *hour < kNoon ? *hour + kNoon : *hour) * kHour + *minute;
    const Range range{at_, at_ + 1};
    if (moment != constant.slot->number || !names(constant, range)) return false;
    return report(range, constant.slot->name), true;
  }

  /// Digits with blanks, hyphens and brackets between them.
  bool judge_phone(const Constant& constant) {
    constexpr std::size_t kFewest = 7;
    if (at_ > p_.sentence.first &&
        (is_number(at_ - 1) || (at_ > 1 && p_.is(at_ - 1, Mark::Hyphen) && is_number(at_ - 2))))
      return false;
    std::string digits;
    std::size_t end = at_;
    for (std::size_t i = at_; i < p_.sentence.end; ++i) {
      const Token& t = p_.at(i);
      const bool joins =
          t.kind == TokenKind::Mark && (t.mark == Mark::Hyphen || t.mark == Mark::Open || t.mark == Mark::Close);
      if (t.kind != TokenKind::Number && !joins) break;
      if (joins) continue;
      for (const char c : p_.written(i))
        if (c >= '0' && c <= '9') digits += c;
      end = i + 1;
    }
    std::string_view held = constant.slot->text;
    if (held.starts_with('+')) held.remove_prefix(1);
    if (digits.size() < kFewest || digits != held) return false;
    return tell(constant, {at_, end}, {at_, end}), true;
  }

  diag::Diagnostic& report(Range range, std::string_view slot) {
    const Span span = p_.span(range.first, range.end);
    const std::string_view all = p_.context.tree(p_.utterance.line.file).text;
    return p_.context.emitter.report(diag::NumberWrittenOut, span, all.substr(span.begin, span.end - span.begin), slot);
  }

  /// A constant without class is there for everybody, so it can be put in.
  void tell(const Constant& constant, Range range, Range mended) {
    diag::Diagnostic& d = report(range, constant.slot->name);
    if (constant.slot->classes == 0) d.fix_with(p_.span(mended.first, mended.end), "{" + constant.slot->name + "}");
  }

  const Place& p_;
  std::size_t at_;
  std::string_view text_;
};

}  // namespace

Terms terms_of(const sema::Program& program, Words& words) {
  Terms terms;
  std::vector<const sema::EnumValue*> unfit;
  for (const sema::Enum& e : program.enums) unfit.push_back(unfit_value(e));
  for (const sema::Slot& slot : program.slots) {
    const bool is_enum = slot.type.kind == TypeKind::Enum && slot.type.enumeration < unfit.size();
    if (is_enum && unfit[slot.type.enumeration] != nullptr) {
      const sema::EnumValue& v = *unfit[slot.type.enumeration];
      terms.labels.push_back({slot.name, v.label, v.span});
    }
    if (slot.constant && can_be_written_out(slot)) terms.constants.push_back({&slot, parts_of(slot.name)});
    if (!slot.constant && slot.type.kind == TypeKind::Money)
      terms.money.push_back({slot.name, words_of_name(slot.name, words)});
  }
  std::sort(terms.labels.begin(), terms.labels.end(),
            [](const BadLabel& a, const BadLabel& b) { return a.slot < b.slot; });
  return terms;
}

void label(const Place& place, std::size_t at) {
  Context& c = place.context;
  const Token& value = place.at(at);
  if (c.terms.labels.empty() || value.part->kind != ast::PartKind::Hole) return;
  const std::string_view name = c.tree(place.utterance.line.file).at(*value.part);
  const auto found = std::lower_bound(c.terms.labels.begin(), c.terms.labels.end(), name,
                                      [](const BadLabel& l, std::string_view n) { return l.slot < n; });
  if (found == c.terms.labels.end() || found->slot != name) return;
  // Alone, behind a colon or in quotes a label may stand.
  if (place.sentence.words < 2 || place.is(at - 1, Mark::Colon) || place.is(at - 1, Mark::OpenQuote) ||
      place.is(at - 1, Mark::Quote) || (at > place.sentence.first && place.word(at - 1) == "que"))
    return;
  c.emitter.report(diag::LabelInSentence, place.span(at, at + 1), found->slot, found->label)
      .note(found->value, "the value stands here", "el valor está aquí");
}

void number(const Place& place, std::size_t at) {
  if (place.context.terms.constants.empty() && place.context.terms.money.empty()) return;
  Written(place, at).judge();
}

}  // namespace guion::spanish
