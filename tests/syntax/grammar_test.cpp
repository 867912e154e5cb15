// The grammar as such: no rule can loop without consuming, every rule that can be missing has words for it,
// docs/grammar.md says what the rules say, and sentences made from those productions are read without complaint.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <tao/pegtl/contrib/analyze.hpp>

#include "parse/wants.hpp"
#include "syntax/productions.hpp"
#include "syntax/support.hpp"

namespace guion::test {
namespace {

// A fault built with the traits of our own match rules: both loops can turn without consuming.
struct loops_on_expect : p::star<g::expect<g::name>> {};
struct loops_on_guard : p::plus<g::texty> {};
struct recurses : p::seq<g::nested<recurses>, g::word<Word::And>> {};

TEST(Grammar, AnalyzeFindsNothing) {
  EXPECT_EQ(p::analyze<g::line>(-1), 0u);
  EXPECT_EQ(p::analyze<g::marked_item>(-1), 0u);
  EXPECT_EQ(p::analyze<g::statement_rest>(-1), 0u);
  EXPECT_EQ(p::analyze<g::continued_text>(-1), 0u);
  EXPECT_EQ(p::analyze<g::continued_label>(-1), 0u);
  EXPECT_EQ(p::analyze<g::continued_labels>(-1), 0u);
}

TEST(Grammar, AnalyzeWouldFindAFault) {
  EXPECT_NE(p::analyze<loops_on_expect>(-1), 0u);
  EXPECT_NE(p::analyze<loops_on_guard>(-1), 0u);
  EXPECT_NE(p::analyze<recurses>(-1), 0u);
}

const Book& book() {
  static const Book made = [] {
    Book b;
    b.add<g::line>();
    b.add<g::continued_text>();
    b.add<g::continued_labels>();
    return b;
  }();
  return made;
}

TEST(Grammar, EveryRuleThatCanBeMissingHasWords) {
  ASSERT_GT(book().expected().size(), 60u);
  for (const auto& [key, name] : book().expected())
    EXPECT_NE(parse::want_of(key).key, nullptr) << name << " has no row in wants.cpp";
}

std::string read_file(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// GUION_REWRITE=1 writes the page anew.
TEST(Grammar, PageSaysWhatTheRulesSay) {
  const std::string path = GUION_SOURCE_DIR "/docs/grammar.md";
  const std::string open = "```ebnf\n";
  std::string page = read_file(path);
  const std::size_t begin = page.find(open);
  ASSERT_NE(begin, std::string::npos) << "docs/grammar.md has no ebnf block";
  const std::size_t end = page.find("```", begin + open.size());
  const std::string now = print(book());
  if (std::getenv("GUION_REWRITE") != nullptr) {
    page.replace(begin + open.size(), end - begin - open.size(), now);
    std::ofstream{path, std::ios::binary} << page;
    return;
  }
  EXPECT_EQ(page.substr(begin + open.size(), end - begin - open.size()), now) << "run with GUION_REWRITE=1";
}

TEST(Grammar, SentencesOfTheProductionsAreRead) {
  Sentences sentences{book(), 20260101};
  int read = 0;
  std::set<int> kinds;
  for (int i = 0; i < 8000; ++i) {
    const Tongue tongue = i % 2 == 0 ? Tongue::Es : Tongue::En;
    const bool in_type = i % 16 < 2;
    const auto sentence = sentences.make(in_type ? "item" : "line", tongue, in_type);
    if (sentence.text.starts_with("si no ") && sentence.keyword == static_cast<int>(Keyword::If))
      continue;  // read as «si no»
    const Parsed file = parse_line(sentence.text, sentence.keyword, tongue, in_type);
    EXPECT_EQ(file.complaints, "") << sentence.text << "\n" << file.tree.text;
    kinds.insert(sentence.keyword);
    ++read;
    if (::testing::Test::HasFailure()) break;
  }
  EXPECT_GT(read, 7500);
  EXPECT_EQ(kinds.size(), kKeywords + 1) << "some keyword was never drawn";
}

}  // namespace
}  // namespace guion::test
