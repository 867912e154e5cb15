// The printer: what it prints means the same, printing twice changes nothing, and the keywords can be translated there
// and back.
#include "format/format.hpp"

#include <gtest/gtest.h>

#include "format/expression.hpp"
#include "syntax/productions.hpp"
#include "syntax/support.hpp"

namespace guion::test {
namespace {

const std::string kMessy =
    "# cabeza\n\n\nflujo   f ,guion 1\ndato x:dinero USD  0..5 , clase c\ntipo t\n  - v:A|la a\n\n\n\netapa e\n"
    "  di  Hola  a todos ,  {x  como  palabras}{ y2 ? sí :bien|no:  mal }\n  menú: ¿Qué?\n    - Sí\n    # nota\n      "
    "ir a  e\n"
    "  si (x) y ((w o b))\n    nada\n  pregunta x , si falta:¿y?\n";
const std::string kClean =
    "# cabeza\n\nflujo f, guion 1\ndato x: dinero USD 0..5, clase c\ntipo t\n  - v: A | la a\n\netapa e\n"
    "  di Hola  a todos ,  {x como palabras}{y2 ? sí: bien | no: mal}\n  menú ¿Qué?\n    - Sí\n      # nota\n      ir "
    "a e\n"
    "  si x y (w o b)\n    nada\n  pregunta x, si falta: ¿y?\n";

std::string print_text(const std::string& text, const format::FormatOptions& options = {}) {
  return format::print(read(text).tree, options);
}

TEST(Format, CanonicalForm) {
  EXPECT_EQ(print_text(kMessy), kClean);
  EXPECT_EQ(print_text(kClean), kClean);
}

TEST(Format, LinesThatCouldNotBeReadStayAsTheyAre) {
  const std::string text = "flujo f, guion 1\netapa e\n  xyz  {  raro\n  di   a\n";
  EXPECT_EQ(print_text(text), "flujo f, guion 1\netapa e\n  xyz  {  raro\n  di a\n");
}

TEST(Format, TranslatesKeywordsAndNoSpokenWord) {
  const std::string es =
      "flujo f, guion 1\ndato trato_cliente: trato\ndato n: cuenta 0..5\n\netapa e, si no n > 2 y se sabe n, a "
      "criterio\n"
      "  di @t si no hay {n ? uno: un pago | otros: {n} pagos}, {ahora.saludo}\n  si trato_cliente es señora\n    di "
      "una de\n      - sí o no\n"
      "  si no\n    verifica x\n      con pin, 1 intento, si no lo tiene: ¿pin?\n      si falla\n        termina z\n"
      "  según trato_cliente\n    es señor o neutro\n      pregunta n, si falta, 5 segundos: ¿{n ? a: b | uno: c}?\n";
  const std::string en =
      "flow f, guion 1\nslot trato_cliente: address form\nslot n: count 0..5\n\nstage e, if not n > 2 and known n, at "
      "discretion\n"
      "  say @t si no hay {n ? one: un pago | other: {n} pagos}, {now.greeting}\n  if trato_cliente is madam\n    say "
      "one of\n      - sí o no\n"
      "  else\n    verify x\n      with pin, 1 try, if lacking: ¿pin?\n      on failure\n        end z\n"
      "  when trato_cliente\n    is sir or neutral\n      ask n, if missing, 5 seconds: ¿{n ? a: b | uno: c}?\n";
  EXPECT_EQ(read(es).complaints, "");
  EXPECT_EQ(print_text(es, {Tongue::En, 120}), en);
  EXPECT_EQ(print_text(en, {Tongue::Es, 120}), es);
}

TEST(Format, NegationAtTheBeginningOfAnIf) {
  const std::string es = "flujo f, guion 1\netapa e\n  si (no x)\n    nada\n";
  EXPECT_EQ(print_text(es), es);
  EXPECT_EQ(print_text("flow f, guion 1\nstage e\n  if not x and z\n    nothing\n", {Tongue::Es, 120}),
            "flujo f, guion 1\netapa e\n  si (no x y z)\n    nada\n");
}

TEST(Format, LongTextsAreWrapped) {
  const std::string text =
      "flujo f, guion 1\netapa e\n  di uno dos tres cuatro cinco {seis ? a: b c d e f g | h: i} siete ocho  nueve diez "
      "once\n";
  const std::string wrapped =
      "flujo f, guion 1\netapa e\n  di uno dos tres cuatro cinco\n    | {seis ? a: b c d e f g | h: i}\n    | siete "
      "ocho  nueve diez once\n";
  EXPECT_EQ(print_text(text, {std::nullopt, 34}), wrapped);
  EXPECT_EQ(print_text(wrapped, {std::nullopt, 34}), wrapped);
  EXPECT_EQ(print_text(wrapped), text);
}

TEST(Format, TextThatWouldTurnIntoAListKeepsItsBreak) {
  const std::string text = "flujo f, guion 1\netapa e\n  di una\n    | de\n";
  EXPECT_EQ(read(text).complaints, "");
  EXPECT_EQ(print_text(text), text);
  const std::string list = "flujo f, guion 1\netapa e\n  di one of\n";
  EXPECT_EQ(print_text(list, {Tongue::En, 120}), "flow f, guion 1\nstage e\n  say one\n    | of\n");
}

TEST(Format, ExpressionsKeepTheirShape) {
  for (const std::string condition : {"w y b y c", "w y (b y c)", "w o b y c", "(w o b) y c", "no (w y b)", "no w y b",
                                      "no no w", "w o (b o c)", "no x es v", "x < z - 2 y no (falta l o se sabe s)"}) {
    const std::string text = "flujo f, guion 1\netapa e, si " + condition + "\n";
    EXPECT_EQ(read(text).complaints, "") << condition;
    EXPECT_EQ(print_text(text), text);
  }
}

/// Every kind of line, at random: printing keeps the tree, is idempotent at any width, and translation comes back.
TEST(Format, PropertiesOnRandomSentences) {
  Book book;
  book.add<g::line>();
  Sentences sentences{book, 42};
  for (int i = 0; i < 6000; ++i) {
    const Tongue tongue = i % 2 == 0 ? Tongue::Es : Tongue::En;
    const Tongue other = i % 2 == 0 ? Tongue::En : Tongue::Es;
    const bool in_type = i % 16 < 2;
    const auto sentence = sentences.make(in_type ? "item" : "line", tongue, in_type);
    if (sentence.text.starts_with("si no ") && sentence.keyword == static_cast<int>(Keyword::If)) continue;
    const Parsed first = parse_line(sentence.text, sentence.keyword, tongue, in_type);
    ASSERT_EQ(first.complaints, "") << sentence.text;
    for (const std::size_t width : {std::size_t{120}, std::size_t{30}}) {
      const std::string printed = format::print(first.tree, {std::nullopt, width});
      const Parsed second = read(printed);
      ASSERT_EQ(dump(first.tree), dump(second.tree)) << first.tree.text << printed;
      ASSERT_EQ(format::print(second.tree, {std::nullopt, width}), printed);
    }
    const std::string there = format::print(first.tree, {other, 120});
    const Parsed abroad = read(there);
    ASSERT_EQ(abroad.tree.tongue, other);
    ASSERT_EQ(dump(first.tree), dump(abroad.tree)) << first.tree.text << there;
    ASSERT_EQ(format::print(abroad.tree, {tongue, 120}), format::print(first.tree)) << there;
  }
}

}  // namespace
}  // namespace guion::test
