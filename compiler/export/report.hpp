// What a check found in many files, as data that every format of output is made from, and the formats themselves: pure
// functions from a report to text. It opens no files, knows no exit codes and no settings; cli/ fills it. Spec:
// docs/ci.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostics.hpp"
#include "diag/lines.hpp"
#include "grammar/keywords.hpp"

namespace guion::report {

/// A source file. Borrows the text. `path` as it shall be shown: relative to where the command runs if it lies there,
/// `/` between folders.
struct File {
  std::string path;
  std::string_view text;
  bool asked_for = false;  ///< checked for itself, not only because another file brings it in
};

/// Whether a finding counts, and if not, why.
enum class Standing : std::uint8_t {
  Counts,
  Known,    ///< it stands in the baseline
  Allowed,  ///< a comment in the source allows it
};

struct Finding {
  diag::Diagnostic diagnostic;  ///< its FileIds are those of compilation `unit`
  std::uint32_t unit = 0;
  Standing standing = Standing::Counts;
  std::string reason;       ///< Allowed: as the comment gives it
  std::string fingerprint;  ///< set by add_fingerprints()
};

/// A line of the baseline whose finding is no longer there.
struct Gone {
  std::string path, code, fingerprint;
};

/// A waiver that holds today and covers a violation: the rule is broken, and nothing else says so.
struct Waiver {
  std::string rule, until, reason;  ///< `until` as 2027-12-31
  Span span;                        ///< of compilation `unit`
  std::uint32_t unit = 0;
};

/// A file that could not be checked at all, and why.
struct Unread {
  std::string path, why;
};

/// The documentation of a finding, Markdown. Borrows.
struct Page {
  std::string_view code, text;
};

struct Report {
  Tongue tongue = Tongue::Es;
  std::vector<File> files;
  std::vector<std::vector<std::uint32_t>> units;  ///< for each compilation: FileId → index into `files`
  std::vector<Finding> findings;                  ///< in the order in which they are shown
  std::vector<Gone> gone;
  bool has_baseline = false;
  std::vector<Waiver> waivers;  ///< each once
  std::vector<Unread> unread;
  std::vector<Page> pages;
};

struct Counts {
  std::size_t files = 0, errors = 0, warnings = 0, hints = 0, known = 0, allowed = 0;
};
/// Files are those asked for; errors, warnings and hints only those that count.
[[nodiscard]] Counts count(const Report& report);

/// Gives every finding its fingerprint: code, text of its line without the blanks around, what it says in English, and
/// the how-manieth it is of these in its file. It stays when the line moves, when others come and go, and whatever
/// tongue is asked for. Shape: 16 hexadecimal digits. Cost: one pass, and a sort.
void add_fingerprints(Report& report);

/// A place between two characters. Units: line and columns from 1; `column` in characters, `column16` in UTF-16 code
/// units (a byte order mark counts in neither); `offset` in bytes.
struct Point {
  std::uint32_t line = 1, column = 1, column16 = 1, offset = 0;
};
struct Region {
  std::uint32_t file = kNone;  ///< index into Report::files; kNone: the finding has no place
  Point begin, end;
};

/// Where the spans of a report lie. Borrows the report; builds the line table of a file when it is first asked for.
class Places {
 public:
  explicit Places(const Report& report);
  [[nodiscard]] Region of(const Finding& finding, Span span) { return of(finding.unit, span); }
  [[nodiscard]] Region of(std::uint32_t unit, Span span);
  [[nodiscard]] Region of(const Finding& finding) { return of(finding, finding.diagnostic.span); }
  /// The text of the line on which the region begins, without the blanks around.
  [[nodiscard]] std::string_view line_of(const Region& region);
  /// «flows/pago.flow:12:5», or the empty text without a place.
  [[nodiscard]] std::string shown(const Region& region) const;

 private:
  [[nodiscard]] const diag::LineTable& table(std::uint32_t file);
  [[nodiscard]] Point point(std::uint32_t file, std::uint32_t offset);

  const Report& report_;
  std::vector<std::vector<diag::LineTable>> tables_;  ///< none or one a file
};

/// Text of the table of diagnostics without arguments: what they will name is shown as «…».
[[nodiscard]] std::string without_arguments(std::string_view form);
/// The message of a finding, then each note with its place, the help and the call that shows it. Several lines, without
/// an end of line.
[[nodiscard]] std::string explained(const Finding& finding, Tongue tongue, Places& places);

// ---- the formats
// -------------------------------------------------------------------------------------------------------------------

/// The shape that docs/ci.md promises.
[[nodiscard]] std::string to_json(const Report& report);
/// Source: SARIF 2.1.0 with errata 01 (OASIS).
[[nodiscard]] std::string to_sarif(const Report& report);
/// One <testsuite> a file; a <testcase> a finding, or one that passes. Errors fail, what is allowed or known is
/// skipped.
[[nodiscard]] std::string to_junit(const Report& report);
/// Workflow commands of GitHub Actions, one a finding that counts.
[[nodiscard]] std::string to_github(const Report& report);

}  // namespace guion::report
