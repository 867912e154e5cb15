// Whatever is done to a trace, nobody is told another call: each byte changed, each end cut off, records taken out,
// doubled or moved, whole chains made anew. What is told is the beginning of what was, and what is wrong is said.
#include <algorithm>
#include <set>

#include "evidence/support.hpp"
#include "image/format.hpp"
#include "support/damage.hpp"

namespace guion::test {
namespace {

class Tampered : public ::testing::Test {
 protected:
  void SetUp() override {
    TracedCall c{opened_};
    play_payment(c);
    trace_ = c.bytes;
    whole_ = opened_.tell(trace_);
    ASSERT_FALSE(whole_.fault) << whole_.fault->message.en;
  }
  /// Told with a fault, and nothing but what was.
  void expect_noticed(const Bytes& trace, const std::string& what) const {
    const Telling told = opened_.tell(trace);
    EXPECT_TRUE(told.fault) << what;
    EXPECT_NE(told.state, State::Whole) << what;
    EXPECT_TRUE(is_beginning(told, whole_)) << what;
    if (told.fault) {
      EXPECT_FALSE(told.fault->message.en.empty() || told.fault->message.es.empty()) << what;
    }
  }
  [[nodiscard]] std::string reason(const Bytes& trace) const {
    const Telling told = opened_.tell(trace);
    return told.fault ? told.fault->message.en : "no fault";
  }
  [[nodiscard]] std::size_t find(trace::Kind kind, std::size_t nth = 0) const {
    const auto frames = evidence::follow(view_of(trace_)).frames;
    for (std::size_t i = 0; i < frames.size(); ++i)
      if (frames[i].kind == kind && nth-- == 0) return i;
    ADD_FAILURE() << "no such record";
    return 0;
  }

  Opened opened_{kProtocol, kFlow};
  Bytes trace_;
  Telling whole_;
};

TEST_F(Tampered, EveryByteChangedIsNoticed) {
  for (std::size_t at = 0; at < trace_.size(); ++at) {
    Bytes changed = trace_;
    changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ 1U << at % 8);
    expect_noticed(changed, "byte " + std::to_string(at));
  }
}

TEST_F(Tampered, EveryDamageIsNoticed) {
  TracedCall second{opened_, 8};
  play_payment(second);
  Damage damage(6);
  unsigned tried = 0;
  for (unsigned n = damaged_copies(1000); n != 0; --n) {
    const Bytes changed = damage.change(trace_, second.bytes);
    if (changed == trace_ || changed == second.bytes) continue;
    ++tried;
    expect_noticed(changed, "copy " + std::to_string(n));
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(tried, damaged_copies(1000) / 2);
}

TEST_F(Tampered, EveryCutIsNoticedAndReadUpToThere) {
  std::size_t lines = 0;
  for (std::size_t size = 0; size < trace_.size(); ++size) {
    const Telling told = opened_.tell(trace_.substr(0, size));
    ASSERT_TRUE(told.fault) << size;
    EXPECT_TRUE(told.state == State::Cut || told.state == State::Open || size == 0) << size;
    ASSERT_TRUE(is_beginning(told, whole_)) << size;
    ASSERT_GE(told.lines.size(), lines) << "a longer file tells no less";
    lines = told.lines.size();
  }
  EXPECT_EQ(lines, whole_.lines.size());
}

TEST_F(Tampered, BytesBehindTheEndAreNoticed) {
  expect_noticed(trace_ + "x", "one byte more");
  expect_noticed(trace_ + trace_, "the trace twice");
}

TEST_F(Tampered, RecordsTakenOutDoubledOrMovedAreNoticed) {
  const auto frames = evidence::follow(view_of(trace_)).frames;
  std::vector<Bytes> records;
  for (const auto& f : frames) {
    records.emplace_back(reinterpret_cast<const char*>(f.body.data()), f.body.size());
    records.back().append(reinterpret_cast<const char*>(f.link.data()), f.link.size());
  }
  const auto joined = [](const std::vector<Bytes>& parts) {
    Bytes out;
    for (const auto& p : parts) out += p;
    return out;
  };
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto fewer = records;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    expect_noticed(joined(fewer), "without " + std::to_string(i));
    auto more = records;
    more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), records[i]);
    expect_noticed(joined(more), "twice " + std::to_string(i));
    if (i + 1 == records.size()) break;
    auto moved = records;
    std::swap(moved[i], moved[i + 1]);
    expect_noticed(joined(moved), "moved " + std::to_string(i));
  }
  auto more = records;
  more.insert(more.begin() + 6, records[5]);
  EXPECT_EQ(reason(joined(more)), "record 7 does not fit those before it: it repeats record 6");
  auto moved = records;
  std::swap(moved[5], moved[6]);
  EXPECT_EQ(reason(joined(moved)),
            "record 6 does not fit those before it: it belongs behind record 7: the order of the records was "
            "changed");
  auto head = records;
  head[0][6] = static_cast<char>(head[0][6] ^ 1);
  EXPECT_EQ(reason(joined(head)), "record 1, the beginning of the trace, was changed");
  auto fewer = records;
  fewer.erase(fewer.begin() + 5);
  EXPECT_EQ(reason(joined(fewer)),
            "record 6 does not fit those before it: it was changed, or records before it are missing");
}

// ---- the same with a chain made anew: only the replay, or the signed hash, can tell

TEST_F(Tampered, AChainMadeAnewHasAnotherHash) {
  auto parts = bodies(trace_);
  parts[0][parts[0].size() - 1] = 'x';  // the agent's name: «Marisox»
  const Telling told = opened_.tell(chained(parts));
  EXPECT_NE(told.hash, whole_.hash);
}

TEST_F(Tampered, AnAnswerChangedUnderANewChainNoLongerFitsWhatWasSaid) {
  auto parts = bodies(trace_);
  Bytes& answer = parts[find(trace::Kind::Answer, 1)];
  const std::size_t at = answer.find("Ana Ríos");
  ASSERT_NE(at, Bytes::npos);
  answer.replace(at, 3, "Eva");
  const Bytes forged = chained(parts);
  EXPECT_NE(reason(forged).find("does not have the hash that stands in the trace"), std::string::npos)
      << reason(forged);
}

TEST_F(Tampered, RecordsTakenOutUnderANewChainAreNoticed) {
  const auto parts = bodies(trace_);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto fewer = parts;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    expect_noticed(chained(fewer), "without " + std::to_string(i));
    auto more = parts;
    more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), parts[i]);
    expect_noticed(chained(more), "twice " + std::to_string(i));
    if (i + 1 == parts.size()) break;
    auto moved = parts;
    std::swap(moved[i], moved[i + 1]);
    expect_noticed(chained(moved), "moved " + std::to_string(i));
  }
}

/// Forged byte by byte, with the chain made anew: the texts that are told are never others than those whose hashes
/// stand in the trace, and nothing crashes.
TEST_F(Tampered, NoByteForgedUnderANewChainTellsATextThatWasNotHashed) {
  const auto parts = bodies(trace_);
  const auto hashes = evidence::read_trace(view_of(trace_)).records;
  std::set<evidence::Sum> known;
  for (const auto& r : hashes) known.insert(r.said);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    for (std::size_t at = 0; at < parts[i].size(); ++at) {
      auto changed = parts;
      changed[i][at] = static_cast<char>(changed[i][at] ^ 1);
      const Telling told = opened_.tell(chained(changed));
      for (const auto& line : told.lines) {
        if (line.who != evidence::Who::Agent) continue;
        const bool menu = line.text.starts_with("El banco no aprobó");  // hashed with its options
        ASSERT_TRUE(menu || known.contains(evidence::sum_of(view_of(line.text)))) << i << " " << at << " " << line.text;
      }
    }
  }
}

// ---- other files

TEST_F(Tampered, AnotherImageIsNamed) {
  std::string text{kFlow};
  text.replace(text.find("Con mucho gusto"), 15, "Con todo gusto ");
  const Opened other{kProtocol, text};
  const Telling told = other.tell(trace_);
  ASSERT_TRUE(told.fault);
  EXPECT_TRUE(told.lines.empty());
  EXPECT_TRUE(told.fault->message.en.starts_with("the trace is of another image: of build ")) << told.fault->message.en;
}

TEST_F(Tampered, AnotherPolicyIsNamed) {
  std::string law{kProtocol};
  law.replace(law.find("3 intentos"), 10, "4 intentos");
  const Opened other{law, kFlow};
  const evidence::Subject mixed{*opened_.flow, evidence::true_id(opened_.image_bytes),
                                evidence::true_id(other.policy_bytes)};
  const Telling told = evidence::tell(view_of(trace_), mixed, Tongue::En);
  ASSERT_TRUE(told.fault);
  EXPECT_TRUE(told.fault->message.en.starts_with("the trace is of another policy")) << told.fault->message.en;
}

TEST_F(Tampered, AnImageThatBorrowsTheBuildIdOfAnotherIsNotBelieved) {
  std::string text{kFlow};
  text.replace(text.find("Con mucho gusto"), 15, "Con todo gusto ");
  const Opened other{kProtocol, text};
  auto bytes = other.image_bytes;
  std::copy_n(opened_.image_bytes.begin() + image::kAtBuildId, image::kIdSize, bytes.begin() + image::kAtBuildId);
  EXPECT_EQ(evidence::true_id(bytes), evidence::true_id(other.image_bytes));
  EXPECT_NE(evidence::true_id(bytes), evidence::true_id(opened_.image_bytes));
}

TEST_F(Tampered, WhatIsNoTraceIsSaid) {
  EXPECT_EQ(reason(""), "it is no trace");
  EXPECT_EQ(reason("GTR\x02 and more"), "it is a trace of another version");
  EXPECT_EQ(reason("hello"), "it is no trace");
  EXPECT_EQ(reason("GT"), "cut off: the trace ends within record 1");
}

}  // namespace
}  // namespace guion::test
