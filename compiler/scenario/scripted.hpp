// A host that answers from a script, writes the transcript and checks what the script expects. It knows no files: the
// transcript is a string, what failed is a list. The transcript: [stage], A: heard, «note», C: the customer, S: a
// system, (the agent), final.
#pragma once

#include <string>
#include <vector>

#include "scenario/call_file.hpp"
#include "scenario/player.hpp"

namespace guion::scenario {

struct Rehearsal {
  std::string transcript;
  std::vector<Problem> failures;  ///< empty: the call went as the script says
};

/// Local time of a call whose script gives none: a Monday at ten.
inline constexpr std::int64_t kDefaultTime = 1767607200;  // 2026-01-05 10:00

/// Plays `script` on `flow`.
[[nodiscard]] Rehearsal rehearse(const Flow& flow, const Script& script);

}  // namespace guion::scenario
