// Clocks and processes of the bench. See measure.hpp.
#include "measure.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <sstream>
#include <thread>

namespace guion::bench {
namespace {

[[noreturn]] void become(const std::vector<std::string>& command, int output, int limit_seconds) {
  ::dup2(output, STDOUT_FILENO);
  const int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, STDERR_FILENO);
  ::alarm(static_cast<unsigned>(limit_seconds));
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

}  // namespace

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpu_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

double cores_given() {
  const auto spin = [] {
    [[maybe_unused]] volatile std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < 200'000'000; ++i) last = i;
  };
  const double begin = now_seconds();
  spin();
  const double alone = now_seconds() - begin;
  std::thread other(spin);
  spin();
  other.join();
  return 2 * alone / (now_seconds() - begin - alone);
}

Process run_process(const std::vector<std::string>& command, int limit_seconds) {
  Process p;
  std::array<int, 2> pipe_ends{};
  if (::pipe(pipe_ends.data()) != 0) return p;
  const double begin = now_seconds();
  const pid_t child = ::fork();
  if (child == 0) become(command, pipe_ends[1], limit_seconds);
  ::close(pipe_ends[1]);
  std::array<char, 4096> piece{};
  for (ssize_t n = 0; (n = ::read(pipe_ends[0], piece.data(), piece.size())) > 0;)
    p.output.append(piece.data(), static_cast<std::size_t>(n));
  ::close(pipe_ends[0]);
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  p.seconds = now_seconds() - begin;
  p.peak_kb = used.ru_maxrss;
  p.status = WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
  return p;
}

Process least_process(const std::vector<std::string>& command, int runs) {
  std::vector<Process> all;
  for (int i = 0; i < runs; ++i) all.push_back(run_process(command));
  return *std::min_element(all.begin(), all.end(),
                           [](const Process& a, const Process& b) { return a.seconds < b.seconds; });
}

std::vector<double> numbers_of(const Process& process) {
  std::istringstream in{process.output};
  std::vector<double> out;
  for (double x = 0; in >> x;) out.push_back(x);
  return out;
}

void write_text(const std::string& path, const std::string& text) { std::ofstream{path, std::ios::binary} << text; }

std::string read_text(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace guion::bench
