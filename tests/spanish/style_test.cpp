// Slips of style: G0750 to G0754, and the sentences of G0741 and G0744. Each finding underlines its words and nothing
// else, each fix mends it, and what only looks like a slip is let pass.
#include <gtest/gtest.h>

#include "style_support.hpp"

namespace guion::test {
namespace {

const std::vector<unsigned> kStyle{750, 751, 752, 753, 754};

Findings in(const std::string& text) { return shown(read_lines("  di " + text + "\n", kStyle)); }
std::string fixed(const std::string& text) {
  const Read r = read_lines("  di " + text + "\n", kStyle);
  const std::string lines = mended(r);
  EXPECT_EQ(Findings{}, shown(read_lines(lines, kStyle))) << lines;
  return lines.substr(5, lines.size() - 6);
}

TEST(RepeatedWord, IsFoundAndTakenOut) {
  EXPECT_EQ(in("Vamos a revisar el el cargo."), Findings{"G0750 \"el\""});
  EXPECT_EQ(fixed("Vamos a revisar el el cargo."), "Vamos a revisar el cargo.");
  EXPECT_EQ(fixed("La la factura ya salió."), "La factura ya salió.");
  EXPECT_EQ(in("Su pago pago quedó hecho."), Findings{"G0750 \"pago\""});
  EXPECT_EQ(fixed("Le confirmo que que sí."), "Le confirmo que sí.");
}

TEST(RepeatedWord, AcrossAWrappedLine) {
  const Read r = read_lines("  di Vamos a revisar la\n    | la factura.\n", kStyle);
  EXPECT_EQ(shown(r), Findings{"G0750 \"la\""});
  EXPECT_EQ(shown(read_lines(mended(r), kStyle)), Findings{});
}

TEST(RepeatedWord, AtTheEdgeOfAnArmHasNoFix) {
  const Read r = read_lines("  di Traiga {vía_de_pago ? tarjeta: la | cheque: el} la tarjeta.\n", kStyle);
  EXPECT_EQ(shown(r), Findings{"G0750 \"la\""});
  EXPECT_FALSE(r.found[0].fix);
}

TEST(RepeatedWord, IsSometimesMeant) {
  for (const char* good :
       {"Sí, sí, con gusto.", "Sí sí, ya lo veo.", "No no, al contrario.", "Marque cero cero uno.",
        "Poco a poco se llena.", "¿Cómo está? Está bien.", "Lo que pidió. Pidió dos.", "Es muy muy fácil.",
        "Diga «hola», hola y adiós.", "El plan Bora Bora incluye deportes.",
        "Puede que entre entre las dos y las tres.", "Paso a paso lo vemos.", "Su saldo es {saldo} {saldo}."})
    EXPECT_EQ(in(good), Findings{}) << good;
}

TEST(CapitalAfterComma, IsFoundAndLowered) {
  EXPECT_EQ(in("Gracias por llamar, En un momento le atiendo."), Findings{"G0751 \"En\""});
  EXPECT_EQ(fixed("Gracias por llamar, En un momento le atiendo."), "Gracias por llamar, en un momento le atiendo.");
  EXPECT_EQ(fixed("Por favor, ¿Puede repetirlo?"), "Por favor, ¿puede repetirlo?");
  EXPECT_EQ(fixed("Listo, Según veo, Está al corriente."), "Listo, según veo, está al corriente.");
  EXPECT_EQ(fixed("Un momento, Él ya viene, Aquí está."), "Un momento, Él ya viene, aquí está.");
}

TEST(CapitalAfterComma, NamesKeepTheirs) {
  for (const char* good :
       {"Gracias, Ana.", "Le atiende, Marta de Cable Austral.", "Tenemos tiendas en Temuco, Los Ángeles y Osorno.",
        "Vive en Santiago, La Florida.", "Su evento, El {folio}, fue ayer.", "Con Internet, TV y teléfono.",
        "Planes B, A y C.", "Pagó en Chile, Perú y México.", "Visite nuestra tienda, Mi Cable.",
        "Zona norte, Este y Oeste.", "Es la factura, No. 5.", "Gracias. En un momento sigo.", "Gracias, USTED decide."})
    EXPECT_EQ(in(good), Findings{}) << good;
}

TEST(CommaBeforeQue, IsFoundAndTakenOut) {
  EXPECT_EQ(in("Le informo, que su pago quedó hecho."), Findings{"G0752 \",\""});
  EXPECT_EQ(fixed("Le informo, que su pago quedó hecho."), "Le informo que su pago quedó hecho.");
  EXPECT_EQ(fixed("Recuerde, que su factura vence mañana."), "Recuerde que su factura vence mañana.");
  EXPECT_EQ(fixed("Tenga en cuenta, que hay otro cargo."), "Tenga en cuenta que hay otro cargo.");
  EXPECT_EQ(fixed("¿Puede confirmarle, que ya pagó?"), "¿Puede confirmarle que ya pagó?");
  EXPECT_EQ(fixed("Dígame, que servicio falla."), "Dígame que servicio falla.");
}

TEST(CommaBeforeQue, BelongsElsewhere) {
  for (const char* good :
       {"Pague hoy, ya que mañana vence.", "Vamos bien, así que sigamos.", "Ya pagó, que es lo importante.",
        "El número que le digo, que termina en tres, es el suyo.", "Como le informo, que se puede, se hará.",
        "Es un cargo único, que no se repite.", "Le informo, además, que hay otro.", "Dígame, que le escucho.",
        "Según le recuerdo, que ya es tarde, termina hoy.", "Cuénteme, que aquí estoy.",
        "Dígame, ¿qué servicio falla?", "Tenga en cuenta, que no es poco, el descuento."})
    EXPECT_EQ(in(good), Findings{}) << good;
}

TEST(BlankLeft, InItsFiveNotations) {
  EXPECT_EQ(in("Su saldo es de ___."), Findings{"G0753 \"___\""});
  EXPECT_EQ(in("Su saldo es [monto a pagar] hoy."), Findings{"G0753 \"[monto a pagar]\""});
  EXPECT_EQ(in("Su saldo es de XXX dólares."), Findings{"G0753 \"XXX\""});
  EXPECT_EQ(in("Su saldo es de $XX.XX hoy."), Findings{"G0753 \"$XX.XX\""});
  EXPECT_EQ(in("Gracias, <nombre del cliente>."), Findings{"G0753 \"<nombre del cliente>\""});
  EXPECT_EQ(in("Vence el __/__/____ sin falta."), Findings{"G0753 \"__/__/____\""});
  EXPECT_EQ(in("Su folio es …………."), Findings{"G0753 \"…………\""});
  EXPECT_EQ(in("Su folio es ............"), Findings{"G0753 \"............\""});
  EXPECT_EQ(in("Gracias, \\{cliente\\}."), Findings{"G0753 \"{cliente\\}\""});
}

TEST(BlankLeft, NamesASlotThatIsThere) {
  EXPECT_EQ(fixed("Su saldo es [saldo] hoy."), "Su saldo es {saldo} hoy.");
  EXPECT_EQ(fixed("Paga con [Vía de pago], gracias."), "Paga con {vía_de_pago}, gracias.");
  EXPECT_FALSE(read_lines("  di Su folio es [número].\n", kStyle).found.at(0).fix);
}

TEST(BlankLeft, IsNoneWhereSomethingIsMeant) {
  for (const char* good :
       {"Escriba a ana_ríos@cableaustral.com.", "Bueno... veamos.", "Un momento… listo.", "El siglo XX terminó.",
        "Fue el XXX Congreso de la empresa.", "Tarda de 3 a 5 días (hábiles).", "Use el puerto a__b del equipo."})
    EXPECT_EQ(in(good), Findings{}) << good;
  EXPECT_EQ(shown(read_lines("  nota Oprima [F5] y espere.\n  di Gracias.\n", kStyle)), Findings{});
}

TEST(ArticleTwice, BeforeWhatBringsItsOwn) {
  EXPECT_EQ(in("Le llamo a las {hora}."), Findings{"G0754 \"las\""});
  EXPECT_EQ(fixed("Le llamo a las {hora}."), "Le llamo a {hora}.");
  EXPECT_EQ(fixed("Desde la {hora como palabras}."), "Desde {hora como palabras}.");
  EXPECT_EQ(fixed("Su ciclo va del {periodo}."), "Su ciclo va {periodo}.");
  EXPECT_EQ(fixed("Vamos de {franja}."), "Vamos {franja}.");
  EXPECT_EQ(fixed("Que tenga un {ahora.despedida}."), "Que tenga {ahora.despedida}.");
  EXPECT_EQ(fixed("Muy buenos {ahora.saludo}."), "Muy {ahora.saludo}.");
  EXPECT_EQ(fixed("Hola, buenos {ahora.saludo}."), "Hola, {ahora.saludo}.");
  EXPECT_EQ(fixed("Es {meses ? uno: a las {hora} | otros: del {periodo}}."),
            "Es {meses ? uno: a {hora} | otros: {periodo}}.");
}

TEST(ArticleTwice, NotBeforeWhatBringsNone) {
  for (const char* good :
       {"Le llamo a {hora}.", "El {vence} se paga.", "Del {vence} en adelante.", "En el ciclo {periodo} hubo un cargo.",
        "Que tenga {ahora.despedida}.", "Muy {ahora.saludo}.", "Es la {vía_de_pago}.", "Vaya en la franja {franja}.",
        "El día {vence}."})
    EXPECT_EQ(in(good), Findings{}) << good;
}

// ---- sentences
// ------------------------------------------------------------------------------------------------------

const std::string kThirty =
    "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés "
    "veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve";

TEST(LongSentence, OverTheLimitOnly) {
  EXPECT_EQ(shown(read_lines("  di Hay " + kThirty + ".\n", {741})), Findings{});
  const Read r = read_lines("  di Gracias. Hay " + kThirty + " más. Listo.\n", {741});
  EXPECT_EQ(shown(r), Findings{"G0741 \"Hay " + kThirty + " más.\""});
  EXPECT_NE(r.found[0].es.find("31"), std::string::npos);
  CompileOptions wide;
  wide.reading.sentence_words = 31;
  EXPECT_EQ(shown(read_lines("  di Hay " + kThirty + " más.\n", {741}, {}, wide)), Findings{});
}

TEST(LongSentence, AListIsOneWordAndNotesAreFree) {
  EXPECT_EQ(shown(read_lines("  di Hay {conceptos} " + kThirty.substr(4) + ".\n", {741})), Findings{});
  EXPECT_EQ(shown(read_lines("  nota Hay " + kThirty + " más.\n  di Gracias.\n", {741})), Findings{});
}

TEST(ManyNegations, CountsWhatDenies) {
  for (const std::string bad :
       {"No puedo decirle que no sin no revisarlo.", "No digo que no se pueda, ni que nunca falle.",
        "Si no llama no hay visita y nadie le avisa.", "Sin factura no hay cargo, pero tampoco crédito."})
    EXPECT_EQ(shown(read_lines("  di Gracias. " + bad + "\n", {744})), Findings{"G0744 \"" + bad + "\""}) << bad;
  for (const char* good : {"No tiene ningún cargo ni nada pendiente.", "No solo no sube, sino que no cambia.",
                           "No hay costo. No suba. No baje.", "No obstante, no hay cargo sin embargo.",
                           "No se preocupe, no hay problema.", "No, no tiene ningún cargo sin pagar.",
                           "Usted no tiene que pagar ningún cargo, sin excepción."})
    EXPECT_EQ(shown(read_lines(std::string{"  di "} + good + "\n", {744})), Findings{}) << good;
}

}  // namespace
}  // namespace guion::test
