// The engine on small flows whose verdict is known: correlated conditions, loops, parts, sums, tries; what is refined and what stays open.
// It asks demands and automata directly; what they are asked for is in properties_test.cpp.
#include "prove/engine.hpp"

#include <gtest/gtest.h>

#include <string>

#include "driver/compile.hpp"

namespace guion::prove {
namespace {

constexpr const char* kProtocol = R"(protocolo prueba, guion 1
nivel titular
método pin da titular, 3 intentos
clase cuenta exige titular
tipo motivo
  - pago: Pago
  - alza: Alza
  - otro: Otro
servicio saldos
  da saldo: cuenta 0..20, clase cuenta
final hecho, normal
final roto, temprano
área ventas: Ventas
etapa uno, opcional
)";

/// A flow compiled as far as its graph.
class EngineTest : public testing::Test {
 protected:
  void load(const std::string& body) {
    MemorySources sources;
    sources.put("prueba.flow", kProtocol);
    sources.put("azar.flow",
                "flujo azar, guion 1\nsigue prueba\ndato va: sí o no\ndato n: cuenta 0..9\ndato m: cuenta 0..9\n"
                "dato suma: cuenta 0..9\ndato tope: cuenta 0..7 = 7\ndato asunto: motivo\ndato plata: dinero USD 0..5000\ndato plata2: dinero USD 0..5000\n" +
                    body);
    made_ = compile("azar.flow", sources, {});
    for (const auto& d : made_.diagnostics) {
      ASSERT_GE(static_cast<int>(d.code), 400) << d.es;
    }
    ASSERT_FALSE(made_.graph.nodes.empty());
    calls_ = analysis::call_order(made_.program, made_.graph);
  }

  /// Asks that `slot` is filled wherever it is read.
  Answer filled(const std::string& slot, const Budget& budget = {}) {
    Query q;
    for (cfg::NodeId n = 0; n < made_.graph.nodes.size(); ++n) {
      for (const cfg::Fact& f : made_.graph.told(n)) {
        if (f.kind == cfg::FactKind::Reads && made_.program.slots[f.object].name == slot) {
          Demand d;
          d.node = n;
          d.filled = f.object;
          q.demands.push_back(d);
        }
      }
    }
    EXPECT_FALSE(q.demands.empty());
    return decide({made_.program, made_.graph, calls_}, q, budget);
  }
  /// Asks whether a call gets to the line that says `text`.
  Answer reached(const std::string& text) {
    Query q;
    for (cfg::NodeId n = 0; n < made_.graph.nodes.size(); ++n) {
      const cfg::Node& node = made_.graph.nodes[n];
      if (node.op != cfg::Op::Say) continue;
      const Span s = made_.program.span_of(node.line);
      if (made_.program.files[s.file].tree.text.substr(s.begin, s.end - s.begin).find(text) == std::string::npos) continue;
      Demand d;
      d.node = n;
      q.demands.push_back(d);
    }
    EXPECT_EQ(q.demands.size(), 1u);
    return decide({made_.program, made_.graph, calls_}, q);
  }

  Compilation made_;
  analysis::CallOrder calls_;
};

TEST_F(EngineTest, TheSameQuestionAskedTwiceHasOneAnswer) {
  load(R"(
etapa uno
  pregunta va: ¿Seguimos?
  si va
    pregunta n: ¿Cuántos?
  di Un momento.
  si va
    di Son {n}.
  termina hecho
)");
  const Answer answer = filled("n");
  EXPECT_EQ(answer.verdict(), Verdict::Proved);
}

TEST_F(EngineTest, AnAnswerThatIsAskedAgainMayDiffer) {
  load(R"(
etapa uno
  pregunta va: ¿Seguimos?
  si va
    pregunta n: ¿Cuántos?
  pregunta va: ¿Está seguro?
  si va
    di Son {n}.
  termina hecho
)");
  const Answer answer = filled("n");
  ASSERT_EQ(answer.verdict(), Verdict::Violated);
  const Witness& w = answer.hits.front().witness;
  ASSERT_FALSE(w.steps.empty());
  EXPECT_EQ(w.steps.back().edge, kHere);
  // no first, yes then
  ASSERT_EQ(w.given.size(), 2u);
  EXPECT_EQ(w.given[0].number, 0);
  EXPECT_EQ(w.given[1].number, 1);
}

TEST_F(EngineTest, NumbersAreComparedExactly) {
  load(R"(
etapa uno
  pregunta n: ¿Cuántos?
  pregunta m: ¿Y cuántos más?
  si n < m
    si m < n + 1
      di Imposible.
  si n >= 5
    pon suma = n - 5
      si no cabe
        di Tampoco.
    si suma > 4
      di Jamás.
    si suma = 4
      si n != 9
        di Nunca.
      di Posible.
  termina hecho
)");
  EXPECT_EQ(reached("Imposible").verdict(), Verdict::Proved);
  EXPECT_EQ(reached("Tampoco").verdict(), Verdict::Proved);
  EXPECT_EQ(reached("Jamás").verdict(), Verdict::Proved);
  EXPECT_EQ(reached("Nunca").verdict(), Verdict::Proved);
  const Answer posible = reached("Posible");
  ASSERT_EQ(posible.verdict(), Verdict::Violated);
  bool nine = false;
  for (const Given& g : posible.hits.front().witness.given) nine = nine || g.number == 9;
  EXPECT_TRUE(nine);
}

TEST_F(EngineTest, SumsOfTwoSmallSlotsAreExact) {
  load(R"(
etapa uno
  pregunta n: ¿Cuántos?
  pregunta m: ¿Y cuántos más?
  pon suma = n + m
    si no cabe
      termina roto
  si n > 6
    si m > 2
      di Imposible.
    si suma = 9
      di Posible.
  termina hecho
)");
  EXPECT_EQ(reached("Imposible").verdict(), Verdict::Proved);
  EXPECT_EQ(reached("Posible").verdict(), Verdict::Violated);
}

TEST_F(EngineTest, MoneyIsComparedWithMoney) {
  load(R"(
etapa uno
  pregunta plata: ¿Cuánto?
  pregunta plata2: ¿Y cuánto más?
  si plata < plata2
    si plata2 < plata
      di Imposible.
    si plata2 <= 0
      di Nunca.
    di Posible.
  termina hecho
)");
  EXPECT_EQ(reached("Imposible").verdict(), Verdict::Proved);
  EXPECT_EQ(reached("Nunca").verdict(), Verdict::Proved);
  EXPECT_EQ(reached("Posible").verdict(), Verdict::Violated);
}

TEST_F(EngineTest, SumsOfTwoAmountsAreNotDecidedUnlessACallIsFound) {
  load(R"(
etapa uno
  pregunta plata: ¿Cuánto?
  pregunta plata2: ¿Y cuánto más?
  pon plata2 = plata + plata2
    si no cabe
      termina roto
  si plata2 < plata
    di Imposible.
  si plata2 > plata
    di Posible.
  termina hecho
)");
  EXPECT_EQ(reached("Imposible").verdict(), Verdict::Undecided);
  EXPECT_EQ(reached("Posible").verdict(), Verdict::Violated);
}

TEST_F(EngineTest, APartCalledTwiceRemembersWhoCalled) {
  load(R"(
etapa uno
  pregunta n: ¿Cuántos?
  haz saluda
  di Son {n}.
  termina hecho

parte saluda
  pregunta va: ¿Bien?
  si va
    di Me alegro.
)");
  EXPECT_EQ(filled("n").verdict(), Verdict::Proved);
  load(R"(
etapa uno
  pregunta va: ¿Bien?
  haz quizás
  si va
    di Son {n}.
  si no
    haz quizás
  si va es no
    di Nunca.
  termina hecho

parte quizás
  si va
    pregunta n: ¿Cuántos?
)");
  EXPECT_EQ(filled("n").verdict(), Verdict::Proved);
  EXPECT_EQ(reached("Nunca").verdict(), Verdict::Violated);
}

TEST_F(EngineTest, TriesThatAreUsedUpStayUsedUp) {
  load(R"(
etapa uno
  verifica titular
    con pin, 2 intentos: ¿Su PIN?
    si falla
      pregunta va: ¿Otra vez?
      si va
        ir a uno
      termina roto
  di Bien.
  termina hecho
)");
  const Answer bien = reached("Bien");
  ASSERT_EQ(bien.verdict(), Verdict::Violated);
  // the shortest: asked once, passed
  EXPECT_LE(bien.hits.front().witness.steps.size(), 4u);
}

TEST_F(EngineTest, LoopsEnd) {
  load(R"(
etapa uno
  pregunta n: ¿Cuántos?
  si n < 3
    ir a uno
  si n = 2
    di Imposible.
  menú ¿Otra vez?
    - Sí
      ir a uno
    - No
      termina hecho
)");
  EXPECT_EQ(reached("Imposible").verdict(), Verdict::Proved);
}

TEST_F(EngineTest, TwentyIndependentSlotsAreNoTrouble) {
  std::string body, uses;
  for (int i = 0; i < 20; ++i) body += "dato q" + std::to_string(i) + ": sí o no\n";
  body += "\netapa uno\n";
  for (int i = 0; i < 20; ++i) body += "  pregunta q" + std::to_string(i) + ": ¿Pregunta?\n";
  body += "  si q0 y q1\n    pregunta n: ¿Cuántos?\n";
  for (int i = 0; i < 20; ++i) body += "  si q" + std::to_string(i) + "\n    di Sí.\n";
  body += "  si q0 y q1\n    di Son {n}.\n  termina hecho\n";
  load(body);
  const Answer answer = filled("n");
  EXPECT_EQ(answer.verdict(), Verdict::Proved);
  EXPECT_LT(answer.states, 20'000u);
}

TEST_F(EngineTest, GuardsThatOnlyShowAnOptionAreNoStates) {
  std::string body, none;
  for (int i = 0; i < 20; ++i) body += "dato q" + std::to_string(i) + ": sí o no\n";
  body += "\netapa uno\n";
  for (int i = 0; i < 20; ++i) body += "  pregunta q" + std::to_string(i) + ": ¿Pregunta?\n";
  body += "  menú ¿Cuál?\n";
  for (int i = 0; i < 20; ++i) {
    const std::string slot = "q" + std::to_string(i);
    body += "    - Opción " + slot + "\n      solo si " + slot + "\n      di Elegida " + slot + ".\n";
    none += (i == 0 ? "" : " y ") + slot + " es no";
  }
  load(body + "    - Ninguna\n      solo si " + none + "\n      di Última.\n  termina hecho\n");
  EXPECT_TRUE(made_.ok);  // the guards cover every case
  const Answer last = reached("Última");
  ASSERT_EQ(last.verdict(), Verdict::Violated);
  EXPECT_LT(last.states, 20'000u);
  // The guards before it were passed over as one; the call still goes through each of them.
  std::size_t tests = 0;
  for (const Step& s : last.hits.front().witness.steps) tests += made_.graph.nodes[s.node].op == cfg::Op::Test ? 1 : 0;
  EXPECT_GE(tests, 40u);
}

TEST_F(EngineTest, ABudgetEndsInNotDecided) {
  load(R"(
etapa uno
  pregunta va: ¿Seguimos?
  si va
    pregunta n: ¿Cuántos?
  si va
    di Son {n}.
  termina hecho
)");
  Budget small;
  small.rounds = 1;
  EXPECT_EQ(filled("n", small).verdict(), Verdict::Undecided);
}

}  // namespace
}  // namespace guion::prove
