// What a compilation found, as the command shows it: each finding once, in a tongue, with its line.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "cli/config.hpp"
#include "cli/console.hpp"
#include "driver/compile.hpp"

namespace guion::cli {

struct Tally {
  std::size_t errors = 0, warnings = 0;
};

/// Findings already shown: a protocol that twenty flows follow is reported once.
using Seen = std::set<std::string>;

/// The same finding of the same file has the same key, whatever path led to it.
[[nodiscard]] std::string key_of(const Compilation& c, const diag::Diagnostic& d);
/// The text of all findings not in `seen`, which gets them; counts them in `tally`.
[[nodiscard]] std::string render_findings(const Compilation& compilation, Tongue tongue, bool color, Seen& seen,
                                          Tally& tally);
/// The tongue of the file that was asked for; nothing if it could not be told.
[[nodiscard]] std::optional<Tongue> tongue_of(const Compilation& compilation);
/// Compiles for a verb that needs an image, with the settings of its guion.toml: shows the findings on the error stream. `exit` says how it
/// went.
[[nodiscard]] Compilation compile_for(const std::string& path, const SettingOptions& options, bool strip,
                                      Console& console, int& exit);
/// Reads the file. Errors: why it cannot be compiled: missing, a folder, or an image or the like where a text is expected.
[[nodiscard]] std::optional<Message> source_failure(const std::string& path, Sources& sources, std::string& text);
/// The same, and complains.
bool read_source(const std::string& path, Sources& sources, std::string& text, Console& console);

}  // namespace guion::cli
