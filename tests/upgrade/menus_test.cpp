// Menus whose options changed between two versions, some under conditions: they are put again from where it is asked
// which options are open, and no answer to the old menu counts for the new one.
#include <algorithm>

#include "edits.hpp"
#include "kit.hpp"

namespace guion::upgrade::test {
namespace {

const char* const kLaw = R"(protocolo ley, guion 1
nivel titular
método pin da titular, 3 intentos
área ventas: Ventas
final hecho, normal
final roto, temprano
etapa inicio, opcional
dato va: sí o no
dato cuenta_cliente: cuenta 0..9
)";
const char* const kHead = "flujo f, guion 1\nidioma es-US\nsigue ley\n";
const char* const kBody = R"(etapa inicio
  pregunta va: ¿Va?
  verifica titular
    con pin, 3 intentos: Su PIN.
    si falla
      nada
  menú ¿Qué desea?
    - Comprar
      termina hecho
    - Vender
      solo si va
      termina roto
    - Nada
      termina hecho
)";

struct Menus {
  explicit Menus(const std::string& body, const std::string& old_body = kBody)
      : before(kHead + old_body, kLaw, "ley"), after(kHead + body, std::string{kLaw} + "área otra: Otra\n", "ley") {
    EXPECT_TRUE(before.ok()) << before.errors();
    EXPECT_TRUE(after.ok()) << after.errors();
    if (before.ok() && after.ok()) up = std::make_unique<Upgrade>(before, after);
  }
  /// A call of the old version that waits at its menu.
  [[nodiscard]] std::unique_ptr<Caller> at_menu(bool va, bool verified) const {
    auto caller = std::make_unique<Caller>(before, 1);
    while (caller->next() && caller->event.kind != GUION_EVENT_MENU) {
      const guion_value value{va ? 1 : 0, nullptr, 0};
      guion_answer a{GUION_ANSWER_VALUE, 0, &value, 1};
      if (caller->event.kind == GUION_EVENT_VERIFY)
        a = {verified ? GUION_ANSWER_PASSED : GUION_ANSWER_LACKING, 0, nullptr, 0};
      EXPECT_EQ(guion_answer_event(caller->session, caller->event.token, &a), GUION_OK);
    }
    EXPECT_EQ(caller->event.kind, GUION_EVENT_MENU);
    return caller;
  }
  [[nodiscard]] std::unique_ptr<Caller> moved(const Caller& caller) const {
    guion_status status = GUION_OK;
    auto out = Caller::moved(*up, caller, status);
    EXPECT_NE(out, nullptr) << guion_status_text(status);
    if (out != nullptr) {
      EXPECT_TRUE(out->next());
    }
    return out;
  }
  Edition before, after;
  std::unique_ptr<Upgrade> up;
};

std::vector<std::string> offered(const Caller& caller) {
  std::vector<std::string> out;
  for (std::uint32_t i = 0; i < caller.event.options; ++i) {
    char label[64];
    std::size_t size = 0;
    std::uint32_t id = 0;
    EXPECT_EQ(guion_option(caller.session, i, &id, label, sizeof label, &size), GUION_OK);
    out.emplace_back(label, size);
  }
  return out;
}
using Words = std::vector<std::string>;

guion_status choose(Caller& caller, std::uint64_t token, std::uint32_t option) {
  const guion_answer a{GUION_ANSWER_OPTION, option, nullptr, 0};
  return guion_answer_event(caller.session, token, &a);
}

TEST(Menus, AGuardThatIsNewIsAsked) {
  Menus m(replaced(kBody, "    - Nada\n", "    - Reclamar\n      solo si titular\n      termina roto\n    - Nada\n"));
  EXPECT_EQ(m.up->at("menú")->fate, Fate::Moves) << m.up->at("menú")->why.en;
  EXPECT_TRUE(m.up->at("menú")->anew);
  EXPECT_EQ(offered(*m.moved(*m.at_menu(false, false))), (Words{"Comprar", "Nada"}));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(true, false))), (Words{"Comprar", "Vender", "Nada"}));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(false, true))), (Words{"Comprar", "Reclamar", "Nada"}));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(true, true))), (Words{"Comprar", "Vender", "Reclamar", "Nada"}));
}

TEST(Menus, AGuardThatChangedIsAskedAnew) {
  Menus m(replaced(kBody, "solo si va", "solo si no va o titular"));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(true, false))), (Words{"Comprar", "Nada"}));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(false, false))), (Words{"Comprar", "Vender", "Nada"}));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(true, true))), (Words{"Comprar", "Vender", "Nada"}));
}

TEST(Menus, AGuardOfWhichTheSecondHalfChanged) {
  Menus m(replaced(kBody, "solo si va", "solo si va o falta titular"),
          replaced(kBody, "solo si va", "solo si va o titular"));
  EXPECT_TRUE(m.up->at("menú")->anew);
  EXPECT_EQ(offered(*m.moved(*m.at_menu(false, true))), (Words{"Comprar", "Nada"}));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(false, false))), (Words{"Comprar", "Vender", "Nada"}));
}

TEST(Menus, AnOptionLessUnderAGuard) {
  Menus m(replaced(kBody, "    - Comprar\n      termina hecho\n", ""));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(true, false))), (Words{"Vender", "Nada"}));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(false, false))), (Words{"Nada"}));
}

TEST(Menus, AGuardThatIsGone) {
  Menus m(replaced(kBody, "      solo si va\n", ""));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(false, false))), (Words{"Comprar", "Vender", "Nada"}));
}

TEST(Menus, OneOptionIsLeftOfMany) {
  // The last of the old ones was open under a guard; the new menu has no such number.
  const std::string old_body = replaced(replaced(kBody, "    - Vender\n      solo si va\n      termina roto\n", ""),
                                        "    - Nada\n", "    - Nada\n      solo si va\n");
  Menus m(replaced(kBody, "    - Vender\n      solo si va\n      termina roto\n", ""),
          replaced(old_body, "    - Nada\n", "    - Otra\n      termina hecho\n    - Nada\n"));
  EXPECT_EQ(offered(*m.moved(*m.at_menu(true, false))), (Words{"Comprar", "Nada"}));
}

TEST(Menus, AnAnswerToTheOldMenuComesTooLate) {
  for (const std::string& body :
       {replaced(kBody, "    - Comprar\n      termina hecho\n", ""),  // options go by their numbers, which moved
        replaced(kBody, "- Nada", "- Nada más"), replaced(kBody, "solo si va", "solo si titular")}) {
    Menus m(body);
    const auto caller = m.at_menu(true, true);
    const std::uint64_t old_token = caller->event.token;
    const auto copy = m.moved(*caller);
    EXPECT_NE(copy->event.token, old_token);
    EXPECT_EQ(choose(*copy, old_token, 1), GUION_STALE_TOKEN);
    EXPECT_EQ(choose(*copy, copy->event.token, 1), GUION_OK);
  }
}

TEST(Menus, AMenuThatIsTheSameKeepsItsTokenAndTakesTheAnswer) {
  Menus m(replaced(kBody, "  menú", "  di Un momento.\n  menú"));
  EXPECT_FALSE(m.up->at("menú")->anew);
  for (const bool va : {false, true}) {
    const auto caller = m.at_menu(va, false);
    const std::uint64_t token = caller->event.token;
    const auto copy = m.moved(*caller);
    EXPECT_EQ(copy->event.token, token);
    EXPECT_EQ(offered(*copy), offered(*caller));
    EXPECT_EQ(choose(*copy, token, 1), va ? GUION_OK : GUION_NO_OPTION) << "closed as before";
    EXPECT_EQ(choose(*copy, token, 2), va ? GUION_STALE_TOKEN : GUION_OK);
  }
}

TEST(Menus, AGuardThatReadsWhatIsMissing) {
  // Nobody asked for the count in the old version; the new one asks before the menu and reads it in a guard.
  Menus m(replaced(replaced(kBody, "  menú", "  pregunta cuenta_cliente: ¿Cuántas?\n  menú"), "solo si va",
                   "solo si cuenta_cliente > 3"));
  EXPECT_EQ(m.up->at("menú")->fate, Fate::Stays) << "the guard cannot be asked";
  EXPECT_EQ(m.up->at("menú")->cause, Cause::Facts);
  guion_status status = GUION_OK;
  EXPECT_EQ(Caller::moved(*m.up, *m.at_menu(true, true), status), nullptr);
  EXPECT_EQ(status, GUION_CANNOT_MOVE);
}

TEST(Menus, InsideAPartAndInALoop) {
  const std::string part =
      "etapa inicio\n  haz elegir\n  haz elegir\n  termina hecho\nparte elegir\n  pregunta va: ¿Va?\n"
      "  menú ¿Qué desea?\n    - Comprar\n      nada\n    - Vender\n      solo si va\n      nada\n    - Nada\n      "
      "nada\n";
  Menus m(replaced(part, "    - Nada\n", "    - Otra\n      solo si falta titular\n      nada\n    - Nada\n"), part);
  EXPECT_EQ(offered(*m.moved(*m.at_menu(true, false))), (Words{"Comprar", "Vender", "Otra", "Nada"}));
  Tally tally;
  for (std::uint32_t seed = 0; seed < 40; ++seed) ASSERT_EQ(try_moves(*m.up, seed, tally), "");
  EXPECT_EQ(tally.refused, 0u);
  EXPECT_GT(tally.menus_asked_again, 20u);
}

TEST(Menus, ASavedCallGoesOnAsTheSame) {
  Menus m(replaced(kBody, "solo si va", "solo si titular"));
  const auto copy = m.moved(*m.at_menu(true, true));
  guion_status status = GUION_OK;
  const auto bytes = copy->save(status);
  ASSERT_EQ(status, GUION_OK);
  const guion_session_options options{0, 0, 4096, 0, 0};
  std::vector<std::uint64_t> memory(guion_session_size(&m.after.image, &options) / 8 + 1);
  guion_session* session = nullptr;
  ASSERT_EQ(guion_restore(&m.after.image, &options, nullptr, bytes.data(), bytes.size(), memory.data(),
                          memory.size() * 8, &session),
            GUION_OK);
  guion_event event{};
  ASSERT_EQ(guion_next(session, 36000, &event), GUION_OK);
  EXPECT_EQ(event.token, copy->event.token);
  EXPECT_EQ(event.options, copy->event.options);
}

}  // namespace
}  // namespace guion::upgrade::test
