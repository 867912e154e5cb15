// What guion check offers to continuous integration: formats, --deny, baseline, guion.toml, --today.
#include <nlohmann/json.hpp>

#include "export/sarif_shape.hpp"
#include "support.hpp"

namespace guion::test {
namespace {

using Json = nlohmann::json;

class Ci : public Folder {
 protected:
  void SetUp() override {
    Folder::SetUp();
    std::filesystem::create_directory(at("flujos"));
    put(at("flujos/empresa.flow"), kProtocol);
    put(at("flujos/factura.flow"), kFlow);
    put(at("flujos/otra.flow"), other("  di ¿Desea algo más?\n"));
  }

  /// A flow with a slot that is not used, and these lines in its last stage.
  static std::string other(const std::string& lines, const std::string& heads = "") {
    return "flujo otra, guion 1\nsigue empresa\n" + heads +
           "dato sobra: texto\netapa introducción\n  di Hola.\netapa cierre\n" + lines +
           "  di Gracias por llamar.\n  termina resuelto\n";
  }

  /// guion check, in the folder, of `flujos`.
  [[nodiscard]] Ran check(std::vector<std::string> more, const std::vector<std::string>& environment = {},
                          const std::string& what = "flujos") {
    std::string command = "cd '" + folder_.string() + "' && exec '" GUION_COMMAND "' check '" + what + "'";
    for (const std::string& word : more) command += " '" + word + "'";
    return run_command({"/bin/sh", "-c", command}, {}, environment);
  }
};

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

TEST_F(Ci, SarifOfAFolderHasItsShape) {
  put(at("flujos/mala.flow"), "flujo mala, guion 1\nsigue empresa\nfrase 😀 {x}\netapa introducción\n  di {clente}\n");
  for (const char* lang : {"es", "en"}) {
    const Ran ran = check({"--format", "sarif", "--lang", lang});
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(sarif_problems(ran.out), "") << ran.out;
    const Json run = Json::parse(ran.out)["runs"][0];
    EXPECT_EQ(run["language"], lang);
    EXPECT_GE(run["results"].size(), 4u);
    EXPECT_EQ(run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "flujos/mala.flow");
  }
}

TEST_F(Ci, EveryFormatSaysTheSame) {
  const Json json = Json::parse(check({"--format", "json"}).out);
  EXPECT_EQ(json["summary"]["files"], 3);
  EXPECT_EQ(json["summary"]["warnings"], 2);
  EXPECT_EQ(json["findings"][0]["code"], "G0410");
  EXPECT_EQ(json["findings"][1]["code"], "G0442");
  EXPECT_TRUE(has(check({"--format", "junit"}).out, "tests=\"4\" failures=\"0\" errors=\"0\" skipped=\"0\""));
  const Ran github = check({"--format", "github"});
  EXPECT_TRUE(
      has(github.out, "::warning file=flujos/otra.flow,line=3,col=6,endLine=3,endColumn=10,title=G0410 UnusedSlot::"))
      << github.out;
  EXPECT_TRUE(has(github.out, "\n3 archivos: 0 errores, 2 avisos\n")) << github.out;
  EXPECT_EQ(check({"--format", "pink"}).code, 2);
}

TEST_F(Ci, AFileThatCannotBeReadIsToldInTheTongueOfTheFirstThatCan) {
  const Ran ran = guion({"check", at("no_hay.flow"), at("factura.flow"), "--format", "json"});
  EXPECT_TRUE(has(ran.err, "no_hay.flow no existe")) << ran.err;
  EXPECT_TRUE(has(Json::parse(ran.out)["unread"][0]["message"], "no existe")) << ran.out;
  EXPECT_TRUE(has(guion({"check", at("no_hay.flow")}).err, "does not exist"));
}

TEST_F(Ci, AFileThatCannotBeReadIsInTheReport) {
  const Ran ran = guion({"check", at("no_hay.flow"), at("factura.flow"), "--format", "sarif"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(has(ran.err, "no_hay.flow"));
  EXPECT_EQ(sarif_problems(ran.out), "");
  EXPECT_EQ(Json::parse(ran.out)["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

TEST_F(Ci, DenyMakesErrors) {
  EXPECT_EQ(check({}).code, 0);
  EXPECT_EQ(check({"--deny", "warnings"}).code, 1);
  const Ran one = check({"--deny", "G0442"});
  EXPECT_EQ(one.code, 1);
  EXPECT_TRUE(has(one.out, "1 error, 1 aviso")) << one.out;
  EXPECT_EQ(check({"--deny", "QuestionWithoutAnswer", "--deny", "UnusedSlot"}).code, 1);
  EXPECT_TRUE(has(check({"--deny", "g0442, UnusedSlot"}).out, "2 errores, 0 avisos"));
  EXPECT_EQ(check({"--deny", "G0442,"}).code, 2);
  EXPECT_EQ(check({"--deny", "G0401"}).code, 0);
  const Ran wrong = check({"--deny", "G9999"}), near = check({"--deny", "UnusedSlots", "--lang", "es"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_TRUE(has(near.err, "¿quiso decir «UnusedSlot»?")) << near.err;
}

TEST_F(Ci, AnAllowanceIsCountedAndKeepsItsReason) {
  put(at("flujos/otra.flow"), other("  # permite G0442: nadie contesta aquí\n  di ¿Desea algo más?\n"));
  const Ran ran = check({"--deny", "G0442"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_TRUE(has(ran.out, "3 archivos: 0 errores, 1 aviso, 1 permitido\n")) << ran.out;
  const Json run = Json::parse(check({"--format", "sarif"}).out)["runs"][0];
  EXPECT_EQ(run["results"][1]["suppressions"][0]["justification"], "nadie contesta aquí");
  EXPECT_EQ(guion({"build", at("flujos/otra.flow")}).code, 0);
}

TEST_F(Ci, ABaselineHidesWhatIsKnownAndNamesWhatIsGone) {
  const Ran written = check({"--write-baseline", "base.txt"});
  EXPECT_EQ(written.code, 0);
  EXPECT_TRUE(has(written.out, "2 en la línea base")) << written.out;
  EXPECT_TRUE(has(get(at("base.txt")), " G0442 flujos/otra.flow\n")) << get(at("base.txt"));
  EXPECT_EQ(check({"--baseline", "base.txt", "--deny", "warnings"}).code, 0);
  // Lines move, and a second slot is left over.
  put(at("flujos/otra.flow"), "# nuevo\n" + other("  di Un momento.\n  di ¿Desea algo más?\n", "dato nuevo: texto\n"));
  const Ran more = check({"--baseline", "base.txt", "--deny", "warnings"});
  EXPECT_EQ(more.code, 1);
  EXPECT_TRUE(has(more.out, "1 error, 0 avisos, 2 en la línea base")) << more.out;
  EXPECT_TRUE(has(more.out, "el dato «nuevo» no se usa"));
  // The question is mended.
  put(at("flujos/otra.flow"), other(""));
  const Ran fewer = check({"--baseline", "base.txt"});
  EXPECT_TRUE(has(fewer.out, "ya no aparecen")) << fewer.out;
  EXPECT_TRUE(has(fewer.out, "G0442 flujos/otra.flow"));
  EXPECT_EQ(Json::parse(check({"--baseline", "base.txt", "--format", "json"}).out)["gone"].size(), 1u);
  // Files that were not looked at are not gone, deleted ones are.
  EXPECT_FALSE(has(check({"--baseline", "base.txt"}, {}, "flujos/factura.flow").out, "ya no aparecen"));
  std::filesystem::remove(at("flujos/otra.flow"));
  EXPECT_TRUE(has(check({"--baseline", "base.txt"}, {}, "flujos/factura.flow").out, "ya no aparecen"));
}

TEST_F(Ci, ABaselineDoesNotHideAnotherRuleOnTheSameLine) {
  put(at("flujos/empresa.flow"), std::string{kProtocol} +
                                     "etiqueta uno\netiqueta dos\nregla con_uno: di @uno antes de transfiere\n" +
                                     "regla con_dos: di @dos antes de transfiere\n");
  const auto flow = [this](const std::string& said) {
    put(at("flujos/otra.flow"), "flujo otra, guion 1\nsigue empresa\netapa introducción\n  di @" + said +
                                    " Hola.\netapa cierre\n  transfiere retención: Le comunico.\n    si falla\n"
                                    "      termina pendiente\n");
  };
  flow("uno");
  const Ran known = check({"--write-baseline", "base.txt"}, {}, "flujos/otra.flow");
  EXPECT_TRUE(has(known.out, "0 errores, 0 avisos, 2 en la línea base")) << known.out;
  EXPECT_EQ(check({"--baseline", "base.txt", "--lang", "en"}, {}, "flujos/otra.flow").code, 0) << "in any tongue";
  flow("dos");
  const Ran ran = check({"--baseline", "base.txt"}, {}, "flujos/otra.flow");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.out, "1 error, 0 avisos, 1 en la línea base\n")) << ran.out;
  EXPECT_TRUE(has(ran.out, "error G0420: regla con_uno")) << ran.out;
}

TEST_F(Ci, ABaselineIsFoundFromAnyFolderAndKeepsErrors) {
  put(at("flujos/otra.flow"), other("  di, exige titular: Su cuenta tiene un cargo pendiente.\n"));
  ASSERT_EQ(check({"--write-baseline", "base.txt"}).code, 0);
  EXPECT_EQ(guion({"check", at("flujos"), "--baseline", at("base.txt")}).code, 0);
  EXPECT_EQ(guion({"build", at("flujos/otra.flow")}).code, 1) << "build knows no baseline";
}

TEST_F(Ci, ABaselineHoldsNothingBehindWhichNothingIsProved) {
  put(at("flujos/otra.flow"), other("  di @nadie Hola.\n"));  // the proof of the flow ends there
  EXPECT_EQ(check({"--write-baseline", "base.txt"}, {}, "flujos/otra.flow").code, 1);
  EXPECT_EQ(check({"--baseline", "base.txt"}, {}, "flujos/otra.flow").code, 1);
  EXPECT_FALSE(has(get(at("base.txt")), "G0229")) << get(at("base.txt"));
}

TEST_F(Ci, ALineBehindAKnownGateIsANewFinding) {
  const std::string say = "  consulta facturación\n    si falla\n      di No puedo verlo.\n      termina pendiente\n  di Su saldo es {saldo}.\n";
  put(at("flujos/otra.flow"), other(say));
  ASSERT_EQ(check({"--write-baseline", "base.txt"}, {}, "flujos/otra.flow").code, 0) << get(at("flujos/otra.flow"));
  ASSERT_TRUE(has(get(at("base.txt")), "G0406")) << get(at("base.txt"));
  EXPECT_EQ(check({"--baseline", "base.txt"}, {}, "flujos/otra.flow").code, 0);
  put(at("flujos/otra.flow"), other(say + "  di Otra vez: {saldo}.\n"));
  EXPECT_EQ(check({"--baseline", "base.txt"}, {}, "flujos/otra.flow").code, 1);
}

TEST_F(Ci, ABadBaselineIsTwo) {
  EXPECT_EQ(check({"--baseline", "no_hay.txt"}).code, 2);
  put(at("base.txt"), "# bien\nmal\n");
  const Ran ran = check({"--baseline", "base.txt"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(has(ran.err, "base.txt:2:")) << ran.err;
  EXPECT_EQ(check({"--write-baseline", "no/hay/base.txt"}).code, 2);
}

TEST_F(Ci, GuionTomlIsFoundUpwards) {
  std::filesystem::create_directory(at("comunes"));
  std::filesystem::rename(at("flujos/empresa.flow"), at("comunes/empresa.flow"));
  EXPECT_EQ(check({}).code, 1);
  put(at("guion.toml"), "include = \"comunes\"\n[severity]\nG0410 = \"off\"\nQuestionWithoutAnswer = \"hint\"\n");
  const Ran ran = check({"--deny", "warnings"});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_TRUE(has(ran.out, "sugerencia G0442")) << ran.out;
  EXPECT_EQ(check({"--no-config"}).code, 1);
  for (const char* verb : {"build", "dis"}) EXPECT_EQ(guion({verb, at("flujos/factura.flow")}).code, 0) << verb;
  // The nearest counts, alone.
  put(at("flujos/guion.toml"), "");
  EXPECT_EQ(check({}).code, 1);
  EXPECT_EQ(check({"--config", "guion.toml"}).code, 0);
  EXPECT_EQ(check({"--config", "no_hay.toml"}).code, 2);
  EXPECT_EQ(check({"--config", "guion.toml", "--no-config"}).code, 2);
}

TEST_F(Ci, WhatACompanySettledHoldsForBuildToo) {
  put(at("guion.toml"), "deny = [\"G0442\"]\n[flow]\nlocale = \"es-MX\"\nregister = \"usted\"\n");
  EXPECT_EQ(guion({"build", at("flujos/otra.flow")}).code, 1);
  const Ran ran = check({});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.out, "factura.flow:3:1: error G0150")) << ran.out;
  EXPECT_TRUE(has(ran.out, "error G0442"));
}

TEST_F(Ci, ADateMayBeQuotedAndACodeMayBeSmall) {
  put(at("guion.toml"), "today = \"2026-11-20\"\n[severity]\ng0410 = \"off\"\n");
  const Ran ran = check({});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(has(ran.out, "0 errores, 1 aviso\n")) << ran.out;
}

TEST_F(Ci, MistakesInGuionTomlAreToldInTheTongueOfTheFlow) {
  put(at("guion.toml"), "today = 2026-99-99\n");
  const Ran ran = check({});
  EXPECT_TRUE(has(ran.err, "esto no es TOML (detalle, en inglés: ")) << ran.err;
}

TEST_F(Ci, MistakesInGuionTomlAreToldWithTheirPlace) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"includ = \"x\"\n", "guion.toml:1:1: aquí no hay ninguna clave «includ»; ¿quiso decir «include»?"},
      {"\n[flow]\nregistro = \"usted\"\n",
       "guion.toml:3:1: aquí no hay ninguna clave «registro»; ¿quiso decir «register»?"},
      {"include = 5\n", "guion.toml:1:11: «include» debe ser un texto o una lista de textos"},
      {"include = [\"no_hay\"]\n", "guion.toml:1:12: no_hay no es una carpeta"},
      {"today = \"ayer\"\n", "guion.toml:1:9: «today» debe ser una fecha como 2026-11-20"},
      {"today = 2026-02-30\n", "guion.toml:1:"},
      {"flow = 1\n", "guion.toml:1:8: «flow» debe ser una tabla"},
      {"[flow]\nregister = \"ustd\"\n", "guion.toml:2:12: «register» debe ser «usted», «tú» o «vos»"},
      {"[flow]\nlocale = \"es-XX\"\n", "guion.toml:2:10: no se conoce el idioma «es-XX»"},
      {"[severity]\nG0405 = \"off\"\n", "guion.toml:2:9: G0405 es un error y no se puede rebajar"},
      {"[severity]\nG0442 = \"fatal\"\n", "guion.toml:2:9: «G0442» debe ser «error», «warning», «hint» u «off»"},
      {"[severity]\nUnusedSlt = \"off\"\n",
       "guion.toml:2:1: no hay ningún hallazgo «UnusedSlt»; ¿quiso decir «UnusedSlot»?"},
      {"deny = [\"G9\"]\n", "guion.toml:1:9: no hay ningún hallazgo «G9»"},
      {"deny = [\n", "no es TOML"},
      {"\xff\xfe", "no es TOML"}};
  for (const auto& [text, message] : cases) {
    put(at("guion.toml"), text);
    const Ran ran = check({"--lang", "es"});
    EXPECT_EQ(ran.code, 2) << text;
    EXPECT_EQ(ran.out, "") << text;
    EXPECT_TRUE(has(ran.err, message)) << text << ran.err;
  }
}

TEST_F(Ci, AllMistakesAreToldAtOnceAndOnce) {
  put(at("guion.toml"), "uno = 1\ndos = 2\n");
  const Ran ran = check({"--lang", "es"});
  EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 2) << ran.err;
}

TEST_F(Ci, TheDateOfTheCheckIsADate) {
  EXPECT_EQ(check({"--today", "2026-11-20"}).code, 0);
  for (const char* wrong : {"2026-13-01", "2026-02-30", "mañana", "2026-1-1", ""}) {
    const Ran ran = check({"--today", wrong});
    EXPECT_EQ(ran.code, *wrong == 0 ? 0 : 2) << wrong;
  }
  EXPECT_EQ(check({}, {"SOURCE_DATE_EPOCH=1700000000"}).code, 0);
  EXPECT_EQ(check({}, {"SOURCE_DATE_EPOCH=x"}).code, 0) << "what is no date is passed over";
}

TEST_F(Ci, AWaiverExpiresByTheDateOfTheCheck) {
  const std::string rule = "regla aviso_primero: verifica antes de pregunta\n";
  put(at("flujos/empresa.flow"), std::string{kProtocol} + rule);
  std::string flow = kFlow;
  flow.insert(flow.find("\ndato agente"), "excepto regla aviso_primero hasta 2026-06-30: lo revisa Jurídico\n");
  put(at("flujos/factura.flow"), flow);
  const auto expired = [&](std::vector<std::string> more, const std::vector<std::string>& environment = {}) {
    return has(check(std::move(more), environment, "flujos/factura.flow").out, "G0431");
  };
  EXPECT_FALSE(expired({"--today", "2026-06-30"}));
  EXPECT_TRUE(expired({"--today", "2026-07-01"}));
  EXPECT_FALSE(expired({}, {"SOURCE_DATE_EPOCH=1767225600"})) << "2026-01-01";
  EXPECT_TRUE(expired({}, {"SOURCE_DATE_EPOCH=1798761600"})) << "2027-01-01";
  put(at("guion.toml"), "today = 2026-01-01\n");
  EXPECT_FALSE(expired({}, {"SOURCE_DATE_EPOCH=1798761600"})) << "guion.toml goes first";
  EXPECT_TRUE(expired({"--today", "2026-07-01"})) << "and the command line before it";
}

TEST_F(Ci, AWaiverThatCoversAViolationIsInTheSummary) {
  put(at("flujos/empresa.flow"), std::string{kProtocol} + "regla aviso_primero: verifica antes de pregunta\n");
  std::string flow = kFlow;
  flow.insert(flow.find("\ndato agente"), "excepto regla aviso_primero hasta 2026-06-30: lo revisa Jurídico\n");
  put(at("flujos/factura.flow"), flow);
  const Ran ran = check({"--today", "2026-06-30"}, {}, "flujos/factura.flow");
  EXPECT_TRUE(
      has(ran.out,
          "1 archivo: 0 errores, 0 avisos, 1 excepción vigente (regla aviso_primero, hasta 2026-06-30: lo revisa "
          "Jurídico)\n"))
      << ran.out;
  const Json json = Json::parse(check({"--today", "2026-06-30", "--format", "json"}).out);
  ASSERT_EQ(json["waivers"].size(), 1u);
  EXPECT_EQ(json["waivers"][0]["rule"], "aviso_primero");
  EXPECT_EQ(json["waivers"][0]["until"], "2026-06-30");
  EXPECT_EQ(json["waivers"][0]["reason"], "lo revisa Jurídico");
  EXPECT_EQ(json["waivers"][0]["file"], "flujos/factura.flow");
  // One of the protocol is one, however many flows it covers; one that covers nothing is none.
  put(at("flujos/factura.flow"), kFlow);
  put(at("flujos/tercera.flow"), kFlow);
  const std::string waived = std::string{kProtocol} + "regla aviso_primero: verifica antes de pregunta\n" +
                             "excepto regla aviso_primero hasta 2026-06-30: lo revisa Jurídico\n";
  put(at("flujos/empresa.flow"), waived);
  EXPECT_TRUE(
      has(check({"--today", "2026-06-30", "--lang", "en"}).out, ", 1 waiver in force (rule aviso_primero, until "));
  EXPECT_FALSE(has(check({"--today", "2026-06-30"}, {}, "flujos/otra.flow").out, "excepción"));
}

}  // namespace
}  // namespace guion::test
