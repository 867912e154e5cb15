// Runs the rooms in order: sema (which reads and parses), graph, analysis, proof, lowering, encoding, and at the end the
// runtime's own loader, which must accept what was proved. It decides nothing itself.
#include "driver/compile.hpp"

#include <algorithm>

#include "analysis/analysis.hpp"
#include "cfg/build.hpp"
#include "guion/guion.h"
#include "lower/assembly.hpp"
#include "lower/lower.hpp"
#include "prove/prove.hpp"
#include "replay/guards.hpp"
#include "replay/replay.hpp"
#include "sema/sema.hpp"

namespace guion {

namespace {

void report(const lower::Excess& excess, diag::Emitter& emitter) {
  switch (excess.of) {
    case lower::Excess::Of::Text:
      emitter.report(diag::SpokenTextTooLong, excess.span);
      return;
    case lower::Excess::Of::Slots:
      emitter.report(diag::TooManySlots, excess.span);
      return;
    case lower::Excess::Of::Parts:
      emitter.report(diag::TooManyParts, excess.span);
      return;
  }
}

/// Code for the flow. Reads that only the engine could prove get a test that the loader understands (docs/decisions/0007).
assembly::Module lower_flow(const Compilation& c, const analysis::Result& states, bool places,
                            std::vector<lower::Excess>& excesses) {
  if (c.proof.proved_exactly.empty()) return lower::lower(c.program, c.graph, states, &excesses, places);
  sema::Program program = c.program;
  const cfg::Graph graph = replay::with_proved_reads(program, c.graph, c.proof.proved_exactly);
  return lower::lower(program, graph, analysis::solve(program, graph), &excesses, places);
}

void emit(Compilation& c, const analysis::Result& states, const CompileOptions& options, diag::Emitter& emitter) {
  if (c.program.kind == sema::FileKind::Library) return;
  const bool is_flow = c.program.kind == sema::FileKind::Flow;
  if (!is_flow || !c.program.protocol_name.empty()) c.policy = assembly::encode(lower::lower_policy(c.program));
  if (is_flow) {
    std::vector<lower::Excess> excesses;
    assembly::Module module = lower_flow(c, states, !options.strip, excesses);
    for (const lower::Excess& excess : excesses) report(excess, emitter);
    if (!excesses.empty()) return c.policy.clear();
    if (!c.policy.empty()) module.policy_id = assembly::build_id(c.policy);
    c.image = assembly::encode(std::move(module), {options.strip});
  }
  check_loads(c, emitter);
}

}  // namespace

void check_loads(Compilation& made, diag::Emitter& emitter) {
  guion_load_error error{};
  guion_policy policy;
  const bool has_policy = !made.policy.empty();
  guion_status status = GUION_OK;
  if (has_policy) status = guion_policy_open(&policy, made.policy.data(), made.policy.size(), &error);
  if (status == GUION_OK && !made.image.empty()) {
    guion_image image;
    status = guion_image_open(&image, has_policy ? &policy : nullptr, made.image.data(), made.image.size(), &error);
  }
  if (status == GUION_OK) return;
  emitter.report(diag::NotLoadable, Span{}, guion_load_error_name(error.reason), guion_load_error_text(error.reason),
                 std::to_string(error.offset));
  made.image.clear();
  made.policy.clear();
}

Compilation compile(const std::string& path, Sources& sources, const CompileOptions& options) {
  Compilation c;
  diag::Emitter emitter;
  c.program = sema::analyse(path, sources, options, emitter);
  analysis::Result states;
  if (c.program.kind == sema::FileKind::Flow && !c.program.files.empty()) c.graph = cfg::build(c.program);
  // Where a line could not be understood, what its paths do is not known: silence instead of followers.
  if (!emitter.has_errors()) {
    states = analysis::check(c.program, c.graph, emitter);
    prove::Options prove_options;
    prove_options.today = options.today;
    c.proof = prove::prove(c.program, c.graph, states, prove_options, emitter);
    replay::attach(c.program, c.graph, c.proof, emitter);
  }
  if (!emitter.has_errors() && options.emit) emit(c, states, options, emitter);
  Verdict verdict = judge(c.program, options, emitter.take_sorted());
  c.diagnostics = std::move(verdict.diagnostics);
  c.allowed = std::move(verdict.allowed);
  c.ok = std::none_of(c.diagnostics.begin(), c.diagnostics.end(),
                      [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
  if (!c.ok) c.image.clear(), c.policy.clear();
  return c;
}

}  // namespace guion
