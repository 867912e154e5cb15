// guion check --fix: writes the fixes of the findings into the files that were asked for.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "driver/compile.hpp"
#include "export/report.hpp"

namespace guion::cli {

/// Files as they were before the first fix, by path.
using Originals = std::map<std::string, std::string>;

/// Applies the fixes of the findings that count, each file written whole or left as it was. Left alone: what is only
/// brought in by a file asked for; sealed texts, whose approver must change them; names (block 02), since who wrote them
/// knows which was meant; hints; of two fixes that touch each other the later, which the next check offers again.
/// `units`: the compilations of the report's units. Gives how many fixes. Errors: nothing, with the complaint made, if a
/// file cannot be written.
[[nodiscard]] std::optional<std::size_t> apply_fixes(const report::Report& report,
                                                     const std::vector<const Compilation*>& units,
                                                     Originals& originals, Console& console);
/// Writes the files as they were. False: one cannot be written; the complaint is made.
[[nodiscard]] bool restore(const Originals& originals, Console& console);

}  // namespace guion::cli
