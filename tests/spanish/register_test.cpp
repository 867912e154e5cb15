// Whom a line speaks to: G0720 OtherRegister in flows with usted, tú and vos, its fix, and the good text that looks
// like it.
#include <gtest/gtest.h>

#include <algorithm>

#include "spanish/forms.hpp"
#include "spanish/lists.hpp"
#include "spanish/reading.hpp"

namespace guion::test {
namespace {

using diag::Code;

using Pairs = std::vector<std::pair<std::string, std::string>>;  ///< what is underlined, the text after the fix

/// The findings of the register alone: what others say of the text is theirs to test.
Pairs lines(const std::string& text, const Manner& manner = {}) {
  Pairs out;
  for (const Finding& f : read_lines(text, manner))
    if (f.code == Code::OtherRegister) out.emplace_back(f.words, f.mended);
  return out;
}
Pairs said(const std::string& text, const Manner& manner = {}) {
  Pairs out = lines("di " + text, manner);
  for (auto& [words, mended] : out)
    if (!mended.empty()) mended.erase(0, 3);
  return out;
}
const Manner kUsted, kTu{.register_word = "tú"}, kVos{.locale = "es-CL", .register_word = "vos"},
    kSpain{.locale = "es-ES"}, kSpainTu{.locale = "es-ES", .register_word = "tú"};

struct Mend {
  const char *text, *words, *mended;
};
void expect_mended(const std::vector<Mend>& all, const Manner& manner) {
  for (const auto& [text, words, mended] : all) EXPECT_EQ(said(text, manner), (Pairs{{words, mended}})) << text;
}
void expect_good(const std::vector<const char*>& all, const Manner& manner) {
  for (const char* text : all) EXPECT_EQ(said(text, manner), Pairs{}) << text;
}

TEST(Register, FlowsOfUstedFindTuteo) {
  expect_mended({{"¿Puedes darme el número?", "Puedes", "¿Puede darme el número?"},
                 {"¿Cómo quieres pagar?", "quieres", "¿Cómo quiere pagar?"},
                 {"Permíteme un momento.", "Permíteme", "Permítame un momento."},
                 {"Un momento, déjame revisar.", "déjame", "Un momento, déjeme revisar."},
                 {"Dime en qué le ayudo.", "Dime", "Dígame en qué le ayudo."},
                 {"¿En qué puedo ayudarte?", "ayudarte", "¿En qué puedo ayudarle?"},
                 {"Gracias por tu paciencia.", "tu", "Gracias por su paciencia."},
                 {"¿Ya pagaste la factura?", "pagaste", "¿Ya pagó la factura?"},
                 {"¿Recibiste el aviso?", "Recibiste", "¿Recibió el aviso?"},
                 {"Mañana recibirás un mensaje.", "recibirás", "Mañana recibirá un mensaje."},
                 {"Cuando hayas terminado, avise.", "hayas", "Cuando haya terminado, avise."},
                 {"Esto es para ti.", "ti", "Esto es para usted."},
                 {"Me comunico contigo mañana.", "contigo", "Me comunico con usted mañana."},
                 {"Te informo que la visita es mañana.", "Te", "Le informo que la visita es mañana."},
                 {"Haz clic en el botón rojo.", "Haz", "Haga clic en el botón rojo."},
                 {"Por favor, ten a mano la factura.", "ten", "Por favor, tenga a mano la factura."},
                 {"Fíjate en la luz.", "Fíjate", "Fíjese en la luz."},
                 {"No cuelgues, por favor.", "cuelgues", "No cuelgue, por favor."},
                 {"¿Eres titular de la línea?", "Eres", "¿Es titular de la línea?"},
                 {"Si tu quieres, seguimos.", "tu", "Si usted quiere, seguimos."},
                 {"Sí, envíamela.", "envíamela", "Sí, envíemela."},
                 {"Llévatelo hoy.", "Llévatelo", ""},
                 {"Apágalo y espere un minuto.", "Apágalo", "Apáguelo y espere un minuto."}},
                kUsted);
}

TEST(Register, OneFindingALineMendsAllOfIt) {
  EXPECT_EQ(said("¿Tienes tu factura a mano?"), (Pairs{{"Tienes", "¿Tiene su factura a mano?"}}));
  EXPECT_EQ(said("Si tu quieres, te explico la factura."), (Pairs{{"tu", "Si usted quiere, le explico la factura."}}));
  // What no list says in one way stays for whoever writes: then nothing of the line is changed.
  EXPECT_EQ(said("¿Tienes tiempo? Quiero mostrarte y visitarte."), (Pairs{{"Tienes", ""}}));
}

TEST(Register, AReplacementLeavesNobodyOut) {
  expect_mended({{"Espera un momento. Mira, revisa tu correo y confirma la hora.", "tu", ""},
                 {"Anota tu folio, por favor.", "tu", ""},
                 {"Ingresa a tu cuenta y paga tu factura.", "tu", ""},
                 {"Por favor revisa tu correo.", "tu", ""},
                 {"Oye, ¿tienes tu factura?", "tienes", ""},
                 {"Disculpa, ¿puedes repetirlo?", "puedes", ""},
                 {"Bájalo y dime si funciona.", "dime", ""},
                 {"Facturá hoy con tu clave.", "tu", ""},
                 {"Ve a tu cuenta.", "tu", ""},
                 {"¿Tiene tu factura a mano?", "tu", "¿Tiene su factura a mano?"},
                 {"Espere un momento y revise tu correo.", "tu", "Espere un momento y revise su correo."},
                 {"La factura llega a tu correo.", "tu", "La factura llega a su correo."},
                 {"Ya revisé tu factura, que llega mañana.", "tu", "Ya revisé su factura, que llega mañana."}},
                kUsted);
  expect_mended({{"Dígame su nombre y le llamo mañana.", "Dígame", ""},
                 {"Permítame un momento, que le busco su factura.", "Permítame", ""},
                 {"Dígame, ¿qué desea?", "Dígame", ""},
                 {"Disculpe, ¿me repite el número?", "Disculpe", ""},
                 {"Gracias por su llamada, que tenga buen día.", "su", ""},
                 {"Permítame un momento, que la factura llega mañana.", "Permítame",
                  "Permíteme un momento, que la factura llega mañana."},
                 {"Dígame su número.", "Dígame", ""},
                 {"Permítame un momento y confirme la hora.", "Permítame", ""}},
                kTu);
}

TEST(Register, OrdersAtTheHeadOfASentenceAreOfUsted) {
  expect_mended({{"Espere un segundo, que lo miro.", "Espere", "Espera un segundo, que lo miro."},
                 {"Quédese a la espera.", "Quédese", "Quédate a la espera."},
                 {"Disculpe las molestias.", "Disculpe", "Disculpa las molestias."},
                 {"Hola, Ana. Espere un momento.", "Espere", "Hola, Ana. Espera un momento."}},
                kTu);
  expect_good({"Que el técnico espere en la calle.", "No hace falta que nadie espere.", "Si quieres que espere, dilo.",
               "Le digo al técnico que se quede."},
              kTu);
}

TEST(Register, ACallIsTransferredToSomebody) {
  expect_mended({{"Te transfiero con soporte.", "Te transfiero", ""},
                 {"Te transfiero a soporte.", "Te transfiero", "Transfiero su llamada a soporte."}},
                kUsted);
}

TEST(Register, VoseoAndVosotrosAreFoundToo) {
  expect_mended({{"¿Podés repetirlo?", "Podés", "¿Puede repetirlo?"},
                 {"Decime la clave, por favor.", "Decime", "Dígame la clave, por favor."},
                 {"Esto es para vos.", "vos", "Esto es para usted."},
                 {"Esperá un momento.", "Esperá", "Espere un momento."},
                 {"¿Cuándo recibís la factura?", "recibís", "¿Cuándo recibe la factura?"},
                 {"Vuestra factura está lista.", "Vuestra", "Su factura está lista."},
                 {"¿Tenéis luz en casa?", "Tenéis", "¿Tienen luz en casa?"},
                 {"Ayer llamasteis dos veces.", "llamasteis", "Ayer llamaron dos veces."}},
                kUsted);
  EXPECT_EQ(said("¿Cuándo recibís la factura?", kSpain), (Pairs{{"recibís", "¿Cuándo reciben la factura?"}}));
}

TEST(Register, FlowsOfTúFindUstedWhereItIsCertain) {
  expect_mended({{"Dígame el número.", "Dígame", "Dime el número."},
                 {"Permítame un momento.", "Permítame", "Permíteme un momento."},
                 {"Esto es para usted.", "usted", "Esto es para ti."},
                 {"¿Puede usted esperar?", "Puede usted", "¿Puedes tú esperar?"},
                 {"Gracias por su llamada.", "su", "Gracias por tu llamada."},
                 {"Usted decide.", "Usted", ""},
                 {"¿Podés repetirlo?", "Podés", "¿Puedes repetirlo?"},
                 {"Tené a mano la factura.", "Tené", "Ten a mano la factura."},
                 {"Tené cuidado.", "Tené", ""},
                 {"¿Tenéis luz en casa?", "Tenéis", "¿Tienen luz en casa?"}},
                kTu);
  expect_good({"¿Puedes darme tu número?", "Su técnico llega a las dos.", "¿Tienen luz en casa?",
               "Le dije al técnico que venga.", "Le informo al técnico y te aviso.", "Gracias por tu llamada.",
               "El técnico espera a que le abras.", "Los atendemos a ustedes dos."},
              kTu);
  EXPECT_EQ(said("¿Tenéis luz en casa?", kSpainTu), Pairs{});
}

TEST(Register, FlowsOfVosKeepWhatBothShare) {
  expect_good({"¿Podés repetirlo?", "¿Te parece bien?", "Gracias por tu llamada.", "¿Ya pagaste?",
               "Cuando hayas terminado, avisame.", "¿En qué puedo ayudarte?", "Recibirás un mensaje.", "¿Cómo estás?",
               "Ojalá tengas buen día; no te preocupes.", "Cuando puedas, reiniciá el módem.", "Das un paso atrás.",
               "Esto lo pagás vos."},
              kVos);
  expect_mended({{"¿Puedes repetirlo?", "Puedes", "¿Podés repetirlo?"},
                 {"¿Tú llamaste ayer?", "Tú", "¿Vos llamaste ayer?"},
                 {"Permíteme un momento.", "Permíteme", "Permitime un momento."},
                 {"Dígame, por favor.", "Dígame", "Decime, por favor."},
                 {"Gracias por su llamada.", "su", "Gracias por tu llamada."},
                 {"Esto es para usted.", "usted", "Esto es para vos."},
                 {"Usted decide.", "Usted", ""}},
                kVos);
}

TEST(Register, WhatOnlyLooksLikeTuteoIsGood) {
  expect_good({"¿Le gustaría que este cargo se revise?",
               "El servicio existe desde marzo.",
               "Es triste, lo sé.",
               "Por otra parte, hubo suerte.",
               "Buenas tardes.",
               "Hay tres categorías de cargos.",
               "Recuerda que el recibo llega el lunes.",
               "El técnico confirma la visita.",
               "El aviso consiste en un mensaje.",
               "Asiste un técnico.",
               "Insiste en el cobro.",
               "El desgaste del equipo es normal.",
               "El contraste de la pantalla.",
               "No es un chiste.",
               "Comparte la línea con su vecino.",
               "Advierte el retraso.",
               "Espero que no le moleste.",
               "Son dieciséis pesos.",
               "Además, verificamos los datos.",
               "Está detrás del módem.",
               "Quizás mañana, jamás hoy.",
               "El interés es del dos por ciento.",
               "Después de las seis.",
               "Su país es Chile.",
               "Las compras y las consultas son gratis.",
               "¿Tiene dudas o preguntas?",
               "Las llamadas pagas cuestan más.",
               "Las cuentas con saldo.",
               "Las pruebas y las visitas van aparte.",
               "Hay ofertas y reservas.",
               "Cargas y descargas ilimitadas.",
               "Inserte la tarjeta.",
               "Tenemos tres soluciones.",
               "Los mejores precios.",
               "El límite es mañana.",
               "El trámite es gratis.",
               "Le ayudamos a usted y a su familia.",
               "Ustedes deciden.",
               "Los intereses de marzo.",
               "Un haz de cables.",
               "Los haces de luz indican la señal.",
               "Viste usted el canal.",
               "Hay bajas temperaturas en la zona.",
               "¿Me regala un minuto?",
               "De ahora en adelante llega el cinco.",
               "A veces la señal baja.",
               "Ve usted la luz, ¿verdad?",
               "Revise el DAS y el SOS."},
              kUsted);
}

TEST(Register, NamesLettersAndQuotesAreNobody) {
  expect_good(
      {"Con el plan Tu Hogar paga menos.", "El plan «Tu casa, tu mundo» incluye la línea.", "Escriba la letra te.",
       "Con te de Teresa.", "Escriba a ayuda@tu-cable.com o entre en www.tu.cable.com.", "El área de TI lo revisa.",
       "Le cobran el té y una taza de te.", "Los titulares (clientes/as) votan.", "Dijo \"tú puedes\" y colgó.",
       "El tú y el usted conviven.", "¿Prefiere que le trate de tú o de usted?", "El sistema OS no responde."},
      kUsted);
  EXPECT_EQ(said("Tu hogar conectado."), (Pairs{{"Tu", "Su hogar conectado."}}));
}

TEST(Register, NotesOfTheAgentAreFree) {
  EXPECT_EQ(lines("nota Si te pide la clave, no la digas."), Pairs{});
  EXPECT_EQ(lines("si procede: ¿Quieres ofrecerle el plan?\n  nada"), Pairs{});
  EXPECT_EQ(lines("menú ¿Qué desea?\n  - Pagar tu factura\n    nada\n  - Salir\n    nada"),
            (Pairs{{"tu", "- Pagar su factura"}}));
}

TEST(Register, EachArmIsReadOnce) {
  const std::string text =
      "Gracias, {cliente}. {trato_cliente ? señor: ¿Puedes? | señora: ¿Puede? | neutro: ¿Quieres?}";
  EXPECT_EQ(
      said(text),
      (Pairs{
          {"Puedes", "Gracias, {cliente}. {trato_cliente ? señor: ¿Puede? | señora: ¿Puede? | neutro: ¿Quieres?}"},
          {"Quieres", "Gracias, {cliente}. {trato_cliente ? señor: ¿Puedes? | señora: ¿Puede? | neutro: ¿Quiere?}"}}));
  EXPECT_EQ(said("Tienes razón. {trato_cliente ? señor: Señor | señora: Señora | neutro: Bien}.").size(), 1u);
}

TEST(Register, TheOtherMarkersAreNotes) {
  MemorySources sources;
  sources.put("lectura.flow", flow_with("di ¿Tienes tu factura? Quiero verte."));
  sources.put("atención.flow", "protocolo atención, guion 1\nfinal resuelto, normal\netapa única, obligatoria\n");
  for (const auto& d : compile("lectura.flow", sources).diagnostics) {
    if (d.code != Code::OtherRegister) continue;
    EXPECT_EQ(d.es, "«Tienes» trata de tú, y este flujo trata de usted");
    ASSERT_EQ(d.notes.size(), 2u);
    EXPECT_EQ(d.notes[0].es, "«tu» también");
    EXPECT_EQ(d.notes[1].es, "«verte» también");
    return;
  }
  FAIL() << "nothing was found";
}

TEST(Register, ACompanyKeepsItsWords) {
  Manner manner;
  manner.options.lists = {{"proyecto", "proyecto.txt", "tu mundo\n"}, {"trato_aparente", "x.txt", "visaste\n"}};
  EXPECT_EQ(said("Con tu mundo paga menos y visaste es un programa.", manner), Pairs{});
  EXPECT_EQ(said("Con tu mundo paga menos y visaste es un programa.").size(), 1u);
}

TEST(Register, WhatNamesNoRegisterMayServeAny) {
  const auto found = [](const std::string& text, const std::string& address) {
    MemorySources sources;
    sources.put("b.flow", text);
    CompileOptions options;
    options.address = address;
    const auto all = compile("b.flow", sources, options).diagnostics;
    return std::ranges::count_if(all, [](const auto& d) { return d.code == Code::OtherRegister; });
  };
  const std::string library = "biblioteca b, guion 1\nparte p\n  di ¿Puedes repetirlo?\n";
  EXPECT_EQ(found(library, ""), 0);
  EXPECT_EQ(found(library, "tú"), 0);
  EXPECT_EQ(found(library, "usted"), 1);
  const std::string values = "tipo motivo\n  - pago: Paga tu factura\n  - otro: Otro motivo\n";
  EXPECT_EQ(found("protocolo b, guion 1\n" + values, ""), 0);
  EXPECT_EQ(found("protocolo b, guion 1\nregistro usted\n" + values, ""), 1);
  EXPECT_EQ(found("protocolo b, guion 1\nregistro tú\n" + values, ""), 0);
}

TEST(Register, PartsAreReadUnderTheRegisterOfTheFlow) {
  MemorySources sources;
  sources.put("f.flow",
              "flujo f, guion 1\nregistro usted\nsigue p\nusa b\netapa única\n  haz saludo\n  termina resuelto\n");
  sources.put("p.flow", "protocolo p, guion 1\nfinal resuelto, normal\netapa única, obligatoria\n");
  sources.put("b.flow", "biblioteca b, guion 1\nparte saludo\n  di Gracias por tu llamada.\n");
  const auto made = compile("f.flow", sources);
  const auto at = std::ranges::find_if(made.diagnostics, [](const auto& d) { return d.code == Code::OtherRegister; });
  ASSERT_NE(at, made.diagnostics.end());
  EXPECT_EQ(made.program.files[at->span.file].path, "b.flow");
}

TEST(Register, SealedWordsAreNotChanged) {
  EXPECT_EQ(lines("di @#x, sellada c6ca3af7 por Legal: Gracias por tu llamada."), (Pairs{{"tu", ""}}));
}

TEST(RegisterLists, EachTermStandsOnce) {
  for (const auto& b : spanish::builtin_lists()) {
    if (b.list != spanish::List::Familiar && b.list != spanish::List::Formal) continue;
    spanish::Words words;
    spanish::Lists lists;
    EXPECT_TRUE(lists.add(b.list, b.text, words).empty());
    std::vector<std::string> terms;
    for (std::size_t r = 1; r < lists.rows().size(); ++r) terms.push_back(lists.term_of(lists.rows()[r], words));
    EXPECT_GT(terms.size(), 250u);
    std::ranges::sort(terms);
    EXPECT_EQ(std::ranges::adjacent_find(terms), terms.end()) << *std::ranges::adjacent_find(terms);
  }
}

TEST(Forms, TellWhomTheySpeakTo) {
  using spanish::addressed_by_form;
  constexpr std::uint32_t kYou = spanish::kFamiliar | spanish::kVoseo;
  for (const char* word : {"pagaste", "saliste", "oíste", "recibirás", "podrás", "querrás", "llamarte", "oírte",
                           "viéndote", "enviártelo", "súbete"})
    EXPECT_EQ(addressed_by_form(word), kYou) << word;
  for (const char* word : {"pagáis", "tenéis", "pagasteis", "salisteis", "pagabais", "podríais"})
    EXPECT_EQ(addressed_by_form(word), spanish::kVosotros) << word;
  for (const char* word : {"suerte", "convierte", "además", "atrás", "este", "gustaría", "tardes", "trámite", "límite",
                           "seis", "aste", "", "é", "\xc3"})
    EXPECT_EQ(addressed_by_form(word), 0u) << word;
  EXPECT_EQ(spanish::formal_by_form("pagaste"), "pagó");
  EXPECT_EQ(spanish::formal_by_form("querrás"), "querrá");
  EXPECT_EQ(spanish::formal_by_form("pagabais"), "pagaban");
  EXPECT_EQ(spanish::formal_by_form("pediste"), "");
}

}  // namespace
}  // namespace guion::test
