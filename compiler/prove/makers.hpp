// The benches on which properties.cpp builds its automata: one function a family, and how a table is made from a step.
// Internal to the room. What each property means: docs/semantics.md, «Stages», «Rules», «Slips».
#pragma once

#include <utility>
#include <vector>

#include "prove/properties.hpp"

namespace guion::prove {

/// Letters by place: the first event of a rule is kA, and so on.
inline constexpr Letters kA = 1, kB = 2, kC = 4, kD = 8;

[[nodiscard]] constexpr bool has(Letters heard, Letters letter) { return (heard & letter) != 0; }

/// An automaton from its step, which is asked for every state and every set of letters but the empty one.
template <class Step>
[[nodiscard]] Automaton make(std::size_t states, std::vector<Ear> ears, Step step) {
  Automaton a;
  a.ears = std::move(ears);
  a.table.reserve(states * kLetterSets);
  for (std::size_t s = 0; s < states; ++s) {
    a.table.push_back(static_cast<State>(s));
    for (std::size_t heard = 1; heard < kLetterSets; ++heard) {
      a.table.push_back(step(static_cast<State>(s), static_cast<Letters>(heard)));
    }
  }
  return a;
}

/// What a flow does at all, so that nothing is built for what it does not.
struct Doings {
  std::vector<std::uint8_t> calls, fills, reads;  ///< by service, by slot
  sema::Levels revokes = 0;
  bool fails = false;
  std::vector<std::pair<sema::SlotId, sema::StageId>>
      keeps;                                ///< slots of `si falta`, with each stage in which it is asked
  std::vector<std::uint32_t> tries;         ///< by method: of all its lines together
  std::vector<sema::TemplateId> questions;  ///< of lines that ask and are not answered at once
};
[[nodiscard]] Doings doings_of(const sema::Program& program, const cfg::Graph& graph);

/// Adds the ears that hear an event of a rule.
void hear_event(const sema::Program& program, const sema::RuleEvent& event, Letters letters, std::vector<Ear>& ears);

void add_rules(const sema::Program& program, std::vector<Property>& properties);
void add_stages(const sema::Program& program, std::vector<Property>& properties);
void add_slips(const sema::Program& program, const Doings& doings, std::vector<Property>& properties);

/// Whether a class of the slot is never said.
[[nodiscard]] bool is_secret(const sema::Program& program, sema::SlotId slot);

}  // namespace guion::prove
