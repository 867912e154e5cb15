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
      if (status == GUION_CALL_OVER && transferred_) return {Ending::Kind::Transferred, {}};
      if (status != GUION_OK) return fail(status);
      if (raw.kind == GUION_EVENT_END) return ending(raw);
      if (!exchange(describe(raw))) return {};
    }
  }

 private:
  Ending fail(guion_status status) {
    error_ = {guion_status_text(status), guion_status_text(status)};
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
      error_ = {fmt::format("{}: {}", slot.name, guion_status_text(status)),
                fmt::format("{}: {}", slot.name, guion_status_text(status))};
      return false;
    }
    return true;
  }

  Ending ending(const guion_event& raw) const {
    if (raw.abandoned) return {Ending::Kind::Abandoned, {}};
    if (transferred_) return {Ending::Kind::Transferred, {}};
    return {Ending::Kind::Outcome, flow_.outcome(raw.object)};
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
    return write_value(flow_.slots()[slot], value, Tongue::Es);
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
      if (status == GUION_OK) return true;
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
};

}  // namespace

Ending play(const Flow& flow, Host& host, const PlayOptions& options, Message& error) {
  return Call{flow, host, options, error}.run();
}

bool is_heard(guion_event_kind kind) {
  return kind == GUION_EVENT_SAY || kind == GUION_EVENT_ASK || kind == GUION_EVENT_MENU || kind == GUION_EVENT_VERIFY ||
         kind == GUION_EVENT_TRANSFER;
}

}  // namespace guion::scenario
