// What each verb is asked to do, and the verbs. main.cpp fills these from the command line; each cmd_*.cpp does one.
// Every verb gives an exit code.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/config.hpp"
#include "cli/console.hpp"

namespace guion::cli {

enum class Format : std::uint8_t { Text, Json, Sarif, Junit, Github };

struct CheckOptions {
  std::vector<std::string> paths;  ///< files, folders, or «-»
  SettingOptions settings;
  Format format = Format::Text;
  std::string baseline, write_baseline;  ///< empty: not given
  std::string write_calls;               ///< folder; empty: not given
  bool fix = false;                      ///< write the fixes into the files
  bool vacuous = false;                  ///< show rules that say nothing of a flow (G0430) as text, too
  unsigned jobs = 0;                     ///< threads; 0: as many as the machine has
};
int check(const CheckOptions& options, Console& console);

struct BuildOptions {
  std::string flow, out, policy_out;  ///< empty: beside the flow
  SettingOptions settings;
  bool strip = false;
};
int build(const BuildOptions& options, Console& console);

struct RunOptions {
  std::string path;                ///< .flow, .call or .flowc
  std::string policy, data, time, trace;  ///< empty: not given
  std::string language;                   ///< a tag; empty: that of the flow
  SettingOptions settings;
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
  SettingOptions settings;
};
int dis(const DisOptions& options, Console& console);

struct ExportOptions {
  std::string flow, out, property;  ///< empty: the standard output, every property
  SettingOptions settings;
  bool promela = false;
};
int export_flow(const ExportOptions& options, Console& console);

struct StringsExportOptions {
  std::string flow, to, out, from;  ///< `out` empty: the standard output as XLIFF; `from` empty: no earlier file
  SettingOptions settings;
};
int strings_export(const StringsExportOptions& options, Console& console);

struct StringsImportOptions {
  std::string file, flow, out;
  std::optional<Tongue> keywords;
  bool stale = false;
  SettingOptions settings;
};
int strings_import(const StringsImportOptions& options, Console& console);

/// How the answers to questions are written.
enum class Shape : std::uint8_t { Text, Markdown, Json };

struct PathsOptions {
  std::string flow, to, write_calls;
  SettingOptions settings;
  Shape shape = Shape::Text;
  std::uint32_t most = 10;
  bool calls = false;  ///< the whole dialogue of each
};
int paths(const PathsOptions& options, Console& console);

struct MatrixOptions {
  std::string flow, to_file;
  SettingOptions settings;
  Shape shape = Shape::Text;
};
int matrix(const MatrixOptions& options, Console& console);

struct TimeOptions {
  std::string flow, by;
  SettingOptions settings;
  Shape shape = Shape::Text;
  std::uint32_t wpm = 150;
};
int time(const TimeOptions& options, Console& console);

struct ReadOptions {
  std::string flow;
  SettingOptions settings;
  Shape shape = Shape::Text;
  std::uint32_t seed = 0;  ///< which sample values
};
int read(const ReadOptions& options, Console& console);

struct DiffOptions {
  std::string before, after;
  SettingOptions settings;
  Shape shape = Shape::Text;
  bool quiet = false;
};
int diff(const DiffOptions& options, Console& console);

struct ReplayOptions {
  std::string trace, image, policy, expect, after;  ///< image: or a flow; empty: not given
  SettingOptions settings;
  Shape shape = Shape::Text;
};
int replay(const ReplayOptions& options, Console& console);

struct UpgradeOptions {
  std::string before, after, out;    ///< `out` empty: no table is written
  std::string old_image, new_image;  ///< what is deployed; empty: not given
  SettingOptions settings;
  Shape shape = Shape::Text;
  bool strip = false;
};
int upgrade_check(const UpgradeOptions& options, Console& console);

int explain(const std::string& code, Console& console);
int version(Console& console);

}  // namespace guion::cli
