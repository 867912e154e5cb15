// What an import refuses, warns of and leaves out, each with the line of the translators' file.
#include <gtest/gtest.h>

#include "strings/sources.hpp"

namespace guion::test {
namespace {

using strings::Bit;
using strings::BitKind;
using strings::Bits;
using strings::Catalogue;
using strings::Exported;
using strings::Form;
using strings::Imported;
using strings::Problem;

class Import : public ::testing::Test {
 protected:
  void SetUp() override {
    made_ = compile_three(sealed_flow());
    exported_ = strings::export_texts(made_.program, Tongue::Es, false);
    exported_.catalogue.target_locale = "en-US";
  }

  /// The file as PO, `text` being the translation of the text `key` and nothing else translated.
  [[nodiscard]] Catalogue one(std::string_view key, const std::string& text) const {
    Catalogue c = exported_.catalogue;
    for (strings::Unit& u : c.units) {
      u.bits.clear();
      u.target.clear();
      u.line = 7;
    }
    unit(c, key).target = text;
    return c;
  }
  [[nodiscard]] std::string problems(std::string_view key, const std::string& text) const {
    return told(strings::import_texts(made_.program, one(key, text), {}).problems);
  }
  [[nodiscard]] std::string copy_with(std::string_view key, const std::string& text) const {
    const Imported i = strings::import_texts(made_.program, one(key, text), {});
    EXPECT_EQ(told(i.problems), "");
    return i.files.empty() ? std::string{} : i.files[0];
  }

  Compilation made_;
  Exported exported_;
};

TEST_F(Import, BlanksMustBeThoseOfTheSource) {
  const char* const key = "stage/apertura/ask/asunto/1/2";  // Dígame, {cliente}, ¿qué necesita?
  EXPECT_EQ(problems(key, "Tell me, what do you need?"), "7 error: {cliente} of the source is missing\n");
  EXPECT_EQ(problems(key, "{cliente}, tell me, {cliente}"),
            "7 error: {cliente} stands more often than in the source\n");
  EXPECT_EQ(problems(key, "Tell me, {cliente}: {saldo}"), "7 error: the source has no {saldo}\n");
  EXPECT_EQ(problems(key, "Tell me, {client}"), "7 error: the source has no {client}\n");
  EXPECT_EQ(problems(key, "{now.greeting}, {cliente}"), "7 error: the source has no {ahora.saludo}\n");
  EXPECT_EQ(problems(key, "What do you need, {cliente}?"), "");
  EXPECT_NE(problems("line/bienvenida", "{empresa} {lema} {agente}").find("{ahora.saludo} of the source is missing"),
            std::string::npos);
}

TEST_F(Import, BrokenTextsAreSaidWhereTheyStand) {
  const char* const key = "stage/apertura/ask/asunto/1/2";
  EXPECT_TRUE(problems(key, "Tell me, {cliente").starts_with("7 error: ")) << problems(key, "Tell me, {cliente");
  EXPECT_TRUE(problems(key, "Tell me, {cliente} \\x").starts_with("7 error: "));
  EXPECT_TRUE(problems(key, "Tell me, {cliente}, \x01").starts_with("7 error: "));
  EXPECT_NE(problems("type/motivo/pago/label", "Bill | payment"), "");
  EXPECT_EQ(problems("type/motivo/pago/label", "Bill \\| payment"), "");
  EXPECT_NE(problems("type/motivo/pago/label", "Bill of {cliente}").find("no blank may stand"), std::string::npos);
  EXPECT_NE(problems("slot/empresa", "{cliente} & Co").find("no blank may stand"), std::string::npos);
  const Imported own = strings::import_texts(made_.program, one("slot/causa", "tell it (all) in short"), {});
  EXPECT_EQ(told(own.problems), "");
  EXPECT_NE(own.files.at(2).find("a viva voz (tell it (all) in short)\n"), std::string::npos) << own.files.at(2);
}

TEST_F(Import, ChoicesByValueAreKeptWithAllTheirCases) {
  const char* const by_type = "stage/apertura/say/4";  // Veo que llama por {asunto ? pago: … | queja: } en {empresa}.
  EXPECT_EQ(problems(by_type, "I see you call about {asunto ? pago: a payment | queja: } at {empresa}."), "");
  EXPECT_EQ(problems(by_type, "I see you call about {asunto ? pago: a payment} at {empresa}."),
            "7 error: the choice by {asunto} lacks its case «queja»\n");
  EXPECT_EQ(problems(by_type, "I see you call about {asunto ? pago: a payment | queja: b | pago: c} at {empresa}."),
            "7 error: the case «pago» of {asunto} stands twice\n");
  EXPECT_EQ(problems(by_type, "I see you call about {asunto ? pago: a payment | complaint: b} at {empresa}."),
            "7 error: «complaint» is no case of {asunto}\n");
  EXPECT_EQ(problems(by_type, "I see you call {empresa}."),
            "7 error: the choice by {asunto} of the source is missing\n");
  EXPECT_EQ(problems(by_type, "{urge ? sí: a | no: b} {asunto ? pago: a | queja: b} {empresa}."),
            "7 error: the source does not choose by {urge}\n");
  // The words of another tongue are understood: «yes» in a file with Spanish keywords.
  EXPECT_EQ(problems("stage/apertura/say/5", "{urge ? yes: At once. | no: Calmly.} Our channels are {canales}."), "");
}

TEST_F(Import, ChoicesByFormMayDiffer) {
  const char* const by_address = "stage/apertura/say/3";
  EXPECT_EQ(problems(by_address, "Welcome, {cliente}."), "");
  EXPECT_EQ(problems(by_address, "{trato ? señor: Welcome, sir | señora: Welcome, madam}, {cliente}."),
            "7 error: the choice by {trato} lacks its case «neutral»\n");
  EXPECT_EQ(problems(by_address, "{trato ? sir: Welcome, sir | madam: Welcome, madam | neutral: Welcome}, {cliente}."),
            "");
  const char* const by_number = "stage/cierre/say/2";
  EXPECT_EQ(problems(by_number, "You are {atraso} {atraso ? one: day | other: days} late."), "");
  EXPECT_EQ(problems(by_number, "Days late: {atraso}."), "");
  EXPECT_EQ(problems(by_number, "You are late."), "7 error: {atraso} of the source is missing\n");
}

TEST_F(Import, EscapesAndLongTextsArriveAsTheyAre) {
  const std::string text = "Your \\{safe\\} balance \\\\ " + std::string(200, 'x') + " is {saldo as words}; " +
                           std::string(60, 'y') + " and | that is all, " + std::string(50, 'z') + "?";
  const std::string copy = copy_with("stage/cierre/menu/1", text);
  std::string unwrapped = copy;
  for (std::size_t at = unwrapped.find("\n    | "); at != std::string::npos; at = unwrapped.find("\n    | "))
    unwrapped.replace(at, 7, " ");
  std::string spanish = text;
  spanish.replace(spanish.find("as words"), 8, "como palabras");
  EXPECT_NE(unwrapped.find("  menú, 20 segundos: " + spanish), std::string::npos) << copy;
  EXPECT_NE(copy.find("\n    | "), std::string::npos);
  EXPECT_NE(copy_with("stage/cierre/menu/1", "Two\n  lines: {saldo}?").find("Two lines: {saldo}?"), std::string::npos);
}

TEST_F(Import, AWordThatWouldBeGrammarStaysAText) {
  EXPECT_EQ(problems("stage/apertura/ask/cliente/1", ": what?"), "7 error: the colon is too much\n");
  const std::string key = "stage/apertura/say/5";
  for (const char* text : {"@x {canales}", "una de {canales} {urge ? sí: a | no: b}", ", exige titular: {canales}"}) {
    const Imported i = strings::import_texts(made_.program, one(key, text), {});
    const std::string all = told(i.problems);
    if (all.empty()) {  // then it is a text in the copy, too
      EXPECT_NE(i.files.at(0).find(text), std::string::npos) << text;
    } else {
      EXPECT_TRUE(all.starts_with("7 error: ")) << all;
      EXPECT_TRUE(i.files.empty());
    }
  }
}

TEST_F(Import, TextsThatChangedAreLeftOutUnlessAskedFor) {
  Catalogue c = one("stage/cierre/verify/pin/1", "Your PIN, please?");
  unit(c, "stage/cierre/verify/pin/1").hash = "00000000";
  const Imported without = strings::import_texts(made_.program, c, {});
  EXPECT_NE(told(without.problems).find("7 warning: stage/cierre/verify/pin/1 changed after the export"),
            std::string::npos);
  EXPECT_EQ(without.translated, 0u);
  EXPECT_EQ(without.stale, 1u);
  EXPECT_NE(without.files.at(0).find("¿me confirma su PIN?"), std::string::npos);
  const Imported with = strings::import_texts(made_.program, c, {true, {}});
  EXPECT_EQ(with.translated, 1u);
  EXPECT_NE(with.files.at(0).find("Your PIN, please?"), std::string::npos);
  // Without a hash the source text itself tells.
  unit(c, "stage/cierre/verify/pin/1").hash.clear();
  EXPECT_EQ(strings::import_texts(made_.program, c, {}).translated, 1u);
  unit(c, "stage/cierre/verify/pin/1").source = "¿Me confirma su clave?";
  EXPECT_EQ(strings::import_texts(made_.program, c, {}).stale, 1u);
}

TEST_F(Import, FuzzyGoneAndDoubledUnits) {
  Catalogue c = one("stage/cierre/verify/pin/1", "Your PIN, please?");
  unit(c, "stage/cierre/verify/pin/1").unsure = true;
  EXPECT_NE(told(strings::import_texts(made_.program, c, {}).problems).find("is marked as fuzzy"), std::string::npos);
  strings::Unit gone = unit(c, "stage/cierre/verify/pin/1");
  gone.key = "stage/antes/say/1";
  gone.hash = "12345678";
  c.units.push_back(gone);
  EXPECT_NE(told(strings::import_texts(made_.program, c, {}).problems)
                .find("7 warning: the flow has no text pago.flow stage/antes/say/1"),
            std::string::npos);
  c.units.push_back(unit(c, "stage/cierre/verify/pin/1"));
  EXPECT_NE(told(strings::import_texts(made_.program, c, {}).problems)
                .find("7 error: stage/cierre/verify/pin/1 stands twice"),
            std::string::npos);
}

TEST_F(Import, WhatIsNotTranslatedIsListed) {
  const Imported i = strings::import_texts(made_.program, one("title", "Bill payment"), {});
  EXPECT_EQ(i.untranslated.size() + 1, exported_.catalogue.units.size());
  EXPECT_EQ(i.untranslated.at(0), "pago.flow:8  Cable Austral");
  EXPECT_NE(i.files.at(0).find("título Bill payment\nidioma en-US\n"), std::string::npos);
}

TEST_F(Import, ALanguageLineIsPutInWhereThereIsNone) {
  std::string flow = sealed_flow();
  flow.erase(flow.find("idioma es-US\n"), 13);
  const Compilation made = compile_three(flow);
  const Exported out = strings::export_texts(made.program, Tongue::Es, false);
  Catalogue c = out.catalogue;
  c.target_locale = "en-US";
  const Imported i = strings::import_texts(made.program, c, {});
  EXPECT_EQ(told(i.problems), "");
  EXPECT_NE(i.files.at(0).find("título Pago de factura\nidioma en-US\n"), std::string::npos) << i.files.at(0);
  EXPECT_EQ(i.files.at(1).find("idioma"), std::string::npos);
  EXPECT_EQ(errors_of(compile_three(i.files.at(0), i.files.at(1), i.files.at(2))), "");
}

TEST_F(Import, ASealedTextWantsItsApprover) {
  EXPECT_NE(
      problems("stage/apertura/say/2", "Your data are handled by law.").find("7 warning: a sealed text was translated"),
      std::string::npos);
}

TEST_F(Import, TheLocaleMustBeSaid) {
  Catalogue c = exported_.catalogue;
  for (const char* locale : {"", "en_US", "en US", "-en", "en-", "englishlanguage"}) {
    c.target_locale = locale;
    EXPECT_NE(told(strings::import_texts(made_.program, c, {}).problems).find("into which language"), std::string::npos)
        << locale;
  }
}

}  // namespace
}  // namespace guion::test
