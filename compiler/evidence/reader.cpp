// Payloads of records: see reader.hpp.
#include "evidence/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/chain.hpp"

namespace guion::evidence {
namespace {

using trace::Kind;
using trace::Mark;

/// As many bytes of texts as the slots of any flow can hold.
constexpr std::uint64_t kMostText = 64U << 20U;
constexpr std::size_t kMostSlots = 1024;

/// Reads a payload. Once something is wrong, everything read is zero.
class Cursor {
 public:
  explicit Cursor(Bytes bytes) : rest_{bytes} {}

  std::uint8_t byte() {
    if (rest_.empty()) {
      good_ = false;
      return 0;
    }
    const std::uint8_t b = rest_.front();
    rest_ = rest_.subspan(1);
    return b;
  }
  std::uint64_t varint() {
    std::uint64_t n = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t b = byte();
      if (shift == 63 && b > 1) break;
      n |= static_cast<std::uint64_t>(b & 0x7fU) << shift;
      if (b < 0x80) return n;
    }
    good_ = false;
    return 0;
  }
  std::int64_t signed_varint() {
    const std::uint64_t n = varint();
    return static_cast<std::int64_t>(n >> 1U) ^ -static_cast<std::int64_t>(n & 1U);
  }
  std::uint32_t number(std::uint64_t most) {
    const std::uint64_t n = varint();
    if (n > most) good_ = false;
    return n > most ? 0 : static_cast<std::uint32_t>(n);
  }
  std::uint64_t word() {
    std::uint64_t n = 0;
    for (unsigned i = 0; i < 8; ++i) n |= static_cast<std::uint64_t>(byte()) << 8 * i;
    return n;
  }
  Sum sum() {
    Sum out;
    for (std::uint8_t& b : out) b = byte();
    return out;
  }
  std::string text() {
    const std::uint64_t size = varint();
    if (size > rest_.size()) {
      good_ = false;
      return {};
    }
    std::string out(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(size));
    rest_ = rest_.subspan(static_cast<std::size_t>(size));
    return out;
  }
  /// All that is left.
  std::string rest() {
    std::string out(rest_.begin(), rest_.end());
    rest_ = {};
    return out;
  }
  void fail() { good_ = false; }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return good_ && rest_.empty(); }

 private:
  Bytes rest_;
  bool good_ = true;
};

Value read_value(Cursor& in) {
  Value out;
  switch (in.byte()) {
    case static_cast<std::uint8_t>(Mark::Hidden):
      break;
    case static_cast<std::uint8_t>(Mark::Number):
      out.mark = Mark::Number;
      out.value.number = in.signed_varint();
      break;
    case static_cast<std::uint8_t>(Mark::Text):
      out.mark = Mark::Text;
      out.value.text = in.text();
      break;
    default:
      in.fail();
  }
  return out;
}

constexpr std::uint64_t inverse(std::uint64_t odd) {
  std::uint64_t x = odd;
  for (int i = 0; i < 5; ++i) x *= 2 - odd * x;
  return x;
}

/// The call id of which the head has the mix (docs/bytecode.md, «A session»): every step of it can be taken back.
std::uint64_t unmixed(std::uint64_t x) {
  x ^= x >> 31U ^ x >> 62U;
  x *= inverse(0x94d049bb133111ebU);
  x ^= x >> 27U ^ x >> 54U;
  x *= inverse(0xbf58476d1ce4e5b9U);
  x ^= x >> 30U ^ x >> 60U;
  return x - 0x9e3779b97f4a7c15U;
}

bool read_head(Bytes payload, Head& out) {
  Cursor in{payload};
  out.time = in.signed_varint();
  out.image = in.sum();
  out.policy = in.sum();
  out.call_id = unmixed(in.word());
  out.seed = in.number(0xffffffffU);
  out.text_capacity = in.number(kMostText);
  for (std::uint32_t n = in.number(kMostSlots); n != 0 && in.good(); --n) {
    const std::uint32_t slot = in.number(kMostSlots);
    out.given.push_back({slot, read_value(in)});
  }
  return in.at_end();
}

/// Where a snapshot has the call's id and, behind its head, the seed (docs/bytecode.md, «A snapshot»).
constexpr std::size_t kCallInSnapshot = 48;

bool read_part(Bytes payload, Head& out) {
  Cursor in{payload};
  out.is_part = true;
  out.time = in.signed_varint();
  out.image = in.sum();
  out.policy = in.sum();
  out.before = in.sum();
  const std::uint8_t asked = in.byte();
  out.asked = asked == 1;
  out.text_capacity = in.number(kMostText);
  out.call = in.rest();
  if (!in.good() || asked > 1 || out.call.size() <= kCallInSnapshot) return false;
  Cursor call{Bytes{reinterpret_cast<const std::uint8_t*>(out.call.data()), out.call.size()}.subspan(kCallInSnapshot)};
  out.call_id = unmixed(call.word());
  out.seed = call.number(0xffffffffU);
  return call.good();
}

void read_answer(Cursor& in, Record& out) {
  const std::uint8_t kind = in.byte();
  if (kind < GUION_ANSWER_DONE || kind > GUION_ANSWER_RETURNED) return in.fail();
  out.answer = static_cast<guion_answer_kind>(kind);
  if (out.answer == GUION_ANSWER_OPTION) out.option = in.number(0xffffffffU);
  if (out.answer != GUION_ANSWER_VALUE && out.answer != GUION_ANSWER_FIELDS) return;
  for (std::uint32_t n = in.number(kMostSlots); n != 0 && in.good(); --n) out.values.push_back(read_value(in));
}

bool read_record(const Frame& frame, std::int64_t before, Record& out) {
  Cursor in{frame.payload};
  const auto delta = static_cast<std::uint64_t>(in.signed_varint());
  out.time = static_cast<std::int64_t>(static_cast<std::uint64_t>(before) + delta);
  out.kind = frame.kind;
  switch (frame.kind) {
    case Kind::Event:
    case Kind::Last:
      out.token = in.word();
      out.place = in.number(0xffffffffU);
      out.hour = in.byte();
      out.language = out.hour >> vm::kHourBits;
      out.hour &= (1U << vm::kHourBits) - 1;
      out.said = in.sum();
      return in.at_end() && out.hour < 24;
    case Kind::Answer:
    case Kind::Handed:
      read_answer(in, out);
      return in.at_end();
    case Kind::Back:
      out.token = in.word();
      return in.at_end();
    case Kind::HangUp:
      return in.at_end();
    case Kind::Head:
    case Kind::Part:
      break;
  }
  return false;
}

bool ends_call(Kind kind) { return kind == Kind::Last || kind == Kind::Handed; }

Fault no_form(std::size_t number) {
  return {number,
          {fmt::format("record {} is not of the form of any record", number),
           fmt::format("el registro {} no tiene la forma de ningún registro", number)}};
}

/// What the end of the bytes says of a trace in which all is well up to there.
void judge_end(bool cut, Reading& out) {
  const std::size_t count = out.records.size() + (out.has_head ? 1 : 0);
  out.state = State::Whole;
  if (cut) {
    out.state = State::Cut;
    out.fault = Fault{count + 1,
                      {fmt::format("cut off: the trace ends within record {}", count + 1),
                       fmt::format("cortada: la traza termina a mitad del registro {}", count + 1)}};
  } else if (out.records.empty() || !ends_call(out.records.back().kind)) {
    out.state = State::Open;
    out.fault = Fault{count,
                      {fmt::format("open: the trace ends behind record {}, before the call does", count),
                       fmt::format("abierta: la traza termina tras el registro {}, antes que la llamada", count)}};
  }
}

bool begins_like_one(Bytes bytes) {
  return std::equal(bytes.begin(),
                    bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), sizeof trace::kMagic)),
                    std::begin(trace::kMagic));
}

}  // namespace

Sum sum_of(Bytes bytes) {
  Sum out;
  trace::sha256(bytes.data(), bytes.size(), out.data(), trace::fastest_blocks());
  return out;
}

std::string hex_of(const Sum& sum) {
  std::string out;
  for (const std::uint8_t b : sum) out += fmt::format("{:02x}", b);
  return out;
}

std::optional<Sum> read_sum(std::string_view text) {
  Sum out{};
  if (text.size() != 2 * out.size()) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool digit = c >= '0' && c <= '9', small = c >= 'a' && c <= 'f', large = c >= 'A' && c <= 'F';
    if (!digit && !small && !large) return std::nullopt;
    const int value = digit ? c - '0' : small ? c - 'a' + 10 : c - 'A' + 10;
    out[i / 2] = static_cast<std::uint8_t>(out[i / 2] << 4U | value);
  }
  return out;
}

Reading read_trace(Bytes bytes) {
  Reading out;
  if (bytes.empty() || !begins_like_one(bytes)) {
    const bool other = bytes.size() >= sizeof trace::kMagic && bytes[0] == 'G' && bytes[1] == 'T' && bytes[2] == 'R';
    out.fault = other ? Fault{0, {"it is a trace of another version", "es una traza de otra versión"}}
                      : Fault{0, {"it is no trace", "no es una traza"}};
    return out;
  }
  const Chain chain = follow(bytes);
  for (const Frame& frame : chain.frames) {
    const std::size_t number = out.records.size() + (out.has_head ? 2 : 1);
    bool good = false;
    if (!out.has_head) {
      good = out.has_head = (frame.kind == Kind::Head && read_head(frame.payload, out.head)) ||
                            (frame.kind == Kind::Part && read_part(frame.payload, out.head));
    } else {
      Record record;
      record.number = number;
      good = read_record(frame, out.records.empty() ? out.head.time : out.records.back().time, record);
      if (good) out.records.push_back(std::move(record));
    }
    if (!good) {
      out.fault = no_form(number);
      return out;
    }
    out.hash = frame.link;
  }
  if (chain.fault)
    out.fault = chain.fault;
  else
    judge_end(chain.cut, out);
  return out;
}

}  // namespace guion::evidence
