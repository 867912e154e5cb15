// The path-insensitive checks on graphs made by hand: states, summaries of parts, and what is reported where.
#include "analysis/analysis.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "prove/prove.hpp"
#include "support/small_graph.hpp"

namespace guion {
namespace {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;
using test::SmallGraph;

cfg::Fact fills(sema::SlotId s, cfg::EdgeMask on = cfg::kEveryEdge) { return SmallGraph::fact(FactKind::Fills, s, on); }
cfg::Fact empties(sema::SlotId s, cfg::EdgeMask on = cfg::kEveryEdge) {
  return SmallGraph::fact(FactKind::Empties, s, on);
}
cfg::Fact reads(sema::SlotId s, cfg::Sink sink = cfg::Sink::Heard) {
  return SmallGraph::fact(FactKind::Reads, s, cfg::kEveryEdge, sink);
}
cfg::Fact grants(std::uint32_t levels) { return SmallGraph::fact(FactKind::Grants, levels, cfg::on(EdgeKind::Passed)); }
cfg::Fact revokes(std::uint32_t levels) { return SmallGraph::fact(FactKind::Revokes, levels); }

sema::Cond has(sema::Levels levels) {
  sema::Cond c;
  c.op = sema::CondOp::HasLevels;
  c.levels = levels;
  return c;
}
sema::Cond known(sema::SlotId s) {
  sema::Cond c;
  c.op = sema::CondOp::Known;
  c.slot = s;
  return c;
}
sema::Cond equals(sema::SlotId s, std::int64_t number) {
  sema::Cond c;
  c.op = sema::CondOp::CompareNumber;
  c.slot = s;
  c.number = number;
  return c;
}

/// Findings of paths as «code@line»; those about unused declarations are not the matter here.
struct Checked {
  analysis::Result result;
  std::vector<std::string> found;
};
Checked run(SmallGraph& g) {
  g.finish();
  diag::Emitter emitter;
  Checked c{analysis::check(g.program, g.graph, emitter), {}};
  (void)prove::prove(g.program, g.graph, c.result, {}, emitter);
  for (const auto& d : emitter.take_sorted()) {
    if (static_cast<int>(d.code) < 410 || d.code == diag::Code::FailedLookupGoesOn)
      c.found.push_back(std::to_string(static_cast<int>(d.code)) + "@" + std::to_string(d.span.begin / 10));
  }
  return c;
}
using Found = std::vector<std::string>;

/// Two levels, the second including the first, and a class that requires both.
void add_levels(SmallGraph& g, sema::SlotId classed) {
  g.program.levels = {{"identificado", 1, {}}, {"titular", 3, {}}};
  g.program.classes = {
      {"cuenta", 3, false, false, {}}, {"secreta", 0, true, false, {}}, {"interna", 3, false, true, {}}};
  g.program.slots[classed].declared = g.program.slots[classed].classes = 1;
}

TEST(Fills, AskThenSayIsFine) {
  SmallGraph g(1);
  const auto ask = g.add(Op::Ask, {fills(0)}), say = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.chain({ask, say, end});
  const Checked c = run(g);
  EXPECT_EQ(c.found, Found{});
  EXPECT_FALSE(c.result.before.filled(ask, 0));
  EXPECT_TRUE(c.result.before.filled(say, 0));
}

TEST(Fills, OneOfTwoWaysIsNotEnough) {
  SmallGraph g(2);
  const auto judge = g.add(Op::Judge), ask = g.add(Op::Ask, {fills(0)}), say = g.add(Op::Say, {reads(0)}),
             end = g.add(Op::End);
  g.edge(judge, ask, EdgeKind::True);
  g.edge(judge, say, EdgeKind::False);
  g.chain({ask, say, end});
  EXPECT_EQ(run(g).found, Found{"405@2"});
}

TEST(Fills, TheSecondReadFollowsFromTheFirst) {
  SmallGraph g(1);
  const auto a = g.add(Op::Say, {reads(0)}), b = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.chain({a, b, end});
  EXPECT_EQ(run(g).found, Found{"405@0"});
}

TEST(Fills, LookupEmptiesOnFailure) {
  SmallGraph g(1);
  const auto look = g.add(Op::Lookup, {fills(0, cfg::on(EdgeKind::Next)), empties(0, cfg::on(EdgeKind::Failed))});
  const auto good = g.add(Op::Say, {reads(0)}), bad = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.edge(look, good);
  g.edge(look, bad, EdgeKind::Failed);
  g.edge(good, end);
  g.edge(bad, end);
  EXPECT_EQ(run(g).found, Found{"415@2"});
}

TEST(Fills, OneMessageForEachLookupThatFails) {
  SmallGraph g(2);
  const cfg::EdgeMask good = cfg::on(EdgeKind::Next), failed = cfg::on(EdgeKind::Failed);
  const auto one = g.add(Op::Lookup, {fills(0, good), fills(1, good), empties(0, failed), empties(1, failed)});
  const auto a = g.add(Op::Say, {reads(0)}), b = g.add(Op::Say, {reads(1)}), end = g.add(Op::End);
  g.chain({one, a, b, end});
  g.edge(one, a, EdgeKind::Failed);
  EXPECT_EQ(run(g).found, Found{"415@1"});
}

TEST(Fills, AFailureIsNotBlamedForWhatNobodyFills) {
  SmallGraph g(1);
  const auto judge = g.add(Op::Judge);
  const auto look = g.add(Op::Lookup, {fills(0, cfg::on(EdgeKind::Next)), empties(0, cfg::on(EdgeKind::Failed))});
  const auto say = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.edge(judge, look, EdgeKind::True);
  g.edge(judge, say, EdgeKind::False);
  g.chain({look, say, end});
  g.edge(look, end, EdgeKind::Failed);
  EXPECT_EQ(run(g).found, Found{"405@2"});
}

TEST(Fills, WithoutTheLevelTheGateTellsAlone) {
  SmallGraph g(2);
  add_levels(g, 0);
  g.program.slots[1].declared = g.program.slots[1].classes = 1;
  const auto say = g.add(Op::Say, {reads(0), reads(1)}), end = g.add(Op::End);
  g.chain({say, end});
  EXPECT_EQ(run(g).found, Found{"406@0"});
}

TEST(Fills, KnownRefinesItsTrueWay) {
  SmallGraph g(1);
  const auto test = g.test(known(0));
  const auto say = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.edge(test, say, EdgeKind::True);
  g.edge(test, end, EdgeKind::False);
  g.edge(say, end);
  EXPECT_EQ(run(g).found, Found{});
}

TEST(Fills, ConstantsOwnWordsAndSystemSlotsAreThereFromTheStart) {
  SmallGraph g(3);
  g.program.slots[0].constant = g.program.slots[1].own_words = g.program.slots[2].from_system = true;
  const auto say = g.add(Op::Say, {reads(0), reads(1), reads(2)}), end = g.add(Op::End);
  g.chain({say, end});
  EXPECT_EQ(run(g).found, Found{});
}

TEST(Fills, SixtyFourSlotsAndMoreTakeSeveralWords) {
  SmallGraph g(200);
  std::vector<NodeId> all;
  for (sema::SlotId s = 0; s < 200; s += 3) all.push_back(g.add(Op::Ask, {fills(s)}));
  const auto say = g.add(Op::Say, {reads(198), reads(63), reads(199)}), end = g.add(Op::End);
  all.push_back(say);
  all.push_back(end);
  g.chain(all);
  const Checked c = run(g);
  EXPECT_EQ(c.found.size(), 1u);
  EXPECT_TRUE(c.result.before.filled(end, 198));
  EXPECT_FALSE(c.result.before.filled(end, 199));
}

TEST(Gates, AClassNeedsItsLevels) {
  SmallGraph g(1);
  add_levels(g, 0);
  g.program.slots[0].from_system = true;
  const auto say = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.chain({say, end});
  EXPECT_EQ(run(g).found, Found{"406@0"});
}

TEST(Gates, VerificationOpensOnlyThePassedWay) {
  SmallGraph g(1);
  add_levels(g, 0);
  g.program.slots[0].from_system = true;
  const auto verify = g.add(Op::Verify, {grants(3)});
  const auto good = g.add(Op::Say, {reads(0)}), bad = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.edge(verify, good, EdgeKind::Passed);
  g.edge(verify, bad, EdgeKind::Exhausted);
  g.edge(verify, bad, EdgeKind::Lacking);
  g.edge(good, end);
  g.edge(bad, end);
  EXPECT_EQ(run(g).found, Found{"406@2"});
}

TEST(Gates, AConditionOnTheLevelProtects) {
  SmallGraph g(1);
  add_levels(g, 0);
  g.program.slots[0].from_system = true;
  const auto test = g.test(has(3));
  const auto say = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.edge(test, say, EdgeKind::True);
  g.edge(test, end, EdgeKind::False);
  g.edge(say, end);
  EXPECT_EQ(run(g).found, Found{});
}

TEST(Gates, ALevelThatIsRevokedHoldsNoMore) {
  SmallGraph g(1);
  add_levels(g, 0);
  g.program.slots[0].from_system = true;
  const auto verify = g.add(Op::Verify, {grants(3)});
  g.graph.nodes[verify].tries = 1;
  const auto revoke = g.add(Op::Revoke, {revokes(2)}), say = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.edge(verify, revoke, EdgeKind::Passed);
  g.edge(verify, end, EdgeKind::Exhausted);
  g.chain({revoke, say, end});
  EXPECT_EQ(run(g).found, Found{"406@2"});
}

TEST(Gates, NotesAreFreeOnlyIfTheClassIsVisibleToTheAgent) {
  SmallGraph g(2);
  add_levels(g, 0);
  g.program.slots[1].classes = 4;
  g.program.slots[0].from_system = g.program.slots[1].from_system = true;
  const auto free = g.add(Op::Note, {reads(1, cfg::Sink::Agent)}), bound = g.add(Op::Note, {reads(0, cfg::Sink::Agent)});
  const auto end = g.add(Op::End);
  g.chain({free, bound, end});
  EXPECT_EQ(run(g).found, Found{"406@1"});
}

TEST(Gates, WhatLacksTheSameLevelBehindAnotherLineIsANoteOfIt) {
  SmallGraph g(2);
  add_levels(g, 0);
  g.program.slots[0].from_system = g.program.slots[1].from_system = true;
  g.program.slots[1].classes = g.program.slots[0].classes;
  const auto first = g.add(Op::Say, {reads(0)}), behind = g.add(Op::Say, {reads(1)}), end = g.add(Op::End);
  g.chain({first, behind, end});
  EXPECT_EQ(run(g).found, Found{"406@0"});
}

TEST(Gates, ASecretGoesToItsServiceOnly) {
  SmallGraph g(1);
  add_levels(g, 0);
  g.program.slots[0].classes = 2;
  const auto ask = g.add(Op::Ask, {fills(0)});
  const auto look = g.add(Op::Lookup, {reads(0, cfg::Sink::Argument)}), say = g.add(Op::Say, {reads(0)}),
             end = g.add(Op::End);
  g.edge(ask, look);
  g.edge(look, say);
  g.edge(look, end, EdgeKind::Failed);
  g.edge(say, end);
  EXPECT_EQ(run(g).found, Found{"408@2"});
}

TEST(Gates, RequiredLevelsMustHold) {
  SmallGraph g(1);
  add_levels(g, 0);
  const auto say = g.add(Op::Say, {SmallGraph::fact(FactKind::Needs, 3)}), end = g.add(Op::End);
  g.chain({say, end});
  EXPECT_EQ(run(g).found, Found{"407@0"});
}

TEST(Parts, ASummaryKeepsWhatThePartDoesNotTouch) {
  SmallGraph g(3);
  const auto ask = g.add(Op::Ask, {fills(0)});
  const auto call = g.add(Op::Call);
  const auto say = g.add(Op::Say, {reads(0), reads(1)}), last = g.add(Op::Say, {reads(2)}), end = g.add(Op::End);
  g.chain({ask, call, say, last, end});
  const auto part = g.part("saludo");
  const auto inner = g.add(Op::Ask, {fills(1)}), away = g.add(Op::Say, {empties(2)}), back = g.add(Op::Return);
  g.chain({inner, away, back});
  g.graph.nodes[call].object = part;
  const Checked c = run(g);
  EXPECT_EQ(c.found, Found{"405@3"});
  EXPECT_FALSE(c.result.touched.filled(1, 0));
  EXPECT_TRUE(c.result.touched.filled(1, 1));
  EXPECT_TRUE(c.result.exit.filled(1, 1));
  EXPECT_TRUE(c.result.entry.filled(1, 0));
}

TEST(Parts, EntryIsWhatAllCallersHaveInCommon) {
  SmallGraph g(2);
  const auto judge = g.add(Op::Judge);
  const auto ask = g.add(Op::Ask, {fills(0)}), one = g.add(Op::Call), two = g.add(Op::Call), end = g.add(Op::End);
  g.edge(judge, ask, EdgeKind::True);
  g.edge(judge, two, EdgeKind::False);
  g.chain({ask, one, end});
  g.edge(two, end);
  const auto part = g.part("dice");
  const auto say = g.add(Op::Say, {reads(0)}), back = g.add(Op::Return);
  g.chain({say, back});
  g.graph.nodes[one].object = g.graph.nodes[two].object = part;
  EXPECT_EQ(run(g).found, Found{"405@5"});
}

TEST(Parts, AFactWrittenOnOneWayIsKeptWhereAllCallersHaveIt) {
  SmallGraph g(1);
  const auto ask = g.add(Op::Ask, {fills(0)}), one = g.add(Op::Call), say = g.add(Op::Say, {reads(0)}),
             end = g.add(Op::End);
  g.chain({ask, one, say, end});
  const auto part = g.part("quizá_anota");
  const auto judge = g.add(Op::Judge), note = g.add(Op::Record, {fills(0)}), back = g.add(Op::Return);
  g.edge(judge, note, EdgeKind::True);
  g.edge(judge, back, EdgeKind::False);
  g.edge(note, back);
  g.graph.nodes[one].object = part;
  EXPECT_EQ(run(g).found, Found{});
}

TEST(Parts, AFactWrittenOnOneWayIsForgottenWhereSomeCallerLacksIt) {
  SmallGraph g(1);
  const auto first = g.add(Op::Call), ask = g.add(Op::Ask, {fills(0)}), second = g.add(Op::Call);
  const auto say = g.add(Op::Say, {reads(0)}), end = g.add(Op::End);
  g.chain({first, ask, second, say, end});
  const auto part = g.part("quizá_anota");
  const auto judge = g.add(Op::Judge), note = g.add(Op::Record, {fills(0)}), back = g.add(Op::Return);
  g.edge(judge, note, EdgeKind::True);
  g.edge(judge, back, EdgeKind::False);
  g.edge(note, back);
  g.graph.nodes[first].object = g.graph.nodes[second].object = part;
  const Checked c = run(g);
  EXPECT_FALSE(c.result.before.filled(say, 0)) << "the loader forgets it";
  EXPECT_EQ(c.found, Found{}) << "the engine does not";
}

TEST(Parts, OneThatEndsTheCallStopsItsCaller) {
  SmallGraph g;
  const auto call = g.add(Op::Call), after = g.add(Op::Say), end = g.add(Op::End);
  g.chain({call, after, end});
  const auto part = g.part("cierre");
  const auto bye = g.add(Op::Say), over = g.add(Op::End);
  g.chain({bye, over});
  g.graph.nodes[call].object = part;
  const Checked c = run(g);
  EXPECT_EQ(c.found, Found{"401@1"});
  EXPECT_FALSE(c.result.returns[1]);
}

TEST(Structure, OneMessageForARegion) {
  SmallGraph g;
  const auto end = g.add(Op::End), a = g.add(Op::Say), b = g.add(Op::Say), c = g.add(Op::End);
  (void)end;
  g.chain({a, b, c});
  EXPECT_EQ(run(g).found, Found{"401@1"});
}

TEST(Structure, FallingOffTheLastStageIsADeadEnd) {
  SmallGraph g;
  const auto a = g.add(Op::Say), b = g.add(Op::Say), off = g.add(Op::Pass);
  g.chain({a, b, off});
  g.graph.nodes[off].line = {0, kNone};
  EXPECT_EQ(run(g).found, Found{"402@1"});
}

TEST(Loops, WithAnEventIsFine) {
  SmallGraph g;
  const auto menu = g.add(Op::Menu), end = g.add(Op::End);
  g.edge(menu, menu, EdgeKind::Option);
  g.edge(menu, end, EdgeKind::Option);
  EXPECT_EQ(run(g).found, Found{});
}

TEST(Loops, SilentOnesHang) {
  SmallGraph g(1);
  g.program.slots[0].from_system = true;
  const auto test = g.test(equals(0, 3));
  const auto pass = g.add(Op::Pass), end = g.add(Op::End);
  g.edge(test, pass, EdgeKind::True);
  g.edge(test, end, EdgeKind::False);
  g.edge(pass, test);
  EXPECT_EQ(run(g).found, Found{"403@1"});
}

TEST(Loops, AVerificationWithoutTriesLeftIsSilent) {
  SmallGraph g;
  const auto verify = g.add(Op::Verify), back = g.add(Op::Pass), end = g.add(Op::End);
  g.edge(verify, end, EdgeKind::Passed);
  g.edge(verify, back, EdgeKind::Exhausted);
  g.edge(back, verify);
  EXPECT_EQ(run(g).found, Found{"403@1"});
}

TEST(Loops, AroundASilentPart) {
  SmallGraph g;
  const auto call = g.add(Op::Call), test = g.test(has(1));
  const auto end = g.add(Op::End);
  g.edge(call, test);
  g.edge(test, call, EdgeKind::False);
  g.edge(test, end, EdgeKind::True);
  const auto part = g.part("quita");
  const auto revoke = g.add(Op::Revoke), back = g.add(Op::Return);
  g.chain({revoke, back});
  g.graph.nodes[call].object = part;
  EXPECT_EQ(run(g).found, Found{"403@1"});
}

TEST(Loops, WithoutAWayOutCannotEnd) {
  SmallGraph g;
  const auto a = g.add(Op::Say), b = g.add(Op::Say);
  g.chain({a, b});
  g.edge(b, a);
  EXPECT_EQ(run(g).found, Found{"404@0"});
}

TEST(Loops, AWayOutThroughAPartCounts) {
  SmallGraph g;
  const auto a = g.add(Op::Say), call = g.add(Op::Call);
  g.chain({a, call});
  g.edge(call, a);
  const auto part = g.part("salida");
  const auto judge = g.add(Op::Judge), over = g.add(Op::End), back = g.add(Op::Return);
  g.edge(judge, over, EdgeKind::True);
  g.edge(judge, back, EdgeKind::False);
  g.graph.nodes[call].object = part;
  EXPECT_EQ(run(g).found, Found{});
}

TEST(Cost, ManyWaysBackStayCheap) {
  SmallGraph g(1);
  std::vector<NodeId> asks;
  for (int i = 0; i < 20000; ++i) asks.push_back(g.add(Op::Menu));
  const auto end = g.add(Op::End);
  for (std::size_t i = 0; i < asks.size(); ++i) {
    g.edge(asks[i], i + 1 < asks.size() ? asks[i + 1] : end, EdgeKind::Option);
    if (i > 0) g.edge(asks[i], asks[i - 1], EdgeKind::Option);
  }
  EXPECT_EQ(run(g).found, Found{});
}

TEST(Graphs, EmptyOnesAreFine) {
  SmallGraph g;
  EXPECT_EQ(run(g).found, Found{});
}

}  // namespace
}  // namespace guion
