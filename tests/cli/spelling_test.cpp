// Spelling through the command: Hunspell where it is there, what is said where it is not.
#include <cstdlib>

#include "support.hpp"

namespace guion::test {
namespace {

class HunspellTest : public Folder {
 protected:
  void SetUp() override {
    Folder::SetUp();
    if (guion({"version"}).out.find("spelling: /") != std::string::npos) return;
    if (std::getenv("CI") != nullptr) FAIL() << "no Hunspell: " << guion({"version"}).out;
    GTEST_SKIP() << "built or run without Hunspell";
  }
  /// What is found in a part that says `lines`.
  [[nodiscard]] std::string found(const std::string& lines) const {
    put(at("parte.flow"), "biblioteca tramo, guion 1\nparte p\n" + lines);
    return guion({"check", at("parte.flow"), "--lang", "en"}).out;
  }
};

TEST_F(HunspellTest, FindsWhatItDoesNotKnow) {
  const std::string out = found("  di Su recivo llega hoy.\n  di Le verficamos la señal.\n");
  EXPECT_NE(out.find("3:9: warning G0713: the dictionary does not know \"recivo\": «recibo»"), std::string::npos)
      << out;
  EXPECT_NE(out.find("4:9: warning G0713: the dictionary does not know \"verficamos\": «verificamos»"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("2 warnings"), std::string::npos) << out;
}

TEST_F(HunspellTest, KnowsWhatCallCentresSay) {
  const std::string out = found(
      "  di Permítame, indíqueme, bríndeme y confírmeme su nombre. Voy a recordarle algo, explicándoselo despacio.\n"
      "  di Comuníquese, regístrese, dígamelo, cuéntenos, envíemelo, desconéctelo, apáguelo, enciéndalo y reinícielo.\n"
      "  di Un minutito, un momentito, clarísimo. Reagendamos la visita. Tiene dos montos y dos abonos.\n"
      "  di El prepago, el pospago, el wifi, el módem, la portabilidad, la domiciliación y el decodificador.\n"
      "  di Quédese en la línea. Vámonos. Dele clic. Póngase cómodo. Démelo. Acérqueselo. Véalo. Óigame.\n");
  EXPECT_EQ(out.find("G0713"), std::string::npos) << out;
  EXPECT_EQ(out.find("G0710"), std::string::npos) << out;
}

TEST_F(HunspellTest, MendsALostAccentThatNoListKnows) {
  put(at("parte.flow"), "biblioteca tramo, guion 1\nparte p\n  di Es un parametro del equipo.\n");
  EXPECT_EQ(guion({"check", at("parte.flow"), "--fix"}).code, 0);
  EXPECT_EQ(get(at("parte.flow")), "biblioteca tramo, guion 1\nparte p\n  di Es un parámetro del equipo.\n");
}

TEST_F(HunspellTest, ReadsAnotherWordListIfToldWhere) {
  put(at("es_ES.aff"), "SET UTF-8\n");
  put(at("es_ES.dic"), "2\nhola\nzentrax\n");
  put(at("parte.flow"), "biblioteca tramo, guion 1\nparte p\n  di hola zentrax\n");
  const std::vector<std::string> here{"DICPATH=" + folder_.string()};
  EXPECT_EQ(guion({"check", at("parte.flow")}, {}, here).out.find("G0713"), std::string::npos);
  EXPECT_NE(guion({"check", at("parte.flow")}).out.find("G0713"), std::string::npos);
  EXPECT_NE(guion({"version"}, {}, here).out.find(at("es_ES")), std::string::npos);
}

TEST_F(HunspellTest, ReadsWordListsInLatin1) {
  put(at("es_ES.aff"), "SET ISO8859-1\n");
  put(at("es_ES.dic"),
      "2\nhola\nma\xf1"
      "ana\n");
  put(at("parte.flow"), "biblioteca tramo, guion 1\nparte p\n  di hola mañana mañane\n");
  const std::string out = guion({"check", at("parte.flow"), "--lang", "en"}, {}, {"DICPATH=" + folder_.string()}).out;
  EXPECT_NE(out.find("\"mañane\": «mañana»"), std::string::npos) << out;
  EXPECT_EQ(out.find("\"mañana\""), std::string::npos) << out;
}

TEST_F(HunspellTest, ASheetShowsItToo) {
  put(at("parte.flow"), "biblioteca tramo, guion 1\nparte p\n  di Su recivo llega hoy.\n");
  const std::string sheet = guion({"read", at("parte.flow"), "--no-config"}).out;
  EXPECT_NE(sheet.find("^ aviso G0713 parte.flow:3"), std::string::npos) << sheet;
  EXPECT_EQ(sheet.find("Ortografía"), std::string::npos) << sheet;
}

TEST_F(Folder, ASheetSaysWhereSpellingIsNotRead) {
  if (guion({"version"}).out.find("spelling: /") != std::string::npos) GTEST_SKIP() << "there is a word list";
  put(at("parte.flow"), "biblioteca tramo, guion 1\nparte p\n  di Su recibo llega hoy.\n");
  const std::string sheet = guion({"read", at("parte.flow"), "--no-config"}).out;
  EXPECT_NE(sheet.find("\nOrtografía   no se revisa; "), std::string::npos) << sheet;
  EXPECT_NE(guion({"read", at("parte.flow"), "--no-config", "--format", "md"}).out.find("- **Ortografía:** no se"),
            std::string::npos);
}

TEST_F(Folder, VersionSaysWhetherSpellingIsRead) {
  EXPECT_NE(guion({"version", "--lang", "en"}).out.find("\nspelling: "), std::string::npos);
  EXPECT_NE(guion({"version", "--lang", "es"}).out.find("\nortografía: "), std::string::npos);
}

}  // namespace
}  // namespace guion::test
