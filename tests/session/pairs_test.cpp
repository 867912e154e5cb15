// «A y C en pareja»: whoever hangs up between the two leaves C to be asked. Meaning: docs/semantics.md, «How a call
// ends».
#include "lower/assembly.hpp"
#include "session/flows.hpp"
#include "session/tape.hpp"

namespace guion::test {
namespace {

std::string service(const Session& s) {
  const guion_string name = guion_service_name(&purchase().policy, s.event.object);
  return {name.data, name.size};
}

void expect_abandoned(Session& s) {
  (void)s.see();
  EXPECT_EQ(s.event.kind, GUION_EVENT_END);
  EXPECT_EQ(s.event.abandoned, 1);
}

/// The event that waits is the look-up that closes the pair; a snapshot of it goes on likewise.
void expect_closing(Session& s) {
  const std::string seen = s.see();
  ASSERT_EQ(s.event.kind, GUION_EVENT_LOOKUP);
  EXPECT_EQ(service(s), "reanuda");
  EXPECT_EQ(s.event.acts, 1);
  EXPECT_EQ(s.event.has_text, 0);
  EXPECT_EQ(s.text(), "");
  EXPECT_EQ(guion_hangup(s.session), GUION_OK);  // changes nothing
  EXPECT_EQ(s.see(), seen);
  EXPECT_EQ(s.send(GUION_ANSWER_DONE), GUION_WRONG_ANSWER);
  const Bytes snapshot = s.save();
  Session again(purchase());
  ASSERT_EQ(again.restore(snapshot), GUION_OK);
  EXPECT_EQ(again.see(), seen);
  EXPECT_EQ(again.save(), snapshot);
  ASSERT_EQ(again.send(GUION_ANSWER_FAILED), GUION_OK);
  expect_abandoned(again);
  EXPECT_EQ(again.event.token == s.event.token, false);
}

TEST(Pairs, NothingIsOpenBeforeTheFirst) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_MENU);
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  expect_abandoned(call);
}

TEST(Pairs, TheFirstThatWaitsMayHaveBeenDone) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_LOOKUP, 1);
  ASSERT_EQ(service(call), "pausa");
  const std::uint64_t token = call.event.token;
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  expect_closing(call);
  EXPECT_NE(call.event.token, token);
  ASSERT_EQ(call.send(GUION_ANSWER_FIELDS), GUION_OK);
  expect_abandoned(call);
}

TEST(Pairs, BetweenTheTwoTheSecondIsAskedAndTheSecretIsGone) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_LOOKUP, 2);
  ASSERT_EQ(service(call), "caja");
  ASSERT_EQ(call.value("cvv").empty(), false);
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  EXPECT_EQ(call.value("cvv"), "(empty)");
  expect_closing(call);
  ASSERT_EQ(call.send(GUION_ANSWER_FIELDS), GUION_OK);
  expect_abandoned(call);
}

TEST(Pairs, HangingUpBetweenAnAnswerAndTheNextEventIsNoWayOut) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_LOOKUP, 1);
  call.accept();
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  expect_closing(call);
}

TEST(Pairs, TheSecondThatWaitsKeepsItsToken) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_LOOKUP, 3);
  ASSERT_EQ(service(call), "reanuda");
  const std::uint64_t token = call.event.token;
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  expect_closing(call);
  EXPECT_EQ(call.event.token, token);
  ASSERT_EQ(call.send(GUION_ANSWER_FAILED), GUION_OK);
  expect_abandoned(call);
}

TEST(Pairs, BehindTheSecondNothingIsOpen) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_LOOKUP, 3);
  call.accept();
  (void)call.see();
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  expect_abandoned(call);
}

TEST(Pairs, AClosedCallIsNotCorrected) {
  Session call(purchase());
  call.start();
  call.until(GUION_EVENT_LOOKUP, 1);
  const Bytes before = call.save();
  ASSERT_EQ(guion_hangup(call.session), GUION_OK);
  EXPECT_EQ(call.correct(before), GUION_CALL_OVER);
}

// ---- several pairs, and second halves that want something
// ---------------------------------------------------------------

constexpr std::string_view kTwoLaw = R"(protocolo pruebas, guion 1

nivel titular
método pin da titular, 6 intentos
clase cuenta exige titular

servicio abre_uno
servicio cierra_uno
  recibe turno: cuenta 0..9
servicio abre_dos
servicio cierra_dos
  recibe deuda: cuenta 0..9, clase cuenta
servicio bancos
  da turno: cuenta 0..9
  da deuda: cuenta 0..9, clase cuenta
final hecho, normal
etapa una, opcional
etapa dos, opcional
etapa tres, opcional

regla dos: consulta abre_dos y consulta cierra_dos en pareja
regla uno: consulta abre_uno y consulta cierra_uno en pareja
)";

constexpr std::string_view kTwo = R"(flujo dos_parejas, guion 1
título Dos parejas
idioma es-US
registro usted
sigue pruebas

etapa una
  consulta abre_uno
    si falla
      nota No se sabe.
  consulta abre_dos
    si falla
      nota No se sabe.

etapa dos
  verifica titular
    con pin, 3 intentos: ¿Me dice su PIN?
    si falla
      di Sin eso no puedo seguir.
      ir a dos
  consulta bancos
    si falla
      di El sistema no responde.
      ir a dos
  nota Todo está a la vista.
  revoca titular
  nota Ya no lo está.

etapa tres
  verifica titular
    con pin, 3 intentos: ¿Me repite su PIN?
    si falla
      di Sin eso no puedo seguir.
      ir a tres
  consulta bancos
    si falla
      di El sistema no responde.
      ir a tres
  consulta cierra_uno
    si falla
      nota No se sabe.
  consulta cierra_dos
    si falla
      nota No se sabe.
  di Listo.
  termina hecho
)";

TEST(Pairs, SeveralCloseInOrderAndOnlyWithWhatIsKnownAndAllowed) {
  const auto opened = open_flow(kTwoLaw, kTwo);
  ASSERT_NE(opened, nullptr);
  const auto name = [&](const Session& s) {
    const guion_string n = guion_service_name(&opened->policy, s.event.object);
    return std::string{n.data, n.size};
  };
  const auto closed = [&](unsigned notes) {
    Session call(*opened);
    call.start();
    if (notes == 0) {
      call.until(GUION_EVENT_VERIFY);
    } else {
      call.until(GUION_EVENT_NOTE, notes - 1);
    }
    EXPECT_EQ(guion_hangup(call.session), GUION_OK);
    std::string out;
    for (;;) {
      (void)call.see();
      if (call.event.kind == GUION_EVENT_END) return out;
      out += name(call) + " ";
      Session again(*opened);
      EXPECT_EQ(again.restore(call.save()), GUION_OK);
      EXPECT_EQ(again.see(), call.see());
      call.accept();
    }
  };
  EXPECT_EQ(closed(0), "");                        // what they take is not known yet
  EXPECT_EQ(closed(1), "cierra_dos cierra_uno ");  // in the order of the rules
  EXPECT_EQ(closed(2), "cierra_uno ");             // the level is lost that the other takes
}

TEST(Pairs, APolicyNamesServicesThatThereAre) {
  const auto reason = [](const std::vector<assembly::Policy::Pair>& pairs) {
    assembly::Policy p;
    p.services = {{"a", true, {}, {}, {}}, {"b", true, {}, {}, {}}};
    p.pairs = pairs;
    const auto bytes = assembly::encode(p);
    guion_policy policy{};
    guion_load_error error{};
    (void)guion_policy_open(&policy, bytes.data(), bytes.size(), &error);
    return std::string{guion_load_error_name(error.reason)};
  };
  EXPECT_EQ(reason({{0, 1}, {1, 0}}), "None");
  EXPECT_EQ(reason({{0, 2}}), "BadPair");
  EXPECT_EQ(reason({{2, 0}}), "BadPair");
  EXPECT_EQ(reason({{1, 1}}), "BadPair");
  EXPECT_EQ(reason(std::vector<assembly::Policy::Pair>(8, {0, 1})), "None");
  EXPECT_EQ(reason(std::vector<assembly::Policy::Pair>(9, {0, 1})), "BadPair");
}

}  // namespace
}  // namespace guion::test
