// The loader's rules of docs/bytecode.md, «What the loader proves», one by one in assembly text: what follows from
// what, what a condition adds and a write drops, parts and their cases, steps, and the limits at and one over.
#include <gtest/gtest.h>

#include "verify/images.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

// 0 customer, 1 balance (account: holder), 2 n 0..9, 3 m 0..9, 4 yes or no, 5 constant, 6 note (internal: authorised),
// 7 hour, 8 code.
const std::string kSlots = R"(slot name "cliente"
slot money "saldo" currency USD range 0 9999 classes 1 policy 0
slot count "n" range 0 9
slot count "m" range 0 9
slot yesno "b"
slot text "fijo" value "siempre"
slot count "nota" range 0 9 classes 4 policy 3 system
slot hour "hora"
slot code "clave" classes 2 policy 1
)";
std::string flow(const std::string& code, const std::string& tables = "") {
  return kHead + "counters 2\n" + kSlots + tables + "stage \"uno\" L0\ncode\nL0:\n" + code;
}
std::string reason_of(const std::string& text) { return Loaded(image_of(text)).reason(); }

struct Case {
  const char* reason;
  std::string text;
};
void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(reason_of(c.text), c.reason) << c.text.substr(c.text.find("code\n"));
}

const std::string kEnd = "  end 0\n";
/// What is claimed at L1, where the n of slot 2 is between 2 and 5 and differs from 4, and slot 3 is at least 3 more.
std::string claimed(const std::string& literal) {
  return flow(
      "  ask 2 \"¿n?\"\n  ask 3 \"¿m?\"\n  unless.num 2 >= 2 LX\n  unless.num 2 <= 5 LX\n  unless.num 2 != 4 LX\n"
      "  unless.slot 2 <= 3 -3 LX\n  jump L1\nL1:\n  state 0 {2 3} if " +
      literal + "\n" + kEnd + "LX:\n  state 0 {}\n" + kEnd);
}

TEST(Certificate, ALiteralMustFollow) {
  const std::vector<std::string> follow = {"2 in 2 5",
                                           "2 in 0 9",
                                           "2 in -9 99",
                                           "2 not 4",
                                           "2 not 1",
                                           "2 not 6",
                                           "2 less 3 -3",
                                           "2 less 3 0",
                                           "lacks 1",
                                           "lacks 7",
                                           "empty 0",
                                           "passed",
                                           "2 in 2 5 and 2 not 4 and 2 less 3 -3 and empty 1"};
  for (const std::string& l : follow) EXPECT_EQ(reason_of(claimed(l)), "None") << l;
  const std::vector<std::string> do_not = {"2 in 3 5",
                                           "2 in 2 4",
                                           "2 in 3 4",
                                           "2 not 5",
                                           "2 not 3",
                                           "2 less 3 -4",
                                           "3 less 2 9",
                                           "empty 2",
                                           "3 in 0 4",
                                           "3 not 4",
                                           "2 in 2 5 and 2 not 3"};
  for (const std::string& l : do_not) EXPECT_EQ(reason_of(claimed(l)), "StateNotProved") << l;
  EXPECT_EQ(reason_of(flow("  jump L1\nL1:\n  state 0 {} if passed\n" + kEnd)), "StateNotProved") << "nothing came yet";
}

TEST(Certificate, LevelsAndSlotsMustFollow) {
  const auto at = [](const std::string& state) {
    return flow("  ask 0 \"¿?\"\n  verify 0 3 0 1 \"¿?\" LX LX\n  jump L1\nL1:\n  state " + state + "\n" + kEnd +
                "LX:\n  state 0 {0}\n" + kEnd);
  };
  check({{"None", at("3 {0 5 6}")},
         {"None", at("1 {}")},
         {"None", at("2 {0}")},
         {"None", at("3 {} if lacks 4 and empty 1")},
         {"StateNotProved", at("4 {}")},
         {"StateNotProved", at("3 {1}")},
         {"StateNotProved", at("0 {} if lacks 1")},
         {"StateNotProved", at("0 {} if empty 0")}});
}

/// Two ways meet, one with the balance and one without.
TEST(Certificate, AlternativesAreKeptApart) {
  const auto met = [](const std::string& states, const std::string& then) {
    return flow(
        "  verify 0 3 0 1 \"¿?\" L1 L1\n  lookup 0 L1\n  jump L1\nL1:\n" + states + then + "L2:\n  state 0 {}\n" + kEnd,
        "binding 0 takes gives 1 stales\n");
  };
  const std::string say = "  unless.known 1 L2\n  say \"{1}\"\n";
  check({{"None", met("  state 3 {1}\n  state 0 {} if empty 1\n", say)},
         {"LevelNotProved", met("  state 0 {}\n", say)},
         {"LevelNotProved", met("  state 3 {1}\n  state 0 {}\n", say)},
         {"StateNotProved", met("  state 3 {1}\n", say)},
         {"StateNotProved", met("  state 0 {} if empty 1\n", say)},
         {"None",
          met("  state 3 {1}\n  state 0 {} if lacks 2\n  state 3 {} if empty 1\n", "  unless.level 2 L2\n" + say)},
         {"None", met("  state 3 {1}\n  state 0 {} if empty 1\n  state 0 {}\n  state 1 {}\n", "")}});
}

TEST(Certificate, WhatContradictsIsNotTaken) {
  const std::string bad = "  say \"{1}\"\n", l9 = "L9:\n  state 0 {}\n" + kEnd;
  // Behind each of these the balance would be read without proof, were there a way.
  check({{"None", flow("  unless.known 0 L9\n" + bad + l9)},
         {"None", flow("  unless.level 1 L9\n" + bad + l9)},
         {"None", flow("  unless.level 7 L9\n" + bad + l9)},
         {"LevelNotProved", flow("  set 2 5\n  ask 1 \"¿?\"\n  unless.num 2 <= 5 L9\n" + bad + l9)}});
  // Numbers are looked at where the certificate has literals at all.
  const std::string on = "L8:\n  state 0 {} if lacks 1\n" + kEnd;
  check({{"SlotMayBeEmpty", flow("  set 2 5\n  unless.num 2 < 5 L9\n" + bad + l9)},
         {"None", flow("  set 2 5\n  unless.num 2 < 5 L9\n" + bad + kEnd + on + l9)},
         {"None", flow("  set 2 5\n  unless.num 2 <= 4 L9\n" + bad + kEnd + on + l9)},
         {"None", flow("  ask 2 \"¿?\"\n  unless.num 2 < 3 L9\n  unless.num 2 >= 3 L9\n" + bad + kEnd + on + l9)},
         {"None", flow("  ask 2 \"¿?\"\n  unless.num 2 > 8 L9\n  unless.num 2 != 9 L9\n" + bad + kEnd + on + l9)},
         {"None", flow("  ask 2 \"¿?\"\n  unless.num 2 > 9 L9\n" + bad + kEnd + on + l9)},
         {"None", flow("  ask 2 \"¿?\"\n  ask 3 \"¿?\"\n  unless.slot 2 < 3 0 L9\n  unless.slot 3 <= 2 0 L9\n" + bad +
                       kEnd + on + l9)},
         {"None", flow("  ask 2 \"¿?\"\n  unless.slot 2 < 2 0 L9\n" + bad + kEnd + on + l9)},
         {"SlotMayBeEmpty",
          flow("  ask 2 \"¿?\"\n  ask 3 \"¿?\"\n  unless.slot 2 <= 3 0 L9\n  unless.slot 3 <= 2 0 L9\n" + bad + kEnd +
               on + l9)},
         {"SlotMayBeEmpty",
          flow("  ask 2 \"¿?\"\n  unless.num 2 <= 3 L9\n  unless.num 2 >= 3 L9\n" + bad + kEnd + on + l9)}});
}

/// Slot 2 is known to be 5; then comes `line`; then `literal` is claimed.
std::string after(const std::string& line, const std::string& literal) {
  return flow("  set 2 5\n" + line + "  jump L1\nL1:\n  state 0 {2} if " + literal + "\n" + kEnd +
              "LX:\n  state 0 {}\n" + kEnd);
}

TEST(Certificate, WritesDropAndLearn) {
  check({{"None", after("", "2 in 5 5")},
         {"None", after("  say \"Hola.\"\n", "2 in 5 5")},
         {"None", after("  set 2 6\n", "2 in 6 6")},
         {"StateNotProved", after("  set 2 6\n", "2 in 5 5")},
         {"None", after("  copy 3 2\n", "3 in 5 5 and 2 in 5 5")},
         {"None", after("  copy 2 2\n", "2 in 5 5")},
         {"StateNotProved", after("  ask 2 \"¿?\"\n", "2 in 5 5")},
         {"StateNotProved", after("  ask 2 \"¿?\"\n", "2 in 0 9")},
         {"StateNotProved", after("  add.num 2 2 1 LX\n", "2 in 5 5")},
         {"None", after("  add.num 3 2 1 LX\n", "2 in 5 5")},
         {"StateNotProved", after("  ask 3 \"¿?\"\n  unless.slot 2 <= 3 0 LX\n  ask 3 \"¿?\"\n", "2 less 3 0")},
         {"None", after("  ask 3 \"¿?\"\n  unless.slot 2 <= 3 0 LX\n  ask 4 \"¿?\"\n", "2 less 3 0")},
         {"None", after("  set 3 1\n  copy 2 3\n", "2 in 1 1")},
         {"None", after("  unless.num 2 = 5 LX\n", "2 in 5 5")},
         {"None", after("  record 4 - L1\n", "2 in 5 5")}});
}

TEST(Certificate, EmptyingIsKnown) {
  // What a service gives is empty until it gives it, and what goes stale is empty on both ways, as is a secret handed
  // over.
  const auto gives = [](const std::string& failed, const std::string& done) {
    return flow("  verify 0 3 0 1 \"¿?\" LX LX\n  ask 1 \"¿?\"\n  lookup 0 L1\n  jump L2\nL1:\n  state 3 " + failed +
                    "\n" + kEnd + "L2:\n  state 3 " + done + "\n" + kEnd + "LX:\n  state 0 {}\n" + kEnd,
                "binding 0 takes gives 1 stales\n");
  };
  const auto stales = [](const std::string& failed, const std::string& done) {
    return flow("  ask 1 \"¿?\"\n  ask 8 \"¿?\"\n  lookup 0 L1\n  jump L2\nL1:\n  state 0 " + failed + "\n" + kEnd +
                    "L2:\n  state 0 " + done + "\n" + kEnd,
                "binding 1 takes 8 gives 4 stales 1\n");
  };
  check({{"None", gives("{} if empty 1", "{1}")},
         {"StateNotProved", gives("{1}", "{}")},
         {"StateNotProved", gives("{}", "{} if empty 1")},
         {"None", stales("{} if empty 1 and empty 4 and empty 8", "{4} if empty 1 and empty 8")},
         {"StateNotProved", stales("{1}", "{}")},
         {"StateNotProved", stales("{8}", "{}")},
         {"StateNotProved", stales("{4}", "{}")},
         {"StateNotProved", stales("{}", "{1}")},
         {"StateNotProved", stales("{}", "{8}")},
         {"SlotMayBeEmpty",
          flow("  lookup 0 LX\n" + kEnd + "LX:\n  state 0 {}\n" + kEnd, "binding 1 takes 8 gives 4 stales 1\n")}});
}

TEST(Certificate, LevelsThatIncludeOthers) {
  const std::string l1 = "L1:\n  state 0 {}\n" + kEnd;
  const auto behind = [](const std::string& code, const std::string& state) {
    return flow(code + "  jump L2\nL2:\n  state " + state + "\n" + kEnd + "L1:\n  state 0 {}\n" + kEnd);
  };
  const std::string pass = "  verify 0 3 0 1 \"¿?\" L1 L1\n";
  check({{"None", behind(pass + "  revoke 2\n", "1 {} if lacks 2")},
         {"StateNotProved", behind(pass + "  revoke 1\n", "2 {}")},
         {"None", behind(pass + "  revoke 1\n", "0 {} if lacks 3")},
         {"StateNotProved", behind(pass + "  revoke 2\n", "0 {} if lacks 1")},
         // Unless both hold, the greater does not; of the lesser nothing is known.
         {"None",
          flow("  jump L3\nL3:\n  state 0 {}\n  unless.level 3 L2\n" + kEnd + "L2:\n  state 0 {} if lacks 2\n" + kEnd)},
         {"StateNotProved",
          flow("  jump L3\nL3:\n  state 0 {}\n  unless.level 3 L2\n" + kEnd + "L2:\n  state 0 {} if lacks 1\n" + kEnd)},
         // Unless the lesser holds, neither does the greater.
         {"None",
          flow("  jump L3\nL3:\n  state 0 {}\n  unless.level 1 L2\n" + kEnd + "L2:\n  state 0 {} if lacks 3\n" + kEnd)},
         // Of two that have nothing to do with each other one is missing, and nobody knows which.
         {"StateNotProved",
          flow("  jump L3\nL3:\n  state 0 {}\n  unless.level 6 L2\n" + kEnd + "L2:\n  state 0 {} if lacks 2\n" + kEnd)},
         {"None", flow(pass + "  jump L3\nL3:\n  state 2 {}\n  unless.level 6 L2\n" + kEnd +
                       "L2:\n  state 2 {} if lacks 4\n" + kEnd + l1)},
         {"None", flow("  transfer 0 \"Un momento.\" - L2\nL2:\n  state 0 {} if lacks 7\n" + kEnd)},
         {"StateNotProved", flow(pass + "  transfer 0 \"Un momento.\" L2 L2\nL2:\n  state 3 {}\n" + kEnd + l1)},
         {"None", flow(pass + "  transfer 0 \"Un momento.\" L2 L3\nL2:\n  state 3 {}\n" + kEnd +
                       "L3:\n  state 0 {} if lacks 7\n" + kEnd + l1)},
         {"StateNotProved", flow("  verify 0 3 0 1 \"¿?\" L2 L1\n" + kEnd + "L2:\n  state 3 {}\n" + kEnd + l1)}});
  // Who is verified for a level without what it includes would make the reasoning above wrong.
  check({{"BadClosure", flow("  verify 0 2 0 1 \"¿?\" L1 L1\n" + kEnd + l1)},
         {"None", flow("  verify 0 1 0 1 \"¿?\" L1 L1\n" + kEnd + l1)}});
}

TEST(Certificate, Parts) {
  const auto part = [](const std::string& head, const std::string& code, const std::string& body) {
    return flow(code + "P0:\n" + body, "part \"p\" P0 " + head);
  };
  const std::string call = "  call 0\n  end 0\n", ret = "  return\n";
  const std::string two =
      "case 0 {0} if empty 4 steps 9 exit 0 {4} exit 0 {} if empty 4\ncase 0 {} if empty 0 and empty 4 steps 9 exit 0 "
      "{} if empty 4\n";
  const std::string asks =
      "  unless.known 0 P1\n  record 4 - P2\n  return\nP1:\n  state 0 {} if empty 4 and empty 0 steps 2 case 1\n  "
      "return\n"
      "P2:\n  state 0 {0} if empty 4 steps 1 case 0\n  return\n";
  check({{"None", part("touched 0 {}\ncase 0 {} exit 0 {}\n", call, ret)},
         {"EntryNotMet", part("touched 0 {}\ncase 1 {} exit 0 {}\n", call, ret)},
         {"EntryNotMet", part("touched 0 {}\ncase 0 {} if 2 in 0 3 exit 0 {}\n", call, ret)},
         {"None", part("touched 0 {}\ncase 0 {2} if 2 in 0 3 exit 0 {}\n", "  set 2 2\n" + call, ret)},
         {"None", part("touched 0 {4}\ncase 0 {} exit 0 {4}\n", "  call 0\n  say \"{4}\"\n  end 0\n",
                       "  ask 4 \"¿?\"\n" + ret)},
         {"ExitNotMet", part("touched 0 {4}\ncase 0 {} exit 0 {4}\n", call, ret)},
         {"None",
          part("touched 0 {2}\ncase 0 {} exit 0 {2} if 2 in 3 3\n",
               "  call 0\n  unless.num 2 = 4 L1\n  say \"{1}\"\nL1:\n  state 0 {}\n  end 0\n", "  set 2 3\n" + ret)},
         {"TouchesTooMuch", part("touched 0 {}\ncase 0 {} exit 0 {}\n", call, "  ask 4 \"¿?\"\n" + ret)},
         {"TouchesTooMuch", part("touched 1 {}\ncase 0 {} exit 0 {}\n", call,
                                 "  verify 0 3 0 1 \"¿?\" P1 P1\n  return\nP1:\n  state 0 {}\n" + ret)},
         {"TouchesTooMuch", part("touched 1 {}\ncase 0 {} exit 0 {}\n", call, "  revoke 1\n" + ret)},
         {"TouchesTooMuch", part("touched 3 {}\ncase 0 {} exit 0 {}\n", call,
                                 "  transfer 0 \"Un momento.\" - P1\nP1:\n  state 0 {}\n" + ret)},
         {"TouchesTooMuch", flow(call + "P0:\n  lookup 0 P1\n  return\nP1:\n  state 0 {}\n" + ret,
                                 "binding 0 takes gives 1 stales\npart \"p\" P0 touched 0 {}\ncase 0 {} exit 0 {}\n")},
         // Exits speak of what is touched, and of nothing else.
         {"ExitNotMet", part("touched 0 {}\ncase 0 {0} exit 0 {0}\n", "  ask 0 \"¿?\"\n" + call, ret)},
         {"ExitNotMet", part("touched 0 {}\ncase 1 {} exit 1 {}\n", call, ret)},
         {"ExitNotMet", part("touched 0 {2}\ncase 0 {} exit 0 {} if 2 less 3 5\n", call, ret)},
         {"ExitNotMet", part("touched 0 {}\ncase 0 {} exit 0 {} if lacks 1\n", call, ret)},
         // What is not touched is known on.
         {"None", part("touched 0 {4}\ncase 0 {} exit 0 {}\n", "  ask 0 \"¿?\"\n  call 0\n  say \"{0}\"\n  end 0\n",
                       "  ask 4 \"¿?\"\n" + ret)},
         {"SlotMayBeEmpty",
          part("touched 0 {0}\ncase 0 {} exit 0 {}\n", "  ask 0 \"¿?\"\n  call 0\n  say \"{0}\"\n  end 0\n", ret)},
         {"StateNotProved",
          part("touched 0 {2}\ncase 0 {} exit 0 {2}\n",
               "  set 2 5\n  call 0\n  jump L1\nL1:\n  state 0 {2} if 2 in 5 5\n  end 0\n", "  set 2 5\n" + ret)},
         // A part without exits is never left.
         {"None", part("touched 0 {}\ncase 0 {}\n", "  call 0\n  say \"{1}\"\n  end 0\n", kEnd)},
         {"ExitNotMet", part("touched 0 {}\ncase 0 {}\n", call, ret)},
         {"None", part("touched 0 {4}\n" + two,
                       "  call 0\n  unless.known 4 L1\n  say \"{4}\"\nL1:\n  state 0 {} steps 0\n  end 0\n", asks)}});
}

/// A call takes the first case whose entry is known, though a later one would say more.
TEST(Certificate, TheFirstCaseIsTaken) {
  const auto with = [](const std::string& cases) {
    return flow(
        "  ask 4 \"¿?\"\n  call 0\n  unless.known 2 L1\n  say \"{2} {1}\"\nL1:\n  state 0 {}\n  end 0\nP0:\n  require "
        "0\n  return\n",
        "part \"p\" P0 touched 0 {2}\n" + cases);
  };
  const std::string more = "case 0 {} if empty 2 exit 0 {} if empty 2\n", less = "case 0 {} exit 0 {}\n";
  EXPECT_EQ(reason_of(with(more + less)), "None");
  EXPECT_EQ(reason_of(with(less + more)), "SlotMayBeEmpty");
}

TEST(Certificate, Steps) {
  const auto loop = [](const std::string& cases, const std::string& body, const std::string& steps) {
    return flow("  say \"a\"\nL1:\n  state 0 {} steps " + steps + "\n  call 0\n  jump L1\nP0:\n" + body,
                "part \"p\" P0 touched 0 {}\n" + cases);
  };
  check({{"None", loop("case 0 {} steps 0 exit 0 {} if passed\n", "  say \"b\"\n  return\n", "1")},
         {"StepsNotBounded", loop("case 0 {} steps 0 exit 0 {} if passed\n", "  say \"b\"\n  return\n", "0")},
         {"StepsNotBounded", loop("case 0 {} steps 0 exit 0 {}\n", "  say \"b\"\n  return\n", "9")},
         {"ExitNotMet", loop("case 0 {} steps 1 exit 0 {} if passed\n", "  return\n", "9")},
         // That an event came before the part does not count in it.
         {"ExitNotMet", loop("case 0 {} if passed steps 1 exit 0 {} if passed\n", "  return\n", "9")},
         {"StepsNotBounded",
          loop("case 0 {} steps 0 exit 0 {} if passed\n", "  require 0\n  say \"b\"\n  return\n", "9")},
         {"None", loop("case 0 {} steps 1 exit 0 {} if passed\n", "  require 0\n  say \"b\"\n  return\n", "2")},
         {"StepsNotBounded",
          loop("case 0 {} steps 1 exit 0 {} if passed\n", "  require 0\n  say \"b\"\n  return\n", "1")}});
  // Tries that are used up are no event; that the caller lacks what is asked for is one.
  const auto verify = [](const std::string& exhausted, const std::string& lacking) {
    return flow("L1:\n  state 0 {} steps 1\n  verify 0 3 0 1 \"¿?\" " + exhausted + " " + lacking + "\n" + kEnd +
                "L2:\n  state 0 {} steps 0\n" + kEnd);
  };
  check({{"None", verify("L2", "L1")}, {"StepsNotBounded", verify("L1", "L2")}});
  // How long it keeps silent at most is what it says, and no image says less than is so.
  const Loaded once(image_of(flow("  set 2 1\n  set 2 2\n  set 2 3\n" + kEnd)));
  EXPECT_EQ(guion_image_steps(&once.image), 3U);
  const Loaded huge(image_of(flow("  say \"a\"\n  set 2 3\nL1:\n  state 0 {} steps 4294967294\n  say \"b\"\n" + kEnd)));
  ASSERT_EQ(huge.status, GUION_OK) << huge.reason();
  EXPECT_EQ(guion_image_steps(&huge.image), 0xffffffffU);
  EXPECT_EQ(reason_of(flow("  say \"a\"\nL1:\n  state 0 {} steps 4294967295\n  say \"b\"\n" + kEnd)),
            "StepsNotBounded");
}

TEST(Certificate, WhatNobodyReachesIsOnlyRead) {
  const std::string l1 = "L1:\n  state 0 {}\n" + kEnd;
  check({{"None", flow(kEnd + "  say \"{1}\"\n  require 7\n" + kEnd)},
         {"None", flow(kEnd + "  jump L1\n" + l1)},
         {"UnknownSlot", flow(kEnd + "  say \"{99}\"\n" + kEnd)},
         {"UnknownMethod", flow(kEnd + "  verify 9 1 0 1 \"¿?\" L1 L1\n" + kEnd + l1)},
         {"ConstantChanged", flow(kEnd + "  ask 5 \"¿?\"\n" + kEnd)},
         {"RunsOffEnd", flow("  end 0\nL1:\n  state 0 {}\n  say \"a\"\n")},
         // But what a claim says is believed there, and so proved from there on.
         {"LevelNotProved", flow(kEnd + "L1:\n  state 0 {1}\n  say \"{1}\"\n" + kEnd)},
         {"None", flow(kEnd + "L1:\n  state 3 {1}\n  say \"{1}\"\n" + kEnd)}});
}

/// A certificate may say anything: numbers at the ends of their type are no trouble.
TEST(Certificate, NumbersAtTheEndsOfTheirType) {
  const std::string least = "-9223372036854775807", most = "9223372036854775807";
  for (const std::string& n : {least, most, std::string("1152921504606846976")}) {
    const std::string state = "L1:\n  state 0 {2 3} if 2 less 3 " + n + " and 3 less 2 " + n + " and 2 in " + n + " " +
                              n + " and 2 not " + n + "\n";
    for (const char* o : {"<", "<=", ">", ">=", "=", "!="}) {
      for (const std::string& k : {least, most, std::string("0"), std::string("1152921504606846976")}) {
        const std::string lines = std::string("  unless.slot 2 ") + o + " 3 " + k + " L2\n  unless.num 2 " + o + " " +
                                  k + " L2\n  say \"a\"\n";
        (void)reason_of(flow(kEnd + state + lines + kEnd + "L2:\n  state 0 {}\n" + kEnd));
      }
    }
    EXPECT_EQ(reason_of(flow("  ask 2 \"¿?\"\n  ask 3 \"¿?\"\n  jump L1\n" + state + kEnd)), "StateNotProved");
  }
}

}  // namespace
}  // namespace guion::test
