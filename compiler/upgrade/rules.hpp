// Whether what the new version proves (rules, required stages, their order, slips) still holds of a call that comes
// from the old one: for each pair of places. Internal to the room. Meaning: docs/upgrades.md, «Rules».
#pragma once

#include <vector>

#include "prove/properties.hpp"
#include "upgrade/matching.hpp"

namespace guion::upgrade {

/// What a property of the new version says of one old place.
struct Doubt {
  cfg::NodeId place = kNone;  ///< of the old version
  Texts why;
};

/// All places whose partner some property does not let them go to, a doubt each: the first in the order of the
/// properties. `wanted`: the old places that are asked for. Cost: linear in both graphs for each property.
[[nodiscard]] std::vector<Doubt> doubts_of(const Matching& m, const std::vector<cfg::NodeId>& wanted);

}  // namespace guion::upgrade
