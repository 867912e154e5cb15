// Accents: G0710, G0711, G0712, and the good text that looks like one of them.
#include <gtest/gtest.h>

#include "spanish/reading.hpp"

namespace guion::test {
namespace {

using diag::Code;

using Findings = std::vector<Finding>;

/// «‹codigo›código»: one finding, its words between the marks, and what they become; nothing behind the marks: no fix.
void expect_one(Code code, const std::string& before, const std::string& words, const std::string& instead,
                const std::string& after, const Manner& manner = {}) {
  const std::string text = before + words + after;
  const std::string mended = instead.empty() ? "" : "di " + before + instead + after;
  EXPECT_EQ(read_text(text, manner), (Findings{{code, words, mended}})) << text;
}

void expect_good(std::initializer_list<const char*> texts, const Manner& manner = {}) {
  for (const char* text : texts) EXPECT_EQ(read_text(text, manner), Findings{}) << text;
}

TEST(Accents, WordsOfTheListBearTheirs) {
  expect_one(Code::AccentMissing, "Necesito su ", "codigo", "código", " postal.");
  expect_one(Code::AccentMissing, "", "Tambien", "También", " lo ve en la aplicación.");
  expect_one(Code::AccentMissing, "Le llamamos ", "manana", "mañana", ".");
  expect_one(Code::AccentMissing, "La ", "compania", "compañía", " lo cubre.");
  expect_one(Code::AccentMissing, "Quedan tres ", "dias", "días", ".");
  expect_one(Code::AccentMissing, "Lo vemos ", "rapidamente", "rápidamente", ".");
  expect_one(Code::AccentMissing, "¿", "Podriamos", "Podríamos", " verlo hoy?");
  expect_one(Code::AccentMissing, "Esto es ", "IMPORTANTISIMO", "IMPORTANTÍSIMO", ".");
  expect_one(Code::AccentMissing, "Sin ", "éso", "eso", " no se puede.");
}

TEST(Accents, FormsThatAlwaysBearOne) {
  expect_one(Code::AccentMissing, "Su ", "confirmacion", "confirmación", " llega hoy.");
  expect_one(Code::AccentMissing, "La ", "REVISION", "REVISIÓN", " es gratis.");
  expect_one(Code::AccentMissing, "Sigo ", "explicandole", "explicándole", " el cargo.");
  expect_one(Code::AccentMissing, "Puedo ", "enviarselo", "enviárselo", " hoy.");
  expect_one(Code::AccentMissing, "Hay ", "muchisimas", "muchísimas", " opciones.");
  expect_one(Code::AccentMissing, "", "Permitame", "Permítame", " un momento.");
  expect_one(Code::AccentMissing, "", "Permitanme", "Permítanme", " un momento.");
  expect_one(Code::AccentMissing, "", "Indiquemelo", "Indíquemelo", ", por favor.");
}

TEST(Accents, OfTwoThatMayBeMeantNoneIsChosen) {
  expect_one(Code::AccentMissing, "El correo que ", "envio", "", " ayer no llegó.");
  expect_one(Code::AccentMissing, "El ", "envio", "envío", " tarda dos días.");
}

TEST(Accents, WhatExistsBareIsFoundOnlyBesideItsWords) {
  expect_one(Code::AccentMissing, "El ", "termino", "término", " vence hoy.");
  expect_one(Code::AccentMissing, "Con tarjeta de ", "debito", "débito", ".");
  expect_one(Code::AccentMissing, "Su correo no es ", "valido", "válido", ".");
  expect_good(
      {"Termino de revisar y le digo.", "Le debito hoy el monto.", "Valido sus datos.", "El sistema valida su clave."});
}

TEST(Accents, WhatOnlyLooksLikeOne) {
  expect_good({"Decimos lo que hicimos.",
               "Nosotros quisimos avisarle.",
               "Le prestamos un equipo.",
               "Sus confirmaciones llegan hoy.",
               "El guion lo dice.",
               "Hay cortes de servicio.",
               "Estas facturas vencen hoy.",
               "Indique su nombre.",
               "Pague hoy.",
               "Los seres queridos.",
               "Acabamos de revisar.",
               "Pruebas orales.",
               "Enviamos dos avisos.",
               "Aplique el cupón.",
               "Busque la luz verde.",
               "Es una persona seria.",
               "La llamada perdida.",
               "El período y el periodo.",
               "Escriba a los escribanos.",
               "Deme su PIN.",
               "Vea www.informacion.com.",
               "Baje factura.informacion ahora.",
               "El EAN y el DIA."});
  Manner vos;
  vos.register_word = "vos";
  expect_good({"Decime tu nombre y enviame la foto."}, vos);
}

TEST(Accents, AWordOfTheCompanyIsRight) {
  Manner manner;
  manner.options.lists.push_back({"proyecto", "proyecto.txt", "telefonica\n"});
  expect_good({"Gracias por llamar a Telefonica."}, manner);
  expect_one(Code::AccentMissing, "Gracias por llamar a ", "Telefonica", "Telefónica", ".");
}

TEST(Accents, WhatAsksBehindTheSign) {
  expect_one(Code::AccentOfQuestion, "¿", "Que", "Qué", " desea hacer?");
  expect_one(Code::AccentOfQuestion, "¿En ", "que", "qué", " puedo ayudarle?");
  expect_one(Code::AccentOfQuestion, "¿Por ", "que", "qué", " medio pagó?");
  expect_one(Code::AccentOfQuestion, "¿Y ", "cual", "cuál", " es su dirección?");
  expect_one(Code::AccentOfQuestion, "Claro, ¿", "cuanto", "cuánto", " desea pagar?");
  expect_one(Code::AccentOfQuestion, "¿", "Como", "Cómo", " puedo ayudarle?");
  expect_one(Code::AccentOfQuestion, "¿", "Como", "Cómo", " le ayudo?");
  expect_one(Code::AccentOfQuestion, "¿", "Cuando", "Cuándo", " le cobraron?");
  expect_one(Code::AccentOfQuestion, "¿Desde ", "cuando", "cuándo", " no tiene señal?");
  expect_one(Code::AccentOfQuestion, "¿Hasta ", "que", "qué", " hora atienden?");
  expect_one(Code::AccentOfQuestion, "¿En ", "cuanto", "cuánto", " tiempo llega?");
  expect_one(Code::AccentOfQuestion, "¿Con ", "quien", "quién", " tengo el gusto?");
}

TEST(Accents, WhatDoesNotAsk) {
  expect_good({"¿Como titular, autoriza el cargo?", "¿Como le comenté, desea seguir?",
               "¿Como cliente nuevo ya tiene su módem?", "¿Cuando llegue el técnico, estará usted?",
               "¿Que si tiene deuda? No, ninguna.", "¿Que no le llegó?", "¿Para que le llegue a tiempo, paga hoy?",
               "¿Desde que cambió de plan ha notado otra cosa?", "¿En cuanto pague me avisa?",
               "¿Quien llama es el titular?", "¿Cuanto antes, verdad?", "¡Que tenga un buen día!",
               "Avíseme cuando llegue.", "Es como le dije.", "El lugar donde vive.", "Cada cual paga lo suyo.",
               "Lo que desee."});
}

TEST(Accents, WhatMayRepeatWhatWasSaid) {
  expect_good({"¿Que cuánto le sale?", "¿Que cuándo llega?", "¿A que ahora sí le carga la página?",
               "¿Donde siempre, verdad?", "¿Donde vive hay señal?", "¿Que le cobraron doble?",
               "¿Que el técnico no llegó?", "¿Que su pago no entró?", "¿Que está cancelado?", "¿Que tiene una deuda?",
               "¿Que vence hoy?", "¿Con que pague hoy basta?", "Entiendo. ¿Porque no pagó?", "¿Porque sí?",
               "¿Que quiere cancelar el servicio?"});
  expect_one(Code::AccentOfQuestion, "¿A ", "que", "qué", " hora llega?");
  expect_one(Code::AccentOfQuestion, "¿A ", "que", "qué", " se debe?");
  expect_one(Code::AccentOfQuestion, "¿", "Que", "Qué", " le pasó a su equipo?");
  expect_one(Code::AccentOfQuestion, "¿", "Que", "Qué", " está pasando?");
  expect_one(Code::AccentOfQuestion, "¿", "Donde", "Dónde", " está su módem?");
  expect_one(Code::AccentOfQuestion, "¿Y por ", "que", "qué", " no pagó?");
}

TEST(Accents, WhatAsksInOtherWords) {
  expect_one(Code::AccentOfQuestion, "¿", "Porque", "Por qué", " no pagó?");
  expect_one(Code::AccentOfQuestion, "¡", "Que", "Qué", " gusto saludarle!");
  expect_one(Code::AccentOfQuestion, "¡", "Cuanto", "Cuánto", " lo siento!");
  expect_one(Code::AccentOfQuestion, "Cuénteme ", "como", "cómo", " le fue.");
  EXPECT_EQ(read_text("No se cuanto debe."),
            (Findings{{Code::AccentDoubtful, "se", ""}, {Code::AccentOfQuestion, "cuanto", "di No se cuánto debe."}}));
  expect_good({"¡Que le vaya bien!", "¡Que servicio y cobro queden listos!", "¡Que gusto le dé!", "¡Que descanse!",
               "Cuénteme cuando esté listo."});
}

TEST(Accents, WhatAsksWithoutTheSign) {
  expect_one(Code::AccentOfQuestion, "Dígame ", "cual", "cuál", " prefiere.");
  expect_one(Code::AccentOfQuestion, "Dígame, por favor, ", "cual", "cuál", " prefiere.");
  expect_one(Code::AccentOfQuestion, "Le explico ", "como", "cómo", " funciona.");
  expect_one(Code::AccentOfQuestion, "¿Sabe con ", "quien", "quién", " habló?");
  expect_one(Code::AccentOfQuestion, "¿Sabe por ", "que", "qué", " subió?");
  expect_one(Code::AccentOfQuestion, "Dígame ", "que", "qué", " fecha prefiere.");
  expect_good({"Dígame cuanto antes su respuesta.", "Dígame que necesita y le ayudo.", "Dígame cuando esté listo.",
               "Le explico como titular que es.", "No sé si le sirve."});
}

TEST(Accents, HintsAreOnlyWhereTheWordsBesideTell) {
  expect_one(Code::AccentDoubtful, "Su línea ya ", "esta", "", " activa.");
  expect_one(Code::AccentDoubtful, "Su pago ", "esta", "", " cancelado.");
  expect_one(Code::AccentDoubtful, "Hace ", "mas", "", " de un mes.");
  expect_one(Code::AccentDoubtful, "", "Si", "", ", claro.");
  expect_one(Code::AccentDoubtful, "Hable con ", "el", "", ".");
  expect_one(Code::AccentDoubtful, "", "Aun", "", " no llega.");
  expect_one(Code::AccentDoubtful, "Es cuando le ", "de", "", " el dato.");
  expect_one(Code::AccentDoubtful, "No lo ", "se", "", ".");
  EXPECT_EQ(read_lines("menú ¿Acepta?\n  - Si\n    nada\n  - No\n    nada"),
            (Findings{{Code::AccentDoubtful, "Si", ""}}));
}

TEST(Accents, WhatHaberAndHacerLose) {
  expect_one(Code::AccentDoubtful, "Me ", "a", "", " llegado un aviso.");
  expect_one(Code::AccentDoubtful, "La línea ", "a", "", " sido suspendida.");
  Manner tu;
  tu.register_word = "tú";
  expect_one(Code::AccentDoubtful, "Si ", "haz", "", " vuelto a llamar, avisa.", tu);
  expect_good({"Voy a pedido.", "No va a pagar.", "Le debo a Salgado."});
}

TEST(Accents, ArticlesAreContracted) {
  expect_one(Code::AccentMissing, "Pase ", "a el", "al", " banco.");
  expect_one(Code::AccentMissing, "El monto ", "de el", "del", " recibo.");
  expect_good({"Llama desde El Salvador.", "Viaja a El Salvador."});
}

TEST(Accents, DemonstrativesBeforeNounsBearNone) {
  expect_one(Code::AccentMissing, "En ", "éste", "este", " momento llega.");
  expect_good({"Ésta cuenta con garantía.", "Y éste, ¿llegó?"});
}

TEST(Accents, OrdersToTuWhereNobodySaysVos) {
  Manner spain;
  spain.locale = "es-ES";
  spain.register_word = "tú";
  expect_one(Code::AccentMissing, "", "Apagalo", "Apágalo", " un momento.", spain);
  expect_one(Code::AccentMissing, "", "Asegurate", "Asegúrate", " antes.", spain);
  expect_one(Code::OtherRegister, "", "Contame", "Cuéntame", " más.", spain);
  Manner states = spain;
  states.locale = "es-US";
  EXPECT_EQ(read_text("Apagalo un momento.", states).size(), 1u);
  EXPECT_EQ(read_text("Apagalo un momento.", states)[0].code, Code::OtherRegister);
}

TEST(Accents, WhatGivesNoHint) {
  expect_good({"Esta llamada se graba.", "Si paga hoy, no hay recargo.", "Si, por ejemplo, no llega, avise.",
               "Solo tarda un minuto.", "Aun así, se lo confirmo.", "Se lo digo.", "Este mes.", "El técnico llega hoy.",
               "Mi nombre es {agente}.", "En esta semana.", "Hoy, mas no mañana, se cobra.", "Con el mismo plan."});
}

TEST(Accents, TheFixLeavesNothing) {
  EXPECT_EQ(read_text("Dígame, ¿cual es su numero?"),
            (Findings{{Code::AccentOfQuestion, "cual", "di Dígame, ¿cuál es su numero?"},
                      {Code::AccentMissing, "numero", "di Dígame, ¿cual es su número?"}}));
}

}  // namespace
}  // namespace guion::test
