// guion check --fix: what it writes, what it leaves alone.
#include "support.hpp"

namespace guion::test {
namespace {

class Fix : public Folder {
 protected:
  /// A flow of the fixture's protocol with this text in its first line.
  [[nodiscard]] std::string saying(const std::string& text) const {
    std::string flow = kFlow;
    const std::string said = "Gracias por llamar, {cliente}.";
    return flow.replace(flow.find(said), said.size(), text);
  }
};

TEST_F(Fix, MendsWhatIsCertainUntilNothingIsLeft) {
  put(at("factura.flow"), saying("Gracias  por llamar , {cliente} .Le ayudo con gusto!."));
  const Ran ran = guion({"check", at("factura.flow"), "--fix"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_EQ(get(at("factura.flow")), saying("Gracias por llamar, {cliente}. ¡Le ayudo con gusto!"));
  EXPECT_EQ(ran.err, "6 arreglos hechos\n");
  EXPECT_EQ(ran.out, "1 archivo: 0 errores, 0 avisos\n");
  EXPECT_EQ(guion({"check", at("factura.flow"), "--fix", "--lang", "en"}).err, "0 fixes made\n");
}

TEST_F(Fix, WithoutItNothingIsWritten) {
  const std::string text = saying("Gracias  por llamar, {cliente}.");
  put(at("factura.flow"), text);
  EXPECT_EQ(guion({"check", at("factura.flow"), "--deny", "warnings"}).code, 1);
  EXPECT_EQ(get(at("factura.flow")), text);
}

TEST_F(Fix, NamesAreTheWritersToChoose) {
  const std::string text = saying("Gracias por llamar, {clientes}.");
  put(at("factura.flow"), text);
  EXPECT_EQ(guion({"check", at("factura.flow"), "--fix"}).code, 1);
  EXPECT_EQ(get(at("factura.flow")), text);
}

TEST_F(Fix, WhatIsOnlyBroughtInStays) {
  const std::string good = kProtocol, loose = "Protocolo" + good.substr(good.find(' '));
  put(at("empresa.flow"), loose);
  const Ran ran = guion({"check", at("factura.flow"), "--fix"});
  EXPECT_NE(ran.out.find("G0107"), std::string::npos) << ran.out;
  EXPECT_EQ(get(at("empresa.flow")), loose);
  EXPECT_EQ(guion({"check", folder_.string(), "--fix"}).code, 0);
  EXPECT_EQ(get(at("empresa.flow")), good);
}

TEST_F(Fix, FixesThatTogetherMakeAnErrorAreTakenBack) {
  const std::string line = "  di Gracias por llamar, {cliente}.\n";
  std::string text = kFlow;
  text.replace(text.find(line), line.size(),
               "  menú ¿Qué desea?\n    - Pago  hoy\n      nada\n    - Pago hoy\n      nada\n" + line);
  put(at("factura.flow"), text);
  ASSERT_EQ(guion({"check", at("factura.flow")}).code, 0);
  const Ran ran = guion({"check", at("factura.flow"), "--fix"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_NE(ran.err.find("se dejan como estaban"), std::string::npos) << ran.err;
  EXPECT_EQ(get(at("factura.flow")), text);
}

TEST_F(Fix, ASealedTextIsItsApproversToChange) {
  std::string text = kFlow;
  const std::string line = "  di Gracias por llamar, {cliente}.\n";
  text.replace(text.find(line), line.size(), "  di, sellada 00000000 por Legal: Gracias  por llamar, {cliente}.\n");
  put(at("factura.flow"), text);
  const Ran ran = guion({"check", at("factura.flow"), "--fix"});
  EXPECT_NE(ran.out.find("G0701"), std::string::npos) << ran.out;
  EXPECT_EQ(get(at("factura.flow")), text);
}

}  // namespace
}  // namespace guion::test
