// The judge himself: known verdicts on flows written by hand, and judges who err on purpose, whom the random flows must
// give away. Without these a comparison in which both sides are blind would look like agreement. GUION_PROVE_PLAYED
// sets how many flows are played in the machine (300).
#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "prove/compare.hpp"
#include "prove/lockstep.hpp"
#include "prove/settings.hpp"

namespace guion::test {
namespace {

constexpr std::size_t kMostStates = 20000;

constexpr std::string_view kProtocol = R"(protocolo norma, guion 1

nivel titular
método pin da titular, 3 intentos
clase cuenta exige titular
servicio saldos
  da saldo: cuenta 0..2, clase cuenta
servicio caja, actúa
  da cobrado: sí o no
dato b: sí o no
dato c: sí o no
dato n: cuenta 0..3
dato m: cuenta 0..3
dato urgente: sí o no, del sistema
área ventas: Ventas
final hecho, normal
final roto, temprano
etiqueta inicio
etiqueta cierre
)";

Compilation compiled(const std::string& protocol, const std::string& flow) {
  MemorySources sources;
  sources.put("norma.flow", protocol);
  sources.put("prueba.flow", "flujo prueba, guion 1\nsigue norma\n\n" + flow);
  CompileOptions options;
  options.emit = false;
  return compile("prueba.flow", sources, options);
}

struct Case {
  const char* what;
  std::string declared;  ///< stages and rules, behind the protocol
  std::string flow;
  Matter matter;
  const char* name;  ///< of the property
  bool broken;
  std::size_t events = 0;  ///< of the shortest call that breaks it; 0: not asked
};

/// One stage with these lines, which ends well.
std::string lines(const std::string& text) { return "etapa uno\n  di Hola.\n" + text + "  termina hecho\n"; }
std::string rule(const std::string& text) { return "etapa uno, opcional\nregla r: " + text + "\n"; }

const Judged* find(const Verdicts& v, Matter matter, const std::string& name) {
  for (const Judged& j : v.properties) {
    if (j.matter == matter && j.name == name) return &j;
  }
  return nullptr;
}

void check(const Case& c) {
  SCOPED_TRACE(c.what);
  const Compilation made = compiled(std::string(kProtocol) + c.declared, c.flow);
  for (const diag::Diagnostic& d : made.diagnostics) {
    const std::string code(diag::code_text(d.code));
    EXPECT_TRUE(d.severity != diag::Severity::Error || (code >= "G0405" && code < "G0444"))
        << code << " " << d.en << "\n"
        << c.flow;
  }
  const Verdicts v = judge(made.program, kMostStates);
  ASSERT_FALSE(v.skipped);
  ASSERT_FALSE(v.astray);
  const Judged* j = find(v, c.matter, c.name);
  ASSERT_NE(j, nullptr);
  std::string call;
  std::size_t answers = 0;
  for (const std::string& line : j->call) {
    call += line + "\n";
    answers += line.rfind("  <- ", 0) == 0 ? 1u : 0u;
  }
  EXPECT_EQ(j->broken, c.broken) << c.flow << call;
  EXPECT_EQ(j->call.empty(), !j->broken);
  EXPECT_TRUE(c.events == 0 || answers == c.events) << call;
}

const std::string kVerify = "  verifica titular\n    con pin, 1 intento: Diga su clave.\n    si falla\n      ";
const std::string kLook = "  consulta saldos\n    si falla\n      ";

TEST(Judge, KnowsGatesAndFills) {
  const std::string asked = "  pregunta b: ¿Sí?\n";
  const std::string stages = "etapa uno, opcional\n";
  const Case cases[] = {
      {"read below its level", stages, lines(kLook + "termina roto\n  di Es {saldo}.\n"), Matter::Gate, "saldo", true,
       3},
      {"read behind a check", stages, lines(kVerify + "termina roto\n" + kLook + "termina roto\n  di Es {saldo}.\n"),
       Matter::Gate, "saldo", false},
      {"the same condition twice", stages,
       lines(asked + "  si b\n  " +
             "  verifica titular\n      con pin, 1 intento: Diga su clave.\n      si falla\n        termina roto\n" +
             kLook + "termina roto\n  si b\n    di Es {saldo}.\n"),
       Matter::Gate, "saldo", false},
      {"the contrary condition", stages,
       lines(asked + "  si b\n  " +
             "  verifica titular\n      con pin, 1 intento: Diga su clave.\n      si falla\n        termina roto\n" +
             kLook + "termina roto\n  si b es no\n    di Es {saldo}.\n"),
       Matter::Gate, "saldo", true},
      {"a condition leaks too", stages, lines(kLook + "termina roto\n  si saldo > 1\n    di Hola.\n"), Matter::Gate,
       "saldo", true},
      {"`exige` below its level", stages, lines("  di, exige titular: Hola.\n"), Matter::Gate, "exige", true},
      {"a level that was revoked", stages,
       lines(kVerify + "termina roto\n  revoca titular\n  di, exige titular: Hola.\n"), Matter::Gate, "exige", true},
      {"a transfer that came back", stages,
       lines(kVerify + "termina roto\n  transfiere ventas: Un momento.\n    si falla\n      termina roto\n    si "
                       "vuelve\n      nada\n  di, exige titular: Hola.\n"),
       Matter::Gate, "exige", true},
      {"a slot nobody filled", stages, lines("  di Es {n}.\n"), Matter::Filled, "n", true, 2},
      {"filled on one way only", stages, lines(asked + "  si b\n    pregunta n: ¿Cuántos?\n  di Es {n}.\n"),
       Matter::Filled, "n", true},
      {"filled where it is read", stages, lines(asked + "  si b\n    pregunta n: ¿Cuántos?\n  si b\n    di Es {n}.\n"),
       Matter::Filled, "n", false},
      {"known by its copy", stages,
       lines("  pregunta n: ¿Cuántos?\n  pon m = n\n  si n > 1\n    pregunta b: ¿Sí?\n  si m >= 2\n    si b\n      di "
             "Hola.\n"),
       Matter::Filled, "b", false},
      {"known by its copy, one off", stages,
       lines("  pregunta n: ¿Cuántos?\n  pon m = n\n  si n > 1\n    pregunta b: ¿Sí?\n  si m >= 1\n    si b\n      di "
             "Hola.\n"),
       Matter::Filled, "b", true},
      {"a look-up that failed", stages, lines(kLook + "nada\n  di Es {saldo}.\n"), Matter::Filled, "saldo", true},
      {"asked whether it is known", stages, lines(kLook + "nada\n  si se sabe saldo\n    di Es {saldo}.\n"),
       Matter::Filled, "saldo", false}};
  for (const Case& c : cases) check(c);
}

TEST(Judge, KnowsEveryFormOfRule) {
  const std::string a = "  di @inicio Aquí.\n", x = "  di @cierre Allá.\n", say = "  di Algo.\n";
  const auto holds = [](const std::string& r, const std::string& body) {
    check({r.c_str(), rule(r), lines(body), Matter::Rule, "r", false});
  };
  const auto breaks = [](const std::string& r, const std::string& body, std::size_t events = 0) {
    check({r.c_str(), rule(r), lines(body), Matter::Rule, "r", true, events});
  };
  holds("di @inicio antes de di @cierre", a + x + x);
  breaks("di @inicio antes de di @cierre", x + a, 2);
  breaks("di @inicio antes de se oye", a, 1);
  holds("di antes de se oye", a);
  holds("di @inicio antes de cada di @cierre", a + x + a + x);
  breaks("di @inicio antes de cada di @cierre", a + a + x + x);
  holds("di antes de cada se oye", a + x);
  holds("después de di @inicio siempre di @cierre", a + x);
  holds("después de di @inicio siempre di @cierre", x);
  breaks("después de di @inicio siempre di @cierre", x + a);
  holds("después de di @inicio siempre termina hecho", a);
  holds("después de di @inicio nunca di @cierre", x + a);
  breaks("después de di @inicio nunca di @cierre", a + x);
  holds("después de di @inicio nunca se oye", x + a);
  breaks("después de di @inicio nunca se oye", a + say);
  holds("entre di @inicio y di @cierre nunca pregunta", a + x + "  pregunta b: ¿Sí?\n");
  breaks("entre di @inicio y di @cierre nunca pregunta", a + "  pregunta b: ¿Sí?\n");
  holds("entre di @inicio y di @cierre nunca se oye", a + x + say);
  holds("entre di @inicio y di @cierre siempre pregunta", a + "  pregunta b: ¿Sí?\n" + x);
  breaks("entre di @inicio y di @cierre siempre pregunta", a + x + "  pregunta b: ¿Sí?\n");
  breaks("entre di @inicio y di @cierre siempre pregunta", a);
  holds("di @inicio y di @cierre en pareja", a + x + a + x);
  breaks("di @inicio y di @cierre en pareja", a + a + x);
  breaks("di @inicio y di @cierre en pareja", a + x + x);
  breaks("di @inicio y di @cierre en pareja", a);
  holds("a lo más 2 veces di @inicio", a + a);
  breaks("a lo más 2 veces di @inicio", a + a + a, 4);
  breaks("a lo más 1 vez verifica",
         "  verifica titular\n    con pin, 2 intentos: Diga su clave.\n    si falla\n      nada\n");
  holds("a lo más 2 veces verifica",
        "  verifica titular\n    con pin, 2 intentos: Diga su clave.\n    si falla\n      nada\n");
  holds("nunca transfiere", a);
  breaks("nunca di @inicio", a);
  holds("@inicio dice {n}", "  pregunta n: ¿Cuántos?\n  di @inicio Son {n}.\n");
  breaks("@inicio dice {n}", "  pregunta n: ¿Cuántos?\n  di @inicio Son {n}.\n  di @inicio Eso es.\n");
  holds("nunca solicita", kLook + "nada\n");
  breaks("nunca solicita", "  solicita caja\n    si falla\n      nada\n");
  // A note is the line «nota» and what the protocol has the agent read, not the words of other events.
  holds("nunca nota", "  anota b: Anote.\n  si procede: ¿Cabe?\n    di Hola.\n");
  breaks("nunca nota", "  nota Sea breve.\n");
}

TEST(Judge, KnowsStages) {
  const auto stages = [](const std::string& first, const std::string& second) {
    return "etapa uno, obligatoria" + first + "\netapa dos, " + second + "\n";
  };
  const std::string two = "etapa uno, si urgente\n  di Hola.\n\netapa dos\n  di Hola.\n  termina hecho\n";
  const std::string leaves =
      "etapa uno\n  di Hola.\n  pregunta b: ¿Sí?\n  si b\n    ir a dos\n  di Algo.\n\netapa dos\n  di Hola.\n  termina "
      "hecho\n";
  const std::string part = "etapa uno\n  di Hola.\n  haz fin\n\nparte fin\n  termina hecho\n";
  const std::string transfer =
      "etapa uno\n  di Hola.\n  transfiere ventas: Un momento.\n    si falla\n      termina roto\n";
  const std::string early = "etapa uno, si urgente\n  di Hola.\n\netapa dos\n  di Hola.\n  termina roto\n";
  const Case cases[] = {
      {"skipped", stages("", "opcional"), two, Matter::RequiredStage, "uno", true},
      {"skipped, waived by a condition", stages(", salvo si no (urgente)", "opcional"), two, Matter::RequiredStage,
       "uno", false},
      {"skipped, waived by the end", stages(", salvo termina hecho", "opcional"), two, Matter::RequiredStage, "uno",
       false},
      {"skipped, an early end", stages("", "opcional"), early, Matter::RequiredStage, "uno", false},
      {"left in the middle", stages("", "opcional"), leaves, Matter::RequiredStage, "uno", true},
      {"ended in its last line", "etapa uno, obligatoria\n", "etapa uno\n  di Hola.\n  termina hecho\n",
       Matter::RequiredStage, "uno", false},
      {"ended inside a part", "etapa uno, obligatoria\n", part, Matter::RequiredStage, "uno", true},
      {"handed on in its last line", "etapa uno, obligatoria\n", transfer, Matter::RequiredStage, "uno", false},
      {"begun too early", stages("", "opcional"), two, Matter::StageOrder, "uno before dos", true},
      {"begun early, waived", stages(", salvo si no (urgente)", "opcional"), two, Matter::StageOrder, "uno before dos",
       false},
      {"in order", stages("", "opcional"), "etapa uno\n  di Hola.\n\netapa dos\n  di Hola.\n  termina hecho\n",
       Matter::StageOrder, "uno before dos", false}};
  for (const Case& c : cases) check(c);
}

/// A fault is noticed where the comparison with the prover disputes a flow that it did not dispute before.
TEST(Judge, IsGivenAwayByTheProverWhenHeErrs) {
  constexpr std::uint32_t kMostFlows = 6000;
  std::vector<unsigned> unnoticed;
  for (unsigned f = 1; f <= static_cast<unsigned>(kLastFault); ++f) unnoticed.push_back(f);
  for (std::uint32_t seed = 1; seed <= kMostFlows && !unnoticed.empty(); ++seed) {
    if (!compare(seed, kMostStates).disagreements.empty()) continue;
    std::erase_if(unnoticed,
                  [&](unsigned f) { return !compare(seed, kMostStates, static_cast<Fault>(f)).disagreements.empty(); });
  }
  std::string left;
  for (const unsigned f : unnoticed) left += " " + std::to_string(f);
  EXPECT_TRUE(unnoticed.empty()) << "no flow tells these faults:" << left;
}

/// What the judge explores is what the interpreter does: every way of every call, once.
TEST(Judge, PlaysWhatTheMachinePlays) {
  const std::uint32_t flows = setting("GUION_PROVE_PLAYED", 300), first = setting("GUION_PROVE_SEED", 1);
  std::size_t ways = 0, noticed = 0;
  for (std::uint32_t seed = first; seed < first + flows; ++seed) {
    const Compilation c = compile_small(seed);
    Stepper stepper(c.program);
    CallGraph calls = explore(stepper, kMostStates);
    if (calls.capped || c.graph.nodes.empty()) continue;
    const Lockstep step = walk(c.program, c.graph, stepper, calls);
    ways += step.ways;
    ASSERT_EQ(step.difference, "") << "seed " << seed << "\n" << show(small_flow(seed));
    calls.states.back().levels ^= 1;  // a judge who believes in another level
    noticed += walk(c.program, c.graph, stepper, calls).difference.empty() ? 0u : 1u;
  }
  std::printf("%zu ways of %u flows played in the machine\n", ways, flows);
  EXPECT_GE(ways, 20u * flows);
  EXPECT_GE(noticed * 10, flows * 8u);
}

}  // namespace
}  // namespace guion::test
