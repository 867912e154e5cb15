// From the bytes of an image back to a module: the inverse of encode() for what encode() writes. Proves nothing about
// the code.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "lower/assembly.hpp"

namespace guion::assembly {

struct Decoded {
  Module module;
  bool stripped = false;
};

/// Errors: empty, and a sentence in `problem`, if the tables or instructions of the image cannot be read with this
/// policy. `policy` may be empty for a flow that follows no protocol.
[[nodiscard]] std::optional<Decoded> decode(std::span<const std::uint8_t> image, std::span<const std::uint8_t> policy,
                                            std::string& problem);

}  // namespace guion::assembly
