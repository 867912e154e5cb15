// From graph to assembly, and from a protocol to its policy. Decides nothing: what may be said was decided before.
#pragma once

#include <vector>

#include "analysis/analysis.hpp"
#include "cfg/graph.hpp"
#include "lower/assembly.hpp"
#include "sema/program.hpp"

namespace guion::lower {

[[nodiscard]] assembly::Policy lower_policy(const sema::Program& program);
/// What an image cannot hold: the first slot or part that is too many, or a text that is too long.
struct Excess {
  enum class Of : std::uint8_t { Text, Slots, Parts };
  Of of = Of::Text;
  Span span;
};

/// `program` without errors. Only what is reachable is emitted. With an excess the module is not to be encoded.
/// `excesses` may be null. `places`: false if the image will be stripped, which leaves them out.
[[nodiscard]] assembly::Module lower(const sema::Program& program, const cfg::Graph& graph,
                                     const analysis::Result& states, std::vector<Excess>* excesses = nullptr,
                                     bool places = true);

}  // namespace guion::lower
