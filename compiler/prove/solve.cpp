// Bounds propagation and branching. For differences alone the least values after propagation are a solution; branching is for what is not a
// difference. Source: bounds consistency as in any finite-domain solver; a round count beyond the variables shows a negative cycle
// (Bellman–Ford).
#include "prove/solve.hpp"

#include <algorithm>

namespace guion::prove {

namespace {

using Kind = Constraint::Kind;

class Solver {
 public:
  explicit Solver(const std::vector<Constraint>& constraints) : constraints_(constraints) {}

  Solved search(std::vector<Domain>& domains) {
    if (++nodes_ > kMostNodes) return Solved::Unknown;
    if (!propagate(domains)) return Solved::No;
    const Constraint* broken = broken_by_least(domains);
    if (broken == nullptr) {
      for (Domain& d : domains) d.high = d.low;
      return Solved::Yes;
    }
    return branch(domains, *broken);
  }

 private:
  static constexpr std::size_t kMostNodes = 4000;

  static std::int64_t least(const std::vector<Domain>& d, Variable v) { return v == kZero ? 0 : d[v].low; }
  static std::int64_t most(const std::vector<Domain>& d, Variable v) { return v == kZero ? 0 : d[v].high; }

  /// Narrows one domain; false if nothing is left.
  bool narrow(std::vector<Domain>& d, Variable v, std::int64_t low, std::int64_t high) {
    if (v == kZero) return low <= 0 && high >= 0;
    if (low > d[v].low) d[v].low = low, changed_ = true;
    if (high < d[v].high) d[v].high = high, changed_ = true;
    return d[v].low <= d[v].high;
  }

  bool apply(std::vector<Domain>& d, const Constraint& k) {
    constexpr std::int64_t kFar = std::int64_t{1} << 61;
    const std::int64_t xl = least(d, k.x), xh = most(d, k.x), yl = least(d, k.y), yh = most(d, k.y);
    switch (k.kind) {
      case Kind::AtMost:
        return narrow(d, k.x, -kFar, yh + k.c) && narrow(d, k.y, xl - k.c, kFar);
      case Kind::Differs:
        if (yl == yh && !shave(d, k.x, yl + k.c)) return false;
        return xl != xh || shave(d, k.y, xl - k.c);
      case Kind::Sum: {
        const std::int64_t zl = k.sign > 0 ? least(d, k.z) : -most(d, k.z);
        const std::int64_t zh = k.sign > 0 ? most(d, k.z) : -least(d, k.z);
        if (!narrow(d, k.x, yl + zl + k.c, yh + zh + k.c)) return false;
        if (!narrow(d, k.y, xl - zh - k.c, xh - zl - k.c)) return false;
        const std::int64_t low = xl - yh - k.c, high = xh - yl - k.c;
        return k.sign > 0 ? narrow(d, k.z, low, high) : narrow(d, k.z, -high, -low);
      }
      case Kind::Outside:
        if (xl >= k.low && !narrow(d, k.x, k.c + 1, kFar)) return false;
        return most(d, k.x) > k.c || narrow(d, k.x, -kFar, k.low - 1);
    }
    return true;
  }

  /// Takes one value off an end of a domain.
  bool shave(std::vector<Domain>& d, Variable v, std::int64_t value) {
    if (v == kZero) return value != 0;
    if (d[v].low == value && !narrow(d, v, value + 1, d[v].high)) return false;
    return d[v].high != value || narrow(d, v, d[v].low, value - 1);
  }

  bool propagate(std::vector<Domain>& d) {
    std::size_t rounds = 0;
    bool only_differences = true;
    for (const Constraint& k : constraints_) only_differences = only_differences && k.kind == Kind::AtMost;
    do {
      changed_ = false;
      for (const Constraint& k : constraints_) {
        if (!apply(d, k)) return false;
      }
      if (++rounds > d.size() + 2 && only_differences) return !changed_;
    } while (changed_ && rounds < d.size() + 200);
    return !changed_ || !negative_cycle(d);
  }

  /// Whether the differences alone have no solution: longest ways from nowhere, which do not settle.
  [[nodiscard]] bool negative_cycle(const std::vector<Domain>& d) const {
    std::vector<std::int64_t> low(d.size(), 0);
    for (std::size_t round = 0; round <= d.size() + 1; ++round) {
      bool moved = false;
      for (const Constraint& k : constraints_) {
        if (k.kind != Kind::AtMost || k.x == kZero || k.y == kZero || low[k.x] - k.c <= low[k.y]) continue;
        low[k.y] = low[k.x] - k.c;
        moved = true;
      }
      if (!moved) return false;
    }
    return true;
  }

  /// A constraint that the least values do not satisfy.
  [[nodiscard]] const Constraint* broken_by_least(const std::vector<Domain>& d) const {
    for (const Constraint& k : constraints_) {
      const std::int64_t x = least(d, k.x), y = least(d, k.y), z = least(d, k.z);
      bool good = true;
      switch (k.kind) {
        case Kind::AtMost:
          good = x - y <= k.c;
          break;
        case Kind::Differs:
          good = x - y != k.c;
          break;
        case Kind::Sum:
          good = x == y + k.sign * z + k.c;
          break;
        case Kind::Outside:
          good = x < k.low || x > k.c;
          break;
      }
      if (!good) return &k;
    }
    return nullptr;
  }

  Solved branch(std::vector<Domain>& domains, const Constraint& k) {
    Variable widest = kZero;
    for (const Variable v : {k.x, k.y, k.z}) {
      if (v == kZero || domains[v].low == domains[v].high) continue;
      if (widest == kZero || domains[v].high - domains[v].low > domains[widest].high - domains[widest].low) widest = v;
    }
    if (widest == kZero) return Solved::No;
    const Domain whole = domains[widest];
    const std::int64_t cut = k.kind == Kind::Sum ? whole.low + (whole.high - whole.low) / 2 : whole.low;
    Solved best = Solved::No;
    for (const Domain half : {Domain{whole.low, cut}, Domain{cut + 1, whole.high}}) {
      std::vector<Domain> tried = domains;
      tried[widest] = half;
      const Solved s = search(tried);
      if (s == Solved::Yes) domains = std::move(tried);
      if (s == Solved::Yes) return s;
      if (s == Solved::Unknown) best = s;
    }
    return best;
  }

  const std::vector<Constraint>& constraints_;
  std::size_t nodes_ = 0;
  bool changed_ = false;
};

}  // namespace

Solved solve(std::vector<Domain>& domains, const std::vector<Constraint>& constraints) {
  return Solver(constraints).search(domains);
}

}  // namespace guion::prove
