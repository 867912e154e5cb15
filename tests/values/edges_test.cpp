// Texts as they come out where words meet values: contractions, y and o by sound, capitals at the start of a sentence.
// Each flow is compiled, played, and its image taken apart and put together again.
#include <gtest/gtest.h>

#include <utility>
#include <variant>
#include <vector>

#include "driver/compile.hpp"
#include "lower/edges.hpp"
#include "values/support.hpp"
#include "verify/support.hpp"

namespace guion::test {
namespace {

using Given = std::vector<std::pair<std::string, std::variant<std::int64_t, std::string>>>;

constexpr const char* kLaw = R"(protocolo ley, guion 1

final resuelto, normal
tipo lugar
  - contrato: El contrato | el contrato
  - salvador: El Salvador | El Salvador
  - isla: La isla | isla
  - oeste: El oeste | oeste
etapa única, obligatoria
)";

/// What the customer hears of `line`, in a flow with slots for all types, of which `given` have a value.
std::string heard(const std::string& line, const Given& given, const std::string& tag = "es-US", int hour = 10) {
  std::string flow = "flujo prueba, guion 1\nidioma " + tag + "\nsigue ley\n\n";
  flow += "dato x: texto, del sistema\ndato nombre: nombre, del sistema\ndato trato: trato, del sistema\n";
  flow += "dato lugar: lugar, del sistema\ndato n: cuenta 0..9999999, del sistema\ndato m: dinero USD, del sistema\n";
  flow += "dato f: fecha, del sistema\ndato h: hora, del sistema\ndato v: ventana, del sistema\n";
  flow += "dato c: ciclo, del sistema\ndato k: código, del sistema\ndato t: teléfono, del sistema\n";
  flow += "dato s: sí o no, del sistema\ndato mes: mes, del sistema\ndato d: duración, del sistema\n";
  flow += "dato lista: lista, del sistema\ndato marca = iSur\n\netapa única\n  di " + line + "\n  termina resuelto\n";
  MemorySources sources;
  sources.put("ley.flow", kLaw);
  sources.put("prueba.flow", flow);
  const Compilation made = compile("prueba.flow", sources);
  for (const auto& d : made.diagnostics)
    if (d.severity == diag::Severity::Error) ADD_FAILURE() << d.es << "\n" << line;
  if (made.image.empty()) return "";
  const Loaded image(made.image, made.policy);
  Call call(image);
  call.now = hour * 3600;
  for (std::uint32_t i = 0; i < guion_slot_count(&image.image); ++i) {
    guion_slot_info info{};
    EXPECT_EQ(guion_slot_describe(&image.image, i, &info), GUION_OK);
    for (const auto& [name, value] : given) {
      if (name != std::string_view{info.name.data, info.name.size}) continue;
      const auto* text = std::get_if<std::string>(&value);
      const guion_value v{text != nullptr ? 0 : std::get<std::int64_t>(value), text != nullptr ? text->data() : nullptr,
                          text != nullptr ? text->size() : 0};
      EXPECT_EQ(guion_give(call.session, i, &v), GUION_OK) << name;
    }
  }
  return call.say();
}
std::string with(const std::string& line, const std::string& text) { return heard(line, {{"x", text}}); }
std::string with(const std::string& line, std::int64_t n) { return heard(line, {{"n", n}}); }

TEST(Edges, DeAndATakeInTheArticle) {
  EXPECT_EQ(with("Le hablo de {x}.", "el contrato"), "Le hablo del contrato.");
  EXPECT_EQ(with("Vamos a {x}.", "el contrato"), "Vamos al contrato.");
  EXPECT_EQ(with("De {x} no sé.", "el contrato"), "Del contrato no sé.");
  EXPECT_EQ(with("A {x} vamos.", "el contrato"), "Al contrato vamos.");
  EXPECT_EQ(with("¿A {x}?", "el centro"), "¿Al centro?");
  EXPECT_EQ(heard("Desde {lugar} a {lugar}, y de {lugar}.", {{"lugar", 0}}),
            "Desde el contrato al contrato, y del contrato.");
  EXPECT_EQ(heard("Una guía de {lista}.", {{"lista", "el cable\nel teléfono\n"}}), "Una guía del cable y el teléfono.");
}

TEST(Edges, NamesAndPronounsKeepTheirs) {
  EXPECT_EQ(heard("Llama de {lugar} a {lugar}.", {{"lugar", 1}}), "Llama de El Salvador a El Salvador.");
  EXPECT_EQ(with("Hablo de {x}.", "él mismo"), "Hablo de él mismo.");
  EXPECT_EQ(with("Hablo de {x}.", "elementos"), "Hablo de elementos.");
  EXPECT_EQ(with("Hablo de {x}.", "el"), "Hablo de el.");
  EXPECT_EQ(with("Hablo desde {x}.", "el centro"), "Hablo desde el centro.");
  EXPECT_EQ(with("Pasa por la {x}.", "el centro"), "Pasa por la el centro.");
}

TEST(Edges, YBecomesEBeforeTheSoundOfI) {
  EXPECT_EQ(with("Cable y {x}.", "internet"), "Cable e internet.");
  EXPECT_EQ(with("Cable y {x}.", "Internet"), "Cable e Internet.");
  EXPECT_EQ(with("Aguja y {x}.", "hilo"), "Aguja e hilo.");
  EXPECT_EQ(with("Agua y {x}.", "hielo"), "Agua y hielo.");
  EXPECT_EQ(with("Grupos y {x}.", "hiatos"), "Grupos y hiatos.");
  EXPECT_EQ(with("Fuerte y {x}.", "íntegro"), "Fuerte e íntegro.");
  EXPECT_EQ(with("Cable y {x}.", "teléfono"), "Cable y teléfono.");
  EXPECT_EQ(heard("Atiende a Ana y {nombre}.", {{"nombre", "Inés"}}), "Atiende a Ana e Inés.");
  EXPECT_EQ(heard("Atiende a Ana y {nombre}.", {{"nombre", "Yolanda"}}), "Atiende a Ana y Yolanda.");
  EXPECT_EQ(heard("Atiende a Ana y {nombre}.", {{"nombre", "Yves"}}), "Atiende a Ana e Yves.");
  EXPECT_EQ(heard("¿Y {nombre}?", {{"nombre", "Inés"}}), "¿Y Inés?");
  EXPECT_EQ(heard("Ana. Y {nombre}.", {{"nombre", "Inés"}}), "Ana. E Inés.");
  EXPECT_EQ(with("Son 3 y {n}.", 1), "Son 3 y 1.");
}

TEST(Edges, OBecomesUBeforeTheSoundOfO) {
  EXPECT_EQ(with("Uno o {x}.", "otro"), "Uno u otro.");
  EXPECT_EQ(with("Minutos o {x}.", "horas"), "Minutos u horas.");
  EXPECT_EQ(with("Uno o {x}.", "Óscar"), "Uno u Óscar.");
  EXPECT_EQ(with("Uno o {x}.", "ninguno"), "Uno o ninguno.");
  EXPECT_EQ(heard("Este u oeste, o {lugar}.", {{"lugar", 3}}), "Este u oeste, u oeste.");
  EXPECT_EQ(with("¿O {x}?", "otro"), "¿U otro?");
  EXPECT_EQ(heard("Septiembre o {mes}.", {{"mes", 10}}), "Septiembre u octubre.");
}

TEST(Edges, FiguresAreHeardAsTheyAreSaid) {
  for (const std::int64_t n : {8, 80, 88, 800, 8000, 80000, 811, 8000000, 11, 11000, 11500})
    EXPECT_TRUE(with("Son 7 o {n}.", n).starts_with("Son 7 u ")) << n;
  for (const std::int64_t n : {0, 1, 7, 10, 12, 18, 108, 110, 111, 119, 1000, 1100, 1108, 110000, 1100000, 1888888})
    EXPECT_TRUE(with("Son 7 o {n}.", n).starts_with("Son 7 o ")) << n;
  EXPECT_EQ(heard("Son 7 o {n}.", {{"n", 11000}}, "es-ES"), "Son 7 u 11.000.");
  EXPECT_EQ(heard("Son 7 o {n}.", {{"n", 1100}}, "es-ES"), "Son 7 o 1100.");
  EXPECT_EQ(heard("Son 7 o {n como palabras}.", {{"n", 8}}), "Son 7 u ocho.");
  EXPECT_EQ(heard("Son 7 o {n como palabras}.", {{"n", 18}}), "Son 7 o dieciocho.");
  EXPECT_EQ(heard("Paga $7 o {m}.", {{"m", 840}}), "Paga $7 u $8.40.");
  EXPECT_EQ(heard("Paga $7 o {m}.", {{"m", 840}}, "es-MX"),
            "Paga $7 u USD\xc2\xa0"
            "8.40.");
  EXPECT_EQ(heard("Paga $7 o {m}.", {{"m", 740}}), "Paga $7 o $7.40.");
  EXPECT_EQ(heard("El 7 o {f}.", {{"f", 20520}}), "El 7 u 8 de marzo de 2026.");
  EXPECT_EQ(heard("El 7 o {f como corta}.", {{"f", 20520}}, "es-CL"), "El 7 u 08-03-26.");
  EXPECT_EQ(heard("El 7 o {f como corta}.", {{"f", 20519}}, "es-CL"), "El 7 o 07-03-26.");
  EXPECT_EQ(heard("Una hora o {d}.", {{"d", 11}}), "Una hora u 11 minutos.");
  EXPECT_EQ(with("Tiene 7 o {x}.", "8 canales"), "Tiene 7 u 8 canales.");
  EXPECT_EQ(heard("El código A o {k}.", {{"k", "HO8"}}), "El código A o HO8.");
  EXPECT_EQ(heard("El código A o {k}.", {{"k", "O8"}}), "El código A u O8.");
  EXPECT_EQ(heard("El código A y {k}.", {{"k", "I8"}}), "El código A e I8.");
  EXPECT_EQ(heard("El código A o {k como palabras}.", {{"k", "87"}}), "El código A u ocho siete.");
  EXPECT_EQ(heard("El 7 o el teléfono o {t como dígitos}.", {{"t", "8001234"}}), "El 7 o el teléfono u 8 0 0 1 2 3 4.");
}

TEST(Edges, ArmsOfAChoice) {
  const std::string line = "Hable de {s ? sí: el contrato | no: {x}}.";
  EXPECT_EQ(heard(line, {{"s", 1}, {"x", "a"}}), "Hable del contrato.");
  EXPECT_EQ(heard(line, {{"s", 0}, {"x", "el pago"}}), "Hable del pago.");
  EXPECT_EQ(heard(line, {{"s", 0}, {"x", "un pago"}}), "Hable de un pago.");
  EXPECT_EQ(heard("Cable y {s ? sí: internet | no: teléfono}.", {{"s", 1}}), "Cable e internet.");
  EXPECT_EQ(heard("Cable y {s ? sí: internet | no: teléfono}.", {{"s", 0}}), "Cable y teléfono.");
  EXPECT_EQ(heard("Lunes o {s ? sí: otro día | no: nunca}.", {{"s", 1}}), "Lunes u otro día.");
  EXPECT_EQ(heard("Vamos a {s ? sí: | no: el}centro.", {{"s", 1}}), "Vamos a centro.");
  EXPECT_EQ(heard("Vamos a {s ? sí: {n} | no: {h}}.", {{"s", 0}, {"n", 4}, {"h", 60}}), "Vamos a la 1:00.");
}

TEST(Capitals, ASentenceBeginsWithOne) {
  EXPECT_EQ(with("{x} no.", "internet"), "Internet no.");
  EXPECT_EQ(with("Bien. {x} no.", "íntegro"), "Bien. Íntegro no.");
  EXPECT_EQ(with("¿Bien? {x} no.", "ñandú"), "¿Bien? Ñandú no.");
  EXPECT_EQ(with("¡Bien! {x} no.", "esto"), "¡Bien! Esto no.");
  EXPECT_EQ(with("¿{x}?", "esto"), "¿Esto?");
  EXPECT_EQ(with("Bien. ¿{x}?", "esto"), "Bien. ¿Esto?");
  EXPECT_EQ(with("Dígame: ¿{x}?", "esto"), "Dígame: ¿Esto?");
  EXPECT_EQ(with("(Bien.) {x}.", "esto"), "(Bien.) Esto.");
  EXPECT_EQ(with("«{x}», dijo.", "esto"), "«Esto», dijo.");
  EXPECT_EQ(heard("{ahora.saludo}, {nombre}.", {{"nombre", "Ana"}}), "Buenos días, Ana.");
  EXPECT_EQ(heard("Gracias. {ahora.despedida}.", {}), "Gracias. Un buen día.");
  EXPECT_EQ(heard("{n como palabras} canales.", {{"n", 8}}), "Ocho canales.");
  EXPECT_EQ(heard("{h} es buena hora.", {{"h", 60}}), "La 1:00 es buena hora.");
  EXPECT_EQ(heard("{f como larga}, a las 8.", {{"f", 20517}}), "Jueves 5 de marzo de 2026, a las 8.");
  EXPECT_EQ(heard("{c}.", {{"c", pair_of(20517, 20527)}}), "Del 5 al 15 de marzo de 2026.");
  EXPECT_EQ(heard("{n}. {x}.", {{"n", 1}, {"x", "esto"}}), "1. Esto.");
  EXPECT_EQ(heard("{lugar}.", {{"lugar", 2}}), "Isla.");
  EXPECT_EQ(heard("{s}, claro.", {{"s", 1}}), "Sí, claro.");
}

TEST(Capitals, InsideASentenceThereIsNone) {
  for (const char* line : {"Por favor, ¿{x}?", "Bien; {x}.", "Bien: {x}.", "Bien… {x}.", "Bien... {x}.", "El Sr. {x}.",
                           "Tel. {x}.", "Vea la pág. {x}.", "EE. UU. {x}.", "A las 3 p. m. {x}.", "Bien, «{x}»."})
    EXPECT_NE(with(line, "esto").find("esto"), std::string::npos) << line;
  EXPECT_EQ(heard("{n} {x}.", {{"n", 2}, {"x", "esto"}}), "2 esto.");
  EXPECT_EQ(heard("Muy {ahora.saludo}.", {}), "Muy buenos días.");
}

TEST(Capitals, NamesCodesAndWhatTheCompanyWroteStay) {
  EXPECT_EQ(heard("{nombre}, hola.", {{"nombre", "ana"}}), "ana, hola.");
  EXPECT_EQ(heard("{k} es su código.", {{"k", "ab1"}}), "ab1 es su código.");
  EXPECT_EQ(heard("{marca} le saluda.", {}), "iSur le saluda.");
  EXPECT_EQ(heard("{nombre con trato}, hola.", {{"nombre", "ana"}, {"trato", 1}}), "Señora ana, hola.");
  EXPECT_EQ(heard("{nombre con trato}, hola.", {{"nombre", "ana"}, {"trato", 2}}), "ana, hola.");
  EXPECT_EQ(heard("Hola, {nombre con trato}.", {{"nombre", "Ana"}, {"trato", 0}}), "Hola, señor Ana.");
}

TEST(Capitals, ArmsOfAChoice) {
  EXPECT_EQ(heard("{trato ? señor: estimado | señora: estimada | neutro: {x}} cliente.", {{"trato", 1}, {"x", "a"}}),
            "Estimada cliente.");
  EXPECT_EQ(
      heard("{trato ? señor: estimado | señora: estimada | neutro: {x}} cliente.", {{"trato", 2}, {"x", "ánimo,"}}),
      "Ánimo, cliente.");
  EXPECT_EQ(heard("{s ? sí: Bien. | no: Mal.} {x}.", {{"s", 1}, {"x", "esto"}}), "Bien. Esto.");
  EXPECT_EQ(heard("{s ? sí: Bien. | no: Hoy} {x}.", {{"s", 0}, {"x", "esto"}}), "Hoy esto.");
  EXPECT_EQ(heard("Hola, {s ? sí: estimado | no: estimada}.", {{"s", 0}}), "Hola, estimada.");
}

TEST(Greetings, FollowTheHoursOfTheLocale) {
  struct Row {
    const char* tag;
    int hour;
    const char *greeting, *farewell;
  };
  const Row rows[] = {
      {"es-US", 5, "Buenas noches", "una buena noche"},  {"es-US", 6, "Buenos días", "un buen día"},
      {"es-US", 11, "Buenos días", "un buen día"},       {"es-CL", 12, "Buenas tardes", "una buena tarde"},
      {"es-CL", 19, "Buenas tardes", "una buena tarde"}, {"es-CL", 20, "Buenas noches", "una buena noche"},
      {"es-MX", 19, "Buenas noches", "una buena noche"}, {"es-CO", 18, "Buenas tardes", "una buena tarde"},
      {"es-CO", 19, "Buenas noches", "una buena noche"}, {"es-ES", 19, "Buenas tardes", "una buena tarde"},
      {"es-ES", 0, "Buenas noches", "una buena noche"},  {"es-ES", 23, "Buenas noches", "una buena noche"}};
  for (const Row& r : rows)
    EXPECT_EQ(heard("{ahora.saludo}. Le deseo {ahora.despedida}.", {}, r.tag, r.hour),
              std::string(r.greeting) + ". Le deseo " + r.farewell + ".")
        << r.tag << " " << r.hour;
}

TEST(Agreement, ByAddressAndByNumber) {
  const std::string line = "{trato ? señor: Bienvenido | señora: Bienvenida | neutro: Le damos la bienvenida}.";
  EXPECT_EQ(heard(line, {{"trato", 0}}), "Bienvenido.");
  EXPECT_EQ(heard(line, {{"trato", 1}}), "Bienvenida.");
  EXPECT_EQ(heard(line, {{"trato", 2}}), "Le damos la bienvenida.");
  EXPECT_EQ(heard("{trato ? señora: Sea bienvenida | neutro: Hola}.", {{"trato", 0}}), "Hola.");
  const std::string pesos = "Son {n} {n ? uno: peso | muchos: de pesos | otros: pesos}.";
  EXPECT_EQ(heard(pesos, {{"n", 1}}), "Son 1 peso.");
  EXPECT_EQ(heard(pesos, {{"n", 0}}), "Son 0 pesos.");
  EXPECT_EQ(heard(pesos, {{"n", 2000000}}), "Son 2,000,000 de pesos.");
  EXPECT_EQ(heard("Son {m ? uno: un dólar | otros: {m}}.", {{"m", 100}}), "Son un dólar.");
  EXPECT_EQ(heard("Son {m ? uno: un dólar | otros: {m}}.", {{"m", 150}}), "Son $1.50.");
}

TEST(Counted, WordsAgreeWithTheNounBehind) {
  struct Row {
    const char* line;
    std::int64_t n;
    const char* heard;
  };
  constexpr Row kRows[] = {
      {"Debe {n como palabras} pagos.", 21, "Debe veintiún pagos."},
      {"Debe {n como palabras} cuotas.", 21, "Debe veintiuna cuotas."},
      {"Son {n como palabras} facturas vencidas.", 501, "Son quinientas una facturas vencidas."},
      {"Son {n como palabras} días.", 31, "Son treinta y un días."},
      {"{n como palabras} llamadas.", 21000, "Veintiuna mil llamadas."},
      {"Son {n como palabras} {n ? uno: pago | muchos: de pagos | otros: pagos}.", 1, "Son un pago."},
      {"Son {n como palabras} {n ? uno: pago | muchos: de pagos | otros: pagos}.", 1000000, "Son un millón de pagos."},
      {"Son {n como palabras} {n ? uno: cuota fija | otros: cuotas fijas}.", 1, "Son una cuota fija."},
      {"Son {n como palabras} {n ? uno: cuota fija | otros: cuotas fijas}.", 201, "Son doscientas una cuotas fijas."},
      {"Cuesta {n como palabras} o {n como palabras} cuotas.", 41, "Cuesta cuarenta y uno o cuarenta y una cuotas."},
      {"{s ? sí: Son {n como palabras} cuotas | no: Nada}.", 21, "Son veintiuna cuotas."},
      {"Paga {m como palabras} cuotas.", 2100, "Paga veintiún dólares cuotas."},
      // Nothing behind it, or no noun for certain.
      {"Son {n como palabras}.", 21, "Son veintiuno."},
      {"La opción es la {n como palabras}, pagos.", 21, "La opción es la veintiuno, pagos."},
      {"Al {n como palabras} llega la factura.", 21, "Al veintiuno llega la factura."},
      {"Hay {n como palabras} vencidos.", 21, "Hay veintiuno vencidos."},
      {"Con el {n como palabras} pagas menos.", 21, "Con el veintiuno pagas menos."},
      {"Son {n como palabras} {n ? uno: pago | otros: cuotas}.", 21, "Son veintiuno cuotas."},
      {"Son {n como palabras} {n ? uno: sola | otros: cuotas}.", 1, "Son uno sola."},
      {"Son {n como palabras} cuotas{x}.", 21, "Son veintiuno cuotasx."},
      {"Son {n} cuotas.", 21, "Son 21 cuotas."}};
  for (const Row& row : kRows) {
    const std::int64_t m = row.n;
    EXPECT_EQ(heard(row.line, {{"n", row.n}, {"m", m}, {"s", 1}, {"x", "x"}}), row.heard) << row.line;
  }
  EXPECT_EQ(heard("They are {n como palabras} cuotas.", {{"n", 21}}, "en-US"), "They are twenty-one cuotas.");
}

TEST(Counted, TheSecondPersonHasVerbsThatLookLikeNouns) {
  EXPECT_EQ(heard("Tiene {n como palabras} cuentas.", {{"n", 21}}), "Tiene veintiuna cuentas.");
  EXPECT_EQ(heard("Con el {n como palabras} cuentas con más.", {{"n", 21}}, "es-US\nregistro tú"),
            "Con el veintiuno cuentas con más.");
}

/// The first finding of an error in `line`, with its fix.
std::pair<std::string, std::string> finding(const std::string& line) {
  MemorySources sources;
  sources.put("ley.flow", kLaw);
  sources.put(
      "prueba.flow",
      "flujo prueba, guion 1\nsigue ley\n\ndato trato: trato, del sistema\ndato n: cuenta, del sistema\ndato s: "
      "sí o no, del sistema\n\netapa única\n  di " +
          line + "\n  termina resuelto\n");
  for (const auto& d : compile("prueba.flow", sources).diagnostics)
    if (d.severity == diag::Severity::Error) return {d.es, d.fix ? d.fix->replacement : ""};
  return {};
}

TEST(Agreement, ArmsAreComplete) {
  EXPECT_EQ(finding("{trato ? señor: a | señora: b}.").first, "en esta elección falta la forma «neutro»");
  EXPECT_EQ(finding("{n} {n ? uno: día}.").first, "en esta elección falta la forma «otros»");
  EXPECT_EQ(finding("{s ? sí: bien}.").first, "en esta elección falta el caso «no»");
  EXPECT_EQ(finding("{trato ? neutro: a}.").first, "");
  EXPECT_EQ(finding("{n} {n ? otros: días}.").first, "");
  const auto fixed = finding("{n} {n ? uno: peso | muchos: de pesos}.");
  EXPECT_EQ(fixed.first, "en esta elección falta la forma «otros»");
  EXPECT_EQ(fixed.second, " | otros: pesos");
  EXPECT_EQ(finding("{n} {n ? uno: peso | muchos: de pesos | otros: pesos}.").first, "");
}

TEST(EdgeBytes, AreTakenApartAndPutTogetherAgain) {
  const std::string body = R"(
slot name "n" value "Ana"
slot address "a" value 1
slot text "x" value "el contrato"
slot count "c" value 21
stage "uno" L0
code
L0:
  say "{capital greeting}. {capital 2}, {de 2} {a 2} {y 0} {o 2:words} {o 3:masculine} {3:feminine} {De 2} {A 2} {Y 0} {O farewell} {capital 0@1} {1?{de 2}|{capital 2}|a}"
  end 0
)";
  const auto made = assembled(kHead + body);
  const auto again = assembled(assembly::print(made.module, false));
  EXPECT_EQ(assembly::encode(made.module, {}), assembly::encode(again.module, {}));
  const Loaded image(image_of(kHead + body));
  Call call(image);
  EXPECT_EQ(
      call.say(),
      "Buenos días. El contrato, del contrato al contrato y Ana o el contrato o veintiún veintiuna Del contrato Al contrato Y Ana O un "
      "buen día Señora Ana El contrato");
}

/// The reason why the loader refuses a line of these bytes.
std::string refusal(const std::string& bytes) {
  return Loaded(image_of(kHead + "\nslot text \"x\" value \"a\"\nstage \"uno\" L0\ncode\nL0:\n  say \"" + bytes +
                         "\"\n  end 0\n"))
      .reason();
}

TEST(EdgeBytes, TheLoaderTakesNoneWithoutAPiece) {
  EXPECT_EQ(refusal(R"(\x01\x05\x08)"), "None");
  EXPECT_EQ(refusal(R"(\x01\x06\x08\x08)"), "None");
  EXPECT_EQ(refusal(R"(\x01\x06\x01\x03)"), "None");
  EXPECT_EQ(refusal(R"(\x01\x06\x01\x01\x01\x01)"), "None");
  for (const char* bytes : {R"(\x01\x05)", R"(\x01\x05a)", R"(\x01\x06\x01)", R"(\x01\x06\x01a)", R"(\x01\x06\x09\x08)",
                            R"(\x01\x05\x01\x05\x08)", R"(\x01\x06\x01\x01\x05\x08)", R"(\x01\x06\x01\x01\x06\x01\x08)",
                            R"(\x01\x05\x06\x01)", R"(\x01\x09\x08)"})
    EXPECT_EQ(refusal(bytes), "BadTemplate") << bytes;
}

TEST(EdgeBytes, AShortBufferGetsTheBeginning) {
  const std::string body = R"(
slot text "x" value "el ñandú íntegro"
stage "uno" L0
code
L0:
  say "{capital 0}, {de 0} {a 0} {y 0} {A 0} {De 0}"
  end 0
)";
  const Loaded image(image_of(kHead + body));
  Call call(image);
  (void)call.next();
  const std::string whole = call.text();
  for (std::size_t capacity = 0; capacity <= whole.size() + 40; ++capacity) {
    std::vector<char> buffer(capacity);
    std::size_t needed = 0;
    (void)guion_text(call.session, buffer.data(), capacity, &needed);
    ASSERT_EQ(needed, whole.size()) << capacity;
    ASSERT_EQ(std::string(buffer.data(), std::min(capacity, needed)), whole.substr(0, capacity)) << capacity;
  }
}

}  // namespace
}  // namespace guion::test
