// guion check: compiles many files on several threads and shows what was found, in the order of the files.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"

namespace guion::cli {
namespace {

/// One file and what became of it.
struct Checked {
  std::string path;
  bool readable = true;
  bool done = false;
  Compilation compilation;
};

std::vector<Checked> gather(const std::vector<std::string>& paths) {
  std::vector<Checked> all;
  const auto add = [&all](std::string path) {
    const bool known = std::any_of(all.begin(), all.end(), [&path](const Checked& c) { return c.path == path; });
    if (!known) all.push_back({std::move(path), true, false, {}});
  };
  for (const std::string& path : paths) {
    std::error_code error;
    if (!std::filesystem::is_directory(path, error)) {
      add(path);
    } else {
      for (std::string& flow : flows_under(path)) add(std::move(flow));
    }
  }
  return all;
}

/// Takes files from the list until there is none. The compilation of a readable file is kept until it is shown.
void work(std::vector<Checked>& all, std::atomic<std::size_t>& next, DiskSources& sources,
          const CompileOptions& options) {
  for (std::size_t i = next++; i < all.size(); i = next++) {
    if (!all[i].readable) continue;
    all[i].compilation = compile(all[i].path, sources, options);
    all[i].compilation.graph = {};
    all[i].compilation.image = {};
    all[i].done = true;
  }
}

void compile_all(std::vector<Checked>& all, unsigned jobs, DiskSources& sources, const CompileOptions& options) {
  if (jobs == 0) jobs = std::max(2U, std::thread::hardware_concurrency());
  jobs = static_cast<unsigned>(std::min<std::size_t>(jobs, all.size()));
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back([&] { work(all, next, sources, options); });
  work(all, next, sources, options);
  for (std::thread& t : threads) t.join();
}

std::string normal(const std::string& path) { return std::filesystem::path{path}.lexically_normal().string(); }

/// Files that some checked flow brings in. A library speaks of slots and levels that its users declare: it is judged
/// with them, and by itself only if nobody among the files uses it.
std::set<std::string> used_files(const std::vector<Checked>& all) {
  std::set<std::string> used;
  for (const Checked& c : all) {
    if (!c.done || c.compilation.program.kind != sema::FileKind::Flow) continue;
    for (const sema::File& file : c.compilation.program.files) used.insert(normal(file.path));
  }
  return used;
}

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

std::string summary(std::size_t files, const Tally& tally, Tongue tongue) {
  if (tongue == Tongue::Es) {
    return fmt::format("{}: {}, {}\n", count(files, "archivo", "archivos"), count(tally.errors, "error", "errores"),
                       count(tally.warnings, "aviso", "avisos"));
  }
  return fmt::format("{}: {}, {}\n", count(files, "file", "files"), count(tally.errors, "error", "errors"),
                     count(tally.warnings, "warning", "warnings"));
}

/// What no verdict speaks of yet: the rules of the protocols that the flows follow. A clean check must not pass for
/// more than it is.
std::string undecided(const std::vector<Checked>& all, Tongue tongue) {
  std::set<std::string> rules;
  for (const Checked& c : all) {
    if (!c.done || c.compilation.program.kind != sema::FileKind::Flow) continue;
    for (const sema::Rule& rule : c.compilation.program.rules) rules.insert(rule.name);
  }
  if (rules.empty()) return {};
  if (tongue == Tongue::Es) {
    return fmt::format(
        "sin comprobar: {} del protocolo, y que ninguna llamada se salte una etapa obligatoria; esta versión las lee, "
        "pero "
        "aún no las demuestra\n",
        count(rules.size(), "regla", "reglas"));
  }
  return fmt::format(
      "not checked: {} of the protocol, and that no call skips a required stage; this version reads them but does not "
      "prove them yet\n",
      count(rules.size(), "rule", "rules"));
}

}  // namespace

int check(const CheckOptions& options, Console& console) {
  DiskSources sources;
  if (std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end()) sources.take_stdin();
  std::vector<Checked> all = gather(options.paths);
  if (all.empty()) {
    console.complain(Message{"there is no .flow file in " + options.paths.front(),
                             "no hay ningún archivo .flow en " + options.paths.front()});
    return kCannotRun;
  }
  for (Checked& c : all) {
    std::string text;
    c.readable = read_source(c.path, sources, text, console);
  }
  compile_all(all, options.jobs, sources, {options.include, false, true});
  Seen seen;
  Tally tally;
  std::size_t files = 0;
  std::optional<Tongue> first;
  const std::set<std::string> used = used_files(all);
  for (const Checked& c : all) {
    if (!c.done) continue;
    ++files;
    const auto of_file = tongue_of(c.compilation);
    if (!first) first = of_file;
    if (c.compilation.program.kind == sema::FileKind::Library && used.contains(normal(c.path))) continue;
    console.out(render_findings(c.compilation, console.tongue(of_file), console.color_out(), seen, tally));
  }
  console.out(undecided(all, console.tongue(first)));
  console.out(summary(files, tally, console.tongue(first)));
  if (files != all.size()) return kCannotRun;
  return tally.errors == 0 ? kClean : kFindings;
}

}  // namespace guion::cli
