// Certificates of several states on random flows: all that is proved loads, and nearly all of it without a test in the
// image. GUION_CERTIFY_FLOWS sets how many flows (600), GUION_CERTIFY_SEED the first.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "driver/compile.hpp"
#include "driver/lower_flow.hpp"
#include "lower/decode.hpp"
#include "lower/dense_flow.hpp"
#include "support/random_flow.hpp"

namespace guion {
namespace {

std::uint32_t setting(const char* name, std::uint32_t usual) {
  const char* value = std::getenv(name);
  return value == nullptr ? usual : static_cast<std::uint32_t>(std::strtoul(value, nullptr, 10));
}

struct Count {
  std::size_t flows = 0, accepted = 0;
  std::size_t exact = 0, several = 0, tested = 0;  ///< flows with reads that only the engine proves; with several
                                                   ///< states at some target; with tests left
  std::size_t reads = 0, tests = 0;                ///< such reads; those before which a test stands
  std::size_t targets = 0, claims = 0, most = 0;   ///< of accepted flows
  std::size_t code = 0,
              walked = 0;  ///< instructions; states at hand at them, all together: what the loader's walk does
  std::size_t exact_targets = 0, exact_claims = 0, exact_code = 0,
              exact_walked = 0;  ///< the same of flows with such reads

  void take(const assembly::Module& m, bool is_exact);
};

/// Between targets as many states are at hand as the last one claims.
void Count::take(const assembly::Module& m, bool is_exact) {
  std::vector<std::size_t> at(m.code.size());
  std::vector<std::size_t> begins(m.code.size());
  for (const assembly::LabelDef& l : m.labels) at[l.instruction] += l.claims_end - l.claims;
  for (const assembly::PartDef& p : m.parts) begins[m.labels[p.begin].instruction] = p.cases.size();
  std::size_t now = 1, all = 0, n_targets = 0, n_claims = 0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (begins[i] != 0) now = begins[i];
    if (at[i] != 0) now = at[i];
    n_targets += at[i] != 0 ? 1 : 0;
    n_claims += at[i];
    all += now;
  }
  targets += n_targets;
  claims += n_claims;
  code += at.size();
  walked += all;
  if (!is_exact) return;
  exact_targets += n_targets;
  exact_claims += n_claims;
  exact_code += at.size();
  exact_walked += all;
}

void add(Count& n, const std::string& protocol, const std::string& flow, std::uint32_t seed) {
  MemorySources sources;
  sources.put("prueba.flow", protocol);
  sources.put("azar.flow", flow);
  const Compilation c = compile("azar.flow", sources, {});
  ++n.flows;
  for (const auto& d : c.diagnostics)
    ASSERT_NE(diag::code_text(d.code), "G0601") << "seed " << seed << ": " << d.en << "\n" << flow;
  if (!c.ok) return;
  ++n.accepted;
  const bool exact = !c.proof.proved_exactly.empty();
  n.exact += exact ? 1 : 0;
  n.tested += c.tests != 0 ? 1 : 0;
  n.reads += c.proof.proved_exactly.size();
  n.tests += c.tests;
  if (c.tests != 0 && std::getenv("GUION_CERTIFY_SHOW") != nullptr)
    std::printf("seed %u: %zu of %zu\n", seed, c.tests, c.proof.proved_exactly.size());
  // What was certified is what loads: the driver did not have to fall back on tests.
  EXPECT_EQ(lower_flow(c, analysis::solve(c.program, c.graph), true).tests, c.tests) << "seed " << seed << "\n" << flow;
  std::string problem;
  const auto decoded = assembly::decode(c.image, c.policy, problem);
  ASSERT_TRUE(decoded) << problem;
  std::size_t most = 0;
  for (const assembly::LabelDef& l : decoded->module.labels)
    most = std::max<std::size_t>(most, l.claims_end - l.claims);
  n.take(decoded->module, exact);
  n.several += most > 1 ? 1 : 0;
  n.most = std::max(n.most, most);
  if (!exact) {
    EXPECT_LE(most, 1u) << "seed " << seed;
  }
}

void print(const char* what, const Count& n) {
  const auto ratio = [](std::size_t a, std::size_t b) {
    return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
  };
  std::printf(
      "%s: %zu flows, %zu accepted, %zu with reads that only the engine proves, %zu with several states at a target, "
      "%zu with tests\n",
      what, n.flows, n.accepted, n.exact, n.several, n.tested);
  std::printf("  %zu such reads, %zu of them tested\n", n.reads, n.tests);
  std::printf("  %zu targets, %.4f states each, at most %zu; %.4f states an instruction\n", n.targets,
              ratio(n.claims, n.targets), n.most, ratio(n.walked, n.code));
  std::printf("  of flows with such reads: %zu targets, %.4f states each; %.4f states an instruction\n",
              n.exact_targets, ratio(n.exact_claims, n.exact_targets), ratio(n.exact_walked, n.exact_code));
}

TEST(CertifyRandom, AllThatIsProvedLoads) {
  const std::uint32_t flows = setting("GUION_CERTIFY_FLOWS", 600), first = setting("GUION_CERTIFY_SEED", 1);
  Count dense, large;
  for (std::uint32_t seed = first; seed < first + flows && !HasFailure(); ++seed) {
    if (const auto a = test::dense_flow(seed)) add(dense, a->protocol, a->flow, seed);
    const test::RandomFlow b = test::random_flow(seed);
    add(large, b.protocol, b.flow, seed);
  }
  print("dense", dense);
  print("larger", large);
}

}  // namespace
}  // namespace guion
