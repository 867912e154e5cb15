// SHA-256 by plain arithmetic: see sha256.hpp. The constants are those of the standard: the first 32 bits of the
// fractional parts of roots of primes.
#include "trace/sha256.hpp"

#include "trace/sha256_round.hpp"

namespace guion::trace {
namespace {

uint32_t big_endian(const uint8_t* p) {
  return static_cast<uint32_t>(p[0]) << 24 | static_cast<uint32_t>(p[1]) << 16 | static_cast<uint32_t>(p[2]) << 8 |
         p[3];
}
uint32_t rotated(uint32_t w, unsigned by) { return w >> by | w << (32 - by); }

/// Sixteen rounds. The words of the message stand in a ring: each is replaced by the one sixteen rounds later.
void sixteen_rounds(uint32_t v[8], uint32_t w[16], const uint32_t* constants) {
  for (unsigned i = 0; i < 16; ++i) {
    const uint32_t s1 = rotated(v[4], 6) ^ rotated(v[4], 11) ^ rotated(v[4], 25);
    const uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + constants[i] + w[i];
    const uint32_t s0 = rotated(v[0], 2) ^ rotated(v[0], 13) ^ rotated(v[0], 22);
    const uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    for (unsigned k = 7; k != 0; --k) v[k] = v[k - 1];
    v[4] += t1;
    v[0] = t1 + t2;
    const uint32_t a = w[(i + 1) % 16], b = w[(i + 14) % 16];
    w[i] += (rotated(a, 7) ^ rotated(a, 18) ^ a >> 3) + w[(i + 9) % 16] + (rotated(b, 17) ^ rotated(b, 19) ^ b >> 10);
  }
}

}  // namespace

void take_blocks(uint32_t state[8], const uint8_t* bytes, size_t blocks) {
  for (; blocks != 0; --blocks, bytes += 64) {
    uint32_t w[16], v[8];
    for (unsigned i = 0; i < 16; ++i) w[i] = big_endian(bytes + 4 * i);
    __builtin_memcpy(v, state, sizeof v);
    for (unsigned first = 0; first < 64; first += 16) sixteen_rounds(v, w, kRound + first);
    for (unsigned i = 0; i < 8; ++i) state[i] += v[i];
  }
}

Sha256& Sha256::add(const void* bytes, size_t size) {
  const auto* p = static_cast<const uint8_t*>(bytes);
  while (size != 0) {
    const auto open = static_cast<size_t>(size_ % 64);
    if (open == 0 && size >= 64) {
      const size_t whole = size / 64 * 64;
      take_(state_, p, whole / 64);
      p += whole;
      size -= whole;
      size_ += whole;
      continue;
    }
    const size_t room = 64 - open, part = size < room ? size : room;
    __builtin_memcpy(open_ + open, p, part);
    p += part;
    size -= part;
    size_ += part;
    if (part == room) take_(state_, open_, 1);
  }
  return *this;
}

void Sha256::finish(uint8_t out[kSum]) {
  const uint64_t bits = size_ * 8;
  uint8_t tail[72] = {0x80};
  const auto gap = static_cast<size_t>((119 - size_ % 64) % 64 + 1);  // so that eight bytes fill the last block
  for (unsigned i = 0; i < 8; ++i) tail[gap + i] = static_cast<uint8_t>(bits >> (56 - 8 * i));
  add(tail, gap + 8);
  for (unsigned i = 0; i < kSum; ++i) out[i] = static_cast<uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
}

}  // namespace guion::trace
