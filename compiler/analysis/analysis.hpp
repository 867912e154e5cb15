// First checks on the graph, in their path-insensitive form: unreachable, dead end, loop without an event, unused, never
// said. Gives the states that lowering writes into the certificate; what they leave in doubt is doubts.hpp.
// It reads facts and edges, never kinds of line. What holds and what is guaranteed: docs/semantics.md, «Gates».
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cfg/graph.hpp"
#include "diag/diagnostics.hpp"

namespace guion::analysis {

/// 64 facts: bit 0–7 of the first are the levels, bit 8 + s says that slot s is filled.
using FactWord = std::uint64_t;
inline constexpr std::uint32_t kFirstSlotBit = 8;

/// Rows of facts, packed. Owns its words; rows are borrowed from it.
class States {
 public:
  States() = default;
  States(std::size_t rows, std::size_t slots, bool fill);

  [[nodiscard]] std::size_t words() const { return words_; }
  [[nodiscard]] std::span<FactWord> row(std::size_t r) { return std::span{bits_}.subspan(r * words_, words_); }
  [[nodiscard]] std::span<const FactWord> row(std::size_t r) const {
    return std::span{bits_}.subspan(r * words_, words_);
  }
  [[nodiscard]] sema::Levels levels(std::size_t r) const { return static_cast<sema::Levels>(bits_[r * words_]); }
  [[nodiscard]] bool filled(std::size_t r, sema::SlotId slot) const {
    const std::size_t bit = slot + kFirstSlotBit;
    return ((bits_[r * words_ + bit / 64] >> (bit % 64)) & 1) != 0;
  }

 private:
  std::size_t words_ = 1;
  std::vector<FactWord> bits_;
};

/// What the checks found out of every node and every part. A must-analysis: a fact stands in `before` if it holds on
/// every way to the node.
struct Result {
  States before;                        ///< one row a node; unreachable nodes hold everything
  std::vector<std::uint8_t> reachable;  ///< one a node
  States entry;                         ///< one row a routine: holds at every call of it
  States exit;                          ///< one row a routine: holds when it comes back, if the entry did
  States touched;                       ///< one row a routine: facts that some line of it may change or makes sure of
  std::vector<std::uint8_t> returns;    ///< one a routine: some way comes back to the caller
};

/// What holds, without a word about it.
[[nodiscard]] Result solve(const sema::Program& program, const cfg::Graph& graph);

/// Checks a flow whose names and types are right. Cost: linear in practice; each way back to an earlier stage may
/// repeat what lies between.
[[nodiscard]] Result check(const sema::Program& program, const cfg::Graph& graph, diag::Emitter& emitter);

}  // namespace guion::analysis
