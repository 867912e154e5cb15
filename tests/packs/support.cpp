// See support.hpp.
#include "packs/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace guion::test {

namespace fs = std::filesystem;

namespace {

bool is_expectation(const std::string& line) {
  const auto at = line.find_first_not_of(' ');
  return at != std::string::npos && line.compare(at, 3, "# ^") == 0;
}

bool ends_with(const std::string& path, const std::string& end) {
  return path.size() >= end.size() && path.compare(path.size() - end.size(), end.size(), end) == 0;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

}  // namespace

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in.good()) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<MarkedLine> take_apart(const std::string& text) {
  std::vector<MarkedLine> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (!is_expectation(line)) {
      lines.push_back({line, ""});
    } else if (!lines.empty()) {
      const auto codes = line.find('G');
      lines.back().codes = codes == std::string::npos ? "" : line.substr(codes);
    }
  }
  return lines;
}

std::string join(const std::vector<MarkedLine>& lines, bool with_codes) {
  std::string out;
  for (const MarkedLine& l : lines) {
    out += l.line + "\n";
    if (!with_codes || l.codes.empty()) continue;
    const auto indent = l.line.find_first_not_of(' ');
    out += std::string(indent == std::string::npos ? 0 : indent, ' ') + "# ^ " + l.codes + "\n";
  }
  return out;
}

ReadStatus EditedSources::read(const std::string& path, std::string& text) {
  if (!fs::exists(path)) return ReadStatus::NotFound;
  if (fs::is_directory(path)) return ReadStatus::IsDirectory;
  text = join(take_apart(read_text(path)), false);
  for (std::size_t i = 0; i < edits_.size(); ++i) {
    const Edit& e = edits_[i];
    if (!ends_with(path, e.file)) continue;
    times_[i] += count_of(text, e.from);
    const auto at = text.find(e.from);
    if (at != std::string::npos) text.replace(at, e.from.size(), e.to);
  }
  return ReadStatus::Ok;
}

std::string EditedSources::not_made() const {
  std::string out;
  for (std::size_t i = 0; i < edits_.size(); ++i) {
    if (times_[i] == 1) continue;
    out += edits_[i].file + " has " + std::to_string(times_[i]) + " times: " + edits_[i].from + "\n";
  }
  return out;
}

std::size_t line_of(const Compilation& c, const diag::Diagnostic& d) {
  const std::string& text = c.program.files.at(d.span.file).tree.text;
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(d.span.begin, text.size()));
  return static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

std::string described(const Compilation& c) {
  std::string out;
  for (const diag::Diagnostic& d : c.diagnostics) {
    out += "  " + diag::code_text(d.code) + " " + c.program.files.at(d.span.file).path + ":" +
           std::to_string(line_of(c, d) + 1) + ": " + d.es + "\n";
  }
  return out;
}

bool shows_a_call(diag::Code code) {
  switch (static_cast<int>(code)) {
    case 405:
    case 406:
    case 407:
    case 415:
    case 416:
    case 417:
    case 434:
    case 436:
    case 437:
    case 438:
    case 439:
    case 440:
    case 441:
    case 442:
      return true;
  }
  return static_cast<int>(code) >= 420 && static_cast<int>(code) <= 428;
}

}  // namespace guion::test
