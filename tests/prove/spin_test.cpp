// The second opinion: SPIN explores the exported model of small flows and must reach the verdicts that are known for
// them. The cases stand in spin_cases.hpp. It knows nothing of how the analyser decides.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <sstream>

#include "analysis/analysis.hpp"
#include "base/sources.hpp"
#include "cfg/build.hpp"
#include "diag/diagnostics.hpp"
#include "export/promela.hpp"
#include "prove/brute.hpp"
#include "prove/prove.hpp"
#include "prove/small_flow.hpp"
#include "prove/spin.hpp"
#include "prove/spin_cases.hpp"
#include "prove/spin_rule_cases.hpp"
#include "sema/sema.hpp"

namespace guion::test {
namespace {

constexpr const char* kNoSpin = "NOT COMPARED: the commands spin and gcc are needed; ./dev test installs them";

/// A flow in memory, with what the analyser says of it.
struct Made {
  sema::Program program;
  cfg::Graph graph;
  std::vector<prove::Judgement> judgements;
  bool secret_read = false;  ///< G0408 is told of the line, not judged over calls
  std::string errors;
};

Made make(const std::string& protocol, const std::string& flow) {
  MemorySources sources;
  sources.put("p.flow", protocol);
  sources.put("prueba.flow", protocol);
  sources.put("f.flow", flow);
  diag::Emitter emitter;
  Made made;
  made.program = sema::analyse("f.flow", sources, {}, emitter);
  for (const diag::Diagnostic& d : emitter.all()) {
    if (d.severity == diag::Severity::Error) made.errors += diag::code_text(d.code) + " " + d.en + "\n";
  }
  if (!made.errors.empty()) return made;
  made.graph = cfg::build(made.program);
  const analysis::Result states = analysis::check(made.program, made.graph, emitter);
  made.judgements = prove::prove(made.program, made.graph, states, {}, emitter).judgements;
  for (const diag::Diagnostic& d : emitter.all())
    made.secret_read = made.secret_read || d.code == diag::Code::NeverSaid;
  return made;
}

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

std::set<std::string> words_of(const std::string& text) {
  std::istringstream in{text};
  return {std::istream_iterator<std::string>{in}, {}};
}

Matter matter_of(prove::PropertyKind kind) {
  if (kind == prove::PropertyKind::Gate) return Matter::Gate;
  if (kind == prove::PropertyKind::Filled) return Matter::Filled;
  if (kind == prove::PropertyKind::RequiredStage) return Matter::RequiredStage;
  return kind == prove::PropertyKind::StageOrder ? Matter::StageOrder : Matter::Rule;
}

/// «Rule r1», as all judges can name what is broken; the order of stages by the one that begins too early.
using Broken = std::set<std::string>;

std::string title(const exports::ModelProperty& p) { return std::string(name_of(matter_of(p.kind))) + ":" + p.about; }

Broken by_spin(const exports::PromelaModel& model, const SpinVerdict& verdict) {
  Broken out;
  for (const exports::ModelProperty& p : model.properties) {
    if (verdict.broken.count(p.name) != 0) out.insert(title(p));
  }
  return out;
}

/// What the analyser says is broken. Everything about such small flows is decided.
Broken by_analyser(const exports::PromelaModel& model, const Made& made) {
  Broken out;
  for (const exports::ModelProperty& p : model.properties) {
    for (const prove::Judgement& j : made.judgements) {
      if (j.kind != p.kind || j.object != p.object) continue;
      EXPECT_NE(j.verdict, prove::Verdict::Undecided) << title(p);
      if (j.verdict == prove::Verdict::Violated) out.insert(title(p));
    }
    if (p.kind == prove::PropertyKind::Gate && p.about == "cvv" && made.secret_read) out.insert(title(p));
  }
  return out;
}

/// A call stops where it reads an empty slot. The analyser goes on, so that one slip does not hide the next: there it
/// may find more.
void expect_analyser_agrees(const exports::PromelaModel& model, const Made& made, const Broken& broken) {
  const Broken found = by_analyser(model, made);
  const bool stops = std::any_of(broken.begin(), broken.end(),
                                 [](const std::string& name) { return name.starts_with(name_of(Matter::Filled)); });
  if (stops) {
    EXPECT_TRUE(std::includes(found.begin(), found.end(), broken.begin(), broken.end()))
        << joined(found) << " lacks some of " << joined(broken);
  } else {
    EXPECT_EQ(joined(found), joined(broken)) << "found by the analyser, and by SPIN, in\n" << model.text;
  }
}

Broken by_playing(const exports::PromelaModel& model, const Verdicts& verdicts) {
  Broken out;
  for (const exports::ModelProperty& p : model.properties) {
    const Judged* found = verdicts.find(matter_of(p.kind), p.object);
    if (found != nullptr && found->broken) out.insert(title(p));
  }
  return out;
}

class Spin : public testing::TestWithParam<SpinCase> {};

TEST_P(Spin, ReachesTheKnownVerdicts) {
  if (!has_spin()) {
    ASSERT_EQ(std::getenv("CI"), nullptr) << kNoSpin;  // ./dev installs it: only a build by hand may go without
    GTEST_SKIP() << kNoSpin;
  }
  const SpinCase& c = GetParam();
  const Made made = make(std::string(kSpinProtocol) + c.rules, std::string(kSpinFlow) + c.flow);
  ASSERT_EQ(made.errors, "");
  const exports::PromelaModel model = exports::promela(made.program, made.graph);
  ASSERT_FALSE(model.refusal.has_value()) << model.refusal->en;
  std::set<std::string> there;
  for (const exports::ModelProperty& p : model.properties) there.insert(p.name);
  for (const std::string& name : words_of(c.broken))
    EXPECT_TRUE(there.count(name) != 0) << name << ": no such property";
  for (const std::string& name : words_of(c.kept)) EXPECT_TRUE(there.count(name) != 0) << name << ": no such property";
  const SpinVerdict verdict = run_spin(c.name, model);
  ASSERT_TRUE(verdict.complete) << verdict.output << model.text;
  EXPECT_EQ(joined(verdict.broken), joined(words_of(c.broken))) << model.text;
  expect_analyser_agrees(model, made, by_spin(model, verdict));
}

std::string name_of_case(const testing::TestParamInfo<SpinCase>& one) { return one.param.name; }

INSTANTIATE_TEST_SUITE_P(Values, Spin, testing::ValuesIn(kSpinCases), name_of_case);
INSTANTIATE_TEST_SUITE_P(Rules, Spin, testing::ValuesIn(kSpinRuleCases), name_of_case);

// ---- random flows
// -----------------------------------------------------------------------------------------------------------------------

class SpinOnRandomFlows : public testing::TestWithParam<std::uint32_t> {};

TEST_P(SpinOnRandomFlows, AgreesWithEveryCallAndWithTheAnalyser) {
  if (!has_spin()) {
    ASSERT_EQ(std::getenv("CI"), nullptr) << kNoSpin;  // ./dev installs it: only a build by hand may go without
    GTEST_SKIP() << kNoSpin;
  }
  // A few seeds give flows that the compiler refuses, or that are too large to be played through: then the next of its
  // kind.
  std::uint32_t seed = GetParam();
  SmallFlow small = small_flow(seed);
  Made made = make(small.protocol, small.flow);
  Verdicts verdicts = judge(made.program, 200'000);
  for (int again = 0; again < 5 && (!made.errors.empty() || verdicts.skipped || verdicts.astray); ++again) {
    seed += 30'000;
    small = small_flow(seed);
    made = make(small.protocol, small.flow);
    verdicts = judge(made.program, 200'000);
  }
  ASSERT_TRUE(made.errors.empty() && !verdicts.skipped && !verdicts.astray)
      << made.errors << small.protocol << small.flow;
  const exports::PromelaModel model = exports::promela(made.program, made.graph);
  ASSERT_FALSE(model.refusal.has_value()) << model.refusal->en;
  const SpinVerdict verdict = run_spin("random_" + std::to_string(GetParam()), model, 60);
  ASSERT_TRUE(verdict.complete) << verdict.output;
  const Broken broken = by_spin(model, verdict);
  EXPECT_EQ(joined(broken), joined(by_playing(model, verdicts))) << small.protocol << small.flow;
  expect_analyser_agrees(model, made, broken);
}

/// GUION_SPIN_FLOWS asks for more.
std::uint32_t how_many() {
  const char* wanted = std::getenv("GUION_SPIN_FLOWS");
  return wanted == nullptr ? 24u : static_cast<std::uint32_t>(std::strtoul(wanted, nullptr, 10));
}

INSTANTIATE_TEST_SUITE_P(Seeds, SpinOnRandomFlows, testing::Range(0u, how_many()));

}  // namespace
}  // namespace guion::test
