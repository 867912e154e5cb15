// --write-calls: keeps the calls that break something as files that `guion run` replays.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "cli/console.hpp"
#include "driver/compile.hpp"

namespace guion::cli {

/// Writes into each call the day on which it breaks something, if another day could tell otherwise: a waiver of the flow
/// had ended by `today`. Units: days since 1970-01-01.
void date_calls(Compilation& made, std::int64_t today);

/// The way from the folder to the flow, without extension: what the first line of a call names.
[[nodiscard]] std::string way_to(const std::string& flow, const std::string& folder);

/// Writes the call of each finding that has one as FOLDER/FLOW-CODE-LINE.call, the way to the flow written as from
/// there, and says so. The folder is made if it is missing. `path`: of the flow. False: it complained, a file or the
/// folder cannot be written. `taken`: names that files of this run have already.
bool write_calls(const std::string& folder, const std::string& path, const Compilation& compilation,
                 std::set<std::string>& taken, Console& console);

}  // namespace guion::cli
