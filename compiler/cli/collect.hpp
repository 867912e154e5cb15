// From compilations to one report: each finding once, files under the names that reports show. It renders nothing.
#pragma once

#include <map>
#include <string>

#include "cli/findings.hpp"
#include "export/report.hpp"

namespace guion::cli {

/// Fills a report. Borrows the compilations: the texts of the report are theirs.
class Collector {
 public:
  explicit Collector(report::Report& report) : report_{report} {}
  /// Adds the files of a compilation, and its findings that no compilation added before had. `judged` false: only the
  /// files; what a library lacks is told by the flows that use it.
  void add(const Compilation& compilation, bool judged);

 private:
  std::uint32_t file(const sema::File& file);

  report::Report& report_;
  std::map<std::string, std::uint32_t> files_;  ///< by shown path
  Seen seen_;
};

/// A path as reports show it: relative to the working folder if it lies there, else absolute; `/` between folders.
[[nodiscard]] std::string shown_path(const std::string& path);

}  // namespace guion::cli
