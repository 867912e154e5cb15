// What the tests of sema and cfg share: a small protocol, a flow around a few lines, and findings as text.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/sources.hpp"
#include "diag/diagnostics.hpp"
#include "sema/sema.hpp"

namespace guion::test {

struct Analysed {
  sema::Program program;
  std::vector<diag::Diagnostic> findings;  ///< sorted
};

/// A file of a test: path and text.
using TestFile = std::pair<std::string, std::string>;

/// Analyses the first file; the others can be imported.
[[nodiscard]] Analysed analyse(const std::vector<TestFile>& files);

/// «UndeclaredSlot «cliente»», one a finding.
[[nodiscard]] std::vector<std::string> found(const Analysed& analysed);

/// A protocol with a little of everything, and room for more declarations.
[[nodiscard]] std::string protocol(const std::string& more = {});
/// A flow that follows it: declarations at the left margin, then the lines of stage «única», indented by two already.
[[nodiscard]] std::string flow(const std::string& declarations, const std::string& lines);
/// The files of such a pair.
[[nodiscard]] std::vector<TestFile> pair(const std::string& declarations, const std::string& lines,
                                         const std::string& more = {});

}  // namespace guion::test
