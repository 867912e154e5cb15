// Assembly text and bytes say the same: print ∘ assemble keeps the bytes, two encodes agree, sizes stay small.
#include <random>

#include "image/opcodes.hpp"
#include "lower/decode.hpp"
#include "trace/sha256.hpp"
#include "verify/images.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

/// One of each instruction, each form of blank, names that need quoting.
const std::string kEverything = kHead + R"(written
counters 1
enum
  value "uno \"1\"" "Uno" "uno"
  value "dos" "Dos" "el dos"
slot count "n" range -5 5
slot count "m" range -5 5
slot name "cliente"
slot address "trato"
slot enum "cuál" enum 0
slot list "cosas" value "a\x0ab\x0a"
slot date "día" range 0 20000
slot cycle "ciclo"
slot money "pago" currency USD classes 1 policy 0
binding 0 takes gives 8 stales
stage "uno" L0
part "a" P0 touched 0 {0}
case 0 {} exit 0 {0}
code
L0:
  state 0 {5}
  place "uno/di/1" "" 3
  say "Llaves \{ \} barra \| \\ y \"comillas\"."
  note "{greeting} {farewell} {5}"
  ask 2 "¿Nombre?"
  ask 3 "¿Trato?"
  ask.timed 4 "¿Cuál?" 15 L1
  ask 6 "¿Día?"
  say "{2@3} {4?primero|segundo con {2}} {6:long} {6:short} {6:words}"
L1:
  state 0 {2 3 5}
  record 7 - L2
L2:
  state 0 {2 3 5}
  record 7 "¿Ciclo?" -
  judge "¿Procede?" L3
L3:
  state 0 {2 3 5}
  show 1
  menu.timed "¿Qué?" 1 30 L4 "Esto" L4 "{2}" L0
L4:
  state 0 {5}
  verify 0 3 0 3 "¿Clave?" L5 L5
  require 3
  lookup 0 L5
  say "{8} {8:words}"
  revoke 1
L5:
  state 0 {5}
  unless.known 0 L6
  unless.level 3 L6
  unless.num 0 >= -2 L6
  copy 1 0
  unless.slot 0 != 1 -1 L6
  add 0 0 1 L6
  sub 0 0 1 L6
  add.num 0 0 -3 L6
L6:
  state 0 {5}
  set 0 -5
  call 0
  pick 3 L7 L8
L7:
  state 0 {5}
  transfer 0 "No se retire." L8 -
L8:
  state 0 {5}
  say "Llaves \{ \} barra \| \\ y \"comillas\"."
  end 1
P0:
  set 0 1
  return
)";

TEST(Text, DisassembleThenAssembleGivesTheSameBytes) {
  for (const std::string& text : {kWhole, kEverything}) {
    for (const std::string& extra : {std::string(), std::string("stripped\n")}) {
      std::string source = text;
      source.insert(kHead.size(), extra);
      const Bytes bytes = image_of(source);
      Loaded image(bytes);
      ASSERT_EQ(image.status, GUION_OK) << image.reason() << " at " << image.error.offset;
      const std::string printed = disassemble(bytes, policy_bytes());
      const auto again = assembly::assemble(printed);
      ASSERT_TRUE(again.ok()) << again.error_line << " " << again.error << "\n" << printed;
      EXPECT_EQ(assembly::encode(again.module, {again.stripped}), bytes) << printed;
      EXPECT_EQ(disassemble(assembly::encode(again.module, {again.stripped}), policy_bytes()), printed);
    }
  }
}

TEST(Text, EverythingHasEachInstruction) {
  const auto a = assembled(kEverything);
  std::vector<bool> used(image::kOpcodeSpace);
  for (const auto& i : a.module.code) used[static_cast<unsigned>(i.op)] = true;
#define OPCODE(name, code, mnemonic, operands, flags, sentence) \
  EXPECT_TRUE(used[code] || std::string(mnemonic) == "jump" || std::string(mnemonic) == "menu") << mnemonic;
#include "image/opcodes.def"
#undef OPCODE
}

TEST(Text, TwoEncodesGiveTheSameBytes) {
  const auto a = assembled(kWhole);
  EXPECT_EQ(assembly::encode(a.module), assembly::encode(a.module));
  EXPECT_EQ(assembly::encode(policy_def()), assembly::encode(policy_def()));
}

TEST(Text, TheBuildIdIsTheHashOfTheRest) {
  Bytes b = image_of(kWhole);
  const auto id = assembly::build_id(b);
  for (unsigned i = 0; i < 8; ++i) b[image::kAtChecksum + i] = 0;
  for (unsigned i = 0; i < 32; ++i) b[image::kAtBuildId + i] = 0;
  std::array<std::uint8_t, trace::kSum> sum{};
  trace::sha256(b.data(), b.size(), sum.data());
  EXPECT_EQ(sum, id);
  EXPECT_EQ(assembly::build_id(Bytes(10)), (std::array<std::uint8_t, 32>{}));
}

TEST(Text, Sha256GivesTheStandardsExamples) {
  const auto hex = [](std::string_view text) {
    std::string out;
    std::uint8_t sum[trace::kSum];
    trace::sha256(text.data(), text.size(), sum);
    for (const auto b : sum) out += {"0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
    return out;
  };
  EXPECT_EQ(hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Text, ErrorsHaveTheirLine) {
  const std::vector<std::pair<std::string, std::uint32_t>> cases = {
      {"flow \"x\n", 1},
      {"nada\n", 1},
      {"flow \"x\"\ncode\n  dice \"x\"\n", 3},
      {"code\n  say x\n", 2},
      {"code\n  say \"{x}\"\n", 2},
      {"code\n  say \"{0\"\n", 2},
      {"code\n  say \"a}\"\n", 2},
      {"code\nL0:\nL0:\n", 3},
      {"code\n  state 0 {}\n", 2},
      {"code\n  jump L9\n", 2},
      {"slot money \"x\" range 1\n", 1},
      {"code\n  end 0 0\n", 2},
      {"counters 256\n", 1},
      {"policy 12\n", 1},
      {"slot x \"y\"\n", 1},
      {"code\n  say \"\\xg\"\n", 2},
  };
  for (const auto& [text, line] : cases) EXPECT_EQ(assembly::assemble(text).error_line, line) << text;
}

TEST(Text, AnUnreadableImageIsOneComment) {
  EXPECT_EQ(disassemble(Bytes(3), {}).substr(0, 2), "; ");
  EXPECT_EQ(disassemble(image_of(kWhole), {}).substr(0, 2), "; ");
}

/// The call of docs/goals: 79 lines with 2.5 blanks each, 14 menus with 52 options, 23 conditions, 24 slots, 4,331
/// bytes of text.
std::string reference_call(std::size_t& literal_bytes) {
  std::string text = kHead + "stripped\ncounters 2\n";
  for (int s = 0; s < 24; ++s)
    text += s % 3 == 0   ? "slot money \"m\" currency USD system\n"
            : s % 3 == 1 ? "slot count \"c\" system\n"
                         : "slot name \"t\" system\n";
  literal_bytes = 0;
  int number = 0;
  const auto words = [&](std::size_t size) {
    std::string out = "Texto " + std::to_string(number++) + " ";
    while (out.size() < size) out += static_cast<char>('a' + (out.size() * 7 + static_cast<std::size_t>(number)) % 26);
    literal_bytes += out.size();
    return out;
  };
  std::string stages, code;
  const std::string all = "{0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23}";
  int label = 100, lines = 0, options = 0, conditions = 0, menus = 0;
  const auto say = [&] {
    code += "  say \"" + words(35) + "{" + std::to_string(lines % 24) + "}" +
            (lines % 2 ? " y {" + std::to_string((lines + 7) % 24) + "}" : "") + " {3}.\"\n";
    literal_bytes += lines % 2 ? 5 : 2;
    ++lines;
  };
  for (int stage = 0; stage < 10; ++stage) {
    stages += "stage \"e\" S" + std::to_string(stage) + "\n";
    code += "S" + std::to_string(stage) + ":\n";
    while (conditions < (stage + 1) * 23 / 10) {
      const std::string skip = "L" + std::to_string(label++);
      code += "  unless.num " + std::to_string(3 * (conditions % 8) + 1) + " > 10 " + skip + "\n";
      say();
      code += skip + ":\n  state 0 " + all + "\n";
      ++conditions;
    }
    for (; menus < (stage + 1) * 14 / 10; ++menus) {
      const int count = menus < 4 ? 1 + 2 : 4;
      std::string blocks;
      const std::string join = "L" + std::to_string(label++);
      code += "  menu \"" + words(30) + "\" 1";
      for (int o = 0; o < count && options < 52; ++o, ++options) {
        const std::string target = "L" + std::to_string(label++);
        code += " \"" + words(16) + "\" " + target;
        blocks += target + ":\n  state 0 " + all + "\n  set 1 " + std::to_string(o) + "\n" +
                  (o + 1 < count ? "  jump " + join + "\n" : "");
      }
      code += "\n" + blocks + join + ":\n  state 0 " + all + "\n";
    }
    while (lines < (stage + 1) * 79 / 10) say();
  }
  return text + stages + "code\n" + code + "  end 0\n";
}

TEST(Text, TheReferenceCallIsSmall) {
  std::size_t literal = 0;
  const Bytes bytes = image_of(reference_call(literal));
  Loaded image(bytes);
  ASSERT_EQ(image.status, GUION_OK) << image.reason();
  const std::uint8_t* p = bytes.data() + image::kHeaderSize;
  std::uint64_t certificate = 0;
  for (unsigned s = 0; s <= static_cast<unsigned>(image::Section::Certificate); ++s)
    certificate = image::take_varint(p);
  const std::size_t ids = 64;
  RecordProperty("literal", static_cast<int>(literal));
  RecordProperty("image", static_cast<int>(bytes.size()));
  RecordProperty("certificate", static_cast<int>(certificate));
  EXPECT_NEAR(static_cast<double>(literal), 4331, 500);
  EXPECT_LE(static_cast<double>(bytes.size() - ids - certificate), 1.3 * static_cast<double>(literal));
  EXPECT_LE(static_cast<double>(bytes.size() - ids), 1.5 * static_cast<double>(literal));
  const guion_session_options options{1, 0, 0, 0, 0};
  EXPECT_LE(guion_session_size(&image.image, &options) - 512, 256u);
}

/// Whatever the bytes are: no crash, and what loads is played without a fault. With sanitizers this is the test that
/// counts.
TEST(Text, RandomChangesWithARepairedChecksumNeverCrash) {
  std::mt19937 random(7);
  for (const std::string& text : {kWhole, kEverything}) {
    const Bytes good = image_of(text);
    unsigned loaded = 0;
    for (int round = 0; round < 6000; ++round) {
      Bytes bad = good;
      for (auto n = 1 + random() % 3; n != 0; --n)
        bad[image::kHeaderSize + random() % (bad.size() - image::kHeaderSize)] = static_cast<std::uint8_t>(random());
      repair(bad);
      (void)disassemble(bad, policy_bytes());
      Loaded image(bad);
      if (image.status != GUION_OK) continue;
      ++loaded;
      const guion_session_options options{round + 1u, static_cast<std::uint32_t>(round), 64, 1000, 0};
      std::vector<std::uint64_t> memory(guion_session_size(&image.image, &options) / 8);
      guion_session* s = nullptr;
      ASSERT_EQ(guion_session_start(&image.image, &options, memory.data(), memory.size() * 8, &s), GUION_OK);
      for (std::uint32_t slot = 0; slot < guion_slot_count(&image.image); ++slot) {
        guion_value v{1, "abc", 3};
        (void)guion_give(s, slot, &v);
      }
      for (int step = 0; step < 60; ++step) {
        guion_event e{};
        if (guion_next(s, 0, &e) != GUION_OK) break;
        char buffer[300];
        std::size_t needed = 0;
        (void)guion_text(s, buffer, sizeof buffer, &needed);
        for (std::uint32_t o = 0; o < e.options; ++o) (void)guion_option(s, o, nullptr, buffer, sizeof buffer, &needed);
        const guion_value values[] = {{1, "abc", 3}, {1, "abc", 3}};
        for (int tries = 0; tries < 20; ++tries) {
          const guion_answer a{static_cast<guion_answer_kind>(1 + random() % 13),
                               static_cast<std::uint32_t>(random() % 3), values, 1 + random() % 2};
          if (guion_answer_event(s, e.token, &a) == GUION_OK) break;
        }
      }
    }
    EXPECT_GT(loaded, 100u);
  }
}

}  // namespace
}  // namespace guion::test
