// guion export: a flow in the form of another tool. A flow whose calls break a rule is exported all the same: to see
// that is what the other tool is for. It decides nothing; export/ writes.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "export/promela.hpp"

namespace guion::cli {
namespace {

/// Whether an error leaves the ways of a flow unknown: anything but a finding about ways (G04…) does.
bool hides_ways(const diag::Diagnostic& d) {
  constexpr unsigned kBlock = 100, kWays = 4;
  return d.severity == diag::Severity::Error && static_cast<unsigned>(d.code) / kBlock != kWays;
}

bool is_source(const Compilation& made, const std::string& path) {
  std::error_code error;
  const auto same = [&](const sema::File& file) {
    return std::filesystem::weakly_canonical(path, error) == std::filesystem::weakly_canonical(file.path, error) ||
           std::filesystem::equivalent(path, file.path, error);
  };
  return std::any_of(made.program.files.begin(), made.program.files.end(), same);
}

std::optional<Message> write(const std::string& path, const Compilation& made, const std::string& text) {
  if (is_source(made, path))
    return Message{"the model needs a name of its own: nothing was written over a source",
                   "el modelo necesita un nombre propio: no se escribió encima de ninguna fuente"};
  return write_file(path, text);
}

}  // namespace

int export_flow(const ExportOptions& options, Console& console) {
  if (!options.promela) {
    console.complain({"say in which form: --promela", "diga en qué formato: --promela"});
    return kCannotRun;
  }
  int exit = kClean;
  const Compilation made = compile_for(options.flow, options.settings, true, console, exit);
  if (exit == kCannotRun) return exit;
  const auto of_file = tongue_of(made);
  if (std::any_of(made.diagnostics.begin(), made.diagnostics.end(), hides_ways)) return kFindings;
  if (made.program.kind != sema::FileKind::Flow) {
    console.complain({fmt::format("{} is no flow: only flows have calls", options.flow),
                      fmt::format("{} no es un flujo: solo los flujos tienen llamadas", options.flow)},
                     of_file);
    return kCannotRun;
  }
  const exports::PromelaModel model = exports::promela(made.program, made.graph, {options.property});
  if (model.refusal) {
    console.complain({model.refusal->en, model.refusal->es}, of_file);
    return kCannotRun;
  }
  if (options.out.empty()) {
    console.out(model.text);
    return kClean;
  }
  if (const auto failure = write(options.out, made, model.text)) {
    console.complain(*failure, of_file);
    return kCannotRun;
  }
  console.out(fmt::format("{}  {} B\n", options.out, model.text.size()));
  return kClean;
}

}  // namespace guion::cli
