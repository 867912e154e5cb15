// Any bytes as a trace of one small flow: telling it never crashes, and whatever does not hold is said. The first byte
// chooses how the others are read:
//   0  as a trace
//   1  as a trace whose ids are put right (in the snapshot of a part too) and whose chain is made anew: so what stands
//      behind the chain is reached
//   2  as answers of a call, then (behind 0xff) as changes of its trace, three bytes each: what was changed is noticed
//   3  the same with the chain made anew: nothing is told whose hash does not stand in the trace
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "driver/compile.hpp"
#include "evidence/chain.hpp"
#include "evidence/replay.hpp"
#include "fuzz/play.hpp"
#include "image/format.hpp"
#include "scenario/player.hpp"
#include "support/fixture.hpp"

namespace {

using guion::fuzz::demand;
namespace evidence = guion::evidence;
namespace scenario = guion::scenario;
using Input = std::basic_string_view<std::uint8_t>;

struct Opened {
  evidence::Sum image{}, policy{};
  std::unique_ptr<scenario::Flow> flow;
};

const Opened& opened() {
  static const Opened one = [] {
    guion::MemorySources sources;
    sources.put(std::string{guion::test::kProtocolPath}, std::string{guion::test::kProtocol});
    sources.put(std::string{guion::test::kFlowPath}, std::string{guion::test::kFlow});
    auto made = guion::compile(std::string{guion::test::kFlowPath}, sources);
    Opened out{evidence::true_id(made.image), evidence::true_id(made.policy), nullptr};
    guion::Message error;
    out.flow = scenario::Flow::open(std::move(made.image), std::move(made.policy), error);
    return out;
  }();
  demand(one.flow != nullptr, "the fixture does not open");
  return one;
}

evidence::Bytes view_of(const std::string& bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

evidence::Telling tell(const std::string& trace) {
  const Opened& o = opened();
  auto told = evidence::tell(view_of(trace), {*o.flow, o.image, o.policy}, guion::Tongue::Es);
  demand(told.fault || told.state == evidence::State::Whole, "a trace that is not whole and has no fault");
  demand(!told.fault || (!told.fault->message.en.empty() && !told.fault->message.es.empty()), "a fault without words");
  demand(told.records != 0 || told.lines.empty(), "lines of no record");
  return told;
}

/// In the head of a part: the id of the fixture into its snapshot, and the checksum of that.
void mend_call(std::string& head) {
  const std::size_t at = head.find("GUIS");
  if (at == std::string::npos || head.size() - at < 56) return;
  auto* const call = reinterpret_cast<std::uint8_t*>(head.data()) + at;
  std::copy(opened().image.begin(), opened().image.end(), call + 16);
  const std::uint64_t sum = guion::image::checksum(call + 16, head.size() - at - 16, guion::image::load64(call));
  for (unsigned i = 0; i < 8; ++i) call[8 + i] = static_cast<std::uint8_t>(sum >> 8 * i);
}

/// Takes a trace apart by its sizes alone, puts the ids of the fixture into its head, and chains it anew.
std::string mended(const std::string& trace) {
  const Opened& o = opened();
  std::string out;
  std::uint8_t link[guion::trace::kSum] = {};
  for (std::size_t at = 0; at < trace.size();) {
    std::size_t p = at + (at == 0 ? sizeof guion::trace::kMagic : 0) + 1;
    std::size_t size = 0;
    for (unsigned shift = 0; p < trace.size() && shift < 28; shift += 7) {
      const auto b = static_cast<std::uint8_t>(trace[p++]);
      size |= static_cast<std::size_t>(b & 0x7fU) << shift;
      if (b < 0x80) break;
    }
    if (p >= trace.size() || size > trace.size() - p) break;
    std::string body = trace.substr(at, p + size - at);
    if (at == 0) {  // behind the time, which takes as many bytes as have their high bit set and one more
      std::size_t ids = p;
      while (ids < body.size() && static_cast<std::uint8_t>(body[ids]) >= 0x80) ++ids;
      if (++ids + 64 <= body.size()) {
        std::copy(o.image.begin(), o.image.end(), body.begin() + static_cast<std::ptrdiff_t>(ids));
        std::copy(o.policy.begin(), o.policy.end(), body.begin() + static_cast<std::ptrdiff_t>(ids + 32));
        mend_call(body);
      }
    }
    guion::trace::Sha256 sum;
    sum.add(link, sizeof link).add(body.data(), body.size()).finish(link);
    out += body;
    out.append(reinterpret_cast<const char*>(link), sizeof link);
    at = p + size + sizeof link;
  }
  return out;
}

/// Answers with what the bytes say, each a choice; hangs up when they end.
class ByteHost : public scenario::Host {
 public:
  explicit ByteHost(Input& bytes) : bytes_{bytes} {}
  bool give(std::uint32_t, scenario::Value& out) override {
    out.text = "Marisol";
    return true;
  }
  scenario::Reply on_event(const scenario::Event& e) override {
    if (e.raw.kind == GUION_EVENT_SAY || e.raw.kind == GUION_EVENT_NOTE) return {};
    if (bytes_.empty()) return {scenario::Move::HangUp, GUION_ANSWER_DONE, 0, {}};
    const std::uint8_t b = take();
    if (b == 0xfe) return {scenario::Move::Stop, GUION_ANSWER_DONE, 0, {}};
    if (b == 0xff) return {scenario::Move::HangUp, GUION_ANSWER_DONE, 0, {}};
    return reply(e, b);
  }
  bool refused(const scenario::Event&, guion_status) override { return true; }

 private:
  std::uint8_t take() {
    const std::uint8_t b = bytes_.front();
    bytes_.remove_prefix(1);
    return b;
  }
  [[nodiscard]] static scenario::Reply answer(guion_answer_kind kind) { return {scenario::Move::Answer, kind, 0, {}}; }
  [[nodiscard]] static scenario::Value value(std::uint8_t b) {
    return {std::int64_t{b} * 4096 - 1000, std::string(b % 32U, b % 7U == 0 ? '\x01' : 'a')};
  }
  [[nodiscard]] static scenario::Reply reply(const scenario::Event& e, std::uint8_t b) {
    switch (e.raw.kind) {
      case GUION_EVENT_ASK:
      case GUION_EVENT_RECORD:
        return {scenario::Move::Answer, GUION_ANSWER_VALUE, 0, {value(b)}};
      case GUION_EVENT_JUDGE:
        return answer(b % 2U == 0 ? GUION_ANSWER_YES : GUION_ANSWER_NO);
      case GUION_EVENT_MENU:
        return {scenario::Move::Answer, GUION_ANSWER_OPTION, b % 3U, {}};
      case GUION_EVENT_VERIFY:
        return answer(static_cast<guion_answer_kind>(GUION_ANSWER_PASSED + b % 3));
      case GUION_EVENT_LOOKUP: {
        if (b % 4U == 3) return answer(GUION_ANSWER_FAILED);
        scenario::Reply out = answer(GUION_ANSWER_FIELDS);
        for (std::size_t i = 0; i < e.gives.size(); ++i) out.values.push_back({b % 2U, {}});
        return out;
      }
      case GUION_EVENT_TRANSFER:
        return answer(b % 2U == 0 ? GUION_ANSWER_DONE : GUION_ANSWER_FAILED);
      case GUION_EVENT_SAY:
      case GUION_EVENT_NOTE:
      case GUION_EVENT_END:
        break;
    }
    return {};
  }

  Input& bytes_;
};

/// The trace of the call that the bytes play. Takes them up to the first 0xff.
std::string played(Input& bytes) {
  std::string out;
  scenario::PlayOptions options;
  options.seed = bytes.empty() ? 0 : bytes.front() % 3U;
  options.most_lines = 200;
  options.now = [] { return std::int64_t{1767607200}; };
  options.trace = [&out](std::string_view record) { out += record; };
  ByteHost host{bytes};
  guion::Message error;
  (void)scenario::play(*opened().flow, host, options, error);
  return out;
}

/// A sum that stands in the trace for every text that was told.
void demand_hashed(const evidence::Telling& told, const std::string& trace) {
  for (const auto& line : told.lines) {
    if (line.who != evidence::Who::Agent || line.text.starts_with("El banco no aprobó")) continue;  // with its options
    const auto sum = evidence::sum_of(view_of(line.text));
    demand(trace.find(std::string{reinterpret_cast<const char*>(sum.data()), sum.size()}) != std::string::npos,
           "a text was told whose hash does not stand in the trace");
  }
}

void change(std::string& trace, Input bytes) {
  for (; bytes.size() >= 3 && !trace.empty(); bytes.remove_prefix(3)) {
    const std::size_t at = (std::size_t{bytes[0]} << 8U | bytes[1]) % trace.size();
    trace[at] = static_cast<char>(static_cast<std::uint8_t>(trace[at]) ^ bytes[2]);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Input rest{data + 1, size - 1};
  const std::string raw{reinterpret_cast<const char*>(data + 1), size - 1};
  switch (data[0] % 4) {
    case 0:
      (void)tell(raw);
      return 0;
    case 1: {
      const std::string trace = mended(raw);
      demand_hashed(tell(trace), trace);
      return 0;
    }
    default:
      break;
  }
  const std::string trace = played(rest);
  const auto whole = tell(trace);
  demand(!whole.fault || whole.state == evidence::State::Open, "a call that was played is not told");
  std::string changed = trace;
  change(changed, rest);
  if (data[0] % 4 == 3) {
    changed = mended(changed);
    demand_hashed(tell(changed), changed);
    return 0;
  }
  const auto told = tell(changed);
  demand(changed == trace || told.fault, "a change went unnoticed");
  demand(told.lines.size() <= whole.lines.size(), "a changed trace tells more");
  for (std::size_t i = 0; i < told.lines.size(); ++i)
    demand(told.lines[i].text == whole.lines[i].text, "a changed trace tells another text");
  return 0;
}
