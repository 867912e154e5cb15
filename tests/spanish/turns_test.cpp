// What one turn asks of a listener: G0740, G0742, G0743; and what a place asks of a reader: G0745.
#include <gtest/gtest.h>

#include "spanish/readability.hpp"
#include "style_support.hpp"

namespace guion::test {
namespace {

Findings turn(const std::string& lines, unsigned code, const std::string& head = {}) {
  return shown(read_lines(lines, {code}, head));
}

TEST(SeveralQuestions, InOneLineOrOneTurn) {
  EXPECT_EQ(turn("  di ¿Quiere pagar hoy? ¿Tiene su factura?\n", 740), Findings{"G0740 \"¿Tiene su factura?\""});
  EXPECT_EQ(turn("  di ¿Quiere pagar hoy?\n  pregunta vía_de_pago: Ana, ¿con qué paga?\n", 740),
            Findings{"G0740 \"¿con qué paga?\""});
  EXPECT_EQ(
      turn("  di ¿Uno?\n  # aparte\n  pon meses = 1\n  menú ¿Dos?\n    - Sí\n      nada\n    - No\n      nada\n", 740),
      Findings{"G0740 \"¿Dos?\""});
  EXPECT_EQ(turn("  di una de\n    - Va. ¿Uno?\n    - ¿Otro? ¿Dos?\n", 740), Findings{"G0740 \"¿Dos?\""});
  EXPECT_EQ(turn("  di ¿Uno? ¿Dos?\n  pregunta meses: ¿Tres?\n", 740), Findings{"G0740 \"¿Dos?\""});
}

TEST(Turns, ANoteTellsWhereItBegins) {
  const Read two = read_lines("  di ¿Quiere pagar hoy? ¿Tiene su factura?\n", {740});
  ASSERT_EQ(two.found.size(), 1u);
  ASSERT_EQ(two.found[0].notes.size(), 1u);
  const Span at = two.found[0].notes[0].span;
  EXPECT_EQ(two.text.substr(at.begin, at.end - at.begin), "¿Quiere pagar hoy?");
  EXPECT_EQ(two.found[0].notes[0].es, "la primera está aquí");
  const Read six = read_lines(
      "  di Es uno solo. Es dos solo. Es tres solo.\n  di Es cuatro solo. Es cinco solo. Es seis solo.\n", {742});
  ASSERT_EQ(six.found.size(), 1u);
  ASSERT_EQ(six.found[0].notes.size(), 1u);
  EXPECT_EQ(six.found[0].notes[0].es, "el turno empieza aquí");
}

TEST(SeveralQuestions, InAVerification) {
  const std::string head = "nivel titular\nmétodo pin da titular, 3 intentos\nmétodo clave da titular, 1 intento\n";
  const std::string lines =
      "  verifica titular\n    con pin, 3 intentos: ¿Me dice su PIN?\n"
      "    con clave, 1 intento: ¿Y su clave?\n    si falla\n      di ¿Le llamo luego?\n";
  MemorySources sources;
  const auto check = [&](const std::string& before) {
    sources = {};
    sources.put("p.flow", "protocolo p, guion 1\n" + head + "parte una\n" + before + lines);
    std::vector<std::string> found;
    for (const auto& d : compile("p.flow", sources).diagnostics)
      if (d.severity == diag::Severity::Error || d.code == diag::Code::SeveralQuestions) found.push_back(d.es);
    return found;
  };
  EXPECT_EQ(check("").size(), 0u);
  EXPECT_EQ(check("  di ¿Es usted el titular?\n").size(), 1u);
}

TEST(SeveralQuestions, OneIsEnoughToBeNone) {
  for (const char* good :
       {"  di Le llamo mañana, ¿de acuerdo? ¿A qué hora?\n", "  di ¿Sí?, ¿de acuerdo?\n  di ¿A qué hora?\n",
        "  di ¿Hola? ¿Me oye?\n", "  di ¿Paga hoy? ¿O prefiere mañana?\n", "  di Pulse «¿Olvidó su clave?». ¿Lo ve?\n",
        "  pregunta meses: ¿Cuántos?\n  pregunta saldo: ¿Cuánto?\n",
        "  di ¿Cómo está?\n  anota meses: Meses.\n  di ¿Qué más?\n",
        "  di ¿Cómo está?\n  nota Espere.\n  di ¿Qué más?\n", "  di ¿Cómo está?\n  si meses > 1\n    di ¿Qué más?\n",
        "  si meses > 1\n    di ¿Cómo está?\n  si no\n    di ¿Qué más?\n", "  di una de\n    - ¿Uno?\n    - ¿Dos?\n",
        "  menú ¿Cuál?\n    - ¿El primero?\n      nada\n    - ¿El otro?\n      nada\n"})
    EXPECT_EQ(turn(good, 740), Findings{}) << good;
  EXPECT_EQ(turn("  di ¿Quiere pagar hoy? ¿Tiene su factura?\n", 740, "canal escrito\n"), Findings{});
}

const std::string kFive =
    "  di Vamos a empezar ahora. Esto es lo primero.\n  di Esto es lo segundo. Esto es lo tercero. Gracias.\n"
    "  di Esto es lo cuarto.\n";

TEST(LongTurn, CountsSentencesThatSaySomething) {
  EXPECT_EQ(turn(kFive, 742), Findings{});
  EXPECT_EQ(turn(kFive + "  di Y hay otra más. Y una última.\n", 742), Findings{"G0742 \"Y hay otra más.\""});
  EXPECT_EQ(turn(kFive + "  pregunta meses: ¿Cuántos meses son?\n", 742), Findings{"G0742 \"¿Cuántos meses son?\""});
  EXPECT_EQ(turn(kFive + "  nota Espere.\n" + kFive, 742), Findings{});
  EXPECT_EQ(turn(kFive + "  di Y hay otra más.\n", 742, "canal escrito\n"), Findings{});
}

TEST(LongTurn, TheLongestWordingCounts) {
  const std::string lines = "  di una de\n    - Esto es corto.\n    - Esto es uno. Esto es dos. Esto es tres.\n";
  EXPECT_EQ(turn(lines + "  di Esto es cuatro. Esto es cinco.\n", 742), Findings{});
  EXPECT_EQ(turn(lines + "  di Esto es cuatro. Esto es cinco. Esto es seis.\n", 742),
            Findings{"G0742 \"Esto es seis.\""});
}

TEST(ManyValues, CountsWhatIsWorthNoting) {
  const std::string five = "  di {saldo} y {vence} y {hora}.\n  di {folio} y {meses}.\n";
  EXPECT_EQ(turn(five + "  di {empresa} {cliente} {saldo} {ahora.saludo}.\n", 743), Findings{});
  EXPECT_EQ(turn(five + "  di Sí, {conceptos}.\n", 743), Findings{"G0743 \"{conceptos}\""});
  EXPECT_EQ(turn(five + "  nota Espere.\n  di Sí, {conceptos}.\n", 743), Findings{});
}

TEST(Readability, FollowsItsFormulas) {
  const spanish::Prose p{100, 200, 5};  // two syllables a word, twenty words a sentence
  EXPECT_NEAR(spanish::szigriszt_pazos(p), 206.835 - 124.6 - 20, 1e-9);
  EXPECT_NEAR(spanish::fernandez_huerta(p), 206.84 - 120 - 20.4, 1e-9);
  EXPECT_EQ(spanish::szigriszt_pazos({}), 0);
  for (const auto& [score, name] : {std::pair{39.9, "muy difícil"},
                                    {40.0, "algo difícil"},
                                    {55.0, "normal"},
                                    {65.0, "bastante fácil"},
                                    {80.0, "muy fácil"}})
    EXPECT_EQ(spanish::name_of(spanish::band_of(score), Tongue::Es), name);
}

std::string repeat(int count, const std::string& line) {
  std::string all;
  for (int i = 0; i < count; ++i) all += line;
  return all;
}

TEST(HardToRead, NamesThePlace) {
  const std::string hard =
      "  di Consideraremos posteriormente irregularidades administrativas correspondientes.\n  nota Espere.\n";
  EXPECT_EQ(turn(repeat(16, hard), 745), Findings{});  // 96 words: too few to tell
  const Read r = read_lines(repeat(30, hard), {745});
  EXPECT_EQ(shown(r), Findings{"G0745 \"una\""});
  EXPECT_NE(r.found[0].es.find("muy difícil"), std::string::npos);
  EXPECT_NE(r.found[0].en.find("very hard"), std::string::npos);
  EXPECT_EQ(turn(repeat(40, "  di Su pago ya está hecho.\n  nota Espere.\n"), 745), Findings{});
  CompileOptions strict;
  strict.reading.readability = 120;
  EXPECT_EQ(shown(read_lines(repeat(40, "  di Su pago ya está hecho.\n"), {745}, {}, strict)),
            Findings{"G0745 \"una\""});
}

}  // namespace
}  // namespace guion::test
