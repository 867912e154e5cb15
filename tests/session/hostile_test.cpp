// Images, snapshots and move tables that a hostile hand writes: each once made the runtime say, do or read what it must
// not. Rules: docs/bytecode.md.
#include <cstring>

#include "verify/images.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

/// A saved call, opened again in its own image or moved to another.
class Again {
 public:
  explicit Again(const Loaded& image) : image_(image) {
    const guion_session_options options{1, 0, 0, 0, 0};
    memory_.resize(guion_session_size(&image.image, &options) / 8 + 1);
  }
  guion_status restore(const Bytes& snapshot) {
    return guion_restore(&image_.image, nullptr, nullptr, snapshot.data(), snapshot.size(), memory_.data(),
                         memory_.size() * 8, &session);
  }
  guion_status migrate(const Loaded& from, const Bytes& table, const Bytes& snapshot) {
    guion_moves moves;
    guion_load_error error{};
    const guion_status opened = guion_moves_open(&moves, &image_.image, table.data(), table.size(), &error);
    if (opened != GUION_OK) return opened;
    return guion_migrate(&moves, &from.image, nullptr, nullptr, snapshot.data(), snapshot.size(), memory_.data(),
                         memory_.size() * 8, &session);
  }
  guion_event next() {
    guion_event e{};
    EXPECT_EQ(guion_next(session, 0, &e), GUION_OK);
    return e;
  }
  guion_session* session = nullptr;

 private:
  const Loaded& image_;
  std::vector<std::uint64_t> memory_;
};

Bytes saved(const Call& call) {
  Bytes out(4096);
  std::size_t size = 0;
  EXPECT_EQ(guion_save(call.session, nullptr, out.data(), out.size(), &size), GUION_OK);
  out.resize(size);
  return out;
}

struct Row {
  std::uint32_t from, to;
  bool anew;
};
/// A move table without slots: levels as given, counter 0 to counter 0 if there is one.
Bytes table(const Loaded& from, const Loaded& to, unsigned counters, std::vector<std::uint8_t> levels,
            const std::vector<Row>& places, const std::vector<std::uint64_t>& slots = {}) {
  Bytes t(84);
  std::memcpy(t.data(), "GUIM", 4);
  t[4] = 1;
  guion_image_build_id(&from.image, &t[20]);
  guion_image_build_id(&to.image, &t[52]);
  const auto number = [&t](std::uint64_t v) {
    for (; v >= 0x80; v >>= 7) t.push_back(static_cast<std::uint8_t>(v | 0x80));
    t.push_back(static_cast<std::uint8_t>(v));
  };
  number(counters);
  levels.resize(16);  // and no pairs
  t.insert(t.end(), levels.begin(), levels.end());
  number(0);
  number(slots.size() / 2);
  for (const std::uint64_t s : slots) number(s);
  number(counters == 0 ? 0 : 1);
  if (counters != 0) number(0), number(0);
  number(0);
  number(places.size());
  std::uint32_t last = 0, at = 0;
  for (const Row& r : places) {
    number(r.from - last);
    const std::int64_t step = std::int64_t{r.to} - at;
    number(1 + 2 * (static_cast<std::uint64_t>(step) << 1 ^ static_cast<std::uint64_t>(step >> 63)) + (r.anew ? 1 : 0));
    last = r.from;
    at = r.to;
  }
  repair(t);
  return t;
}

const std::string kAsksForPin = kHead + R"(counters 1
stage "uno" L0
code
L0:
  verify 0 3 0 3 "Clave" V1 V1
  say "Gracias."
  end 0
V1:
  state 0 {}
  end 1
)";

TEST(Hostile, TwoNumbersInOneAreNoInterval) {
  const std::string lowest = std::to_string(-25567 * 0x100000000 - 25567);  // a cycle whose days are both the first
  const Loaded image(image_of(kHead + R"(slot money "saldo" currency USD classes 1 policy 0 system
slot cycle "ciclo"
slot count "x"
stage "uno" L0
code
L0:
  ask 2 "¿x?"
  unless.num 2 > 5 L2
  end 1
L2:
  state 0 {0 2} if 2 in 0 5
  ask 1 "¿Ciclo?"
  unless.num 1 = )" + lowest + R"( L1
  say "Su saldo es {0}."
  end 0
L1:
  state 0 {0 1}
  end 1
)"));
  EXPECT_EQ(image.reason(), "LevelNotProved");
}

TEST(Hostile, NoCallStandsInCodeThatNoneComesTo) {
  const std::string dead = R"(stage "uno" L0
PART
code
L0:
  say "a"
  end 0
  say "b"
)";
  const auto code_of = [&](const std::string& part) { return std::string(dead).replace(dead.find("PART"), 4, part); };
  for (const std::string& text :
       {kHead + code_of(""), kHead + "slot money \"saldo\" currency USD classes 1 policy 0\n" +
                                 code_of("part \"p\" P0 touched 0 {}\ncase 2 {0} exit 0 {}") +
                                 "P0:\n  say \"Su saldo: {0}\"\n  return\n"}) {
    const Loaded image(image_of(text));
    ASSERT_EQ(image.reason(), "None");
    Call call(image);
    ASSERT_EQ(call.next().position, 0U);
    Bytes snapshot = saved(call);
    ASSERT_EQ(snapshot[57], 0);  // behind a head of 56 bytes and the seed: the place
    snapshot[57] = 5;
    repair(snapshot);
    EXPECT_EQ(Again(image).restore(snapshot), GUION_BAD_SNAPSHOT);
  }
}

TEST(Hostile, ARowThatDoesNotFitLeavesNothingBehind) {
  const Loaded old(image_of(kAsksForPin));
  const Loaded fresh(image_of(kHead + R"(counters 1
stage "uno" L0
code
L0:
  verify 0 3 0 1 "Una pregunta con un texto bastante largo" V1 V1
  end 0
V1:
  state 0 {}
  verify 0 3 0 3 "Corta" V2 V2
  end 0
V2:
  state 0 {}
  say "No se verificó."
  end 1
)"));
  Call probe(fresh), call(old);
  const std::uint32_t first = probe.next().position;
  ASSERT_EQ(probe.answer(GUION_ANSWER_LACKING), GUION_OK);
  const std::uint32_t second = probe.next().position;
  ASSERT_EQ(call.answer(GUION_ANSWER_WRONG), GUION_OK);
  const std::uint32_t place = call.next().position;
  Again moved(fresh);
  const Bytes rows = table(old, fresh, 1, {1, 2, 3}, {{place, first, false}, {place, second, false}});
  ASSERT_EQ(moved.migrate(old, rows, saved(call)), GUION_OK);
  const guion_event e = moved.next();
  EXPECT_EQ(e.position, second);
  EXPECT_EQ(e.tries_left, 2U);
  const guion_answer lacking{GUION_ANSWER_LACKING, 0, nullptr, 0};
  ASSERT_EQ(guion_answer_event(moved.session, e.token, &lacking), GUION_OK);
  EXPECT_EQ(moved.next().kind, GUION_EVENT_SAY);
}

TEST(Hostile, TriesAndTokensOutliveAMoveFromTheStart) {
  const Loaded old(image_of(kAsksForPin));
  std::string text = kAsksForPin;
  const Loaded fresh(image_of(text.replace(text.find("Gracias"), 7, "Adelante")));
  Call call(old);
  const Bytes start = saved(call);
  const std::uint64_t token = call.next().token;
  ASSERT_EQ(call.answer(GUION_ANSWER_WRONG), GUION_OK);
  ASSERT_EQ(call.answer(GUION_ANSWER_WRONG), GUION_OK);
  (void)call.next();
  ASSERT_EQ(guion_correct(call.session, nullptr, start.data(), start.size()), GUION_OK);
  Again moved(fresh);
  ASSERT_EQ(moved.migrate(old, table(old, fresh, 1, {1, 2, 3}, {}), saved(call)), GUION_OK);
  const guion_event e = moved.next();
  EXPECT_EQ(e.tries_left, 1U);
  EXPECT_NE(e.token, token);
}

TEST(Hostile, ALookUpUnderWayIsNotAskedAnew) {
  Policy law = policy_def();
  law.services.push_back({"acto", true, {}, {2}, {}});
  const Bytes bytes = assembly::encode(law);
  const auto image = [&](const std::string& last) {
    auto a = assemble_for(kHead + R"(slot yesno "cobrado" policy 2
binding 2 takes gives 0 stales
stage "uno" L0
code
L0:
  lookup 0 L1
  end 0
L1:
  state 0 {}
  say ")" + last + "\"\n  end 1\n",
                          bytes);
    return assembly::encode(a.module);
  };
  const Loaded old(image("a"), bytes), fresh(image("b"), bytes);
  Call call(old);
  ASSERT_EQ(call.next().kind, GUION_EVENT_LOOKUP);
  const auto with = [&](bool anew) { return table(old, fresh, 0, {1, 2, 3}, {{0, 0, anew}}, {1, 0}); };
  EXPECT_EQ(Again(fresh).migrate(old, with(true), saved(call)), GUION_CANNOT_MOVE);
  Again moved(fresh);
  ASSERT_EQ(moved.migrate(old, with(false), saved(call)), GUION_OK);
  EXPECT_EQ(moved.next().token, call.next().token);
}

TEST(Hostile, OfOnePolicyALevelStaysWhatItIs) {
  const Loaded old(image_of(kAsksForPin));
  std::string text = kAsksForPin;
  const Loaded fresh(image_of(text.replace(text.find("Gracias"), 7, "Adelante")));
  Call call(old);
  (void)call.next();
  ASSERT_EQ(call.answer(GUION_ANSWER_PASSED), GUION_OK);
  const std::uint32_t place = call.next().position;
  EXPECT_EQ(Again(fresh).migrate(old, table(old, fresh, 1, {1, 3, 0}, {{place, place, false}}), saved(call)),
            GUION_CANNOT_MOVE);
  EXPECT_EQ(Again(fresh).migrate(old, table(old, fresh, 1, {1, 2, 0}, {{place, place, false}}), saved(call)), GUION_OK);
}

/// Behind the last instruction of a part nothing stands, and nobody comes back there when it calls what never returns.
TEST(Hostile, ACallAtTheEndOfAPartIsTakenUpAgain) {
  const Loaded image(image_of(kHead + R"(stage "uno" L0
part "p" P0 touched 0 {}
case 0 {}
part "q" P1 touched 0 {}
case 0 {}
code
L0:
  call 0
P0:
  say "Hola."
  call 1
P1:
  say "Hasta luego."
  end 0
)"));
  ASSERT_EQ(image.reason(), "None");
  Call call(image);
  EXPECT_EQ(call.say(), "Hola.");
  ASSERT_EQ(call.next().kind, GUION_EVENT_SAY);
  Again again(image);
  ASSERT_EQ(again.restore(saved(call)), GUION_OK);
  EXPECT_EQ(again.next().token, call.next().token);
  EXPECT_EQ(call.say(), "Hasta luego.");
  ASSERT_EQ(call.next().kind, GUION_EVENT_END);
  EXPECT_EQ(Again(image).restore(saved(call)), GUION_OK);
}

TEST(Hostile, AConstantIsNotGiven) {
  const Loaded image(image_of(kHead + R"(slot text "empresa" system value "Cable Austral"
slot text "corta" range 1 13
stage "uno" L0
code
L0:
  copy 1 0
  say "{0}, o sea {1}."
  end 0
)"));
  ASSERT_EQ(image.reason(), "None");
  Call call(image);
  const guion_value longer{0, "Cable Austral del Sur", 21};
  EXPECT_EQ(guion_give(call.session, 0, &longer), GUION_BAD_ARGUMENT);
  guion_slot_info info{};
  ASSERT_EQ(guion_slot_describe(&image.image, 0, &info), GUION_OK);
  EXPECT_EQ(info.from_system, 0);
  EXPECT_EQ(call.say(), "Cable Austral, o sea Cable Austral.");
}

TEST(Hostile, GoingBackForgetsNoPairAndBringsNoCallBack) {
  Policy law = policy_def();
  law.services.push_back({"abrir", false, {}, {}, {}});
  law.services.push_back({"cerrar", false, {}, {}, {}});
  law.pairs = {{2, 3}};
  const Bytes bytes = assembly::encode(law);
  auto a = assemble_for(kHead + R"(binding 2 takes gives stales
binding 3 takes gives stales
stage "uno" L0
code
L0:
  say "Hola."
  lookup 0 L1
  say "En medio."
  lookup 1 L1
  end 0
L1:
  state 0 {}
  end 1
)",
                        bytes);
  const Loaded image(assembly::encode(a.module), bytes);
  Call call(image);
  (void)call.next();
  const Bytes first = saved(call);
  EXPECT_EQ(call.say(), "Hola.");
  ASSERT_EQ(call.answer(GUION_ANSWER_FIELDS), GUION_OK);
  (void)call.next();
  EXPECT_EQ(guion_correct(call.session, nullptr, first.data(), first.size()), GUION_CANNOT_UNDO);
  EXPECT_EQ(call.say(), "En medio.");
  ASSERT_EQ(call.answer(GUION_ANSWER_FIELDS), GUION_OK);
  ASSERT_EQ(call.next().kind, GUION_EVENT_END);
  EXPECT_EQ(guion_correct(call.session, nullptr, first.data(), first.size()), GUION_CALL_OVER);
}

}  // namespace
}  // namespace guion::test
