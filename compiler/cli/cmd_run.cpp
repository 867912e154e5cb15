// guion run: plays a call. A .call is rehearsed without a terminal; a .flow or .flowc is played with whoever sits at
// it.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/data.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "cli/interactive.hpp"
#include "cli/kinds.hpp"
#include "cli/load.hpp"
#include "replay/replay.hpp"
#include "scenario/scripted.hpp"

namespace guion::cli {
namespace {

/// Local time as the customer's clock shows it.
std::int64_t local_now() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  return static_cast<std::int64_t>(now) + parts.tm_gmtoff;
}

/// A flow ready to be played, and the tongue of its keywords if it came from a text.
struct Ready {
  std::unique_ptr<scenario::Flow> flow;
  std::optional<Tongue> tongue;
  std::vector<std::string> declared;  ///< slots that the system gives to any flow of the protocol, folded
};

void take_declared(const sema::Program& program, Ready& out) {
  for (const sema::Slot& slot : program.slots) {
    if (slot.from_system) out.declared.push_back(scenario::fold(slot.name));
  }
}

/// Leaves out what the call gives for slots that the protocol declares and this flow does not use: one set of calls may
/// serve many flows.
void drop_unused_gives(scenario::Script& script, const Ready& ready) {
  std::erase_if(script.gives, [&ready](const scenario::Given& g) {
    const bool declared =
        std::find(ready.declared.begin(), ready.declared.end(), scenario::fold(g.name)) != ready.declared.end();
    return declared && !ready.flow->find_slot(g.name);
  });
}

int open_flow(std::string_view image, std::string_view policy, const std::string& path, Ready& out, Console& console) {
  Message error;
  out.flow = scenario::Flow::open({image.begin(), image.end()}, {policy.begin(), policy.end()}, error);
  if (out.flow) return kClean;
  console.complain({path + ": " + error.en, path + ": " + error.es}, out.tongue);
  return kFindings;
}

int ready_from_image(const std::string& path, const RunOptions& options, Ready& out, Console& console) {
  Loaded files;
  const int exit = load(path, options.policy, options.settings, {}, files, console);
  out.tongue = files.tongue;
  return exit == kClean ? open_flow(as_text(files.image), as_text(files.policy), path, out, console) : exit;
}

int ready_from_flow(const std::string& path, const RunOptions& options, Ready& out, Console& console) {
  int exit = kClean;
  const Compilation made = compile_for(path, options.settings, false, console, exit);
  out.tongue = tongue_of(made);
  take_declared(made.program, out);
  if (exit != kClean) return exit;
  if (made.image.empty()) {
    console.complain({fmt::format("{} is no flow: only flows can be played", path),
                      fmt::format("{} no es un flujo: solo los flujos se pueden recorrer", path)},
                     out.tongue);
    return kCannotRun;
  }
  return open_flow(as_text(made.image), as_text(made.policy), path, out, console);
}

void show_problems(const std::string& path, const std::vector<scenario::Problem>& problems, Tongue tongue,
                   Console& console) {
  for (const auto& p : problems) {
    console.err(fmt::format("{}:{}: error: {}\n", path, p.line == 0 ? 1 : p.line, p.message.in(tongue)));
  }
}

/// Whether only paths are wrong with a flow, if anything is: what block 04 of the table finds.
bool is_playable(const Compilation& made) {
  constexpr unsigned kPaths = 4, kBlock = 100;
  return made.program.kind == sema::FileKind::Flow &&
         std::all_of(made.diagnostics.begin(), made.diagnostics.end(), [](const diag::Diagnostic& d) {
           return d.severity != diag::Severity::Error || static_cast<unsigned>(d.code) / kBlock == kPaths;
         });
}

/// The flow of a call that breaks something, made playable all the same. What is wrong with its paths is not shown: the call is about it.
int ready_guarded(const std::string& path, const scenario::Breach& breach, const RunOptions& options, Ready& out,
                  std::vector<scenario::Problem>& problems, Console& console) {
  DiskSources sources;
  Settings settings;
  SettingOptions asked = options.settings;
  if (asked.today.empty()) asked.today = breach.as_of;
  const CompileOptions* found = settings.open(asked, console) ? settings.of(path, console) : nullptr;
  if (found == nullptr) return kCannotRun;
  const Compilation made = compile(path, sources, *found);
  out.tongue = tongue_of(made);
  take_declared(made.program, out);
  if (!is_playable(made)) {
    int exit = kClean;
    (void)compile_for(path, asked, false, console, exit);  // shows what is wrong
    return exit == kClean ? kFindings : exit;
  }
  const bool found_so = std::any_of(made.diagnostics.begin(), made.diagnostics.end(), [&breach](const diag::Diagnostic& d) {
    return diag::code_text(d.code) == breach.code;
  });
  if (!found_so) {
    problems.push_back({breach.line,
                        {fmt::format("{} does not break {} any more", path, breach.code),
                         fmt::format("{} ya no viola {}", path, breach.code)}});
  }
  const replay::Guarded guarded = replay::guard_for(made.program, made.graph, breach);
  return open_flow(as_text(guarded.image), as_text(guarded.policy), path, out, console);
}

/// Where records of a trace go; empty if none was asked for.
std::function<void(std::string_view)> sink(const RunOptions& options, GrowingFile& file) {
  if (options.trace.empty()) return {};
  return [&file](std::string_view record) { file.append(record); };
}

/// Ends the trace's file. The exit code that it leaves of `exit`.
int close_trace(GrowingFile& file, int exit, Console& console) {
  const auto failure = file.close();
  if (!failure) return exit;
  console.complain(*failure);
  return kCannotRun;
}

/// The number of the language asked for. Nothing, and complains: the image does not speak it.
std::optional<std::uint32_t> language_of(const Ready& ready, const std::string& asked, Console& console) {
  std::string spoken;
  guion_string tag{};
  for (std::uint32_t n = 0; guion_image_language(ready.flow->image(), n, &tag, nullptr) == GUION_OK; ++n) {
    const std::string known = scenario::to_string(tag);
    if (asked.empty() || known == asked) return n;
    spoken += (spoken.empty() ? "" : ", ") + known;
  }
  console.complain({fmt::format("--language: it does not speak {}, but {}", asked, spoken),
                    fmt::format("--language: no habla {}, sino {}", asked, spoken)},
                   ready.tongue);
  return std::nullopt;
}

/// Plays a script and shows transcript and failures.
int run_script(const std::string& path, const std::string& text, const RunOptions& options, Console& console) {
  std::vector<scenario::Problem> problems;
  scenario::Script script = scenario::read_script(text, problems);
  const Tongue tongue = console.tongue(script.tongue);
  show_problems(path, problems, tongue, console);
  if (!problems.empty()) return kFindings;
  if (script.breach && !options.trace.empty()) {
    console.complain({"--trace: this call breaks something on purpose and is played with a flow of its own",
                      "--trace: esta llamada incumple algo a propósito y se recorre con un flujo aparte"},
                     script.tongue);
    return kCannotRun;
  }
  const std::string flow =
      (std::filesystem::path{path}.parent_path() / (script.flow + ".flow")).lexically_normal().string();
  DiskSources sources;
  std::string source;
  if (auto failure = source_failure(flow, sources, source)) {
    show_problems(path, {{script.flow_line, std::move(*failure)}}, tongue, console);
    return kFindings;
  }
  Ready ready;
  const int exit = script.breach ? ready_guarded(flow, *script.breach, options, ready, problems, console)
                                 : ready_from_flow(flow, options, ready, console);
  if (exit != kClean) return exit;
  drop_unused_gives(script, ready);
  if (script.seed == 0) script.seed = options.seed;
  GrowingFile trace;
  const auto failure = options.trace.empty() ? std::nullopt : trace.open(options.trace);
  if (failure) {
    console.complain(*failure);
    return kCannotRun;
  }
  const auto language = language_of(ready, options.language, console);
  if (!language) return kCannotRun;
  const scenario::Rehearsal done = scenario::rehearse(*ready.flow, script, sink(options, trace), *language);
  console.out(done.transcript);
  problems.insert(problems.end(), done.failures.begin(), done.failures.end());
  show_problems(path, problems, tongue, console);
  return close_trace(trace, problems.empty() ? kClean : kFindings, console);
}

int read_data(const std::string& path, const Ready& ready, Data& data, Console& console) {
  if (path.empty()) return kClean;
  std::string json;
  const ReadStatus status = read_file(path, json);
  auto failure = status == ReadStatus::Ok ? Data::read(json, *ready.flow, ready.declared, data) : read_failure(path, status);
  if (!failure) return kClean;
  if (status == ReadStatus::Ok) failure = Message{path + ": " + failure->en, path + ": " + failure->es};
  console.complain(*failure, ready.tongue);
  return kCannotRun;
}

int run_interactive(const Ready& ready, const RunOptions& options, std::optional<std::int64_t> time, Console& console) {
  Data data;
  const int exit = read_data(options.data, ready, data, console);
  if (exit != kClean) return exit;
  InteractiveHost host{*ready.flow, std::move(data), console, console.tongue(ready.tongue)};
  scenario::PlayOptions play;
  play.seed = options.seed;
  const auto language = language_of(ready, options.language, console);
  if (!language) return kCannotRun;
  play.language = *language;
  play.call_id = static_cast<std::uint64_t>(std::time(nullptr));
  play.now = [time] { return time.value_or(local_now()); };
  GrowingFile trace;
  if (!options.trace.empty()) {
    if (auto failure = trace.open(options.trace)) {
      console.complain(*failure, ready.tongue);
      return kCannotRun;
    }
  }
  play.trace = sink(options, trace);
  Message error;
  const auto ending = scenario::play(*ready.flow, host, play, error);
  host.finish(ending);
  if (error.en.empty()) return close_trace(trace, kClean, console);
  console.complain(error, ready.tongue);
  return close_trace(trace, kFindings, console);
}

bool ends_with(const std::string& path, std::string_view extension) {
  return std::string_view{path}.ends_with(extension);
}

}  // namespace

int run(const RunOptions& options, Console& console) {
  std::optional<std::int64_t> time;
  if (!options.time.empty() && !scenario::read_moment(options.time, time.emplace())) {
    console.complain({"--time is written 2026-11-20T09:30", "--time se escribe 2026-11-20T09:30"});
    return kCannotRun;
  }
  std::string bytes;
  const ReadStatus status = read_file(options.path, bytes);
  if (status != ReadStatus::Ok) {
    console.complain(read_failure(options.path, status));
    return kCannotRun;
  }
  Ready ready;
  int exit = kClean;
  if (kind_of(bytes) != FileKind::Other || ends_with(options.path, ".flowc")) {
    exit = ready_from_image(options.path, options, ready, console);
  } else if (ends_with(options.path, ".call")) {
    return run_script(options.path, bytes, options, console);
  } else {
    exit = ready_from_flow(options.path, options, ready, console);
  }
  return exit == kClean ? run_interactive(ready, options, time, console) : exit;
}

}  // namespace guion::cli
