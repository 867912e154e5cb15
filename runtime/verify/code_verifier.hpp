// The walk of the verifier over code and certificate: what it keeps, templates and edges. The rule of each instruction
// is in instructions.cpp. Rules: docs/bytecode.md. Meaning: docs/semantics.md, «Gates».
#pragma once

#include "image/opcodes.hpp"
#include "image/values.hpp"
#include "verify/state.hpp"
#include "verify/verify.hpp"

namespace guion::verify {

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
  uint8_t heard, agent;
  bool never_said;
  Type type;
  bool constant;
};

class CodeVerifier {
 public:
  CodeVerifier(ImageView& view, Fault& fault)
      : v_(view),
        policy_(*view.policy),
        fault_(fault),
        code_(view.section(Section::Code)),
        in_(view.base, code_.begin, code_.end, fault),
        bytes_(view.slot_bytes()) {}

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
  // ---- slots and policy
  // -----------------------------------------------------------------------------------------------------------
  void learn_slots() {
    slots_[0] = {};  // what a failed read stands for
    for (uint32_t s = 0; s < v_.slots; ++s) {
      const uint32_t classes = v_.slot_classes(s);
      Needs& n = slots_[s] = {};
      n.type = v_.slot_type(s);
      n.constant = (v_.slot_flags(s) & image::kSlotValue) != 0;
      for (uint32_t left = classes; left != 0; left &= left - 1) {
        const auto c = static_cast<unsigned>(__builtin_ctz(left));
        n.heard = static_cast<uint8_t>(n.heard | policy_.needs[c]);
        if ((policy_.agent >> c & 1) == 0) n.agent = static_cast<uint8_t>(n.agent | policy_.needs[c]);
      }
      n.never_said = (classes & policy_.never_said) != 0;
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
    if ((set & ~all_levels()) != 0) in_.fail(LoadReason::UnknownLevel, at);
    return set;
  }
  uint8_t all_levels() const { return static_cast<uint8_t>((1u << policy_.levels) - 1); }

  // ---- certificate: records of offset, levels, slots, sorted by offset; up to 8 of one offset are states of one
  // target ----------------
  bool read_certificate() {
    const Extent e = v_.section(Section::Certificate);
    stride_ = v_.code_width + 1u + bytes_;
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

  /// First record whose offset is at least `pc`: that of the last jump, as ways meet again, or one found by galloping
  /// from where the walk stands, as most jumps are short.
  uint32_t find_record(uint32_t pc) {
    if (last_found_ < v_.targets && target(last_found_) == pc) return last_found_;
    return last_found_ = search_record(pc);
  }
  uint32_t search_record(uint32_t pc) const {
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
    const uint32_t t = find_record(pc);
    if (t == v_.targets || target(t) != pc) return in_.fail(LoadReason::UnlistedTarget, at);
    check_states(f, pc, t, at);
  }
  /// One of the states from record `t` on, those of `pc`, must follow.
  void check_states(const Facts& f, uint32_t pc, uint32_t t, uint32_t at) {
    for (; t != v_.targets && target(t) == pc; ++t)
      if (entails(f, target_levels(t), target_slots(t), bytes_)) return;
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
    if (open_) check_states(now_, pc, next_target_, in_.at());
    if (!in_.ok()) return;
    const uint32_t first = next_target_;
    check_claim(first);
    now_.become(target_levels(first), target_slots(first), bytes_);
    for (++next_target_; next_target_ < v_.targets && target(next_target_) == pc && in_.ok(); ++next_target_) {
      if (next_target_ - first >= image::kMaxStates)
        return in_.fail(LoadReason::TooManyStates, record_at(next_target_));
      check_claim(next_target_);
      now_.meet(target_levels(next_target_), target_slots(next_target_), bytes_);
    }
    open_ = true;
  }
  /// A claim names slots and levels that there are; the next record is not before it.
  void check_claim(uint32_t t) {
    if ((target_levels(t) & ~((1u << policy_.levels) - 1)) != 0)
      in_.fail(LoadReason::UnknownLevel, record_at(t) + v_.code_width);
    if (v_.slots % 8 != 0 && target_slots(t)[bytes_ - 1] >> v_.slots % 8 != 0)
      in_.fail(LoadReason::UnknownSlot, record_at(t));
    if (t + 1 < v_.targets && target(t + 1) < target(t)) in_.fail(LoadReason::OutOfOrder, record_at(t + 1));
  }

  // ---- routines
  // -------------------------------------------------------------------------------------------------------------------
  void run_part(uint32_t p) {
    const image::PartView part = v_.part(p);
    now_.become(part.entry_levels, part.entry, bytes_);
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
    if (v_.stage_begin(next_stage_) != pc)
      return in_.fail(LoadReason::OutOfOrder, v_.stages_at + next_stage_ * v_.code_width);
    ++next_stage_;
  }

  // ---- what a part may change
  // -----------------------------------------------------------------------------------------------------
  void touch_slot(uint32_t s) {
    if (part_ != image::kNone && (summary_.touched[s / 8] >> s % 8 & 1) == 0) in_.fail(LoadReason::TouchesTooMuch);
  }
  void touch_levels(uint8_t set) {
    if (part_ != image::kNone && (set & ~summary_.touched_levels) != 0) in_.fail(LoadReason::TouchesTooMuch);
  }

  // ---- templates
  // ------------------------------------------------------------------------------------------------------------------
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
    const bool begins =
        offset < texts.size() && (offset == 0 || v_.base[texts.begin + offset - 1] == image::kEndOfTemplate);
    if (!begins || v_.base[texts.begin + offset] == image::kEndOfTemplate)
      return in_.fail(LoadReason::UnknownTemplate, at);
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
      if (*p >= image::kNearValue && uint32_t{*p} - image::kNearValue < v_.slots) {
        read_slot(*p - image::kNearValue, sink);
      } else {
        operation(r, *p, sink, whole);
      }
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
    if (op >= image::kNearValue) return r.fail(LoadReason::UnknownSlot, at);  // pieces() reads those that there are
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

  // ---- instructions
  // ---------------------------------------------------------------------------------------------------------------
  /// The operands of one instruction, as far as they are needed when all are read.
  struct Operands {
    Opcode op = Opcode::Say;
    uint32_t start = 0;  ///< where the instruction is
    uint32_t slots[3] = {}, slot_count = 0;
    uint32_t numbers[2] = {}, number_count = 0;
    uint32_t counter = 0, object = 0, jumps = 0;
    int64_t plus = 0;
    uint8_t levels = 0, comparison = 0;
  };
  void instruction();
  void operand(char letter, Operands& x);
  void conclude(const Operands& x);
  void slot_operand(Operands& x);
  void number_operand(Operands& x);
  void optional_jump(Operands& x);
  void targets(uint32_t mask, bool labelled, uint32_t at);
  void verify_levels(const Operands& x);
  void lookup_begins(uint32_t binding);
  void lookup_succeeds(uint32_t binding);
  void check_comparison(const Operands& x);
  void set_number(const Operands& x);
  void check_pair(const Operands& x);
  void revoke(uint8_t gone);
  void call(const Operands& x);
  void leave();
  void empty(const uint8_t* list, bool secrets_only);

  /// Ends the way that falls into the next instruction.
  void close() { open_ = false; }

  ImageView& v_;
  const PolicyView& policy_;
  Fault& fault_;
  Extent code_;
  Reader in_;
  uint32_t bytes_;  ///< of a set of slots
  Facts now_;
  bool open_ = true;              ///< whether control can come from the instruction before
  uint32_t begin_ = 0, end_ = 0;  ///< of the routine
  uint32_t part_ = image::kNone;
  image::PartView summary_;
  uint32_t next_target_ = 0, next_stage_ = 0, stride_ = 3;
  uint32_t last_found_ = 0;        ///< record of the last jump's target
  bool shows_ = false;             ///< a Show stands between the last menu or pick and here
  Needs slots_[image::kMaxSlots];  ///< as many as there are slots are set
};

}  // namespace guion::verify
