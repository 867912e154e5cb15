// Images of two languages as bytes: what the loader makes of them when the second language is not like the first.
#include <gtest/gtest.h>

#include "driver/compile.hpp"
#include "guion/guion.h"
#include "image/bytes.hpp"
#include "image/format.hpp"
#include "lower/assembler.hpp"
#include "lower/disassemble.hpp"
#include "translation/flows.hpp"

namespace guion::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

const Compilation& made() {
  static const Compilation done = [] {
    MemorySources files = sources();
    return compile(kPath, files, in_both());
  }();
  return done;
}

/// The reason for which the loader refuses the image; empty: it loads.
std::string refusal(const Bytes& image) {
  static guion_policy policy;
  guion_load_error error{};
  EXPECT_EQ(guion_policy_open(&policy, made().policy.data(), made().policy.size(), &error), GUION_OK);
  guion_image out;
  if (guion_image_open(&out, &policy, image.data(), image.size(), &error) == GUION_OK) return "";
  return guion_load_error_name(error.reason);
}

Bytes assembled(const std::string& text) {
  assembly::Assembled out = assembly::assemble(text);
  EXPECT_TRUE(out.ok()) << out.error_line << ": " << out.error;
  return assembly::encode(std::move(out.module), {out.stripped});
}

std::string text_of(const Compilation& c) { return disassemble(c.image, c.policy); }

std::string with(std::string_view from, std::string_view to) {
  std::string text = text_of(made());
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(TwoLanguagesImage, IsPrintedAndReadBack) {
  ASSERT_TRUE(made().ok);
  const auto again = [](const Compilation& c) { return disassemble(assembled(text_of(c)), c.policy); };
  EXPECT_EQ(again(made()), text_of(made()));
  EXPECT_EQ(refusal(assembled(text_of(made()))), "");
  CompileOptions options = in_both();
  options.strip = true;
  MemorySources files = sources();
  const Compilation stripped = compile(kPath, files, options);
  ASSERT_TRUE(stripped.ok);
  EXPECT_EQ(again(stripped), text_of(stripped));
  EXPECT_EQ(refusal(stripped.image), "");
}

TEST(TwoLanguagesImage, EachTextIsProvedInBoth) {
  EXPECT_EQ(refusal(assembled(with("\"I could not verify you.\"", "\"You owe {0}.\""))), "SlotMayBeEmpty");
  // Here the balance is known, and the level was lost: the first language says nothing of it, the second does.
  const std::string said = "  say \"Su saldo es de {0:words} ({0}) y vence el {1}.\" / ";
  EXPECT_EQ(refusal(assembled(with(said, "  say \"Gracias.\" / "))), "");
  std::string revoked = with(said, "  revoke 1\n  say \"Gracias.\" / ");
  const std::size_t steps = revoked.rfind("steps 0", revoked.find("revoke 1"));
  revoked.replace(steps, 7, "steps 1");
  EXPECT_EQ(refusal(assembled(revoked)), "LevelNotProved");
  EXPECT_EQ(refusal(assembled(with("\"Who am I speaking with?\"", "\"Is it {5}?\""))), "SlotMayBeEmpty");
  EXPECT_EQ(refusal(assembled(with("\"We are open {3}.\"", "\"We are open {9}.\""))), "UnknownSlot");
  EXPECT_EQ(refusal(assembled(with("{4?just one|several|several}", "{4?just one|several}"))), "TypeMismatch");
  EXPECT_EQ(refusal(assembled(with("\"Speak slowly.\"", "\"Speak \\xff\\xfe.\""))), "NotUtf8");
}

TEST(TwoLanguagesImage, TablesOfTheSecondLanguageAreThoseOfTheFirst) {
  EXPECT_EQ(refusal(assembled(with("  value \"\" \"The internet\" \"your internet\"\n", ""))), "LanguagesDiffer");
  EXPECT_EQ(refusal(assembled(with("also enum\n  value \"\" \"The bill\" \"your bill\"\n"
                                   "  value \"\" \"The internet\" \"your internet\"\n",
                                   ""))),
            "LanguagesDiffer");
  EXPECT_EQ(refusal(assembled(with("also \"en-US\"", "also \"xx-XX\""))), "UnknownLocale");
}

TEST(TwoLanguagesImage, APairOfTextsIsNoTextOfOneLanguage) {
  const std::string text = with("also \"en-US\" \"Paying the bill\"\n", "");
  EXPECT_NE(refusal(assembled(text)), "");
}

TEST(TwoLanguagesImage, ADamagedByteIsRefusedOrHarmless) {
  // With the checksum made true again every check behind it is reached; what loads is played.
  for (std::size_t at = image::kHeaderSize; at < made().image.size(); ++at) {
    for (const unsigned flip : {0x01U, 0x80U, 0xffU}) {
      Bytes bytes = made().image;
      bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ flip);
      const std::uint64_t sum =
          image::checksum(bytes.data() + image::kAtSize, bytes.size() - image::kAtSize, image::load64(bytes.data()));
      for (unsigned i = 0; i < 8; ++i) bytes[image::kAtChecksum + i] = static_cast<std::uint8_t>(sum >> 8 * i);
      if (!refusal(bytes).empty()) continue;
      guion_policy policy;
      guion_image out;
      guion_load_error error{};
      ASSERT_EQ(guion_policy_open(&policy, made().policy.data(), made().policy.size(), &error), GUION_OK);
      ASSERT_EQ(guion_image_open(&out, &policy, bytes.data(), bytes.size(), &error), GUION_OK);
      const guion_session_options options{1, 0, 64, 0, 1};
      std::vector<std::uint64_t> memory(guion_session_size(&out, &options) / 8 + 1);
      guion_session* session = nullptr;
      ASSERT_EQ(guion_session_start(&out, &options, memory.data(), memory.size() * 8, &session), GUION_OK);
      for (std::uint32_t s = 0; s < guion_slot_count(&out); ++s) {
        char text[512];
        std::size_t size = 0;
        (void)guion_read_text(session, s, text, sizeof text, &size);
        guion_string label{};
        (void)guion_enum_label(&out, 1, s, 0, &label);
      }
    }
  }
}

}  // namespace
}  // namespace guion::test
