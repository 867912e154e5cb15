// Whether a call of the old version that waits at a place could have come there in the new version, as far as one
// automaton can tell: step by step the new version would have done the same. Then what the engine proved of the new
// version, values and conditions included, holds of that call too. Internal to the room.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "upgrade/history.hpp"
#include "upgrade/matching.hpp"

namespace guion::upgrade {

/// What each node does, as a number that is the same in both versions if they do the same.
struct Effects {
  explicit Effects(const Matching& m);
  std::vector<std::uint32_t> before, after;
};

class SamePast {
 public:
  SamePast(const Matching& m, const Effects& effects, const Hearing& before, const Hearing& after);
  [[nodiscard]] bool holds(cfg::NodeId old_node, cfg::NodeId new_node) const;

 private:
  using Pair = std::pair<cfg::NodeId, cfg::NodeId>;

  void walk();
  void push(cfg::NodeId a, cfg::NodeId b);
  void step(Pair at);
  void go_behind(Pair call);
  [[nodiscard]] bool alike(cfg::NodeId a, cfg::NodeId b) const;
  void lose(cfg::NodeId a);

  const Matching& m_;
  const Effects& effects_;
  const Hearing &old_, &new_;
  std::set<Pair> seen_;
  std::vector<Pair> agenda_;
  std::set<Pair> calls_, returns_;  ///< pairs of Call nodes met; pairs of routines that came back
  std::vector<std::vector<cfg::NodeId>> partners_;
  std::vector<bool> lost_;
};

}  // namespace guion::upgrade
