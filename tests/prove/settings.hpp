// Numbers that the environment sets for the long runs of these tests.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace guion::test {

/// The value of an environment variable, or what is usual.
[[nodiscard]] inline std::uint32_t setting(const char* name, std::uint32_t usual) {
  const char* value = std::getenv(name);
  return value == nullptr ? usual : static_cast<std::uint32_t>(std::strtoul(value, nullptr, 10));
}

}  // namespace guion::test
