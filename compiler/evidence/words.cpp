// See words.hpp.
#include "evidence/words.hpp"

#include <fmt/format.h>

#include "scenario/call_file.hpp"

namespace guion::evidence {

using scenario::CallWord;
using scenario::Event;
using scenario::spelling;
using Said = std::vector<std::pair<Who, std::string>>;

namespace {

/// How verifications, look-ups and transfers went.
CallWord word_of(guion_answer_kind kind) {
  switch (kind) {
    case GUION_ANSWER_WRONG:
    case GUION_ANSWER_FAILED:
      return CallWord::Fails;
    case GUION_ANSWER_LACKING:
      return CallWord::Lacks;
    case GUION_ANSWER_RETURNED:
      return CallWord::Returns;
    case GUION_ANSWER_UNSAID:
      return CallWord::Unsaid;
    case GUION_ANSWER_DONE:
    case GUION_ANSWER_VALUE:
    case GUION_ANSWER_YES:
    case GUION_ANSWER_NO:
    case GUION_ANSWER_OPTION:
    case GUION_ANSWER_SILENT:
    case GUION_ANSWER_PASSED:
    case GUION_ANSWER_FIELDS:
      break;
  }
  return CallWord::Passes;
}

std::string label_of(const Event& event, std::uint32_t id) {
  for (const auto& o : event.options)
    if (o.id == id) return o.label;
  return {};
}

}  // namespace

bool is_text(const scenario::SlotInfo& slot) {
  switch (slot.type) {
#define TYPE(name, code, mnemonic, numeric, sentence) \
  case GUION_TYPE_##name:                             \
    return !(numeric);
#include "guion/types.def"
#undef TYPE
    case GUION_TYPE_COUNT_:
      break;
  }
  return false;
}

std::string Words::literal(std::uint32_t slot, const scenario::Value& value) const {
  const scenario::SlotInfo& info = flow_.slots()[slot];
  return std::string{shown(info, info.secret ? std::string{} : write_value(info, value, tongue_))};
}

std::string Words::note(const Event& event) const {
  return fmt::format("{}: {}", pick(tongue_, "note", "nota"), event.text);
}

std::string Words::recorded(const Event& event, const Answered& answer) const {
  const auto verb = spelling(CallWord::Record, tongue_);
  const std::string& name = flow_.slots()[event.raw.slot].name;
  if (answer.kind == GUION_ANSWER_UNSAID)
    return fmt::format("{} {}: {}", verb, name, spelling(CallWord::Unsaid, tongue_));
  return fmt::format("{} {} = {}", verb, name, literal(event.raw.slot, answer.values.front()));
}

std::string Words::looked_up(const Event& event, const Answered& answer) const {
  std::string out =
      fmt::format("{} {}", spelling(event.raw.acts != 0 ? CallWord::Request : CallWord::Lookup, tongue_), event.object);
  for (std::size_t i = 0; i < event.takes.size(); ++i) {
    out +=
        fmt::format("{}{} = {}", i == 0 ? " (" : ", ", flow_.slots()[event.takes[i].slot].name, event.takes[i].value);
  }
  out += event.takes.empty() ? " → " : ") → ";
  if (answer.kind == GUION_ANSWER_FAILED) return out + std::string{spelling(CallWord::Fails, tongue_)};
  if (event.gives.empty()) return out + std::string{pick(tongue_, "done", "hecho")};
  for (std::size_t i = 0; i < event.gives.size(); ++i) {
    out += fmt::format("{}{} = {}", i == 0 ? "" : ", ", flow_.slots()[event.gives[i]].name,
                       literal(event.gives[i], answer.values[i]));
  }
  return out;
}

Said Words::answered(const Event& event, const guion_session* session, const Answered& answer) const {
  if (answer.kind == GUION_ANSWER_SILENT)
    return {{Who::Customer, std::string{pick(tongue_, "(silence)", "(silencio)")}}};
  const auto went = [&](CallWord verb) {
    return fmt::format("{} {} → {}", spelling(verb, tongue_), event.object, spelling(word_of(answer.kind), tongue_));
  };
  switch (event.raw.kind) {
    case GUION_EVENT_ASK:
      return {{Who::Customer, spoken_of(flow_, session, event.raw.slot)}};
    case GUION_EVENT_RECORD:
      return {{Who::Entry, recorded(event, answer)}};
    case GUION_EVENT_MENU:
      return {{Who::Customer, label_of(event, answer.option)}};
    case GUION_EVENT_JUDGE:
      return {{Who::Entry, fmt::format("{}: {} → {}", spelling(CallWord::Judge, tongue_),
                                       event.text.empty() ? event.stage : event.text,
                                       spelling(answer.kind == GUION_ANSWER_YES ? Word::Yes : Word::No, tongue_))}};
    case GUION_EVENT_VERIFY:
      return {{Who::Entry, went(CallWord::Verify)}};
    case GUION_EVENT_TRANSFER:
      return {{Who::Entry, went(CallWord::Transfer)}};
    case GUION_EVENT_LOOKUP:
      return {{Who::System, looked_up(event, answer)}};
    case GUION_EVENT_SAY:
    case GUION_EVENT_NOTE:
    case GUION_EVENT_END:
      break;
  }
  return {};
}

std::string Words::hangs_up() const { return std::string{pick(tongue_, "(hangs up)", "(cuelga)")}; }
std::string Words::refused() const {
  return std::string{pick(tongue_, "this answer was not accepted", "esta respuesta no se aceptó")};
}
std::string Words::goes_back() const {
  return std::string{pick(tongue_, "an earlier answer is corrected: the call goes back",
                          "se corrige una respuesta anterior: la llamada vuelve atrás")};
}
std::string Words::goes_on(const Event& event) const {
  const auto begin = pick(tongue_, "here the call goes on", "aquí sigue la llamada");
  if (event.text.empty()) return std::string{begin};
  return fmt::format("{}: {}", begin, event.text);
}
std::string Words::transferred() const { return std::string{spelling(CallWord::Transferred, tongue_)}; }
std::string Words::abandoned() const { return std::string{spelling(CallWord::Abandoned, tongue_)}; }

}  // namespace guion::evidence
