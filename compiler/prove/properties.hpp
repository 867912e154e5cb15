// From a program to the properties that its calls must have, each an automaton with what a message needs to say of it. Meaning of each: docs/analysis.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "prove/automaton.hpp"
#include "sema/program.hpp"

namespace guion::prove {

enum class PropertyKind : std::uint8_t {
  Gate,            ///< a class or `exige`; object: slot, or kNone
  Filled,          ///< object: slot
  Rule,            ///< object: rule
  RequiredStage,   ///< object: stage rule
  StageOrder,      ///< object: stage rule that begins too early; `other`: the one that is missing
  Secret,          ///< object: slot; it waits through other events, or is still there at the end
  StaleCaller,     ///< object: slot read although its level was lost since it was filled
  StaleTopic,      ///< object: slot kept from an earlier round by `si falta`
  RequestRepeated, ///< object: service that acts, asked twice without a question between
  TriesRenewed,    ///< object: method tried more often than the protocol allows
  EndsInSilence,   ///< a failure after which the call ends without a word
  OpenQuestion,    ///< a question in a `di` that nothing answers
};

struct Property {
  PropertyKind kind = PropertyKind::Rule;
  std::uint32_t object = kNone, other = kNone;
  Automaton automaton;
  std::vector<sema::CondId> unless;  ///< waivers by condition
  bool counts_tries = false;    ///< hears every try of a `verifica`
};

/// The properties of a flow that are automata: all kinds but Gate and Filled. In a fixed order.
[[nodiscard]] std::vector<Property> properties_of(const sema::Program& program, const cfg::Graph& graph);

}  // namespace guion::prove
