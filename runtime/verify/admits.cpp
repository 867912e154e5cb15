// Whether a call may stand where a snapshot says: a walk over the blocks in question, against the certificate that is
// proved already. See verify.hpp.
#include "verify/code_verifier.hpp"

namespace guion::verify {

/// The next case of a routine to be walked; of the stages there is one.
void CodeVerifier::enter_routine(uint32_t part, const uint8_t*& cursor, uint32_t& record) {
  part_ = part;
  begin_ = part == image::kNone ? 0 : v_.part_begin(part);
  end_ = end_of(part);
  shows_ = true;  // one may stand before the place where the walk begins
  if (part != image::kNone) return enter_case(certificate_.next_case(cursor, record), part);
  claims_ = certificate_.of_stages();
  count_ = 0;  // walk_to() begins there seldom
}

/// From the last target at or before `pc` to it, in the routine and case entered. False: no instruction is there.
bool CodeVerifier::walk_to(uint32_t pc) {
  uint32_t from = begin_;
  next_record_ = claims_.first;
  uint32_t r = search_record(pc + 1);
  if (r != claims_.first) {
    from = certificate_.target(r - 1);
    while (r != claims_.first && certificate_.target(r - 1) == from) --r;
    count_ = 0;
  } else if (part_ == image::kNone) {
    start_of_call(now_[0]);
    count_ = 1;
  }
  next_record_ = last_found_ = r;
  in_.move_to(v_.base + code_.begin + from);
  for (;;) {
    const uint32_t at = in_.at() - code_.begin;
    if (at > pc || !in_.ok()) return false;
    if (next_record_ < claims_.end && certificate_.target(next_record_) == at) enter_target(at);
    if (at == pc) return in_.ok();
    instruction();
  }
}

/// Whether what is known in `f` is so in the call, but for what the part that was called may have changed.
bool CodeVerifier::fits(const Facts& f, const Standing& s, const image::PartView* changed) const {
  const uint8_t levels = changed == nullptr ? 0xff : static_cast<uint8_t>(~changed->touched_levels);
  if ((f.levels & levels & ~s.levels) != 0 || (f.absent & levels & s.levels) != 0) return false;
  const auto same = [&](uint32_t slot) { return changed == nullptr || !holds(changed->touched, slot); };
  for (uint32_t b = 0; b < bytes_; ++b) {
    const uint64_t there = s.filled[b], others = changed == nullptr ? 0xff : static_cast<uint8_t>(~changed->touched[b]);
    const uint64_t wrong = (f.filled[b / 8] >> b % 8 * 8 & ~there) | (f.empty[b / 8] >> b % 8 * 8 & there);
    if ((wrong & others) != 0) return false;
  }
  for (uint32_t i = 0; i < f.count; ++i) {
    const Known& k = f.known[i];
    const bool apart = k.kind == Literal::Apart;
    // Nothing is said of an empty slot's value.
    if (!same(k.slot) || !holds(s.filled, k.slot) || (apart && (!same(k.other) || !holds(s.filled, k.other)))) continue;
    const int64_t n = s.value(s.values, k.slot);
    if (k.kind == Literal::Within && (n < k.low || n > k.high)) return false;
    if (k.kind == Literal::Differs && n == k.low) return false;
    if (apart && n - s.value(s.values, k.other) > k.low) return false;
  }
  return true;
}

/// All that is known of the call but its numbers.
void CodeVerifier::stand(Facts& f, const Standing& s) const {
  f = Facts{};
  f.levels = s.levels;
  f.absent = static_cast<uint8_t>(all_levels() & ~s.levels);
  f.passed = true;  // one waits
  for (uint32_t b = 0; b < bytes_; ++b) {
    f.filled[b / 8] |= uint64_t{s.filled[b]} << b % 8 * 8;
    f.empty[b / 8] |= uint64_t{static_cast<uint8_t>(~s.filled[b])} << b % 8 * 8;
  }
}

/// Whether all is well from `pc` to the next target, from the states at hand: what a claim says but nothing needs is
/// not asked for. `behind`: the first target that counts is one behind `pc`.
bool CodeVerifier::goes_on(uint32_t pc, bool behind) {
  next_record_ = claims_.first;
  next_record_ = last_found_ = search_record(behind ? pc + 1 : pc);
  in_.move_to(v_.base + code_.begin + pc);
  trusted_ = false;
  most_ = 0;
  bool stops = false;
  while (in_.ok() && !stops) {
    const uint32_t at = in_.at() - code_.begin;
    const bool target = next_record_ < claims_.end && certificate_.target(next_record_) == at;
    for (uint32_t i = 0; target && i < count_; ++i) check_states(now_[i], at, next_record_, at);
    stops = target || count_ == 0;
    if (stops) break;
    if (at >= end_) in_.fail(LoadReason::RunsOffEnd);
    instruction();
  }
  const bool well = in_.ok() && stops && most_ * (v_.depth + 1u) <= v_.most_steps;
  trusted_ = true;
  fault_ = {};
  return well;
}

/// Cases of the part `callee` behind whose exits this call may go on at `back`, as a mask.
uint32_t CodeVerifier::cases_left(const Standing& s, uint32_t callee, uint32_t back) {
  const image::PartView called = v_.part(callee);
  uint32_t left_well = 0;
  const uint8_t* cursor = nullptr;
  uint32_t record = 0;
  const uint32_t cases = certificate_.cases_of(callee, cursor, record);
  for (uint32_t n = 0; n < cases; ++n) {
    const Case c = certificate_.next_case(cursor, record);
    for (count_ = 0; count_ < c.exits; ++count_) {
      stand(now_[count_], s);
      leave_part(now_[count_], c, count_, called);
    }
    if (goes_on(back, false)) left_well |= 1u << n;
  }
  return left_well;
}

/// The cases of the part called just before `back` that such a call may be in, as a mask; the caller is `part`, in one
/// of `cases`. None: it cannot.
uint32_t CodeVerifier::cases_reached(const Standing& s, uint32_t part, uint32_t cases, uint32_t back,
                                     uint32_t& callee) {
  uint32_t reached = 0;
  const uint8_t* cursor = nullptr;
  uint32_t record = 0;
  uint32_t left = part == image::kNone ? 1 : certificate_.cases_of(part, cursor, record);
  for (; left != 0; --left, cases >>= 1) {
    enter_routine(part, cursor, record);
    if ((cases & 1) == 0 || back <= begin_ || back > end_) continue;  // at the end: behind a call that never returns
    for (uint32_t size = 2; size <= 3 && back - begin_ >= size; ++size) {  // `call` and the number of a part
      const uint8_t* p = v_.base + code_.begin + back - size;
      if (*p++ != static_cast<uint8_t>(Opcode::Call) || (p[0] >= 0x80) != (size == 3)) continue;
      if (!walk_to(back - size)) continue;
      callee = image::take_number(p);
      const image::PartView called = v_.part(callee);
      for (uint32_t i = 0; i < count_; ++i) {
        Case c;
        if (!fits(now_[i], s, &called)) continue;
        if (const uint32_t n = find_case(now_[i], callee, c); n < image::kMaxCases) reached |= 1u << n;
      }
      if (reached == 0 && count_ != 0) reached = cases_left(s, callee, back);
      break;
    }
  }
  return reached;
}

bool CodeVerifier::admits(const Standing& s) {
  trust();
  uint32_t part = image::kNone, cases = 1;
  for (uint32_t d = 0; d < s.depth; ++d) {
    uint32_t callee = 0;
    cases = cases_reached(s, part, cases, s.returns[d], callee);
    if (cases == 0) return false;
    part = callee;
  }
  const uint8_t* cursor = nullptr;
  uint32_t record = 0;
  uint32_t left = part == image::kNone ? 1 : certificate_.cases_of(part, cursor, record);
  for (; left != 0; --left, cases >>= 1) {
    enter_routine(part, cursor, record);
    if ((cases & 1) == 0 || s.pc < begin_ || s.pc >= end_ || !walk_to(s.pc)) continue;
    if (!s.runs && (image::kOperands.rows[*in_.here()].flags & image::flag::Y) == 0) return false;
    for (uint32_t i = 0; i < count_; ++i)
      if (fits(now_[i], s, nullptr)) return true;
    if (count_ == 0) continue;  // where no call comes
    stand(now_[0], s);
    count_ = 1;
    if (goes_on(s.pc, true)) return true;
  }
  return false;
}

bool admits(const ImageView& view, const Standing& standing) {
  Fault fault;
  return standing.depth <= view.depth && view.policy->closed(standing.levels) &&
         CodeVerifier(view, fault).admits(standing);
}

}  // namespace guion::verify
