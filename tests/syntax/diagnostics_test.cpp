// Every message of block 01 and of the limits of syntax: what is found, where exactly, and that its fix mends it. In
// the sources «⟦ ⟧» stand around the place of the message.
#include <gtest/gtest.h>

#include <ostream>

#include "syntax/support.hpp"

namespace guion::test {
namespace {

struct Case {
  diag::Code code;
  std::string source;    ///< with the place marked
  std::string mended{};  ///< the source after the fix; empty: no fix
};
void PrintTo(const Case& c, std::ostream* out) { *out << diag::row(c.code).name << ": " << c.source; }

/// Takes the marks out of a source.
std::string unmark(std::string text, std::uint32_t& begin, std::uint32_t& end) {
  const std::string open = "⟦", close = "⟧";
  const std::size_t from = text.find(open);
  if (from == std::string::npos) return begin = end = 0, text;
  text.erase(from, open.size());
  const std::size_t to = text.find(close);
  text.erase(to, close.size());
  begin = static_cast<std::uint32_t>(from);
  end = static_cast<std::uint32_t>(to);
  return text;
}

class SyntaxDiagnostic : public ::testing::TestWithParam<Case> {};

TEST_P(SyntaxDiagnostic, StandsAloneAtItsPlace) {
  const Case& c = GetParam();
  std::uint32_t begin = 0, end = 0;
  const std::string source = unmark(c.source, begin, end);
  const Parsed parsed = read(source);
  ASSERT_EQ(parsed.diagnostics.size(), 1u) << source << "\n" << parsed.complaints;
  const diag::Diagnostic& d = parsed.diagnostics[0];
  EXPECT_EQ(diag::row(d.code).name, diag::row(c.code).name) << d.en;
  EXPECT_EQ(d.span.begin, begin) << source << d.en;
  EXPECT_EQ(d.span.end, end) << source << d.en;
  EXPECT_FALSE(d.help_en.empty() || d.help_es.empty());
  ASSERT_EQ(d.fix.has_value(), !c.mended.empty()) << (d.fix ? d.fix->replacement : "no fix");
  if (!d.fix) return;
  const std::string mended = apply(source, *d.fix);
  EXPECT_EQ(mended, c.mended);
  EXPECT_EQ(read(mended).complaints, "") << mended;
}

using enum diag::Code;
const std::string kFlow = "flujo f, guion 1\n";
const std::string kStage = kFlow + "etapa e\n";
const std::string kProtocol = "protocolo f, guion 1\n";

INSTANTIATE_TEST_SUITE_P(
    Lines, SyntaxDiagnostic,
    ::testing::Values(
        Case{UnknownKeyword, kStage + "  ⟦hola⟧ mundo\n"},
        Case{UnknownKeyword, kStage + "  ⟦pregnta⟧ x: ¿qué?\n", kStage + "  pregunta x: ¿qué?\n"},
        Case{ExpectedName, kFlow + "etapa ⟦2a⟧\n"}, Case{ExpectedName, kFlow + "etapa⟦⟧\n"},
        Case{ExpectedName, kStage + "  di @⟦ ⟧hola\n"}, Case{NameIsKeyword, kFlow + "etapa ⟦nota⟧\n"},
        Case{NameIsKeyword, kFlow + "etapa ⟦Level⟧\n"}, Case{NameIsKeyword, kStage + "  di Hay {⟦si⟧}.\n"},
        Case{NameIsKeyword, kFlow + "tipo ⟦fecha⟧\n  - v: V\n"}, Case{NameIsKeyword, kFlow + "tipo t\n  - ⟦yes⟧: V\n"},
        Case{EmptyText, kStage + "  ⟦di⟧\n"}, Case{EmptyText, kStage + "  ⟦pregunta x:⟧\n"},
        Case{EmptyText, kStage + "  menú m\n    ⟦-⟧\n"}, Case{UnexpectedPart, kFlow + "registro ⟦ustedes⟧\n"},
        Case{UnexpectedPart, kStage + "  pon x ⟦5⟧\n"}, Case{UnexpectedPart, "flujo f⟦⟧\n", "flujo f, guion 1\n"},
        Case{UnexpectedPart, kProtocol + "nivel x ⟦contiene⟧ y\n"},
        Case{UnexpectedPart, kProtocol + "regla r: di @x ⟦junto⟧ a nota\n"},
        Case{UnexpectedPart, kFlow + "dato x: dinero ⟦dólares⟧\n"},
        Case{UnexpectedPart, kStage + "  di {x ? ⟦:⟧ a | b: c}\n"}, Case{UnexpectedPart, kStage + "  di {x ? a⟦}⟧\n"},
        Case{TextAfterEnd, kStage + "  nada ⟦de nada⟧\n"}, Case{TextAfterEnd, kStage + "  termina x ⟦ya⟧\n"}));

INSTANTIATE_TEST_SUITE_P(
    Words, SyntaxDiagnostic,
    ::testing::Values(Case{KeywordSpelling, kStage + "  ⟦Di⟧ hola\n", kStage + "  di hola\n"},
                      Case{KeywordSpelling, kStage + "  ⟦segun⟧ x\n    es v\n      nada\n",
                           kStage + "  según x\n    es v\n      nada\n"},
                      Case{KeywordSpelling, kStage + "  ⟦menu⟧ ¿Qué?\n    - a\n", kStage + "  menú ¿Qué?\n    - a\n"},
                      Case{KeywordSpelling, kStage + "  si x\n    nada\n  ⟦Si No⟧\n    nada\n",
                           kStage + "  si x\n    nada\n  si no\n    nada\n"},
                      Case{MixedKeywords, kStage + "  ⟦say⟧ hola\n", kStage + "  di hola\n"},
                      Case{MixedKeywords, "flow f, guion 1\nstage e\n  ⟦si⟧ x\n    do p\n",
                           "flow f, guion 1\nstage e\n  if x\n    do p\n"},
                      Case{MixedKeywords, kStage + "  si x ⟦is⟧ v\n    nada\n", kStage + "  si x es v\n    nada\n"},
                      Case{MixedKeywords, kFlow + "dato x: ⟦money⟧ USD\n", kFlow + "dato x: dinero USD\n"},
                      Case{WordSpelling, kStage + "  di {x como ⟦digitos⟧}\n", kStage + "  di {x como dígitos}\n"},
                      Case{WordSpelling, kStage + "  si x ⟦Y⟧ z\n    nada\n", kStage + "  si x y z\n    nada\n"},
                      Case{ElseWithCondition, kStage + "  si x\n    nada\n  si no ⟦titular⟧\n    nada\n"},
                      Case{UnknownVersion, "flujo f, guion ⟦2⟧\n"}, Case{StrangeLetter, kFlow + "etapa precio⟦€⟧\n"}));

// Lines as somebody writes them who has not read the manual.
INSTANTIATE_TEST_SUITE_P(
    Beginnings, SyntaxDiagnostic,
    ::testing::Values(
        Case{SentenceWithoutKeyword, kStage + "  ⟦¿Qué⟧ tal?\n", kStage + "  di ¿Qué tal?\n"},
        Case{SentenceWithoutKeyword, kStage + "  ⟦Su⟧ saldo es {x}.\n", kStage + "  di Su saldo es {x}.\n"},
        Case{SentenceWithoutKeyword, kStage + "  ⟦El⟧ pago ya está.\n", kStage + "  di El pago ya está.\n"},
        Case{SentenceWithoutKeyword, kStage + "  ⟦En⟧ un momento\n", kStage + "  di En un momento\n"},
        Case{SentenceWithoutKeyword, kStage + "  ⟦Con⟧ mucho gusto.\n", kStage + "  di Con mucho gusto.\n"},
        Case{SentenceWithoutKeyword, kStage + "  ⟦Si⟧ tiene dudas, llámenos.\n",
             kStage + "  di Si tiene dudas, llámenos.\n"},
        Case{SentenceWithoutKeyword, kStage + "  ⟦de⟧ nada.\n", kStage + "  di de nada.\n"},
        Case{UnknownKeyword, kStage + "  ⟦dy⟧ Gracias, {x}.\n", kStage + "  di Gracias, {x}.\n"},
        Case{UnknownKeyword, kStage + "  ⟦Pregnta⟧ x: ¿Qué?\n", kStage + "  pregunta x: ¿Qué?\n"},
        Case{UnknownKeyword, kFlow + "⟦Su⟧ cuenta está al día.\n"},
        Case{UnknownKeyword, kStage + "  según x\n    ⟦norte⟧\n      nada\n",
             kStage + "  según x\n    es norte\n      nada\n"},
        Case{UnknownKeyword, kStage + "  pregunta x: ¿Qué?\n    ⟦si no rsponde⟧\n      nada\n",
             kStage + "  pregunta x: ¿Qué?\n    si no responde\n      nada\n"},
        Case{MisplacedLine, kStage + "  consulta x\n    ⟦si⟧ flata\n      nada\n",
             kStage + "  consulta x\n    si falla\n      nada\n"},
        Case{MisplacedLine, kStage + "  transfiere x: Un momento.\n    ⟦di⟧ Adiós\n"},
        Case{TextWithoutBar, kStage + "  di Gracias por\n    ⟦su⟧ llamada.\n",
             kStage + "  di Gracias por\n    | su llamada.\n"},
        Case{TextWithoutBar, kStage + "  di Gracias\n    ⟦si⟧ quiere, diga.\n",
             kStage + "  di Gracias\n    | si quiere, diga.\n"},
        Case{TextWithoutBar, kStage + "  pregunta x: ¿Qué\n    ⟦desea⟧ hoy?\n",
             kStage + "  pregunta x: ¿Qué\n    | desea hoy?\n"}));

INSTANTIATE_TEST_SUITE_P(
    Signs, SyntaxDiagnostic,
    ::testing::Values(
        Case{ExtraColon, kStage + "  di⟦:⟧ Gracias\n", kStage + "  di Gracias\n"},
        Case{ExtraColon, kStage + "  di⟦:⟧Gracias\n", kStage + "  di Gracias\n"},
        Case{ExtraColon, kStage + "  di ⟦:⟧ Gracias\n", kStage + "  di Gracias\n"},
        Case{ExtraColon, kStage + "  di @x⟦:⟧ Gracias\n", kStage + "  di @x Gracias\n"},
        Case{ExtraColon, kFlow + "etapa cierre⟦:⟧\n", kFlow + "etapa cierre\n"},
        Case{ExtraColon, kStage + "  si x > 0⟦:⟧\n    nada\n", kStage + "  si x > 0\n    nada\n"},
        Case{ExtraColon, kStage + "  consulta x\n    si falla⟦:⟧\n      nada\n",
             kStage + "  consulta x\n    si falla\n      nada\n"},
        Case{AnswerWithoutSlot, kStage + "  pregunta ⟦¿Con quién hablo?⟧\n"},
        Case{AnswerWithoutSlot, kStage + "  pregunta: ⟦¿Con quién hablo?⟧\n"},
        Case{AnswerWithoutSlot, kStage + "  pregunta ⟦Con quién hablo?⟧\n"},
        Case{TriesMissing, kStage + "  verifica x\n    con pin⟦:⟧ ¿Su PIN?\n"},
        Case{UnexpectedPart, kStage + "  pregunta x ⟦¿Qué⟧ es?\n", kStage + "  pregunta x: ¿Qué es?\n"},
        Case{UnexpectedPart, kStage + "  pregunta x ⟦si⟧ falta: ¿Qué es?\n",
             kStage + "  pregunta x, si falta: ¿Qué es?\n"},
        Case{UnexpectedPart, "flujo f ⟦guion⟧ 1\n", "flujo f, guion 1\n"},
        Case{UnexpectedPart, kStage + "  si x ⟦mayor que⟧ 0\n    nada\n", kStage + "  si x > 0\n    nada\n"},
        Case{UnexpectedPart, kStage + "  si x ⟦es menor que⟧ 0\n    nada\n", kStage + "  si x < 0\n    nada\n"},
        Case{UnexpectedPart, kStage + "  si x > ⟦$⟧10\n    nada\n", kStage + "  si x > 10\n    nada\n"},
        Case{UnexpectedPart, kStage + "  según x\n    es k⟦,⟧ b\n      nada\n",
             kStage + "  según x\n    es k o b\n      nada\n"},
        Case{UnexpectedPart, kStage + "  según x\n    es k ⟦y⟧ b\n      nada\n",
             kStage + "  según x\n    es k o b\n      nada\n"},
        Case{TextAfterEnd, kStage + "  haz una_parte\n  haz una⟦-parte⟧\n",
             kStage + "  haz una_parte\n  haz una_parte\n"},
        Case{TextAfterEnd, kStage + "  haz una_parte\n  haz una ⟦parte⟧\n",
             kStage + "  haz una_parte\n  haz una_parte\n"},
        Case{UnknownForm, kStage + "  di {k_b}\n  di {k ⟦b⟧}\n", kStage + "  di {k_b}\n  di {k_b}\n"},
        Case{UnclosedBlank, kStage + "  di Es ⟦{x⟧ y vence el {w}.\n", kStage + "  di Es {x} y vence el {w}.\n"},
        Case{UnclosedBlank, kStage + "  di Es ⟦{x⟧\n", kStage + "  di Es {x}\n"},
        Case{UnclosedBlank, kStage + "  di {x ? k: ⟦{w⟧ | b: c}\n", kStage + "  di {x ? k: {w} | b: c}\n"},
        Case{UnclosedBlank, kStage + "  di ⟦{⟧x ? k: uno | b: dos\n"},
        Case{DoubledBrace, kStage + "  di ⟦{{⟧x}} y\n", kStage + "  di {x} y\n"},
        Case{DecimalComma, kStage + "  pon x = ⟦1.250,50⟧\n", kStage + "  pon x = 1250.50\n"}));

INSTANTIATE_TEST_SUITE_P(
    Neighbours, SyntaxDiagnostic,
    ::testing::Values(
        Case{MisplacedLine,
             kStage + "  verifica x\n  ⟦con⟧ pin, 3 intentos: ¿PIN?\n    si falla\n      nada\n  di fin\n",
             kStage + "  verifica x\n    con pin, 3 intentos: ¿PIN?\n    si falla\n      nada\n  di fin\n"},
        Case{MisplacedLine, kStage + "  verifica x\n  ⟦con⟧ pin, 3 intentos: ¿PIN?\n  si falla\n    nada\n  di fin\n",
             kStage + "  verifica x\n    con pin, 3 intentos: ¿PIN?\n    si falla\n      nada\n  di fin\n"},
        Case{MisplacedLine, kStage + "  consulta x\n  ⟦si falla⟧\n    nada\n  di fin\n",
             kStage + "  consulta x\n    si falla\n      nada\n  di fin\n"},
        Case{MisplacedLine,
             kStage + "  menú ¿Qué?\n  ⟦-⟧ Sí,\n    | claro\n    ir a e\n  # no\n  - No\n    nada\n  di fin\n",
             kStage +
                 "  menú ¿Qué?\n    - Sí,\n      | claro\n      ir a e\n    # no\n    - No\n      nada\n  di fin\n"},
        Case{MisplacedLine, kStage + "  menú ¿Qué?\n    - Sí\n    ⟦ir a⟧ e\n    - No\n      nada\n",
             kStage + "  menú ¿Qué?\n    - Sí\n      ir a e\n    - No\n      nada\n"},
        Case{MisplacedLine, kStage + "  menú ¿Qué?\n    - Sí\n    ⟦solo si⟧ x\n    - No\n",
             kStage + "  menú ¿Qué?\n    - Sí\n      solo si x\n    - No\n"},
        Case{MisplacedLine, kStage + "  según x\n  ⟦es⟧ k\n    nada\n  si no\n    nada\n  di fin\n",
             kStage + "  según x\n    es k\n      nada\n    si no\n      nada\n  di fin\n"},
        Case{MisplacedLine, kFlow + "tipo t\n⟦-⟧ v: A\n- w: B\ndato x: t\n",
             kFlow + "tipo t\n  - v: A\n  - w: B\ndato x: t\n"},
        Case{MisplacedLine, kStage + "⟦pregunta⟧ x: ¿Qué?\n  di a\n", kStage + "  pregunta x: ¿Qué?\n  di a\n"},
        Case{MisplacedLine, kStage + "  menú ¿Qué?\n  ⟦-⟧ Sí\n    - No\n",
             kStage + "  menú ¿Qué?\n    - Sí\n    - No\n"},
        Case{MisplacedLine, kStage + "⟦di⟧ a\nsi x\n  di b\nsi no\n  di c\netapa g\n  di d\n",
             kStage + "  di a\n  si x\n    di b\n  si no\n    di c\netapa g\n  di d\n"}));

INSTANTIATE_TEST_SUITE_P(Files, SyntaxDiagnostic,
                         ::testing::Values(Case{FirstLineNotHead, "⟦título T⟧\n"},
                                           Case{FirstLineNotHead, "⟦Buenos días.⟧\n"}, Case{EmptyFile, "⟦⟧"},
                                           Case{EmptyFile, "⟦⟧\n\n# nada\n"},
                                           Case{MisplacedLine, kFlow + "título T\n⟦flujo⟧ g, guion 1\n"}));

INSTANTIATE_TEST_SUITE_P(
    Bytes, SyntaxDiagnostic,
    ::testing::Values(
        Case{InvalidUtf8, "⟦\xE9⟧"}, Case{InvalidUtf8, kStage + "  di se⟦\xF1⟧or, a\xF1o\n  nota \xF1\n"},
        Case{InvalidUtf8, kStage + "  di hola⟦\xC3⟧"}, Case{InvalidUtf8, kStage + "  di ⟦\xC0⟧\x80\n"},
        Case{InvalidUtf8, kStage + "  di ⟦\xED⟧\xA0\x80\n"},
        Case{BidiControl, kStage + "  di a⟦\u202E⟧b\n", kStage + "  di ab\n"},
        Case{ZeroWidth, kStage + "  di a⟦\u200B⟧b\n", kStage + "  di ab\n"},
        Case{ZeroWidth, kStage + "  di a⟦\uFEFF⟧b\n", kStage + "  di ab\n"},
        Case{ControlCharacter, kStage + std::string("  di a⟦\0⟧b\n", 15), kStage + "  di ab\n"},
        Case{TabCharacter, kStage + "⟦\t⟧di hola\n", kStage + "  di hola\n"},
        Case{TabCharacter, kStage + "  di a⟦\t⟧b\n", kStage + "  di a b\n"},
        Case{TabCharacter, kStage + "⟦\t⟧di a\n\tsi x\n\t\tdi b\n", kStage + "  di a\n  si x\n    di b\n"},
        Case{NoBreakSpace, kStage + "⟦\u00A0\u00A0⟧di a\n \u00A0di b\n", kStage + "  di a\n  di b\n"},
        Case{NoBreakSpace, kStage + "  ir⟦\u00A0⟧a e\n", kStage + "  ir a e\n"},
        Case{NoBreakSpace, kFlow + "dato x: dinero⟦\u00A0⟧USD\n", kFlow + "dato x: dinero USD\n"},
        Case{CurlyQuote, kFlow + "etapa ⟦“⟧pago\n", kFlow + "etapa pago\n"},
        Case{CurlyQuote, kFlow + "sigue ⟦\"⟧p\n", kFlow + "sigue p\n"},
        Case{DecimalComma, kFlow + "dato x: dinero USD 0..⟦12,50⟧\n", kFlow + "dato x: dinero USD 0..12.50\n"},
        Case{DecimalComma, kStage + "  si x > ⟦12,5⟧\n    nada\n", kStage + "  si x > 12.5\n    nada\n"},
        Case{DecimalComma, kStage + "  pon x = ⟦1,250⟧\n"}));

INSTANTIATE_TEST_SUITE_P(
    Levels, SyntaxDiagnostic,
    ::testing::Values(
        Case{WrongIndent, "⟦  ⟧" + kFlow, kFlow}, Case{WrongIndent, kStage + "⟦    ⟧di a\n", kStage + "  di a\n"},
        Case{WrongIndent, kStage + "⟦   ⟧si x\n    di a\n", kStage + "  si x\n    di a\n"},
        Case{NothingStandsUnder, kStage + "  di a\n⟦    ⟧di b\n", kStage + "  di a\n  di b\n"},
        Case{MisplacedLine, kFlow + "⟦di⟧ a\n"}, Case{MisplacedLine, kStage + "  ⟦dato⟧ x: fecha\n"},
        Case{MisplacedLine, kStage + "  ⟦si no⟧\n    di b\n"}, Case{MisplacedLine, kStage + "  ⟦si falla⟧\n    di b\n"},
        Case{MisplacedLine, kFlow + "⟦nivel⟧ x\n"},
        Case{MisplacedLine, kStage + "  menú m\n    - a\n      di b\n      ⟦solo si⟧ x\n"},
        Case{MisplacedLine, kProtocol + "etapa e, opcional\n  ⟦di⟧ a\n"},
        Case{MisplacedLine, "biblioteca b, guion 1\n⟦etapa⟧ e\n  di a\n"}, Case{MisplacedLine, kFlow + "⟦-⟧ a\n"},
        Case{ItemWithoutList, kStage + "  di a\n    ⟦-⟧ b\n    - c\n"},
        Case{MissingBlock, kStage + "  ⟦si⟧ x\n  di b\n"},
        Case{MissingBlock, kStage + "  ⟦si⟧ x\n  di b\n  si no\n  di c\n"},
        Case{MissingBlock, kStage + "  ⟦verifica⟧ x\n    si falla\n      nada\n"},
        Case{MissingBlock, kFlow + "⟦tipo⟧ t\n"}, Case{MissingBlock, kStage + "  ⟦di⟧ una de\n"},
        Case{MissingBlock, kStage + "  ⟦menú⟧ a\n"}, Case{StageWithoutDemand, kProtocol + "etapa ⟦e⟧\n"},
        Case{DemandInFlow, kFlow + "etapa ⟦e⟧, opcional\n"}, Case{ConditionInProtocol, kProtocol + "etapa ⟦e⟧, si x\n"},
        Case{TooDeep, [] {
               std::string text = kStage;
               std::string indent = "  ";
               for (int i = 0; i < 100; ++i, indent += "  ") text += (i == 32 ? "⟦" + indent + "⟧" : indent) + "si x\n";
               return text + indent + "nada\n";
             }()}));

INSTANTIATE_TEST_SUITE_P(
    Texts, SyntaxDiagnostic,
    ::testing::Values(Case{ItemMarker, kStage + "  menú m\n    ⟦–⟧ a\n", kStage + "  menú m\n    - a\n"},
                      Case{ItemMarker, kStage + "  menú m\n    ⟦•⟧ a\n", kStage + "  menú m\n    - a\n"},
                      Case{MissingSpaceAfterMarker, kStage + "  menú m\n    -⟦⟧a\n", kStage + "  menú m\n    - a\n"},
                      Case{LoneBrace, kStage + "  di a ⟦{⟧ b\n", kStage + "  di a \\{ b\n"},
                      Case{LoneBrace, kStage + "  di a ⟦}⟧ b\n", kStage + "  di a \\} b\n"},
                      Case{LoneBrace, kStage + "  nota ⟦}⟧\n", kStage + "  nota \\}\n"},
                      Case{EmptyBraces, kStage + "  di a ⟦{}⟧ b\n"},
                      Case{UnknownForm, kStage + "  di {x como ⟦palabra⟧}\n", kStage + "  di {x como palabras}\n"},
                      Case{UnknownForm, kStage + "  di {saldo ⟦pendiente⟧}\n"},
                      Case{NestedChoice, kStage + "  di {x ? a: ⟦{w ?⟧ b: c} | d: e}\n"},
                      Case{UnknownEscape, kStage + "  di a⟦\\⟧n\n", kStage + "  di a\\\\n\n"},
                      Case{UnknownEscape, kStage + "  di a⟦\\⟧\n", kStage + "  di a\\\\\n"},
                      Case{ContinuationWithoutText, kStage + "  ⟦|⟧ a\n"},
                      Case{ContinuationWithoutText, "⟦|⟧ a\n" + kFlow},
                      Case{LabelTwiceSpoken, kFlow + "tipo t\n  - v: a | b ⟦|⟧ c\n",
                           kFlow + "tipo t\n  - v: a | b \\| c\n"},
                      Case{NameTooLong, kFlow + "etapa ⟦" + std::string(65, 'a') + "⟧\n"},
                      Case{TooManyParentheses,
                           kStage + "  si " + std::string(32, '(') + "(⟦x⟧" + std::string(33, ')') + "\n    nada\n"}));

TEST(SyntaxDiagnostics, NotComposedIsAWarningAndReadAsComposed) {
  const Parsed parsed = read("flujo f, guion 1\netapa introduccio\u0301n\n");
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].code, NotComposed);
  EXPECT_EQ(parsed.diagnostics[0].severity, diag::Severity::Warning);
  EXPECT_EQ(dump_line(parsed.tree, 1), "Stage Name:introducción");
}

// FileTooLarge needs a gigabyte: only its row is looked at here; the check is one comparison.
TEST(SyntaxDiagnostics, FileTooLargeHasItsRow) { EXPECT_EQ(diag::row(FileTooLarge).name, "FileTooLarge"); }

TEST(SyntaxDiagnostics, BrokenLinesCostOneMessageEach) {
  std::string text = kStage;
  for (int i = 0; i < 50; ++i) text += "  xyz broken\n  di bien\n  si x es\n    di {\n";
  const Parsed parsed = read(text);
  EXPECT_EQ(parsed.diagnostics.size(), 150u) << parsed.complaints;
  for (LineId i = 2; i < parsed.tree.lines.size(); i += 4) EXPECT_EQ(dump_line(parsed.tree, i + 1), "Say Text:bien");
}

TEST(SyntaxDiagnostics, WrongIndentCostsOneMessageABlock) {
  const Parsed parsed = read(kFlow + "etapa e\n    si x\n        di a\n        di b\n    di c\n  di d\n");
  EXPECT_EQ(parsed.complaints, "G0117@25..29 G0117@34..42 ");
  EXPECT_EQ(
      dump(parsed.tree),
      "Flow Name:f Version:1 [1]\nStage Name:e [7]\n  If Ref:x Truth#0 [5]\n    Say Text:a [4]\n    Say Text:b [5]\n"
      "  Say Text:c [6]\n  Say Text:d [7]\n");
}

TEST(SyntaxDiagnostics, StrangeBlanksAreCounted) {
  const Parsed parsed = read(kFlow + "etapa e\n\tdi a\n\tdi b\n\tdi c\n");
  ASSERT_EQ(parsed.diagnostics.size(), 1u) << parsed.complaints;
  ASSERT_EQ(parsed.diagnostics[0].notes.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].notes[0].es, "y en 2 líneas más");
}

TEST(SyntaxDiagnostics, ANeighbourIsTakenByItsOwner) {
  const Parsed parsed = read(kStage + "  verifica x\n  con pin, 3 intentos: ¿PIN?\n  si falla\n    nada\n  di fin\n");
  EXPECT_EQ(parsed.diagnostics.size(), 1u) << parsed.complaints;
  EXPECT_EQ(dump(parsed.tree),
            "Flow Name:f Version:1 [1]\nStage Name:e [7]\n  Verify Name:x [6]\n    With Name:pin Tries:3 Text:¿PIN? "
            "[4]\n    OnFailure [6]\n      Nothing [6]\n  Say Text:fin [7]\n");
}

TEST(SyntaxDiagnostics, WhatStandsUnderAStatementIsNamed) {
  const Parsed parsed = read(kStage + "  transfiere x: Un momento.\n    di Adiós\n");
  ASSERT_EQ(parsed.diagnostics.size(), 1u) << parsed.complaints;
  ASSERT_EQ(parsed.diagnostics[0].notes.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].notes[0].es, "debajo de «transfiere» solo puede ir «si falla» o «si vuelve»");
}

TEST(SyntaxDiagnostics, ATextWithoutItsBarGoesOn) {
  const Parsed parsed = read(kStage + "  di Hola,\n    señora {x}.\n  nota b\n");
  EXPECT_EQ(parsed.diagnostics.size(), 1u) << parsed.complaints;
  EXPECT_EQ(dump_line(parsed.tree, 2), "Say Text:Hola, señora  Hole:x Text:.");
}

TEST(SyntaxDiagnostics, BrokenHeadKeepsItsBlock) {
  const Parsed parsed = read(kStage + "  si x es\n    di a\n    si falla\n  si no\n    di b\n  di c\n");
  EXPECT_EQ(parsed.diagnostics.size(), 1u) << parsed.complaints;
  EXPECT_EQ(dump(parsed.tree),
            "Flow Name:f Version:1 [1]\nStage Name:e [8]\n  Error [5] «si x es»\n    Say Text:a [4]\n    OnFailure "
            "[5]\n  Else [7]\n"
            "    Say Text:b [7]\n  Say Text:c [8]\n");
}

}  // namespace
}  // namespace guion::test
