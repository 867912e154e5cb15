// Sessions of guion.h: checks of arguments, the pending event as the host sees it, texts. The work is in vm/.
#include "capi/handles.hpp"
#include "vm/answer.hpp"
#include "vm/render.hpp"

namespace {

using guion::capi::opened;
using guion::image::Opcode;
using guion::image::take_number;
using guion::vm::Out;
using guion::vm::Pending;
using guion::vm::Phase;
using guion::vm::Session;
namespace capi = guion::capi;
namespace image = guion::image;
namespace vm = guion::vm;

Session* of(guion_session* s) { return static_cast<Session*>(s); }
const Session* of(const guion_session* s) { return static_cast<const Session*>(s); }

guion_status close_text(const Out& out, size_t capacity, size_t* needed) {
  if (needed != nullptr) *needed = out.size();
  return out.size() <= capacity ? GUION_OK : GUION_BUFFER_TOO_SMALL;
}

bool bad_buffer(const char* buffer, size_t capacity) { return buffer == nullptr && capacity != 0; }

guion_event_kind kind_of(Opcode op) {
  switch (op) {
    case Opcode::Say:
      return GUION_EVENT_SAY;
    case Opcode::Note:
      return GUION_EVENT_NOTE;
    case Opcode::Ask:
    case Opcode::AskTimed:
      return GUION_EVENT_ASK;
    case Opcode::Record:
      return GUION_EVENT_RECORD;
    case Opcode::Judge:
      return GUION_EVENT_JUDGE;
    case Opcode::Menu:
    case Opcode::MenuTimed:
      return GUION_EVENT_MENU;
    case Opcode::Verify:
      return GUION_EVENT_VERIFY;
    case Opcode::Lookup:
      return GUION_EVENT_LOOKUP;
    case Opcode::Transfer:
      return GUION_EVENT_TRANSFER;
    case Opcode::End:
    case Opcode::Jump:
    case Opcode::UnlessKnown:
    case Opcode::UnlessLevel:
    case Opcode::UnlessNumber:
    case Opcode::UnlessSlot:
    case Opcode::Show:
    case Opcode::Pick:
    case Opcode::SetNumber:
    case Opcode::Copy:
    case Opcode::Add:
    case Opcode::Subtract:
    case Opcode::AddNumber:
    case Opcode::Revoke:
    case Opcode::Require:
    case Opcode::Call:
    case Opcode::Return:
      break;
  }
  return GUION_EVENT_END;
}

/// The stage of the instruction, or of the call that led into the parts it stands in.
uint32_t stage_of(const Session& s) { return s.image->stage_of(s.depth == 0 ? s.pc : s.returns()[0] - 1); }

/// What all events have.
void describe_place(const Session& s, guion_event_kind kind, guion_event& out) {
  out = {};
  out.token = s.token();
  out.kind = kind;
  out.stage = stage_of(s);
  out.position = s.pc;
}

void describe(const Session& s, guion_event& out) {
  const Opcode op = vm::event_of(s);
  describe_place(s, kind_of(op), out);
  if (op == Opcode::Say || op == Opcode::Note) return void(out.has_text = 1);
  if (vm::is_menu(op)) {
    out.options = image::count_bits(vm::menu_of(s).mask);
    out.seconds = vm::patience_of(s).seconds;
    out.has_text = 1;
    return;
  }
  const Pending e = vm::decode(s);
  out.slot = e.slot;
  out.object = e.object;
  out.has_text = e.has_text;
  if (out.kind == GUION_EVENT_LOOKUP) {
    out.object = s.image->binding(e.object).service;
    out.acts = s.image->policy->acts(out.object);
  } else if (out.kind == GUION_EVENT_VERIFY) {
    out.tries_left = e.number - s.tries()[e.counter];
    out.levels = e.levels;
  } else if (out.kind == GUION_EVENT_TRANSFER) {
    out.can_fail = e.first != image::kNone;
    out.can_return = e.second != image::kNone;
  }
  if (op == Opcode::AskTimed) out.seconds = e.number;
  out.optional = op == Opcode::Record && e.first != image::kNone;
  out.over = out.kind == GUION_EVENT_END;
}

/// Before the first event only constants and slots of the system are filled.
bool all_given(const Session& s) {
  uint32_t filled = 0;
  for (uint32_t b = 0; b < s.image->slot_bytes(); ++b) filled += image::count_bits(s.filled()[b]);
  return filled == s.image->constants + s.image->given;
}

uint8_t hour_of(int64_t now) {
  const auto second = static_cast<int32_t>(now % 86400);
  return static_cast<uint8_t>((second < 0 ? second + 86400 : second) / 3600);
}

guion_status lookup_slot(const guion_session* session, uint32_t index, uint32_t* slot, bool gives) {
  const Session* s = of(session);
  if (s == nullptr || slot == nullptr) return GUION_BAD_ARGUMENT;
  if (!vm::waits(*s) || vm::event_of(*s) != Opcode::Lookup) return GUION_WRONG_ANSWER;
  const uint8_t* list = s->image->binding_record(vm::binding_of(*s));
  (void)take_number(list);  // the service
  if (gives) list = image::behind_list(*s->image, list);
  if (index >= take_number(list)) return GUION_BAD_ARGUMENT;
  if (s->image->slots <= 128) return *slot = list[index], GUION_OK;  // each takes one byte
  do *slot = take_number(list);
  while (index-- != 0);
  return GUION_OK;
}

}  // namespace

extern "C" {

size_t guion_session_size(const guion_image* img, const guion_session_options* options) {
  const image::ImageView* v = opened(img);
  return v == nullptr ? 0 : vm::session_size(*v, capi::capacity_of(options));
}

guion_status guion_session_start(const guion_image* img, const guion_session_options* options, void* memory,
                                 size_t size, guion_session** out) {
  const image::ImageView* v = opened(img);
  if (v == nullptr || out == nullptr) return GUION_BAD_ARGUMENT;
  if (const guion_status status = capi::check_memory(*v, options, memory, size); status != GUION_OK) return status;
  const uint32_t language = options == nullptr ? 0 : options->language;
  if (language >= v->languages()) return GUION_BAD_ARGUMENT;
  Session& s = capi::settle(*v, options, memory);
  s.language = static_cast<uint8_t>(language);
  vm::start(s);
  *out = &s;
  return GUION_OK;
}

guion_status guion_set_language(guion_session* session, uint32_t language) {
  Session* s = of(session);
  if (s == nullptr || language >= s->image->languages()) return GUION_BAD_ARGUMENT;
  s->language = static_cast<uint8_t>(language);
  return GUION_OK;
}

uint32_t guion_session_language(const guion_session* session) { return session == nullptr ? 0 : of(session)->language; }

guion_status guion_next(guion_session* session, int64_t now, guion_event* out) {
  Session* s = of(session);
  if (s == nullptr || out == nullptr) return GUION_BAD_ARGUMENT;
  if (s->phase == Phase::Over) return GUION_CALL_OVER;
  if (s->phase == Phase::Abandoned) {
    describe_place(*s, GUION_EVENT_END, *out);
    out->abandoned = out->over = 1;
    return GUION_OK;
  }
  if (s->phase == Phase::Fresh) {
    if (!all_given(*s)) return GUION_MISSING_VALUE;
    s->phase = Phase::Running;
  }
  if (s->phase == Phase::Running) {
    s->hour = hour_of(now);
    if (const guion_status status = vm::run(*s); status != GUION_OK) return status;
  }
  describe(*s, *out);
  return GUION_OK;
}

guion_status guion_answer_event(guion_session* session, uint64_t token, const guion_answer* answer) {
  Session* s = of(session);
  if (s == nullptr || answer == nullptr) return GUION_BAD_ARGUMENT;
  if (s->phase == Phase::Over || s->phase == Phase::Abandoned) return GUION_CALL_OVER;
  if (!vm::waits(*s) || token != s->token()) return GUION_STALE_TOKEN;
  if (vm::event_of(*s) == Opcode::End) return GUION_CALL_OVER;
  // A C caller may put any number into the enumeration: it is looked at as bytes before it is read as one.
  unsigned kind = 0;
  static_assert(sizeof kind == sizeof answer->kind);
  __builtin_memcpy(&kind, &answer->kind, sizeof kind);
  if (kind < GUION_ANSWER_DONE || kind > GUION_ANSWER_RETURNED) return GUION_WRONG_ANSWER;
  return vm::answer(*s, *answer);
}

guion_status guion_hangup(guion_session* session) {
  Session* s = of(session);
  if (s == nullptr) return GUION_BAD_ARGUMENT;
  const bool ended = s->phase == Phase::Pending && vm::opcode_of(*s) == Opcode::End;
  if (s->phase == Phase::Over || s->phase == Phase::Abandoned || ended) return GUION_CALL_OVER;
  if (s->phase != Phase::Closing) vm::hang_up(*s);  // else the customer is gone already
  return GUION_OK;
}

guion_status guion_text(const guion_session* session, char* buffer, size_t capacity, size_t* needed) {
  const Session* s = of(session);
  if (s == nullptr || bad_buffer(buffer, capacity)) return GUION_BAD_ARGUMENT;
  if (!vm::waits(*s)) return GUION_WRONG_ANSWER;
  const uint8_t* text = s->phase == Phase::Closing ? nullptr : vm::text_of(*s);
  Out out(buffer, capacity);
  if (text != nullptr) vm::note_text_end(*s, vm::render(out, *s, text));
  return close_text(out, capacity, needed);
}

guion_status guion_option(const guion_session* session, uint32_t index, uint32_t* id, char* buffer, size_t capacity,
                          size_t* needed) {
  const Session* s = of(session);
  if (s == nullptr || bad_buffer(buffer, capacity)) return GUION_BAD_ARGUMENT;
  if (s->phase != Phase::Pending) return GUION_WRONG_ANSWER;
  if (!vm::is_menu(vm::opcode_of(*s))) return GUION_WRONG_ANSWER;
  const vm::Menu menu = vm::menu_of(*s);
  const uint8_t* p = menu.options;
  uint32_t option = 0;
  for (uint32_t open = menu.mask; open != 0; open >>= 1, ++option) {
    if ((open & 1) != 0 && index-- == 0) {
      if (id != nullptr) *id = option;
      Out out(buffer, capacity);
      (void)vm::render(out, *s, p);
      return close_text(out, capacity, needed);
    }
    p = image::behind_template(*s->image, p);
    (void)take_number(p);
  }
  return GUION_NO_OPTION;
}

guion_status guion_lookup_takes(const guion_session* session, uint32_t index, uint32_t* slot) {
  return lookup_slot(session, index, slot, false);
}
guion_status guion_lookup_gives(const guion_session* session, uint32_t index, uint32_t* slot) {
  return lookup_slot(session, index, slot, true);
}

guion_status guion_give(guion_session* session, uint32_t slot, const guion_value* value) {
  Session* s = of(session);
  if (s == nullptr || value == nullptr) return GUION_BAD_ARGUMENT;
  return vm::give(*s, slot, *value);
}

guion_status guion_read(const guion_session* session, uint32_t slot, guion_value* out) {
  const Session* s = of(session);
  if (s == nullptr || out == nullptr || slot >= s->image->slots) return GUION_BAD_ARGUMENT;
  if (!s->has(slot)) return GUION_MISSING_VALUE;
  *out = {};
  if (s->is_text(slot)) {
    const image::Text t = s->text(slot);
    out->text = t.data;
    out->size = t.size;
  } else {
    out->number = s->number(slot);
  }
  return GUION_OK;
}

guion_status guion_read_text(const guion_session* session, uint32_t slot, char* buffer, size_t capacity,
                             size_t* needed) {
  const Session* s = of(session);
  if (s == nullptr || slot >= s->image->slots || bad_buffer(buffer, capacity)) return GUION_BAD_ARGUMENT;
  if (!s->has(slot)) return GUION_MISSING_VALUE;
  Out out(buffer, capacity);
  vm::render_value(out, *s, slot, image::Form::Plain);
  return close_text(out, capacity, needed);
}

uint8_t guion_levels(const guion_session* session) { return session == nullptr ? 0 : of(session)->levels; }

}  // extern "C"
