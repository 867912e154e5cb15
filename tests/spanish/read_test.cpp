// What `guion read` is made of: the order of a reading, its wordings, how long its stages take, and texts as the
// runtime renders them.
#include <gtest/gtest.h>

#include "questions/reading.hpp"
#include "replay/recital.hpp"
#include "style_support.hpp"

namespace guion::test {
namespace {

const std::string kLaw =
    "protocolo ley, guion 1\nnivel titular\nmétodo pin da titular, 3 intentos\nmétodo clave da titular, 2 intentos\n"
    "clase cuenta exige titular\nclase secreta nunca se dice\nservicio cuentas\n  da saldo: dinero USD, clase cuenta\n"
    "área ventas: Ventas\nfinal hecho, normal\nfinal nada_hecho, temprano\netapa inicio, obligatoria\n  nota Sonría.\n"
    "etapa fin, obligatoria\n";

Compilation compiled(const std::string& lines, const std::string& head = {}) {
  MemorySources sources;
  sources.put("ley.flow", kLaw);
  sources.put("f.flow", "flujo f, guion 1\nsigue ley\n" + head + "etapa inicio\n" + lines);
  return compile("f.flow", sources);
}

std::string names(const std::vector<diag::Diagnostic>& found) {
  std::string out;
  for (const auto& d : found) out += diag::code_text(d.code) + " " + d.es + "\n";
  return out;
}

/// The reading of a flow, a line an entry: its depth as blanks, its source, and the texts of its wordings.
std::vector<std::string> reading(const Compilation& c, std::uint32_t seed = 0) {
  std::vector<std::string> out;
  for (const questions::Section& s : questions::reading_of(c.program)) {
    out.push_back("== " + s.name);
    for (const questions::Entry& e : s.entries) {
      std::vector<replay::Saying> sayings;
      for (const questions::Wording& w : e.wordings) {
        sayings.push_back({w.text, {}});
        for (const questions::Choice& choice : w.chosen) sayings.back().chosen.emplace_back(choice.slot, choice.value);
      }
      std::string line(2 * std::size_t{e.depth}, ' ');
      line += ast::name_of(e.kind);
      if (e.again) line += " again";
      const replay::Recital said = replay::recite(c.program, sayings, seed);
      EXPECT_EQ(said.failure.en, "");
      for (const std::string& text : said.texts) line += " | " + text;
      out.push_back(line);
    }
  }
  return out;
}

using Lines = std::vector<std::string>;

TEST(Reading, StandsInOrderWithItsParts) {
  const Compilation c = compiled(
      "  haz saludar\n  di una de\n    - Uno.\n    - Dos.\n      solo si meses > 2\netapa fin\n  haz saludar\n  "
      "termina hecho\n"
      "parte saludar\n  # aparte\n  pregunta meses: ¿Cuántos meses?\n  si meses > 1\n    di Bien.\n",
      "dato meses: cuenta\n");
  EXPECT_EQ(reading(c),
            (Lines{"== inicio", "Note | Sonría.", "Do", "  Ask | ¿Cuántos meses?", "  If", "    Say | Bien.", "Say",
                   "  Item | Uno.", "  Item | Dos.", "== fin", "Do again", "End"}))
      << names(c.diagnostics);
}

TEST(Reading, ShowsEveryArmOnce) {
  const Compilation c = compiled(
      "  di Van {meses ? uno: un mes | otros: {meses} meses}, {trato ? neutro: bien}.\n"
      "  di {trato ? señor: Señor | señora: Señora | neutro: Gracias}, {vip ? sí: pase | no: espere}.\n  termina "
      "hecho\n",
      "dato meses: cuenta, del sistema\ndato trato: trato, del sistema\ndato vip: sí o no, del sistema\n");
  EXPECT_EQ(reading(c), (Lines{"== inicio", "Note | Sonría.", "Say | Van un mes, bien. | Van 3 meses, bien.",
                               "Say | Señor, espere. | Señora, pase. | Gracias, pase.", "End"}))
      << names(c.diagnostics);
}

TEST(Reading, ALibraryIsReadByItsParts) {
  MemorySources sources;
  sources.put("b.flow", "biblioteca b, guion 1\nparte una\n  haz dos\nparte dos\n  di Adiós, {ahora.despedida}.\n");
  EXPECT_EQ(reading(compile("b.flow", sources)),
            (Lines{"== una", "Do", "  Say | Adiós, un buen día.", "== dos", "Say | Adiós, un buen día."}));
}

TEST(Reading, AProtocolByWhatItAsksOfAgents) {
  MemorySources sources;
  sources.put("ley.flow", kLaw);
  EXPECT_EQ(reading(compile("ley.flow", sources)), (Lines{"== inicio", "Note | Sonría."}));
}

// ---- words of a stage
// ------------------------------------------------------------------------------------------------------------

std::pair<std::uint32_t, std::uint32_t> words(const std::string& lines, const std::string& head = {}) {
  const Compilation c = compiled(lines, head);
  const questions::Words w = questions::reading_of(c.program).at(0).talk;
  return {w.least, w.most};
}
using Span2 = std::pair<std::uint32_t, std::uint32_t>;

TEST(ReadingTime, GoesThroughTheStage) {
  const std::string n = "dato n: cuenta\ndato sí_no: sí o no\n";
  EXPECT_EQ(words("  di Uno dos.\n  di Tres.\n", n), Span2(3, 3));
  EXPECT_EQ(words("  si n > 1\n    di Uno dos.\n  di Tres.\n", n), Span2(1, 3));
  EXPECT_EQ(words("  si n > 1\n    di Uno dos.\n  si no\n    di Uno.\n  di Tres.\n", n), Span2(2, 3));
  EXPECT_EQ(words("  di una de\n    - Uno.\n    - Uno dos tres.\n", n), Span2(1, 3));
  EXPECT_EQ(words("  pregunta n, si falta: ¿Uno dos?\n", n), Span2(0, 2));
  EXPECT_EQ(words("  pregunta n, 9 segundos: ¿Uno dos?\n    si no responde\n      di Tres.\n", n), Span2(2, 3));
  EXPECT_EQ(words("  menú ¿Uno?\n    - Sí\n      di Dos tres.\n    - No\n      nada\n", n), Span2(1, 3));
  EXPECT_EQ(words("  si procede: Pide más.\n    di Uno.\n  di Dos.\n", n), Span2(1, 2));
  EXPECT_EQ(words("  según sí_no\n    es sí\n      di Uno.\n    es no\n      di Uno dos tres.\n", n), Span2(1, 3));
  EXPECT_EQ(words("  haz trozo\n  haz trozo\n  termina hecho\nparte trozo\n  di Uno dos.\n", n), Span2(4, 4));
}

TEST(ReadingTime, WhatLeavesTheStageEndsItsWay) {
  EXPECT_EQ(words("  si n > 1\n    di Uno dos tres.\n    termina hecho\n  di Uno.\n  di Dos.\n", "dato n: cuenta\n"),
            Span2(2, 3));
  EXPECT_EQ(words("  termina hecho\n  di Uno.\n"), Span2(0, 0));
  EXPECT_EQ(words("  transfiere ventas: Uno dos.\n    si falla\n      di Tres.\n  di Cuatro.\n"), Span2(2, 4));
  EXPECT_EQ(words("  consulta cuentas\n    si falla\n      di Uno dos.\n      termina hecho\n  di Tres.\n"),
            Span2(1, 2));
}

TEST(ReadingTime, APromptIsPutAsOftenAsItMayBeTried) {
  EXPECT_EQ(words("  verifica titular\n    con pin, 3 intentos: ¿Su PIN?\n    con clave, 1 intento: ¿Y su clave?\n"
                  "    si falla\n      di No.\n"),
            Span2(2, 3 * 2 + 3 + 1));
}

TEST(ReadingTime, KeepsWhatTheCustomerHearsOnce) {
  const Compilation c = compiled(
      "  haz trozo\n  nota No.\n  menú ¿Sí?\n    - Va\n      haz trozo\n    - No va\n      nada\n"
      "parte trozo\n  di Uno.\n  di una de\n    - Dos.\n    - Tres.\n");
  EXPECT_EQ(questions::reading_of(c.program).at(0).heard.size(), 4u);
}

// ---- as it sounds
// ----------------------------------------------------------------------------------------------------------------

TEST(Recital, RendersWhatNoCallMayHear) {
  const Compilation c = compiled("  di Debe {saldo}.\n  di Su clave es {cvv}.\n  termina hecho\n",
                                 "dato cvv: código 3..4, clase secreta\n");
  ASSERT_FALSE(c.ok);
  EXPECT_EQ(reading(c), (Lines{"== inicio", "Note | Sonría.", "Say | Debe $85.40.", "Say | Su clave es 3055.", "End"}));
}

TEST(Recital, TellsItsValuesApart) {
  const Compilation c =
      compiled("  di De {antes} a {ahora_es}: {motivo_del_alza}. Soy {agente}. {frase}\n  termina hecho\n",
               "dato antes: dinero USD, del sistema\ndato ahora_es: dinero USD, del sistema\ndato motivo_del_alza: "
               "texto, del sistema\n"
               "dato agente: nombre, del sistema\ndato frase: a viva voz (Resuma)\n");
  const Lines zero = reading(c), one = reading(c, 1);
  EXPECT_EQ(zero, reading(c));
  EXPECT_NE(zero, one);
  EXPECT_NE(zero[2].find("‹motivo del alza›"), std::string::npos) << zero[2];
  EXPECT_NE(zero[2].find("Resuma"), std::string::npos) << zero[2];
  EXPECT_EQ(zero[2].find("De $85.40 a $85.40"), std::string::npos);
}

TEST(Recital, KeepsToTheRangeOfASlot) {
  scenario::SlotInfo slot;
  slot.name = "un_nombre_muy_largo";
  for (int type = 0; type < GUION_TYPE_COUNT_; ++type) {
    slot.type = static_cast<guion_type>(type);
    for (std::uint32_t seed = 0; seed < 40; ++seed) {
      for (const auto& [min, max] : {std::pair<std::int64_t, std::int64_t>{1, 1}, {2, 9}, {1, 40}, {7, 15}}) {
        slot.min = min;
        slot.max = max;
        const scenario::Value v = replay::telling_sample(slot, seed % 7, seed);
        const auto size = static_cast<std::int64_t>(v.text.size());
        if (type == GUION_TYPE_Text || type == GUION_TYPE_Name || type == GUION_TYPE_Code) {
          EXPECT_TRUE(size >= min && size <= max) << type << " " << v.text;
        }
        if (type == GUION_TYPE_Count || type == GUION_TYPE_Money || type == GUION_TYPE_Date ||
            type == GUION_TYPE_Duration) {
          EXPECT_TRUE(v.number >= min && v.number <= max) << type << " " << v.number;
        }
      }
    }
  }
}

TEST(Recital, ALongTextIsWhole) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Uno dos. ";
  const Compilation c = compiled("  di " + text + "Fin.\n  termina hecho\n");
  EXPECT_EQ(reading(c).at(2), "Say | " + text + "Fin.");
}

}  // namespace
}  // namespace guion::test
