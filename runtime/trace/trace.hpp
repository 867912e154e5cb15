// A trace: a row of records of one call, each summed together with all before it. This room writes records and keeps
// the state between two of them; it reads a session and changes nothing in it. Who reads traces is the tool. Form:
// docs/bytecode.md, «A trace».
#pragma once

#include "guion/guion.h"
#include "trace/sha256.hpp"
#include "vm/run.hpp"
#include "vm/snapshot.hpp"

namespace guion::trace {

inline constexpr uint8_t kMagic[4] = {'G', 'T', 'R', 1};  ///< the last byte is the version

enum class Kind : uint8_t {
  Head = 1,  ///< ids of image and policy, call, settings, what the system gave
  Event,     ///< a pending event
  Last,      ///< the same, of kind END: the call is over
  Answer,    ///< what the pending event was answered
  Handed,    ///< an answer with which a transfer went through: the call is over
  HangUp,    ///< the customer hung up; what is left to do and the end follow
  Back,      ///< an earlier answer is corrected: the call is back at an earlier event
  Part       ///< a head in the middle of a call: ids, the hash of the trace before, and the call as a snapshot
};
inline constexpr unsigned kKinds = 8;

/// How a value stands in a record.
enum class Mark : uint8_t {
  Hidden,  ///< of a slot that is never said: neither value nor length
  Number,
  Text
};

/// What guion_trace holds. Plain bytes: it may be copied and kept on disk.
struct Trace {
  enum class Phase : uint8_t { Ready, Asked, Over };
  uint64_t magic;      ///< kOpenTrace once begun
  uint64_t call_mix;   ///< of the call that it follows
  uint64_t image;      ///< the first bytes of its image's build id
  uint64_t token;      ///< of the event that was recorded last; 0 behind a head or a correction
  int64_t time;        ///< of the last record
  uint8_t link[kSum];  ///< the sum of all records
  Phase phase;
  bool gone;         ///< the customer has hung up
  uint8_t language;  ///< in which the event that was recorded last was said
};
inline constexpr uint64_t kOpenTrace = 0x3145434152544fu;
static_assert(sizeof(Trace) <= sizeof(guion_trace) && alignof(Trace) <= alignof(guion_trace));

/// What a record is made of. Of the others what its kind wants.
struct Record {
  Kind kind;
  int64_t time;
  const guion_answer* answer = nullptr;
  uint64_t token = 0;
  uint8_t said[kSum] = {};        ///< Part: the hash of the trace before, zeros if there is none
  bool asked = false;             ///< Part: the pending event stands in the trace before
  const uint8_t* call = nullptr;  ///< Part: the snapshot, in the room from kCallAt on
  size_t call_size = 0;
};
/// Where a snapshot waits in the room, behind whatever of its record stands before it.
inline constexpr size_t kCallAt = 128;

/// Where bytes go: the caller's room, and how many it would take.
struct Room {
  void* buffer;
  size_t capacity;
  size_t needed = 0;
};

/// The sum of what the event says: its text, and behind a line feed each the labels of its options. The texts are
/// rendered into the room; `needed` grows to the longest.
[[nodiscard]] guion_status sum_said(const vm::Session& s, Room& room, uint8_t out[kSum]);
/// Writes a record and goes on from it. What does not fit changes nothing.
[[nodiscard]] guion_status write(Trace& t, const vm::Session& s, const Record& r, Room& room);
/// Whether the values of an answer are as many as its event wants, and of a size that a record holds.
[[nodiscard]] guion_status check_answer(const vm::Session& s, const guion_answer& a);

}  // namespace guion::trace
