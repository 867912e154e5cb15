// A script written and read again is the same script; «viola» and its messages; tests before reads that were proved
// exactly.
#include <gtest/gtest.h>

#include <random>

#include "analysis/states.hpp"
#include "base/sources.hpp"
#include "driver/compile.hpp"
#include "lower/lower.hpp"
#include "replay/guards.hpp"
#include "replay/samples.hpp"
#include "scenario/call_file.hpp"
#include "scenario/flow.hpp"

namespace guion {
namespace {

using scenario::CallWord;
using scenario::Result;
using scenario::Script;

/// Everything but the numbers of lines.
std::string shown(const Script& s) {
  std::string out = s.flow + "|" + std::to_string(static_cast<int>(s.tongue)) + "|" +
                    std::to_string(s.time.value_or(-1)) + "|" + std::to_string(s.seed) + "\n";
  for (const auto& g : s.gives) out += g.name + "=" + g.value + "\n";
  for (const auto& x : s.steps) {
    out += std::to_string(static_cast<int>(x.word)) + "|" + x.name + "|" + x.value + "|" +
           std::to_string(static_cast<int>(x.result)) + "\n";
    for (const auto& f : x.fields) out += "  " + f.name + "=" + f.value + "\n";
  }
  if (s.breach) {
    out += s.breach->code + "@" + s.breach->where + "#" + std::to_string(s.breach->visit) +
           (s.breach->silently ? "s" : "") + s.breach->as_of + "\n";
  }
  return out + s.end;
}

class Maker {
 public:
  explicit Maker(std::uint32_t seed) : random_{seed} {}

  Script make() {
    Script s;
    s.tongue = below(2) == 0 ? Tongue::Es : Tongue::En;
    s.flow = pick({"caso", "../flujos/pago de factura", "año_nuevo"});
    if (below(2) == 0) s.time = static_cast<std::int64_t>(below(100'000)) * 60 + 1'700'000'040 - 1'700'000'040 % 60;
    if (below(2) == 0) s.seed = 1 + below(4'000'000);
    for (std::size_t i = below(3); i > 0; --i) s.gives.push_back({name(), value(), 0});
    for (std::size_t i = below(12); i > 0; --i) s.steps.push_back(step());
    if (below(2) == 0) {
      s.breach = scenario::Breach{"G0406",       pick({"45", "partes.flow:7"}), 1 + below(3),
                                  below(2) == 0, pick({"", "2027-01-31"}),      0};
    } else if (below(2) == 0) {
      s.end = pick({"resuelto", "transferida"});
    }
    return s;
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::string pick(std::initializer_list<const char*> from) {
    return *(from.begin() + below(static_cast<std::uint32_t>(from.size())));
  }
  std::string name() { return pick({"cliente", "por_qué", "año", "monto2"}); }
  std::string value() {
    return pick({"Ana Ríos", "85.40", "2026-12-05", "sí", "a = b, c", "Internet | Telefonía", "#3", "¿Sí?"});
  }

  scenario::Step step() {
    const auto of = [](CallWord w, std::string n, std::string v, Result r = Result::Value) {
      return scenario::Step{w, 0, std::move(n), std::move(v), r, {}};
    };
    switch (below(12)) {
      case 0:
        return of(CallWord::Ask, name(), value());
      case 1:
        return of(CallWord::Record, name(), value());
      case 2:
        return of(CallWord::Record, name(), {}, Result::Unsaid);
      case 3:
        return of(CallWord::Menu, {}, value());
      case 4:
        return of(CallWord::Verify, "pin", {},
                  below(2) == 0   ? Result::Passes
                  : below(2) == 0 ? Result::Fails
                                  : Result::Lacks);
      case 5:
      case 6: {
        scenario::Step s = of(below(2) == 0 ? CallWord::Lookup : CallWord::Request, name(), {});
        for (std::size_t i = below(3); i > 0; --i) s.fields.push_back({name(), value(), 0});
        return s;
      }
      case 7:
        return of(CallWord::Lookup, name(), {}, Result::Fails);
      case 8:
        return of(CallWord::Judge, {}, "no");
      case 9:
        return of(CallWord::Transfer, "soporte", {}, below(2) == 0 ? Result::Returns : Result::Passes);
      case 10:
        return of(below(2) == 0 ? CallWord::Silence : CallWord::HangUp, {}, {});
      default:
        return of(CallWord::Expect, {}, value());
    }
  }
  std::mt19937 random_;
};

TEST(WriteScript, ReadsBackAsTheSame) {
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    const Script made = Maker{seed}.make();
    const std::string text = scenario::write_script(made);
    std::vector<scenario::Problem> problems;
    const Script read = scenario::read_script(text, problems);
    ASSERT_TRUE(problems.empty()) << text << problems.front().message.en;
    ASSERT_EQ(shown(read), shown(made)) << text;
    ASSERT_EQ(scenario::write_script(read), text);
  }
}

TEST(Breach, WhatIsNotWrittenSoIsRefused) {
  for (const char* line :
       {"viola", "viola G0406", "viola G0406 45", "viola G0406 en", "viola G0406 en 45, vez",
        "viola G0406 en 45, vez 0", "viola G0406 en 45, tarde", "viola G0406 en 45\nviola G0406 en 46",
        "viola G0406 en 45, al 2027-02-30", "viola G0406 en 45, al", "viola G0406 en 45, al 2027-01-31 09:30",
        "al 2027-01-31", "termina x\nviola G0406 en 45", "viola G0406 en 45\nsilencio", "en 45", "vez 2",
        "en silencio"}) {
    std::vector<scenario::Problem> problems;
    (void)scenario::read_script(std::string{"flujo caso\n"} + line + "\n", problems);
    EXPECT_EQ(problems.size(), 1u) << line;
  }
  std::vector<scenario::Problem> problems;
  const Script s =
      scenario::read_script("flow a\nbreaks G0406 at lib.flow:7, silently, as of 2027-01-31, visit 3\n", problems);
  ASSERT_TRUE(problems.empty() && s.breach);
  EXPECT_EQ(s.breach->where, "lib.flow:7");
  EXPECT_EQ(s.breach->visit, 3u);
  EXPECT_TRUE(s.breach->silently);
  EXPECT_EQ(s.breach->as_of, "2027-01-31");
}

TEST(Samples, LieInTheRangeOfEveryType) {
  for (int type = 0; type < GUION_TYPE_COUNT_; ++type) {
    scenario::SlotInfo slot;
    slot.type = static_cast<guion_type>(type);
    slot.currency = "USD";
    slot.decimals = 2;
    slot.values = {{"uno", "Uno"}, {"dos", "Dos"}};
    const bool text = slot.type == GUION_TYPE_Text || slot.type == GUION_TYPE_Name || slot.type == GUION_TYPE_Code ||
                      slot.type == GUION_TYPE_Phone;
    for (const auto& [min, max] : {std::pair<int, int>{1, 20}, {7, 9}, {9, 9}, {12, 19}}) {
      slot.min = min;
      slot.max = max;
      if (slot.type == GUION_TYPE_YesNo) slot.min = 0, slot.max = 1;
      if (slot.type == GUION_TYPE_Address) slot.min = 0, slot.max = 2;
      if (slot.type == GUION_TYPE_Enum) slot.min = 0, slot.max = 1;
      if (slot.type == GUION_TYPE_Month && max > 12) continue;
      for (std::uint32_t nth = 0; nth < 8; ++nth) {
        const scenario::Value made = replay::sample(slot, nth);
        scenario::Value read;
        const std::string literal = scenario::write_value(slot, made, Tongue::Es);
        EXPECT_EQ(scenario::read_value(slot, literal, read), scenario::Reading::Ok) << type << ": " << literal;
        EXPECT_EQ(read.number, made.number);
        if (text) {
          EXPECT_EQ(read.text, made.text);
        }
      }
    }
  }
}

constexpr std::string_view kProtocol = R"(protocolo norma, guion 1
nivel titular
método pin da titular, 3 intentos
clase cuenta exige titular
servicio cuentas
  da saldo: dinero USD, clase cuenta
final resuelto, normal
final pendiente, temprano
etapa inicio, obligatoria
)";
constexpr std::string_view kFlow = R"(flujo caso, guion 1
sigue norma
dato activo: sí o no

etapa inicio
  pregunta activo: ¿Está activa su cuenta?
  si activo
    verifica titular
      con pin, 1 intento: ¿Me dice su PIN?
      si falla
        termina pendiente
    consulta cuentas
      si falla
        termina pendiente
  si activo
    di Su saldo es de {saldo}.
  termina resuelto
)";

bool loads(const sema::Program& program, const cfg::Graph& graph) {
  analysis::Result states;
  const analysis::CallOrder calls = analysis::call_order(program, graph);
  analysis::find_reachable(graph, calls, states);
  analysis::find_states(program, graph, calls, std::vector<std::uint8_t>(graph.nodes.size()), states);
  assembly::Module module = lower::lower(program, graph, states);
  std::vector<std::uint8_t> policy = assembly::encode(lower::lower_policy(program));
  module.policy_id = assembly::build_id(policy);
  Message error;
  return scenario::Flow::open(assembly::encode(std::move(module)), std::move(policy), error) != nullptr;
}

TEST(ProvedReads, ATestBeforeThemLetsTheRealImageLoad) {
  MemorySources sources;
  sources.put("norma.flow", std::string{kProtocol});
  sources.put("caso.flow", std::string{kFlow});
  Compilation c = compile("caso.flow", sources);
  ASSERT_FALSE(c.graph.nodes.empty());
  EXPECT_FALSE(loads(c.program, c.graph)) << "the loader follows no correlated conditions";
  std::vector<prove::Demand> demands;
  for (cfg::NodeId n = 0; n < c.graph.nodes.size(); ++n) {
    for (const cfg::Fact& f : c.graph.told(n)) {
      if (f.kind != cfg::FactKind::Reads || c.program.slots[f.object].name != "saldo") continue;
      demands.push_back({n, 0, f.object, kNone});
      demands.push_back({n, 1, kNone, kNone});
    }
  }
  ASSERT_EQ(demands.size(), 2u);
  const cfg::Graph filled_only = replay::with_proved_reads(c.program, c.graph, {demands[0]});
  EXPECT_FALSE(loads(c.program, filled_only)) << "the level is in doubt still";
  const cfg::Graph both = replay::with_proved_reads(c.program, c.graph, demands);
  EXPECT_TRUE(loads(c.program, both));
  EXPECT_EQ(replay::with_proved_reads(c.program, c.graph, {}).nodes.size(), c.graph.nodes.size());
}

}  // namespace
}  // namespace guion
