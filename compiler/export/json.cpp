// A report as JSON: the project's own shape, for scripts. It is promised in docs/ci.md; a change that breaks readers
// raises `version`.
#include "export/report.hpp"
#include "export/text.hpp"
#include "guion/version.h"

namespace guion::report {
namespace {

constexpr std::uint64_t kShape = 1;

std::string_view word(diag::Severity severity) {
  switch (severity) {
    case diag::Severity::Error:
      return "error";
    case diag::Severity::Warning:
      return "warning";
    case diag::Severity::Hint:
      return "hint";
  }
  return "";
}

std::string_view word(Standing standing) {
  switch (standing) {
    case Standing::Counts:
      return "counts";
    case Standing::Known:
      return "known";
    case Standing::Allowed:
      return "allowed";
  }
  return "";
}

class Writer {
 public:
  explicit Writer(const Report& report) : report_{report}, places_{report} {}

  std::string write() {
    json_.open('{');
    json_.number("version", kShape);
    json_.text("tool", "guion " GUION_VERSION);
    json_.text("language", report_.tongue == Tongue::Es ? "es" : "en");
    summary();
    json_.open("files", '[');
    for (const File& file : report_.files) {
      if (file.asked_for) json_.text({}, file.path);
    }
    json_.close();
    json_.open("findings", '[');
    for (const Finding& f : report_.findings) finding(f);
    json_.close();
    leftovers();
    json_.close();
    return json_.take();
  }

 private:
  [[nodiscard]] const std::string& t(const std::string& en, const std::string& es) const {
    return report_.tongue == Tongue::Es ? es : en;
  }

  void summary() {
    const Counts n = count(report_);
    json_.open("summary", '{');
    json_.number("files", n.files);
    json_.number("errors", n.errors);
    json_.number("warnings", n.warnings);
    json_.number("hints", n.hints);
    json_.number("known", n.known);
    json_.number("allowed", n.allowed);
    json_.number("gone", report_.gone.size());
    json_.close();
  }

  void point(std::string_view key, const Point& p) {
    json_.open(key, '{');
    json_.number("line", p.line);
    json_.number("column", p.column);
    json_.number("offset", p.offset);
    json_.close();
  }

  void place(const Region& region) {
    if (region.file == kNone) return;
    json_.text("file", report_.files[region.file].path);
    point("begin", region.begin);
    point("end", region.end);
  }

  void finding(const Finding& f) {
    const diag::Diagnostic& d = f.diagnostic;
    json_.open('{');
    json_.text("code", diag::code_text(d.code));
    json_.text("name", diag::row(d.code).name);
    json_.text("severity", word(d.severity));
    json_.text("message", t(d.en, d.es));
    json_.text("help", t(d.help_en, d.help_es));
    place(places_.of(f));
    json_.text("fingerprint", f.fingerprint);
    json_.text("standing", word(f.standing));
    if (f.standing == Standing::Allowed) json_.text("reason", f.reason);
    notes(f);
    if (d.fix) {
      json_.open("fix", '{');
      place(places_.of(f, d.fix->span));
      json_.text("replacement", d.fix->replacement);
      json_.close();
    }
    if (d.call) call(f, *d.call);
    json_.close();
  }

  void notes(const Finding& f) {
    if (f.diagnostic.notes.empty()) return;
    json_.open("notes", '[');
    for (const diag::Note& note : f.diagnostic.notes) {
      json_.open('{');
      json_.text("message", t(note.en, note.es));
      place(places_.of(f, note.span));
      json_.close();
    }
    json_.close();
  }

  void call(const Finding& f, const diag::Call& made) {
    json_.open("call", '{');
    json_.text("script", made.script);
    json_.text("transcript", made.transcript);
    json_.open("steps", '[');
    for (const Span step : made.steps) {
      json_.open('{');
      place(places_.of(f, step));
      json_.close();
    }
    json_.close();
    json_.close();
  }

  /// What is no finding: waivers, lines of the baseline without one, files that were not read.
  void leftovers() {
    if (!report_.waivers.empty()) {
      json_.open("waivers", '[');
      for (const Waiver& w : report_.waivers) {
        json_.open('{');
        json_.text("rule", w.rule);
        json_.text("until", w.until);
        json_.text("reason", w.reason);
        place(places_.of(w.unit, w.span));
        json_.close();
      }
      json_.close();
    }
    if (report_.has_baseline) {
      json_.open("gone", '[');
      for (const Gone& g : report_.gone) {
        json_.open('{');
        json_.text("file", g.path);
        json_.text("code", g.code);
        json_.text("fingerprint", g.fingerprint);
        json_.close();
      }
      json_.close();
    }
    if (report_.unread.empty()) return;
    json_.open("unread", '[');
    for (const Unread& u : report_.unread) {
      json_.open('{');
      json_.text("file", u.path);
      json_.text("message", u.why);
      json_.close();
    }
    json_.close();
  }

  const Report& report_;
  Places places_;
  JsonWriter json_;
};

}  // namespace

std::string to_json(const Report& report) { return Writer{report}.write(); }

}  // namespace guion::report
