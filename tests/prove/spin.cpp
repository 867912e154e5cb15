// One process a step: spin writes C, gcc compiles it, the verifier goes on after each broken assertion (-c0).
#include "prove/spin.hpp"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace guion::test {

namespace fs = std::filesystem;

namespace {

/// What a shell command prints, both streams, and how it ended.
std::string run(const fs::path& folder, const std::string& command, int& status) {
  const std::string line = "cd '" + folder.string() + "' && { " + command + "; } 2>&1 </dev/null";
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) {
    status = -1;
    return {};
  }
  std::string out;
  char buffer[4096];
  for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) != 0;) out.append(buffer, n);
  const int code = pclose(pipe);
  status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
  return out;
}

/// Every name in «assertion violated  !(NAME)».
std::set<std::string> broken_in(const std::string& output) {
  std::set<std::string> names;
  const std::string mark = "assertion violated";
  for (std::size_t at = output.find(mark); at != std::string::npos; at = output.find(mark, at + 1)) {
    const std::size_t begin = output.find_first_of("abcdefghijklmnopqrstuvwxyz", at + mark.size());
    const std::size_t end = output.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_", begin);
    if (begin < output.size()) names.insert(output.substr(begin, end - begin));
  }
  return names;
}

double stored_in(const std::string& output) {
  const std::size_t at = output.find(" states, stored");
  if (at == std::string::npos) return 0;
  const std::size_t begin = output.rfind('\n', at) + 1;
  return std::atof(output.substr(begin, at - begin).c_str());
}

}  // namespace

bool has_spin() {
  int status = 0;
  (void)run(".", "command -v spin && command -v gcc", status);
  return status == 0;
}

SpinVerdict run_spin(const std::string& folder, const exports::PromelaModel& model, int seconds) {
  const fs::path place = fs::path{GUION_BINARY_DIR} / "spin" / folder;
  fs::remove_all(place);
  fs::create_directories(place);
  std::ofstream{place / "flow.pml", std::ios::binary} << model.text;
  SpinVerdict verdict;
  int status = 0;
  verdict.output = run(place, "spin -a flow.pml && gcc -O0 -w -DSAFETY -DMEMLIM=1000 -o pan pan.c", status);
  if (status != 0) return verdict;
  // -E: a call that waits for no answer is no error here. -n: no list of places that were not reached.
  verdict.output = run(place, "timeout " + std::to_string(seconds) + " ./pan -c0 -E -n -w18 -m200000", status);
  const auto says = [&](const char* words) { return verdict.output.find(words) != std::string::npos; };
  verdict.complete = status == 0 && says("Full statespace search") && !says("Search not completed") &&
                     !says("max search depth too small") && !says("out of memory");
  verdict.broken = broken_in(verdict.output);
  verdict.states = stored_in(verdict.output);
  fs::remove_all(place);
  return verdict;
}

}  // namespace guion::test
