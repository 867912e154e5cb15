// A report as SARIF 2.1.0. Columns are UTF-16 code units, the default of the format, and said so. In message strings
// braces stand doubled (3.11.5): single ones would be placeholders. Source: SARIF 2.1.0 with errata 01 (OASIS); numbers
// in comments are its sections.
#include <algorithm>

#include "export/report.hpp"
#include "export/text.hpp"
#include "guion/version.h"

namespace guion::report {
namespace {

using diag::Diagnostic;

/// 3.27.10, 3.50.3
std::string_view level(diag::Severity severity) {
  switch (severity) {
    case diag::Severity::Error:
      return "error";
    case diag::Severity::Warning:
      return "warning";
    case diag::Severity::Hint:
      return "note";
  }
  return "none";
}

/// A text as a message string, 3.11.5.
std::string message_string(std::string_view text) {
  std::string out;
  for (const char c : text) out.append(c == '{' || c == '}' ? 2 : 1, c);
  return out;
}

class Writer {
 public:
  explicit Writer(const Report& report) : report_{report}, places_{report} {
    for (const Finding& f : report.findings) codes_.push_back(f.diagnostic.code);
    std::sort(codes_.begin(), codes_.end());
    codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
    suppresses_ = std::any_of(report.findings.begin(), report.findings.end(),
                              [](const Finding& f) { return f.standing != Standing::Counts; });
  }

  std::string write() {
    json_.open('{');
    json_.text("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    json_.text("version", "2.1.0");
    json_.open("runs", '[');
    json_.open('{');
    tool();
    json_.text("language", t<std::string_view>("en", "es"));
    json_.text("columnKind", "utf16CodeUnits");
    invocation();
    artifacts();
    json_.open("results", '[');
    for (const Finding& f : report_.findings) result(f);
    json_.close();
    json_.close();
    json_.close();
    json_.close();
    return json_.take();
  }

 private:
  template <class Text>
  [[nodiscard]] const Text& t(const Text& en, const Text& es) const {
    return report_.tongue == Tongue::Es ? es : en;
  }

  /// An object that holds a text, 3.11 and 3.12.
  void message(std::string_view key, std::string_view text, std::string_view markdown = {}) {
    json_.open(key, '{');
    json_.text("text", message_string(text));
    if (!markdown.empty()) json_.text("markdown", message_string(markdown));
    json_.close();
  }

  void tool() {
    json_.open("tool", '{');
    json_.open("driver", '{');
    json_.text("name", "guion");
    json_.text("version", GUION_VERSION);
    json_.text("semanticVersion", GUION_VERSION);
    json_.text("language", t<std::string_view>("en", "es"));
    json_.open("rules", '[');
    for (const diag::Code code : codes_) rule(diag::row(code));
    json_.close();
    json_.close();
    json_.close();
  }

  /// 3.49
  void rule(const diag::Row& row) {
    const std::string id = diag::code_text(row.code);
    const std::string help = without_arguments(t(row.help_en, row.help_es));
    const std::string seen = without_arguments(t(row.en, row.es));
    const auto page =
        std::find_if(report_.pages.begin(), report_.pages.end(), [&](const Page& p) { return p.code == id; });
    json_.open('{');
    json_.text("id", id);
    json_.text("name", row.name);
    message("shortDescription", seen);
    message("fullDescription", help.empty() ? seen : help);
    message("help", help.empty() ? seen : help, page == report_.pages.end() ? std::string_view{} : page->text);
    json_.open("defaultConfiguration", '{');
    json_.text("level", level(row.severity));
    json_.close();
    json_.close();
  }

  /// 3.20
  void invocation() {
    json_.open("invocations", '[');
    json_.open('{');
    json_.flag("executionSuccessful", report_.unread.empty());
    if (!report_.unread.empty()) {
      json_.open("toolExecutionNotifications", '[');
      for (const Unread& u : report_.unread) {
        json_.open('{');
        json_.text("level", "error");
        message("message", u.why);
        json_.close();
      }
      json_.close();
    }
    json_.close();
    json_.close();
  }

  void artifact_location(std::string_view key, std::uint32_t file, bool indexed = true) {
    json_.open(key, '{');
    json_.text("uri", uri_of(report_.files[file].path));
    if (indexed) json_.number("index", file);
    json_.close();
  }

  void artifacts() {
    json_.open("artifacts", '[');
    for (std::uint32_t i = 0; i < report_.files.size(); ++i) {
      json_.open('{');
      artifact_location("location", i, false);
      json_.text("encoding", "UTF-8");
      if (report_.files[i].asked_for) {
        json_.open("roles", '[');
        json_.text({}, "analysisTarget");
        json_.close();
      }
      json_.close();
    }
    json_.close();
  }

  /// 3.30; the end is the column behind the last character.
  void region(std::string_view key, const Region& r) {
    json_.open(key, '{');
    json_.number("startLine", r.begin.line);
    json_.number("startColumn", r.begin.column16);
    json_.number("endLine", r.end.line);
    json_.number("endColumn", r.end.column16);
    json_.close();
  }

  void physical_location(const Region& r) {
    json_.open("physicalLocation", '{');
    artifact_location("artifactLocation", r.file);
    region("region", r);
    json_.close();
  }

  /// 3.27
  void result(const Finding& f) {
    const Diagnostic& d = f.diagnostic;
    const auto index = std::lower_bound(codes_.begin(), codes_.end(), d.code) - codes_.begin();
    json_.open('{');
    json_.text("ruleId", diag::code_text(d.code));
    json_.number("ruleIndex", static_cast<std::uint64_t>(index));
    json_.text("level", level(d.severity));
    message("message", t(d.en, d.es));
    locations(f);
    json_.open("partialFingerprints", '{');
    json_.text("guionLine/v2", f.fingerprint);
    json_.close();
    if (report_.has_baseline) json_.text("baselineState", f.standing == Standing::Known ? "unchanged" : "new");
    if (suppresses_) suppressions(f);
    related(f);
    if (d.fix) fix(f, *d.fix);
    if (d.call) code_flow(f, *d.call);
    json_.close();
  }

  void locations(const Finding& f) {
    const Region r = places_.of(f);
    json_.open("locations", '[');
    if (r.file != kNone) {
      json_.open('{');
      physical_location(r);
      json_.close();
    }
    json_.close();
  }

  /// 3.27.23: if one result of a run says what suppresses it, all do.
  void suppressions(const Finding& f) {
    json_.open("suppressions", '[');
    if (f.standing != Standing::Counts) {
      json_.open('{');
      json_.text("kind", f.standing == Standing::Allowed ? "inSource" : "external");
      json_.text("status", "accepted");
      json_.text("justification", f.standing == Standing::Allowed
                                      ? f.reason
                                      : t<std::string>("in the baseline", "está en la línea base"));
      json_.close();
    }
    json_.close();
  }

  void related(const Finding& f) {
    if (f.diagnostic.notes.empty()) return;
    json_.open("relatedLocations", '[');
    std::uint64_t id = 0;
    for (const diag::Note& note : f.diagnostic.notes) {
      const Region r = places_.of(f, note.span);
      json_.open('{');
      json_.number("id", ++id);
      if (r.file != kNone) physical_location(r);
      message("message", t(note.en, note.es));
      json_.close();
    }
    json_.close();
  }

  /// 3.55
  void fix(const Finding& f, const diag::Fix& fix) {
    const Region r = places_.of(f, fix.span);
    if (r.file == kNone) return;
    json_.open("fixes", '[');
    json_.open('{');
    json_.open("artifactChanges", '[');
    json_.open('{');
    artifact_location("artifactLocation", r.file);
    json_.open("replacements", '[');
    json_.open('{');
    region("deletedRegion", r);
    if (!fix.replacement.empty()) {
      json_.open("insertedContent", '{');
      json_.text("text", fix.replacement);
      json_.close();
    }
    for (int i = 0; i < 6; ++i) json_.close();
  }

  /// The call that shows the finding, step by step, 3.36 and 3.37. The whole transcript is its message.
  void code_flow(const Finding& f, const diag::Call& call) {
    if (call.steps.empty()) return;
    json_.open("codeFlows", '[');
    json_.open('{');
    message("message", call.transcript);
    json_.open("threadFlows", '[');
    json_.open('{');
    json_.open("locations", '[');
    for (const Span step : call.steps) {
      const Region r = places_.of(f, step);
      if (r.file == kNone) continue;
      json_.open('{');
      json_.open("location", '{');
      physical_location(r);
      message("message", places_.line_of(r));
      json_.close();
      json_.close();
    }
    for (int i = 0; i < 5; ++i) json_.close();
  }

  const Report& report_;
  Places places_;
  JsonWriter json_;
  std::vector<diag::Code> codes_;  ///< sorted; the order of the rules
  bool suppresses_ = false;
};

}  // namespace

std::string to_sarif(const Report& report) { return Writer{report}.write(); }

}  // namespace guion::report
