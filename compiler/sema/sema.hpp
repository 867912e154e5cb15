// From trees to meaning: imports, names, types, templates, conditions. Gives a Program; reports what does not hold.
// It must not know paths (analysis/) nor the kinds of line one by one (stmt/).
// Spec: docs/language.md; what each check says: diag/diagnostics.def, blocks 02 and 03.
#pragma once

#include <string>

#include "base/sources.hpp"
#include "diag/diagnostics.hpp"
#include "sema/hooks.hpp"
#include "sema/program.hpp"

namespace guion::sema {

/// Reads `path` and all it imports (through `sources` and parse::parse), resolves and checks everything that is not a
/// property of paths. A missing or unreadable root file is a diagnostic on file 0, which is then empty.
[[nodiscard]] Program analyse(const std::string& path, Sources& sources, const CompileOptions& options,
                              diag::Emitter& emitter);

/// The same with the table of the kinds of line given: how each line in a block is checked. The short form
/// above hands in the table of stmt/, and is defined there.
[[nodiscard]] Program analyse(const std::string& path, Sources& sources, const CompileOptions& options,
                              diag::Emitter& emitter, const Hooks& hooks);

}  // namespace guion::sema
