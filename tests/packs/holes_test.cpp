// The holes of the scripts that flow A was written against, put back one by one into its text: each must be found, with
// its code, and what is a matter of calls with a call that was played. Holes 10 to 12 of that list (one gender for
// everybody, mixed address forms, lost accents and typos) are findings about the Spanish of a line and not about calls:
// they are tested with the checks of the language.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "packs/support.hpp"

namespace guion::test {
namespace {

const std::filesystem::path kFlows = std::filesystem::path(GUION_SOURCE_DIR) / "flows";

struct Hole {
  std::string name;
  std::string flow;
  std::vector<Edit> edits;
  std::set<std::string> codes;  ///< all that is found then, each once, but rules that say nothing
};

const std::string kBalance = "preguntas_de_saldo", kItems = "desglose_de_la_factura", kPay = "pago_de_factura";
const std::string kRise = "incremento_en_la_factura", kPayments = "preguntas_de_pagos", kSupport = "soporte_técnico";

std::string in_flow(const std::string& name) { return "entrante/" + name + ".flow"; }

void add_authentication(std::vector<Hole>& holes) {
  const Edit optional{"", "etapa autenticación\n", "etapa autenticación, a criterio\n"};
  for (const std::string& flow : {kBalance, kItems}) {
    holes.push_back(
        {"H01_AuthenticationIsOptional_" + flow, flow, {{in_flow(flow), optional.from, optional.to}}, {"G0406"}});
  }
  holes.push_back(
      {"H02_AuthenticatedTakenForAuthorised",
       kBalance,
       {{"partes/objeción.flow", "    haz confirmar_autorización\n    si autorizado\n", "    si titular\n"}},
       {"G0406"}});
  holes.push_back({"H03_NoBranchWhenBothFail",
                   kBalance,
                   {{"partes/identidad.flow", "    si falla\n      haz sin_acceso\n", ""}},
                   {"G0246"}});
  holes.push_back(
      {"H03_TheBranchGoesOn",
       kBalance,
       {{"partes/identidad.flow", "      haz sin_acceso\n", "      di De acuerdo. Sigamos de todas formas.\n"}},
       {"G0406"}});
  holes.push_back({"H03_NoLimitOfTries",
                   kBalance,
                   {{"partes/identidad.flow", "con pin, 3 intentos:", "con pin:"}},
                   {"G0146", "G0243"}});
  holes.push_back({"H03_MoreTriesThanAllowed",
                   kBalance,
                   {{"partes/identidad.flow", "con pin, 3 intentos:", "con pin, 9 intentos:"}},
                   {"G0242"}});
  holes.push_back(
      {"H03_TriesAgainInTheOtherStage",
       kBalance,
       {{in_flow(kBalance), "etapa educación\n",
         "etapa educación\n  verifica titular\n    con pin, 3 intentos: ¿Me repite su PIN, por favor?\n    si falla\n"
         "      haz sin_acceso\n"}},
       {"G0427", "G0440"}});
  holes.push_back(
      {"H04_TheGateStandsAfterTheText",
       kBalance,
       {{in_flow(kBalance), "  haz agenda_de_factura\n",
         "  haz agenda_de_factura\n  haz leer_factura\n  haz decir_saldo\n  nota Dígalo solo si el cliente se "
         "autenticó.\n"}},
       {"G0406"}});
}

void add_structure(std::vector<Hole>& holes) {
  holes.push_back({"H05_TwoListsOfReasonsThatDisagree",
                   kBalance,
                   {{"partes/apertura.flow", "  termina otro_motivo\n",
                     "  según motivo\n    es pago o incremento o saldo\n      nota Abra el guion de facturación.\n"
                     "    es pago_anterior o desglose\n      nota Abra el guion de pagos.\n  termina otro_motivo\n"}},
                   {"G0331"}});
  holes.push_back(
      {"H05_AReasonWithNoExploration",
       kSupport,
       {{in_flow(kSupport), "etapa autenticación\n  haz autenticar\n",
         "etapa autenticación\n  haz autenticar\n  ir a resumen\n"},
        {in_flow(kSupport), "  di @resumen En resumen, revisamos su servicio de {servicios_afectados}: {desenlace}.\n",
         "  di @resumen En resumen, revisamos su servicio de {servicios_afectados}.\n"}},
       {"G0416", "G0417"}});
  holes.push_back(
      {"H05_AHeadingWithNothingUnderIt",
       kPayments,
       {{in_flow(kPayments),
         "  di En la aplicación verá cada pago con su fecha y su monto.\n  haz recordar_vencimiento\n", ""}},
       {"G0257"}});
  holes.push_back(
      {"H07_GoodbyeBeforeStayOnTheLine",
       kBalance,
       {{"partes/objeción.flow", "  haz preparar_traspaso\n", "  haz decir_adiós\n  haz preparar_traspaso\n"}},
       {"G0423"}});
  holes.push_back(
      {"H08_ClosingThatForgetsNewCustomers",
       kBalance,
       {{"partes/cierre.flow",
         "      si no\n        di Le agradecemos que nos haya elegido, {cliente con trato}. Le damos la bienvenida a "
         "{empresa}.\n",
         ""},
        {"partes/cierre.flow",
         "      si meses_de_cliente > 0\n        di Le agradecemos {meses_de_cliente ? uno: su primer mes | otros: "
         "estos "
         "{meses_de_cliente} meses} con nosotros,\n          | {cliente con trato}.\n",
         "      di una de\n        - Le agradecemos su primer mes con nosotros.\n          solo si meses_de_cliente = "
         "1\n"
         "        - Le agradecemos estos meses con nosotros.\n          solo si meses_de_cliente > 1\n"}},
       {"G0434"}});
  const std::string branches =
      "  si factura_a_la_mano\n    di Muy bien. Vamos a verla desde la primera página.\n  si no\n    di No hay "
      "problema; la veremos "
      "desde aquí.\n";
  const std::string question = "  pregunta factura_a_la_mano: ¿Tiene la factura a la mano?\n";
  holes.push_back({"H08_AQuestionWithoutBranches", kItems, {{"partes/factura.flow", branches, ""}}, {"G0410"}});
  holes.push_back({"H08_AQuestionThatNobodyWaitsFor",
                   kItems,
                   {{"partes/factura.flow", question + branches, "  di ¿Tiene la factura a la mano?\n"}},
                   {"G0442"}});
  holes.push_back({"H08_AnAnswerUsedThatNobodyAskedFor",
                   kBalance,
                   {{"partes/cierre.flow", "  pregunta otra_gestión: ¿Hay algo más en lo que pueda ayudarle?\n",
                     "  di ¿Hay algo más en lo que pueda ayudarle?\n"}},
                   {"G0405"}});
}

void add_payment(std::vector<Hole>& holes) {
  holes.push_back({"H06_PaymentAnnouncedThatNothingTook",
                   kPay,
                   {{in_flow(kPay), "    haz cobrar_con_tarjeta\n",
                     "    di Recibimos su pago de {pagado}.\n    haz cobrar_con_tarjeta\n"}},
                   {"G0405"}});
  holes.push_back(
      {"H06_PaymentTakenForDoneWhenTheTillDidNotAnswer",
       kPay,
       {{"partes/cobro.flow",
         "  si se sabe cobrado\n    si cobrado\n      pon cobro = hecho\n    si no\n      pon cobro = rechazado\n",
         "  si cobrado\n    pon cobro = hecho\n  si no\n    pon cobro = rechazado\n"}},
       {"G0415", "G0435"}});
  holes.push_back({"H06_NoBranchForADeclinedCard",
                   kPay,
                   {{in_flow(kPay),
                     "      es rechazado\n        di El banco no aprobó el cargo, así que no se hizo ningún pago.\n    "
                     "    menú ¿Desea "
                     "intentarlo con otra tarjeta?\n          - Sí\n            ir a educación\n          - No\n       "
                     "     di De acuerdo. "
                     "Su factura sigue pendiente de pago.\n",
                     ""}},
                   {"G0331"}});
  holes.push_back({"H06_NoBranchForATillThatFails",
                   kPay,
                   {{"partes/cobro.flow", "    si falla\n      pon cobro = sin_confirmar\n", ""}},
                   {"G0246"}});
  holes.push_back({"H09_ANumberWhereABlankBelongs",
                   kPay,
                   {{"partes/cobro.flow", "Voy a cargar {monto} a su tarjeta", "Voy a cargar 85 dólares a su tarjeta"}},
                   {"G0429"}});
  holes.push_back({"H09_MoneyAndADateInOneSlot",
                   kBalance,
                   {{"atención_telefónica.flow", "  da saldo_tras_pago: dinero USD, clase cuenta\n",
                     "  da vencido_desde: dinero USD, clase cuenta\n"}},
                   {"G0250"}});
  holes.push_back({"H09_ABlankWithoutAName",
                   kBalance,
                   {{"partes/factura.flow", "Le recuerdo que su factura vence el día {vence} de cada mes.",
                     "Le recuerdo que su factura vence el día {} de cada mes."}},
                   {"G0123"}});
}

std::vector<Hole> holes() {
  std::vector<Hole> all;
  add_authentication(all);
  add_structure(all);
  add_payment(all);
  return all;
}

std::set<std::string> codes_of(const Compilation& c) {
  std::set<std::string> codes;
  for (const diag::Diagnostic& d : c.diagnostics) {
    if (d.code != diag::Code::VacuousRule) codes.insert(diag::code_text(d.code));
  }
  return codes;
}

class Holes : public testing::TestWithParam<Hole> {};

TEST_P(Holes, AreFound) {
  EditedSources sources(GetParam().edits);
  const Compilation c = compile((kFlows / in_flow(GetParam().flow)).string(), sources);
  ASSERT_EQ(sources.not_made(), "");
  EXPECT_EQ(codes_of(c), GetParam().codes) << described(c);
  for (const diag::Diagnostic& d : c.diagnostics) {
    if (!shows_a_call(d.code)) continue;
    ASSERT_TRUE(d.call.has_value()) << "not replayed: " << d.es;
    EXPECT_FALSE(d.call->script.empty());
    EXPECT_FALSE(d.call->transcript.empty());
  }
}

TEST(FlowA, AsItStandsKeepsEverything) {
  for (const std::string& flow : {kBalance, kItems, kPay, kRise, kPayments, kSupport}) {
    EditedSources sources;
    const Compilation c = compile((kFlows / in_flow(flow)).string(), sources);
    EXPECT_TRUE(c.ok) << flow;
    EXPECT_EQ(codes_of(c), std::set<std::string>{}) << flow << "\n" << described(c);
    EXPECT_FALSE(c.image.empty()) << flow;
  }
}

std::string hole_name(const testing::TestParamInfo<Hole>& info) {
  std::string name = info.param.name;
  for (char& ch : name) {
    if (std::isalnum(static_cast<unsigned char>(ch)) == 0) ch = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(FlowA, Holes, testing::ValuesIn(holes()), hole_name);

}  // namespace
}  // namespace guion::test
