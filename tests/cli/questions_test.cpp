// guion paths, matrix, time and diff as a user runs them: output, exit codes, formats, both tongues.
#include <nlohmann/json.hpp>

#include "support.hpp"

namespace guion::test {
namespace {

class Questions : public Folder {
 protected:
  [[nodiscard]] std::string flow() const { return at("factura.flow"); }
  /// The flow without its verification, beside the same protocol.
  [[nodiscard]] std::string broken() {
    std::string text = kFlow;
    const std::size_t from = text.find("  verifica titular"), to = text.find("  consulta facturación");
    put(at("abierta.flow"), text.erase(from, to - from));
    return at("abierta.flow");
  }
};

TEST_F(Questions, PathsTellLevelsEventsAndDecisions) {
  const Ran ran = guion({"paths", flow(), "--to", "{saldo}"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("1 camino a «{saldo}», en 1 línea"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("con titular"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("verifica pin = pasa"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("anota causa = pago"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("cliente ="), std::string::npos) << "a name decides nothing";
  const Ran en = guion({"paths", flow(), "--to", "saldo", "--lang", "en", "--calls"});
  EXPECT_NE(en.out.find("1 way to \"saldo\", at 1 line"), std::string::npos) << en.out;
  EXPECT_NE(en.out.find("Su saldo es de"), std::string::npos) << en.out;
}

TEST_F(Questions, PathsInJsonAndMarkdown) {
  const auto json = nlohmann::json::parse(guion({"paths", flow(), "--to", "termina", "--format", "json"}).out);
  ASSERT_EQ(json["ways"].size(), 5U);  // four lines; one is reached without a PIN and with a wrong one
  EXPECT_TRUE(json["ways"][0]["played"].get<bool>());
  EXPECT_LE(json["ways"][0]["events"].get<int>(), json["ways"][1]["events"].get<int>());
  EXPECT_EQ(json["ways"][4]["levels"], nlohmann::json::array({"titular"}));
  const Ran md = guion({"paths", flow(), "--to", "termina resuelto", "--format", "md"});
  EXPECT_EQ(md.out.rfind("## 1 camino", 0), 0U) << md.out;
}

TEST_F(Questions, PathsWriteCallsThatPlay) {
  const Ran ran = guion({"paths", flow(), "--to", "termina", "--write-calls", at("llamadas")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator{at("llamadas")}) {
    const Ran played = guion({"run", entry.path().string()});
    EXPECT_EQ(played.code, 0) << played.err << get(entry.path().string());
    EXPECT_NE(get(entry.path().string()).find("../factura\n"), std::string::npos) << "as from there";
    const std::string file = entry.path().filename().string();
    EXPECT_TRUE(file.starts_with("factura-") && file.find(".flow") == std::string::npos) << file;
    ++count;
  }
  EXPECT_EQ(count, 5U);
  EXPECT_EQ(guion({"paths", flow(), "--to", "{saldo}", "--write-calls", at("una")}).code, 0);
  for (const auto& entry : std::filesystem::directory_iterator{at("una")}) {
    const Ran played = guion({"run", entry.path().string()});
    EXPECT_EQ(played.code, 0) << played.err;
    EXPECT_NE(played.out.find("Su saldo es de"), std::string::npos);
    EXPECT_EQ(played.out.find("¿Le puedo ayudar"), std::string::npos) << "the customer hangs up there";
  }
}

TEST_F(Questions, PathsToNothingAndToTheUnknown) {
  const Ran none = guion({"paths", flow(), "--to", "{vence}", "--most", "1"});
  EXPECT_EQ(none.code, 0);
  const Ran nobody = guion({"paths", flow(), "--to", "pregunta saldo"});
  EXPECT_EQ(nobody.code, 1);
  EXPECT_NE(nobody.out.find("nada hace «pregunta saldo»"), std::string::npos) << nobody.out;
  std::string empty = kFlow;
  const std::size_t from = empty.find("  consulta facturación"), to = empty.find("  di Su saldo es de");
  ASSERT_LT(from, to);
  put(at("vacía.flow"), empty.erase(from, to - from));
  const Ran unfilled = guion({"paths", at("vacía.flow"), "--to", "{saldo}"});
  EXPECT_EQ(unfilled.code, 1) << unfilled.err;
  EXPECT_EQ(unfilled.out, "Ninguna llamada llega a «{saldo}» con el dato: allí solo se llega sin él.\n");
  const Ran unknown = guion({"paths", flow(), "--to", "{slado}"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("¿quería decir {saldo}?"), std::string::npos) << unknown.err;
  EXPECT_EQ(unknown.out, "");
}

TEST_F(Questions, MatrixIsOneIfAnythingIsBroken) {
  const Ran kept = guion({"matrix", flow()});
  EXPECT_EQ(kept.code, 0) << kept.out << kept.err;
  EXPECT_NE(kept.out.find("cuenta exige titular"), std::string::npos) << kept.out;
  EXPECT_NE(kept.out.find("→ retención"), std::string::npos) << kept.out;
  EXPECT_NE(kept.out.find("✓ lo cumple"), std::string::npos) << kept.out;
  const Ran bad = guion({"matrix", broken(), "--lang", "en"});
  EXPECT_EQ(bad.code, 1);
  EXPECT_NE(bad.out.find("✗ some call that ends so breaks it"), std::string::npos) << bad.out;
  EXPECT_NE(bad.err.find("which guion check shows"), std::string::npos) << bad.err;
  EXPECT_EQ(guion({"matrix", flow(), "--format", "md", "--to-file", at("m.md")}).out, "");
  EXPECT_EQ(get(at("m.md")).rfind("| toda llamada", 0), 0U);
  const auto json = nlohmann::json::parse(guion({"matrix", broken(), "--format", "json"}).out);
  EXPECT_EQ(json["rows"].back()["name"], "cuenta exige titular");
  EXPECT_EQ(json["rows"].back()["cells"].size(), json["finals"].size());
}

TEST_F(Questions, TimeByTheSlotThatSortsTheCalls) {
  const Ran ran = guion({"time", flow()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out.find("motivo"), std::string::npos) << "no slot of the protocol sorts these calls";
  const Ran by = guion({"time", flow(), "--by", "causa", "--wpm", "60"});
  EXPECT_EQ(by.out.rfind("causa ", 0), 0U) << by.out;
  EXPECT_NE(by.out.find("a 60 palabras por minuto"), std::string::npos) << by.out;
  EXPECT_NE(by.out.find("una cota superior"), std::string::npos) << by.out;
  const Ran unknown = guion({"time", flow(), "--by", "cuasa"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("¿quería decir causa?"), std::string::npos) << unknown.err;
  const auto json = nlohmann::json::parse(guion({"time", flow(), "--by", "causa", "--format", "json"}).out);
  for (const auto& call : json["calls"]) EXPECT_LE(call["least-words"].get<int>(), call["most-words"].get<int>());
}

TEST_F(Questions, DiffSaysWhatLowersProtectionFirst) {
  const Ran same = guion({"diff", flow(), flow()});
  EXPECT_EQ(same.code, 0);
  EXPECT_EQ(same.out, "No cambia ninguna llamada ni ninguna palabra.\n");
  const Ran ran = guion({"diff", flow(), broken()});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out.rfind("Baja la protección\n  datos protegidos se pueden oír ahora sin titular", 0), 0U) << ran.out;
  EXPECT_NE(ran.out.find("+ Su saldo es de {saldo} y vence el {vence}."), std::string::npos) << ran.out;
  const Ran quiet = guion({"diff", flow(), broken(), "--quiet"});
  EXPECT_EQ(quiet.code, 1);
  EXPECT_EQ(quiet.out, "");
  const Ran md = guion({"diff", flow(), broken(), "--format", "md", "--lang", "en"});
  EXPECT_NE(md.out.find("### ⚠️ Lowers protection"), std::string::npos) << md.out;
  const auto json = nlohmann::json::parse(guion({"diff", flow(), broken(), "--format", "json"}).out);
  EXPECT_EQ(json["changes"][0]["topic"], "lower-level");
  EXPECT_GT(json["lowers-protection"].get<int>(), 0);
}

TEST_F(Questions, DiffDoesNotMindTheLanguageOfTheKeywords) {
  put(at("bill.flow"), guion({"fmt", "--keywords", "en", "--stdout", flow()}).out);
  const Ran ran = guion({"diff", flow(), at("bill.flow")});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
}

TEST_F(Questions, WhatCannotBeUnderstoodCannotBeAsked) {
  put(at("mal.flow"), "flujo mal, guion 1\nsigue empresa\netapa introducción\n  dii Hola.\n");
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"paths", at("mal.flow"), "--to", "{saldo}"},
                                             {"matrix", at("mal.flow")},
                                             {"time", at("mal.flow")},
                                             {"diff", at("mal.flow"), flow()},
                                             {"matrix", at("empresa.flow")},
                                             {"time", at("nada.flow")},
                                             {"paths", flow()},
                                             {"matrix", flow(), "--format", "xml"},
                                             {"paths", flow(), "--to", "{saldo}", "--most", "0"},
                                             {"time", flow(), "--wpm", "5"},
                                             {"diff", flow()}}) {
    const Ran ran = guion(words);
    EXPECT_EQ(ran.code, 2) << words[0] << ran.out;
    EXPECT_FALSE(ran.err.empty());
    EXPECT_EQ(ran.out, "");
  }
}

}  // namespace
}  // namespace guion::test
