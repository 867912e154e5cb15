// Sessions, events and answers as text: see call.hpp.
#include "call.hpp"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "redis.hpp"

namespace sessions {
namespace {

std::vector<char> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_number(guion_type type) {
  switch (type) {
#define TYPE(name, code, mnemonic, numeric, sentence) \
  case GUION_TYPE_##name:                             \
    return numeric;
#include <guion/types.def>
#undef TYPE
    case GUION_TYPE_COUNT_:
      break;
  }
  return false;
}

const char* name_of(guion_event_kind kind) {
  switch (kind) {
    case GUION_EVENT_SAY:
      return "say";
    case GUION_EVENT_NOTE:
      return "note";
    case GUION_EVENT_ASK:
      return "ask";
    case GUION_EVENT_RECORD:
      return "record";
    case GUION_EVENT_JUDGE:
      return "judge";
    case GUION_EVENT_MENU:
      return "menu";
    case GUION_EVENT_VERIFY:
      return "verify";
    case GUION_EVENT_LOOKUP:
      return "lookup";
    case GUION_EVENT_TRANSFER:
      return "transfer";
    case GUION_EVENT_END:
      break;
  }
  return "end";
}

struct AnswerWord {
  const char* word;
  guion_answer_kind kind;
};
constexpr std::array kAnswerWords = {
    AnswerWord{"done", GUION_ANSWER_DONE},     AnswerWord{"yes", GUION_ANSWER_YES},
    AnswerWord{"no", GUION_ANSWER_NO},         AnswerWord{"passed", GUION_ANSWER_PASSED},
    AnswerWord{"wrong", GUION_ANSWER_WRONG},   AnswerWord{"lacking", GUION_ANSWER_LACKING},
    AnswerWord{"unsaid", GUION_ANSWER_UNSAID}, AnswerWord{"silent", GUION_ANSWER_SILENT},
};

}  // namespace

Script::Script(const std::string& policy_file, const std::string& image_file)
    : policy_bytes_(read_file(policy_file)), image_bytes_(read_file(image_file)) {
  if (!policy_.open(policy_bytes_)) {
    throw std::runtime_error(policy_file + ": " + guion_load_error_text(policy_.error().reason));
  }
  if (!image_.open(policy_, image_bytes_)) {
    throw std::runtime_error(image_file + ": " + guion_load_error_text(image_.error().reason));
  }
}

Call::Call(const Script& script) : script_(script), memory_(embed::Session::words(script.image())) {}

embed::Status Call::start(std::uint64_t number, const Fields& given) {
  guion_session_options options{};
  options.call_id = number;
  embed::Status status = session_.start(script_.image(), memory_, options);
  for (std::uint32_t slot = 0; status && slot < script_.image().slots(); ++slot) {
    const auto found = given.find(name_of(slot));
    if (found != given.end()) status = session_.give(slot, value_of(slot, found->second));
  }
  return status;
}

embed::Status Call::restore(std::string_view snapshot) {
  if (const embed::Status status = session_.restore(script_.image(), memory_, snapshot); !status) return status;
  const auto event = session_.next(0);  // the pending one again, whatever the clock says
  if (event) event_ = *event;
  return event.status();
}

embed::Status Call::run(std::int64_t now, std::vector<Line>& lines) {
  for (;;) {
    const auto event = session_.next(now);
    over_ = event.status().code() == GUION_CALL_OVER;  // handed over to another department
    if (over_) event_ = {};
    if (!event) return over_ ? GUION_OK : event.status();
    event_ = *event;
    over_ = event_.kind == GUION_EVENT_END;
    if (event_.kind == GUION_EVENT_LOOKUP) return GUION_OK;
    lines.push_back(line());
    if (lines.back().waits || over_) return GUION_OK;
    if (const embed::Status done = session_.answer(event_.token, GUION_ANSWER_DONE); !done) return done;
  }
}

Line Call::line() const {
  Line out{token(), sessions::name_of(event_.kind), session_.text(), {}, {}, false, false};
  switch (event_.kind) {
    case GUION_EVENT_ASK:
    case GUION_EVENT_RECORD:
      out.name = name_of(event_.slot);
      out.secret = script_.image().slot(event_.slot)->secret != 0;
      break;
    case GUION_EVENT_MENU: {
      std::vector<std::string> options;
      for (std::uint32_t i = 0; i < event_.options; ++i) {
        const auto option = session_.option(i);
        options.push_back(std::to_string(option->id));
        options.push_back(option->label);
      }
      out.options = join(options);
      break;
    }
    case GUION_EVENT_VERIFY:
      out.name = script_.policy().method(event_.object);
      break;
    case GUION_EVENT_END:
      out.name = event_.abandoned != 0 ? "abandoned" : script_.policy().outcome(event_.object);
      return out;
    case GUION_EVENT_SAY:
    case GUION_EVENT_NOTE:
    case GUION_EVENT_TRANSFER:  // in this example it always goes through
      return out;
    case GUION_EVENT_JUDGE:
    case GUION_EVENT_LOOKUP:
      break;
  }
  out.waits = true;
  return out;
}

std::string Call::name_of(std::uint32_t slot) const {
  return std::string(embed::view(script_.image().slot(slot)->name));
}

guion_value Call::value_of(std::uint32_t slot, const std::string& text) const {
  return is_number(script_.image().slot(slot)->type) ? embed::number_value(std::strtoll(text.c_str(), nullptr, 10))
                                                     : embed::text_value(text);
}

std::string Call::service() const { return std::string(script_.policy().service(event_.object)); }

Fields Call::takes() const {
  Fields out;
  std::uint32_t slot = 0;
  for (std::uint32_t i = 0; guion_lookup_takes(session_.get(), i, &slot) == GUION_OK; ++i) {
    const auto value = session_.read(slot);
    if (value) {
      out[name_of(slot)] =
          value->text != nullptr ? std::string(value->text, value->size) : std::to_string(value->number);
    }
  }
  return out;
}

embed::Status Call::answer_lookup(const std::optional<Fields>& fields) {
  if (!fields) return session_.answer(event_.token, GUION_ANSWER_FAILED);
  std::vector<guion_value> values;
  std::uint32_t slot = 0;
  for (std::uint32_t i = 0; guion_lookup_gives(session_.get(), i, &slot) == GUION_OK; ++i) {
    const auto found = fields->find(name_of(slot));
    if (found == fields->end()) return session_.answer(event_.token, GUION_ANSWER_FAILED);  // half an answer is none
    values.push_back(value_of(slot, found->second));
  }
  return session_.answer_fields(event_.token, values);
}

embed::Status Call::answer(const Answer& answer) {
  if (answer.kind == "hangup") return session_.hangup();
  if (answer.kind == "value") return session_.answer_value(event_.token, value_of(event_.slot, answer.value));
  if (answer.kind == "option") {
    return session_.answer_option(event_.token,
                                  static_cast<std::uint32_t>(std::strtoul(answer.value.c_str(), nullptr, 10)));
  }
  for (const AnswerWord& known : kAnswerWords) {
    if (answer.kind == known.word) return session_.answer(event_.token, known.kind);
  }
  return GUION_WRONG_ANSWER;
}

}  // namespace sessions
