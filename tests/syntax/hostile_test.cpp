// Texts that nobody would write: the parser neither crashes nor slows down, and always gives a tree that covers its
// lines.
#include <gtest/gtest.h>

#include <random>

#include "format/format.hpp"
#include "syntax/support.hpp"

namespace guion::test {
namespace {

/// Blocks nest, parts stay inside their lines, and lines stand in order.
void expect_sound(const ast::Tree& tree) {
  const auto lines = static_cast<LineId>(tree.lines.size());
  std::uint32_t last_end = 0;
  for (LineId i = 0; i < lines; ++i) {
    const ast::Line& line = tree.lines[i];
    ASSERT_LE(last_end, line.begin);
    ASSERT_LE(line.begin, line.end);
    ASSERT_LE(line.end, tree.text.size());
    ASSERT_LE(line.parts, line.parts_end);
    ASSERT_LE(line.parts_end, tree.parts.size());
    ASSERT_GT(line.block_end, i);
    ASSERT_LE(line.block_end, lines);
    ASSERT_LE(line.depth, 32);
    for (const ast::Part& part : tree.parts_of(i)) {
      ASSERT_LE(line.begin, part.begin);
      ASSERT_LE(part.begin, part.end);
      ASSERT_LE(part.end, line.end);
    }
    last_end = line.end;
  }
}

void expect_survives(const std::string& text) {
  const Parsed parsed = read(text);
  expect_sound(parsed.tree);
  const std::string printed = format::print(parsed.tree);
  EXPECT_LE(printed.size(), 4 * text.size() + 256 + parsed.tree.lines.size() * 70);
}

TEST(Hostile, FilesOfOneKeyword) {
  for (std::size_t k = 0; k < kKeywords; ++k) {
    for (const Tongue tongue : {Tongue::En, Tongue::Es}) {
      const std::string word{spelling(static_cast<Keyword>(k), tongue)};
      expect_survives(word);
      expect_survives(word + "\n");
      expect_survives(word + " ");
      expect_survives(word + ":");
      expect_survives(word + ",");
      expect_survives("flujo f, guion 1\n" + word);
      EXPECT_FALSE(read(word).clean());
    }
  }
}

TEST(Hostile, SingleBytesAndPairs) {
  for (int a = 0; a < 256; ++a) {
    expect_survives(std::string(1, static_cast<char>(a)));
    for (int b = 0; b < 256; b += 3)
      expect_survives("flujo f, guion 1\netapa e\n  di " + std::string{static_cast<char>(a), static_cast<char>(b)});
  }
}

TEST(Hostile, BeginningsAndEndingsOfAFile) {
  EXPECT_TRUE(read("\xEF\xBB\xBF"
                   "flujo f, guion 1\n")
                  .clean());
  EXPECT_TRUE(read("flujo f, guion 1").clean());
  EXPECT_TRUE(read("flujo f, guion 1\r\netapa e\r\n  di hola\r\n").clean());
  EXPECT_TRUE(read("\n\n# antes\nflujo f, guion 1  \n\n\n").clean());
  EXPECT_FALSE(read("\xFF\xFE"
                    "f")
                   .clean());
  EXPECT_FALSE(read("flujo f, guion 1\retapa e\r").clean());
}

TEST(Hostile, OneLineOfTenMegabytes) {
  const std::string head = "flujo f, guion 1\netapa e\n  ";
  expect_survives(head + "di " + std::string(10'000'000, 'a'));
  expect_survives(head + std::string(10'000'000, 'x'));
  expect_survives(std::string(10'000'000, ' ') + "di a");
  std::string many = head + "si x";
  for (int i = 0; i < 1'000'000; ++i) many += " y x";
  expect_survives(many + "\n    nada\n");
  std::string holes = head + "di ";
  for (int i = 0; i < 1'000'000; ++i) holes += "{x} ";
  expect_survives(holes + "fin");
}

TEST(Hostile, HundredThousandOfEverything) {
  constexpr int kMany = 100'000;
  const std::string head = "flujo f, guion 1\netapa e\n  si ";
  expect_survives(head + std::string(kMany, '('));
  expect_survives(head + std::string(kMany, '(') + "x" + std::string(kMany, ')'));
  std::string noes = head;
  for (int i = 0; i < kMany; ++i) noes += "(no ";
  expect_survives(noes + "x");
  expect_survives("flujo f, guion 1\n" + std::string(kMany, '\n'));
  std::string braces = "flujo f, guion 1\netapa e\n  di ";
  for (int i = 0; i < kMany; ++i) braces += "{x ? a: ";
  expect_survives(braces);
}

TEST(Hostile, DeepBlocks) {
  // Each line one blank deeper than the last: the levels end at 32 and the text stays quadratic in size only.
  std::string text = "flujo f, guion 1\netapa e\n";
  for (std::size_t i = 1; i < 3000; ++i)
    text += std::string(i, ' ') + "si x\n" + (i % 7 == 0 ? std::string(i / 2, ' ') + "# c\n" : "");
  expect_survives(text);
  std::string stairs = "flujo f, guion 1\n";
  for (std::size_t i = 0; i < 100'000; ++i)
    stairs += std::string(i % 90, ' ') + (i % 3 == 0 ? "si x\n" : i % 3 == 1 ? "# c\n" : "- a\n");
  expect_survives(stairs);
}

TEST(Hostile, RandomChangesOfAFlow) {
  const std::string flow =
      "flujo f, guion 1\ntipo t\n  - v: A | la a\n# nota\netapa e, si x es v y (z o no w)\n  di @t Hola {x ? v: uno "
      "{w} | b: dos}.\n"
      "    | y más\n  menú, 5 segundos: ¿Qué?\n    - Sí\n      solo si x > 12.50\n      ir a e\n  pregunta w, si "
      "falta, una de\n    - ¿Qué?\n";
  std::mt19937 random{7};
  static const std::string kBytes = "\n\n  {}\\|:,-@#()?xyáñ\xC3\xA9\xFF\t\x80 di si no es 0";
  for (int i = 0; i < 20'000; ++i) {
    std::string text = flow;
    for (unsigned n = 1 + random() % 4; n > 0; --n) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) {
        text.erase(at, 1 + random() % 6);
      } else {
        text.insert(at, 1, kBytes[random() % kBytes.size()]);
      }
      if (text.empty()) break;
    }
    expect_survives(text);
    if (HasFatalFailure()) FAIL() << text;
  }
}

}  // namespace
}  // namespace guion::test
