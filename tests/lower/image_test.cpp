// What becomes bytes: the compiler's own check of an image that its runtime would refuse, and the sum behind build ids.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "driver/compile.hpp"
#include "lower/assembler.hpp"
#include "lower/disassemble.hpp"
#include "trace/sha256.hpp"

namespace guion {
namespace {

Compilation compiled() {
  MemorySources sources;
  sources.put("base.flow", "protocolo base, guion 1\nfinal resuelto, normal\netapa uno, opcional\n");
  sources.put("x.flow", "flujo x, guion 1\nsigue base\netapa uno\n  di Hola.\n  termina resuelto\n");
  return compile("x.flow", sources);
}

/// The image of a module that lowering never makes: control runs off the end of its code.
std::vector<std::uint8_t> image_without_end(const std::vector<std::uint8_t>& policy) {
  assembly::Assembled a = assembly::assemble(
      "flow \"x\"\nlocale \"es-US\"\nprotocol \"base\"\nstage \"uno\" uno\ncode\nuno:\n  say \"Hola.\"\n");
  EXPECT_TRUE(a.ok()) << a.error;
  a.module.policy_id = assembly::build_id(policy);
  return assembly::encode(a.module);
}

TEST(Driver, AnImageThatLoadsIsKept) {
  Compilation c = compiled();
  ASSERT_TRUE(c.ok);
  const auto image = c.image;
  diag::Emitter emitter;
  check_loads(c, emitter);
  EXPECT_TRUE(emitter.all().empty());
  EXPECT_EQ(c.image, image);
}

TEST(Driver, NoImageThatTheRuntimeRefusesIsHandedOut) {
  Compilation c = compiled();
  c.image = image_without_end(c.policy);
  diag::Emitter emitter;
  check_loads(c, emitter);
  ASSERT_EQ(emitter.all().size(), 1U);
  EXPECT_EQ(emitter.all()[0].code, diag::Code::NotLoadable);
  EXPECT_NE(emitter.all()[0].en.find("RunsOffEnd"), std::string::npos) << emitter.all()[0].en;
  EXPECT_TRUE(c.image.empty());
  EXPECT_TRUE(c.policy.empty());
}

TEST(Driver, AClaimSaysNoMoreThanWhatALaterLineCountsOn) {
  MemorySources sources;
  sources.put("base.flow",
              "protocolo base, guion 1\nnivel titular\nmétodo pin da titular, 1 intento\nfinal resuelto, normal\netapa "
              "uno, opcional\n");
  sources.put("x.flow", R"(flujo x, guion 1
sigue base
dato apodo: nombre
dato nombre: nombre
etapa uno
  pregunta apodo: ¿Apodo?
  pregunta nombre: ¿Nombre?
  verifica titular
    con pin, 1 intento: ¿PIN?
    si falla
      di Seguimos sin PIN, {apodo}.
      termina resuelto
  si procede: ¿Sigue ahí?
    nota Siga.
  di Gracias, {nombre}.
  termina resuelto
)");
  const Compilation c = compile("x.flow", sources);
  ASSERT_TRUE(c.ok);
  const auto text = disassemble(c.image, c.policy);
  // Slots in their order: apodo, nombre. After the failure the nickname is said, behind the judgement only the name;
  // nobody asks for the level.
  EXPECT_NE(text.find("state 0 {0} steps"), std::string::npos) << text;
  EXPECT_NE(text.find("state 0 {1} steps"), std::string::npos) << text;
  EXPECT_EQ(text.find("state 0 {0 1}"), std::string::npos) << text;
  EXPECT_EQ(text.find("state 1 "), std::string::npos) << text;
}

std::string hex(std::string_view text, trace::TakeBlocks way) {
  std::uint8_t sum[trace::kSum];
  trace::sha256(text.data(), text.size(), sum, way);
  std::string out;
  for (const std::uint8_t b : sum) out += {"0123456789abcdef"[b >> 4], "0123456789abcdef"[b & 15]};
  return out;
}

TEST(Sha256, GivesTheSumsOfTheStandard) {
  const std::string two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  for (const auto way : {trace::fastest_blocks(), trace::TakeBlocks{trace::take_blocks}}) {
    EXPECT_EQ(hex("", way), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex("abc", way), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(two_blocks, way), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  }
}

TEST(Sha256, TheProcessorsInstructionsGiveTheSameSums) {
  std::string text;
  for (int i = 0; i < 400; ++i) {
    EXPECT_EQ(hex(text, trace::fastest_blocks()), hex(text, trace::take_blocks)) << i;
    text += static_cast<char>(i * 37 + i / 7);
  }
}

}  // namespace
}  // namespace guion
