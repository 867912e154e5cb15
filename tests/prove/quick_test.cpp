// The cheap proof against a plain search: on random small graphs with parts and loops, and on random automata, both
// find the same broken. Without conditions and tries the packed rows are exact, so they must agree both ways.
#include "prove/quick.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <tuple>

#include "support/small_graph.hpp"

namespace guion {
namespace {

using cfg::EdgeKind;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;
using prove::Automaton;
using prove::kBroken;
using prove::Property;
using test::SmallGraph;

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(engine_() % n); }

 private:
  std::mt19937 engine_;
};

Automaton random_automaton(Random& random) {
  Automaton a;
  const std::uint32_t states = 1 + random.below(4);
  for (std::uint32_t s = 0; s < states; ++s) {
    a.table.push_back(static_cast<prove::State>(s));
    for (std::size_t heard = 1; heard < prove::kLetterSets; ++heard) {
      const std::uint32_t to = random.below(states + 1);
      a.table.push_back(to == states && random.below(3) == 0 ? kBroken : static_cast<prove::State>(to % states));
    }
  }
  for (prove::Letters letter = 1; letter <= 4; letter = static_cast<prove::Letters>(letter * 2)) {
    a.ears.push_back({FactKind::Tag, random.below(5) == 0 ? kNone : random.below(4), letter});
  }
  a.ears.push_back({FactKind::Fills, random.below(2), 8});
  return a;
}

std::vector<cfg::Fact> random_facts(Random& random) {
  std::vector<cfg::Fact> facts;
  for (std::uint32_t k = random.below(3); k != 0; --k)
    facts.push_back(SmallGraph::fact(FactKind::Tag, random.below(4)));
  if (random.below(3) == 0)
    facts.push_back(SmallGraph::fact(FactKind::Fills, random.below(2),
                                     cfg::on(random.below(2) == 0 ? EdgeKind::True : EdgeKind::False)));
  return facts;
}

/// One routine: nodes with up to two ways each, some of them back; the last ends it.
void add_routine(SmallGraph& g, Random& random, std::uint32_t parts, bool is_part) {
  const std::uint32_t size = 3 + random.below(6);
  std::vector<NodeId> nodes;
  for (std::uint32_t i = 0; i < size; ++i) {
    const bool last = i + 1 == size;
    const bool call = !last && parts != 0 && random.below(3) == 0;
    nodes.push_back(g.add(last ? (is_part ? Op::Return : Op::End) : call ? Op::Call : Op::Test, random_facts(random)));
    if (call) g.graph.nodes.back().object = random.below(parts);
  }
  for (std::uint32_t i = 0; i + 1 < size; ++i) {
    if (g.graph.nodes[nodes[i]].op == Op::Call) {
      g.edge(nodes[i], nodes[i + 1]);
      continue;
    }
    g.edge(nodes[i], nodes[i + 1 + random.below(size - i - 1)], EdgeKind::True);
    g.edge(nodes[i], nodes[random.below(size)], EdgeKind::False);
  }
}

/// Whether some way breaks it: states of node, stack and automaton, one by one.
bool broken_plainly(const SmallGraph& g, const analysis::CallOrder& calls, const Automaton& a) {
  using Stack = std::vector<NodeId>;
  std::set<std::tuple<NodeId, Stack, prove::State>> seen;
  std::vector<std::tuple<NodeId, Stack, prove::State>> open;
  bool broken = false;
  const auto push = [&](NodeId n, Stack stack, prove::State s) {
    if (s == kBroken) broken = true;
    if (s != kBroken && n != kNone && seen.insert({n, stack, s}).second) open.emplace_back(n, std::move(stack), s);
  };
  push(g.graph.routines[0].entry, {}, 0);
  while (!open.empty() && !broken) {
    auto [n, stack, s] = open.back();
    open.pop_back();
    s = a.step(s, heard_on_arrival(a, g.graph, n));
    if (s == kBroken) return true;
    const std::uint32_t to = analysis::callee(calls, g.graph.nodes[n]);
    if (to != kNone) {
      stack.push_back(n);
      push(g.graph.routines[to].entry, stack, s);
      continue;
    }
    if (g.graph.nodes[n].op == Op::Return) {
      n = stack.back();
      stack.pop_back();
    }
    for (const cfg::Edge& e : g.graph.out(n)) push(e.to, stack, a.step(s, heard_on_way(a, g.graph, n, e.kind)));
  }
  return broken;
}

std::vector<Property> as_properties(std::vector<Automaton> automata) {
  std::vector<Property> properties(automata.size());
  for (std::size_t i = 0; i < automata.size(); ++i) properties[i].automaton = std::move(automata[i]);
  return properties;
}

std::vector<std::uint8_t> prove_quickly(const SmallGraph& g, const std::vector<Property>& properties) {
  const analysis::CallOrder calls = analysis::call_order(g.program, g.graph);
  analysis::Result states;
  analysis::find_reachable(g.graph, calls, states);
  return proved_quickly({g.program, g.graph, calls}, states, properties);
}

TEST(Quick, AgreesWithAPlainSearch) {
  std::size_t broken = 0, all = 0;
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    SmallGraph g(2);
    const std::uint32_t parts = random.below(3);
    add_routine(g, random, parts, false);
    for (std::uint32_t p = 0; p < parts; ++p) {
      g.part("p" + std::to_string(p));
      add_routine(g, random, p, true);  // a part runs earlier ones only
    }
    g.finish();
    std::vector<Automaton> automata;
    for (int k = 0; k < 20; ++k) automata.push_back(random_automaton(random));
    const auto properties = as_properties(std::move(automata));
    const auto proved = prove_quickly(g, properties);
    const analysis::CallOrder calls = analysis::call_order(g.program, g.graph);
    for (std::size_t i = 0; i < properties.size(); ++i) {
      const bool plainly = broken_plainly(g, calls, properties[i].automaton);
      ASSERT_EQ(proved[i] == 0, plainly) << "seed " << seed << ", automaton " << i;
      broken += plainly ? 1 : 0;
      ++all;
    }
  }
  EXPECT_GT(broken, all / 20);
  EXPECT_LT(broken, all * 19 / 20);
}

/// Breaks at the n-th B that follows.
Automaton at_most(std::uint32_t n, FactKind kind) {
  Automaton a;
  a.ears.push_back({kind, kNone, 1});
  for (std::uint32_t s = 0; s <= n; ++s) {
    for (std::size_t heard = 0; heard < prove::kLetterSets; ++heard) {
      const bool counts = (heard & 1) != 0;
      a.table.push_back(!counts ? static_cast<prove::State>(s) : s == n ? kBroken : static_cast<prove::State>(s + 1));
    }
  }
  return a;
}

TEST(Quick, HearsEveryTryOfAVerification) {
  SmallGraph g;
  const auto verify = g.add(Op::Verify, {SmallGraph::fact(FactKind::Verifies, 0)}), end = g.add(Op::End);
  g.graph.nodes[verify].tries = 3;
  g.edge(verify, end, EdgeKind::Passed);
  g.edge(verify, end, EdgeKind::Exhausted);
  g.finish();
  EXPECT_EQ(prove_quickly(g, as_properties({at_most(2, FactKind::Verifies), at_most(3, FactKind::Verifies)})),
            (std::vector<std::uint8_t>{0, 1}));
}

TEST(Quick, AVerificationWhoseTriesAreUsedUpIsPassedOverInSilence) {
  SmallGraph g;
  const auto verify = g.add(Op::Verify, {SmallGraph::fact(FactKind::Verifies, 0)}),
             end = g.add(Op::End, {SmallGraph::fact(FactKind::Tag, 0)});
  g.graph.nodes[verify].tries = 1;
  g.edge(verify, end, EdgeKind::Exhausted);
  g.finish();
  Automaton before;  // a try before the tag
  before.ears = {{FactKind::Verifies, kNone, 1}, {FactKind::Tag, kNone, 2}};
  for (prove::State s = 0; s < 2; ++s) {
    for (std::size_t heard = 0; heard < prove::kLetterSets; ++heard) {
      before.table.push_back(s == 1 || (heard & 1) != 0 ? prove::State{1} : (heard & 2) != 0 ? kBroken : s);
    }
    before.table[s * prove::kLetterSets] = s;
  }
  EXPECT_EQ(prove_quickly(g, as_properties({before})), std::vector<std::uint8_t>{0});
}

TEST(Quick, AVainEdgeIsNotFollowed) {
  SmallGraph g;
  const auto test = g.add(Op::Test), bad = g.add(Op::Say, {SmallGraph::fact(FactKind::Tag, 0)}), end = g.add(Op::End);
  g.edge(test, bad, EdgeKind::False);
  g.edge(test, end, EdgeKind::True);
  g.chain({bad, end});
  g.finish();
  const auto properties = as_properties({at_most(0, FactKind::Tag)});
  EXPECT_EQ(prove_quickly(g, properties), std::vector<std::uint8_t>{0});
  g.graph.edges[g.graph.nodes[test].edges].vain = true;
  EXPECT_EQ(prove_quickly(g, properties), std::vector<std::uint8_t>{1});
}

TEST(Quick, WhatATransferTellsWhenItWentThroughCounts) {
  SmallGraph g;
  const auto transfer = g.add(Op::Transfer, {SmallGraph::fact(FactKind::Finishes, 0, cfg::on(EdgeKind::Next))}),
             end = g.add(Op::End);
  g.edge(transfer, end, EdgeKind::Failed);
  g.finish();
  EXPECT_EQ(prove_quickly(g, as_properties({at_most(0, FactKind::Finishes), at_most(1, FactKind::Finishes)})),
            (std::vector<std::uint8_t>{0, 1}));
}

TEST(Quick, LeavesLargeAutomataToTheEngine) {
  SmallGraph g;
  (void)g.add(Op::End);
  g.finish();
  EXPECT_EQ(prove_quickly(g, as_properties({at_most(100, FactKind::Tag), at_most(63, FactKind::Tag)})),
            (std::vector<std::uint8_t>{0, 1}));
}

}  // namespace
}  // namespace guion
