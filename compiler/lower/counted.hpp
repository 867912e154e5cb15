// The noun that a count in words stands before: veintiún pagos, veintiuna cuotas. It knows only nouns whose gender and
// place are certain; a word that may be something else is none. Meaning: docs/semantics.md, «Texts».
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sema/program.hpp"

namespace guion::lower {

/// The form in which segment `at`, a value, is said: of image::Form. Other than the segment's own only for a count in
/// words directly before a noun, which may be the same in every arm of a choice by that count.
[[nodiscard]] std::uint8_t form_of(const sema::Program& program, std::span<const sema::Segment> segments,
                                   std::size_t at);

}  // namespace guion::lower
