// Pairs of versions made by hand: each reason for which a call stays, and what goes along.
#include <algorithm>
#include <sstream>

#include "edits.hpp"
#include "kit.hpp"
#include "support/fixture.hpp"

namespace guion::upgrade::test {
namespace {

const std::string kLaw{guion::test::kProtocol};
const std::string kPayment{guion::test::kFlow};

/// The payment of a bill in two versions.
struct Payment {
  explicit Payment(const std::string& flow, const std::string& law = kLaw)
      : before(kPayment, kLaw, "atención_telefónica"), after(flow, law, "atención_telefónica") {
    EXPECT_TRUE(before.ok()) << before.errors();
    EXPECT_TRUE(after.ok()) << after.errors();
    if (after.ok()) up = std::make_unique<Upgrade>(before, after);
  }
  /// Calls by chance move at each of their events and keep the rules.
  void play(bool all = true) {
    Tally tally;
    for (std::uint32_t seed = 0; seed < 60; ++seed) ASSERT_EQ(try_moves(*up, seed, tally), "");
    EXPECT_GT(tally.moved, 0u);
    EXPECT_EQ(tally.refused == 0, all);
  }
  Edition before, after;
  std::unique_ptr<Upgrade> up;
};

std::vector<std::string> staying(const Plan& plan) {
  std::vector<std::string> out;
  for (const Move& m : plan.moves)
    if (m.fate != Fate::Moves) out.push_back(m.line);
  return out;
}
using Names = std::vector<std::string>;

TEST(Payment, TheSameFlowUnderAnotherBuildId) {
  Payment p(kPayment + "\n# nada\n", kLaw + "área otra: Otra\n");
  EXPECT_NE(p.before.version->id, p.after.version->id);
  EXPECT_EQ(staying(p.up->plan), Names{});
  EXPECT_TRUE(p.up->plan.losses.empty());
  for (const Move& m : p.up->plan.moves) EXPECT_FALSE(m.anew) << m.line;
  p.play();
}

TEST(Payment, AWordingChanged) {
  Payment p(replaced(kPayment, "¿Cuánto desea pagar hoy?", "¿Cuánto quiere pagar?"));
  EXPECT_EQ(staying(p.up->plan), Names{});
  EXPECT_TRUE(p.up->at("pregunta monto")->anew);
  EXPECT_FALSE(p.up->at("solicita caja")->anew);
  p.play();
}

TEST(Payment, ALineInsertedBefore) {
  Payment p(replaced(kPayment, "  pregunta cliente:", "  di Un momento, por favor.\n  pregunta cliente:"));
  EXPECT_EQ(staying(p.up->plan), Names{});
  EXPECT_EQ(p.up->at("pregunta monto")->to.line, p.up->at("pregunta monto")->from.line + 1);
  p.play();
}

TEST(Payment, AStageMoreThatIsRequired) {
  const std::string law =
      replaced(kLaw, "etapa cierre, obligatoria", "etapa resumen, obligatoria\netapa cierre, obligatoria");
  Payment p(replaced(kPayment, "etapa cierre", "etapa resumen\n  di Eso es todo.\n\netapa cierre"), law);
  EXPECT_EQ(p.up->at("di Recibimos")->fate, Fate::Moves);
  EXPECT_EQ(p.up->at("di @despedida")->cause, Cause::Rule);
  EXPECT_NE(p.up->at("di @despedida")->why.es.find("resumen"), std::string::npos);
  EXPECT_EQ(staying(p.up->plan).size(), 1u);
  p.play(false);
}

TEST(Payment, ALineThatIsGone) {
  Payment p(replaced(kPayment, "  nota No lea la dirección ni el teléfono; deje que el cliente los diga.\n", ""));
  EXPECT_EQ(p.up->at("nota No lea")->cause, Cause::LineGone);
  EXPECT_TRUE(p.up->at("nota No lea")->to.path.empty());
  EXPECT_EQ(staying(p.up->plan).size(), 1u);
  p.play(false);
}

TEST(Payment, VerificationMovedLater) {
  const std::string verify = kPayment.substr(kPayment.find("  verifica titular"),
                                             kPayment.find("etapa educación") - kPayment.find("  verifica titular"));
  std::string flow = replaced(kPayment, verify, "\n");
  std::string inner = "  si falta titular\n";
  std::istringstream lines(verify);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) inner += "  " + line + "\n";
  Payment p(replaced(flow, "  solicita caja", inner + "  solicita caja"));
  EXPECT_EQ(p.up->at("con pin")->cause, Cause::OtherStage);
  EXPECT_EQ(p.up->at("di @aviso_grabación")->fate, Fate::Moves);
  EXPECT_EQ(p.up->at("pregunta monto")->cause, Cause::Rule) << "levels are not looked at: it may try once more";
  EXPECT_EQ(p.up->at("di Recibimos")->fate, Fate::Moves);
  p.play(false);
}

TEST(Payment, VerificationMovedEarlierDependsOnTheCall) {
  const std::string verify = kPayment.substr(kPayment.find("  verifica titular"),
                                             kPayment.find("etapa educación") - kPayment.find("  verifica titular"));
  // From now on the name is asked of a holder only; a line that counts on the level stands before the old place.
  std::string flow = replaced(kPayment, verify, "  di exige titular Gracias, {cliente}.\n\n");
  flow = replaced(flow, "  pregunta cliente:", verify.substr(0, verify.size() - 1) + "  pregunta cliente:");
  Payment p(flow);
  EXPECT_EQ(p.up->at("pregunta cliente")->cause, Cause::Facts) << p.up->at("pregunta cliente")->why.en;
  EXPECT_NE(p.up->at("pregunta cliente")->why.en.find("titular"), std::string::npos)
      << p.up->at("pregunta cliente")->why.en;
  p.play(false);
}

TEST(Payment, TokensStayWhereTheEventIsTheSame) {
  Payment p(replaced(kPayment, "¿Cuánto desea pagar hoy?", "¿Cuánto quiere pagar?"));
  Caller caller(p.before, 3);
  std::mt19937 chance(3);
  std::size_t same = 0, other = 0;
  while (caller.next()) {
    guion_status status = GUION_OK;
    const auto copy = Caller::moved(*p.up, caller, status);
    ASSERT_NE(copy, nullptr);
    ASSERT_TRUE(copy->next());
    const std::uint64_t token = copy->event.token;
    (token == caller.event.token ? same : other) += 1;
    EXPECT_EQ(token == caller.event.token,
              caller.event.kind != GUION_EVENT_ASK || caller.history.moments.back().count("ask monto") == 0);
    if (!caller.answer(chance)) break;
  }
  EXPECT_GT(same, 0u);
  EXPECT_GT(other, 0u);
}

// ---- one reason each

const char* const kSmallLaw = R"(protocolo ley, guion 1
nivel identificado
nivel titular
método pin da titular, 3 intentos
método voz da titular, 2 intentos
clase cuenta exige titular
clase interna exige identificado
tipo motivo
  - pago: Pago
  - alza: Alza
  - baja: Baja
servicio saldos
  da saldo: dinero USD, clase cuenta
servicio caja, actúa
  recibe monto: dinero USD 1..5000
  da cobrado: sí o no
servicio pausa, actúa
servicio reanuda, actúa
área ventas: Ventas
final hecho, normal
final roto, temprano
etiqueta aviso
etapa inicio, opcional
dato asunto: motivo
dato va: sí o no
dato agente: nombre, del sistema
)";
const char* const kHead = "flujo f, guion 1\nidioma es-US\nsigue ley\n";
const char* const kBody = R"(dato nombre_cliente: nombre
etapa inicio
  di @aviso Le atiende {agente}.
  pregunta asunto: ¿De qué se trata?
  pregunta nombre_cliente: ¿Su nombre?
  verifica titular
    con pin, 3 intentos: Su PIN.
    con voz, 2 intentos: Su voz.
    si falla
      termina roto
  consulta saldos
    si falla
      termina roto
  di Su saldo es de {saldo}.
  haz pagar
  menú ¿Algo más?
    - Ventas
      transfiere ventas: Le paso.
        si falla
          termina roto
    - Nada
      nada
  di Es por {asunto}, {nombre_cliente}.
  termina hecho
parte pagar
  pregunta monto: ¿Cuánto paga?
  solicita caja
    si falla
      termina roto
  si cobrado
    di Pagado: {monto}.
)";

struct Small {
  explicit Small(const std::string& body, const std::string& law = kSmallLaw, const std::string& old_law = kSmallLaw,
                 const std::string& old_body = kBody)
      : before(kHead + old_body, old_law, "ley"), after(kHead + body, law, "ley") {
    EXPECT_TRUE(before.ok()) << before.errors();
    EXPECT_TRUE(after.ok()) << after.errors();
    if (before.ok() && after.ok()) up = std::make_unique<Upgrade>(before, after);
  }
  [[nodiscard]] const Move& at(const std::string& part) const {
    const Move* m = up->at(part);
    EXPECT_NE(m, nullptr) << part;
    static const Move kNowhere;
    return m == nullptr ? kNowhere : *m;
  }
  [[nodiscard]] bool lost(const std::string& part) const {
    return std::any_of(up->plan.losses.begin(), up->plan.losses.end(),
                       [&](const Loss& l) { return l.what.en.find(part) != std::string::npos && !l.what.es.empty(); });
  }
  Tally play() {
    Tally tally;
    for (std::uint32_t seed = 0; seed < 40; ++seed) EXPECT_EQ(try_moves(*up, seed, tally), "");
    return tally;
  }
  Edition before, after;
  std::unique_ptr<Upgrade> up;
};

TEST(Reasons, EveryPlaceOfTheSameFlowMoves) {
  Small s(kBody, std::string{kSmallLaw} + "área otra: Otra\n");
  EXPECT_EQ(staying(s.up->plan), Names{});
  const Tally t = s.play();
  EXPECT_EQ(t.refused, 0u);
  EXPECT_GT(t.moved, 200u);
}

TEST(Reasons, AnotherMethodInItsPlace) {
  Small s(replaced(kBody, "    con voz, 2 intentos: Su voz.\n", ""));
  EXPECT_EQ(s.at("con voz").cause, Cause::LineGone);
  (void)s.play();
}

TEST(Reasons, TheSameLineAsksForSomethingElse) {
  Small s(replaced(replaced(kBody, "pregunta asunto:", "pregunta va:"), "di Es por {asunto}, {nombre_cliente}.",
                   "di Gracias, {nombre_cliente}.\n  si va\n    di Sí."));
  EXPECT_EQ(s.at("pregunta asunto").cause, Cause::OtherEvent);
  (void)s.play();
}

TEST(Reasons, AMenuWithOtherOptions) {
  Small s(replaced(kBody, "    - Nada\n      nada\n", "    - Nada\n      nada\n    - Repetir\n      termina roto\n"));
  EXPECT_EQ(s.at("menú").fate, Fate::Moves);
  EXPECT_TRUE(s.at("menú").anew);
  EXPECT_EQ(s.play().refused, 0u);
  Small guarded(replaced(kBody, "    - Nada\n      nada\n",
                         "    - Nada\n      nada\n    - Repetir\n      solo si asunto es pago\n      termina roto\n"));
  EXPECT_EQ(guarded.at("menú").fate, Fate::Moves) << guarded.at("menú").why.en;
  EXPECT_TRUE(guarded.at("menú").anew);
  EXPECT_EQ(guarded.play().refused, 0u);
}

TEST(Reasons, AServiceThatGivesMore) {
  Small s(replaced(kBody, "di Pagado: {monto}.", "di Pagado: {monto}, {folio}."),
          replaced(kSmallLaw, "  da cobrado: sí o no\n", "  da cobrado: sí o no\n  da folio: cuenta 1..99\n"));
  EXPECT_EQ(s.at("solicita caja").cause, Cause::Service);
  EXPECT_EQ(s.at("di Pagado").cause, Cause::Facts);
  EXPECT_NE(s.at("di Pagado").why.es.find("folio"), std::string::npos);
  (void)s.play();
}

TEST(Reasons, ATransferThatMayComeBack) {
  Small s(replaced(kBody, "        si falla\n          termina roto\n    - Nada",
                   "        si falla\n          termina roto\n        si vuelve\n          termina roto\n    - Nada"));
  EXPECT_EQ(s.at("transfiere").cause, Cause::Transfer);
  (void)s.play();
}

TEST(Reasons, ATransferInOtherWords) {
  Small s(replaced(kBody, "transfiere ventas: Le paso.", "transfiere ventas: Le paso con ventas."));
  EXPECT_EQ(s.at("transfiere").cause, Cause::Transfer) << "with a new token a host would hand over twice";
  (void)s.play();
}

TEST(Reasons, APartThatOneOfItsLinesRunsNoMore) {
  const std::string twice = replaced(kBody, "  menú", "  si asunto es pago\n    haz pagar\n  menú");
  Small s(kBody, kSmallLaw, kSmallLaw, twice);
  EXPECT_EQ(s.at("pregunta monto").fate, Fate::Depends);
  EXPECT_EQ(s.at("pregunta monto").cause, Cause::Part);
  const Tally t = s.play();
  EXPECT_GT(t.refused, 0u);
  EXPECT_GT(t.moved, 0u);
}

TEST(Reasons, APartThatIsRunElsewhereNow) {
  const std::string old_body = replaced(kBody, "etapa inicio\n", "etapa previa\n  haz pagar\netapa inicio\n");
  const std::string new_body = replaced(replaced(kBody, "  haz pagar\n", ""), "etapa inicio\n",
                                        "etapa previa\n  di Nada.\netapa inicio\n  haz pagar\n");
  const std::string law = replaced(kSmallLaw, "etapa inicio", "etapa previa, opcional\netapa inicio");
  Small s(new_body, law, law,
          replaced(old_body, "  di Su saldo es de {saldo}.\n  haz pagar\n", "  di Su saldo es de {saldo}.\n"));
  EXPECT_EQ(s.at("pregunta monto").cause, Cause::Part);
  (void)s.play();
}

TEST(Reasons, APartChangedInside) {
  Small s(replaced(kBody, "  solicita caja", "  di Un momento.\n  solicita caja"));
  EXPECT_EQ(staying(s.up->plan), Names{});
  EXPECT_EQ(s.play().refused, 0u);
}

TEST(Reasons, WhatIsMissingIsNamed) {
  const std::string asks =
      replaced(kBody, "  consulta saldos", "  si asunto es pago\n    pregunta va: ¿Va?\n  consulta saldos");
  // The old version asks some callers; the new one counts on all having been asked, or on none that was not.
  Small s(replaced(replaced(asks, "  si asunto es pago\n    pregunta va: ¿Va?\n", "  pregunta va: ¿Va?\n"),
                   "  di Es por", "  si va\n    di Va.\n  di Es por"),
          kSmallLaw, kSmallLaw, asks);
  const Move& depends = s.at("menú");
  EXPECT_EQ(depends.fate, Fate::Depends) << depends.why.en;
  EXPECT_EQ(depends.cause, Cause::Facts);
  ASSERT_EQ(depends.needs.size(), 1u);
  EXPECT_EQ(depends.needs[0].kind, Lacked::Filled);
  EXPECT_EQ(depends.needs[0].name, "va");
  EXPECT_EQ(depends.why.es, "la versión nueva supone que ya se llenó «va»");
  EXPECT_EQ(depends.why.en, "the new version takes «va» as filled");
  const Tally t = s.play();
  EXPECT_GT(t.refused, 0u);
  EXPECT_GT(t.moved, 0u);
}

TEST(Reasons, OldWaysThatTheNewVersionAlsoTellsApartAllMove) {
  // Whether «va» is filled hangs on «asunto», and is tested before it is read: slots move, nothing else.
  const std::string body =
      replaced(replaced(kBody, "  consulta saldos", "  si asunto es pago\n    pregunta va: ¿Va?\n  consulta saldos"),
               "  di Es por", "  si asunto es pago\n    si va\n      di Va.\n  di Es por");
  Small s(
      replaced(replaced(body, "con voz, 2 intentos", "con voz, 1 intento"), "  di Es por", "  di Bien.\n  di Es por"),
      kSmallLaw, kSmallLaw, body);
  EXPECT_EQ(staying(s.up->plan), Names{"con voz, 2 intentos: Su voz."});
  EXPECT_EQ(s.at("con voz").cause, Cause::Tries) << "one may be used, and there is only one";
  EXPECT_EQ(s.at("menú").fate, Fate::Moves) << s.at("menú").why.en;
}

TEST(Reasons, ANewValueOfTheSystem) {
  Small s(replaced(kBody, "Le atiende {agente}.", "Le atiende {agente} de {sede}."),
          std::string{kSmallLaw} + "dato sede: nombre, del sistema\n");
  EXPECT_EQ(s.at("menú").cause, Cause::Facts);
  EXPECT_NE(s.at("menú").why.en.find("sede"), std::string::npos);
  EXPECT_EQ(s.play().moved, 0u);
}

TEST(Reasons, ARuleThatTheCallMayHaveBroken) {
  Small s(replaced(kBody, "  pregunta asunto:", "  di @oferta Tenemos una oferta.\n  pregunta asunto:"),
          std::string{kSmallLaw} + "etiqueta oferta\nregla ofrecer: di @oferta antes de transfiere\n");
  EXPECT_EQ(s.at("di @aviso").fate, Fate::Moves);
  EXPECT_EQ(s.at("pregunta asunto").cause, Cause::Rule);
  EXPECT_NE(s.at("pregunta asunto").why.es.find("ofrecer"), std::string::npos);
  EXPECT_EQ(s.at("di Es por").fate, Fate::Moves) << "no transfer can come any more";
  (void)s.play();
}

TEST(Reasons, ARuleThatBothVersionsHaveIsFollowedFromOneToTheOther) {
  const std::string law = std::string{kSmallLaw} + "regla avisar: di @aviso antes de pregunta\n";
  Small s(replaced(kBody, "  pregunta nombre_cliente", "  di Muy bien.\n  pregunta nombre_cliente"), law, law);
  EXPECT_EQ(staying(s.up->plan), Names{});
}

TEST(Reasons, TriesAreNotRenewed) {
  const std::string law = std::string{kSmallLaw} + "regla intentos: a lo más 5 veces verifica titular\n";
  Small s(replaced(kBody, "  verifica titular", "  di Verifico.\n  verifica titular"), law, law);
  EXPECT_EQ(staying(s.up->plan), Names{});
  Caller caller(s.before, 1);
  std::mt19937 chance(1);
  while (caller.next() && caller.event.kind != GUION_EVENT_VERIFY) ASSERT_TRUE(caller.answer(chance));
  ASSERT_EQ(caller.event.tries_left, 3u);
  const guion_answer wrong{GUION_ANSWER_WRONG, 0, nullptr, 0};
  ASSERT_EQ(guion_answer_event(caller.session, caller.event.token, &wrong), GUION_OK);
  ASSERT_TRUE(caller.next());
  guion_status status = GUION_OK;
  const auto moved = Caller::moved(*s.up, caller, status);
  ASSERT_NE(moved, nullptr);
  ASSERT_TRUE(moved->next());
  EXPECT_EQ(moved->event.tries_left, 2u);
  Small fewer(replaced(kBody, "con pin, 3 intentos", "con pin, 1 intento"));
  const auto stays = Caller::moved(*fewer.up, caller, status);
  EXPECT_EQ(status, GUION_CANNOT_MOVE) << "one was used, and there is only one";
  EXPECT_EQ(fewer.at("con pin").fate, Fate::Depends);
  EXPECT_EQ(fewer.at("con pin").cause, Cause::Tries);
  EXPECT_EQ(fewer.at("con voz").fate, Fate::Moves);
}

// ---- what goes along

TEST(Carried, EnumerationsByTheNamesOfTheirValues) {
  Small s(kBody,
          replaced(kSmallLaw, "  - pago: Pago\n  - alza: Alza\n  - baja: Baja\n", "  - baja: Baja\n  - pago: Pago\n"));
  EXPECT_TRUE(s.lost("alza"));
  Caller caller(s.before, 1);
  std::mt19937 chance(1);
  for (const std::int64_t value : {0, 1, 2}) {
    Caller one(s.before, 1);
    std::mt19937 same(1);
    while (one.next() && one.event.kind != GUION_EVENT_ASK) ASSERT_TRUE(one.answer(same));
    const guion_value v{value, nullptr, 0};
    const guion_answer a{GUION_ANSWER_VALUE, 0, &v, 1};
    const std::uint32_t slot = one.event.slot;
    ASSERT_EQ(guion_answer_event(one.session, one.event.token, &a), GUION_OK);
    ASSERT_TRUE(one.next());
    guion_status status = GUION_OK;
    const auto moved = Caller::moved(*s.up, one, status);
    EXPECT_EQ(moved == nullptr, value == 1);
    if (moved == nullptr) continue;
    guion_value now{};
    ASSERT_EQ(guion_read(moved->session, slot, &now), GUION_OK);
    EXPECT_EQ(now.number, value == 0 ? 1 : 0);
  }
}

TEST(Carried, AValueOfAnotherClassStaysBehind) {
  Small lower(kBody, replaced(kSmallLaw, "  da saldo: dinero USD, clase cuenta", "  da saldo: dinero USD"));
  EXPECT_TRUE(lower.lost("saldo"));
  EXPECT_EQ(lower.at("consulta saldos").cause, Cause::Service);
  EXPECT_EQ(lower.at("di Su saldo").cause, Cause::Facts);
  (void)lower.play();
  Small higher(
      kBody, replaced(kSmallLaw, "recibe monto: dinero USD 1..5000", "recibe monto: dinero USD 1..5000, clase cuenta"));
  EXPECT_TRUE(higher.lost("monto"));
  EXPECT_EQ(higher.at("di Pagado").cause, Cause::Facts);
  (void)higher.play();
}

TEST(Carried, AClassThatTheAgentMaySeeNowIsAnotherClass) {
  Small s(kBody, replaced(kSmallLaw, "clase cuenta exige titular", "clase cuenta exige titular, visible al agente"));
  EXPECT_TRUE(s.lost("saldo"));
  (void)s.play();
}

TEST(Carried, ALevelThatAMethodNoLongerGives) {
  const std::string law =
      replaced(kSmallLaw, "método voz da titular, 2 intentos", "método voz da identificado, 2 intentos");
  Small s(replaced(kBody, "    con voz, 2 intentos: Su voz.\n", ""), law);
  EXPECT_TRUE(s.lost("titular"));
  EXPECT_EQ(s.at("di Su saldo").cause, Cause::Facts);
  EXPECT_EQ(s.at("con pin").fate, Fate::Moves);
  (void)s.play();
}

TEST(Carried, ALevelThatIncludesMoreNow) {
  const std::string law = replaced(kSmallLaw, "nivel titular\n", "nivel titular incluye identificado\n");
  Small s(kBody, law);
  EXPECT_EQ(s.at("di Su saldo").cause, Cause::Facts) << "who was verified before is no holder in the new sense";
  (void)s.play();
}

TEST(Carried, ARangeThatShrinks) {
  Small s(kBody, replaced(kSmallLaw, "recibe monto: dinero USD 1..5000", "recibe monto: dinero USD 1..1.05"));
  EXPECT_TRUE(s.lost("monto"));
  EXPECT_EQ(s.at("pregunta monto").fate, Fate::Moves) << "it has no value yet";
  EXPECT_EQ(s.at("menú").fate, Fate::Depends);
  ASSERT_EQ(s.at("menú").needs.size(), 1u);
  EXPECT_EQ(s.at("menú").needs[0].kind, Lacked::Value);
  const Tally t = s.play();
  EXPECT_GT(t.refused, 0u);
  EXPECT_GT(t.moved, 0u);
}

TEST(Carried, OpenPairsOfServices) {
  const std::string law = std::string{kSmallLaw} + "regla espera: solicita pausa y solicita reanuda en pareja\n";
  const std::string body = replaced(
      kBody, "  haz pagar\n",
      "  solicita pausa\n    si falla\n      nada\n  di Espere.\n  solicita reanuda\n    si falla\n      nada\n");
  Small same(body, law + "área otra: Otra\n", law, body);
  EXPECT_EQ(staying(same.up->plan), Names{});
  EXPECT_EQ(same.play().refused, 0u);
  Small fresh(body, law, kSmallLaw, body);
  EXPECT_EQ(fresh.at("di Espere").cause, Cause::Rule) << "nobody would close what the old version did not watch";
  EXPECT_EQ(fresh.at("di Su saldo").fate, Fate::Moves);
  Small gone(body, kSmallLaw, law, body);
  EXPECT_TRUE(gone.lost("pausa"));
  EXPECT_EQ(gone.at("di Espere").cause, Cause::Service);
  EXPECT_EQ(gone.at("di Espere").fate, Fate::Depends);
  EXPECT_EQ(gone.at("menú").fate, Fate::Moves) << "the pair is closed";
  (void)gone.play();
}

TEST(Table, CallsThatHaveNotBegunOrAreOver) {
  Small s(kBody, std::string{kSmallLaw} + "área otra: Otra\n");
  Caller caller(s.before, 1);
  guion_status status = GUION_OK;
  EXPECT_NE(Caller::moved(*s.up, caller, status), nullptr) << guion_status_text(status);
  ASSERT_TRUE(caller.next());
  ASSERT_EQ(guion_hangup(caller.session), GUION_OK);
  EXPECT_EQ(Caller::moved(*s.up, caller, status), nullptr);
  EXPECT_EQ(status, GUION_CANNOT_MOVE);
}

TEST(Table, OfAnotherImage) {
  Small s(kBody, std::string{kSmallLaw} + "área otra: Otra\n");
  guion_moves moves;
  guion_load_error error{};
  EXPECT_EQ(guion_moves_open(&moves, &s.before.image, s.up->plan.table.data(), s.up->plan.table.size(), &error),
            GUION_WRONG_IMAGE);
  std::uint8_t id[32];
  EXPECT_EQ(guion_moves_from(&moves, id), GUION_BAD_ARGUMENT);
  ASSERT_EQ(guion_moves_from(&s.up->moves, id), GUION_OK);
  EXPECT_TRUE(std::equal(id, id + 32, s.before.version->id.begin()));
  // A call of the new version is not moved again.
  Caller caller(s.after, 1);
  ASSERT_TRUE(caller.next());
  guion_status status = GUION_OK;
  EXPECT_EQ(Caller::moved(*s.up, caller, status, false), nullptr);
  EXPECT_EQ(status, GUION_WRONG_IMAGE);
}

TEST(Plan, TheSameInputGivesTheSameTable) {
  Small s(replaced(kBody, "  pregunta asunto:", "  di Bien.\n  pregunta asunto:"));
  EXPECT_EQ(upgrade::plan(*s.before.version, *s.after.version).table, s.up->plan.table);
}

}  // namespace
}  // namespace guion::upgrade::test
