// What the tests of traces share: a flow compiled from text, a call of it that writes its trace as a host would, and
// the surgery of a forger: records taken apart, changed and chained anew. It plays through the C++ façade.
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "driver/compile.hpp"
#include "evidence/chain.hpp"
#include "evidence/show.hpp"
#include "guion/guion.hpp"
#include "support/fixture.hpp"

namespace guion::test {

using evidence::State;
using evidence::Telling;
using Bytes = std::string;

[[nodiscard]] inline evidence::Bytes view_of(const Bytes& bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

/// A flow and its policy, opened twice: for hosts, and for the tool.
struct Opened {
  std::vector<std::uint8_t> image_bytes, policy_bytes;
  embed::Policy policy;
  embed::Image image;
  std::unique_ptr<scenario::Flow> flow;

  Opened(std::string_view protocol, std::string_view text) {
    MemorySources sources;
    sources.put(std::string{kProtocolPath}, std::string{protocol});
    sources.put(std::string{kFlowPath}, std::string{text});
    Compilation made = compile(std::string{kFlowPath}, sources);
    for (const auto& d : made.diagnostics) EXPECT_NE(d.severity, diag::Severity::Error) << d.es;
    image_bytes = made.image;
    policy_bytes = made.policy;
    const auto chars = [](const std::vector<std::uint8_t>& b) {
      return std::span<const char>{reinterpret_cast<const char*>(b.data()), b.size()};
    };
    EXPECT_TRUE(policy.open(chars(policy_bytes)));
    EXPECT_TRUE(image.open(policy, chars(image_bytes)));
    Message error;
    flow = scenario::Flow::open(std::move(made.image), std::move(made.policy), error);
    EXPECT_NE(flow, nullptr) << error.en;
  }

  [[nodiscard]] Telling tell(const Bytes& trace, Tongue tongue = Tongue::Es) const {
    return evidence::tell(view_of(trace), {*flow, evidence::true_id(image_bytes), evidence::true_id(policy_bytes)},
                          tongue);
  }
};

/// One call whose host keeps a trace. Time goes on by five seconds an event.
struct TracedCall {
  const Opened& opened;
  std::vector<std::uint64_t> memory;
  embed::Session session;
  embed::Trace trace;
  guion_event event{};
  std::int64_t now = 1795944600;  // 2026-11-29 09:30
  Bytes bytes;

  explicit TracedCall(const Opened& o, std::uint64_t call_id = 7, std::uint32_t seed = 0) : opened{o} {
    const guion_session_options options{call_id, seed, 512, 0, 0};
    memory.resize(embed::Session::words(o.image, options));
    EXPECT_TRUE(session.start(o.image, memory, options));
  }

  void add(const embed::Result<std::string>& record) {
    EXPECT_TRUE(record) << record.status().text();
    bytes += *record;
  }
  void give(std::string_view name, guion_value value) {
    EXPECT_EQ(session.give(opened.flow->find_slot(name).value(), value), GUION_OK);
  }
  void begin() { add(trace.begin(session, now)); }
  /// The next event, recorded.
  guion_event_kind next() {
    const auto e = session.next(now += 5);
    EXPECT_TRUE(e) << e.status().text();
    event = *e;
    add(trace.event(session, now));
    return event.kind;
  }
  /// Answers and records; gives what the session says.
  guion_status answer(const guion_answer& a) {
    add(trace.answer(session, a, now += 2));
    return guion_answer_event(session.get(), event.token, &a);
  }
  guion_status answer(guion_answer_kind kind) { return answer(guion_answer{kind, 0, nullptr, 0}); }
  guion_status answer_value(guion_value value) { return answer(guion_answer{GUION_ANSWER_VALUE, 0, &value, 1}); }
  guion_status answer_fields(const std::vector<guion_value>& v) {
    return answer(guion_answer{GUION_ANSWER_FIELDS, 0, v.data(), v.size()});
  }
  guion_status answer_option(std::uint32_t index) {
    return answer(guion_answer{GUION_ANSWER_OPTION, session.option(index)->id, nullptr, 0});
  }
  void hang_up() {
    add(trace.hangup(session, now += 2));
    EXPECT_TRUE(session.hangup());
  }
  /// Goes on over what needs no answer, up to the next event that does.
  guion_event_kind ask() {
    while (next() == GUION_EVENT_SAY || event.kind == GUION_EVENT_NOTE) EXPECT_EQ(answer(GUION_ANSWER_DONE), GUION_OK);
    return event.kind;
  }
};

/// The whole call of the fixture: verified at the second try, paid after an amount that is refused, card declined once.
inline void play_payment(TracedCall& c) {
  c.give("agente", embed::text_value("Marisol"));
  c.begin();
  EXPECT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_EQ(c.answer_value(embed::text_value("Ana Ríos")), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_VERIFY);
  EXPECT_EQ(c.answer(GUION_ANSWER_WRONG), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_VERIFY);
  EXPECT_EQ(c.answer(GUION_ANSWER_PASSED), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_EQ(c.answer_value(embed::number_value(900000)), GUION_OUT_OF_RANGE);
  EXPECT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_EQ(c.answer_value(embed::number_value(8540)), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(c.answer_fields({embed::number_value(0)}), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_MENU);
  EXPECT_EQ(c.answer_option(0), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_ASK);
  EXPECT_EQ(c.answer_value(embed::number_value(8540)), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(c.answer_fields({embed::number_value(1)}), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_LOOKUP);
  EXPECT_EQ(c.answer_fields({embed::number_value(0), embed::number_value(5)}), GUION_OK);
  EXPECT_EQ(c.ask(), GUION_EVENT_END);
}

/// The records of a trace as a forger takes them apart: bytes without their links, the magic in the first.
[[nodiscard]] inline std::vector<Bytes> bodies(const Bytes& trace) {
  std::vector<Bytes> out;
  for (const auto& frame : evidence::follow(view_of(trace)).frames)
    out.emplace_back(reinterpret_cast<const char*>(frame.body.data()), frame.body.size());
  return out;
}
/// Chains bodies anew: what anybody can do who can write the file.
[[nodiscard]] inline Bytes chained(const std::vector<Bytes>& parts) {
  Bytes out;
  std::uint8_t link[trace::kSum] = {};
  for (const Bytes& body : parts) {
    trace::Sha256 sum;
    sum.add(link, sizeof link).add(body.data(), body.size()).finish(link);
    out += body;
    out.append(reinterpret_cast<const char*>(link), sizeof link);
  }
  return out;
}

[[nodiscard]] inline std::vector<std::string> texts(const Telling& t) {
  std::vector<std::string> out;
  for (const auto& l : t.lines) out.push_back(l.text);
  return out;
}
/// Whether a telling tells nothing but the beginning of another.
[[nodiscard]] inline bool is_beginning(const Telling& t, const Telling& of) {
  const auto a = texts(t), b = texts(of);
  return a.size() <= b.size() && std::equal(a.begin(), a.end(), b.begin());
}

}  // namespace guion::test
