// Playing of the measured call. See play.hpp.
#include "play.hpp"

#include <array>
#include <cstring>
#include <string_view>

#include "measure.hpp"

namespace guion::bench {
namespace {

constexpr std::int64_t kNow = 1795166400;

}  // namespace

Player::Player(const guion_image* image, const std::vector<Variable>& variables) : image_{image} {
  for (std::uint32_t i = 0; i < guion_slot_count(image); ++i) {
    guion_slot_info info{};
    guion_slot_describe(image, i, &info);
    guion_value value{};
    for (const Variable& v : variables) {
      if (v.name == std::string_view{info.name.data, info.name.size}) value = {v.number, v.text.data(), v.text.size()};
    }
    values_.push_back(value);
    if (info.from_system) from_system_.push_back(i);
  }
  memory_.resize(session_bytes() / 8 + 1);
}

std::size_t Player::session_bytes() const { return guion_session_size(image_, &options_); }

void Player::show_options(guion_session* session, const guion_event& event, std::vector<std::string>* out) {
  std::array<char, 512> buffer;
  options_shown_ += event.options;
  for (std::uint32_t i = 0; i < event.options; ++i) {
    std::size_t size = 0;
    std::uint32_t id = 0;
    guion_option(session, i, &id, buffer.data(), buffer.size(), &size);
    if (i == 0) first_option_ = id;
    if (out != nullptr) out->emplace_back(buffer.data(), size);
  }
}

bool Player::answer(guion_session* session, const guion_event& event, std::vector<std::string>* out) {
  guion_answer answer{GUION_ANSWER_DONE, 0, nullptr, 0};
  std::array<guion_value, 64> fields;
  if (event.kind == GUION_EVENT_MENU) {
    show_options(session, event, out);
    answer.kind = GUION_ANSWER_OPTION;
    answer.option = first_option_;
  } else if (event.kind == GUION_EVENT_VERIFY) {
    answer.kind = GUION_ANSWER_PASSED;
  } else if (event.kind == GUION_EVENT_LOOKUP) {
    std::uint32_t slot = 0;
    while (guion_lookup_gives(session, static_cast<std::uint32_t>(answer.count), &slot) == GUION_OK)
      fields[answer.count++] = values_[slot];
    answer.kind = GUION_ANSWER_FIELDS;
    answer.values = fields.data();
  }
  return guion_answer_event(session, event.token, &answer) == GUION_OK;
}

guion_session* Player::start(std::uint64_t call_id) {
  guion_session* session = nullptr;
  guion_session_options options = options_;
  options.call_id = call_id;
  if (guion_session_start(image_, &options, memory_.data(), memory_.size() * 8, &session) != GUION_OK) return nullptr;
  for (const std::uint32_t slot : from_system_) guion_give(session, slot, &values_[slot]);
  return session;
}

guion_session* Player::suspend(std::uint64_t call_id) {
  guion_session* session = start(call_id);
  guion_event event{};
  while (guion_next(session, kNow, &event) == GUION_OK && event.kind != GUION_EVENT_END) {
    if (event.kind == GUION_EVENT_MENU) return session;
    if (!answer(session, event, nullptr)) return nullptr;
  }
  return nullptr;
}

unsigned Player::walk(std::uint64_t call_id, std::vector<std::string>* out) {
  guion_session* session = start(call_id);
  std::array<char, 1024> buffer;
  unsigned lines = 0;
  guion_event event{};
  while (guion_next(session, kNow, &event) == GUION_OK && event.kind != GUION_EVENT_END) {
    std::size_t size = 0;
    if (event.has_text && guion_text(session, buffer.data(), buffer.size(), &size) != GUION_OK) return 0;
    if (out != nullptr && event.has_text) out->emplace_back(buffer.data(), size);
    if (event.kind == GUION_EVENT_SAY || event.kind == GUION_EVENT_MENU) ++lines;
    if (!answer(session, event, out)) return 0;
  }
  return event.kind == GUION_EVENT_END && !event.abandoned ? lines : 0;
}

double floor_seconds(const std::vector<std::string>& heard, unsigned pieces, int walks) {
  struct Piece {
    const char* data;
    std::size_t size;
    bool last;
  };
  std::vector<Piece> all;
  for (const std::string& text : heard) {
    const std::size_t step = text.size() / pieces + 1;
    for (std::size_t at = 0; at < text.size(); at += step)
      all.push_back({text.data() + at, std::min(step, text.size() - at), at + step >= text.size()});
  }
  std::array<char, 1024> buffer;
  volatile std::size_t total = 0;
  return least_seconds(5,
                        [&] {
                          for (int i = 0; i < walks; ++i) {
                            std::size_t at = 0, sum = 0;
                            for (const Piece& p : all) {
                              std::memcpy(buffer.data() + at, p.data, p.size);
                              at = p.last ? 0 : at + p.size;
                              sum += static_cast<unsigned char>(buffer[0]);
                            }
                            total = total + sum;
                          }
                        }) /
         walks;
}

}  // namespace guion::bench
