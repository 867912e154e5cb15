// Clocks and processes of the bench.
#pragma once

#include <string>
#include <vector>

namespace guion::bench {

/// Processor seconds of each of several runs of `work`: their median.
template <class Work>
double median_seconds(int runs, Work work);

struct Process {
  int status = 0;      ///< exit code, or 1000 + signal
  double seconds = 0;  ///< wall time
  long peak_kb = 0;    ///< of the process itself
  std::string output;  ///< standard output
};
/// Runs a command without a shell. Its error stream is dropped. `limit_seconds`: then it is killed (signal 9).
[[nodiscard]] Process run_process(const std::vector<std::string>& command, int limit_seconds = 120);
/// The run with the median time of several.
[[nodiscard]] Process median_process(const std::vector<std::string>& command, int runs);
[[nodiscard]] std::vector<double> numbers_of(const Process& process);

void write_text(const std::string& path, const std::string& text);
[[nodiscard]] std::string read_text(const std::string& path);

/// Processor time of this thread, as the peers' os.clock() gives it: what else the machine does is not counted.
[[nodiscard]] double cpu_seconds();
/// Wall time.
[[nodiscard]] double now_seconds();
[[nodiscard]] double median(std::vector<double> values);

template <class Work>
double median_seconds(int runs, Work work) {
  std::vector<double> all;
  for (int i = 0; i < runs; ++i) {
    const double begin = cpu_seconds();
    work();
    all.push_back(cpu_seconds() - begin);
  }
  return median(std::move(all));
}

}  // namespace guion::bench
