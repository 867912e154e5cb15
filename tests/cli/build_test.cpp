// guion build: what it writes, and that nothing on disk changes when it cannot.
#include "support.hpp"

namespace guion::test {
namespace {

class Build : public Folder {};

TEST_F(Build, WritesImageAndPolicyBesideTheFlow) {
  const Ran ran = guion({"build", at("factura.flow")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_GT(get(at("factura.flowc")).size(), 100U);
  EXPECT_GT(get(at("factura.policy")).size(), 50U);
  EXPECT_EQ(names(), (std::vector<std::string>{"empresa.flow", "factura.flow", "factura.flowc", "factura.policy",
                                               "pagada.call"}));
}

TEST_F(Build, NamesCanBeChosenAndStrippedIsSmaller) {
  ASSERT_EQ(guion({"build", at("factura.flow"), "-o", at("a.flowc"), "--policy-out", at("b.policy")}).code, 0);
  ASSERT_EQ(guion({"build", at("factura.flow"), "-o", at("s.flowc"), "--strip"}).code, 0);
  EXPECT_LT(get(at("s.flowc")).size(), get(at("a.flowc")).size());
  EXPECT_EQ(get(at("s.policy")), get(at("b.policy")));
}

TEST_F(Build, TwoBuildsAreTheSameBytes) {
  ASSERT_EQ(guion({"build", at("factura.flow"), "-o", at("a.flowc")}).code, 0);
  ASSERT_EQ(guion({"build", at("factura.flow"), "-o", at("b.flowc")}).code, 0);
  EXPECT_EQ(get(at("a.flowc")), get(at("b.flowc")));
}

/// A copy of the flow of the folder for Mexico, in mx/, with one text changed and maybe another.
void put_copy(const std::filesystem::path& folder, std::string_view from = {}, std::string_view to = {}) {
  std::filesystem::create_directories(folder / "mx");
  std::string flow = kFlow;
  const auto replace = [&](std::string_view a, std::string_view b) { flow.replace(flow.find(a), a.size(), b); };
  replace("idioma es-US", "idioma es-MX");
  replace("Gracias por llamar. Le atiende {agente}.", "Bueno, le atiende {agente}. Gracias por marcar.");
  if (!from.empty()) replace(from, to);
  put((folder / "mx/factura.flow").string(), flow);
  put((folder / "mx/empresa.flow").string(), kProtocol);
}

TEST_F(Build, ATranslationGoesIntoTheImage) {
  put_copy(folder_);
  const std::vector<std::string> both{at("factura.flow"), "--translation", at("mx/factura.flow")};
  const auto with = [&](std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), both.begin(), both.end());
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  EXPECT_EQ(guion(with({"check"}, {})).code, 0);
  ASSERT_EQ(guion(with({"build"}, {"-o", at("dos.flowc")})).code, 0);
  ASSERT_EQ(guion({"build", at("factura.flow"), "-o", at("uno.flowc")}).code, 0);
  EXPECT_EQ(get(at("uno.policy")), get(at("dos.policy")));
  EXPECT_GT(get(at("dos.flowc")).size(), get(at("uno.flowc")).size());
  const Ran shown = guion({"dis", at("dos.flowc"), "--policy", at("dos.policy")});
  EXPECT_NE(shown.out.find("also \"es-MX\""), std::string::npos) << shown.out;
  const auto play = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"run", at("pagada.call"), "--translation", at("mx/factura.flow")};
    words.insert(words.end(), more.begin(), more.end());
    return guion(words);
  };
  EXPECT_NE(play({"--language", "es-MX"}).out.find("Bueno, le atiende Marisol."), std::string::npos);
  EXPECT_EQ(play({}).out.find("Bueno"), std::string::npos);
  const Ran unknown = play({"--language", "en-US", "--lang", "es"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("no habla en-US, sino es-US, es-MX"), std::string::npos) << unknown.err;
}

TEST_F(Build, ATranslationThatIsAnotherFlowIsNotBuilt) {
  put_copy(folder_, "3 intentos: Por favor", "2 intentos: Por favor");
  const Ran ran = guion({"build", at("factura.flow"), "--translation", at("mx/factura.flow")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("mx/factura.flow:23"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("G0602"), std::string::npos) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(at("factura.flowc")));
}

TEST_F(Build, ATranslationGoesWithOneFlow) {
  put_copy(folder_);
  const Ran ran =
      guion({"check", at("factura.flow"), at("empresa.flow"), "--translation", at("mx/factura.flow"), "--lang", "en"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("--translation goes with one flow"), std::string::npos) << ran.err;
}

TEST_F(Build, AProtocolGivesItsPolicy) {
  EXPECT_EQ(guion({"build", at("empresa.flow")}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(at("empresa.policy")));
  EXPECT_FALSE(std::filesystem::exists(at("empresa.flowc")));
}

TEST_F(Build, AnErrorLeavesWhatWasThere) {
  put(at("factura.flowc"), "antes");
  put(at("factura.flow"), std::string{kFlow} + "frase\n");
  const Ran ran = guion({"build", at("factura.flow")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("G0101"), std::string::npos);
  EXPECT_EQ(get(at("factura.flowc")), "antes");
}

TEST_F(Build, AnOutputThatCannotBeWrittenIsTwo) {
  const auto before = names();
  for (const std::string& out :
       {at("factura.flow") + "/x.flowc", at("no/hay/x.flowc"), folder_.string(), std::string{"/dev/full"}}) {
    const Ran ran = guion({"build", at("factura.flow"), "-o", out, "--policy-out", at("x.policy")});
    EXPECT_EQ(ran.code, 2) << out;
    EXPECT_NE(ran.err.find("no se puede escribir"), std::string::npos) << ran.err;
    EXPECT_EQ(names(), before) << out;
  }
}

TEST_F(Build, IfThePolicyCannotBeWrittenTheImageIsNotEither) {
  put(at("factura.flowc"), "antes");
  const auto before = names();
  const Ran ran = guion({"build", at("factura.flow"), "--policy-out", at("factura.flow") + "/p"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(get(at("factura.flowc")), "antes");
  EXPECT_EQ(names(), before);
}

TEST_F(Build, AWriteErrorInTheMiddleLeavesWhatWasThere) {
  put(at("factura.flowc"), "antes");
  const auto before = names();
  const std::string command = "ulimit -f 0; " + std::string{GUION_COMMAND} + " build " + at("factura.flow");
  const Ran ran = run_command({"/bin/sh", "-c", command});
  EXPECT_EQ(ran.code, 2) << ran.err;
  EXPECT_EQ(get(at("factura.flowc")), "antes");
  EXPECT_EQ(names(), before);
}

TEST_F(Build, TheFlowItselfIsNeverTheOutput) {
  EXPECT_EQ(guion({"build", at("factura.flow"), "-o", at("factura.flow")}).code, 2);
  EXPECT_EQ(guion({"build", at("factura.flow"), "-o", at("./factura.flow")}).code, 2);
  EXPECT_EQ(guion({"build", at("factura.flow"), "-o", at("x.flowc"), "--policy-out", at("x.flowc")}).code, 2);
  EXPECT_EQ(get(at("factura.flow")), kFlow);
}

TEST_F(Build, NoSourceIsEverTheOutput) {
  const std::string before = get(at("empresa.flow"));
  EXPECT_EQ(guion({"build", at("factura.flow"), "-o", at("empresa.flow")}).code, 2);
  EXPECT_EQ(guion({"build", at("factura.flow"), "--policy-out", at("./empresa.flow")}).code, 2);
  EXPECT_EQ(guion({"build", at("factura.flow"), "-o", at("same.bin"), "--policy-out", at("./same.bin")}).code, 2);
  EXPECT_EQ(get(at("empresa.flow")), before);
  EXPECT_FALSE(std::filesystem::exists(at("same.bin")));
}

TEST_F(Build, ThePolicyOfAProtocolHasTheNameAskedFor) {
  EXPECT_EQ(guion({"build", at("empresa.flow"), "-o", at("ley.bin")}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(at("ley.bin")));
}

TEST_F(Build, NothingWithoutAnEndIsRead) {
  ASSERT_EQ(std::system(("mkfifo '" + at("pipe.flow") + "'").c_str()), 0);
  std::filesystem::create_symlink("/dev/zero", at("zero.flow"));
  EXPECT_EQ(guion({"check", at("pipe.flow")}).code, 2);
  EXPECT_EQ(guion({"check", at("zero.flow")}).code, 2);
}

TEST_F(Build, PermissionsAndLinksOfWhatIsReplacedStay) {
  namespace fs = std::filesystem;
  put(at("real.flowc"), "antes");
  fs::permissions(at("real.flowc"), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(at("real.flowc"), at("factura.flowc"));
  ASSERT_EQ(guion({"build", at("factura.flow")}).code, 0);
  EXPECT_TRUE(fs::is_symlink(at("factura.flowc")));
  EXPECT_NE(get(at("real.flowc")), "antes");
  EXPECT_EQ(fs::status(at("real.flowc")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

}  // namespace
}  // namespace guion::test
