// The bench of the proof: what it takes to decide every property of a flow. Meaning of the figures: docs/analysis.md,
// «Cost».
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/sources.hpp"
#include "generate.hpp"

namespace guion::bench {

/// All packs of flows/protocolos/normas, read from `source_folder`, with the protocol and the flow that follow them.
[[nodiscard]] MemorySources with_packs(const std::string& source_folder, const BigTexts& texts);

/// One checked flow. Units: processor seconds, the least of the runs.
struct Checked {
  double checks = 0;  ///< must-analysis and proof, the graph in hand
  double whole = 0;   ///< from the text to the verdict, no image
  std::size_t lines = 0, properties = 0, states = 0, errors = 0, calls = 0;
};
/// `whole_runs` 0: the checks alone.
[[nodiscard]] Checked check_texts(const std::string& source_folder, const BigTexts& texts, int runs, int whole_runs);

/// Writes `count` flows of `lines` lines that follow all packs into a new folder. Gives the files.
[[nodiscard]] std::vector<std::string> write_many(const std::string& source_folder, const std::string& folder,
                                                  unsigned count, std::size_t lines);

}  // namespace guion::bench
