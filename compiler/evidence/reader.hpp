// Traces as bytes → records. Checks the chain and the form of every record and says what is wrong with the first that
// fails; what stands before it is given. It knows nothing of flows. Form: docs/bytecode.md, «A trace».
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "guion/guion.h"
#include "scenario/message.hpp"
#include "scenario/values.hpp"
#include "trace/trace.hpp"

namespace guion::evidence {

using Bytes = std::span<const std::uint8_t>;
using Sum = std::array<std::uint8_t, trace::kSum>;

[[nodiscard]] Sum sum_of(Bytes bytes);
[[nodiscard]] std::string hex_of(const Sum& sum);
/// 64 hexadecimal digits. Nothing for anything else.
[[nodiscard]] std::optional<Sum> read_sum(std::string_view text);

/// A value in a record. Of a hidden one nothing is known.
struct Value {
  trace::Mark mark = trace::Mark::Hidden;
  scenario::Value value;
};

struct Given {
  std::uint32_t slot = 0;
  Value value;
};

struct Head {
  Sum image{}, policy{};  ///< build ids; zeros: no policy
  std::uint64_t call_id = 0;
  std::uint32_t seed = 0, text_capacity = 0;
  std::int64_t time = 0;
  std::vector<Given> given;
  bool is_part = false;  ///< begins in the middle of a call; the others then:
  bool asked = false;    ///< the event that waits stands in the trace before
  Sum before{};          ///< hash of that trace; zeros: none is named
  std::string call;      ///< the snapshot that the call goes on from
};

/// One record behind the head. Of the fields its kind has some, the others are zero.
struct Record {
  trace::Kind kind = trace::Kind::Event;
  std::size_t number = 0;  ///< in the file; the head is 1
  std::int64_t time = 0;
  std::uint64_t token = 0;  ///< Event, Last; Back: of the event that the call went back to
  std::uint32_t place = 0;
  unsigned hour = 0;
  unsigned language = 0;
  Sum said{};
  guion_answer_kind answer = GUION_ANSWER_DONE;
  std::uint32_t option = 0;
  std::vector<Value> values;
};

enum class State : std::uint8_t {
  Whole,   ///< ends with the end of the call
  Open,    ///< ends behind a record, but the call goes on: it was still under way, or the end was taken away
  Cut,     ///< ends within a record
  Damaged  ///< a record is not what it was
};

struct Fault {
  std::size_t record = 0;  ///< number in the file; 0: of the file as a whole
  Message message;
};

struct Reading {
  State state = State::Damaged;
  bool has_head = false;
  Head head;
  std::vector<Record> records;  ///< those before the fault
  Sum hash{};                   ///< of all that was read
  std::optional<Fault> fault;   ///< of Cut and Damaged; Open: that it is
};

/// Cost: linear; with a broken chain up to the square of the number of records.
[[nodiscard]] Reading read_trace(Bytes bytes);

}  // namespace guion::evidence
