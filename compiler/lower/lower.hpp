// From graph to assembly, and from a protocol to its policy. Decides nothing: what may be said was decided before.
#pragma once

#include <span>
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
  bool in_translation = false;  ///< the span is of the other language's files
};

/// The same flow in a second language: slots, enumerations and their values have the same numbers. Borrows both.
struct OtherLanguage {
  const sema::Program& program;
  std::span<const sema::TemplateId> texts;  ///< one a template of the flow: the same in `program`, or kNone
};

/// Where nodes and slots ended up in a module.
struct Whereabouts {
  std::vector<cfg::NodeId> nodes;    ///< one an instruction: the node that it belongs to
  std::vector<std::uint32_t> slots;  ///< one a slot of the program: its number in the image, or kNone
};

/// `program` without errors. Only what is reachable is emitted. With an excess the module is not to be encoded.
/// `excesses`, `whereabouts` and `other` may be null. `places`: false if the image will be stripped, which leaves them
/// out.
[[nodiscard]] assembly::Module lower(const sema::Program& program, const cfg::Graph& graph,
                                     const analysis::Result& states, std::vector<Excess>* excesses = nullptr,
                                     bool places = true, Whereabouts* whereabouts = nullptr,
                                     const OtherLanguage* other = nullptr);

}  // namespace guion::lower
