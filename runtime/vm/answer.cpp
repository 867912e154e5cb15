// Checking and applying answers: see answer.hpp.
#include "vm/answer.hpp"

namespace guion::vm {
namespace {

using image::Opcode;
using image::take_number;

Text text_of(const guion_value& v) { return {v.text == nullptr ? "" : v.text, v.size}; }

/// A value of an answer. Adds the bytes that it needs in the store to `needed`.
guion_status check_given(const Session& s, uint32_t slot, const guion_value& v, uint64_t& needed) {
  if (v.size != 0 && s.is_text(slot)) {
    if (aliases(s, v.text, v.size)) return GUION_BAD_ARGUMENT;
    needed += v.size;
  }
  return check_value(*s.image, slot, v);
}

guion_status fill(Session& s, uint32_t slot, const guion_value& v) {
  uint64_t needed = 0;
  if (const guion_status status = check_given(s, slot, v, needed); status != GUION_OK) return status;
  const uint64_t room = s.text_capacity - s.text_used;
  if (needed > room && needed > room + text_freed_by(s, slot)) return GUION_TEXT_FULL;
  put_value(s, slot, v);
  return GUION_OK;
}

guion_status answer_value(Session& s, const Pending& e, const guion_answer& a) {
  if (a.values == nullptr || a.count != 1) return GUION_BAD_ARGUMENT;
  if (const guion_status status = fill(s, e.slot, a.values[0]); status != GUION_OK) return status;
  go_on(s, e.next);
  return GUION_OK;
}

guion_status answer_menu(Session& s, const guion_answer& a) {
  if (a.kind != GUION_ANSWER_OPTION) {
    const uint32_t silent = patience_of(s).silent;
    if (a.kind != GUION_ANSWER_SILENT || silent == image::kNone) return GUION_WRONG_ANSWER;
    return go_on(s, silent), GUION_OK;
  }
  const Menu menu = menu_of(s);
  if (a.option >= menu.count || (menu.mask >> a.option & 1) == 0) return GUION_NO_OPTION;
  const uint8_t* p = menu.options;
  for (uint32_t left = a.option;; --left) {
    p = image::behind_template(*s.image, p);
    const uint32_t target = take_number(p);
    if (left == 0) return go_on(s, target), GUION_OK;
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
    go_on(s, used < e.number ? s.pc : e.first);
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

/// Whether an answer to the look-up empties what it was handed in `slot`.
bool is_used_up(const Session& s, uint32_t slot) {
  const bool secret = (s.image->slot_classes(slot) & s.image->policy->never_said) != 0;
  return secret && (s.image->slot_flags(slot) & image::kSlotValue) == 0;
}
void empty_secrets(Session& s, const image::BindingView& b) {
  each(b.takes, [&](uint32_t slot) {
    if (is_used_up(s, slot)) empty_slot(s, slot);
  });
}
/// Whether a slot is among the first `most` of a list.
bool lists(const uint8_t* list, uint32_t wanted, uint32_t most = 0xffffffff) {
  for (uint32_t n = take_number(list); n != 0 && most != 0; --n, --most)
    if (take_number(list) == wanted) return true;
  return false;
}

guion_status check_fields(const Session& s, const image::BindingView& b, const guion_answer& a) {
  const uint8_t* gives = b.gives;
  const uint32_t count = take_number(gives);
  if (a.count != count || (count != 0 && a.values == nullptr)) return GUION_BAD_ARGUMENT;
  uint64_t needed = 0;
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t slot = take_number(gives);
    if (const guion_status status = check_given(s, slot, a.values[i], needed); status != GUION_OK) return status;
  }
  uint64_t room = s.text_capacity - s.text_used;
  if (needed <= room) return GUION_OK;
  // Old texts go before new ones come, each once. Those that slots share are counted as kept, so the sum is never too
  // low.
  each(b.gives, [&](uint32_t slot) { room += text_freed_by(s, slot); });
  each(b.stales, [&](uint32_t slot) { room += lists(b.gives, slot) ? 0 : text_freed_by(s, slot); });
  uint32_t before = 0;  // a slot may be handed over twice
  each(b.takes, [&](uint32_t slot) {
    const bool counted = lists(b.takes, slot, before++) || lists(b.gives, slot) || lists(b.stales, slot);
    if (is_used_up(s, slot) && !counted) room += text_freed_by(s, slot);
  });
  return needed <= room ? GUION_OK : GUION_TEXT_FULL;
}

guion_status answer_lookup(Session& s, const Pending& e, const guion_answer& a) {
  if (a.kind != GUION_ANSWER_FIELDS && a.kind != GUION_ANSWER_FAILED) return GUION_WRONG_ANSWER;
  const image::BindingView b = s.image->binding(e.object);
  const bool failed = a.kind == GUION_ANSWER_FAILED;
  if (!failed)
    if (const guion_status status = check_fields(s, b, a); status != GUION_OK) return status;
  empty_secrets(s, b);
  const auto empty = [&s, filled = s.filled()](uint32_t slot) {
    if ((filled[slot / 8] >> slot % 8 & 1) != 0) empty_slot(s, slot);
  };
  each(b.stales, empty);
  each(b.gives, empty);
  const guion_value* value = a.values;
  if (!failed) each(b.gives, [&](uint32_t slot) { put_value(s, slot, *value++); });
  s.pairs = static_cast<uint8_t>(s.pairs & ~closed_by(*s.image->policy, b.service));
  if (s.phase == Phase::Closing) return hang_up(s), GUION_OK;
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
    s.last_act = s.sequence;  // somebody else has had the customer: nothing before it comes back
    go_on(s, e.second);
  } else {
    return GUION_WRONG_ANSWER;
  }
  return GUION_OK;
}

}  // namespace

guion_status check_value(const ImageView& image, uint32_t slot, const guion_value& v) {
  const uint8_t* record = image.slot_record(slot);
  if (image::is_bounded(static_cast<Type>(record[0])) && (record[1] & image::kSlotRange) == 0) {
    const image::DefaultRange range = image::kDefaultRanges[record[0]];  // as below, but it is most of them
    return v.number >= range.min && v.number <= range.max ? GUION_OK : GUION_OUT_OF_RANGE;
  }
  const SlotView target = image.slot(slot);
  if (!image::is_text(target.type)) return image::in_range(target, v.number) ? GUION_OK : GUION_OUT_OF_RANGE;
  if (v.text == nullptr && v.size != 0) return GUION_BAD_ARGUMENT;
  return image::may_hold(target, text_of(v)) ? GUION_OK : GUION_OUT_OF_RANGE;
}

void put_value(Session& s, uint32_t slot, const guion_value& v) {
  if (s.is_text(slot)) {
    put_text(s, slot, text_of(v));
  } else {
    put_number(s, slot, v.number);
  }
}

bool aliases(const Session& s, const void* bytes, size_t size) {
  const auto begin = reinterpret_cast<uintptr_t>(&s), at = reinterpret_cast<uintptr_t>(bytes);
  return size != 0 && at + size > begin && at < begin + session_size(*s.image, s.text_capacity);
}

guion_status answer(Session& s, const guion_answer& a) {
  // As below, but these are most of a call.
  if (is_menu(event_of(s))) return answer_menu(s, a);
  if (event_of(s) == Opcode::Say && a.kind == GUION_ANSWER_DONE) {
    const uint8_t* code = s.image->code();
    go_on(s, static_cast<uint32_t>(behind_text(s, code + s.pc + 1) - code));
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
      return answer_menu(s, a);
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
  constexpr uint8_t kGiven = image::kSlotSystem | image::kSlotValue;  // a constant is there already
  if (slot >= s.image->slots || (s.image->slot_flags(slot) & kGiven) != image::kSlotSystem) return GUION_BAD_ARGUMENT;
  if (s.phase != Phase::Fresh) return GUION_WRONG_ANSWER;
  return fill(s, slot, v);
}

}  // namespace guion::vm
