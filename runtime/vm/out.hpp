// Where rendered text goes: a buffer that may be too small. Counts all bytes, writes those that fit.
#pragma once

#include "image/bytes.hpp"

namespace guion::vm {

class Out {
 public:
  Out(char* buffer, size_t capacity) : buffer_(buffer), capacity_(capacity) {}

  void put(const char* data, size_t size) {
    const size_t room = capacity_ > size_ ? capacity_ - size_ : 0;
    if (const size_t n = size < room ? size : room; n != 0) __builtin_memcpy(buffer_ + size_, data, n);
    size_ += size;
  }
  void put(image::Text t) { put(t.data, t.size); }
  void put(const char* zero_terminated) { put(zero_terminated, __builtin_strlen(zero_terminated)); }
  void put(char c) { put(&c, 1); }
  /// A decimal number, with leading zeros up to `digits`.
  void number(uint64_t n, unsigned digits = 1) {
    char text[20];
    unsigned at = sizeof text;
    for (; n != 0 || digits != 0; n /= 10, digits -= digits != 0) text[--at] = static_cast<char>('0' + n % 10);
    put(text + at, sizeof text - at);
  }
  /// Units: bytes, those that did not fit included.
  [[nodiscard]] size_t size() const { return size_; }

 private:
  char* buffer_;
  size_t capacity_;
  size_t size_ = 0;
};

}  // namespace guion::vm
