// The good images that mutants are made of: written in assembly, compiled from the reference flows, and of random
// flows.
#pragma once

#include <string>
#include <vector>

#include "fuzz/mutate.hpp"

namespace guion::fuzz {

struct Base {
  std::string name;
  Bytes policy, image;
};

/// Images of assembly text that follow the policy of tests/verify.
[[nodiscard]] std::vector<Base> written_bases();
/// One with pairs of services, of a policy of its own: what is left to do when the customer hangs up.
[[nodiscard]] Base pairs_base();
/// The flows of flows/entrante under `root`, the folder of the project.
[[nodiscard]] std::vector<Base> reference_bases(const std::string& root);
/// Random flows that load and hold a gated value, from seed `first` on.
[[nodiscard]] std::vector<Base> random_bases(std::uint32_t first, std::size_t count);

}  // namespace guion::fuzz
