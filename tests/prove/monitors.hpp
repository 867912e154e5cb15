// The properties of calls as small machines that watch what happens, written from docs/semantics.md and the rules of
// the language one by one. They know nothing of how the prover writes them. Each can be made wrong on purpose, to show
// that the comparison would notice.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "prove/stepper.hpp"

namespace guion::test {

/// What a property is about, in the words of the issue.
enum class Matter : std::uint8_t { Gate, Filled, Rule, RequiredStage, StageOrder };
[[nodiscard]] const char* name_of(Matter matter);

/// A judge who errs in one point.
enum class Fault : std::uint8_t {
  None,
  BeforeServesForever,     ///< «antes de cada»: one A serves every B
  AfterNeverCountsItself,  ///< «después de A nunca B»: B in A's own event
  AlwaysForgivesTheEnd,    ///< «después de A siempre B»: the end of the call settles it
  BetweenNeverCloses,      ///< «entre A y C nunca B»: C does not close
  PairForgivesTheEnd,      ///< «en pareja»: the end of the call closes
  OneTooFew,               ///< «a lo más N veces»: the Nth is too many
  HeardIsSaid,             ///< «se oye»: lines only, no questions
  StageDoneByBeginning,    ///< a stage is done when it begins
  EarlyEndsDemandStages,   ///< every outcome demands the stages
  OrderForgetsWaivers,     ///< a stage that comes too early is not waived
  EventWaiversLate,        ///< what hands the call on or ends it waives nothing
};
inline constexpr Fault kLastFault = Fault::EventWaiversLate;

/// Watches one call. States are small numbers; kMonitorBroken says that the property is broken.
inline constexpr std::uint32_t kMonitorBroken = 0xff;
class Monitor {
 public:
  virtual ~Monitor() = default;
  [[nodiscard]] virtual std::uint32_t step(std::uint32_t state, const Occurrence& what) const = 0;
  Matter matter = Matter::Rule;
  std::uint32_t object = kNone;
  std::string name;
};

/// One for each rule, each required stage, and each stage that has a required one before it.
[[nodiscard]] std::vector<std::unique_ptr<Monitor>> monitors_of(const Stepper& calls, Fault fault = Fault::None);

}  // namespace guion::test
