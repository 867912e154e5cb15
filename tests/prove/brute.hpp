// The judge of the prover: explores every call of a small flow under all that hosts can answer and decides each
// property by watching what happens. Independent of compiler/prove and compiler/analysis: it reads lines (stepper.hpp)
// and watches events (monitors.hpp). Slow and plain on purpose.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "prove/monitors.hpp"
#include "prove/stepper.hpp"

namespace guion::test {

/// All calls of a flow: waiting events, and the ways between them. Node 0 is the time before the first event. In the
/// order of breadth: what comes first is reached with the fewest events.
struct CallGraph {
  struct Edge {
    Said said;
    std::uint32_t begin = 0, end = 0;  ///< range of occurrences
    std::uint32_t to = kNone;          ///< kNone: over
  };
  std::vector<State> states;         ///< of the nodes; the first means nothing
  std::vector<std::uint32_t> first;  ///< index of the first edge of a node; one more than there are nodes
  std::vector<Edge> edges;
  std::vector<Occurrence> occurrences;
  std::vector<std::uint32_t> entered;  ///< the edge by which a node was first reached
  bool capped = false;                 ///< more states than allowed: decides nothing

  [[nodiscard]] std::uint32_t source(std::uint32_t edge) const;
};
[[nodiscard]] CallGraph explore(Stepper& calls, std::size_t most_states);

/// The verdict on one property. `call`: a shortest call that breaks it, event by event; empty if none does.
struct Judged {
  Matter matter = Matter::Rule;
  std::uint32_t object = kNone;  ///< slot (kNone: `exige`), rule, stage rule
  std::string name;
  bool broken = false;
  std::vector<std::string> call;
};

struct Verdicts {
  std::vector<Judged> properties;
  std::size_t states = 0, ways = 0;
  bool skipped = false;  ///< too large
  bool astray = false;   ///< not a flow that the compiler may take

  [[nodiscard]] const Judged* find(Matter matter, std::uint32_t object) const;
  [[nodiscard]] bool any(Matter matter) const;
};

/// Decides everything. Errors: what is too large is skipped, never guessed.
[[nodiscard]] Verdicts judge(const sema::Program& program, std::size_t most_states, Fault fault = Fault::None);

}  // namespace guion::test
