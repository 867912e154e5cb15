// What was answered in a call, in words: the same that the transcript of a scripted call has. It knows events and
// values, not traces.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "evidence/replay.hpp"
#include "scenario/player.hpp"

namespace guion::evidence {

[[nodiscard]] bool is_text(const scenario::SlotInfo& slot);

/// An answer with its values in the order in which the event wants them.
struct Answered {
  guion_answer_kind kind = GUION_ANSWER_DONE;
  std::uint32_t option = 0;
  const std::vector<scenario::Value>& values;
};

class Words {
 public:
  Words(const scenario::Flow& flow, Tongue tongue) : flow_{flow}, tongue_{tongue} {}

  [[nodiscard]] std::string note(const scenario::Event& event) const;
  /// The lines that an answer makes. `session` has taken it.
  [[nodiscard]] std::vector<std::pair<Who, std::string>> answered(const scenario::Event& event,
                                                                  const guion_session* session,
                                                                  const Answered& answer) const;
  [[nodiscard]] std::string hangs_up() const;
  [[nodiscard]] std::string refused() const;
  [[nodiscard]] std::string goes_back() const;
  /// Of an event that stands in the trace before.
  [[nodiscard]] std::string goes_on(const scenario::Event& event) const;
  [[nodiscard]] std::string transferred() const;
  [[nodiscard]] std::string abandoned() const;

 private:
  [[nodiscard]] std::string literal(std::uint32_t slot, const scenario::Value& value) const;
  [[nodiscard]] std::string recorded(const scenario::Event& event, const Answered& answer) const;
  [[nodiscard]] std::string looked_up(const scenario::Event& event, const Answered& answer) const;

  const scenario::Flow& flow_;
  Tongue tongue_;
};

}  // namespace guion::evidence
