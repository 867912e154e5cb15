// The bounded reader: every byte of an image or policy that is not verified yet goes through it. It fails once, keeps
// the reason and the place of the first failure, and gives zeros from then on, so callers check at the end of a record.
// Knows no section.
#pragma once

#include "image/bytes.hpp"

namespace guion::image {

enum class LoadReason : uint32_t {
#define LOAD_ERROR(code, Name, sentence, spanish) Name = code,
#include "image/load_errors.def"
#undef LOAD_ERROR
};

/// The one funnel of load errors. The first one counts.
struct Fault {
  LoadReason reason = LoadReason::None;
  uint32_t offset = 0;
  [[gnu::cold]] void raise(LoadReason why, uint32_t at);
  [[nodiscard]] bool raised() const { return reason != LoadReason::None; }
};

class Reader {
 public:
  /// Reads base[begin..end). Borrows both.
  Reader(const uint8_t* base, uint32_t begin, uint32_t end, Fault& fault);

  [[nodiscard]] uint32_t at() const { return static_cast<uint32_t>(p_ - base_); }
  [[nodiscard]] bool ok() const { return !fault_->raised(); }
  [[nodiscard]] bool more() const { return p_ != end_; }
  [[nodiscard]] const uint8_t* here() const { return p_; }
  [[nodiscard]] const uint8_t* end() const { return end_; }
  /// Goes on at `p`, which lies within the bytes.
  void move_to(const uint8_t* p) { p_ = p; }

  /// Refuses, pointing at `offset` or at the next byte.
  [[gnu::cold]] void fail(LoadReason why, uint32_t offset);
  [[gnu::cold]] void fail(LoadReason why);

  uint8_t byte() {
    if (p_ == end_) return fail(LoadReason::Truncated), uint8_t{0};
    return *p_++;
  }
  /// A canonical LEB128 number.
  uint64_t varint() {
    if (p_ != end_ && *p_ < 0x80) return *p_++;
    return long_varint();
  }
  /// A number that is at most `most`.
  uint32_t number(uint32_t most = 0xffffffff) {
    const uint32_t start = at();
    const uint64_t v = varint();
    if (v > most) return fail(LoadReason::NumberTooBig, start), 0;
    return static_cast<uint32_t>(v);
  }
  /// A number below `count`.
  uint32_t index(uint32_t count, LoadReason why) {
    const uint32_t start = at();
    const uint64_t v = varint();
    if (v >= count) return fail(why, start), 0;
    return static_cast<uint32_t>(v);
  }
  int64_t zigzag() { return unzigzag(varint()); }
  uint32_t wide(unsigned width) {
    if (static_cast<size_t>(end_ - p_) < width) return fail(LoadReason::Truncated), 0;
    const uint32_t v = load_wide(p_, width);
    p_ += width;
    return v;
  }
  const uint8_t* take(uint32_t size) {
    if (static_cast<size_t>(end_ - p_) < size) return fail(LoadReason::Truncated), end_;
    const uint8_t* start = p_;
    p_ += size;
    return start;
  }
  /// A length and that many bytes of UTF-8 without control characters, but `allowed`.
  Text text(uint8_t allowed = 0);
  /// Refuses what is left.
  void finish() {
    if (ok() && more()) fail(LoadReason::TrailingBytes);
  }

 private:
  uint64_t long_varint();

  const uint8_t* base_;
  const uint8_t* p_;
  const uint8_t* end_;
  Fault* fault_;
};

}  // namespace guion::image
