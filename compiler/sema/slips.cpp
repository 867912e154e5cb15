// Finds the slips of slips.hpp in the bytes of the file, where what the writer typed still stands.
// It must not know lines, nor what is said of a text that has no slip.
// Spec: docs/language.md, «Blanks in a text» and TYPE.
#include "sema/slips.hpp"

#include <algorithm>
#include <array>

#include "image/locales.hpp"

namespace guion::sema {
namespace {

using ast::PartKind;

struct Quotes {
  std::string_view open, close;
};
constexpr std::array kQuotes{Quotes{"\"", "\""}, Quotes{"“", "”"}, Quotes{"«", "»"}};

/// Whether `text` is in these quotation marks, and holds no other of them.
bool is_quoted(std::string_view text, const Quotes& marks) {
  if (text.size() <= marks.open.size() + marks.close.size()) return false;
  if (text.substr(0, marks.open.size()) != marks.open) return false;
  if (text.substr(text.size() - marks.close.size()) != marks.close) return false;
  const auto inside = text.substr(marks.open.size(), text.size() - marks.open.size() - marks.close.size());
  return inside.find(marks.open) == std::string_view::npos && inside.find(marks.close) == std::string_view::npos;
}

constexpr bool is_blank(char c) { return c == ' '; }

/// A separator that should have been a bar: its bytes, with the blanks round it.
struct Separator {
  std::size_t begin = 0, end = 0;
  char sign = ',';
};

/// Whether one of the labels and its colon stand at `at`.
bool label_at(std::string_view text, std::size_t at, const std::vector<std::string_view>& labels) {
  return std::any_of(labels.begin(), labels.end(), [&](std::string_view label) {
    if (text.substr(at, label.size()) != label) return false;
    std::size_t behind = at + label.size();
    while (behind < text.size() && is_blank(text[behind])) ++behind;
    return behind < text.size() && text[behind] == ':';
  });
}

std::vector<Separator> separators(std::string_view text, const std::vector<std::string_view>& labels) {
  std::vector<Separator> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ',' && text[i] != ';' && text[i] != '/') continue;
    Separator s{i, i + 1, text[i]};
    while (s.end < text.size() && is_blank(text[s.end])) ++s.end;
    if (!label_at(text, s.end, labels)) continue;
    while (s.begin > 0 && is_blank(text[s.begin - 1])) --s.begin;
    found.push_back(s);
  }
  return found;
}

/// Built-in types by their words in keywords.def.
constexpr std::array kTypes{Word::TypeText,  Word::TypeName,  Word::TypeAddress, Word::TypeYesNo,
                            Word::TypeCount, Word::TypeMoney, Word::TypeDate,    Word::TypeDay,
                            Word::TypeMonth, Word::TypeHour,  Word::TypeWindow,  Word::TypeDuration,
                            Word::TypeCycle, Word::TypePhone, Word::TypeCode,    Word::TypeList};

struct Common {
  std::string_view name;
  Word type;
};
/// What people call the types elsewhere, without accents and case.
constexpr std::array kCommon{
    Common{"numero", Word::TypeCount},     Common{"entero", Word::TypeCount},    Common{"cantidad", Word::TypeCount},
    Common{"number", Word::TypeCount},     Common{"integer", Word::TypeCount},   Common{"int", Word::TypeCount},
    Common{"monto", Word::TypeMoney},      Common{"importe", Word::TypeMoney},   Common{"moneda", Word::TypeMoney},
    Common{"precio", Word::TypeMoney},     Common{"amount", Word::TypeMoney},    Common{"currency", Word::TypeMoney},
    Common{"cadena", Word::TypeText},      Common{"string", Word::TypeText},     Common{"booleano", Word::TypeYesNo},
    Common{"boolean", Word::TypeYesNo},    Common{"bool", Word::TypeYesNo},      Common{"dia", Word::TypeDay},
    Common{"day", Word::TypeDay},          Common{"periodo", Word::TypeCycle},   Common{"period", Word::TypeCycle},
    Common{"celular", Word::TypePhone},    Common{"telephone", Word::TypePhone}, Common{"minutos", Word::TypeDuration},
    Common{"minutes", Word::TypeDuration}, Common{"time", Word::TypeHour},
};

/// A type as a declaration writes it: money has a currency, that of the flow's country.
std::string written(const Checker& c, Word type) {
  std::string text{spelling(type, c.tongue())};
  if (type != Word::TypeMoney) return text;
  for (const image::Locale& locale : image::kLocales) {
    if (c.program.locale == locale.tag) return text + " " + locale.home;
  }
  return text + " USD";
}

}  // namespace

void check_quotes(Checker& c, std::span<const ast::Part> run) {
  if (run.empty() || run.front().kind != PartKind::Text) return;
  const std::uint32_t begin = run.front().begin;
  std::string_view text = std::string_view{c.tree().text}.substr(begin, run.back().end - begin);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  for (const Quotes& marks : kQuotes) {
    if (!is_quoted(text, marks)) continue;
    const Span where{c.file, begin, begin + static_cast<std::uint32_t>(text.size())};
    c.emitter.report(diag::QuotedText, where)
        .fix_with(where, text.substr(marks.open.size(), text.size() - marks.open.size() - marks.close.size()));
    return;
  }
}

bool report_moment_slip(Checker& c, const ast::Part& hole) {
  const std::string_view name = c.text(hole);
  for (const Word moment : {Word::Greeting, Word::Farewell}) {
    if (name != spelling(moment, Tongue::Es) && name != spelling(moment, Tongue::En)) continue;
    if (c.quiet || c.is_broken_word(name) || c.space(NameSpace::Slots).exact.find(name) != kNone) return false;
    const std::string meant = fmt::format("{}.{}", spelling(Word::Now, c.tongue()), spelling(moment, c.tongue()));
    auto& d = c.emitter.report(diag::UndeclaredSlot, c.span(hole), name);
    d.help_en = fmt::format("The words that go with the hour are \"{{{}}}\".", meant);
    d.help_es = fmt::format("Las palabras que van con la hora son «{{{}}}».", meant);
    d.fix_with(c.span(hole), meant);
    return true;
  }
  return false;
}

bool report_separator_slip(Checker& c, Span choice, const std::vector<std::string_view>& labels) {
  if (choice.end < choice.begin || choice.end > c.tree().text.size()) return false;
  const std::string_view text = std::string_view{c.tree().text}.substr(choice.begin, choice.end - choice.begin);
  const std::vector<Separator> found = separators(text, labels);
  if (found.empty()) return false;
  const auto place = [&](std::size_t offset) { return choice.begin + static_cast<std::uint32_t>(offset); };
  std::string mended;
  std::size_t done = found.front().begin;
  for (const Separator& s : found) {
    mended.append(text, done, s.begin - done).append(" | ");
    done = s.end;
  }
  const Span where{c.file, place(found.front().begin), place(found.back().end)};
  c.emitter.report(diag::ChoiceSeparator, where, std::string_view{&found.front().sign, 1}).fix_with(where, mended);
  return true;
}

std::string meant_type(const Checker& c, std::string_view name, std::vector<std::string_view> declared) {
  for (const Word type : kTypes) {
    if (name == spelling(type, c.tongue() == Tongue::Es ? Tongue::En : Tongue::Es)) return written(c, type);
  }
  std::vector<std::string_view> all = std::move(declared);
  for (const Word type : kTypes) all.push_back(spelling(type, c.tongue()));
  if (const std::string_view near = diag::nearest(name, all); !near.empty()) {
    const auto type =
        std::find_if(kTypes.begin(), kTypes.end(), [&](Word w) { return near == spelling(w, c.tongue()); });
    return type == kTypes.end() ? std::string{near} : written(c, *type);
  }
  Spellings spellings;
  const std::string_view folded = spellings.folded(name);
  for (const Common& common : kCommon) {
    if (folded == common.name) return written(c, common.type);
  }
  return {};
}

}  // namespace guion::sema
