// From trees to meaning: imports, names, types, templates, conditions. Gives a Program; reports what does not hold.
#pragma once

#include <string>

#include "base/sources.hpp"
#include "diag/diagnostics.hpp"
#include "sema/hooks.hpp"
#include "sema/program.hpp"

namespace guion::sema {

/// Reads `path` and all it imports (through `sources` and parse::parse), resolves and checks everything that is not a property of paths.
/// A missing or unreadable root file is a diagnostic on file 0, which is then empty.
[[nodiscard]] Program analyse(const std::string& path, Sources& sources, const CompileOptions& options, diag::Emitter& emitter);

/// The same with the table of the kinds of line given: what a block may hold and how each line in it is checked. The short form above
/// hands in the table of stmt/, and is defined there.
[[nodiscard]] Program analyse(const std::string& path, Sources& sources, const CompileOptions& options, diag::Emitter& emitter,
                              const Hooks& hooks);

}  // namespace guion::sema
