// What compile() says in the end: allowances, weights, locale and register that a company settled.
#include <gtest/gtest.h>

#include <algorithm>

#include "driver/compile.hpp"

namespace guion {
namespace {

class Verdicts : public ::testing::Test {
 protected:
  /// Compiles a flow with `lines` in its only stage, above which stand `heads`.
  const Compilation& judged(const std::string& lines, const std::string& heads = "") {
    MemorySources sources;
    sources.put("norma.flow", "protocolo norma, guion 1\nfinal fin, normal\netapa una, obligatoria\n");
    sources.put("f.flow",
                "flujo f, guion 1\nsigue norma\n" + heads + "etapa una\n" + lines + "  di Gracias.\n  termina fin\n");
    return made_ = compile("f.flow", sources, options_);
  }
  [[nodiscard]] std::string codes() const {
    std::string out;
    for (const diag::Diagnostic& d : made_.diagnostics)
      out += (out.empty() ? "" : " ") + diag::code_text(d.code) + (d.severity == diag::Severity::Error ? "!" : "");
    return out;
  }

  CompileOptions options_;
  Compilation made_;
};

constexpr const char* kQuestion = "  di ¿Desea algo más?\n";  // G0442, a warning

TEST_F(Verdicts, ACommentAboveTheLineAllowsAWarning) {
  judged(kQuestion);
  EXPECT_EQ(codes(), "G0442");
  EXPECT_TRUE(made_.allowed.empty());
  for (const std::string comment :
       {"# permite G0442: la respuesta se oye", "# allow G0442: heard", "#permite g0442 : sí", "# Permite G442: sí"}) {
    judged("  " + comment + "\n" + kQuestion);
    EXPECT_EQ(codes(), "") << comment;
    ASSERT_EQ(made_.allowed.size(), 1u) << comment;
    EXPECT_EQ(made_.allowed[0].finding.code, diag::Code::QuestionWithoutAnswer);
  }
  judged(std::string{"  # permite G0442: la respuesta se oye\n  # otra nota\n"} + kQuestion);
  EXPECT_EQ(codes(), "") << "a block of comments belongs to the line below it";
  EXPECT_EQ(made_.allowed[0].reason, "la respuesta se oye");
  judged("  # permite G0442: dos partes\n  di ¿Desea\n    | algo más?\n");
  EXPECT_EQ(codes(), "") << "a text of several lines is one line";
}

TEST_F(Verdicts, AnAllowanceIsForTheNextLineOnly) {
  judged(std::string{"  # permite G0442: no es esta\n  di Hola.\n"} + kQuestion);
  EXPECT_EQ(codes(), "G0148 G0442");
  judged(std::string{"  # permite G0442: hay un renglón en medio\n\n"} + kQuestion);
  EXPECT_EQ(codes(), "G0148 G0442");
  judged(std::string{"  # permite G0401: otro código\n"} + kQuestion);
  EXPECT_EQ(codes(), "G0148 G0442");
  EXPECT_TRUE(made_.ok);
}

TEST_F(Verdicts, AnUnusedAllowanceIsRemovedByItsFix) {
  judged("  # permite G0442: nada\n  di Hola.\n");
  ASSERT_EQ(codes(), "G0148");
  std::string text = made_.program.files[0].tree.text;
  const diag::Fix& fix = made_.diagnostics[0].fix.value();
  text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
  EXPECT_EQ(text, "flujo f, guion 1\nsigue norma\netapa una\n  di Hola.\n  di Gracias.\n  termina fin\n");
  // After an error not everything is looked for: silence.
  judged("  # permite G0442: nada\n  di Hola, {nadie}.\n");
  EXPECT_EQ(codes(), "G0220!");
}

TEST_F(Verdicts, AnIncompleteAllowanceAllowsNothing) {
  for (const std::string comment :
       {"# permite G0442", "# permite G0442:", "# permite G0442 la razón sin dos puntos", "# permite G9999: no existe",
        "# permite G0405: es un error", "# permite QuestionWithoutAnswer: sin código"}) {
    judged("  " + comment + "\n" + kQuestion);
    EXPECT_EQ(codes(), "G0149 G0442") << comment;
  }
  for (const std::string comment :
       {"# permite al cliente pensar", "# allow time", "# permite", "# G0442: sí", "# permiten G0442"}) {
    judged("  " + comment + "\n" + kQuestion);
    EXPECT_EQ(codes(), "G0442") << comment << " is a comment like any other";
  }
}

TEST_F(Verdicts, AnErrorIsNeverAllowed) {
  judged("  # permite G0220: por favor\n  di Hola, {nadie}.\n");
  EXPECT_EQ(codes(), "G0149 G0220!");
  EXPECT_FALSE(made_.ok);
}

TEST_F(Verdicts, WeightsRaiseLowerAndSilence) {
  const auto code = static_cast<std::uint16_t>(diag::Code::QuestionWithoutAnswer);
  options_.weights = {{code, Weight::Error}};
  judged(kQuestion);
  EXPECT_EQ(codes(), "G0442!");
  EXPECT_FALSE(made_.ok);
  EXPECT_TRUE(made_.image.empty());
  judged(std::string{"  # permite G0442: con razón\n"} + kQuestion);
  EXPECT_TRUE(made_.ok) << "a reason holds whatever the weight";
  EXPECT_FALSE(made_.image.empty());
  options_.weights = {{code, Weight::Hint}};
  judged(kQuestion);
  EXPECT_EQ(made_.diagnostics.at(0).severity, diag::Severity::Hint);
  options_.weights = {{code, Weight::Off}};
  judged(kQuestion);
  EXPECT_EQ(codes(), "");
}

TEST_F(Verdicts, AllWarningsAtOnceAndSomeOfTheirOwn) {
  const auto question = static_cast<std::uint16_t>(diag::Code::QuestionWithoutAnswer);
  options_.weights = {{0, Weight::Error}};
  judged(kQuestion, "dato sobra: texto\n");
  EXPECT_EQ(codes(), "G0410! G0442!");
  options_.weights = {{question, Weight::Hint}, {0, Weight::Error}};
  judged(kQuestion, "dato sobra: texto\n");
  EXPECT_EQ(codes(), "G0410! G0442") << "what has a weight of its own keeps it";
}

TEST_F(Verdicts, AnErrorOfTheTableStaysOne) {
  options_.weights = {{static_cast<std::uint16_t>(diag::Code::UndeclaredSlot), Weight::Off}};
  judged("  di Hola, {nadie}.\n");
  EXPECT_EQ(codes(), "G0220!");
}

TEST_F(Verdicts, LocaleAndRegisterAreTheCompanysUnlessTheFlowSaysAnother) {
  options_.locales = {"es-CL", "es-MX"};
  options_.address = "tú";
  judged("");
  EXPECT_EQ(codes(), "");
  EXPECT_EQ(made_.program.locale, "es-CL");
  EXPECT_EQ(made_.program.register_word, Word::Tu);
  judged("", "idioma es-MX\n");
  EXPECT_EQ(codes(), "");
  EXPECT_EQ(made_.program.locale, "es-MX");
  judged("", "idioma es-US\nregistro usted\n");
  EXPECT_EQ(codes(), "G0150! G0151!");
  EXPECT_EQ(made_.diagnostics[0].span.begin, made_.program.files[0].tree.text.find("idioma"));
  EXPECT_EQ(made_.diagnostics[1].span.begin, made_.program.files[0].tree.text.find("registro"));
  EXPECT_FALSE(made_.ok);
}

}  // namespace
}  // namespace guion
