// What follows from what. See certify_facts.hpp.
#include "lower/certify_facts.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>

namespace guion::lower {

namespace {

enum Comparison : std::int64_t { kLess, kAtMost, kMore, kAtLeast, kEqual, kUnequal };

/// Differences beyond these are not looked at, so that sums of two never overflow.
constexpr std::int64_t kFar = std::int64_t{1} << 60;
/// A set of values with more gaps than this is not said.
constexpr std::size_t kMostGaps = 6;

auto order_of(const Literal& l) { return std::tuple{l.slot, l.kind, l.other, l.low}; }

const Literal* find(const Facts& f, LiteralKind kind, std::uint32_t slot, std::uint32_t other = 0) {
  for (const Literal& l : f.known) {
    if (l.kind == kind && l.slot == slot && l.other == other) return &l;
  }
  return nullptr;
}

bool knows(const Facts& f, const Literal& l) {
  if (l.kind == LiteralKind::Apart) {
    const Literal* const there = find(f, LiteralKind::Apart, l.slot, l.other);
    return there != nullptr && there->low <= l.low;
  }
  const Literal* const within = find(f, LiteralKind::Within, l.slot);
  if (l.kind == LiteralKind::Within) return within != nullptr && within->low >= l.low && within->high <= l.high;
  if (within != nullptr && (l.low < within->low || l.low > within->high)) return true;
  return std::any_of(f.known.begin(), f.known.end(), [&](const Literal& k) {
    return k.kind == LiteralKind::Differs && k.slot == l.slot && k.low == l.low;
  });
}

bool learn_apart(Facts& f, std::uint32_t a, std::uint32_t b, std::int64_t c) {
  if (a == b) return c >= 0;
  const Literal* const back = find(f, LiteralKind::Apart, b, a);
  if (back != nullptr && back->low + c < 0) return false;
  const Literal* const there = find(f, LiteralKind::Apart, a, b);
  if (there != nullptr && there->low <= c) return true;
  if (there != nullptr) f.known.erase(f.known.begin() + (there - f.known.data()));
  f.add({LiteralKind::Apart, a, b, c, 0});
  return true;
}

/// The values of one slot: an interval without some of its numbers.
struct Values {
  Range range;
  std::vector<std::int64_t> gaps;  ///< in order
  [[nodiscard]] bool holds(std::int64_t v) const {
    return v >= range.first && v <= range.second && !std::binary_search(gaps.begin(), gaps.end(), v);
  }
};

Values values_of(const Facts& f, std::uint32_t slot, Range range) {
  Values v{range, {}};
  for (const Literal& l : f.known) {
    if (l.slot != slot) continue;
    if (l.kind == LiteralKind::Within) v.range = {l.low, l.high};
    if (l.kind == LiteralKind::Differs) v.gaps.push_back(l.low);
  }
  return v;
}

/// What is in either; nothing if that takes too many gaps.
std::optional<Values> together(const Values& a, const Values& b) {
  Values sum{{std::min(a.range.first, b.range.first), std::max(a.range.second, b.range.second)}, {}};
  const Values &low = a.range.first <= b.range.first ? a : b, &high = &low == &a ? b : a;
  std::vector<std::int64_t> open = a.gaps;
  open.insert(open.end(), b.gaps.begin(), b.gaps.end());
  if (low.range.second < high.range.first) {
    const auto between =
        static_cast<std::uint64_t>(high.range.first) - static_cast<std::uint64_t>(low.range.second) - 1;
    if (between > kMostGaps) return std::nullopt;
    for (std::uint64_t i = 1; i <= between; ++i) open.push_back(low.range.second + static_cast<std::int64_t>(i));
  }
  std::sort(open.begin(), open.end());
  open.erase(std::unique(open.begin(), open.end()), open.end());
  for (const std::int64_t v : open) {
    if (!a.holds(v) && !b.holds(v)) sum.gaps.push_back(v);
  }
  if (sum.gaps.size() > kMostGaps) return std::nullopt;
  return sum;
}

bool of_values(const Literal& l, std::uint32_t slot) { return l.slot == slot && l.kind != LiteralKind::Apart; }

/// The one slot in whose values the two differ; nothing if that is not all in which they differ.
std::optional<std::uint32_t> differing_slot(const Facts& a, const Facts& b) {
  std::optional<std::uint32_t> slot;
  const auto look = [&](const Facts& one, const Facts& other) {
    for (const Literal& l : one.known) {
      if (std::find(other.known.begin(), other.known.end(), l) != other.known.end()) continue;
      if (l.kind == LiteralKind::Apart || (slot && *slot != l.slot)) return false;
      slot = l.slot;
    }
    return true;
  };
  return look(a, b) && look(b, a) ? slot : std::nullopt;
}

}  // namespace

bool includes(const Bits& all, const Bits& some) {
  for (std::size_t w = 0; w < some.size(); ++w) {
    if ((some[w] & ~all[w]) != 0) return false;
  }
  return true;
}
bool is_empty(const Bits& set) {
  return std::all_of(set.begin(), set.end(), [](std::uint64_t w) { return w == 0; });
}

void Facts::fill(std::uint32_t slot) {
  put(filled, slot);
  drop(empty, slot);
  forget(slot);
}
void Facts::clear(std::uint32_t slot) {
  drop(filled, slot);
  put(empty, slot);
  forget(slot);
}
void Facts::forget(std::uint32_t slot) {
  std::erase_if(
      known, [slot](const Literal& l) { return l.slot == slot || (l.kind == LiteralKind::Apart && l.other == slot); });
}
void Facts::add(const Literal& literal) {
  if (known.size() >= kMostLiterals) return;
  const auto at = std::lower_bound(known.begin(), known.end(), literal,
                                   [](const Literal& a, const Literal& b) { return order_of(a) < order_of(b); });
  known.insert(at, literal);
}

std::size_t literals_of(const Facts& f) {
  std::size_t n = f.known.size() + (f.absent != 0 ? 1 : 0);
  for (const std::uint64_t w : f.empty) n += static_cast<std::size_t>(__builtin_popcountll(w));
  return n;
}

bool learn_number(Facts& f, std::uint32_t slot, std::int64_t o, std::int64_t k, Range range) {
  Values v = values_of(f, slot, range);
  Range& r = v.range;
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min(),
                         kGreatest = std::numeric_limits<std::int64_t>::max();
  if ((o == kLess && k == kLeast) || (o == kMore && k == kGreatest)) return false;
  if (o == kLess || o == kAtMost) r.second = std::min(r.second, o == kLess ? k - 1 : k);
  if (o == kMore || o == kAtLeast) r.first = std::max(r.first, o == kMore ? k + 1 : k);
  if (o == kEqual) r = {std::max(r.first, k), std::min(r.second, k)};
  if (o == kUnequal) v.gaps.insert(std::lower_bound(v.gaps.begin(), v.gaps.end(), k), k);
  // Values that it is not, at the ends of the range, make the range smaller.
  while (r.first <= r.second && std::find(v.gaps.begin(), v.gaps.end(), r.first) != v.gaps.end()) {
    if (r.first == r.second) return false;
    ++r.first;
  }
  while (r.first <= r.second && std::find(v.gaps.begin(), v.gaps.end(), r.second) != v.gaps.end()) {
    if (r.first == r.second) return false;
    --r.second;
  }
  if (r.first > r.second) return false;
  const bool was_within = find(f, LiteralKind::Within, slot) != nullptr;
  std::erase_if(f.known, [slot](const Literal& l) { return of_values(l, slot); });
  if (was_within || r != range) f.add({LiteralKind::Within, slot, 0, r.first, r.second});
  v.gaps.erase(std::unique(v.gaps.begin(), v.gaps.end()), v.gaps.end());
  for (const std::int64_t gap : v.gaps) {
    if (gap > r.first && gap < r.second) f.add({LiteralKind::Differs, slot, 0, gap, 0});
  }
  return true;
}

bool learn_slots(Facts& f, std::uint32_t a, std::int64_t o, std::uint32_t b, std::int64_t k) {
  if (k > kFar || k < -kFar) return true;
  switch (o) {
    case kLess:
      return learn_apart(f, a, b, k - 1);
    case kAtMost:
      return learn_apart(f, a, b, k);
    case kMore:
      return learn_apart(f, b, a, -k - 1);
    case kAtLeast:
      return learn_apart(f, b, a, -k);
    case kEqual:
      return learn_apart(f, a, b, k) && learn_apart(f, b, a, -k);
    default:
      return true;
  }
}

void copy_value(Facts& f, std::uint32_t to, std::uint32_t from) {
  if (to == from) return;
  const std::vector<Literal> before = f.known;
  f.fill(to);
  for (Literal l : before) {
    if (!of_values(l, from)) continue;
    l.slot = to;
    f.add(l);
  }
}

std::int64_t negated(std::int64_t o) {
  constexpr std::int64_t kNegated[] = {kAtLeast, kMore, kAtMost, kLess, kUnequal, kEqual};
  return o >= 0 && o < 6 ? kNegated[o] : o;
}

bool entails(const Facts& f, const Facts& claim) {
  if ((claim.levels & ~f.levels) != 0 || (claim.absent & ~f.absent) != 0) return false;
  if (!includes(f.filled, claim.filled) || !includes(f.empty, claim.empty)) return false;
  return std::all_of(claim.known.begin(), claim.known.end(), [&](const Literal& l) { return knows(f, l); });
}

bool join_exactly(Facts& a, const Facts& b, const std::vector<Range>& ranges) {
  const std::optional<std::uint32_t> slot = differing_slot(a, b);
  if (!slot) return false;
  const Range range = ranges[*slot];
  const std::optional<Values> sum = together(values_of(a, *slot, range), values_of(b, *slot, range));
  if (!sum) return false;
  std::erase_if(a.known, [&](const Literal& l) { return of_values(l, *slot); });
  if (sum->range != range) a.add({LiteralKind::Within, *slot, 0, sum->range.first, sum->range.second});
  for (const std::int64_t gap : sum->gaps) a.add({LiteralKind::Differs, *slot, 0, gap, 0});
  return true;
}

}  // namespace guion::lower
