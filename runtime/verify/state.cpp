// What follows from what: literals of numbers. See state.hpp.
#include "verify/state.hpp"

namespace guion::verify {
namespace {

/// Differences beyond these are not looked at, so that sums of two never overflow.
constexpr int64_t kFar = int64_t{1} << 60;

enum Comparison : uint8_t { kLess, kAtMost, kMore, kAtLeast, kEqual, kUnequal };

}  // namespace

void Facts::forget(uint32_t slot) {
  for (uint32_t i = count; i-- != 0;)
    if (known[i].slot == slot || (known[i].kind == Literal::Apart && known[i].other == slot)) known[i] = known[--count];
}

Known* Facts::find_known(Literal kind, uint32_t slot, uint32_t other) {
  for (uint32_t i = 0; i < count; ++i)
    if (known[i].kind == kind && known[i].slot == slot && known[i].other == other) return &known[i];
  return nullptr;
}

void Facts::learn(const Known& k) {
  if (count < image::kMaxLiterals) known[count++] = k;
}

bool Facts::learn_comparison(uint32_t slot, uint8_t o, int64_t k, image::Range range) {
  Known* const there = find_known(Literal::Within, slot);
  image::Range r = there != nullptr ? image::Range{there->low, there->high} : range;
  const image::Range before = r;
  if (((o == kLess || o == kAtMost || o == kEqual) && k < r.max)) r.max = k;
  if (((o == kMore || o == kAtLeast || o == kEqual) && k > r.min)) r.min = k;
  if (o == kEqual && (k < r.min || k > r.max)) return false;
  bool differs = o == kLess || o == kMore || o == kUnequal;  // strict: at most, at least, and not equal
  if (o == kLess && r.max < k) differs = false;
  if (o == kMore && r.min > k) differs = false;
  if (r.min > r.max) return false;
  // Values that it is not, at the ends of the range, make the range smaller.
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i <= count; ++i) {
      const bool own = i == count;
      if (own ? !differs : known[i].kind != Literal::Differs || known[i].slot != slot) continue;
      const int64_t not_this = own ? k : known[i].low;
      if (not_this != r.min && not_this != r.max) continue;
      if (r.min == r.max) return false;
      not_this == r.min ? ++r.min : --r.max;
      again = true;
      if (own) differs = false;
    }
  }
  if (there != nullptr) {
    there->low = r.min;
    there->high = r.max;
  } else if (r.min != before.min || r.max != before.max) {
    learn({Literal::Within, static_cast<uint16_t>(slot), 0, r.min, r.max});
  }
  if (differs && k > r.min && k < r.max) learn({Literal::Differs, static_cast<uint16_t>(slot), 0, k, 0});
  return true;
}

bool Facts::learn_apart(uint32_t a, uint32_t b, int64_t c) {
  if (a == b) return c >= 0;
  const Known* const back = find_known(Literal::Apart, b, a);
  if (back != nullptr && back->low < -c) return false;
  if (Known* const there = find_known(Literal::Apart, a, b); there != nullptr) {
    if (c < there->low) there->low = c;
  } else {
    learn({Literal::Apart, static_cast<uint16_t>(a), static_cast<uint16_t>(b), c, 0});
  }
  return true;
}

bool Facts::learn_comparison(uint32_t a, uint8_t o, uint32_t b, int64_t k) {
  if (k > kFar || k < -kFar || o >= kUnequal) return true;
  if (o == kLess || o == kAtMost) return learn_apart(a, b, o == kLess ? k - 1 : k);
  if (o == kMore || o == kAtLeast) return learn_apart(b, a, o == kMore ? -k - 1 : -k);
  return learn_apart(a, b, k) && learn_apart(b, a, -k);
}

void Facts::copy_known(uint32_t to, uint32_t from) {
  for (uint32_t i = 0, n = count; i < n; ++i) {
    if (known[i].slot != from || known[i].kind == Literal::Apart) continue;
    Known k = known[i];
    k.slot = static_cast<uint16_t>(to);
    learn(k);
  }
}

bool Facts::knows(const Known& k) const {
  if (k.kind == Literal::Apart) {
    const Known* const there = find_known(Literal::Apart, k.slot, k.other);
    return there != nullptr && there->low <= k.low;
  }
  const Known* const within = find_known(Literal::Within, k.slot);
  if (k.kind == Literal::Within) return within != nullptr && within->low >= k.low && within->high <= k.high;
  if (within != nullptr && (k.low < within->low || k.low > within->high)) return true;
  for (uint32_t i = 0; i < count; ++i)
    if (known[i].kind == Literal::Differs && known[i].slot == k.slot && known[i].low == k.low) return true;
  return false;
}

bool entails(const Facts& f, const Facts& claim, uint32_t words) {
  if ((claim.levels & ~f.levels) != 0 || (claim.absent & ~f.absent) != 0 || (claim.passed && !f.passed)) return false;
  for (uint32_t w = 0; w < words; ++w)
    if (((claim.filled[w] & ~f.filled[w]) | (claim.empty[w] & ~f.empty[w])) != 0) return false;
  for (uint32_t i = 0; i < claim.count; ++i)
    if (!f.knows(claim.known[i])) return false;
  return true;
}

}  // namespace guion::verify
