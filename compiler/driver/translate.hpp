// The translated copy of a flow on its way into one image with it: read, held against the original, judged. Internal to
// the room. Spec: docs/translation.md, «One image».
#pragma once

#include <vector>

#include "base/sources.hpp"
#include "driver/compile.hpp"
#include "driver/verdict.hpp"
#include "sema/program.hpp"

namespace guion {

struct Translated {
  sema::Program program;                ///< the copy, which was read by itself
  std::vector<sema::TemplateId> texts;  ///< one a template of the original: the same of the copy, or kNone
  Verdict verdict;                      ///< spans as join() wants them
  bool failed = false;                  ///< an error: no image can hold both
};

/// Reads `options.translation` and holds it against `original`, which has no errors of names, types or structure.
[[nodiscard]] Translated translate(const sema::Program& original, Sources& sources, const CompileOptions& options);

/// Puts the findings and the files of the copy behind those of its original.
void join(Translated translated, Compilation& into);

}  // namespace guion
