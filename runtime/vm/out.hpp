// Where rendered text goes: a buffer that may be too small. Counts all bytes, writes those that fit. Within the buffer
// it may write more than it has counted yet: whole words are faster. Knows no slot, type or locale.
#pragma once

#include "image/bytes.hpp"

namespace guion::vm {

using image::Word;

class Out {
 public:
  Out(char* buffer, size_t capacity) : begin_(buffer), at_(buffer), end_(buffer + capacity) {}

  void put(const char* data, size_t size);
  void put(image::Text t) { put(t.data, t.size); }
  template <unsigned kRoom>
  void put(const Word<kRoom>& w) {
    put(w.text, w.size);
  }
  template <unsigned kSize>
  void put(const char (&literal)[kSize]) {
    put(literal, kSize - 1);
  }
  void put(char c) {
    if (at_ == end_) return void(++beyond_);
    *at_++ = c;
  }
  /// Puts what stands before the first byte below 0x20 at or behind `p`, or before `end`; gives where that is.
  const uint8_t* literal(const uint8_t* p, const uint8_t* end) {
    char* at = at_;
    const auto room = end_ - at;
    for (auto left = end - p < room ? end - p : room; left >= kStep; left -= kStep) {
      const int n = step(at, p);
      at += n;
      p += n;
      if (n != kStep) return at_ = at, p;
    }
    at_ = at;
    return literal_end(p, end);
  }
  /// Makes the letter at `mark`, an earlier size(), a capital; what is no small letter stays. The bytes behind it are
  /// put.
  void raise(size_t mark);
  /// Puts `c` in the place of the byte at `mark`.
  void replace(size_t mark, char c) {
    if (mark < static_cast<size_t>(at_ - begin_)) begin_[mark] = c;
  }
  /// Units: bytes, those that did not fit included.
  [[nodiscard]] size_t size() const { return static_cast<size_t>(at_ - begin_) + beyond_; }

 private:
  friend class Piece;
  const uint8_t* literal_end(const uint8_t* p, const uint8_t* end);

  /// Copies kStep bytes; gives how many of them stand before the first one below 0x20.
#if defined(__SSE2__)
  static constexpr int kStep = 16;
  static int step(char* to, const uint8_t* from) {
    const image::Sixteen word = image::load_sixteen(from);
    __builtin_memcpy(to, &word, 16);
    return __builtin_ctz(image::below(word, 0x20) | 0x10000u);
  }
#else
  static constexpr int kStep = 8;
  static int step(char* to, const uint8_t* from) {
    uint8_t word[8];
    __builtin_memcpy(word, from, 8);
    __builtin_memcpy(to, word, 8);
    const uint64_t stop = image::controls(image::load64(word));
    return stop == 0 ? 8 : __builtin_ctzll(stop) / 8;
  }
#endif

  char* begin_;
  char* at_;
  char* end_;
  size_t beyond_ = 0;
};

/// A short text written from its beginning: straight into the buffer if all of it is sure to fit, else aside. Nothing
/// else is put while it is there.
class Piece {
 public:
  static constexpr int kRoom = 48;  ///< 19 digits with separators, sign and currency; a date and the rest of a word

  explicit Piece(Out& out) : out_(out), at_(out.end_ - out.at_ >= kRoom ? out.at_ : aside_) {}
  Piece(const Piece&) = delete;
  Piece& operator=(const Piece&) = delete;
  ~Piece() {
    if (out_.end_ - out_.at_ >= kRoom) {
      out_.at_ = at_;
    } else {
      out_.put(aside_, static_cast<size_t>(at_ - aside_));
    }
  }

  void put(char c) { *at_++ = c; }
  template <unsigned kWordRoom>
  void put(const Word<kWordRoom>& w) {
    __builtin_memcpy(at_, w.text, kWordRoom);
    at_ += w.size;
  }
  template <unsigned kSize>
  void put(const char (&literal)[kSize]) {
    __builtin_memcpy(at_, literal, kSize - 1);
    at_ += kSize - 1;
  }
  /// A decimal number, with leading zeros up to `digits`.
  void number(uint32_t n, unsigned digits = 1);
  /// A decimal number with `mark` before its last `decimals` digits, if any, and `group` between each three of the rest
  /// when those are `min_grouped` or more. Shape: n below 10^19.
  void number(uint64_t n, unsigned decimals, char mark, char group, unsigned min_grouped);

 private:
  Out& out_;
  char* at_;
  char aside_[kRoom];
};

}  // namespace guion::vm
