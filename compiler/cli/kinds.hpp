// What a file is by its first bytes, and in what language it was written to be spoken: so that a trace given for an
// image is called a trace. It opens nothing and proves nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "scenario/message.hpp"

namespace guion::cli {

enum class FileKind : std::uint8_t { Other, Flow, Image, Policy, Snapshot, Moves, Trace };

/// Never Flow: texts are Other.
[[nodiscard]] FileKind kind_of(std::string_view bytes);
/// «t.trace is a trace, not an image». Nothing: it is of the wanted kind, or of none that begins in its own way.
[[nodiscard]] std::optional<Message> wrong_kind(const std::string& path, std::string_view bytes, FileKind wanted);
/// The tongue of the locale of an image, damaged or not. Nothing: it cannot be read.
[[nodiscard]] std::optional<Tongue> tongue_of_image(std::span<const std::uint8_t> image);

}  // namespace guion::cli
