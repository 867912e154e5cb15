// Good images made bad: an image is read back into a module, changed as someone who knows its form would, and written
// again with a true checksum and build id. Knows nothing of what the loader says to the result. Form: docs/bytecode.md.
#pragma once

#include <string>
#include <vector>

#include "fuzz/dice.hpp"
#include "lower/assembly.hpp"

namespace guion::fuzz {

using Bytes = std::vector<std::uint8_t>;

/// One change of a module: its code, tables or certificate. Gives its name, or nothing if there was nothing to change.
std::string change(assembly::Module& module, Dice& dice);

struct Mutant {
  Bytes image;
  std::string changes;  ///< their names, for messages
};
/// `image` with 1 to `most` changes; of its bytes (their sections' sizes kept) where it cannot be read. Bounds of steps
/// are measured again every other time, so that they hide no other fault. The same dice give the same mutant.
[[nodiscard]] Mutant mutant_of(const Bytes& image, const Bytes& policy, Dice& dice, unsigned most = 3);
/// `image` with 1 to 3 bytes behind its header changed.
[[nodiscard]] Bytes with_other_bytes(Bytes image, Dice& dice);
/// Makes size, policy id (unless `policy` is null), build id and checksum true.
void repair(Bytes& image, const Bytes* policy = nullptr);

}  // namespace guion::fuzz
