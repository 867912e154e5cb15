// The proof of the prover: on random small flows its verdict on every property is the verdict of the judge who plays
// every call, both ways. GUION_PROVE_FLOWS sets how many flows (600), GUION_PROVE_SEED the first, GUION_PROVE_PRINT how
// many disputes are printed in full (3). The figures of the last long run are in docs/analysis.md.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <map>

#include "prove/compare.hpp"
#include "prove/settings.hpp"

namespace guion::test {
namespace {

constexpr std::size_t kMostStates = 20000;
struct Tally {
  std::size_t compared = 0, refused = 0, too_large = 0, violating = 0, properties = 0, broken = 0, undecided = 0,
              hidden = 0;
  std::size_t disagreeing = 0, judge_states = 0, prover_states = 0;
  std::map<std::string, std::size_t> refusals;

  void add(const Comparison& c) {
    if (c.outcome == Comparison::Outcome::Refused) {
      ++refused;
      ++refusals[c.refusal];
      return;
    }
    if (c.outcome == Comparison::Outcome::TooLarge) {
      ++too_large;
      return;
    }
    ++compared;
    violating += c.broken != 0 ? 1 : 0;
    properties += c.properties;
    broken += c.broken;
    undecided += c.undecided;
    hidden += c.hidden;
    disagreeing += c.disagreements.empty() ? 0 : 1;
    judge_states += c.judge_states;
    prover_states += c.prover_states;
  }
  void print(double seconds) const {
    std::printf("%zu flows compared, %zu of them violate something; %zu too large, %zu refused\n", compared, violating,
                too_large, refused);
    std::printf("%zu properties, %zu broken, %zu not decided, %zu behind an empty slot; %zu flows in dispute\n",
                properties, broken, undecided, hidden, disagreeing);
    std::printf("%zu states of the judge, %zu of the prover; %.1f s\n", judge_states, prover_states, seconds);
    for (const auto& [why, count] : refusals) std::printf("  refused %zu times: %s\n", count, why.c_str());
  }
};

TEST(Prover, AgreesWithTheJudgeOnSmallFlows) {
  const std::uint32_t flows = setting("GUION_PROVE_FLOWS", 600), first = setting("GUION_PROVE_SEED", 1);
  const std::uint32_t most_printed = setting("GUION_PROVE_PRINT", 3);
  const auto begin = std::chrono::steady_clock::now();
  Tally tally;
  std::size_t printed = 0;
  for (std::uint32_t i = 0; i < flows; ++i) {
    const std::uint32_t seed = first + i;
    const Comparison c = compare(seed, kMostStates);
    tally.add(c);
    if (c.disagreements.empty() || printed++ >= most_printed) continue;
    std::string all;
    for (const std::string& d : c.disagreements) all += d;
    ADD_FAILURE() << "seed " << seed << "\n" << show(small_flow(seed)) << "\n" << all;
  }
  tally.print(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  EXPECT_EQ(tally.disagreeing, 0u);
  EXPECT_EQ(tally.undecided, 0u) << "all that these flows hold lies in the fragment in which everything is decided";
  EXPECT_LE(tally.refused * 50, flows) << "the generator must write flows that are well formed";
  EXPECT_LE(tally.too_large * 20, flows) << "the generator must write flows that can be enumerated";
  EXPECT_GE(tally.violating * 3, tally.compared) << "too few flows break something for the comparison to say much";
  EXPECT_LE(tally.violating * 5, tally.compared * 4) << "too few flows hold";
}

}  // namespace
}  // namespace guion::test
