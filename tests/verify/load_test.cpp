// Why images and policies are refused: each row of load_errors.def has an image that shows it, and no other reason
// hides it.
#include <set>

#include "support/damage.hpp"
#include "verify/images.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

const std::string kSlots = R"(
slot text "libre"
slot money "saldo" currency USD classes 1 policy 0
slot count "n" range 0 5
slot yesno "b"
slot code "clave" classes 2 policy 1
slot address "trato"
slot text "fijo" value "siempre"
slot count "nota" classes 4
slot money "pesos" currency CLP
)";
/// A flow of one stage with `code` behind its first label, over kSlots.
std::string flow(const std::string& code, const std::string& tables = "") {
  return kHead + "counters 1\n" + kSlots + tables + "stage \"uno\" L0\ncode\nL0:\n" + code;
}

std::string reason_of(const Bytes& bytes, const Bytes& law = policy_bytes()) { return Loaded(bytes, law).reason(); }
std::string reason_of(const std::string& text) { return reason_of(image_of(text)); }

struct Case {
  const char* reason;
  std::string text;
};

/// Images that only their code or tables make wrong.
std::vector<Case> text_cases() {
  const std::string end = "  end 0\n";
  const std::string part = "part \"p\" P0 touched 0 {}\ncase 0 {} exit 0 {}\n";
  std::string menu = "  menu \"¿?\" 1", pick = "  pick 1";
  for (int i = 0; i < 33; ++i) menu += " \"o\" L1", pick += " L1";
  const std::string l1 = "\nL1:\n  state 0 {}\n  end 0\n";
  std::string deep, deep_code = "  call 0\n  end 0\n";
  for (int p = 0; p < 9; ++p) {
    const std::string n = std::to_string(p);
    deep += "part \"p\" P" + n + " touched 0 {}\ncase 0 {} exit 0 {}\n";
    deep_code += "P" + n + ":\n" + (p < 8 ? "  call " + std::to_string(p + 1) + "\n" : "") + "  return\n";
  }
  std::string parts, parts_code = end;
  for (int p = 0; p < 256; ++p) {
    parts += "part \"p\" P" + std::to_string(p) + " touched 0 {}\ncase 0 {} exit 0 {}\n";
    parts_code += "P" + std::to_string(p) + ":\n  return\n";
  }
  std::string states = "  jump L1\nL1:\n";
  for (int s = 0; s < 9; ++s) states += "  state " + std::to_string(s % 8) + " {6" + (s == 8 ? " 0" : "") + "}\n";
  std::string cases, exits;
  for (int i = 0; i < 8; ++i) cases += "case 0 {} exit 0 {}\n";
  for (int i = 0; i < 9; ++i) exits += " exit 0 {}";
  std::string many;
  for (int s = 0; s < 1016; ++s) many += "slot yesno \"x\"\n";
  std::string values = "enum\n";
  return {
      {"None", flow(end)},
      {"NotUtf8", flow("  say \"\\xc3(\"\n" + end)},
      {"NotUtf8", flow(end, "slot text \"x\" value \"\\xff\"\n")},
      {"ControlCharacter", flow(end, "slot text \"x\" value \"a\\x09\"\n")},
      {"TooManySlots", flow(end, many)},
      {"TooManyValues", flow(end, values)},
      {"TooManyParts", flow(parts_code, parts)},
      {"TooManyOptions", flow(menu + l1)},
      {"TooManyOptions", flow("  menu \"¿?\" 1\n")},
      {"TooManyOptions", flow(pick + l1)},
      {"TooManyStates", flow(states + end)},
      {"TooDeep", flow(deep_code, deep)},
      {"TooDeep", flow("  end 0\nP0:\n  call 0\n  return\n", part)},
      {"TemplateTooLong", flow("  say \"" + std::string(8193, 'a') + "\"\n" + end)},
      {"NoCode", kHead + "code\n"},
      {"UnknownLocale",
       [] {
         std::string t = flow("  end 0\n");
         return t.replace(t.find("es-US"), 5, "fr-FR");
       }()},
      {"UnknownType", flow(end, "slot 17 \"x\"\n")},
      {"BadRange", flow(end, "slot count \"x\" range 5 4\n")},
      {"BadRange", flow(end, "slot date \"x\" range -1000000 4\n")},
      {"BadCurrency", flow(end, "slot money \"x\" currency usd\n")},
      {"BadValue", flow(end, "slot count \"x\" range 0 5 value 6\n")},
      {"BadValue", flow(end, "slot text \"x\" value \"\"\n")},
      {"BadValue", flow(end, "slot phone \"x\" value \"123456\"\n")},
      {"BadValue", flow(end, "slot window \"x\" value 2576980377660\n")},
      {"UnknownSlot", flow("  ask 9 \"¿?\"\n" + end)},
      {"UnknownSlot", flow("  say \"{9}\"\n" + end)},
      {"UnknownSlot", flow("  say \"{30}\"\n" + end)},
      {"UnknownSlot", flow("  say \"{9:words}\"\n" + end)},
      {"UnknownEnum", flow(end, "slot enum \"x\" enum 0\n")},
      {"UnknownBinding", flow("  lookup 0 L0\n" + end)},
      {"UnknownService", flow(end, "binding 2 takes gives stales\n")},
      {"UnknownMethod", flow("  verify 2 1 0 1 \"¿?\" L1 L1\n" + end + l1)},
      {"UnknownLevel", flow("  require 8\n" + end)},
      {"UnknownLevel", flow("  end 0\nP0:\n  return\n", "part \"p\" P0 touched 0 {}\ncase 8 {} exit 0 {}\n")},
      {"UnknownClass", flow(end, "slot text \"x\" classes 8\n")},
      {"UnknownArea", flow("  transfer 1 \"Adiós.\" - -\n")},
      {"UnknownOutcome", flow("  end 2\n")},
      {"UnknownPart", flow("  call 0\n" + end)},
      {"UnknownCounter", flow("  verify 0 1 1 1 \"¿?\" L1 L1\n" + end + l1)},
      {"UnknownPolicySlot", flow(end, "slot text \"x\" policy 4\n")},
      {"BadTemplate", flow("  say \"a\\x01\\x00\\x01\"\n" + end)},
      {"BadTemplate", flow("  say \"a\\x01\\x05\\x01\"\n" + end)},
      {"BadTemplate", flow("  say \"a\\x06\\x01\"\n" + end)},
      {"BadTemplate", flow("  set 3 1\n  say \"{3?a\\x05\\x01|b}\"\n" + end)},
      {"EmptyTemplate", flow("  say -\n" + end)},
      {"EmptyTemplate", flow("  ask 0 -\n" + end)},
      {"UnlistedTarget", flow("  judge \"¿?\" L1\n" + end + "L1:\n  end 0\n")},
      {"None", flow(end + "  say \"{0}\"\n" + end)},                         // nobody gets there
      {"None", flow("  unless.known 0 L1\n  say \"{0}{1}\"\n" + end + l1)},  // at the start it is empty
      {"TargetOutsideRoutine", flow("  judge \"¿?\" L1\n" + end + "P0:\nL1:\n  state 0 {}\n  return\n", part)},
      {"RunsOffEnd", flow("  say \"Hola.\"\n")},
      {"RunsOffEnd", flow("  say \"Hola.\"\nP0:\n  return\n", part)},
      {"StrayReturn", flow("  return\n")},
      {"NoOpenOption", flow("  menu \"¿?\" 0 \"a\" L1" + l1)},
      {"NoOpenOption", flow("  pick 0 L1" + l1)},
      {"UnknownOption", flow("  menu \"¿?\" 2 \"a\" L1" + l1)},
      {"UnknownOption", flow("  show 32\n" + end)},
      {"BadTries", flow("  verify 0 1 0 4 \"¿?\" L1 L1\n" + end + l1)},
      {"BadTries", flow("  verify 0 1 0 0 \"¿?\" L1 L1\n" + end + l1)},
      {"TypeMismatch", flow("  set 2 1\n  copy 0 2\n" + end)},
      {"TypeMismatch", flow("  set 8 1\n  copy 1 8\n" + end)},
      {"TypeMismatch", flow("  ask 0 \"¿?\"\n  add 0 0 0 L1\n" + end + l1)},
      {"TypeMismatch", flow("  set 0 1\n" + end)},
      {"TypeMismatch", flow("  set 5 1\n  set 2 1\n  say \"{2@5}\"\n" + end)},
      {"TypeMismatch", flow("  set 3 1\n  say \"{3?a|b|c}\"\n" + end)},
      {"TypeMismatch", flow("  ask 0 \"¿?\"\n  say \"{0?a|b}\"\n" + end)},
      {"BadComparison", flow("  set 3 1\n  unless.num 3 < 1 L1\n" + end + l1)},
      {"BadComparison", flow("  ask 0 \"¿?\"\n  unless.num 0 = 1 L1\n" + end + l1)},
      {"BadComparison", flow("  set 2 1\n  unless.num 2 6 1 L1\n" + end + l1)},
      {"ConstantOutOfRange", flow("  set 2 6\n" + end)},
      {"ConstantOutOfRange", flow("  set 3 2\n" + end)},
      {"ConstantOutOfRange", flow("  ask 0 \"¿?\"\n  copy 9 0\n" + end, "slot text \"corto\" range 1 199\n")},
      {"ConstantOutOfRange", flow("  ask 0 \"¿?\"\n  copy 9 0\n" + end, "slot text \"largo\" range 2 200\n")},
      {"ConstantOutOfRange", flow("  copy 9 6\n" + end, "slot text \"corto\" range 1 6\n")},
      {"ConstantChanged", flow("  ask 6 \"¿?\"\n" + end)},
      {"SlotMayBeEmpty", flow("  say \"Hola, {0}.\"\n" + end)},
      {"SlotMayBeEmpty", flow("  unless.num 2 = 1 L1\n" + end + l1)},
      {"SlotMayBeEmpty", flow("  ask.timed 0 \"¿?\" 5 L1\nL1:\n  state 0 {}\n  say \"{0}\"\n" + end)},
      {"SlotMayBeEmpty", flow("  lookup 0 L1\n" + end + l1, "binding 1 takes 4 gives 3 stales 1\n")},
      {"LevelNotProved", flow("  ask 1 \"¿?\"\n  say \"Debe {1}.\"\n" + end)},
      {"LevelNotProved", flow("  ask 1 \"¿?\"\n  note \"Debe {1}.\"\n" + end)},
      {"LevelNotProved", flow("  ask 1 \"¿?\"\n  unless.num 1 > 0 L1\n" + end + l1)},
      {"LevelNotProved", flow("  ask 1 \"¿?\"\n  menu \"¿?\" 1 \"{1}\" L1" + l1)},
      {"LevelNotProved", flow("  ask 1 \"¿?\"\n  transfer 0 \"{1}\" - -\n")},
      {"LevelNotProved", flow("  require 1\n" + end)},
      {"NeverSaid", flow("  ask 4 \"¿?\"\n  say \"{4}\"\n" + end)},
      {"NeverSaid", flow("  ask 4 \"¿?\"\n  note \"{4}\"\n" + end)},
      {"ClassLost", flow("  verify 0 3 0 1 \"¿?\" L1 L1\n  ask 1 \"¿?\"\n  copy 9 1\n" + end + l1,
                         "slot money \"x\" currency USD\n")},
      {"BadClosure", flow("  verify 0 2 0 1 \"¿?\" L1 L1\n" + end + l1)},
      {"GrantsTooMuch", flow("  verify 0 7 0 1 \"¿?\" L1 L1\n" + end + l1)},
      {"BindingMismatch", flow(end, "binding 0 takes gives stales\n")},
      {"BindingMismatch", flow(end, "binding 0 takes gives 8 stales\n")},
      {"BindingMismatch", flow(end, "slot money \"x\" currency USD\nbinding 0 takes gives 9 stales\n")},
      {"PolicySlotMismatch", flow(end, "slot money \"x\" currency USD policy 0\n")},
      {"PolicySlotMismatch", flow(end, "slot count \"x\" classes 1 policy 0\n")},
      {"StateNotProved", flow("  judge \"¿?\" L1\n" + end + "L1:\n  state 0 {0}\n  end 0\n")},
      {"StateNotProved", flow("  jump L1\nL1:\n  state 1 {}\n  end 0\n")},
      {"StateNotProved", flow("  say \"a\"\nL1:\n  state 0 {0}\n  jump L1\n")},
      {"EntryNotMet",
       flow("  call 0\n" + end + "P0:\n  return\n", "part \"p\" P0 touched 0 {}\ncase 0 {0} exit 0 {}\n")},
      {"ExitNotMet",
       flow("  call 0\n" + end + "P0:\n  return\n", "part \"p\" P0 touched 0 {0}\ncase 0 {} exit 0 {0}\n")},
      {"ExitNotMet",
       flow("  call 0\n" + end + "P0:\n  return\n", "part \"p\" P0 touched 0 {}\ncase 0 {} exit 0 {0}\n")},
      {"TouchesTooMuch", flow("  call 0\n" + end + "P0:\n  ask 0 \"¿?\"\n  return\n", part)},
      {"TouchesTooMuch",
       flow("  call 0\n" + end + "P0:\n  revoke 1\n  return\n", "part \"p\" P0 touched 1 {}\ncase 0 {} exit 0 {}\n")},
      {"StepsNotBounded", flow("  jump L1\nL1:\n  state 0 {}\n  jump L1\n")},
      {"StepsNotBounded", flow("  jump L1\nL1:\n  state 0 {} steps 1\n  jump L2\nL2:\n  state 0 {} steps 1\n" + end)},
      {"StepsNotBounded", flow("  jump L1\nL1:\n  state 0 {} steps 1\n  set 3 1\n  set 3 0\n" + end)},
      {"StepsNotBounded", flow("  jump L1\nL1:\n  state 0 {} steps 9\n  call 0\n  jump L1\nP0:\n  return\n", part)},
      {"StepsNotBounded", flow("  verify 0 1 0 1 \"¿?\" L1 L2\n" + end +
                               "L1:\n  state 0 {} steps 3\n  jump L1\nL2:\n  state 0 {}\n" + end)},
      {"TooManyCases", flow("  call 0\n" + end + "P0:\n  return\n", "part \"p\" P0 touched 0 {}\n")},
      {"TooManyCases", flow("  call 0\n" + end + "P0:\n  return\n", part + cases)},
      {"TooManyExits",
       flow("  call 0\n" + end + "P0:\n  return\n", "part \"p\" P0 touched 0 {}\ncase 0 {}" + exits + "\n")},
      {"TooManyStates",
       flow("  call 0\n  call 0\n" + end + "P0:\n  record 0 - L9\nL9:\n  state 0 {}\n  state 0 {0}\n  return\n",
            "part \"p\" P0 touched 0 {0 1}\ncase 0 {} exit 0 {0} exit 0 {} exit 0 {1}\n")},
      {"UnknownSlot", flow("  jump L1\nL1:\n  state 0 {} if empty 9\n" + end)},
      {"UnknownLevel", flow("  jump L1\nL1:\n  state 0 {} if lacks 8\n" + end)},
      {"LanguagesDiffer",
       flow(end,
            "also \"en-US\" \"\"\nenum\n  value \"a\" \"A\" \"a\"\nalso enum\n  value \"\" \"A\" \"a\"\n"
            "  value \"\" \"B\" \"b\"\n")},
      {"LanguagesDiffer", flow(end, "also \"en-US\" \"\"\nenum\n  value \"a\" \"A\" \"a\"\n")},
      {"OutOfOrder", flow(end + "L1:\n  state 0 {}\n" + end, "stage \"dos\" L1\n")},
  };
}

/// The offset where a section of an encoded file begins.
std::size_t begin_of(const Bytes& b, unsigned section, unsigned count) {
  const std::uint8_t* p = b.data() + image::kHeaderSize;
  std::size_t before = 0;
  for (unsigned i = 0; i < count; ++i) {
    const std::uint64_t size = image::take_varint(p);
    if (i < section) before += size;
  }
  return static_cast<std::size_t>(p - b.data()) + before;
}
std::size_t begin_of(const Bytes& b, image::Section s) {
  return begin_of(b, static_cast<unsigned>(s), image::kSections);
}
std::size_t begin_of(const Bytes& b, image::PolicySection s) {
  return begin_of(b, static_cast<unsigned>(s), image::kPolicySections);
}

template <typename F>
std::string after(Bytes b, F change, bool fix = true) {
  change(b);
  if (fix) repair(b);
  return reason_of(b);
}

std::string policy_reason(Bytes b) {
  guion_policy p{};
  guion_load_error e{};
  (void)guion_policy_open(&p, b.data(), b.size(), &e);
  return guion_load_error_name(e.reason);
}
template <typename F>
std::string policy_with(F change) {
  Policy p = policy_def();
  change(p);
  return policy_reason(assembly::encode(p));
}
template <typename F>
std::string policy_after(F change) {
  Bytes b = policy_bytes();
  change(b);
  repair(b);
  return policy_reason(b);
}

/// Images that no assembly text makes: their bytes are changed.
std::vector<std::pair<const char*, std::string>> byte_cases() {
  const Bytes good = image_of(kWhole), tiny = image_of(flow("  end 0\n"));
  const auto at = [](image::Section s) { return [s](const Bytes& b) { return begin_of(b, s); }; };
  const auto code = at(image::Section::Code), certificate = at(image::Section::Certificate);
  const Bytes known = image_of(flow("  unless.known 0 L1\nL1:\n  state 0 {}\n  say \"Hola.\"\n  end 0\n"));
  const Bytes literal = image_of(flow("  jump L1\nL1:\n  state 0 {} if empty 0\n  say \"Hola.\"\n  end 0\n"));
  return {
      {"TooShort", after(
                       good, [](Bytes& b) { b.resize(83); }, false)},
      {"WrongMagic", after(good, [](Bytes& b) { b[0] = 'X'; })},
      {"PolicyInsteadOfImage", reason_of(policy_bytes())},
      {"ImageInsteadOfPolicy", policy_reason(good)},
      {"NewerVersion", after(good, [](Bytes& b) { b[4] = 3; })},
      {"OlderVersion", after(good, [](Bytes& b) { b[4] = 1; })},
      {"UnknownVersion", after(good, [](Bytes& b) { b[4] = 0; })},
      {"UnknownFlags", after(good, [](Bytes& b) { b[6] = 8; })},
      {"WrongSize", after(
                        good, [](Bytes& b) { b.push_back(0); }, false)},
      {"ChecksumMismatch", after(
                               good, [](Bytes& b) { b.back() ^= 1; }, false)},
      {"ChecksumMismatch", after(
                               good, [](Bytes& b) { b[6] ^= 1; }, false)},
      {"BadSectionTable", after(good, [](Bytes& b) { b.push_back(0); })},
      {"BadSectionTable", after(good, [](Bytes& b) { b.pop_back(); })},
      {"Truncated", after(good, [](Bytes& b) { b[image::kHeaderSize] -= 1, b[image::kHeaderSize + 1] += 1; })},
      {"TrailingBytes", after(tiny,
                              [&](Bytes& b) {
                                b.insert(b.begin() + static_cast<std::ptrdiff_t>(begin_of(b, image::Section::Slots)),
                                         0);
                                ++b[image::kHeaderSize];
                              })},
      {"OverlongNumber", after(tiny,
                               [&](Bytes& b) {
                                 b[code(b) + 1] = 0x80,
                                             b.insert(b.begin() + static_cast<std::ptrdiff_t>(code(b)) + 2, 0),
                                             ++b[image::kHeaderSize + 7];
                               })},
      {"NumberTooBig", reason_of(flow("  ask.timed 0 \"¿?\" 65536 L1\n  end 0\nL1:\n  state 0 {}\n  end 0\n"))},
      {"BadOffset", after(good, [&](Bytes& b) { b[begin_of(b, image::Section::Slots) + 1] ^= 1; })},
      {"UnknownTemplate", after(image_of(flow("  say \"Hola a todos.\"\n  say \"Hola a todos.\"\n  end 0\n")),
                                [&](Bytes& b) { b[code(b) + 2] = 2; })},
      {"UnknownTemplate", after(image_of(flow("  say \"Hola a todos.\"\n  say \"Hola a todos.\"\n  end 0\n")),
                                [&](Bytes& b) { b[code(b) + 2] = 99; })},
      {"UnknownOpcode", after(tiny, [&](Bytes& b) { b[code(b)] = 0x1f; })},
      // Widths, one state of three bytes, how many records, one of four: its target, state and steps.
      {"BadTarget", after(known, [&](Bytes& b) { b[certificate(b) + 6] = 4, b[code(b) + 2] = 4; })},
      {"UnknownState", after(known, [&](Bytes& b) { b[certificate(b) + 8] = 1; })},
      {"UnknownFlags", after(known, [&](Bytes& b) { b[certificate(b)] = 3; })},
      {"UnknownFlags", after(known, [&](Bytes& b) { b[certificate(b)] |= 32; })},
      {"BadLiteral", after(literal, [&](Bytes& b) { b[certificate(b) + 7] = 6; })},
      {"BadLiteral", after(literal, [&](Bytes& b) { b[certificate(b) + 6] = 17; })},
      {"WrongPolicy", after(good, [](Bytes& b) { b[image::kAtPolicyId] ^= 1; })},
      {"TooManyLevels", policy_with([](Policy& p) {
         p.levels.resize(9, {"x", 0});
       })},
      {"TooManyClasses", policy_with([](Policy& p) { p.classes.resize(33); })},
      {"BadClosure", policy_with([](Policy& p) { p.levels[0].closure = 2; })},
      {"BadClosure", policy_with([](Policy& p) { p.levels[2].closure = 6; })},
      {"UnknownLevel", policy_with([](Policy& p) { p.methods[0].grants = 8; })},
      {"UnknownLevel", policy_with([](Policy& p) { p.classes[0].needs = 8; })},
      {"UnknownClass", policy_with([](Policy& p) { p.slots[0].classes = 8; })},
      {"UnknownType", policy_with([](Policy& p) { p.slots[0].type = 17; })},
      {"BadPair", policy_with([](Policy& p) {
         p.pairs = {{0, 2}};
       })},
      {"BadPair", policy_with([](Policy& p) {
         p.pairs = {{1, 1}};
       })},
      {"BadPair", policy_with([](Policy& p) {
         p.pairs.resize(9, {0, 1});
       })},
      {"UnknownPolicySlot", policy_with([](Policy& p) { p.services[0].gives = {4}; })},
      {"NotUtf8", policy_with([](Policy& p) { p.areas[0].label = "\xc3"; })},
      {"UnknownFlags", policy_after([](Bytes& b) { b[begin_of(b, image::PolicySection::Classes) + 1] = 4; })},
      {"BadOffset", policy_after([](Bytes& b) { b[begin_of(b, image::PolicySection::Names)] ^= 1; })},
  };
}

TEST(Load, EachReasonHasItsImage) {
  std::set<std::string> seen;
  for (const Case& c : text_cases()) {
    EXPECT_EQ(reason_of(c.text), c.reason) << c.text.substr(kHead.size());
    seen.insert(c.reason);
  }
  for (const auto& [wanted, found] : byte_cases()) {
    EXPECT_EQ(found, wanted);
    seen.insert(wanted);
  }
  seen.insert({"WrongImage", "BadMove"});  // of move tables: tests/upgrade
#define LOAD_ERROR(code, Name, sentence, spanish) EXPECT_EQ(seen.count(#Name), 1u) << #Name;
#include "image/load_errors.def"
#undef LOAD_ERROR
}

TEST(Load, NamesAndSentencesAreThere) {
  EXPECT_STREQ(guion_load_error_name(9), "ChecksumMismatch");
  EXPECT_STREQ(guion_load_error_name(9999), "Unknown");
  for (int s = GUION_OK; s <= GUION_BAD_TRACE; ++s)
    EXPECT_STRNE(guion_status_text(static_cast<guion_status>(s)), "Unknown status.");
}

TEST(Load, AnImageWithoutAPolicyNeedsNone) {
  const auto a = assembly::assemble(
      "flow \"x\"\ntitle \"x\"\nlocale \"es-CL\"\nslot name \"n\"\nstage \"s\" L0\ncode\nL0:\n  ask 0 \"¿?\"\n  say "
      "\"{0}\"\n  end 0\n");
  ASSERT_TRUE(a.ok()) << a.error;
  const Bytes bytes = assembly::encode(a.module);
  guion_image image{};
  guion_load_error e{};
  EXPECT_EQ(guion_image_open(&image, nullptr, bytes.data(), bytes.size(), &e), GUION_OK)
      << guion_load_error_name(e.reason);
  EXPECT_EQ(Loaded(bytes).status, GUION_WRONG_POLICY);
}

TEST(Load, APolicyBoundImageNeedsItsPolicy) {
  const Bytes bytes = image_of(kWhole);
  guion_image image{};
  EXPECT_EQ(guion_image_open(&image, nullptr, bytes.data(), bytes.size(), nullptr), GUION_WRONG_POLICY);
  Policy other = policy_def();
  other.methods[0].tries = 9;
  EXPECT_EQ(Loaded(bytes, assembly::encode(other)).status, GUION_WRONG_POLICY);
}

TEST(Load, EveryTruncationIsRefused) {
  const Bytes good = image_of(kWhole);
  for (std::size_t n = 0; n < good.size(); ++n) {
    guion_policy p{};
    guion_image i{};
    ASSERT_EQ(guion_policy_open(&p, policy_bytes().data(), policy_bytes().size(), nullptr), GUION_OK);
    // Copied, so that a read behind the end is a read behind a block of memory.
    const Bytes cut(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n));
    EXPECT_NE(guion_image_open(&i, &p, cut.data() == nullptr ? "" : static_cast<const void*>(cut.data()), n, nullptr),
              GUION_OK);
  }
}

TEST(Load, EveryOneByteChangeIsRefused) {
  const Bytes good = image_of(kWhole);
  for (std::size_t at = 0; at < good.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xff}) {
      Bytes bad = good;
      bad[at] = static_cast<std::uint8_t>(bad[at] ^ flip);
      EXPECT_NE(reason_of(bad), "None") << at;
    }
  }
}

TEST(Load, EveryDamagedImageOrPolicyIsRefused) {
  const Bytes good = image_of(kWhole), other = image_of(flow("  say \"Hola.\"\n  end 0\n")), law = policy_bytes();
  Damage damage(5);
  unsigned tried = 0;
  for (unsigned n = damaged_copies(20000); n != 0; --n) {
    const Bytes image = damage.change(good, other), policy = damage.change(law, good);
    if (image != good && image != other) {
      ++tried;
      ASSERT_NE(reason_of(image), "None");
    }
    if (policy != law) {
      guion_policy p{};
      ASSERT_NE(guion_policy_open(&p, policy.data(), policy.size(), nullptr), GUION_OK);
    }
  }
  EXPECT_GT(tried, damaged_copies(20000) / 2);
}

TEST(Load, LimitsHoldAtTheLimit) {
  std::string menu = "  menu \"¿?\" 1", pick = "  pick 1";
  for (int i = 0; i < 32; ++i) menu += " \"o\" L1", pick += " L1";
  const std::string l1 = "\nL1:\n  state 0 {}\n  end 0\n";
  EXPECT_EQ(reason_of(flow(menu + l1)), "None");
  EXPECT_EQ(reason_of(flow(pick + l1)), "None");
  EXPECT_EQ(reason_of(flow("  copy 9 6\n  end 0\n", "slot text \"siete\" range 7 7\n")), "None");
  EXPECT_EQ(reason_of(flow("  say \"" + std::string(8192, 'a') + "\"\n  end 0\n")), "None");
  std::string cases, exits;
  for (int i = 0; i < 8; ++i) cases += "case 0 {} exit 0 {}\n";
  for (int i = 0; i < 9; ++i) exits += " exit 0 {}";
  std::string many;
  for (int s = 0; s < 1015; ++s) many += "slot yesno \"x\"\n";
  EXPECT_EQ(reason_of(flow("  end 0\n", many)), "None");
  std::string deep, code = "  call 0\n  end 0\n";
  for (int p = 0; p < 8; ++p) {
    const std::string n = std::to_string(p);
    deep += "part \"p\" P" + n + " touched 0 {}\ncase 0 {} exit 0 {}\n";
    code += "P" + n + ":\n" + (p < 7 ? "  call " + std::to_string(p + 1) + "\n" : "") + "  return\n";
  }
  EXPECT_EQ(reason_of(flow(code, deep)), "None");
  std::string states = "  jump L1\nL1:\n";
  for (int s = 0; s < 8; ++s) states += "  state " + std::to_string(s) + " {6}\n";
  EXPECT_EQ(reason_of(flow(states + "  end 0\n")), "None");
}

TEST(Load, SeveralStatesHoldWhatTheyHaveInCommon) {
  const std::string two = "  verify 0 3 0 1 \"¿?\" L1 L1\n  ask 0 \"¿?\"\nL1:\n  state 0 {6}\n  state 3 {0 6}\n";
  EXPECT_EQ(reason_of(flow(two + "  say \"{6}\"\n  end 0\n")), "None");
  EXPECT_EQ(reason_of(flow(two + "  say \"{0}\"\n  end 0\n")), "SlotMayBeEmpty");
}

}  // namespace
}  // namespace guion::test
