// SHA-256 by the instructions that some processors have for it: see sha256.hpp. A host that sums a few texts a second
// does without; the compiler, which sums whole images, does not.
#include "trace/sha256.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>

#include "trace/sha256_round.hpp"

namespace guion::trace {
namespace {

/// Whether the processor has the instructions for SHA-256, and those that shuffle bytes for them.
bool has_instructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & bit_SSSE3) == 0 || (c & bit_SSE4_1) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

/// The same with them: four rounds a step. The instructions want the state as A B E F and C D G H.
__attribute__((target("sha,ssse3,sse4.1"))) void take_blocks_fast(uint32_t h[8], const uint8_t* bytes, size_t blocks) {
  const __m128i order = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const auto* in = reinterpret_cast<const __m128i*>(h);
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
      const auto* constants = reinterpret_cast<const __m128i*>(kRound) + step;
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
  auto* out = reinterpret_cast<__m128i*>(h);
  _mm_storeu_si128(out, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(out + 1, _mm_alignr_epi8(dchg, feba, 8));
}

}  // namespace

TakeBlocks fastest_blocks() { return has_instructions() ? take_blocks_fast : take_blocks; }

}  // namespace guion::trace
#else
namespace guion::trace {

TakeBlocks fastest_blocks() { return take_blocks; }

}  // namespace guion::trace
#endif
