// Words that customers do not know (G0730–G0732), and what stands wrong where it stands: promises, greetings, account
// words, labels, numbers (G0734–G0738). Good text that tempts a rule is tested beside bad text.
#include <map>

#include "spanish/lists.hpp"
#include "spanish/nouns.hpp"
#include "spanish/script.hpp"

namespace guion::test {
namespace {

using diag::Code;

std::string found(Code code, const std::string& text) { return words_of(says(text).find(code)); }
std::string fixed(Code code, const std::string& text) { return mended(says(text), code); }

// ---- G0730

TEST(Terms, EnglishWordsAreFound) {
  EXPECT_EQ(found(Code::ForeignWord, "Su bill llega mañana."), "bill");
  EXPECT_EQ(found(Code::ForeignWord, "Hay dos late fees y un fee más."), "late fees | fee");
  EXPECT_EQ(found(Code::ForeignWord, "¿Recibió el e-mail? Se lo envío por email."), "e-mail | email");
  EXPECT_EQ(found(Code::ForeignWord, "Bill y payment son lo mismo aquí."), "Bill | payment");
  EXPECT_EQ(found(Code::ForeignWord, "Revise el LINK."), "LINK");
}

TEST(Terms, TheMessageSaysTheSpanishWord) {
  const auto seen = says("Le explico los bills.").find(Code::ForeignWord);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].diagnostic.es.find("«facturas»"), std::string::npos) << seen[0].diagnostic.es;
  const auto link = says("Abra el link.").find(Code::ForeignWord);
  ASSERT_EQ(link.size(), 1u);
  EXPECT_NE(link[0].diagnostic.es.find("«enlace»"), std::string::npos) << link[0].diagnostic.es;
}

TEST(Terms, FixesAgreeInGenderAndNumber) {
  const std::map<std::string, std::string> pairs{
      {"Le envío el bill hoy.", "Le envío la factura hoy."},
      {"Le envío los bills hoy.", "Le envío las facturas hoy."},
      {"El bill llega por correo.", ""},  // «llega» may go on with what agrees
      {"Bill de este mes: la reviso.", "Factura de este mes: la reviso."},
      {"Revise el mobile app.", "Revise la aplicación móvil."},
      {"Reviso su password ahora.", "Reviso su contraseña ahora."},
      {"Escriba su password y presione el botón.", "Escriba su contraseña y presione el botón."},
      {"Es un late fee.", "Es un cargo por mora."},
      {"Es el total del bill.", "Es el total de la factura."},
      {"Vamos al link.", "Vamos al enlace."},
      {"Su due date es mañana.", "Su fecha de vencimiento es mañana."},
      {"Los late fees suben.", "Los cargos por mora suben."},
      {"Le ofrezco autopay.", "Le ofrezco pago automático."},
  };
  for (const auto& [bad, good] : pairs) EXPECT_EQ(fixed(Code::ForeignWord, bad), good) << bad;
}

// The words are told; what else would have to change is for a person.
TEST(Terms, NothingIsOfferedWhereMoreMustAgree) {
  for (const char* text :
       {"El bill está vencido.", "Le envío el bill vencido.", "Tiene un bill nuevo.", "El bill, ¿lo tiene a mano?",
        "Su factura (bill) llega mañana.", "Vuelva a la link.", "Su cuenta está past due.", "Haga log in.",
        "El nuevo bill llega.", "Su password es nuevo.", "Su bill fue enviado ayer.", "Su bill llegó nuevo.",
        "Ya quedó listo su password.", "Su password, ¿lo recibió?"}) {
    EXPECT_FALSE(says(text).find(Code::ForeignWord).empty()) << text;
    EXPECT_EQ(fixed(Code::ForeignWord, text), "") << text;
  }
}

TEST(Terms, GoodTextIsNotFound) {
  for (const char* text :
       {"Revise la luz del router y del módem.", "Abra el chat de internet.", "Conecte el cable HDMI al televisor.",
        "Entre a www.cableaustral.com/app para verlo.", "Escriba a mail@cableaustral.com hoy.",
        "Ahí dice «bill», en la esquina.", "Le hablo del plan \"Mobile App\" de hoy.", "Elija Autopay Plus.",
        "Con el plan Box Total no paga más.", "Su tarjeta vence pronto.", "Va a salir un técnico.",
        "El pago se refleja hoy.", "Pulse en «link» y espere.", "Tiene roaming en su plan."}) {
    EXPECT_EQ(found(Code::ForeignWord, text), "") << text;
    EXPECT_EQ(found(Code::JargonWord, text), "") << text;
    EXPECT_EQ(found(Code::DoubtfulWord, text), "") << text;
  }
}

TEST(Terms, NotesAndValuesAreNotRead) {
  Script script;
  script.slots = "dato bill: texto, del sistema\n";
  script.lines = "  nota Abra el bill del cliente.\n  di Gracias por llamar, {bill}.\n";
  EXPECT_EQ(words_of(script.find(Code::ForeignWord)), "");
}

TEST(Terms, LabelsAndConstantsAreRead) {
  Script script;
  script.slots = "tipo forma\n  - correo: E-mail\n  - voz: Teléfono\ndato vía: forma, del sistema\n";
  script.lines = "  di Escríbanos. Le hablamos por: {vía}.\n";
  EXPECT_EQ(words_of(script.find(Code::ForeignWord)), "E-mail");
}

TEST(Terms, AWordOfTheCompanyIsFree) {
  Script script = says("Su bill llega por late fee, y el link avisa.");
  script.options.reading.lists = {{"proyecto", "p.txt", "bill\nlate fee\n"}};
  EXPECT_EQ(words_of(script.find(Code::ForeignWord)), "link");
}

TEST(Terms, TheListsOfTheCompanyCount) {
  Script script = says("Su vatímetro y su bill llegan con el cuponazo.");
  script.options.reading.lists = {{"anglicismos", "a.txt", "# nuestra\nbill → cuenta del mes\n"},
                                  {"jerga", "j.txt", "cuponazo → cupón\nvatímetro\n"}};
  EXPECT_EQ(words_of(script.find(Code::JargonWord)), "vatímetro | cuponazo");
  const auto seen = script.find(Code::ForeignWord);
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].diagnostic.en.find("«cuenta del mes»"), std::string::npos) << seen[0].diagnostic.en;
}

// ---- G0731, G0732

TEST(Terms, AnAppIsOnlyDoubtful) {
  EXPECT_EQ(found(Code::ForeignWord, "Revise la app."), "");
  EXPECT_EQ(fixed(Code::DoubtfulWord, "Revise la app."), "Revise la aplicación.");
  EXPECT_EQ(fixed(Code::DoubtfulWord, "Revise el app."), "Revise la aplicación.");
}

TEST(Terms, DoubtfulWordsAreHints) {
  const auto seen = says("Su balance es de cero. Puede cancelar su factura hoy.").find(Code::DoubtfulWord);
  EXPECT_EQ(words_of(seen), "balance | cancelar su factura");
  for (const Seen& s : seen) EXPECT_EQ(s.diagnostic.severity, diag::Severity::Hint);
  EXPECT_EQ(fixed(Code::DoubtfulWord, "Su balance es de cero."), "Su saldo es de cero.");
  EXPECT_EQ(found(Code::DoubtfulWord, "¿Desea cancelar el servicio?"), "");
}

TEST(Terms, JargonIsFound) {
  EXPECT_EQ(found(Code::JargonWord, "Vamos a aprovisionar su ONT."), "aprovisionar | ONT");
  EXPECT_EQ(found(Code::JargonWord, "Escalamos el caso y lo tipifico."), "Escalamos | tipifico");
  EXPECT_EQ(fixed(Code::JargonWord, "Cambiamos la acometida hoy."), "Cambiamos el cable de entrada hoy.");
}

// ---- G0734

Script hands_over(const std::string& before, const std::string& words) {
  Script script;
  script.law = "área retención: Retención\n";
  script.lines = before + "  transfiere retención: " + words + "\n    si falla\n      di No responden.\n";
  return script;
}

TEST(Promises, AreFoundInTheWordsOfATransfer) {
  EXPECT_EQ(
      words_of(
          hands_over("", "Transfiero su llamada; allí le van a descontar el cargo.").find(Code::PromiseInTransfer)),
      "le van a descontar");
  EXPECT_EQ(
      words_of(hands_over("  di Mis compañeros le resolverán el problema.\n  di Espere.\n", "Transfiero su llamada.")
                   .find(Code::PromiseInTransfer)),
      "le resolverán");
  EXPECT_EQ(words_of(hands_over("  di una de\n    - Le quitarán el cargo.\n    - Le ayudarán con el cargo.\n",
                                "Transfiero su llamada.")
                         .find(Code::PromiseInTransfer)),
            "Le quitarán");
}

TEST(Promises, OtherWordsAreFree) {
  for (const char* text :
       {"Transfiero su llamada al área que puede revisarlo.", "No puedo asegurarle que le van a descontar el cargo.",
        "Ellos le dirán si le van a descontar el cargo.", "Un compañero resolverá sus dudas.",
        "Si se corta, le devolverán la llamada.", "¿Le resolverán el problema?"})
    EXPECT_EQ(words_of(hands_over("", text).find(Code::PromiseInTransfer)), "") << text;
  EXPECT_EQ(found(Code::PromiseInTransfer, "Mañana le van a descontar el cargo."), "");
  EXPECT_EQ(words_of(hands_over("  di Le van a descontar el cargo.\n  nota Espere.\n", "Transfiero su llamada.")
                         .find(Code::PromiseInTransfer)),
            "");
}

// ---- G0735

Script written(const std::string& text) {
  Script script = says(text);
  script.heads += "canal escrito\n";
  return script;
}

TEST(Greetings, DependOnTheHour) {
  EXPECT_EQ(words_of(written("Buenos días. Le escribo por su factura.").find(Code::GreetingInWriting)), "Buenos días");
  EXPECT_EQ(mended(written("Muy buenas tardes, Ana."), Code::GreetingInWriting), "Hola, Ana.");
  EXPECT_EQ(mended(written("Muy {ahora.saludo}, Ana."), Code::GreetingInWriting), "Hola, Ana.");
  EXPECT_EQ(mended(written("Que tenga {ahora.despedida}."), Code::GreetingInWriting), "Que tenga un buen día.");
  EXPECT_EQ(mended(written("Que tenga una buena tarde."), Code::GreetingInWriting), "Que tenga un buen día.");
}

TEST(Greetings, AFarewellIsNotAdvisedToGreet) {
  for (const char* text : {"Que tenga {ahora.despedida}.", "Que tenga una buena tarde."}) {
    const auto seen = written(text).find(Code::GreetingInWriting);
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].diagnostic.help_es.find("Hola"), std::string::npos) << text;
    EXPECT_NE(seen[0].diagnostic.help_en.find("goodbye"), std::string::npos) << text;
  }
  EXPECT_NE(written("Buenos días, Ana.").find(Code::GreetingInWriting).at(0).diagnostic.help_es.find("Hola"),
            std::string::npos);
}

TEST(Greetings, OtherwiseAreFree) {
  EXPECT_EQ(found(Code::GreetingInWriting, "Buenos días. Le llamo por su factura."), "");
  EXPECT_EQ(words_of(written("Hola, Ana. Que tenga un buen día.").find(Code::GreetingInWriting)), "");
  EXPECT_EQ(words_of(written("Lo llamaremos por la tarde.").find(Code::GreetingInWriting)), "");
}

// ---- G0736

Script labelled(const std::string& labels, const std::string& text) {
  Script script;
  script.slots = "tipo motivo\n" + labels + "dato causa: motivo, del sistema\n";
  script.lines = "  di " + text + "\n";
  return script;
}

TEST(Labels, ThatFitIntoNoSentence) {
  for (const char* bad : {"Pago (en línea)", "1. Pago", "Quiero pagar", "Sí, con mi tarjeta",
                          "Todo lo que tiene que ver con pagos de la factura", "Alta/Baja", "¿Otra cosa?", "Me mudo",
                          "No puedo pagar", "12 meses, sin cargo"}) {
    const std::string labels = "  - pago: " + std::string{bad} + "\n  - otro: Soporte\n";
    EXPECT_EQ(words_of(labelled(labels, "Usted llama por {causa} hoy.").find(Code::LabelInSentence)), "{causa}") << bad;
  }
}

TEST(Labels, ThatFitOrStandAlone) {
  const std::string bad = "  - pago: Pago (en línea)\n  - otro: Soporte\n";
  EXPECT_EQ(words_of(labelled(bad, "Motivo: {causa}.").find(Code::LabelInSentence)), "");
  EXPECT_EQ(words_of(labelled("  - pago: Pago (en línea) | su pago\n  - otro: Soporte\n", "Llama por {causa} hoy.")
                         .find(Code::LabelInSentence)),
            "");
  for (const char* good : {"Pago de factura", "12 meses", "Internet 24/7", "No funciona", "Por teléfono",
                           "Corte en la zona", "Sin confirmar"})
    EXPECT_EQ(words_of(labelled("  - una: " + std::string{good} + "\n  - otra: Soporte\n", "Es por {causa} hoy.")
                           .find(Code::LabelInSentence)),
              "")
        << good;
}

TEST(Labels, TheNoteShowsTheValue) {
  const Script script = labelled("  - otra: Soporte\n  - pago: Pago (en línea)\n", "Llama por {causa} hoy.");
  const auto seen = script.find(Code::LabelInSentence);
  ASSERT_EQ(seen.size(), 1u);
  ASSERT_EQ(seen[0].diagnostic.notes.size(), 1u);
  const std::string flow = script.text();
  EXPECT_EQ(flow.substr(seen[0].diagnostic.notes[0].span.begin, 4), "pago");
}

// ---- G0737

Script holds(const std::string& slots, const std::string& text) {
  Script script;
  script.slots = slots;
  script.lines = "  di " + text + "\n";
  return script;
}

TEST(WrittenOut, AConstantIsRepeated) {
  struct Case {
    const char *slots, *text, *mended;
  };
  const Case cases[] = {
      {"dato espera: duración = 5\n", "La espera es de 5 minutos hoy.", "La espera es de {espera} hoy."},
      {"dato espera: duración = 120\n", "Espere 2 horas, por favor.", "Espere {espera}, por favor."},
      {"dato intentos: cuenta = 3\n", "Tiene 3 intentos.", "Tiene {intentos} intentos."},
      {"dato días_cheque: cuenta = 15\n", "Su cheque llega en 15 días.", "Su cheque llega en {días_cheque} días."},
      {"dato cargo_por_mora: dinero USD = 10\n", "El cargo por mora es de $10.00.",
       "El cargo por mora es de {cargo_por_mora}."},
      {"dato cargo_por_mora: dinero USD = 10\n", "Pague 10 dólares de cargo.", "Pague {cargo_por_mora} de cargo."},
      {"dato fin_de_promoción: fecha = 2026-12-31\n", "La promoción termina el 31 de diciembre de 2026.",
       "La promoción termina el {fin_de_promoción}."},
      {"dato línea = 18005550100\n", "Llame al 1-800-555-0100.", ""},
      {"dato línea: teléfono = 18005550100\n", "Llame al 1-800-555-0100.", "Llame al {línea}."},
      {"dato día_de_corte: día del mes = 7\n", "Su corte es el día 7.", "Su corte es el día {día_de_corte}."},
  };
  for (const Case& c : cases) {
    Script script = holds(c.slots, c.text);
    EXPECT_EQ(mended(script, Code::NumberWrittenOut), c.mended) << c.text;
  }
  EXPECT_EQ(
      words_of(
          holds("dato apertura: hora = 08:00\n", "La apertura es a las 8:00 cada día.").find(Code::NumberWrittenOut)),
      "8:00");
  for (const char* text :
       {"El cierre es a las 8:00 p. m. cada día.", "El cierre es a las 8 de la noche.", "El cierre es a las 20:00."})
    EXPECT_EQ(holds("dato cierre: hora = 20:00\n", text).find(Code::NumberWrittenOut).size(), 1u) << text;
  EXPECT_EQ(
      words_of(holds("dato cierre: hora = 20:00\n", "El cierre es a las 8:00 a. m.").find(Code::NumberWrittenOut)), "");
}

TEST(WrittenOut, AnAmountStandsWhereItsSlotBelongs) {
  const std::string saldo = "dato saldo: dinero USD, del sistema\n";
  EXPECT_EQ(words_of(holds(saldo, "Su saldo es de $45.").find(Code::NumberWrittenOut)), "$45");
  EXPECT_EQ(words_of(holds(saldo, "Le cobramos su saldo pendiente de 45 dólares.").find(Code::NumberWrittenOut)),
            "45 dólares");
}

// Equal numbers that mean something else.
TEST(WrittenOut, EqualIsNotTheSame) {
  const std::string espera = "dato espera: duración = 5\n", saldo = "dato saldo: dinero USD, del sistema\n";
  EXPECT_EQ(words_of(holds(espera, "El técnico llega en 5 minutos.").find(Code::NumberWrittenOut)), "");
  EXPECT_EQ(words_of(holds(espera, "La espera es de 5 a 10 minutos.").find(Code::NumberWrittenOut)), "");
  EXPECT_EQ(words_of(holds(espera, "La espera es de 15 minutos.").find(Code::NumberWrittenOut)), "");
  EXPECT_EQ(words_of(holds("dato intentos: cuenta = 3\n", "Marque 3 si tiene intentos.").find(Code::NumberWrittenOut)),
            "");
  EXPECT_EQ(words_of(holds("dato días_cheque: cuenta = 15\n", "La oferta dura 15 días.").find(Code::NumberWrittenOut)),
            "");
  EXPECT_EQ(words_of(holds(saldo, "Si su saldo es de $45 o más, pague hoy.").find(Code::NumberWrittenOut)), "");
  EXPECT_EQ(words_of(holds(saldo, "Hay un cargo de $45 por visita.").find(Code::NumberWrittenOut)), "");
  EXPECT_EQ(words_of(holds(saldo, "Con saldo o sin él, la visita cuesta $45.").find(Code::NumberWrittenOut)), "");
}

// ---- G0738

Script gated(const std::string& lines) {
  Script script;
  script.law =
      "nivel titular\nmétodo pin da titular, 1 intento\nclase cuenta exige titular\n"
      "servicio facturación\n  da saldo: dinero USD, clase cuenta\n";
  script.lines = lines;
  return script;
}

TEST(AccountWords, AreHinted) {
  const auto seen = gated("  di Su cuenta está al día.\n").find(Code::AccountWords);
  EXPECT_EQ(words_of(seen), "Su cuenta está al día");
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].diagnostic.severity, diag::Severity::Hint);
}

TEST(AccountWords, TheLongestIsTold) {
  EXPECT_EQ(words_of(gated("  di Usted tiene una deuda de dos meses.\n").find(Code::AccountWords)),
            "Usted tiene una deuda");
  EXPECT_EQ(words_of(gated("  di Su cuenta tiene un saldo pendiente.\n").find(Code::AccountWords)).find(" | "),
            std::string::npos);
  EXPECT_EQ(words_of(gated("  di Usted debe dos facturas.\n").find(Code::AccountWords)), "Usted debe");
}

TEST(AccountWords, AreFreeWhereTheCallerIsAskedFor) {
  const std::string verify =
      "  verifica titular\n    con pin, 1 intento: ¿Me da su PIN?\n    si falla\n      di Sin él no puedo.\n"
      "      termina resuelto\n";
  for (const std::string& lines :
       {verify + "  di Su cuenta está al día.\n", std::string{"  di Si su cuenta está vencida, pague hoy.\n"},
        std::string{"  di ¿Su cuenta está vencida?\n  di Gracias.\n"},
        std::string{"  di Debe usted llamar mañana. Usted debe también traer el equipo.\n"},
        std::string{"  si titular\n    di Su cuenta está al día.\n"}})
    EXPECT_EQ(words_of(gated(lines).find(Code::AccountWords)), "") << lines;
  EXPECT_EQ(found(Code::AccountWords, "Su cuenta está al día."), "");  // the company knows no level
}

TEST(AccountWords, ALineThatDemandsALevelIsFree) {
  const std::string flow =
      "flujo ejemplo, guion 1\nsigue base\netapa única\n  di, exige titular: Su cuenta está al día.\n  termina "
      "resuelto\n";
  for (const diag::Diagnostic& d : gated("").read(flow).diagnostics) EXPECT_NE(d.code, Code::AccountWords);
}

// ---- nouns and lists

TEST(Nouns, Plurals) {
  using spanish::plural_of;
  const std::map<std::string, std::string> pairs{{"factura", "facturas"},
                                                 {"cargo por mora", "cargos por mora"},
                                                 {"aplicación", "aplicaciones"},
                                                 {"clave", "claves"},
                                                 {"vez", "veces"},
                                                 {"orden", "órdenes"},
                                                 {"resumen", "resúmenes"},
                                                 {"plan", "planes"},
                                                 {"pago automático", "pagos automáticos"},
                                                 {"canal local", "canales locales"},
                                                 {"autobús", "autobús"},
                                                 {"interrupción del servicio", "interrupciones del servicio"}};
  for (const auto& [one, many] : pairs) EXPECT_EQ(plural_of(one), many);
  EXPECT_EQ(spanish::foreign_plural("late fee"), "late fees");
  EXPECT_EQ(spanish::foreign_plural("delivery"), "deliveries");
  EXPECT_EQ(spanish::foreign_plural("box"), "boxes");
}

/// The comments at the head of a list say what it is, where from and since when.
TEST(Lists, ThoseThatComeWithGuionAreInOrder) {
  for (const spanish::Builtin& builtin : spanish::builtin_lists()) {
    spanish::Words words;
    const std::string name{spanish::name_of(builtin.list)};
    for (const spanish::ListError& e : spanish::Lists{}.add(builtin.list, builtin.text, words))
      ADD_FAILURE() << name << ":" << e.line << ": " << e.es;
    EXPECT_EQ(builtin.text.rfind("# lista: " + name + "\n", 0), 0u) << name;
    for (const char* part : {"\n# qué es: ", "\n# fuente: ", "\n# fecha: 20"})
      EXPECT_NE(builtin.text.find(part), std::string_view::npos) << name << part;
  }
}

TEST(Lists, LinesThatAreNoRowAreTold) {
  using spanish::List;
  spanish::Words words;
  spanish::Lists lists;
  const auto lines = [&](List list, const char* text) {
    std::string out;
    for (const spanish::ListError& e : lists.add(list, text, words)) out += std::to_string(e.line) + " ";
    return out;
  };
  EXPECT_EQ(lines(List::Foreign, "\xef\xbb\xbf# comentario\nbill → factura\n\n → nada\n¿qué?\n24 → x\nmail\n"),
            "4 5 6 ");
  EXPECT_EQ(lines(List::Variants, "celular → móvil\nsolo\nigual → igual\nuno →\n"), "2 3 4 ");
}

}  // namespace
}  // namespace guion::test
