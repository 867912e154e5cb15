// What each instruction proves and changes: operands are read by their letters in opcodes.def, then its rule is
// applied. See code_verifier.hpp. Rules: docs/bytecode.md. Meaning: docs/semantics.md, «Gates».
#include "verify/code_verifier.hpp"

namespace guion::verify {
namespace {

constexpr uint64_t bit(Opcode op) { return uint64_t{1} << static_cast<unsigned>(op); }
constexpr bool is_one_of(Opcode op, uint64_t set) { return (set & bit(op)) != 0; }

/// Instructions whose first slot is written, and those whose text is the agent's.
constexpr uint64_t kWrites = bit(Opcode::Ask) | bit(Opcode::AskTimed) | bit(Opcode::Record) | bit(Opcode::SetNumber) |
                             bit(Opcode::Copy) | bit(Opcode::Add) | bit(Opcode::Subtract) | bit(Opcode::AddNumber);
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
  if (code == static_cast<uint8_t>(Opcode::Say)) return read_template(Sink::Heard);
  if (code == static_cast<uint8_t>(Opcode::Jump)) return jump(), close();
  if (code >= image::kOpcodeSpace || !image::kOperands.rows[code].known)
    return in_.fail(LoadReason::UnknownOpcode, start);
  const image::OperandRow& row = image::kOperands.rows[code];
  Operands x;
  x.start = start;
  x.op = static_cast<Opcode>(code);
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
    now_.levels = 0;
  }
  check_edge(now_, target - 1, at);
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
    case Opcode::UnlessKnown:
      return now_.fill(x.slots[0]);
    case Opcode::Verify:
      return verify_levels(x);
    case Opcode::Lookup:
      return lookup_succeeds(x.object);
    case Opcode::UnlessLevel:
      now_.levels |= x.levels;
      return;
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
      if ((x.levels & ~now_.levels) != 0) in_.fail(LoadReason::LevelNotProved);
      return;
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
    case Opcode::Pick:
      return;
  }
}

void CodeVerifier::verify_levels(const Operands& x) {
  const uint32_t tries = x.numbers[0];
  if ((x.levels & ~policy_.method_grants(x.object)) != 0) return in_.fail(LoadReason::GrantsTooMuch, x.start);
  if (tries == 0 || tries > policy_.method_tries(x.object)) return in_.fail(LoadReason::BadTries, x.start);
  touch_levels(x.levels);
  now_.levels |= x.levels;
}

/// Empties the slots of a list; of what a service takes only the secrets.
void CodeVerifier::empty(const uint8_t* list, bool secrets_only) {
  for (uint32_t n = image::take_number(list); n != 0; --n) {
    const uint32_t s = image::take_number(list);
    if (secrets_only && (!slots_[s].never_said || slots_[s].constant)) continue;
    touch_slot(s);
    now_.empty(s);
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
  for (uint32_t n = image::take_number(gives); n != 0; --n) now_.fill(image::take_number(gives));
}

void CodeVerifier::check_comparison(const Operands& x) {
  const Type t = slots_[x.slots[0]].type;
  const bool equality = x.comparison == 4 || x.comparison == 5;
  if (x.comparison > 5 || image::is_text(t) || (!equality && !image::has_order(t)))
    in_.fail(LoadReason::BadComparison, x.start);
}

void CodeVerifier::set_number(const Operands& x) {
  if (image::is_text(slots_[x.slots[0]].type)) return in_.fail(LoadReason::TypeMismatch, x.start);
  if (!image::in_range(v_.slot(x.slots[0]), x.plus)) return in_.fail(LoadReason::ConstantOutOfRange, x.start);
  now_.fill(x.slots[0]);
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
  now_.fill(x.slots[0]);
}

void CodeVerifier::revoke(uint8_t gone) {
  const uint8_t kept = policy_.without(all_levels(), gone);
  touch_levels(static_cast<uint8_t>(all_levels() & ~kept));
  now_.levels = policy_.without(now_.levels, gone);
}

void CodeVerifier::call(const Operands& x) {
  const image::PartView part = v_.part(x.object);
  if (part_ != image::kNone && part.height >= summary_.height) return in_.fail(LoadReason::TooDeep, x.start);
  if (!entails(now_, part.entry_levels, part.entry, bytes_)) return in_.fail(LoadReason::EntryNotMet, x.start);
  touch_levels(part.touched_levels);
  now_.levels = static_cast<uint8_t>((now_.levels & ~part.touched_levels) | part.exit_levels);
  for (uint32_t w = 0; 8 * w < bytes_; ++w) {
    const uint64_t touched = word_of(part.touched, bytes_, w);
    if (part_ != image::kNone && (touched & ~word_of(summary_.touched, bytes_, w)) != 0)
      in_.fail(LoadReason::TouchesTooMuch, x.start);
    now_.filled[w] = (now_.filled[w] & ~touched) | word_of(part.exit, bytes_, w);
  }
}

void CodeVerifier::leave() {
  if (part_ == image::kNone) return in_.fail(LoadReason::StrayReturn);
  if (!entails(now_, summary_.exit_levels, summary_.exit, bytes_)) return in_.fail(LoadReason::ExitNotMet);
}

bool verify_code(ImageView& view, Fault& fault) { return CodeVerifier(view, fault).run(); }

}  // namespace guion::verify
