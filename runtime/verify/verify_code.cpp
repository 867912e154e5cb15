// Runs the certificate over the code: each instruction once, from the facts known before it to those that must be claimed on each way out.
// Rules of each instruction: docs/bytecode.md. Meaning: docs/semantics.md, «Gates».
#include "image/opcodes.hpp"
#include "image/values.hpp"
#include "verify/state.hpp"
#include "verify/verify.hpp"

namespace guion::verify {
namespace {

using image::Extent;
using image::ImageView;
using image::LoadReason;
using image::Opcode;
using image::PolicyView;
using image::Reader;
using image::Section;
using image::SlotView;
using image::Type;

/// Who gets a value that is read.
enum class Sink : uint8_t { Heard, Agent, Argument };

/// What a read of a slot needs, made once from its classes.
struct Needs {
  uint8_t heard = 0, agent = 0;
  bool never_said = false;
  Type type = Type::Text;
  bool constant = false;
};

class CodeVerifier {
 public:
  CodeVerifier(ImageView& view, Fault& fault)
      : v_(view), policy_(*view.policy), fault_(fault), code_(view.section(Section::Code)), in_(view.base, code_.begin, code_.end, fault) {}

  bool run() {
    learn_slots();
    if (!read_certificate()) return false;
    for (uint32_t s = 0; s < v_.slots; ++s)
      if ((v_.slot_flags(s) & (image::kSlotSystem | image::kSlotValue)) != 0) now_.fill(s);
    run_routine(0, v_.parts == 0 ? v_.code_size() : v_.part_begin(0), image::kNone);
    for (uint32_t p = 0; p < v_.parts && in_.ok(); ++p) run_part(p);
    if (in_.ok() && next_target_ != v_.targets) in_.fail(LoadReason::BadTarget, record_at(next_target_));
    return !fault_.raised();
  }

 private:
  // ---- slots and policy -----------------------------------------------------------------------------------------------------------
  void learn_slots() {
    for (uint32_t s = 0; s < v_.slots; ++s) {
      const SlotView slot = v_.slot(s);
      Needs& n = slots_[s];
      n.type = slot.type;
      n.constant = (slot.flags & image::kSlotValue) != 0;
      for (unsigned c = 0; c < policy_.classes; ++c) {
        if ((slot.classes >> c & 1) == 0) continue;
        n.heard = static_cast<uint8_t>(n.heard | policy_.needs[c]);
        if ((policy_.agent >> c & 1) == 0) n.agent = static_cast<uint8_t>(n.agent | policy_.needs[c]);
      }
      n.never_said = (slot.classes & policy_.never_said) != 0;
    }
  }

  void read_slot(uint32_t s, Sink sink) {
    if (!in_.ok()) return;
    const Needs& n = slots_[s];
    if (!now_.has(s)) return in_.fail(LoadReason::SlotMayBeEmpty);
    if (n.never_said && sink != Sink::Argument) return in_.fail(LoadReason::NeverSaid);
    const uint8_t needed = sink == Sink::Heard ? n.heard : n.agent;
    if ((needed & ~now_.levels) != 0) in_.fail(LoadReason::LevelNotProved);
  }
  uint32_t slot() { return in_.index(v_.slots, LoadReason::UnknownSlot); }
  uint32_t readable_slot(Sink sink) {
    const uint32_t s = slot();
    read_slot(s, sink);
    return s;
  }
  uint32_t writable_slot() {
    const uint32_t at = in_.at();
    const uint32_t s = slot();
    if (in_.ok() && slots_[s].constant) in_.fail(LoadReason::ConstantChanged, at);
    if (in_.ok()) touch_slot(s);
    return s;
  }
  uint8_t levels() {
    const uint32_t at = in_.at();
    const uint8_t set = in_.byte();
    if (in_.ok() && (set & ~((1u << policy_.levels) - 1)) != 0) in_.fail(LoadReason::UnknownLevel, at);
    return set;
  }

  // ---- certificate: records of offset, levels, slots, sorted by offset; up to 8 of one offset are states of one target ----------------
  bool read_certificate() {
    const Extent e = v_.section(Section::Certificate);
    stride_ = v_.code_width + 1u + v_.slot_bytes();
    v_.targets_at = e.begin;
    v_.targets = e.size() / stride_;
    if (e.size() % stride_ != 0) fault_.raise(LoadReason::Truncated, e.end);
    if (fault_.raised()) return false;
    return true;
  }
  uint32_t record_at(uint32_t t) const { return v_.targets_at + t * stride_; }
  const uint8_t* record(uint32_t t) const { return v_.base + record_at(t); }
  uint32_t target(uint32_t t) const { return image::load_wide(record(t), v_.code_width); }
  uint8_t target_levels(uint32_t t) const { return record(t)[v_.code_width]; }
  const uint8_t* target_slots(uint32_t t) const { return record(t) + v_.code_width + 1; }

  /// First record whose offset is at least `pc`: gallops from where the walk stands, as most jumps are short.
  uint32_t find_record(uint32_t pc) const {
    uint32_t low = 0, high = v_.targets, reach = 1;
    if (next_target_ < v_.targets && target(next_target_) <= pc) {
      low = next_target_;
      while (low + reach < v_.targets && target(low + reach) < pc) low += reach, reach *= 2;
      if (low + reach < high) high = low + reach;
    } else {
      high = next_target_;
      while (high > reach && target(high - reach) >= pc) high -= reach, reach *= 2;
      low = high > reach ? high - reach : 0;
    }
    while (low < high) {
      const uint32_t middle = low + (high - low) / 2;
      if (target(middle) < pc) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The edge from here to `pc` with the facts `f`: one of the states claimed there must follow.
  void check_edge(const Facts& f, uint32_t pc, uint32_t at) {
    if (!in_.ok()) return;
    if (pc < begin_ || pc >= end_) return in_.fail(LoadReason::TargetOutsideRoutine, at);
    uint32_t t = find_record(pc);
    if (t == v_.targets || target(t) != pc) return in_.fail(LoadReason::UnlistedTarget, at);
    for (; t != v_.targets && target(t) == pc; ++t)
      if (entails(f, target_levels(t), target_slots(t), v_.slot_bytes())) return;
    in_.fail(LoadReason::StateNotProved, at);
  }
  void jump(const Facts& f) {
    const uint32_t at = in_.at();
    const uint32_t pc = in_.number();
    check_edge(f, pc, at);
  }
  void jump() { jump(now_); }

  /// Takes what all states claimed for the target at the walk's place have in common.
  void enter_target(uint32_t pc) {
    if (open_) check_edge(now_, pc, in_.at());
    if (!in_.ok()) return;
    const uint32_t first = next_target_;
    now_ = Facts{};
    now_.levels = target_levels(first);
    check_claim(first);
    for (uint32_t b = 0; b < v_.slot_bytes(); ++b) now_.filled[b / 8] |= static_cast<uint64_t>(target_slots(first)[b]) << 8 * (b % 8);
    for (++next_target_; next_target_ < v_.targets && target(next_target_) == pc && in_.ok(); ++next_target_) {
      if (next_target_ - first >= image::kMaxStates) return in_.fail(LoadReason::TooManyStates, record_at(next_target_));
      check_claim(next_target_);
      now_.levels &= target_levels(next_target_);
      for (uint32_t b = 0; b < v_.slot_bytes(); ++b)
        now_.filled[b / 8] &= ~(static_cast<uint64_t>(static_cast<uint8_t>(~target_slots(next_target_)[b])) << 8 * (b % 8));
    }
    open_ = true;
  }
  /// A claim names slots and levels that there are; the next record is not before it.
  void check_claim(uint32_t t) {
    const uint32_t bytes = v_.slot_bytes();
    if ((target_levels(t) & ~((1u << policy_.levels) - 1)) != 0) in_.fail(LoadReason::UnknownLevel, record_at(t) + v_.code_width);
    if (v_.slots % 8 != 0 && target_slots(t)[bytes - 1] >> v_.slots % 8 != 0) in_.fail(LoadReason::UnknownSlot, record_at(t));
    if (t + 1 < v_.targets && target(t + 1) < target(t)) in_.fail(LoadReason::OutOfOrder, record_at(t + 1));
  }

  // ---- routines -------------------------------------------------------------------------------------------------------------------
  void run_part(uint32_t p) {
    const image::PartView part = v_.part(p);
    now_ = Facts{};
    now_.levels = part.entry_levels;
    for (uint32_t b = 0; b < v_.slot_bytes(); ++b) now_.filled[b / 8] |= static_cast<uint64_t>(part.entry[b]) << 8 * (b % 8);
    run_routine(part.begin, p + 1 == v_.parts ? v_.code_size() : v_.part_begin(p + 1), p);
  }

  void run_routine(uint32_t begin, uint32_t end, uint32_t part) {
    begin_ = begin;
    end_ = end;
    part_ = part;
    if (part != image::kNone) summary_ = v_.part(part);
    open_ = true;
    while (in_.ok()) {
      const uint32_t pc = in_.at() - code_.begin;
      if (pc >= end) break;
      check_boundary(pc);
      if (next_target_ < v_.targets && target(next_target_) <= pc) {
        if (target(next_target_) < pc) return in_.fail(LoadReason::BadTarget, record_at(next_target_));
        enter_target(pc);
      }
      if (!open_) return in_.fail(LoadReason::UnlistedTarget);
      instruction();
    }
    if (!in_.ok()) return;
    if (open_ || in_.at() - code_.begin != end) in_.fail(LoadReason::RunsOffEnd);
  }
  /// Stages begin at instructions.
  void check_boundary(uint32_t pc) {
    if (next_stage_ == v_.stages || v_.stage_begin(next_stage_) > pc) return;
    if (v_.stage_begin(next_stage_) != pc) return in_.fail(LoadReason::OutOfOrder, v_.stages_at + next_stage_ * v_.code_width);
    ++next_stage_;
  }

  // ---- what a part may change -----------------------------------------------------------------------------------------------------
  void touch_slot(uint32_t s) {
    if (part_ != image::kNone && (summary_.touched[s / 8] >> s % 8 & 1) == 0) in_.fail(LoadReason::TouchesTooMuch);
  }
  void touch_levels(uint8_t set) {
    if (part_ != image::kNone && (set & ~summary_.touched_levels) != 0) in_.fail(LoadReason::TouchesTooMuch);
  }

  // ---- templates ------------------------------------------------------------------------------------------------------------------
  /// The template at the reader's place. Cost: one pass over its bytes.
  void read_template(Sink sink, bool may_be_missing = false) {
    if (!in_.ok()) return;
    const uint8_t* start = in_.here();
    if (start != in_.end() && *start == image::kEndOfTemplate) {
      if (!may_be_missing) return in_.fail(LoadReason::EmptyTemplate);
      return in_.move_to(start + 1);
    }
    if (start != in_.end() && *start == image::kShared) return read_shared(sink);
    pieces(in_, sink, true, start);
  }
  void read_shared(Sink sink) {
    (void)in_.byte();
    const uint32_t at = in_.at();
    const Extent texts = v_.section(Section::Texts);
    const uint32_t offset = in_.number() - 1;
    if (in_.byte() != image::kEndOfTemplate) return in_.fail(LoadReason::BadTemplate, at);
    if (!in_.ok()) return;
    const bool begins = offset < texts.size() && (offset == 0 || v_.base[texts.begin + offset - 1] == image::kEndOfTemplate);
    if (!begins || v_.base[texts.begin + offset] == image::kEndOfTemplate) return in_.fail(LoadReason::UnknownTemplate, at);
    Reader shared(v_.base, texts.begin + offset, texts.end, fault_);
    pieces(shared, sink, true, shared.here());
  }
  /// Pieces up to the end mark (`whole`), or up to the end of the reader: an arm.
  void pieces(Reader& r, Sink sink, bool whole, const uint8_t* start) {
    for (;;) {
      const uint8_t* p = image::skip_ascii(r.here(), r.end());
      r.move_to(p);
      if (p == r.end()) {
        if (whole) r.fail(LoadReason::Truncated);
        return;
      }
      if (*p >= image::kFirstLiteral) {
        const unsigned n = image::utf8_length(p, r.end());
        if (n == 0) return r.fail(LoadReason::NotUtf8);
        r.move_to(p + n);
        continue;
      }
      r.move_to(p + 1);
      if (*p == image::kEndOfTemplate) {
        if (!whole) return r.fail(LoadReason::BadTemplate);
        if (p - start > static_cast<ptrdiff_t>(image::kMaxTemplate)) r.fail(LoadReason::TemplateTooLong);
        return;
      }
      operation(r, *p, sink, whole);
      if (!r.ok()) return;
    }
  }
  /// A slot number in a template is one more than the slot, so that no byte is zero.
  uint32_t template_slot(Reader& r, Sink sink, uint32_t less = 1) {
    const uint32_t at = r.at();
    const uint32_t s = r.number() - less;
    if (r.ok() && s >= v_.slots) r.fail(LoadReason::UnknownSlot, at);
    if (!r.ok()) return 0;
    read_slot(s, sink);
    if (fault_.raised()) r.move_to(r.end());
    return s;
  }
  void operation(Reader& r, uint8_t op, Sink sink, bool whole) {
    const uint32_t at = r.at() - 1;
    if (op >= image::kNearValue) {
      const uint32_t s = op - image::kNearValue;
      if (s >= v_.slots) return r.fail(LoadReason::UnknownSlot, at);
      return read_slot(s, sink);
    }
    if (op == image::kFarValue) {
      const uint32_t number_at = r.at();
      const uint32_t s = r.number() + image::kNearValues - 1;
      if (r.ok() && (s < image::kNearValues || s >= v_.slots)) r.fail(LoadReason::UnknownSlot, number_at);
      return read_slot(r.ok() ? s : 0, sink);
    }
    if (op == image::kFormed) {
      const uint8_t form = r.byte();
      if (form == 0 || form > static_cast<uint8_t>(image::Form::Short)) return r.fail(LoadReason::BadTemplate, at);
      (void)template_slot(r, sink);
      return;
    }
    if (op == image::kWithAddress) {
      const bool text = image::is_text(slots_[template_slot(r, sink)].type);
      const bool address = slots_[template_slot(r, sink)].type == Type::Address;
      if (r.ok() && (!text || !address)) r.fail(LoadReason::TypeMismatch, at);
      return;
    }
    if (op == image::kChoice && whole) return choice(r, sink);
    if (op != image::kGreeting && op != image::kFarewell) r.fail(LoadReason::BadTemplate, at);
  }
  /// How many arms a choice by this slot has; 0 if none is possible.
  uint32_t arms_of(uint32_t s) const {
    const Type t = slots_[s].type;
    if (t == Type::Enum) return v_.enum_values(v_.slot(s).enumeration);
    if (t == Type::YesNo) return 2;
    if (t == Type::Address || t == Type::Count || t == Type::Money || t == Type::Duration) return 3;
    return 0;
  }
  void choice(Reader& r, Sink sink) {
    const uint32_t at = r.at();
    const uint32_t s = template_slot(r, sink);
    const uint32_t count = r.number();
    if (!r.ok()) return;
    if (count == 0 || count != arms_of(s)) return r.fail(LoadReason::TypeMismatch, at);
    for (uint32_t i = 0; i < count && r.ok(); ++i) {
      const uint32_t size = r.number() - 1;
      const uint32_t begin = r.at();
      const uint8_t* p = r.take(size);
      if (!r.ok()) return;
      Reader arm(v_.base, begin, begin + size, fault_);
      pieces(arm, sink, false, p);
    }
    if (fault_.raised()) r.move_to(r.end());
  }

  // ---- instructions ---------------------------------------------------------------------------------------------------------------
  void instruction();
  void ask(bool timed);
  void record_slot();
  void judge();
  void menu(bool timed);
  void pick();
  void verify_levels();
  void lookup();
  void transfer();
  void test_known();
  void test_levels();
  void test_number();
  void test_slot();
  void set_number();
  void copy();
  void add();
  void add_number();
  void revoke();
  void require();
  void call();
  void leave();
  void check_mask(uint32_t mask, uint32_t count, uint32_t at);
  void check_comparison(Type t, uint8_t cmp, uint32_t at);
  void check_classes(const SlotView& to, const SlotView& from, uint32_t at);

  /// Ends the way that falls into the next instruction.
  void close() { open_ = false; }

  ImageView& v_;
  const PolicyView& policy_;
  Fault& fault_;
  Extent code_;
  Reader in_;
  Facts now_;
  bool open_ = true;            ///< whether control can come from the instruction before
  uint32_t begin_ = 0, end_ = 0;  ///< of the routine
  uint32_t part_ = image::kNone;
  image::PartView summary_;
  uint32_t next_target_ = 0, next_stage_ = 0, stride_ = 3;
  Needs slots_[image::kMaxSlots];
};

void CodeVerifier::instruction() {
  const uint32_t at = in_.at();
  const uint8_t code = in_.byte();
  if (image::opcode_info(code).mnemonic == nullptr) return in_.fail(LoadReason::UnknownOpcode, at);
  switch (static_cast<Opcode>(code)) {
    case Opcode::Say: return read_template(Sink::Heard);
    case Opcode::Note: return read_template(Sink::Agent);
    case Opcode::Ask: return ask(false);
    case Opcode::AskTimed: return ask(true);
    case Opcode::Record: return record_slot();
    case Opcode::Judge: return judge();
    case Opcode::Menu: return menu(false);
    case Opcode::MenuTimed: return menu(true);
    case Opcode::Verify: return verify_levels();
    case Opcode::Lookup: return lookup();
    case Opcode::Transfer: return transfer();
    case Opcode::End:
      // Without a policy there is one outcome, the flow's own.
      (void)in_.index(policy_.outcomes == 0 ? 1 : policy_.outcomes, LoadReason::UnknownOutcome);
      return close();
    case Opcode::Jump:
      jump();
      return close();
    case Opcode::UnlessKnown: return test_known();
    case Opcode::UnlessLevel: return test_levels();
    case Opcode::UnlessNumber: return test_number();
    case Opcode::UnlessSlot: return test_slot();
    case Opcode::Show:
      (void)in_.index(image::kMaxOptions, LoadReason::UnknownOption);
      return;
    case Opcode::Pick: return pick();
    case Opcode::SetNumber: return set_number();
    case Opcode::Copy: return copy();
    case Opcode::Add:
    case Opcode::Subtract: return add();
    case Opcode::AddNumber: return add_number();
    case Opcode::Revoke: return revoke();
    case Opcode::Require: return require();
    case Opcode::Call: return call();
    case Opcode::Return: return leave();
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
  for (uint32_t n = image::take_number(takes); n != 0 && in_.ok(); --n) read_slot(image::take_number(takes), Sink::Argument);
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
  if (!same_kind(v_.slot(a), v_.slot(b)) || (plus != 0 && !image::has_order(slots_[a].type))) in_.fail(LoadReason::TypeMismatch, at);
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
  if (!image::is_text(a.type) && (b.range.min < a.range.min || b.range.max > a.range.max)) return in_.fail(LoadReason::ConstantOutOfRange, at);
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
  if (!entails(now_, part.entry_levels, part.entry, v_.slot_bytes())) return in_.fail(LoadReason::EntryNotMet, at);
  touch_levels(part.touched_levels);
  now_.levels = static_cast<uint8_t>((now_.levels & ~part.touched_levels) | part.exit_levels);
  for (uint32_t b = 0; b < v_.slot_bytes(); ++b) {
    if (part_ != image::kNone && (part.touched[b] & ~summary_.touched[b]) != 0) in_.fail(LoadReason::TouchesTooMuch, at);
    const unsigned shift = 8 * (b % 8);
    now_.filled[b / 8] &= ~(static_cast<uint64_t>(part.touched[b]) << shift);
    now_.filled[b / 8] |= static_cast<uint64_t>(part.exit[b]) << shift;
  }
}

void CodeVerifier::leave() {
  if (part_ == image::kNone) return in_.fail(LoadReason::StrayReturn);
  if (!entails(now_, summary_.exit_levels, summary_.exit, v_.slot_bytes())) return in_.fail(LoadReason::ExitNotMet);
  close();
}

}  // namespace

bool verify_code(ImageView& view, Fault& fault) { return CodeVerifier(view, fault).run(); }

}  // namespace guion::verify
