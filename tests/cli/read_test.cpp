// guion read, as a reviewer runs it: what stands where, in both shapes and tongues, and its exit codes.
#include "support.hpp"

namespace guion::test {
namespace {

class ReadCommand : public Folder {
 protected:
  void SetUp() override {
    Folder::SetUp();
    put(at("ley.flow"), "protocolo ley, guion 1\nfinal hecho, normal\netapa inicio, obligatoria\n  nota Sonría.\n");
  }
  Ran read(const std::string& lines, std::vector<std::string> more = {}) {
    put(at("f.flow"), "flujo f, guion 1\ntítulo Prueba\nsigue ley\ndato n: cuenta\netapa inicio\n" + lines);
    more.insert(more.begin(), {"read", at("f.flow"), "--no-config"});
    return guion(more);
  }
  static bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
};

const std::string kLines =
    "  pregunta n: ¿Cuántos?\n  di Van {n ? uno: un mes | otros: {n} meses}.\n  di Va el el recibo.\n  haz adiós\n"
    "  termina hecho\nparte adiós\n  di Adiós.\n";

TEST_F(ReadCommand, ShowsTextsMeasuresAndFindings) {
  const Ran r = read(kLines);
  EXPECT_EQ(r.code, 0) << r.err;
  for (const char* part : {"Prueba\n", "Etapas", "el agente habla", "Fernández-Huerta", "1 aviso;", "1. inicio",
                           "  Nota        Sonría.\n", "  Pregunta    ¿Cuántos?  (→ n)\n",
                           "  Dice        [n: uno] Van un mes.\n              [n: otros] Van 3 meses.\n",
                           "  Dice        Va el el recibo.\n    ^ aviso G0750 f.flow:8: «el» está dos veces\n",
                           "  haz adiós\n    Dice        Adiós.\n", "  termina hecho\n"})
    EXPECT_TRUE(has(r.out, part)) << part << "\n" << r.out;
  EXPECT_EQ(r.err, "");
}

TEST_F(ReadCommand, InMarkdown) {
  const Ran r = read(kLines, {"--format", "md"});
  EXPECT_EQ(r.code, 0) << r.err;
  for (const char* part :
       {"# Prueba\n", "| inicio |", "## 1. inicio\n", "- **Nota** Sonría.\n", "- **Pregunta** ¿Cuántos? *(→ n)*\n",
        "- **Dice** *n: uno* · Van un mes.\n- **Dice** *n: otros* · Van 3 meses.\n",
        "  - **▲** aviso G0750 f.flow:8: «el» está dos veces\n", "- *haz adiós*\n  - **Dice** Adiós.\n"})
    EXPECT_TRUE(has(r.out, part)) << part << "\n" << r.out;
  for (std::size_t at = r.out.find('\n'); at != std::string::npos; at = r.out.find('\n', at + 1))
    EXPECT_FALSE(at > 0 && r.out[at - 1] == ' ') << r.out.substr(0, at);
}

TEST_F(ReadCommand, InEnglishAndInWriting) {
  const Ran english = read(kLines, {"--lang", "en"});
  EXPECT_TRUE(has(english.out, "  Asks        ¿Cuántos?  (→ n)\n")) << english.out;
  EXPECT_TRUE(has(english.out, "very easy")) << english.out;
  put(at("ley.flow"), "protocolo ley, guion 1\ncanal escrito\nfinal hecho, normal\netapa inicio, obligatoria\n");
  const Ran written = read(kLines);
  EXPECT_TRUE(has(written.out, "  Escribe     Va el el recibo.\n")) << written.out;
  EXPECT_FALSE(has(written.out, "el agente habla")) << written.out;
}

TEST_F(ReadCommand, SeedsGiveOtherValuesAndTheSameOnes) {
  EXPECT_EQ(read("  di {n}.\n  termina hecho\n", {"--seed", "2"}).out,
            read("  di {n}.\n  termina hecho\n", {"--seed", "2"}).out);
  EXPECT_NE(read("  di {n}.\n  termina hecho\n", {"--seed", "2"}).out,
            read("  di {n}.\n  termina hecho\n", {"--seed", "3"}).out);
}

TEST_F(ReadCommand, ExitCodes) {
  const Ran broken = read("  di {n}.\n  termina hecho\n");  // nobody fills it: an error of a path, and still to be read
  EXPECT_EQ(broken.code, 1) << broken.out;
  EXPECT_TRUE(has(broken.out, "^ error G0405 f.flow:6")) << broken.out;
  const Ran unread = read("  di {m}.\n  termina hecho\n");
  EXPECT_EQ(unread.code, 2);
  EXPECT_EQ(unread.out, "");
  EXPECT_TRUE(has(unread.err, "{m}")) << unread.err;
  EXPECT_EQ(guion({"read", at("none.flow")}).code, 2);
}

TEST_F(ReadCommand, ALibraryNamesWhatOnlyAProtocolKnows) {
  put(at("b.flow"), "biblioteca b, guion 1\nparte una\n  di Debe {saldo}, {trato ? señor: señor | neutro: usted}.\n");
  const Ran r = guion({"read", at("b.flow"), "--no-config"});
  EXPECT_EQ(r.code, 0) << r.err;
  EXPECT_TRUE(has(r.out, "Debe ‹saldo›, ‹trato›.")) << r.out;
}

}  // namespace
}  // namespace guion::test
