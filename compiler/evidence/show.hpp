// A told call as text for people: times, places, who heard what.
#pragma once

#include <string>

#include "evidence/replay.hpp"

namespace guion::evidence {

/// What stands above the call: its number, when it began, what it was made with. Empty without a head.
[[nodiscard]] std::string heading(const Telling& telling, const std::string& title, Tongue tongue);
/// The call, in the form of the transcript of a scripted one with time and place before every line, and its final.
[[nodiscard]] std::string transcript(const Telling& telling, Tongue tongue);
/// Whether the trace is what whoever asks takes it for.
struct Expected {
  bool signed_one = true;  ///< false: another hash was expected
  bool successor = true;   ///< false: it does not go on from the trace that was given
};
/// What the trace proves, and what not.
[[nodiscard]] std::string verdict(const Telling& telling, const Expected& is, Tongue tongue);
/// Who heard a line: «both», «agent» or «nobody»; the words of the JSON form.
[[nodiscard]] std::string_view heard_by(Who who);
[[nodiscard]] std::string_view name_of(Who who);
[[nodiscard]] std::string_view name_of(State state);
/// «2026-11-20 09:30:00»
[[nodiscard]] std::string moment(std::int64_t seconds);

}  // namespace guion::evidence
