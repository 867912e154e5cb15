// A property of calls as a small automaton over facts: it hears letters while a call goes on and is broken or not. Rules, stages, secrets,
// requests … are all written in this form (properties.hpp) and decided by one engine (engine.hpp). It knows nothing of kinds of line.
// Meaning: docs/analysis.md, «Properties».
#pragma once

#include <cstdint>
#include <vector>

#include "cfg/graph.hpp"

namespace guion::prove {

/// A set of letters: bit k is letter k. At most 4 letters.
using Letters = std::uint8_t;
using State = std::uint16_t;
inline constexpr State kBroken = 0xffff;
inline constexpr std::size_t kLetterSets = 16;

/// One ear: a fact of this kind about this object is that letter. `object` kNone: about anything. For facts about levels (Needs, Grants,
/// Revokes) the object is a set, and the ear hears any fact whose set meets it.
struct Ear {
  cfg::FactKind kind;
  std::uint32_t object = kNone;
  Letters letters = 0;
};

/// A deterministic automaton, starting in state 0. A call is a word of letter sets: at each node first what it tells on arrival, then what it
/// tells on the way that is taken (see `told_on_arrival`). The empty set changes nothing: table[s * 16] == s.
/// Shape: `table` has kLetterSets entries a state; kBroken says that the property is broken there.
struct Automaton {
  std::vector<Ear> ears;
  std::vector<State> table;
  State excused = kBroken;  ///< where it goes if it breaks while a waiver by condition holds; kBroken: it stays

  [[nodiscard]] State step(State s, Letters heard) const { return table[s * kLetterSets + heard]; }
  [[nodiscard]] std::size_t states() const { return table.size() / kLetterSets; }
};

/// Whether a fact is told when control arrives at its node (before any answer), or on a way out of it. Fills, Empties, Grants and Revokes,
/// and every fact that holds on some edges only, are told on the way out. A fact on Next of a Transfer is told when it went through.
[[nodiscard]] constexpr bool told_on_arrival(const cfg::Fact& f) {
  using enum cfg::FactKind;
  return f.edges == cfg::kEveryEdge && f.kind != Fills && f.kind != Empties && f.kind != Grants && f.kind != Revokes;
}

/// Whether this ear hears this fact.
[[nodiscard]] bool hears(const Ear& ear, const cfg::Fact& fact);
/// What the automaton hears of a node on arrival.
[[nodiscard]] Letters heard_on_arrival(const Automaton& a, const cfg::Graph& graph, cfg::NodeId node);
/// What it hears on a way out of this kind. For a Transfer that went through: Next.
[[nodiscard]] Letters heard_on_way(const Automaton& a, const cfg::Graph& graph, cfg::NodeId node, cfg::EdgeKind way);

}  // namespace guion::prove
