// Whether a translation says no more and no less than its source. Internal to the room.
#pragma once

#include <optional>

#include "sema/program.hpp"
#include "strings/plain.hpp"

namespace guion::strings {

/// Every blank of the source as often as there, none else; every choice by a value or yes/no, with all its arms.
/// Choices by address form or number may be left out, and made of a slot that the source reads: languages differ in
/// that. `plain`: no blank may stand in it. Gives what is wrong.
[[nodiscard]] std::optional<Message> disagreement(const sema::Program& program, const Bits& source, const Bits& target,
                                                  bool plain);

}  // namespace guion::strings
