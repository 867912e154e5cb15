// What one automaton can have heard before a place of the old version, and what it may still hear behind a place of the
// new one, whatever conditions and answers are. No values, no levels, as in prove/quick.hpp; but a part is looked at
// for each state at its entry, so where it was called from is not forgotten. Internal to the room.
#pragma once

#include <vector>

#include "prove/automaton.hpp"
#include "upgrade/side.hpp"

namespace guion::upgrade {

/// States of an automaton, a bit each; the highest says that it is broken.
using StateSet = std::uint64_t;
inline constexpr StateSet kBrokenBit = StateSet{1} << 63;
inline constexpr std::size_t kMostStates = 62;

/// What the nodes of a version tell an automaton. Where the versions disagree about a line, `also` is what else it may
/// have told. Borrows all.
struct Hearing {
  Hearing(const Side& side, const prove::Automaton& automaton);

  const Side& side;
  const prove::Automaton& automaton;
  std::vector<prove::Letters> arrival, also;  ///< one a node

  [[nodiscard]] prove::Letters way(cfg::NodeId n, cfg::EdgeKind kind) const {
    return prove::heard_on_way(automaton, side.graph, n, kind);
  }
  [[nodiscard]] StateSet step(StateSet in, prove::Letters heard) const;
  /// What comes of arriving at a node once.
  [[nodiscard]] StateSet arrive(StateSet in, cfg::NodeId n) const {
    const StateSet own = step(in, arrival[n]);
    return also[n] == arrival[n] ? own : own | step(in, also[n]);
  }
};

/// From the entry of each routine to what the automaton may be in at each of its nodes.
class Past {
 public:
  explicit Past(const Hearing& hearing);
  /// On arrival, before the node is heard; `entry`: states at the entry of its routine.
  [[nodiscard]] StateSet before(cfg::NodeId n, StateSet entry) const;

 private:
  void spread(std::uint32_t routine, std::size_t from);
  void visit(cfg::NodeId n, std::size_t from);
  void merge(cfg::NodeId n, std::size_t from, StateSet states);
  [[nodiscard]] StateSet& at(cfg::NodeId n, std::size_t from) { return rows_[n * states_ + from]; }

  const Hearing& h_;
  std::size_t states_;
  std::vector<StateSet> rows_, exits_;  ///< by node, by routine; for each state at the entry
  std::vector<cfg::NodeId> agenda_;
  std::vector<bool> waits_;
};

/// From each node of each routine to the states in which control comes back from it, and whether it may break before.
class Future {
 public:
  explicit Future(const Hearing& hearing);
  /// Behind the node's being heard. `tried`: how many tries of a Verify were heard in this visit, from 1.
  [[nodiscard]] StateSet waiting(cfg::NodeId n, prove::State s, unsigned tried) const;
  /// Behind the part that a Call runs.
  [[nodiscard]] StateSet returned(cfg::NodeId call, prove::State s) const;

 private:
  [[nodiscard]] StateSet arrived(cfg::NodeId n, prove::State s) const;
  [[nodiscard]] StateSet arrived(cfg::NodeId n, StateSet in) const;
  [[nodiscard]] StateSet ways(cfg::NodeId n, StateSet in) const;
  [[nodiscard]] StateSet look(cfg::NodeId n, prove::State s) const;

  const Hearing& h_;
  std::size_t states_;
  std::vector<StateSet> rows_;
};

}  // namespace guion::upgrade
