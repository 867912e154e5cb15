// See render.hpp.
#include "diag/render.hpp"

#include <algorithm>

namespace guion::diag {
namespace {

constexpr std::string_view kRed = "\x1b[1;31m", kYellow = "\x1b[1;33m", kBlue = "\x1b[1;34m", kGreen = "\x1b[32m",
                           kPlain = "\x1b[0m";
constexpr std::size_t kShown = 120;  ///< Units: characters of a source line

std::string_view severity_name(Severity severity, Tongue language) {
  const bool es = language == Tongue::Es;
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return es ? "aviso" : "warning";
    case Severity::Hint:
      return es ? "sugerencia" : "hint";
  }
  return "";
}

std::string_view severity_color(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return kRed;
    case Severity::Warning:
      return kYellow;
    case Severity::Hint:
      return kBlue;
  }
  return kPlain;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Byte offset of the character that stands `back` characters before (or, negative, after) `from`.
std::size_t move_back(std::string_view text, std::size_t from, std::size_t back) {
  while (from > 0 && back > 0) {
    --from;
    while (from > 0 && continues(text[from])) --from;
    --back;
  }
  return from;
}
std::size_t move_on(std::string_view text, std::size_t from, std::size_t on) {
  while (from < text.size() && on > 0) {
    ++from;
    while (from < text.size() && continues(text[from])) ++from;
    --on;
  }
  return from;
}

/// What is shown: control characters would disturb the terminal, a tab is one blank so that the underline fits.
std::string printable(std::string_view text) {
  std::string shown;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == '\t') {
      shown += ' ';
    } else if (byte < 0x20 || byte == 0x7F) {
      shown += "\u00B7";
    } else {
      shown += c;
    }
  }
  return shown;
}

}  // namespace

Renderer::Renderer(std::vector<Source> sources, RenderOptions options)
    : sources_(std::move(sources)), tables_(sources_.size()), options_(options) {}

const LineTable* Renderer::table(FileId file) {
  if (file >= sources_.size()) return nullptr;
  auto& tables = tables_[file];
  if (tables.empty()) tables.emplace_back(sources_[file].text);
  return &tables.front();
}

std::string Renderer::place(Span span) {
  const LineTable* const lines = table(span.file);
  if (lines == nullptr) return "?";
  const Position p = lines->position(span.begin);
  return fmt::format("{}:{}:{}", sources_[span.file].path, p.line, p.column);
}

std::string Renderer::paint(std::string_view text, std::string_view color) const {
  return options_.color ? fmt::format("{}{}{}", color, text, kPlain) : std::string{text};
}

/// The line of the span, cut around it when it is very long, and the span underlined: «^~~~». A span over several lines
/// ends with its first.
std::string Renderer::excerpt(Span span, std::string_view color) {
  const LineTable* const lines = table(span.file);
  if (lines == nullptr) return {};
  const std::uint32_t index =
      lines->line_of(std::min(span.begin, static_cast<std::uint32_t>(sources_[span.file].text.size())));
  const std::string_view text = lines->line(index);
  const std::size_t begin = std::min<std::size_t>(span.begin - lines->begin_of(index), text.size());
  const std::size_t end =
      std::clamp<std::size_t>(span.end < span.begin ? begin : begin + (span.end - span.begin), begin, text.size());
  const bool fits = count_characters(text) <= kShown;
  const std::size_t from = fits ? 0 : move_back(text, begin, kShown / 3);
  const std::size_t to = fits ? text.size() : move_on(text, from, kShown);
  const std::string number = fmt::format("{:>5} | ", index + 1);
  const std::string lead = from > 0 ? "…" : "";
  const std::uint32_t pad = count_characters(text.substr(from, begin - from)) + (from > 0 ? 1 : 0);
  const std::uint32_t width =
      std::max(1U, count_characters(text.substr(begin, std::min(end, std::max(to, begin)) - begin)));
  std::string result = number + lead + printable(text.substr(from, to - from)) + (to < text.size() ? "…" : "") + "\n";
  result += fmt::format("{:>5} | {}{}\n", "", std::string(pad, ' '), paint("^" + std::string(width - 1, '~'), color));
  return result;
}

/// A fix in words: what to remove, to insert, to put, or which lines to indent anew.
std::string Renderer::describe(const Fix& fix) {
  const bool es = options_.language == Tongue::Es;
  if (fix.replacement.empty()) return es ? "quitarlo" : "remove it";
  const LineTable* const lines = table(fix.span.file);
  if (fix.replacement.find('\n') != std::string::npos && lines != nullptr) {
    return fmt::format(fmt::runtime(es ? "corregir la sangría de las líneas {} a {}" : "indent lines {} to {} anew"),
                       lines->position(fix.span.begin).line, lines->position(fix.span.end).line);
  }
  const std::string shown = printable(fix.replacement);
  if (shown.find_first_not_of(' ') == std::string::npos) {
    const bool one = shown.size() == 1;
    return es ? fmt::format("poner {} espacio{}", shown.size(), one ? "" : "s")
              : fmt::format("put {} blank{}", shown.size(), one ? "" : "s");
  }
  const bool inserts = fix.span.begin == fix.span.end;
  if (es) return fmt::format("{} «{}»", inserts ? "insertar" : "poner", shown);
  return fmt::format("{} \"{}\"", inserts ? "insert" : "put", shown);
}

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

/// The line at which something is said or done last: what hangs under it (options of a menu, more fields) is indented
/// deep.
std::size_t last_deed(const std::vector<std::string_view>& lines) {
  std::size_t at = lines.size() - 1;
  while (at > 0 && lines[at].starts_with("      ")) --at;
  return at;
}

}  // namespace

std::string Renderer::dialogue(const Call& call) const {
  constexpr std::size_t kMost = 32, kHead = 10, kTail = 20;
  const bool es = options_.language == Tongue::Es;
  const auto lines = lines_of(call.transcript);
  if (lines.empty()) return {};
  const std::size_t marked = last_deed(lines);
  const bool cut = lines.size() > kMost;
  std::string text = fmt::format("{}:\n", paint(es ? "la llamada que lo comete" : "the call that does it", kGreen));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (cut && i == kHead) {
      const std::size_t left_out = lines.size() - kHead - kTail;
      text += fmt::format(fmt::runtime(es ? "      … {} líneas …\n" : "      … {} lines …\n"), left_out);
      i += left_out;
    }
    if (i == marked) {
      const std::string_view deed = lines[i].substr(std::min(lines[i].find_first_not_of(' '), lines[i].size()));
      text += fmt::format("  {} {}\n", paint("→", kRed), paint(deed, kRed));
    } else {
      text += lines[i].empty() ? "\n" : fmt::format("    {}\n", lines[i]);
    }
  }
  return text;
}

std::string Renderer::render(const Diagnostic& d) {
  const bool es = options_.language == Tongue::Es;
  const std::string_view color = severity_color(d.severity);
  const std::string label = fmt::format("{} {}", severity_name(d.severity, options_.language), code_text(d.code));
  std::string text = fmt::format("{}: {}: {}\n", place(d.span), paint(label, color), es ? d.es : d.en);
  text += excerpt(d.span, color);
  std::string notes;
  for (const Note& note : d.notes) {
    notes += fmt::format("{}: {}: {}\n", place(note.span), paint(es ? "nota" : "note", kBlue), es ? note.es : note.en);
    notes += excerpt(note.span, kBlue);
  }
  const std::string& help = es ? d.help_es : d.help_en;
  const bool same_help = help == last_help_;
  if (!same_help || notes != last_notes_) text += notes;
  if (!help.empty() && !same_help) text += fmt::format("{}: {}\n", paint(es ? "ayuda" : "help", kGreen), help);
  last_help_ = help;
  last_notes_ = std::move(notes);
  if (d.fix) text += fmt::format("{}: {}\n", paint(es ? "arreglo" : "fix", kGreen), describe(*d.fix));
  if (d.call) text += dialogue(*d.call);
  return text;
}

}  // namespace guion::diag
