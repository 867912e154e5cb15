// Runs SPIN on the model of a flow and reads which properties it broke. Needs the commands spin and gcc; it knows
// nothing of what the verdicts ought to be.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "export/promela.hpp"

namespace guion::test {

/// Whether both commands are there.
[[nodiscard]] bool has_spin();

struct SpinVerdict {
  bool complete = false;         ///< the whole state space was searched
  std::set<std::string> broken;  ///< names of properties, as in ModelProperty::name
  double states = 0;
  std::string output;  ///< of whatever went wrong, or of the search
};

/// Generates the verifier of `model` in a folder of that name under the build, compiles it and searches everything
/// once, for all properties. Gives up after `seconds` of search.
[[nodiscard]] SpinVerdict run_spin(const std::string& folder, const exports::PromelaModel& model, int seconds = 20);

}  // namespace guion::test
