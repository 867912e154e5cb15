// The packs of flows/protocolos/normas: every rule has, in tests/packs/<pack>/, a flow that keeps it and one that
// breaks it
// (<rule>_cumple.flow, <rule>_falla.flow). Expected codes stand in the file as in tests/language; GUION_REWRITE=1
// writes what was found.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <set>

#include "packs/support.hpp"

namespace guion::test {
namespace {

namespace fs = std::filesystem;

const fs::path kPacks = fs::path(GUION_SOURCE_DIR) / "flows" / "protocolos" / "normas";
const fs::path kPairs = fs::path(GUION_SOURCE_DIR) / "tests" / "packs";
const std::string kKeeps = "_cumple", kBreaks = "_falla";

bool ends_in(const std::string& stem, const std::string& end) {
  return stem.size() > end.size() && stem.compare(stem.size() - end.size(), end.size(), end) == 0;
}

std::vector<fs::path> packs() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(kPacks)) {
    if (entry.path().extension() == ".flow") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<fs::path> flows_that(const std::string& end) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::recursive_directory_iterator(kPairs)) {
    if (entry.path().extension() == ".flow" && ends_in(entry.path().stem().string(), end))
      found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

Compilation compiled(const fs::path& path) {
  EditedSources sources;
  return compile(path.string(), sources);
}

/// A pack has more rules than one flow has to do with: that a rule is vacuous is told, and is no fault of the pair.
bool counts(const diag::Diagnostic& d) { return d.code != diag::Code::VacuousRule; }

/// Whether a finding or one of its notes speaks of the rule.
bool names(const diag::Diagnostic& d, const std::string& rule) {
  const auto speaks = [&](const std::string& text) {
    return text.find("regla " + rule + " ") != std::string::npos ||
           text.find("regla " + rule + ":") != std::string::npos;
  };
  return speaks(d.es) || std::any_of(d.notes.begin(), d.notes.end(), [&](const diag::Note& n) { return speaks(n.es); });
}

class Keeps : public testing::TestWithParam<fs::path> {};
class Breaks : public testing::TestWithParam<fs::path> {};
class Pack : public testing::TestWithParam<fs::path> {};

TEST_P(Keeps, WithoutAnythingToSay) {
  const Compilation c = compiled(GetParam());
  const std::string stem = GetParam().stem().string();
  const std::string rule = stem.substr(0, stem.size() - kKeeps.size());
  EXPECT_TRUE(c.ok);
  EXPECT_TRUE(std::none_of(c.diagnostics.begin(), c.diagnostics.end(), counts)) << described(c);
  for (const diag::Diagnostic& d : c.diagnostics)
    EXPECT_FALSE(names(d, rule)) << "kept because it says nothing: " << rule;
}

TEST_P(Breaks, WithTheCodeThatStandsThere) {
  const Compilation c = compiled(GetParam());
  std::vector<MarkedLine> found = take_apart(read_text(GetParam()));
  std::string elsewhere;
  for (MarkedLine& l : found) l.codes.clear();
  for (const diag::Diagnostic& d : c.diagnostics) {
    if (!counts(d)) continue;
    if (d.span.file != 0) elsewhere += diag::code_text(d.code) + " in " + c.program.files.at(d.span.file).path + "\n";
    if (shows_a_call(d.code)) {
      EXPECT_TRUE(d.call.has_value()) << "not replayed: " << d.es;
    }
    if (d.span.file != 0) continue;
    std::string& codes = found.at(std::min(line_of(c, d), found.size() - 1)).codes;
    codes += (codes.empty() ? "" : " ") + diag::code_text(d.code);
  }
  EXPECT_EQ(elsewhere, "");
  if (std::getenv("GUION_REWRITE") != nullptr) {
    std::ofstream(GetParam(), std::ios::binary) << join(found, true);
    return;
  }
  EXPECT_EQ(join(found, true), read_text(GetParam())) << described(c);
  EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const MarkedLine& l) { return !l.codes.empty(); }));
  EXPECT_FALSE(c.ok);
}

TEST_P(Pack, CompilesAndHasAPairForEveryRule) {
  const Compilation c = compiled(GetParam());
  EXPECT_TRUE(c.ok) << described(c);
  EXPECT_EQ(c.program.kind, sema::FileKind::Protocol);
  const fs::path folder = kPairs / GetParam().stem();
  for (const sema::Rule& rule : c.program.rules) {
    if (rule.span.file != 0) continue;  // of a pack that this one follows
    EXPECT_TRUE(fs::exists(folder / (rule.name + kKeeps + ".flow"))) << rule.name;
    EXPECT_TRUE(fs::exists(folder / (rule.name + kBreaks + ".flow"))) << rule.name;
  }
  EXPECT_TRUE(fs::exists(folder / "empresa.flow"));
}

TEST_P(Pack, SaysWhatItIsWhereItComesFromAndWhatItDoesNotCheck) {
  const std::string text = read_text(GetParam());
  for (const char* part : {"# Norma: ", "# Fuente: ", "# Rige: ", "# No comprueba: ", "# Nombres: "}) {
    EXPECT_NE(text.find(part), std::string::npos) << part;
  }
}

TEST(Pairs, AreWhole) {
  for (const fs::path& path : flows_that(kKeeps)) {
    const std::string stem = path.stem().string();
    EXPECT_TRUE(fs::exists(path.parent_path() / (stem.substr(0, stem.size() - kKeeps.size()) + kBreaks + ".flow")))
        << path;
  }
  EXPECT_EQ(flows_that(kKeeps).size(), flows_that(kBreaks).size());
  EXPECT_GE(packs().size(), 8U);
}

TEST(Packs, StandTogether) {
  const Compilation c = compiled(kPairs / "todas.flow");
  EXPECT_TRUE(c.ok) << described(c);
  EXPECT_TRUE(c.diagnostics.empty()) << described(c);
  std::set<std::string> read;
  for (const sema::File& file : c.program.files) read.insert(fs::path(file.path).filename().string());
  EXPECT_EQ(read.size(), c.program.files.size()) << "a file that several follow is read once";
  for (const fs::path& pack : packs()) EXPECT_TRUE(read.count(pack.filename().string()) == 1) << pack;
}

std::string test_name(const testing::TestParamInfo<fs::path>& info) {
  std::string name = info.param.parent_path().filename().string() + "_" + info.param.stem().string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Pairs, Keeps, testing::ValuesIn(flows_that(kKeeps)), test_name);
INSTANTIATE_TEST_SUITE_P(Pairs, Breaks, testing::ValuesIn(flows_that(kBreaks)), test_name);
INSTANTIATE_TEST_SUITE_P(Packs, Pack, testing::ValuesIn(packs()), test_name);

}  // namespace
}  // namespace guion::test
