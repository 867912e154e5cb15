// Checking and applying answers: see answer.hpp.
#include "vm/answer.hpp"

namespace guion::vm {
namespace {

using image::Opcode;
using image::take_number;

Text text_of(const guion_value& v) { return {v.text == nullptr ? "" : v.text, v.size}; }

/// Whether the bytes of a value lie in the session itself, where filling would move them.
bool aliases(const Session& s, Text t) {
  const auto begin = reinterpret_cast<uintptr_t>(&s), at = reinterpret_cast<uintptr_t>(t.data);
  return t.size != 0 && at + t.size > begin && at < begin + session_size(*s.image, s.text_capacity);
}

guion_status check_value(const Session& s, uint32_t slot, const guion_value& v) {
  const uint8_t* record = s.image->slot_record(slot);
  if (image::is_bounded(static_cast<Type>(record[0])) && (record[1] & image::kSlotRange) == 0)
    return image::within(image::default_range(static_cast<Type>(record[0])), v.number) ? GUION_OK : GUION_OUT_OF_RANGE;
  const SlotView target = s.image->slot(slot);
  if (!image::is_text(target.type)) return image::in_range(target, v.number) ? GUION_OK : GUION_OUT_OF_RANGE;
  if (v.text == nullptr && v.size != 0) return GUION_BAD_ARGUMENT;
  if (aliases(s, text_of(v))) return GUION_BAD_ARGUMENT;
  return image::may_hold(target, text_of(v)) ? GUION_OK : GUION_OUT_OF_RANGE;
}

void put_value(Session& s, uint32_t slot, const guion_value& v) {
  if (s.is_text(slot)) {
    put_text(s, slot, text_of(v));
  } else {
    put_number(s, slot, v.number);
  }
}

guion_status fill(Session& s, uint32_t slot, const guion_value& v) {
  if (const guion_status status = check_value(s, slot, v); status != GUION_OK) return status;
  const bool fits = !s.is_text(slot) || v.size <= s.text_capacity - s.text_used + text_freed_by(s, slot);
  if (!fits) return GUION_TEXT_FULL;
  put_value(s, slot, v);
  return GUION_OK;
}

guion_status answer_value(Session& s, const Pending& e, const guion_answer& a) {
  if (a.values == nullptr || a.count != 1) return GUION_BAD_ARGUMENT;
  if (const guion_status status = fill(s, e.slot, a.values[0]); status != GUION_OK) return status;
  go_on(s, e.next);
  return GUION_OK;
}

guion_status answer_menu(Session& s, const Pending& e, const guion_answer& a) {
  if (a.kind != GUION_ANSWER_OPTION) return GUION_WRONG_ANSWER;
  if (a.option >= e.count || (e.mask >> a.option & 1) == 0) return GUION_NO_OPTION;
  const uint8_t* p = e.options;
  for (uint32_t i = 0;; ++i) {
    p = image::behind_template(*s.image, p);
    const uint32_t target = take_number(p);
    if (i == a.option) return go_on(s, target), GUION_OK;
  }
}

guion_status answer_verify(Session& s, const Pending& e, const guion_answer& a) {
  if (a.kind == GUION_ANSWER_PASSED) {
    s.levels |= e.levels;
    go_on(s, e.next);
  } else if (a.kind == GUION_ANSWER_LACKING) {
    go_on(s, e.second);
  } else if (a.kind == GUION_ANSWER_WRONG) {
    const uint8_t used = ++s.tries()[e.counter];
    // The loop sees the counter again: with tries left it is the same event with a new token.
    go_on(s, used < e.tries ? s.pc : e.first);
  } else {
    return GUION_WRONG_ANSWER;
  }
  return GUION_OK;
}

/// Calls `f(slot)` for each slot of a binding's list.
template <typename F>
void each(const uint8_t* list, F f) {
  for (uint32_t n = take_number(list); n != 0; --n) f(take_number(list));
}

void empty_secrets(Session& s, const image::BindingView& b) {
  each(b.takes, [&](uint32_t slot) {
    const bool secret = (s.image->slot_classes(slot) & s.image->policy->never_said) != 0;
    if (secret && (s.image->slot_flags(slot) & image::kSlotValue) == 0) empty_slot(s, slot);
  });
}

guion_status check_fields(const Session& s, const image::BindingView& b, const guion_answer& a) {
  const uint8_t* gives = b.gives;
  const uint32_t count = take_number(gives);
  if (a.count != count || (count != 0 && a.values == nullptr)) return GUION_BAD_ARGUMENT;
  uint64_t needed = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t slot = take_number(gives);
    if (const guion_status status = check_value(s, slot, a.values[i]); status != GUION_OK) return status;
    if (s.is_text(slot)) needed += a.values[i].size;
  }
  // Old texts go before new ones come. Those that slots share are counted as kept, so the sum is never too low.
  uint64_t room = s.text_capacity - s.text_used;
  each(b.gives, [&](uint32_t slot) { room += text_freed_by(s, slot); });
  return needed <= room ? GUION_OK : GUION_TEXT_FULL;
}

guion_status answer_lookup(Session& s, const Pending& e, const guion_answer& a) {
  if (a.kind != GUION_ANSWER_FIELDS && a.kind != GUION_ANSWER_FAILED) return GUION_WRONG_ANSWER;
  const image::BindingView b = s.image->binding(e.object);
  const bool failed = a.kind == GUION_ANSWER_FAILED;
  if (!failed)
    if (const guion_status status = check_fields(s, b, a); status != GUION_OK) return status;
  empty_secrets(s, b);
  each(b.stales, [&](uint32_t slot) { empty_slot(s, slot); });
  each(b.gives, [&](uint32_t slot) { empty_slot(s, slot); });
  const guion_value* value = a.values;
  if (!failed) each(b.gives, [&](uint32_t slot) { put_value(s, slot, *value++); });
  go_on(s, failed ? e.first : e.next);
  return GUION_OK;
}

guion_status answer_transfer(Session& s, const Pending& e, const guion_answer& a) {
  if (a.kind == GUION_ANSWER_DONE) {
    s.phase = Phase::Over;  // it went through and did not come back
  } else if (a.kind == GUION_ANSWER_FAILED && e.first != image::kNone) {
    go_on(s, e.first);
  } else if (a.kind == GUION_ANSWER_RETURNED && e.second != image::kNone) {
    s.levels = 0;
    go_on(s, e.second);
  } else {
    return GUION_WRONG_ANSWER;
  }
  return GUION_OK;
}

}  // namespace

guion_status answer(Session& s, const guion_answer& a) {
  if (opcode_of(s) == Opcode::Say && a.kind == GUION_ANSWER_DONE) {  // as below, but it is most of a call
    const uint8_t* code = s.image->code();
    go_on(s, static_cast<uint32_t>(image::behind_template(*s.image, code + s.pc + 1) - code));
    return GUION_OK;
  }
  const Pending e = decode(s);
  switch (e.op) {
    case Opcode::Say:
    case Opcode::Note:
      if (a.kind != GUION_ANSWER_DONE) return GUION_WRONG_ANSWER;
      return go_on(s, e.next), GUION_OK;
    case Opcode::Ask:
    case Opcode::AskTimed:
    case Opcode::Record: {
      const auto without = e.op == Opcode::Record ? GUION_ANSWER_UNSAID : GUION_ANSWER_SILENT;
      if (a.kind == without && e.first != image::kNone) return go_on(s, e.first), GUION_OK;
      return a.kind == GUION_ANSWER_VALUE ? answer_value(s, e, a) : GUION_WRONG_ANSWER;
    }
    case Opcode::Judge:
      if (a.kind != GUION_ANSWER_YES && a.kind != GUION_ANSWER_NO) return GUION_WRONG_ANSWER;
      return go_on(s, a.kind == GUION_ANSWER_YES ? e.next : e.first), GUION_OK;
    case Opcode::Menu:
    case Opcode::MenuTimed:
      if (a.kind == GUION_ANSWER_SILENT && e.first != image::kNone) return go_on(s, e.first), GUION_OK;
      return answer_menu(s, e, a);
    case Opcode::Verify:
      return answer_verify(s, e, a);
    case Opcode::Lookup:
      return answer_lookup(s, e, a);
    case Opcode::Transfer:
      return answer_transfer(s, e, a);
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
  return GUION_WRONG_ANSWER;
}

guion_status give(Session& s, uint32_t slot, const guion_value& v) {
  if (slot >= s.image->slots || (s.image->slot_flags(slot) & image::kSlotSystem) == 0) return GUION_BAD_ARGUMENT;
  if (s.phase != Phase::Fresh) return GUION_WRONG_ANSWER;
  return fill(s, slot, v);
}

}  // namespace guion::vm
