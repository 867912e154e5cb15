// Streams, colours, tongue. See console.hpp.
#include "cli/console.hpp"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "scenario/values.hpp"

namespace guion::cli {
namespace {

bool wants_color(Color color, int descriptor) {
  if (color != Color::Auto) return color == Color::Always;
  const char* no = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  if ((no != nullptr && *no != 0) || (terminal != nullptr && std::string_view{terminal} == "dumb")) return false;
  return isatty(descriptor) == 1;
}

/// Units: columns of the terminal; nothing if the output is none.
std::optional<std::size_t> terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) != 1 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return std::nullopt;
  return size.ws_col < 30 ? std::optional<std::size_t>{} : size.ws_col;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Stops the echo of the terminal while it lives. The key that interrupts ends the line instead, so that nobody is left
/// at a terminal that shows nothing.
class Blind {
 public:
  Blind() {
    if (tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios blind = before_;
    blind.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    blind.c_cc[VEOL] = interrupt_ = before_.c_cc[VINTR];
    active_ = tcsetattr(STDIN_FILENO, TCSANOW, &blind) == 0;
  }
  Blind(const Blind&) = delete;
  Blind& operator=(const Blind&) = delete;
  ~Blind() {
    if (active_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  [[nodiscard]] bool interrupts(int c) const { return active_ && interrupt_ != 0 && c == interrupt_; }

 private:
  termios before_{};
  cc_t interrupt_ = 0;
  bool active_ = false;
};

std::string_view code_of(Style style) {
  switch (style) {
    case Style::Plain:
      return "";
    case Style::Bold:
      return "\x1b[1m";
    case Style::Dim:
      return "\x1b[2m";
    case Style::Error:
      return "\x1b[1;31m";
    case Style::Warning:
      return "\x1b[1;33m";
    case Style::Hint:
      return "\x1b[1;36m";
    case Style::Stage:
      return "\x1b[1;34m";
    case Style::Spoken:
      return "\x1b[1;32m";
  }
  return "";
}

}  // namespace

std::optional<Tongue> read_tongue(std::string_view text) {
  const std::string folded = scenario::fold(text);
  if (folded.starts_with("es")) return Tongue::Es;
  if (folded.starts_with("en")) return Tongue::En;
  return std::nullopt;
}

std::optional<Tongue> tongue_of_text(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = scenario::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    const std::string word = scenario::fold(line.substr(0, std::min({line.find(' '), line.size(), std::size_t{64}})));
    for (const Keyword head : {Keyword::Flow, Keyword::Protocol, Keyword::Library}) {
      if (word == scenario::fold(spelling(head, Tongue::Es))) return Tongue::Es;
      if (word == scenario::fold(spelling(head, Tongue::En))) return Tongue::En;
    }
    return std::nullopt;
  }
  return std::nullopt;
}

Console::Console(std::optional<Tongue> chosen, Color color)
    : chosen_{chosen},
      color_out_{wants_color(color, STDOUT_FILENO)},
      color_err_{wants_color(color, STDERR_FILENO)},
      interactive_{isatty(STDIN_FILENO) == 1} {
  if (chosen_) return;
  const char* environment = std::getenv("GUION_LANG");
  if (environment != nullptr) chosen_ = read_tongue(environment);
}

Tongue Console::tongue(std::optional<Tongue> of_file) const {
  return chosen_ ? *chosen_ : of_file.value_or(Tongue::En);
}

void Console::out(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) failed_ = true;
}

void Console::err(std::string_view text) {
  if (std::fflush(stdout) != 0) failed_ = true;
  std::fwrite(text.data(), 1, text.size(), stderr);
}

void Console::complain_text(std::string_view text) {
  const std::string_view code = color_err_ ? code_of(Style::Error) : "";
  err(std::string{code} + "guion: " + (code.empty() ? "" : "\x1b[0m") + std::string{text} + "\n");
}

void Console::complain(const Message& message, std::optional<Tongue> of_file) {
  complain_text(message.in(tongue(of_file)));
}

std::string Console::styled(Style style, std::string_view text) const {
  if (!color_out_ || style == Style::Plain) return std::string{text};
  return std::string{code_of(style)} + std::string{text} + "\x1b[0m";
}

bool Console::read_line(std::string& line) {
  line.clear();
  if (std::fflush(stdout) != 0) failed_ = true;
  std::array<char, 4096> piece{};
  while (std::fgets(piece.data(), static_cast<int>(piece.size()), stdin) != nullptr) {
    line += piece.data();
    if (line.ends_with('\n')) break;
  }
  if (line.empty()) return false;
  while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
  return true;
}

bool Console::read_secret(std::string& line, std::string_view mask) {
  if (!interactive_) return read_line(line);
  line.clear();
  if (std::fflush(stdout) != 0) failed_ = true;
  bool interrupted = false;
  int c = EOF;
  {
    const Blind blind;
    while (!interrupted && (c = std::fgetc(stdin)) != EOF && c != '\n') {
      interrupted = blind.interrupts(c);
      if (!interrupted) line += static_cast<char>(c);
    }
  }
  if (interrupted) {
    out("\n");
    flush();
    std::raise(SIGINT);
  }
  if (c == EOF && line.empty()) return false;
  out(std::string{line.empty() ? "" : mask} + "\n");
  return true;
}

std::string Console::wrapped(std::string_view text, std::string_view indent) const {
  const auto width = terminal_width();
  std::string result{indent};
  if (!width) return result.append(text);
  std::size_t column = indent.size();
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t size = characters(word);
    if (!first && column + 1 + size >= *width) {
      (result += '\n').append(indent);
      column = indent.size();
    } else if (!first) {
      result += ' ';
      ++column;
    }
    result.append(word);
    column += size;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

bool Console::flush() {
  if (std::fflush(stdout) != 0) failed_ = true;
  return !failed_;
}

}  // namespace guion::cli
