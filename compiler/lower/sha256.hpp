// SHA-256 (FIPS 180-4), for build ids. The loader never needs it.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace guion::lower {

/// Source: FIPS 180-4.
[[nodiscard]] std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes);

}  // namespace guion::lower
