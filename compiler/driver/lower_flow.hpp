// Code of a flow that was proved, with a certificate that says why its reads hold. Internal to the room. See
// docs/decisions/0011.
#pragma once

#include <vector>

#include "analysis/analysis.hpp"
#include "driver/compile.hpp"
#include "lower/assembly.hpp"
#include "lower/lower.hpp"

namespace guion {

struct Lowered {
  assembly::Module module;
  std::vector<lower::Excess> excesses;  ///< if there are any, the module is not to be encoded
  std::size_t tests = 0;                ///< reads before which a test stands, as no certificate can say why they hold
};

/// `states`: what the must-analysis found. Reads that only the engine could prove are shown by several states a place
/// where that suffices; `certificates`: false puts a test before each of them. `other`: may be null.
[[nodiscard]] Lowered lower_flow(const Compilation& c, const analysis::Result& states, bool places,
                                 bool certificates = true, const lower::OtherLanguage* other = nullptr);

}  // namespace guion
