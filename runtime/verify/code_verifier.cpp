// The walk: routines, targets and what is known on each way. See code_verifier.hpp.
#include "verify/code_verifier.hpp"

namespace guion::verify {

CodeVerifier::CodeVerifier(const ImageView& view, Fault& fault)
    : v_(view),
      policy_(*view.policy),
      fault_(fault),
      code_(view.section(Section::Code)),
      in_(view.base, code_.begin, code_.end, fault),
      bytes_(view.slot_bytes()),
      words_((bytes_ + 7) / 8),
      certificate_(view, fault) {}

// ---- records and edges
// ---------------------------------------------------------------------------------------------------------------------

/// First record of the routine whose offset is at least `pc`: that of the last jump, as ways meet again, or one found
/// by galloping from where the walk stands, as most jumps are short.
uint32_t CodeVerifier::find_record(uint32_t pc) {
  const bool again = last_found_ < claims_.end && certificate_.target(last_found_) == pc;
  return again ? last_found_ : last_found_ = search_record(pc);
}

uint32_t CodeVerifier::search_record(uint32_t pc) const {
  uint32_t low = claims_.first, high = claims_.end, reach = 1;
  if (next_record_ < high && certificate_.target(next_record_) <= pc) {
    low = next_record_;
    while (low + reach < high && certificate_.target(low + reach) < pc) low += reach, reach *= 2;
    if (low + reach < high) high = low + reach;
  } else {
    high = next_record_;
    while (high > low + reach && certificate_.target(high - reach) >= pc) high -= reach, reach *= 2;
    if (high > low + reach) low = high - reach;
  }
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    if (certificate_.target(middle) < pc) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void CodeVerifier::check_edge(const Facts& f, uint32_t pc, uint32_t at) {
  if (!in_.ok()) return;
  if (pc < begin_ || pc >= end_) return in_.fail(LoadReason::TargetOutsideRoutine, at);
  const uint32_t r = find_record(pc);
  if (r == claims_.end || certificate_.target(r) != pc) return in_.fail(LoadReason::UnlistedTarget, at);
  check_states(f, pc, r, at);
}

/// One of the states from record `r` on, those of `pc`, must follow, and in as many steps.
void CodeVerifier::check_states(const Facts& f, uint32_t pc, uint32_t r, uint32_t at) {
  bool known = false;
  for (; r != claims_.end && certificate_.target(r) == pc; ++r) {
    if (!certificate_.is_entailed(f, certificate_.state_of(r), spare_)) continue;
    known = true;
    const uint32_t steps = certificate_.steps_of(r);
    if (steps > f.remaining) continue;
    return note_steps(f, steps);
  }
  in_.fail(known ? LoadReason::StepsNotBounded : LoadReason::StateNotProved, at);
}

void CodeVerifier::check_edges(uint32_t pc, uint32_t at) {
  for (uint32_t i = 0; i < count_; ++i) check_edge(now_[i], pc, at);
}

void CodeVerifier::jump() {
  const uint32_t at = in_.at();
  const uint32_t pc = in_.number();
  check_edges(pc, at);
}

void CodeVerifier::drop(uint32_t state) {
  --count_;
  if (state != count_) now_[state].become(now_[count_], words_);
}

void CodeVerifier::step() {
  for (uint32_t i = 0; i < count_; ++i) {
    Facts& f = now_[i];
    if (f.remaining == Facts::kUnbounded) {
      ++f.since;
    } else if (f.remaining-- == 0) {
      return in_.fail(LoadReason::StepsNotBounded);
    }
  }
}

void CodeVerifier::event() {
  for (uint32_t i = 0; i < count_; ++i) {
    note_steps(now_[i], 0);
    now_[i].event();
  }
}

/// Each routine that is left may go on as long in the one that called it.
uint32_t CodeVerifier::most_steps() const {
  constexpr uint64_t kMost = 0xffffffff;
  return static_cast<uint32_t>(most_ > kMost / (v_.depth + 1u) ? kMost : most_ * (v_.depth + 1u));
}

// ---- conditions
// ---------------------------------------------------------------------------------------------------------------------

bool CodeVerifier::refine_levels(Facts& f, uint8_t levels, bool holds) const {
  const uint8_t missing = levels & static_cast<uint8_t>(~f.levels);
  if (holds) {
    f.levels |= levels;
    return (levels & f.absent) == 0;
  }
  if (missing == 0) return false;
  // One that no other missing one includes is the one that does not hold, and with it go those that include it.
  uint8_t top = missing;
  for (unsigned l = 0; l < policy_.levels; ++l)
    if ((missing >> l & 1) != 0) top &= static_cast<uint8_t>(~(policy_.closure[l] & ~(1u << l)));
  if ((top & (top - 1)) == 0) f.absent |= static_cast<uint8_t>(all_levels() & ~policy_.without(all_levels(), top));
  return true;
}

bool CodeVerifier::refine(Facts& f, const Operands& x, bool holds) const {
  const uint32_t s = x.slots[0];
  if (x.op == Opcode::UnlessLevel) return refine_levels(f, x.levels, holds);
  if (x.op == Opcode::UnlessKnown) {
    if (holds ? f.lacks(s) : f.has(s)) return false;
    holds ? f.find(s) : f.clear(s);
    return true;
  }
  if (!certificate_.has_literals()) return true;
  const uint8_t o = holds ? x.comparison : negated(x.comparison);
  if (x.op == Opcode::UnlessSlot) return f.learn_comparison(s, o, x.slots[1], x.plus);
  const Type type = v_.slot_type(s);
  // Two numbers in one are no interval. A comparison of texts is refused when the instruction is looked at as a whole.
  if (image::is_text(type) || type == Type::Window || type == Type::Cycle) return true;
  const SlotView slot = v_.slot(s);
  return f.learn_comparison(s, o, x.plus, slot.range);
}

void CodeVerifier::divide(const Operands& x) {
  const uint32_t at = in_.at();
  const uint32_t pc = in_.number();
  for (uint32_t i = count_; i-- != 0 && in_.ok();) {
    other_.become(now_[i], words_);
    if (refine(other_, x, false)) check_edge(other_, pc, at);
    if (!refine(now_[i], x, true)) drop(i);
  }
}

// ---- targets and routines
// ---------------------------------------------------------------------------------------------------------------------

void CodeVerifier::become(uint32_t record) {
  Facts& f = now_[count_++];
  certificate_.decode(certificate_.state_of(record), f);
  f.remaining = certificate_.steps_of(record);
  f.since = 0;
  if (f.remaining == Facts::kUnbounded) in_.fail(LoadReason::StepsNotBounded, certificate_.record_at(record));
}

void CodeVerifier::enter_target(uint32_t pc) {
  for (uint32_t i = 0; i < count_; ++i) check_states(now_[i], pc, next_record_, in_.at());
  if (!in_.ok()) return;
  count_ = 0;
  for (; next_record_ < claims_.end && certificate_.target(next_record_) == pc && in_.ok(); ++next_record_) {
    if (count_ == image::kMaxStates) return in_.fail(LoadReason::TooManyStates, certificate_.record_at(next_record_));
    become(next_record_);
  }
}

bool CodeVerifier::run() {
  learn_slots();
  if (!certificate_.read()) return false;
  start_of_call(now_[0]);
  count_ = 1;
  claims_ = certificate_.of_stages();
  run_routine(0, end_of(image::kNone), image::kNone);
  for (uint32_t p = 0; p < v_.parts && in_.ok(); ++p) run_part(p);
  return !fault_.raised();
}

void CodeVerifier::start_of_call(Facts& f) {
  f = Facts{};
  f.absent = all_levels();
  for (uint32_t s = 0; s < v_.slots; ++s)
    (v_.slot_flags(s) & (image::kSlotSystem | image::kSlotValue)) != 0 ? f.find(s) : f.clear(s);
}

uint32_t CodeVerifier::end_of(uint32_t part) const {
  const uint32_t next = part == image::kNone ? 0 : part + 1;
  return next == v_.parts ? v_.code_size() : v_.part_begin(next);
}

void CodeVerifier::enter_case(const Case& c, uint32_t part) {
  case_ = c;
  claims_ = c.claims;
  summary_ = v_.part(part);
  certificate_.decode(c.entry, now_[0]);
  now_[0].remaining = c.steps;
  now_[0].since = 0;
  now_[0].passed = false;  // it has only begun
  count_ = 1;
  if (c.steps == Facts::kUnbounded) in_.fail(LoadReason::StepsNotBounded);
}

void CodeVerifier::run_part(uint32_t p) {
  const uint8_t* cursor = nullptr;
  uint32_t record = 0;
  for (uint32_t left = certificate_.cases_of(p, cursor, record); left != 0 && in_.ok(); --left) {
    const uint32_t begin = v_.part_begin(p);
    in_.move_to(v_.base + code_.begin + begin);
    enter_case(certificate_.next_case(cursor, record), p);
    run_routine(begin, end_of(p), p);
  }
}

void CodeVerifier::run_routine(uint32_t begin, uint32_t end, uint32_t part) {
  begin_ = begin;
  end_ = end;
  part_ = part;
  next_record_ = last_found_ = claims_.first;
  shows_ = false;
  while (in_.ok()) {
    const uint32_t pc = in_.at() - code_.begin;
    if (pc >= end) break;
    if (part == image::kNone) check_boundary(pc);
    if (next_record_ < claims_.end && certificate_.target(next_record_) <= pc) {
      if (certificate_.target(next_record_) < pc)
        return in_.fail(
            next_record_ != claims_.first && certificate_.target(next_record_ - 1) > certificate_.target(next_record_)
                ? LoadReason::OutOfOrder
                : LoadReason::BadTarget,
            certificate_.record_at(next_record_));
      enter_target(pc);
    }
    instruction();
  }
  if (!in_.ok()) return;
  if (count_ != 0 || in_.at() - code_.begin != end) return in_.fail(LoadReason::RunsOffEnd);
  if (next_record_ != claims_.end) in_.fail(LoadReason::BadTarget, certificate_.record_at(next_record_));
}

/// Stages begin at instructions.
void CodeVerifier::check_boundary(uint32_t pc) {
  if (next_stage_ == v_.stages || v_.stage_begin(next_stage_) > pc) return;
  if (v_.stage_begin(next_stage_) != pc)
    return in_.fail(LoadReason::OutOfOrder, v_.stages_at + next_stage_ * v_.code_width);
  ++next_stage_;
}

bool verify_code(ImageView& view, Fault& fault) {
  CodeVerifier walk(view, fault);
  if (!walk.run()) return false;
  view.certificate = walk.certificate().layout();
  view.most_steps = walk.most_steps();
  return true;
}

}  // namespace guion::verify
