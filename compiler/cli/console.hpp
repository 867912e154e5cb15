// The two streams of the command, its colours and its tongue. Verbs write through it; only cli/ sees streams and the
// environment.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/keywords.hpp"
#include "scenario/message.hpp"

namespace guion::cli {

/// Exit codes of the command.
enum Exit : int {
  kClean = 0,      ///< nothing wrong
  kFindings = 1,   ///< errors found in a flow, or a call that did not go as its script says
  kCannotRun = 2,  ///< wrong usage, a file that cannot be read, an output that cannot be written
};

enum class Color { Auto, Always, Never };

/// How a piece of text looks on a terminal.
enum class Style { Plain, Bold, Dim, Error, Warning, Hint, Stage, Spoken };

class Console {
 public:
  Console(std::optional<Tongue> chosen, Color color);

  /// The tongue asked for by --lang or GUION_LANG; else that of the file, else English.
  [[nodiscard]] Tongue tongue(std::optional<Tongue> of_file = std::nullopt) const;
  [[nodiscard]] bool color_out() const { return color_out_; }
  [[nodiscard]] bool color_err() const { return color_err_; }
  /// Whether a person types the input, and so sees it.
  [[nodiscard]] bool interactive() const { return interactive_; }

  void out(std::string_view text);
  void err(std::string_view text);
  /// «guion: text», with a line end, on the error stream.
  void complain(const Message& message, std::optional<Tongue> of_file = std::nullopt);
  /// `text` in a style, if the output is coloured.
  [[nodiscard]] std::string styled(Style style, std::string_view text) const;
  /// One line of input without its end; false at the end of input.
  bool read_line(std::string& line);
  /// The same, and nobody sees what is typed: a terminal shows `mask` instead.
  bool read_secret(std::string& line, std::string_view mask);
  /// A text for people, broken between words where a terminal would break it anywhere. Its lines begin with `indent`.
  [[nodiscard]] std::string wrapped(std::string_view text, std::string_view indent) const;
  /// Sends what is buffered. False if anything could not be written since the start.
  bool flush();

 private:
  void complain_text(std::string_view text);

  std::optional<Tongue> chosen_;
  bool color_out_ = false, color_err_ = false, interactive_ = false, failed_ = false;
};

/// «es…» or «en…» as in --lang, GUION_LANG; nothing for anything else.
[[nodiscard]] std::optional<Tongue> read_tongue(std::string_view text);
/// The tongue of a source text by its first word; nothing if it has none that opens a file.
[[nodiscard]] std::optional<Tongue> tongue_of_text(std::string_view text);

}  // namespace guion::cli
