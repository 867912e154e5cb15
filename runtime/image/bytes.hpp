// Primitives over bytes: little-endian loads, checksum, UTF-8. Nothing here knows the format of an image, and nothing
// needs a library: the compiler's builtins stand in for memcpy and its kin. Form of the image: docs/bytecode.md.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace guion::image {

/// A text somewhere in an image. Borrows.
struct Text {
  const char* data = "";
  size_t size = 0;
};

[[nodiscard]] inline uint16_t load16(const uint8_t* p) { return static_cast<uint16_t>(p[0] | p[1] << 8); }
[[nodiscard]] inline uint32_t load32(const uint8_t* p) {
  return p[0] | static_cast<uint32_t>(p[1]) << 8 | static_cast<uint32_t>(p[2]) << 16 |
         static_cast<uint32_t>(p[3]) << 24;
}
/// The three letters of a currency as one number.
[[nodiscard]] constexpr uint32_t currency_code(const char* p) {
  return static_cast<uint8_t>(p[0]) | static_cast<uint32_t>(static_cast<uint8_t>(p[1])) << 8 |
         static_cast<uint32_t>(static_cast<uint8_t>(p[2])) << 16;
}
[[nodiscard]] inline uint64_t load64(const uint8_t* p) {
  return load32(p) | static_cast<uint64_t>(load32(p + 4)) << 32;
}

/// A number in `width` bytes: 2 or 4.
[[nodiscard]] inline uint32_t load_wide(const uint8_t* p, unsigned width) { return width == 2 ? load16(p) : load32(p); }

[[nodiscard]] constexpr size_t length_of(const char* zero_terminated) {
  size_t n = 0;
  while (zero_terminated[n] != 0) ++n;
  return n;
}

/// A short constant with its size beside it; the bytes behind it are zero.
template <unsigned kRoom>
struct Word {
  char text[kRoom] = {};
  uint8_t size = 0;
  constexpr Word(const char* zero_terminated) : size{static_cast<uint8_t>(length_of(zero_terminated))} {
    for (unsigned i = 0; i < size; ++i) text[i] = zero_terminated[i];
  }
};

/// How many bits are set. The compiler's builtin would call a library.
[[nodiscard]] constexpr uint32_t count_bits(uint32_t w) {
  uint32_t n = 0;
  for (; w != 0; w &= w - 1) ++n;
  return n;
}

/// Word-wise hash of `size` bytes: four lanes of 64 bits, each step a bijection of its lane, so no change within one
/// word goes unseen. Not a defence against people: the build id is for that. Cost: about 0.1 ns a byte.
[[nodiscard]] uint64_t checksum(const uint8_t* bytes, size_t size, uint64_t seed);

/// Bytes of the UTF-8 character at `p`, or 0 if there is none within `end` (overlong forms and surrogates included).
[[nodiscard]] unsigned utf8_length(const uint8_t* p, const uint8_t* end);

/// Whether all is UTF-8 without characters below U+0020, but `allowed` (0: none).
enum class TextCheck : uint8_t { Fine, NotUtf8, Control };
[[nodiscard]] TextCheck check_text(const uint8_t* p, size_t size, uint8_t allowed = 0);

/// First byte at or behind `p` that is not a plain character 0x20..0x7f: a control byte or the beginning of a longer
/// character. Shape: reads whole words, none beyond `end`.
[[nodiscard]] inline const uint8_t* skip_ascii(const uint8_t* p, const uint8_t* end) {
  constexpr uint64_t kHigh = 0x8080808080808080u, kBlanks = 0x2020202020202020u;
  for (; end - p >= 8; p += 8) {
    const uint64_t w = load64(p);
    // A borrow can only come from a byte that stops the search itself, so the lowest flag is always right.
    if (const uint64_t found = (w | (w - kBlanks)) & kHigh; found != 0) return p + __builtin_ctzll(found) / 8;
  }
  while (p != end && *p >= 0x20 && *p < 0x80) ++p;
  return p;
}

/// Which of eight bytes are below 0x20: the high bit of each. Only the lowest one is to be relied on.
[[nodiscard]] inline uint64_t controls(uint64_t w) { return (w - 0x2020202020202020u) & ~w & 0x8080808080808080u; }
/// First byte below 0x20 at or behind `p`, or `end`.
[[nodiscard]] inline const uint8_t* skip_literal(const uint8_t* p, const uint8_t* end) {
  for (; end - p >= 8; p += 8)
    if (const uint64_t found = controls(load64(p)); found != 0) return p + __builtin_ctzll(found) / 8;
  while (p != end && *p >= 0x20) ++p;
  return p;
}

#if defined(__SSE2__)
/// 16 bytes in one register. A compiler's extension, so that no header is needed.
typedef uint8_t Sixteen __attribute__((vector_size(16)));
[[nodiscard]] inline Sixteen load_sixteen(const uint8_t* p) {
  Sixteen bytes;
  __builtin_memcpy(&bytes, p, 16);
  return bytes;
}
/// Which of 16 bytes are below `limit`, a bit each.
[[nodiscard]] inline unsigned below(Sixteen bytes, uint8_t limit) {
  typedef char Flags __attribute__((vector_size(16)));
  return static_cast<unsigned>(__builtin_ia32_pmovmskb128(reinterpret_cast<Flags>(bytes < Sixteen{} + limit)));
}
#endif

/// Behind the first zero byte at or behind `p`, which is there.
[[nodiscard]] inline const uint8_t* behind_zero(const uint8_t* p, const uint8_t* end) {
#if defined(__SSE2__)
  for (; end - p >= 16; p += 16) {
    if (const unsigned zeros = below(load_sixteen(p), 1); zeros != 0) return p + __builtin_ctz(zeros) + 1;
  }
#else
  for (; end - p >= 8; p += 8) {
    const uint64_t w = load64(p);
    if (const uint64_t zeros = (w - 0x0101010101010101u) & ~w & 0x8080808080808080u; zeros != 0)
      return p + __builtin_ctzll(zeros) / 8 + 1;
  }
#endif
  while (*p != 0) ++p;
  return p + 1;
}

/// A LEB128 number of three bytes or more at `p` of a verified image, and what stands behind it.
struct LongNumber {
  uint64_t value;
  const uint8_t* behind;
};
[[nodiscard]] LongNumber long_number(const uint8_t* p);
/// A LEB128 number of a verified image; moves `p` behind it.
[[nodiscard]] inline uint64_t take_varint(const uint8_t*& p) {
  if (p[0] < 0x80) return *p++;
  if (p[1] < 0x80) return p += 2, static_cast<uint64_t>(p[-2] & 0x7f) | static_cast<uint64_t>(p[-1]) << 7;
  const LongNumber n = long_number(p);
  p = n.behind;
  return n.value;
}
[[nodiscard]] inline uint32_t take_number(const uint8_t*& p) { return static_cast<uint32_t>(take_varint(p)); }
[[nodiscard]] inline int64_t unzigzag(uint64_t v) {
  return static_cast<int64_t>(v >> 1) ^ -static_cast<int64_t>(v & 1);
}

}  // namespace guion::image
