// Random walks through random flows: what a walk did, the machine does from its script, and what it did not do the
// machine does not confirm.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/sources.hpp"
#include "driver/compile.hpp"
#include "replay/guards.hpp"
#include "replay/replay.hpp"
#include "scenario/flow.hpp"
#include "support/random_flow.hpp"
#include "walk.hpp"

namespace guion {
namespace {

constexpr std::uint32_t kFlows = 150, kWalks = 4;

/// Whether only paths are wrong, if anything is.
bool is_whole(const Compilation& c) {
  return c.program.kind == sema::FileKind::Flow && !c.graph.routines.empty() &&
         std::none_of(c.diagnostics.begin(), c.diagnostics.end(), [](const diag::Diagnostic& d) {
           return d.severity == diag::Severity::Error && static_cast<unsigned>(d.code) / 100 != 4;
         });
}

/// A flow that goes nowhere or round without an event cannot be played.
bool is_playable(const Compilation& c) {
  return is_whole(c) && std::none_of(c.diagnostics.begin(), c.diagnostics.end(), [](const diag::Diagnostic& d) {
           return d.code == diag::Code::DeadEnd || d.code == diag::Code::SilentLoop;
         });
}

Compilation compiled(std::uint32_t seed) {
  const test::RandomFlow text = test::random_flow(seed);
  MemorySources sources;
  sources.put("prueba.flow", text.protocol);
  sources.put("caso.flow", text.flow);
  return compile("caso.flow", sources);
}

test::Walker random_walker(std::mt19937& random, const Compilation& c) {
  test::Walker w;
  w.choose = [&random](cfg::NodeId, const std::vector<std::uint32_t>& ways) { return random() % ways.size(); };
  w.number = [&random, &c](sema::SlotId s) {
    const sema::Type& t = c.program.slots[s].type;
    if (t.kind == sema::TypeKind::Cycle) return (std::int64_t{20000} << 32) + 20030;
    if (t.kind == sema::TypeKind::Window) return (std::int64_t{540} << 32) + 600;
    if (t.kind == sema::TypeKind::YesNo) return static_cast<std::int64_t>(random() % 2);
    if (t.kind == sema::TypeKind::Address) return static_cast<std::int64_t>(random() % 3);
    if (t.kind == sema::TypeKind::Enum)
      return static_cast<std::int64_t>(random() % c.program.enums[t.enumeration].values.size());
    return t.min + static_cast<std::int64_t>(random() %
                                             static_cast<std::uint64_t>(std::min<std::int64_t>(t.max - t.min + 1, 7)));
  };
  w.stop = [&random](cfg::NodeId) { return random() % 40 == 0; };
  return w;
}

TEST(RandomReplay, AGuardedFlowLoadsWhateverItsPathsBreak) {
  std::size_t broken = 0, played = 0;
  for (std::uint32_t seed = 0; seed < kFlows; ++seed) {
    const Compilation c = compiled(seed);
    if (!is_playable(c)) continue;
    ++played;
    broken += c.ok ? 0 : 1;
    replay::Playable made = replay::make_playable(c.program, c.graph);
    ASSERT_FALSE(made.image.empty()) << seed;
    Message error;
    EXPECT_NE(scenario::Flow::open(std::move(made.image), std::move(made.policy), error), nullptr)
        << seed << ": " << error.en;
  }
  EXPECT_GT(played, kFlows / 2);
  EXPECT_GT(broken, 0u);
}

TEST(RandomReplay, TheMachineGoesEveryWalkAndNoOther) {
  std::size_t walks = 0, starved = 0, silent = 0, wrong = 0;
  for (std::uint32_t seed = 0; seed < kFlows; ++seed) {
    const Compilation c = compiled(seed);
    if (!is_playable(c)) continue;
    const auto stage = replay::Stage::open(c.program, c.graph);
    ASSERT_NE(stage, nullptr) << seed;
    for (std::uint32_t i = 0; i < kWalks; ++i) {
      std::mt19937 random{seed * 64 + i};
      const test::Walk way = test::walk(c.program, c.graph, random_walker(random, c), 120);
      const cfg::Node& last = c.graph.nodes[way.witness.steps.back().node];
      // A walk may stop before a verification that would be passed over: no event is there.
      if (last.op == cfg::Op::Verify) continue;
      const auto replay = stage->play(way.witness, way.starved ? "G0405" : "G0428", "caso");
      if (replay.failure.find("wording") != std::string::npos) continue;
      EXPECT_TRUE(replay.confirmed) << seed << "/" << i << ": " << replay.failure << "\n" << replay.script;
      ++walks;
      starved += way.starved ? 1 : 0;
      silent += cfg::yields(last.op) ? 0 : 1;
      if (way.starved) continue;
      // The same way is no proof that something is empty, nor does it lead anywhere else.
      EXPECT_FALSE(stage->play(way.witness, "G0405", "caso").confirmed) << seed << "/" << i;
      prove::Witness elsewhere = way.witness;
      elsewhere.steps.back() = {(elsewhere.steps.back().node + 1) % static_cast<cfg::NodeId>(c.graph.nodes.size()),
                                prove::kHere};
      EXPECT_FALSE(stage->play(elsewhere, "G0428", "caso").confirmed) << seed << "/" << i;
      ++wrong;
    }
  }
  EXPECT_GT(walks, 300u);
  EXPECT_GT(starved, 3u);
  EXPECT_GT(silent, 20u);
  EXPECT_GT(wrong, 100u);
}

TEST(RandomReplay, ATestThatCameOutOtherwiseIsNotConfirmed) {
  std::size_t lies = 0;
  for (std::uint32_t seed = 0; seed < kFlows; ++seed) {
    const Compilation c = compiled(seed);
    if (!is_playable(c)) continue;
    const auto stage = replay::Stage::open(c.program, c.graph);
    ASSERT_NE(stage, nullptr) << seed;
    std::mt19937 random{seed};
    test::Walker liar = random_walker(random, c);
    liar.ends_with_a_lie = true;
    liar.stop = [&random](cfg::NodeId) { return random() % 3 == 0; };
    const test::Walk way = test::walk(c.program, c.graph, liar, 120);
    if (!way.lied) continue;
    EXPECT_FALSE(stage->play(way.witness, "G0428", "caso").confirmed) << seed;
    ++lies;
  }
  EXPECT_GT(lies, 20u);
}

}  // namespace
}  // namespace guion
