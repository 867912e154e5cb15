// The interpreter's loop and the decoder of events: see run.hpp.
#include "vm/run.hpp"

namespace guion::vm {
namespace {

using image::Opcode;
using image::take_number;
using image::take_varint;
using image::unzigzag;

bool compare(int64_t a, uint8_t how, int64_t b) {
  switch (how) {
    case 0:
      return a < b;
    case 1:
      return a <= b;
    case 2:
      return a > b;
    case 3:
      return a >= b;
    case 4:
      return a == b;
    default:
      return a != b;
  }
}

/// Puts a + b if it is a number within the slot's range.
bool put_sum(Session& s, uint32_t slot, int64_t a, int64_t b, bool minus) {
  int64_t sum = 0;
  const bool overflows = minus ? __builtin_sub_overflow(a, b, &sum) : __builtin_add_overflow(a, b, &sum);
  if (overflows || !image::in_range(s.image->slot(slot), sum)) return false;
  put_number(s, slot, sum);
  return true;
}

/// What is open. The compiler proves that something is; an image that says otherwise gets everything, never nothing.
uint32_t opened(uint32_t open, uint32_t all) { return (open & all) != 0 ? open & all : all; }

/// Shape: 1 to 32.
uint32_t all_of(uint32_t count) { return 0xffffffffu >> (32 - count); }

/// The one of `count` targets that the seed and the number of the next event choose among those open.
uint32_t choose(const Session& s, uint32_t open) {
  if (s.seed != 0) {
    const auto among = image::count_bits(open);
    uint64_t skip = mix(static_cast<uint64_t>(s.seed) << 32 | s.sequence) % among;
    for (; skip != 0; --skip) open &= open - 1;
  }
  return static_cast<uint32_t>(__builtin_ctz(open));
}

}  // namespace

guion_status run(Session& s) {
  const ImageView& image = *s.image;
  const uint8_t* const code = image.code();
  const uint8_t* p = code + s.pc;
  for (uint32_t budget = s.step_limit; budget != 0; --budget) {
    const uint8_t* const here = p;
    const auto op = static_cast<Opcode>(*p++);
    switch (op) {
      case Opcode::Verify: {
        (void)take_number(p);
        ++p;
        const uint32_t counter = take_number(p);
        const uint32_t tries = take_number(p);
        if (s.tries()[counter] >= tries) {
          p = image::behind_template(image, p);
          p = code + take_number(p);
          continue;
        }
        [[fallthrough]];
      }
      case Opcode::Say:
      case Opcode::Note:
      case Opcode::Ask:
      case Opcode::AskTimed:
      case Opcode::Record:
      case Opcode::Judge:
      case Opcode::Menu:
      case Opcode::MenuTimed:
      case Opcode::Lookup:
      case Opcode::Transfer:
      case Opcode::End:
        s.pc = static_cast<uint32_t>(here - code);
        s.phase = Phase::Pending;
        s.text_end = 0;
        ++s.sequence;
        if (op == Opcode::Lookup) lookup_begins(s, take_number(p));
        return GUION_OK;
      case Opcode::Jump:
        p = code + take_number(p);
        continue;
      case Opcode::UnlessKnown: {
        const uint32_t slot = take_number(p);
        const uint32_t target = take_number(p);
        if (!s.has(slot)) p = code + target;
        continue;
      }
      case Opcode::UnlessLevel: {
        const uint8_t levels = *p++;
        const uint32_t target = take_number(p);
        if ((levels & ~s.levels) != 0) p = code + target;
        continue;
      }
      case Opcode::UnlessNumber: {
        const int64_t a = s.number(take_number(p));
        const uint8_t how = *p++;
        const int64_t k = unzigzag(take_varint(p));
        const uint32_t target = take_number(p);
        if (!compare(a, how, k)) p = code + target;
        continue;
      }
      case Opcode::UnlessSlot: {
        const int64_t a = s.number(take_number(p));
        const uint8_t how = *p++;
        const int64_t b = s.number(take_number(p));
        const int64_t k = unzigzag(take_varint(p));
        const uint32_t target = take_number(p);
        int64_t sum = 0;
        // A bound beyond all numbers compares as the greatest or least of them.
        if (__builtin_add_overflow(b, k, &sum)) sum = k < 0 ? INT64_MIN : INT64_MAX;
        if (!compare(a, how, sum)) p = code + target;
        continue;
      }
      case Opcode::Show:
        s.shown |= 1u << take_number(p);
        continue;
      case Opcode::Pick: {
        const uint32_t mask = take_number(p);
        const uint32_t count = take_number(p);
        uint32_t chosen = choose(s, opened(mask | s.shown, all_of(count)));
        s.shown = 0;
        for (; chosen != 0; --chosen) (void)take_number(p);
        p = code + take_number(p);
        continue;
      }
      case Opcode::SetNumber: {
        const uint32_t slot = take_number(p);
        put_number(s, slot, unzigzag(take_varint(p)));
        continue;
      }
      case Opcode::Copy: {
        const uint32_t to = take_number(p);
        copy_value(s, to, take_number(p));
        continue;
      }
      case Opcode::Add:
      case Opcode::Subtract: {
        const uint32_t to = take_number(p);
        const int64_t a = s.number(take_number(p));
        const int64_t b = s.number(take_number(p));
        const uint32_t target = take_number(p);
        if (!put_sum(s, to, a, b, op == Opcode::Subtract)) p = code + target;
        continue;
      }
      case Opcode::AddNumber: {
        const uint32_t to = take_number(p);
        const int64_t a = s.number(take_number(p));
        const int64_t k = unzigzag(take_varint(p));
        const uint32_t target = take_number(p);
        if (!put_sum(s, to, a, k, false)) p = code + target;
        continue;
      }
      case Opcode::Revoke:
        s.levels = image.policy->without(s.levels, *p++);
        continue;
      case Opcode::Require:
        ++p;
        continue;
      case Opcode::Call: {
        const uint32_t part = take_number(p);
        s.returns()[s.depth++] = static_cast<uint32_t>(p - code);
        p = code + image.part_begin(part);
        continue;
      }
      case Opcode::Return:
        p = code + s.returns()[--s.depth];
        continue;
    }
  }
  s.pc = static_cast<uint32_t>(p - code);
  return GUION_STEP_LIMIT;
}

void go_on(Session& s, uint32_t pc) {
  s.pc = pc;
  s.shown = 0;
  s.phase = Phase::Running;
}

Pending decode(const Session& s) {
  const uint8_t* const code = s.image->code();
  const uint8_t* p = code + s.pc;
  Pending e;
  if (s.phase == Phase::Closing) {
    e.op = Opcode::Lookup;
    e.object = s.shown;
    return e;
  }
  e.op = static_cast<Opcode>(*p);
  uint32_t* target = &e.first;
  for (const char* letter = image::kOperands.rows[*p++].letters; *letter != 0; ++letter) {
    if ((*letter | 0x20) == 't') {
      e.has_text = *p != image::kEndOfTemplate;
      p = behind_text(s, p);
    } else if (*letter == 'L') {
      e.levels = *p++;
    } else {
      const uint32_t n = take_number(p);
      if ((*letter | 0x20) == 'j') {
        *target = *letter == 'J' ? n - 1 : n;
        target = &e.second;
      } else {
        (*letter == 's' ? e.slot : *letter == 'n' ? e.number : *letter == 'c' ? e.counter : e.object) = n;
      }
    }
  }
  e.next = static_cast<uint32_t>(p - code);
  return e;
}

Menu menu_of(const Session& s) {
  const uint8_t* const at = s.image->code() + s.pc;
  const uint8_t* p = behind_text(s, at + 1);
  const uint32_t open = take_number(p) | s.shown;
  if (static_cast<Opcode>(*at) == Opcode::MenuTimed) {
    (void)take_number(p);
    (void)take_number(p);
  }
  const uint32_t count = take_number(p);
  return {opened(open, all_of(count)), count, p};
}

Patience patience_of(const Session& s) {
  if (opcode_of(s) != Opcode::MenuTimed) return {};
  const uint8_t* p = behind_text(s, s.image->code() + s.pc + 1);
  (void)take_number(p);  // the mask
  const uint32_t seconds = take_number(p);
  return {seconds, take_number(p)};
}

const uint8_t* text_of(const Session& s) {
  const uint8_t* p = s.image->code() + s.pc;
  for (const char* letter = image::kOperands.rows[*p++].letters; *letter != 0; ++letter) {
    if (*letter == 'T' || *letter == 't') return *p == image::kEndOfTemplate ? nullptr : p;
    if (*letter == 'L') {
      ++p;
    } else {
      (void)take_number(p);
    }
  }
  return nullptr;
}

}  // namespace guion::vm
