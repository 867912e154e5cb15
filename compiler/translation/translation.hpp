// A flow and its translated copy: the same lines, other words. Says where the copy is another flow, reads what the
// original does not, or keeps silent about it; and which text of the copy says which text of the original. It lowers
// nothing. Spec: docs/translation.md, «One image».
#pragma once

#include <vector>

#include "diag/diagnostics.hpp"
#include "sema/program.hpp"

namespace guion::translation {

/// One a template of the original: the template of the copy that says the same, or kNone.
using Texts = std::vector<sema::TemplateId>;

/// Holds `copy` against `original`, both without errors. Spans of findings are of the copy's files; those of the
/// original, in notes, are numbered behind them.
/// Errors: G0602, G0603, G0605, G0606; a warning G0604, a hint G0607. Without an error of them the two have the same slots, enumerations, tables and lines, under
/// the same numbers. Cost: one walk over the lines of both.
[[nodiscard]] Texts compare(const sema::Program& original, const sema::Program& copy, diag::Emitter& emitter);

}  // namespace guion::translation
