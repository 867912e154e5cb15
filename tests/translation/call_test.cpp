// Calls of an image in two languages: played in each, switched in the middle, saved, corrected, traced and told again.
#include <gtest/gtest.h>

#include <cstring>

#include "driver/compile.hpp"
#include "evidence/replay.hpp"
#include "guion/guion.hpp"
#include "image/bytes.hpp"
#include "translation/flows.hpp"
#include "vm/snapshot.hpp"

namespace guion::test {
namespace {

constexpr const char* kNoBreak = "\xc2\xa0";

/// Image and policy, open.
struct Opened {
  Compilation made;
  embed::Policy policy;
  embed::Image image;

  explicit Opened(const CompileOptions& options = in_both()) {
    MemorySources files = sources();
    made = compile(kPath, files, options);
    EXPECT_TRUE(policy.open(chars(made.policy)));
    EXPECT_TRUE(image.open(policy, chars(made.image)));
  }
  static std::span<const char> chars(const std::vector<std::uint8_t>& b) {
    return {reinterpret_cast<const char*>(b.data()), b.size()};
  }
};

/// One call, and everything that the customer heard.
struct Call {
  const Opened& opened;
  std::vector<std::uint64_t> memory;
  embed::Session session;
  guion_event event{};
  std::vector<std::string> heard;

  explicit Call(const Opened& o, std::uint32_t language = 0) : opened(o) {
    const guion_session_options options{7, 0, 512, 0, language};
    memory.resize(embed::Session::words(o.image, options));
    EXPECT_TRUE(session.start(o.image, memory, options));
    give("agente", embed::text_value("Marisol"));
    give("llamadas", embed::number_value(2000000));
  }
  std::uint32_t slot(std::string_view name) const {
    for (std::uint32_t s = 0; s < opened.image.slots(); ++s)
      if (std::string_view{opened.image.slot(s)->name.data, opened.image.slot(s)->name.size} == name) return s;
    ADD_FAILURE() << name;
    return 0;
  }
  void give(std::string_view name, guion_value value) { EXPECT_EQ(session.give(slot(name), value), GUION_OK); }
  /// What is heard at the next event.
  std::string hear() {
    const auto e = session.next(10 * 3600);
    EXPECT_TRUE(e) << e.status().text();
    event = *e;
    std::string text = session.text();
    for (std::uint32_t i = 0; i < event.options; ++i) text += " [" + session.option(i)->label + "]";
    return text;
  }
  void answer() {
    switch (event.kind) {
      case GUION_EVENT_ASK:
        EXPECT_TRUE(session.answer_value(
            event.token, event.slot == slot("cliente") ? embed::text_value("Ana Ruiz") : embed::number_value(0)));
        return;
      case GUION_EVENT_RECORD:
        EXPECT_TRUE(session.answer_value(event.token, embed::number_value(1)));
        return;
      case GUION_EVENT_MENU:
        EXPECT_TRUE(session.answer_option(event.token, 1));
        return;
      case GUION_EVENT_VERIFY:
        EXPECT_TRUE(session.answer(event.token, GUION_ANSWER_PASSED));
        return;
      case GUION_EVENT_LOOKUP: {
        const guion_value values[] = {embed::number_value(8540), embed::number_value(20517)};
        EXPECT_TRUE(session.answer_fields(event.token, values));
        return;
      }
      default:
        EXPECT_TRUE(session.answer(event.token, GUION_ANSWER_DONE));
    }
  }
  /// Plays on to the end; `change` is called at each event.
  template <class F>
  std::vector<std::string> play(F change) {
    for (unsigned n = 0;; ++n) {
      change(n);
      const std::string text = hear();
      if (event.kind == GUION_EVENT_END) return heard;
      if (!text.empty()) heard.push_back(text);
      answer();
    }
  }
  std::vector<std::string> play() {
    return play([](unsigned) {});
  }
};

const std::vector<std::string>& spanish() {
  static const std::vector<std::string> lines = {
      "Buenos días. Habla Marisol, de Cable Austral.",
      "¿Con quién tengo el gusto?",
      "Gracias, señora Ana Ruiz. Bienvenida.",
      "¿En qué le ayudo?",
      "Hablemos de su factura. Es su llamada número 2,000,000: varias.",
      "¿Le parece bien? [Sí] [No]",
      "Atendemos de lunes a viernes.",
      "Hable despacio.",
      "¿Me da su PIN?",
      "Su saldo es de ochenta y cinco dólares con cuarenta centavos ($85.40) y vence el 5 de marzo de 2026.",
      "OK."};
  return lines;
}
const std::vector<std::string>& english() {
  static const std::vector<std::string> lines = {
      "Good morning. This is Marisol from Cable Austral.",
      "Who am I speaking with?",
      "Thank you, Ms. Ana Ruiz. Welcome.",
      "How can I help you?",
      "Let's talk about your bill. This is call number 2,000,000: several.",
      "Is that all right? [Yes] [No]",
      "We are open Monday to Friday.",
      "Speak slowly.",
      "May I have your PIN?",
      "Your balance is eighty-five dollars and forty cents ($85.40), due March 5, 2026.",
      "OK."};
  return lines;
}

const Opened& both() {
  static const Opened opened;
  return opened;
}

TEST(TwoLanguages, ACallIsPlayedInEach) {
  EXPECT_EQ(Call(both()).play(), spanish());
  EXPECT_EQ(Call(both(), 1).play(), english());
}

TEST(TwoLanguages, TheImageSaysWhatItSpeaks) {
  const embed::Image& image = both().image;
  EXPECT_EQ(image.languages(), 2U);
  EXPECT_EQ(image.language(0), "es-US");
  EXPECT_EQ(image.language(1), "en-US");
  EXPECT_EQ(image.language(2), "");
  guion_string tag{}, title{};
  ASSERT_EQ(guion_image_language(image.get(), 1, &tag, &title), GUION_OK);
  EXPECT_EQ(std::string(title.data, title.size), "Paying the bill");
  EXPECT_EQ(image.title(), "Pago de la factura");
  const Call call(both());
  guion_string label{};
  ASSERT_EQ(guion_enum_label(image.get(), 1, call.slot("asunto"), 1, &label), GUION_OK);
  EXPECT_EQ(std::string(label.data, label.size), "The internet");
  ASSERT_EQ(guion_enum_value(image.get(), call.slot("asunto"), 1, &tag, &label), GUION_OK);
  EXPECT_EQ(std::string(tag.data, tag.size), "internet");
  EXPECT_EQ(std::string(label.data, label.size), "El internet");
  EXPECT_EQ(guion_enum_label(image.get(), 2, call.slot("asunto"), 1, &label), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_image_language(image.get(), 2, &tag, nullptr), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_image_languages(nullptr), 0U);
}

TEST(TwoLanguages, ACallIsSwitchedInTheMiddle) {
  Call call(both());
  const std::vector<std::string> heard = call.play([&](unsigned n) {
    EXPECT_TRUE(call.session.speak(n % 2));  // every second event
  });
  ASSERT_EQ(heard.size(), spanish().size());
  for (std::size_t i = 0; i < heard.size(); ++i)
    EXPECT_TRUE(heard[i] == spanish()[i] || heard[i] == english()[i]) << heard[i];
  EXPECT_NE(heard, spanish());
  EXPECT_NE(heard, english());
}

TEST(TwoLanguages, AnEventMayBeAskedAgainInTheOther) {
  Call call(both());
  for (std::size_t line = 0;;) {
    const std::string text = call.hear();
    if (call.event.kind == GUION_EVENT_END) break;
    const std::uint64_t token = call.event.token;
    if (!text.empty()) {
      EXPECT_EQ(text, spanish()[line]);
      EXPECT_TRUE(call.session.speak(1));
      EXPECT_EQ(call.hear(), english()[line]);
      EXPECT_EQ(call.event.token, token);
      EXPECT_TRUE(call.session.speak(0));
      EXPECT_EQ(call.hear(), text);
      ++line;
    }
    call.answer();
  }
}

TEST(TwoLanguages, LanguagesThatAreNotThereAreRefused) {
  Call call(both());
  EXPECT_EQ(call.session.speak(2).code(), GUION_BAD_ARGUMENT);
  EXPECT_EQ(guion_set_language(nullptr, 0), GUION_BAD_ARGUMENT);
  EXPECT_EQ(call.session.language(), 0U);
  const guion_session_options options{7, 0, 512, 0, 2};
  std::vector<std::uint64_t> memory(embed::Session::words(both().image, options));
  embed::Session session;
  EXPECT_EQ(session.start(both().image, memory, options).code(), GUION_BAD_ARGUMENT);
  const Opened alone{CompileOptions{}};
  EXPECT_EQ(alone.image.languages(), 1U);
  EXPECT_EQ(Call(alone).session.speak(1).code(), GUION_BAD_ARGUMENT);
  EXPECT_EQ(Call(alone).play(), spanish());
}

TEST(TwoLanguages, ValuesKeepWhatTheyAreAndAreSaidInTheLanguage) {
  Call call(both(), 1);
  (void)call.play();
  const auto said = [&](const char* name) { return call.session.read_text(call.slot(name)); };
  const auto value = call.session.read(call.slot("horario"));
  ASSERT_TRUE(value);
  EXPECT_EQ(std::string(value->text, value->size), "de lunes a viernes");  // what a service is handed
  EXPECT_EQ(said("horario"), "Monday to Friday");
  EXPECT_EQ(said("asunto"), "your bill");
  EXPECT_EQ(said("vence"), "March 5, 2026");
  EXPECT_TRUE(call.session.speak(0));
  EXPECT_EQ(said("horario"), "de lunes a viernes");
  EXPECT_EQ(said("forma_de_trato"), "señora");
}

TEST(TwoLanguages, SnapshotsHoldTheLanguage) {
  for (std::uint32_t language = 0; language < 2; ++language) {
    Call call(both(), language);
    for (;;) {
      (void)call.hear();
      if (call.event.kind == GUION_EVENT_VERIFY) break;
      call.answer();
    }
    const auto saved = call.session.save();
    ASSERT_TRUE(saved);
    Call other(both(), 1 - language);
    ASSERT_TRUE(other.session.restore(both().image, other.memory, *saved));
    EXPECT_EQ(other.session.language(), language);
    EXPECT_EQ(other.hear(), (language == 0 ? spanish() : english())[8]);
    EXPECT_EQ(*other.session.save(), *saved);
    const Opened alone{CompileOptions{}};
    EXPECT_FALSE(other.session.restore(alone.image, other.memory, *saved));
  }
}

TEST(TwoLanguages, ASnapshotOfALanguageThatIsNotThereIsRefused) {
  const Opened alone{CompileOptions{}};
  Call call(alone);
  (void)call.hear();
  std::string saved = *call.session.save();
  // The byte of the hour: behind seed, place, event, last act, shown (a byte each here) and phase.
  const std::size_t at = vm::kSnapshotHead + 6;
  ASSERT_EQ(saved[at], 10);
  saved[at] = static_cast<char>(10 | 1 << vm::kHourBits);
  auto* bytes = reinterpret_cast<std::uint8_t*>(saved.data());
  const std::uint64_t sum =
      image::checksum(bytes + vm::kAtBuildId, saved.size() - vm::kAtBuildId, image::load64(bytes));
  std::memcpy(bytes + vm::kAtChecksum, &sum, sizeof sum);
  Call other(alone);
  EXPECT_EQ(other.session.restore(alone.image, other.memory, saved).code(), GUION_BAD_SNAPSHOT);
}

TEST(TwoLanguages, ACorrectionKeepsTheLanguageOfNow) {
  Call call(both());
  (void)call.hear();
  call.answer();
  (void)call.hear();
  const auto early = call.session.save();
  ASSERT_TRUE(early);
  call.answer();
  (void)call.hear();
  EXPECT_TRUE(call.session.speak(1));
  ASSERT_TRUE(call.session.correct(*early));
  EXPECT_EQ(call.hear(), english()[1]);
}

/// A call whose host records it and says each third event in both languages.
std::string traced(Call& call) {
  embed::Trace trace;
  std::string bytes;
  const auto add = [&](const embed::Result<std::string>& record) {
    ASSERT_TRUE(record) << record.status().text();
    bytes += *record;
  };
  add(trace.begin(call.session, 36000));
  for (unsigned n = 0;; ++n) {
    (void)call.hear();
    add(trace.event(call.session, 36000));
    EXPECT_EQ(trace.event(call.session, 36000).status().code(),
              call.event.kind == GUION_EVENT_END ? GUION_CALL_OVER : GUION_STALE_TOKEN);
    if (call.event.kind == GUION_EVENT_END) return bytes;
    if (n % 3 == 0) {
      EXPECT_TRUE(call.session.speak(1 - call.session.language()));
      add(trace.event(call.session, 36001));
    }
    guion_value value = embed::text_value("Ana Ruiz");
    guion_answer a{GUION_ANSWER_DONE, 0, nullptr, 0};
    const guion_value fields[] = {embed::number_value(8540), embed::number_value(20517)};
    if (call.event.kind == GUION_EVENT_ASK || call.event.kind == GUION_EVENT_RECORD) {
      if (call.event.slot != call.slot("cliente")) value = embed::number_value(1);
      a = {GUION_ANSWER_VALUE, 0, &value, 1};
    }
    if (call.event.kind == GUION_EVENT_MENU) a = {GUION_ANSWER_OPTION, 1, nullptr, 0};
    if (call.event.kind == GUION_EVENT_VERIFY) a.kind = GUION_ANSWER_PASSED;
    if (call.event.kind == GUION_EVENT_LOOKUP) a = {GUION_ANSWER_FIELDS, 0, fields, 2};
    add(trace.answer(call.session, a, 36002));
    EXPECT_EQ(guion_answer_event(call.session.get(), call.event.token, &a), GUION_OK);
  }
}

TEST(TwoLanguages, ATraceTellsInWhichLanguageEachEventWasSaid) {
  const Opened& o = both();
  Call call(o);
  const std::string bytes = traced(call);
  Message error;
  const auto flow = scenario::Flow::open(o.made.image, o.made.policy, error);
  ASSERT_NE(flow, nullptr) << error.en;
  const evidence::Bytes view{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  const auto told =
      evidence::tell(view, {*flow, evidence::true_id(o.made.image), evidence::true_id(o.made.policy)}, Tongue::En);
  EXPECT_EQ(told.state, evidence::State::Whole) << (told.fault ? told.fault->message.en : "");
  std::string all;
  for (const auto& line : told.lines) all += line.text + "\n";
  EXPECT_NE(all.find(spanish()[0] + "\n" + english()[0]), std::string::npos) << all;  // said twice
  EXPECT_NE(all.find(english()[1]), std::string::npos) << all;
  EXPECT_EQ(all.find(spanish()[1]), std::string::npos) << all;
}

TEST(TwoLanguages, HoursAndMoneyFollowTheLanguage) {
  MemorySources files;
  files.put("v.flow",
            "flujo v, guion 1\nidioma es-ES\nsigue norma\ndato hora_de_cita: hora, del sistema\n"
            "dato precio: dinero EUR, del sistema\netapa única\n  di {hora_de_cita}; {precio}.\n  termina hecho\n");
  files.put("norma.flow", "protocolo norma, guion 1\nfinal hecho, normal\netapa única, obligatoria\n");
  files.put("en/v.flow",
            "flow v, guion 1\nlanguage en-US\nfollows norma\nslot hora_de_cita: hour, from the system\n"
            "slot precio: money EUR, from the system\nstage única\n  say {hora_de_cita}; {precio}.\n  end hecho\n");
  files.put("en/norma.flow", "protocol norma, guion 1\noutcome hecho, normal\nstage única, required\n");
  CompileOptions options;
  options.translation = "en/v.flow";
  const Compilation made = compile("v.flow", files, options);
  for (const auto& d : made.diagnostics) EXPECT_EQ(d.severity, diag::Severity::Hint) << d.en;
  embed::Policy policy;
  embed::Image image;
  ASSERT_TRUE(policy.open(Opened::chars(made.policy)));
  ASSERT_TRUE(image.open(policy, Opened::chars(made.image)));
  std::vector<std::uint64_t> memory(embed::Session::words(image));
  embed::Session session;
  ASSERT_TRUE(session.start(image, memory));
  EXPECT_EQ(session.give(0, embed::number_value(870)), GUION_OK);
  EXPECT_EQ(session.give(1, embed::number_value(123450)), GUION_OK);
  ASSERT_TRUE(session.next(0));
  EXPECT_EQ(session.text(), std::string("Las 14:30; 1234,50") + kNoBreak + "€.");
  EXPECT_TRUE(session.speak(1));
  EXPECT_EQ(session.text(), std::string("2:30") + kNoBreak + "PM; €1,234.50.");
}

}  // namespace
}  // namespace guion::test
