// What each instruction proves and changes: see code_verifier.hpp. Rules: docs/bytecode.md. Meaning: docs/semantics.md,
// «Gates».
#include "verify/code_verifier.hpp"

namespace guion::verify {

void CodeVerifier::instruction() {
  const uint32_t at = in_.at();
  const uint8_t code = in_.byte();
  if (image::opcode_info(code).mnemonic == nullptr) return in_.fail(LoadReason::UnknownOpcode, at);
  switch (static_cast<Opcode>(code)) {
    case Opcode::Say:
      return read_template(Sink::Heard);
    case Opcode::Note:
      return read_template(Sink::Agent);
    case Opcode::Ask:
      return ask(false);
    case Opcode::AskTimed:
      return ask(true);
    case Opcode::Record:
      return record_slot();
    case Opcode::Judge:
      return judge();
    case Opcode::Menu:
      return menu(false);
    case Opcode::MenuTimed:
      return menu(true);
    case Opcode::Verify:
      return verify_levels();
    case Opcode::Lookup:
      return lookup();
    case Opcode::Transfer:
      return transfer();
    case Opcode::End:
      // Without a policy there is one outcome, the flow's own.
      (void)in_.index(policy_.outcomes == 0 ? 1 : policy_.outcomes, LoadReason::UnknownOutcome);
      return close();
    case Opcode::Jump:
      jump();
      return close();
    case Opcode::UnlessKnown:
      return test_known();
    case Opcode::UnlessLevel:
      return test_levels();
    case Opcode::UnlessNumber:
      return test_number();
    case Opcode::UnlessSlot:
      return test_slot();
    case Opcode::Show:
      (void)in_.index(image::kMaxOptions, LoadReason::UnknownOption);
      return;
    case Opcode::Pick:
      return pick();
    case Opcode::SetNumber:
      return set_number();
    case Opcode::Copy:
      return copy();
    case Opcode::Add:
    case Opcode::Subtract:
      return add();
    case Opcode::AddNumber:
      return add_number();
    case Opcode::Revoke:
      return revoke();
    case Opcode::Require:
      return require();
    case Opcode::Call:
      return call();
    case Opcode::Return:
      return leave();
  }
}

void CodeVerifier::ask(bool timed) {
  const uint32_t s = writable_slot();
  read_template(Sink::Heard);
  if (timed) {
    (void)in_.number(0xffff);
    jump();
  }
  if (in_.ok()) now_.fill(s);
}

void CodeVerifier::record_slot() {
  const uint32_t s = writable_slot();
  read_template(Sink::Agent, true);
  const uint32_t at = in_.at();
  const uint32_t unsaid = in_.number();
  if (in_.ok() && unsaid != 0) check_edge(now_, unsaid - 1, at);
  if (in_.ok()) now_.fill(s);
}

void CodeVerifier::judge() {
  read_template(Sink::Agent);
  jump();
}

void CodeVerifier::check_mask(uint32_t mask, uint32_t count, uint32_t at) {
  if (!in_.ok()) return;
  if (mask == 0) return in_.fail(LoadReason::NoOpenOption, at);
  if (count < 32 && mask >> count != 0) in_.fail(LoadReason::UnknownOption, at);
}

void CodeVerifier::menu(bool timed) {
  read_template(Sink::Heard);
  const uint32_t mask_at = in_.at();
  const uint32_t mask = in_.number();
  if (timed) {
    (void)in_.number(0xffff);
    jump();
  }
  const uint32_t at = in_.at();
  const uint32_t count = in_.number();
  if (in_.ok() && (count == 0 || count > image::kMaxOptions)) in_.fail(LoadReason::TooManyOptions, at);
  check_mask(mask, count, mask_at);
  for (uint32_t i = 0; i < count && in_.ok(); ++i) {
    read_template(Sink::Heard);
    jump();
  }
  close();
}

void CodeVerifier::pick() {
  const uint32_t mask_at = in_.at();
  const uint32_t mask = in_.number();
  const uint32_t at = in_.at();
  const uint32_t count = in_.number();
  if (in_.ok() && (count == 0 || count > image::kMaxOptions)) in_.fail(LoadReason::TooManyOptions, at);
  check_mask(mask, count, mask_at);
  for (uint32_t i = 0; i < count && in_.ok(); ++i) jump();
  close();
}

void CodeVerifier::verify_levels() {
  const uint32_t at = in_.at();
  const uint32_t method = in_.index(policy_.methods, LoadReason::UnknownMethod);
  const uint32_t levels_at = in_.at();
  const uint8_t granted = levels();
  const uint32_t counter_at = in_.at();
  const uint32_t counter = in_.number();
  const uint32_t tries = in_.number();
  if (!in_.ok()) return;
  if ((granted & ~policy_.method_grants(method)) != 0) return in_.fail(LoadReason::GrantsTooMuch, levels_at);
  if (counter >= v_.counters) return in_.fail(LoadReason::UnknownCounter, counter_at);
  if (tries == 0 || tries > policy_.method_tries(method)) return in_.fail(LoadReason::BadTries, at);
  touch_levels(granted);
  read_template(Sink::Heard);
  jump();
  jump();
  now_.levels |= granted;
}

/// Both ways out of a look-up empty what it received in secret; they differ in what it gives.
void CodeVerifier::lookup() {
  const uint32_t b = in_.index(v_.bindings, LoadReason::UnknownBinding);
  if (!in_.ok()) return;
  const image::BindingView binding = v_.binding(b);
  const uint8_t* takes = binding.takes;
  for (uint32_t n = image::take_number(takes); n != 0 && in_.ok(); --n)
    read_slot(image::take_number(takes), Sink::Argument);
  takes = binding.takes;
  for (uint32_t n = image::take_number(takes); n != 0 && in_.ok(); --n) {
    const uint32_t s = image::take_number(takes);
    if (!slots_[s].never_said || slots_[s].constant) continue;
    touch_slot(s);
    now_.empty(s);
  }
  const uint8_t* const emptied[] = {binding.gives, binding.stales};
  for (const uint8_t* list : emptied) {
    for (uint32_t n = image::take_number(list); n != 0 && in_.ok(); --n) {
      const uint32_t s = image::take_number(list);
      touch_slot(s);
      now_.empty(s);
    }
  }
  jump();
  const uint8_t* gives = binding.gives;
  for (uint32_t n = image::take_number(gives); n != 0; --n) now_.fill(image::take_number(gives));
}

void CodeVerifier::transfer() {
  (void)in_.index(policy_.areas, LoadReason::UnknownArea);
  read_template(Sink::Heard);
  const uint32_t failed_at = in_.at();
  const uint32_t failed = in_.number();
  if (in_.ok() && failed != 0) check_edge(now_, failed - 1, failed_at);
  const uint32_t at = in_.at();
  const uint32_t returned = in_.number();
  if (in_.ok() && returned != 0) {
    touch_levels(static_cast<uint8_t>((1u << policy_.levels) - 1));
    now_.levels = 0;
    check_edge(now_, returned - 1, at);
  }
  close();
}

void CodeVerifier::test_known() {
  const uint32_t s = slot();
  jump();
  if (in_.ok()) now_.fill(s);
}

void CodeVerifier::test_levels() {
  const uint8_t set = levels();
  jump();
  now_.levels |= set;
}

void CodeVerifier::check_comparison(Type t, uint8_t cmp, uint32_t at) {
  if (!in_.ok()) return;
  const bool equality = cmp == 4 || cmp == 5;
  if (cmp > 5 || image::is_text(t) || (!equality && !image::has_order(t))) in_.fail(LoadReason::BadComparison, at);
}

void CodeVerifier::test_number() {
  const uint32_t s = readable_slot(Sink::Heard);
  const uint32_t at = in_.at();
  const uint8_t cmp = in_.byte();
  check_comparison(slots_[s].type, cmp, at);
  (void)in_.zigzag();
  jump();
}

namespace {

bool same_kind(const SlotView& a, const SlotView& b) {
  return a.type == b.type && a.enumeration == b.enumeration && __builtin_memcmp(a.currency, b.currency, 3) == 0;
}

}  // namespace

void CodeVerifier::test_slot() {
  const uint32_t at = in_.at();
  const uint32_t a = readable_slot(Sink::Heard);
  const uint32_t cmp_at = in_.at();
  const uint8_t cmp = in_.byte();
  const uint32_t b = readable_slot(Sink::Heard);
  const int64_t plus = in_.zigzag();
  if (!in_.ok()) return;
  check_comparison(slots_[a].type, cmp, cmp_at);
  if (!same_kind(v_.slot(a), v_.slot(b)) || (plus != 0 && !image::has_order(slots_[a].type)))
    in_.fail(LoadReason::TypeMismatch, at);
  jump();
}

void CodeVerifier::set_number() {
  const uint32_t s = writable_slot();
  const uint32_t at = in_.at();
  const int64_t k = in_.zigzag();
  if (!in_.ok()) return;
  if (image::is_text(slots_[s].type)) return in_.fail(LoadReason::TypeMismatch, at);
  if (!image::in_range(v_.slot(s), k)) return in_.fail(LoadReason::ConstantOutOfRange, at);
  now_.fill(s);
}

void CodeVerifier::check_classes(const SlotView& to, const SlotView& from, uint32_t at) {
  if (in_.ok() && (from.classes & ~to.classes) != 0) in_.fail(LoadReason::ClassLost, at);
}

/// A copied number fits without a test, so the range of its source lies within that of its target.
void CodeVerifier::copy() {
  const uint32_t at = in_.at();
  const uint32_t to = writable_slot();
  const uint32_t from = readable_slot(Sink::Heard);
  if (!in_.ok()) return;
  const SlotView a = v_.slot(to), b = v_.slot(from);
  check_classes(a, b, at);
  if (!same_kind(a, b)) return in_.fail(LoadReason::TypeMismatch, at);
  if (!image::is_text(a.type) && (b.range.min < a.range.min || b.range.max > a.range.max))
    return in_.fail(LoadReason::ConstantOutOfRange, at);
  now_.fill(to);
}

namespace {

/// What may be added or taken away: amounts of one kind; a count of days from a date; a duration from an hour.
bool can_add(const SlotView& to, const SlotView& a, const SlotView& b) {
  if (!same_kind(to, a)) return false;
  if (a.type == Type::Count || a.type == Type::Money || a.type == Type::Duration) return same_kind(a, b);
  return (a.type == Type::Date && b.type == Type::Count) || (a.type == Type::Hour && b.type == Type::Duration);
}

}  // namespace

void CodeVerifier::add() {
  const uint32_t at = in_.at();
  const uint32_t to = writable_slot();
  const uint32_t a = readable_slot(Sink::Heard);
  const uint32_t b = readable_slot(Sink::Heard);
  if (!in_.ok()) return;
  const SlotView target = v_.slot(to), left = v_.slot(a), right = v_.slot(b);
  check_classes(target, left, at);
  check_classes(target, right, at);
  if (!can_add(target, left, right)) in_.fail(LoadReason::TypeMismatch, at);
  jump();
  if (in_.ok()) now_.fill(to);
}

void CodeVerifier::add_number() {
  const uint32_t at = in_.at();
  const uint32_t to = writable_slot();
  const uint32_t a = readable_slot(Sink::Heard);
  (void)in_.zigzag();
  if (!in_.ok()) return;
  const SlotView target = v_.slot(to), left = v_.slot(a);
  check_classes(target, left, at);
  if (!same_kind(target, left) || !image::has_order(left.type)) in_.fail(LoadReason::TypeMismatch, at);
  jump();
  if (in_.ok()) now_.fill(to);
}

void CodeVerifier::revoke() {
  const uint8_t gone = levels();
  const uint8_t all = static_cast<uint8_t>((1u << policy_.levels) - 1);
  const uint8_t kept = policy_.without(all, gone);
  touch_levels(static_cast<uint8_t>(all & ~kept));
  now_.levels = policy_.without(now_.levels, gone);
}

void CodeVerifier::require() {
  const uint8_t set = levels();
  if (in_.ok() && (set & ~now_.levels) != 0) in_.fail(LoadReason::LevelNotProved);
}

void CodeVerifier::call() {
  const uint32_t at = in_.at();
  const uint32_t p = in_.index(v_.parts, LoadReason::UnknownPart);
  if (!in_.ok()) return;
  const image::PartView part = v_.part(p);
  if (part_ != image::kNone && part.height >= summary_.height) return in_.fail(LoadReason::TooDeep, at);
  if (!entails(now_, part.entry_levels, part.entry, bytes_)) return in_.fail(LoadReason::EntryNotMet, at);
  touch_levels(part.touched_levels);
  now_.levels = static_cast<uint8_t>((now_.levels & ~part.touched_levels) | part.exit_levels);
  for (uint32_t b = 0; b < bytes_; ++b) {
    if (part_ != image::kNone && (part.touched[b] & ~summary_.touched[b]) != 0)
      in_.fail(LoadReason::TouchesTooMuch, at);
    const unsigned shift = 8 * (b % 8);
    now_.filled[b / 8] &= ~(static_cast<uint64_t>(part.touched[b]) << shift);
    now_.filled[b / 8] |= static_cast<uint64_t>(part.exit[b]) << shift;
  }
}

void CodeVerifier::leave() {
  if (part_ == image::kNone) return in_.fail(LoadReason::StrayReturn);
  if (!entails(now_, summary_.exit_levels, summary_.exit, bytes_)) return in_.fail(LoadReason::ExitNotMet);
  close();
}

bool verify_code(ImageView& view, Fault& fault) { return CodeVerifier(view, fault).run(); }

}  // namespace guion::verify
