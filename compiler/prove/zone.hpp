// Sets of values described by differences: x - y <= c over whole numbers, kept closed, so that every operation here is exact (forgetting,
// copying, shifting, comparing). A difference-bound matrix. It knows nothing of slots.
// Source: D. Dill, «Timing assumptions and verification of finite-state concurrent systems» (1989), for the closed matrix form.
#pragma once

#include <cstdint>
#include <vector>

namespace guion::prove {

/// A non-empty set of assignments to variables 1 … n; variable 0 is the number zero. Owns its matrix. Cost: one comparison is O(n²).
class Zone {
 public:
  static constexpr std::int64_t kFree = std::int64_t{1} << 60;  ///< no bound

  /// All assignments. Without variables it holds no memory: most questions are about no number.
  explicit Zone(std::size_t variables = 0) : n_(variables + 1), bounds_(variables == 0 ? 0 : n_ * n_, kFree) {
    for (std::size_t i = 0; variables != 0 && i < n_; ++i) at(i, i) = 0;
  }

  [[nodiscard]] std::size_t variables() const { return n_ - 1; }
  /// Adds x - y <= c. False if nothing is left; the zone is then not to be used.
  [[nodiscard]] bool constrain(std::size_t x, std::size_t y, std::int64_t c);
  /// Whatever x was, it may now be anything.
  void forget(std::size_t x);
  /// x = y + c; y may be x or 0.
  void assign(std::size_t x, std::size_t y, std::int64_t c);
  [[nodiscard]] std::int64_t least(std::size_t x) const { return at(0, x) >= kFree ? -kFree : -at(0, x); }
  [[nodiscard]] std::int64_t most(std::size_t x) const { return at(x, 0); }
  [[nodiscard]] bool is_free(std::size_t x) const;
  /// Whether every assignment of `other` is one of this.
  [[nodiscard]] bool includes(const Zone& other) const;

  friend bool operator==(const Zone&, const Zone&) = default;
  [[nodiscard]] std::uint64_t hash() const;

 private:
  [[nodiscard]] std::int64_t& at(std::size_t i, std::size_t j) { return bounds_[i * n_ + j]; }
  [[nodiscard]] std::int64_t at(std::size_t i, std::size_t j) const { return bounds_[i * n_ + j]; }
  [[nodiscard]] static std::int64_t sum(std::int64_t a, std::int64_t b) {
    return a >= kFree || b >= kFree ? kFree : a + b;
  }

  std::size_t n_;
  std::vector<std::int64_t> bounds_;  ///< [i][j]: upper bound of x_i - x_j
};

}  // namespace guion::prove
