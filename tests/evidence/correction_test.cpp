// Corrections and restored calls: a trace goes on through both, and tells what was said before and after.
#include <algorithm>

#include "evidence/support.hpp"

namespace guion::test {
namespace {

/// A call of the fixture with a snapshot at the question of the amount, the agent corrects what was typed.
class Corrected : public ::testing::Test {
 protected:
  Opened opened_{kProtocol, kFlow};

  [[nodiscard]] static std::string saved(const TracedCall& c) {
    std::string out(4096, '\0');
    std::size_t needed = 0;
    EXPECT_EQ(guion_save(c.session.get(), nullptr, out.data(), out.size(), &needed), GUION_OK);
    out.resize(needed);
    return out;
  }
  static void go_back(TracedCall& c, const std::string& snapshot, std::uint64_t token) {
    ASSERT_EQ(guion_correct(c.session.get(), nullptr, snapshot.data(), snapshot.size()), GUION_OK);
    c.add(c.trace.correct(c.session, token, c.now += 1));
  }
  [[nodiscard]] static long count(const Telling& told, const std::string& text) {
    const auto lines = texts(told);
    return std::count(lines.begin(), lines.end(), text);
  }
};

TEST_F(Corrected, BothAnswersStandInTheTrace) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  const std::string before = saved(c);
  const std::uint64_t token = c.event.token;
  EXPECT_EQ(c.answer_value(embed::text_value("Ana Rizo")), GUION_OK);
  ASSERT_EQ(c.ask(), GUION_EVENT_VERIFY);
  go_back(c, before, token);
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_NE(c.event.token, token);
  EXPECT_EQ(c.answer_value(embed::text_value("Ana Ríos")), GUION_OK);
  ASSERT_EQ(c.ask(), GUION_EVENT_VERIFY);
  c.hang_up();
  ASSERT_EQ(c.next(), GUION_EVENT_END);
  const Telling told = opened_.tell(c.bytes);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(told.state, State::Whole);
  EXPECT_EQ(count(told, "¿Con quién tengo el gusto de hablar?"), 2);
  EXPECT_EQ(count(told, "Con mucho gusto le ayudo, Ana Rizo."), 1);
  EXPECT_EQ(count(told, "Con mucho gusto le ayudo, Ana Ríos."), 1);
  EXPECT_EQ(count(told, "se corrige una respuesta anterior: la llamada vuelve atrás"), 1);
}

TEST_F(Corrected, BackToTheBeginning) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  const std::string fresh = saved(c);
  c.begin();
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  go_back(c, fresh, 0);
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  c.hang_up();
  ASSERT_EQ(c.next(), GUION_EVENT_END);
  const Telling told = opened_.tell(c.bytes);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(count(told, "¿Con quién tengo el gusto de hablar?"), 2);
}

TEST_F(Corrected, ACorrectionThatNamesNoEventIsNoticed) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  const std::string before = saved(c);
  go_back(c, before, 12345);
  const Telling told = opened_.tell(c.bytes);
  ASSERT_TRUE(told.fault);
  EXPECT_NE(told.fault->message.en.find("goes back to no event of this trace"), std::string::npos)
      << told.fault->message.en;
}

TEST_F(Corrected, ACorrectionThatNamesAnotherEventIsNoticed) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  ASSERT_EQ(c.next(), GUION_EVENT_SAY);
  const std::uint64_t first = c.event.token;
  EXPECT_EQ(c.answer(GUION_ANSWER_DONE), GUION_OK);
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  go_back(c, saved(c), first);
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_TRUE(opened_.tell(c.bytes).fault);
}

/// Each event is answered by another process: all that it has is the snapshot and the trace's block, as bytes.
TEST_F(Corrected, ARestoredCallGoesOnInItsTrace) {
  TracedCall whole{opened_};
  play_payment(whole);
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  const auto move = [&] {
    const std::string snapshot = saved(c);
    unsigned char block[sizeof(guion_trace)];
    std::memcpy(block, c.trace.get(), sizeof block);
    std::fill(c.memory.begin(), c.memory.end(), ~std::uint64_t{0});
    const guion_session_options options{0, 0, 512, 0, 0};
    guion_session* restored = nullptr;
    ASSERT_EQ(guion_restore(opened_.image.get(), &options, nullptr, snapshot.data(), snapshot.size(), c.memory.data(),
                            c.memory.size() * 8, &restored),
              GUION_OK);
    ASSERT_EQ(restored, c.session.get()) << "in the same memory";
    c.trace = embed::Trace{};
    std::memcpy(c.trace.get(), block, sizeof block);
  };
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  move();
  EXPECT_EQ(c.answer_value(embed::text_value("Ana Ríos")), GUION_OK);
  ASSERT_EQ(c.ask(), GUION_EVENT_VERIFY);
  move();
  EXPECT_EQ(c.answer(GUION_ANSWER_WRONG), GUION_OK);
  ASSERT_EQ(c.ask(), GUION_EVENT_VERIFY);
  move();
  EXPECT_EQ(c.bytes, whole.bytes.substr(0, c.bytes.size())) << "no seam";
  const Telling told = opened_.tell(c.bytes);
  EXPECT_EQ(told.state, State::Open);
}

}  // namespace
}  // namespace guion::test
