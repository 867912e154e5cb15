// guion replay and guion run --trace as a user runs them: output, exit codes, both tongues, JSON.
#include <nlohmann/json.hpp>

#include "support.hpp"

namespace guion::test {
namespace {

bool has(const std::string& text, const std::string& piece) { return text.find(piece) != std::string::npos; }

class Replay : public Folder {
 protected:
  void SetUp() override {
    Folder::SetUp();
    const Ran ran = guion({"run", at("pagada.call"), "--trace", at("t.trace")});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  [[nodiscard]] Ran replay(std::vector<std::string> more = {}) {
    more.insert(more.begin(), {"replay", at("t.trace"), "--image", at("factura.flow")});
    return guion(more);
  }
  void change(const std::string& from, const std::string& to) {
    std::string text = get(at("factura.flow"));
    text.replace(text.find(from), from.size(), to);
    put(at("factura.flow"), text);
  }
};

TEST_F(Replay, TellsWhatTheCustomerWasTold) {
  const Ran ran = replay();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_TRUE(has(ran.out, "llamada 1, 2026-11-20 09:30:00: Consulta de factura\n  imagen   ")) << ran.out;
  EXPECT_TRUE(has(ran.out,
                  "\n[saldo]\n"
                  "09:30:00  saldo/verify/pin/1           Agente:  Por favor, ¿me confirma su PIN?\n"
                  "09:30:00  saldo/verify/pin/1             verifica pin → falla\n"))
      << ran.out;
  EXPECT_TRUE(has(ran.out, "Agente:  Su saldo es de $85.40 y vence el 5 de diciembre de 2026.\n"));
  EXPECT_TRUE(has(ran.out, "         - No\n"));
  EXPECT_TRUE(has(ran.out, "\nfinal: resuelto\n\nLa traza está completa: "));
}

TEST_F(Replay, WhatItIsToGoOnFromIsCompared) {
  const Ran ran = replay({"--after", at("t.trace")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, at("t.trace") + ": error: no sigue a " + at("t.trace") + ": empieza con la llamada\n");
  const std::string alone = replay().out, english = replay({"--after", at("t.trace"), "--lang", "en"}).out;
  EXPECT_EQ(ran.out.substr(0, ran.out.find("La traza")), alone.substr(0, alone.find("La traza"))) << "told all the same";
  EXPECT_TRUE(has(ran.out, " registros. Pero NO sigue a la que se indicó. Su huella:\n")) << ran.out;
  EXPECT_TRUE(has(english, " records. But it does NOT go on from the one given. Its hash:\n")) << english;
  EXPECT_FALSE(has(ran.out, "completa"));
  EXPECT_FALSE(has(english, "whole"));
  const Ran unsigned_too = replay({"--after", at("t.trace"), "--expect", std::string(64, '0')});
  EXPECT_TRUE(has(unsigned_too.out, "NO es la que se firmó, ni sigue a la que se indicó. Su huella:\n")) << unsigned_too.out;
  EXPECT_EQ(replay({"--after", at("none.trace")}).code, 2);
}

TEST_F(Replay, SpeaksEnglishToo) {
  const Ran ran = replay({"--lang", "en"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(has(ran.out, "call 1, 2026-11-20 09:30:00: Consulta de factura\n  image   "));
  EXPECT_TRUE(has(ran.out, "\nend: resuelto\n\nThe trace is whole: "));
}

TEST_F(Replay, AnImageServesAsWellAsItsFlow) {
  ASSERT_EQ(guion({"build", at("factura.flow"), "-o", at("f.flowc"), "--policy-out", at("p.policy")}).code, 0);
  // Without --lang: Spanish is the language of its locale.
  const Ran ran = guion({"replay", at("t.trace"), "--image", at("f.flowc"), "--policy", at("p.policy")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, replay().out);
  const Ran without = guion({"replay", at("t.trace"), "--image", at("f.flowc")});
  EXPECT_EQ(without.code, 1);
  EXPECT_TRUE(has(without.err, "f.flowc: falta la política con la que se compiló; indíquela con --policy\n"))
      << without.err;
}

TEST_F(Replay, AFileOfAnotherKindIsCalledWhatItIs) {
  const std::string image = at("factura.flowc"), policy = at("factura.policy"), trace = at("t.trace");
  ASSERT_EQ(guion({"build", at("factura.flow")}).code, 0);
  put(at("s"), std::string{"GUIS\1\0", 6});
  put(at("m"), std::string{"GUIM\1\0", 6});
  const auto says = [](const Ran& ran, const std::string& what) {
    EXPECT_NE(ran.code, 0);
    EXPECT_TRUE(has(ran.err, what + "\n")) << ran.err;
  };
  says(guion({"replay", image, "--image", trace, "--lang", "es"}), "factura.flowc es una imagen, no una traza");
  says(guion({"replay", trace, "--image", trace, "--lang", "es"}), "t.trace es una traza, no una imagen");
  says(guion({"replay", trace, "--image", policy}), "factura.policy is a policy, not an image");
  says(guion({"replay", trace, "--image", image, "--policy", trace}), "t.trace es una traza, no una política");
  says(guion({"dis", at("s")}), "s is the snapshot of a call, not an image");
  says(guion({"run", at("m")}), "m is a table of guion upgrade, not an image");
  says(guion({"run", trace}), "t.trace is a trace, not an image");
  says(guion({"check", trace}), "t.trace is a trace, not a flow");
}

TEST_F(Replay, ARefusalIsOfOneLanguage) {
  ASSERT_EQ(guion({"build", at("factura.flow")}).code, 0);
  std::string image = get(at("factura.flowc"));
  image.back() = static_cast<char>(image.back() ^ 1);
  put(at("factura.flowc"), image);
  const Ran ran = guion({"replay", at("t.trace"), "--image", at("factura.flowc"), "--policy", at("factura.policy")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err, "la imagen no se acepta, byte 8: No son los bytes que se escribieron. (ChecksumMismatch)\n"))
      << ran.err;
}

TEST_F(Replay, OfOneRecordItSpeaksInTheSingular) {
  // The head: magic, kind, size, payload, link.
  const std::string trace = get(at("t.trace"));
  std::size_t size = 0, from = 5;
  for (unsigned shift = 0;; shift += 7) {
    const auto b = static_cast<unsigned char>(trace[from++]);
    size |= static_cast<std::size_t>(b & 0x7fU) << shift;
    if (b < 0x80) break;
  }
  put(at("t.trace"), trace.substr(0, from + size + 32));
  EXPECT_TRUE(has(replay().out, "\nSolo consta el primer registro; de lo que vino después no se sabe nada.\n"));
  EXPECT_TRUE(has(replay({"--lang", "en"}).out,
                  "\nThis is what the first record shows; nothing is known of what came after it.\n"));
}

TEST_F(Replay, AChangedFlowIsAnotherImage) {
  change("Gracias por llamar.", "Gracias por su llamada.");
  const Ran es = replay(), en = replay({"--lang", "en"});
  EXPECT_EQ(es.code, 1);
  EXPECT_EQ(es.out, "");
  EXPECT_TRUE(has(es.err, "t.trace: error: la traza es de otra imagen: la de identificación ")) << es.err;
  EXPECT_TRUE(has(en.err, "t.trace: error: the trace is of another image: of build ")) << en.err;
}

TEST_F(Replay, ACommentChangesNothing) {
  put(at("factura.flow"), get(at("factura.flow")) + "# nada\n");
  EXPECT_EQ(replay().code, 0);
}

TEST_F(Replay, AChangedTraceIsToldUpToTheChange) {
  std::string trace = get(at("t.trace"));
  const std::size_t name = trace.find("Ana R");
  ASSERT_NE(name, std::string::npos);
  trace.replace(name, 3, "Eva");
  put(at("t.trace"), trace);
  const Ran ran = replay();
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err, "no encaja con los anteriores: se alteró, o faltan registros antes de él\n")) << ran.err;
  EXPECT_TRUE(has(ran.out, "¿Con quién tengo el gusto de hablar?"));
  EXPECT_FALSE(has(ran.out, "Eva"));
  EXPECT_TRUE(has(ran.out, "Constan los 4 primeros registros; de lo que vino después no se sabe nada.\n"))
      << ran.out;
}

TEST_F(Replay, ACutTraceIsToldAsFarAsItGoes) {
  put(at("t.trace"), get(at("t.trace")).substr(0, 800));
  const Ran ran = replay();
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err, "t.trace: error: cortada: la traza termina a mitad del registro ")) << ran.err;
  EXPECT_TRUE(has(ran.out, "Ana Ríos"));
  EXPECT_FALSE(has(ran.out, "final:"));
}

TEST_F(Replay, TheHashThatWasSignedIsCompared) {
  const std::string out = replay().out;
  const std::string hash = out.substr(out.size() - 65, 64);
  EXPECT_EQ(replay({"--expect", hash}).code, 0);
  std::string other = hash;
  other[0] = other[0] == '0' ? '1' : '0';
  const Ran ran = replay({"--expect", other});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(has(ran.err, "no es la traza que se firmó")) << ran.err;
  EXPECT_TRUE(ran.out.ends_with("\nLa traza concuerda consigo misma, pero NO es la que se firmó. Su huella:\n" + hash + "\n"))
      << ran.out;
  EXPECT_FALSE(has(ran.out, "completa"));
  EXPECT_EQ(replay({"--expect", "abc"}).code, 2);
}

TEST_F(Replay, JsonSaysTheSame) {
  const Ran ran = replay({"--format", "json"});
  EXPECT_EQ(ran.code, 0);
  const auto told = nlohmann::json::parse(ran.out);
  EXPECT_EQ(told["state"], "whole");
  EXPECT_EQ(told["call"], "1");
  EXPECT_EQ(told["began"], "2026-11-20 09:30:00");
  EXPECT_EQ(told["end"], "resuelto");
  EXPECT_EQ(told["hash"].get<std::string>().size(), 64U);
  EXPECT_TRUE(told["findings"].empty());
  const auto& first = told["lines"][0];
  EXPECT_EQ(first["kind"], "said");
  EXPECT_EQ(first["heard-by"], "both");
  EXPECT_EQ(first["line"], 12);
  const auto token = first["token"].get<std::string>();
  EXPECT_EQ(token, std::to_string(std::stoull(token))) << "not in decimal digits";
  EXPECT_EQ(first["text"], "Gracias por llamar. Le atiende Marisol.");
}

TEST_F(Replay, WhatIsNoTraceIsSaid) {
  put(at("t.trace"), "hola");
  const Ran ran = replay();
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_TRUE(has(ran.err, "no es una traza"));
}

TEST_F(Replay, WrongUsageIsTwo) {
  EXPECT_EQ(guion({"replay", at("t.trace")}).code, 2);
  EXPECT_EQ(guion({"replay", at("no"), "--image", at("factura.flow")}).code, 2);
  EXPECT_EQ(guion({"replay", at("t.trace"), "--image", at("no.flow")}).code, 2);
  EXPECT_EQ(guion({"replay", at("t.trace"), "--image", at("empresa.flow")}).code, 2);
  EXPECT_EQ(replay({"--format", "md"}).code, 2);
}

TEST_F(Replay, ACallAtTheTerminalLeavesATraceToo) {
  const Ran ran = guion({"run", at("factura.flow"), "--time", "2026-11-20T10:00", "--trace", at("t.trace")},
                        "Marisol\nAna\n1\n1\ncuelga\n");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Ran told = replay();
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_TRUE(has(told.out, "10:00:00  "));
  EXPECT_TRUE(has(told.out, "Cliente: (cuelga)\n"));
  EXPECT_TRUE(has(told.out, "\nfinal: abandonada\n"));
}

TEST_F(Replay, ATraceThatCannotBeWrittenIsSaid) {
  const Ran ran = guion({"run", at("pagada.call"), "--trace", at("no/such/folder.trace")});
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(has(ran.err, "folder.trace")) << ran.err;
}

}  // namespace
}  // namespace guion::test
