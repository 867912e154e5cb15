// Whole flows whose layout, constants or files are unusual compile and load: what is refused is refused at its place in
// the source.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "driver/compile.hpp"
#include "guion/guion.h"

namespace guion {
namespace {

const std::string kLaw =
    "protocolo base, guion 1\nfinal resuelto, normal\netapa x, opcional\netapa inicio, opcional\netapa centro, "
    "opcional\n"
    "etapa segunda, opcional\netapa medio, opcional\netapa tercera, opcional\netapa cierre, opcional\n"
    "etapa first, opcional\netapa last, opcional\n";
const std::string kHead = "flujo prueba, guion 1\nsigue base\n";

struct Outcome {
  bool ok = false;
  std::vector<std::string> errors;  ///< «SpokenTextTooLong 3»: name and line
  std::vector<std::uint8_t> image, policy;
};

Outcome compiled(const std::string& flow, const std::string& law = kLaw) {
  MemorySources sources;
  sources.put("prueba.flow", flow);
  sources.put("base.flow", law);
  const Compilation c = compile("prueba.flow", sources);
  Outcome out;
  out.ok = c.ok;
  out.image = c.image;
  out.policy = c.policy;
  for (const diag::Diagnostic& d : c.diagnostics) {
    if (diag::row(d.code).severity != diag::Severity::Error) continue;
    const std::string& text = c.program.files.at(d.span.file).tree.text;
    const auto lines = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(d.span.begin), '\n');
    out.errors.push_back(std::string{diag::row(d.code).name} + " " + std::to_string(lines));
  }
  return out;
}

using Errors = std::vector<std::string>;

TEST(Layout, TheFirstStageMayLeadToTheLast) {
  const Outcome out = compiled(kHead +
                               "etapa inicio\n  ir a cierre\netapa centro\n  di Hola.\n  termina resuelto\n"
                               "etapa cierre\n  di Equis.\n  ir a centro\n");
  EXPECT_EQ(out.errors, Errors{});
  guion_policy policy;
  guion_image image;
  guion_load_error error{};
  ASSERT_EQ(guion_policy_open(&policy, out.policy.data(), out.policy.size(), &error), GUION_OK);
  EXPECT_EQ(guion_image_open(&image, &policy, out.image.data(), out.image.size(), &error), GUION_OK);
}

TEST(Layout, AStageMayHaveNoInstructionOfItsOwn) {
  EXPECT_EQ(compiled(kHead + "parte vacía\n  nada\netapa inicio\n  haz vacía\netapa centro\n  di Hola.\n  ir a cierre\n"
                             "etapa medio\n  nada\netapa cierre\n  haz vacía\n  termina resuelto\n")
                .errors,
            Errors{});
}

TEST(Layout, TheFirstStageMayLeadBehindItsOwnLines) {
  EXPECT_EQ(compiled(kHead + "etapa inicio\n  haz vacía\n  ir a tercera\netapa segunda\n  di Dos.\n  termina resuelto\n"
                             "etapa tercera\n  di Tres.\n  ir a segunda\nparte vacía\n  nada\n")
                .errors,
            Errors{});
}

TEST(Constants, OfATextTypeLoadAsTheyAreHeld) {
  EXPECT_EQ(compiled(kHead + "dato t1: teléfono = +34 600 000 000\ndato l1: lista = a, b | c\ndato c1: código = ab12\n"
                             "etapa x\n  di {t1} {l1} {c1}\n  termina resuelto\n")
                .errors,
            Errors{});
}

TEST(Files, TheSameLibraryByTwoPathsIsReadOnce) {
  MemorySources sources;
  sources.put("a.flow",
              "flujo dos_rutas, guion 1\nsigue base\nusa lib\nusa sub/../lib\n"
              "etapa x\n  haz saludo\n  termina resuelto\n");
  sources.put("lib.flow", "biblioteca lib, guion 1\nparte saludo\n  di Hola.\n");
  sources.put("base.flow", kLaw);
  const Compilation c = compile("a.flow", sources);
  EXPECT_TRUE(c.ok);
  EXPECT_EQ(c.program.files.size(), 3U);
}

TEST(Discretion, IsAskedInTheLanguageOfTheFlow) {
  MemorySources sources;
  sources.put("a.flow",
              "flow asked, guion 1\nfollows base\nlanguage es-MX\nstage first, at discretion\n  say Hola.\n"
              "stage last\n  end resuelto\n");
  sources.put("base.flow", kLaw);
  const Compilation c = compile("a.flow", sources);
  EXPECT_TRUE(c.ok);
  EXPECT_NE(c.program.joined.find("¿Corresponde la etapa «first»?"), std::string::npos);
}

}  // namespace
}  // namespace guion
