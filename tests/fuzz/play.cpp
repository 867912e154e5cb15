// See play.hpp.
#include "fuzz/play.hpp"

#include <string>

#include "fuzz/dice.hpp"

namespace guion::fuzz {
namespace {

constexpr unsigned kEvents = 200;

class Call {
 public:
  Call(const guion_image& image, const guion_policy* policy, std::uint64_t seed, std::uint32_t steps)
      : image_{image}, policy_{policy}, dice_{seed}, steps_{steps} {}

  void play() {
    names();
    if (!start()) return;
    give();
    go_on();
  }
  void go_on(guion_session* session) {
    session_ = session;
    go_on();
  }

 private:
  void go_on() {
    guion_event event{};
    for (unsigned n = 0; n < kEvents && next(event); ++n) {
      look(event);
      if (event.kind == GUION_EVENT_END) break;
      if (dice_.once_in(60)) demand(guion_hangup(session_) == GUION_OK, "hanging up is legal at every event");
      if (dice_.once_in(8)) refuse(event);
      answer(event);
    }
    read_all();
  }

  bool start() {
    const guion_session_options options{7, static_cast<std::uint32_t>(dice_.below(3)), 64, steps_,
                                        guion_image_languages(&image_) - 1};
    const std::size_t size = guion_session_size(&image_, &options);
    memory_.resize((size + 7) / 8);
    demand(guion_session_start(&image_, &options, memory_.data(), size, &session_) == GUION_OK, "no session");
    return session_ != nullptr;
  }

  guion_value value(std::uint32_t slot) {
    guion_slot_info info{};
    demand(guion_slot_describe(&image_, slot, &info) == GUION_OK, "an event names a slot that is not there");
    text_.assign(dice_.below(24), dice_.once_in(9) ? '\xc3' : '5');
    if (info.type == GUION_TYPE_List) text_ += "5\n";
    const auto span = static_cast<std::uint64_t>(info.max) - static_cast<std::uint64_t>(info.min);
    const std::uint64_t off = span + 1 == 0 ? dice_.next() : dice_.below(span + 1);
    const auto number = static_cast<std::int64_t>(static_cast<std::uint64_t>(info.min) + off + dice_.once_in(9));
    return {number, text_.data(), text_.size()};
  }

  void give() {
    for (std::uint32_t s = 0; s < guion_slot_count(&image_); ++s) {
      guion_slot_info info{};
      demand(guion_slot_describe(&image_, s, &info) == GUION_OK, "a slot cannot be described");
      if (!info.from_system) continue;
      for (int tries = 0; tries < 20; ++tries) {
        const guion_value v = value(s);
        if (guion_give(session_, s, &v) == GUION_OK) break;
      }
    }
  }

  bool next(guion_event& event) {
    const auto status = guion_next(session_, static_cast<std::int64_t>(dice_.below(1U << 20)), &event);
    const bool limit = status == GUION_STEP_LIMIT && steps_ != 0;
    demand(status == GUION_OK || status == GUION_CALL_OVER || status == GUION_MISSING_VALUE || limit,
           "the call trapped");
    if (status != GUION_OK) return false;
    guion_event again{};
    demand(guion_next(session_, 0, &again) == GUION_OK && again.token == event.token, "asking twice changed the event");
    return true;
  }

  /// Everything that may be asked about the event, into buffers that fit and that do not.
  void look(const guion_event& event) {
    char small[3], large[4096];
    std::size_t needed = 0;
    (void)guion_text(session_, small, sizeof small, &needed);
    if (guion_text(session_, large, sizeof large, &needed) == GUION_OK)
      demand(needed <= sizeof large, "a text overflows");
    std::uint32_t id = 0;
    for (std::uint32_t i = 0; i <= event.options; ++i) {
      const auto status = guion_option(session_, i, &id, large, sizeof large, &needed);
      demand(i < event.options || status != GUION_OK, "an option too many");
    }
    for (std::uint32_t i = 0; guion_lookup_takes(session_, i, &id) == GUION_OK; ++i) read(id);
    (void)guion_place(&image_, event.position);
    (void)guion_stage_name(&image_, event.stage);
  }

  void read(std::uint32_t slot) {
    guion_value v{};
    char text[256];
    std::size_t needed = 0;
    (void)guion_read(session_, slot, &v);
    (void)guion_read_text(session_, slot, text, sizeof text, &needed);
  }
  void read_all() {
    for (std::uint32_t s = 0; s <= guion_slot_count(&image_); ++s) read(s);
  }

  /// An answer with a wrong token or of a random kind: refused, or legal after all.
  void refuse(const guion_event& event) {
    const guion_answer answer{static_cast<guion_answer_kind>(1 + dice_.below(13)), 0, nullptr, 0};
    demand(guion_answer_event(session_, event.token + 1, &answer) != GUION_OK, "a wrong token was taken");
  }

  void answer(const guion_event& event) {
    guion_event now{};
    if (guion_next(session_, 0, &now) != GUION_OK || now.kind != event.kind) return;
    for (int tries = 0; tries < 20; ++tries) {
      const auto status = try_answer(event);
      if (status == GUION_OK) return;
      demand(guion_next(session_, 0, &now) == GUION_OK && now.token == event.token,
             "a refused answer changed the call");
    }
    (void)guion_hangup(session_);
  }

  guion_status send(const guion_event& event, guion_answer_kind kind, std::uint32_t option = 0,
                    const guion_value* values = nullptr, std::size_t count = 0) {
    const guion_answer answer{kind, option, values, count};
    return guion_answer_event(session_, event.token, &answer);
  }

  guion_status try_answer(const guion_event& event) {
    switch (event.kind) {
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
        return send(event, GUION_ANSWER_DONE);
      case GUION_EVENT_ASK:
      case GUION_EVENT_RECORD: {
        if (event.optional && dice_.once_in(2)) return send(event, GUION_ANSWER_UNSAID);
        if (event.seconds != 0 && dice_.once_in(3)) return send(event, GUION_ANSWER_SILENT);
        const guion_value v = value(event.slot);
        return send(event, GUION_ANSWER_VALUE, 0, &v, 1);
      }
      case GUION_EVENT_JUDGE:
        return send(event, dice_.once_in(2) ? GUION_ANSWER_YES : GUION_ANSWER_NO);
      case GUION_EVENT_MENU: {
        if (event.seconds != 0 && dice_.once_in(3)) return send(event, GUION_ANSWER_SILENT);
        std::uint32_t id = 0;
        std::size_t needed = 0;
        (void)guion_option(session_, static_cast<std::uint32_t>(dice_.below(event.options)), &id, nullptr, 0, &needed);
        return send(event, GUION_ANSWER_OPTION, id);
      }
      case GUION_EVENT_VERIFY:
        return send(event, static_cast<guion_answer_kind>(GUION_ANSWER_PASSED + dice_.below(3)));
      case GUION_EVENT_LOOKUP:
        return dice_.once_in(4) ? send(event, GUION_ANSWER_FAILED) : send_fields(event);
      case GUION_EVENT_TRANSFER:
        if (event.can_return && dice_.once_in(2)) return send(event, GUION_ANSWER_RETURNED);
        return send(event, event.can_fail && dice_.once_in(2) ? GUION_ANSWER_FAILED : GUION_ANSWER_DONE);
      case GUION_EVENT_END:
        break;
    }
    return GUION_OK;
  }

  guion_status send_fields(const guion_event& event) {
    std::vector<guion_value> values;
    std::vector<std::string> texts;
    std::uint32_t slot = 0;
    for (std::uint32_t i = 0; guion_lookup_gives(session_, i, &slot) == GUION_OK; ++i) {
      values.push_back(value(slot));
      texts.push_back(text_);
    }
    for (std::size_t i = 0; i < values.size(); ++i) values[i].text = texts[i].data();
    return send(event, GUION_ANSWER_FIELDS, 0, values.data(), values.size());
  }

  void names() {
    (void)guion_image_title(&image_);
    for (std::uint32_t i = 0; i < 40; ++i) {
      (void)guion_stage_name(&image_, i);
      (void)guion_method_name(policy_, i);
      (void)guion_level_name(policy_, i);
      (void)guion_service_name(policy_, i);
      (void)guion_area_label(policy_, i);
      (void)guion_outcome_name(policy_, i);
    }
  }

  const guion_image& image_;
  const guion_policy* policy_;
  Dice dice_;
  std::uint32_t steps_;
  std::vector<std::uint64_t> memory_;
  guion_session* session_ = nullptr;
  std::string text_;
};

}  // namespace

void edit(std::vector<std::uint8_t>& bytes, const std::uint8_t* data, std::size_t size) {
  for (; size >= 4 && !bytes.empty(); data += 4, size -= 4) {
    const std::size_t at = (data[0] | static_cast<std::size_t>(data[1]) << 8) % bytes.size();
    const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    switch (data[2] % 4) {
      case 0:
        bytes[at] = data[3];
        break;
      case 1:
        bytes[at] ^= data[3];
        break;
      case 2:
        bytes.insert(place, data[3]);
        break;
      default:
        bytes.erase(place);
        break;
    }
  }
}

bool play(const std::vector<std::uint8_t>& policy, const std::vector<std::uint8_t>& image, std::uint64_t seed,
          std::uint32_t steps) {
  guion_policy law{};
  guion_image script{};
  guion_load_error error{};
  const bool governed = !policy.empty();
  if (governed && guion_policy_open(&law, policy.data(), policy.size(), &error) != GUION_OK) return false;
  if (guion_image_open(&script, governed ? &law : nullptr, image.data(), image.size(), &error) != GUION_OK)
    return false;
  Call{script, governed ? &law : nullptr, seed, steps}.play();
  return true;
}

void play_on(const guion_image& image, const guion_policy* policy, guion_session* session, std::uint64_t seed) {
  Call{image, policy, seed, 0}.go_on(session);
}

}  // namespace guion::fuzz
