// A trace told again: the call is played in the interpreter with the answers of the trace, and every event must be the
// one that the trace has, with the hash of what was said. It plays through the public interface only and knows neither
// files nor how the telling looks. For whom: docs/evidence.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/reader.hpp"
#include "scenario/flow.hpp"

namespace guion::evidence {

/// Who heard or did what a line tells.
enum class Who : std::uint8_t {
  Agent,     ///< said by the agent: the customer heard it
  Option,    ///< an answer that a menu offered
  Customer,  ///< what the customer answered
  Note,      ///< only the agent read it
  Entry,     ///< what the agent entered or decided
  System,    ///< what a system of the company answered
  Remark     ///< about the trace: an answer that was refused, a correction
};

struct Line {
  std::int64_t time = 0;
  std::string stage;  ///< empty in a stripped image
  std::string
      place;  ///< the id of the line, `@#…`, or the name of the place if it has none; `@` and the offset if stripped;
              ///< empty: a look-up that was made when the customer had hung up
  std::uint32_t source = 0;  ///< number of the line in the flow; 0: stripped, or no place
  std::uint64_t token = 0;   ///< of the event
  Who who = Who::Agent;
  std::string text;
};

/// A call as it was. If there is a fault, the lines are those before it, and nothing is known of what came then.
struct Telling {
  State state = State::Damaged;
  Sum hash{}, image{}, policy{};  ///< of the trace; the ids are those that it names
  Head head;
  bool has_head = false;
  std::size_t records = 0;  ///< that hold, the head included
  std::vector<Line> lines;
  std::string end;  ///< name of the final; empty: none
  std::optional<Fault> fault;
};

/// The build id that bytes of an image or policy deserve, whatever their header says. Zeros for none.
[[nodiscard]] Sum true_id(Bytes bytes);

/// The files that a trace is told with.
struct Subject {
  const scenario::Flow& flow;
  Sum image{}, policy{};  ///< true ids
};

/// Why a told trace does not go on where `before` ends; nothing: it does. `name`: of the file of `before`.
[[nodiscard]] std::optional<Message> no_successor(const Telling& told, Bytes before, std::string_view name);

/// Tells a trace. Errors: in `fault`.
[[nodiscard]] Telling tell(Bytes trace, const Subject& subject, Tongue tongue);

}  // namespace guion::evidence
