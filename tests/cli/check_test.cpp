// guion check: verdicts, order, summary, and every bad file that can reach the command line.
#include "support.hpp"

namespace guion::test {
namespace {

class Check : public Folder {
 protected:
  [[nodiscard]] Ran check(const std::string& text, std::vector<std::string> more = {}) {
    put(at("caso.flow"), text);
    more.insert(more.begin(), {"check", at("caso.flow")});
    return guion(more);
  }
};

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t n = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++n;
  return n;
}

TEST_F(Check, ACleanFolderIsZeroAndCounted) {
  const Ran ran = guion({"check", folder_.string()});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.out, "2 archivos: 0 errores, 0 avisos\n");
  EXPECT_EQ(guion({"check", at("factura.flow"), "--lang", "en"}).out, "1 file: 0 errors, 0 warnings\n");
}

TEST_F(Check, AFindingHasItsPlaceAndCodeInTheTongueOfTheFile) {
  put(at("base.flow"), "protocolo base, guion 1\nfinal fin, normal\netapa una, obligatoria\n");
  const Ran es = check("flujo caso, guion 1\nsigue base\nfrase hola\netapa una\n  di Hola.\n  termina fin\n");
  EXPECT_EQ(es.code, 1);
  EXPECT_NE(es.out.find("caso.flow:3"), std::string::npos) << es.out;
  EXPECT_NE(es.out.find("G0101"), std::string::npos);
  EXPECT_NE(es.out.find("ninguna línea empieza"), std::string::npos);
  EXPECT_NE(es.out.find("1 archivo: 1 error, 0 avisos"), std::string::npos) << es.out;
  EXPECT_NE(check("flow case1, guion 1\nphrase\n").out.find("no line starts"), std::string::npos);
  EXPECT_NE(check("flow case1, guion 1\nphrase\n", {"--lang", "es"}).out.find("ninguna línea empieza"),
            std::string::npos);
}

TEST_F(Check, ALibraryIsJudgedWithTheFlowsThatUseIt) {
  std::string flow = kFlow;
  flow.insert(flow.find("\ndato agente"), "usa partes\n");
  flow.replace(flow.find("  di Gracias por llamar, {cliente}.\n"), 36, "  haz adiós\n");
  put(at("factura.flow"), flow);
  put(at("partes.flow"), "biblioteca partes, guion 1\n\nparte adiós\n  di Gracias por llamar, {cliente}.\n");
  const Ran together = guion({"check", folder_.string()});
  EXPECT_EQ(together.code, 0) << together.out;
  EXPECT_EQ(together.out, "3 archivos: 0 errores, 0 avisos\n");
  put(at("partes.flow"), "biblioteca partes, guion 1\n\nparte adiós\n  di Gracias por llamar, {clienta}.\n");
  EXPECT_EQ(count(guion({"check", folder_.string()}).out, "G0220"), 1U);
}

TEST_F(Check, AFindingOfTheProtocolIsShownOnce) {
  put(at("empresa.flow"), std::string{kProtocol} + "frase hola\n");
  put(at("otra.flow"), kFlow);
  for (const char* jobs : {"1", "2", "4"}) {
    const Ran ran = guion({"check", folder_.string(), "-j", jobs});
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(count(ran.out, "G0101"), 1U) << ran.out;
  }
}

TEST_F(Check, TheOrderIsThatOfTheFilesWhateverTheThreads) {
  for (int i = 0; i < 12; ++i) put(at("mal_" + std::to_string(i) + ".flow"), "flujo mal, guion 1\nfrase\n");
  const std::string one = guion({"check", folder_.string(), "-j", "1"}).out;
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guion({"check", folder_.string(), "-j", "3"}).out, one);
}

TEST_F(Check, StandardInput) {
  EXPECT_EQ(guion({"check", "-"}, "flujo mal, guion 1\nfrase\n").code, 1);
  EXPECT_EQ(guion({"check", "-"}, "protocolo uno, guion 1\nfinal fin, normal\n").code, 0);
}

TEST_F(Check, FilesThatCannotBeReadAreTwoAndTheOthersAreChecked) {
  const Ran missing = guion({"check", at("no_hay.flow"), at("factura.flow")});
  EXPECT_EQ(missing.code, 2);
  EXPECT_NE(missing.err.find("no_hay.flow"), std::string::npos);
  EXPECT_NE(missing.out.find("0 errores"), std::string::npos);
  std::filesystem::create_directory(at("vacía"));
  EXPECT_EQ(guion({"check", at("vacía")}).code, 2);
  EXPECT_EQ(guion({"check", at("factura.flow") + "/x.flow"}).code, 2);
}

TEST_F(Check, AFolderWhereAFileIsExpected) {
  for (const char* verb : {"build", "run", "dis"}) {
    const Ran ran = guion({verb, folder_.string()});
    EXPECT_EQ(ran.code, 2) << verb;
    EXPECT_NE(ran.err.find("is a folder"), std::string::npos) << ran.err;
  }
}

TEST_F(Check, EmptyFileAndFileOfOneKeyword) {
  for (const char* text :
       {"", "\n\n", "# nada\n", "flujo", "flujo\n", "protocolo", "biblioteca\n", "di", "\xef\xbb\xbf"}) {
    const Ran ran = check(text);
    EXPECT_EQ(ran.code, 1) << "«" << text << "» " << ran.out;
    EXPECT_NE(ran.out.find("caso.flow:"), std::string::npos) << text;
  }
}

TEST_F(Check, MissingProtocolAndImportCycle) {
  const Ran missing = check("flujo caso, guion 1\nsigue no_hay\netapa una\n  di Hola.\n");
  EXPECT_EQ(missing.code, 1);
  EXPECT_NE(missing.out.find("no_hay"), std::string::npos);
  EXPECT_NE(missing.out.find("caso.flow:2"), std::string::npos);
  put(at("uno.flow"), "protocolo uno, guion 1\nsigue dos\nfinal fin, normal\n");
  put(at("dos.flow"), "protocolo dos, guion 1\nsigue uno\n");
  EXPECT_EQ(check("flujo caso, guion 1\nsigue uno\netapa una\n  di Hola.\n  termina fin\n").code, 1);
  EXPECT_EQ(guion({"check", at("uno.flow")}).code, 1);
}

TEST_F(Check, IncludeFoldersAreSearched) {
  std::filesystem::create_directory(at("base"));
  std::filesystem::rename(at("empresa.flow"), at("base/empresa.flow"));
  EXPECT_EQ(guion({"check", at("factura.flow")}).code, 1);
  EXPECT_EQ(guion({"check", at("factura.flow"), "--include", at("base")}).code, 0);
}

TEST_F(Check, HostileTexts) {
  EXPECT_EQ(check("flujo caso, guion 1\netapa una\n  di \xff\xfe mal\n").code, 1);
  EXPECT_EQ(check("flujo caso, guion 1\n" + std::string(1, '\0') + "\n").code, 1);
  EXPECT_EQ(check("flujo caso, guion 1\netapa una\n  di " + std::string(10'000'000, 'a') + "\n").code, 1);
  std::string nested = "flujo caso, guion 1\netapa una\n";
  for (int depth = 1; depth <= 2000; ++depth)
    nested += std::string(static_cast<std::size_t>(depth) * 2, ' ') + "si procede: x\n";
  EXPECT_EQ(check(nested).code, 1);
  EXPECT_EQ(check("flujo caso, guion 1\netapa una\n  si " + std::string(100'000, '(') + "x\n    nada\n").code, 1);
  std::string deep = "flujo caso, guion 1\netapa una\n";
  for (int line = 0; line < 100'000; ++line)
    deep += std::string(static_cast<std::size_t>(line % 60) * 2, ' ') + "si procede: x\n";
  EXPECT_EQ(check(deep).code, 1);
}

TEST_F(Check, AnImageIsNoFlow) {
  ASSERT_EQ(guion({"build", at("factura.flow")}).code, 0);
  for (const char* verb : {"check", "build", "fmt"}) {
    const Ran ran = guion({verb, at("factura.flowc")});
    EXPECT_EQ(ran.code, 2) << verb;
    EXPECT_NE(ran.err.find("compiled image"), std::string::npos) << ran.err;
  }
}

}  // namespace
}  // namespace guion::test
