// What each instruction proves and changes: operands are read by their letters in opcodes.def, then its rule is
// applied. See code_verifier.hpp. Rules: docs/bytecode.md. Meaning: docs/semantics.md, «Gates».
#include "verify/code_verifier.hpp"

namespace guion::verify {
namespace {

constexpr uint64_t bit(Opcode op) { return uint64_t{1} << static_cast<unsigned>(op); }
constexpr bool is_one_of(Opcode op, uint64_t set) { return (set & bit(op)) != 0; }

/// Instructions whose first slot is written, those that only ask, and those whose text is the agent's.
constexpr uint64_t kWrites = bit(Opcode::Ask) | bit(Opcode::AskTimed) | bit(Opcode::Record) | bit(Opcode::SetNumber) |
                             bit(Opcode::Copy) | bit(Opcode::Add) | bit(Opcode::Subtract) | bit(Opcode::AddNumber);
constexpr uint64_t kConditions =
    bit(Opcode::UnlessKnown) | bit(Opcode::UnlessLevel) | bit(Opcode::UnlessNumber) | bit(Opcode::UnlessSlot);
constexpr uint64_t kForAgent = bit(Opcode::Note) | bit(Opcode::Record) | bit(Opcode::Judge);

bool same_kind(const SlotView& a, const SlotView& b) {
  return a.type == b.type && a.enumeration == b.enumeration && __builtin_memcmp(a.currency, b.currency, 3) == 0;
}

/// What may be added or taken away, its target being of the kind of `a`: amounts of one kind; a count of days from a
/// date; a duration from an hour.
bool can_add(const SlotView& a, const SlotView& b) {
  if (a.type == Type::Count || a.type == Type::Money || a.type == Type::Duration) return same_kind(a, b);
  return (a.type == Type::Date && b.type == Type::Count) || (a.type == Type::Hour && b.type == Type::Duration);
}

}  // namespace

void CodeVerifier::instruction() {
  const uint32_t start = in_.at();
  const uint8_t code = in_.byte();
  // Most of a flow; what follows would do the same, more slowly.
  if (code == static_cast<uint8_t>(Opcode::Say)) return read_template(Sink::Heard), event();
  if (code == static_cast<uint8_t>(Opcode::Jump)) return step(), jump(), close();
  if (code >= image::kOpcodeSpace || !image::kOperands.rows[code].known)
    return in_.fail(LoadReason::UnknownOpcode, start);
  const image::OperandRow& row = image::kOperands.rows[code];
  Operands x;
  x.start = start;
  x.op = static_cast<Opcode>(code);
  // Tries that are used up are no event: the way to where they lead is silent.
  (row.flags & image::flag::Y) != 0 && x.op != Opcode::Verify ? event() : step();
  for (const char* letter = row.letters; *letter != 0 && in_.ok(); ++letter) operand(*letter, x);
  if (in_.ok()) conclude(x);
  if ((row.flags & image::flag::X) != 0) close();
}

void CodeVerifier::operand(char letter, Operands& x) {
  switch (letter) {
    case 's':
      return slot_operand(x);
    case 'T':
    case 't':
      return read_template(is_one_of(x.op, kForAgent) ? Sink::Agent : Sink::Heard, letter == 't');
    case 'j':
      if (is_one_of(x.op, kConditions)) return divide(x);
      if (x.op == Opcode::Verify && x.jumps++ == 1) event();
      return jump();
    case 'J':
      return optional_jump(x);
    case 'n':
      return number_operand(x);
    case 'M':
    case 'P':
      return targets(x.numbers[0], letter == 'M', in_.at());
    case 'L':
      x.levels = levels();
      return;
    case 'o':
      x.comparison = in_.byte();
      return;
    case 'k':
      x.plus = in_.zigzag();
      return;
    case 'm':
      x.object = in_.index(policy_.methods, LoadReason::UnknownMethod);
      return;
    case 'c':
      x.counter = in_.index(v_.counters, LoadReason::UnknownCounter);
      return;
    case 'v':
      x.object = in_.index(v_.bindings, LoadReason::UnknownBinding);
      return lookup_begins(x.object);
    case 'a':
      x.object = in_.index(policy_.areas, LoadReason::UnknownArea);
      return;
    case 'e':
      // Without a policy there is one outcome, the flow's own.
      x.object = in_.index(policy_.outcomes == 0 ? 1 : policy_.outcomes, LoadReason::UnknownOutcome);
      return;
    default:
      x.object = in_.index(v_.parts, LoadReason::UnknownPart);
  }
}

void CodeVerifier::slot_operand(Operands& x) {
  const bool writes = x.slot_count == 0 && is_one_of(x.op, kWrites);
  const uint32_t s = writes ? writable_slot() : slot();
  if (!writes && x.op != Opcode::UnlessKnown) read_slot(s, Sink::Heard);
  x.slots[x.slot_count++] = s;
}

/// A mask, seconds, tries or the number of an option.
void CodeVerifier::number_operand(Operands& x) {
  const bool seconds = x.op == Opcode::AskTimed || (x.op == Opcode::MenuTimed && x.number_count == 1);
  x.numbers[x.number_count++] = in_.number(seconds ? 0xffff : 0xffffffff);
}

void CodeVerifier::optional_jump(Operands& x) {
  const uint32_t at = in_.at();
  const uint32_t target = in_.number();
  if (!in_.ok() || target == 0) return void(++x.jumps);
  if (x.op == Opcode::Transfer && x.jumps == 1) {  // another person answers for the caller now
    touch_levels(all_levels());
    each([&](Facts& f) { f.levels = 0, f.absent = all_levels(); });
  }
  check_edges(target - 1, at);
  ++x.jumps;
}

/// The targets of a menu, each with its label, or of a pick.
void CodeVerifier::targets(uint32_t mask, bool labelled, uint32_t at) {
  const uint32_t count = in_.number();
  if (!in_.ok()) return;
  if (count == 0 || count > image::kMaxOptions) return in_.fail(LoadReason::TooManyOptions, at);
  if (mask == 0 && !shows_) return in_.fail(LoadReason::NoOpenOption, at);
  shows_ = false;
  if (count < 32 && mask >> count != 0) return in_.fail(LoadReason::UnknownOption, at);
  for (uint32_t i = 0; i < count && in_.ok(); ++i) {
    if (labelled) read_template(Sink::Heard);
    jump();
  }
}

void CodeVerifier::conclude(const Operands& x) {
  switch (x.op) {
    case Opcode::Ask:
    case Opcode::AskTimed:
    case Opcode::Record:
      return fill(x.slots[0]);
    case Opcode::Verify:
      return verify_levels(x);
    case Opcode::Lookup:
      return lookup_succeeds(x.object);
    case Opcode::UnlessNumber:
      return check_comparison(x);
    case Opcode::Show:
      if (x.numbers[0] >= image::kMaxOptions) in_.fail(LoadReason::UnknownOption, x.start);
      shows_ = true;
      return;
    case Opcode::SetNumber:
      return set_number(x);
    case Opcode::UnlessSlot:
    case Opcode::Copy:
    case Opcode::Add:
    case Opcode::Subtract:
    case Opcode::AddNumber:
      return check_pair(x);
    case Opcode::Revoke:
      return revoke(x.levels);
    case Opcode::Require:
      return each([&](const Facts& f) {
        if ((x.levels & ~f.levels) != 0) in_.fail(LoadReason::LevelNotProved);
      });
    case Opcode::Call:
      return call(x);
    case Opcode::Return:
      return leave();
    case Opcode::Say:
    case Opcode::Note:
    case Opcode::Judge:
    case Opcode::Menu:
    case Opcode::MenuTimed:
    case Opcode::Transfer:
    case Opcode::End:
    case Opcode::Jump:
    case Opcode::UnlessKnown:
    case Opcode::UnlessLevel:
    case Opcode::Pick:
      return;
  }
}

void CodeVerifier::verify_levels(const Operands& x) {
  const uint32_t tries = x.numbers[0];
  if ((x.levels & ~policy_.method_grants(x.object)) != 0) return in_.fail(LoadReason::GrantsTooMuch, x.start);
  if (!policy_.closed(x.levels)) return in_.fail(LoadReason::BadClosure, x.start);
  if (tries == 0 || tries > policy_.method_tries(x.object)) return in_.fail(LoadReason::BadTries, x.start);
  touch_levels(x.levels);
  const auto others = static_cast<uint8_t>(~x.levels);
  each([&](Facts& f) { f.levels |= x.levels, f.absent &= others; });
}

/// Empties the slots of a list; of what a service takes only the secrets.
void CodeVerifier::empty(const uint8_t* list, bool secrets_only) {
  for (uint32_t n = image::take_number(list); n != 0; --n) {
    const uint32_t s = image::take_number(list);
    if (secrets_only && (!needs(s).never_said || slots_[s].constant)) continue;
    touch_slot(s);
    each([&](Facts& f) { f.clear(s); });
  }
}

/// Both ways out of a look-up empty what it received in secret; they differ in what it gives.
void CodeVerifier::lookup_begins(uint32_t b) {
  if (!in_.ok()) return;
  const image::BindingView binding = v_.binding(b);
  const uint8_t* takes = binding.takes;
  for (uint32_t n = image::take_number(takes); n != 0; --n) read_slot(image::take_number(takes), Sink::Argument);
  empty(binding.takes, true);
  empty(binding.gives, false);
  empty(binding.stales, false);
}

void CodeVerifier::lookup_succeeds(uint32_t b) {
  const uint8_t* gives = v_.binding(b).gives;
  for (uint32_t n = image::take_number(gives); n != 0; --n) fill(image::take_number(gives));
}

void CodeVerifier::check_comparison(const Operands& x) {
  if (trusted_) return;
  const Type t = needs(x.slots[0]).type;
  const bool equality = x.comparison == 4 || x.comparison == 5;
  if (x.comparison > 5 || image::is_text(t) || (!equality && !image::has_order(t)))
    in_.fail(LoadReason::BadComparison, x.start);
}

void CodeVerifier::set_number(const Operands& x) {
  if (image::is_text(needs(x.slots[0]).type)) return in_.fail(LoadReason::TypeMismatch, x.start);
  if (!image::in_range(v_.slot(x.slots[0]), x.plus)) return in_.fail(LoadReason::ConstantOutOfRange, x.start);
  fill(x.slots[0]);
  if (certificate_.has_literals())
    each([&](Facts& f) { f.learn({Literal::Within, static_cast<uint16_t>(x.slots[0]), 0, x.plus, x.plus}); });
}

/// Instructions on two slots of one kind. A copied value fits without a test, so the range of its source, or the length
/// of a constant text, lies within that of its target.
void CodeVerifier::check_pair(const Operands& x) {
  const SlotView a = v_.slot(x.slots[0]), b = v_.slot(x.slots[1]);
  const bool sum = x.op == Opcode::Add || x.op == Opcode::Subtract;
  const SlotView c = sum ? v_.slot(x.slots[2]) : SlotView{};
  const bool ordered = image::has_order(a.type);
  const bool counts = x.op == Opcode::AddNumber || (x.op == Opcode::UnlessSlot && x.plus != 0);
  if (!same_kind(a, b) || (counts && !ordered) || (sum && !can_add(b, c)))
    return in_.fail(LoadReason::TypeMismatch, x.start);
  if (x.op == Opcode::UnlessSlot) return check_comparison(x);
  if (((b.classes | c.classes) & ~a.classes) != 0) return in_.fail(LoadReason::ClassLost, x.start);
  const auto length = static_cast<int64_t>(b.text.size);  // a constant text has one, whatever its range
  const bool fixed = image::is_text(b.type) && (b.flags & image::kSlotValue) != 0;
  const image::Range range = fixed ? image::Range{length, length} : b.range;
  if (x.op == Opcode::Copy && (range.min < a.range.min || range.max > a.range.max))
    return in_.fail(LoadReason::ConstantOutOfRange, x.start);
  if (x.op == Opcode::Copy && x.slots[0] == x.slots[1]) return;
  fill(x.slots[0]);
  if (x.op == Opcode::Copy) each([&](Facts& f) { f.copy_known(x.slots[0], x.slots[1]); });
}

void CodeVerifier::revoke(uint8_t gone) {
  const uint8_t kept = policy_.without(all_levels(), gone);
  const auto lost = static_cast<uint8_t>(all_levels() & ~kept);
  touch_levels(lost);
  each([&](Facts& f) { f.levels &= kept, f.absent |= lost; });
}

/// What a part leaves behind: facts that it touches are those of its exit.
void CodeVerifier::leave_part(Facts& f, const Case& c, uint32_t exit, const image::PartView& part) {
  const auto kept = static_cast<uint8_t>(~part.touched_levels);
  for (uint32_t i = f.count; i-- != 0;) {
    const Known& k = f.known[i];
    if (holds(part.touched, k.slot) || (k.kind == Literal::Apart && holds(part.touched, k.other)))
      f.known[i] = f.known[--f.count];
  }
  certificate_.decode(certificate_.exit_state(c, exit), spare_);
  f.levels = static_cast<uint8_t>((f.levels & kept) | spare_.levels);
  f.absent = static_cast<uint8_t>((f.absent & kept) | spare_.absent);
  for (uint32_t w = 0; w < words_; ++w) {
    const uint64_t others = ~word_of(part.touched, bytes_, w);
    f.filled[w] = (f.filled[w] & others) | spare_.filled[w];
    f.empty[w] = (f.empty[w] & others) | spare_.empty[w];
  }
  for (uint32_t i = 0; i < spare_.count; ++i) f.learn(spare_.known[i]);
  if (spare_.passed) return f.event();
  if (f.remaining == Facts::kUnbounded) return void(f.since += c.steps);
  f.remaining -= c.steps;
}

/// Number of the first case whose entry is known in `f`, or kNone.
uint32_t CodeVerifier::find_case(const Facts& f, uint32_t part, Case& c) {
  const uint8_t* cursor = nullptr;
  uint32_t record = 0;
  const uint32_t cases = certificate_.cases_of(part, cursor, record);
  for (uint32_t i = 0; i < cases; ++i) {
    c = certificate_.next_case(cursor, record);
    certificate_.decode(c.entry, spare_);
    spare_.passed = false;  // it speaks of the part, which has not begun
    if (entails(f, spare_, words_)) return i;
  }
  return image::kNone;
}

void CodeVerifier::call(const Operands& x) {
  const image::PartView part = v_.part(x.object);
  if (part_ != image::kNone && part.height >= summary_.height) return in_.fail(LoadReason::TooDeep, x.start);
  touch_levels(part.touched_levels);
  if (part_ != image::kNone)
    for (uint32_t b = 0; b < bytes_; ++b)
      if ((part.touched[b] & ~summary_.touched[b]) != 0) return in_.fail(LoadReason::TouchesTooMuch, x.start);
  for (uint32_t i = count_; i-- != 0;) {
    Case c;
    if (find_case(now_[i], x.object, c) == image::kNone) return in_.fail(LoadReason::EntryNotMet, x.start);
    if (now_[i].remaining < c.steps) return in_.fail(LoadReason::StepsNotBounded, x.start);
    note_steps(now_[i], c.steps);
    if (c.exits == 0) {
      drop(i);
      continue;
    }
    if (count_ + c.exits - 1u > image::kMaxStates) return in_.fail(LoadReason::TooManyStates, x.start);
    for (uint32_t e = 1; e < c.exits; ++e) {
      now_[count_].become(now_[i], words_);
      leave_part(now_[count_++], c, e, part);
    }
    leave_part(now_[i], c, 0, part);
  }
}

void CodeVerifier::leave() {
  if (part_ == image::kNone) return in_.fail(LoadReason::StrayReturn);
  for (uint32_t i = 0; i < count_; ++i) {
    bool met = false;
    for (uint32_t e = 0; e < case_.exits && !met; ++e) {
      met = certificate_.is_entailed(now_[i], certificate_.exit_state(case_, e), spare_);
    }
    if (!met) return in_.fail(LoadReason::ExitNotMet);
    note_steps(now_[i], 0);
  }
}

}  // namespace guion::verify
