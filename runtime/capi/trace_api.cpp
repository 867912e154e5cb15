// Traces of guion.h: checks of arguments and of the order of records. The work is in trace/. Nothing else refers to
// this unit: a host that keeps no traces does not link it.
#include "trace/trace.hpp"
#include "vm/snapshot.hpp"

namespace {

using guion::image::Opcode;
using guion::trace::Kind;
using guion::trace::Record;
using guion::trace::Room;
using guion::trace::Trace;
using guion::vm::Session;
using Stage = guion::trace::Trace::Phase;
using guion::vm::Phase;
namespace image = guion::image;
namespace trace = guion::trace;
namespace vm = guion::vm;

const Session* of(const guion_session* s) { return static_cast<const Session*>(s); }

Trace* of(guion_trace* t) { return t == nullptr ? nullptr : reinterpret_cast<Trace*>(t->opaque); }
const Trace* of(const guion_trace* t) { return t == nullptr ? nullptr : reinterpret_cast<const Trace*>(t->opaque); }

uint64_t short_id(const Session& s) { return image::load64(s.image->base + image::kAtBuildId); }

bool bad_buffer(const void* buffer, size_t capacity) { return buffer == nullptr && capacity != 0; }

/// Whether the trace is one, and of this call.
guion_status check(const Trace* t, const Session* s, const void* buffer, size_t capacity) {
  if (t == nullptr || s == nullptr || bad_buffer(buffer, capacity) || t->magic != trace::kOpenTrace)
    return GUION_BAD_ARGUMENT;
  if (t->image != short_id(*s)) return GUION_WRONG_IMAGE;
  return t->call_mix == s->call_mix ? GUION_OK : GUION_BAD_TRACE;
}

guion_status put(Trace& t, const Session& s, const Record& r, Room& room, size_t* needed) {
  const guion_status status = trace::write(t, s, r, room);
  if (needed != nullptr) *needed = room.needed;
  return status;
}

/// Whether the system's slots are all filled.
bool all_given(const Session& s) {
  for (uint32_t slot = 0; slot < s.image->slots; ++slot)
    if ((s.image->slot_flags(slot) & image::kSlotSystem) != 0 && !s.has(slot)) return false;
  return true;
}

/// The state of a trace before its first record.
Trace fresh(const Session& s) {
  Trace t{};
  t.magic = trace::kOpenTrace;
  t.call_mix = s.call_mix;
  t.image = short_id(s);
  return t;
}

/// Writes the first record; the block is filled when that went well.
guion_status open(guion_trace* block, Trace& t, const Session& s, const Record& r, Room& room, size_t* needed) {
  const guion_status status = put(t, s, r, room, needed);
  if (status != GUION_OK) return status;
  *block = {};
  *of(block) = t;
  return GUION_OK;
}

/// Of a trace that goes on in another: what stands of it in the new head.
guion_status follow(const Trace& before, const Session& s, Record& r) {
  if (before.magic != trace::kOpenTrace) return GUION_BAD_ARGUMENT;
  if (before.call_mix != s.call_mix) return GUION_BAD_TRACE;
  if (before.phase == Stage::Over) return GUION_CALL_OVER;
  __builtin_memcpy(r.said, before.link, trace::kSum);
  r.asked = before.token == s.token();
  return GUION_OK;
}

bool is_end(const Session& s) { return s.phase == Phase::Abandoned || vm::decode(s).op == Opcode::End; }

/// A transfer that goes through ends the call, and no event comes behind it.
Kind kind_of(const Session& s, const guion_answer& a) {
  return a.kind == GUION_ANSWER_DONE && vm::decode(s).op == Opcode::Transfer ? Kind::Handed : Kind::Answer;
}

}  // namespace

extern "C" {

guion_status guion_trace_begin(guion_trace* trace_block, const guion_session* session, int64_t time, void* buffer,
                               size_t capacity, size_t* needed) {
  const Session* s = of(session);
  if (trace_block == nullptr || s == nullptr || bad_buffer(buffer, capacity)) return GUION_BAD_ARGUMENT;
  if (s->phase != Phase::Fresh) return GUION_WRONG_ANSWER;
  if (!all_given(*s)) return GUION_MISSING_VALUE;
  Trace t = fresh(*s);
  Room room{buffer, capacity};
  return open(trace_block, t, *s, {Kind::Head, time}, room, needed);
}

guion_status guion_trace_continue(guion_trace* trace_block, const guion_trace* before, const guion_session* session,
                                  int64_t time, void* buffer, size_t capacity, size_t* needed) {
  const Session* s = of(session);
  if (trace_block == nullptr || s == nullptr || bad_buffer(buffer, capacity)) return GUION_BAD_ARGUMENT;
  const bool is_fresh = s->phase == Phase::Fresh;
  if (s->phase == Phase::Running) return GUION_WRONG_ANSWER;
  if (!is_fresh && (!vm::waits(*s) || is_end(*s))) return GUION_CALL_OVER;
  if (is_fresh && !all_given(*s)) return GUION_MISSING_VALUE;
  Record r{Kind::Part, time};
  if (before != nullptr)
    if (const guion_status status = follow(*of(before), *s, r); status != GUION_OK) return status;
  size_t size = 0;
  guion_status status = vm::write_snapshot(*s, nullptr, nullptr, 0, size);
  Room room{buffer, capacity, trace::kCallAt + size + trace::kSum};
  if (status == GUION_BUFFER_TOO_SMALL && room.needed <= capacity) {
    auto* const call = static_cast<uint8_t*>(buffer) + trace::kCallAt;
    status = vm::write_snapshot(*s, nullptr, call, size, size);
    r.call = call;
    r.call_size = size;
  }
  if (needed != nullptr) *needed = status == GUION_SECRET_HELD ? 0 : room.needed;
  if (status != GUION_OK) return status;
  Trace t = fresh(*s);
  t.gone = s->phase == Phase::Closing;
  return open(trace_block, t, *s, r, room, needed);
}

guion_status guion_trace_event(guion_trace* trace_block, const guion_session* session, int64_t time, void* buffer,
                               size_t capacity, size_t* needed) {
  Trace* t = of(trace_block);
  const Session* s = of(session);
  if (const guion_status status = check(t, s, buffer, capacity); status != GUION_OK) return status;
  if (t->phase == Stage::Over) return GUION_CALL_OVER;
  if (!vm::waits(*s) && s->phase != Phase::Abandoned) return GUION_WRONG_ANSWER;
  if (t->phase == Stage::Asked && t->token != s->token()) return GUION_BAD_TRACE;
  if (t->phase == Stage::Asked && t->language == s->language) return GUION_STALE_TOKEN;  // else it was said again
  Record r{is_end(*s) ? Kind::Last : Kind::Event, time};
  Room room{buffer, capacity};
  const guion_status said = trace::sum_said(*s, room, r.said);
  const guion_status status = put(*t, *s, r, room, needed);
  return said == GUION_OK ? status : said;
}

guion_status guion_trace_answer(guion_trace* trace_block, const guion_session* session, const guion_answer* answer,
                                int64_t time, void* buffer, size_t capacity, size_t* needed) {
  Trace* t = of(trace_block);
  const Session* s = of(session);
  if (const guion_status status = check(t, s, buffer, capacity); status != GUION_OK) return status;
  if (t->phase == Stage::Over) return GUION_CALL_OVER;
  Room room{buffer, capacity};
  if (answer == nullptr) return t->gone ? GUION_CALL_OVER : put(*t, *s, {Kind::HangUp, time}, room, needed);
  if (t->phase != Stage::Asked || !vm::waits(*s)) return GUION_WRONG_ANSWER;
  if (t->token != s->token()) return GUION_STALE_TOKEN;
  unsigned kind = 0;  // a C caller may put any number into the enumeration
  __builtin_memcpy(&kind, &answer->kind, sizeof kind);
  if (kind < GUION_ANSWER_DONE || kind > GUION_ANSWER_RETURNED) return GUION_WRONG_ANSWER;
  if (const guion_status status = trace::check_answer(*s, *answer); status != GUION_OK) return status;
  Record r{kind_of(*s, *answer), time};
  r.answer = answer;
  return put(*t, *s, r, room, needed);
}

guion_status guion_trace_correct(guion_trace* trace_block, const guion_session* session, uint64_t token, int64_t time,
                                 void* buffer, size_t capacity, size_t* needed) {
  Trace* t = of(trace_block);
  const Session* s = of(session);
  if (const guion_status status = check(t, s, buffer, capacity); status != GUION_OK) return status;
  Record r{Kind::Back, time};
  r.token = token;
  Room room{buffer, capacity};
  return put(*t, *s, r, room, needed);
}

guion_status guion_trace_hash(const guion_trace* trace_block, uint8_t out[32]) {
  const Trace* t = of(trace_block);
  if (t == nullptr || out == nullptr || t->magic != trace::kOpenTrace) return GUION_BAD_ARGUMENT;
  __builtin_memcpy(out, t->link, trace::kSum);
  return GUION_OK;
}

}  // extern "C"
