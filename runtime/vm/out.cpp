// Copying of pieces, digits of numbers: see out.hpp.
#include "vm/out.hpp"

namespace guion::vm {
namespace {

/// Copies up to 16 bytes without a call, as two words that may overlap.
void copy_short(char* to, const char* from, size_t size) {
  if (size >= 8) {
    __builtin_memcpy(to, from, 8);
    __builtin_memcpy(to + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    __builtin_memcpy(to, from, 4);
    __builtin_memcpy(to + size - 4, from + size - 4, 4);
  } else {
    for (size_t i = 0; i < size; ++i) to[i] = from[i];
  }
}

}  // namespace

void Out::put(const char* data, size_t size) {
  const auto room = static_cast<size_t>(end_ - at_);
  const size_t fits = size < room ? size : room;
  if (size <= 16 && fits == size) {
    copy_short(at_, data, size);
  } else if (fits != 0) {
    __builtin_memcpy(at_, data, fits);
  }
  at_ += fits;
  beyond_ += size - fits;
}

const uint8_t* Out::literal_end(const uint8_t* p, const uint8_t* end) {
  const uint8_t* stop = image::skip_literal(p, end);
  put(reinterpret_cast<const char*>(p), static_cast<size_t>(stop - p));
  return stop;
}

void Out::raise(size_t mark) {
  if (mark >= static_cast<size_t>(at_ - begin_)) return;
  char* p = begin_ + mark;
  const bool latin = static_cast<uint8_t>(*p) == 0xc3;  // á to þ; ÷ has no capital
  if (latin && ++p == at_) return;
  const auto c = static_cast<uint8_t>(*p);
  if (latin ? c >= 0xa0 && c < 0xbf && c != 0xb7 : c >= 'a' && c <= 'z') *p = static_cast<char>(c - 0x20);
}

void Piece::number(uint32_t n, unsigned digits) {
  unsigned needed = 1;
  for (uint64_t limit = 10; n >= limit; limit *= 10) ++needed;
  if (digits < needed) digits = needed;
  at_ += digits;
  for (char* p = at_; digits != 0; --digits, n /= 10) *--p = static_cast<char>('0' + n % 10);
}

void Piece::number(uint64_t n, unsigned decimals, char mark, char group, unsigned min_grouped) {
  unsigned digits = 1;
  for (uint64_t limit = 10; n >= limit; limit *= 10) ++digits;
  if (digits <= decimals) digits = decimals + 1;
  const unsigned whole = digits - decimals;
  char* p = at_ + digits + (decimals != 0 ? 1 : 0);
  const bool groups = whole >= min_grouped;
  if (groups) p += (whole - 1) / 3;
  at_ = p;
  for (; decimals != 0; --decimals, n /= 10) {
    *--p = static_cast<char>('0' + n % 10);
    if (decimals == 1) *--p = mark;
  }
  for (; groups && n >= 1000; n /= 1000) {
    const auto three = static_cast<uint32_t>(n % 1000);
    *--p = static_cast<char>('0' + three % 10);
    *--p = static_cast<char>('0' + three / 10 % 10);
    *--p = static_cast<char>('0' + three / 100);
    *--p = group;
  }
  do {
    *--p = static_cast<char>('0' + n % 10);
    n /= 10;
  } while (n != 0);
}

}  // namespace guion::vm
