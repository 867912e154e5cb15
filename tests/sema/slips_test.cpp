// The words of messages that name a cause: what they suggest, and that the fix they offer leaves nothing to report.
// Which message points where is messages_test.cpp.
#include <gtest/gtest.h>

#include "sema/support.hpp"

namespace guion::test {
namespace {

const std::string kEnd = "  termina resuelto\n";
const std::string kSlots = "dato cliente: nombre\ndato trato_cliente: trato\ndato edad: cuenta 0..120\n";

/// The only finding of the flow.
diag::Diagnostic only(const std::vector<TestFile>& files) {
  const Analysed analysed = analyse(files);
  EXPECT_EQ(analysed.findings.size(), 1U) << testing::PrintToString(found(analysed));
  return analysed.findings.empty() ? diag::Diagnostic{} : analysed.findings.front();
}

/// The flow with the fix of its only finding; expects that nothing is found in it.
std::string mended(std::vector<TestFile> files) {
  const diag::Diagnostic d = only(files);
  if (!d.fix) return "no fix";
  std::string& text = files.front().second;
  text.replace(d.fix->span.begin, d.fix->span.end - d.fix->span.begin, d.fix->replacement);
  EXPECT_EQ(found(analyse(files)), std::vector<std::string>{});
  return text;
}

std::string mended_line(const std::string& line) {
  const std::string all = mended(pair(kSlots, "  " + line + "\n" + kEnd));
  const std::size_t begin = all.find("etapa única\n") + std::string{"etapa única\n"}.size();
  return all.substr(begin, all.find('\n', begin) - begin);
}

std::string suggested_type(const std::string& type) {
  const diag::Diagnostic d = only(pair("dato a1: " + type + "\n", kEnd));
  return d.fix ? d.fix->replacement : "nothing";
}

TEST(Slips, BarsReplaceOtherSigns) {
  EXPECT_EQ(mended_line("di {trato_cliente ? señora: Sra., señor: Sr., neutro: usted}"),
            "  di {trato_cliente ? señora: Sra. | señor: Sr. | neutro: usted}");
  EXPECT_EQ(mended_line("di {edad ? uno: año/otros: años}"), "  di {edad ? uno: año | otros: años}");
  EXPECT_EQ(mended_line("di {edad ? one: año; other: años, no más}"), "  di {edad ? one: año | other: años, no más}");
}

TEST(Slips, HelpNamesTheFormThatIsMissing) {
  const auto address = only(pair(kSlots, "  di {trato_cliente ? señor: a | señora: b}\n" + kEnd));
  EXPECT_EQ(address.es, "en esta elección falta la forma «neutro»");
  EXPECT_NE(address.help_es.find("«señor» y «señora»"), std::string::npos);
  const auto plural = only(pair(kSlots, "  di {edad ? uno: año}\n" + kEnd));
  EXPECT_EQ(plural.es, "en esta elección falta la forma «otros»");
  EXPECT_EQ(plural.help_es.find("neutr"), std::string::npos);
}

TEST(Slips, QuotesGo) {
  EXPECT_EQ(mended_line("di \"Hola, {cliente}.\""), "  di Hola, {cliente}.");
  EXPECT_EQ(mended_line("di “Hola”"), "  di Hola");
}

TEST(Slips, MomentsAreNotSlots) {
  EXPECT_EQ(mended_line("di {saludo}, {cliente}."), "  di {ahora.saludo}, {cliente}.");
  EXPECT_EQ(mended_line("di {farewell}"), "  di {ahora.despedida}");
}

TEST(Slips, ColonOfAnOptionGoes) {
  EXPECT_NE(mended(pair("", "  menú ¿Seguimos?\n    - Sí:\n      nada\n    - No\n      nada\n" + kEnd)).find("- Sí\n"),
            std::string::npos);
}

TEST(Slips, TypesByOtherNames) {
  EXPECT_EQ(suggested_type("telefono"), "teléfono");
  EXPECT_EQ(suggested_type("número"), "cuenta");
  EXPECT_EQ(suggested_type("booleano"), "sí o no");
  EXPECT_EQ(suggested_type("phone"), "teléfono");
  EXPECT_EQ(suggested_type("monto"), "dinero USD");
  EXPECT_EQ(suggested_type("motvo"), "motivo");
  EXPECT_EQ(suggested_type("zzzzzz"), "nothing");
}

TEST(Slips, MoneyIsThatOfTheCountry) {
  const auto d = only(pair("idioma es-CL\ndato a1: importe\n", kEnd));
  ASSERT_TRUE(d.fix);
  EXPECT_EQ(d.fix->replacement, "dinero CLP");
}

TEST(Slips, UnknownLocaleNamesThoseKnown) {
  const auto d = only(pair("idioma es-UY\n", kEnd));
  EXPECT_NE(d.es.find("es-US, es-MX, es-CL, es-CO, es-ES, en-US"), std::string::npos) << d.es;
}

TEST(Slips, TriesAgreeInNumber) {
  const auto d = only(
      {{"a.flow", flow("", "  verifica titular\n    con llave, 2 intentos: ¿?\n    si falla\n      nada\n" + kEnd)},
       {"base.flow", protocol("método llave da titular, 1 intento\n")}});
  EXPECT_EQ(d.es, "«llave» admite 1 intento como máximo");
}

}  // namespace
}  // namespace guion::test
