// A host that answers from a script, writes the transcript and checks what the script expects. It knows no files: the
// transcript is a string, what failed is a list. The transcript: [stage]; at the margin what is heard, behind who says
// it; indented what nobody hears (notes, what the agent enters and decides, the systems); at the end the final. A
// secret value is masked.
#pragma once

#include <functional>
#include <string>
#include <string_view>
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

/// Plays `script` on `flow`. `trace`: gets the records of the call's trace; may be empty.
[[nodiscard]] Rehearsal rehearse(const Flow& flow, const Script& script, std::function<void(std::string_view)> trace = {},
                                 std::uint32_t language = 0);

}  // namespace guion::scenario
