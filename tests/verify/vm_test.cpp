// Behaviour of the interpreter through guion.h: events, tokens, answers, refusals, ends. Meaning: docs/semantics.md.
#include <cstring>
#include <set>

#include "verify/images.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

std::uint32_t slot_named(const Loaded& image, const std::string& name) {
  for (std::uint32_t s = 0; s < guion_slot_count(&image.image); ++s) {
    guion_slot_info info{};
    EXPECT_EQ(guion_slot_describe(&image.image, s, &info), GUION_OK);
    if (std::string(info.name.data, info.name.size) == name) return s;
  }
  ADD_FAILURE() << name;
  return 0;
}

void give(Call& call, std::uint32_t slot, const std::string& text) {
  const guion_value v{0, text.data(), text.size()};
  ASSERT_EQ(guion_give(call.session, slot, &v), GUION_OK);
}

/// Plays kWhole up to its first verification.
void play_to_verify(Call& call) {
  give(call, 7, "Inés");
  EXPECT_EQ(call.say(), "buenos días, gracias por llamar a Cable Austral. Le atiende Inés.");
  EXPECT_EQ(call.value("Ana"), GUION_OK);
  EXPECT_EQ(call.value(1), GUION_OK);
  EXPECT_EQ(call.value(1), GUION_OK);
  EXPECT_EQ(call.say(), "Entonces vemos otro asunto.");
  EXPECT_EQ(call.next().kind, GUION_EVENT_VERIFY);
}

TEST(Vm, PlaysTheWholeFlow) {
  Loaded image(image_of(kWhole));
  Call call(image);
  play_to_verify(call);
  EXPECT_EQ(call.next().levels, 3);
  EXPECT_EQ(guion_levels(call.session), 0);
  EXPECT_EQ(call.answer(GUION_ANSWER_PASSED), GUION_OK);
  EXPECT_EQ(guion_levels(call.session), 3);
  EXPECT_EQ(call.next().kind, GUION_EVENT_LOOKUP);
  EXPECT_EQ(call.next().acts, 0);
  EXPECT_EQ(call.values({{8540, nullptr, 0}}), GUION_OK);
  EXPECT_EQ(call.say(), "Su saldo es de $85.40, es decir ochenta y cinco dólares con cuarenta centavos.");
  EXPECT_EQ(call.value("A12"), GUION_OK);
  EXPECT_EQ(call.next().acts, 1);
  EXPECT_EQ(call.values({{1, nullptr, 0}}), GUION_OK);
  EXPECT_EQ(call.say(), "Listo.");
  guion_value v{};
  EXPECT_EQ(guion_read(call.session, slot_named(image, "clave"), &v), GUION_MISSING_VALUE);
  EXPECT_EQ(guion_read(call.session, slot_named(image, "saldo"), &v), GUION_MISSING_VALUE);
  const guion_event menu = call.next();
  ASSERT_EQ(menu.kind, GUION_EVENT_MENU);
  ASSERT_EQ(menu.options, 2u);
  std::uint32_t id = 9;
  EXPECT_EQ(call.option(1, &id), "Sí, otra vez");
  EXPECT_EQ(id, 1u);
  EXPECT_EQ(call.answer(GUION_ANSWER_OPTION, 2), GUION_NO_OPTION);
  EXPECT_EQ(call.answer(GUION_ANSWER_OPTION, 0), GUION_OK);
  EXPECT_EQ(call.say(), "Gracias por llamar a Cable Austral. Que tenga un buen día.");
  EXPECT_EQ(call.next().kind, GUION_EVENT_END);
  EXPECT_EQ(call.next().abandoned, 0);
}

TEST(Vm, AMenuIsTheSameInWhateverOrderItIsAskedFor) {
  Loaded image(image_of(kHead + R"(slot name "n" value "Ana"
stage "uno" L0
code
L0:
  show 3
  menu.timed "¿Qué más, {0}? Dígame lo que necesita." 5 20 L1 "el uno" L1 "otro" L1 "dos, {0}" L2 "la última, que es larga" L1
L1:
  state 0 {0}
  end 0
L2:
  state 0 {0}
  say "Muy bien, {0}."
  end 0
)"));
  constexpr int kText = -1;
  const std::vector<std::vector<int>> orders = {{}, {kText}, {0, 1, 2}, {2, 1, 0, kText, 2}, {1, kText, 0, 0}};
  const std::string options[] = {"el uno", "dos, Ana", "la última, que es larga"};
  for (const std::vector<int>& order : orders) {
    Call call(image);
    ASSERT_EQ(call.next().options, 3u);
    ASSERT_EQ(call.next().seconds, 20u);
    for (const int what : order) {
      std::uint32_t id = 9;
      if (what == kText) {
        EXPECT_EQ(call.text(), "¿Qué más, Ana? Dígame lo que necesita.");
      } else {
        EXPECT_EQ(call.option(static_cast<std::uint32_t>(what), &id), options[what]);
        EXPECT_EQ(id, what == 0 ? 0u : static_cast<unsigned>(what) + 1);
      }
    }
    std::size_t size = 0;
    EXPECT_EQ(guion_option(call.session, 3, nullptr, nullptr, 0, &size), GUION_NO_OPTION);
    EXPECT_EQ(call.answer(GUION_ANSWER_OPTION, 1), GUION_NO_OPTION);
    EXPECT_EQ(call.answer(GUION_ANSWER_OPTION, 2), GUION_OK);
    EXPECT_EQ(call.say(), "Muy bien, Ana.");
  }
  Call silent(image);
  (void)silent.next();
  EXPECT_EQ(silent.answer(GUION_ANSWER_SILENT), GUION_OK);
  EXPECT_EQ(silent.next().kind, GUION_EVENT_END);
}

TEST(Vm, MissingSystemValueIsSaidBeforeTheFirstEvent) {
  Loaded image(image_of(kWhole));
  Call call(image);
  (void)call.next();
  EXPECT_EQ(call.last, GUION_MISSING_VALUE);
  give(call, 7, "Inés");
  EXPECT_EQ(call.next().kind, GUION_EVENT_SAY);
  const guion_value v{0, "Eva", 3};
  EXPECT_EQ(guion_give(call.session, 7, &v), GUION_WRONG_ANSWER);
  EXPECT_EQ(guion_give(call.session, 1, &v), GUION_BAD_ARGUMENT);
}

TEST(Vm, TokensAreStableAndNeverUsedAgain) {
  Loaded image(image_of(kWhole));
  Call call(image), twin(image), other(image, {2, 0, 0, 0, 0});
  for (Call* c : {&call, &twin, &other}) give(*c, 7, "Inés");
  const guion_event first = call.next();
  EXPECT_EQ(call.next().token, first.token);
  EXPECT_EQ(twin.next().token, first.token);
  EXPECT_NE(other.next().token, first.token);
  std::set<std::uint64_t> seen{first.token};
  EXPECT_EQ(call.say(), "buenos días, gracias por llamar a Cable Austral. Le atiende Inés.");
  const guion_answer done{GUION_ANSWER_DONE, 0, nullptr, 0};
  EXPECT_EQ(guion_answer_event(call.session, first.token, &done), GUION_STALE_TOKEN);
  EXPECT_TRUE(seen.insert(call.next().token).second);
  EXPECT_EQ(guion_answer_event(call.session, first.token, &done), GUION_STALE_TOKEN);
}

TEST(Vm, WrongTriesAreCountedOnceForTheCall) {
  Loaded image(image_of(kWhole));
  Call call(image);
  play_to_verify(call);
  EXPECT_EQ(call.next().tries_left, 3u);
  const auto token = call.next().token;
  EXPECT_EQ(call.answer(GUION_ANSWER_WRONG), GUION_OK);
  EXPECT_EQ(call.next().tries_left, 2u);
  EXPECT_NE(call.next().token, token);
  EXPECT_EQ(call.answer(GUION_ANSWER_WRONG), GUION_OK);
  EXPECT_EQ(call.answer(GUION_ANSWER_WRONG), GUION_OK);
  EXPECT_EQ(call.next().object, 1u);
  EXPECT_EQ(call.next().tries_left, 1u);
  EXPECT_EQ(call.answer(GUION_ANSWER_LACKING), GUION_OK);
  EXPECT_EQ(call.say(), "Sin esos datos no puedo abrir la cuenta.");
  EXPECT_EQ(call.next().kind, GUION_EVENT_END);
  EXPECT_EQ(call.next().object, 1u);
  EXPECT_EQ(guion_levels(call.session), 0);
}

TEST(Vm, AUsedUpMethodIsSkippedWithoutAnEvent) {
  Loaded image(image_of(kHead + R"(counters 1
stage "uno" L0
code
L0:
  state 0 {}
  verify 1 3 0 1 "¿Su pregunta?" L1 L1
  end 0
L1:
  state 0 {}
  say "No."
  jump L0
)"));
  Call call(image);
  EXPECT_EQ(call.answer(GUION_ANSWER_WRONG), GUION_OK);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(call.say(), "No.");
}

TEST(Vm, FailedLookupEmptiesWhatItGivesAndStales) {
  Loaded image(image_of(kWhole));
  Call call(image);
  play_to_verify(call);
  EXPECT_EQ(call.answer(GUION_ANSWER_PASSED), GUION_OK);
  EXPECT_EQ(call.values({{8540, nullptr, 0}}), GUION_OK);
  (void)call.say();
  EXPECT_EQ(call.value("A12"), GUION_OK);
  std::uint32_t slot = 99;
  EXPECT_EQ(guion_lookup_takes(call.session, 0, &slot), GUION_WRONG_ANSWER);  // no event was asked for yet
  (void)call.next();
  EXPECT_EQ(guion_lookup_takes(call.session, 0, &slot), GUION_OK);
  EXPECT_EQ(slot, 3u);
  EXPECT_EQ(guion_lookup_takes(call.session, 1, &slot), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_lookup_gives(call.session, 0, &slot), GUION_OK);
  EXPECT_EQ(slot, 4u);
  EXPECT_EQ(call.answer(GUION_ANSWER_FAILED), GUION_OK);
  guion_value v{};
  for (const std::uint32_t s : {2u, 3u, 4u}) EXPECT_EQ(guion_read(call.session, s, &v), GUION_MISSING_VALUE);
  EXPECT_EQ(call.say(), "El sistema no responde.");
  EXPECT_EQ(call.next().can_fail, 1);
  EXPECT_EQ(call.next().can_return, 1);
  EXPECT_EQ(guion_levels(call.session), 3);
  EXPECT_EQ(call.answer(GUION_ANSWER_RETURNED), GUION_OK);
  EXPECT_EQ(guion_levels(call.session), 0);
  EXPECT_EQ(call.say(), "Sigo con usted.");
}

TEST(Vm, TransferThatGoesThroughEndsTheCall) {
  Loaded image(image_of(kHead + "stage \"uno\" L0\ncode\nL0:\n  transfer 0 \"No se retire.\" - -\n"));
  Call call(image);
  EXPECT_EQ(call.answer(GUION_ANSWER_FAILED), GUION_WRONG_ANSWER);
  EXPECT_EQ(call.answer(GUION_ANSWER_RETURNED), GUION_WRONG_ANSWER);
  EXPECT_EQ(call.answer(GUION_ANSWER_DONE), GUION_OK);
  (void)call.next();
  EXPECT_EQ(call.last, GUION_CALL_OVER);
  EXPECT_EQ(guion_hangup(call.session), GUION_CALL_OVER);
}

TEST(Vm, RefusedAnswersChangeNothing) {
  Loaded image(image_of(kWhole));
  Call call(image);
  give(call, 7, "Inés");
  (void)call.say();
  (void)call.next();
  const std::string before = call.bytes();
  EXPECT_EQ(call.value(""), GUION_OUT_OF_RANGE);
  EXPECT_EQ(call.value(std::string(81, 'a')), GUION_OUT_OF_RANGE);
  EXPECT_EQ(call.value("a\nb"), GUION_OUT_OF_RANGE);
  EXPECT_EQ(call.value("\xff"), GUION_OUT_OF_RANGE);
  EXPECT_EQ(call.values({{0, nullptr, 4}}, GUION_ANSWER_VALUE), GUION_BAD_ARGUMENT);
  EXPECT_EQ(call.answer(GUION_ANSWER_VALUE), GUION_BAD_ARGUMENT);
  for (int k = GUION_ANSWER_DONE; k <= GUION_ANSWER_RETURNED; ++k) {
    if (k == GUION_ANSWER_VALUE) continue;
    EXPECT_EQ(call.answer(static_cast<guion_answer_kind>(k)), GUION_WRONG_ANSWER) << k;
  }
  for (const unsigned k : {0U, GUION_ANSWER_RETURNED + 1U, 285U, 0xffffffffU}) {
    guion_answer answer{};
    std::memcpy(&answer.kind, &k, sizeof k);  // as a C host can
    EXPECT_EQ(guion_answer_event(call.session, call.next().token, &answer), GUION_WRONG_ANSWER) << k;
  }
  EXPECT_EQ(call.bytes(), before);
  EXPECT_EQ(call.value(std::string(80, 'a')), GUION_OK);
}

TEST(Vm, AValueMayNotLieInTheSession) {
  Loaded image(image_of(kWhole));
  Call call(image);
  give(call, 7, "Inés");
  (void)call.say();
  guion_value mine{};
  ASSERT_EQ(guion_read(call.session, 7, &mine), GUION_OK);
  EXPECT_EQ(call.values({mine}, GUION_ANSWER_VALUE), GUION_BAD_ARGUMENT);
}

TEST(Vm, HangupIsLegalAtEveryEvent) {
  Loaded image(image_of(kWhole));
  for (int steps = 0; steps < 5; ++steps) {
    Call call(image);
    give(call, 7, "Inés");
    for (int i = 0; i < steps; ++i) {
      const guion_event e = call.next();
      const bool asks = e.kind == GUION_EVENT_ASK && e.slot == 1;
      const auto kind = e.kind == GUION_EVENT_SAY      ? GUION_ANSWER_DONE
                        : e.kind == GUION_EVENT_RECORD ? GUION_ANSWER_UNSAID
                                                       : GUION_ANSWER_SILENT;
      EXPECT_EQ(asks ? call.value("Ana") : call.answer(kind), GUION_OK);
    }
    EXPECT_EQ(guion_hangup(call.session), GUION_OK);
    const guion_event end = call.next();
    EXPECT_EQ(end.kind, GUION_EVENT_END);
    EXPECT_EQ(end.abandoned, 1);
    EXPECT_EQ(call.answer(GUION_ANSWER_DONE), GUION_CALL_OVER);
    EXPECT_EQ(guion_hangup(call.session), GUION_CALL_OVER);
  }
}

TEST(Vm, SilenceAndUnsaidTakeTheirWays) {
  Loaded image(image_of(kWhole));
  Call call(image);
  give(call, 7, "Inés");
  (void)call.say();
  EXPECT_EQ(call.value("Ana"), GUION_OK);
  EXPECT_EQ(call.next().optional, 1);
  EXPECT_EQ(call.answer(GUION_ANSWER_UNSAID), GUION_OK);
  EXPECT_EQ(call.next().seconds, 20u);
  EXPECT_EQ(call.answer(GUION_ANSWER_SILENT), GUION_OK);
  EXPECT_EQ(call.next().kind, GUION_EVENT_VERIFY);
}

TEST(Vm, TextStoreIsBoundedAndCompacted) {
  Loaded image(image_of(kHead + R"(
slot text "a"
slot text "b"
stage "uno" L0
code
L0:
  state 0 {}
  ask 0 "¿A?"
  ask 1 "¿B?"
  say "{0}-{1}"
  copy 0 1
  say "{0}-{1}"
  jump L0
)"));
  Call call(image, {1, 0, 10, 0, 0});
  for (int round = 0; round < 50; ++round) {
    EXPECT_EQ(call.value("12345"), GUION_OK);
    EXPECT_EQ(call.value("123456"), GUION_TEXT_FULL);
    EXPECT_EQ(call.value("abcde"), GUION_OK);
    EXPECT_EQ(call.say(), "12345-abcde");
    EXPECT_EQ(call.say(), "abcde-abcde");
  }
}

TEST(Vm, ATextMayTakeTheRoomOfTheSecretThatItsServiceUsedUp) {
  Policy law = policy_def();
  law.slots.push_back({"recibo", 0, 0});                      // a text
  law.services.push_back({"cobro", true, {1, 1}, {4}, {}});  // takes the code twice, gives the receipt
  const Bytes bytes = assembly::encode(law);
  auto a = assembled(kHead + R"(
slot code "clave" classes 2 policy 1
slot text "recibo" policy 4
binding 2 takes 0 0 gives 1 stales
stage "uno" L0
code
L0:
  ask 0 "¿Su código?"
  lookup 0 L9
  say "{1}"
  end 0
L9:
  state 0 {}
  end 0
)");
  a.module.policy_id = assembly::build_id(bytes);
  Loaded image(assembly::encode(a.module), bytes);
  Call call(image, {1, 0, 10, 0, 0});
  EXPECT_EQ(call.value("12345678"), GUION_OK);
  const guion_value eleven{0, "12345678901", 11}, ten{0, "1234567890", 10};
  EXPECT_EQ(call.values({eleven}), GUION_TEXT_FULL);
  EXPECT_EQ(call.values({ten}), GUION_OK);
  EXPECT_EQ(call.say(), "1234567890");
}

TEST(Vm, ArithmeticStaysInRange) {
  Loaded image(image_of(kHead + R"(
slot count "n" range 0 5
slot count "m" range 0 5
stage "uno" L0
code
L0:
  set 0 3
  set 1 2
  add 0 0 1 L9
  say "{0}"
  add 0 0 1 L1
  jump L9
L1:
  state 0 {0 1}
  say "{0} no cabe"
  sub 1 1 0 L2
  jump L9
L2:
  state 0 {0 1}
  unless.slot 0 > 1 2 L9
  unless.slot 0 = 1 3 L9
  say "cierto"
L9:
  state 0 {}
  end 0
)"));
  Call call(image);
  EXPECT_EQ(call.say(), "5");
  EXPECT_EQ(call.say(), "5 no cabe");
  EXPECT_EQ(call.say(), "cierto");
  EXPECT_EQ(call.next().kind, GUION_EVENT_END);
}

const std::string kVariants = kHead + R"(
stage "uno" L0
code
L0:
  state 0 {}
  show 2
  pick 1 L1 L2 L3
L1:
  state 0 {}
  say "uno"
  jump L0
L2:
  state 0 {}
  say "dos"
  jump L0
L3:
  state 0 {}
  say "tres"
  jump L0
)";

TEST(Vm, SeedZeroSaysTheFirstWordingThatApplies) {
  Loaded image(image_of(kVariants));
  Call call(image);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(call.say(), "uno");
}

TEST(Vm, OtherSeedsVaryAmongWordingsThatApply) {
  Loaded image(image_of(kVariants));
  Call call(image, {1, 7, 0, 0, 0}), twin(image, {9, 7, 0, 0, 0});
  std::multiset<std::string> said;
  for (int i = 0; i < 60; ++i) {
    const std::string text = call.say();
    EXPECT_EQ(twin.say(), text);
    said.insert(text);
  }
  EXPECT_EQ(said.count("dos"), 0u);
  EXPECT_GT(said.count("uno"), 10u);
  EXPECT_GT(said.count("tres"), 10u);
}

TEST(Vm, WhereEveryWordingIsGuardedOneThatWasShownIsSaidAndNeverNone) {
  // The loader takes the list for the `show` before it; that some guard always holds only the compiler knows.
  Loaded image(image_of(kHead + R"(
stage "uno" L0
code
L0:
  state 0 {}
  judge "¿?" L1
  show 1
L1:
  state 0 {}
  pick 0 L2 L3
L2:
  state 0 {}
  say "uno"
  jump L0
L3:
  state 0 {}
  say "dos"
  jump L0
)"));
  Call call(image);
  EXPECT_EQ(call.answer(GUION_ANSWER_YES), GUION_OK);
  EXPECT_EQ(call.say(), "dos");
  EXPECT_EQ(call.answer(GUION_ANSWER_NO), GUION_OK);
  EXPECT_EQ(call.say(), "uno") << "nothing was shown: everything is open";
}

TEST(Vm, StepsToAnEventAreBoundedAndTheBoundIsTold) {
  Loaded image(image_of(kHead + R"(slot yesno "a"
part "p" P0 touched 0 {}
case 0 {} exit 0 {}
stage "uno" L0
code
L0:
  set 0 1
  unless.num 0 = 1 L1
  call 0
L1:
  state 0 {}
  jump L2
L2:
  state 0 {}
  say "Hola."
  end 0
P0:
  jump P1
P1:
  state 0 {}
  return
)"));
  const std::uint32_t steps = guion_image_steps(&image.image);
  EXPECT_GE(steps, 6u);  // set, unless.num, call, jump, return, jump
  EXPECT_LE(steps, 12u);
  Call enough(image, {1, 0, 0, steps + 1, 0});
  EXPECT_EQ(enough.say(), "Hola.");
  Call short_of(image, {1, 0, 0, 6, 0});
  (void)short_of.next();
  EXPECT_EQ(short_of.last, GUION_STEP_LIMIT);
}

TEST(Vm, RevokeTakesWhatIncludesTheLevel) {
  Loaded image(image_of(kHead + R"(counters 1
stage "uno" L0
code
L0:
  verify 0 3 0 3 "¿Clave?" L1 L1
  revoke 1
  say "Fin."
L1:
  state 0 {}
  end 0
)"));
  Call call(image);
  EXPECT_EQ(call.answer(GUION_ANSWER_PASSED), GUION_OK);
  EXPECT_EQ(call.say(), "Fin.");
  EXPECT_EQ(guion_levels(call.session), 0);
}

TEST(Vm, SessionIsSmall) {
  Loaded image(image_of(kWhole));
  const guion_session_options options{1, 0, 64, 0, 0};
  EXPECT_LE(guion_session_size(&image.image, &options), 56u + 9 * 4 + 4 + 2 + 2 + 64 + 7);
  const guion_session_options much_text{1, 0, 40000, 0, 0};  // cells of 4 bytes could not address it
  EXPECT_GE(guion_session_size(&image.image, &much_text), 56u + 9 * 8 + 4 + 2 + 2 + 40000);
  std::uint64_t memory[64];
  guion_session* s = nullptr;
  EXPECT_EQ(guion_session_start(&image.image, &options, memory, 8, &s), GUION_NO_MEMORY);
  EXPECT_EQ(guion_session_start(&image.image, &options, reinterpret_cast<char*>(memory) + 1, 500, &s),
            GUION_BAD_ARGUMENT);
}

TEST(Vm, NumbersBeyond32BitsTakeWideCells) {
  Loaded image(image_of(kHead + R"(
slot window "cuándo"
slot count "n" range -3000000000 3000000000
slot text "fijo" value "siempre"
slot text "a"
stage "uno" L0
code
L0:
  ask 0 "¿?"
  ask 1 "¿?"
  ask 3 "¿?"
  say "{0}, {1}, {2}, {3}"
  copy 3 2
  say "{3}"
  end 0
)"));
  const guion_session_options options{1, 0, 64, 0, 0};
  EXPECT_GE(guion_session_size(&image.image, &options), 48u + 4 * 8 + 64);
  Call call(image);
  EXPECT_EQ(call.value((std::int64_t{540} << 32) + 720), GUION_OK);
  EXPECT_EQ(call.value(-2999999999), GUION_OK);
  EXPECT_EQ(call.value("hola"), GUION_OK);
  EXPECT_EQ(call.say(), "de 9:00 a 12:00, -2,999,999,999, siempre, hola");
  EXPECT_EQ(call.say(), "siempre");
}

TEST(Vm, NegativeNumbersAndConstantTextsLiveInNarrowCells) {
  Loaded image(image_of(kHead + R"(
slot count "n" range -50000 0
slot text "fijo" value "siempre"
slot text "a"
slot money "m" currency USD value -8540 range -10000 0
stage "uno" L0
code
L0:
  ask 0 "¿?"
  copy 2 1
  say "{0}, {1}, {2}, {3}"
  end 0
)"));
  Call call(image);
  EXPECT_EQ(call.value(-49999), GUION_OK);
  EXPECT_EQ(call.say(), "-49,999, siempre, siempre, -$85.40");
}

TEST(Vm, ShortBuffersAreToldTheSizeNeeded) {
  Loaded image(image_of(kWhole));
  Call call(image);
  give(call, 7, "Inés");
  (void)call.next();
  char buffer[8];
  std::size_t needed = 0;
  EXPECT_EQ(guion_text(call.session, buffer, sizeof buffer, &needed), GUION_BUFFER_TOO_SMALL);
  EXPECT_EQ(needed, call.text().size());
  EXPECT_EQ(std::string(buffer, 8), call.text().substr(0, 8));
  EXPECT_EQ(guion_text(call.session, nullptr, 0, &needed), GUION_BUFFER_TOO_SMALL);
}

TEST(Vm, NamesAndPlacesAreForPeople) {
  Loaded image(image_of(kWhole));
  Call call(image);
  give(call, 7, "Inés");
  const auto text = [](guion_string s) { return std::string(s.data, s.size); };
  const guion_event e = call.next();
  EXPECT_EQ(text(guion_place(&image.image, e.position)), "inicio/di/1");
  EXPECT_EQ(text(guion_stage_name(&image.image, e.stage)), "inicio");
  EXPECT_EQ(text(guion_stage_name(&image.image, 1)), "cuenta");
  EXPECT_EQ(text(guion_stage_name(&image.image, 2)), "");
  EXPECT_EQ(text(guion_image_title(&image.image)), "Prueba");
  EXPECT_EQ(text(guion_level_name(&image.policy, 1)), "titular");
  EXPECT_EQ(text(guion_method_name(&image.policy, 1)), "pregunta");
  EXPECT_EQ(text(guion_service_name(&image.policy, 1)), "caja");
  EXPECT_EQ(text(guion_area_name(&image.policy, 0)), "retención");
  EXPECT_EQ(text(guion_area_label(&image.policy, 0)), "Retención");
  EXPECT_EQ(text(guion_outcome_name(&image.policy, 1)), "pendiente");
  EXPECT_EQ(guion_outcome_is_normal(&image.policy, 0), 1);
  EXPECT_EQ(guion_outcome_is_normal(&image.policy, 1), 0);
  guion_string name{}, label{};
  EXPECT_EQ(guion_enum_value(&image.image, 5, 1, &name, &label), GUION_OK);
  EXPECT_EQ(text(name), "otro");
  EXPECT_EQ(text(label), "Otro asunto");
  EXPECT_EQ(guion_enum_value(&image.image, 5, 2, &name, &label), GUION_BAD_ARGUMENT);
}

}  // namespace
}  // namespace guion::test
