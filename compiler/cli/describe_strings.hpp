// The command line of guion strings, apart from main.cpp because that is long. Who includes it sees CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "cli/commands.hpp"

namespace guion::cli {

/// What help says of a verb, in both tongues.
struct VerbWords {
  const char *name, *en, *es, *footer_en, *footer_es;
};
/// Adds a verb with the options that all have. `parent`: null for one of the command itself.
using VerbMaker = std::function<CLI::App&(CLI::App* parent, const VerbWords& words)>;
/// Adds what every verb that compiles can be told of settings.
using SettingsMaker = std::function<void(CLI::App& app, SettingOptions& to)>;

/// Describes `strings export` and `strings import`. Borrows what it fills.
void describe_strings(const VerbMaker& make, const SettingsMaker& settings, Tongue tongue, StringsExportOptions& out,
                      StringsImportOptions& in, std::string& keywords);

}  // namespace guion::cli
