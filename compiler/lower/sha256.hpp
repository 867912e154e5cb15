// SHA-256 (FIPS 180-4), for build ids. The loader never needs it.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace guion::lower {

/// By the processor's own instructions where it has them, or always without: the same sum.
enum class Sha256Way : std::uint8_t { Fastest, Portable };

/// Source: FIPS 180-4.
[[nodiscard]] std::array<std::uint8_t, 32> sha256(std::span<const std::uint8_t> bytes,
                                                  Sha256Way way = Sha256Way::Fastest);

}  // namespace guion::lower
