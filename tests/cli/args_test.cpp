// Arguments, help texts and exit codes. The help of every verb stands in help/, in both tongues; GUION_REWRITE=1 writes
// it.
#include "support.hpp"

#include <algorithm>
#include <cstdlib>

namespace guion::test {
namespace {

class Args : public Folder {};

/// «strings-export» for a verb of two words.
std::string file_of(std::string verb) {
  std::replace(verb.begin(), verb.end(), ' ', '-');
  return verb.empty() ? "guion" : verb;
}

TEST_F(Args, HelpIsAsItStandsInHelp) {
  for (const std::string verb : {"", "check", "build", "run", "fmt", "dis", "export", "strings", "strings export", "strings import", "paths", "matrix", "time", "read", "diff", "replay", "upgrade-check", "explain", "version"}) {
    for (const std::string lang : {"en", "es"}) {
      const std::string golden =
          std::string{GUION_SOURCE_DIR} + "/tests/cli/help/" + file_of(verb) + "." + lang + ".txt";
      std::vector<std::string> words{"--help", "--lang", lang};
      const std::size_t blank = verb.find(' ');
      if (blank != std::string::npos) words.insert(words.begin(), verb.substr(blank + 1));
      if (!verb.empty()) words.insert(words.begin(), verb.substr(0, blank));
      const Ran ran = guion(words);
      EXPECT_EQ(ran.code, 0) << golden << ran.err;
      if (std::getenv("GUION_REWRITE") != nullptr) put(golden, ran.out);
      EXPECT_EQ(ran.out, get(golden)) << golden;
      EXPECT_EQ(ran.err, "");
    }
  }
}

TEST_F(Args, HelpFollowsTheEnvironment) {
  EXPECT_NE(guion({"--help"}, {}, {"GUION_LANG=es_ES.UTF-8"}).out.find("Uso:"), std::string::npos);
  EXPECT_NE(guion({"--help"}, {}, {"GUION_LANG=fr"}).out.find("Usage:"), std::string::npos);
  EXPECT_NE(guion({"--help", "--lang", "en"}, {}, {"GUION_LANG=es"}).out.find("Usage:"), std::string::npos);
}

TEST_F(Args, WrongUsageIsTwo) {
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{},
                                             {"frobnicate"},
                                             {"check"},
                                             {"build"},
                                             {"run"},
                                             {"fmt"},
                                             {"dis"},
                                             {"paths", "x.flow"},
                                             {"matrix"},
                                             {"time"},
                                             {"read"},
                                             {"read", "x.flow", "--format", "json"},
                                             {"read", "x.flow", "--seed", "abc"},
                                             {"diff", "x.flow"},
                                             {"upgrade-check", "x.flow"},
                                             {"upgrade-check", "x.flow", "y.flow", "--format", "md"},
                                             {"explain"},
                                             {"replay", "x.trace"},
                                             {"export"},
                                             {"check", "--no-such"},
                                             {"check", "x.flow", "--lang", "fr"},
                                             {"check", "x.flow", "--color", "pink"},
                                             {"fmt", "x.flow", "--keywords", "fr"},
                                             {"explain", "G9999"},
                                             {"explain", "x"},
                                             {"run", "x.flow", "--seed", "abc"},
                                             {"build", "a.flow", "b.flow"},
                                             {"check", "x.flow", "--jobs", "many"}}) {
    const Ran ran = guion(words);
    EXPECT_EQ(ran.code, 2) << (words.empty() ? "" : words[0]);
    EXPECT_FALSE(ran.err.empty());
    EXPECT_EQ(ran.out, "");
  }
}

TEST_F(Args, WhatIsNotExpectedIsShownAsItWasTyped) {
  const Ran ran = guion({"explain", "G0101", "uno", "--dos", "tres", "--lang", "es"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("esto no se esperaba aquí: uno --dos tres\n"), std::string::npos) << ran.err;
}

TEST_F(Args, VersionIsOneEverywhere) {
  const Ran ran = guion({"version"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out.rfind("guion ", 0), 0U);
  EXPECT_EQ(guion({"--version"}).out, ran.out);
}

TEST_F(Args, ExplainShowsTextAndHelpInBothTongues) {
  const Ran en = guion({"explain", "G0101"}), es = guion({"explain", "g101", "--lang", "es"});
  EXPECT_EQ(en.code, 0);
  EXPECT_EQ(es.code, 0);
  EXPECT_NE(en.out.find("UnknownKeyword"), std::string::npos);
  EXPECT_NE(es.out.find("palabra clave"), std::string::npos);
  EXPECT_EQ(guion({"explain", "UnknownKeyword"}).out, en.out);
  EXPECT_EQ(en.out.find('{'), std::string::npos) << "format fields must not show";
  const Ran mistyped = guion({"explain", "UnknwonKeyword"}), nothing = guion({"explain", "zzzzzzzz", "--lang", "es"});
  EXPECT_EQ(mistyped.code, 2);
  EXPECT_NE(mistyped.err.find("did you mean G0101 UnknownKeyword?"), std::string::npos) << mistyped.err;
  EXPECT_NE(nothing.err.find("los códigos son como G0405"), std::string::npos) << nothing.err;
}

TEST_F(Args, ColorsOnlyWhereAsked) {
  put(at("mal.flow"), "flujo mal, guion 1\nfrase\n");
  EXPECT_EQ(guion({"check", at("mal.flow")}).out.find('\x1b'), std::string::npos);
  EXPECT_NE(guion({"check", at("mal.flow"), "--color", "always"}).out.find('\x1b'), std::string::npos);
  EXPECT_EQ(guion({"check", at("mal.flow"), "--color", "never"}).out.find('\x1b'), std::string::npos);
}

TEST_F(Args, AnOutputThatCannotBeWrittenIsTwo) {
  const std::string command = std::string{GUION_COMMAND} + " dis " + at("factura.flow") + " > /dev/full";
  EXPECT_EQ(run_command({"/bin/sh", "-c", command}).code, 2);
}

}  // namespace
}  // namespace guion::test
