// The rules of the house, held against the tree: who includes whom (docs/architecture.md), how long files are, and that
// every row of the tables appears in a test. It reads sources as text and knows nothing of the program.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path kRoot{GUION_SOURCE_DIR};

std::string read(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<fs::path> files_under(const std::string& folder, const std::set<std::string>& extensions) {
  std::vector<fs::path> found;
  if (!fs::exists(kRoot / folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator{kRoot / folder}) {
    if (entry.is_regular_file() && extensions.contains(entry.path().extension().string()))
      found.push_back(entry.path());
  }
  return found;
}

/// The room of a source file: the folder under compiler/ or runtime/, `guion` for the public headers.
std::string room_of(const fs::path& file) {
  const std::string relative = fs::relative(file, kRoot).generic_string();
  if (relative.starts_with("grammar/")) return "grammar";
  if (relative.starts_with("web/")) return "web";
  if (relative.starts_with("runtime/include/guion/")) return "guion";
  const std::size_t first = relative.find('/') + 1;
  return relative.substr(first, relative.find('/', first) - first);
}

std::vector<std::string> backticked(const std::string& text) {
  static const std::regex word{"`([^`]*)`"};
  std::vector<std::string> words;
  for (std::sregex_iterator i{text.begin(), text.end(), word}, end; i != end; ++i) words.push_back((*i)[1]);
  return words;
}

/// The include table between its markers in docs/architecture.md.
std::map<std::string, std::set<std::string>> allowed_includes() {
  const std::string page = read(kRoot / "docs/architecture.md");
  const std::size_t begin = page.find("<!-- includes -->");
  std::istringstream rows{page.substr(begin, page.find("<!-- /includes -->") - begin)};
  std::map<std::string, std::set<std::string>> table;
  for (std::string row; std::getline(rows, row);) {
    const std::vector<std::string> words = backticked(row);
    if (words.empty()) continue;
    auto& to = table[words.front()];
    to.insert(words.begin(), words.end());
  }
  return table;
}

TEST(House, IncludesGoOneWay) {
  const auto allowed = allowed_includes();
  ASSERT_GT(allowed.size(), 15u);
  static const std::regex include{"#include \"([a-z_]+)/"};
  for (const std::string folder : {"compiler", "runtime", "grammar", "web"}) {
    for (const fs::path& file : files_under(folder, {".hpp", ".cpp", ".h", ".def"})) {
      const std::string room = room_of(file);
      ASSERT_TRUE(allowed.contains(room)) << file << ": room " << room << " is not in docs/architecture.md";
      const std::string text = read(file);
      for (std::sregex_iterator i{text.begin(), text.end(), include}, end; i != end; ++i) {
        const std::string to = (*i)[1];
        EXPECT_TRUE(to == room || allowed.at(room).contains(to)) << file << " includes " << to << "/: not in the table";
      }
    }
  }
}

TEST(House, FilesStayShort) {
  for (const std::string folder : {"compiler", "runtime", "grammar", "web", "tests", "bench", "examples"}) {
    for (const fs::path& file : files_under(folder, {".hpp", ".cpp", ".h", ".c", ".js"})) {
      const std::string text = read(file);
      EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 600) << file << ": split it";
    }
  }
}

TEST(House, FilesSayWhatTheyOwn) {
  for (const std::string folder : {"compiler", "runtime", "grammar", "web", "tests", "bench", "examples"}) {
    for (const fs::path& file : files_under(folder, {".hpp", ".cpp", ".h", ".c", ".js"})) {
      const std::string text = read(file);
      EXPECT_TRUE(text.starts_with("//") || text.starts_with("/*")) << file << " does not open with what it owns";
    }
  }
}

/// All text under tests/ but this file.
std::string all_tests() {
  std::string all;
  for (const fs::path& file : files_under("tests", {".cpp", ".hpp", ".c", ".flow", ".asm", ".txt", ".call"})) {
    if (file.filename() != "house_test.cpp") all += read(file);
  }
  return all;
}

std::string code_of(const std::string& number) { return "G" + std::string(4 - number.size(), '0') + number; }

TEST(House, EveryDiagnosticIsTested) {
  const std::string table = read(kRoot / "compiler/diag/diagnostics.def");
  const std::string tests = all_tests();
  static const std::regex row{"\nDIAG\\((\\d+), (\\w+),"};
  int rows = 0;
  for (std::sregex_iterator i{table.begin(), table.end(), row}, end; i != end; ++i, ++rows) {
    const std::string number = (*i)[1], name = (*i)[2];
    EXPECT_TRUE(tests.find(code_of(number)) != std::string::npos || tests.find(name) != std::string::npos)
        << name << " (" << code_of(number) << ") appears in no test";
  }
  EXPECT_GT(rows, 50);
}

TEST(House, EveryLoadErrorIsTested) {
  const std::string table = read(kRoot / "runtime/image/load_errors.def");
  const std::string tests = all_tests();
  static const std::regex row{"\n[A-Z_]+\\(\\s*\\w*,?\\s*([A-Z]\\w+)"};
  int rows = 0;
  for (std::sregex_iterator i{table.begin(), table.end(), row}, end; i != end; ++i, ++rows) {
    EXPECT_NE(tests.find((*i)[1]), std::string::npos) << (*i)[1] << " appears in no test";
  }
  EXPECT_GT(rows, 20);
}

TEST(House, EveryOpcodeIsTested) {
  const std::string table = read(kRoot / "runtime/image/opcodes.def");
  const std::string tests = all_tests();
  static const std::regex row{"\nOPCODE\\((\\w+),\\s*0x[0-9a-f]+,\\s*\"([a-z.]+)\""};
  int rows = 0;
  for (std::sregex_iterator i{table.begin(), table.end(), row}, end; i != end; ++i, ++rows) {
    EXPECT_TRUE(tests.find("Opcode::" + (*i)[1].str()) != std::string::npos ||
                std::regex_search(tests, std::regex{"\\b" + (*i)[2].str() + "\\b"}))
        << (*i)[1] << " appears in no test";
  }
  EXPECT_GT(rows, 20);
}

TEST(House, EveryKindOfLineIsTested) {
  const std::string table = read(kRoot / "compiler/ast/nodes.def");
  const std::string tests = all_tests();
  static const std::regex row{"\nNODE\\((\\w+),\\s*Statement"};
  for (std::sregex_iterator i{table.begin(), table.end(), row}, end; i != end; ++i) {
    EXPECT_NE(tests.find((*i)[1]), std::string::npos) << (*i)[1] << " appears in no test";
  }
}

}  // namespace
