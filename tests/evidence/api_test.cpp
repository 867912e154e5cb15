// guion_trace_*: order of calls, rooms that are too small, refused answers, hang-ups, copies of the block, hashes.
#include "evidence/support.hpp"

namespace guion::test {
namespace {

class TraceApi : public ::testing::Test {
 protected:
  Opened opened_{kProtocol, kFlow};
};

TEST_F(TraceApi, AWholeCallIsToldAsItWas) {
  TracedCall c{opened_};
  play_payment(c);
  const Telling told = opened_.tell(c.bytes);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(told.state, State::Whole);
  EXPECT_EQ(told.end, "resuelto");
  EXPECT_EQ(told.head.call_id, 7U);
  const auto said = texts(told);
  const auto has = [&](const std::string& t) { return std::count(said.begin(), said.end(), t); };
  EXPECT_EQ(has("Gracias por llamar a Cable Austral. Le atiende Marisol. Esta llamada puede ser grabada."), 1);
  EXPECT_EQ(has("Ana Ríos"), 1);
  EXPECT_EQ(has("¿Cuánto desea pagar hoy?"), 2)
      << "asked again after the card was declined, not after the refused amount";
  EXPECT_EQ(has("esta respuesta no se aceptó"), 1);
  EXPECT_EQ(has("solicita caja (monto = 85.40) → cobrado = sí"), 1);
  EXPECT_EQ(has("Recibimos su pago de $85.40. Su saldo quedó en $0.00 y vence el día 5 de cada mes."), 1);
}

TEST_F(TraceApi, TheHashIsTheEndOfTheFile) {
  TracedCall c{opened_};
  play_payment(c);
  std::array<std::uint8_t, 32> hash{};
  ASSERT_TRUE(c.trace.hash(hash));
  EXPECT_EQ(std::memcmp(hash.data(), c.bytes.data() + c.bytes.size() - 32, 32), 0);
  EXPECT_EQ(opened_.tell(c.bytes).hash, hash);
}

TEST_F(TraceApi, WhatIsSaidHasTheHashOfItsBytes) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  ASSERT_EQ(c.next(), GUION_EVENT_SAY);
  const auto read = evidence::read_trace(view_of(c.bytes));
  const std::string text = c.session.text();
  EXPECT_EQ(read.records.at(0).said, evidence::sum_of(view_of(text)));
}

TEST_F(TraceApi, AMenuIsHashedWithItsLabels) {
  TracedCall c{opened_};
  play_payment(c);
  const std::string text = "El banco no aprobó el cargo. ¿Desea intentar con otro método?\nSí\nNo";
  const auto read = evidence::read_trace(view_of(c.bytes));
  EXPECT_EQ(std::count_if(read.records.begin(), read.records.end(),
                          [&](const auto& r) { return r.said == evidence::sum_of(view_of(text)); }),
            1);
}

TEST_F(TraceApi, EachThingIsRecordedOnceAndInOrder) {
  TracedCall c{opened_};
  EXPECT_EQ(c.trace.begin(c.session, 0).status().code(), GUION_MISSING_VALUE);
  c.give("agente", embed::text_value("Marisol"));
  EXPECT_EQ(c.trace.event(c.session, 0).status().code(), GUION_BAD_ARGUMENT) << "not begun";
  c.begin();
  EXPECT_EQ(c.trace.event(c.session, 0).status().code(), GUION_WRONG_ANSWER) << "no event was asked for";
  c.next();
  const guion_answer done{GUION_ANSWER_DONE, 0, nullptr, 0};
  EXPECT_EQ(c.trace.event(c.session, 0).status().code(), GUION_STALE_TOKEN);
  EXPECT_EQ(c.trace.begin(c.session, 0).status().code(), GUION_WRONG_ANSWER) << "too late";
  EXPECT_EQ(c.answer(GUION_ANSWER_DONE), GUION_OK);
  EXPECT_EQ(c.trace.answer(c.session, done, 0).status().code(), GUION_WRONG_ANSWER);
  ASSERT_TRUE(c.session.next(c.now));
  EXPECT_EQ(c.trace.answer(c.session, done, 0).status().code(), GUION_WRONG_ANSWER) << "the event is not recorded";
  EXPECT_EQ(c.next(), GUION_EVENT_ASK);
  EXPECT_TRUE(c.session.answer_value(c.event.token, embed::text_value("Ana")));
  ASSERT_TRUE(c.session.next(c.now));
  EXPECT_EQ(c.trace.event(c.session, 0).status().code(), GUION_BAD_TRACE) << "an answer went by unrecorded";
}

TEST_F(TraceApi, AnswersThatNoRecordCanHoldAreRefused) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  const std::string longest(65536, 'a');
  const guion_value long_text = embed::text_value(longest), null_text{0, nullptr, 3}, fine = embed::text_value("Ana");
  const auto refused = [&](const guion_answer& a) { return c.trace.answer(c.session, a, 0).status().code(); };
  EXPECT_EQ(refused({GUION_ANSWER_VALUE, 0, &long_text, 1}), GUION_OUT_OF_RANGE);
  EXPECT_EQ(refused({GUION_ANSWER_VALUE, 0, &null_text, 1}), GUION_BAD_ARGUMENT);
  EXPECT_EQ(refused({GUION_ANSWER_VALUE, 0, nullptr, 1}), GUION_BAD_ARGUMENT);
  EXPECT_EQ(refused({GUION_ANSWER_VALUE, 0, &fine, 2}), GUION_BAD_ARGUMENT);
  EXPECT_EQ(refused({GUION_ANSWER_FIELDS, 0, &fine, 1}), GUION_WRONG_ANSWER);
  EXPECT_EQ(refused({static_cast<guion_answer_kind>(15), 0, nullptr, 0}), GUION_WRONG_ANSWER);
  EXPECT_EQ(refused({static_cast<guion_answer_kind>(0), 0, nullptr, 0}), GUION_WRONG_ANSWER);
  EXPECT_EQ(c.answer_value(fine), GUION_OK);
}

TEST_F(TraceApi, ASmallRoomChangesNothing) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  guion_trace& t = *c.trace.get();
  std::size_t needed = 0;
  EXPECT_EQ(guion_trace_begin(&t, c.session.get(), c.now, nullptr, 0, &needed), GUION_BUFFER_TOO_SMALL);
  ASSERT_GT(needed, 100U);
  std::vector<char> room(needed);
  EXPECT_EQ(guion_trace_begin(&t, c.session.get(), c.now, room.data(), needed - 1, &needed), GUION_BUFFER_TOO_SMALL);
  EXPECT_EQ(guion_trace_begin(&t, c.session.get(), c.now, room.data(), needed, &needed), GUION_OK);
  ASSERT_TRUE(c.session.next(c.now));
  for (std::size_t capacity = 0;; ++capacity) {
    const guion_trace before = t;
    std::vector<char> exact(capacity);
    const auto status = guion_trace_event(&t, c.session.get(), c.now, exact.data(), capacity, &needed);
    if (status == GUION_OK) {
      EXPECT_LE(needed, capacity);
      break;
    }
    ASSERT_EQ(status, GUION_BUFFER_TOO_SMALL);
    ASSERT_GT(needed, capacity);
    ASSERT_EQ(std::memcmp(&before, &t, sizeof t), 0);
    ASSERT_LT(capacity, 1000U);
  }
}

TEST_F(TraceApi, AHangUpIsRecordedAndTheEndBehindIt) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  c.hang_up();
  EXPECT_EQ(opened_.tell(c.bytes).state, State::Open);
  EXPECT_EQ(c.trace.hangup(c.session, 0).status().code(), GUION_CALL_OVER) << "nobody hangs up twice";
  EXPECT_EQ(c.next(), GUION_EVENT_END);
  EXPECT_EQ(c.trace.event(c.session, 0).status().code(), GUION_CALL_OVER);
  const Telling told = opened_.tell(c.bytes);
  EXPECT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(told.end, "abandonada");
  EXPECT_EQ(told.lines.back().text, "(cuelga)");
}

TEST_F(TraceApi, AHangUpBeforeTheFirstEvent) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  c.hang_up();
  EXPECT_EQ(c.next(), GUION_EVENT_END);
  const Telling told = opened_.tell(c.bytes);
  EXPECT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(told.state, State::Whole);
}

/// Behind a hang-up the host is still asked to close what is open; that is part of the call.
TEST(TraceOfPairs, WhatIsClosedBehindAHangUpIsToldToo) {
  const Opened opened{R"(protocolo atención_telefónica, guion 1
servicio pausa, actúa
servicio reanuda, actúa
final resuelto, normal
etapa pago, opcional
regla pareja: solicita pausa y solicita reanuda en pareja
)",
                      R"(flujo pago_de_factura, guion 1
sigue atención_telefónica
dato cliente: nombre
etapa pago
  solicita pausa
    si falla
      nada
  pregunta cliente: ¿Con quién hablo?
  solicita reanuda
    si falla
      nada
  di Gracias, {cliente}.
  termina resuelto
)"};
  TracedCall c{opened};
  c.begin();
  ASSERT_EQ(c.ask(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(c.answer_fields({}), GUION_OK);
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  c.hang_up();
  ASSERT_EQ(c.next(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(c.answer_fields({}), GUION_OK);
  ASSERT_EQ(c.next(), GUION_EVENT_END);
  const Telling told = opened.tell(c.bytes);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(told.state, State::Whole);
  EXPECT_EQ(told.end, "abandonada");
  EXPECT_EQ(told.lines.back().text, "solicita reanuda → hecho");
  EXPECT_EQ(told.lines.back().place, "");
  EXPECT_EQ(told.lines.back().source, 0U);
  EXPECT_EQ(told.lines[told.lines.size() - 2].place, "pago/ask/cliente/1");
}

TEST_F(TraceApi, ACopyOfTheBlockGoesOn) {
  TracedCall c{opened_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  ASSERT_EQ(c.ask(), GUION_EVENT_ASK);
  unsigned char kept[sizeof(guion_trace)];  // as a host keeps it on disk
  std::memcpy(kept, c.trace.get(), sizeof kept);
  embed::Trace later;
  std::memcpy(later.get(), kept, sizeof kept);
  c.trace = later;
  EXPECT_EQ(c.answer_value(embed::text_value("Ana")), GUION_OK);
  c.hang_up();
  EXPECT_EQ(c.next(), GUION_EVENT_END);
  EXPECT_EQ(opened_.tell(c.bytes).state, State::Whole);
}

TEST_F(TraceApi, AnotherCallOrImageIsToldApart) {
  TracedCall one{opened_, 1}, two{opened_, 2};
  for (TracedCall* c : {&one, &two}) {
    c->give("agente", embed::text_value("Marisol"));
    c->begin();
    ASSERT_TRUE(c->session.next(c->now));
  }
  EXPECT_EQ(one.trace.event(two.session, 0).status().code(), GUION_BAD_TRACE);
  std::string other{kFlow};
  other.replace(other.find("Cable Austral"), 13, "Cable Boreal");
  const Opened changed{kProtocol, other};
  TracedCall three{changed, 1};
  three.give("agente", embed::text_value("Marisol"));
  ASSERT_TRUE(three.session.next(three.now));
  EXPECT_EQ(one.trace.event(three.session, 0).status().code(), GUION_WRONG_IMAGE);
}

TEST_F(TraceApi, NullIsABadArgument) {
  TracedCall c{opened_};
  guion_trace t{};
  char room[8];
  std::size_t needed = 0;
  EXPECT_EQ(guion_trace_begin(nullptr, c.session.get(), 0, room, 8, &needed), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_begin(&t, nullptr, 0, room, 8, &needed), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_begin(&t, c.session.get(), 0, nullptr, 8, &needed), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_event(&t, c.session.get(), 0, room, 8, &needed), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_answer(nullptr, c.session.get(), nullptr, 0, room, 8, &needed), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_correct(&t, c.session.get(), 1, 0, room, 8, &needed), GUION_BAD_ARGUMENT);
  std::uint8_t hash[32];
  EXPECT_EQ(guion_trace_hash(&t, hash), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_hash(nullptr, hash), GUION_BAD_ARGUMENT);
}

TEST_F(TraceApi, TheWordingThatTheSeedChoseIsToldAgain) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    TracedCall c{opened_, 7, seed};
    play_payment(c);
    const Telling told = opened_.tell(c.bytes);
    ASSERT_FALSE(told.fault) << told.fault->message.en;
  }
}

TEST_F(TraceApi, TimesAreThoseOfTheHostAndTheGreetingThatOfTheEvent) {
  TracedCall c{opened_};
  c.now = -5'000'000'000;
  play_payment(c);
  const Telling told = opened_.tell(c.bytes);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(told.head.time, -5'000'000'000);
  EXPECT_EQ(told.lines.front().time, -4'999'999'995);
}

}  // namespace
}  // namespace guion::test
