// The lines of a file and its copy, side by side. Internal to the room.
#pragma once

#include <utility>
#include <vector>

#include "diag/diagnostics.hpp"
#include "sema/program.hpp"

namespace guion::translation {

/// A line of the original and the same line of the copy.
using LinePair = std::pair<LineRef, LineRef>;

/// Walks through file `file` of both and reports what differs but for texts. Appends the lines that are the same.
void compare_lines(const sema::Program& original, const sema::Program& copy, FileId file, diag::Emitter& emitter,
                   std::vector<LinePair>& same);

/// A span of the original, as findings in the copy name it.
[[nodiscard]] inline Span in_original(const sema::Program& copy, Span span) {
  span.file = static_cast<FileId>(span.file + copy.files.size());
  return span;
}

}  // namespace guion::translation
