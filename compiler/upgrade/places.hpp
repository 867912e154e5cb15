// Whether two events are the same place, whether what is answered there means the same, and whether the certificate of
// the new image can be met. Internal to the room.
#pragma once

#include "upgrade/matching.hpp"

namespace guion::upgrade {

/// What a pair of events says by itself, rules apart.
struct Likeness {
  Cause cause = Cause::None;  ///< anything else: calls stay
  Texts why{};
  bool anew = false;
  std::vector<std::uint32_t> to{};  ///< offsets in the new code at which a call goes on; the first that fits counts
};
/// `p` and its partner. Meaning: docs/upgrades.md, «Places».
[[nodiscard]] Likeness compare(const Matching& m, cfg::NodeId p);

/// What the certificate of the new image will say of calls that come from old node `p`. It is asked for each way in
/// which a call can stand there by the certificate of the old one. A forecast: the runtime looks at each call.
struct Forecast {
  Fate fate = Fate::Moves;
  Cause cause = Cause::None;
  Texts why;
  std::vector<Lack> needs;
};
[[nodiscard]] Forecast foresee(const Matching& m, cfg::NodeId p, const std::vector<std::uint32_t>& to);

}  // namespace guion::upgrade
