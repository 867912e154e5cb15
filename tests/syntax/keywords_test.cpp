// The words of the language: spellings, reserved words, the look-up of a line's first words.
#include "grammar/keywords.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace guion::test {
namespace {

TEST(Keywords, EachIsFoundInBothLanguages) {
  for (std::size_t k = 0; k < kKeywords; ++k) {
    for (const Tongue tongue : {Tongue::En, Tongue::Es}) {
      const std::string word{spelling(static_cast<Keyword>(k), tongue)};
      for (const std::string& line : {word, word + " resto", word + ": resto", word + ",", word + "\tx"}) {
        const auto found = find_keyword(line, tongue);
        ASSERT_TRUE(found) << line;
        EXPECT_EQ(static_cast<std::size_t>(found->keyword), k) << line;
        EXPECT_EQ(found->tongue, tongue);
        EXPECT_EQ(found->length, word.size());
        EXPECT_TRUE(found->exact);
      }
      EXPECT_NE(find_keyword(word + "x", tongue).value_or(KeywordMatch{}).length, word.size() + 1);
    }
  }
}

TEST(Keywords, LongestWins) {
  const auto keyword = [](std::string_view line) { return find_keyword(line, Tongue::Es).value().keyword; };
  EXPECT_EQ(keyword("si no responde"), Keyword::OnSilence);
  EXPECT_EQ(keyword("si no respondes"), Keyword::Else);
  EXPECT_EQ(keyword("si no cabe"), Keyword::OnOverflow);
  EXPECT_EQ(keyword("si no"), Keyword::Else);
  EXPECT_EQ(keyword("si nota"), Keyword::If);
  EXPECT_EQ(keyword("si procede: x"), Keyword::Judge);
  EXPECT_EQ(keyword("si procedente"), Keyword::If);
  EXPECT_EQ(keyword("SI NO RESPONDE"), Keyword::OnSilence);
}

TEST(Keywords, CaseAccentsAndTheOtherLanguageAreForgiven) {
  struct Case {
    std::string_view line;
    Keyword keyword;
    Tongue tongue;
  };
  for (const Case& c : {Case{"Di hola", Keyword::Say, Tongue::Es},
                        {"segun x", Keyword::When, Tongue::Es},
                        {"menu x", Keyword::Menu, Tongue::Es},
                        {"MENÚ x", Keyword::Menu, Tongue::Es},
                        {"area x: y", Keyword::Area, Tongue::Es},
                        {"Título x", Keyword::Title, Tongue::Es},
                        {"ir  a x", Keyword::GoTo, Tongue::Es},
                        {"say x", Keyword::Say, Tongue::En},
                        {"Go To x", Keyword::GoTo, Tongue::En}}) {
    const auto found = find_keyword(c.line, Tongue::Es);
    ASSERT_TRUE(found) << c.line;
    EXPECT_EQ(found->keyword, c.keyword) << c.line;
    EXPECT_EQ(found->tongue, c.tongue) << c.line;
  }
  EXPECT_FALSE(find_keyword("hola", Tongue::Es));
  EXPECT_FALSE(find_keyword("ir", Tongue::Es));
  EXPECT_FALSE(find_keyword("solo x", Tongue::Es));
  EXPECT_FALSE(find_keyword("", Tongue::Es));
  EXPECT_FALSE(find_keyword("¿Qué?", Tongue::Es));
  EXPECT_FALSE(find_keyword(std::string(1000, 'a'), Tongue::Es));
}

TEST(Keywords, EveryWordOfAKeywordIsReserved) {
  for (std::size_t k = 0; k < kKeywords; ++k) {
    for (const Tongue tongue : {Tongue::En, Tongue::Es}) {
      std::string_view rest = spelling(static_cast<Keyword>(k), tongue);
      while (!rest.empty()) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        EXPECT_TRUE(is_reserved(word)) << word;
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
      }
    }
  }
  for (const std::string_view name : {"y", "o", "no", "and", "se", "sabe", "Si", "MENÚ", "Título"})
    EXPECT_TRUE(is_reserved(name)) << name;
  for (const std::string_view name :
       {"nombre", "cuenta", "fecha", "saldo", "sí", "titulo", "menus", "aviso_grabación", "", "x"}) {
    EXPECT_FALSE(is_reserved(name)) << name;
  }
}

TEST(Keywords, SpellingsAreDistinctInEachLanguage) {
  for (const Tongue tongue : {Tongue::En, Tongue::Es}) {
    std::set<std::string_view> seen;
    for (std::size_t k = 0; k < kKeywords; ++k)
      EXPECT_TRUE(seen.insert(spelling(static_cast<Keyword>(k), tongue)).second);
  }
}

TEST(Words, LongestIsFoundLoosely) {
  const auto found = find_word("Antes De Cada x", Tongue::Es);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->word, Word::BeforeEach);
  EXPECT_FALSE(found->exact);
  EXPECT_FALSE(find_word("zzz", Tongue::Es));
}

}  // namespace
}  // namespace guion::test
