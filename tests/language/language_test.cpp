// Checks every tests/language/<statement>/*.flow: all findings of a file must be the ones that its comments expect.
//
//   di Su saldo es {saldo}.
//   # ^ G0405 G0406
//
// A comment «# ^ …» names the codes found on the line above it, in order of place; a line without one expects nothing.
// These comments are taken out before the file is compiled. GUION_REWRITE=1 writes what was found into the files
// instead of comparing: look at the diff.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "ast/tree.hpp"
#include "driver/compile.hpp"

namespace guion {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = fs::path(GUION_SOURCE_DIR) / "tests" / "language";

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// One line of a file and the codes found there.
struct Expected {
  std::string line, codes;
};

bool is_expectation(const std::string& line) {
  const auto at = line.find_first_not_of(' ');
  return at != std::string::npos && line.compare(at, 3, "# ^") == 0;
}

std::vector<Expected> take_apart(const std::string& text) {
  std::vector<Expected> lines;
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

std::string join(const std::vector<Expected>& lines, bool with_codes) {
  std::string out;
  for (const Expected& l : lines) {
    out += l.line + "\n";
    if (!with_codes || l.codes.empty()) continue;
    const auto indent = l.line.find_first_not_of(' ');
    out += std::string(indent == std::string::npos ? 0 : indent, ' ') + "# ^ " + l.codes + "\n";
  }
  return out;
}

/// Files of the disk, without their expectations.
class BareSources : public Sources {
 public:
  ReadStatus read(const std::string& path, std::string& text) override {
    if (!fs::exists(path)) return ReadStatus::NotFound;
    if (fs::is_directory(path)) return ReadStatus::IsDirectory;
    text = join(take_apart(read_file(path)), false);
    return ReadStatus::Ok;
  }
};

std::vector<fs::path> flow_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    if (entry.path().extension() == ".flow") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// What was found, on the lines of the file, and what was found elsewhere.
struct Found {
  std::vector<Expected> lines;
  std::string elsewhere, described;
  bool emitted = false, ok = false;
};

Found compile_file(const fs::path& path) {
  constexpr std::int64_t kNewYear2027 = 20819;  // the day of the check, for waivers
  BareSources sources;
  CompileOptions options;
  options.today = kNewYear2027;
  const Compilation c = compile(path.string(), sources, options);
  Found found;
  found.ok = c.ok;
  found.emitted = !c.image.empty() || !c.policy.empty();
  found.lines = take_apart(read_file(path));
  for (Expected& l : found.lines) l.codes.clear();
  for (const diag::Diagnostic& d : c.diagnostics) {
    const std::string& text = c.program.files.at(d.span.file).tree.text;
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(d.span.begin, text.size()));
    auto line = static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
    found.described += "  " + std::to_string(line + 1) + ": " + diag::code_text(d.code) + " " + d.es + "\n";
    if (d.span.file != 0 || found.lines.empty()) {
      found.elsewhere += diag::code_text(d.code) + " in " + c.program.files[d.span.file].path + ": " + d.es + "\n";
      continue;
    }
    std::string& codes = found.lines[std::min(line, found.lines.size() - 1)].codes;
    codes += (codes.empty() ? "" : " ") + diag::code_text(d.code);
  }
  return found;
}

/// The lines whose codes are not those expected.
std::string differences(const std::vector<Expected>& expected, const std::vector<Expected>& found) {
  std::string out;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (expected[i].codes == found[i].codes) continue;
    out += expected[i].line + "\n  expected: " + expected[i].codes + "\n  found:    " + found[i].codes + "\n";
  }
  return out;
}

class Language : public testing::TestWithParam<fs::path> {};

TEST_P(Language, FindsWhatItsCommentsExpect) {
  const Found found = compile_file(GetParam());
  EXPECT_EQ(found.elsewhere, "");
  if (std::getenv("GUION_REWRITE") != nullptr) {
    std::ofstream(GetParam(), std::ios::binary) << join(found.lines, true);
    return;
  }
  EXPECT_EQ(differences(take_apart(read_file(GetParam())), found.lines), "") << "all that was found:\n"
                                                                             << found.described;
  const std::string& head = found.lines.at(0).line;
  const bool library = head.rfind("biblioteca", 0) == 0 || head.rfind("library", 0) == 0;
  EXPECT_EQ(found.emitted, found.ok && !library) << "what has no error is emitted, and nothing else";
}

std::string test_name(const testing::TestParamInfo<fs::path>& info) {
  std::string name = fs::relative(info.param, kRoot).replace_extension().string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, Language, testing::ValuesIn(flow_files()), test_name);

TEST(LanguageFiles, EveryKindOfStatementHasAFolder) {
  std::vector<std::string> missing;
  const auto look = [&](std::string name, ast::Where where) {
    if (where != ast::Where::Statement) return;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (!fs::exists(kRoot / name)) missing.push_back(name);
  };
#define NODE(kind, where, sentence) look(#kind, ast::Where::where);
#include "ast/nodes.def"
#undef NODE
  EXPECT_EQ(missing, std::vector<std::string>{});
}

TEST(LanguageFiles, EveryFindingOfPathsHasAFile) {
  std::set<std::string> seen;
  for (const fs::path& path : flow_files()) {
    for (const Expected& l : take_apart(read_file(path))) {
      std::istringstream codes(l.codes);
      for (std::string code; codes >> code;) seen.insert(code);
    }
  }
  std::vector<std::string> missing;
  for (const diag::Row& row : diag::rows()) {
    const std::string code = diag::code_text(row.code);
    if (code.rfind("G04", 0) == 0 && seen.count(code) == 0) missing.push_back(code + " " + std::string(row.name));
  }
  EXPECT_EQ(missing, std::vector<std::string>{});
}

}  // namespace
}  // namespace guion
