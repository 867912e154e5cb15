// Checksum and UTF-8 checks: see bytes.hpp.
#include "image/bytes.hpp"

namespace guion::image {
namespace {

constexpr uint64_t kOdd = 0x9e3779b97f4a7c15u, kOther = 0xd1342543de82ef95u;

uint64_t rotate(uint64_t x, unsigned by) { return x << by | x >> (64 - by); }
/// The word is spread before it meets its lane: a change of its high bits alone would be undone by one of a later word.
uint64_t step(uint64_t lane, uint64_t word) { return rotate(lane ^ word * kOdd, 29) * kOther; }

uint64_t finish(uint64_t x) {
  x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
  return x ^ x >> 29;
}

bool is_tail(uint8_t byte) { return (byte & 0xc0) == 0x80; }

}  // namespace

uint64_t checksum(const uint8_t* bytes, size_t size, uint64_t seed) {
  uint64_t a = seed ^ size, b = seed + kOdd, c = seed ^ ~kOdd, d = seed - kOdd;
  const uint8_t* p = bytes;
  const uint8_t* end = bytes + size;
  for (; end - p >= 32; p += 32) {
    a = step(a, load64(p));
    b = step(b, load64(p + 8));
    c = step(c, load64(p + 16));
    d = step(d, load64(p + 24));
  }
  for (; end - p >= 8; p += 8) a = step(a, load64(p));
  uint64_t last = 0;
  for (unsigned i = 0; p != end; ++p, ++i) last |= static_cast<uint64_t>(*p) << (8 * i);
  a = step(a, last);
  return finish(step(step(step(a, b), c), d));
}

LongNumber long_number(const uint8_t* p) {
  uint64_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    value |= static_cast<uint64_t>(*p & 0x7f) << shift;
    if (*p++ < 0x80) return {value, p};
  }
}

unsigned utf8_length(const uint8_t* p, const uint8_t* end) {
  const auto left = static_cast<size_t>(end - p);
  if (left == 0) return 0;
  const uint8_t c = p[0];
  if (c < 0x80) return 1;
  if (c >= 0xc2 && c < 0xe0) return left >= 2 && is_tail(p[1]) ? 2 : 0;
  if (c >= 0xe0 && c < 0xf0) {
    if (left < 3 || !is_tail(p[1]) || !is_tail(p[2])) return 0;
    if ((c == 0xe0 && p[1] < 0xa0) || (c == 0xed && p[1] >= 0xa0)) return 0;
    return 3;
  }
  if (c < 0xf0 || c > 0xf4 || left < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3])) return 0;
  if ((c == 0xf0 && p[1] < 0x90) || (c == 0xf4 && p[1] >= 0x90)) return 0;
  return 4;
}

TextCheck check_text(const uint8_t* p, size_t size, uint8_t allowed) {
  const uint8_t* end = p + size;
  while ((p = skip_ascii(p, end)) != end) {
    if (*p < 0x20) {
      if (allowed == 0 || *p != allowed) return TextCheck::Control;
      ++p;
      continue;
    }
    const unsigned n = utf8_length(p, end);
    if (n == 0) return TextCheck::NotUtf8;
    p += n;
  }
  return TextCheck::Fine;
}

}  // namespace guion::image
