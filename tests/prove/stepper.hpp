// A call as an explicit state machine: states that can be copied, compared and hashed, and from each waiting event all
// ways on, one an answer of the host and a wording. Reads the lines of a program, never its graph: the judge of the
// prover must not share its eyes. Meaning: docs/semantics.md, held against the interpreter by lockstep.hpp.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sema/program.hpp"
#include "support/call_script.hpp"

namespace guion::test {

using Line = std::uint32_t;     ///< a line of any file of the program, counted through
using EventId = std::uint32_t;  ///< an event that a line can give; one a wording, a method, a note of conduct

inline constexpr std::int8_t kEmpty = std::numeric_limits<std::int8_t>::min();
inline constexpr std::size_t kMostSlots = 16, kMostCounters = 8, kDeepestPart = 8;

/// A call that waits for an answer. Slots are those that are not constant, in the order of the program.
struct State {
  std::uint16_t line = 0;  ///< whose event waits
  std::uint8_t phase = 0;  ///< of a stage head: 0 the agent's judgement, 1 + k its k-th note
  std::uint8_t depth = 0;  ///< how many parts are open
  std::uint8_t levels = 0;
  std::uint8_t none = 0;  ///< no byte of a state is padding: it is hashed as bytes
  std::array<std::uint8_t, kMostCounters> failed{};
  std::array<std::uint16_t, kDeepestPart> back{};  ///< the lines that run them
  std::array<std::int8_t, kMostSlots> slots{};
  friend bool operator==(const State&, const State&) = default;
};

/// What an event is, for rules and reports.
struct EventInfo {
  EventKind kind = EventKind::Say;
  std::uint32_t object = kNone;  ///< slot, level of a verification, service, area, outcome
  std::uint32_t method = kNone;
  std::span<const std::uint32_t> tags;
  sema::TemplateId text = kNone;
  Line line = 0;
};

/// Something that happens between two answers.
struct Occurrence {
  enum class Kind : std::uint8_t { Event, StageBegins, StageDone, Over, ReadBelow, ReadEmpty } kind = Kind::Event;
  bool normal = false;           ///< Over
  std::uint32_t object = kNone;  ///< event, stage, or slot (kNone: `exige`)
  std::uint32_t waived = 0;      ///< StageBegins, Over: stage rules one of whose conditions for a waiver is true now
};

/// What the host said. Values are of the slots that the event wants, in their order; those that decide nothing are 0.
struct Said {
  AnswerKind kind = AnswerKind::Done;
  std::uint32_t option = 0;  ///< position among those offered
  std::array<std::int8_t, 4> values{};
};

/// A way from one waiting event to the next.
struct Way {
  Said said;
  std::uint32_t begin = 0, end = 0;  ///< range of Ways::occurrences
  bool goes_on = false;              ///< false: the call is over, or met an empty slot, and `to` means nothing
  State to;
};
struct Ways {
  std::vector<Way> ways;
  std::vector<Occurrence> occurrences;
  void clear() { ways.clear(), occurrences.clear(); }
};

/// Runs calls of one program. Borrows it.
class Stepper {
 public:
  explicit Stepper(const sema::Program& program);

  /// False if the program is beyond State: too many slots, counters, or values that do not fit.
  [[nodiscard]] bool fits() const { return fits_; }
  /// Whether some call fell off the last stage, went round in silence or left a range that it cannot leave: not a flow
  /// that the compiler takes.
  [[nodiscard]] bool astray() const { return astray_; }
  /// The ways to the first event: one for all that the system may give.
  void begin(Ways& out);
  /// The ways behind the waiting event of `s`, hanging up apart, which leads nowhere.
  void answer(const State& s, Ways& out);

  [[nodiscard]] std::span<const EventInfo> events() const { return events_; }
  [[nodiscard]] const sema::Program& program() const { return p_; }
  [[nodiscard]] std::optional<std::int64_t> value(const State& s, sema::SlotId slot) const;
  /// «b1=1 n2=0», what is filled.
  [[nodiscard]] std::string describe(const State& s) const;
  /// The words of a line, without its block.
  [[nodiscard]] std::string source(Line l) const;
  [[nodiscard]] LineRef place(Line l) const { return ref(l); }
  [[nodiscard]] const sema::Statement& statement(Line l) const { return at(l); }
  /// Whether the value of a slot is read by anything but texts; if not, all its values are one to the judge.
  [[nodiscard]] bool decides(sema::SlotId slot) const { return decides_[slot] != 0; }
  [[nodiscard]] EventId event_of(const State& s) const;
  /// Items of a menu that are offered, in order.
  [[nodiscard]] std::vector<Line> offered(const State& s);

 private:
  struct Spot {
    enum class Kind : std::uint8_t { AtLine, StageEnd, PartEnd } kind = Kind::AtLine;
    std::uint32_t where = 0;
  };
  enum class Reader : std::uint8_t { Customer, Agent, Service };

  // layout (stepper_layout.cpp)
  void lay_out();
  void lay_out_block(Line owner, std::uint32_t stage);
  void find_choices();
  void note_events();
  void note_line(Line l);
  [[nodiscard]] LineRef ref(Line l) const;
  [[nodiscard]] Line line_of(LineRef l) const { return offsets_[l.file] + l.line; }
  [[nodiscard]] const ast::Line& node(Line l) const { return p_.line(ref(l)); }
  [[nodiscard]] const sema::Statement& at(Line l) const { return p_.at(ref(l)); }
  [[nodiscard]] std::vector<Line> inside(Line l) const;
  [[nodiscard]] std::vector<Line> inside(Line l, ast::NodeKind kind) const;

  // running
  [[nodiscard]] Spot into(Line owner) const;
  [[nodiscard]] Spot arm(Line owner, ast::NodeKind kind) const;
  void go(State s, Spot at);
  bool step(State& s, Spot& at);
  bool stage(State& s, std::uint32_t id, Spot& at);
  bool enter_stage(State& s, std::uint32_t id, Spot& at);
  bool notes_from(State& s, Line head, std::size_t k, Spot& at);
  bool run(State& s, Line l, Spot& at);
  bool wordings(State& s, Line l);
  bool menu(State& s, Line l);
  bool verify(State& s, Line l, std::size_t method, bool lacking, Spot& at);
  bool when(State& s, Line l, Spot& at);
  bool set(State& s, Line l, Spot& at);
  [[nodiscard]] bool ends_stage(Line l) const;
  [[nodiscard]] Spot otherwise(Line l) const;
  [[nodiscard]] std::vector<Line> offered_at(const State& s, Line l);
  [[nodiscard]] bool secret(sema::SlotId slot) const;
  void answer_stage(const State& s, Line l);
  void answer_verify(const State& s, Line l);
  void answer_lookup(const State& s, Line l);
  void each_value(const State& s, const std::vector<sema::SlotId>& slots, Said said, Spot then);
  void happen(Occurrence::Kind kind, std::uint32_t object, bool normal = false, std::uint32_t waived = 0);
  void emit(const State& s, Line l, std::uint8_t phase, EventId event);
  void close();
  bool read_text(const State& s, sema::TemplateId t, Reader who);
  bool read(const State& s, sema::SlotId slot, Reader who);
  std::optional<bool> holds(const State& s, sema::CondId c, bool watch);
  std::uint32_t waived(const State& s);
  [[nodiscard]] std::pair<std::int64_t, std::int64_t> range(sema::SlotId slot) const;

  const sema::Program& p_;
  bool fits_ = true, astray_ = false;
  std::vector<Line> offsets_;
  std::vector<Spot> behind_;             ///< where control goes on behind a line
  std::vector<Line> owner_;              ///< the line in whose block it stands
  std::vector<Spot> first_;              ///< where it goes on inside its block
  std::vector<std::uint32_t> stage_of_;  ///< kNone inside a part
  std::vector<EventId> first_event_;     ///< of a line
  std::vector<EventInfo> events_;
  std::vector<std::uint32_t> place_;   ///< of a slot in State::slots, or kNone
  std::vector<std::uint8_t> decides_;  ///< one a slot: its value is read by something but texts
  Ways* out_ = nullptr;
  Said said_;
  std::uint32_t from_ = 0;  ///< first occurrence of the way in hand
};

}  // namespace guion::test
