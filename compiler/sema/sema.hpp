// From trees to meaning: imports, names, types, templates, conditions. Gives a Program; reports what does not hold.
#pragma once

#include <functional>
#include <string>

#include "diag/diagnostics.hpp"
#include "sema/program.hpp"

namespace guion {
class Sources;
struct CompileOptions;
}  // namespace guion

namespace guion::sema {

/// Reads `path` and all it imports (through `sources` and parse::parse), resolves and checks everything that is not a property of paths.
/// A missing or unreadable root file is a diagnostic on file 0, which is then empty.
[[nodiscard]] Program analyse(const std::string& path, Sources& sources, const CompileOptions& options, diag::Emitter& emitter);

}  // namespace guion::sema
