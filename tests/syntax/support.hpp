// What the tests of the front share: reading a text, a dump of a tree that does not depend on how long lines were
// wrapped, and files around a single line.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ast/tree.hpp"
#include "diag/diagnostics.hpp"
#include "parse/parse.hpp"

namespace guion::test {

/// A text that was read, with what was said of it.
struct Parsed {
  ast::Tree tree;
  std::vector<diag::Diagnostic> diagnostics;
  std::string complaints;  ///< «G0101@12..15 » for each, in order

  [[nodiscard]] bool clean() const { return diagnostics.empty(); }
};

[[nodiscard]] Parsed read(std::string text);
/// The lines of a tree, one a line: depth, kind, parts with their texts. Words of the language are shown by their id.
[[nodiscard]] std::string dump(const ast::Tree& tree);
/// Only one line of it, without its depth.
[[nodiscard]] std::string dump_line(const ast::Tree& tree, LineId line);
/// A file in which a line with this keyword (-1: item or comment) may stand.
[[nodiscard]] std::string file_around(const std::string& line, int keyword, Tongue tongue, bool in_type);
/// Reads that file; what was said of missing blocks and stages is left out of `complaints`.
[[nodiscard]] Parsed parse_line(const std::string& line, int keyword, Tongue tongue, bool in_type);
/// The text with the fix of a finding applied.
[[nodiscard]] std::string apply(std::string text, const diag::Fix& fix);

}  // namespace guion::test
