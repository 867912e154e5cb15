// See tape.hpp.
#include "session/tape.hpp"

#include "driver/compile.hpp"
#include "image/bytes.hpp"
#include "session/flows.hpp"

namespace guion::test {

Opened::Opened(Bytes law, Bytes script) : policy_bytes_(std::move(law)), image_bytes_(std::move(script)) {
  guion_load_error error{};
  EXPECT_EQ(guion_policy_open(&policy, policy_bytes_.data(), policy_bytes_.size(), &error), GUION_OK)
      << guion_load_error_name(error.reason);
  EXPECT_EQ(guion_image_open(&image, &policy, image_bytes_.data(), image_bytes_.size(), &error), GUION_OK)
      << guion_load_error_name(error.reason);
}

std::unique_ptr<Opened> open_flow(std::string_view protocol, std::string_view flow) {
  // A file bears the name that its first line gives.
  const auto name = [](std::string_view text) {
    const std::size_t begin = text.find(' ') + 1;
    return std::string{text.substr(begin, text.find(',') - begin)} + ".flow";
  };
  MemorySources sources;
  sources.put(name(protocol), std::string{protocol});
  sources.put(name(flow), std::string{flow});
  auto made = compile(name(flow), sources);
  if (!made.ok) return nullptr;
  return std::make_unique<Opened>(std::move(made.policy), std::move(made.image));
}

const Opened& purchase() {
  static const std::unique_ptr<Opened> opened = open_flow(kLaw, kPurchase);
  EXPECT_NE(opened, nullptr);
  return *opened;
}

Session::Session(const Opened& opened, guion_session_options options, std::uint32_t host)
    : opened_(opened), options_(options), host_(host), size_(guion_session_size(&opened.image, &options)) {
  memory_ = std::make_unique<std::uint64_t[]>(size_ / 8);
}

void Session::start() {
  ASSERT_EQ(guion_session_start(&opened_.image, &options_, memory_.get(), size_, &session), GUION_OK);
  for (std::uint32_t s = 0; s < guion_slot_count(&opened_.image); ++s) {
    guion_slot_info info{};
    ASSERT_EQ(guion_slot_describe(&opened_.image, s, &info), GUION_OK);
    if (info.from_system == 0) continue;
    const guion_value v = value_for(s, 0);
    EXPECT_EQ(guion_give(session, s, &v), GUION_OK);
  }
}

guion_status Session::restore(const Bytes& snapshot, const guion_seal* seal) {
  // The bytes stand in a block of exactly their size, so that a read behind them is seen.
  const auto copy = std::make_unique<std::uint8_t[]>(snapshot.size());
  std::copy(snapshot.begin(), snapshot.end(), copy.get());
  return guion_restore(&opened_.image, &options_, seal, copy.get(), snapshot.size(), memory_.get(), size_, &session);
}

guion_status Session::correct(const Bytes& snapshot, const guion_seal* seal) {
  return guion_correct(session, seal, snapshot.data(), snapshot.size());
}

Bytes Session::save(const guion_seal* seal, guion_status* out) const {
  std::size_t needed = 0;
  guion_status s = guion_save(session, seal, nullptr, 0, &needed);
  Bytes bytes;
  if (s == GUION_BUFFER_TOO_SMALL) {
    EXPECT_LE(needed, guion_snapshot_limit(&opened_.image, &options_));
    const auto block = std::make_unique<std::uint8_t[]>(needed);
    std::size_t again = 0;
    s = guion_save(session, seal, block.get(), needed, &again);
    EXPECT_EQ(needed, again);
    bytes.assign(block.get(), block.get() + needed);
  }
  if (out != nullptr) *out = s;
  return s == GUION_OK ? bytes : Bytes{};
}

std::uint64_t Session::dice(std::uint32_t place, std::uint32_t slot, std::uint64_t below) const {
  std::uint64_t x = (std::uint64_t{host_} << 40) + (std::uint64_t{place} << 16) + slot + 0x9e3779b97f4a7c15U;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
  x = (x ^ x >> 27) * 0x94d049bb133111ebU;
  x ^= x >> 31;
  return below == 0 ? x : x % below;
}

guion_value Session::value_for(std::uint32_t s, std::uint32_t place) {
  guion_slot_info info{};
  EXPECT_EQ(guion_slot_describe(&opened_.image, s, &info), GUION_OK);
  const auto span = static_cast<std::uint64_t>(info.max) - static_cast<std::uint64_t>(info.min) + 1;
  const auto drawn = static_cast<std::int64_t>(static_cast<std::uint64_t>(info.min) + dice(place, s, span));
  const bool text = info.type == GUION_TYPE_Text || info.type == GUION_TYPE_Name || info.type == GUION_TYPE_Code ||
                    info.type == GUION_TYPE_Phone || info.type == GUION_TYPE_List;
  if (!text) return {drawn, nullptr, 0};
  const auto most = static_cast<std::uint64_t>(std::min<std::int64_t>(info.max, info.min + 12));
  const auto size = static_cast<std::size_t>(static_cast<std::uint64_t>(info.min) +
                                             dice(place, s, most - static_cast<std::uint64_t>(info.min) + 1));
  std::string t(std::max<std::size_t>(size, 2), static_cast<char>('0' + dice(place, s + 77, 10)));
  if (info.type == GUION_TYPE_List) t.back() = '\n';
  texts_.push_back(std::move(t));
  return {0, texts_.back().data(), texts_.back().size()};
}

std::string Session::text() const {
  char buffer[4096];
  std::size_t n = 0;
  EXPECT_EQ(guion_text(session, buffer, sizeof buffer, &n), GUION_OK);
  return {buffer, std::min(n, sizeof buffer)};
}

std::string Session::see() {
  event = {};
  status = guion_next(session, now, &event);
  std::string out = std::to_string(status);
  if (status != GUION_OK) return out;
  const guion_event& e = event;
  for (const std::uint64_t n :
       {e.token, std::uint64_t{e.kind}, std::uint64_t{e.stage}, std::uint64_t{e.slot}, std::uint64_t{e.options},
        std::uint64_t{e.seconds}, std::uint64_t{e.object}, std::uint64_t{e.tries_left}, std::uint64_t{e.levels},
        std::uint64_t{e.has_text}, std::uint64_t{e.optional}, std::uint64_t{e.acts}, std::uint64_t{e.can_return},
        std::uint64_t{e.can_fail}, std::uint64_t{e.abandoned}, std::uint64_t{e.over}, std::uint64_t{e.position},
        std::uint64_t{guion_levels(session)}})
    out += " " + std::to_string(n);
  if (e.kind != GUION_EVENT_END) out += " «" + text() + "»";
  char label[512];
  std::size_t n = 0;
  std::uint32_t id = 0;
  for (std::uint32_t i = 0; i < e.options; ++i)
    if (guion_option(session, i, &id, label, sizeof label, &n) == GUION_OK)
      out += " " + std::to_string(id) + ":" + std::string(label, n);
  for (std::uint32_t i = 0; guion_lookup_takes(session, i, &id) == GUION_OK; ++i) out += " takes" + std::to_string(id);
  for (std::uint32_t i = 0; guion_lookup_gives(session, i, &id) == GUION_OK; ++i) out += " gives" + std::to_string(id);
  for (std::uint32_t s = 0; s < guion_slot_count(&opened_.image); ++s) {
    guion_value v{};
    if (guion_read(session, s, &v) != GUION_OK) continue;
    out += " " + std::to_string(s) + "=" + std::to_string(v.number) + std::string(v.size == 0 ? "" : v.text, v.size);
  }
  return out;
}

guion_status Session::send(guion_answer_kind kind, std::uint32_t option) {
  const guion_answer a{kind, option, nullptr, 0};
  return guion_answer_event(session, event.token, &a);
}
guion_status Session::send(const std::vector<guion_value>& values, guion_answer_kind kind) {
  const guion_answer a{kind, 0, values.data(), values.size()};
  return guion_answer_event(session, event.token, &a);
}

void Session::answer(std::uint32_t place) {
  const auto once_in = [&](std::uint64_t n) { return dice(place, 1000, n) == 0; };
  texts_.clear();
  texts_.reserve(64);
  guion_status done = GUION_OK;
  switch (event.kind) {
    case GUION_EVENT_SAY:
    case GUION_EVENT_NOTE:
      done = send(GUION_ANSWER_DONE);
      break;
    case GUION_EVENT_ASK:
    case GUION_EVENT_RECORD:
      if (event.optional != 0 && once_in(3)) {
        done = send(GUION_ANSWER_UNSAID);
      } else if (event.seconds != 0 && once_in(3)) {
        done = send(GUION_ANSWER_SILENT);
      } else {
        done = send({value_for(event.slot, place)});
      }
      break;
    case GUION_EVENT_JUDGE:
      done = send(once_in(2) ? GUION_ANSWER_YES : GUION_ANSWER_NO);
      break;
    case GUION_EVENT_MENU: {
      std::uint32_t id = 0;
      std::size_t n = 0;
      (void)guion_option(session, static_cast<std::uint32_t>(dice(place, 1001, event.options)), &id, nullptr, 0, &n);
      done = send(GUION_ANSWER_OPTION, id);
      break;
    }
    case GUION_EVENT_VERIFY: {
      constexpr guion_answer_kind kinds[] = {GUION_ANSWER_PASSED, GUION_ANSWER_PASSED, GUION_ANSWER_WRONG,
                                             GUION_ANSWER_LACKING};
      done = send(kinds[dice(place, 1002, 4)]);
      break;
    }
    case GUION_EVENT_LOOKUP: {
      std::vector<guion_value> values;
      std::uint32_t s = 0;
      for (std::uint32_t i = 0; guion_lookup_gives(session, i, &s) == GUION_OK; ++i)
        values.push_back(value_for(s, place));
      done = once_in(4) ? send(GUION_ANSWER_FAILED) : send(values, GUION_ANSWER_FIELDS);
      break;
    }
    case GUION_EVENT_TRANSFER:
      done = send(event.can_return != 0 && once_in(2) ? GUION_ANSWER_RETURNED
                  : event.can_fail != 0 && once_in(3) ? GUION_ANSWER_FAILED
                                                      : GUION_ANSWER_DONE);
      break;
    case GUION_EVENT_END:
      break;
  }
  // A text that finds no room is no reason to stop: the host hangs up.
  if (done == GUION_TEXT_FULL) done = guion_hangup(session);
  EXPECT_EQ(done, GUION_OK) << guion_status_text(done) << " kind " << event.kind;
}

std::vector<std::string> Session::rest(std::uint32_t place, std::uint32_t most) {
  std::vector<std::string> seen;
  for (; place < most; ++place) {
    seen.push_back(see());
    if (status != GUION_OK || event.kind == GUION_EVENT_END) break;
    answer(place);
  }
  return seen;
}

void Session::accept() {
  guion_status done = GUION_OK;
  if (event.kind == GUION_EVENT_VERIFY) {
    done = send(GUION_ANSWER_PASSED);
  } else if (event.kind == GUION_EVENT_MENU) {
    std::uint32_t id = 0;
    std::size_t n = 0;
    (void)guion_option(session, 0, &id, nullptr, 0, &n);
    done = send(GUION_ANSWER_OPTION, id);
  } else if (event.kind == GUION_EVENT_ASK || event.kind == GUION_EVENT_RECORD) {
    guion_slot_info info{};
    EXPECT_EQ(guion_slot_describe(&opened_.image, event.slot, &info), GUION_OK);
    guion_value v = value_for(event.slot, 0);
    if (v.text == nullptr) v.number = info.max;
    done = send({v});
  } else if (event.kind == GUION_EVENT_LOOKUP) {
    std::vector<guion_value> values;
    std::uint32_t s = 0;
    for (std::uint32_t i = 0; guion_lookup_gives(session, i, &s) == GUION_OK; ++i) values.push_back(value_for(s, 0));
    done = send(values, GUION_ANSWER_FIELDS);
  } else {
    done = send(GUION_ANSWER_DONE);
  }
  EXPECT_EQ(done, GUION_OK) << guion_status_text(done);
}

void Session::until(guion_event_kind kind, unsigned skip) {
  texts_.reserve(1000);
  for (unsigned n = 0; n < 100; ++n) {
    (void)see();
    ASSERT_EQ(status, GUION_OK);
    if (event.kind == kind && skip-- == 0) return;
    ASSERT_NE(event.kind, GUION_EVENT_END) << "no such event";
    accept();
  }
}

std::uint32_t Session::slot(std::string_view name) const {
  guion_slot_info info{};
  for (std::uint32_t s = 0; guion_slot_describe(&opened_.image, s, &info) == GUION_OK; ++s)
    if (std::string_view{info.name.data, info.name.size} == name) return s;
  ADD_FAILURE() << "no slot " << name;
  return 0;
}

std::string Session::value(std::string_view name) const {
  char buffer[512];
  std::size_t n = 0;
  if (guion_read_text(session, slot(name), buffer, sizeof buffer, &n) != GUION_OK) return "(empty)";
  return {buffer, n};
}

void repair(Bytes& b, bool sealed) {
  const std::size_t end = b.size() - (sealed ? 32 : 0);
  if (b.size() < 56 || end < 56 || end > b.size()) return;
  const auto sum = image::checksum(b.data() + 16, end - 16, image::load64(b.data()));
  for (unsigned i = 0; i < 8; ++i) b[8 + i] = static_cast<std::uint8_t>(sum >> 8 * i);
}

}  // namespace guion::test
