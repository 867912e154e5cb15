// What must be known of a command line before it is understood, and what is said of one that is not. Who includes it
// sees CLI11.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "cli/console.hpp"

namespace guion::cli {

/// --lang must be known before the help is made: it is looked for first.
[[nodiscard]] std::optional<Tongue> tongue_asked_for(int argc, char** argv);
/// How a help text is laid out, with its headings in the tongue.
[[nodiscard]] std::shared_ptr<CLI::Formatter> formatter_in(Tongue tongue);
/// CLI11's messages are English; the ones that people meet are said in both tongues.
[[nodiscard]] Message message_of(const CLI::ParseError& error, const CLI::App& app);

}  // namespace guion::cli
