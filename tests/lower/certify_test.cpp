// Certificates of several states: flows whose reads hold because conditions hang together load without a test in the
// image, with as few states as that takes; a certificate that says more than is so, or less than is needed, is refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "driver/compile.hpp"
#include "guion/guion.h"
#include "lower/assembler.hpp"
#include "lower/decode.hpp"
#include "lower/disassemble.hpp"

namespace guion {
namespace {

constexpr const char* kProtocol = R"(protocolo norma, guion 1
nivel identificado
nivel titular incluye identificado
método pin da titular, 2 intentos
método carnet da identificado, 2 intentos
clase cuenta exige titular
tipo motivo
  - pago: Pago
  - queja: Queja
  - otro: Otro
servicio saldos
  da saldo: cuenta 0..500, clase cuenta
área retención: Retención
final resuelto, normal
final pendiente, temprano
etapa uno, opcional
etapa dos, opcional
)";
constexpr const char* kSlots = R"(flujo prueba, guion 1
sigue norma
dato acepta: sí o no
dato listo: sí o no
dato urgente: sí o no
dato asunto: motivo
dato n: cuenta 0..9
dato m: cuenta 0..9
dato nom: nombre
dato apodo: nombre

etapa uno
)";

struct Made {
  Compilation c;
  assembly::Module module;
  std::size_t most = 0;     ///< states at one target
  std::size_t several = 0;  ///< targets with more than one
  std::size_t cases = 0;    ///< of one part, at most
  std::size_t literals = 0;
};

Made make(const std::string& body) {
  MemorySources sources;
  sources.put("norma.flow", kProtocol);
  sources.put("prueba.flow", kSlots + body);
  Made made;
  made.c = compile("prueba.flow", sources, {});
  for (const auto& d : made.c.diagnostics) {
    if (d.severity == diag::Severity::Error) ADD_FAILURE() << diag::code_text(d.code) << " " << d.es << "\n" << body;
  }
  if (!made.c.ok) return made;
  std::string problem;
  auto decoded = assembly::decode(made.c.image, made.c.policy, problem);
  if (!decoded) {
    ADD_FAILURE() << problem;
    return made;
  }
  made.module = std::move(decoded->module);
  for (const assembly::LabelDef& l : made.module.labels) {
    for (std::size_t k = 0; k < 8; ++k) {  // states of one case
      const auto of_case = [&](const assembly::Claim& claim) { return claim.part_case == k; };
      const auto claims = made.module.claims_of(l);
      const auto n = static_cast<std::size_t>(std::count_if(claims.begin(), claims.end(), of_case));
      made.most = std::max(made.most, n);
      made.several += n > 1 ? 1 : 0;
    }
  }
  for (const assembly::PartDef& p : made.module.parts) made.cases = std::max(made.cases, p.cases.size());
  for (const assembly::State& s : made.module.states) made.literals += s.literals.size();
  return made;
}

/// Proved by the engine only, and the certificate says why.
Made certified(const std::string& body, std::size_t most) {
  Made made = make(body);
  EXPECT_FALSE(made.c.proof.proved_exactly.empty()) << body;
  EXPECT_EQ(made.c.tests, 0u) << body << disassemble(made.c.image, made.c.policy);
  EXPECT_EQ(made.most, most) << body << disassemble(made.c.image, made.c.policy);
  return made;
}

const std::string kEnd = "  termina resuelto\n";

TEST(Certify, OneStateWhereThatSuffices) {
  const Made made = make(
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    pregunta nom: ¿Nombre?\n    di Gracias, {nom}.\n  di Bien.\n" +
      kEnd);
  EXPECT_TRUE(made.c.proof.proved_exactly.empty());
  EXPECT_EQ(made.most, 1u);
  EXPECT_EQ(made.literals, 0u);
}

TEST(Certify, AnAnswerThatIsAskedForAgain) {
  const Made made = certified(
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si acepta\n    di Gracias, "
      "{nom}.\n" +
          kEnd,
      2);
  EXPECT_EQ(made.several, 1u);
  EXPECT_EQ(made.literals, 1u) << "«filled, or not accepted»: " << disassemble(made.c.image, made.c.policy);
}

TEST(Certify, ItsContrary) {
  certified(
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    di Bien.\n  si no\n    pregunta nom: ¿Nombre?\n  si acepta es "
      "no\n    di Gracias, {nom}.\n" +
          kEnd,
      2);
}

TEST(Certify, Enumerations) {
  certified(
      "  pregunta asunto: ¿Qué desea?\n  si asunto es pago\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si asunto es "
      "pago\n    di Gracias, {nom}.\n" +
          kEnd,
      2);
  certified(
      "  pregunta asunto: ¿Qué desea?\n  si asunto no es otro\n    pregunta nom: ¿Nombre?\n  di Bien.\n  según "
      "asunto\n    es pago\n      di Pago, {nom}.\n    es queja\n      di Queja, {nom}.\n    si no\n      di Bien.\n" +
          kEnd,
      2);
}

TEST(Certify, Numbers) {
  certified(
      "  pregunta n: ¿Cuántos?\n  si n >= 5\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si n > 6\n    di Gracias, "
      "{nom}.\n" +
          kEnd,
      2);
  certified(
      "  pregunta n: ¿Cuántos?\n  si n >= 2 y n <= 4\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si n = 3\n    di "
      "Gracias, {nom}.\n" +
          kEnd,
      2);
}

TEST(Certify, Differences) {
  certified(
      "  pregunta n: ¿Cuántos?\n  pregunta m: ¿Y antes?\n  si n < m\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si m > "
      "n\n    di Gracias, {nom}.\n" +
          kEnd,
      2);
}

TEST(Certify, Levels) {
  const std::string verify =
      "  si procede: Pida la clave.\n    verifica titular\n      con pin, 2 intentos: ¿Clave?\n      si falla\n        "
      "termina pendiente\n";
  certified(
      verify + "  si titular\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si titular\n    di Gracias, {nom}.\n" + kEnd,
      2);
  // The level itself depends on an answer.
  certified(
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    verifica titular\n      con pin, 2 intentos: ¿Clave?\n      si "
      "falla\n        termina pendiente\n"
      "    consulta saldos\n      si falla\n        termina pendiente\n  di Bien.\n  si acepta\n    di Su saldo: "
      "{saldo}.\n" +
          kEnd,
      2);
}

TEST(Certify, LevelsThatAreLost) {
  certified(
      "  verifica titular\n    con pin, 2 intentos: ¿Clave?\n    si falla\n      termina pendiente\n  consulta "
      "saldos\n    si falla\n      termina pendiente\n"
      "  pregunta acepta: ¿Otra persona?\n  si acepta\n    revoca titular\n  di Bien.\n  si acepta es no\n    di Su "
      "saldo: {saldo}.\n" +
          kEnd,
      2);
}

TEST(Certify, WhetherSomethingIsThere) {
  certified(
      "  anota nom, si lo dijo: Su nombre.\n  si se sabe nom\n    pregunta apodo: ¿Apodo?\n  di Bien.\n  si se sabe "
      "nom\n    di Gracias, {apodo}.\n" +
          kEnd,
      2);
  certified(
      "  anota nom, si lo dijo: Su nombre.\n  si se sabe nom\n    di Bien.\n  si no\n    pregunta apodo: ¿Apodo?\n  di "
      "Bien.\n  si se sabe nom\n    di Bien.\n  si no\n    di Gracias, {apodo}.\n" +
          kEnd,
      2);
}

TEST(Certify, FlagsThatTheFlowSets) {
  certified(
      "  pon listo = no\n  si procede: ¿Es cliente?\n    pregunta nom: ¿Nombre?\n    pon listo = sí\n  di Bien.\n  si "
      "listo\n    di Gracias, {nom}.\n" +
          kEnd,
      2);
  certified(
      "  pregunta acepta: ¿Acepta?\n  pon listo = acepta\n  si listo\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si "
      "acepta\n    pon urgente = sí\n  si listo\n    di Gracias, {nom}.\n" +
          kEnd,
      2);
}

TEST(Certify, LookUpsThatFail) {
  certified(
      "  verifica titular\n    con pin, 2 intentos: ¿Clave?\n    si falla\n      termina pendiente\n  pon listo = sí\n "
      " consulta saldos\n    si falla\n      pon listo = no\n"
      "  di Bien.\n  si listo\n    di Su saldo: {saldo}.\n" +
          kEnd,
      2);
}

TEST(Certify, Loops) {
  certified(
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    pregunta nom: ¿Nombre?\netapa dos\n  di Bien.\n  si acepta\n    "
      "di Gracias, {nom}.\n  si procede: ¿Otra vez?\n    ir a dos\n" +
          kEnd,
      2);
}

TEST(Certify, APartThatTellsByAFlag) {
  const Made made = certified("  haz recoge\n  di Bien.\n  si listo\n    di Gracias, {nom}.\n" + kEnd +
                                  "parte recoge\n  si procede: ¿Es cliente?\n    pregunta nom: ¿Nombre?\n    pon listo "
                                  "= sí\n  si no\n    pon listo = no\n",
                              1);
  EXPECT_EQ(made.cases, 1u);
  ASSERT_EQ(made.module.parts.size(), 1u);
  EXPECT_EQ(made.module.parts[0].cases[0].exits.size(), 2u);
}

TEST(Certify, APartThatAsksByAnAnswerItDoesNotChange) {
  certified("  pregunta acepta: ¿Acepta?\n  haz recoge\n  di Bien.\n  si acepta\n    di Gracias, {nom}.\n" + kEnd +
                "parte recoge\n  si acepta\n    pregunta nom: ¿Nombre?\n",
            2);
}

TEST(Certify, APartEnteredInTwoWays) {
  const Made made = certified(
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    pregunta nom: ¿Nombre?\n  haz saluda\n  pon acepta = no\n  haz "
      "saluda\n" +
          kEnd + "parte saluda\n  di Bien.\n  si acepta\n    di Gracias, {nom}.\n",
      2);
  EXPECT_EQ(made.cases, 2u);
}

TEST(Certify, ReadsThatNoCallComesTo) {
  const Made made = make("  pon n = 3\n  si n > 4\n    di Nunca {nom}.\n" + kEnd);
  EXPECT_FALSE(made.c.proof.proved_exactly.empty());
  EXPECT_EQ(made.c.tests, 0u);
}

TEST(Certify, ReadsOfWhatWasEmptied) {
  // After a look-up that failed there is no balance; but nobody who is not verified comes there.
  const Made made =
      make("  si titular\n    consulta saldos\n      si falla\n        di Su saldo: {saldo}.\n  di Bien.\n" + kEnd);
  EXPECT_FALSE(made.c.proof.proved_exactly.empty());
  EXPECT_EQ(made.c.tests, 0u) << disassemble(made.c.image, made.c.policy);
}

TEST(Certify, WhatItCannotSayIsTested) {
  // The loader draws nothing from a difference and two intervals.
  const Made made = make(
      "  pregunta n: ¿Cuántos?\n  pregunta m: ¿Y antes?\n  si m = n + 1\n    pregunta nom: ¿Nombre?\n  di Bien.\n"
      "  si n = 4 y m = 5\n    di Gracias, {nom}.\n" +
      kEnd);
  EXPECT_EQ(made.c.proof.proved_exactly.size(), 1u);
  EXPECT_EQ(made.c.tests, 1u);
}

TEST(Certify, OnlyTheReadThatNeedsItIsTested) {
  const Made made = make(
      "  pregunta n: ¿Cuántos?\n  pregunta m: ¿Y antes?\n  si m = n + 1\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si "
      "n = 4 y m = 5\n    di Gracias, {nom}.\n"
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    pregunta apodo: ¿Apodo?\n  di Bien.\n  si acepta\n    di Gracias, "
      "{apodo}.\n" +
      kEnd);
  EXPECT_EQ(made.c.proof.proved_exactly.size(), 2u);
  EXPECT_EQ(made.c.tests, 1u);
  EXPECT_EQ(made.most, 2u);
}

TEST(Certify, AsManyStatesAsThereIsRoomFor) {
  // k answers, each with a name of its own: 2 to the power of k states where all of them are asked before any is read.
  const auto flow = [](int k) {
    std::string slots, asked, read;
    for (int i = 0; i < k; ++i) {
      const std::string n = std::to_string(i);
      slots += "dato s" + n + ": sí o no\ndato t" + n + ": nombre\n";
      asked += "  pregunta s" + n + ": ¿Sí?\n  si s" + n + "\n    pregunta t" + n + ": ¿Nombre?\n";
      read += "  si s" + n + "\n    di Gracias, {t" + n + "}.\n";
    }
    return std::pair{slots, asked + "  di Bien.\n" + read};
  };
  const auto built = [&](int k) {
    const auto [slots, body] = flow(k);
    MemorySources sources;
    std::string head = kSlots;
    head.insert(head.find("dato acepta"), slots);
    sources.put("norma.flow", kProtocol);
    sources.put("prueba.flow", head + body + kEnd);
    return compile("prueba.flow", sources, {});
  };
  for (int k = 1; k <= 3; ++k) EXPECT_EQ(built(k).tests, 0u) << k;
  for (int k = 4; k <= 6; ++k) {
    const Compilation c = built(k);
    EXPECT_TRUE(c.ok);
    EXPECT_GT(c.tests, 0u) << k;
    EXPECT_LT(c.tests, static_cast<std::size_t>(k)) << "some of them fit";
  }
}

// ---- certificates that are changed
// -------------------------------------------------------------------------------------------------------------------------

struct Loaded {
  guion_status status = GUION_OK;
  std::string reason;
};
Loaded load(const std::vector<std::uint8_t>& image, const std::vector<std::uint8_t>& policy) {
  guion_policy p;
  guion_image i;
  guion_load_error error{};
  Loaded l;
  l.status = guion_policy_open(&p, policy.data(), policy.size(), &error);
  if (l.status == GUION_OK) l.status = guion_image_open(&i, &p, image.data(), image.size(), &error);
  l.reason = guion_load_error_name(error.reason);
  return l;
}

TEST(Certify, AStateThatIsChangedIsRefused) {
  const Made made = certified(
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    pregunta nom: ¿Nombre?\n  di Bien.\n  si acepta\n    di Gracias, "
      "{nom}.\n" +
          kEnd,
      2);
  const auto judged = [&](auto change) {
    assembly::Module m = made.module;
    change(m);
    return load(assembly::encode(std::move(m)), made.c.policy).reason;
  };
  EXPECT_EQ(judged([](assembly::Module&) {}), "None");
  EXPECT_EQ(judged([](assembly::Module& m) {
              for (auto& s : m.states) s.literals.clear();
            }),
            "SlotMayBeEmpty")
      << "less than the read needs";
  EXPECT_EQ(judged([](assembly::Module& m) {
              for (auto& s : m.states) {
                for (auto& l : s.literals) l.low = l.high = 1;
              }
            }),
            "StateNotProved")
      << "the contrary of what was answered";
  EXPECT_EQ(judged([](assembly::Module& m) {
              for (auto& s : m.states) s.filled.assign(s.filled.size(), true);
            }),
            "StateNotProved")
      << "more than is so";
  EXPECT_EQ(judged([](assembly::Module& m) {
              for (auto& l : m.labels) l.claims_end = std::min(l.claims_end, l.claims + 1);
            }),
            "StateNotProved")
      << "one of the two is left out";
}

TEST(Certify, CodeThatIsChangedIsRefused) {
  const Made made = certified(
      "  pregunta acepta: ¿Acepta?\n  pon listo = no\n  si acepta\n    pregunta nom: ¿Nombre?\n    pon listo = sí\n"
      "  di Bien.\n  si listo\n    di Gracias, {nom}.\n" +
          kEnd,
      2);
  std::vector<bool> refused;
  for (std::size_t i = 0; i < made.module.code.size(); ++i) {
    assembly::Module m = made.module;
    const assembly::Instruction at = m.code[i];
    if (at.op == assembly::Opcode::UnlessNumber) {
      m.operands[at.operands + 1] = 9 - m.operands[at.operands + 1];  // = becomes !=
    } else if (at.op == assembly::Opcode::SetNumber) {
      m.operands[at.operands + 1] = 1 - m.operands[at.operands + 1];
    } else {
      continue;
    }
    refused.push_back(load(assembly::encode(std::move(m)), made.c.policy).status == GUION_BAD_IMAGE);
  }
  // «pon listo = sí» first, or «si listo es no» last: a name is read that nobody gave. Asking those who do not accept,
  // or never being ready, harms nobody.
  EXPECT_EQ(refused, (std::vector<bool>{true, false, false, true}));
}

TEST(Certify, TextAndBytesAgree) {
  const std::string two_ways =
      "  pregunta acepta: ¿Acepta?\n  si acepta\n    pregunta nom: ¿Nombre?\n  haz saluda\n  pon acepta = no\n"
      "  haz saluda\n" +
      kEnd + "parte saluda\n  di Bien.\n  si acepta\n    di Gracias, {nom}.\n";
  const std::string never = "  pon n = 3\n  si n > 4\n    di Nunca {nom}.\n" + kEnd;
  for (const std::string& body : {two_ways, never}) {
    const Made made = make(body);
    EXPECT_EQ(made.c.tests, 0u);
    const assembly::Assembled again = assembly::assemble(disassemble(made.c.image, made.c.policy));
    ASSERT_TRUE(again.ok()) << again.error;
    EXPECT_EQ(assembly::encode(again.module, {again.stripped}), made.c.image);
  }
}

}  // namespace
}  // namespace guion
