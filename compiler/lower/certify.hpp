// Certificates of several states a place: why a read holds that no single state can show, as «filled, or not accepted».
// Finds states that follow from each other, makes them as weak as they may be, and writes them into the module. The
// loader judges what comes out. Spec: docs/bytecode.md, «What the loader proves».
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lower/assembly.hpp"

namespace guion::lower {

/// A read that holds on every call although one state a place cannot show it, and what its proof kept in mind. Slots
/// are the image's.
struct Need {
  std::uint32_t begin = 0, end = 0;  ///< the instructions among which it is
  std::uint32_t slot = 0xffffffff;   ///< it must be filled; or
  std::uint8_t levels = 0;           ///< these must hold
  std::vector<std::uint32_t> filled,
      values;              ///< slots of which it matters whether they are filled, which value they have
  bool by_levels = false;  ///< levels matter
};

/// Replaces the claims and cases of a module that lowering made, unless some needs cannot be shown with 8 states a
/// place, 8 cases and exits a part, 16 literals a state: their indices are given back, and the module stays as it was.
/// Cost: linear in the code for a fixed number of states a place.
[[nodiscard]] std::vector<std::size_t> certify(assembly::Module& module, const assembly::Policy& policy,
                                               std::span<const Need> needs);

}  // namespace guion::lower
