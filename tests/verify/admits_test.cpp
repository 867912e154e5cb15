// Whether a call may stand somewhere (verify.hpp, admits): calls that are played may, at each event, inside parts too;
// what no call can be is refused.
#include <gtest/gtest.h>

#include "capi/handles.hpp"
#include "fuzz/bases.hpp"
#include "fuzz/monitor.hpp"
#include "verify/images.hpp"
#include "verify/support.hpp"
#include "verify/verify.hpp"
#include "vm/session.hpp"

namespace guion::test {
namespace {

/// What a snapshot would say of a call, apart from it: so that it can be changed.
struct Stand {
  explicit Stand(guion_session* session) {
    const auto& s = *static_cast<const vm::Session*>(session);
    view = s.image;
    pc = s.pc;
    levels = s.levels;
    returns.assign(s.returns(), s.returns() + s.depth);
    filled.assign(s.filled(), s.filled() + view->slot_bytes());
    for (std::uint32_t n = 0; n < view->slots; ++n) values.push_back(s.has(n) && !s.is_text(n) ? s.number(n) : 0);
  }
  [[nodiscard]] bool admitted() const {
    const auto value = [](const void* all, std::uint32_t slot) { return static_cast<const std::int64_t*>(all)[slot]; };
    return verify::admits(*view, {pc, returns.data(), static_cast<std::uint32_t>(returns.size()), levels, filled.data(),
                                  values.data(), value});
  }

  const image::ImageView* view;
  std::uint32_t pc;
  std::uint8_t levels;
  std::vector<std::uint32_t> returns;
  std::vector<std::uint8_t> filled;
  std::vector<std::int64_t> values;
};

struct Count {
  unsigned events = 0, in_parts = 0, emptied = 0, lowered = 0, moved = 0;
};

/// A call at an event may stand there; moved, emptied or lowered, it may not, wherever the certificate needs what is
/// missing.
void visit(guion_session* session, Count& count) {
  const Stand stand(session);
  ++count.events;
  count.in_parts += stand.returns.empty() ? 0 : 1;
  ASSERT_TRUE(stand.admitted()) << "at " << stand.pc;
  for (const std::uint32_t by : {1U, 0xffffffffU}) {
    Stand other = stand;
    other.pc += by;
    ASSERT_FALSE(other.admitted()) << "no event is there: " << other.pc;
    if (stand.returns.empty()) continue;
    other = stand;
    other.returns.back() += by;
    count.moved += other.admitted() ? 0 : 1;
    ASSERT_FALSE(other.admitted()) << "no call is before " << other.returns.back();
  }
  for (std::uint32_t slot = 0; slot < stand.view->slots; ++slot) {
    Stand other = stand;
    other.filled[slot / 8] = static_cast<std::uint8_t>(other.filled[slot / 8] & ~(1U << slot % 8));
    count.emptied += other.admitted() ? 0 : 1;
  }
  Stand other = stand;
  other.levels = 0;
  count.lowered += other.admitted() ? 0 : 1;
  other = stand;
  other.returns.push_back(stand.pc);
  ASSERT_FALSE(other.admitted()) << "no part runs here";
}

TEST(Admits, EachCallThatIsPlayed) {
  std::vector<fuzz::Base> bases = fuzz::written_bases();
  for (auto& b : fuzz::reference_bases(GUION_SOURCE_DIR)) bases.push_back(std::move(b));
  bases.push_back(fuzz::pairs_base());
  for (auto& b : fuzz::random_bases(1, 40)) bases.push_back(std::move(b));
  Count count;
  for (const fuzz::Base& base : bases) {
    const Loaded loaded(base.image, base.policy);
    for (unsigned seed = 0; seed < 6; ++seed) {
      const auto w = fuzz::watch(loaded.image, &loaded.policy, fuzz::Pair::Hole, seed, 60, 0,
                                 [&](guion_session* s) { visit(s, count); });
      ASSERT_EQ(w.broken, "") << base.name;
      ASSERT_FALSE(::testing::Test::HasFailure()) << base.name << "\n" << disassemble(base.image, base.policy);
    }
  }
  std::printf("%u events, %u in parts; refused: %u emptied, %u without levels, %u returns moved\n", count.events,
              count.in_parts, count.emptied, count.lowered, count.moved);
  EXPECT_GT(count.events, 2000U);
  EXPECT_GT(count.in_parts, 50U);
  EXPECT_GT(count.emptied, 500U);
  EXPECT_GT(count.lowered, 50U);
}

/// Behind a verification, with a number known by a literal, in a part. What is not filled is not said because of that
/// number.
const std::string kExact = kHead + R"(counters 1
slot name "cliente"
slot count "n" range 0 9
slot money "saldo" currency USD classes 1 policy 0
stage "uno" L0
part "p" P0 touched 0 {0}
case 0 {1} if 1 in 3 5 exit 0 {0}
case 0 {} exit 0 {}
code
L0:
  ask 1 "¿n?"
  verify 0 3 0 1 "¿?" LX LX
  unless.num 1 >= 3 LX
  unless.num 1 <= 5 LX
  call 0
  require 3
  say "{0}"
  unless.num 1 > 5 LX
  say "{2}"
LX:
  state 0 {1}
  say "Adiós."
  end 0
P0:
  ask 0 "¿Quién?"
  unless.known 1 P1
  say "{1}"
P1:
  state 0 {0} case 0
  state 0 {0} case 1
  return
)";

TEST(Admits, WhatTheCertificateNeeds) {
  const Loaded loaded(image_of(kExact));
  Call call(loaded);
  (void)call.next();
  ASSERT_EQ(call.value(4), GUION_OK);
  (void)call.next();
  ASSERT_EQ(call.answer(GUION_ANSWER_PASSED), GUION_OK);
  ASSERT_EQ(call.next().kind, GUION_EVENT_ASK);
  const Stand good(call.session);
  ASSERT_EQ(good.returns.size(), 1U);
  EXPECT_TRUE(good.admitted());
  const auto with = [&](auto change) {
    Stand s = good;
    change(s);
    return s.admitted();
  };
  EXPECT_FALSE(with([](Stand& s) { s.values[1] = 6; })) << "a value outside of a literal that a line counts on";
  EXPECT_TRUE(with([](Stand& s) { s.values[1] = 3; }));
  EXPECT_FALSE(with([](Stand& s) { s.levels = 1; })) << "a level is missing in the caller";
  EXPECT_FALSE(with([](Stand& s) { s.levels = 2; })) << "a level without what it includes";
  EXPECT_FALSE(with([](Stand& s) { s.levels = 7; })) << "a level that nobody granted, where a number is counted on";
  EXPECT_FALSE(with([](Stand& s) { s.filled[0] = 0; })) << "the caller's slot is empty";
  EXPECT_TRUE(with([](Stand& s) { s.filled[0] |= 1; })) << "nothing is said of the customer's name here";
  EXPECT_FALSE(with([](Stand& s) { s.returns[0] += 1; }));
  EXPECT_FALSE(with([](Stand& s) { s.returns.clear(); })) << "a part without a caller";
  EXPECT_FALSE(with([](Stand& s) { s.returns.push_back(s.returns[0]); }));
  EXPECT_FALSE(with([](Stand& s) { s.pc = 0xffffffff; }));
  EXPECT_FALSE(with([](Stand& s) { s.returns[0] = 0xffffffff; }));
}

/// A call that comes from another version may lack what nothing behind its place reads.
TEST(Admits, WhatNothingCountsOnMayBeMissing) {
  const Loaded loaded(image_of(kHead + R"(counters 1
slot name "cliente"
slot name "apodo"
stage "uno" L0
code
L0:
  verify 0 3 0 1 "¿?" LX LX
  ask 0 "¿Quién?"
  ask 1 "¿Apodo?"
  say "Un momento."
  say "{0}"
LX:
  state 0 {}
  end 0
)"));
  Call call(loaded);
  (void)call.next();
  ASSERT_EQ(call.answer(GUION_ANSWER_PASSED), GUION_OK);
  ASSERT_EQ(call.value("Ana"), GUION_OK);
  ASSERT_EQ(call.value("Nita"), GUION_OK);
  ASSERT_EQ(call.next().kind, GUION_EVENT_SAY);
  Stand s(call.session);
  EXPECT_TRUE(s.admitted());
  s.filled[0] = 1;  // the nickname, which was asked for on the way, is not there
  s.levels = 0;
  EXPECT_TRUE(s.admitted());
  s.filled[0] = 2;
  EXPECT_FALSE(s.admitted()) << "the next line says the customer's name";
}

}  // namespace
}  // namespace guion::test
