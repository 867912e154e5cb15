// Which states can be at each place: told apart by what matters (certify_live.hpp), joined in everything else. Parts
// are walked once for each state in which they are entered. It finds; certify_walk.hpp judges.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "lower/certify_live.hpp"

namespace guion::lower {

/// A routine entered in one state.
struct Context {
  std::uint32_t routine = 0;
  Facts entry;
  std::vector<Facts> exits;
  std::vector<std::vector<Facts>> at;  ///< one a place of the routine
};

struct Reached {
  std::vector<Context> contexts;  ///< the first is that of the stages
  const Live* too_many =
      nullptr;  ///< where there were more states than are kept: what mattered there; the rest is then not complete
};

/// Cost: linear in the code for a fixed number of states a place. The result borrows from `live`.
[[nodiscard]] Reached reach(const Code& code, const Liveness& live);

}  // namespace guion::lower
