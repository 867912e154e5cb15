// Two wordings for one thing (G0733), in one file and across the files of a program.
#include "spanish/script.hpp"

namespace guion::test {
namespace {

using diag::Code;

TEST(Variants, TheRarerOneIsTold) {
  const auto seen = says("Deme su celular. Lo llamo al celular, no a su teléfono móvil.").find(Code::TwoWordings);
  EXPECT_EQ(words_of(seen), "");  // one sentence names both: it explains
  Script script;
  script.lines = "  di Deme su celular.\n  di Anoto su celular.\n  di Lo llamo a su teléfono móvil.\n";
  const auto found = script.find(Code::TwoWordings);
  EXPECT_EQ(words_of(found), "teléfono móvil");
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].diagnostic.notes.size(), 1u);
  EXPECT_EQ(script.text().substr(found[0].diagnostic.notes[0].span.begin, 7), "celular");
}

TEST(Variants, OfTwoUsedAsOftenTheFirstCounts) {
  Script script;
  script.lines = "  di Está en nuestra página web.\n  di Entre al sitio web.\n";
  EXPECT_EQ(words_of(script.find(Code::TwoWordings)), "sitio web");
}

TEST(Variants, OncePerFile) {
  Script script;
  script.lines =
      "  di Deje un mensaje en el buzón de voz.\n  di Revise el buzón de voz.\n  di El buzón de voz está lleno.\n"
      "  di Oiga su correo de voz.\n  di Borre su correo de voz.\n";
  EXPECT_EQ(words_of(script.find(Code::TwoWordings)), "correo de voz");
}

TEST(Variants, PluralsAreTheSameWording) {
  Script script;
  script.lines = "  di Hay dos cargos por mora.\n  di Un cargo por mora más.\n";
  EXPECT_EQ(words_of(script.find(Code::TwoWordings)), "");
  script.lines += "  di Los recargos por mora suben.\n";
  EXPECT_EQ(words_of(script.find(Code::TwoWordings)), "recargos por mora");
}

TEST(Variants, AcrossFilesWithThePlaceOfTheOther) {
  MemorySources sources;
  sources.put("base.flow", "protocolo base, guion 1\nfinal resuelto, normal\netapa única, obligatoria\n");
  sources.put("partes.flow", "biblioteca partes, guion 1\nparte avisar\n  di Se lo enviamos a su computadora.\n");
  sources.put(
      "ejemplo.flow",
      "flujo ejemplo, guion 1\nsigue base\nusa partes\netapa única\n  haz avisar\n  di Encienda la computadora.\n"
      "  di Apague el ordenador.\n  termina resuelto\n");
  const Compilation made = compile("ejemplo.flow", sources);
  std::size_t count = 0;
  for (const diag::Diagnostic& d : made.diagnostics) {
    if (d.code != Code::TwoWordings) continue;
    ++count;
    EXPECT_EQ(made.program.files[d.span.file].path, "ejemplo.flow");
    EXPECT_NE(d.es.find("«computadora»"), std::string::npos) << d.es;
  }
  EXPECT_EQ(count, 1u);
}

TEST(Variants, ACompanyNamesItsOwn) {
  Script script;
  script.options.reading.lists = {{"variantes", "v.txt", "asesor → agente\nmóvil → celular\n"}};
  script.lines =
      "  di Le paso con un agente.\n  di El asesor lo atiende.\n  di Deme su teléfono móvil.\n  di Un móvil más.\n";
  EXPECT_EQ(words_of(script.find(Code::TwoWordings)), "asesor | móvil");
}

TEST(Variants, NotesAndQuotesAreFree) {
  Script script;
  script.lines = "  di Encienda la computadora.\n  nota Anote el ordenador del cliente.\n  di Pulse «ordenador» hoy.\n";
  EXPECT_EQ(words_of(script.find(Code::TwoWordings)), "");
}

}  // namespace
}  // namespace guion::test
