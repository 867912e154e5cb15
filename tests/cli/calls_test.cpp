// --write-calls: the call of each violation becomes a file that `guion run` plays, from wherever it is run, as long as
// the flow breaks the property.
#include <filesystem>

#include "support.hpp"

namespace guion::test {
namespace {

constexpr const char* kLeak =
    "flujo fuga, guion 1\n"
    "sigue empresa\n"
    "\n"
    "etapa introducción\n"
    "  di Buenos días.\n"
    "\n"
    "etapa cierre\n"
    "  consulta facturación\n"
    "    si falla\n"
    "      termina pendiente\n"
    "  si saldo > 0\n"
    "    di Tiene un saldo pendiente.\n"
    "  termina resuelto\n";

TEST_F(Folder, WrittenCallsReplayUntilTheFlowIsMended) {
  put(at("empresa.flow"), kProtocol);
  put(at("fuga.flow"), kLeak);
  const Ran checked = guion({"check", at("fuga.flow"), "--write-calls", at("llamadas/hoy")});
  EXPECT_EQ(checked.code, 1) << checked.err;
  EXPECT_NE(checked.out.find("la llamada que lo comete:"), std::string::npos) << checked.out;
  EXPECT_NE(checked.out.find("  → línea 11: si saldo > 0\n"), std::string::npos) << checked.out;
  const std::string call = at("llamadas/hoy/fuga-G0406-11.call");
  ASSERT_TRUE(std::filesystem::exists(call)) << checked.err;
  EXPECT_NE(checked.err.find("fuga-G0406-11.call"), std::string::npos);
  EXPECT_EQ(get(call).substr(0, 18), "flujo ../../fuga\nc");
  const Ran played = guion({"run", call});
  EXPECT_EQ(played.code, 0) << played.err;
  EXPECT_NE(played.out.find("  línea 11: si saldo > 0\n"), std::string::npos) << played.out;

  std::string mended = kLeak;
  mended.replace(mended.find("  si saldo"), 0,
                 "  verifica titular\n    con pin, 1 intento: ¿Su PIN?\n    si falla\n      termina pendiente\n");
  put(at("fuga.flow"), mended);
  const Ran again = guion({"run", call});
  EXPECT_EQ(again.code, 1);
  EXPECT_NE(again.err.find("G0406"), std::string::npos) << again.err;

  put(at("fuga.flow"), std::string{kLeak} + "  dii Esto no se entiende.\n");
  const Ran refused = guion({"run", call});
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(refused.out, "");
}

TEST_F(Folder, ACallIsReplayedAsOfTheDayOnWhichItBreaksARule) {
  put(at("empresa.flow"), std::string{kProtocol} + "regla con_pin: verifica antes de transfiere\n" +
                              "excepto regla con_pin hasta 2037-06-30: lo revisa Jurídico\n");
  put(at("pasa.flow"),
      "flujo pasa, guion 1\nsigue empresa\netapa introducción\n  di Hola.\netapa cierre\n"
      "  transfiere retención: Le comunico.\n    si falla\n      termina pendiente\n");
  const auto checked = [this](const std::string& day, const std::string& folder) {
    return guion({"check", at("pasa.flow"), "--today", day, "--write-calls", at(folder)});
  };
  EXPECT_EQ(checked("2037-06-30", "antes").code, 0) << "the waiver holds on its last day";
  EXPECT_EQ(checked("2037-07-01", "llamadas").code, 1);
  const std::string call = at("llamadas/pasa-G0420-6.call");
  EXPECT_NE(get(call).find("viola G0420 en 6, al 2037-07-01\n"), std::string::npos) << get(call);
  EXPECT_EQ(guion({"run", call}).code, 0) << guion({"run", call}).err;
  const Ran earlier = guion({"run", call, "--today", "2037-06-30"});
  EXPECT_EQ(earlier.code, 1) << "the command line goes first";
  EXPECT_NE(earlier.err.find("pasa.flow ya no viola G0420"), std::string::npos) << earlier.err;
  // Where no waiver has ended, no day is written: the call breaks its rule on any.
  put(at("empresa.flow"), std::string{kProtocol} + "regla con_pin: verifica antes de transfiere\n");
  EXPECT_EQ(checked("2037-07-01", "otras").code, 1);
  EXPECT_NE(get(at("otras/pasa-G0420-6.call")).find("viola G0420 en 6\n"), std::string::npos);
}

}  // namespace
}  // namespace guion::test
