// Damaged snapshots are refused; those whose checksum is made good again are refused or harmless: the call goes on by
// the rules, and nothing gated is said below its level. GUION_DAMAGED sets how many of each (20,000).
#include <algorithm>

#include "session/flows.hpp"
#include "session/tape.hpp"
#include "support/damage.hpp"

namespace guion::test {
namespace {

unsigned mutants() { return damaged_copies(20000); }

/// Snapshots of many events of many calls.
std::vector<Bytes> pool() {
  std::vector<Bytes> out;
  for (std::uint32_t host = 1; host <= 12; ++host) {
    Session call(purchase(), kOptions, host);
    call.start();
    out.push_back(call.save());
    for (std::uint32_t place = 0; place < 40; ++place) {
      (void)call.see();
      if (Bytes b = call.save(); !b.empty()) out.push_back(std::move(b));
      if (call.status != GUION_OK || call.event.kind == GUION_EVENT_END) break;
      if (host > 8 && place > 10) {
        (void)guion_hangup(call.session);
      } else {
        call.answer(place);
      }
    }
  }
  return out;
}

/// Damages snapshots of the pool.
class Damaged {
 public:
  const Bytes& any() { return pool_[damage_.below(pool_.size())]; }
  /// A changed copy of any of them, or bytes of no snapshot at all; behind the head only unless `everywhere`.
  Bytes make(bool everywhere) {
    Bytes b = damage_.change(any(), any(), everywhere ? 0 : 48);
    if (everywhere && damage_.below(50) == 0)
      for (auto& byte : b) byte = static_cast<std::uint8_t>(damage_.below(256));
    return b;
  }
  [[nodiscard]] bool is_good(const Bytes& b) const { return std::find(pool_.begin(), pool_.end(), b) != pool_.end(); }

 private:
  std::vector<Bytes> pool_ = pool();
  Damage damage_{4};
};

TEST(Damage, EveryDamagedSnapshotIsRefused) {
  Damaged damage;
  unsigned tried = 0;
  for (unsigned n = mutants(); n != 0; --n) {
    const Bytes b = damage.make(true);
    if (damage.is_good(b)) continue;
    ++tried;
    ASSERT_EQ(Session(purchase()).restore(b), GUION_BAD_SNAPSHOT);
  }
  EXPECT_GT(tried, mutants() / 2);
}

TEST(Damage, EveryShorterOneIsRefused) {
  Damaged damage;
  const Bytes& whole = damage.any();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Bytes b(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_EQ(Session(purchase()).restore(b), GUION_BAD_SNAPSHOT) << size;
    repair(b);
    EXPECT_EQ(Session(purchase()).restore(b), GUION_BAD_SNAPSHOT) << size;
  }
  Bytes longer = whole;
  longer.push_back(0);
  repair(longer);
  EXPECT_EQ(Session(purchase()).restore(longer), GUION_BAD_SNAPSHOT);
}

TEST(Damage, WhatPassesTheChecksumIsRefusedOrHarmless) {
  Damaged damage;
  unsigned restored = 0;
  for (unsigned n = mutants(); n != 0; --n) {
    Bytes b = damage.make(false);
    repair(b);
    Session call(purchase());
    const guion_status status = call.restore(b);
    if (status != GUION_OK) {
      ASSERT_TRUE(status == GUION_BAD_SNAPSHOT || status == GUION_WRONG_IMAGE || status == GUION_TEXT_FULL ||
                  status == GUION_BAD_SEAL)
          << guion_status_text(status);
      continue;
    }
    ++restored;
    ASSERT_EQ(call.save(), b);  // one state has one form
    for (std::uint32_t place = 0; place < 60; ++place) {
      (void)call.see();
      ASSERT_TRUE(call.status == GUION_OK || call.status == GUION_CALL_OVER || call.status == GUION_MISSING_VALUE)
          << guion_status_text(call.status);
      if (call.status != GUION_OK || call.event.kind == GUION_EVENT_END) break;
      const bool account = call.event.has_text != 0 && call.text().find("su saldo en") != std::string::npos;
      ASSERT_TRUE(!account || guion_levels(call.session) == 1) << "account data below its level";
      call.answer(place);
    }
  }
  EXPECT_GT(restored, mutants() / 100);
}

}  // namespace
}  // namespace guion::test
