// What sema makes of a flow: tables, statements, conditions, templates, taint, imports; and that one mistake gives one
// message.
#include <gtest/gtest.h>

#include "sema/support.hpp"
#include "sema/templates.hpp"
#include "sema/types.hpp"

namespace guion::test {
namespace {

using ast::NodeKind;
using sema::CondOp;
using sema::SegmentKind;

const std::string kEnd = "  termina resuelto\n";

const sema::Slot& slot(const Analysed& a, std::string_view name) {
  for (const sema::Slot& s : a.program.slots) {
    if (s.name == name) return s;
  }
  ADD_FAILURE() << "no slot " << name;
  return a.program.slots.front();
}

/// The statements of the lines of that kind in the first file, in order.
std::vector<sema::Statement> statements(const Analysed& a, NodeKind kind) {
  std::vector<sema::Statement> all;
  const sema::File& file = a.program.files[0];
  for (std::size_t i = 0; i < file.tree.lines.size(); ++i) {
    if (file.tree.lines[i].kind == kind) all.push_back(file.statements[i]);
  }
  return all;
}

Analysed sound(const std::string& declarations, const std::string& lines, const std::string& more = {}) {
  Analysed a = analyse(pair(declarations, lines + kEnd, more));
  EXPECT_EQ(found(a), std::vector<std::string>{});
  return a;
}

TEST(Types, HaveTheRangesOfTheirDefaults) {
  const Analysed a = sound(
      "dato d1: texto\ndato d2: cuenta 0..5\ndato d3: dinero USD 1..5000\ndato d4: dinero CLP 0..900\ndato d5: fecha "
      "2027-01-01..2027-12-31\n"
      "dato d6: motivo\ndato d7: código 3..4\n",
      "");
  EXPECT_EQ(slot(a, "d1").type.max, 200);
  EXPECT_EQ(slot(a, "d2").type.max, 5);
  EXPECT_EQ(slot(a, "d3").type.min, 100);
  EXPECT_EQ(slot(a, "d3").type.max, 500000);
  EXPECT_EQ(slot(a, "d4").type.max, 900);
  EXPECT_EQ(slot(a, "d5").type.min, *sema::days_of(2027, 1, 1));
  EXPECT_EQ(slot(a, "d6").type.max, 2);
  EXPECT_EQ(slot(a, "d7").type.min, 3);
}

TEST(Types, CountDaysLikeTheCalendar) {
  EXPECT_EQ(sema::days_of(1970, 1, 1), 0);
  EXPECT_EQ(sema::days_of(1900, 1, 1), -25567);
  EXPECT_EQ(sema::days_of(2000, 2, 29), 11016);
  EXPECT_EQ(sema::days_of(2199, 12, 31), 84005);
  EXPECT_FALSE(sema::days_of(2100, 2, 29));
  EXPECT_FALSE(sema::days_of(2027, 13, 1));
}

TEST(Constants, KeepTheirValue) {
  const Analysed a = sound(
      "dato empresa = Cable \\{Austral\\}\ndato tope: dinero USD = 12.5\ndato desde: fecha = 2027-01-31\ndato sí_o_no: "
      "sí o no = sí\n"
      "dato por_qué: motivo = alza\ndato causa: a viva voz (Explique la causa), clase cuenta\n",
      "");
  EXPECT_EQ(slot(a, "empresa").text, "Cable {Austral}");
  EXPECT_EQ(slot(a, "tope").number, 1250);
  EXPECT_EQ(slot(a, "desde").number, *sema::days_of(2027, 1, 31));
  EXPECT_EQ(slot(a, "sí_o_no").number, 1);
  EXPECT_EQ(slot(a, "por_qué").number, 1);
  EXPECT_TRUE(slot(a, "por_qué").constant);
  EXPECT_TRUE(slot(a, "causa").own_words);
  EXPECT_EQ(slot(a, "causa").text, "[Explique la causa]");
  EXPECT_EQ(slot(a, "causa").classes, 1U);
}

TEST(Law, LevelsAreClosedAndMethodsGrantThem) {
  const Analysed a = sound("", "");
  ASSERT_EQ(a.program.levels.size(), 2U);
  EXPECT_EQ(a.program.levels[1].closure, 3);
  EXPECT_EQ(a.program.methods[0].grants, 3);
  EXPECT_EQ(a.program.methods[1].tries, 3);
  EXPECT_EQ(a.program.classes[0].needs, 3);
  EXPECT_TRUE(a.program.classes[1].never_said);
}

TEST(Law, FieldsAreSlotsAndFlowsMayNarrowWhatAServiceTakes) {
  const Analysed a = sound("dato monto: dinero USD 1..50\n", "");
  EXPECT_EQ(slot(a, "saldo").origin, sema::SlotOrigin::ServiceField);
  EXPECT_EQ(slot(a, "saldo").declared, 1U);
  EXPECT_EQ(slot(a, "monto").type.max, 5000);
  EXPECT_EQ(slot(a, "monto").origin, sema::SlotOrigin::ServiceField);
  const sema::Service& till = a.program.services[1];
  EXPECT_TRUE(till.acts);
  EXPECT_EQ(till.takes.size(), 2U);
  ASSERT_EQ(till.stales.size(), 1U);
  EXPECT_EQ(a.program.slots[till.stales[0].slot].name, "saldo");
}

TEST(Law, FieldsOfOneNameShareTheirClasses) {
  const Analysed a = sound("", "", "servicio otro\n  da vence: día del mes\n  da cobrado: sí o no, clase cuenta\n");
  EXPECT_EQ(slot(a, "vence").classes, 1U);
  EXPECT_EQ(slot(a, "cobrado").classes, 1U);
}

TEST(Law, RulesAndWaiversAreResolved) {
  const Analysed a = sound("excepto regla avisar hasta 2030-01-31: Se prueba otro aviso.\n", "",
                           "regla tres: a lo más 3 veces transfiere retención\nregla dice: @aviso dice {monto}\n"
                           "etapa más, opcional, salvo transfiere retención, salvo si cobrado\n  nota Con calma.\n");
  ASSERT_EQ(a.program.rules.size(), 3U);
  EXPECT_EQ(a.program.rules[0].form, ast::RuleForm::Before);
  EXPECT_EQ(a.program.rules[0].events[0].object, 0U);
  EXPECT_EQ(a.program.rules[0].events[1].object, kNone);
  EXPECT_EQ(a.program.rules[1].times, 3U);
  EXPECT_EQ(a.program.rules[2].form, ast::RuleForm::TagSays);
  EXPECT_EQ(a.program.slots[a.program.rules[2].events[0].says].name, "monto");
  ASSERT_EQ(a.program.waivers.size(), 1U);
  EXPECT_EQ(a.program.waivers[0].until, *sema::days_of(2030, 1, 31));
  EXPECT_EQ(a.program.waivers[0].reason, "Se prueba otro aviso.");
  const sema::StageRule& more = a.program.stage_rules[2];
  ASSERT_EQ(more.waivers.size(), 2U);
  EXPECT_EQ(more.waivers[0].event.keyword, static_cast<std::uint8_t>(Keyword::Transfer));
  EXPECT_NE(more.waivers[1].cond, kNone);
  EXPECT_EQ(more.notes.size(), 1U);
}

TEST(Law, TablesComeOutTheSameFromTheFlowAndFromTheProtocol) {
  const std::string base = protocol("usa común\n");
  const std::string shared = "biblioteca común, guion 1\ndato sucursal: texto\n";
  const std::string other = "biblioteca aparte, guion 1\ndato canal_1: texto\n";
  const Analysed from_flow =
      analyse({{"p.flow", "flujo prueba, guion 1\nusa aparte\nsigue base\netapa única\n  termina resuelto\n"},
               {"base.flow", base},
               {"común.flow", shared},
               {"aparte.flow", other}});
  const Analysed from_law = analyse({{"base.flow", base}, {"común.flow", shared}});
  EXPECT_EQ(found(from_flow), std::vector<std::string>{});
  std::vector<std::string> a, b;
  for (const auto& s : from_flow.program.slots) {
    if (s.origin != sema::SlotOrigin::Flow) a.push_back(s.name);
  }
  for (const auto& s : from_law.program.slots) b.push_back(s.name);
  EXPECT_EQ(a, b);
  EXPECT_EQ(from_flow.program.protocol_name, "base");
}

TEST(Classes, TravelWithSet) {
  const Analysed a = sound("dato a1: dinero USD\ndato a2: dinero USD\ndato a3: dinero USD 0..900000\n",
                           "  pon a2 = a1\n  pon a1 = saldo\n  pon a3 = a2 + a2\n");
  EXPECT_EQ(slot(a, "a1").classes, 1U);
  EXPECT_EQ(slot(a, "a2").classes, 1U);
  EXPECT_EQ(slot(a, "a3").classes, 1U);
  EXPECT_EQ(slot(a, "a3").declared, 0U);
}

TEST(Conditions, BecomeTrees) {
  const Analysed a =
      sound("dato edad: cuenta\n",
            "  si edad >= 18 y falta titular o no cobrado\n    nada\n  si monto < saldo - 1.50\n    nada\n"
            "  si cobrado es no y se sabe edad\n    nada\n");
  const auto ifs = statements(a, NodeKind::If);
  const auto& conds = a.program.conds;
  const sema::Cond& either = conds[ifs[0].cond];
  ASSERT_EQ(either.op, CondOp::Or);
  const sema::Cond& both = conds[either.left];
  ASSERT_EQ(both.op, CondOp::And);
  EXPECT_EQ(conds[both.left].op, CondOp::CompareNumber);
  EXPECT_EQ(conds[both.left].number, 18);
  EXPECT_EQ(conds[both.left].cmp, ast::Comparison::GreaterEqual);
  ASSERT_EQ(conds[both.right].op, CondOp::Not);
  EXPECT_EQ(conds[conds[both.right].left].levels, 3);
  EXPECT_EQ(conds[either.right].op, CondOp::Not);
  const sema::Cond& slots = conds[ifs[1].cond];
  EXPECT_EQ(slots.op, CondOp::CompareSlot);
  EXPECT_EQ(slots.number, -150);
  const sema::Cond& last = conds[ifs[2].cond];
  EXPECT_EQ(conds[last.left].number, 0);
  EXPECT_EQ(conds[last.right].op, CondOp::Known);
}

TEST(Set, OverflowsExactlyWhenItCan) {
  const std::string slots =
      "dato a1: cuenta 0..10\ndato a2: cuenta 5..20\ndato a3: cuenta 0..30\ndato cinco: cuenta = 5\n";
  const Analysed a = sound(slots,
                           "  pon a3 = a1 + a2\n  pon a3 = a1 + cinco\n  pon a1 = a2\n    si no cabe\n      nada\n"
                           "  pon a1 = a2 - a1\n    si no cabe\n      nada\n  pon a1 = cinco\n  pon a1 = 10\n");
  std::vector<bool> can;
  for (const auto& s : a.program.sets) can.push_back(s.can_overflow);
  EXPECT_EQ(can, (std::vector<bool>{false, false, true, true, false, false}));
}

TEST(Set, DaysAndMinutesAddUp) {
  const Analysed a = sound(
      "dato día: fecha 2027-01-01..2027-01-31\ndato otro: fecha\ndato plazo: cuenta 0..5\ndato hora_1: hora\ndato "
      "rato: duración 0..60\n",
      "  pon otro = día + plazo\n  pon día = otro - plazo\n    si no cabe\n      nada\n  pon hora_1 = hora_1 + rato\n  "
      "  si no cabe\n      nada\n");
  EXPECT_EQ(a.program.sets.size(), 3U);
  EXPECT_FALSE(a.program.sets[0].can_overflow);
}

TEST(Templates, AreSegments) {
  const Analysed a = sound("dato cliente: nombre\ndato trato_1: trato\ndato edad: cuenta\n",
                           "  di \\{Hola\\}, {cliente con trato}: {edad como palabras}\n"
                           "    | {edad ? uno: {edad} año | otros: años}. {trato_1 ? neutro: usted}\n");
  const auto says = statements(a, NodeKind::Say);
  const auto segments = a.program.segments_of(says[0].text);
  const auto arm = [&](std::size_t s, std::size_t k) {
    return a.program.segments_in(a.program.arms_of(segments[s])[k]);
  };
  ASSERT_EQ(segments.size(), 8U);
  EXPECT_EQ(a.program.text_of(segments[0]), "{Hola}, ");
  EXPECT_EQ(segments[1].form, sema::Form::WithAddress);
  EXPECT_EQ(segments[3].form, sema::Form::Words);
  EXPECT_EQ(a.program.text_of(segments[4]), " ");
  ASSERT_EQ(segments[5].kind, SegmentKind::Choice);
  ASSERT_EQ(a.program.arms_of(segments[5]).size(), 3U);
  ASSERT_EQ(arm(5, 0).size(), 2U);
  EXPECT_EQ(a.program.text_of(arm(5, 0)[1]), " año");
  ASSERT_EQ(arm(5, 1).size(), 1U);
  EXPECT_EQ(a.program.text_of(arm(5, 1)[0]), "años");
  ASSERT_EQ(a.program.arms_of(segments[7]).size(), 3U);
  EXPECT_EQ(a.program.text_of(arm(7, 0)[0]), "usted");
  EXPECT_EQ(a.program.slots[a.program.address_slot].name, "trato_1");
}

TEST(Templates, ValuesHaveLabelsAndSpokenWords) {
  const Analysed a = sound("", "");
  const auto& values = a.program.enums[0].values;
  EXPECT_EQ(values[0].label, "Pago de factura");
  EXPECT_EQ(values[0].spoken, "pago de factura");
  EXPECT_EQ(values[1].spoken, "un aumento");
}

TEST(Seals, DoNotDependOnWrappingOrKeywords) {
  const Analysed a = sound("dato cliente: nombre\n",
                           "  di Esta llamada, {cliente}, se graba.\n  di Esta llamada,\n    | {cliente}, se graba.\n  "
                           "di Esta llamada, {cliente}, se grabó.\n");
  const auto says = statements(a, NodeKind::Say);
  const auto seal = [&](std::size_t i) { return sema::seal_of(a.program, a.program.templates[says[i].text]); };
  EXPECT_EQ(seal(0), seal(1));
  EXPECT_NE(seal(0), seal(2));
  EXPECT_EQ(seal(0).size(), 8U);
  (void)sound("dato cliente: nombre\n",
              "  di, sellada " + seal(0) + " por legal: Esta llamada, {cliente}, se graba.\n");
}

TEST(Statements, HoldWhatTheirLinesSay) {
  const Analysed a = sound("dato cliente: nombre\n",
                           "  di @aviso, exige titular: Hola.\n  pregunta cliente, si falta, 8 segundos: ¿Su nombre?\n "
                           "   si no responde\n      nada\n"
                           "  anota cliente, si lo dijo\n  revoca identificado\n"
                           "  verifica titular\n    con pin, 2 intentos: ¿PIN?\n    con huella, 1 intento, si no lo "
                           "tiene: ¿Otro?\n    si falla\n      nada\n");
  const auto say = statements(a, NodeKind::Say)[0];
  EXPECT_EQ(say.needs, 3);
  EXPECT_EQ(say.tags_end - say.tags, 1U);
  const auto ask = statements(a, NodeKind::Ask)[0];
  EXPECT_TRUE(ask.only_if_missing);
  EXPECT_EQ(ask.seconds, 8);
  EXPECT_EQ(a.program.conds[ask.cond].op, CondOp::Known);
  EXPECT_TRUE(statements(a, NodeKind::Record)[0].may_stay_empty);
  EXPECT_EQ(statements(a, NodeKind::Revoke)[0].needs, 3);  // titular includes identificado
  const auto withs = statements(a, NodeKind::With);
  EXPECT_EQ(withs[0].tries, 2);
  EXPECT_EQ(withs[1].counter, 1);
  EXPECT_TRUE(withs[1].if_lacking);
  EXPECT_EQ(a.program.counters, 2);
}

TEST(Names, AreTheSameComposedOrNot) {
  const Analysed a = analyse(pair("dato razo\xCC\x81n_1: texto\n", "  di {razón_1}\n" + kEnd));
  ASSERT_EQ(a.findings.size(), 1U);
  EXPECT_EQ(a.findings[0].code, diag::Code::NotComposed);
}

TEST(Names, SuggestWithAFix) {
  const Analysed a = analyse(pair("dato cliente: nombre\n", "  di Hola, {clinte}.\n" + kEnd));
  ASSERT_EQ(a.findings.size(), 1U);
  ASSERT_TRUE(a.findings[0].fix);
  EXPECT_EQ(a.findings[0].fix->replacement, "cliente");
  EXPECT_NE(a.findings[0].help_es.find("cliente"), std::string::npos);
}

TEST(Names, ServicesOfTheOtherVerbHaveAFixThatMends) {
  std::vector<TestFile> files = pair("", "  consulta caja\n    si falla\n      nada\n" + kEnd);
  const Analysed before = analyse(files);
  ASSERT_EQ(before.findings.size(), 1U);
  ASSERT_TRUE(before.findings[0].fix);
  const diag::Fix& fix = *before.findings[0].fix;
  files[0].second.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
  EXPECT_EQ(found(analyse(files)), std::vector<std::string>{});
}

TEST(Cascades, AreSilenced) {
  // A declaration that cannot be read: its users are not blamed.
  const Analysed broken =
      analyse(pair("dato cliente nombre\n", "  di Hola, {cliente}.\n  pregunta cliente: ¿Su nombre?\n" + kEnd));
  EXPECT_EQ(broken.findings.size(), 1U);
  // A slot of an unknown type: its uses are not checked.
  const Analysed untyped = analyse(
      pair("dato cosa: cosas_raras\n", "  si cosa > 5\n    nada\n  pon cosa = 7\n  di {cosa como dígitos}\n" + kEnd));
  EXPECT_EQ(found(untyped), std::vector<std::string>{"UndeclaredType «cosas_raras»"});
  // No protocol: nothing that it would have declared is missed.
  const Analysed alone =
      analyse({{"x.flow",
                "flujo prueba, guion 1\nsigue nada_hay\netapa e1\n  verifica titular\n    con pin, 1 intento: ¿PIN?\n"
                "    si falla\n      termina mal\n  di @aviso {saldo}\n  termina bien\n"}});
  EXPECT_EQ(found(alone), std::vector<std::string>{"ImportNotFound «nada_hay»"});
  // An arm that cannot be read is not missing.
  const Analysed arm = analyse(pair("", "  consulta facturación\n    si falla hoy\n      nada\n" + kEnd));
  EXPECT_EQ(arm.findings.size(), 1U);
}

TEST(Imports, AreReadOnceAndFoundInFolders) {
  MemorySources sources;
  sources.put("f/a.flow",
              "flujo prueba, guion 1\nsigue ../p/base\nusa común\netapa única\n  di {marca}\n  termina resuelto\n");
  sources.put("p/base.flow", protocol("usa ../lib/común\n"));
  sources.put("lib/común.flow", "biblioteca común, guion 1\ndato marca = Cable Austral\n");
  diag::Emitter emitter;
  CompileOptions options;
  options.include = {"lib"};
  const sema::Program program = sema::analyse("f/a.flow", sources, options, emitter);
  EXPECT_TRUE(emitter.all().empty());
  EXPECT_EQ(program.files.size(), 3U);
}

TEST(Imports, PartsOfALibraryUseWhatTheFlowAndItsProtocolDeclare) {
  const std::string library = "biblioteca común, guion 1\nparte p1\n  di @aviso Hola, {cliente}.\n  ir_mal\n";
  const std::string good = "biblioteca común, guion 1\nparte p1\n  di @aviso Hola, {cliente}.\n";
  const Analysed used = analyse({{"x.flow", flow("usa común\ndato cliente: nombre\n", "  haz p1\n" + kEnd)},
                                 {"base.flow", protocol("usa común\n")},
                                 {"común.flow", good}});
  EXPECT_EQ(found(used), std::vector<std::string>{});
  EXPECT_EQ(found(analyse({{"común.flow", good}})), std::vector<std::string>{});
  EXPECT_EQ(analyse({{"común.flow", library}}).findings.size(), 1U);
}

TEST(Imports, AProtocolMayFollowAnother) {
  const Analysed a =
      analyse({{"x.flow",
                "flujo prueba, guion 1\nsigue local\netapa única\n  di @propia Hola.\netapa mía\n  termina resuelto\n"},
               {"local.flow", "protocolo local, guion 1\nsigue base\netiqueta propia\netapa mía, obligatoria\n"},
               {"base.flow", protocol()}});
  EXPECT_EQ(found(a), std::vector<std::string>{});
  EXPECT_EQ(a.program.protocol_name, "local");
  EXPECT_EQ(a.program.stage_rules.size(), 3U);
}

TEST(Imports, AProtocolMayFollowSeveral) {
  // Both rest on «base»: it is read once, and its names are declared once.
  const Analysed a = analyse({{"x.flow",
                               "flujo prueba, guion 1\nsigue local\netapa única\n  di @aviso @tarjeta @cobro "
                               "Hola.\n  termina resuelto\n"},
                              {"local.flow", "protocolo local, guion 1\nsigue tarjetas\nsigue cobranza\nsigue base\n"},
                              {"tarjetas.flow", "protocolo tarjetas, guion 1\nsigue base\netiqueta tarjeta\n"},
                              {"cobranza.flow",
                               "protocolo cobranza, guion 1\nsigue base\netiqueta cobro\n"
                               "regla cobrar: di @aviso antes de di @cobro\n"},
                              {"base.flow", protocol()}});
  EXPECT_EQ(found(a), std::vector<std::string>{});
  EXPECT_EQ(a.program.files.size(), 5U);
  EXPECT_EQ(a.program.protocol_name, "local");
  EXPECT_EQ(a.program.levels.size(), 2U);
  EXPECT_EQ(a.program.rules.size(), 2U);
  EXPECT_EQ(a.program.tags.size(), 3U);
}

TEST(Imports, TwoProtocolsMayNotDeclareOneName) {
  const Analysed a = analyse({{"x.flow", flow("", "  di Hola.\n" + kEnd)},
                              {"base.flow", protocol("sigue tarjetas\nsigue cobranza\n")},
                              {"tarjetas.flow", "protocolo tarjetas, guion 1\netiqueta cobro\n"},
                              {"cobranza.flow", "protocolo cobranza, guion 1\netiqueta cobro\n"}});
  ASSERT_EQ(a.findings.size(), 1U);
  EXPECT_EQ(a.findings[0].code, diag::Code::DuplicateName);
  EXPECT_EQ(a.program.files.at(a.findings[0].span.file).path, "cobranza.flow");
}

TEST(Imports, ProtocolsInACircleAreToldOnce) {
  const Analysed a = analyse({{"uno.flow", "protocolo uno, guion 1\nsigue dos\nsigue tres\n"},
                              {"dos.flow", "protocolo dos, guion 1\nsigue tres\n"},
                              {"tres.flow", "protocolo tres, guion 1\nsigue uno\n"}});
  EXPECT_EQ(a.findings.size(), 1U);
  EXPECT_EQ(a.findings.at(0).code, diag::Code::ImportCycle);
}

TEST(Stages, AtDiscretionAskTheAgent) {
  const Analysed a =
      analyse({{"x.flow", flow("", kEnd) + "etapa extra, si falta titular, a criterio\n  termina resuelto\n"},
               {"base.flow", protocol()}});
  EXPECT_EQ(found(a), std::vector<std::string>{});
  const sema::StageDef& extra = a.program.stages[1];
  EXPECT_TRUE(extra.at_discretion);
  EXPECT_NE(extra.cond, kNone);
  EXPECT_EQ(a.program.text_of(a.program.segments_of(a.program.at(extra.line).text)[0]),
            "¿Corresponde la etapa «extra»?");
}

TEST(English, IsTheSameLanguage) {
  const Analysed a =
      analyse({{"x.flow",
                "flow test, guion 1\nfollows base\nslot caller: name\nslot form: address form\nstage única\n"
                "  say Hola, {caller with address}. {form ? sir: a | neutral: b}\n  if saldo > 5 and cobrado is yes\n  "
                "  nothing\n  end resuelto\n"},
               {"base.flow", protocol()}});
  EXPECT_EQ(found(a), std::vector<std::string>{});
}

TEST(Anything, IsAnsweredWithoutACrash) {
  // Every prefix of a flow, and the flow with one line after another taken out.
  const std::string whole = flow(
      "dato cliente: nombre\ndato razón: motivo\nparte p1\n  di Hola.\n",
      "  haz p1\n  según razón\n    es pago\n      di {razón ? pago: a | alza: b | otro: c}\n    si no\n      nada\n"
      "  verifica titular\n    con pin, 1 intento: ¿PIN?\n    si falla\n      termina pendiente\n"
      "  menú ¿Qué?\n    - Uno\n      solo si saldo > 1\n      nada\n    - Dos\n      ir a única\n" +
          kEnd);
  for (std::size_t i = 0; i <= whole.size(); i += 3)
    (void)analyse({{"x.flow", whole.substr(0, i)}, {"base.flow", protocol()}});
  std::size_t begin = 0;
  while (begin < whole.size()) {
    const std::size_t end = whole.find('\n', begin) + 1;
    (void)analyse({{"x.flow", whole.substr(0, begin) + whole.substr(end)}, {"base.flow", protocol()}});
    begin = end;
  }
}

}  // namespace
}  // namespace guion::test
