// guion fmt: in place, to the output, as a check, and from one keyword language to the other.
#include "support.hpp"

namespace guion::test {
namespace {

class Fmt : public Folder {};

constexpr const char* kLoose =
    "flujo suelto, guion 1\nsigue empresa\n\n\n\netapa una\n  Di Hola.\n  termina   resuelto\n";

TEST_F(Fmt, CanonicalFilesStayAsTheyAre) {
  const Ran ran = guion({"fmt", at("factura.flow"), at("empresa.flow")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(get(at("factura.flow")), kFlow);
  EXPECT_EQ(get(at("empresa.flow")), kProtocol);
}

TEST_F(Fmt, CheckListsAndChangesNothing) {
  put(at("suelto.flow"), "flujo suelto, guion 1\nsigue empresa\n\n\n\netapa una\n  di Hola.\n  termina resuelto   \n");
  const std::string before = get(at("suelto.flow"));
  const Ran ran = guion({"fmt", "--check", folder_.string()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, at("suelto.flow") + "\n");
  EXPECT_EQ(get(at("suelto.flow")), before);
  EXPECT_EQ(guion({"fmt", at("suelto.flow")}).code, 0);
  EXPECT_EQ(guion({"fmt", "--check", folder_.string()}).code, 0);
}

TEST_F(Fmt, KeywordsThereAndBackAgain) {
  const Ran en = guion({"fmt", "--keywords", "en", "--stdout", at("factura.flow")});
  ASSERT_EQ(en.code, 0);
  EXPECT_EQ(en.out.rfind("flow factura, guion 1", 0), 0U) << en.out;
  EXPECT_NE(en.out.find("say Gracias por llamar."), std::string::npos);
  EXPECT_EQ(get(at("factura.flow")), kFlow);
  put(at("english.flow"), en.out);
  EXPECT_EQ(guion({"fmt", "--keywords", "es", "--stdout", at("english.flow")}).out, kFlow);
  EXPECT_EQ(guion({"check", at("english.flow")}).code, 0);
}

TEST_F(Fmt, SyntaxErrorsAreLeftAlone) {
  put(at("mal.flow"), kLoose + std::string{"frase\n"});
  const std::string before = get(at("mal.flow"));
  for (const char* flag : {"--check", "--stdout", "--color=never"}) {
    const Ran ran = guion({"fmt", flag, at("mal.flow")});
    EXPECT_EQ(ran.code, 1) << flag;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find("se deja como está"), std::string::npos) << ran.err;
    EXPECT_EQ(get(at("mal.flow")), before);
  }
}

TEST_F(Fmt, AWriteErrorLeavesTheFile) {
  put(at("suelto.flow"), "flujo suelto, guion 1\n\n\n\netapa una\n  di Hola.\n");
  const std::string before = get(at("suelto.flow"));
  const std::string command = "ulimit -f 0; " + std::string{GUION_COMMAND} + " fmt " + at("suelto.flow");
  EXPECT_EQ(run_command({"/bin/sh", "-c", command}).code, 2);
  EXPECT_EQ(get(at("suelto.flow")), before);
}

TEST_F(Fmt, StandardInput) {
  const Ran ran = guion({"fmt", "-"}, "flujo x, guion 1\n\n\n\netapa una\n  di Hola.\n");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "flujo x, guion 1\n\netapa una\n  di Hola.\n");
}

}  // namespace
}  // namespace guion::test
