// guion fmt: prints files in their one canonical form, or says which are not. Files with syntax errors are left alone.
#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "format/format.hpp"
#include "parse/parse.hpp"

namespace guion::cli {
namespace {

/// The canonical text, or nothing (with the findings shown) if the file cannot be read as a flow.
std::optional<std::string> canonical(const std::string& path, const std::string& text, const FmtOptions& options,
                                     Console& console) {
  diag::Emitter emitter;
  Compilation shown;
  shown.program.files.push_back({path, parse::parse(text, 0, emitter), {}});
  const bool broken = emitter.has_errors();
  shown.diagnostics = emitter.take_sorted();
  const ast::Tree& tree = shown.program.files[0].tree;
  if (!broken) return format::print(tree, {options.keywords});
  Seen seen;
  Tally tally;
  console.err(render_findings(shown, console.tongue(tree.tongue), console.color_err(), seen, tally));
  console.complain({fmt::format("{} is left as it is: it has syntax errors", path),
                    fmt::format("{} se deja como está: tiene errores de sintaxis", path)},
                   tree.tongue);
  return std::nullopt;
}

int fmt_one(const std::string& path, const FmtOptions& options, Console& console) {
  DiskSources sources;
  if (path == "-") sources.take_stdin();
  std::string text;
  if (!read_source(path, sources, text, console)) return kCannotRun;
  const auto printed = canonical(path, text, options, console);
  if (!printed) return kFindings;
  if (options.check) {
    if (*printed == text) return kClean;
    console.out(path + "\n");
    return kFindings;
  }
  if (options.to_stdout || path == "-") {
    console.out(*printed);
    return kClean;
  }
  if (*printed == text) return kClean;
  if (const auto failure = write_file(path, *printed)) {
    console.complain(*failure, tongue_of_text(text));
    return kCannotRun;
  }
  console.out(path + "\n");
  return kClean;
}

}  // namespace

int fmt(const FmtOptions& options, Console& console) {
  int worst = kClean;
  for (const std::string& path : options.paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      worst = std::max(worst, fmt_one(path, options, console));
      continue;
    }
    for (const std::string& flow : flows_under(path)) worst = std::max(worst, fmt_one(flow, options, console));
  }
  return worst;
}

}  // namespace guion::cli
