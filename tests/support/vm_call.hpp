// Plays a call on the virtual machine through the public C interface, with the host that the reference evaluator uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/call_script.hpp"

namespace guion::test {

/// Errors: a refusal of the runtime stands in Transcript::faults. Seed 0 takes the first wording that applies.
[[nodiscard]] Transcript play(const std::vector<std::uint8_t>& policy, const std::vector<std::uint8_t>& image,
                              SeededHost& host, std::size_t events, std::uint32_t seed = 0);

}  // namespace guion::test
