// Runs the rooms in order: sema (which reads and parses), graph, analysis, proof, lowering, encoding, and at the end
// the runtime's own loader, which must accept what was proved. It decides nothing itself.
#include "driver/compile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "analysis/analysis.hpp"
#include "cfg/build.hpp"
#include "diag/load_errors.hpp"
#include "driver/lower_flow.hpp"
#include "driver/translate.hpp"
#include "guion/guion.h"
#include "lower/assembly.hpp"
#include "lower/lower.hpp"
#include "prove/prove.hpp"
#include "replay/replay.hpp"
#include "sema/sema.hpp"
#include "spanish/read.hpp"

namespace guion {

namespace {

/// `files`: how many the flow has; those of its translation are numbered behind them.
void report(const lower::Excess& excess, std::size_t files, diag::Emitter& emitter) {
  Span span = excess.span;
  if (excess.in_translation) span.file = static_cast<FileId>(span.file + files);
  switch (excess.of) {
    case lower::Excess::Of::Text:
      emitter.report(diag::SpokenTextTooLong, span);
      return;
    case lower::Excess::Of::Slots:
      emitter.report(diag::TooManySlots, span);
      return;
    case lower::Excess::Of::Parts:
      emitter.report(diag::TooManyParts, span);
      return;
  }
}

/// False: something is too big for an image, and was reported.
bool emit_flow(Compilation& c, const analysis::Result& states, const CompileOptions& options, bool certificates,
               const lower::OtherLanguage* other, diag::Emitter& emitter) {
  Lowered made = lower_flow(c, states, !options.strip, certificates, other);
  for (const lower::Excess& excess : made.excesses) report(excess, c.program.files.size(), emitter);
  if (!made.excesses.empty()) return false;
  if (!c.policy.empty()) made.module.policy_id = assembly::build_id(c.policy);
  c.origins = std::move(made.module.origins);
  c.image = assembly::encode(std::move(made.module), {options.strip});
  c.tests = made.tests;
  return true;
}

/// What the runtime says of policy and image.
struct Loading {
  guion_status status = GUION_OK;
  guion_load_error error{};
  [[nodiscard]] bool ok() const { return status == GUION_OK; }
};
Loading load(const Compilation& made) {
  Loading l;
  guion_policy policy;
  const bool has_policy = !made.policy.empty();
  if (has_policy) l.status = guion_policy_open(&policy, made.policy.data(), made.policy.size(), &l.error);
  if (l.ok() && !made.image.empty()) {
    guion_image image;
    l.status = guion_image_open(&image, has_policy ? &policy : nullptr, made.image.data(), made.image.size(), &l.error);
  }
  return l;
}

void emit(Compilation& c, const analysis::Result& states, const CompileOptions& options, const Translated* translated,
          diag::Emitter& emitter) {
  if (c.program.kind == sema::FileKind::Library) return;
  const bool is_flow = c.program.kind == sema::FileKind::Flow;
  if (!is_flow || !c.program.protocol_name.empty()) c.policy = assembly::encode(lower::lower_policy(c.program));
  if (is_flow) {
    std::optional<lower::OtherLanguage> in_place;
    const lower::OtherLanguage* const other =
        translated == nullptr ? nullptr
                              : &in_place.emplace(lower::OtherLanguage{translated->program, translated->texts});
    if (!emit_flow(c, states, options, true, other, emitter)) return c.policy.clear();
    // The loader has the last word: where it does not follow, tests say what the certificate could not.
    if (c.tests != c.proof.proved_exactly.size() && !load(c).ok())
      (void)emit_flow(c, states, options, false, other, emitter);
  }
  check_loads(c, emitter);
}

}  // namespace

void check_loads(Compilation& made, diag::Emitter& emitter) {
  const Loading l = load(made);
  if (l.ok()) return;
  const std::string_view name = guion_load_error_name(l.error.reason);
  const std::string offset = std::to_string(l.error.offset);
  const auto en = diag::load_error_sentence(l.error.reason, Tongue::En),
             es = diag::load_error_sentence(l.error.reason, Tongue::Es);
  diag::Diagnostic& d = emitter.report(diag::NotLoadable, Span{}, name, en, offset);
  d.help_es = fmt::vformat(fmt::string_view{diag::NotLoadable.help_es}, fmt::make_format_args(name, es, offset));
  made.image.clear();
  made.policy.clear();
}

Compilation compile(const std::string& path, Sources& sources, const CompileOptions& options) {
  Compilation c;
  diag::Emitter emitter;
  c.program = sema::analyse(path, sources, options, emitter);
  analysis::Result states;
  if (c.program.kind == sema::FileKind::Flow && !c.program.files.empty()) c.graph = cfg::build(c.program);
  const bool understood = !emitter.has_errors();
  // Where a line could not be understood, what its paths do is not known: silence instead of followers.
  if (understood) {
    states = analysis::check(c.program, c.graph, emitter);
    prove::Options prove_options;
    prove_options.today = options.today;
    c.proof = prove::prove(c.program, c.graph, states, prove_options, emitter);
    replay::attach(c.program, c.graph, c.proof, emitter);
  }
  if (options.read) spanish::read(c.program, options, emitter);
  std::optional<Translated> translated;
  if (understood && !options.translation.empty()) translated = translate(c.program, sources, options);
  const bool fits = !translated || !translated->failed;
  if (!emitter.has_errors() && fits && options.emit)
    emit(c, states, options, translated ? &*translated : nullptr, emitter);
  Verdict verdict = judge(c.program, options, emitter.take_sorted());
  c.diagnostics = std::move(verdict.diagnostics);
  c.allowed = std::move(verdict.allowed);
  if (translated) join(std::move(*translated), c);
  c.ok = std::none_of(c.diagnostics.begin(), c.diagnostics.end(),
                      [](const diag::Diagnostic& d) { return d.severity == diag::Severity::Error; });
  if (!c.ok) c.image.clear(), c.policy.clear();
  return c;
}

}  // namespace guion
