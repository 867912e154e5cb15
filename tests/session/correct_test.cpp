// Correcting an earlier answer: what comes back, what does not, and what is refused.
#include <set>

#include "session/flows.hpp"
#include "session/tape.hpp"

namespace guion::test {
namespace {

TEST(Correct, AnEarlierAnswerIsGivenAgain) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_ASK);
  const std::uint64_t token = call.event.token;
  const Bytes before = call.save();
  ASSERT_EQ(call.send({{0, "Ana", 3}}), GUION_OK);
  call.until(GUION_EVENT_ASK);  // the next question
  ASSERT_EQ(call.value("cliente"), "Ana");
  ASSERT_EQ(call.correct(before), GUION_OK);
  EXPECT_EQ(call.value("cliente"), "(empty)");
  (void)call.see();
  EXPECT_EQ(call.event.kind, GUION_EVENT_ASK);
  EXPECT_NE(call.event.token, token);
  const guion_value ana{0, "Ana", 3};
  const guion_answer stale{GUION_ANSWER_VALUE, 0, &ana, 1};
  EXPECT_EQ(guion_answer_event(call.session, token, &stale), GUION_STALE_TOKEN);
  ASSERT_EQ(call.send({{0, "Inés", 5}}), GUION_OK);
  call.until(GUION_EVENT_ASK);
  EXPECT_EQ(call.value("cliente"), "Inés");
}

TEST(Correct, NoTokenComesTwice) {
  Session call(purchase());
  call.start();
  std::set<std::uint64_t> tokens;
  (void)call.see();
  tokens.insert(call.event.token);
  const Bytes first = call.save();
  for (int round = 0; round < 20; ++round) {
    for (int n = 0; n < round % 4; ++n) {
      call.accept();
      (void)call.see();
      EXPECT_TRUE(tokens.insert(call.event.token).second);
    }
    ASSERT_EQ(call.correct(first), GUION_OK);
    (void)call.see();
    EXPECT_TRUE(tokens.insert(call.event.token).second);
    const Bytes now = call.save();  // a corrected call can be saved, restored and corrected like any other
    Session again(purchase());
    ASSERT_EQ(again.restore(now), GUION_OK);
    EXPECT_EQ(again.see(), call.see());
  }
}

TEST(Correct, TheStartOfTheCallIsAPlaceToGoBackTo) {
  Session call(purchase());
  call.start();
  const Bytes fresh = call.save();
  (void)call.see();
  const std::uint64_t token = call.event.token;
  call.until(GUION_EVENT_ASK, 1);
  ASSERT_EQ(call.correct(fresh), GUION_OK);
  const guion_value other{0, "Eva", 3};
  EXPECT_EQ(guion_give(call.session, call.slot("agente"), &other), GUION_OK);
  Session again(purchase());
  ASSERT_EQ(again.restore(call.save()), GUION_OK);
  (void)call.see();
  EXPECT_NE(call.event.token, token);
  EXPECT_EQ(call.text(), "Buenos días. Le atiende Eva.");
  EXPECT_EQ(again.see(), call.see());
}

TEST(Correct, ALookUpThatReadsIsNoObstacle) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_ASK);
  const Bytes before = call.save();
  call.until(GUION_EVENT_MENU);  // the bill was read
  ASSERT_NE(call.value("saldo"), "(empty)");
  EXPECT_EQ(call.correct(before), GUION_OK);
  EXPECT_EQ(call.value("saldo"), "(empty)");
  EXPECT_EQ(guion_levels(call.session), 0);
}

TEST(Correct, AcrossALookUpThatActsNothingIsUndone) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_MENU);
  const Bytes menu = call.save();
  call.accept();
  (void)call.see();
  ASSERT_EQ(call.event.kind, GUION_EVENT_LOOKUP);  // the pause: the host may have asked for it already
  ASSERT_EQ(call.event.acts, 1);
  const Bytes pending = call.save();
  const auto refused = [&](const Bytes& to) {
    const std::string was = call.bytes();
    EXPECT_EQ(call.correct(to), GUION_CANNOT_UNDO);
    EXPECT_EQ(call.bytes(), was);
  };
  refused(menu);
  refused(pending);  // a new token would have it done twice
  call.accept();
  (void)call.see();
  refused(menu);
  refused(pending);
  const Bytes behind = call.save();
  EXPECT_EQ(call.correct(behind), GUION_OK);  // nothing was done since
  (void)call.see();
  refused(menu);  // and still not
}

TEST(Correct, TriesAreOfTheWholeCall) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_VERIFY);
  const Bytes before = call.save();
  EXPECT_EQ(call.event.tries_left, 3u);
  for (unsigned left = 3; left > 1; --left) {
    ASSERT_EQ(call.send(GUION_ANSWER_WRONG), GUION_OK);
    ASSERT_EQ(call.correct(before), GUION_OK);
    (void)call.see();
    ASSERT_EQ(call.event.kind, GUION_EVENT_VERIFY);
    EXPECT_EQ(call.event.tries_left, left - 1);
  }
  ASSERT_EQ(call.send(GUION_ANSWER_WRONG), GUION_OK);
  ASSERT_EQ(call.correct(before), GUION_OK);
  (void)call.see();
  EXPECT_EQ(call.text(), "Disculpe, no puedo seguir.");
}

TEST(Correct, ALevelThatWasLostIsNotWonBack) {
  const auto opened = open_flow(kLaw, R"(flujo x, guion 1
sigue pruebas

dato otra: nombre

etapa apertura
  verifica titular
    con pin, 3 intentos: ¿Me dice su PIN?
    si falla
      di Disculpe, no puedo seguir.
      termina roto
  di Gracias.
  pregunta otra: ¿Con quién sigo?
  revoca titular
  di Hola, {otra}.
  termina hecho
)");
  Session call(*opened);
  call.start();
  call.until(GUION_EVENT_VERIFY);
  ASSERT_EQ(call.send(GUION_ANSWER_PASSED), GUION_OK);
  call.until(GUION_EVENT_ASK);
  const Bytes verified = call.save();
  EXPECT_EQ(call.correct(verified), GUION_OK);  // nothing is lost yet
  (void)call.see();
  call.until(GUION_EVENT_SAY);  // behind `revoca`
  EXPECT_EQ(call.correct(verified), GUION_CANNOT_UNDO);
}

TEST(Correct, ACallThatIsOverStaysOver) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_ASK);
  const Bytes before = call.save();
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  EXPECT_EQ(call.correct(before), GUION_CALL_OVER);
  (void)call.see();
  EXPECT_EQ(call.event.kind, GUION_EVENT_END);
  EXPECT_EQ(call.event.abandoned, 1);
  Session again(purchase());
  ASSERT_EQ(again.restore(before), GUION_OK);
  EXPECT_EQ(again.correct(call.save()), GUION_BAD_SNAPSHOT);  // of a later event than there was
}

TEST(Correct, OnlyASnapshotOfThisCallWillDo) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_ASK);
  const Bytes early = call.save();
  call.until(GUION_EVENT_VERIFY);
  const Bytes late = call.save();
  Session behind(purchase());
  ASSERT_EQ(behind.restore(early), GUION_OK);
  const auto refused = [&](Session& s, const Bytes& to, guion_status why) {
    const std::string was = s.bytes();
    EXPECT_EQ(s.correct(to), why);
    EXPECT_EQ(s.bytes(), was);
  };
  refused(behind, late, GUION_BAD_SNAPSHOT);
  for (guion_session_options other : {guion_session_options{8, 3, 300, 0, 0}, guion_session_options{7, 4, 300, 0, 0}}) {
    Session stranger(purchase(), other);
    stranger.start();
    stranger.until(GUION_EVENT_VERIFY);
    refused(stranger, early, GUION_BAD_SNAPSHOT);
  }
  Bytes damaged = early;
  damaged.back() ^= 1;
  refused(call, damaged, GUION_BAD_SNAPSHOT);
  repair(damaged);
  damaged.pop_back();
  refused(call, damaged, GUION_BAD_SNAPSHOT);
  damaged = early;
  damaged[20] ^= 1;
  repair(damaged);
  refused(call, damaged, GUION_WRONG_IMAGE);
  EXPECT_EQ(guion_correct(nullptr, nullptr, early.data(), early.size()), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_correct(call.session, nullptr, nullptr, 0), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_correct(call.session, nullptr, call.session, 80), GUION_BAD_ARGUMENT);
  const std::string now = call.see();
  EXPECT_EQ(call.correct(late), GUION_OK);
  EXPECT_NE(call.see(), now);  // a new token
}

}  // namespace
}  // namespace guion::test
