// Old and new side by side: names to names, lines to lines, nodes to nodes, and what of a call's values, levels and
// counters goes along. Decides nothing about places: judge.hpp does. Internal to the room. Why values of another class
// stay behind: docs/decisions/0010-moving-calls.md.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "upgrade/side.hpp"

namespace guion::upgrade {

/// What the numbers of one version's tables are in the other, by name; kNone: not there.
struct Names {
  std::vector<std::uint32_t> slots, levels, methods, services, areas, outcomes, tags, stages;
  /// The set of those of `levels` that are there.
  [[nodiscard]] sema::Levels set(sema::Levels all) const;
};
[[nodiscard]] Names names_in(const sema::Program& from, const sema::Program& to);

/// A slot of the old image. `map`: index into Carried::maps for an enumeration whose values moved, else kNone.
struct CarriedSlot {
  std::uint32_t to = kNone;  ///< slot of the new image
  std::uint32_t map = kNone;
};
/// What goes along, whichever place a call waits at.
struct Carried {
  std::vector<CarriedSlot> slots;                ///< one a slot of the old image
  std::vector<std::vector<std::uint32_t>> maps;  ///< per enumeration that changed: new value of each old one, or kNone
  std::array<std::uint32_t, 8> levels{}, pairs{};                 ///< by old number; kNone: left behind
  std::vector<std::pair<std::uint32_t, std::uint32_t>> counters;  ///< old, new; several old ones of one new add up
  std::vector<Loss> losses;
};

struct Matching {
  Matching(const Side& before, const Side& after);

  const Side &before, &after;
  Names to_new, to_old;
  questions::Pairs lines;
  std::vector<cfg::NodeId> node_of_old, node_of_new;  ///< partner of each event and call, or kNone
  Carried carried;
  bool levels_alike = true;  ///< each level includes the same ones as before
};

[[nodiscard]] Carried carry(const Matching& m);

}  // namespace guion::upgrade
