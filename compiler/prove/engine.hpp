// The engine: reachability over graph × facts with explicit states, shortest call first, refined by what spurious calls show. It decides
// demands («at this node, that holds») and automata. What is decided exactly and what is not: docs/analysis.md.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/states.hpp"
#include "cfg/graph.hpp"
#include "prove/automaton.hpp"
#include "prove/witness.hpp"

namespace guion::prove {

/// What the engine reads. Borrows everything.
struct Input {
  const sema::Program& program;
  const cfg::Graph& graph;
  const analysis::CallOrder& calls;
};

enum class Verdict : std::uint8_t { Proved, Violated, Undecided };

/// At arrival at `node` all of it must hold: the levels, the slot filled, the condition true. With nothing set it can never hold: «is this
/// node reached?» is asked so.
struct Demand {
  cfg::NodeId node = kNone;
  sema::Levels levels = 0;
  sema::SlotId filled = kNone;
  sema::CondId cond = kNone;
  [[nodiscard]] bool never() const { return levels == 0 && filled == kNone && cond == kNone; }
};

/// One question: demands, an automaton, or both. A way on which something is broken is not followed further.
struct Query {
  std::vector<Demand> demands;
  const Automaton* automaton = nullptr;  ///< borrowed
  std::vector<sema::CondId> unless;      ///< the automaton is not broken where one of these conditions holds (waivers)
  std::uint32_t most_hits = 16;          ///< stop after so many violations at different nodes
  bool take_edges = false;               ///< fill Answer::taken
  std::vector<sema::SlotId> track;       ///< slots whose values are kept in mind from the beginning
  const std::vector<std::uint8_t>* closed = nullptr;  ///< one an edge: not taken if set; null: all open
  const std::vector<std::uint32_t>* costs = nullptr;  ///< one a node: what its event costs, for «shortest»; null: 1 each
};

struct Budget {
  std::size_t states = 400'000;  ///< reached states a run; more is «not decided»
  std::size_t rounds = 24;       ///< refinements
};

/// Something that is broken, or may be.
struct Hit {
  Verdict verdict = Verdict::Violated;  ///< Violated or Undecided
  cfg::NodeId node = kNone;             ///< where it breaks
  std::uint32_t demand = kNone;         ///< index into Query::demands; kNone: the automaton
  Witness witness;                      ///< of a violation: feasible, the shortest in events
  cfg::NodeId because = kNone;          ///< of an Undecided: the Test or Set on its way that nothing is known of; kNone: the budget ran out
};

/// What had to be kept in mind for a verdict.
struct Tracked {
  std::vector<sema::SlotId> filled, values;  ///< slots of which it mattered whether they are filled, which value they have
  bool levels = false;
};

struct Answer {
  std::vector<Hit> hits;           ///< empty: proved
  Tracked tracked;
  std::size_t states = 0;          ///< reached in all rounds
  std::vector<std::uint8_t> taken; ///< with Query::take_edges: one an edge of the graph, whether some state took it (over-approximated)
  [[nodiscard]] Verdict verdict() const;
};

/// Decides a query. Errors: none; what is beyond the fragment or the budget comes back as Undecided. Cost: linear in the graph for a fixed
/// number of states a node.
[[nodiscard]] Answer decide(const Input& in, const Query& query, const Budget& budget = {});

}  // namespace guion::prove
