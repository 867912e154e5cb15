// The loop of a played call. See player.hpp.
#include "scenario/player.hpp"

#include <fmt/format.h>

namespace guion::scenario {
namespace {

/// Bytes for the texts that fill slots: more than any flow with a reasonable number of texts needs.
constexpr std::uint32_t kTextCapacity = 16 * 1024;

/// Calls a rendering function twice: for the size, then for the text.
template <class Render>
std::string render(Render f) {
  std::string out(512, '\0');
  std::size_t needed = 0;
  auto status = f(out.data(), out.size(), &needed);
  if (status == GUION_BUFFER_TOO_SMALL) {
    out.resize(needed);
    status = f(out.data(), out.size(), &needed);
  }
  out.resize(status == GUION_OK ? needed : 0);
  return out;
}

class Call {
 public:
  Call(const Flow& flow, Host& host, const PlayOptions& options, Message& error)
      : flow_{flow}, host_{host}, options_{options}, error_{error} {}

  Ending run() {
    if (!start() || !give()) return {};
    for (;;) {
      guion_event raw{};
      const auto status = guion_next(session_, options_.now(), &raw);
      if (status == GUION_CALL_OVER && transferred_) return {Ending::Kind::Transferred, {}, 0};
      if (status != GUION_OK) return fail(status);
      if (raw.kind == GUION_EVENT_END) return ending(raw);
      const bool asks = raw.kind != GUION_EVENT_SAY && raw.kind != GUION_EVENT_NOTE;
      lines_in_a_row_ = asks ? 0 : lines_in_a_row_ + 1;
      if (lines_in_a_row_ > options_.most_lines) return goes_round();
      if (!exchange(describe(raw))) return {};
    }
  }

 private:
  /// Nobody listens to so many lines without a word: the flow goes round, for instance where the tries of a
  /// verification are used up.
  Ending goes_round() {
    error_ = {fmt::format("{} lines in a row ask nobody anything: the flow goes round and the call would never end",
                          options_.most_lines),
              fmt::format("{} líneas seguidas no preguntan nada a nadie: el flujo da vueltas y la llamada no acabaría",
                          options_.most_lines)};
    return {};
  }

  Ending fail(guion_status status) {
    error_ = status_message(status);
    return {};
  }

  bool start() {
    const guion_session_options raw{options_.call_id, options_.seed, kTextCapacity, 0};
    const std::size_t size = guion_session_size(flow_.image(), &raw);
    memory_.resize((size + 7) / 8);
    const auto status = guion_session_start(flow_.image(), &raw, memory_.data(), memory_.size() * 8, &session_);
    if (status != GUION_OK) fail(status);
    return status == GUION_OK;
  }

  bool give() {
    for (std::uint32_t i = 0; i < flow_.slots().size(); ++i) {
      const SlotInfo& slot = flow_.slots()[i];
      if (!slot.from_system || slot.constant) continue;
      Value value;
      if (!host_.give(i, value)) return false;
      const guion_value raw{value.number, value.text.data(), value.text.size()};
      const auto status = guion_give(session_, i, &raw);
      if (status == GUION_OK) continue;
      const Message why = status_message(status);
      error_ = {fmt::format("{}: {}", slot.name, why.en), fmt::format("{}: {}", slot.name, why.es)};
      return false;
    }
    return true;
  }

  Ending ending(const guion_event& raw) const {
    if (raw.abandoned) return {Ending::Kind::Abandoned, {}, 0};
    if (transferred_) return {Ending::Kind::Transferred, {}, 0};
    return {Ending::Kind::Outcome, flow_.outcome(raw.object), raw.position};
  }

  [[nodiscard]] std::string object_of(const guion_event& raw) const {
    switch (raw.kind) {
      case GUION_EVENT_VERIFY:
        return flow_.method(raw.object);
      case GUION_EVENT_LOOKUP:
        return flow_.service(raw.object);
      case GUION_EVENT_TRANSFER:
        return flow_.area(raw.object);
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
      case GUION_EVENT_ASK:
      case GUION_EVENT_RECORD:
      case GUION_EVENT_JUDGE:
      case GUION_EVENT_MENU:
      case GUION_EVENT_END:
        break;
    }
    return {};
  }

  [[nodiscard]] std::string literal_of(std::uint32_t slot) const {
    guion_value raw{};
    if (slot >= flow_.slots().size() || guion_read(session_, slot, &raw) != GUION_OK) return {};
    Value value{raw.number, raw.text == nullptr ? std::string{} : std::string{raw.text, raw.size}};
    return std::string{shown(flow_.slots()[slot], write_value(flow_.slots()[slot], value, Tongue::Es))};
  }

  /// The value as the customer would have said it: of an enumeration its label, else as a line says it.
  [[nodiscard]] std::string spoken_of(std::uint32_t slot) const {
    const SlotInfo& info = flow_.slots()[slot];
    guion_value raw{};
    if (info.secret || guion_read(session_, slot, &raw) != GUION_OK) return std::string{kMask};
    const auto index = static_cast<std::size_t>(raw.number);
    if (info.type == GUION_TYPE_Enum && index < info.values.size()) return info.values[index].label;
    return render([&](char* b, std::size_t n, std::size_t* w) { return guion_read_text(session_, slot, b, n, w); });
  }

  [[nodiscard]] Event describe(const guion_event& raw) const {
    Event e;
    e.raw = raw;
    e.stage = to_string(guion_stage_name(flow_.image(), raw.stage));
    e.object = object_of(raw);
    if (raw.has_text)
      e.text = render([&](char* b, std::size_t n, std::size_t* w) { return guion_text(session_, b, n, w); });
    for (std::uint32_t i = 0; i < raw.options; ++i) {
      Option option;
      option.label = render(
          [&](char* b, std::size_t n, std::size_t* w) { return guion_option(session_, i, &option.id, b, n, w); });
      e.options.push_back(std::move(option));
    }
    if (raw.kind != GUION_EVENT_LOOKUP) return e;
    std::uint32_t slot = 0;
    for (std::uint32_t i = 0; guion_lookup_takes(session_, i, &slot) == GUION_OK; ++i)
      e.takes.push_back({slot, literal_of(slot)});
    for (std::uint32_t i = 0; guion_lookup_gives(session_, i, &slot) == GUION_OK; ++i) e.gives.push_back(slot);
    return e;
  }

  /// Asks the host until the session takes the answer. False: the call stops here.
  bool exchange(const Event& event) {
    for (;;) {
      const Reply reply = host_.on_event(event);
      if (reply.move == Move::Stop) return false;
      const auto status = send(event, reply);
      if (status == GUION_OK) {
        if (reply.kind == GUION_ANSWER_VALUE) host_.filled(event, spoken_of(event.raw.slot));
        return true;
      }
      if (!host_.refused(event, status)) return false;
    }
  }

  guion_status send(const Event& event, const Reply& reply) {
    if (reply.move == Move::HangUp) return guion_hangup(session_);
    std::vector<guion_value> raw;
    for (const Value& v : reply.values) raw.push_back({v.number, v.text.data(), v.text.size()});
    const guion_answer answer{reply.kind, reply.option, raw.data(), raw.size()};
    const auto status = guion_answer_event(session_, event.raw.token, &answer);
    if (status == GUION_OK) transferred_ = event.raw.kind == GUION_EVENT_TRANSFER && reply.kind == GUION_ANSWER_DONE;
    return status;
  }

  const Flow& flow_;
  Host& host_;
  const PlayOptions& options_;
  Message& error_;
  std::vector<std::uint64_t> memory_;
  guion_session* session_ = nullptr;
  bool transferred_ = false;
  std::size_t lines_in_a_row_ = 0;  ///< say and note events since somebody was last asked
};

}  // namespace

Ending play(const Flow& flow, Host& host, const PlayOptions& options, Message& error) {
  return Call{flow, host, options, error}.run();
}

Message status_message(guion_status status) {
  const auto es = [status]() -> std::string_view {
    switch (status) {
      case GUION_OK:
        return "todo va bien";
      case GUION_BAD_ARGUMENT:
        return "la petición está mal formada";
      case GUION_BAD_IMAGE:
        return "la imagen no es válida";
      case GUION_WRONG_POLICY:
        return "la imagen se compiló con otra política";
      case GUION_NO_MEMORY:
        return "no hay memoria suficiente para la llamada";
      case GUION_STALE_TOKEN:
        return "esa respuesta es de un paso que ya pasó";
      case GUION_WRONG_ANSWER:
        return "esa clase de respuesta no corresponde a este paso";
      case GUION_OUT_OF_RANGE:
        return "el valor está fuera de su rango o no tiene la forma debida";
      case GUION_NO_OPTION:
        return "esa opción no se ofrece";
      case GUION_TEXT_FULL:
        return "no cabe más texto en la llamada";
      case GUION_BUFFER_TOO_SMALL:
        return "el texto no cabe";
      case GUION_MISSING_VALUE:
        return "falta un dato que da el sistema";
      case GUION_CALL_OVER:
        return "la llamada ya terminó";
      case GUION_STEP_LIMIT:
        return "demasiados pasos hasta el evento siguiente";
    }
    return "estado desconocido";
  };
  return {guion_status_text(status), std::string{es()}};
}

bool is_heard(guion_event_kind kind) {
  return kind == GUION_EVENT_SAY || kind == GUION_EVENT_ASK || kind == GUION_EVENT_MENU || kind == GUION_EVENT_VERIFY ||
         kind == GUION_EVENT_TRANSFER;
}

}  // namespace guion::scenario
