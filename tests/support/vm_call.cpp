// From guion.h to the events of call_script.hpp and back.
#include "support/vm_call.hpp"

#include <string>

#include "guion/guion.h"

namespace guion::test {

namespace {

std::string text_of(guion_string s) { return std::string(s.data, s.size); }

class VmCall {
 public:
  VmCall(const std::vector<std::uint8_t>& policy, const std::vector<std::uint8_t>& image, SeededHost& host)
      : policy_bytes_(policy), image_bytes_(image), host_(host) {}

  Transcript run(std::size_t events, std::uint32_t seed) {
    if (!open(seed)) return std::move(out_);
    for (std::size_t n = 0; n < events && !out_.over; ++n) {
      guion_event raw;
      if (!fine(guion_next(session_, 36000, &raw), "guion_next")) return std::move(out_);
      const Event e = event_of(raw);
      out_.lines.push_back(show(e));
      out_.over = raw.kind == GUION_EVENT_END;
      // The reference evaluator stops when it has seen the last event, before what follows from its answer.
      if (out_.over || !answer(raw, host_.answer(e))) break;
      out_.over = raw.kind == GUION_EVENT_TRANSFER && given_ == GUION_ANSWER_DONE && raw.can_return == 0;
    }
    if (out_.over) dump();
    return std::move(out_);
  }

 private:
  bool fine(guion_status status, const char* what) {
    if (status != GUION_OK) out_.faults.push_back(std::string(what) + ": " + guion_status_text(status));
    return status == GUION_OK;
  }

  bool open(std::uint32_t seed) {
    guion_load_error error{};
    const bool policed = !policy_bytes_.empty();
    if (policed && !fine(guion_policy_open(&policy_, policy_bytes_.data(), policy_bytes_.size(), &error), "policy"))
      return false;
    if (!fine(guion_image_open(&image_, policed ? &policy_ : nullptr, image_bytes_.data(), image_bytes_.size(), &error),
              "image")) {
      out_.faults.push_back(guion_load_error_name(error.reason));
      return false;
    }
    const guion_session_options options{7, seed, 4096, 0, 0};
    memory_.resize(guion_session_size(&image_, &options) / 8 + 1);
    if (!fine(guion_session_start(&image_, &options, memory_.data(), memory_.size() * 8, &session_), "start"))
      return false;
    for (std::uint32_t s = 0; s < guion_slot_count(&image_); ++s) {
      if (describe(s).from_system == 0) continue;
      const Value v = host_.given(wanted(s));
      const guion_value raw{v.number, v.text.data(), v.text.size()};
      if (!fine(guion_give(session_, s, &raw), "give")) return false;
    }
    return true;
  }

  guion_slot_info describe(std::uint32_t s) const {
    guion_slot_info info{};
    (void)guion_slot_describe(&image_, s, &info);
    return info;
  }
  Wanted wanted(std::uint32_t s) const {
    const guion_slot_info info = describe(s);
    return {text_of(info.name), static_cast<sema::TypeKind>(info.type), info.min, info.max, info.values};
  }
  std::string shown(std::uint32_t s) const {
    guion_value v{};
    if (guion_read(session_, s, &v) != GUION_OK) return "(empty)";
    return show(static_cast<sema::TypeKind>(describe(s).type),
                {v.number, v.text == nullptr ? "" : std::string(v.text, v.size)});
  }

  template <class Get>
  std::string text(const Get& get) {
    std::string out(512, '\0');
    std::size_t needed = 0;
    guion_status status = get(out.data(), out.size(), &needed);
    if (status == GUION_BUFFER_TOO_SMALL) {
      out.resize(needed);
      status = get(out.data(), out.size(), &needed);
    }
    (void)fine(status, "text");
    out.resize(needed);
    return out;
  }

  Event event_of(const guion_event& raw) {
    Event e;
    e.kind = static_cast<EventKind>(raw.kind);
    e.levels = guion_levels(session_);
    e.seconds = raw.seconds;
    e.optional = raw.optional != 0;
    e.can_return = raw.can_return != 0;
    e.can_fail = raw.can_fail != 0;
    if (raw.has_text != 0)
      e.text = text([&](char* b, std::size_t n, std::size_t* needed) { return guion_text(session_, b, n, needed); });
    if (raw.kind == GUION_EVENT_ASK || raw.kind == GUION_EVENT_RECORD) e.wanted.push_back(wanted(raw.slot));
    if (raw.kind == GUION_EVENT_VERIFY) {
      e.object = text_of(guion_method_name(&policy_, raw.object));
      e.tries_left = raw.tries_left;
    }
    if (raw.kind == GUION_EVENT_TRANSFER) e.object = text_of(guion_area_name(&policy_, raw.object));
    if (raw.kind == GUION_EVENT_END) e.object = text_of(guion_outcome_name(&policy_, raw.object));
    if (raw.kind == GUION_EVENT_LOOKUP) look_up(raw, e);
    for (std::uint32_t o = 0; raw.kind == GUION_EVENT_MENU && o < raw.options; ++o) {
      std::uint32_t id = 0;
      e.options.push_back(text(
          [&](char* b, std::size_t n, std::size_t* needed) { return guion_option(session_, o, &id, b, n, needed); }));
    }
    return e;
  }

  void look_up(const guion_event& raw, Event& e) {
    e.object = text_of(guion_service_name(&policy_, raw.object));
    std::uint32_t slot = 0;
    for (std::uint32_t i = 0; guion_lookup_takes(session_, i, &slot) == GUION_OK; ++i) {
      e.handed.push_back(wanted(slot).name + "=" + shown(slot));
    }
    for (std::uint32_t i = 0; guion_lookup_gives(session_, i, &slot) == GUION_OK; ++i) e.wanted.push_back(wanted(slot));
  }

  bool answer(const guion_event& raw, const Answer& a) {
    std::vector<guion_value> values;
    for (const Value& v : a.values) values.push_back({v.number, v.text.data(), v.text.size()});
    guion_answer out{};
    out.kind = static_cast<guion_answer_kind>(a.kind);
    out.values = values.data();
    out.count = values.size();
    if (raw.kind == GUION_EVENT_MENU && a.kind == AnswerKind::Option) {
      char label[512];
      std::size_t needed = 0;
      if (!fine(guion_option(session_, static_cast<std::uint32_t>(a.option), &out.option, label, sizeof label, &needed),
                "option"))
        return false;
    }
    given_ = out.kind;
    return fine(guion_answer_event(session_, raw.token, &out), "answer");
  }

  void dump() {
    for (std::uint32_t s = 0; s < guion_slot_count(&image_); ++s) out_.slots[wanted(s).name] = shown(s);
  }

  const std::vector<std::uint8_t>& policy_bytes_;
  const std::vector<std::uint8_t>& image_bytes_;
  SeededHost& host_;
  guion_policy policy_{};
  guion_image image_{};
  std::vector<std::uint64_t> memory_;
  guion_session* session_ = nullptr;
  guion_answer_kind given_ = GUION_ANSWER_DONE;
  Transcript out_;
};

}  // namespace

Transcript play(const std::vector<std::uint8_t>& policy, const std::vector<std::uint8_t>& image, SeededHost& host,
                std::size_t events, std::uint32_t seed) {
  return VmCall(policy, image, host).run(events, seed);
}

}  // namespace guion::test
