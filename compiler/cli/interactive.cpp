// The terminal as host. See interactive.hpp.
#include "cli/interactive.hpp"

#include <fmt/format.h>

namespace guion::cli {

using scenario::Ending;
using scenario::Event;
using scenario::fold;
using scenario::Move;
using scenario::Reading;
using scenario::Reply;
using scenario::SlotInfo;
using scenario::Value;

namespace {

bool is_number(std::string_view s, std::size_t count, std::size_t& index) {
  if (s.empty() || s.size() > 4) return false;
  std::size_t n = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return false;
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  if (n < 1 || n > count) return false;
  index = n - 1;
  return true;
}

}  // namespace

InteractiveHost::InteractiveHost(const scenario::Flow& flow, Data data, Console& console, Tongue tongue)
    : flow_{flow}, data_{std::move(data)}, console_{console}, tongue_{tongue} {
  line(Style::Bold, flow_.title(), "");
  line(Style::Dim,
       text("You are the agent: read aloud what stands at the margin, and type what the caller answers. «?» helps, "
            "«hang up» ends the call.",
            "Usted es el agente: lea en voz alta lo que está al margen y escriba lo que le responden. «?» da ayuda; "
            "«cuelga» termina la llamada."),
       "");
}

void InteractiveHost::line(Style style, std::string_view what, std::string_view indent) {
  console_.out(console_.styled(style, console_.wrapped(what, indent)) + "\n");
}

void InteractiveHost::show(const Event& event) {
  if (event.stage != stage_) {
    stage_ = event.stage;
    console_.out("\n");
    line(Style::Stage, fmt::format("[{}]", stage_), "");
  }
  show_text(event);
}

void InteractiveHost::show_text(const Event& event) {
  if (scenario::is_heard(event.raw.kind)) {
    if (!event.text.empty()) line(Style::Spoken, event.text, "");
  } else if (event.raw.kind == GUION_EVENT_RECORD) {
    line(Style::Dim, fmt::format("{}: {}", text("write down", "anote"), event.text));
  } else if (event.raw.kind == GUION_EVENT_JUDGE) {
    line(Style::Dim, fmt::format("{} {}", text("does this apply?", "¿procede?"),
                                 event.text.empty() ? fmt::format("[{}]", stage_) : event.text));
  } else if (!event.text.empty()) {
    line(Style::Dim, fmt::format("{}: {}", text("note", "nota"), event.text));
  }
}

void InteractiveHost::help(const Event* event) {
  line(Style::Dim, text("What stands at the margin is read to the customer; notes are for the agent only.",
                        "Lo que está al margen se lee al cliente; las notas son solo para el agente."));
  line(Style::Dim, text("Numbered answers are given by number or in words. «hang up» ends the call.",
                        "Las respuestas numeradas se dan con el número o con el texto. «cuelga» termina la llamada."));
  if (event == nullptr) return;
  if (event->raw.seconds != 0)
    line(Style::Dim,
         text("«silence»: the customer does not answer in time.", "«silencio»: el cliente no responde a tiempo."));
  if (event->raw.optional) line(Style::Dim, text("An empty line: it was not said.", "Una línea vacía: no lo dijo."));
  show_text(*event);
}

InteractiveHost::Typed InteractiveHost::type(const Prompt& prompt, std::string& out, bool may_be_empty) {
  const bool secret = prompt.slot != nullptr && prompt.slot->secret;
  for (;;) {
    console_.out(fmt::format("  {}> ", prompt.text));
    if (!(secret ? console_.read_secret(out, scenario::kMask) : console_.read_line(out))) {
      console_.out("\n");
      cut_ = true;
      return Typed::EndOfInput;
    }
    if (!console_.interactive()) console_.out(fmt::format("{}\n", secret ? scenario::kMask : out));
    const std::string folded = fold(out);
    if (folded == "cuelga" || folded == "hang up" || folded == "hangs up") return Typed::HangUp;
    if (folded == "?") {
      help(prompt.event);
    } else if (!folded.empty() || may_be_empty) {
      return Typed::Line;
    }
  }
}

Reply InteractiveHost::reply_of(Typed typed) {
  gone_ = gone_ || typed == Typed::HangUp;
  return {typed == Typed::HangUp ? Move::HangUp : Move::Stop, GUION_ANSWER_DONE, 0, {}};
}

bool InteractiveHost::is_silence(const Event* event, std::string_view typed) const {
  if (event == nullptr || event->raw.seconds == 0) return false;
  const std::string folded = fold(typed);
  return folded == "silencio" || folded == "silence";
}

/// Short words share a line.
void InteractiveHost::show_words(const std::vector<std::string>& words) {
  std::size_t size = 0;
  for (const std::string& word : words) size += word.size();
  const bool together = words.size() <= 3 && size <= 40;
  for (std::size_t i = 0; i < words.size(); ++i)
    console_.out(fmt::format("  {}. {}{}", i + 1, words[i], together && i + 1 < words.size() ? " " : "\n"));
}

InteractiveHost::Typed InteractiveHost::type_value(std::uint32_t slot, const Event* event, Value& out,
                                                   bool& passed_over) {
  const SlotInfo& info = flow_.slots()[slot];
  auto closed = scenario::closed_values(info, tongue_);
  for (std::size_t i = 0; i < closed.size() && info.type == GUION_TYPE_Enum; ++i)
    if (!info.values[i].label.empty()) closed[i] = info.values[i].label;
  show_words(closed);
  const bool plain = !closed.empty() || info.type == GUION_TYPE_Text || info.type == GUION_TYPE_Name;
  const bool optional = event != nullptr && event->raw.optional;
  const std::string form =
      fmt::format("{}{}{}", plain ? "" : scenario::expected_form(info).in(tongue_), !plain && optional ? "; " : "",
                  optional ? text("empty: it was not said", "vacío: no lo dijo") : "");
  const Prompt prompt{form.empty() ? info.name : fmt::format("{} ({})", info.name, form), event, &info};
  for (std::string typed;;) {
    const Typed how = type(prompt, typed, optional);
    if (how != Typed::Line) return how;
    passed_over = is_silence(event, typed) || (optional && scenario::trim(typed).empty());
    if (passed_over) return how;
    const Reading reading = scenario::read_value(info, typed, out, scenario::Numbered::Yes);
    if (reading == Reading::Ok) return how;
    const Message want = reading == Reading::BadForm ? scenario::expected_form(info) : scenario::expected_range(info);
    line(Style::Warning, fmt::format("{}: {}", text("expected", "se espera"), want.in(tongue_)));
  }
}

InteractiveHost::Typed InteractiveHost::type_choice(const std::vector<std::string>& words, const Event& event,
                                                    std::size_t& index) {
  show_words(words);
  const Prompt prompt{words.size() == 1 ? "1" : fmt::format("1–{}", words.size()), &event, nullptr};
  for (std::string typed;;) {
    const Typed how = type(prompt, typed);
    if (how != Typed::Line) return how;
    if (is_number(scenario::trim(typed), words.size(), index)) return how;
    index = words.size();
    if (is_silence(&event, typed)) return how;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (fold(words[i]) == fold(typed)) index = i;
    }
    if (index < words.size()) return how;
    line(Style::Warning,
         fmt::format("{} {}", text("that is not among the options; answer", "no está entre las opciones; responda"),
                     prompt.text));
  }
}

bool InteractiveHost::give(std::uint32_t slot, Value& out) {
  if (const Value* value = data_.slot(slot)) {
    out = *value;
    return true;
  }
  line(Style::Dim, text("from the system, before the call begins:", "del sistema, antes de empezar la llamada:"));
  bool passed_over = false;
  return type_value(slot, nullptr, out, passed_over) == Typed::Line;
}

Reply InteractiveHost::on_event(const Event& event) {
  show(event);
  switch (event.raw.kind) {
    case GUION_EVENT_ASK:
    case GUION_EVENT_RECORD:
      return value_reply(event);
    case GUION_EVENT_JUDGE:
      return judge(event);
    case GUION_EVENT_MENU:
      return menu(event);
    case GUION_EVENT_VERIFY:
      return verify(event);
    case GUION_EVENT_LOOKUP:
      return lookup(event);
    case GUION_EVENT_TRANSFER:
      return transfer(event);
    case GUION_EVENT_SAY:
    case GUION_EVENT_NOTE:
    case GUION_EVENT_END:
      break;
  }
  return {};
}

bool InteractiveHost::refused(const Event&, guion_status status) {
  line(Style::Warning,
       fmt::format("{}: {}", text("refused", "no se acepta"), scenario::status_message(status).in(tongue_)));
  return true;
}

Reply InteractiveHost::value_reply(const Event& event) {
  const bool record = event.raw.kind == GUION_EVENT_RECORD;
  Value value;
  bool passed_over = false;
  const Typed how = type_value(event.raw.slot, &event, value, passed_over);
  if (how != Typed::Line) return reply_of(how);
  if (passed_over) return {Move::Answer, record ? GUION_ANSWER_UNSAID : GUION_ANSWER_SILENT, 0, {}};
  return {Move::Answer, GUION_ANSWER_VALUE, 0, {std::move(value)}};
}

Reply InteractiveHost::judge(const Event& event) {
  std::size_t index = 0;
  const std::vector<std::string> words{std::string{spelling(Word::Yes, tongue_)},
                                       std::string{spelling(Word::No, tongue_)}};
  const Typed how = type_choice(words, event, index);
  return how == Typed::Line ? Reply{Move::Answer, index == 0 ? GUION_ANSWER_YES : GUION_ANSWER_NO, 0, {}}
                            : reply_of(how);
}

Reply InteractiveHost::menu(const Event& event) {
  std::vector<std::string> labels;
  for (const auto& option : event.options) labels.push_back(option.label);
  std::size_t index = 0;
  const Typed how = type_choice(labels, event, index);
  if (how != Typed::Line) return reply_of(how);
  if (index >= labels.size()) return {Move::Answer, GUION_ANSWER_SILENT, 0, {}};
  return {Move::Answer, GUION_ANSWER_OPTION, event.options[index].id, {}};
}

Reply InteractiveHost::verify(const Event& event) {
  const auto left = event.raw.tries_left;
  line(Style::Dim,
       tongue_ == Tongue::Es
           ? fmt::format("verificación con {}: {} {}", event.object,
                         left == 1 ? "queda 1" : fmt::format("quedan {}", left), left == 1 ? "intento" : "intentos")
           : fmt::format("verification by {}: {} {} left", event.object, left, left == 1 ? "try" : "tries"));
  const std::vector<std::string> words{std::string{text("passes", "pasa")}, std::string{text("fails", "falla")},
                                       std::string{text("does not have it", "no lo tiene")}};
  constexpr guion_answer_kind kinds[] = {GUION_ANSWER_PASSED, GUION_ANSWER_WRONG, GUION_ANSWER_LACKING};
  std::size_t index = 0;
  const Typed how = type_choice(words, event, index);
  return how == Typed::Line ? Reply{Move::Answer, kinds[index], 0, {}} : reply_of(how);
}

Reply InteractiveHost::lookup(const Event& event) {
  if (gone_)
    line(Style::Dim,
         text("The customer hung up; before the call is closed:", "El cliente colgó; antes de cerrar la llamada:"));
  std::string handed;
  for (const auto& t : event.takes)
    handed += fmt::format("{}{} = {}", handed.empty() ? " (" : ", ", flow_.slots()[t.slot].name, t.value);
  line(Style::Dim,
       fmt::format("{}: {}{}{}", text("system", "sistema"), event.object, handed, handed.empty() ? "" : ")"));
  const Data::Answer* answer = data_.next(event.object);
  if (answer == nullptr) return typed_lookup(event);
  if (answer->fails) {
    line(Style::Dim, text("it fails", "falla"));
    return {Move::Answer, GUION_ANSWER_FAILED, 0, {}};
  }
  Reply reply{Move::Answer, GUION_ANSWER_FIELDS, 0, {}};
  for (const std::uint32_t slot : event.gives) {
    const SlotInfo& info = flow_.slots()[slot];
    const Data::Field* found = nullptr;
    for (const Data::Field& f : answer->fields) found = f.slot == slot ? &f : found;
    if (found == nullptr) return typed_lookup(event);
    const std::string value = scenario::write_value(info, found->value, tongue_);
    line(Style::Dim, fmt::format("{} = {}", info.name, scenario::shown(info, value)), "    ");
    reply.values.push_back(found->value);
  }
  return reply;
}

Reply InteractiveHost::typed_lookup(const Event& event) {
  std::size_t index = 0;
  const std::vector<std::string> words{std::string{text("it answers", "responde")},
                                       std::string{text("it fails", "falla")}};
  Typed how = type_choice(words, event, index);
  if (how != Typed::Line) return reply_of(how);
  if (index == 1) return {Move::Answer, GUION_ANSWER_FAILED, 0, {}};
  Reply reply{Move::Answer, GUION_ANSWER_FIELDS, 0, {}};
  for (const std::uint32_t slot : event.gives) {
    bool passed_over = false;
    how = type_value(slot, nullptr, reply.values.emplace_back(), passed_over);
    if (how != Typed::Line) return reply_of(how);
  }
  return reply;
}

Reply InteractiveHost::transfer(const Event& event) {
  line(Style::Dim, fmt::format("{}: {}", text("transfer to", "transferencia a"), flow_.area_label(event.raw.object)));
  std::vector<std::string> words{std::string{text("it goes through", "pasa")}};
  std::vector<guion_answer_kind> kinds{GUION_ANSWER_DONE};
  if (event.raw.can_fail) {
    words.emplace_back(text("it fails", "falla"));
    kinds.push_back(GUION_ANSWER_FAILED);
  }
  if (event.raw.can_return) {
    words.emplace_back(text("the call comes back", "vuelve"));
    kinds.push_back(GUION_ANSWER_RETURNED);
  }
  std::size_t index = 0;
  const Typed how = words.size() == 1 ? Typed::Line : type_choice(words, event, index);
  return how == Typed::Line ? Reply{Move::Answer, kinds[index], 0, {}} : reply_of(how);
}

void InteractiveHost::finish(const Ending& ending) {
  console_.out("\n");
  switch (ending.kind) {
    case Ending::Kind::Outcome:
      return line(Style::Bold, fmt::format("{}: {}", text("The call ended", "La llamada terminó"), ending.outcome), "");
    case Ending::Kind::Transferred:
      return line(Style::Bold, text("The call was transferred.", "La llamada quedó transferida."), "");
    case Ending::Kind::Abandoned:
      return line(Style::Bold,
                  text("The customer hung up: the call was abandoned.", "El cliente colgó: llamada abandonada."), "");
    case Ending::Kind::Stopped:
      break;
  }
  if (cut_)
    line(Style::Bold, text("The input ended: the call was cut.", "Se acabó la entrada: la llamada quedó cortada."), "");
}

}  // namespace guion::cli
