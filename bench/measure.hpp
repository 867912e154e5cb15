// Clocks and processes of the bench.
#pragma once

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace guion::bench {

/// Processor seconds of the fastest of several runs of `work`, as bench/peer.lua takes them: what else the machine does
/// only adds.
template <class Work>
double least_seconds(int runs, Work work);

struct Process {
  int status = 0;      ///< exit code, or 1000 + signal
  double seconds = 0;  ///< wall time
  long peak_kb = 0;    ///< of the process itself
  std::string output;  ///< standard output
};
/// Runs a command without a shell. Its error stream is dropped. `limit_seconds`: then it is killed (signal 9).
[[nodiscard]] Process run_process(const std::vector<std::string>& command, int limit_seconds = 120);
/// The fastest run of several.
[[nodiscard]] Process least_process(const std::vector<std::string>& command, int runs);
[[nodiscard]] std::vector<double> numbers_of(const Process& process);

void write_text(const std::string& path, const std::string& text);
[[nodiscard]] std::string read_text(const std::string& path);

/// Processor time of this thread, as the peers' os.clock() gives it: what else the machine does is not counted.
[[nodiscard]] double cpu_seconds();
/// Wall time.
[[nodiscard]] double now_seconds();
/// How much work two threads do at once, against one: 2 on two cores that nobody else uses.
[[nodiscard]] double cores_given();

template <class Work>
double least_seconds(int runs, Work work) {
  double least = std::numeric_limits<double>::infinity();
  for (int i = 0; i < runs; ++i) {
    const double begin = cpu_seconds();
    work();
    least = std::min(least, cpu_seconds() - begin);
  }
  return least;
}

}  // namespace guion::bench
