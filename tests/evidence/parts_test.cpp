// A call that goes on in another trace: moved to a new version of its flow, or taken up where its trace was lost. The
// parts together tell what the customer was told, each once; the head of a part is as hard to forge as any record.
#include <algorithm>
#include <map>

#include "evidence/support.hpp"
#include "image/format.hpp"
#include "lower/assembly.hpp"
#include "upgrade/upgrade.hpp"

namespace guion::test {
namespace {

Compilation compiled(std::string_view protocol, std::string_view text) {
  MemorySources sources;
  sources.put(std::string{kProtocolPath}, std::string{protocol});
  sources.put(std::string{kFlowPath}, std::string{text});
  return compile(std::string{kFlowPath}, sources);
}

/// The new version: another question for the name, so that it is put again, and other thanks at the end.
std::string renewed() {
  std::string out{kFlow};
  const auto change = [&out](const std::string& from, const std::string& to) {
    out.replace(out.find(from), from.size(), to);
  };
  change("¿Con quién tengo el gusto de hablar?", "¿Me dice su nombre, por favor?");
  change("Recibimos su pago de {monto}.", "Su pago de {monto} ya está registrado.");
  return out;
}

/// Plays the call of the fixture up to some event, and notes what the customer hears, each event once.
struct Customer {
  std::vector<std::string> heard;
  std::map<std::string, int> asked;  ///< how often each kind of thing was answered
  std::uint64_t last = 0;

  void hear(const TracedCall& c) {
    if (c.event.token == last) return;
    last = c.event.token;
    const bool silent = c.event.kind == GUION_EVENT_NOTE || c.event.kind == GUION_EVENT_END;
    if (!silent && !c.session.text().empty()) heard.push_back(c.session.text());
    for (std::uint32_t i = 0; c.event.kind == GUION_EVENT_MENU && i < 2; ++i)
      heard.push_back(c.session.option(i)->label);
  }
  void reply(TracedCall& c) {
    switch (c.event.kind) {
      case GUION_EVENT_ASK:
        if (c.event.slot == c.opened.flow->find_slot("cliente").value()) {
          EXPECT_EQ(c.answer_value(embed::text_value("Ana Ríos")), GUION_OK);
        } else {
          const bool wrong = asked["monto"]++ == 0;
          EXPECT_EQ(c.answer_value(embed::number_value(wrong ? 900000 : 8540)), wrong ? GUION_OUT_OF_RANGE : GUION_OK);
        }
        return;
      case GUION_EVENT_VERIFY:
        EXPECT_EQ(c.answer(asked["pin"]++ == 0 ? GUION_ANSWER_WRONG : GUION_ANSWER_PASSED), GUION_OK);
        return;
      case GUION_EVENT_LOOKUP:
        if (c.event.acts != 0) {
          EXPECT_EQ(c.answer_fields({embed::number_value(asked["caja"]++)}), GUION_OK);
        } else {
          EXPECT_EQ(c.answer_fields({embed::number_value(0), embed::number_value(5)}), GUION_OK);
        }
        return;
      case GUION_EVENT_MENU:
        EXPECT_EQ(c.answer_option(0), GUION_OK);
        return;
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
      case GUION_EVENT_JUDGE:
      case GUION_EVENT_RECORD:
      case GUION_EVENT_TRANSFER:
      case GUION_EVENT_END:
        EXPECT_EQ(c.answer(GUION_ANSWER_DONE), GUION_OK);
    }
  }
  /// Goes on until `events` were recorded; false if the call ended before.
  bool play(TracedCall& c, int events) {
    for (int i = 0; i < events; ++i) {
      if (c.next() == GUION_EVENT_END) return false;
      hear(c);
      if (i + 1 < events) reply(c);
    }
    return true;
  }
};

std::vector<std::string> heard_in(const Telling& t) {
  std::vector<std::string> out;
  for (const auto& l : t.lines)
    if (l.who == evidence::Who::Agent || l.who == evidence::Who::Option) out.push_back(l.text);
  return out;
}

std::string saved(const TracedCall& c) {
  std::string out(8192, '\0');
  std::size_t needed = 0;
  EXPECT_EQ(guion_save(c.session.get(), nullptr, out.data(), out.size(), &needed), GUION_OK);
  out.resize(needed);
  return out;
}

class Parts : public ::testing::Test {
 protected:
  static std::vector<std::uint8_t> table() {
    const Compilation a = compiled(kProtocol, kFlow), b = compiled(kProtocol, renewed());
    const upgrade::Version before{
        a.program, a.graph, a.proof, a.image, a.policy, a.origins, assembly::build_id(a.image)};
    const upgrade::Version after{
        b.program, b.graph, b.proof, b.image, b.policy, b.origins, assembly::build_id(b.image)};
    return upgrade::plan(before, after).table;
  }
  void SetUp() override {
    guion_load_error error{};
    ASSERT_EQ(guion_moves_open(&moves_, new_.image.get(), table_.data(), table_.size(), &error), GUION_OK);
  }
  /// Moves `from` into the memory of `to`, a call of the new version.
  [[nodiscard]] guion_status move(const TracedCall& from, TracedCall& to) const {
    const std::string snapshot = saved(from);
    const guion_session_options options{7, 0, 512, 0, 0};
    guion_session* moved = nullptr;
    const auto status = guion_migrate(&moves_, old_.image.get(), &options, nullptr, snapshot.data(), snapshot.size(),
                                      to.memory.data(), to.memory.size() * 8, &moved);
    if (status == GUION_OK) {
      EXPECT_EQ(moved, to.session.get()) << "in the same memory";
    }
    to.now = from.now;
    return status;
  }
  /// A call that moves at its `events`th event and is played to its end; both parts.
  void play(int events, TracedCall& one, TracedCall& two, Customer& customer) {
    one.give("agente", embed::text_value("Marisol"));
    one.begin();
    ASSERT_TRUE(customer.play(one, events));
    ASSERT_EQ(move(one, two), GUION_OK) << events;
    two.add(two.trace.continue_from(&one.trace, two.session, two.now));
    while (two.next() != GUION_EVENT_END) {
      customer.hear(two);
      customer.reply(two);
    }
  }

  Opened old_{kProtocol, kFlow}, new_{kProtocol, renewed()};
  std::vector<std::uint8_t> table_ = table();
  guion_moves moves_{};
};

TEST_F(Parts, TogetherTellWhatTheCustomerHeard) {
  int moved = 0, again = 0;
  for (int events = 1;; ++events) {
    TracedCall probe{old_};
    probe.give("agente", embed::text_value("Marisol"));
    probe.begin();
    if (!Customer{}.play(probe, events)) break;
    TracedCall one{old_}, two{new_};
    Customer customer;
    ASSERT_NO_FATAL_FAILURE(play(events, one, two, customer));
    const Telling first = old_.tell(one.bytes), second = new_.tell(two.bytes);
    EXPECT_EQ(first.state, State::Open);
    ASSERT_FALSE(second.fault) << events << " " << second.fault->message.en;
    EXPECT_EQ(second.state, State::Whole);
    EXPECT_EQ(second.end, "resuelto");
    EXPECT_TRUE(second.head.is_part);
    EXPECT_EQ(second.head.call_id, 7U);
    EXPECT_EQ(second.head.before, first.hash);
    EXPECT_FALSE(evidence::no_successor(second, view_of(one.bytes), "uno"));
    auto told = heard_in(first);
    for (auto& t : heard_in(second)) told.push_back(std::move(t));
    EXPECT_EQ(told, customer.heard) << "moved at event " << events;
    again += second.head.asked ? 0 : 1;
    ++moved;
  }
  EXPECT_GT(moved, 10);
  EXPECT_EQ(again, 2) << "what has new words is put again: the question for the name and the thanks";
}

TEST_F(Parts, BeforeTheFirstEventToo) {
  TracedCall one{old_}, two{new_};
  one.give("agente", embed::text_value("Marisol"));
  one.begin();
  ASSERT_EQ(move(one, two), GUION_OK);
  two.add(two.trace.continue_from(&one.trace, two.session, two.now));
  Customer customer;
  while (two.next() != GUION_EVENT_END) {
    customer.hear(two);
    customer.reply(two);
  }
  const Telling told = new_.tell(two.bytes);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(heard_in(told), customer.heard);
}

TEST_F(Parts, TheHeadingNamesTheTraceBefore) {
  TracedCall one{old_}, two{new_};
  Customer customer;
  play(3, one, two, customer);
  const Telling told = new_.tell(two.bytes);
  const std::string hash = evidence::hex_of(old_.tell(one.bytes).hash);
  EXPECT_NE(evidence::heading(told, "", Tongue::En).find("  after   " + hash), std::string::npos);
  EXPECT_NE(evidence::heading(told, "", Tongue::Es).find("  tras     " + hash), std::string::npos);
  EXPECT_EQ(evidence::heading(old_.tell(one.bytes), "", Tongue::Es).find("tras"), std::string::npos);
}

TEST_F(Parts, OnlyTheTraceThatIsNamedIsTheOneBefore) {
  TracedCall one{old_}, two{new_}, other{old_};
  Customer customer, another;
  play(4, one, two, customer);
  other.give("agente", embed::text_value("Marisol"));
  other.now += 1;
  other.begin();
  ASSERT_TRUE(another.play(other, 4));
  const Telling told = new_.tell(two.bytes);
  const auto why = [&](const Telling& t, const Bytes& before) {
    const auto reason = evidence::no_successor(t, view_of(before), "uno");
    return reason ? reason->en : "none";
  };
  EXPECT_EQ(why(told, one.bytes), "none");
  EXPECT_TRUE(why(told, other.bytes).starts_with("it does not go on from uno: it goes on from hash "));
  Bytes longer = one.bytes;
  {
    TracedCall copy = one;
    copy.add(copy.trace.hangup(copy.session, copy.now));
    longer = copy.bytes;
  }
  EXPECT_TRUE(why(told, longer).starts_with("it does not go on from uno: it goes on from hash "));
  Bytes changed = one.bytes;
  changed[200] = static_cast<char>(changed[200] ^ 1);
  EXPECT_NE(why(told, changed).find("does not fit"), std::string::npos);
  EXPECT_NE(why(told, one.bytes.substr(0, 300)).find("cut off"), std::string::npos);
  EXPECT_EQ(why(old_.tell(one.bytes), one.bytes), "it does not go on from uno: it begins with the call");
  EXPECT_EQ(why(told, two.bytes), "it does not go on from uno: there the call is over");
}

/// A part by itself proves nothing of what came before it, and when it is not the successor of the trace given, says
/// so.
TEST_F(Parts, TheEndGivesNoComfortAfterTheWrongTrace) {
  TracedCall one{old_}, two{new_};
  Customer customer;
  play(4, one, two, customer);
  const evidence::Expected right, wrong{true, false};
  Telling told = new_.tell(two.bytes);
  const auto end = [&](const evidence::Expected& is, Tongue t) { return evidence::verdict(told, is, t); };
  const std::string n = std::to_string(told.records), hash = evidence::hex_of(told.hash) + "\n";
  EXPECT_EQ(end(right, Tongue::Es), "La traza está completa desde donde sigue la llamada: " + n +
                                        " registros, y lo dicho es lo que consta en ella. Su huella:\n" + hash);
  EXPECT_EQ(end(wrong, Tongue::Es), "La traza concuerda consigo misma: " + n +
                                        " registros. Pero NO sigue a la que se indicó: de lo que se dijo antes no se "
                                        "sabe nada. Su huella:\n" +
                                        hash);
  EXPECT_EQ(end(wrong, Tongue::En), "The trace agrees with itself: " + n +
                                        " records. But it does NOT go on from the one given: nothing is known of what "
                                        "was said before. Its hash:\n" +
                                        hash);
  told = new_.tell(two.bytes.substr(0, two.bytes.size() - 1));
  const std::string known = std::to_string(told.records);
  EXPECT_EQ(end(right, Tongue::Es),
            "Constan los " + known + " primeros registros; de lo que vino después no se sabe nada.\n");
  EXPECT_EQ(end(wrong, Tongue::Es), "Constan los " + known +
                                        " primeros registros; de lo que vino después no se sabe nada, ni de lo que se "
                                        "dijo antes.\n");
  EXPECT_EQ(end(wrong, Tongue::En), "This is what the first " + known +
                                        " records show; nothing is known of what came after them, nor of what was "
                                        "said before.\n");
}

TEST_F(Parts, EveryByteChangedIsNoticed) {
  TracedCall one{old_}, two{new_};
  Customer customer;
  play(5, one, two, customer);
  const Telling whole = new_.tell(two.bytes);
  for (std::size_t at = 0; at < two.bytes.size(); ++at) {
    Bytes changed = two.bytes;
    changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ 1U << at % 8);
    const Telling told = new_.tell(changed);
    ASSERT_TRUE(told.fault) << at;
    ASSERT_NE(told.state, State::Whole) << at;
    ASSERT_TRUE(is_beginning(told, whole)) << at;
  }
  for (std::size_t size = 0; size < two.bytes.size(); ++size)
    ASSERT_TRUE(new_.tell(two.bytes.substr(0, size)).fault) << size;
}

/// Under a new chain the head's snapshot has its own checksum; what gets past that must still be a call of the image,
/// and say what was hashed.
TEST_F(Parts, AForgedCallInTheHeadIsNoticed) {
  TracedCall one{old_}, two{new_};
  Customer customer;
  play(7, one, two, customer);
  const Telling whole = new_.tell(two.bytes);
  const auto parts = bodies(two.bytes);
  const std::size_t begin = parts[0].find("GUIS");
  ASSERT_NE(begin, Bytes::npos);
  for (std::size_t at = begin; at < parts[0].size(); ++at) {
    auto changed = parts;
    changed[0][at] = static_cast<char>(changed[0][at] ^ 1);
    const Telling told = new_.tell(chained(changed));
    ASSERT_TRUE(told.fault) << at;
    ASSERT_TRUE(told.lines.empty()) << at;
  }
  auto forged = parts;
  const std::size_t name = forged[0].find("Ana R", begin);
  ASSERT_NE(name, Bytes::npos);
  forged[0].replace(name, 3, "Eva");
  auto* const call = reinterpret_cast<std::uint8_t*>(forged[0].data()) + begin;
  const std::uint64_t sum = image::checksum(call + 16, forged[0].size() - begin - 16, image::load64(call));
  for (unsigned i = 0; i < 8; ++i) call[8 + i] = static_cast<std::uint8_t>(sum >> 8 * i);
  const Telling told = new_.tell(chained(forged));
  ASSERT_TRUE(told.fault);
  EXPECT_NE(told.fault->message.en.find("does not have the hash that stands in the trace"), std::string::npos)
      << told.fault->message.en;
  EXPECT_NE(told.hash, whole.hash);
}

TEST_F(Parts, AHeadInTheMiddleIsNoRecord) {
  TracedCall one{old_}, two{new_};
  Customer customer;
  play(3, one, two, customer);
  auto parts = bodies(two.bytes);
  parts.insert(parts.begin() + 2, parts[0].substr(4));
  EXPECT_EQ(new_.tell(chained(parts)).fault->message.en, "record 3 is not of the form of any record");
}

TEST_F(Parts, WhereTheOldTraceIsLostNoneIsNamed) {
  TracedCall c{old_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  Customer customer;
  ASSERT_TRUE(customer.play(c, 6));
  c.bytes.clear();
  c.trace = embed::Trace{};
  c.add(c.trace.continue_from(nullptr, c.session, c.now));
  while (c.next() != GUION_EVENT_END) customer.reply(c);
  const Telling told = old_.tell(c.bytes);
  ASSERT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_FALSE(told.head.asked);
  EXPECT_EQ(told.head.before, evidence::Sum{});
  EXPECT_NE(evidence::heading(told, "", Tongue::En).find("(no trace is named)"), std::string::npos);
}

TEST_F(Parts, AnEventAskedAgainAfterARefusalIsToldOnce) {
  TracedCall c{old_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  Customer customer;
  while (c.next() != GUION_EVENT_ASK || c.event.slot != old_.flow->find_slot("monto").value()) {
    customer.hear(c);
    customer.reply(c);
  }
  EXPECT_EQ(c.answer_value(embed::number_value(900000)), GUION_OUT_OF_RANGE);
  c.bytes.clear();
  c.add(c.trace.continue_from(&c.trace, c.session, c.now));  // in the same block
  EXPECT_EQ(c.next(), GUION_EVENT_ASK);
  const Telling told = old_.tell(c.bytes);
  EXPECT_EQ(told.state, State::Open);
  ASSERT_EQ(told.lines.size(), 1U);
  EXPECT_EQ(told.lines[0].who, evidence::Who::Remark);
  EXPECT_EQ(told.lines[0].text, "aquí sigue la llamada: ¿Cuánto desea pagar hoy?");
}

TEST_F(Parts, ACorrectionWithinAPart) {
  TracedCall one{old_}, two{new_};
  one.give("agente", embed::text_value("Marisol"));
  one.begin();
  Customer customer;
  ASSERT_TRUE(customer.play(one, 2));
  ASSERT_EQ(move(one, two), GUION_OK);
  two.add(two.trace.continue_from(&one.trace, two.session, two.now));
  ASSERT_EQ(two.next(), GUION_EVENT_ASK);
  const std::string snapshot = saved(two);
  const std::uint64_t token = two.event.token;
  customer.reply(two);
  ASSERT_EQ(two.ask(), GUION_EVENT_VERIFY);
  ASSERT_EQ(guion_correct(two.session.get(), nullptr, snapshot.data(), snapshot.size()), GUION_OK);
  two.add(two.trace.correct(two.session, token, two.now));
  ASSERT_EQ(two.next(), GUION_EVENT_ASK);
  two.hang_up();
  ASSERT_EQ(two.next(), GUION_EVENT_END);
  const Telling told = new_.tell(two.bytes);
  EXPECT_FALSE(told.fault) << told.fault->message.en;
  EXPECT_EQ(told.end, "abandonada");
}

TEST_F(Parts, WhereNoPartMayBegin) {
  TracedCall c{old_}, other{old_, 8};
  const auto refused = [](TracedCall& call, const embed::Trace* before) {
    embed::Trace t;
    return t.continue_from(before, call.session, 0).status().code();
  };
  EXPECT_EQ(refused(c, nullptr), GUION_MISSING_VALUE);
  for (TracedCall* call : {&c, &other}) {
    call->give("agente", embed::text_value("Marisol"));
    call->begin();
  }
  ASSERT_EQ(c.next(), GUION_EVENT_SAY);
  const embed::Trace empty;
  EXPECT_EQ(refused(c, &empty), GUION_BAD_ARGUMENT) << "not begun";
  EXPECT_EQ(refused(c, &other.trace), GUION_BAD_TRACE);
  EXPECT_EQ(refused(c, &c.trace), GUION_OK);
  EXPECT_EQ(c.answer(GUION_ANSWER_DONE), GUION_OK);
  EXPECT_EQ(refused(c, &c.trace), GUION_WRONG_ANSWER) << "between an answer and the next event";
  Customer customer;
  while (c.next() != GUION_EVENT_END) customer.reply(c);
  EXPECT_EQ(refused(c, &c.trace), GUION_CALL_OVER);
  EXPECT_EQ(refused(c, nullptr), GUION_CALL_OVER);
  guion_trace t{};
  std::size_t needed = 0;
  EXPECT_EQ(guion_trace_continue(nullptr, nullptr, c.session.get(), 0, nullptr, 0, &needed), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_continue(&t, nullptr, nullptr, 0, nullptr, 0, &needed), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_trace_continue(&t, nullptr, c.session.get(), 0, nullptr, 9, &needed), GUION_BAD_ARGUMENT);
}

TEST_F(Parts, ASmallRoomChangesNothing) {
  TracedCall c{old_};
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  Customer customer;
  ASSERT_TRUE(customer.play(c, 4));
  guion_trace t{};
  const guion_trace nothing{};
  std::size_t wanted = 0;
  ASSERT_EQ(guion_trace_continue(&t, c.trace.get(), c.session.get(), 0, nullptr, 0, &wanted), GUION_BUFFER_TOO_SMALL);
  for (std::size_t capacity = 0; capacity < wanted; ++capacity) {
    std::vector<char> exact(capacity);
    std::size_t needed = 0;
    ASSERT_EQ(guion_trace_continue(&t, c.trace.get(), c.session.get(), 0, exact.data(), capacity, &needed),
              GUION_BUFFER_TOO_SMALL);
    ASSERT_EQ(needed, wanted);
    ASSERT_EQ(std::memcmp(&t, &nothing, sizeof t), 0);
  }
  std::vector<char> exact(wanted);
  ASSERT_EQ(guion_trace_continue(&t, c.trace.get(), c.session.get(), 0, exact.data(), wanted, &wanted), GUION_OK);
  EXPECT_LE(wanted, exact.size());
  std::uint8_t hash[32];
  ASSERT_EQ(guion_trace_hash(&t, hash), GUION_OK);
  EXPECT_EQ(std::memcmp(hash, exact.data() + wanted - 32, 32), 0);
}

TEST(PartsWithSecrets, NoneBeginsWhileOneIsHeld) {
  const Opened opened{R"(protocolo atención_telefónica, guion 1
clase secreta nunca se dice
servicio cobro, actúa
  recibe tarjeta: código 4..40, clase secreta
etapa pago, opcional
final resuelto, normal
)",
                      R"(flujo pago_de_factura, guion 1
sigue atención_telefónica
etapa pago
  pregunta tarjeta: ¿Me da el número de su tarjeta?
  solicita cobro
    si falla
      nada
  di Gracias, listo.
  termina resuelto
)"};
  TracedCall c{opened};
  c.begin();
  ASSERT_EQ(c.next(), GUION_EVENT_ASK);
  embed::Trace part;
  EXPECT_TRUE(part.continue_from(&c.trace, c.session, c.now)) << "not yet held";
  EXPECT_EQ(c.answer_value(embed::text_value("4111111111111111")), GUION_OK);
  ASSERT_EQ(c.next(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(part.continue_from(&c.trace, c.session, c.now).status().code(), GUION_SECRET_HELD);
  std::vector<char> room(4096, '\0');
  std::size_t needed = 1;
  EXPECT_EQ(guion_trace_continue(part.get(), c.trace.get(), c.session.get(), 0, room.data(), room.size(), &needed),
            GUION_SECRET_HELD);
  EXPECT_EQ(needed, 0U);
  EXPECT_TRUE(std::all_of(room.begin(), room.end(), [](char b) { return b == 0; }));
}

}  // namespace
}  // namespace guion::test
