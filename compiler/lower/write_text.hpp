// One text of a program as the bytes of an image: literals, values, choices, and in Spanish the words and capitals that
// depend on a value. Internal to the room.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "sema/program.hpp"

namespace guion::lower {

/// Appends the template to `out`. `slots`: one a slot of the program, its number in the image; a program and its
/// translation share them.
void write_text(const sema::Program& program, std::span<const std::uint32_t> slots, sema::TemplateId text,
                std::string& out);

}  // namespace guion::lower
