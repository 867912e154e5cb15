// What may keep a call of the old version where it is, whatever the certificate of the new one says: a value that does
// not fit there, tries that are used up, services that wait for each other. Internal to the room.
#pragma once

#include "upgrade/places.hpp"

namespace guion::upgrade {

/// What may have come before a place, on any way to it.
struct Before {
  bool asked = false;        ///< else anything may have come
  std::vector<bool> filled;  ///< one a slot of the program
  sema::Levels granted = 0;
};
/// Cost: linear in the graph.
[[nodiscard]] Before before_of(const Side& side, cfg::NodeId p);

/// Whether all calls that wait at `p` get by (Moves), or what keeps some (Depends).
[[nodiscard]] Forecast hurdles(const Matching& m, cfg::NodeId p);

/// Whether a call whose past the new version shares brings along all that it has there: every level, and what the
/// system gave.
[[nodiscard]] bool carries_all(const Matching& m);

}  // namespace guion::upgrade
