// Damaged and forged move tables: refused, or harmless: no crash, and no value of the new version heard below its
// level.
#include <functional>

#include "edits.hpp"
#include "image/bytes.hpp"
#include "image/format.hpp"
#include "kit.hpp"
#include "support/fixture.hpp"

namespace guion::upgrade::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Pair {
  Pair()
      : before(std::string{guion::test::kFlow}, std::string{guion::test::kProtocol}, "atención_telefónica"),
        after(replaced(std::string{guion::test::kFlow}, "  pregunta cliente:", "  di Hola.\n  pregunta cliente:"),
              std::string{guion::test::kProtocol}, "atención_telefónica"),
        up(before, after) {
    std::mt19937 chance(5);
    Caller caller(before, 5);
    while (caller.next()) {
      guion_status status = GUION_OK;
      calls.push_back(caller.save(status));
      EXPECT_EQ(status, GUION_OK);
      if (!caller.answer(chance)) break;
    }
  }
  Edition before, after;
  Upgrade up;
  std::vector<Bytes> calls;  ///< one call, saved at each of its events
};

void seal(Bytes& table) {
  const std::uint64_t sum =
      image::checksum(table.data() + image::kAtSize, table.size() - image::kAtSize, image::load64(table.data()));
  for (unsigned i = 0; i < 8; ++i) table[image::kAtChecksum + i] = static_cast<std::uint8_t>(sum >> 8 * i);
}

TEST(Damage, EveryChangedBitIsSeen) {
  Pair p;
  for (std::size_t bit = 0; bit < p.up.plan.table.size() * 8; ++bit) {
    Bytes table = p.up.plan.table;
    table[bit / 8] = static_cast<std::uint8_t>(table[bit / 8] ^ 1u << bit % 8);
    guion_moves moves;
    guion_load_error error{};
    EXPECT_NE(guion_moves_open(&moves, &p.after.image, table.data(), table.size(), &error), GUION_OK) << bit;
    EXPECT_NE(error.reason, 0u);
  }
}

TEST(Damage, NoPartOfATableIsATable) {
  Pair p;
  for (std::size_t size = 1; size < p.up.plan.table.size(); ++size) {
    const Bytes table(p.up.plan.table.begin(), p.up.plan.table.begin() + static_cast<std::ptrdiff_t>(size));
    guion_moves moves;
    EXPECT_EQ(guion_moves_open(&moves, &p.after.image, table.data(), table.size(), nullptr), GUION_BAD_MOVES);
  }
}

TEST(Damage, AForgedTableCanOnlyLeadWhereTheProofHolds) {
  Pair p;
  std::mt19937 chance(11);
  std::size_t opened = 0, moved = 0;
  for (int i = 0; i < 20000; ++i) {
    Bytes table = p.up.plan.table;
    for (std::size_t n = 1 + chance() % 3; n > 0; --n)
      table[image::kMovesHead + chance() % (table.size() - image::kMovesHead)] = static_cast<std::uint8_t>(chance());
    seal(table);
    guion_moves moves;
    if (guion_moves_open(&moves, &p.after.image, table.data(), table.size(), nullptr) != GUION_OK) continue;
    ++opened;
    const Bytes& call = p.calls[chance() % p.calls.size()];
    const guion_session_options options{0, 0, 4096, 0, 0};
    std::vector<std::uint64_t> memory(guion_session_size(&p.after.image, &options) / 8 + 1);
    guion_session* session = nullptr;
    if (guion_migrate(&moves, nullptr, &options, nullptr, call.data(), call.size(), memory.data(), memory.size() * 8,
                      &session) != GUION_OK)
      continue;
    ++moved;
    auto caller = Caller::resumed(p.after, session, std::move(memory));
    std::mt19937 other(static_cast<std::uint32_t>(i));
    for (int more = 0; more < 40 && caller->next(); ++more)
      if (!caller->answer(other)) break;
    ASSERT_TRUE(caller->faults.empty()) << caller->faults.front();
  }
  EXPECT_GT(opened, 500u);
  EXPECT_GT(moved, 200u);
}

TEST(Damage, ATableHasReasonsToBeRefused) {
  Pair p;
  const auto refused = [&](const std::function<void(Bytes&)>& change) -> std::string {
    Bytes table = p.up.plan.table;
    change(table);
    if (table.size() > image::kMovesHead) seal(table);
    guion_moves moves;
    guion_load_error error{};
    EXPECT_NE(guion_moves_open(&moves, &p.after.image, table.data(), table.size(), &error), GUION_OK);
    return guion_load_error_name(error.reason);
  };
  EXPECT_EQ(refused([](Bytes& t) { t[0] = 'X'; }), "WrongMagic");
  EXPECT_EQ(refused([](Bytes& t) { t[image::kAtVersion] = 9; }), "NewerVersion");
  EXPECT_EQ(refused([](Bytes& t) { t[image::kAtVersion] = 0; }), "UnknownVersion");
  EXPECT_EQ(refused([](Bytes& t) { t[image::kAtFlags] = 1; }), "UnknownFlags");
  EXPECT_EQ(refused([](Bytes& t) { t.push_back(0); }), "WrongSize");
  EXPECT_EQ(refused([](Bytes& t) { t.resize(20); }), "TooShort");
  EXPECT_EQ(refused([](Bytes& t) { t = Bytes(); }), "TooShort");  // a null pointer
  EXPECT_EQ(refused([](Bytes& t) { t[image::kAtMovesTo] ^= 1; }), "WrongImage");
  EXPECT_EQ(refused([](Bytes& t) { t[image::kMovesHead + 1] = 99; }), "UnknownLevel");
  EXPECT_EQ(refused([](Bytes& t) { t[image::kMovesHead + 9] = 99; }), "BadPair");
  const auto far = [](Bytes& t) {  // the last place leads far behind the code
    t.back() |= 0x80;
    t.push_back(0x7f);
    t[image::kAtSize] = static_cast<std::uint8_t>(t.size());
    t[image::kAtSize + 1] = static_cast<std::uint8_t>(t.size() >> 8);
  };
  EXPECT_EQ(refused(far), "BadMove");
}

}  // namespace
}  // namespace guion::upgrade::test
