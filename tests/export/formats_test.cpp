// The formats of a report, made by hand: places in each unit, fingerprints, escapes, the shape of SARIF, JUnit, JSON
// and GitHub's commands.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "export/report.hpp"
#include "export/sarif_shape.hpp"
#include "export/text.hpp"

namespace guion::report {
namespace {

using Json = nlohmann::json;

Span span_of(const std::string& text, const std::string& piece, FileId file = 0) {
  const auto at = static_cast<std::uint32_t>(text.find(piece));
  return {file, at, at + static_cast<std::uint32_t>(piece.size())};
}

/// A report of two files, of which the second brings in the first.
class Formats : public ::testing::Test {
 protected:
  Formats() {
    report_.files = {{"flujos/a b.flow", first_, true}, {"/fuera/ñ.flow", second_, true}};
    report_.units = {{0}, {1, 0}};
  }

  Finding& add(diag::Diagnostic d, std::uint32_t unit = 0, Standing standing = Standing::Counts) {
    report_.findings.push_back({std::move(d), unit, standing, {}, {}});
    return report_.findings.back();
  }
  template <class... Args>
  diag::Diagnostic made(const diag::Definition<Args...>& d, Span span, const std::type_identity_t<Args>&... args) {
    diag::Emitter emitter;
    return emitter.report(d, span, args...);
  }
  void finish() { add_fingerprints(report_); }

  std::string first_ = "flujo a, guion 1\n  di 😀 año {saldo}\r\n  di Hola.\n  di Hola.\n";
  std::string second_ =
      "\xef\xbb\xbf"
      "flujo ñ, guion 1\n";
  Report report_;
};

TEST_F(Formats, PlacesAreCountedInCharactersAndInUtf16) {
  Finding& f = add(made(diag::UndeclaredSlot, span_of(first_, "saldo"), "saldo"));
  Places places{report_};
  const Region r = places.of(f);
  EXPECT_EQ(r.begin.line, 2u);
  EXPECT_EQ(r.begin.column, 13u);
  EXPECT_EQ(r.begin.column16, 14u) << "the face is two code units";
  EXPECT_EQ(r.end.column16, 19u);
  EXPECT_EQ(r.begin.offset, first_.find("saldo"));
  EXPECT_EQ(places.shown(r), "flujos/a b.flow:2:13");
  EXPECT_EQ(places.line_of(r), "di 😀 año {saldo}");
  const Region marked = places.of(add(made(diag::UnusedPart, span_of(second_, "ñ"), "x"), 1));
  EXPECT_EQ(marked.file, 1u);
  EXPECT_EQ(marked.begin.column, 7u) << "the mark at the beginning is no column";
  EXPECT_EQ(marked.begin.column16, 7u);
  EXPECT_EQ(places.of(report_.findings[1], {9, 0, 0}).file, kNone);
  EXPECT_EQ(places.of(report_.findings[1], {1, 4'000'000, 1}).begin.line, 5u) << "a span past the end is the end";
}

TEST_F(Formats, FingerprintsTellWhatAFindingIsAbout) {
  const Span line = span_of(first_, "di Hola.");
  add(made(diag::UnusedSlot, line, "uno"));
  add(made(diag::UnusedSlot, line, "dos"));
  add(made(diag::WaiverExpired, line, "uno", "2026-01-31", "2026-02-01"));
  finish();
  const std::string uno = report_.findings[0].fingerprint, dos = report_.findings[1].fingerprint,
                    ended = report_.findings[2].fingerprint;
  EXPECT_NE(uno, dos);
  report_.findings.clear();
  report_.tongue = Tongue::En;
  add(made(diag::UnusedSlot, line, "dos"));
  add(made(diag::WaiverExpired, line, "uno", "2026-01-31", "2026-03-01"));
  add(made(diag::WaiverExpired, line, "uno", "2026-01-30", "2026-03-01"));
  finish();
  EXPECT_EQ(report_.findings[0].fingerprint, dos) << "whatever else stands on the line";
  EXPECT_EQ(report_.findings[1].fingerprint, ended) << "the day of the check is no part of it";
  EXPECT_NE(report_.findings[2].fingerprint, ended);
}

TEST_F(Formats, FingerprintsSurviveMovesAndTellEqualLinesApart) {
  const Span one = span_of(first_, "di Hola."), two{0, one.begin + 11, one.end + 11};
  add(made(diag::QuestionWithoutAnswer, two));
  add(made(diag::QuestionWithoutAnswer, one));
  add(made(diag::UnreachableLine, one));
  finish();
  const std::string second = report_.findings[0].fingerprint, first = report_.findings[1].fingerprint;
  EXPECT_EQ(first.size(), 16u);
  EXPECT_NE(first, second);
  EXPECT_NE(first, report_.findings[2].fingerprint) << "another code is another finding";
  // The same line further down, more deeply indented, in a file with another name.
  const std::string moved = "flujo z, guion 1\n\n\n\n      di Hola.\n";
  report_.files = {{"otro.flow", moved, true}};
  report_.units = {{0}};
  report_.findings.clear();
  add(made(diag::QuestionWithoutAnswer, span_of(moved, "di Hola.")));
  finish();
  EXPECT_EQ(report_.findings[0].fingerprint, first);
}

/// One of everything.
void fill(Report& report, const std::string& first,
          const std::function<void(diag::Diagnostic, std::uint32_t, Standing)>& add) {
  diag::Emitter e;
  diag::Diagnostic full = e.report(diag::UndeclaredSlot, span_of(first, "{saldo}"), "saldo");
  full.es = "mal: {saldo}, 100 % «ñ»\nsegunda línea, <b>&\"\x01\xff";
  full.note({1, 3, 5}, "here", "aquí {x}").fix_with(span_of(first, "saldo"), "sal{do}");
  full.call = diag::Call{"flujo a\n", "— Hola.\n— {saldo}\n", {span_of(first, "di Hola."), span_of(first, "{saldo}")}};
  full.span.file = 0;
  full.notes[0].span.file = 0;
  add(full, 0, Standing::Counts);
  diag::Emitter w;
  add(w.report(diag::QuestionWithoutAnswer, span_of(first, "di Hola.")), 0, Standing::Counts);
  add(w.report(diag::OppositeWordings, span_of(first, "di Hola."), "cliente"), 0, Standing::Counts);
  add(w.report(diag::UnreachableLine, span_of(first, "di Hola.")), 0, Standing::Known);
  add(w.report(diag::UnusedPart, span_of(first, "a"), "a"), 0, Standing::Allowed);
  report.findings.back().reason = "lo pidió \"Jurídico\"";
  add(w.report(diag::NotLoadable, Span{7, 0, 0}, "a", "b", "c"), 1, Standing::Counts);
  report.has_baseline = true;
  report.gone = {{"viejo.flow", "G0401", "0123456789abcdef"}};
  report.unread = {{"nada.flow", "nada.flow no existe"}};
  report.pages = {{"G0220", "# G0220\n\nUna {llave}.\n"}};
  add_fingerprints(report);
}

TEST_F(Formats, SarifHasTheShapeOfItsSpecification) {
  fill(report_, first_, [&](diag::Diagnostic d, std::uint32_t unit, Standing s) { add(std::move(d), unit, s); });
  const std::string text = to_sarif(report_);
  EXPECT_EQ(test::sarif_problems(text), "") << text;
  const Json run = Json::parse(text)["runs"][0];
  const Json& result = run["results"][0];
  EXPECT_EQ(run["columnKind"], "utf16CodeUnits");
  EXPECT_EQ(result["message"]["text"].get<std::string>().substr(0, 14), "mal: {{saldo}}");
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["region"],
            (Json{{"startLine", 2}, {"startColumn", 13}, {"endLine", 2}, {"endColumn", 20}}));
  EXPECT_EQ(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "flujos/a%20b.flow");
  EXPECT_EQ(run["artifacts"][1]["location"]["uri"], "file:///fuera/%C3%B1.flow");
  EXPECT_EQ(result["relatedLocations"][0]["message"]["text"], "aquí {{x}}");
  const Json& replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0];
  EXPECT_EQ(replacement["insertedContent"]["text"], "sal{do}") << "content is no message";
  EXPECT_EQ(replacement["deletedRegion"]["startColumn"], 14);
  const Json& steps = result["codeFlows"][0]["threadFlows"][0]["locations"];
  ASSERT_EQ(steps.size(), 2u);
  EXPECT_EQ(steps[0]["location"]["message"]["text"], "di Hola.");
  EXPECT_EQ(steps[1]["location"]["physicalLocation"]["region"]["startLine"], 2);
  EXPECT_EQ(result["codeFlows"][0]["message"]["text"], "— Hola.\n— {{saldo}}\n");
  EXPECT_EQ(result["level"], "error");
  EXPECT_EQ(run["results"][1]["level"], "warning");
  EXPECT_EQ(run["results"][2]["level"], "note");
  EXPECT_EQ(run["results"][0]["baselineState"], "new");
  EXPECT_EQ(run["results"][3]["baselineState"], "unchanged");
  EXPECT_EQ(run["results"][3]["suppressions"][0]["kind"], "external");
  EXPECT_EQ(run["results"][4]["suppressions"][0]["justification"], "lo pidió \"Jurídico\"");
  EXPECT_TRUE(run["results"][0]["suppressions"].empty());
  EXPECT_TRUE(run["results"][5]["locations"].empty());
  EXPECT_FALSE(run["invocations"][0]["executionSuccessful"]);
  const Json& rule = run["tool"]["driver"]["rules"][static_cast<std::size_t>(result["ruleIndex"])];
  EXPECT_EQ(rule["name"], "UndeclaredSlot");
  EXPECT_EQ(rule["help"]["markdown"], "# G0220\n\nUna {{llave}}.\n");
  EXPECT_EQ(rule["shortDescription"]["text"], "no hay ningún dato que se llame «…»");
}

TEST_F(Formats, AnEmptyReportIsValidEverywhere) {
  EXPECT_EQ(test::sarif_problems(to_sarif(report_)), "");
  EXPECT_EQ(Json::parse(to_json(report_))["findings"].size(), 0u);
  EXPECT_EQ(to_github(report_), "");
  EXPECT_NE(to_junit(report_).find("tests=\"2\" failures=\"0\""), std::string::npos);
  report_.tongue = Tongue::En;
  EXPECT_EQ(Json::parse(to_sarif(report_))["runs"][0]["language"], "en");
}

TEST_F(Formats, TheCheckOfShapesFindsWhatIsWrong) {
  const auto broken = [&](const std::string& from, const std::string& to) {
    std::string text = to_sarif(report_);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return test::sarif_problems(text.replace(at, from.size(), to));
  };
  fill(report_, first_, [&](diag::Diagnostic d, std::uint32_t unit, Standing s) { add(std::move(d), unit, s); });
  EXPECT_NE(broken("\"2.1.0\"", "\"2.0.0\""), "");
  EXPECT_NE(broken("\"level\": \"error\"", "\"level\": \"fatal\""), "");
  EXPECT_NE(broken("\"startColumn\": 13", "\"startColumn\": 0"), "");
  EXPECT_NE(broken("{{saldo}}", "{saldo}"), "");
  EXPECT_NE(broken("a%20b", "a b"), "");
  EXPECT_NE(broken("\"message\"", "\"massage\""), "");
  EXPECT_NE(broken("\"ruleIndex\": 1", "\"ruleIndex\": 2"), "");
  EXPECT_NE(broken("{", ""), "");
}

TEST_F(Formats, JunitIsWellFormedAndCounts) {
  fill(report_, first_, [&](diag::Diagnostic d, std::uint32_t unit, Standing s) { add(std::move(d), unit, s); });
  const std::string xml = to_junit(report_);
  EXPECT_NE(xml.find("<testsuites name=\"guion check\" tests=\"8\" failures=\"2\" errors=\"1\" skipped=\"2\""),
            std::string::npos)
      << xml;
  EXPECT_NE(
      xml.find(
          "message=\"mal: {saldo}, 100 % «ñ»&#10;segunda línea, &lt;b&gt;&amp;&quot;\uFFFD\uFFFD\" type=\"G0220\""),
      std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<testcase name=\"guion check\" classname=\"/fuera/ñ.flow\" time=\"0\"/>"), std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<skipped message=\"lo pidió &quot;Jurídico&quot;\"/>"), std::string::npos);
  EXPECT_NE(xml.find("<testsuite name=\"guion\""), std::string::npos) << "a finding without a place";
  // Every element that opens closes.
  std::vector<std::string> open;
  for (std::size_t at = xml.find('<', 1); at != std::string::npos; at = xml.find('<', at + 1)) {
    const std::string tag = xml.substr(at + 1, xml.find('>', at) - at - 1);
    if (tag.front() == '/') {
      ASSERT_FALSE(open.empty());
      EXPECT_EQ(tag.substr(1), open.back());
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(tag.substr(0, tag.find(' ')));
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST_F(Formats, GithubCommandsAreOneLineEach) {
  fill(report_, first_, [&](diag::Diagnostic d, std::uint32_t unit, Standing s) { add(std::move(d), unit, s); });
  report_.files[0].path = "a,b:c%.flow";
  const std::string out = to_github(report_);
  EXPECT_EQ(out.substr(0, out.find("::mal")),
            "::error file=a%2Cb%3Ac%25.flow,line=2,col=12,endLine=2,endColumn=18,title=G0220 UndeclaredSlot");
  EXPECT_NE(out.find("mal: {saldo}, 100 %25 «ñ»%0Asegunda"), std::string::npos) << out;
  EXPECT_NE(out.find("La llamada:%0A— Hola.%0A— {saldo}\n"), std::string::npos) << out;
  EXPECT_NE(out.find("\n::notice "), std::string::npos);
  EXPECT_NE(out.find("\n::error title=G0601"), std::string::npos) << out;
  EXPECT_EQ(out.find("G0401"), std::string::npos) << "known findings are silent";
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 5);
}

TEST_F(Formats, JsonHasTheShapeThatIsPromised) {
  fill(report_, first_, [&](diag::Diagnostic d, std::uint32_t unit, Standing s) { add(std::move(d), unit, s); });
  const Json json = Json::parse(to_json(report_));
  EXPECT_EQ(json["version"], 1);
  EXPECT_EQ(
      json["summary"],
      (Json{{"files", 2}, {"errors", 2}, {"warnings", 1}, {"hints", 1}, {"known", 1}, {"allowed", 1}, {"gone", 1}}));
  const Json& f = json["findings"][0];
  EXPECT_EQ(f["code"], "G0220");
  EXPECT_EQ(f["begin"], (Json{{"line", 2}, {"column", 12}, {"offset", first_.find("{saldo}")}}));
  EXPECT_EQ(f["fix"]["replacement"], "sal{do}");
  EXPECT_EQ(f["call"]["script"], "flujo a\n");
  EXPECT_EQ(f["call"]["steps"].size(), 2u);
  EXPECT_EQ(f["standing"], "counts");
  EXPECT_EQ(json["findings"][4]["reason"], "lo pidió \"Jurídico\"");
  EXPECT_EQ(json["gone"][0]["code"], "G0401");
  EXPECT_EQ(json["unread"][0]["file"], "nada.flow");
}

TEST(Texts, BytesThatAreNoCharacterAreReplaced) {
  EXPECT_EQ(valid_utf8("a\xff"
                       "b"),
            "a\uFFFDb");
  EXPECT_EQ(valid_utf8("\xc0\xaf"), "\uFFFD\uFFFD") << "overlong";
  EXPECT_EQ(valid_utf8("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD") << "half of a pair";
  EXPECT_EQ(valid_utf8("\xf0\x9f\x98\x80 ñ €"), "\xf0\x9f\x98\x80 ñ €");
  EXPECT_EQ(valid_utf8("\xe2\x82"), "\uFFFD\uFFFD");
  EXPECT_EQ(xml_escaped("\xef\xbf\xbf"), "\uFFFD") << "XML forbids it";
  EXPECT_EQ(uri_of("a:b/c d"), "a%3Ab/c%20d");
}

}  // namespace
}  // namespace guion::report
