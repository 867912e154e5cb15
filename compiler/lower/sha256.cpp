// SHA-256: see sha256.hpp. The constants are those of the standard: the first 32 bits of the fractional parts of roots
// of primes.
#include "lower/sha256.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#include <bit>
#include <cstring>

namespace guion::lower {
namespace {

using Word = std::uint32_t;
constexpr std::array<Word, 64> kRound = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

using State = std::array<Word, 8>;

Word big_endian(const std::uint8_t* p) { return Word{p[0]} << 24 | Word{p[1]} << 16 | Word{p[2]} << 8 | Word{p[3]}; }

/// Sixteen rounds. The words of the message stand in a ring: each is replaced by the one sixteen rounds later.
void sixteen_rounds(State& v, std::array<Word, 16>& w, unsigned first) {
  for (unsigned i = 0; i < 16; ++i) {
    const Word s1 = std::rotr(v[4], 6) ^ std::rotr(v[4], 11) ^ std::rotr(v[4], 25);
    const Word t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + kRound[first + i] + w[i];
    const Word s0 = std::rotr(v[0], 2) ^ std::rotr(v[0], 13) ^ std::rotr(v[0], 22);
    const Word t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    v = {t1 + t2, v[0], v[1], v[2], v[3] + t1, v[4], v[5], v[6]};
    const Word a = w[(i + 1) % 16], b = w[(i + 14) % 16];
    const Word m0 = std::rotr(a, 7) ^ std::rotr(a, 18) ^ a >> 3, m1 = std::rotr(b, 17) ^ std::rotr(b, 19) ^ b >> 10;
    w[i] += m0 + w[(i + 9) % 16] + m1;
  }
}

void take_blocks(State& h, const std::uint8_t* bytes, std::size_t blocks) {
  for (; blocks != 0; --blocks, bytes += 64) {
    std::array<Word, 16> w{};
    for (unsigned i = 0; i < 16; ++i) w[i] = big_endian(bytes + 4 * i);
    State v = h;
    for (unsigned first = 0; first < 64; first += 16) sixteen_rounds(v, w, first);
    for (unsigned i = 0; i < 8; ++i) h[i] += v[i];
  }
}

#if defined(__x86_64__) && defined(__GNUC__)
/// Whether the processor has the instructions for SHA-256, and those that shuffle bytes for them.
bool has_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSSE3) == 0 || (c & bit_SSE4_1) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

/// The same with them: four rounds a step. The instructions want the state as A B E F and C D G H.
__attribute__((target("sha,ssse3,sse4.1"))) void take_blocks_fast(State& h, const std::uint8_t* bytes,
                                                                  std::size_t blocks) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const auto* in = reinterpret_cast<const __m128i*>(h.data());
  const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(in), 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(in + 1), 0x1b);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
  for (; blocks != 0; --blocks, bytes += 64) {
    const __m128i abef_before = abef, cdgh_before = cdgh;
    __m128i w[4];
    for (unsigned i = 0; i < 4; ++i)
      w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + i), order);
#pragma GCC unroll 16
    for (unsigned step = 0; step < 16; ++step) {
      const auto* constants = reinterpret_cast<const __m128i*>(kRound.data()) + step;
      const __m128i sum = _mm_add_epi32(w[step % 4], _mm_loadu_si128(constants));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
      const __m128i last = w[(step + 3) % 4], before = w[(step + 2) % 4];
      const __m128i mixed =
          _mm_add_epi32(_mm_sha256msg1_epu32(w[step % 4], w[(step + 1) % 4]), _mm_alignr_epi8(last, before, 4));
      w[step % 4] = _mm_sha256msg2_epu32(mixed, last);
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  auto* out = reinterpret_cast<__m128i*>(h.data());
  _mm_storeu_si128(out, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(out + 1, _mm_alignr_epi8(dchg, feba, 8));
}
#else
bool has_instructions() { return false; }
void take_blocks_fast(State& h, const std::uint8_t* bytes, std::size_t blocks) { take_blocks(h, bytes, blocks); }
#endif

}  // namespace

std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes, Sha256Way way) {
  const auto take = way == Sha256Way::Fastest && has_instructions() ? take_blocks_fast : take_blocks;
  State h = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::size_t at = bytes.size() / 64 * 64;
  take(h, bytes.data(), bytes.size() / 64);
  std::array<std::uint8_t, 128> tail{};
  const std::size_t left = bytes.size() - at;
  if (left != 0) std::memcpy(tail.data(), bytes.data() + at, left);
  tail[left] = 0x80;
  const std::size_t end = left < 56 ? 64 : 128;
  const std::uint64_t bits = std::uint64_t{bytes.size()} * 8;
  for (unsigned i = 0; i < 8; ++i) tail[end - 1 - i] = static_cast<std::uint8_t>(bits >> 8 * i);
  take(h, tail.data(), end / 64);
  std::array<std::uint8_t, 32> out{};
  for (unsigned i = 0; i < 32; ++i) out[i] = static_cast<std::uint8_t>(h[i / 4] >> (24 - 8 * (i % 4)));
  return out;
}

}  // namespace guion::lower
