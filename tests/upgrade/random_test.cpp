// Random flows, random changes, random calls: whatever moves goes on to its end without a value heard below its level
// and without breaking a rule or required stage of the new version. GUION_UPGRADE_FLOWS and GUION_UPGRADE_SEED make
// long runs.
#include <cstdlib>

#include "edits.hpp"
#include "kit.hpp"
#include "prove/small_flow.hpp"
#include "support/random_flow.hpp"

namespace guion::upgrade::test {
namespace {

std::uint32_t setting(const char* name, std::uint32_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

std::string told(const Sources& a, const Sources& b) {
  return "---- old\n" + a.protocol + "\n" + a.flow + "\n---- new\n" + b.protocol + "\n" + b.flow;
}

void compare(const Sources& a, std::uint32_t seed, const std::string& law, Tally& tally) {
  const Edition before(a.flow, a.protocol, law);
  if (!before.ok()) return;
  std::mt19937 chance(seed);
  for (int attempt = 0; attempt < 6; ++attempt) {
    const Sources b = edited(a, chance);
    const Edition after(b.flow, b.protocol, law);
    if (!after.ok()) continue;
    const Upgrade up(before, after);
    if (up.opened != GUION_OK) return;
    ++tally.pairs;
    for (std::uint32_t call = 0; call < 4; ++call) {
      const std::string wrong = try_moves(up, seed * 16 + call, tally);
      if (!wrong.empty()) FAIL() << wrong << told(a, b);
    }
  }
}

void tell(const char* what, const Tally& t) {
  std::printf(
      "%s: %zu pairs of versions, %zu moves (%zu to the end), %zu refused; foretold: %zu move, %zu depend, %zu do "
      "not; %zu menus asked again\n",
      what, t.pairs, t.moved, t.ended, t.refused, t.foretold[0], t.foretold[1], t.foretold[2], t.menus_asked_again);
}

/// Compares as many flows of `make` with their changed versions as GUION_UPGRADE_FLOWS says, else `usual`.
template <class Make>
void compare_all(const char* what, std::uint32_t usual, Make make) {
  Tally tally;
  const std::uint32_t flows = setting("GUION_UPGRADE_FLOWS", usual), first = setting("GUION_UPGRADE_SEED", 1);
  for (std::uint32_t seed = first; seed < first + flows && !::testing::Test::HasFatalFailure(); ++seed) {
    const auto f = make(seed);
    compare({f.flow, f.protocol}, seed, "prueba", tally);
  }
  tell(what, tally);
  EXPECT_GT(tally.moved, flows / 2);
  EXPECT_GT(tally.refused, flows / 20);
  EXPECT_GT(tally.foretold[0], flows / 2);
  EXPECT_GT(tally.foretold[2], flows / 20);
  EXPECT_GT(tally.menus_asked_again, flows / 20);
}

TEST(RandomUpgrades, SmallFlowsWithRulesOfEveryForm) {
  compare_all("small flows", 800, [](std::uint32_t seed) { return guion::test::small_flow(seed); });
}

TEST(RandomUpgrades, LargerFlows) {
  compare_all("larger flows", 150, [](std::uint32_t seed) { return guion::test::random_flow(seed); });
}

}  // namespace
}  // namespace guion::upgrade::test
