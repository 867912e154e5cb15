// A report as JUnit XML, the form that most CI systems show as tests. Errors fail; warnings and hints pass and say what
// they found; what is known or allowed is skipped with its reason. A file without findings passes as one case.
#include <fmt/format.h>

#include "export/report.hpp"
#include "export/text.hpp"

namespace guion::report {
namespace {

struct Suite {
  std::string name, cases;
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
};

std::string opening(std::string_view name, std::string_view of) {
  return fmt::format("    <testcase name=\"{}\" classname=\"{}\" time=\"0\"", xml_attribute(name), xml_attribute(of));
}

void add_finding(Suite& suite, const Finding& f, Tongue tongue, Places& places) {
  const diag::Diagnostic& d = f.diagnostic;
  const Region at = places.of(f);
  const std::string code = diag::code_text(d.code);
  const std::string name = fmt::format("{} {} ({}:{})", code, diag::row(d.code).name, at.begin.line, at.begin.column);
  const std::string text = fmt::format("{}: {}", places.shown(at), explained(f, tongue, places));
  ++suite.tests;
  suite.cases += opening(name, suite.name) + ">\n";
  if (f.standing != Standing::Counts) {
    ++suite.skipped;
    const std::string why = f.standing == Standing::Allowed ? f.reason
                            : tongue == Tongue::Es          ? "está en la línea base"
                                                            : "in the baseline";
    suite.cases += fmt::format("      <skipped message=\"{}\"/>\n", xml_attribute(why));
  } else if (d.severity == diag::Severity::Error) {
    ++suite.failures;
    suite.cases += fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                               xml_attribute(tongue == Tongue::Es ? d.es : d.en), code, xml_escaped(text));
  } else {
    suite.cases += fmt::format("      <system-out>{}</system-out>\n", xml_escaped(text));
  }
  suite.cases += "    </testcase>\n";
}

std::string attributes(const Suite& s) {
  return fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\"", s.tests, s.failures,
                     s.errors, s.skipped);
}

/// One suite a file, in the order of the report, and one for findings without a place.
std::vector<Suite> suites_of(const Report& report) {
  Places places{report};
  const std::size_t files = report.files.size();
  std::vector<Suite> suites(files + 1);
  for (std::size_t i = 0; i < files; ++i) suites[i].name = report.files[i].path;
  suites[files].name = "guion";
  for (const Finding& f : report.findings) {
    const std::uint32_t file = places.of(f).file;
    add_finding(suites[file == kNone ? files : file], f, report.tongue, places);
  }
  for (std::size_t i = 0; i < files; ++i) {
    Suite& s = suites[i];
    if (s.tests != 0 || !report.files[i].asked_for) continue;
    ++s.tests;
    s.cases += opening("guion check", s.name) + "/>\n";
  }
  for (const Unread& u : report.unread) {
    Suite s{u.path, {}, 1, 0, 1, 0};
    s.cases = opening("guion check", u.path) + ">\n" +
              fmt::format("      <error message=\"{}\"/>\n    </testcase>\n", xml_attribute(u.why));
    suites.push_back(std::move(s));
  }
  return suites;
}

}  // namespace

std::string to_junit(const Report& report) {
  Suite all;
  std::string body;
  for (const Suite& s : suites_of(report)) {
    if (s.tests == 0) continue;
    all.tests += s.tests;
    all.failures += s.failures;
    all.errors += s.errors;
    all.skipped += s.skipped;
    body +=
        fmt::format("  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n", xml_attribute(s.name), attributes(s), s.cases);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"guion check\" {}>\n{}</testsuites>\n",
      attributes(all), body);
}

}  // namespace guion::report
