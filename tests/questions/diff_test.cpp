// Two versions made by hand, and what the comparison must say of them, and must not.
#include "questions/diff.hpp"

#include <algorithm>

#include "small.hpp"

namespace guion::questions::test {
namespace {

const std::string kFlow = R"(
etapa inicio
  di @aviso Esta llamada se graba.
  pregunta va: ¿Desea saber su saldo?
  verifica titular
    con pin, 3 intentos: Dígame su PIN, por favor.
    si falla
      termina roto
  si va
    consulta saldos
      si falla
        termina roto
    di Su saldo es de {saldo}.
  menú ¿Algo más?
    - Ventas
      di @oferta Tenemos una oferta.
      transfiere ventas: Le paso con ventas.
        si falla
          termina roto
    - Nada
      nada
etapa cierre
  di Gracias por llamar.
  termina hecho
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::vector<Change> compare(const std::string& before, const std::string& after,
                            const std::string& law_before = kProtocol, const std::string& law_after = kProtocol) {
  const Small a(before, law_before), b(after, law_after);
  return differences({a.made.program, a.made.graph, a.made.proof}, {b.made.program, b.made.graph, b.made.proof});
}

std::vector<std::string> topics(const std::vector<Change>& changes) {
  std::vector<std::string> names;
  for (const Change& c : changes) names.emplace_back(name_of(c.topic));
  return names;
}
using Topics = std::vector<std::string>;

bool has(const std::vector<Change>& changes, Topic topic, const std::string& part = {}) {
  return std::any_of(changes.begin(), changes.end(), [&](const Change& c) {
    return c.topic == topic && (c.what.es.find(part) != std::string::npos || c.before.find(part) != std::string::npos ||
                                c.after.find(part) != std::string::npos);
  });
}

TEST(Diff, TheSameIsNoChange) {
  EXPECT_TRUE(compare(kFlow, kFlow).empty());
  EXPECT_TRUE(compare(kFlow, replaced(kFlow, "  di Gracias", "  # un comentario\n\n  di Gracias")).empty())
      << "comments and empty lines are no change";
  EXPECT_TRUE(compare(kFlow, replaced(kFlow, "Esta llamada se graba.", "Esta llamada\n    | se graba.")).empty())
      << "nor is where a line is broken";
}

TEST(Diff, AWordingIsAChangeOfWordsOnly) {
  const auto changes = compare(kFlow, replaced(kFlow, "Gracias por llamar.", "Gracias por llamarnos hoy."));
  ASSERT_EQ(topics(changes), Topics{"wording-changed"});
  EXPECT_EQ(changes[0].before, "Gracias por llamar.");
  EXPECT_EQ(changes[0].after, "Gracias por llamarnos hoy.");
  EXPECT_EQ(changes[0].weight, Weight::Words);
  EXPECT_EQ(changes[0].new_place.line, changes[0].old_place.line);
}

TEST(Diff, ALineKeepsItsIdThroughAnyRewording) {
  const std::string with_id = replaced(kFlow, "di Gracias por llamar.", "di @#fin1 Gracias por llamar.");
  const auto changes = compare(with_id, replaced(replaced(with_id, "  di @#fin1 Gracias por llamar.\n", ""),
                                                 "  pregunta va", "  di @#fin1 Buen día.\n  pregunta va"));
  EXPECT_TRUE(has(changes, Topic::WordingChanged, "Buen día."));
  EXPECT_FALSE(has(changes, Topic::LineAdded));
  EXPECT_FALSE(has(changes, Topic::LineRemoved));
}

TEST(Diff, AGateThatIsTakenAwayComesFirst) {
  const auto changes = compare(
      kFlow,
      replaced(
          kFlow,
          "  verifica titular\n    con pin, 3 intentos: Dígame su PIN, por favor.\n    si falla\n      termina roto\n",
          ""));
  ASSERT_FALSE(changes.empty());
  EXPECT_EQ(changes[0].topic, Topic::LowerLevel);
  EXPECT_EQ(changes[0].after, "Su saldo es de {saldo}.");
  EXPECT_TRUE(has(changes, Topic::VerificationWeaker, "falta una verificación"));
  EXPECT_FALSE(has(changes, Topic::GateBroken)) << "the line that says {saldo} is told already";
  EXPECT_EQ(std::count_if(changes.begin(), changes.end(), [](const Change& c) { return c.weight == Weight::Lowers; }),
            2)
      << "the verification, and what is heard without it";
  EXPECT_TRUE(std::is_sorted(changes.begin(), changes.end(),
                             [](const Change& a, const Change& b) { return a.weight < b.weight; }));
}

TEST(Diff, ALevelThatOnlyTheEngineSeesIsNotLost) {
  // The verification now hangs on `va`, as the line does: no call hears it at a lower level.
  const auto changes = compare(
      kFlow,
      replaced(
          kFlow,
          "  verifica titular\n    con pin, 3 intentos: Dígame su PIN, por favor.\n    si falla\n      termina roto\n",
          "  si va\n    verifica titular\n      con pin, 3 intentos: Dígame su PIN, por favor.\n      si falla\n       "
          " termina roto\n"));
  EXPECT_FALSE(std::any_of(changes.begin(), changes.end(), [](const Change& c) {
    return c.topic == Topic::LowerLevel && c.after.find("{saldo}") != std::string::npos;
  }));
  EXPECT_TRUE(has(changes, Topic::LowerLevel, "sin datos protegidos")) << "the other lines are";
  EXPECT_FALSE(has(changes, Topic::GateBroken));
}

TEST(Diff, RulesStagesMethodsAndClasses) {
  const std::string law = kProtocol;
  EXPECT_EQ(topics(compare(kFlow, kFlow, law, replaced(law, "regla avisar: di @aviso antes de pregunta\n", ""))),
            Topics{"rule-lost"});
  EXPECT_EQ(topics(compare(kFlow, kFlow, replaced(law, "regla avisar: di @aviso antes de pregunta\n", ""), law)),
            Topics{"rule-added"});
  EXPECT_EQ(topics(compare(kFlow, kFlow, law,
                           replaced(law, "di @aviso antes de pregunta", "di @aviso antes de cada pregunta"))),
            Topics{"rule-changed"});
  EXPECT_EQ(topics(compare(kFlow, kFlow, law, replaced(law, "etapa cierre, obligatoria", "etapa cierre, opcional"))),
            Topics{"stage-not-required"});
  EXPECT_EQ(topics(compare(kFlow, kFlow, law, replaced(law, "método pin da titular, 3", "método pin da titular, 5"))),
            Topics{"verification-weaker"});
  EXPECT_EQ(
      topics(compare(kFlow, kFlow, law,
                     replaced(law, "clase cuenta exige titular", "clase cuenta exige titular, visible al agente"))),
      Topics{"gate-lost"});
  const std::string open = replaced(law, "da saldo: dinero USD, clase cuenta", "da saldo: dinero USD");
  EXPECT_EQ(topics(compare(kFlow, kFlow, law, open)), Topics{"gate-lost"}) << "and no declaration changed besides";
  EXPECT_EQ(topics(compare(kFlow, kFlow, open, law)), Topics{"gate-added"});
}

TEST(Diff, AnExceptionIsNoImprovement) {
  const std::string law = kProtocol, broken = replaced(kFlow, "      di @oferta Tenemos una oferta.\n", "");
  const std::string until_may = law + "excepto regla ofrecer hasta 2099-05-31: en revisión\n",
                    until_june = law + "excepto regla ofrecer hasta 2099-06-30: en revisión\n";
  EXPECT_EQ(topics(compare(broken, broken, law, until_may)), Topics{"exception-added"});
  EXPECT_EQ(topics(compare(broken, broken, until_may, law)), Topics{"exception-removed"});
  const auto longer = compare(broken, broken, until_may, until_june);
  ASSERT_EQ(topics(longer), Topics{"exception-prolonged"});
  EXPECT_EQ(longer[0].weight, Weight::Lowers);
  EXPECT_EQ(longer[0].what.es,
            "la excepción a la regla ofrecer se prolonga: antes hasta 2099-05-31, ahora hasta 2099-06-30");
  const auto shorter = compare(broken, broken, until_june, until_may);
  ASSERT_EQ(topics(shorter), Topics{"exception-shortened"});
  EXPECT_EQ(shorter[0].weight, Weight::Raises);
  EXPECT_TRUE(has(compare(kFlow, broken, until_may, until_may), Topic::RuleBroken, "ofrecer"))
      << "what is broken under an exception is broken";
  EXPECT_EQ(topics(compare(broken, broken, until_may,
                           replaced(law, "regla ofrecer: di @oferta antes de transfiere ventas\n", ""))),
            Topics{"rule-lost"})
      << "its exception went with it";
}

TEST(Diff, ADeclarationIsToldByItsLines) {
  const std::string law = kProtocol;
  const auto changes = compare(kFlow, kFlow, law, replaced(law, "dinero USD 1..5000", "dinero USD 1..900"));
  ASSERT_EQ(topics(changes), Topics{"declaration-changed"});
  EXPECT_EQ(changes[0].before, "recibe monto: dinero USD 1..5000");
  EXPECT_EQ(changes[0].after, "recibe monto: dinero USD 1..900");
  const auto turned =
      compare(kFlow, kFlow, law, replaced(law, "  - pago: Pago\n  - alza: Alza\n", "  - alza: Alza\n  - pago: Pago\n"));
  ASSERT_EQ(topics(turned), Topics{"declaration-changed"});
  EXPECT_FALSE(turned[0].before.empty());
}

TEST(Diff, ALineThatDoesAndSaysOtherThingsIsOneChange) {
  EXPECT_EQ(topics(compare(kFlow, replaced(kFlow, "di Gracias por llamar.", "di @oferta Gracias por llamarnos."))),
            Topics{"step-changed"});
  EXPECT_EQ(topics(compare(kFlow, replaced(kFlow, "pin, 3 intentos: Dígame su PIN", "pin, 2 intentos: Deme su PIN"))),
            Topics{"verification-stronger"});
}

TEST(Diff, ARuleNowBrokenAndKeptAgain) {
  const std::string broken = replaced(kFlow, "      di @oferta Tenemos una oferta.\n", "");
  EXPECT_TRUE(has(compare(kFlow, broken), Topic::RuleBroken, "ofrecer"));
  EXPECT_TRUE(has(compare(kFlow, broken), Topic::LineRemoved, "Tenemos una oferta."));
  EXPECT_TRUE(has(compare(broken, kFlow), Topic::RuleKept, "ofrecer"));
  const std::string skips = replaced(kFlow, "    - Nada\n      nada\n", "    - Nada\n      termina hecho\n");
  EXPECT_TRUE(has(compare(kFlow, skips), Topic::StageBroken, "cierre"));
  EXPECT_TRUE(has(compare(kFlow, skips), Topic::FinalAdded, "termina hecho"));
}

TEST(Diff, OptionsFinalsServicesAndPaths) {
  const std::string more = replaced(kFlow, "    - Nada\n", "    - Pagar\n      termina roto\n    - Nada\n");
  const auto gained = compare(kFlow, more);
  EXPECT_TRUE(has(gained, Topic::OptionAdded, "Pagar"));
  EXPECT_TRUE(has(gained, Topic::FinalAdded, "termina roto"));
  EXPECT_TRUE(has(compare(more, kFlow), Topic::OptionRemoved, "Pagar"));
  const std::string no_service =
      replaced(kFlow, "    consulta saldos\n      si falla\n        termina roto\n    di Su saldo es de {saldo}.\n",
               "    di Su saldo está en la aplicación.\n");
  EXPECT_TRUE(has(compare(kFlow, no_service), Topic::ServiceRemoved, "saldos"));
  EXPECT_TRUE(has(compare(no_service, kFlow), Topic::ServiceAdded, "saldos"));
  const std::string early =
      replaced(kFlow, "  di Gracias por llamar.\n",
               "  di Gracias por llamar.\n  pregunta va: ¿Algo más?\n  si va\n    termina roto\n");
  EXPECT_TRUE(has(compare(kFlow, early), Topic::PathAdded, "cierre → termina roto"));
  EXPECT_TRUE(has(compare(early, kFlow), Topic::PathRemoved, "cierre → termina roto"));
}

TEST(Diff, StepsConditionsAndPlaces) {
  EXPECT_EQ(topics(compare(kFlow, replaced(kFlow, "  si va\n", "  si se sabe va\n"))).front(), "step-changed");
  const std::string moved = replaced(replaced(kFlow, "    di Su saldo es de {saldo}.\n", ""), "  menú ¿Algo más?",
                                     "  si se sabe saldo\n    di Su saldo es de {saldo}.\n  menú ¿Algo más?");
  const auto changes = compare(kFlow, moved);
  EXPECT_TRUE(has(changes, Topic::StepAdded, "si se sabe saldo"));
  // The same lines in the same order, but the last one of an arm now stands behind it.
  const std::string inside =
      replaced(kFlow, "    di Su saldo es de {saldo}.\n", "    di Su saldo es de {saldo}.\n    di Es el de hoy.\n");
  const auto outside = compare(inside, replaced(inside, "    di Es el de hoy.", "  di Es el de hoy."));
  ASSERT_EQ(topics(outside), Topics{"moved"});
  EXPECT_EQ(outside[0].after, "di Es el de hoy.");
}

TEST(Diff, AnotherOrderIsAChange) {
  const std::string two =
      replaced(kFlow, "  di Gracias por llamar.\n", "  di Gracias por llamar.\n  di Que tenga un buen día.\n");
  const std::string swapped =
      replaced(kFlow, "  di Gracias por llamar.\n", "  di Que tenga un buen día.\n  di Gracias por llamar.\n");
  EXPECT_EQ(topics(compare(two, swapped)), Topics{"moved"});
  const std::string law = kProtocol,
                    other = replaced(replaced(law, "etapa inicio, obligatoria\n", ""), "salvo transfiere\n",
                                     "salvo transfiere\netapa inicio, obligatoria\n");
  const auto changes = compare(kFlow, kFlow, law, other);
  ASSERT_FALSE(changes.empty());
  EXPECT_TRUE(has(changes, Topic::RuleChanged, "otro orden"));
  const std::string stages =
      "etapa inicio\n  di @aviso Uno.\netapa cierre\n  di Dos.\n  pregunta va: ¿Tres?\n  si va\n    ir a inicio\n  "
      "termina hecho\n";
  const std::string turned =
      "etapa cierre\n  di Dos.\n  pregunta va: ¿Tres?\n  si va\n    ir a inicio\n  termina hecho\netapa inicio\n  di "
      "@aviso Uno.\n";
  EXPECT_TRUE(has(compare(stages, turned, law, law), Topic::Moved, "etapa"));
}

TEST(Diff, OneWayIsTheOtherWayRound) {
  const std::string other = replaced(replaced(kFlow, "Gracias por llamar.", "Adiós."), "    - Nada\n",
                                     "    - Pagar\n      termina roto\n    - Nada\n");
  EXPECT_EQ(compare(kFlow, other).size(), compare(other, kFlow).size());
}

TEST(Diff, EveryTopicAndWeightHasItsOwnName) {
  std::vector<std::string_view> names;
  for (int t = 0; t <= static_cast<int>(Topic::ExceptionRemoved); ++t) names.push_back(name_of(static_cast<Topic>(t)));
  for (int w = 0; w <= static_cast<int>(Weight::Raises); ++w) names.push_back(name_of(static_cast<Weight>(w)));
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  EXPECT_EQ(std::count(names.begin(), names.end(), std::string_view{}), 0);
}

}  // namespace
}  // namespace guion::questions::test
