// Blanks and marks: G0701–G0706, and the good text that looks like a slip.
#include <gtest/gtest.h>

#include "spanish/reading.hpp"

namespace guion::test {
namespace {

using diag::Code;

using Findings = std::vector<Finding>;

TEST(Signs, SeveralBlanksBecomeOne) {
  EXPECT_EQ(read_text("Con mucho  gusto."), (Findings{{Code::SeveralBlanks, "  ", "di Con mucho gusto."}}));
  EXPECT_EQ(read_text("Su saldo es de   {saldo}."), (Findings{{Code::SeveralBlanks, "   ", "di Su saldo es de {saldo}."}}));
}

TEST(Signs, AMarkStandsAgainstItsWord) {
  EXPECT_EQ(read_text("Claro , con gusto."), (Findings{{Code::BlankBeforeMark, ",", "di Claro, con gusto."}}));
  EXPECT_EQ(read_text("¿Me escucha ?"), (Findings{{Code::BlankBeforeMark, "?", "di ¿Me escucha?"}}));
  EXPECT_EQ(read_text("Gracias, {cliente} ."), (Findings{{Code::BlankBeforeMark, ".", "di Gracias, {cliente}."}}));
}

TEST(Signs, ABlankFollowsAMark) {
  EXPECT_EQ(read_text("Claro,con gusto."), (Findings{{Code::BlankMissing, ",con", "di Claro, con gusto."}}));
  EXPECT_EQ(read_text("Gracias.Hasta luego."), (Findings{{Code::BlankMissing, ".Hasta", "di Gracias. Hasta luego."}}));
  EXPECT_EQ(read_text("Listo, {cliente}.Le llamo."),
            (Findings{{Code::BlankMissing, ".Le", "di Listo, {cliente}. Le llamo."}}));
  EXPECT_EQ(read_text("Un momento:¿me escucha?"),
            (Findings{{Code::BlankMissing, ":¿", "di Un momento: ¿me escucha?"}}));
  EXPECT_EQ(read_text("¡Listo!Le llamo mañana."),
            (Findings{{Code::BlankMissing, "!Le", "di ¡Listo! Le llamo mañana."}}));
}

TEST(Signs, AddressesNumbersAndAbbreviationsKeepTheirMarks) {
  for (const char* good : {"Entre a www.cableaustral.com o escriba a ayuda@cableaustral.com.",
                           "Está en https://www.cableaustral.com/boleta?mes=3&u=1.", "¿Ya entró a cableaustral.com/ayuda?",
                           "Es el «www.cableaustral.com».", "Llame de 9:00 a. m. a 6:30 p.m.",
                           "Atendemos en EE. UU. y en EE.UU.", "Son 1,250.50 pesos.", "La versión es 2.5.1.",
                           "Un momento… ya casi.", "…y eso es todo.", "Sí, claro; gracias: enseguida.", "Son {saldo}, {cliente}.",
                           "El S. A. de C. V. va al final.", "Dijo «voy», y colgó.", "Mándelo a C.P. 06600."})
    EXPECT_EQ(read_text(good), Findings{}) << good;
}

TEST(Signs, TheSignIsTheStop) {
  EXPECT_EQ(read_text("¿Me escucha?."), (Findings{{Code::StopAfterSign, ".", "di ¿Me escucha?"}}));
  EXPECT_EQ(read_text("¡Qué gusto!. Le atiende {agente}."),
            (Findings{{Code::StopAfterSign, ".", "di ¡Qué gusto! Le atiende {agente}."}}));
  EXPECT_EQ(read_text("¿Me escucha?... Creo que no."), Findings{});
}

TEST(Signs, WhatClosesOpens) {
  EXPECT_EQ(read_text("Me escucha?"), (Findings{{Code::OpeningSignMissing, "?", "di ¿Me escucha?"}}));
  EXPECT_EQ(read_text("Gracias. Que tenga buen día!"),
            (Findings{{Code::OpeningSignMissing, "!", "di Gracias. ¡Que tenga buen día!"}}));
  // Where it starts behind a comma nobody can be sure: «Por favor, ¿me escucha?»
  EXPECT_EQ(read_text("Por favor, me escucha?"), (Findings{{Code::OpeningSignMissing, "?", ""}}));
  EXPECT_EQ(read_text("¿Me escucha? Sigue ahí?"),
            (Findings{{Code::OpeningSignMissing, "?", "di ¿Me escucha? ¿Sigue ahí?"}}));
}

TEST(Signs, AsManyOpenAsClose) {
  EXPECT_EQ(read_text("Gracias!!!"), (Findings{{Code::OpeningSignMissing, "!", "di ¡¡¡Gracias!!!"}}));
  EXPECT_EQ(read_text("De veras?!"), (Findings{{Code::OpeningSignMissing, "?", ""}}));
  EXPECT_EQ(read_text("¡¡¡Gracias!!!"), Findings{});
}

TEST(Signs, WhatOpensCloses) {
  EXPECT_EQ(read_text("¿Me escucha."), (Findings{{Code::ClosingSignMissing, "¿", "di ¿Me escucha?"}}));
  EXPECT_EQ(read_text("¡Claro que sí."), (Findings{{Code::ClosingSignMissing, "¡", "di ¡Claro que sí!"}}));
  EXPECT_EQ(read_text("¿Me escucha, ¿sigue ahí?"), (Findings{{Code::ClosingSignMissing, "¿", ""}}));
}

TEST(Signs, PairsMayMixAndRepeat) {
  for (const char* good : {"¡¿De verdad?!", "¿Cómo es posible!", "¡Qué bueno!", "¡¡Felicidades!!", "Por favor, ¿podría repetirlo?",
                           "¿Sí?, ¿de acuerdo?", "Si ya pagó, ¿para qué llama?", "¿Cliente {cliente}?", "(¿me escucha?)",
                           "Dígame: ¿a qué hora le queda bien?", "¿Le parece bien a las 3 p.m.?"})
    EXPECT_EQ(read_text(good), Findings{}) << good;
}

TEST(Signs, EachArmOfAChoiceIsRead) {
  EXPECT_EQ(read_text("{trato_cliente ? señor: Señor? | señora: ¿Señora? | neutro: ¿Sí  dígame?}"),
            (Findings{{Code::OpeningSignMissing, "?", "di {trato_cliente ? señor: ¿Señor? | señora: ¿Señora? | neutro: ¿Sí  dígame?}"},
                      {Code::SeveralBlanks, "  ", "di {trato_cliente ? señor: Señor? | señora: ¿Señora? | neutro: ¿Sí dígame?}"}}));
}

TEST(Signs, EnglishIsNotReadAsSpanish) {
  EXPECT_EQ(read_text("Can you hear me?", {.locale = "en-US"}), Findings{});
  EXPECT_EQ(read_text("Can you hear me?").size(), 1u);
}

}  // namespace
}  // namespace guion::test
