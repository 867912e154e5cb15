// The native half of the test that calls move between machines: plays a call, or a stretch of it, through guion.h and
// writes down what the host sees, in the form that tests/web/player.js writes too. The seal is HMAC-SHA-256, of nothing
// but the project's own SHA-256.
//   native record IMAGE POLICY CALL                           the answers of a scripted call, as play reads them
//   native play IMAGE POLICY ANSWERS KEY BEGIN COUNT IN OUT   from answer BEGIN on, restored from IN; after COUNT
//   answers saved to OUT. «-»: none native damage IMAGE POLICY                                each byte changed in
//   turn, the checksum made right: place, its new value, checksum, verdict
// Exit: 0, 1 a refusal (its name on stderr), 2 a wrong command line, 3 a secret is held and the call cannot be saved
// here.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "guion/guion.h"
#include "image/bytes.hpp"
#include "image/format.hpp"
#include "scenario/scripted.hpp"
#include "trace/sha256.hpp"

using Bytes = std::vector<std::uint8_t>;

namespace {

bool recording = false;

Bytes read_file(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void must(guion_status status) {
  if (status == GUION_OK) return;
  std::cerr << guion_status_text(status) << '\n';
  std::exit(1);
}

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[c & 15];
  }
  return out;
}

std::string unhex(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string{digits.substr(i, 2)}, nullptr, 16));
  return out;
}

/// A value as play reads it: its number, or «t» and the digits of its text.
std::string written(const guion_value& value) {
  return value.text == nullptr || value.size == 0 ? std::to_string(value.number) : "t" + hex({value.text, value.size});
}

}  // namespace

// What the player of scripted calls hands to the runtime passes through here (the linker's --wrap) and is written down
// when it was taken.
extern "C" {
guion_status __real_guion_session_start(const guion_image* image, const guion_session_options* options, void* memory,
                                        size_t size, guion_session** out);
guion_status __real_guion_give(guion_session* session, uint32_t slot, const guion_value* value);
guion_status __real_guion_next(guion_session* session, int64_t now, guion_event* out);
guion_status __real_guion_answer_event(guion_session* session, uint64_t token, const guion_answer* answer);
guion_status __real_guion_hangup(guion_session* session);

guion_status __wrap_guion_session_start(const guion_image* image, const guion_session_options* options, void* memory,
                                        size_t size, guion_session** out) {
  if (recording)
    std::cout << "start " << options->call_id << ' ' << options->seed << ' ' << options->text_capacity << '\n';
  return __real_guion_session_start(image, options, memory, size, out);
}

guion_status __wrap_guion_give(guion_session* session, uint32_t slot, const guion_value* value) {
  if (recording) std::cout << "give " << slot << ' ' << written(*value) << '\n';
  return __real_guion_give(session, slot, value);
}

guion_status __wrap_guion_next(guion_session* session, int64_t now, guion_event* out) {
  static bool told = false;
  if (recording && !told) std::cout << "now " << now << '\n';
  told = true;
  return __real_guion_next(session, now, out);
}

guion_status __wrap_guion_answer_event(guion_session* session, uint64_t token, const guion_answer* answer) {
  const guion_status status = __real_guion_answer_event(session, token, answer);
  if (!recording || status != GUION_OK) return status;
  std::cout << "answer " << answer->kind << ' ' << answer->option;
  for (std::size_t i = 0; i < answer->count; ++i) std::cout << ' ' << written(answer->values[i]);
  std::cout << '\n';
  return status;
}

guion_status __wrap_guion_hangup(guion_session* session) {
  if (recording) std::cout << "answer 0 0\n";
  return __real_guion_hangup(session);
}
}

namespace {

/// HMAC-SHA-256 with a key of at most 64 bytes. Source: RFC 2104.
void hmac(void* key, const void* bytes, std::size_t size, std::uint8_t seal[32]) {
  const auto& text = *static_cast<const std::string*>(key);
  Bytes inner(64), outer(64);
  std::copy(text.begin(), text.end(), inner.begin());
  std::copy(text.begin(), text.end(), outer.begin());
  for (std::uint8_t& byte : inner) byte ^= 0x36;
  for (std::uint8_t& byte : outer) byte ^= 0x5c;
  const auto* data = static_cast<const std::uint8_t*>(bytes);
  inner.insert(inner.end(), data, data + size);
  std::uint8_t hash[32];
  guion::trace::sha256(inner.data(), inner.size(), hash);
  outer.insert(outer.end(), hash, hash + sizeof hash);
  guion::trace::sha256(outer.data(), outer.size(), seal);
}

/// The answers of a recorded call.
struct Recorded {
  struct Value {
    std::int64_t number = 0;
    std::string text;
  };
  struct Answer {
    unsigned kind = 0, option = 0;  ///< kind 0: the customer hangs up
    std::vector<Value> values;
  };
  guion_session_options options{};
  std::int64_t now = 0;
  std::vector<std::pair<std::uint32_t, Value>> gives;
  std::vector<Answer> answers;
};

Recorded::Value read_value(const std::string& word) {
  if (word.starts_with('t')) return {0, unhex(std::string_view{word}.substr(1))};
  return {std::stoll(word), ""};
}

Recorded read_recorded(const std::string& path) {
  Recorded out;
  std::ifstream in{path};
  for (std::string line; std::getline(in, line);) {
    std::istringstream words{line};
    std::string verb, word;
    words >> verb;
    if (verb == "start") {
      words >> out.options.call_id >> out.options.seed >> out.options.text_capacity;
    } else if (verb == "now") {
      words >> out.now;
    } else if (verb == "give") {
      std::uint32_t slot = 0;
      words >> slot >> word;
      out.gives.emplace_back(slot, read_value(word));
    } else {
      Recorded::Answer& answer = out.answers.emplace_back();
      words >> answer.kind >> answer.option;
      while (words >> word) answer.values.push_back(read_value(word));
    }
  }
  return out;
}

guion_value raw(const Recorded::Value& value) { return {value.number, value.text.data(), value.text.size()}; }

std::string text_of(guion_string s) { return s.size == 0 ? std::string{} : std::string{s.data, s.size}; }

/// One call and the image it is of.
struct Call {
  guion_policy policy{};
  guion_image image{};
  guion_session* session = nullptr;
  std::vector<std::uint64_t> memory;

  template <class F>
  std::string rendered(F write) const {
    std::string buffer(1 << 16, '\0');
    std::size_t size = 0;
    must(write(buffer.data(), buffer.size(), &size));
    return buffer.substr(0, size);
  }
  [[nodiscard]] std::string slot(std::uint32_t number) const {
    guion_slot_info info;
    must(guion_slot_describe(&image, number, &info));
    return text_of(info.name);
  }
  [[nodiscard]] std::string spoken(std::uint32_t number) const {
    return rendered([&](char* b, std::size_t n, std::size_t* w) { return guion_read_text(session, number, b, n, w); });
  }
  [[nodiscard]] std::string levels(unsigned set) const {
    std::string out;
    for (std::uint32_t level = 0; level < 8; ++level)
      if ((set >> level & 1) != 0) out += "+" + text_of(guion_level_name(&policy, level));
    return out;
  }
};

std::string options_of(const Call& call, const guion_event& e) {
  std::string out;
  for (std::uint32_t i = 0; i < e.options; ++i) {
    std::uint32_t id = 0;
    const std::string label = call.rendered(
        [&](char* b, std::size_t n, std::size_t* w) { return guion_option(call.session, i, &id, b, n, w); });
    out += " [" + std::to_string(id) + " " + label + "]";
  }
  return out;
}

std::string fields_of(const Call& call) {
  std::string out;
  std::uint32_t slot = 0;
  for (std::uint32_t i = 0; guion_lookup_takes(call.session, i, &slot) == GUION_OK; ++i)
    out += " " + call.slot(slot) + "=" + call.spoken(slot);
  out += " →";
  for (std::uint32_t i = 0; guion_lookup_gives(call.session, i, &slot) == GUION_OK; ++i) out += " " + call.slot(slot);
  return out;
}

std::string details(const Call& call, const guion_event& e) {
  const auto flag = [](unsigned value, const char* word) {
    return value != 0 ? std::string{" "} + word : std::string{};
  };
  const std::string limit = e.seconds == 0 ? "" : " " + std::to_string(e.seconds) + "s";
  switch (e.kind) {
    case GUION_EVENT_SAY:
      return "say";
    case GUION_EVENT_NOTE:
      return "note";
    case GUION_EVENT_JUDGE:
      return "judge";
    case GUION_EVENT_ASK:
      return "ask " + call.slot(e.slot) + limit;
    case GUION_EVENT_RECORD:
      return "record " + call.slot(e.slot) + flag(e.optional, "optional");
    case GUION_EVENT_MENU:
      return "menu" + limit + options_of(call, e);
    case GUION_EVENT_VERIFY:
      return "verify " + text_of(guion_method_name(&call.policy, e.object)) + " " + call.levels(e.levels) + " " +
             std::to_string(e.tries_left);
    case GUION_EVENT_LOOKUP:
      return "lookup " + text_of(guion_service_name(&call.policy, e.object)) + flag(e.acts, "acts") + fields_of(call);
    case GUION_EVENT_TRANSFER:
      return "transfer " + text_of(guion_area_name(&call.policy, e.object)) + " " +
             text_of(guion_area_label(&call.policy, e.object)) + flag(e.can_fail, "can-fail") +
             flag(e.can_return, "can-return");
    case GUION_EVENT_END:
      break;
  }
  if (e.abandoned != 0) return "end abandoned";
  return "end " + text_of(guion_outcome_name(&call.policy, e.object)) +
         flag(guion_outcome_is_normal(&call.policy, e.object) != 0, "normal");
}

void tell(const Call& call, const guion_event& e) {
  std::cout << e.token << ' ' << text_of(guion_stage_name(&call.image, e.stage)) << ' ' << details(call, e)
            << call.levels(guion_levels(call.session));
  if (e.has_text != 0)
    std::cout << ": " << call.rendered([&](char* b, std::size_t n, std::size_t* w) {
      return guion_text(call.session, b, n, w);
    });
  std::cout << '\n';
}

void tell_slots(const Call& call) {
  guion_value value;
  for (std::uint32_t slot = 0; slot < guion_slot_count(&call.image); ++slot)
    if (guion_read(call.session, slot, &value) == GUION_OK)
      std::cout << call.slot(slot) << " = " << call.spoken(slot) << '\n';
}

void answer(const Call& call, std::uint64_t token, const Recorded::Answer& given) {
  if (given.kind == 0) return must(guion_hangup(call.session));
  std::vector<guion_value> values;
  for (const auto& value : given.values) values.push_back(raw(value));
  const guion_answer one{static_cast<guion_answer_kind>(given.kind), given.option, values.data(), values.size()};
  must(guion_answer_event(call.session, token, &one));
}

struct Stretch {
  std::size_t begin = 0, count = 0;
  std::string in, out;
};

void enter(Call& call, const Recorded& recorded, const guion_seal* seal, const std::string& in) {
  call.memory.resize(guion_session_size(&call.image, &recorded.options) / 8 + 1);
  const std::size_t size = call.memory.size() * 8;
  if (in == "-") {
    must(guion_session_start(&call.image, &recorded.options, call.memory.data(), size, &call.session));
    for (const auto& [slot, given] : recorded.gives) {
      const guion_value value = raw(given);
      must(guion_give(call.session, slot, &value));
    }
    return;
  }
  const Bytes saved = read_file(in);
  must(guion_restore(&call.image, &recorded.options, seal, saved.data(), saved.size(), call.memory.data(), size,
                     &call.session));
}

int save(const Call& call, const guion_seal* seal, const std::string& out) {
  std::string buffer(1 << 16, '\0');
  std::size_t size = 0;
  const guion_status status = guion_save(call.session, seal, buffer.data(), buffer.size(), &size);
  if (status == GUION_SECRET_HELD) return 3;
  must(status);
  std::ofstream{out, std::ios::binary}.write(buffer.data(), static_cast<std::streamsize>(size));
  return 0;
}

int play(Call& call, const Recorded& recorded, const guion_seal* seal, const Stretch& stretch) {
  enter(call, recorded, seal, stretch.in);
  guion_event event{};
  for (std::size_t i = stretch.begin;; ++i) {
    must(guion_next(call.session, recorded.now, &event));
    if (i == stretch.begin + stretch.count) return save(call, seal, stretch.out);
    tell(call, event);
    if (event.kind == GUION_EVENT_END || i == recorded.answers.size()) break;
    answer(call, event.token, recorded.answers[i]);
    // A call that was handed over is over without an event.
    if (event.kind == GUION_EVENT_TRANSFER && guion_next(call.session, recorded.now, &event) == GUION_CALL_OVER) break;
  }
  tell_slots(call);
  return 0;
}

int record(const std::string& image, const std::string& policy, const std::string& path) {
  guion::Message error;
  const auto flow = guion::scenario::Flow::open(read_file(image), read_file(policy), error);
  if (!flow) return std::cerr << error.en << '\n', 1;
  const Bytes text = read_file(path);
  std::vector<guion::scenario::Problem> problems;
  auto script = guion::scenario::read_script({reinterpret_cast<const char*>(text.data()), text.size()}, problems);
  std::erase_if(script.gives, [&](const auto& given) { return !flow->find_slot(given.name); });
  recording = true;
  const auto done = guion::scenario::rehearse(*flow, script);
  for (const auto& failure : done.failures) std::cerr << failure.line << ": " << failure.message.en << '\n';
  return done.failures.empty() && problems.empty() ? 0 : 1;
}

/// One line a byte behind the checksum: a loader that only compared checksums would take them all.
int damage(Call& call, Bytes file) {
  namespace image = guion::image;
  for (std::size_t i = image::kAtSize; i < file.size(); ++i) {
    const std::uint8_t good = file[i];
    file[i] ^= static_cast<std::uint8_t>(1u << i % 8);
    const auto sum =
        image::checksum(file.data() + image::kAtSize, file.size() - image::kAtSize, image::load64(file.data()));
    std::memcpy(file.data() + image::kAtChecksum, &sum, sizeof sum);
    guion_load_error error{};
    (void)guion_image_open(&call.image, &call.policy, file.data(), file.size(), &error);
    std::cout << i << ' ' << unsigned{file[i]} << ' ' << hex({reinterpret_cast<const char*>(&sum), sizeof sum}) << ' '
              << guion_load_error_name(error.reason) << ' ' << error.offset << '\n';
    file[i] = good;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 4 && words[0] == "record") return record(words[1], words[2], words[3]);
  const bool damaging = words.size() == 3 && words[0] == "damage";
  if (!damaging && (words.size() != 9 || words[0] != "play")) return 2;
  Call call;
  const Bytes policy = read_file(words[2]), image = read_file(words[1]);
  must(guion_policy_open(&call.policy, policy.data(), policy.size(), nullptr));
  if (damaging) return damage(call, image);
  must(guion_image_open(&call.image, &call.policy, image.data(), image.size(), nullptr));
  std::string key = words[4];
  const guion_seal seal{hmac, &key};
  const Stretch stretch{std::stoul(words[5]), std::stoul(words[6]), words[7], words[8]};
  return play(call, read_recorded(words[3]), key == "-" ? nullptr : &seal, stretch);
}
