// guion run: plays a call. A .call is rehearsed without a terminal; a .flow or .flowc is played with whoever sits at
// it.
#include <fmt/format.h>

#include <ctime>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/data.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "cli/interactive.hpp"
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
};

int open_flow(std::string_view image, std::string_view policy, const std::string& path, Ready& out, Console& console) {
  Message error;
  out.flow = scenario::Flow::open({image.begin(), image.end()}, {policy.begin(), policy.end()}, error);
  if (out.flow) return kClean;
  if (policy.empty()) {
    error.en += "; if the flow follows a protocol, give its policy with --policy";
    error.es += "; si el flujo sigue un protocolo, indique su política con --policy";
  }
  console.complain({path + ": " + error.en, path + ": " + error.es}, out.tongue);
  return kFindings;
}

int ready_from_image(const std::string& path, const std::string& policy_path, Ready& out, Console& console) {
  std::string image, policy;
  for (const auto& [from, to] : {std::pair{path, &image}, std::pair{policy_path, &policy}}) {
    const ReadStatus status = from.empty() ? ReadStatus::Ok : read_file(from, *to);
    if (status == ReadStatus::Ok) continue;
    console.complain(read_failure(from, status));
    return kCannotRun;
  }
  return open_flow(image, policy, path, out, console);
}

int ready_from_flow(const std::string& path, const RunOptions& options, Ready& out, Console& console) {
  int exit = kClean;
  const Compilation made = compile_for(path, {options.include, false, true}, console, exit);
  out.tongue = tongue_of(made);
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

/// Plays a script and shows transcript and failures.
int run_script(const std::string& path, const std::string& text, const RunOptions& options, Console& console) {
  std::vector<scenario::Problem> problems;
  scenario::Script script = scenario::read_script(text, problems);
  const Tongue tongue = console.tongue(script.tongue);
  show_problems(path, problems, tongue, console);
  if (!problems.empty()) return kFindings;
  const std::string flow =
      (std::filesystem::path{path}.parent_path() / (script.flow + ".flow")).lexically_normal().string();
  Ready ready;
  const int exit = ready_from_flow(flow, options, ready, console);
  if (exit != kClean) return exit;
  if (script.seed == 0) script.seed = options.seed;
  const scenario::Rehearsal done = scenario::rehearse(*ready.flow, script);
  console.out(done.transcript);
  show_problems(path, done.failures, tongue, console);
  return done.failures.empty() ? kClean : kFindings;
}

int read_data(const std::string& path, const Ready& ready, Data& data, Console& console) {
  if (path.empty()) return kClean;
  std::string json;
  const ReadStatus status = read_file(path, json);
  auto failure = status == ReadStatus::Ok ? Data::read(json, *ready.flow, data) : read_failure(path, status);
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
  play.call_id = static_cast<std::uint64_t>(std::time(nullptr));
  play.now = [time] { return time.value_or(local_now()); };
  Message error;
  const auto ending = scenario::play(*ready.flow, host, play, error);
  host.finish(ending);
  if (error.en.empty()) return kClean;
  console.complain(error, ready.tongue);
  return kFindings;
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
  if (is_image(bytes) || ends_with(options.path, ".flowc")) {
    exit = ready_from_image(options.path, options.policy, ready, console);
  } else if (ends_with(options.path, ".call")) {
    return run_script(options.path, bytes, options, console);
  } else {
    exit = ready_from_flow(options.path, options, ready, console);
  }
  return exit == kClean ? run_interactive(ready, options, time, console) : exit;
}

}  // namespace guion::cli
