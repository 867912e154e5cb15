// The judge of the reading: holds what is found in the corpus against what an editor marked there, counts for every rule
// how much of what it finds is right (precision), how much of what is wrong it finds (recall) and how often it underlines
// exactly those words, and compares with the table of docs/spanish.md. GUION_REWRITE=1 writes the table; GUION_CORPUS=train
// or held prints every difference of that half.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "cli/dictionary.hpp"
#include "driver/compile.hpp"
#include "spanish/corpus/corpus.hpp"

namespace guion::test {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = fs::path(GUION_SOURCE_DIR);
constexpr const char* kHalves[] = {"train", "held"};
constexpr const char* kTableBegin = "<!-- corpus -->\n";
constexpr const char* kTableEnd = "<!-- /corpus -->\n";
constexpr unsigned kMisspelled = 713, kOtherRegister = 720;

unsigned number(const diag::Diagnostic& d) { return static_cast<unsigned>(d.code); }

/// Rules that report only what is certain.
bool is_certain(unsigned code) { return (code >= 701 && code <= 711) || code == kOtherRegister; }

/// Rules whose place is a sentence or more: exact words do not count.
bool is_of_sentence(unsigned code) { return code == 733 || (code >= 740 && code <= 745); }

bool is_no_reading(const diag::Diagnostic& d) { return number(d) / 100 != 7 || d.span.file != 0; }

/// All that the compiler finds in a record.
std::vector<diag::Diagnostic> compiled(const std::string& flow) {
  MemorySources sources;
  sources.put("llamada.flow", flow);
  sources.put("corpus.flow", corpus_protocol());
  CompileOptions options;
  options.emit = false;
  options.reading.dictionary = cli::spanish_dictionary();
  return compile("llamada.flow", sources, options).diagnostics;
}

std::vector<diag::Diagnostic> findings(const std::string& flow) {
  std::vector<diag::Diagnostic> found = compiled(flow);
  std::erase_if(found, is_no_reading);
  return found;
}

/// What a rule did.
struct Tally {
  unsigned labels = 0, found = 0, hits = 0, exact = 0;

  [[nodiscard]] unsigned precision() const { return found == 0 ? 100 : 100 * hits / found; }
  [[nodiscard]] unsigned recall() const { return labels == 0 ? 100 : 100 * hits / labels; }
  [[nodiscard]] unsigned words() const { return hits == 0 ? 100 : 100 * exact / hits; }
};
using Tallies = std::map<unsigned, Tally>;

struct Half {
  Tallies rules;
  unsigned records = 0, lines = 0, good = 0;
  std::string differences, bad_fixes;
  std::string not_understood;  ///< records with a line or name that the compiler does not know: nothing is read there
};

std::string line_of(const std::string& flow, std::size_t at) {
  const std::size_t begin = at == 0 ? 0 : flow.rfind('\n', at - 1) + 1;
  return flow.substr(begin, flow.find('\n', begin) - begin);
}

class Judge {
 public:
  Judge(const Record& record, Half& half) : r_(record), half_(half), found_(compiled(record.flow)) {}

  void judge() {
    for (const diag::Diagnostic& d : found_)
      if (number(d) < 400 && d.severity == diag::Severity::Error)
        half_.not_understood += fmt::format("{}:{}: {}: {}\n", r_.file, r_.line, d.es, line_of(r_.flow, d.span.begin));
    std::erase_if(found_, is_no_reading);
    taken_.assign(r_.labels.size(), false);
    for (const diag::Diagnostic& d : found_) hold(d);
    for (std::size_t i = 0; i < r_.labels.size(); ++i) count(i);
    for (const diag::Diagnostic& d : found_) try_fix(d);
  }

 private:
  /// A label that the finding meets, one not met yet first.
  [[nodiscard]] std::size_t label_for(const diag::Diagnostic& d) const {
    std::size_t best = r_.labels.size();
    for (std::size_t i = 0; i < r_.labels.size(); ++i) {
      const Label& l = r_.labels[i];
      if (std::ranges::find(l.codes, number(d)) == l.codes.end()) continue;
      if (!l.of_record() && (d.span.begin >= l.end || d.span.end <= l.begin)) continue;
      if (best == r_.labels.size() || (taken_[best] && !taken_[i])) best = i;
    }
    return best;
  }

  void hold(const diag::Diagnostic& d) {
    const std::size_t i = label_for(d);
    if (i == r_.labels.size() || (taken_[i] && number(d) != kOtherRegister)) {
      ++half_.rules[number(d)].found;
      differ("false alarm", number(d), d.span.begin, d.span.end);
      return;
    }
    if (taken_[i]) return;
    taken_[i] = true;
    Tally& t = half_.rules[r_.labels[i].codes.front()];
    ++t.found;
    ++t.hits;
    const bool exact = d.span.begin == r_.labels[i].begin && d.span.end == r_.labels[i].end;
    if (exact || is_of_sentence(number(d))) ++t.exact;
    if (!exact && !is_of_sentence(number(d))) differ("other words", number(d), d.span.begin, d.span.end);
  }

  /// A line that speaks to another person is found once, whatever word of it.
  [[nodiscard]] bool found_by_its_line(std::size_t i) const {
    const Label& l = r_.labels[i];
    if (l.codes.front() != kOtherRegister) return false;
    for (std::size_t k = 0; k < r_.labels.size(); ++k) {
      const Label& other = r_.labels[k];
      if (k == i || other.codes.front() != kOtherRegister) continue;
      const auto [first, last] = std::minmax(l.begin, other.begin);
      const bool same_line = r_.flow.substr(first, last - first).find('\n') == std::string::npos;
      if (same_line && (taken_[k] || k < i)) return true;
    }
    return false;
  }

  void count(std::size_t i) {
    const Label& l = r_.labels[i];
    if (!taken_[i] && found_by_its_line(i)) return;
    ++half_.rules[l.codes.front()].labels;
    if (!taken_[i]) differ("missed", l.codes.front(), l.begin, l.end);
  }

  void differ(const char* what, unsigned code, std::size_t begin, std::size_t end) {
    half_.differences += fmt::format("{}:{}: {} G0{} «{}» in: {}\n", r_.file, r_.line, what, code,
                                     r_.flow.substr(begin, end - begin), end == 0 ? "the record" : line_of(r_.flow, begin));
  }

  /// Applied, a fix makes its finding go and brings none.
  void try_fix(const diag::Diagnostic& d) {
    if (!d.fix || d.fix->span.file != 0) return;
    std::string mended = r_.flow;
    mended.replace(d.fix->span.begin, d.fix->span.end - d.fix->span.begin, d.fix->replacement);
    const std::vector<diag::Diagnostic> after = findings(mended);
    const auto of_code = [&](const diag::Diagnostic& other) { return other.code == d.code; };
    if (after.size() < found_.size() && std::ranges::count_if(after, of_code) < std::ranges::count_if(found_, of_code)) return;
    half_.bad_fixes += fmt::format("{}:{}: the fix of G0{} gives: {}\n", r_.file, r_.line, number(d),
                                   line_of(mended, d.fix->span.begin));
  }

  const Record& r_;
  Half& half_;
  std::vector<diag::Diagnostic> found_;
  std::vector<bool> taken_;
};

/// Both halves, judged once for all tests.
class Corpus {
 public:
  static const Corpus& get() {
    static const Corpus corpus;
    return corpus;
  }

  std::array<Half, 2> halves;
  std::vector<std::string> errors;

 private:
  Corpus() {
    for (std::size_t h = 0; h < 2; ++h) {
      for (const Record& r : read_corpus(kRoot / "tests/spanish/corpus" / kHalves[h], errors)) {
        ++halves[h].records;
        halves[h].lines += r.lines;
        halves[h].good += r.good;
        Judge(r, halves[h]).judge();
      }
      const char* shown = std::getenv("GUION_CORPUS");
      if (shown != nullptr && std::string_view{shown} == kHalves[h]) fmt::print("{}", halves[h].differences);
    }
  }
};

std::vector<unsigned> codes_of_block() {
  std::vector<unsigned> codes;
  for (const diag::Row& row : diag::rows())
    if (static_cast<unsigned>(row.code) / 100 == 7) codes.push_back(static_cast<unsigned>(row.code));
  return codes;
}

Tally tally(std::size_t half, unsigned code) {
  const Tallies& rules = Corpus::get().halves[half].rules;
  const auto at = rules.find(code);
  return at == rules.end() ? Tally{} : at->second;
}

/// Without a dictionary spelling is not read, and its row says nothing.
bool is_judged(unsigned code) { return code != kMisspelled || cli::spanish_dictionary() != nullptr; }

std::string row_of(unsigned code) {
  const Tally t = tally(0, code), h = tally(1, code);
  const std::string words = is_of_sentence(code) ? "" : fmt::format("{}", std::min(t.words(), h.words()));
  return fmt::format("| G0{} | {} | {} | {} | {} | {} | {} | {} |\n", code, t.labels, t.precision(), t.recall(), h.labels,
                     h.precision(), h.recall(), words);
}

std::string table() {
  std::string out =
      "| rule | marked, train | precision | recall | marked, held | precision | recall | exact words |\n"
      "|---|---|---|---|---|---|---|---|\n";
  for (const unsigned code : codes_of_block()) out += row_of(code);
  const auto& [train, held] = Corpus::get().halves;
  out += fmt::format("\n{} lines of text, {} of them good: {} in `train`, {} in `held`.\n", train.lines + held.lines,
                     train.good + held.good, train.lines, held.lines);
  return out;
}

/// The percentages of the table in a text, by rule: train's precision and recall, held's.
std::map<unsigned, std::array<unsigned, 4>> rows_in(const std::string& text) {
  std::map<unsigned, std::array<unsigned, 4>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| G0")) continue;
    std::istringstream cells(line.substr(4));
    unsigned code = 0, marked = 0;
    char bar = 0;
    std::array<unsigned, 4> now{};
    cells >> code >> bar >> marked >> bar >> now[0] >> bar >> now[1] >> bar >> marked >> bar >> now[2] >> bar >> now[3];
    EXPECT_TRUE(cells) << line;
    rows[code] = now;
  }
  return rows;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Corpus, IsReadWithoutErrors) {
  EXPECT_EQ(Corpus::get().errors, std::vector<std::string>{});
  for (const Half& half : Corpus::get().halves) EXPECT_EQ(half.not_understood, "");
}

TEST(Corpus, HasADictionary) {
  if (cli::spanish_dictionary() != nullptr) return;
  if (std::getenv("CI") != nullptr) FAIL() << cli::spelling_status().en;
  GTEST_SKIP() << cli::spelling_status().en;
}

TEST(Corpus, IsLargeAndHalfOfItIsGood) {
  const auto& [train, held] = Corpus::get().halves;
  EXPECT_GE(train.lines + held.lines, 700u);
  EXPECT_GE(2 * (train.good + held.good), train.lines + held.lines);
  for (const unsigned code : codes_of_block())
    EXPECT_GE(tally(0, code).labels + tally(1, code).labels, 8u) << "G0" << code;
}

TEST(Corpus, CertainRulesAreNeverWrong) {
  for (const unsigned code : codes_of_block()) {
    if (!is_certain(code)) continue;
    for (std::size_t half = 0; half < 2; ++half)
      EXPECT_EQ(tally(half, code).precision(), 100u) << "G0" << code << " in " << kHalves[half];
  }
}

TEST(Corpus, EveryFixMends) {
  for (const Half& half : Corpus::get().halves) EXPECT_EQ(half.bad_fixes, "");
}

TEST(Corpus, IsNotReadWorseThanTheTableSays) {
  const fs::path path = kRoot / "docs/spanish.md";
  std::string page = read_file(path);
  const std::size_t begin = page.find(kTableBegin), end = page.find(kTableEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  const std::size_t from = begin + std::string_view{kTableBegin}.size();
  if (std::getenv("GUION_REWRITE") != nullptr) {
    std::ofstream(path, std::ios::binary) << page.substr(0, from) << table() << page.substr(end);
    page = read_file(path);
  }
  const auto promised = rows_in(page.substr(from, page.find(kTableEnd) - from)), now = rows_in(table());
  ASSERT_EQ(promised.size(), now.size()) << "run with GUION_REWRITE=1";
  for (const auto& [code, figures] : now) {
    if (!is_judged(code)) continue;
    ASSERT_TRUE(promised.contains(code)) << "G0" << code;
    for (std::size_t i = 0; i < figures.size(); ++i)
      EXPECT_GE(figures[i], promised.at(code)[i]) << "G0" << code << (i < 2 ? " train " : " held ")
                                                  << (i % 2 == 0 ? "precision" : "recall");
  }
}

}  // namespace
}  // namespace guion::test
