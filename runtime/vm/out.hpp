// Where rendered text goes: a buffer that may be too small. Counts all bytes, writes those that fit. Within the buffer
// it may write more than it has counted yet: whole words are faster.
#pragma once

#include "image/bytes.hpp"

namespace guion::vm {

class Out {
 public:
  Out(char* buffer, size_t capacity) : begin_(buffer), at_(buffer), end_(buffer + capacity) {}

  void put(const char* data, size_t size);
  void put(image::Text t) { put(t.data, t.size); }
  void put(const char* zero_terminated) { put(zero_terminated, image::length_of(zero_terminated)); }
  void put(char c) {
    if (at_ == end_) return void(++beyond_);
    *at_++ = c;
  }
  /// A decimal number, with leading zeros up to `digits`.
  void number(uint64_t n, unsigned digits = 1);
  /// Puts what stands before the first byte below 0x20 at or behind `p`, or before `end`; gives where that is.
  const uint8_t* literal(const uint8_t* p, const uint8_t* end) {
    while (end - p >= 8 && end_ - at_ >= 8) {
      __builtin_memcpy(at_, p, 8);
      const uint64_t stop = image::controls(image::load64(p));
      const int n = stop == 0 ? 8 : __builtin_ctzll(stop) / 8;
      at_ += n;
      p += n;
      if (stop != 0) return p;
    }
    const uint8_t* stop = image::skip_literal(p, end);
    put(reinterpret_cast<const char*>(p), static_cast<size_t>(stop - p));
    return stop;
  }
  /// Units: bytes, those that did not fit included.
  [[nodiscard]] size_t size() const { return static_cast<size_t>(at_ - begin_) + beyond_; }

 private:
  char* begin_;
  char* at_;
  char* end_;
  size_t beyond_ = 0;
};

/// A short text written from its end to its beginning, as numbers come.
class Backwards {
 public:
  void put(char c) { text_[--at_] = c; }
  void put(const char* zero_terminated) {
    for (size_t n = image::length_of(zero_terminated); n != 0; --n) put(zero_terminated[n - 1]);
  }
  /// The lowest `count` digits of `n`; gives the rest.
  uint64_t take(uint64_t n, unsigned count) {
    for (; count != 0; --count, n /= 10) put(static_cast<char>('0' + n % 10));
    return n;
  }
  /// All digits of `n`, at least one.
  void all(uint64_t n) {
    do n = take(n, 1);
    while (n != 0);
  }
  [[nodiscard]] unsigned size() const { return kRoom - at_; }
  [[nodiscard]] image::Text text() const { return {text_ + at_, size()}; }

 private:
  static constexpr unsigned kRoom = 48;  ///< 20 digits with separators, sign and currency; a date with its weekday
  unsigned at_ = kRoom;
  char text_[kRoom];
};

}  // namespace guion::vm
