// What each verb is asked to do, and the verbs. main.cpp fills these from the command line; each cmd_*.cpp does one.
// Every verb gives an exit code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.hpp"

namespace guion::cli {

struct CheckOptions {
  std::vector<std::string> paths;  ///< files, folders, or «-»
  std::vector<std::string> include;
  unsigned jobs = 0;  ///< threads; 0: as many as the machine has
};
int check(const CheckOptions& options, Console& console);

struct BuildOptions {
  std::string flow, out, policy_out;  ///< empty: beside the flow
  std::vector<std::string> include;
  bool strip = false;
};
int build(const BuildOptions& options, Console& console);

struct RunOptions {
  std::string path;                ///< .flow, .call or .flowc
  std::string policy, data, time;  ///< empty: not given
  std::vector<std::string> include;
  std::uint32_t seed = 0;
};
int run(const RunOptions& options, Console& console);

struct FmtOptions {
  std::vector<std::string> paths;
  std::optional<Tongue> keywords;
  bool check = false, to_stdout = false;
};
int fmt(const FmtOptions& options, Console& console);

struct DisOptions {
  std::string path, policy;
  std::vector<std::string> include;
};
int dis(const DisOptions& options, Console& console);

int explain(const std::string& code, Console& console);
int version(Console& console);

}  // namespace guion::cli
