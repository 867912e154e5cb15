// The cheap proof: every automaton by itself over the graph, no values, no levels: a set of states a node, all automata packed into words and
// run in one pass. What it proves is proved; what it does not is left to the engine. Cost: linear in practice.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/analysis.hpp"
#include "prove/engine.hpp"
#include "prove/properties.hpp"

namespace guion::prove {

/// One a property: whether no way through the graph breaks it, whatever conditions and answers are.
[[nodiscard]] std::vector<std::uint8_t> proved_quickly(const Input& in, const analysis::Result& states, const std::vector<Property>& properties);

}  // namespace guion::prove
