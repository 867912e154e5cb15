// Showing findings, and reading sources for verbs. See findings.hpp.
#include "cli/findings.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "cli/files.hpp"
#include "cli/kinds.hpp"
#include "diag/render.hpp"

namespace guion::cli {
namespace {

void count(const diag::Diagnostic& d, Tally& tally) {
  if (d.severity == diag::Severity::Error) ++tally.errors;
  if (d.severity == diag::Severity::Warning) ++tally.warnings;
}

}  // namespace

std::string key_of(const Compilation& c, const diag::Diagnostic& d) {
  const auto& files = c.program.files;
  const std::string path = d.span.file < files.size()
                               ? std::filesystem::path{files[d.span.file].path}.lexically_normal().string()
                               : std::string{};
  return fmt::format("{}\n{}\n{}\n{}", path, static_cast<unsigned>(d.code), d.span.begin, d.en);
}

std::string render_findings(const Compilation& compilation, Tongue tongue, bool color, Seen& seen, Tally& tally) {
  std::vector<diag::Source> sources;
  for (const sema::File& file : compilation.program.files) sources.push_back({file.path, file.tree.text});
  diag::Renderer renderer{std::move(sources), {tongue, color}};
  std::string out;
  for (const diag::Diagnostic& d : compilation.diagnostics) {
    if (!seen.insert(key_of(compilation, d)).second) continue;
    count(d, tally);
    out += renderer.render(d);
  }
  return out;
}

std::optional<Message> source_failure(const std::string& path, Sources& sources, std::string& text) {
  const ReadStatus status = sources.read(path, text);
  if (status != ReadStatus::Ok) return read_failure(path, status);
  if (kind_of(text) != FileKind::Image) return wrong_kind(path, text, FileKind::Flow);
  return Message{
      fmt::format("{} is a compiled image; a .flow is expected here (guion dis and guion run take images)", path),
      fmt::format("{} es una imagen compilada; aquí se espera un .flow (guion dis y guion run aceptan imágenes)", path)};
}

bool read_source(const std::string& path, Sources& sources, std::string& text, Console& console) {
  const auto failure = source_failure(path, sources, text);
  if (failure) console.complain(*failure);
  return !failure;
}

std::optional<Tongue> tongue_of(const Compilation& compilation) {
  if (compilation.program.files.empty()) return std::nullopt;
  return tongue_of_text(compilation.program.files[0].tree.text);
}

Compilation compile_for(const std::string& path, const SettingOptions& asked, bool strip, Console& console, int& exit) {
  DiskSources sources;
  Settings settings;
  std::string text;
  exit = kCannotRun;
  if (!read_source(path, sources, text, console)) return {};
  std::string().swap(text);  // it was looked at; compile() reads for itself
  const CompileOptions* found = settings.open(asked, console) ? settings.of(path, console) : nullptr;
  if (found == nullptr) return {};
  CompileOptions options = *found;
  options.strip = strip;
  Compilation made = compile(path, sources, options);
  // Hints are for who checks a flow, not for who plays or builds it.
  std::erase_if(made.diagnostics, [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Hint; });
  Seen seen;
  Tally tally;
  console.err(render_findings(made, console.tongue(tongue_of(made)), console.color_err(), seen, tally));
  exit = made.ok ? kClean : kFindings;
  return made;
}

}  // namespace guion::cli
