// What the verbs that look at an image share: reading it, or compiling the flow that was given in its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.hpp"

namespace guion::cli {

/// An image and its policy, and their tongue: that of the flow's keywords if a flow was compiled, else that of the
/// image's locale.
struct Loaded {
  std::vector<std::uint8_t> image, policy;
  std::optional<Tongue> tongue;
};

/// Reads an image and its policy (empty path: none), or compiles a flow. `no_flow`: what to say of a file that is none.
/// Gives an exit code; what is wrong was said.
[[nodiscard]] int load(const std::string& path, const std::string& policy, const SettingOptions& settings,
                       const Message& no_flow, Loaded& out, Console& console);
[[nodiscard]] bool read_bytes(const std::string& path, std::vector<std::uint8_t>& bytes, Console& console);

}  // namespace guion::cli
