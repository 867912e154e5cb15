// Any bytes as a snapshot: it is refused, or the call goes on without a trap, is saved as the same bytes, and tells
// nothing gated below its level. A random change would seldom pass the checksum, so most inputs are made good again.
//   'E'        edits of the good snapshot that the next byte chooses, 4 bytes each: offset (2, little-endian), what
//   (set, xor, insert, delete), byte     'R'        the rest is the snapshot, with checksum and build id made good
//   anything else: the bytes as they are
#include <algorithm>
#include <cstring>
#include <memory>
#include <string>

#include "driver/compile.hpp"
#include "fuzz/play.hpp"
#include "image/bytes.hpp"
#include "session/flows.hpp"

namespace {

using Bytes = std::vector<std::uint8_t>;
using guion::fuzz::demand;
using guion::fuzz::edit;
constexpr guion_session_options kOptions{7, 3, 300, 0, 0};

/// The flow of tests/session, with a snapshot of each event of a call.
struct Fixture {
  guion_policy policy{};
  guion_image image{};
  guion::Compilation made;
  std::vector<Bytes> snapshots;

  Fixture() {
    guion::MemorySources sources;
    sources.put("pruebas.flow", std::string{guion::test::kLaw});
    sources.put("compra.flow", std::string{guion::test::kPurchase});
    made = guion::compile("compra.flow", sources);
    guion_load_error error{};
    demand(made.ok, "the fixture does not compile");
    demand(guion_policy_open(&policy, made.policy.data(), made.policy.size(), &error) == GUION_OK, "no policy");
    demand(guion_image_open(&image, &policy, made.image.data(), made.image.size(), &error) == GUION_OK, "no image");
    record();
  }

 private:
  guion_status save(const guion_session* session) {
    Bytes bytes(guion_snapshot_limit(&image, &kOptions));
    std::size_t size = 0;
    const guion_status status = guion_save(session, nullptr, bytes.data(), bytes.size(), &size);
    bytes.resize(size);
    if (status == GUION_OK) snapshots.push_back(std::move(bytes));
    return status;
  }
  guion_value value(std::uint32_t slot) const {
    guion_slot_info info{};
    (void)guion_slot_describe(&image, slot, &info);
    return {info.max, "1234", 4};
  }
  /// A host that says yes to everything.
  void record() {
    std::vector<std::uint64_t> memory(guion_session_size(&image, &kOptions) / 8 + 1);
    guion_session* session = nullptr;
    demand(guion_session_start(&image, &kOptions, memory.data(), memory.size() * 8, &session) == GUION_OK, "no call");
    for (std::uint32_t s = 0; s < guion_slot_count(&image); ++s) {
      const guion_value v = value(s);
      (void)guion_give(session, s, &v);
    }
    (void)save(session);
    guion_event event{};
    while (guion_next(session, 36000, &event) == GUION_OK && event.kind != GUION_EVENT_END) {
      (void)save(session);
      answer(session, event);
    }
    (void)save(session);
    demand(snapshots.size() > 10, "too few snapshots");
  }
  void answer(guion_session* session, const guion_event& event) {
    std::vector<guion_value> values;
    guion_answer a{GUION_ANSWER_DONE, 0, nullptr, 0};
    std::uint32_t slot = 0;
    if (event.kind == GUION_EVENT_VERIFY) a.kind = GUION_ANSWER_PASSED;
    if (event.kind == GUION_EVENT_MENU) a.kind = GUION_ANSWER_OPTION;
    if (event.kind == GUION_EVENT_ASK) {
      a.kind = GUION_ANSWER_VALUE;
      values.push_back(value(event.slot));
    }
    if (event.kind == GUION_EVENT_LOOKUP) a.kind = GUION_ANSWER_FIELDS;
    for (std::uint32_t i = 0; guion_lookup_gives(session, i, &slot) == GUION_OK; ++i) values.push_back(value(slot));
    a.values = values.data();
    a.count = values.size();
    demand(guion_answer_event(session, event.token, &a) == GUION_OK, "the fixture's host is refused");
  }
};

const Fixture& fixture() {
  static const Fixture made;
  return made;
}

void repair(Bytes& bytes) {
  if (bytes.size() < 56) return;
  std::memcpy(bytes.data(), "GUIS\1\0\0\0", 8);
  guion_image_build_id(&fixture().image, &bytes[16]);
  const std::uint64_t sum = guion::image::checksum(&bytes[16], bytes.size() - 16, guion::image::load64(bytes.data()));
  for (unsigned i = 0; i < 8; ++i) bytes[8 + i] = static_cast<std::uint8_t>(sum >> 8 * i);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Fixture& f = fixture();
  Bytes bytes(data, data + size);
  if (size >= 2 && data[0] == 'E') {
    bytes = f.snapshots[data[1] % f.snapshots.size()];
    edit(bytes, data + 2, size - 2);
    repair(bytes);
  } else if (size >= 1 && data[0] == 'R') {
    bytes.erase(bytes.begin());
    repair(bytes);
  }
  std::vector<std::uint64_t> memory(guion_session_size(&f.image, &kOptions) / 8);
  guion_session* session = nullptr;
  const guion_status status = guion_restore(&f.image, &kOptions, nullptr, bytes.data(), bytes.size(), memory.data(),
                                            memory.size() * 8, &session);
  if (status != GUION_OK) {
    demand(session == nullptr, "a refused snapshot gave a call");
    demand(status != GUION_BUFFER_TOO_SMALL && status != GUION_NO_MEMORY, "refused for what it is not");
    return 0;
  }
  Bytes again(guion_snapshot_limit(&f.image, &kOptions));
  std::size_t needed = 0;
  demand(guion_save(session, nullptr, again.data(), again.size(), &needed) == GUION_OK, "a call cannot be saved again");
  again.resize(needed);
  demand(again == bytes, "a state with two forms");
  guion_event event{};
  if (guion_next(session, 36000, &event) == GUION_OK && event.has_text != 0) {
    char text[1024];
    demand(guion_text(session, text, sizeof text, &needed) == GUION_OK, "a text that is not there");
    const bool account = std::string_view{text, needed}.find("su saldo en") != std::string_view::npos;
    demand(!account || guion_levels(session) == 1, "account data below its level");
  }
  demand(guion_correct(session, nullptr, bytes.data(), bytes.size()) != GUION_BAD_SNAPSHOT, "not of its own call");
  guion::fuzz::play_on(f.image, &f.policy, session, 1);
  return 0;
}
