// Plays one call of a flow: asks the session for events, hands each to a host, carries the host's answer back. Knows
// neither terminals nor files; who answers is behind `Host`. Meaning of events and answers: docs/semantics.md.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "guion/guion.h"
#include "scenario/flow.hpp"
#include "scenario/message.hpp"
#include "scenario/values.hpp"

namespace guion::scenario {

struct Option {
  std::uint32_t id = 0;
  std::string label;
};

/// A value that a look-up hands over, with its slot.
struct Taken {
  std::uint32_t slot = 0;
  std::string value;  ///< as a literal, masked if secret
};

/// An event with everything about it rendered. `object` is the name of its method, service, area or outcome.
struct Event {
  guion_event raw{};
  std::string stage, text, object;
  std::vector<Option> options;       ///< MENU
  std::vector<Taken> takes;          ///< LOOKUP
  std::vector<std::uint32_t> gives;  ///< LOOKUP: slots to fill
};

enum class Move : std::uint8_t {
  Answer,  ///< send the answer
  HangUp,  ///< the customer hangs up
  Stop     ///< give up: the call ends here without a final
};

struct Reply {
  Move move = Move::Answer;
  guion_answer_kind kind = GUION_ANSWER_DONE;
  std::uint32_t option = 0;
  std::vector<Value> values;
};

struct Ending {
  enum class Kind : std::uint8_t { Outcome, Transferred, Abandoned, Stopped };
  Kind kind = Kind::Stopped;
  std::string outcome;
  std::uint32_t position = 0;  ///< of the end in the code, for guion_place; 0 if the call ended by a transfer or stopped
};

/// Whoever plays the customer, the agent and the systems of the company.
class Host {
 public:
  virtual ~Host() = default;
  /// The value of a slot that the system fills; false: there is none, and the call does not begin.
  virtual bool give(std::uint32_t slot, Value& out) = 0;
  /// Called for every event but the end.
  virtual Reply on_event(const Event& event) = 0;
  /// The session refused the last reply. Asked again unless this gives false.
  virtual bool refused(const Event& event, guion_status status) = 0;
  /// The session took a value for the slot of `event`. `spoken`: the value as a line would say it, masked if secret.
  virtual void filled(const Event&, const std::string& /*spoken*/) {}
};

struct PlayOptions {
  std::uint64_t call_id = 1;
  std::uint32_t seed = 0;
  std::uint32_t language = 0;         ///< of those of the image
  std::function<std::int64_t()> now;  ///< local time in seconds since 1970-01-01 00:00
  std::size_t most_lines = 10'000;    ///< lines in a row that ask nobody anything; more go round for ever
  std::function<void(std::string_view)> trace;  ///< gets the records of the call's trace, one after another; may be empty
};

/// Plays from the first event to the end. Errors: what the session says beyond a refused answer (`error` is then not
/// empty).
[[nodiscard]] Ending play(const Flow& flow, Host& host, const PlayOptions& options, Message& error);

/// The pending event of a session, with everything about it rendered.
[[nodiscard]] Event describe(const Flow& flow, const guion_session* session, const guion_event& raw);
/// The value of a slot as the customer would have said it: of an enumeration its label, else as a line says it; masked if
/// secret.
[[nodiscard]] std::string spoken_of(const Flow& flow, const guion_session* session, std::uint32_t slot);

/// A status of the session in both tongues.
[[nodiscard]] Message status_message(guion_status status);

/// Whether the customer hears the text of such an event.
[[nodiscard]] bool is_heard(guion_event_kind kind);

}  // namespace guion::scenario
