// Reads that the must-analysis cannot answer for: a level that may be missing, a slot that may be empty. Here they are
// listed, and told of once somebody (prove/) knows which of them go wrong. It owns the messages G0405, G0406, G0407 and
// G0415. Spec: docs/semantics.md, «Gates».
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/analysis.hpp"
#include "analysis/states.hpp"

namespace guion::analysis {

/// A Reads or Needs fact that may not be allowed where it stands.
struct Doubt {
  cfg::NodeId node = kNone;
  std::uint32_t fact = kNone;         ///< index into Graph::facts
  std::uint32_t class_index = kNone;  ///< the class that demands it; kNone: `exige`, or a doubt about a value
  sema::Levels missing = 0;           ///< what may be missing; 0: a doubt about a value
};

/// Reads of classes and `exige` whose levels may be missing, in the order of nodes.
[[nodiscard]] std::vector<Doubt> gate_doubts(const Input& in, const Result& result);
/// Reads of slots that may be empty, in the order of nodes.
[[nodiscard]] std::vector<Doubt> fill_doubts(const Input& in, const Result& result);

/// A message about doubts that were no mistake: where it is in the emitter, and one doubt that shows it.
struct Told {
  std::size_t diagnostic = 0;
  std::size_t doubt = 0;  ///< index into the doubts that were handed in
};
/// One message a line, class and set of levels.
std::vector<Told> report_gates(const Input& in, std::span<const Doubt> doubts, diag::Emitter& emitter);
/// One message a read; one a look-up, where only its failing leaves slots empty.
std::vector<Told> report_fills(const Input& in, const Result& result, std::span<const Doubt> doubts,
                               diag::Emitter& emitter);

}  // namespace guion::analysis
