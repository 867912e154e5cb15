// Every form of rule, stages, waivers and slips, kept and broken, from source to message: what is found and on which
// line. What the engine does with them is judged by brute force elsewhere (prove_test.cpp); here stands what each
// means.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "driver/compile.hpp"

namespace guion {
namespace {

using Found = std::vector<std::string>;

constexpr const char* kHead = R"(protocolo norma, guion 1
nivel titular
método pin da titular, 2 intentos
método frase da titular, 2 intentos
clase cuenta exige titular
clase secreta nunca se dice
servicio saldos
  da saldo: cuenta 0..500, clase cuenta
servicio caja, actúa
  recibe cvv: código 3..4, clase secreta
  da cobrado: sí o no
servicio aviso, actúa
  da avisado: sí o no
área retención: Retención
dato n: cuenta 0..9
final resuelto, normal
final pendiente, temprano
etiqueta ta
etiqueta tb
etiqueta tc
)";
constexpr const char* kStages = "etapa uno, opcional\netapa dos, opcional\netapa tres, opcional\n";

/// Findings of paths as «G0420 the line», without what is unused.
struct Checked {
  Found found;
  std::vector<prove::Judgement> judgements;
  std::vector<prove::Violation> violations;
};
Checked run(const std::string& protocol, const std::string& body, std::int64_t today = 0) {
  MemorySources sources;
  sources.put("norma.flow", kHead + protocol);
  sources.put("f.flow", "flujo f, guion 1\nsigue norma\ndato x: sí o no\n" + body);
  CompileOptions options;
  options.emit = false;
  options.today = today;
  Compilation c = compile("f.flow", sources, options);
  Checked r;
  r.judgements = c.proof.judgements;
  r.violations = c.proof.violations;
  for (const diag::Diagnostic& d : c.diagnostics) {
    const auto code = static_cast<int>(d.code);
    if (code < 500 && (code < 401 || (code >= 410 && code <= 414))) {
      if (d.severity == diag::Severity::Error) r.found.push_back("ERROR " + d.es);
      continue;
    }
    if (code >= 500) continue;
    const std::string& text = c.program.files.at(d.span.file).tree.text;
    auto begin = text.rfind('\n', d.span.begin);
    begin = begin == std::string::npos ? 0 : begin + 1;
    std::string line = text.substr(begin, text.find('\n', begin) - begin);
    line.erase(0, line.find_first_not_of(' '));
    r.found.push_back(diag::code_text(d.code) + " " + line);
  }
  return r;
}
Found rule(const std::string& form, const std::string& body) {
  return run(std::string(kStages) + "regla r: " + form + "\n", "etapa uno\n" + body).found;
}
Found plain(const std::string& body) { return run(kStages, "etapa uno\n" + body).found; }

const std::string kMaybeA = "  pregunta x: ¿Sí?\n  si x\n    di @ta A.\n";
const std::string kEnd = "  termina resuelto\n";

// ---- rules
// -------------------------------------------------------------------------------------------------------------------------

TEST(Rules, Before) {
  EXPECT_EQ(rule("di @ta antes de di @tb", "  di @ta A.\n  di @tb B.\n" + kEnd), Found{});
  EXPECT_EQ(rule("di @ta antes de di @tb", kMaybeA + "  di @tb B.\n" + kEnd), Found{"G0420 di @tb B."});
  EXPECT_EQ(rule("di @ta antes de di @tb", "  di @ta @tb Ambas.\n" + kEnd), Found{});
  EXPECT_EQ(rule("di @ta antes de termina resuelto", kMaybeA + kEnd), Found{"G0420 termina resuelto"});
}

TEST(Rules, BeforeSeesThatTwoConditionsAreOne) {
  EXPECT_EQ(rule("di @ta antes de di @tb", kMaybeA + "  si x\n    di @tb B.\n" + kEnd), Found{});
  EXPECT_EQ(rule("di @ta antes de di @tb", kMaybeA + "  pregunta x: ¿Y ahora?\n  si x\n    di @tb B.\n" + kEnd),
            Found{"G0420 di @tb B."});
}

TEST(Rules, BeforeEach) {
  const std::string each = "di @ta antes de cada di @tb";
  EXPECT_EQ(rule(each, "  di @ta A.\n  di @tb B.\n  di @ta A.\n  di @tb B.\n" + kEnd), Found{});
  EXPECT_EQ(rule(each, "  di @ta A.\n  di @tb Uno.\n  di @tb Dos.\n" + kEnd), Found{"G0421 di @tb Dos."});
  EXPECT_EQ(rule(each, "  di @ta A.\n  di @ta A.\n  di @tb Uno.\n  di @tb Dos.\n" + kEnd), Found{"G0421 di @tb Dos."});
  EXPECT_EQ(rule(each, "  di @ta @tb Ambas.\n" + kEnd), Found{}) << "it serves itself";
  EXPECT_EQ(rule(each, "  di @ta A.\n  di @ta @tb Ambas.\n  di @tb B.\n" + kEnd), Found{"G0421 di @tb B."});
}

TEST(Rules, AfterAlways) {
  const std::string always = "después de di @ta siempre di @tb";
  EXPECT_EQ(rule(always, "  di @ta A.\n  di @tb B.\n" + kEnd), Found{});
  EXPECT_EQ(rule(always, kMaybeA + kEnd), Found{"G0422 termina resuelto"});
  EXPECT_EQ(rule(always, "  di @ta @tb Ambas.\n" + kEnd), Found{"G0422 termina resuelto"}) << "strictly after";
  EXPECT_EQ(rule("después de di @ta siempre termina", "  di @ta A.\n  termina pendiente\n"), Found{});
  EXPECT_EQ(
      rule(always,
           "  di @ta A.\n  transfiere retención: Le paso.\n    si falla\n      di @tb B.\n      termina pendiente\n"),
      Found{"G0422 transfiere retención: Le paso."});
}

TEST(Rules, AfterNever) {
  const std::string never = "después de di @ta nunca se oye";
  EXPECT_EQ(rule(never, "  di @ta A.\n  nota Cuelgue.\n" + kEnd), Found{});
  EXPECT_EQ(rule(never, kMaybeA + "  di Más.\n" + kEnd), Found{"G0423 di Más."});
  EXPECT_EQ(rule(never, kMaybeA + "  pregunta n: ¿Cuánto?\n" + kEnd), Found{"G0423 pregunta n: ¿Cuánto?"});
}

TEST(Rules, BetweenNever) {
  const std::string never = "entre di @ta y di @tc nunca nota";
  EXPECT_EQ(rule(never, "  nota Antes.\n  di @ta A.\n  di @tc C.\n  nota Después.\n" + kEnd), Found{});
  EXPECT_EQ(rule(never, "  di @ta A.\n  nota Dentro.\n  di @tc C.\n" + kEnd), Found{"G0424 nota Dentro."});
  EXPECT_EQ(rule(never, "  di @ta A.\n  nota Dentro.\n" + kEnd), Found{"G0424 nota Dentro."}) << "C need not come";
}

TEST(Rules, BetweenAlways) {
  const std::string always = "entre di @ta y di @tc siempre di @tb";
  EXPECT_EQ(rule(always, "  di @ta A.\n  di @tb B.\n  di @tc C.\n" + kEnd), Found{});
  EXPECT_EQ(rule(always, "  di @ta A.\n  di @tc C.\n" + kEnd), Found{"G0425 di @tc C."});
  EXPECT_EQ(rule(always, "  di @ta A.\n" + kEnd), Found{"G0425 termina resuelto"});
  EXPECT_EQ(rule(always, "  di @ta A.\n  di @tb @tc Ambas.\n" + kEnd), Found{"G0425 di @tb @tc Ambas."});
}

TEST(Rules, Paired) {
  const std::string paired = "di @ta y di @tb en pareja";
  EXPECT_EQ(rule(paired, "  di @ta A.\n  di @tb B.\n  di @ta A.\n  di @tb B.\n" + kEnd), Found{});
  EXPECT_EQ(rule(paired, "  di @ta @tb Ambas.\n" + kEnd), Found{});
  EXPECT_EQ(rule(paired, "  di @tb B.\n" + kEnd), Found{"G0426 di @tb B."});
  EXPECT_EQ(rule(paired, "  di @ta Uno.\n  di @ta Dos.\n  di @tb B.\n" + kEnd), Found{"G0426 di @ta Dos."});
  EXPECT_EQ(rule(paired, kMaybeA + "  termina pendiente\n"), Found{"G0426 termina pendiente"});
}

TEST(Rules, AtMost) {
  const std::string loop =
      "etapa dos\n  di @ta A.\n  pregunta x: ¿Otra vez?\n  si x\n    ir a dos\n  termina resuelto\n";
  EXPECT_EQ(rule("a lo más 2 veces di @ta", "  di @ta A.\n" + loop), Found{"G0427 di @ta A."});
  EXPECT_EQ(rule("a lo más 2 veces di @ta", "  di @ta A.\n  di @ta A.\n" + kEnd), Found{});
  const std::string verify = "  verifica titular\n    con pin, 2 intentos: ¿Su PIN?\n    si falla\n      di Sigamos.\n" + kEnd;
  EXPECT_EQ(rule("a lo más 2 veces verifica titular", verify), Found{});
  EXPECT_EQ(rule("a lo más 1 veces verifica titular", verify), Found{"G0427 con pin, 2 intentos: ¿Su PIN?"});
}

TEST(Rules, ACallerWhoLacksTheMethodUsesUpNoTry) {
  const std::string again =
      "  verifica titular\n    con pin, 2 intentos: ¿Su PIN?\n    si falla\n      pregunta x: ¿Otra vez?\n      si x\n "
      "       ir a uno\n" +
      kEnd;
  EXPECT_EQ(rule("a lo más 2 veces verifica titular", again), Found{"G0427 con pin, 2 intentos: ¿Su PIN?"});
}

TEST(Rules, Never) {
  EXPECT_EQ(rule("nunca di @ta", "  di Hola.\n" + kEnd), Found{});
  EXPECT_EQ(rule("nunca di @ta", kMaybeA + kEnd), Found{"G0428 di @ta A."});
}

TEST(Rules, TagSays) {
  const std::string says = "@ta dice {n}";
  const std::string ask = "  pregunta n: ¿Cuánto?\n";
  EXPECT_EQ(rule(says, ask + "  di @ta Son {n}.\n" + kEnd), Found{});
  EXPECT_EQ(rule(says, ask + "  di @ta Son {n ? uno: {n} peso | otros: {n} pesos}.\n" + kEnd), Found{});
  EXPECT_EQ(rule(says, ask + "  di @ta Son {n ? uno: un peso | otros: {n} pesos}.\n" + kEnd),
            Found{"G0429 di @ta Son {n ? uno: un peso | otros: {n} pesos}."});
  EXPECT_EQ(rule(says, ask + "  di @ta una de\n    - Son {n}.\n    - Eso es todo.\n" + kEnd),
            Found{"G0429 - Eso es todo."});
}

TEST(Rules, ServicesWithoutANameAreAllOfTheirKind) {
  const std::string request = "  solicita aviso\n    si falla\n      di No salió.\n      termina pendiente\n" + kEnd;
  EXPECT_EQ(rule("di @ta antes de solicita", request), Found{"G0420 solicita aviso"});
  EXPECT_EQ(rule("nunca consulta", request), Found{});
}

TEST(Rules, InsideAPartThatIsRunTwice) {
  const std::string part = "parte p\n  di @tb B.\n";
  EXPECT_EQ(rule("di @ta antes de cada di @tb", "  di @ta A.\n  haz p\n  di @ta A.\n  haz p\n" + kEnd + part), Found{});
  EXPECT_EQ(rule("di @ta antes de cada di @tb", "  di @ta A.\n  haz p\n  haz p\n" + kEnd + part),
            Found{"G0421 di @tb B."});
}

TEST(Rules, ThatSayNothingAreToldTogether) {
  const Checked r = run(std::string(kStages) + "regla r: di @ta antes de di @tb\nregla q: di @ta antes de menú\n",
                        "etapa uno\n  di @ta A.\n" + kEnd);
  EXPECT_EQ(r.found, Found{"G0430 sigue norma"});
  EXPECT_EQ(
      std::count_if(r.judgements.begin(), r.judgements.end(), [](const prove::Judgement& j) { return j.vacuous; }), 2);
}

TEST(Rules, ADatedWaiverIsLentUntilItsDay) {
  const std::string protocol = std::string(kStages) + "regla r: nunca di @ta\n";
  const std::string waiver = "excepto regla r hasta 2027-01-31: Se cambia en enero.\n";
  const std::string broken = "etapa uno\n  di @ta A.\n" + kEnd, kept = "etapa uno\n  di B.\n" + kEnd;
  constexpr std::int64_t kLastDay = 20849, kDayAfter = kLastDay + 1;
  EXPECT_EQ(run(protocol, waiver + broken, kLastDay).found, Found{});
  EXPECT_EQ(run(protocol, waiver + broken).found, Found{}) << "no date, nothing has expired";
  const Found late = run(protocol, waiver + broken, kDayAfter).found;
  EXPECT_EQ(late, (Found{"G0431 excepto regla r hasta 2027-01-31: Se cambia en enero.", "G0428 di @ta A."}));
  EXPECT_EQ(run(protocol, waiver + kept, kLastDay).found,
            Found{"G0432 excepto regla r hasta 2027-01-31: Se cambia en enero."});
  EXPECT_EQ(run(protocol + waiver, kept, kLastDay).found, Found{}) << "a waiver of the protocol is for other flows too";
  const Checked waived = run(protocol, waiver + broken, kLastDay);
  EXPECT_TRUE(std::any_of(waived.judgements.begin(), waived.judgements.end(),
                          [](const prove::Judgement& j) { return j.waived; }));
}

// ---- stages
// ------------------------------------------------------------------------------------------------------------------------

Found stages(const std::string& protocol, const std::string& body) { return run(protocol, body).found; }

TEST(Stages, RequiredBeforeEveryNormalEnd) {
  const std::string protocol = "etapa uno, opcional\netapa dos, obligatoria\netapa tres, opcional\n";
  EXPECT_EQ(stages(protocol, "etapa uno\n  di Hola.\netapa dos\n  di Bien.\n" + kEnd), Found{});
  const std::string early =
      "etapa uno\n  pregunta x: ¿Sí?\n  si x\n    termina pendiente\netapa dos\n  di Bien.\n" + kEnd;
  EXPECT_EQ(stages(protocol, early), Found{}) << "early outcomes demand nothing";
  const std::string skipped =
      "etapa uno\n  pregunta x: ¿Sí?\n  si x\n    termina resuelto\netapa dos\n  di Bien.\n" + kEnd;
  EXPECT_EQ(stages(protocol, skipped), Found{"G0416 termina resuelto"});
}

TEST(Stages, ATransferThatGoesThroughDemandsThem) {
  const std::string protocol = "etapa uno, opcional\netapa dos, obligatoria";
  const std::string body =
      "etapa uno\n  transfiere retención: Le paso.\n    si falla\n      nada\netapa dos\n  di Bien.\n" + kEnd;
  EXPECT_EQ(stages(protocol + "\n", body), Found{"G0416 transfiere retención: Le paso."});
  EXPECT_EQ(stages(protocol + ", salvo transfiere retención\n", body), Found{});
}

TEST(Stages, AConditionWaivesWhereItHolds) {
  const std::string protocol = "dato urgente: sí o no\netapa uno, opcional\netapa dos, obligatoria, salvo si urgente\n";
  const auto body = [](const std::string& cond) {
    return "etapa uno\n  pregunta urgente: ¿Urge?\n  pregunta x: ¿Sí?\n  si " + cond +
           "\n    termina resuelto\netapa dos\n  di Bien.\n" + kEnd;
  };
  EXPECT_EQ(stages(protocol, body("urgente")), Found{});
  EXPECT_EQ(stages(protocol, body("x")), Found{"G0416 termina resuelto"});
}

TEST(Stages, ACallEndedInAPartLeavesItsStageUndone) {
  const std::string protocol = "etapa uno, opcional\netapa dos, obligatoria\n";
  EXPECT_EQ(stages(protocol, "etapa dos\n  haz p\nparte p\n  di Bien.\n  termina resuelto\n"),
            Found{"G0416 termina resuelto"});
}

TEST(Stages, InTheOrderOfTheProtocol) {
  const std::string protocol = "etapa uno, obligatoria\netapa dos, opcional\netapa tres, opcional\n";
  EXPECT_EQ(stages(protocol, "etapa uno\n  di A.\netapa dos\n  di B.\n" + kEnd), Found{});
  const std::string jump =
      "etapa uno\n  pregunta x: ¿Sí?\n  si x\n    ir a dos\n  di A.\netapa dos\n  di B.\n  termina pendiente\n";
  EXPECT_EQ(stages(protocol, jump), Found{"G0417 etapa dos"});
  const std::string back = "etapa uno\n  di A.\netapa dos\n  pregunta x: ¿Sí?\n  si x\n    ir a uno\n" + kEnd;
  EXPECT_EQ(stages(protocol, back), Found{}) << "coming back is free";
}

// ---- slips
// -------------------------------------------------------------------------------------------------------------------------

const std::string kCaja = "  solicita caja\n    si falla\n      di No salió.\n      termina pendiente\n";
const std::string kSaldos = "  consulta saldos\n    si falla\n      di No se pudo.\n      termina pendiente\n";
const std::string kPin =
    "  verifica titular\n    con pin, 2 intentos: ¿Su PIN?\n    si falla\n      di No coincide.\n      termina "
    "pendiente\n";

TEST(Slips, SecretKept) {
  EXPECT_EQ(plain("  pregunta cvv: ¿El código?\n" + kCaja + kEnd), Found{});
  EXPECT_EQ(plain("  pregunta cvv: ¿El código?\n  di Un momento.\n" + kCaja + kEnd), Found{"G0436 di Un momento."});
  EXPECT_EQ(plain("  pregunta cvv: ¿El código?\n" + kEnd), Found{"G0436 termina resuelto"});
}

TEST(Slips, DataOfAnother) {
  EXPECT_EQ(plain(kPin + kSaldos + "  di Son {saldo}.\n" + kEnd), Found{});
  std::string frase = kPin;
  frase.replace(frase.find("pin"), 3, "frase");
  const std::string again = "etapa dos\n" + frase + "  di Son {saldo}.\n" + kEnd;
  EXPECT_EQ(plain(kPin + kSaldos + "  revoca titular\n" + again), Found{"G0437 di Son {saldo}."});
  EXPECT_EQ(plain(kPin + kSaldos + "  revoca titular\n" + kSaldos + again), Found{});
}

TEST(Slips, KeptFromEarlierRound) {
  const std::string loop =
      "etapa dos\n  pregunta n, si falta: ¿Cuánto?\n  di Son {n}.\n  pregunta x: ¿Otro?\n  si x\n    ir a dos\n" + kEnd;
  EXPECT_EQ(plain("  di Hola.\n" + loop), Found{"G0438 pregunta n, si falta: ¿Cuánto?"});
  EXPECT_EQ(plain("  pregunta n: ¿Cuánto?\n" + loop), Found{}) << "asked before the loop";
}

TEST(Slips, RequestRepeated) {
  const std::string aviso = "  solicita aviso\n    si falla\n      nada\n";
  EXPECT_EQ(plain(aviso + "  pregunta x: ¿De nuevo?\n" + aviso + "  di Listo.\n" + kEnd), Found{});
  EXPECT_EQ(plain(aviso + "  di Otra vez.\n" + aviso + "  di Listo.\n" + kEnd), Found{"G0439 solicita aviso"});
}

TEST(Slips, TriesRenewed) {
  const std::string twice = kPin + "  revoca titular\netapa dos\n" + kPin + kEnd;
  EXPECT_EQ(plain(twice), Found{"G0440 con pin, 2 intentos: ¿Su PIN?"});
  EXPECT_EQ(plain(kPin + kEnd), Found{});
}

TEST(Slips, EndsWithoutAWord) {
  EXPECT_EQ(plain("  di Hola.\n  consulta saldos\n    si falla\n      termina pendiente\n" + kEnd),
            Found{"G0441 termina pendiente"});
  EXPECT_EQ(plain("  di Hola.\n" + kSaldos + kEnd), Found{});
}

TEST(Slips, QuestionWithoutAnswer) {
  EXPECT_EQ(plain("  di ¿Me permite?\n  di Gracias.\n" + kEnd), Found{"G0442 di ¿Me permite?"});
  EXPECT_EQ(plain("  di ¿Me permite?\n  anota x: Lo que diga.\n  di Gracias.\n" + kEnd), Found{});
  EXPECT_EQ(plain("  di ¿Cómo está? Le cuento.\n  di Gracias.\n" + kEnd), Found{});
  EXPECT_EQ(plain("  haz p\n  di Gracias.\n" + kEnd + "parte p\n  di ¿Me permite?\n"), Found{"G0442 di ¿Me permite?"});
}

TEST(Slips, OppositeWordings) {
  EXPECT_EQ(
      plain("  pregunta x, una de\n    - ¿Sigue con nosotros?\n    - ¿Desea cancelar?\n  si x\n    di Bien.\n" + kEnd),
      Found{"G0443 pregunta x, una de"});
  EXPECT_EQ(
      plain("  pregunta x, una de\n    - ¿Sigue con nosotros?\n    - ¿Se queda con el plan?\n  si x\n    di Bien.\n" +
            kEnd)
          .size(),
      1u);
  EXPECT_EQ(plain("  pregunta x, una de\n    - ¿Sigue con nosotros?\n    - ¿Continúa?\n  si x\n    di Bien.\n" + kEnd),
            Found{});
}

// ---- choices
// -----------------------------------------------------------------------------------------------------------------------

TEST(Choices, NothingToChoose) {
  const auto menu = [](const std::string& second) {
    return "  pregunta n: ¿Cuánto?\n  menú ¿Qué desea?\n    - Poco\n      solo si n < 5\n      nada\n    - Mucho\n     "
           " solo si " +
           second + "\n      nada\n" + kEnd;
  };
  EXPECT_EQ(plain(menu("n > 5")), Found{"G0434 menú ¿Qué desea?"});
  EXPECT_EQ(plain(menu("n >= 5")), Found{});
  EXPECT_EQ(
      plain(
          "  pregunta n: ¿Cuánto?\n  di una de\n    - Poco.\n      solo si n < 5\n    - Mucho.\n      solo si n > 5\n" +
          kEnd),
      Found{"G0434 di una de"});
}

TEST(Choices, DeadBranch) {
  EXPECT_EQ(plain("  pregunta n: ¿Cuánto?\n  si n < 3\n    termina pendiente\n  si n < 2\n    di Poco.\n" + kEnd),
            Found{"G0435 si n < 2"});
  EXPECT_EQ(plain("  pregunta n: ¿Cuánto?\n  si n < 3\n    termina pendiente\n  si n < 4\n    di Poco.\n" + kEnd),
            Found{});
  EXPECT_EQ(plain("  pon n = 4\n  si n = 4\n    di Cuatro.\n" + kEnd), Found{"G0435 si n = 4"});
}

// ---- reads
// -------------------------------------------------------------------------------------------------------------------------

TEST(Reads, AreDecidedWithWhatConditionsSay) {
  const std::string verified = "  pregunta x: ¿Sí?\n  si x\n" + std::string("    haz entrar\n    haz mirar\n");
  const std::string parts = "parte entrar\n" + kPin + "parte mirar\n" + kSaldos;
  EXPECT_EQ(plain(verified + "  si x\n    di Son {saldo}.\n" + kEnd + parts), Found{});
  EXPECT_EQ(plain(verified + "  di Son {saldo}.\n" + kEnd + parts), Found{"G0406 di Son {saldo}."});
  const Checked r = run(kStages, "etapa uno\n" + verified + "  si x\n    di Son {saldo}.\n" + kEnd + parts);
  EXPECT_TRUE(r.violations.empty());
}

TEST(Reads, EveryViolationHasItsCall) {
  const Checked r =
      run(kStages, "etapa uno\n  pregunta x: ¿Sí?\n  si x\n    pregunta n: ¿Cuánto?\n  di Son {n}.\n" + kEnd);
  ASSERT_EQ(r.found, Found{"G0405 di Son {n}."});
  ASSERT_EQ(r.violations.size(), 1u);
  EXPECT_FALSE(r.violations[0].witness.steps.empty());
}

}  // namespace
}  // namespace guion
