// Instructions, labels and tables that graphs made by hand become. What is written is the assembly module, before it is
// bytes.
#include "lower/lower.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "diag/diagnostics.hpp"
#include "support/small_graph.hpp"

namespace guion {
namespace {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;
using test::SmallGraph;

struct Row {
  assembly::Opcode op;
  std::string_view mnemonic, operands;
};
const Row& row_of(assembly::Opcode op) {
  static const std::vector<Row> kRows = {
#define OPCODE(name, code, mnemonic, operands, flags, sentence) {assembly::Opcode::name, mnemonic, operands},
#include "image/opcodes.def"
#undef OPCODE
  };
  for (const Row& r : kRows) {
    if (r.op == op) return r;
  }
  return kRows[0];
}

/// «mnemonic operand …» for each instruction; a target is written as the number of its instruction, behind «@».
std::vector<std::string> listing(const assembly::Module& m) {
  std::vector<std::string> out;
  for (const auto& i : m.code) {
    const Row& r = row_of(i.op);
    std::string line(r.mnemonic);
    const auto operands = m.operands_of(i);
    for (std::size_t k = 0; k < operands.size(); ++k) {
      const bool list = k + 1 >= r.operands.size() && (r.operands.back() == 'M' || r.operands.back() == 'P');
      const char kind =
          list ? (r.operands.back() == 'P' || (k - r.operands.size() + 1) % 2 == 1 ? 'j' : 't') : r.operands[k];
      const bool target = kind == 'j' || kind == 'J';
      line += ' ';
      if (target && operands[k] != assembly::kNoLabel) {
        line += '@' + std::to_string(m.labels.at(static_cast<std::size_t>(operands[k])).instruction);
      } else {
        line += target ? "-" : std::to_string(operands[k]);
      }
    }
    out.push_back(line);
  }
  return out;
}

assembly::Module lower(SmallGraph& g) {
  g.finish();
  diag::Emitter emitter;
  const auto states = analysis::check(g.program, g.graph, emitter);
  return lower::lower(g.program, g.graph, states);
}
using Listing = std::vector<std::string>;

sema::TemplateId add_text(SmallGraph& g, const std::string& text) {
  sema::Program& p = g.program;
  sema::Segment s;
  s.joined = true;
  s.range.begin = static_cast<std::uint32_t>(p.joined.size());
  p.joined += text;
  s.range.end = static_cast<std::uint32_t>(p.joined.size());
  const auto at = static_cast<std::uint32_t>(p.segments.size());
  p.segments.push_back(s);
  p.templates.push_back({{at, at + 1}, {}});
  return static_cast<sema::TemplateId>(g.program.templates.size() - 1);
}

sema::Cond compare(sema::SlotId s, ast::Comparison how, std::int64_t k) {
  sema::Cond c;
  c.op = sema::CondOp::CompareNumber;
  c.slot = s;
  c.cmp = how;
  c.number = k;
  return c;
}

cfg::Fact fills(sema::SlotId s, cfg::EdgeMask on = cfg::kEveryEdge) { return SmallGraph::fact(FactKind::Fills, s, on); }

TEST(Lower, StraightLinesNeedNoJump) {
  SmallGraph g;
  const auto a = g.add(Op::Say), pass = g.add(Op::Pass), b = g.add(Op::Say), end = g.add(Op::End);
  g.chain({a, pass, b, end});
  g.graph.nodes[a].text = add_text(g, "Uno");
  g.graph.nodes[b].text = add_text(g, "Dos");
  g.graph.nodes[end].object = 1;
  EXPECT_EQ(listing(lower(g)), (Listing{"say 0", "say 1", "end 1"}));
}

TEST(Lower, EqualTextsShareATemplate) {
  SmallGraph g;
  const auto a = g.add(Op::Say), b = g.add(Op::Say), end = g.add(Op::End);
  g.chain({a, b, end});
  g.graph.nodes[a].text = add_text(g, "Uno");
  g.graph.nodes[b].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  const auto m = lower(g);
  EXPECT_EQ(m.templates.size(), 1u);
  EXPECT_EQ(listing(m), (Listing{"say 0", "say 0", "end 0"}));
}

TEST(Lower, ATestFallsIntoItsTrueWay) {
  SmallGraph g(1);
  const auto ask = g.add(Op::Ask, {fills(0)});
  const auto test = g.test(compare(0, ast::Comparison::Less, 3));
  const auto say = g.add(Op::Say), end = g.add(Op::End);
  g.edge(ask, test);
  g.edge(test, say, EdgeKind::True);
  g.edge(test, end, EdgeKind::False);
  g.edge(say, end);
  g.graph.nodes[ask].slot = 0;
  g.graph.nodes[ask].text = g.graph.nodes[say].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  EXPECT_EQ(listing(lower(g)), (Listing{"ask 0 0", "unless.num 0 0 3 @3", "say 0", "end 0"}));
}

TEST(Lower, AComparisonIsTurnedWhenItsFalseWayComesNext) {
  SmallGraph g(1);
  g.program.slots[0].from_system = true;
  const auto test = g.test(compare(0, ast::Comparison::Less, 3));
  const auto say = g.add(Op::Say), end = g.add(Op::End);
  g.edge(test, say, EdgeKind::False);
  g.edge(test, end, EdgeKind::True);
  g.edge(say, end);
  g.graph.nodes[say].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  EXPECT_EQ(listing(lower(g)), (Listing{"unless.num 0 3 3 @2", "say 0", "end 0"}));
}

TEST(Lower, LevelsCannotBeTurned) {
  SmallGraph g;
  g.program.levels = {{"titular", 1, {}}};
  sema::Cond c;
  c.op = sema::CondOp::HasLevels;
  c.levels = 1;
  const auto test = g.test(c);
  const auto say = g.add(Op::Say), end = g.add(Op::End);
  g.edge(test, say, EdgeKind::False);
  g.edge(test, end, EdgeKind::True);
  g.edge(say, end);
  g.graph.nodes[say].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  EXPECT_EQ(listing(lower(g)), (Listing{"unless.level 1 @2", "jump @3", "say 0", "end 0"}));
}

TEST(Lower, OnlyWhatIsReachedIsWritten) {
  SmallGraph g(2);
  const auto ask = g.add(Op::Ask, {fills(1)}), end = g.add(Op::End), lost = g.add(Op::Ask, {fills(0)}),
             off = g.add(Op::End);
  g.chain({ask, end});
  g.chain({lost, off});
  g.graph.nodes[ask].slot = 1;
  g.graph.nodes[lost].slot = 0;
  g.graph.nodes[ask].text = add_text(g, "Uno");
  g.graph.nodes[lost].text = add_text(g, "Dos");
  g.graph.nodes[end].object = g.graph.nodes[off].object = 0;
  const auto m = lower(g);
  EXPECT_EQ(listing(m), (Listing{"ask 0 0", "end 0"}));
  ASSERT_EQ(m.slots.size(), 1u);
  EXPECT_EQ(m.slots[0].name, "dato1");
  EXPECT_EQ(m.templates.size(), 1u);
}

TEST(Lower, TheCertificateSaysWhatHoldsAtATarget) {
  SmallGraph g(2);
  g.program.levels = {{"titular", 1, {}}};
  const auto ask = g.add(Op::Ask, {fills(1)});
  const auto menu = g.add(Op::Menu), end = g.add(Op::End);
  g.chain({ask, menu});
  g.edge(menu, menu, EdgeKind::Option);
  g.edge(menu, end, EdgeKind::Option);
  g.graph.nodes[ask].slot = 1;
  g.graph.nodes[ask].text = g.graph.nodes[menu].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  const auto m = lower(g);
  EXPECT_EQ(listing(m), (Listing{"ask 0 0", "menu 0 3 -1 @1 -1 @2", "end 0"}));
  std::size_t states = 0;
  for (const auto& l : m.labels) {
    for (const auto& c : m.claims_of(l)) {
      const auto& s = m.states[c.state];
      ++states;
      EXPECT_EQ(s.levels, 0);
      EXPECT_EQ(s.filled, std::vector<bool>{true});
    }
  }
  EXPECT_EQ(states, 2u);
}

TEST(Lower, LoopsOfPlacesThatDoNothingDoNotHangIt) {
  SmallGraph g;
  const auto say = g.add(Op::Say), a = g.add(Op::Pass), b = g.add(Op::Pass);
  g.chain({say, a, b});
  g.edge(b, a);
  g.graph.nodes[say].text = add_text(g, "Uno");
  EXPECT_FALSE(lower(g).code.empty());
}

TEST(Lower, SumsThatStayInRangeStillFillTheirSlot) {
  SmallGraph g(2);
  g.program.slots[0].from_system = true;
  sema::SetExpr x;
  x.op = sema::SetOp::Add;
  x.a = 0;
  x.number = 2;
  g.program.sets.push_back(x);
  const auto set = g.add(Op::Set, {fills(1)}), end = g.add(Op::End);
  g.chain({set, end});
  g.graph.nodes[set].slot = 1;
  g.graph.nodes[set].object = 0;
  g.graph.nodes[end].object = 0;
  EXPECT_EQ(listing(lower(g)), (Listing{"set 1 0", "add.num 1 0 2 @2", "end 0"}));
}

TEST(Lower, ACopiedConstantIsItsNumber) {
  SmallGraph g(2);
  g.program.slots[0].constant = true;
  g.program.slots[0].number = 12;
  sema::SetExpr x;
  x.op = sema::SetOp::Copy;
  x.a = 0;
  g.program.sets.push_back(x);
  const auto set = g.add(Op::Set, {fills(1)}), end = g.add(Op::End);
  g.chain({set, end});
  g.graph.nodes[set].slot = 1;
  g.graph.nodes[set].object = 0;
  g.graph.nodes[end].object = 0;
  EXPECT_EQ(listing(lower(g)), (Listing{"set 1 12", "end 0"}));
}

TEST(Lower, PartsStandBehindTheStagesWithTheirSummary) {
  SmallGraph g(1);
  const auto call = g.add(Op::Call), end = g.add(Op::End);
  g.chain({call, end});
  const auto part = g.part("pide");
  const auto ask = g.add(Op::Ask, {fills(0)}), back = g.add(Op::Return);
  g.chain({ask, back});
  g.graph.nodes[call].object = part;
  g.graph.nodes[ask].slot = 0;
  g.graph.nodes[ask].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  const auto m = lower(g);
  EXPECT_EQ(listing(m), (Listing{"call 0", "end 0", "ask 0 0", "return"}));
  ASSERT_EQ(m.parts.size(), 1u);
  EXPECT_EQ(m.labels[m.parts[0].begin].instruction, 2u);
  EXPECT_EQ(m.parts[0].touched_slots, std::vector<bool>{true});
  ASSERT_EQ(m.parts[0].cases.size(), 1u);
  EXPECT_EQ(m.parts[0].cases[0].entry.filled, std::vector<bool>{false});
  ASSERT_EQ(m.parts[0].cases[0].exits.size(), 1u);
  EXPECT_EQ(m.parts[0].cases[0].exits[0].filled, std::vector<bool>{true});
}

TEST(Lower, PlacesNameStageRoleObjectAndOrdinal) {
  SmallGraph g(1);
  g.program.slots[0].name = "un_nombre_bastante_largo_para_no_caber";
  g.program.outcomes = {{"resuelto_con_un_nombre_largo", true, {}}};
  const auto a = g.add(Op::Say), ask = g.add(Op::Ask, {fills(0)}), b = g.add(Op::Say), end = g.add(Op::End);
  g.chain({a, ask, b, end});
  g.graph.nodes[ask].slot = 0;
  g.graph.nodes[a].text = g.graph.nodes[b].text = g.graph.nodes[ask].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  std::vector<std::string> places;
  for (const auto& p : lower(g).places) places.push_back(p.place);
  EXPECT_EQ(places,
            (std::vector<std::string>{"etapa_única/say/1", "etapa_única/ask/un_nombre_bastante_largo_para_no_caber/1",
                                      "etapa_única/say/2", "etapa_única/end/resuelto_con_un_nombre_largo/1"}));
}

TEST(Lower, RequiredLevelsAreStatedBeforeTheLine) {
  SmallGraph g;
  g.program.levels = {{"identificado", 1, {}}, {"titular", 3, {}}};
  const auto say = g.add(Op::Say, {SmallGraph::fact(FactKind::Needs, 3)}), end = g.add(Op::End);
  g.chain({say, end});
  g.graph.nodes[say].text = add_text(g, "Uno");
  g.graph.nodes[end].object = 0;
  EXPECT_EQ(listing(lower(g)), (Listing{"require 3", "say 0", "end 0"}));
}

TEST(Policy, HoldsWhatTheProtocolDeclaresAndNothingOfTheFlow) {
  sema::Program p;
  p.kind = sema::FileKind::Flow;
  p.name = "flujo_a";
  p.protocol_name = "norma";
  p.levels = {{"titular", 1, {}}};
  for (const auto origin : {sema::SlotOrigin::Flow, sema::SlotOrigin::ServiceField, sema::SlotOrigin::Protocol}) {
    auto slot = SmallGraph::make_slot("s" + std::to_string(p.slots.size()));
    slot.origin = origin;
    slot.declared = 1;
    slot.classes = 3;
    p.slots.push_back(slot);
  }
  sema::Service service;
  service.name = "saldos";
  service.gives.push_back({1, {}});
  p.services.push_back(service);
  const auto policy = lower::lower_policy(p);
  EXPECT_EQ(policy.name, "norma");
  ASSERT_EQ(policy.slots.size(), 2u);
  EXPECT_EQ(policy.slots[0].name, "s1");
  EXPECT_EQ(policy.slots[0].classes, 1u) << "what a flow adds to a slot is not law";
  EXPECT_EQ(policy.services.at(0).gives, std::vector<std::uint32_t>{0});
}

}  // namespace
}  // namespace guion
