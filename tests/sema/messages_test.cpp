// Every message of names, types and templates: one flow that has the flaw, and the place the message points to. The
// last test holds the table against diagnostics.def, so that a new row needs a case here.
#include <gtest/gtest.h>

#include <ostream>
#include <set>

#include "sema/support.hpp"

namespace guion::test {
namespace {

struct Case {
  const char* name;  ///< of the test
  std::vector<TestFile> files;
  std::vector<std::string> expected;
};

const std::string kEnd = "  termina resuelto\n";

/// A flaw in the lines of the stage.
Case lines(const char* name, const std::string& body, std::vector<std::string> expected) {
  const std::string slots =
      "dato cliente: nombre\ndato apodo: nombre\ndato trato_cliente: trato\ndato edad: cuenta 0..120\ndato total: "
      "cuenta 0..10\n"
      "dato día: fecha\ndato hora_cita: hora\ndato precio: dinero MXN 0..100\ndato razón: motivo\ndato nota_libre: "
      "texto\n"
      "dato empresa = Cable Austral\ndato clave: código\ndato tel: teléfono\ndato rato: duración\n";
  return {name, pair(slots, body + kEnd), std::move(expected)};
}
/// A flaw in the declarations of the flow.
Case top(const char* name, const std::string& declarations, std::vector<std::string> expected) {
  return {name, pair(declarations, kEnd), std::move(expected)};
}
/// A flaw in the protocol.
Case law(const char* name, const std::string& more, std::vector<std::string> expected) {
  return {name, pair("", kEnd, more), std::move(expected)};
}

std::string repeat(int count, const std::string& before, const std::string& after) {
  std::string all;
  for (int i = 0; i < count; ++i) all += before + std::to_string(i) + after;
  return all;
}

std::vector<Case> cases() {
  std::vector<Case> all;
  // ---- files
  // -----------------------------------------------------------------------------------------------------------------------
  all.push_back({"ImportMissing",
                 {{"a.flow", "flujo prueba, guion 1\nsigue nada_hay\netapa x\n  di Hola.\n"}},
                 {"ImportNotFound «nada_hay»"}});
  all.push_back({"LibrariesInACircle",
                 {{"a.flow", "biblioteca una_más, guion 1\nusa b\n"}, {"b.flow", "biblioteca b, guion 1\nusa a\n"}},
                 {"ImportCycle «a»"}});
  all.push_back({"NoProtocol",
                 {{"a.flow", "flujo prueba, guion 1\netapa x\n  di Hola, {cliente}.\n  termina bien\n"}},
                 {"MissingProtocol «flujo prueba, guion 1»"}});
  all.push_back({"TwoProtocols", pair("sigue otro\n", kEnd), {"SeveralProtocols «sigue otro»"}});
  all.push_back({"FollowsLibrary",
                 {{"a.flow", "flujo prueba, guion 1\nsigue lib\netapa x\n  di Hola.\n"},
                  {"lib.flow", "biblioteca lib, guion 1\n"}},
                 {"FollowsNoProtocol «lib»"}});
  all.push_back({"UsesProtocol", pair("usa base\n", kEnd), {"UsesNoLibrary «base»"}});
  // ---- names
  // -----------------------------------------------------------------------------------------------------------------------
  all.push_back(top("SameNameTwice", "dato a1: texto\ndato a1: cuenta\n", {"DuplicateName «a1»"}));
  all.push_back(top("SlotLikeLevel", "dato titular: texto\n", {"DuplicateName «titular»"}));
  all.push_back(top("TwinsByAccent", "dato razon_x: texto\ndato razón_x: texto\n", {"SimilarNames «razón_x»"}));
  all.push_back(lines("LineIdTwice", "  di @#x7 Hola.\n  di @#x7 Adiós.\n", {"DuplicateLineId «x7»"}));
  all.push_back(lines("Slot", "  di Hola, {clienta}.\n", {"UndeclaredSlot «clienta»"}));
  all.push_back(lines("SlotOnce", "  di Hola, {zzzzzz}.\n  di {zzzzzz}\n", {"UndeclaredSlot «zzzzzz»"}));
  all.push_back(lines("Level", "  revoca titulares\n", {"UndeclaredLevel «titulares»"}));
  all.push_back(lines("Condition", "  si titulor\n    di Hola.\n", {"UndeclaredCondition «titulor»"}));
  all.push_back(top("Type", "dato a1: motivos\n", {"UndeclaredType «motivos»"}));
  all.push_back(lines("Method", "  verifica titular\n    con pim, 1 intento: ¿PIN?\n    si falla\n      nada\n",
                      {"UndeclaredMethod «pim»"}));
  all.push_back(top("Class", "dato a1: texto, clase cuentas\n", {"UndeclaredClass «cuentas»"}));
  all.push_back(
      lines("Service", "  consulta facturacion\n    si falla\n      nada\n", {"UndeclaredService «facturacion»"}));
  all.push_back(lines("Area", "  transfiere retencion: No cuelgue.\n    si falla\n      nada\n",
                      {"UndeclaredArea «retencion»"}));
  all.push_back(lines("Outcome", "  si procede: ¿Terminar?\n    termina resuelta\n", {"UndeclaredOutcome «resuelta»"}));
  all.push_back(lines("Tag", "  di @avisos Hola.\n", {"UndeclaredTag «avisos»"}));
  all.push_back(lines("Stage", "  si procede: ¿Otra vez?\n    ir a unica\n", {"UndeclaredStage «unica»"}));
  all.push_back(lines("Part", "  haz saludo\n", {"UndeclaredPart «saludo»"}));
  all.push_back(
      top("Rule", "excepto regla avisos hasta 2030-01-31: Se prueba otro aviso.\n", {"UndeclaredRule «avisos»"}));
  all.push_back(lines("Value", "  si razón es pagos\n    nada\n", {"UndeclaredValue «pagos»"}));
  all.push_back({"StageOfNoProtocol",
                 {{"prueba.flow", flow("", kEnd) + "etapa extras\n  termina resuelto\n"}, {"base.flow", protocol()}},
                 {"StageNotInProtocol «extras»"}});
  all.push_back(lines("LevelSaid", "  di Hola, {titular}.\n", {"LevelWhereSlotExpected «titular»"}));
  all.push_back(lines("SlotRevoked", "  revoca cliente\n", {"SlotWhereLevelExpected «cliente»"}));
  // ---- the law
  // -----------------------------------------------------------------------------------------------------------------------
  all.push_back(law("LevelsInACircle", "nivel a1 incluye b1\nnivel b1 incluye a1\n", {"LevelCycle «a1»"}));
  all.push_back(lines("MethodTooWeak",
                      "  verifica titular\n    con voz, 1 intento: ¿Quién habla?\n    si falla\n      nada\n",
                      {"MethodDoesNotGrant «voz»"}));
  all.push_back(lines("MoreTries", "  verifica titular\n    con pin, 4 intentos: ¿PIN?\n    si falla\n      nada\n",
                      {"TooManyTries «4»"}));
  all.push_back(lines("MethodTooWeakAndTriedTooOften",
                      "  verifica titular\n    con voz, 4 intentos: ¿Quién habla?\n    si falla\n      nada\n",
                      {"MethodDoesNotGrant «voz»"}));
  all.push_back(lines("MethodTwiceOnOneLine",
                      "  verifica identificado\n    con pin, 3 intentos: ¿PIN?\n    con voz, 1 intento: ¿Quién habla?\n"
                      "    con pin, 3 intentos: ¿Otra vez?\n    si falla\n      nada\n",
                      {"MethodTwice «pin»"}));
  all.push_back(lines("LackingWhat",
                      "  verifica titular\n    con pin, 1 intento, si no lo tiene: ¿PIN?\n    si falla\n      nada\n",
                      {"FirstMethodIfLacking «con pin, 1 intento, si no lo tiene: ¿PIN?»"}));
  all.push_back(lines("LookupActs", "  consulta caja\n    si falla\n      nada\n", {"LookupOfActingService «caja»"}));
  all.push_back(lines("RequestReads", "  solicita facturación\n    si falla\n      nada\n",
                      {"RequestOfReadingService «facturación»"}));
  all.push_back(lines("LookupFails", "  consulta facturación\n", {"MissingFailureBlock «consulta facturación»"}));
  all.push_back(lines("TransferFails", "  si titular\n    transfiere retención: No cuelgue.\n",
                      {"MissingFailureBlock «transfiere retención: No cuelgue.»"}));
  all.push_back(lines("VerifyFails", "  verifica titular\n    con pin, 1 intento: ¿PIN?\n",
                      {"MissingFailureBlock «verifica titular»"}));
  all.push_back(lines("Silence", "  pregunta cliente, 8 segundos: ¿Su nombre?\n",
                      {"MissingSilenceBlock «pregunta cliente, 8 segundos: ¿Su nombre?»"}));
  all.push_back(lines("NoLimit", "  pregunta cliente: ¿Su nombre?\n    si no responde\n      nada\n",
                      {"SilenceWithoutLimit «si no responde»"}));
  all.push_back(lines("TwoFailures", "  consulta facturación\n    si falla\n      nada\n    si falla\n      nada\n",
                      {"RepeatedArm «si falla»"}));
  all.push_back(
      law("FieldChanges", "servicio otro\n  da saldo: dinero MXN\n", {"FieldOfOtherType «da saldo: dinero MXN»"}));
  all.push_back(
      top("FieldRestated", "dato saldo: dinero USD 1..5\n", {"FieldRestatedOtherwise «dato saldo: dinero USD 1..5»"}));
  all.push_back(law("StaleAtOnce", "servicio otro\n  da algo: texto\n  invalida algo\n", {"StalesWhatItGives «algo»"}));
  all.push_back(lines("ConstantAsked", "  pregunta empresa: ¿Empresa?\n", {"ConstantFilled «empresa»"}));
  all.push_back({"NoStages",
                 {{"a.flow", "flujo prueba, guion 1\nsigue base\n"}, {"base.flow", protocol()}},
                 {"FlowWithoutStages «flujo prueba, guion 1»"}});
  all.push_back(
      {"StageLeftOut",
       {{"a.flow", "flujo prueba, guion 1\nsigue base\netapa extra\n  termina resuelto\n"}, {"base.flow", protocol()}},
       {"RequiredStageMissing «flujo prueba, guion 1»"}});
  all.push_back(
      {"StageTooEarly",
       {{"a.flow", "flujo prueba, guion 1\nsigue base\netapa extra\n  di Hola.\netapa única\n  termina resuelto\n"},
        {"base.flow", protocol()}},
       {"StageOutOfOrder «etapa única»"}});
  all.push_back({"EmptyStage",
                 {{"a.flow", flow("", kEnd) + "etapa extra\n"}, {"base.flow", protocol()}},
                 {"EmptyBlock «etapa extra»"}});
  all.push_back(lines("EmptyOption", "  menú ¿Seguimos?\n    - Sí\n    - No\n      nada\n", {"EmptyBlock «- Sí»"}));
  all.push_back(
      {"PartInItself",
       {{"a.flow", flow("parte p1\n  haz p2\nparte p2\n  haz p1\n", "  haz p1\n" + kEnd)}, {"base.flow", protocol()}},
       {"PartRunsItself «p1»"}});
  all.push_back({"PartLeaves",
                 {{"a.flow", flow("parte p1\n  ir a única\n", "  haz p1\n" + kEnd)}, {"base.flow", protocol()}},
                 {"GoToInPart «ir a única»"}});
  // Once EveryItemGuarded (retired): whether something is left is decided on paths.
  all.push_back(lines("AllGuarded",
                      "  di una de\n    - Hola.\n      solo si titular\n    - Adiós.\n      solo si identificado\n", {}));
  all.push_back(lines("OneWording", "  di una de\n    - Hola.\n", {"ListOfOne «di una de»"}));
  all.push_back(lines("TwinOptions",
                      "  menú ¿Seguimos?\n    - Sí, {cliente}\n      nada\n    - Sí, {cliente}\n      nada\n    - No\n"
                      "      nada\n",
                      {"OptionTwice «Sí, {cliente}»"}));
  all.push_back(lines("TwinOptionsUnderGuards",
                      "  menú ¿Seguimos?\n    - Sí\n      solo si titular\n      nada\n    - Sí\n"
                      "      solo si falta titular\n      nada\n    - No\n      nada\n",
                      {}));
  all.push_back(lines("OptionWithColon", "  menú ¿Seguimos?\n    - Sí:\n      nada\n    - No\n      nada\n",
                      {"OptionEndsInColon «:»"}));
  all.push_back({"StageMistyped",
                 {{"a.flow", "flujo prueba, guion 1\nsigue base\netapa unica\n  termina resuelto\n"},
                  {"base.flow", protocol()}},
                 {"StageNotInProtocol «unica»"}});
  all.push_back({"StageTwiceAndNoneElse",
                 {{"a.flow", "flujo prueba, guion 1\nsigue base\netapa extra\n  di Hola.\netapa extra\n  termina "
                             "resuelto\n"},
                  {"base.flow", protocol()}},
                 {"DuplicateName «extra»"}});
  all.push_back(
      lines("SealOpened", "  di, sellada 00000000 por legal: Esta llamada se graba.\n", {"SealBroken «00000000»"}));
  // ---- types
  // -----------------------------------------------------------------------------------------------------------------------
  all.push_back(lines("DateForCount", "  si edad > 2027-01-31\n    nada\n", {"LiteralOfOtherType «2027-01-31»"}));
  all.push_back(lines("ThreeDecimals", "  si precio > 12.505\n    nada\n", {"TooManyDecimals «12.505»"}));
  all.push_back(
      top("HugeRange", "dato a1: cuenta 0..99999999999999999999\n", {"NumberTooLarge «99999999999999999999»"}));
  all.push_back(lines("NoSuchDay", "  si día > 2027-02-30\n    nada\n", {"NoSuchDate «2027-02-30»"}));
  all.push_back(lines("NoSuchHour", "  si hora_cita > 24:00\n    nada\n", {"NoSuchTime «24:00»"}));
  all.push_back(top("ConstantTooLarge", "dato a1: cuenta 0..5 = 6\n", {"ValueOutOfRange «6»"}));
  all.push_back(lines("AlwaysTrue", "  si edad < 200\n    nada\n", {"ComparedOutOfRange «200»"}));
  all.push_back(law("ZeroTries", "método m1 da titular, 0 intentos\n", {"CountOutOfRange «0»"}));
  all.push_back(top("Currency", "dato a1: dinero MXX\n", {"UnknownCurrency «MXX»"}));
  all.push_back(top("Locale", "idioma es-AR\n", {"UnknownLocale «es-AR»"}));
  all.push_back(top("Backwards", "dato a1: cuenta 5..1\n", {"RangeUpsideDown «5..1»"}));
  all.push_back(lines("BareMoney", "  si precio\n    nada\n", {"ConditionNotYesNo «precio»"}));
  all.push_back(lines("IsOnCount", "  si edad es pago\n    nada\n", {"IsOnlyForChoices «edad es pago»"}));
  all.push_back(lines("SignOnChoice", "  si razón = 1\n    nada\n", {"ChoiceComparedBySign «razón = 1»"}));
  all.push_back(lines("OrderOfTexts", "  si cliente > apodo\n    nada\n", {"TypeHasNoOrder «cliente > apodo»"}));
  all.push_back(lines("TwoCurrencies", "  si precio > monto\n    nada\n", {"TypesDoNotAgree «precio > monto»"}));
  all.push_back(lines("DatePlusMoney", "  pon día = día + precio\n", {"SumDoesNotAgree «día + precio»"}));
  all.push_back(lines("DateMinusDate", "  pon edad = día - día\n", {"SumDoesNotAgree «día - día»"}));
  all.push_back(lines("HourMinusHour", "  pon rato = hora_cita - hora_cita\n",
                      {"SumDoesNotAgree «hora_cita - hora_cita»"}));
  all.push_back({"DayOfMonthPlusCount",
                 pair("dato d1: día del mes\ndato m1: mes\ndato n1: cuenta 0..3\n",
                      "  pon d1 = d1 + n1\n  pon m1 = m1 - n1\n" + kEnd),
                 {"SumDoesNotAgree «d1 + n1»", "SumDoesNotAgree «m1 - n1»"}});
  all.push_back(lines("LiteralFirst", "  pon edad = 5 + edad\n", {"SumStartsWithLiteral «5»"}));
  all.push_back({"LongerText",
                 pair("dato a1: texto 1..10\ndato a2: texto 1..20\n", "  pon a1 = a2\n" + kEnd),
                 {"TextMayNotFit «a2»"}});
  all.push_back({"ConstantTooLong",
                 pair("dato a1: texto 1..3\ndato a2 = Hola\ndato a3: texto 3..8\n",
                      "  pon a1 = a2\n  pon a3 = a2\n" + kEnd),
                 {"TextMayNotFit «a2»"}});
  all.push_back({"OwnWordsOutsideTalk",
                 pair("dato razón_libre: a viva voz (Explique por qué.)\ndato a1: texto\n",
                      "  di {razón_libre}\n  nota {razón_libre}\n  di una de\n    - Uno: {razón_libre}\n    - Dos.\n"
                      "  pon a1 = razón_libre\n  pregunta a1: ¿{razón_libre}?\n"
                      "  menú ¿{razón_libre}?\n    - {razón_libre}\n      nada\n    - No\n      nada\n"
                      "  verifica titular\n    con pin, 1 intento: {razón_libre}\n    si falla\n      nada\n"
                      "  transfiere retención: {razón_libre}\n    si falla\n      nada\n" +
                          kEnd),
                 {"OwnWordsElsewhere «razón_libre»", "OwnWordsElsewhere «razón_libre»",
                  "OwnWordsElsewhere «razón_libre»", "OwnWordsElsewhere «razón_libre»",
                  "OwnWordsElsewhere «razón_libre»", "OwnWordsElsewhere «razón_libre»"}});
  all.push_back(top("CodeWithHyphen", "dato c1: código = ab-cd\n", {"TextOfOtherForm «ab-cd»"}));
  all.push_back(top("CodeWithAccents", "dato c1: código = ñandú\n", {"TextOfOtherForm «ñandú»"}));
  all.push_back(top("PhoneTooShort", "dato t1: teléfono = +34 600\n", {"TextOfOtherForm «+34 600»"}));
  all.push_back(top("PhoneWithBlanks", "dato t1: teléfono = +34 600 000 000\n", {}));
  all.push_back(top("ListByCommas", "dato l1: lista = a, b\n", {"TextOfOtherForm «a, b»"}));
  all.push_back(top("ListWithAnEmptyItem", "dato l1: lista = a | | b\n", {"TextOfOtherForm «a | | b»"}));
  all.push_back(top("ListByBars", "dato l1: lista = a, b | c\n", {}));
  all.push_back(lines("Overflow", "  pon edad = edad + 1\n", {"MissingOverflowBlock «pon edad = edad + 1»"}));
  all.push_back(
      lines("NoOverflow", "  pon edad = total\n    si no cabe\n      nada\n", {"OverflowNeverTaken «si no cabe»"}));
  all.push_back(lines("WhenByCount", "  según edad\n    es pago\n      nada\n", {"WhenByOtherType «edad»"}));
  all.push_back(lines("ArmsLeftOut", "  según razón\n    es pago\n      nada\n", {"ValuesMissing «según razón»"}));
  all.push_back(lines("ArmTwice", "  según razón\n    es pago o otro\n      nada\n    es alza o pago\n      nada\n",
                      {"ValueTwice «pago»"}));
  all.push_back(lines("ElseForNone",
                      "  según cobrado\n    es sí\n      nada\n    es no\n      nada\n    si no\n      nada\n",
                      {"ElseNeverTaken «si no»"}));
  // ---- templates
  // -------------------------------------------------------------------------------------------------------------------
  all.push_back(lines("DigitsOfName", "  di Hola, {cliente como dígitos}.\n", {"FormDoesNotFit «dígitos»"}));
  all.push_back(lines("ChooseByText", "  di {nota_libre ? uno: a | otros: b}\n", {"ChoiceByOtherType «nota_libre»"}));
  all.push_back(lines("NoSuchPlural", "  di {edad ? uno: año | dos: años}\n", {"UnknownPlural «dos»"}));
  all.push_back({"PluralOfADay",
                 pair("dato d1: día del mes\n", "  di {d1 ? uno: día | otros: días}\n" + kEnd),
                 {"ChoiceByOtherType «d1»"}});
  all.push_back(lines("LabelLeftOut", "  di {razón ? pago: pago | alza: alza}\n", {"MissingLabel «razón»"}));
  all.push_back(lines("NoNeutral", "  di {trato_cliente ? señor: a | señora: b}\n", {"MissingLabel «trato_cliente»"}));
  all.push_back(lines("CommasForBars", "  di {trato_cliente ? señora: Sra., señor: Sr., neutro: a} {cliente}\n",
                      {"ChoiceSeparator «, señor: Sr., »"}));
  all.push_back(lines("SlashesForBars", "  di Tiene {edad ? uno: año / otros: años}.\n", {"ChoiceSeparator « / »"}));
  all.push_back(lines("AddressInEitherTongue",
                      "  di {trato_cliente ? sir: a | señora: b | neutral: c}\n  si trato_cliente es madam\n    nada\n"
                      "  pon trato_cliente = neutral\n",
                      {}));
  all.push_back(lines("WholeTextInQuotes", "  di \"Hola, {cliente}.\"\n", {"QuotedText «\"Hola, {cliente}.\"»"}));
  all.push_back(lines("QuotesInside", "  di «Sí» o «no».\n  di Diga «sí».\n", {}));
  all.push_back(top("ConstantInQuotes", "dato marca = «Andina»\n", {"QuotedText ««Andina»»"}));
  all.push_back(lines("GreetingWithoutNow", "  di {saludo}, {cliente}.\n", {"UndeclaredSlot «saludo»"}));
  all.push_back(lines("LabelTwice", "  di {edad ? otros: años | otros: año}\n", {"RepeatedLabel «otros»"}));
  all.push_back(top("BlankInConstant", "dato a1 = Hola, {a2}\n", {"BlankInPlainText «a2»"}));
  all.push_back({"NoAddress",
                 pair("dato cliente: nombre\n", "  di Hola, {cliente con trato}.\n" + kEnd),
                 {"NoAddressSlot «cliente»"}});
  all.push_back(
      {"TwoAddresses",
       pair("dato cliente: nombre\ndato t1: trato\ndato t2: trato\n", "  di Hola, {cliente con trato}.\n" + kEnd),
       {"SeveralAddressSlots «cliente»"}});
  // ---- limits
  // ----------------------------------------------------------------------------------------------------------------------
  all.push_back(law("NineLevels", repeat(7, "nivel n", "\n"), {"TooManyLevels «n6»"}));
  all.push_back(law("ManyClasses", repeat(31, "clase c", " nunca se dice\n"), {"TooManyClasses «c30»"}));
  all.push_back(lines("ManyOptions", "  menú ¿Cuál?\n" + repeat(33, "    - Opción ", "\n      nada\n"),
                      {"TooManyItems «- Opción 32»"}));
  all.push_back({"DeepParts",
                 {{"a.flow", flow("parte q0\n  di Fin.\nparte q1\n  haz q0\nparte q2\n  haz q1\nparte q3\n  haz "
                                  "q2\nparte q4\n  haz q3\nparte q5\n  haz q4\n"
                                  "parte q6\n  haz q5\nparte q7\n  haz q6\nparte q8\n  haz q7\n",
                                  "  haz q8\n" + kEnd)},
                  {"base.flow", protocol()}},
                 {"PartsTooDeep «q7»"}});
  all.push_back(
      lines("ManyCounters",
            repeat(256, "  verifica titular\n    con pin, 1 intento: ¿PIN ", "?\n    si falla\n      nada\n"),
            {"TooManyCounters «con pin, 1 intento: ¿PIN 255?»"}));
  all.push_back(law("ManyValues", "tipo t1\n" + repeat(256, "  - v", ": V\n"), {"TooManyValues «- v255: V»"}));
  std::string long_condition = "  si titular";
  for (int i = 0; i < 64; ++i) long_condition += " y titular";
  all.push_back(lines("LongCondition", long_condition + "\n    nada\n", {"ConditionTooLong «titular»"}));
  std::vector<TestFile> many{{"a.flow", "biblioteca una_más, guion 1\n"}};
  for (int i = 0; i < 1024; ++i) {
    many[0].second += "usa l" + std::to_string(i) + "\n";
    many.push_back({"l" + std::to_string(i) + ".flow", "biblioteca l, guion 1\n"});
  }
  all.push_back({"ManyFiles", std::move(many), {"TooManyFiles «l1023»"}});
  return all;
}

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Messages : public testing::TestWithParam<Case> {};

TEST_P(Messages, PointAtTheFlaw) { EXPECT_EQ(found(analyse(GetParam().files)), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(All, Messages, testing::ValuesIn(cases()),
                         [](const auto& test) { return std::string{test.param.name}; });

/// Status of a source that is there and cannot be read.
class StubbornSources : public Sources {
 public:
  explicit StubbornSources(ReadStatus status) : status_(status) {}
  ReadStatus read(const std::string&, std::string&) override { return status_; }

 private:
  ReadStatus status_;
};

TEST(Files, SayWhyTheRootCannotBeRead) {
  const std::pair<ReadStatus, diag::Code> expected[] = {{ReadStatus::NotFound, diag::Code::FileNotFound},
                                                        {ReadStatus::IsDirectory, diag::Code::FileIsFolder},
                                                        {ReadStatus::Unreadable, diag::Code::FileUnreadable}};
  for (const auto& [status, code] : expected) {
    StubbornSources sources{status};
    diag::Emitter emitter;
    const sema::Program program = sema::analyse("x.flow", sources, {}, emitter);
    ASSERT_EQ(program.files.size(), 1U);
    ASSERT_EQ(emitter.all().size(), 1U);
    EXPECT_EQ(emitter.all()[0].code, code);
  }
}

TEST(Messages, EveryRowHasACase) {
  // EveryItemGuarded is retired.
  std::set<std::string_view> tested{"FileNotFound", "FileIsFolder", "FileUnreadable", "EveryItemGuarded"};
  const std::vector<Case> all = cases();
  for (const Case& c : all) {
    for (const std::string& e : c.expected) tested.insert(std::string_view{e}.substr(0, e.find(' ')));
  }
  for (const diag::Row& row : diag::rows()) {
    const auto number = static_cast<int>(row.code);
    const bool mine = (number >= 201 && number < 400) || (number >= 520 && number < 528);  // the rest of 5xx: lower
    if (!mine) continue;
    EXPECT_TRUE(tested.contains(row.name)) << row.name << " has no case";
  }
}

}  // namespace
}  // namespace guion::test
