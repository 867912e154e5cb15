// Snapshots written by hand from the drawing in docs/bytecode.md: what a call of the image cannot be is refused, and
// the limits hold at and not one over. Knows nothing of the runtime's own reader.
#include <functional>

#include "session/flows.hpp"
#include "session/tape.hpp"

namespace guion::test {
namespace {

/// A snapshot, field by field.
struct Form {
  Bytes head;
  std::uint64_t seed = 0, place = 0, event = 0, last_act = 0, shown = 0;
  unsigned phase = 0, hour = 0, levels = 0, pairs = 0;
  std::vector<std::uint64_t> returns;
  Bytes tries;
  std::uint64_t slots = 0;
  Bytes filled;
  struct Value {
    std::uint64_t v = 0;
    std::uint64_t size = 0;  ///< of a copy of a constant
    std::string text;
  };
  std::vector<Value> values;  ///< a slot each, also for the empty ones

  [[nodiscard]] bool has(std::size_t slot) const { return (filled[slot / 8] >> slot % 8 & 1) != 0; }
  void fill(std::size_t slot, Value v) {
    filled[slot / 8] = static_cast<std::uint8_t>(filled[slot / 8] | 1u << slot % 8);
    values[slot] = std::move(v);
  }
};

class Taker {
 public:
  explicit Taker(const Bytes& b) : b_(b), at_(56) {}
  std::uint64_t varint() {
    std::uint64_t v = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t c = b_.at(at_++);
      v |= static_cast<std::uint64_t>(c & 0x7f) << shift;
      if (c < 0x80) return v;
    }
  }
  std::uint8_t byte() { return b_.at(at_++); }
  Bytes take(std::size_t n) {
    Bytes out;
    while (out.size() < n) out.push_back(byte());
    return out;
  }
  std::string text(std::size_t n) {
    const Bytes t = take(n);
    return {t.begin(), t.end()};
  }
  [[nodiscard]] bool done() const { return at_ == b_.size(); }

 private:
  const Bytes& b_;
  std::size_t at_;
};

Form form_of(const Bytes& b) {
  Form f;
  f.head.assign(b.begin(), b.begin() + 56);
  Taker in(b);
  f.seed = in.varint();
  f.place = in.varint();
  f.event = in.varint();
  f.last_act = in.varint();
  f.shown = in.varint();
  f.phase = in.byte();
  f.hour = in.byte();
  f.levels = in.byte();
  f.pairs = in.byte();
  f.returns.resize(in.byte());
  for (auto& r : f.returns) r = in.varint();
  f.tries = in.take(in.varint());
  f.slots = in.varint();
  f.filled = in.take((f.slots + 7) / 8);
  f.values.resize(f.slots);
  for (std::size_t s = 0; s < f.slots; ++s) {
    if (!f.has(s)) continue;
    Form::Value& v = f.values[s];
    v.v = in.varint();
    if (v.v % 8 == 5) v.size = in.varint();
    if (v.v % 8 == 1) v.text = in.text(v.v / 8);
    if (v.v % 8 == 5) v.text = in.text(v.size);
  }
  EXPECT_TRUE(in.done());
  return f;
}

Bytes bytes_of(const Form& f) {
  Bytes b = f.head;
  const auto byte = [&](std::uint64_t v) { b.push_back(static_cast<std::uint8_t>(v)); };
  const auto varint = [&](std::uint64_t v) {
    for (; v >= 0x80; v >>= 7) byte(v | 0x80);
    byte(v);
  };
  for (const std::uint64_t v : {f.seed, f.place, f.event, f.last_act, f.shown}) varint(v);
  for (const unsigned v : {f.phase, f.hour, f.levels, f.pairs}) byte(v);
  byte(f.returns.size());
  for (const std::uint64_t r : f.returns) varint(r);
  varint(f.tries.size());
  b.insert(b.end(), f.tries.begin(), f.tries.end());
  varint(f.slots);
  b.insert(b.end(), f.filled.begin(), f.filled.end());
  for (std::size_t s = 0; s < f.values.size(); ++s) {
    if (!f.has(s)) continue;
    varint(f.values[s].v);
    if (f.values[s].v % 8 == 5) varint(f.values[s].size);
    b.insert(b.end(), f.values[s].text.begin(), f.values[s].text.end());
  }
  repair(b);
  return b;
}

Form::Value number(std::int64_t n) {
  const std::uint64_t zigzag = static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63);
  return {zigzag << 1, 0, {}};
}
Form::Value text(const std::string& t) { return {t.size() << 3 | 1, 0, t}; }
Form::Value same_as(std::size_t slot) { return {slot << 3 | 3, 0, {}}; }
Form::Value copy_of(std::size_t slot, const std::string& t) { return {slot << 3 | 5, t.size(), t}; }

/// A call of kPurchase at some event, to be changed.
class Forged : public testing::Test {
 protected:
  void at(guion_event_kind kind, unsigned skip = 0) {
    call.start();
    call.until(kind, skip);
    good = call.save();
    ASSERT_EQ(bytes_of(form_of(good)), good);
  }
  guion_status changed(const std::function<void(Form&)>& change) {
    Form f = form_of(good);
    change(f);
    return Session(purchase()).restore(bytes_of(f));
  }
  void refused(const std::function<void(Form&)>& change, guion_status why = GUION_BAD_SNAPSHOT) {
    EXPECT_EQ(changed(change), why);
  }
  void taken(const std::function<void(Form&)>& change) { refused(change, GUION_OK); }
  [[nodiscard]] std::size_t slot(const char* name) const { return call.slot(name); }

  Session call{purchase()};
  Bytes good;
};

TEST_F(Forged, TheStateIsOneOfTheImage) {
  at(GUION_EVENT_MENU);
  taken([](Form&) {});
  taken([](Form& f) { f.seed = 9; });
  taken([](Form& f) { f.hour = 23; });
  refused([](Form& f) { f.hour = 24; });
  refused([](Form& f) { f.seed = 0x100000000; });
  refused([](Form& f) { f.place += 1; });
  refused([](Form& f) { f.place = 0; });
  refused([](Form& f) { f.place = 0xffffffff; });
  refused([](Form& f) { f.event = 0; });
  taken([](Form& f) { f.last_act = f.event - 1; });
  refused([](Form& f) { f.last_act = f.event; });  // no look-up that acts waits here
  taken([](Form& f) { f.shown = 7; });
  refused([](Form& f) { f.shown = 8; });  // three options
  for (const unsigned phase : {0u, 1u, 3u, 5u, 6u, 255u}) refused([&](Form& f) { f.phase = phase; });
  taken([](Form& f) { f.levels = 0; });    // the image has proved one here, but nothing behind counts on it
  refused([](Form& f) { f.levels = 3; });  // and the policy has one
  taken([](Form& f) { f.pairs = 1; });
  refused([](Form& f) { f.pairs = 2; });
  refused([](Form& f) { f.returns = {f.place}; });
  refused([](Form& f) { f.returns.resize(9); });
  refused([](Form& f) { f.tries.push_back(0); });
  refused([](Form& f) { f.tries.pop_back(); });
  refused([](Form& f) { f.slots += 1; });
  refused([](Form& f) { f.filled.back() |= 0x80; });                // a slot that there is not
  refused([&](Form& f) { f.values[slot("cuántos")].text = "x"; });  // a byte that belongs to nothing
}

TEST_F(Forged, EachValueFitsItsSlot) {
  at(GUION_EVENT_MENU);
  taken([&](Form& f) { f.values[slot("cuántos")] = number(0); });
  taken([&](Form& f) { f.values[slot("cuántos")] = number(9); });
  refused([&](Form& f) { f.values[slot("cuántos")] = number(10); });
  refused([&](Form& f) { f.values[slot("cuántos")] = number(-1); });
  refused([&](Form& f) { f.values[slot("cuántos")] = text("4"); });
  taken([&](Form& f) { f.values[slot("cliente")] = text(std::string(80, 'x')); });
  refused([&](Form& f) { f.values[slot("cliente")] = text(std::string(81, 'x')); });
  refused([&](Form& f) { f.values[slot("cliente")] = text(""); });
  refused([&](Form& f) { f.values[slot("cliente")] = text("\xc3"); });
  refused([&](Form& f) { f.values[slot("cliente")] = text("a\nb"); });
  refused([&](Form& f) { f.values[slot("cliente")] = number(3); });
  refused([&](Form& f) { f.fill(slot("cvv"), text("123")); });           // never written
  refused([&](Form& f) { f.fill(slot("empresa"), text("Otra Red")); });  // a constant
  const auto without_balance = [&](Form& f) {
    f.filled[slot("saldo") / 8] &= static_cast<std::uint8_t>(~(1u << slot("saldo") % 8));
  };
  taken(without_balance);  // it was said
  const std::size_t empty = slot("detalle");
  taken([&](Form& f) { f.fill(empty, text(std::string(200, 'd'))); });  // what nobody has proved may be
  refused([&](Form& f) { f.fill(empty, text(std::string(201, 'd'))); });
}

TEST_F(Forged, TextsThatShareAreOfAnEarlierSlotAndConstantsAreTheImages) {
  at(GUION_EVENT_MENU);
  const Form f = form_of(good);
  const std::size_t client = slot("cliente"), payer = slot("titular_del_pago"), brand = slot("marca");
  ASSERT_EQ(f.values[payer].v % 8, 3u);
  ASSERT_EQ(f.values[brand].v % 8, 5u);
  ASSERT_LT(client, payer);
  const std::string company = "Cable Austral";
  taken([&](Form& g) { g.values[payer] = text("otra"); });
  refused([&](Form& g) { g.values[payer] = same_as(payer); });
  refused([&](Form& g) { g.values[payer] = same_as(brand); });  // not earlier
  refused([&](Form& g) { g.values[payer] = same_as(slot("cuántos")); });
  refused([&](Form& g) { g.values[payer] = same_as(slot("cvv")); });  // empty
  refused([&](Form& g) { g.values[payer] = same_as(1000); });
  refused([&](Form& g) { g.values[payer].v |= 4; });  // no such kind
  taken([&](Form& g) { g.values[brand] = text(company); });
  refused([&](Form& g) { g.values[brand] = copy_of(slot("empresa"), "Cable Norte!!"); });
  refused([&](Form& g) { g.values[brand] = copy_of(slot("empresa"), "Cable"); });
  refused([&](Form& g) { g.values[brand] = copy_of(slot("detalle"), company); });
  refused([&](Form& g) { g.values[brand] = copy_of(1000, company); });
  taken([&](Form& g) { g.values[payer] = copy_of(slot("empresa"), company), g.values[brand] = same_as(payer); });
  refused([&](Form& g) { g.values[payer] = copy_of(slot("empresa"), company); });  // told twice
}

TEST_F(Forged, WhatALaterLineCountsOnIsThere) {
  at(GUION_EVENT_LOOKUP);
  refused([](Form& f) { f.levels = 0; });  // its balance is said next
  taken([](Form& f) { f.levels = 1; });
  const auto empty = [this](Form& f, const char* name) {
    f.filled[slot(name) / 8] &= static_cast<std::uint8_t>(~(1u << slot(name) % 8));
  };
  refused([&](Form& f) { empty(f, "titular_del_pago"); });
  refused([&](Form& f) { empty(f, "cliente"); });  // said at the end of the call
}

TEST_F(Forged, TriesAreLeftAtAVerification) {
  at(GUION_EVENT_VERIFY);
  taken([](Form& f) { f.tries[0] = 2; });
  refused([](Form& f) { f.tries[0] = 3; });
  refused([](Form& f) { f.tries[0] = 255; });
  refused([](Form& f) { f.shown = 1; });  // no menu
}

TEST_F(Forged, ALookUpThatActsIsTheLastActAndOpensItsPair) {
  at(GUION_EVENT_LOOKUP, 1);
  ASSERT_EQ(form_of(good).pairs, 1u);
  ASSERT_EQ(form_of(good).last_act, form_of(good).event);
  refused([](Form& f) { f.pairs = 0; });
  refused([](Form& f) { f.last_act = 0; });
  refused([](Form& f) { f.last_act += 1; });
  refused([](Form& f) { f.returns.clear(); });
  refused([](Form& f) { f.returns[0] += 1; });
  refused([](Form& f) { f.returns.push_back(f.returns[0]); });
}

TEST_F(Forged, AClosingLookUpIsOfAnOpenPair) {
  at(GUION_EVENT_LOOKUP, 1);
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  good = call.save();
  ASSERT_EQ(form_of(good).phase, 5u);
  taken([](Form&) {});
  refused([](Form& f) { f.pairs = 0; });
  refused([](Form& f) { f.last_act = 0; });
  unsigned bindings = 0;
  for (unsigned b = 0; b < 10; ++b) bindings += changed([&](Form& f) { f.shown = b; }) == GUION_OK;
  EXPECT_EQ(bindings, 1u);
  (void)call.see();
  ASSERT_EQ(call.send(GUION_ANSWER_FAILED), GUION_OK);
  good = call.save();
  ASSERT_EQ(form_of(good).phase, 4u);
  taken([](Form&) {});
  refused([](Form& f) { f.pairs = 1; });
  refused([](Form& f) { f.shown = 1; });
  refused([](Form& f) { f.place = 1000000; });
}

TEST_F(Forged, ACallThatHasNotBegunKnowsOnlyWhatTheSystemGave) {
  call.start();
  good = call.save();
  ASSERT_EQ(form_of(good).phase, 0u);
  taken([](Form& f) { f.event = 5; });  // corrected back to here
  refused([](Form& f) { f.place = 1; });
  refused([](Form& f) { f.levels = 1; });
  refused([](Form& f) { f.hour = 1; });
  refused([](Form& f) { f.event = f.last_act = 5; });
  refused([&](Form& f) { f.fill(slot("cliente"), text("Ana")); });
}

// ---- limits
// -----------------------------------------------------------------------------------------------------------

TEST(Limits, AsManySlotsAsThereMayBe) {
  std::string flow = "flujo muchos, guion 1\ntítulo Muchos\nidioma es-US\nregistro usted\nsigue pruebas\n\n";
  constexpr unsigned kSlots = 1024;
  for (unsigned i = 0; i < kSlots; ++i) flow += "dato d" + std::to_string(i) + ": dinero USD 0..1000000\n";
  flow += "\netapa apertura\n";
  for (unsigned i = 0; i < kSlots; ++i) flow += "  pregunta d" + std::to_string(i) + ": ¿Cuánto?\n";
  flow += "  di {d0}";
  for (unsigned i = 1; i < kSlots; ++i) flow += (i % 50 == 0 ? ".\n  di " : " ") + ("{d" + std::to_string(i) + "}");
  flow += ".\n  termina hecho\n";
  const auto opened = open_flow(kLaw, flow);
  ASSERT_NE(opened, nullptr);
  Session call(*opened);
  call.start();
  (void)call.see();
  for (unsigned i = 0; i < kSlots; ++i) {
    ASSERT_EQ(call.event.kind, GUION_EVENT_ASK);
    call.accept();
    (void)call.see();
  }
  const Bytes snapshot = call.save();
  EXPECT_LT(snapshot.size(), 56 + 20 + kSlots / 8 + 5 * kSlots);
  Session again(*opened);
  ASSERT_EQ(again.restore(snapshot), GUION_OK);
  EXPECT_EQ(again.see(), call.see());
  Form f = form_of(snapshot);
  f.slots = kSlots + 1;  // one over: no image has so many
  f.filled.push_back(0);
  f.values.emplace_back();
  EXPECT_EQ(Session(*opened).restore(bytes_of(f)), GUION_BAD_SNAPSHOT);
}

TEST(Limits, EightPartsDeep) {
  std::string flow = "flujo hondo, guion 1\ntítulo Hondo\nidioma es-US\nregistro usted\nsigue pruebas\n\n";
  flow += "etapa apertura\n  haz parte_1\n  termina hecho\n";
  for (unsigned i = 1; i <= 8; ++i) {
    flow += "\nparte parte_" + std::to_string(i) + "\n  di Parte " + std::to_string(i) + ".\n";
    if (i < 8) flow += "  haz parte_" + std::to_string(i + 1) + "\n";
    flow += "  di Vuelta " + std::to_string(i) + ".\n";
  }
  const auto opened = open_flow(kLaw, flow);
  ASSERT_NE(opened, nullptr);
  Session call(*opened);
  call.start();
  for (unsigned n = 0; n < 16; ++n) {
    const std::string seen = call.see();
    const Bytes snapshot = call.save();
    Session again(*opened);
    ASSERT_EQ(again.restore(snapshot), GUION_OK);
    ASSERT_EQ(again.see(), seen);
    Form f = form_of(snapshot);
    EXPECT_EQ(f.returns.size(), n < 8 ? n + 1 : 16 - n);
    f.returns.push_back(f.returns.back());
    EXPECT_EQ(Session(*opened).restore(bytes_of(f)), GUION_BAD_SNAPSHOT);
    f.returns.resize(f.returns.size() - 2);
    EXPECT_EQ(Session(*opened).restore(bytes_of(f)), GUION_BAD_SNAPSHOT);
    call.accept();
  }
}

}  // namespace
}  // namespace guion::test
