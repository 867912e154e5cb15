// The judge's machine held against the interpreter: every way of the graph of calls is played once in a session of the
// virtual machine, whose memory is copied and put back, and must lead to the same event, levels and slots. So the
// judge's verdicts are those of the interpreter run exhaustively.
#pragma once

#include <cstddef>
#include <string>

#include "cfg/graph.hpp"
#include "prove/brute.hpp"

namespace guion::test {

struct Lockstep {
  std::size_t ways = 0;    ///< played in the machine
  std::string difference;  ///< the first one; empty: none
};

/// Plays `calls` in the guarded image of the flow (replay/guards.hpp), which is there even for flows that break
/// properties.
[[nodiscard]] Lockstep walk(const sema::Program& program, const cfg::Graph& graph, Stepper& stepper,
                            const CallGraph& calls);

}  // namespace guion::test
