// A small solver for the values of one call: whole numbers in ranges, differences, sums. It finds values for the host to give, or says that
// there are none. Complete up to its budget. It knows nothing of slots or calls.
#pragma once

#include <cstdint>
#include <vector>

namespace guion::prove {

using Variable = std::uint32_t;
inline constexpr Variable kZero = 0xffffffff;  ///< stands for the number 0 on the right of a difference

struct Constraint {
  enum class Kind : std::uint8_t {
    AtMost,   ///< x - y <= c
    Differs,  ///< x - y != c
    Sum,      ///< x == y + sign * z + c (z may be kZero)
    Outside,  ///< x < low or x > c
  };
  Kind kind = Kind::AtMost;
  Variable x = kZero, y = kZero, z = kZero;
  std::int64_t c = 0, low = 0;
  std::int8_t sign = 1;
  std::uint32_t step = 0;  ///< of the call, for whoever asks why there is no solution
};

struct Domain {
  std::int64_t low = 0, high = 0;
};

enum class Solved : std::uint8_t { Yes, No, Unknown };

/// Looks for values of all variables; with Yes each domain is one value. Prefers small values.
[[nodiscard]] Solved solve(std::vector<Domain>& domains, const std::vector<Constraint>& constraints);

}  // namespace guion::prove
