// guion.toml, the settings that a company keeps beside its flows, and what the command line adds to them. The nearest
// one above a flow counts. Keys: docs/ci.md. It judges nothing: it fills CompileOptions. Only config.cpp sees the TOML
// library.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sources.hpp"
#include "cli/console.hpp"

namespace guion::cli {

/// What the command line says of settings, the same for every verb that compiles.
struct SettingOptions {
  std::vector<std::string> include;
  std::string config;  ///< --config; empty: the nearest guion.toml
  bool no_config = false;
  std::string today;              ///< --today; empty: not given
  std::string translation;        ///< --translation; empty: not given
  std::vector<std::string> deny;  ///< «warnings», codes or names; several with commas between
  bool spelling = false;          ///< the verb reads texts: lend it the dictionary
};

/// What one guion.toml says.
struct Config {
  std::vector<std::string> include;  ///< as paths that can be opened from here
  std::vector<CodeWeight> weights;   ///< `deny` comes last
  std::optional<std::int64_t> today;
  std::vector<std::string> locales;
  std::string address;
  bool read = true;        ///< read the Spanish of the texts
  bool spelling = true;    ///< … and ask the dictionary, if there is one
  ReadingOptions reading;  ///< lists and limits
};

/// Reads the text of a guion.toml that stands at `path`, and the lists of terms that it names.
/// Errors: every key that is not known or not of its type, each as «path:line:column: what is wrong»; every line of a
/// list that is no row, as «path:line: what is wrong».
[[nodiscard]] Config read_config(const std::string& path, std::string_view text, std::vector<Message>& errors);

/// «2026-11-20» as days since 1970-01-01; nothing if there is no such day.
[[nodiscard]] std::optional<std::int64_t> read_date(std::string_view text);
/// The contrary of read_date().
[[nodiscard]] std::string date_text(std::int64_t days);
/// The number of a finding, by code or name; nothing, with a message that says what may have been meant, if there is
/// none.
[[nodiscard]] std::optional<std::uint16_t> read_code(std::string_view text, Message& error);

/// The options with which each file is compiled.
class Settings {
 public:
  /// Checks what the command line says and finds the date. False: it complained, and the command cannot run.
  [[nodiscard]] bool open(const SettingOptions& options, Console& console);
  /// For a file, by its path; «-» is in the working folder. Null: its guion.toml has errors, which were told once, in
  /// `of_file` if no tongue was chosen.
  [[nodiscard]] const CompileOptions* of(const std::string& path, Console& console,
                                         std::optional<Tongue> of_file = std::nullopt);

 private:
  [[nodiscard]] bool deny(std::string_view list, Console& console);
  [[nodiscard]] std::string config_for(const std::string& path);
  [[nodiscard]] std::optional<CompileOptions> load(const std::string& config, Console& console,
                                                   std::optional<Tongue> of_file) const;

  SettingOptions options_;
  std::vector<CodeWeight> denied_;
  std::optional<std::int64_t> today_;                            ///< of --today
  std::int64_t now_ = 0;                                         ///< SOURCE_DATE_EPOCH or the clock
  std::map<std::string, std::string> of_folder_;                 ///< folder → path of its guion.toml, empty if none
  std::map<std::string, std::optional<CompileOptions>> loaded_;  ///< by path of guion.toml
};

}  // namespace guion::cli
