// A report as workflow commands of GitHub Actions: each finding becomes an annotation on its line of a pull request.
#include <fmt/format.h>

#include "export/report.hpp"
#include "export/text.hpp"

namespace guion::report {
namespace {

/// What would end the command or its line is written as «%XX»; in a property also what parts properties.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : valid_utf8(text)) {
    const bool separator = property && (c == ':' || c == ',');
    if (c == '%' || c == '\r' || c == '\n' || separator) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view command(diag::Severity severity) {
  switch (severity) {
    case diag::Severity::Error:
      return "error";
    case diag::Severity::Warning:
      return "warning";
    case diag::Severity::Hint:
      return "notice";
  }
  return "notice";
}

/// Columns only for a stretch within one line: others are not accepted.
std::string place(const Report& report, const Region& at) {
  if (at.file == kNone) return {};
  std::string out = fmt::format("file={},line={},", escaped(report.files[at.file].path, true), at.begin.line);
  if (at.begin.line == at.end.line) {
    const std::uint32_t last = std::max(at.begin.column, at.end.column - 1);
    out += fmt::format("col={},endLine={},endColumn={},", at.begin.column, at.end.line, last);
  } else {
    out += fmt::format("endLine={},", at.end.line);
  }
  return out;
}

}  // namespace

std::string to_github(const Report& report) {
  Places places{report};
  std::string out;
  for (const Finding& f : report.findings) {
    if (f.standing != Standing::Counts) continue;
    const diag::Diagnostic& d = f.diagnostic;
    const std::string title = fmt::format("{} {}", diag::code_text(d.code), diag::row(d.code).name);
    out += fmt::format("::{} {}title={}::{}\n", command(d.severity), place(report, places.of(f)), escaped(title, true),
                       escaped(explained(f, report.tongue, places), false));
  }
  for (const Unread& u : report.unread)
    out += fmt::format("::error file={}::{}\n", escaped(u.path, true), escaped(u.why, false));
  return out;
}

}  // namespace guion::report
