// What a translated copy may differ in, and what is found when it differs in more: codes, places, silence on good ones.
#include <gtest/gtest.h>

#include <algorithm>

#include "driver/compile.hpp"
#include "translation/flows.hpp"

namespace guion::test {
namespace {

using diag::Code;

Compilation compile_with(std::string_view flow, std::string_view law = kLawInEnglish) {
  MemorySources files = sources(flow, law);
  return compile(kPath, files, in_both());
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out{text};
  const std::size_t at = out.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return out.replace(at, from.size(), to);
}

std::string listed(const Compilation& made) {
  std::string text;
  for (const auto& d : made.diagnostics) text += diag::code_text(d.code) + " " + d.en + "\n";
  return text;
}

/// The letters that a finding underlines, with the path of their file.
std::string place_of(const Compilation& made, Span s) {
  const sema::File& file = made.program.files.at(s.file);
  return file.path + ": " + file.tree.text.substr(s.begin, s.end - s.begin);
}

struct Row {
  const char *from, *to;
  Code code;
  const char* underlined;
};

/// Changes the copy and expects one finding, at these letters, with a note in the original.
void expect_found(const Row& row, std::string_view text, bool law) {
  const std::string changed = replaced(text, row.from, row.to);
  const Compilation made = law ? compile_with(kFlowInEnglish, changed) : compile_with(changed);
  ASSERT_EQ(made.diagnostics.size(), 1U) << row.to << "\n" << listed(made);
  const diag::Diagnostic& d = made.diagnostics.front();
  EXPECT_EQ(d.code, row.code) << row.to;
  const std::string path = law ? "en-US/norma.flow: " : "en-US/pago.flow: ";
  EXPECT_EQ(place_of(made, d.span), path + row.underlined);
  const bool error = d.severity == diag::Severity::Error;
  EXPECT_EQ(made.ok, !error);
  EXPECT_EQ(made.image.empty(), error);
  for (const auto& note : d.notes) EXPECT_EQ(place_of(made, note.span).find("en-US/"), std::string::npos) << row.to;
}

TEST(Compare, ACopyHasOtherWordsAndNothingIsFound) {
  const Compilation made = compile_with(kFlowInEnglish);
  EXPECT_TRUE(made.ok) << listed(made);
  EXPECT_EQ(listed(made), "");
  EXPECT_FALSE(made.image.empty());
  EXPECT_EQ(made.program.files.size(), 4U);
}

TEST(Compare, ACopyMayFollowTheProtocolOfTheOriginal) {
  MemorySources files = sources(replaced(kFlowInEnglish, "follows norma", "follows ../norma"));
  files.put("en-US/../norma.flow", std::string{kLaw});
  const Compilation made = compile(kPath, files, in_both());
  EXPECT_EQ(listed(made), "G0602 not the line of the original: the original has \"norma\" in place of \"../norma\"\n");
}

TEST(Compare, DifferencesOfAFlowAreFoundAtTheirLetters) {
  const Row rows[] = {
      {"2 tries", "1 try", Code::TranslationDiffers, "1"},
      {"say OK.", "note OK.", Code::TranslationDiffers, "note OK."},
      {"say OK.", "say …", Code::TranslationDiffers, "…"},
      {"say OK.", "say \xc2\xa0.", Code::TranslationDiffers, "\xc2\xa0."},
      {"@#s1", "@#s2", Code::TranslationDiffers, "s2"},
      {"  say OK.\n", "", Code::TranslationDiffers, "end resuelto"},
      {"  say OK.\n", "  say OK.\n  note Wait.\n", Code::TranslationDiffers, "note Wait."},
      {"flow pago", "flow cobro", Code::TranslationDiffers, "cobro"},
      {"    - Yes\n      nothing\n", "    - Yes\n      say Fine.\n", Code::TranslationDiffers, "say Fine."},
      {"record forma_de_trato", "record forma_de_trato: Mr. or Ms.?", Code::TranslationDiffers, "Mr. or Ms.?"},
      {"record forma_de_trato", "record forma_de_trato, if said", Code::TranslationDiffers, "if said"},
      {"slot cliente: name\n", "slot cliente: name 1..60\n", Code::TranslationDiffers, "1"},
      {"Welcome.", "Welcome, {agente}.", Code::TranslationReadsMore, "agente"},
      {"I could not verify you.", "Your balance is {saldo}.", Code::TranslationReadsMore, "saldo"},
      {"This is {agente} from", "This is", Code::TranslationBreaksWording, "{now.greeting}. This is Cable Austral."},
      {" ({saldo}), due {vence}", ", due soon", Code::TranslationSaysLess, ""},
      {"language en-US", "language es-US", Code::TranslationOfSameLanguage, "language es-US"}};
  for (const Row& row : rows) {
    if (*row.underlined != '\0') expect_found(row, kFlowInEnglish, false);
  }
}

TEST(Compare, DifferencesOfTheProtocolAreFoundToo) {
  const Row rows[] = {
      {"requires titular", "never said", Code::TranslationDiffers, "never said"},
      {"stage saldo, required", "stage saldo, optional", Code::TranslationDiffers, "optional"},
      {"count 0..5000000", "count 0..5000001", Code::TranslationDiffers, "5000001"},
      {"area soporte", "area ayuda", Code::TranslationDiffers, "ayuda"},
      {"says {agente}", "says {llamadas}", Code::TranslationDiffers, "llamadas"},
      {"  - internet: The internet | your internet\n", "", Code::TranslationDiffers, "service facturación"},
  };
  for (const Row& row : rows) expect_found(row, kLawInEnglish, true);
}

TEST(Compare, AValueLeftUnsaidIsAWarning) {
  const Compilation made = compile_with(replaced(kFlowInEnglish, ", due {vence}", ""));
  ASSERT_EQ(made.diagnostics.size(), 1U) << listed(made);
  EXPECT_EQ(made.diagnostics[0].code, Code::TranslationSaysLess);
  EXPECT_NE(made.diagnostics[0].en.find("{vence}"), std::string::npos);
  EXPECT_TRUE(made.ok);
  EXPECT_FALSE(made.image.empty());
}

TEST(Compare, TextsThatWereNotTranslatedAreToldOnce) {
  std::string flow = replaced(kFlowInEnglish, "May I have your PIN?", "¿Me da su PIN?");
  flow = replaced(flow, "I could not verify you.", "No pude verificarlo.");
  flow = replaced(flow, "say We are open {horario}.", "say Atendemos {horario}.");  // one word: nobody knows
  const Compilation made = compile_with(flow);
  ASSERT_EQ(made.diagnostics.size(), 1U) << listed(made);
  const diag::Diagnostic& d = made.diagnostics[0];
  EXPECT_EQ(d.code, Code::TranslationUntouched);
  EXPECT_EQ(d.severity, diag::Severity::Hint);
  EXPECT_EQ(d.en.substr(0, 5), "2 of ");
  EXPECT_EQ(place_of(made, d.span), "en-US/pago.flow: ¿Me da su PIN?");
  ASSERT_EQ(d.notes.size(), 1U);
  EXPECT_EQ(place_of(made, d.notes[0].span), "en-US/pago.flow: No pude verificarlo.");
  EXPECT_TRUE(made.ok);
  EXPECT_FALSE(made.image.empty());
}

TEST(Compare, NotesAndVariantsOfOneLanguageMayStayAsTheyAre) {
  EXPECT_EQ(listed(compile_with(kFlowInEnglish, replaced(kLawInEnglish, "note Speak slowly.", "note Hable despacio."))),
            "");
  EXPECT_EQ(listed(compile_with(replaced(kFlow, "idioma es-US", "idioma es-MX"), kLaw)), "");
}

TEST(Compare, AValueInOneLanguageOnlyIsRefusedWhereItIsGated) {
  const Compilation made = compile_with(replaced(kFlowInEnglish, "I cannot find your account.", "You owe {saldo}."));
  ASSERT_EQ(made.diagnostics.size(), 1U) << listed(made);
  EXPECT_EQ(made.diagnostics[0].code, Code::TranslationReadsMore);
  EXPECT_TRUE(made.image.empty());
  EXPECT_TRUE(made.policy.empty());
}

TEST(Compare, AnAddressFormNeedNotBeSaid) {
  MemorySources files = sources();
  files.put(kPath, "");
  const Compilation made = compile_with(kFlowInEnglish);  // the original chooses by it, the copy does not
  EXPECT_EQ(listed(made), "");
}

TEST(Compare, FindingsOfTheCopyStandInItsFiles) {
  const Compilation made = compile_with(replaced(kFlowInEnglish, "{llamadas}:", "{llamadsa}:"));
  ASSERT_FALSE(made.diagnostics.empty());
  EXPECT_EQ(made.diagnostics[0].code, Code::UndeclaredSlot);
  EXPECT_EQ(place_of(made, made.diagnostics[0].span), "en-US/pago.flow: llamadsa");
  ASSERT_TRUE(made.diagnostics[0].fix);
  EXPECT_EQ(made.diagnostics[0].fix->span, made.diagnostics[0].span);
  EXPECT_TRUE(made.image.empty());
}

TEST(Compare, AMissingCopyIsSaid) {
  MemorySources files = sources();
  CompileOptions options;
  options.translation = "fr/pago.flow";
  const Compilation made = compile(kPath, files, options);
  ASSERT_EQ(made.diagnostics.size(), 1U) << listed(made);
  EXPECT_EQ(made.diagnostics[0].code, Code::FileNotFound);
  EXPECT_TRUE(made.image.empty());
}

TEST(Compare, OtherFilesAreOneFinding) {
  const Compilation made = compile_with(replaced(kFlowInEnglish, "follows norma\n", "follows norma\nuse palabras\n"));
  EXPECT_FALSE(made.ok);  // the library is not there
  MemorySources files = sources(replaced(kFlowInEnglish, "follows norma\n", "follows norma\nuse palabras\n"));
  files.put("en-US/palabras.flow", "library palabras, guion 1\n");
  const Compilation again = compile(kPath, files, in_both());
  ASSERT_EQ(again.diagnostics.size(), 1U) << listed(again);
  EXPECT_EQ(again.diagnostics[0].en, "not the line of the original: it brings in 2 files, and the original 1");
}

TEST(Compare, ConstantsThatAreNoWordingStayTheSame) {
  const std::string law = std::string{kLaw} + "dato línea: teléfono = 8005550100\ndato pie = Gracias.\n";
  const auto with = [&](const std::string& number) {
    MemorySources files = sources(
        kFlowInEnglish, std::string{kLawInEnglish} + "slot línea: phone = " + number + "\nslot pie = Thanks.\n");
    files.put("norma.flow", law);
    MemorySources ordered;
    ordered.put(kPath, std::string{kFlow});
    ordered.put("norma.flow", law);
    ordered.put(kCopyPath, std::string{kFlowInEnglish});
    ordered.put("en-US/norma.flow",
                std::string{kLawInEnglish} + "slot línea: phone = " + number + "\nslot pie = Thanks.\n");
    return compile(kPath, ordered, in_both());
  };
  EXPECT_EQ(listed(with("8005550100")), "");
  const Compilation made = with("8005550199");
  ASSERT_EQ(made.diagnostics.size(), 1U) << listed(made);
  EXPECT_EQ(place_of(made, made.diagnostics[0].span), "en-US/norma.flow: 8005550199");
}

TEST(Compare, ATextTooLongForAnImageIsFoundInTheCopy) {
  const Compilation made = compile_with(replaced(kFlowInEnglish, "say OK.", "say " + std::string(9000, 'a')));
  ASSERT_EQ(made.diagnostics.size(), 1U) << listed(made);
  EXPECT_EQ(made.diagnostics[0].code, Code::SpokenTextTooLong);
  EXPECT_EQ(place_of(made, made.diagnostics[0].span).substr(0, 15), "en-US/pago.flow");
}

TEST(Compare, WithoutAnErrorTheImageOfOneLanguageIsAsBefore) {
  MemorySources files = sources();
  const Compilation alone = compile(kPath, files);
  const Compilation both = compile(kPath, files, in_both());
  ASSERT_TRUE(alone.ok && both.ok);
  EXPECT_EQ(alone.policy, both.policy);
  EXPECT_NE(alone.image, both.image);
  EXPECT_LT(alone.image.size(), both.image.size());
}

}  // namespace
}  // namespace guion::test
