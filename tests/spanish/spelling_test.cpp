// Spelling: G0713, with a dictionary of a few words. What Hunspell itself does is tested through the command
// (tests/cli).
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "spanish/clitics.hpp"
#include "spanish/reading.hpp"

namespace guion::test {
namespace {

using diag::Code;

using Findings = std::vector<Finding>;

/// Knows the words that it is given, and counts how often it is asked for each.
class FewWords final : public Dictionary {
 public:
  explicit FewWords(std::set<std::string> words) : words_{std::move(words)} {}
  bool knows(const std::string& word) override {
    ++asked[word];
    return words_.contains(word);
  }
  std::vector<std::string> suggest(const std::string& word) override {
    ++suggested;
    return near.contains(word) ? near[word] : std::vector<std::string>{};
  }

  std::map<std::string, int> asked;
  std::map<std::string, std::vector<std::string>> near;
  int suggested = 0;

 private:
  std::set<std::string> words_;
};

class Spelling : public ::testing::Test {
 protected:
  Findings read(const std::string& text) { return read_text(text, manner()); }
  Manner manner(const std::string& register_word = "usted") {
    Manner made;
    made.register_word = register_word;
    made.options.dictionary = &words_;
    return made;
  }

  FewWords words_{{"su",       "el",           "la",       "de",       "recibo", "llega", "hoy",    "permita",
                   "indique",  "confirma",     "recordar", "diciendo", "vamos",  "envíe", "enviar", "agenda",
                   "agendar",  "minuto",       "claro",    "programa", "está",   "listo", "podés",  "decí",
                   "Colombia", "es",           "en",       "gracias",  "y",      "lo",    "monto",  "reír",
                   "pagar",    "comuniquemos", "a",        "esté",     "diga",   "haga"}};
};

TEST_F(Spelling, AWordThatNobodyKnowsIsFound) {
  words_.near["recivo"] = {"revivo", "recovo", "recibo"};
  EXPECT_EQ(read("Su recivo llega hoy."),
            (Findings{{Code::Misspelled, "recivo", "di Su recibo llega hoy."}}));  // it sounds the same
  words_.near["rcibo"] = {"recibo", "rico de", "crispo"};
  EXPECT_EQ(read("Su rcibo llega hoy."), (Findings{{Code::Misspelled, "rcibo", ""}}));
}

TEST_F(Spelling, TheMessageNamesWhatWasPerhapsMeant) {
  words_.near["rcibo"] = {"recibo", "rico de", "desastre"};
  MemorySources sources;
  sources.put("b.flow", "biblioteca b, guion 1\nparte p\n  di Su rcibo llega hoy.\n");
  CompileOptions options;
  options.reading.dictionary = &words_;
  const Compilation made = compile("b.flow", sources, options);
  ASSERT_EQ(made.diagnostics.size(), 1u);
  EXPECT_EQ(made.diagnostics[0].es, "el diccionario no conoce «rcibo»: «recibo»");
  EXPECT_EQ(made.diagnostics[0].en, "the dictionary does not know \"rcibo\": «recibo»");
}

TEST_F(Spelling, WhatDiffersByItsAccentsIsALostAccent) {
  words_.near["esplendido"] = {"espléndido", "esplendor"};
  EXPECT_EQ(read("Su recibo es esplendido."),
            (Findings{{Code::AccentMissing, "esplendido", "di Su recibo es espléndido."}}));
  words_.near["arbitro"] = {"árbitro", "arbitró"};
  EXPECT_EQ(read("El arbitro llega hoy."), (Findings{{Code::Misspelled, "arbitro", ""}}));
}

TEST_F(Spelling, EveryWordIsAskedForOnce) {
  words_.near["recivo"] = {"recibo"};
  EXPECT_EQ(read("Su recivo y su recivo, Su Recivo.").size(), 2u);  // a capital inside a sentence is a name
  words_.asked.clear();
  words_.suggested = 0;
  MemorySources sources;
  sources.put("b.flow",
              "biblioteca b, guion 1\nparte p\n  di Su recivo.\n  di Recivo y recivo.\n  nota El recivo de hoy.\n");
  CompileOptions options;
  options.reading.dictionary = &words_;
  EXPECT_EQ(compile("b.flow", sources, options).diagnostics.size(), 4u);
  EXPECT_EQ(words_.asked["recivo"], 1);
  EXPECT_EQ(words_.asked["su"], 1);
  EXPECT_EQ(words_.suggested, 1);
}

TEST_F(Spelling, SuggestionsHaveALimit) {
  std::string lines;
  for (char a = 'a'; a < 'k'; ++a)
    for (char b = 'a'; b < 'f'; ++b) lines += std::string{"di xq"} + a + b + a + ".\n";
  lines.pop_back();
  MemorySources sources;
  std::string flow = "biblioteca b, guion 1\nparte p\n  ";
  for (const char c : lines) flow += c == '\n' ? std::string{"\n  "} : std::string(1, c);
  sources.put("b.flow", flow + "\n");
  CompileOptions options;
  options.reading.dictionary = &words_;
  EXPECT_EQ(compile("b.flow", sources, options).diagnostics.size(), 50u);
  EXPECT_EQ(words_.suggested, 24);
}

TEST_F(Spelling, NamesAndShortFormsAreNobodysMistake) {
  for (const char* good :
       {"Gracias, Zentrax.", "El CVV y el RFCX.", "Su recibo de Zentrax llega hoy.", "El plan5g.",
        "Gracias a zentrax.com y a@zentrax.mx.", "El «zentrax» llega hoy.", "El \"zentrax\" llega hoy.",
        "El zen-trax llega hoy.", "Zentrax llega hoy.", "En Colombia.", "Cable Austral es claro.",
        "El {cliente}s llega hoy.", "El router y la SIM.", "Los routers.", "Son 10 zen. aprox."}) {
    const Findings found = read(good);
    for (const Finding& f : found) EXPECT_NE(f.words.substr(0, 3), "zen") << good;
    for (const Finding& f : found) EXPECT_TRUE(f.words == "plan" || f.words == "Los") << good << " " << f.words;
  }
}

TEST_F(Spelling, WordsOfTheCompanyAndLabelsOfValuesAreKnown) {
  Manner made = manner();
  EXPECT_EQ(read_text("El zentrax llega hoy.", made).size(), 1u);
  made.options.lists.push_back({"proyecto", "proyecto.txt", "zentrax\n"});
  EXPECT_EQ(read_text("El zentrax y zentraxes.", made), Findings{});
  MemorySources sources;
  sources.put("b.flow",
              "biblioteca b, guion 1\ntipo plan\n  - z: Zentrax\ndato marca = Cable Boreax\nparte p\n  di Zentrax es "
              "Boreax.\n");
  CompileOptions options;
  options.reading.dictionary = &words_;
  words_.near["zentrax"] = {"zentrac"};
  words_.near["boreax"] = {"boreal"};
  words_.near["cable"] = {"sable"};
  for (const diag::Diagnostic& d : compile("b.flow", sources, options).diagnostics) ADD_FAILURE() << d.es;
}

TEST_F(Spelling, WhatAnotherRuleFoundIsNotSaidTwice) {
  EXPECT_EQ(read("Su codigo es claro."), (Findings{{Code::AccentMissing, "codigo", "di Su código es claro."}}));
}

TEST_F(Spelling, VerbsWithPronouns) {
  for (const char* good :
       {"permítame", "indíqueme",      "permítanmelo", "recordarle", "diciéndole", "diciéndoselo", "vámonos",
        "envíeme",   "enviárselo",     "enviándole",   "agéndemelo", "deme",       "hazlo",        "reírse",
        "dígaselo",  "comuniquémonos", "dénoslo",      "estémosle",  "hágalo",     "démelo"}) {
    FewWords words{{"permita", "permitan", "indique", "recordar", "diciendo", "vamos", "envíe", "enviar", "enviando",
                    "agende", "reír", "diga", "comuniquemos", "dé", "estemos", "haga"}};
    EXPECT_TRUE(spanish::is_verb_with_clitics(good, words)) << good;
  }
  for (const char* bad :
       {"permitáme", "pérmitame", "recórdarle", "enviarselo", "zentrame", "me", "melo", "", "recibolo", "mesa"}) {
    FewWords words{{"permita", "recordar", "enviar", "recibo"}};
    EXPECT_FALSE(spanish::is_verb_with_clitics(bad, words)) << bad;
  }
}

TEST_F(Spelling, VerbsOfVos) {
  EXPECT_TRUE(spanish::is_verb_with_clitics("decime", words_, true));
  EXPECT_FALSE(spanish::is_verb_with_clitics("decime", words_, false));
}

TEST_F(Spelling, WordsMadeByRule) {
  for (const char* good : {"minutito", "clarísimo", "montos", "reprograma", "reagendar", "pagás"})
    EXPECT_TRUE(spanish::is_derived(good, words_)) << good;
  for (const char* bad : {"zentrito", "rezentrax", "os", "as", "ito", "s", "", "ísimo"})
    EXPECT_FALSE(spanish::is_derived(bad, words_)) << bad;
}

TEST_F(Spelling, DiminutivesAreMadeFromAllWords) {
  FewWords words{{"término", "términos", "termino", "rápido",    "fácil",  "luego", "segundo",
                  "pedazo",  "cerca",    "poco",    "poquito",   "amable", "solo",  "sólito",
                  "camión",  "digo",     "dígitos", "tránsitos", "transo", "monto"}};
  for (const char* good : {"rapidito", "facilísimo", "lueguito", "segundín", "pedacito", "cerquita", "poquitín",
                           "camioncito", "montos", "amabilísima", "solito", "solitos"})
    EXPECT_TRUE(spanish::is_derived(good, words)) << good;
  for (const char* bad : {"zentrín", "zentrequito", "terminos"}) EXPECT_FALSE(spanish::is_derived(bad, words)) << bad;
}

TEST_F(Spelling, DigitsAreNoDiminutives) {
  FewWords words{{"los", "digo", "dígitos"}};
  Manner made;
  made.options.dictionary = &words;
  EXPECT_EQ(read_text("Los digitos.", made), (Findings{{Code::AccentMissing, "digitos", "di Los dígitos."}}));
}

TEST_F(Spelling, UnitsBehindANumberAreNoWords) {
  words_.near["min"] = {"mín"};
  words_.near["vie"] = {"víe"};
  for (const char* good : {"El recibo llega en 3 min.", "Es {saldo} min.", "El vie. llega el recibo.", "Son 20 dls."})
    EXPECT_TRUE(std::ranges::none_of(read(good), [](const Finding& f) { return f.words != "Son"; })) << good;
  EXPECT_EQ(read("El min llega hoy."), (Findings{{Code::AccentMissing, "min", "di El mín llega hoy."}}));
}

TEST_F(Spelling, NoFormOfVosIsOfferedToOthers) {
  FewWords words{{"la", "es", "recobar", "echa", "echar", "zumbar"}};
  words.near["recoba"] = {"recobá"};
  words.near["hechale"] = {"echale"};
  Manner made;
  made.options.dictionary = &words;
  EXPECT_EQ(read_text("La recoba es la troca.", made), (Findings{{Code::Misspelled, "recoba", ""}}));
  EXPECT_EQ(read_text("Hechale es la recoba.", made),
            (Findings{{Code::Misspelled, "Hechale", ""}, {Code::Misspelled, "recoba", ""}}));
  EXPECT_EQ(read_text("La hechale es.", made), (Findings{{Code::Misspelled, "hechale", "di La échale es."}}));
  made.register_word = "vos";
  EXPECT_EQ(read_text("La recoba es.", made), (Findings{{Code::AccentMissing, "recoba", "di La recobá es."}}));
}

TEST_F(Spelling, CapitalsInsideAWordMakeItAName) {
  words_.near["izen"] = {"iZen"};
  EXPECT_EQ(read("El iZen llega hoy. El recibo de izen."), Findings{});
}

TEST_F(Spelling, VerbsOfTheListsAreKnownInAllForms) {
  for (const char* good : {"checó", "checando", "checamos", "checarlo", "chequé", "chéquelo", "checándolo", "cliquee",
                           "reseteé", "redireccionamos", "tiquete", "troca"})
    EXPECT_EQ(read(std::string{"El recibo "} + good + "."), Findings{}) << good;
  EXPECT_EQ(read("El recibo checolo.").size(), 1u);
}

TEST_F(Spelling, NoCoarseWordIsOffered) {
  words_.near["pollla"] = {"polla"};
  EXPECT_EQ(read("La pollla llega hoy."), (Findings{{Code::Misspelled, "pollla", ""}}));
}

TEST_F(Spelling, WithoutADictionaryNothingIsSaid) { EXPECT_EQ(read_text("Su rcibo llega hoi."), Findings{}); }

}  // namespace
}  // namespace guion::test
