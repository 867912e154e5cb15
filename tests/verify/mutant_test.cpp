// Images changed by someone who knows their form, with a true checksum: what the loader lets through may be nonsense,
// but never says a value below its level, reads an empty slot or keeps silent for longer than it proves. The judge
// (fuzz/monitor.hpp) knows nothing of the loader; that it sees is shown with the mutants that the loader refuses.
// GUION_MUTANTS sets how many are made (10,000).
#include <cstdlib>
#include <map>

#include "fuzz/bases.hpp"
#include "fuzz/monitor.hpp"
#include "verify/images.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

unsigned setting() {
  const char* value = std::getenv("GUION_MUTANTS");
  return value == nullptr ? 10'000 : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

struct Count {
  unsigned made = 0, loaded = 0, calls = 0, events = 0, gated_calls = 0, gated_said = 0, ended = 0, hung_up = 0,
           closings = 0, restored = 0;
};

/// Both pairs of calls, a few seeds each. What is broken, or nothing.
std::string played(const guion_image& image, const guion_policy& policy, std::uint64_t seed, Count& count,
                   std::uint32_t steps = 0) {
  for (unsigned n = 0; n < 6; ++n) {
    const auto pair = n % 3 == 2 ? fuzz::Pair::Hole : fuzz::Pair::Gate;
    const fuzz::Watched w = fuzz::watch(image, &policy, pair, seed * 6 + n, 60, steps);
    ++count.calls;
    count.events += w.events;
    count.gated_calls += w.gated ? 1 : 0;
    count.gated_said += w.gated_said;
    count.ended += w.ended ? 1 : 0;
    count.hung_up += w.hung_up ? 1 : 0;
    count.closings += w.closings;
    count.restored += w.restored;
    if (!w.broken.empty()) return w.broken;
  }
  return {};
}

/// How often calls of it say a gated value; `broken` gets what they do wrong.
unsigned gated_said(const fuzz::Base& base, std::string& broken) {
  const Loaded loaded(base.image, base.policy);
  EXPECT_EQ(loaded.status, GUION_OK) << base.name << ": " << loaded.reason() << " at " << loaded.error.offset;
  if (loaded.status != GUION_OK) return 0;
  Count count;
  for (unsigned seed = 1; seed <= 10 && broken.empty(); ++seed)
    broken = played(loaded.image, loaded.policy, seed, count);
  return count.gated_said;
}

/// All that are written or compiled from the reference flows, and of random flows those whose calls say something
/// gated.
const std::vector<fuzz::Base>& bases() {
  static const std::vector<fuzz::Base> all = [] {
    std::vector<fuzz::Base> out = fuzz::written_bases();
    out.push_back(fuzz::pairs_base());
    for (auto& b : fuzz::reference_bases(GUION_SOURCE_DIR)) out.push_back(std::move(b));
    for (auto& b : fuzz::random_bases(1, 80)) {
      std::string broken;
      if (gated_said(b, broken) != 0 || !broken.empty()) out.push_back(std::move(b));
    }
    return out;
  }();
  return all;
}
/// The written ones hold one of everything in little space: every third mutant is of them.
const fuzz::Base& any_base(fuzz::Dice& dice) { return dice.once_in(3) ? bases()[dice.below(4)] : dice.among(bases()); }

TEST(Mutants, TheGoodImagesAreFineAndSayWhatIsGated) {
  ASSERT_GE(bases().size(), 20U);
  unsigned speak = 0;
  for (const fuzz::Base& base : bases()) {
    std::string broken;
    speak += gated_said(base, broken) != 0 ? 1 : 0;
    EXPECT_EQ(broken, "") << base.name;
  }
  EXPECT_GE(speak * 4, bases().size() * 3) << "the judge would see nothing";
}

/// A call is hung up at every moment of it, and what was open is closed.
TEST(Mutants, PairsAreClosedWhenTheCustomerHangsUp) {
  const fuzz::Base base = fuzz::pairs_base();
  ASSERT_FALSE(base.image.empty()) << fuzz::pairs_base().name;
  const Loaded loaded(base.image, base.policy);
  ASSERT_EQ(loaded.status, GUION_OK) << loaded.reason() << " at " << loaded.error.offset;
  Count count;
  for (unsigned seed = 0; seed < 200; ++seed) ASSERT_EQ(played(loaded.image, loaded.policy, seed, count), "") << seed;
  EXPECT_GT(count.hung_up, 300U);
  EXPECT_GT(count.closings, 100U);
  EXPECT_GT(count.restored, 300U);
}

TEST(Mutants, WhatLoadsBreaksNothing) {
  Count count;
  fuzz::Dice dice{20260305};
  std::map<std::string, unsigned> accepted;
  for (unsigned n = 0, faults = 0; n < setting() && faults < 3; ++n) {
    const fuzz::Base& base = any_base(dice);
    const fuzz::Mutant mutant = fuzz::mutant_of(base.image, base.policy, dice);
    const Loaded loaded(mutant.image, base.policy);
    ++count.made;
    if (loaded.status != GUION_OK) continue;
    ++count.loaded;
    ++accepted[mutant.changes.substr(0, mutant.changes.find(' '))];
    const std::string broken = played(loaded.image, loaded.policy, n, count);
    if (broken.empty()) continue;
    ++faults;
    ADD_FAILURE() << "mutant " << n << " of " << base.name << " (" << mutant.changes << "): " << broken << "\n"
                  << disassemble(mutant.image, base.policy);
  }
  std::printf(
      "%u mutants, %u loaded; %u calls, %u events, %u with gated values, which were said %u times; %u ended\n"
      "%u hung up, %u look-ups without a customer; %u times saved and restored\n",
      count.made, count.loaded, count.calls, count.events, count.gated_calls, count.gated_said, count.ended,
      count.hung_up, count.closings, count.restored);
  EXPECT_GE(count.loaded * 20, count.made) << "mutants that never load test nothing";
  EXPECT_GE(count.gated_said, count.loaded / 4);
  EXPECT_GE(count.hung_up * 4, count.calls);
  EXPECT_GE(count.closings * 20, count.loaded) << "hardly anything is open when customers hang up";
  EXPECT_GE(count.restored, count.calls);
  EXPECT_GE(accepted.size(), 8U) << "every kind of change should load now and then";
}

/// Changes that leave types and tables as they are: such an image can be played without proof, and only does what it
/// may not.
bool keeps_its_form(const std::string& change) {
  for (const char* c : {"operand ", "slot ", "binding ", "bytes", "entry "})
    if (change == c) return false;
  return true;
}
/// Refusals that say that a call might break something.
bool is_of_proof(const std::string& reason) {
  for (const char* r : {"LevelNotProved", "SlotMayBeEmpty", "NeverSaid", "StateNotProved", "StepsNotBounded",
                        "EntryNotMet", "ExitNotMet"})
    if (reason == r) return true;
  return false;
}

TEST(Mutants, TheJudgeSeesWhatTheLoaderRefuses) {
  std::map<std::string, unsigned> refused, seen;
  fuzz::Dice dice{7};
  for (unsigned n = 0; n < setting(); ++n) {
    const fuzz::Base& base = any_base(dice);
    const fuzz::Mutant mutant = fuzz::mutant_of(base.image, base.policy, dice, 1);
    const Loaded loaded(mutant.image, base.policy);
    if (loaded.status == GUION_OK || !keeps_its_form(mutant.changes) || !is_of_proof(loaded.reason())) continue;
    ++refused[loaded.reason()];
    guion_image image{};
    ASSERT_TRUE(fuzz::open_unproved(image, &loaded.policy, mutant.image.data(), mutant.image.size()));
    Count count;
    seen[loaded.reason()] += played(image, loaded.policy, n, count, 2000).empty() ? 0 : 1;
  }
  for (const auto& [reason, times] : refused)
    std::printf("%s: %u refused, %u of them seen to break\n", reason.c_str(), times, seen[reason]);
  for (const char* reason : {"LevelNotProved", "SlotMayBeEmpty", "StateNotProved"}) {
    EXPECT_GE(refused[reason], 10U) << reason;
    EXPECT_GE(seen[reason], 1U) << reason << ": the judge is blind to it";
  }
}

struct Breach {
  const char *reason, *from, *to;
};

/// One line of an image changed by hand: the loader refuses it with its reason, and the judge hears of it without the
/// loader.
TEST(Mutants, TheJudgeSeesEachKindOfBreach) {
  const Breach breaches[] = {
      {"NeverSaid", "Su saldo es de {2}: un momento.", "Su clave es {3}."},
      {"NeverSaid", "say \"Su saldo es de {2}: un momento.", "note \"Su clave es {3}."},
      {"LevelNotProved", "say \"Listo.\"", "say \"Listo: {9}.\""},
      {"LevelNotProved", "say \"Listo.\"", "unless.num 9 > 4000 L4"},
      {"LevelNotProved", "  require 3\n", "  revoke 1\n"},
      {"LevelNotProved", "  require 3\n", "  revoke 2\n  note \"Debe {2}.\"\n"},
      {"LevelNotProved", "menu \"¿Algo más?\" 1 \"No\"", "menu \"¿Algo más?\" 1 \"No, {9}\""},
      {"SlotMayBeEmpty", "gracias por llamar a {0}. Le atiende {7}.", "gracias por llamar, {1}."},
      {"SlotMayBeEmpty", "say \"Ya hicimos lo posible.\"", "say \"{2}.\""},
      {"SlotMayBeEmpty", "  set 6 0\n", "  unless.num 8 = 0 V2\n  set 6 0\n"},
      {"SlotMayBeEmpty", "  set 6 0\n", "  copy 6 6\n"},
      {"StepsNotBounded", "add.num 6 6 1 F2", "jump L4"},
  };
  for (const Breach& b : breaches) {
    std::string text = gated_everywhere();
    const std::string from = b.from;
    ASSERT_NE(text.find(from), text.npos) << from;
    text.replace(text.find(from), from.size(), b.to);
    const Bytes bytes = image_of(text);
    const Loaded loaded(bytes);
    EXPECT_EQ(loaded.reason(), b.reason) << b.to;
    guion_image image{};
    ASSERT_TRUE(fuzz::open_unproved(image, &loaded.policy, bytes.data(), bytes.size()));
    std::string broken;
    Count count;
    for (unsigned seed = 0; seed < 60 && broken.empty(); ++seed)
      broken = played(image, loaded.policy, seed, count, 2000);
    EXPECT_NE(broken, "") << b.to << ": the judge is blind to it";
  }
}

}  // namespace
}  // namespace guion::test
