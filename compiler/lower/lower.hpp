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

/// Where nodes and slots ended up in a module.
struct Whereabouts {
  std::vector<cfg::NodeId> nodes;    ///< one an instruction: the node that it belongs to
  std::vector<std::uint32_t> slots;  ///< one a slot of the program: its number in the image, or kNone
};

/// `program` without errors. Only what is reachable is emitted. With an excess the module is not to be encoded.
/// `excesses` and `whereabouts` may be null. `places`: false if the image will be stripped, which leaves them out.
[[nodiscard]] assembly::Module lower(const sema::Program& program, const cfg::Graph& graph,
                                     const analysis::Result& states, std::vector<Excess>* excesses = nullptr,
                                     bool places = true, Whereabouts* whereabouts = nullptr);

}  // namespace guion::lower
