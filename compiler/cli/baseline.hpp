// The baseline: findings that were there when a company began to check, kept in a file so that only new ones count. One
// line a finding: fingerprint, code, path of its flow relative to the baseline; «#» begins a remark. Spec: docs/ci.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/console.hpp"
#include "export/report.hpp"

namespace guion::cli {

/// Whether a baseline may hold it. A line that cannot be understood ends the proof of its whole flow, and a slot that may be
/// empty ends the calls that read it: behind such an error anything may be wrong, so it always counts.
[[nodiscard]] bool can_be_known(const diag::Diagnostic& finding);

/// Reads the baseline at `path`. False: it complained, naming the line.
[[nodiscard]] bool read_baseline(const std::string& path, std::vector<report::Gone>& lines, Console& console);

/// Marks the findings of `report` that stand in `lines` as known, and lists lines without a finding as gone: of files
/// that were read, and of files that are no longer there. `path` is that of the baseline; findings have their
/// fingerprints.
void apply_baseline(const std::string& path, const std::vector<report::Gone>& lines, report::Report& report);

/// The text of a baseline at `path` with all findings of the report that no comment allows, in the order of paths and
/// codes.
[[nodiscard]] std::string baseline_text(const std::string& path, const report::Report& report);

}  // namespace guion::cli
