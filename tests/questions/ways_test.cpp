// Targets by name, and the ways to them: every one feasible, all of those that differ in what tells, none with a
// needless decision.
#include <set>

#include "small.hpp"

namespace guion::questions::test {
namespace {

/// A menu that leads to the same line by three ways, one of them impossible, with a question on the way that nobody
/// cares about.
constexpr const char* kDiamond = R"(
etapa inicio
  di @aviso Se graba.
  pregunta asunto: ¿Qué desea?
  pregunta va: ¿Tiene la factura a la mano?
  si va
    di Muy bien.
  si no
    di No importa.
  menú ¿Cómo quiere identificarse?
    - Con PIN
      verifica titular
        con pin, 3 intentos: Dígame su PIN, por favor.
        si falla
          termina roto
    - Con pregunta
      verifica titular
        con secreto, 2 intentos: Dígame su respuesta, por favor.
        si falla
          termina roto
    - Por motivo
      solo si asunto es pago
      si asunto es alza
        verifica titular
          con secreto, 2 intentos: Otra vez, por favor.
          si falla
            termina roto
      si no
        termina roto
  consulta saldos
    si falla
      termina roto
  di Su saldo es de {saldo}.
etapa cierre
  di Adiós.
  termina hecho
)";

/// Options taken on a way, as ordinals.
std::vector<int> options_of(const Small& s, const Way& w) {
  std::vector<int> taken;
  for (const prove::Step& step : w.witness.steps) {
    if (step.edge >= s.made.graph.edges.size()) continue;
    const cfg::Edge& e = s.made.graph.edges[step.edge];
    if (s.made.graph.nodes[step.node].op == cfg::Op::Menu) taken.push_back(e.ordinal);
  }
  return taken;
}

/// Every step leads to the next one.
void expect_connected(const Small& s, const Way& w) {
  const auto& steps = w.witness.steps;
  ASSERT_FALSE(steps.empty());
  EXPECT_EQ(steps.back().node, w.node);
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    if (steps[i].edge >= s.made.graph.edges.size()) continue;
    EXPECT_EQ(s.made.graph.edges[steps[i].edge].to, steps[i + 1].node) << i;
  }
}

TEST(Ways, AllThatDifferInWhatTellsAndNoOther) {
  const Small s(kDiamond);
  const Ways found = s.ways("{saldo}");
  EXPECT_FALSE(found.more);
  EXPECT_FALSE(found.undecided);
  ASSERT_EQ(found.ways.size(), 2u);  // the third option contradicts itself; whether the bill is at hand does not tell
  std::set<std::vector<int>> options;
  for (const Way& w : found.ways) {
    options.insert(options_of(s, w));
    EXPECT_EQ(w.levels, 1);
    expect_connected(s, w);
  }
  EXPECT_EQ(options, (std::set<std::vector<int>>{{0}, {1}}));
}

TEST(Ways, ShortestFirstAndBounded) {
  const Small s(R"(
etapa inicio
  di @aviso Se graba.
  menú ¿Cuál?
    - Largo
      di Uno.
      di Dos.
      transfiere ventas: Le paso con ventas, por favor.
        si falla
          termina roto
    - Corto
      transfiere ventas: Le paso con ventas.
        si falla
          termina roto
    - Medio
      di Uno.
      transfiere ventas: Le paso con ventas, ya.
        si falla
          termina roto
etapa cierre
  termina hecho
)");
  const Ways all = s.ways("transfiere ventas");
  ASSERT_EQ(all.ways.size(), 3u);
  EXPECT_EQ(all.ways[0].events, 3u);
  EXPECT_EQ(all.ways[1].events, 4u);
  EXPECT_EQ(all.ways[2].events, 5u);
  EXPECT_FALSE(all.more);
  EXPECT_EQ(s.ways("transfiere", 1).ways.size(), 3u) << "every line keeps its shortest way";
}

TEST(Ways, OneLineWithMoreWaysThanAskedForSaysSo) {
  const Small s(R"(
etapa inicio
  di @aviso Se graba.
  menú ¿Cuál?
    - A
      haz vender
    - B
      di Bien.
      haz vender
    - C
      di Bien.
      di Claro.
      haz vender
etapa cierre
  termina hecho
parte vender
  transfiere ventas: Le paso con ventas.
    si falla
      termina roto
)");
  EXPECT_EQ(s.ways("transfiere ventas").ways.size(), 3u) << "each call of a part is a way of its own";
  const Ways two = s.ways("transfiere ventas", 2);
  EXPECT_EQ(two.ways.size(), 2u);
  EXPECT_TRUE(two.more);
}

TEST(Ways, ALineBehindAnotherOfTheSameTargetIsReachedToo) {
  const Small s(R"(
etapa inicio
  di @aviso Uno.
  di @aviso Dos.
etapa cierre
  termina hecho
)");
  const Ways found = s.ways("@aviso");
  ASSERT_EQ(found.ways.size(), 2u);
  EXPECT_NE(found.ways[0].node, found.ways[1].node);
}

TEST(Ways, NoneWhereNoCallGets) {
  const Small s(R"(
etapa inicio
  di @aviso Se graba.
  pregunta va: ¿Sí?
  si va
    si (no va)
      transfiere ventas: Le paso con ventas.
        si falla
          termina roto
  termina hecho
etapa cierre
  termina hecho
)");
  const Ways found = s.ways("transfiere ventas");
  EXPECT_TRUE(found.ways.empty());
  EXPECT_FALSE(found.undecided);
}

/// The lines of the decisions of a way that decide something, as numbers of the flow.
std::set<std::string> deciding(const Small& s, const Way& w) {
  std::set<std::string> lines;
  const auto& tree = s.made.program.files[0].tree;
  for (std::size_t i = 0; i < w.witness.steps.size(); ++i) {
    const LineRef at = s.made.graph.nodes[w.witness.steps[i].node].line;
    if (w.decides[i] == 0 || at.file != 0) continue;
    const auto& line = tree.lines[at.line];
    std::string text = tree.text.substr(line.begin, line.end - line.begin);
    text.erase(0, text.find_first_not_of(' '));
    lines.insert(text.substr(0, text.find(':')));
  }
  return lines;
}

TEST(Ways, AnAnswerThatLeadsThereEitherWayDecidesNothing) {
  const Small s(R"(
etapa inicio
  di @aviso Se graba.
  pregunta va: ¿Está molesto?
  si va
    di Lo siento.
  menú ¿Puede venir?
    - Sí
      solicita caja
        si falla
          nada
    - No
      nada
etapa cierre
  termina hecho
)");
  const Ways found = s.ways("termina hecho");
  ASSERT_EQ(found.ways.size(), 1u);
  EXPECT_EQ(deciding(s, found.ways[0]), std::set<std::string>{});
}

TEST(Ways, WhatALaterDecisionHangsOnDecidesToo) {
  // The menu's arms meet again, but the test behind it is decided by what one of them put into the slot; the other menu
  // offers the option that is taken only for one topic.
  const Small s(R"(
dato lugar: motivo
etapa inicio
  di @aviso Se graba.
  pregunta asunto: ¿Qué desea?
  menú ¿Dónde?
    - Aquí
      pon lugar = pago
    - Allí
      pon lugar = alza
  si lugar es pago
    termina roto
  menú ¿Cómo?
    - Por motivo
      solo si asunto es alza
      transfiere ventas: Le paso.
        si falla
          termina roto
    - De ninguna forma
      nada
etapa cierre
  termina hecho
)");
  const Ways found = s.ways("transfiere ventas");
  ASSERT_EQ(found.ways.size(), 1u);
  EXPECT_EQ(deciding(s, found.ways[0]),
            (std::set<std::string>{"menú ¿Dónde?", "si lugar es pago", "menú ¿Cómo?", "- Por motivo"}));
}

TEST(Ways, WhatLeadsThereOnlyIfOtherThingsAreSoDecides) {
  const auto flow = [](const std::string& condition) {
    return "dato ira: sí o no\netapa inicio\n  di @aviso Se graba.\n  pregunta va: ¿Quiere irse?\n  pregunta ira: "
           "¿Está "
           "molesto?\n  si " +
           condition +
           "\n    transfiere ventas: Le paso.\n      si falla\n        nada\n  menú ¿Otra vez?\n    - Sí\n      "
           "nada\n    - No\n      nada\netapa cierre\n  termina hecho\n";
  };
  const Small twice(flow("va y ira o va")), either(flow("va o ira"));
  const auto& tests = twice.made.graph.nodes;
  const Ways one = twice.ways("transfiere ventas"), other = either.ways("transfiere ventas");
  ASSERT_EQ(one.ways.size(), 1u);
  ASSERT_EQ(other.ways.size(), 1u);
  std::set<std::string> slots;
  for (std::size_t i = 0; i < one.ways[0].witness.steps.size(); ++i) {
    const cfg::Node& n = tests[one.ways[0].witness.steps[i].node];
    if (one.ways[0].decides[i] != 0 && n.cond != kNone)
      slots.insert(twice.made.program.slots[twice.made.program.conds[n.cond].slot].name);
  }
  EXPECT_EQ(slots, std::set<std::string>{"va"}) << "whether the customer is angry does not matter";
  EXPECT_EQ(deciding(either, other.ways[0]), (std::set<std::string>{"si va o ira"}));
}

TEST(Ways, AValueMustBeThereToBeHeard) {
  const char* const body = R"(
etapa inicio
  di @aviso Se graba.
  verifica titular
    con pin, 3 intentos: Dígame su PIN, por favor.
    si falla
      termina roto
  consulta saldos
    si falla
      nada
  di Su saldo es de {saldo}.
etapa cierre
  termina hecho
)";
  const Small s(body);
  const Target t = s.target("{saldo}");
  ASSERT_EQ(t.nodes.size(), 1u);
  const Ways with = ways_to(s.in(), t.nodes, 20, t.filled);
  ASSERT_EQ(with.ways.size(), 1u) << "where the look-up failed nothing is heard";
  EXPECT_FALSE(with.only_empty);
  expect_connected(s, with.ways[0]);
  EXPECT_EQ(ways_to(s.in(), t.nodes, 20).ways.size(), 2u);
  std::string without = body;
  without.erase(without.find("  consulta saldos"), without.find("  di Su saldo") - without.find("  consulta saldos"));
  const Small none(without);
  const Target u = none.target("{saldo}");
  const Ways empty = ways_to(none.in(), u.nodes, 20, u.filled);
  EXPECT_TRUE(empty.ways.empty());
  EXPECT_TRUE(empty.only_empty);
  EXPECT_EQ(s.target("@aviso").filled, kNone);
}

TEST(Targets, ServicesThatActAreRequestedAndOthersLookedUp) {
  const Small s(R"(
etapa inicio
  di @aviso Se graba.
  consulta saldos
    si falla
      nada
  solicita caja
    si falla
      nada
etapa cierre
  termina hecho
)");
  ASSERT_EQ(s.target("consulta").nodes.size(), 1u);
  ASSERT_EQ(s.target("request").nodes.size(), 1u);
  EXPECT_NE(s.target("consulta").nodes, s.target("solicita").nodes);
  EXPECT_EQ(s.target("consulta caja").unknown, "consulta caja");
  EXPECT_EQ(s.target("consulta caja").suggestion, "solicita caja");
  EXPECT_EQ(s.target("request saldos").suggestion, "lookup saldos");
  EXPECT_EQ(s.target("consulta saldo").suggestion, "consulta saldos");
  EXPECT_EQ(s.target("solicita saldo").suggestion, "consulta saldos");
}

TEST(Targets, AreNamedAsLinesAre) {
  const Small s(kDiamond);
  EXPECT_EQ(s.target("{saldo}").nodes.size(), 1u);
  EXPECT_EQ(s.target("saldo").nodes, s.target("{saldo}").nodes) << "a shell may have eaten the braces";
  EXPECT_EQ(s.target("@aviso").nodes.size(), 1u);
  EXPECT_EQ(s.target("pregunta va").nodes, s.target("ask va").nodes);
  EXPECT_EQ(s.target("pregunta").nodes.size(), 2u);
  EXPECT_EQ(s.target("termina roto").nodes.size(), 5u);
  EXPECT_EQ(s.target("verifica titular").nodes.size(), 3u);
  EXPECT_EQ(s.target("consulta saldos").nodes.size(), 1u);
  EXPECT_EQ(s.target("etapa cierre").nodes.size(), 1u);
  EXPECT_EQ(s.target("6").nodes, s.target("@aviso").nodes);
  EXPECT_EQ(s.target("azar.flow:6").nodes, s.target("@aviso").nodes);
  EXPECT_TRUE(s.target("transfiere ventas").nodes.empty());
  EXPECT_TRUE(s.target("transfiere ventas").unknown.empty());
}

TEST(Targets, UnknownOnesSayWhatMayHaveBeenMeant) {
  const Small s(kDiamond);
  EXPECT_EQ(s.target("{slado}").suggestion, "{saldo}");
  EXPECT_EQ(s.target("@avisos").suggestion, "@aviso");
  EXPECT_EQ(s.target("termina rotto").suggestion, "termina roto");
  EXPECT_EQ(s.target("trasfiere ventas").suggestion, "transfiere");
  EXPECT_EQ(s.target("zzzzzz").unknown, "zzzzzz");
  EXPECT_EQ(s.target("otra.flow:3").unknown, "otra.flow");
  for (const char* odd : {"", " ", "{", "{}", "@", "@#", ":", ":1", "99999999", "9999999", "\xff", "etapa  "})
    (void)s.target(odd);
}

}  // namespace
}  // namespace guion::questions::test
