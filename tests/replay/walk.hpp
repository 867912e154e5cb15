// Walks through a graph, node by node, as semantics.md says, with somebody who chooses at each event: gives a witness
// that is true by construction. It is no part of the prover: tests hold replays against it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cfg/graph.hpp"
#include "prove/witness.hpp"
#include "sema/program.hpp"

namespace guion::test {

/// Who walks. `choose` gets the ways that are open (edges of the graph, or marks of witness.hpp) and gives the index of
/// one. `number` gives a value within the range of the slot's type. `stop` is asked on arrival at each node, before
/// anything is done there.
struct Walker {
  std::function<std::size_t(cfg::NodeId, const std::vector<std::uint32_t>&)> choose;
  std::function<std::int64_t(sema::SlotId)> number;
  std::function<bool(cfg::NodeId)> stop;
  bool ends_with_a_lie = false;  ///< where it stops at a test, it says that it took the other way
};

struct Walk {
  prove::Witness witness;
  bool over = false;        ///< the call ended
  bool lied = false;        ///< see Walker
  bool starved = false;     ///< it stopped where the last node reads an empty slot
  sema::Levels levels = 0;  ///< that hold at the last node
};

[[nodiscard]] Walk walk(const sema::Program& program, const cfg::Graph& graph, const Walker& walker,
                        std::size_t most_steps = 2000);

}  // namespace guion::test
