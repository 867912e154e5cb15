// The bench of prove(): what every judge is given, how a question is asked, how a finding is told. Internal to the
// room; it knows nothing of how the engine works.
#pragma once

#include <string>
#include <vector>

#include "prove/prove.hpp"

namespace guion::prove {

struct Bench {
  const Input& in;
  const analysis::Result& states;
  const Options& options;
  diag::Emitter& emitter;
  Result& result;
};

/// Asks the engine and counts its states.
[[nodiscard]] Answer ask(Bench& bench, const Query& query);

/// What became of one demand.
struct Finding {
  Verdict verdict = Verdict::Proved;
  Witness witness;
  cfg::NodeId because = kNone;
  Tracked tracked;        ///< of a Proved
  std::size_t round = 0;  ///< 0: some call breaks it first; later: only behind another that is broken
};
/// Decides demands, one finding each. A way is not followed behind what it breaks; `again`: so the others are asked
/// once more without it.
[[nodiscard]] std::vector<Finding> decide_all(Bench& bench, const std::vector<Demand>& demands, bool again);

/// Gives the nodes at which a gate was told of: that a value may be empty there as well is left for later.
[[nodiscard]] std::vector<std::uint8_t> judge_gates(Bench& bench);
void judge_fills(Bench& bench, const std::vector<std::uint8_t>& gated);
/// Rules, stages and slips, `proved` by the cheap proof or not. `gated` as in judge_fills().
void judge_properties(Bench& bench, const std::vector<Property>& properties, const std::vector<std::uint8_t>& proved,
                      const std::vector<std::uint8_t>& gated);
/// Questions with wordings of opposite sense.
void check_opposite_wordings(Bench& bench);
/// Menus and lists of wordings with nothing left, and branches that no call takes.
void judge_choices(Bench& bench);

// ---- words
// -------------------------------------------------------------------------------------------------------------------------
/// The same in both tongues.
struct Both {
  std::string en, es;
};
/// «di @aviso», as a rule names an event.
[[nodiscard]] Both event_text(const sema::Program& program, const sema::RuleEvent& event);
/// What a property would break, behind «whether».
[[nodiscard]] Both doubt_text(const sema::Program& program, PropertyKind kind, std::uint32_t object,
                              std::uint32_t other);
/// Units: days since 1970-01-01. Gives «2026-12-28».
[[nodiscard]] std::string date_text(std::int64_t day);

/// The line of a node.
[[nodiscard]] Span line_of(const Input& in, cfg::NodeId node);
/// Reports what could not be decided, with the line that is to blame.
void report_undecided(Bench& bench, Span where, const Both& doubt, cfg::NodeId because);
/// Keeps the call that shows the newest report.
void keep(Bench& bench, const Witness& witness);

/// Whether some line that can be reached is this event.
class Occurrences {
 public:
  Occurrences(const Input& in, const analysis::Result& states);
  [[nodiscard]] bool of(const sema::RuleEvent& event) const;

 private:
  const sema::Program& program_;
  std::vector<std::vector<std::uint8_t>> by_object_;  ///< by kind of fact
};
/// Whether a rule says something about this flow, and the event that would have to occur.
[[nodiscard]] const sema::RuleEvent* trigger_of(const sema::Rule& rule);

}  // namespace guion::prove
