// What a host sees of a call and what it answers, in a form that does not depend on which engine runs the call: the
// reference evaluator and the virtual machine drive the same host, and their transcripts must be equal. Meaning:
// docs/semantics.md, «Events».
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "sema/program.hpp"

namespace guion::test {

enum class EventKind : std::uint8_t { Say = 1, Note, Ask, Record, Judge, Menu, Verify, Lookup, Transfer, End };
enum class AnswerKind : std::uint8_t {
  Done = 1,
  Value,
  Unsaid,
  Yes,
  No,
  Option,
  Silent,
  Passed,
  Wrong,
  Lacking,
  Fields,
  Failed,
  Returned
};

/// A slot that the host is asked to fill.
struct Wanted {
  std::string name;
  sema::TypeKind kind = sema::TypeKind::Count;
  std::int64_t min = 0, max = 0;
  std::size_t values = 0;  ///< of an enumeration
};

struct Value {
  std::int64_t number = 0;
  std::string text;
  friend bool operator==(const Value&, const Value&) = default;
};
[[nodiscard]] bool is_number(sema::TypeKind kind);
[[nodiscard]] std::string show(sema::TypeKind kind, const Value& value);

struct Event {
  EventKind kind = EventKind::Say;
  std::string text;         ///< as rendered
  std::string object;       ///< method, service, area or outcome
  std::uint8_t levels = 0;  ///< that hold now
  unsigned tries_left = 0;
  unsigned seconds = 0;
  bool optional = false, can_return = false, can_fail = false;
  std::vector<std::string> options;  ///< labels of a menu, in order
  std::vector<std::string> handed;   ///< «slot=value» of a look-up
  std::vector<Wanted> wanted;
};
[[nodiscard]] std::string show(const Event& event);

struct Answer {
  AnswerKind kind = AnswerKind::Done;
  std::size_t option = 0;  ///< position among those offered
  std::vector<Value> values;
};

/// Chooses a legal answer for every event, by a seed: the same events get the same answers.
class SeededHost {
 public:
  explicit SeededHost(std::uint32_t seed) : seed_(seed), random_(seed) {}
  [[nodiscard]] Answer answer(const Event& event);
  /// What the system gives before the first event: depends on the slot's name, not on how many are asked for.
  [[nodiscard]] Value given(const Wanted& wanted) const;

 private:
  [[nodiscard]] Value value(const Wanted& wanted);
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool once_in(std::size_t n) { return below(n) == 0; }
  std::uint32_t seed_;
  std::mt19937 random_;
};

/// One run: what happened, event by event, and what the slots held in the end.
struct Transcript {
  std::vector<std::string> lines;
  std::map<std::string, std::string> slots;  ///< what the filled slots hold once the call is over
  std::vector<std::string>
      faults;  ///< what must not happen: a read of an empty slot, a value below its level, a refusal
  bool over = false;
};

}  // namespace guion::test
