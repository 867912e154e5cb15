// guion check: compiles many files on several threads and shows what was found, in the order of the files and in the
// format asked for.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "cli/baseline.hpp"
#include "cli/calls.hpp"
#include "cli/collect.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "cli/fixes.hpp"
#include "cli/pages.hpp"
#include "diag/render.hpp"

namespace guion::cli {
namespace {

/// One file and what became of it.
struct Checked {
  std::string path;
  const CompileOptions* options = nullptr;  ///< null: it cannot be read
  bool done = false;
  Compilation compilation;
};

std::vector<Checked> gather(const std::vector<std::string>& paths) {
  std::vector<Checked> all;
  const auto add = [&all](std::string path) {
    const bool known = std::any_of(all.begin(), all.end(), [&path](const Checked& c) { return c.path == path; });
    if (!known) all.push_back({std::move(path), nullptr, false, {}});
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
void work(std::vector<Checked>& all, std::atomic<std::size_t>& next, DiskSources& sources) {
  for (std::size_t i = next++; i < all.size(); i = next++) {
    if (all[i].options == nullptr) continue;
    all[i].compilation = compile(all[i].path, sources, *all[i].options);
    all[i].compilation.graph = {};
    all[i].compilation.image = {};
    date_calls(all[i].compilation, all[i].options->today);
    all[i].done = true;
  }
}

void compile_all(std::vector<Checked>& all, unsigned jobs, DiskSources& sources) {
  if (jobs == 0) jobs = std::max(2U, std::thread::hardware_concurrency());
  jobs = static_cast<unsigned>(std::min<std::size_t>(jobs, all.size()));
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back([&] { work(all, next, sources); });
  work(all, next, sources);
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

/// A rule that says nothing of a flow: every protocol has some for every flow, so they are only counted unless asked
/// for.
bool is_vacuous(const report::Finding& f) {
  return f.diagnostic.code == diag::Code::VacuousRule && f.diagnostic.severity == diag::Severity::Hint &&
         f.standing == report::Standing::Counts;
}

/// How many flows have rules that say nothing of them.
std::string vacuous_line(const report::Report& report) {
  const auto n = static_cast<std::size_t>(std::count_if(report.findings.begin(), report.findings.end(), is_vacuous));
  if (n == 0) return {};
  return report.tongue == Tongue::Es
             ? fmt::format("en {} hay reglas del protocolo que no {} tocan; --vacuous las muestra\n",
                           count(n, "flujo", "flujos"), n == 1 ? "le" : "les")
             : fmt::format("{} with rules of the protocol that do not concern them; --vacuous shows which\n",
                           count(n, "flow", "flows"));
}

/// «, 1 excepción vigente (regla x, hasta 2027-12-31: la razón)», or nothing.
std::string waiver_list(const std::vector<report::Waiver>& waivers, bool es) {
  if (waivers.empty()) return {};
  std::string list;
  for (const report::Waiver& w : waivers) {
    list += list.empty() ? "" : "; ";
    list += es ? fmt::format("regla {}, hasta {}: {}", w.rule, w.until, w.reason)
               : fmt::format("rule {}, until {}: {}", w.rule, w.until, w.reason);
  }
  return fmt::format(", {} ({})",
                     es ? count(waivers.size(), "excepción vigente", "excepciones vigentes")
                        : count(waivers.size(), "waiver in force", "waivers in force"),
                     list);
}

std::string summary(const report::Report& report) {
  const report::Counts n = report::count(report);
  const bool es = report.tongue == Tongue::Es;
  std::string out = es ? fmt::format("{}: {}, {}", count(n.files, "archivo", "archivos"),
                                     count(n.errors, "error", "errores"), count(n.warnings, "aviso", "avisos"))
                       : fmt::format("{}: {}, {}", count(n.files, "file", "files"), count(n.errors, "error", "errors"),
                                     count(n.warnings, "warning", "warnings"));
  if (n.allowed != 0)
    out += es ? ", " + count(n.allowed, "permitido", "permitidos") : fmt::format(", {} allowed", n.allowed);
  if (n.known != 0) out += fmt::format(", {} {}", n.known, es ? "en la línea base" : "in the baseline");
  return out + waiver_list(report.waivers, es) + "\n";
}

/// Lines of the baseline that may go.
std::string gone_lines(const report::Report& report, const std::string& baseline) {
  if (report.gone.empty()) return {};
  std::string out = report.tongue == Tongue::Es ? fmt::format("ya no aparecen; se pueden quitar de {}:\n", baseline)
                                                : fmt::format("no longer found; may be taken out of {}:\n", baseline);
  for (const report::Gone& g : report.gone) out += fmt::format("  {} {} {}\n", g.fingerprint, g.code, g.path);
  return out;
}

/// Findings as people read them, each in the tongue of its flow.
std::string as_text(const report::Report& report, const std::vector<const Compilation*>& units, bool vacuous,
                    const Console& console) {
  std::string out;
  std::optional<diag::Renderer> renderer;
  std::uint32_t unit = kNone;
  for (const report::Finding& f : report.findings) {
    if (f.standing != report::Standing::Counts || (!vacuous && is_vacuous(f))) continue;
    if (f.unit != unit) {
      std::vector<diag::Source> sources;
      for (const sema::File& file : units[f.unit]->program.files) sources.push_back({file.path, file.tree.text});
      unit = f.unit;
      renderer.emplace(std::move(sources),
                       diag::RenderOptions{console.tongue(tongue_of(*units[unit])), console.color_out()});
    }
    out += renderer->render(f.diagnostic);
  }
  return out;
}

/// Reads what can be read and gives every file its settings. False: the settings are wrong.
bool prepare(std::vector<Checked>& all, DiskSources& sources, Settings& settings, report::Report& report,
             Console& console) {
  std::vector<std::pair<const Checked*, Message>> unread;
  std::optional<Tongue> first;
  bool good = true;
  for (Checked& c : all) {
    std::string text;
    if (auto failure = source_failure(c.path, sources, text)) {
      unread.emplace_back(&c, std::move(*failure));
      continue;
    }
    if (!first) first = tongue_of_text(text);
    c.options = settings.of(c.path, console, first);
    good = good && c.options != nullptr;
  }
  for (const auto& [c, why] : unread) {
    console.complain(why, first);
    report.unread.push_back({shown_path(c->path), why.in(console.tongue(first))});
  }
  return good;
}

/// The waivers that keep violations of a flow from being told, as reports show them. `seen`: those of other flows.
void add_waivers(const Checked& c, std::uint32_t unit, std::set<std::string>& seen, report::Report& report) {
  const sema::Program& program = c.compilation.program;
  for (const prove::Judgement& j : c.compilation.proof.judgements) {
    if (!j.waived || j.kind != prove::PropertyKind::Rule) continue;
    const sema::Waiver* holds = nullptr;  // the last one, as the judge takes it
    for (const sema::Waiver& w : program.waivers) {
      if (w.rule == j.object && c.options->today <= w.until) holds = &w;
    }
    if (holds == nullptr || holds->span.file >= program.files.size()) continue;
    const std::string place = fmt::format("{}:{}", normal(program.files[holds->span.file].path), holds->span.begin);
    if (!seen.insert(place).second) continue;
    report.waivers.push_back({program.rules[j.object].name, date_text(holds->until), holds->reason, holds->span, unit});
  }
}

/// The compilations as one report. Gives them in the order of its units.
std::vector<const Compilation*> collect(const std::vector<Checked>& all, report::Report& report,
                                        const Console& console) {
  std::vector<const Compilation*> units;
  std::optional<Tongue> first;
  const std::set<std::string> used = used_files(all);
  std::set<std::string> waivers;
  Collector collector{report};
  for (const Checked& c : all) {
    if (!c.done) continue;
    if (!first) first = tongue_of(c.compilation);
    const bool library = c.compilation.program.kind == sema::FileKind::Library;
    collector.add(c.compilation, !library || !used.contains(normal(c.path)));
    add_waivers(c, static_cast<std::uint32_t>(units.size()), waivers, report);
    units.push_back(&c.compilation);
  }
  report.tongue = console.tongue(first);
  for (const Page& page : pages()) report.pages.push_back({page.name, page.text});
  return units;
}

/// Holds the report against the baseline and writes the new one. False: a file cannot be read or written.
bool settle_baseline(const CheckOptions& options, report::Report& report, Console& console) {
  std::vector<report::Gone> lines;
  if (!options.baseline.empty()) {
    if (!read_baseline(options.baseline, lines, console)) return false;
    apply_baseline(options.baseline, lines, report);
  }
  if (options.write_baseline.empty()) return true;
  if (const auto failure = write_file(options.write_baseline, baseline_text(options.write_baseline, report))) {
    console.complain(*failure);
    return false;
  }
  for (report::Finding& f : report.findings) {
    if (f.standing == report::Standing::Counts && can_be_known(f.diagnostic)) f.standing = report::Standing::Known;
  }
  report.has_baseline = true;
  return true;
}

void show(const CheckOptions& options, const report::Report& report, const std::vector<const Compilation*>& units,
          Console& console) {
  const std::string gone = gone_lines(report, options.baseline);
  switch (options.format) {
    case Format::Text:
      console.out(as_text(report, units, options.vacuous, console));
      return console.out(gone + (options.vacuous ? "" : vacuous_line(report)) + summary(report));
    case Format::Json:
      return console.out(report::to_json(report));
    case Format::Sarif:
      return console.out(report::to_sarif(report));
    case Format::Junit:
      return console.out(report::to_junit(report));
    case Format::Github:
      return console.out(report::to_github(report) + gone + summary(report));
  }
}

/// Reads, compiles and collects. False: the settings are wrong.
bool judge(std::vector<Checked>& all, const CheckOptions& options, DiskSources& sources, Settings& settings,
           report::Report& report, std::vector<const Compilation*>& units, Console& console) {
  report = {};
  if (!prepare(all, sources, settings, report, console)) return false;
  compile_all(all, options.jobs, sources);
  units = collect(all, report, console);
  return true;
}

/// Applies fixes and judges again until there are none: a fix can make room for another. Fixes that together break what
/// was whole are taken back. False: a file cannot be written.
bool mend(std::vector<Checked>& all, const CheckOptions& options, DiskSources& sources, Settings& settings,
          report::Report& report, std::vector<const Compilation*>& units, Console& console) {
  constexpr int kRounds = 16;  // far more than fixes that touch each other; an end for fixes that undo each other
  const std::size_t errors = report::count(report).errors;
  std::size_t fixes = 0;
  Originals originals;
  for (int round = 0; round < kRounds; ++round) {
    const auto made = apply_fixes(report, units, originals, console);
    if (!made) return false;
    if (*made == 0) break;
    fixes += *made;
    if (!judge(all, options, sources, settings, report, units, console)) return false;
  }
  if (report::count(report).errors > errors) {
    console.complain({"the fixes together would make an error; the files are left as they were",
                      "los arreglos juntos causarían un error; los archivos se dejan como estaban"},
                     report.tongue);
    return restore(originals, console) && judge(all, options, sources, settings, report, units, console);
  }
  console.err(report.tongue == Tongue::Es ? fmt::format("{}\n", count(fixes, "arreglo hecho", "arreglos hechos"))
                                          : fmt::format("{}\n", count(fixes, "fix made", "fixes made")));
  return true;
}

}  // namespace

int check(const CheckOptions& options, Console& console) {
  DiskSources sources;
  Settings settings;
  SettingOptions asked = options.settings;
  asked.spelling = true;
  if (!settings.open(asked, console)) return kCannotRun;
  if (std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end()) sources.take_stdin();
  std::vector<Checked> all = gather(options.paths);
  if (all.empty()) {
    console.complain(Message{"there is no .flow file in " + options.paths.front(),
                             "no hay ningún archivo .flow en " + options.paths.front()});
    return kCannotRun;
  }
  if (!options.settings.translation.empty() && all.size() != 1) {
    console.complain({"--translation goes with one flow", "--translation va con un solo flujo"});
    return kCannotRun;
  }
  report::Report report;
  std::vector<const Compilation*> units;
  if (!judge(all, options, sources, settings, report, units, console)) return kCannotRun;
  if (options.fix && report.unread.empty() && !mend(all, options, sources, settings, report, units, console))
    return kCannotRun;
  report::add_fingerprints(report);
  if (!settle_baseline(options, report, console)) return kCannotRun;
  std::set<std::string> taken;
  for (const Checked& c : all) {
    if (!options.write_calls.empty() && c.done &&
        !write_calls(options.write_calls, c.path, c.compilation, taken, console))
      return kCannotRun;
  }
  show(options, report, units, console);
  if (!report.unread.empty()) return kCannotRun;
  return report::count(report).errors == 0 ? kClean : kFindings;
}

}  // namespace guion::cli
