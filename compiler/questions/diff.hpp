// What changed between two versions of a flow: not which bytes differ, but what a call can do now that it could not, or
// no longer can. What lowers the protection of the customer comes first. Data only. Meaning of each topic:
// docs/questions.md. Knows neither files nor terminals.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "prove/prove.hpp"

namespace guion::questions {

/// One version. Borrows everything.
struct Version {
  const sema::Program& program;
  const cfg::Graph& graph;
  const prove::Result& proof;
};

/// How grave a change is, the gravest first.
enum class Weight : std::uint8_t {
  Lowers,  ///< less is demanded, or a call breaks what none broke before
  Ways,    ///< calls go other ways
  Words,   ///< customer or agent get other words
  Raises,  ///< more is demanded
};

/// What is spoken of: the name is the key in JSON.
enum class Topic : std::uint8_t {
  GateLost,    ///< a class, a slot or a line demands less
  LowerLevel,  ///< a line can be heard at a lower level
  VerificationWeaker,
  RuleLost,
  RuleChanged,
  RuleBroken,
  StageNotRequired,
  StageBroken,
  GateBroken,
  ExceptionAdded,
  ExceptionProlonged,
  SealedChanged,
  FinalAdded,  ///< a call can newly end or be transferred somewhere
  FinalRemoved,
  PathAdded,  ///< stage → final
  PathRemoved,
  OptionAdded,
  OptionRemoved,
  ServiceAdded,
  ServiceRemoved,
  StepAdded,  ///< lines that decide or do something
  StepRemoved,
  StepChanged,
  Moved,
  DeclarationChanged,
  WordingChanged,
  LineAdded,
  LineRemoved,
  GateAdded,
  HigherLevel,
  VerificationStronger,
  RuleAdded,
  RuleKept,
  StageRequired,
  StageKept,
  GateKept,
  ExceptionShortened,
  ExceptionRemoved,
};
[[nodiscard]] std::string_view name_of(Topic topic);
[[nodiscard]] std::string_view name_of(Weight weight);

struct Texts {
  std::string en, es;
};

/// A place of one version; `line` from 1. An empty path: nowhere in this version.
struct Place {
  std::string path;
  std::uint32_t line = 0;
};

struct Change {
  Weight weight = Weight::Ways;
  Topic topic = Topic::StepChanged;
  Texts what;  ///< one sentence without its full stop
  Place old_place, new_place;
  std::string before, after;  ///< wordings, as the file has them; empty: not a matter of words
};

/// All changes, the gravest first, then by topic and place. Empty: every call of one is a call of the other, with the
/// same words. Cost: quadratic in the lines of a stage or part that changed, one run of the engine a protected line in
/// doubt.
[[nodiscard]] std::vector<Change> differences(const Version& before, const Version& after);

}  // namespace guion::questions
