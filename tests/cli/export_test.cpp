// guion export: where the model goes, what is refused, and that broken rules are no reason not to write it. What stands
// in the model is judged by SPIN in tests/prove.
#include "support.hpp"

namespace guion::test {
namespace {

class Export : public Folder {};

TEST_F(Export, WritesTheModel) {
  const Ran shown = guion({"export", at("factura.flow"), "--promela"});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_NE(shown.out.find("active proctype call()"), std::string::npos);
  EXPECT_NE(shown.out.find("factura.flow:12  di Gracias por llamar. Le atiende {agente}."), std::string::npos)
      << shown.out;
  const Ran written = guion({"export", at("factura.flow"), "--promela", "-o", at("factura.pml")});
  EXPECT_EQ(written.code, 0) << written.err;
  EXPECT_EQ(get(at("factura.pml")), shown.out);
}

TEST_F(Export, KeepsOneProperty) {
  const Ran one = guion({"export", at("factura.flow"), "--promela", "--property", "cierre"});
  EXPECT_EQ(one.code, 0) << one.err;
  EXPECT_NE(one.out.find("hidden byte stage_cierre;"), std::string::npos);
  EXPECT_EQ(one.out.find("hidden byte gate_saldo;"), std::string::npos);
  const Ran none = guion({"export", at("factura.flow"), "--promela", "--property", "otra", "--lang", "es"});
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("ninguna propiedad se llama otra; hay: gate_saldo"), std::string::npos) << none.err;
}

TEST_F(Export, BrokenRulesAreExportedAndBrokenNamesAreNot) {
  const std::string head = "flujo mal, guion 1\nsigue empresa\netapa introducción\n";
  const std::string rest = "etapa cierre\n  di Adiós.\n  termina resuelto\n";
  put(at("mal.flow"),
      head + "  consulta facturación\n    si falla\n      di No puedo.\n      termina pendiente\n  di Son {saldo}.\n" +
          rest);
  const Ran gate = guion({"export", at("mal.flow"), "--promela"});
  EXPECT_EQ(gate.code, 0);
  EXPECT_NE(gate.err.find("G0406"), std::string::npos) << gate.err;
  EXPECT_NE(gate.out.find("violated(gate_saldo)"), std::string::npos);
  put(at("mal.flow"), head + "  di Son {salto}.\n" + rest);
  const Ran name = guion({"export", at("mal.flow"), "--promela"});
  EXPECT_EQ(name.code, 1);
  EXPECT_EQ(name.out, "");
}

TEST_F(Export, SaysWhyThereIsNoModel) {
  put(at("mal.flow"),
      "flujo mal, guion 1\nsigue empresa\ndato pago: dinero USD\netapa introducción\n  pregunta pago: ¿Cuánto?\n  si "
      "pago > 10\n"
      "    di Es mucho.\netapa cierre\n  di Adiós.\n  termina resuelto\n");
  const Ran wide = guion({"export", at("mal.flow"), "--promela", "--lang", "es"});
  EXPECT_EQ(wide.code, 2);
  EXPECT_NE(wide.err.find("el valor de pago decide"), std::string::npos) << wide.err;
  const Ran protocol = guion({"export", at("empresa.flow"), "--promela", "--lang", "en"});
  EXPECT_EQ(protocol.code, 2);
  EXPECT_NE(protocol.err.find("only flows have calls"), std::string::npos) << protocol.err;
  const Ran formless = guion({"export", at("factura.flow"), "--lang", "en"});
  EXPECT_EQ(formless.code, 2);
  EXPECT_NE(formless.err.find("--promela"), std::string::npos) << formless.err;
  const std::string before = get(at("factura.flow"));
  EXPECT_EQ(guion({"export", at("factura.flow"), "--promela", "-o", at("factura.flow")}).code, 2);
  EXPECT_EQ(get(at("factura.flow")), before);
}

}  // namespace
}  // namespace guion::test
