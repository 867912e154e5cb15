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

std::string object_of(const Flow& flow, const guion_event& raw) {
  switch (raw.kind) {
    case GUION_EVENT_VERIFY:
      return flow.method(raw.object);
    case GUION_EVENT_LOOKUP:
      return flow.service(raw.object);
    case GUION_EVENT_TRANSFER:
      return flow.area(raw.object);
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

std::string literal_of(const Flow& flow, const guion_session* session, std::uint32_t slot) {
  guion_value raw{};
  if (slot >= flow.slots().size() || guion_read(session, slot, &raw) != GUION_OK) return {};
  Value value{raw.number, raw.text == nullptr ? std::string{} : std::string{raw.text, raw.size}};
  return std::string{shown(flow.slots()[slot], write_value(flow.slots()[slot], value, Tongue::Es))};
}

/// Writes what happens in a call as a trace, if somebody wants one.
class Recorder {
 public:
  explicit Recorder(const PlayOptions& options) : options_{options} {}

  guion_status begin(const guion_session* session) {
    return put([&](void* b, std::size_t n, std::size_t* w) {
      return guion_trace_begin(&trace_, session, options_.now(), b, n, w);
    });
  }
  guion_status event(const guion_session* session) {
    return put([&](void* b, std::size_t n, std::size_t* w) {
      return guion_trace_event(&trace_, session, options_.now(), b, n, w);
    });
  }
  guion_status answer(const guion_session* session, const guion_answer* answer) {
    return put([&](void* b, std::size_t n, std::size_t* w) {
      return guion_trace_answer(&trace_, session, answer, options_.now(), b, n, w);
    });
  }

 private:
  template <class Write>
  guion_status put(Write write) {
    if (!options_.trace) return GUION_OK;
    std::size_t needed = 0;
    auto status = write(record_.data(), record_.size(), &needed);
    if (status == GUION_BUFFER_TOO_SMALL) {
      record_.resize(needed);
      status = write(record_.data(), record_.size(), &needed);
    }
    if (status == GUION_OK) options_.trace({record_.data(), needed});
    return status;
  }

  const PlayOptions& options_;
  guion_trace trace_{};
  std::string record_ = std::string(1024, '\0');
};

class Call {
 public:
  Call(const Flow& flow, Host& host, const PlayOptions& options, Message& error)
      : flow_{flow}, host_{host}, options_{options}, error_{error}, recorder_{options} {}

  Ending run() {
    if (!start() || !give()) return {};
    if (const auto status = recorder_.begin(session_); status != GUION_OK) return fail(status);
    for (;;) {
      guion_event raw{};
      const auto status = guion_next(session_, options_.now(), &raw);
      if (status == GUION_CALL_OVER && transferred_) return {Ending::Kind::Transferred, {}, 0};
      if (status != GUION_OK) return fail(status);
      if (const auto kept = recorder_.event(session_); kept != GUION_OK) return fail(kept);
      if (raw.kind == GUION_EVENT_END) return ending(raw);
      const bool asks = raw.kind != GUION_EVENT_SAY && raw.kind != GUION_EVENT_NOTE;
      lines_in_a_row_ = asks ? 0 : lines_in_a_row_ + 1;
      if (lines_in_a_row_ > options_.most_lines) return goes_round();
      if (!exchange(describe(flow_, session_, raw))) return {};
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
    const guion_session_options raw{options_.call_id, options_.seed, kTextCapacity, 0, options_.language};
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

  /// Asks the host until the session takes the answer. False: the call stops here.
  bool exchange(const Event& event) {
    for (;;) {
      const Reply reply = host_.on_event(event);
      if (reply.move == Move::Stop) return false;
      const auto status = send(event, reply);
      if (status == GUION_OK) {
        if (reply.kind == GUION_ANSWER_VALUE) host_.filled(event, spoken_of(flow_, session_, event.raw.slot));
        return true;
      }
      if (!host_.refused(event, status)) return false;
      if (const auto kept = recorder_.event(session_); kept != GUION_OK && kept != GUION_STALE_TOKEN) {
        fail(kept);
        return false;
      }
    }
  }

  guion_status send(const Event& event, const Reply& reply) {
    if (reply.move == Move::HangUp) {
      const auto kept = recorder_.answer(session_, nullptr);
      return kept == GUION_OK ? guion_hangup(session_) : kept;
    }
    std::vector<guion_value> raw;
    for (const Value& v : reply.values) raw.push_back({v.number, v.text.data(), v.text.size()});
    const guion_answer answer{reply.kind, reply.option, raw.data(), raw.size()};
    if (const auto kept = recorder_.answer(session_, &answer); kept != GUION_OK) return kept;
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
  Recorder recorder_;
  bool transferred_ = false;
  std::size_t lines_in_a_row_ = 0;  ///< say and note events since somebody was last asked
};

}  // namespace

std::string spoken_of(const Flow& flow, const guion_session* session, std::uint32_t slot) {
  const SlotInfo& info = flow.slots()[slot];
  guion_value raw{};
  if (info.secret || guion_read(session, slot, &raw) != GUION_OK) return std::string{kMask};
  const auto index = static_cast<std::size_t>(raw.number);
  guion_string label{};
  if (info.type == GUION_TYPE_Enum && guion_enum_label(flow.image(), guion_session_language(session), slot,
                                                       static_cast<std::uint32_t>(index), &label) == GUION_OK)
    return to_string(label);
  return render([&](char* b, std::size_t n, std::size_t* w) { return guion_read_text(session, slot, b, n, w); });
}

Event describe(const Flow& flow, const guion_session* session, const guion_event& raw) {
  Event e;
  e.raw = raw;
  e.stage = to_string(guion_stage_name(flow.image(), raw.stage));
  e.object = object_of(flow, raw);
  if (raw.has_text)
    e.text = render([&](char* b, std::size_t n, std::size_t* w) { return guion_text(session, b, n, w); });
  for (std::uint32_t i = 0; i < raw.options; ++i) {
    Option option;
    option.label = render(
        [&](char* b, std::size_t n, std::size_t* w) { return guion_option(session, i, &option.id, b, n, w); });
    e.options.push_back(std::move(option));
  }
  if (raw.kind != GUION_EVENT_LOOKUP) return e;
  std::uint32_t slot = 0;
  for (std::uint32_t i = 0; guion_lookup_takes(session, i, &slot) == GUION_OK; ++i)
    e.takes.push_back({slot, literal_of(flow, session, slot)});
  for (std::uint32_t i = 0; guion_lookup_gives(session, i, &slot) == GUION_OK; ++i) e.gives.push_back(slot);
  return e;
}

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
      case GUION_SECRET_HELD:
        return "la llamada guarda un dato secreto y no se puede escribir ahora";
      case GUION_BAD_SNAPSHOT:
        return "la instantánea está dañada";
      case GUION_WRONG_IMAGE:
        return "es de otra imagen";
      case GUION_BAD_SEAL:
        return "el sello no es el de la empresa";
      case GUION_CANNOT_UNDO:
        return "un servicio ya actuó y eso no se puede deshacer";
      case GUION_CANNOT_MOVE:
        return "esta llamada no puede seguir en esa versión";
      case GUION_BAD_MOVES:
        return "la tabla de traslados no es válida";
      case GUION_BAD_TRACE:
        return "el registro no es de esta llamada o está dañado";
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
