// guion read: a flow as a reviewer wants it, stage by stage, for a terminal or for a review. What is shown is
// sheet.hpp's.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/dictionary.hpp"
#include "cli/findings.hpp"
#include "cli/sheet.hpp"
#include "diag/lines.hpp"

namespace guion::cli {
namespace {

using ast::NodeKind;

constexpr unsigned kWordsAMinute = 150;

std::string clock_text(std::uint32_t words) {
  const std::uint32_t seconds = questions::seconds_of(words, kWordsAMinute);
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

/// What both shapes say in the same words.
class Phrases {
 public:
  Phrases(const Asked& asked, const Sheet& sheet, const ReadOptions& options)
      : a_(asked), p_(asked.made.program), sheet_(sheet), options_(options) {}

  [[nodiscard]] std::string_view t(std::string_view en, std::string_view es) const { return pick(a_.tongue, en, es); }
  [[nodiscard]] bool spanish() const { return p_.locale.rfind("es", 0) == 0; }
  [[nodiscard]] bool library() const { return p_.kind == sema::FileKind::Library; }
  [[nodiscard]] bool written() const { return p_.channel == Word::Written; }

  [[nodiscard]] std::string title() const { return p_.title.empty() ? p_.name : p_.title; }
  [[nodiscard]] std::string about() const {
    const std::string path = std::filesystem::path{a_.path}.lexically_normal().generic_string();
    return fmt::format("{} · {} · {} · {}", path, p_.locale, spelling(p_.register_word, a_.tongue),
                       spelling(p_.channel, a_.tongue));
  }

  /// «0:14–0:20 (35–50 palabras)».
  [[nodiscard]] std::string talk(questions::Words w) const {
    if (w.most == 0) return std::string{t("nothing is said", "no se dice nada")};
    const std::string words = std::to_string(w.least) + (w.least == w.most ? "" : "–" + std::to_string(w.most));
    return fmt::format("{} ({} {})", short_talk(w), words, w.most == 1 ? t("word", "palabra") : t("words", "palabras"));
  }
  /// «0:14–0:20».
  [[nodiscard]] static std::string short_talk(questions::Words w) {
    const std::string least = clock_text(w.least), most = clock_text(w.most);
    return least == most ? least : least + "–" + most;
  }
  [[nodiscard]] static std::string score(double value) { return std::to_string(static_cast<int>(std::floor(value))); }
  /// In brackets if it is that of too few words.
  [[nodiscard]] static std::string score(double value, const spanish::Prose& prose) {
    return prose.words < spanish::kLeastWords ? "(" + score(value) + ")" : score(value);
  }
  [[nodiscard]] std::string band(const spanish::Prose& prose) const {
    return std::string{spanish::name_of(spanish::band_of(spanish::szigriszt_pazos(prose)), a_.tongue)};
  }
  /// Nothing for a text that is not Spanish, or says nothing.
  [[nodiscard]] std::string readability(const spanish::Prose& prose) const {
    if (!spanish() || prose.words == 0) return {};
    return fmt::format("{} Szigriszt-Pazos ({}), {} Fernández-Huerta", score(spanish::szigriszt_pazos(prose)),
                       band(prose), score(spanish::fernandez_huerta(prose)));
  }
  [[nodiscard]] std::string findings() const {
    std::string out;
    const auto count = [&](std::size_t n, std::string_view one, std::string_view many) {
      if (n != 0) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, n == 1 ? one : many);
    };
    count(sheet_.errors, t("error", "error"), t("errors", "errores"));
    count(sheet_.warnings, t("warning", "aviso"), t("warnings", "avisos"));
    count(sheet_.hints, t("hint", "sugerencia"), t("hints", "sugerencias"));
    if (out.empty()) return std::string{t("none", "ninguno")};
    return out + std::string{t("; guion check shows help and fixes", "; guion check muestra la ayuda y los arreglos")};
  }

  using Facts = std::vector<std::pair<std::string, std::string>>;
  /// The head of the sheet.
  [[nodiscard]] Facts summary() const {
    Facts facts;
    const bool flow = p_.kind == sema::FileKind::Flow;
    facts.emplace_back(
        library() ? t("Parts", "Partes") : t("Stages", "Etapas"),
        fmt::format(fmt::runtime(t("{}, with {} lines for the customer", "{}, con {} líneas para el cliente")),
                    sheet_.places.size(), sheet_.texts));
    if (flow && !written())
      facts.emplace_back(t("A call", "Una llamada"),
                         fmt::format(fmt::runtime(t("the agent talks {}, at {} words a minute",
                                                    "el agente habla {}, a {} palabras por minuto")),
                                     talk(sheet_.talk), kWordsAMinute));
    if (const std::string r = readability(sheet_.prose); !r.empty())
      facts.emplace_back(t("Readability", "Legibilidad"), r);
    if (const SheetPlace* hard = hardest(); hard != nullptr)
      facts.emplace_back(
          t("Hardest place", "Lo más difícil"),
          fmt::format("{}, {} ({})", hard->name, score(spanish::szigriszt_pazos(hard->prose)), band(hard->prose)));
    facts.emplace_back(t("Findings", "Hallazgos"), findings());
    if (spanish() && spanish_dictionary() == nullptr) {
      const std::string status = spelling_status().in(a_.tongue);  // «ortografía: no se revisa; …»
      facts.emplace_back(t("Spelling", "Ortografía"), status.substr(status.find(": ") + 2));
    }
    facts.emplace_back(
        t("Values", "Valores"),
        fmt::format(fmt::runtime(t("of a sample (--seed {}); a free text is shown as ‹its name›",
                                   "de muestra (--seed {}); un texto libre se muestra como ‹su nombre›")),
                    options_.seed));
    return facts;
  }
  /// Who hears what; nothing where nothing is heard.
  [[nodiscard]] std::string who() const {
    if (sheet_.texts == 0) return {};
    if (written())
      return std::string{
          t("Writes, Asks, Menu, Verifies and Transfers are for the customer to read; Note, Records and Decides are "
            "the agent's.",
            "Escribe, Pregunta, Menú, Verifica y Transfiere son para el cliente; Nota, Anota y Decide, solo para el "
            "agente.")};
    return std::string{
        t("The customer hears Says, Asks, Menu, Verifies and Transfers; Note, Records and Decides are the agent's.",
          "El cliente oye Dice, Pregunta, Menú, Verifica y Transfiere; Nota, Anota y Decide son solo para el agente.")};
  }

  [[nodiscard]] Table places() const {
    Table table;
    std::vector<std::string> head{std::string{library() ? t("part", "parte") : t("stage", "etapa")},
                                  std::string{t("time", "tiempo")}};
    if (spanish()) head.insert(head.end(), {"Szigriszt-Pazos", "INFLESZ", "Fernández-Huerta"});
    head.emplace_back(t("findings", "hallazgos"));
    table.add(std::move(head));
    for (const SheetPlace& place : sheet_.places) {
      const bool says = place.prose.words != 0;
      std::vector<std::string> row{place.name, says ? short_talk(place.talk) : "–"};
      if (spanish()) {
        row.push_back(says ? score(spanish::szigriszt_pazos(place.prose), place.prose) : "–");
        row.push_back(says ? band(place.prose) : "–");
        row.push_back(says ? score(spanish::fernandez_huerta(place.prose), place.prose) : "–");
      }
      row.push_back(place.found == 0 ? "–" : std::to_string(place.found));
      table.add(std::move(row));
    }
    return table;
  }
  /// What the table needs said; empty if nothing.
  [[nodiscard]] std::string below_table() const {
    const auto few = [](const SheetPlace& p) { return p.prose.words != 0 && p.prose.words < spanish::kLeastWords; };
    if (!spanish() || std::none_of(sheet_.places.begin(), sheet_.places.end(), few)) return {};
    return fmt::format(fmt::runtime(t("In brackets: fewer than {} words, too few to measure.",
                                      "Entre paréntesis: menos de {} palabras, muy pocas para medir.")),
                       spanish::kLeastWords);
  }
  [[nodiscard]] std::string place_facts(const SheetPlace& place) const {
    if (p_.kind == sema::FileKind::Protocol && place.talk.most == 0) return {};
    if (place.prose.words < spanish::kLeastWords) return talk(place.talk);
    const std::string r = readability(place.prose);
    return talk(place.talk) + (r.empty() ? "" : " · " + r);
  }

  /// What a line that says something is called: empty for a wording, an option, or a line without words.
  [[nodiscard]] std::string_view label(const questions::Entry& e) const {
    switch (e.kind) {
      case NodeKind::Say:
        return written() ? t("Writes", "Escribe") : t("Says", "Dice");
      case NodeKind::Ask:
        return t("Asks", "Pregunta");
      case NodeKind::Menu:
        return t("Menu", "Menú");
      case NodeKind::With:
        return t("Verifies", "Verifica");
      case NodeKind::Transfer:
        return t("Transfers", "Transfiere");
      case NodeKind::Note:
        return t("Note", "Nota");
      case NodeKind::Record:
        return t("Records", "Anota");
      case NodeKind::Judge:
        return t("Decides", "Decide");
      default:  // says nothing by itself
        return {};
    }
  }
  /// What belongs to the line besides its words: the slot that it fills, its guard.
  [[nodiscard]] std::string aside(const questions::Entry& e) const {
    const sema::Statement& s = p_.at(e.line);
    std::string out;
    const auto add = [&](std::string_view text) { (out += out.empty() ? "" : ", ") += text; };
    if (e.kind == NodeKind::Ask || e.kind == NodeKind::Record) {
      if (s.slot != kNone) add("→ " + p_.slots[s.slot].name);
      if (s.only_if_missing) add(t("if missing", "si falta"));
      if (s.may_stay_empty) add(t("if said", "si lo dijo"));
    }
    if (e.kind == NodeKind::With)
      add(fmt::format("{} {}", s.tries, s.tries == 1 ? t("try", "intento") : t("tries", "intentos")));
    if (e.kind == NodeKind::Transfer && s.object < p_.areas.size()) add("→ " + p_.areas[s.object].name);
    if (e.kind == NodeKind::Item && s.guard != kNone) {
      const LineRef guard{e.line.file, e.line.line + 1};
      if (guard.line < p_.line(e.line).block_end && p_.line(guard).kind == NodeKind::OnlyIf) add(line_text(p_, guard));
    }
    if (e.kind == NodeKind::Do && e.again) add(t("above", "ya se leyó"));
    return out;
  }
  /// Whether the line is an option or one of several wordings.
  [[nodiscard]] static bool is_item(const questions::Entry& e) { return e.kind == NodeKind::Item; }
  [[nodiscard]] std::string source(const questions::Entry& e) const { return line_text(p_, e.line); }
  /// Lines that a reader needs no more.
  [[nodiscard]] static bool silent(const SheetLine& line) {
    return line.findings.empty() && line.entry.kind == NodeKind::Nothing;
  }

  /// «aviso G0740, cobro.flow:12: 2 preguntas en un turno: «¿Cuánto?»».
  [[nodiscard]] std::string finding(const diag::Diagnostic& d) const {
    const bool es = a_.tongue == Tongue::Es;
    std::string_view severity = t("warning", "aviso");
    if (d.severity == diag::Severity::Error) severity = "error";
    if (d.severity == diag::Severity::Hint) severity = t("hint", "sugerencia");
    std::string out = fmt::format("{} {}", severity, diag::code_text(d.code));
    const bool known = d.span.file < p_.files.size();
    if (known) {
      const sema::File& file = p_.files[d.span.file];
      out += fmt::format(" {}:{}", std::filesystem::path{file.path}.filename().generic_string(),
                         diag::LineTable{file.tree.text}.position(d.span.begin).line);
    }
    out += ": " + (es ? d.es : d.en);
    const std::string words = known ? words_of(d.span) : std::string{};
    if (!words.empty() && (es ? d.es : d.en).find(words) == std::string::npos) out += fmt::format(" · «{}»", words);
    return out;
  }

 private:
  /// The words that a finding underlines, on one line; none if they are many, or a mark alone.
  [[nodiscard]] std::string words_of(Span span) const {
    constexpr std::size_t kMost = 90;
    std::string out;
    bool blank = false;
    for (const char c : std::string_view{p_.files[span.file].tree.text}.substr(span.begin, span.end - span.begin)) {
      const bool gap = c == ' ' || c == '\n' || c == '\r' || (blank && c == '|');
      if (!gap && blank) out += ' ';
      blank = gap;
      if (!gap) out += c;
    }
    const bool tells = diag::count_characters(out) <= kMost && out.find_first_not_of(" .,;:?!") != std::string::npos;
    return tells ? out : std::string{};
  }
  [[nodiscard]] const SheetPlace* hardest() const {
    const SheetPlace* found = nullptr;
    if (!spanish()) return found;
    for (const SheetPlace& place : sheet_.places) {
      if (place.prose.words < spanish::kLeastWords) continue;
      if (found == nullptr || spanish::szigriszt_pazos(place.prose) < spanish::szigriszt_pazos(found->prose))
        found = &place;
    }
    return found;
  }

  const Asked& a_;
  const sema::Program& p_;
  const Sheet& sheet_;
  const ReadOptions& options_;
};

/// For a terminal.
class TextSheet {
 public:
  TextSheet(const Phrases& phrases, const Sheet& sheet, const Console& console)
      : w_(phrases), sheet_(sheet), console_(console) {}

  std::string write() {
    out_ = console_.styled(Style::Bold, w_.title()) + "\n" + console_.styled(Style::Dim, w_.about()) + "\n\n";
    Table facts;
    for (const auto& [name, value] : w_.summary()) facts.add({name, value});
    out_ += facts.text();
    if (!sheet_.places.empty()) out_ += "\n" + w_.places().text() + "\n";
    for (const std::string& text : {w_.below_table(), w_.who()})
      if (!text.empty()) out_ += console_.wrapped(text, "") + "\n";
    for (std::size_t i = 0; i < sheet_.places.size(); ++i) place(i);
    if (!sheet_.elsewhere.empty())
      out_ += "\n" + console_.styled(Style::Stage, w_.t("Other findings", "Otros hallazgos")) + "\n";
    for (const diag::Diagnostic* d : sheet_.elsewhere) finding(*d, "  ");
    return std::move(out_);
  }

 private:
  static constexpr std::size_t kLabel = 12;

  void place(std::size_t i) {
    const SheetPlace& p = sheet_.places[i];
    out_ += "\n" + console_.styled(Style::Stage, fmt::format("{}. {}", i + 1, p.name)) + "  " +
            console_.styled(Style::Dim, w_.place_facts(p)) + "\n";
    for (const diag::Diagnostic* d : p.findings) finding(*d, "  ");
    for (const SheetLine& l : p.lines) line(l);
  }
  void line(const SheetLine& l) {
    if (Phrases::silent(l)) return;
    const std::string margin(2 + 2 * std::size_t{l.entry.depth}, ' ');
    const std::string_view label = w_.label(l.entry);
    const std::string aside = w_.aside(l.entry);
    const std::string tail = aside.empty() ? "" : "  " + console_.styled(Style::Dim, "(" + aside + ")");
    if (Phrases::is_item(l.entry)) {
      said(l, margin, "- ", tail);
    } else if (!l.soundings.empty()) {
      said(l, margin, padded(label), tail);
    } else if (!label.empty()) {
      out_ += margin + std::string{label} + (l.entry.kind == NodeKind::Record ? "" : ":") + tail + "\n";
    } else {
      out_ += margin + console_.styled(Style::Dim, w_.source(l.entry)) + tail + "\n";
    }
    for (const diag::Diagnostic* d : l.findings) finding(*d, margin + "  ");
  }
  /// All wordings of a line: the first behind its label, what it depends on before each.
  void said(const SheetLine& l, const std::string& margin, const std::string& label, const std::string& tail) {
    const std::string indent = margin + std::string(diag::count_characters(label), ' ');
    for (std::size_t k = 0; k < l.soundings.size(); ++k) {
      const Sounding& s = l.soundings[k];
      const std::string when = s.when.empty() ? "" : "[" + s.when + "] ";
      std::string text = console_.wrapped(when + s.text, indent);
      if (k == 0) text = margin + label + text.substr(indent.size());
      out_ += text + (k + 1 == l.soundings.size() ? tail : "") + "\n";
    }
  }
  static std::string padded(std::string_view label) {
    const std::size_t size = diag::count_characters(label);
    return std::string{label} + std::string(size < kLabel ? kLabel - size : 1, ' ');
  }
  void finding(const diag::Diagnostic& d, const std::string& margin) {
    const Style style = d.severity == diag::Severity::Error     ? Style::Error
                        : d.severity == diag::Severity::Warning ? Style::Warning
                                                                : Style::Hint;
    out_ += console_.styled(style, console_.wrapped("^ " + w_.finding(d), margin)) + "\n";
  }

  const Phrases& w_;
  const Sheet& sheet_;
  const Console& console_;
  std::string out_;
};

/// For a review.
class MarkdownSheet {
 public:
  MarkdownSheet(const Phrases& phrases, const Sheet& sheet) : w_(phrases), sheet_(sheet) {}

  std::string write() {
    out_ = "# " + markdown_escaped(w_.title()) + "\n\n" + markdown_escaped(w_.about()) + "\n\n";
    for (const auto& [name, value] : w_.summary()) out_ += "- **" + name + ":** " + markdown_escaped(value) + "\n";
    if (!sheet_.places.empty()) out_ += "\n" + w_.places().markdown() + "\n";
    out_ += w_.below_table() + (w_.below_table().empty() ? "" : " ") + w_.who();
    out_ += out_.ends_with('\n') ? "" : "\n";
    for (std::size_t i = 0; i < sheet_.places.size(); ++i) place(i);
    if (!sheet_.elsewhere.empty()) out_ += fmt::format("\n## {}\n\n", w_.t("Other findings", "Otros hallazgos"));
    for (const diag::Diagnostic* d : sheet_.elsewhere) finding(*d, "");
    return std::move(out_);
  }

 private:
  void place(std::size_t i) {
    const SheetPlace& p = sheet_.places[i];
    out_ += fmt::format("\n## {}. {}\n\n{}\n\n", i + 1, markdown_escaped(p.name), w_.place_facts(p));
    for (const diag::Diagnostic* d : p.findings) finding(*d, "");
    for (const SheetLine& l : p.lines) line(l);
  }
  void line(const SheetLine& l) {
    if (Phrases::silent(l)) return;
    const std::string margin(2 * std::size_t{l.entry.depth}, ' ');
    const std::string_view label = w_.label(l.entry);
    const std::string aside = w_.aside(l.entry);
    const std::string tail = aside.empty() ? "" : "*(" + markdown_escaped(aside) + ")*";
    const std::string head = margin + "- " + (label.empty() ? "" : fmt::format("**{}** ", label));
    if (l.soundings.empty()) {
      const std::string words = label.empty() ? "*" + markdown_escaped(w_.source(l.entry)) + "* " : std::string{};
      out_ += trimmed(head + words + tail) + "\n";
    }
    for (std::size_t k = 0; k < l.soundings.size(); ++k) {
      const Sounding& s = l.soundings[k];
      const std::string when = s.when.empty() ? "" : "*" + markdown_escaped(s.when) + "* · ";
      out_ += head + when + markdown_escaped(s.text) +
              (k + 1 == l.soundings.size() && !tail.empty() ? " " + tail : "") + "\n";
    }
    for (const diag::Diagnostic* d : l.findings) finding(*d, margin + "  ");
  }
  static std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  }
  void finding(const diag::Diagnostic& d, const std::string& margin) {
    out_ += fmt::format("{}- **▲** {}\n", margin, markdown_escaped(w_.finding(d)));
  }

  const Phrases& w_;
  const Sheet& sheet_;
  std::string out_;
};

}  // namespace

int read(const ReadOptions& options, Console& console) {
  SettingOptions settings = options.settings;
  settings.spelling = true;
  const auto asked = open_understood(options.flow, settings, console);
  if (asked == nullptr) return kCannotRun;
  const Sheet sheet = sheet_of(*asked, options.seed);
  if (!sheet.failure.en.empty()) {
    console.complain({fmt::format("{}: its texts cannot be rendered: {}", options.flow, sheet.failure.en),
                      fmt::format("{}: no se pueden componer sus textos: {}", options.flow, sheet.failure.es)},
                     asked->tongue);
    return kCannotRun;
  }
  const Phrases phrases{*asked, sheet, options};
  console.out(options.shape == Shape::Markdown ? MarkdownSheet(phrases, sheet).write()
                                               : TextSheet(phrases, sheet, console).write());
  return sheet.errors == 0 ? kClean : kFindings;
}

}  // namespace guion::cli
