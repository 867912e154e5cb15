// Words that take the customer for a man or a woman: G0722 GenderedAddress, its fix, the places where the address form
// is known, and the good text that looks like it.
#include <gtest/gtest.h>

#include "spanish/reading.hpp"

namespace guion::test {
namespace {

using diag::Code;

using Pairs = std::vector<std::pair<std::string, std::string>>;  ///< what is underlined, the text after the fix

/// The findings of this rule alone: what others say of the text is theirs to test.
Pairs lines(const std::string& text, const Manner& manner = {}) {
  Pairs out;
  for (const Finding& f : read_lines(text, manner))
    if (f.code == Code::GenderedAddress) out.emplace_back(f.words, f.mended);
  return out;
}
Pairs said(const std::string& text, const Manner& manner = {}) {
  Pairs out = lines("di " + text, manner);
  for (auto& [words, mended] : out)
    if (!mended.empty()) mended.erase(0, 3);
  return out;
}

struct Mend {
  const char *text, *words, *mended;
};
void expect_mended(const std::vector<Mend>& all, const Manner& manner = {}) {
  for (const auto& [text, words, mended] : all) EXPECT_EQ(said(text, manner), (Pairs{{words, mended}})) << text;
}

TEST(Address, CallsAreFound) {
  expect_mended({{"Señor cliente, su visita es mañana.", "Señor cliente", "Su visita es mañana."},
                 {"Señor cliente, ¿me escucha?", "Señor cliente", "¿Me escucha?"},
                 {"Gracias por esperar, señor.", "señor", "Gracias por esperar."},
                 {"Gracias, señora, por esperar.", "señora", ""},
                 {"Estimado cliente: su visita es mañana.", "Estimado cliente", "Hola: su visita es mañana."},
                 {"Estimado {cliente}: su visita es mañana.", "Estimado", "Hola, {cliente}: su visita es mañana."},
                 {"Buenos días, estimado cliente.", "estimado cliente", "Buenos días."},
                 {"Señor {cliente}, su visita es mañana.", "Señor", ""},
                 {"Sr. {cliente}, su visita es mañana.", "Sr", ""},
                 {"¿Me escucha, señor?", "señor", "¿Me escucha?"},
                 {"Sr./Sra. {cliente}, su visita es mañana.", "Sr./Sra.", ""},
                 {"Señora Peña, su visita es mañana.", "Señora", ""},
                 {"Muchas gracias señor.", "señor", ""},
                 {"Señor/a, su visita es mañana.", "Señor/a", "Su visita es mañana."},
                 {"Gracias, señor(a).", "señor(a)", "Gracias."},
                 {"Gracias, caballero.", "caballero", "Gracias."}});
  // The comma before it goes with it; of two nobody knows which: «Gracias por esperar», «Con gusto, lo reviso».
}

TEST(Address, ATitleOfANameIsNoCall) {
  EXPECT_EQ(said("Gracias, Sr. Pérez. Ya quedó."), Pairs{});
  EXPECT_EQ(said("Le atiende la Sra. López."), Pairs{});
}

TEST(Address, WelcomesAreFound) {
  expect_mended({{"Bienvenido a {empresa}.", "Bienvenido", "Le damos la bienvenida a {empresa}."},
                 {"Hola, bienvenida a {empresa}.", "bienvenida", "Hola, le damos la bienvenida a {empresa}."},
                 {"Bienvenido/a a {empresa}.", "Bienvenido/a", "Le damos la bienvenida a {empresa}."},
                 {"Bienvenid@ a {empresa}.", "Bienvenid@", "Le damos la bienvenida a {empresa}."},
                 {"Sea bienvenido a {empresa}.", "bienvenido", "Le damos la bienvenida a {empresa}."}});
  expect_mended({{"Bienvenido a {empresa}.", "Bienvenido", "Te damos la bienvenida a {empresa}."}},
                {.register_word = "tú"});
  for (const char* good : {"Le damos la bienvenida a {empresa}.", "Es una bienvenida con descuento.",
                           "Su comentario es bienvenido.", "¡Bienvenida sea la lluvia!"})
    EXPECT_EQ(said(good), Pairs{}) << good;
}

TEST(Address, PronounsOfTheCustomerAreFound) {
  expect_mended({{"Enseguida lo transfiero con un especialista.", "lo transfiero",
                  "Enseguida transfiero su llamada a un especialista."},
                 {"La comunico con el área de cobros.", "La comunico", "Le comunico con el área de cobros."},
                 {"En un momento lo atiendo.", "lo atiendo", "En un momento le atiendo."},
                 {"El técnico lo visitará mañana.", "lo visitará", "El técnico irá a su domicilio mañana."},
                 {"Lo llamaremos mañana.", "Lo llamaremos", "Le llamaremos mañana."},
                 {"¿En qué puedo ayudarlo?", "ayudarlo", "¿En qué puedo ayudarle?"},
                 {"Voy a transferirla con cobros.", "transferirla", "Voy a transferir su llamada a cobros."},
                 {"Gracias por su llamada. Lo transfiero con cobros.", "Lo transfiero",
                  "Gracias por su llamada. Transfiero su llamada a cobros."},
                 {"Lo atiende {agente}.", "Lo atiende", "Le atiende {agente}."},
                 {"Un gusto conocerlo.", "conocerlo", "Un gusto conocerle."},
                 {"¿A qué hora podemos llamarla?", "llamarla", "¿A qué hora podemos llamarle?"},
                 {"Lo saluda {agente}.", "Lo saluda", "Le saluda {agente}."}});
}

TEST(Address, WhatIsPutInFitsWhatFollows) {
  expect_mended(
      {{"Ya la comunico con el área.", "la comunico", "Ya le comunico con el área."},
       {"Lo transfiero con el equipo de cobros.", "Lo transfiero", "Transfiero su llamada al equipo de cobros."},
       {"Lo transfiero con {agente}.", "Lo transfiero", "Transfiero su llamada a {agente}."},
       {"Ya la transfiero.", "la transfiero", "Ya transfiero su llamada."},
       {"Lo transfiero ahora mismo con cobros.", "Lo transfiero", ""},
       {"Voy a comunicarlo con cobros.", "comunicarlo con", "Voy a comunicarle con cobros."}});
}

TEST(Address, CallsWithoutAComma) {
  expect_mended({{"Lo siento señora, no es posible.", "señora", ""},
                 {"Gracias señor por esperar.", "señor", ""},
                 {"Estimado(a) cliente, su visita es mañana.", "Estimado(a)", ""},
                 {"Estimado/a cliente: su visita es mañana.", "Estimado/a", ""},
                 {"¿Está usted listo para empezar?", "listo", ""},
                 {"¿Está usted interesada en el plan?", "interesada", ""}});
  for (const char* good : {"Bienvenida la propuesta.", "Bienvenido su comentario.", "Lo siento, la señora no está.",
                           "Gracias a la señora por llamar.", "¿Está lista su factura?"})
    EXPECT_EQ(said(good), Pairs{}) << good;
}

TEST(Address, PronounsOfThingsAreGood) {
  for (const char* good : {"Su factura está aquí; la revisamos juntos.",
                           "Anoté su reclamo y lo transfiero al área de cobros.",
                           "Esa es su solicitud. La transfiero ahora.",
                           "Reviso el monto y lo transfiero a su cuenta.",
                           "Lo transfiero a su cuenta de ahorro.",
                           "Llegará un técnico; puede llamarlo antes.",
                           "Lo reviso ahora mismo.",
                           "¿Lo confirma?",
                           "La factura la paga en línea.",
                           "Lo entiendo.",
                           "¿Desea conocer el plan? Puede conocerlo en la página.",
                           "Tengo su caso. Lo comunico con cobros.",
                           "Con su {cliente} lo comunico.",
                           "¿Podría repetirlo?",
                           "Le transfiero la llamada.",
                           "Se lo comunico mañana.",
                           "Lo comunico al equipo.",
                           "Ese reclamo lo atiende otra área.",
                           "Lo atiende el área de cobros.",
                           "Vale la pena conocerlo.",
                           "Puede llamarlo al mismo número.",
                           "No se la transfiero hoy."})
    EXPECT_EQ(said(good), Pairs{}) << good;
}

TEST(Address, StatesOfTheCustomerAreFound) {
  expect_mended({{"¿Está seguro de que desea cancelar?", "seguro", "¿Confirma que desea cancelar?"},
                 {"¿Está segura?", "segura", "¿Lo confirma?"},
                 {"¿Está seguro/segura?", "seguro/segura", "¿Lo confirma?"},
                 {"¿Está seguro/a de que desea cancelar?", "seguro/a", ""},
                 {"¿Está interesada?", "interesada", ""},
                 {"Si está interesado en el plan, dígame.", "interesado", "Si le interesa el plan, dígame."},
                 {"¿Está interesado/a en el plan?", "interesado/a", ""},
                 {"¿Quedó satisfecho con la atención?", "satisfecho", "¿Quedó conforme con la atención?"},
                 {"Usted mismo puede reiniciarlo.", "mismo", "Usted puede reiniciarlo."},
                 {"¿Es usted el titular de la línea?", "el titular", "¿Es usted titular de la línea?"}});
  for (const char* good :
       {"Su información está segura.", "¿Está interesado su hijo en el plan?", "¿Está satisfecho su jefe?",
        "El equipo está listo.", "¿Está lista la factura?", "Su hijo está interesado en el plan.",
        "Quedo atento a su respuesta.", "Su equipo, ¿está seguro en casa?", "El sitio está seguro y disponible."})
    EXPECT_EQ(said(good), Pairs{}) << good;
}

TEST(Address, OthersAreNotTheCustomer) {
  for (const char* good : {"El señor que llamó ayer.", "Habló con la señora García.",
                           "El tiempo estimado es de dos horas.", "Dígale al señor que firme.",
                           "¿Prefiere que le diga señor o señora?", "¿Cómo le digo: señor, señora o por su nombre?",
                           "Un caballero preguntó por usted.", "¿Como titular, autoriza el cambio?"})
    EXPECT_EQ(said(good), Pairs{}) << good;
  EXPECT_EQ(lines("nota Salude: bienvenido, señor."), Pairs{});
  EXPECT_EQ(lines("menú ¿Cómo prefiere que le llame?\n  - Señor\n    nada\n  - Señora\n    nada"), Pairs{});
}

TEST(Address, TheFormOfAddressFreesItsWords) {
  EXPECT_EQ(said("{trato_cliente ? señor: Bienvenido | señora: Bienvenida | neutro: Le damos la bienvenida}."),
            Pairs{});
  EXPECT_EQ(
      said("{trato_cliente ? señor: Bienvenido | señora: Bienvenida | neutro: Bienvenido} a {empresa}."),
      (Pairs{
          {"Bienvenido",
           "{trato_cliente ? señor: Bienvenido | señora: Bienvenida | neutro: Le damos la bienvenida} a {empresa}."}}));
  EXPECT_EQ(said("Gracias, {cliente con trato}."), Pairs{});
  EXPECT_EQ(lines("si trato_cliente es señor\n  di Gracias, señor."), Pairs{});
  EXPECT_EQ(lines("si trato_cliente es señor\n  di Con gusto.\nsi no\n  di Bienvenida."), Pairs{});
  EXPECT_EQ(lines("si saldo > 5\n  di Gracias, señor.\nsi no\n  di Gracias, señora."),
            (Pairs{{"señor", "di Gracias."}, {"señora", "di Gracias."}}));
  EXPECT_EQ(lines("según trato_cliente\n  es señor\n    di Gracias, señor.\n  es señora\n    di Gracias, señora.\n  es "
                  "neutro\n    di Gracias."),
            Pairs{});
  EXPECT_EQ(lines("según trato_cliente\n  es neutro\n    di Gracias, señor.\n  si no\n    di Gracias, señor."),
            (Pairs{{"señor", "di Gracias."}}));
  EXPECT_EQ(lines("di una de\n  - Gracias, señor.\n    solo si trato_cliente es señor\n  - Gracias."), Pairs{});
}

TEST(Address, ACompanyKeepsItsWords) {
  Manner manner;
  manner.options.lists = {{"proyecto", "proyecto.txt", "bienvenido\n"},
                          {"género", "género.txt", "querido socio → hola\n"}};
  EXPECT_EQ(said("Bienvenido a {empresa}.", manner), Pairs{});
  EXPECT_EQ(said("Querido socio: su visita es mañana.", manner),
            (Pairs{{"Querido socio", "Hola: su visita es mañana."}}));
}

}  // namespace
}  // namespace guion::test
