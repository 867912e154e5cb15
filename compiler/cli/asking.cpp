// See asking.hpp.
#include "cli/asking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "diag/lines.hpp"

namespace guion::cli {
namespace {

/// What the graph of a flow cannot be trusted after.
bool hides_paths(const diag::Diagnostic& d) {
  constexpr unsigned kPaths = 400, kLimits = 500, kImage = 600;
  const auto code = static_cast<unsigned>(d.code);
  const bool early = code < kPaths || (code >= kLimits && code < kImage);
  return early && d.severity == diag::Severity::Error && diag::row(d.code).severity == diag::Severity::Error;
}

std::size_t characters(std::string_view text) { return diag::count_characters(text); }

}  // namespace

std::unique_ptr<Asked> open_understood(const std::string& path, const SettingOptions& asked, Console& console) {
  DiskSources sources;
  Settings settings;
  std::string text;
  if (!read_source(path, sources, text, console)) return nullptr;
  const CompileOptions* const options = settings.open(asked, console) ? settings.of(path, console) : nullptr;
  if (options == nullptr) return nullptr;
  auto a = std::make_unique<Asked>();
  a->path = path;
  a->today = options->today;
  a->made = compile(path, sources, *options);
  a->tongue = console.tongue(tongue_of(a->made));
  const bool readable = std::none_of(a->made.diagnostics.begin(), a->made.diagnostics.end(), hides_paths);
  if (!readable) {
    Seen seen;
    Tally tally;
    console.err(render_findings(a->made, a->tongue, console.color_err(), seen, tally));
    return nullptr;
  }
  if (!a->made.graph.routines.empty()) a->calls = analysis::call_order(a->made.program, a->made.graph);
  return a;
}

std::unique_ptr<Asked> open_asked(const std::string& path, const SettingOptions& asked, Console& console) {
  auto a = open_understood(path, asked, console);
  if (a == nullptr) return nullptr;
  if (a->made.program.kind != sema::FileKind::Flow || a->made.graph.routines.empty()) {
    console.complain({fmt::format("{} is no flow: only flows have calls to ask about", path),
                      fmt::format("{} no es un flujo: solo los flujos tienen llamadas por las que preguntar", path)},
                     tongue_of(a->made));
    return nullptr;
  }
  const auto errors = std::count_if(a->made.diagnostics.begin(), a->made.diagnostics.end(),
                                    [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
  if (errors != 0) {
    console.complain(
        {fmt::format("{} has {} {}, which guion check shows; the answer holds for it as it is", path, errors,
                     errors == 1 ? "error" : "errors"),
         fmt::format("{} tiene {} {}, que guion check muestra; la respuesta vale para el flujo tal como está", path,
                     errors, errors == 1 ? "error" : "errores")},
        tongue_of(a->made));
  }
  return a;
}

std::string place_text(const sema::Program& program, LineRef line) {
  if (line.file >= program.files.size() || line.line >= program.files[line.file].tree.lines.size()) return "?";
  const sema::File& file = program.files[line.file];
  return fmt::format("{}:{}", std::filesystem::path{file.path}.lexically_normal().generic_string(),
                     diag::LineTable{file.tree.text}.position(file.tree.lines[line.line].begin).line);
}

void write_place(report::JsonWriter& out, std::string_view key, const questions::Place& place) {
  if (place.path.empty()) return out.null(key);
  out.open(key, '{');
  out.text("path", std::filesystem::path{place.path}.lexically_normal().generic_string());
  out.number("line", place.line);
  out.close();
}

std::string line_text(const sema::Program& program, LineRef line, std::size_t most) {
  if (line.file >= program.files.size() || line.line >= program.files[line.file].tree.lines.size()) return {};
  const Span s = program.span_of(line);
  const std::string_view source = std::string_view{program.files[s.file].tree.text}.substr(s.begin, s.end - s.begin);
  std::string text;
  std::size_t count = 0;
  bool continued = false;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if (c == '\n' || c == '\r') {
      continued = true;
      continue;
    }
    if (continued && (c == ' ' || c == '|')) continue;
    const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    count += (begins ? 1U : 0U) + (continued ? 1U : 0U);
    if (begins && count > most) return text + "…";
    if (continued) text += ' ';
    continued = false;
    text += c;
  }
  return text;
}

std::string levels_text(const sema::Program& program, sema::Levels levels, Tongue tongue) {
  std::vector<std::string> names;
  for (std::size_t l = 0; l < program.levels.size(); ++l) {
    const auto included = [&](std::size_t by) {
      return by != l && ((levels >> by) & 1U) != 0 && ((program.levels[by].closure >> l) & 1U) != 0;
    };
    bool told = ((levels >> l) & 1U) != 0;
    for (std::size_t by = 0; told && by < program.levels.size(); ++by) told = !included(by);
    if (told) names.push_back(program.levels[l].name);
  }
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) out += i + 1 == names.size() ? pick(tongue, " and ", " y ") : ", ";
    out += names[i];
  }
  return out.empty() ? std::string{pick(tongue, "no level", "ningún nivel")} : out;
}

std::string final_text(const sema::Program& program, const questions::Final& final) {
  return final.transfer ? "→ " + program.areas[final.object].name : program.outcomes[final.object].name;
}

std::vector<std::size_t> Table::widths() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], characters(row[c]));
  }
  return widths;
}

std::size_t Table::width() const {
  std::size_t all = 0;
  for (const std::size_t w : widths()) all += w + 2;
  return all;
}

std::string Table::text(bool numbers) const {
  const std::vector<std::size_t> columns = widths();
  std::string out;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string pad(columns[c] - characters(row[c]), ' ');
      line += c == 0 ? "" : "  ";
      line += numbers && c != 0 ? pad + row[c] : row[c] + pad;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string Table::markdown() const {
  std::string out;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    out += "|";
    for (const std::string& cell : rows_[r]) out += " " + cell + " |";
    out += "\n";
    if (r != 0) continue;
    out += "|";
    for (std::size_t c = 0; c < rows_[r].size(); ++c) out += c == 0 ? " --- |" : " :-: |";
    out += "\n";
  }
  return out;
}

std::string markdown_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view{"\\`*_<>|[]"}.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace guion::cli
