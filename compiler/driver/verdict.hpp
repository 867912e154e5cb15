// The last word on findings, the same for every tool: what a comment in the source allows with a reason, what the
// company settled on locale and register, and how much each finding weighs (CompileOptions). It finds nothing by itself
// and knows nothing of files or of guion.toml. Spec: docs/ci.md.
#pragma once

#include <string>
#include <vector>

#include "base/sources.hpp"
#include "diag/diagnostics.hpp"
#include "sema/program.hpp"

namespace guion {

/// A finding that a comment directly above its line allows: «# permite G0442: la razón».
struct Allowed {
  diag::Diagnostic finding;
  std::string reason;
  Span comment;
};

struct Verdict {
  std::vector<diag::Diagnostic> diagnostics;  ///< sorted; severities are final
  std::vector<Allowed> allowed;               ///< in the order of their places
};

/// Judges all that was found. A warning or a hint with an allowance goes to `allowed`, before any weight is looked at:
/// a reason in the source holds under «--deny» too. Errors of the table pass as they are. Errors: G0148 to G0151. G0148
/// only in the flow asked for, and only where nothing hides later findings (no error).
[[nodiscard]] Verdict judge(const sema::Program& program, const CompileOptions& options,
                            std::vector<diag::Diagnostic> found);

}  // namespace guion
