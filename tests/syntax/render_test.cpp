// Findings as text: columns in characters, underlines under what they mean, long lines cut, both languages; the nearest
// name; the order.
#include "diag/render.hpp"

#include <gtest/gtest.h>

#include "syntax/support.hpp"

namespace guion::test {
namespace {

std::string render(const std::string& text, Tongue language, bool color = false) {
  const Parsed parsed = read(text);
  diag::Renderer renderer{{{"pago.flow", parsed.tree.text}}, {language, color}};
  std::string all;
  for (const auto& d : parsed.diagnostics) all += renderer.render(d);
  return all;
}

TEST(Render, SpanishWithFix) {
  EXPECT_EQ(
      render("flujo f, guion 1\netapa e\n  si año es sí Y z\n    nada\n", Tongue::Es),
      "pago.flow:3:16: error G0133: «Y» se escribe «y»\n"
      "    3 |   si año es sí Y z\n"
      "      |                ^\n"
      "ayuda: Dentro de una línea, las palabras del lenguaje se escriben tal cual: con sus acentos y en minúsculas.\n"
      "arreglo: poner «y»\n");
}

TEST(Render, EnglishUnderlinesCharactersNotBytes) {
  EXPECT_EQ(render("flujo f, guion 1\netapa e\n  ñandúes aquí\n", Tongue::En),
            "pago.flow:3:3: error G0101: no line starts with \"ñandúes\"\n"
            "    3 |   ñandúes aquí\n"
            "      |   ^~~~~~~\n"
            "help: Every line starts with a keyword, which says who hears it. To write a spoken line, start it with "
            "\"say\".\n");
}

TEST(Render, TabsAndControlsDoNotShiftTheUnderline) {
  const std::string shown = render("flujo f, guion 1\netapa e\n\tdi a\n", Tongue::Es);
  EXPECT_NE(shown.find("    3 |  di a\n      | ^\n"), std::string::npos) << shown;
  EXPECT_NE(shown.find("arreglo: poner 2 espacios"), std::string::npos) << shown;
}

TEST(Render, LongLinesAreCutAroundThePlace) {
  const std::string shown =
      render("flujo f, guion 1\netapa e\n  di " + std::string(5000, 'a') + "} fin" + std::string(5000, 'b') + "\n",
             Tongue::Es);
  EXPECT_LT(shown.size(), 800u) << shown;
  EXPECT_NE(shown.find("| …aaa"), std::string::npos);
  EXPECT_NE(shown.find("bbb…\n"), std::string::npos);
  EXPECT_NE(shown.find("pago.flow:3:5006:"), std::string::npos) << shown;
}

TEST(Render, ColorOnlyWhenAsked) {
  EXPECT_EQ(render("x\n", Tongue::Es).find('\x1b'), std::string::npos);
  EXPECT_NE(render("x\n", Tongue::Es, true).find("\x1b[1;31merror G0110"), std::string::npos);
}

TEST(Render, NotesAndUnknownFiles) {
  diag::Emitter emitter;
  emitter.report(diag::EmptyFile, {0, 2, 3}).note({0, 0, 1}, "declared here", "se declara aquí");
  emitter.report(diag::EmptyFile, {7, 0, 0});
  emitter.report(diag::EmptyFile, {0, 900, 1000});
  const auto found = emitter.take_sorted();
  diag::Renderer renderer{{{"a.flow", "abc\n"}}, {Tongue::Es, false}};
  EXPECT_NE(renderer.render(found[0]).find("a.flow:1:1: nota: se declara aquí\n    1 | abc\n      | ^\n"),
            std::string::npos);
  EXPECT_NE(renderer.render(found[1]).find("a.flow:2:1"), std::string::npos);
  EXPECT_TRUE(renderer.render(found[2]).starts_with("?: error"));
}

TEST(Render, HelpAndNotesAreNotRepeated) {
  diag::Renderer renderer{{{"a.flow", "abc\nabc\n"}}, {Tongue::Es, false}};
  const auto finding = [](std::uint32_t begin) {
    diag::Emitter emitter;
    emitter.report(diag::TabCharacter, Span{0, begin, begin + 1}).note({0, 4, 7}, "declared here", "se declara aquí");
    return emitter.take_sorted().at(0);
  };
  const std::string first = renderer.render(finding(0)), second = renderer.render(finding(1));
  EXPECT_NE(first.find("ayuda: "), std::string::npos);
  EXPECT_NE(first.find("se declara aquí"), std::string::npos);
  EXPECT_EQ(second.find("ayuda: "), std::string::npos) << second;
  EXPECT_EQ(second.find("se declara aquí"), std::string::npos) << second;
  diag::Emitter other;
  other.report(diag::EmptyFile, {0, 0, 0});
  EXPECT_NE(renderer.render(other.take_sorted().at(0)).find("ayuda: "), std::string::npos);
  EXPECT_EQ(renderer.render(finding(0)), first);
}

TEST(Render, FixesAreSaidInWords) {
  EXPECT_NE(render("flujo f, guion 1\netapa e\n  di a\tb\n", Tongue::Es).find("arreglo: poner 1 espacio\n"),
            std::string::npos);
  EXPECT_NE(render("flujo f, guion 1\netapa e\n  Hasta luego.\n", Tongue::En).find("fix: insert \"di \"\n"),
            std::string::npos);
  const std::string tabs = render("flujo f, guion 1\netapa e\n\tdi a\n\tdi b\n", Tongue::Es);
  EXPECT_NE(tabs.find("arreglo: corregir la sangría de las líneas 3 a 4\n"), std::string::npos) << tabs;
}

TEST(Lines, PositionsCountCharacters) {
  const diag::LineTable table{"año\r\nb\n\nfin"};
  EXPECT_EQ(table.position(0), (diag::Position{1, 1}));
  EXPECT_EQ(table.position(4), (diag::Position{1, 4}));
  EXPECT_EQ(table.position(6), (diag::Position{2, 1}));
  EXPECT_EQ(table.position(99), (diag::Position{4, 4}));
  EXPECT_EQ(table.line(0), "año");
  EXPECT_EQ(table.line(2), "");
  EXPECT_EQ(table.size(), 4u);
}

TEST(Emitter, SortsByPlaceAndDropsEqualOnes) {
  diag::Emitter emitter;
  emitter.report(diag::EmptyFile, {1, 0, 0});
  emitter.report(diag::NotComposed, {0, 5, 6});
  emitter.report(diag::TabCharacter, {0, 2, 3});
  emitter.report(diag::TabCharacter, {0, 2, 3});
  EXPECT_TRUE(emitter.has_errors());
  EXPECT_EQ(emitter.count(diag::Severity::Warning), 1u);
  const auto found = emitter.take_sorted();
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].code, diag::Code::TabCharacter);
  EXPECT_EQ(found[1].code, diag::Code::NotComposed);
  EXPECT_EQ(found[2].span.file, 1);
  EXPECT_FALSE(emitter.has_errors());
}

TEST(Nearest, ForgivesAccentsCaseAndAThird) {
  const std::vector<std::string_view> names{"saldo", "monto", "vencimiento", "año"};
  EXPECT_EQ(diag::nearest("Sáldo", names), "saldo");
  EXPECT_EQ(diag::nearest("sadlo", names), "saldo");
  EXPECT_EQ(diag::nearest("vencimento", names), "vencimiento");
  EXPECT_EQ(diag::nearest("ano", names), "año");
  EXPECT_EQ(diag::nearest("cliente", names), "");
  EXPECT_EQ(diag::nearest("", names), "");
  EXPECT_EQ(diag::nearest("x", names), "");
  EXPECT_EQ(diag::nearest(std::string(5000, 'a'), names), "");
}

TEST(Rows, EveryRowHasItsTexts) {
  for (const diag::Row& row : diag::rows()) {
    EXPECT_FALSE(row.en.empty() || row.es.empty()) << row.name;
    EXPECT_EQ(diag::row(row.code).name, row.name);
  }
  EXPECT_EQ(diag::code_text(diag::Code::UnknownKeyword), "G0101");
}

}  // namespace
}  // namespace guion::test
