// Images as assembly text. The text assembles to the same bytes. Form: docs/bytecode.md, «Assembly text».
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "lower/assembly.hpp"

namespace guion::assembly {

/// A module as text.
[[nodiscard]] std::string print(const Module& module, bool stripped);

}  // namespace guion::assembly

namespace guion {

/// An image as text; one comment line with the reason if it cannot be read. `policy` may be empty for a flow that
/// follows no protocol.
[[nodiscard]] std::string disassemble(std::span<const std::uint8_t> image, std::span<const std::uint8_t> policy);

}  // namespace guion
