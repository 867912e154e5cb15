// guion strings: the files it reads and writes, what stops it and where it says so. What stands in the files is judged
// in tests/strings.
#include <algorithm>

#include "support.hpp"

namespace guion::test {
namespace {

class Strings : public Folder {
 protected:
  /// Exports the flow and gives the file back with `text` as the translation of `source`, as PO.
  std::string translated(const std::string& source, const std::string& text) {
    const Ran out = guion({"strings", "export", at("factura.flow"), "--to", "en-US", "-o", at("f.po")});
    EXPECT_EQ(out.code, 0) << out.err;
    std::string po = get(at("f.po"));
    const std::string id = "msgid \"" + source + "\"\nmsgstr \"";
    const std::size_t found = po.find(id);
    EXPECT_NE(found, std::string::npos) << po;
    if (found != std::string::npos) po.insert(found + id.size(), text);
    put(at("f.po"), po);
    return at("f.po");
  }
  Ran import(const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> words{"strings", "import", file, "--flow", at("factura.flow"), "-o", at("en-US")};
    words.insert(words.end(), more.begin(), more.end());
    return guion(words);
  }
};

TEST_F(Strings, ExportsInTheFormatOfTheExtension) {
  for (const auto& [name, begin] : {std::pair{"f.xlf", "<?xml"},
                                    {"f.xliff", "<?xml"},
                                    {"f.po", "msgid"},
                                    {"f.csv",
                                     "\xef\xbb\xbf"
                                     "file,"}}) {
    const Ran out = guion({"strings", "export", at("factura.flow"), "--to", "en-US", "-o", at(name), "--lang", "es"});
    EXPECT_EQ(out.code, 0) << out.err;
    EXPECT_NE(out.out.find(" textos, 0 ya traducidos\n"), std::string::npos) << out.out;
    EXPECT_TRUE(get(at(name)).starts_with(begin)) << name;
  }
  const Ran shown = guion({"strings", "export", at("factura.flow"), "--to", "en-US"});
  EXPECT_EQ(shown.out, get(at("f.xlf")));
  const Ran other =
      guion({"strings", "export", at("factura.flow"), "--to", "en-US", "-o", at("f.txt"), "--lang", "es"});
  EXPECT_EQ(other.code, 2);
  EXPECT_EQ(other.err, "guion: el formato lo dice la extensión: .xlf, .po o .csv\n");
  const Ran nowhere = guion({"strings", "export", at("factura.flow"), "--to", "inglés", "-o", at("f.po"), "--lang", "es"});
  EXPECT_EQ(nowhere.code, 2);
  EXPECT_EQ(nowhere.err, "guion: inglés no nombra ningún idioma; escríbalo como en-US\n");
  EXPECT_EQ(guion({"strings"}).code, 2);
  EXPECT_EQ(guion({"strings", "export", at("factura.flow")}).code, 2);
}

TEST_F(Strings, AFlowWithErrorsInItsTextsHasNoFile) {
  put(at("factura.flow"),
      "flujo factura, guion 1\nsigue empresa\netapa introducción\n  di Son {sald}.\netapa cierre\n  termina "
      "resuelto\n");
  const Ran out = guion({"strings", "export", at("factura.flow"), "--to", "en-US", "-o", at("f.po")});
  EXPECT_EQ(out.code, 1);
  EXPECT_NE(out.err.find("factura.flow:4"), std::string::npos) << out.err;
  const auto left = names();
  EXPECT_EQ(std::find(left.begin(), left.end(), "f.po"), left.end());
}

TEST_F(Strings, WritesACopyOfEveryFile) {
  const Ran done = import(translated("Consulta de factura", "Bill enquiry"), {"--lang", "es"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_TRUE(done.out.starts_with(at("en-US") + "/factura.flow\n" + at("en-US") +
                                   "/empresa.flow\nSin traducir:\n  factura.flow:"))
      << done.out;
  EXPECT_NE(done.out.find("\n1 textos traducidos, "), std::string::npos) << done.out;
  EXPECT_NE(get(at("en-US/factura.flow")).find("título Bill enquiry\nidioma en-US\n"), std::string::npos);
  EXPECT_EQ(guion({"check", at("en-US/factura.flow")}).code, 0);
  const Ran english = import(at("f.po"), {"--keywords", "en"});
  EXPECT_EQ(english.code, 0) << english.err;
  EXPECT_TRUE(get(at("en-US/factura.flow")).starts_with("flow factura, guion 1\n"));
  EXPECT_EQ(guion({"check", at("en-US/factura.flow")}).code, 0);
}

TEST_F(Strings, NothingIsWrittenIfATextIsWrong) {
  const std::string file = translated("Consulta de factura", "Bill of {empresa}");
  const Ran done = import(file, {"--lang", "en"});
  EXPECT_EQ(done.code, 1);
  EXPECT_TRUE(done.err.starts_with(file + ":")) << done.err;
  EXPECT_NE(done.err.find(": error: no blank may stand in this text"), std::string::npos) << done.err;
  const auto left = names();
  EXPECT_EQ(std::find(left.begin(), left.end(), "en-US"), left.end());
}

TEST_F(Strings, WhatTheCompilerFindsInACopyIsSaidAtTheTranslation) {
  put(at("factura.flow"),
      "flujo factura, guion 1\nidioma es-US\nsigue empresa\netapa introducción\n  menú ¿Sigue ahí?\n    - Sí\n      "
      "nada\n"
      "    - No\n      nada\netapa cierre\n  di Adiós.\n  termina resuelto\n");
  const std::string file = translated("Sí", "Yes");
  std::string po = get(file);
  po.replace(po.find("msgid \"No\"\nmsgstr \"\""), 21, "msgid \"No\"\nmsgstr \"Yes\"");
  put(file, po);
  const Ran done = import(file, {"--lang", "en"});
  EXPECT_EQ(done.code, 1);
  EXPECT_NE(done.err.find("already has an option that reads \"Yes\" (G0263)"), std::string::npos) << done.err;
  EXPECT_TRUE(done.err.starts_with(file + ":")) << done.err;
}

TEST_F(Strings, FilesThatCannotBeRead) {
  EXPECT_EQ(import(at("none.po")).code, 2);
  EXPECT_EQ(import(at("factura.flow")).code, 2);
  put(at("bad.xlf"), "<xliff version=\"2.1\"><file>");
  const Ran broken = import(at("bad.xlf"), {"--lang", "es"});
  EXPECT_EQ(broken.code, 1);
  EXPECT_TRUE(broken.err.starts_with(at("bad.xlf") + ":1: error: el XML está dañado: ")) << broken.err;
}

TEST_F(Strings, ACopyIsNeverWrittenOverTheFlow) {
  const std::string before = get(at("factura.flow"));
  const std::string file = translated("Consulta de factura", "Bill enquiry");
  const Ran done = guion({"strings", "import", file, "--flow", at("factura.flow"), "-o", at("."), "--lang", "en"});
  EXPECT_EQ(done.code, 2);
  EXPECT_NE(done.err.find("over the flow itself"), std::string::npos) << done.err;
  EXPECT_EQ(get(at("factura.flow")), before);
}

TEST_F(Strings, FoldersAreMirrored) {
  std::filesystem::create_directories(at("flujos"));
  std::filesystem::create_directories(at("normas"));
  std::filesystem::rename(at("empresa.flow"), at("normas/empresa.flow"));
  std::filesystem::rename(at("factura.flow"), at("flujos/factura.flow"));
  const std::vector<std::string> include{"--include", at("normas")};
  std::vector<std::string> words{"strings", "export", at("flujos/factura.flow"), "--to", "en-US", "-o", at("f.csv")};
  words.insert(words.end(), include.begin(), include.end());
  ASSERT_EQ(guion(words).code, 0);
  words = {"strings", "import", at("f.csv"), "--flow", at("flujos/factura.flow"), "-o", at("en")};
  words.insert(words.end(), include.begin(), include.end());
  const Ran done = guion(words);
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_TRUE(done.out.starts_with(at("en/flujos/factura.flow") + "\n" + at("en/normas/empresa.flow") + "\n"))
      << done.out;
  EXPECT_EQ(guion({"check", at("en/flujos/factura.flow"), "--include", at("en/normas")}).code, 0);
}

TEST_F(Strings, EarlierTranslationsAreKept) {
  const std::string file = translated("Consulta de factura", "Bill enquiry");
  const Ran again = guion({"strings", "export", at("factura.flow"), "--to", "en-US", "--from", file, "-o", at("g.po")});
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_NE(again.out.find(" textos, 1 ya traducidos\n"), std::string::npos) << again.out;
  EXPECT_EQ(get(at("g.po")), get(file));
}

/// From the flow to one image in two languages.
TEST_F(Strings, TheCopyIsATranslationThatBuildTakes) {
  if (guion({"build", "--help"}).out.find("--translation") == std::string::npos)
    FAIL() << "guion build takes no translation";
  ASSERT_EQ(import(translated("Consulta de factura", "Bill enquiry")).code, 0);
  const Ran built =
      guion({"build", at("factura.flow"), "--translation", at("en-US/factura.flow"), "-o", at("dos.flowc")});
  EXPECT_EQ(built.code, 0) << built.err;
  EXPECT_NE(get(at("dos.flowc")).find("en-US"), std::string::npos);
}

}  // namespace
}  // namespace guion::test
