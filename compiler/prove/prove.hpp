// Everything that is decided over all calls of a flow: gates, fills, stages, rules, and the slips of properties.hpp. The cheap must-analysis
// (analysis/) and the letter-wise one (quick.hpp) prove what they can; the engine decides what is left. Spec: docs/semantics.md, docs/analysis.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "diag/diagnostics.hpp"
#include "prove/engine.hpp"
#include "prove/properties.hpp"

namespace guion::prove {

/// Day against which dated waivers are held. Units: days since 1970-01-01.
struct Options {
  std::int64_t today = 0;
  Budget budget;
};

/// A verdict on one property, for reports and tests.
struct Judgement {
  PropertyKind kind = PropertyKind::Rule;
  std::uint32_t object = kNone;    ///< rule, stage rule, slot, service … by kind
  Verdict verdict = Verdict::Proved;
  bool vacuous = false;            ///< a rule whose trigger cannot occur in this flow
  bool waived = false;             ///< broken, but under a dated waiver that holds today
};

/// A violation found, before it was replayed. `diagnostic` is the index of its report in the emitter.
struct Violation {
  std::size_t diagnostic = 0;
  Witness witness;
};

struct Result {
  std::vector<Judgement> judgements;
  std::vector<Violation> violations;
  /// Reads that hold on every call although the must-analysis `states` cannot show it: the certificate has to say why (lower/certify.hpp).
  std::vector<Demand> proved_exactly;
  std::vector<Tracked> tracked;  ///< one a demand of `proved_exactly`: what its proof had to keep in mind
  std::size_t states = 0;  ///< that the engine reached, all questions together
};

/// Judges a flow whose names, types and structure are right. Reports everything, `states` of the must-analysis in hand.
[[nodiscard]] Result prove(const sema::Program& program, const cfg::Graph& graph, const analysis::Result& states, const Options& options,
                           diag::Emitter& emitter);

}  // namespace guion::prove
