// Appending numbers to bytes, for encoder and template writer. Works on any container of bytes or characters.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace guion::lower {

template <typename Bytes>
void put_byte(Bytes& out, std::uint64_t v) {
  out.push_back(static_cast<typename Bytes::value_type>(v));
}
template <typename Bytes>
void put_varint(Bytes& out, std::uint64_t v) {
  for (; v >= 0x80; v >>= 7) put_byte(out, (v & 0x7f) | 0x80);
  put_byte(out, v);
}
template <typename Bytes>
void put_zigzag(Bytes& out, std::int64_t v) {
  put_varint(out, static_cast<std::uint64_t>(v) << 1 ^ static_cast<std::uint64_t>(v >> 63));
}
/// `width` bytes, little-endian.
template <typename Bytes>
void put_wide(Bytes& out, std::uint64_t v, unsigned width) {
  for (unsigned i = 0; i < width; ++i) put_byte(out, v >> 8 * i & 0xff);
}
template <typename Bytes>
void put_text(Bytes& out, std::string_view text) {
  put_varint(out, text.size());
  for (const char c : text) put_byte(out, static_cast<unsigned char>(c));
}
/// A set of `count` bits, the first in the lowest bit, in whole bytes.
template <typename Bytes>
void put_bits(Bytes& out, const std::vector<bool>& bits, std::size_t count) {
  for (std::size_t b = 0; b < (count + 7) / 8; ++b) {
    unsigned byte = 0;
    for (std::size_t i = 0; i < 8; ++i)
      if (8 * b + i < bits.size() && bits[8 * b + i]) byte |= 1u << i;
    put_byte(out, byte);
  }
}
[[nodiscard]] constexpr unsigned varint_size(std::uint64_t v) {
  unsigned n = 1;
  for (; v >= 0x80; v >>= 7) ++n;
  return n;
}

}  // namespace guion::lower
