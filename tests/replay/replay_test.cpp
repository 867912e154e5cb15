// Calls that break something, step by step: each kind of answer, what is passed over silently, breaks that nobody
// hears, and witnesses that are wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/sources.hpp"
#include "driver/compile.hpp"
#include "replay/guards.hpp"
#include "replay/replay.hpp"
#include "walk.hpp"

namespace guion {
namespace {

using cfg::EdgeKind;
using cfg::NodeId;
using Choices = std::vector<std::string>;

constexpr std::string_view kProtocol = R"(protocolo norma, guion 1
nivel titular
método pin da titular, 3 intentos
método pregunta_secreta da titular, 2 intentos
clase cuenta exige titular
clase secreta nunca se dice
tipo motivo
  - pago: Pago de factura
  - avería: Falla del servicio
servicio cuentas
  da saldo: dinero USD, clase cuenta
  da activo: sí o no
servicio caja, actúa
  recibe tarjeta: código 12..19, clase secreta
  da cobrado: sí o no
área soporte: Soporte
final resuelto, normal
final pendiente, temprano
etiqueta adiós
etapa inicio, obligatoria
etapa cierre, obligatoria
)";

constexpr std::string_view kHead = R"(flujo caso, guion 1
sigue norma
dato agente: nombre, del sistema
dato cliente: nombre
dato veces: cuenta 0..9
dato por_qué: motivo
)";

std::string_view way_name(const cfg::Graph& g, std::uint32_t way) {
  if (way == prove::kAgain) return "otra vez";
  if (way == prove::kDone) return "pasa";
  switch (g.edges[way].kind) {
    case EdgeKind::Passed:
      return "pasa";
    case EdgeKind::Exhausted:
      return "agotada";
    case EdgeKind::Lacking:
      return "no tiene";
    case EdgeKind::Failed:
      return "falla";
    case EdgeKind::Returned:
      return "vuelve";
    case EdgeKind::Silent:
      return "silencio";
    case EdgeKind::Unsaid:
      return "sin dato";
    case EdgeKind::True:
      return "sí";
    case EdgeKind::False:
      return "no";
    case EdgeKind::Next:
      return "sigue";
    case EdgeKind::Option:
    case EdgeKind::Variant:
      return g.edges[way].ordinal == 0 ? "primera" : g.edges[way].ordinal == 1 ? "segunda" : "tercera";
    case EdgeKind::Overflow:
      break;
  }
  return "";
}

/// A flow, walked and replayed.
class Case {
 public:
  explicit Case(const std::string& lines) {
    MemorySources sources;
    sources.put("norma.flow", std::string{kProtocol});
    sources.put("caso.flow", std::string{kHead} + lines);
    made_ = compile("caso.flow", sources);
    for (const auto& d : made_.diagnostics) {
      if (d.severity == diag::Severity::Error && static_cast<unsigned>(d.code) / 100 != 4) ADD_FAILURE() << d.en;
    }
    stage_ = replay::Stage::open(made_.program, made_.graph);
    EXPECT_NE(stage_, nullptr);
  }

  /// Walks to the `arrival`-th arrival at a node of the line that holds `text`: one that yields, or the first silent
  /// one.
  test::Walk walk_to(const std::string& text, const Choices& choices, bool silently = false, unsigned arrival = 1) {
    std::size_t next = 0;
    test::Walker w;
    w.choose = [&](NodeId, const std::vector<std::uint32_t>& ways) {
      const std::string wanted = next < choices.size() ? choices[next] : "";
      ++next;
      for (std::size_t i = 0; i < ways.size(); ++i) {
        if (way_name(made_.graph, ways[i]) == wanted) return i;
      }
      if (!wanted.empty()) ADD_FAILURE() << "no way «" << wanted << "»";
      return std::size_t{0};
    };
    w.number = [&](sema::SlotId s) {
      auto& left = numbers[made_.program.slots[s].name];
      if (left.empty()) return made_.program.slots[s].type.min;
      const std::int64_t n = left.front();
      if (left.size() > 1) left.erase(left.begin());
      return n;
    };
    w.stop = [&](NodeId n) {
      const Span span = made_.program.span_of(made_.graph.nodes[n].line);
      const std::string_view line =
          std::string_view{made_.program.files[span.file].tree.text}.substr(span.begin, span.end - span.begin);
      return line.find(text) != std::string_view::npos && cfg::yields(made_.graph.nodes[n].op) != silently &&
             --arrival == 0;
    };
    return test::walk(made_.program, made_.graph, w);
  }

  replay::Stage::Replay play(const prove::Witness& witness, const std::string& code = "G0428") const {
    return stage_->play(witness, code, "caso");
  }
  replay::Stage::Replay play_to(const std::string& text, const Choices& choices, const std::string& code = "G0428",
                                bool silently = false, unsigned arrival = 1) {
    return play(walk_to(text, choices, silently, arrival).witness, code);
  }
  Compilation& made() { return made_; }

  std::map<std::string, std::vector<std::int64_t>> numbers;  ///< values that the host gives, by slot

 private:
  Compilation made_;
  std::unique_ptr<replay::Stage> stage_;
};

const std::string kDoor = R"(
etapa inicio
  verifica titular
    con pin, 2 intentos: ¿Me dice su PIN?
    con pregunta_secreta, 1 intento: ¿Y su respuesta secreta?
    si falla
      menú ¿Probamos de nuevo?
        - Sí
          ir a inicio
        - No
          termina pendiente

etapa cierre
  di @adiós Gracias. Le atendió {agente}.
  termina resuelto
)";

TEST(Replay, TriesAreCountedAndUsedUpMethodsPassedOverSilently) {
  Case c{kDoor};
  const auto replay = c.play_to("¿Probamos", {"otra vez", "agotada", "agotada", "primera"}, "G0428", false, 2);
  EXPECT_TRUE(replay.confirmed) << replay.failure;
  EXPECT_EQ(replay.script,
            "flujo caso\nda agente = Ana Ríos\n"
            "verifica pin = falla\nverifica pin = falla\nverifica pregunta_secreta = falla\nmenú = Sí\nviola G0428 en "
            "13, vez 2\n");
  EXPECT_EQ(
      replay.transcript,
      "[inicio]\nAgente:  ¿Me dice su PIN?\n  verifica pin → falla\nAgente:  ¿Me dice su PIN?\n  verifica pin → falla\n"
      "Agente:  ¿Y su respuesta secreta?\n  verifica pregunta_secreta → falla\n"
      "Agente:  ¿Probamos de nuevo?\n         - Sí\n         - No\nCliente: Sí\nAgente:  ¿Probamos de nuevo?\n         "
      "- Sí\n         - No\n");
}

TEST(Replay, TheEndOfACallIsItsLastLine) {
  Case c{kDoor};
  const auto replay = c.play_to("nada de esto", {"no tiene", "pasa"}, "G0416");
  EXPECT_TRUE(replay.confirmed) << replay.failure;
  EXPECT_EQ(replay.script,
            "flujo caso\nda agente = Ana Ríos\nverifica pin = no tiene\nverifica pregunta_secreta = pasa\nviola G0416 "
            "en 21\n");
  EXPECT_TRUE(replay.transcript.ends_with("Agente:  Gracias. Le atendió Ana Ríos.\n\nfinal: resuelto\n"))
      << replay.transcript;
}

const std::string kTalk = R"(
etapa inicio
  pregunta cliente, 20 segundos: ¿Con quién hablo?
    si no responde
      di No le escucho.
  anota por_qué, si lo dijo: Motivo.
  si procede: Está molesto.
    di Lo siento.
  pregunta veces: ¿Cuántas veces?
  di una de
    - Muy bien.
    - De acuerdo.
    - Perfecto.
      solo si veces > 3
  menú ¿Qué hacemos?
    - Seguir {veces}
      di Seguimos.
    - Seguir 4
      solo si veces > 2
      di Seguimos más.
    - Pasar
      transfiere soporte: Le paso. No cuelgue.
        si falla
          di No responden.
        si vuelve
          di Ya volvió.
          ir a inicio
  solicita caja
    si falla
      di La caja falló.
      termina pendiente

etapa cierre
  di @adiós Gracias.
  termina resuelto
)";

TEST(Replay, EveryKindOfAnswer) {
  Case c{kTalk};
  c.numbers["veces"] = {4};
  const Choices choices{"silencio", "sin dato", "sí", "tercera", "tercera", "vuelve",
                        "sigue",    "sigue",    "no", "segunda", "segunda", "falla"};
  std::string lines = kTalk;
  const std::size_t at = lines.find("  solicita caja");
  lines.insert(at, "  pregunta tarjeta: ¿Su tarjeta?\n");
  Case with{lines};
  with.numbers = c.numbers;
  const auto replay = with.play_to("La caja falló", choices);
  EXPECT_TRUE(replay.confirmed) << replay.failure;
  EXPECT_NE(replay.script.find("silencio\nanota por_qué, sin dato\nprocede = sí\npregunta veces = 4\nmenú = "
                               "Pasar\ntransfiere soporte = vuelve\n"),
            std::string::npos)
      << replay.script;
  EXPECT_NE(replay.script.find("menú = #2\n"), std::string::npos) << replay.script;
  EXPECT_NE(replay.script.find("solicita caja, falla\n"), std::string::npos) << replay.script;
  EXPECT_NE(replay.script.find("semilla "), std::string::npos) << "wordings are chosen by a seed that was looked for";
  EXPECT_NE(replay.transcript.find("Agente:  Perfecto."), std::string::npos);
  EXPECT_NE(replay.transcript.find("tarjeta = ••••"), std::string::npos) << "a secret stays masked";
}

TEST(Replay, AnEmptySlotStopsTheCallBeforeItIsRead) {
  Case c{kTalk};
  const test::Walk way = c.walk_to("nada de esto", {"sigue", "sin dato", "no", "primera", "primera"});
  ASSERT_TRUE(way.starved);
  const auto replay = c.play(way.witness, "G0405");
  EXPECT_TRUE(replay.confirmed) << replay.failure;
  EXPECT_TRUE(replay.transcript.ends_with("Agente:  Seguimos.\n  línea 34: solicita caja\n")) << replay.transcript;
  EXPECT_TRUE(replay.script.ends_with("menú = Seguir 0\nviola G0405 en 34\n")) << replay.script;
}

TEST(Replay, ATransferThatWentThroughEndsTheCall) {
  Case c{kTalk};
  c.numbers["veces"] = {0};
  const auto right = c.play_to("nada de esto", {"sigue", "sigue", "no", "primera", "tercera", "pasa"}, "G0416");
  EXPECT_TRUE(right.confirmed) << right.failure;
  EXPECT_TRUE(right.transcript.ends_with("  transfiere soporte → pasa\n\nfinal: transferida\n")) << right.transcript;
}

const std::string kAccount = R"(
etapa inicio
  pregunta veces: ¿Cuántas veces?
  consulta cuentas
    si falla
      di No veo la cuenta.
      termina pendiente
  si veces > 2
    verifica titular
      con pin, 1 intento: ¿Me dice su PIN?
      si falla
        nada
  si veces > 5
    haz aviso
  si saldo > 0 y activo
    haz aviso

etapa cierre
  di @adiós Gracias.
  termina resuelto

parte aviso
  di Su saldo es de {saldo}.
  si activo
    di Su cuenta está activa.
)";

TEST(Replay, AConditionThatLeaksIsSeenAlthoughNobodyHearsIt) {
  Case c{kAccount};
  c.numbers["veces"] = {1};
  const auto replay = c.play_to("si saldo > 0", {"sigue"}, "G0406", true);
  EXPECT_TRUE(replay.confirmed) << replay.failure;
  EXPECT_TRUE(replay.script.ends_with("  activo = no\nviola G0406 en 21, en silencio\n")) << replay.script;
  EXPECT_TRUE(replay.transcript.ends_with("  línea 21: si saldo > 0 y activo\n")) << replay.transcript;
}

TEST(Replay, AGateThatIsShutIsNoViolation) {
  Case c{kAccount};
  c.numbers["veces"] = {3};
  const auto passed = c.play_to("si saldo > 0", {"sigue", "pasa"}, "G0406", true);
  EXPECT_FALSE(passed.confirmed);
  EXPECT_EQ(passed.failure, "all levels hold at the line");
  EXPECT_TRUE(c.play_to("si saldo > 0", {"sigue", "agotada"}, "G0406", true).confirmed);
}

TEST(Replay, APartIsVisitedAsOftenAsItIsRun) {
  Case c{kAccount};
  c.numbers["veces"] = {7};
  c.numbers["saldo"] = {100};
  c.numbers["activo"] = {1};
  const auto said = c.play_to("Su saldo es", {"sigue", "agotada"}, "G0406", false, 2);
  EXPECT_TRUE(said.confirmed) << said.failure;
  EXPECT_TRUE(said.script.ends_with("viola G0406 en 29, vez 2\n")) << said.script;
  const auto weighed = c.play_to("si activo", {"sigue", "agotada"}, "G0428", true, 2);
  EXPECT_TRUE(weighed.confirmed) << weighed.failure;
  EXPECT_TRUE(weighed.script.ends_with("viola G0428 en 30, vez 2, en silencio\n")) << weighed.script;
  const auto inside = c.play_to("Su cuenta", {"sigue", "agotada"}, "G0428", false, 2);
  EXPECT_TRUE(inside.confirmed) << inside.failure;
}

TEST(Replay, OtherValuesOtherWays) {
  Case c{kAccount};
  c.numbers["veces"] = {7};
  c.numbers["saldo"] = {100};
  c.numbers["activo"] = {1};
  prove::Witness witness = c.walk_to("Su cuenta", {"sigue", "agotada"}).witness;
  ASSERT_TRUE(c.play(witness).confirmed);
  for (prove::Given& g : witness.given) {
    if (c.made().program.slots[g.slot].name == "activo") g.number = 0;
  }
  EXPECT_FALSE(c.play(witness).confirmed);
}

TEST(Replay, WhatIsNoWayThroughTheGraphIsRefused) {
  Case c{kAccount};
  c.numbers["veces"] = {7};
  const prove::Witness good = c.walk_to("Su saldo es", {"sigue", "agotada"}).witness;
  ASSERT_TRUE(c.play(good, "G0406").confirmed);
  prove::Witness bad = good;
  bad.steps.erase(bad.steps.begin() + 2);
  EXPECT_FALSE(c.play(bad, "G0406").confirmed);
  bad = good;
  bad.steps.back().node = 1'000'000;
  EXPECT_FALSE(c.play(bad, "G0406").confirmed);
  bad = good;
  bad.steps[1].edge = 1'000'000;
  EXPECT_FALSE(c.play(bad, "G0406").confirmed);
  bad = good;
  bad.steps.pop_back();
  bad.steps.pop_back();
  bad.steps.back().edge = prove::kBack;
  EXPECT_FALSE(c.play(bad, "G0405").confirmed);
  EXPECT_FALSE(c.play({}, "G0406").confirmed);
}

TEST(Attach, AViolationGetsItsCallAndADoubtfulOneIsTakenBack) {
  Case c{kAccount};
  c.numbers["veces"] = {7};
  diag::Emitter emitter;
  const prove::Witness witness = c.walk_to("Su saldo es", {"sigue", "agotada"}).witness;
  const Span where = c.made().program.span_of(c.made().graph.nodes[witness.steps.back().node].line);
  emitter.report(diag::NeedsLevel, where, "titular");
  emitter.report(diag::NeedsLevel, where, "titular");
  prove::Result proved;
  proved.violations.push_back({0, witness});
  proved.violations.push_back({1, {}});
  replay::attach(c.made().program, c.made().graph, proved, emitter);
  EXPECT_EQ(emitter.all()[1].code, diag::Code::NotDecided);
  EXPECT_FALSE(emitter.all()[1].call.has_value());
  // The line needs no level by «exige»; the slot that it reads does.
  ASSERT_TRUE(emitter.all()[0].call.has_value());
  EXPECT_TRUE(emitter.all()[0].call->script.starts_with("flujo caso\n"));
  EXPECT_EQ(emitter.all()[0].call->steps.back(), where);
  EXPECT_EQ(emitter.count(diag::Severity::Error), 2u);
}

}  // namespace
}  // namespace guion
