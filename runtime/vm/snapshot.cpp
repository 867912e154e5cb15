// Reading, checking and applying snapshots: see snapshot.hpp. Nothing of the bytes is believed before parse_snapshot(),
// and nothing of the call before check_snapshot().
#include "vm/snapshot.hpp"

#include "verify/verify.hpp"
#include "vm/answer.hpp"

namespace guion::vm {
namespace {

using image::LoadReason;
using image::Opcode;
using image::Reader;
using image::take_number;
using image::take_varint;

// ---- form -----------------------------------------------------------------------------------------------------------

/// Whether two blocks are equal, in a time that does not tell where they differ.
bool same_secretly(const uint8_t* a, const uint8_t* b, size_t size) {
  unsigned differs = 0;
  for (size_t i = 0; i < size; ++i) differs |= static_cast<unsigned>(a[i] ^ b[i]);
  return differs == 0;
}

/// A text of the snapshot's own, or a copy of a constant, which others may share: what `slot` says or nothing.
bool may_be_shared(const Snapshot& s, uint32_t slot) {
  const SnapshotValue v = value_of(s, slot);
  return v.is_text && v.same_as == image::kNone && (v.text.size != 0 || v.constant != image::kNone);
}

/// Whether a value before that of `slot` is a copy of the constant `c` already: the others share it.
bool is_copied(const Snapshot& s, uint32_t c, uint32_t slot) {
  SnapshotValues values(s);
  for (SnapshotValue v; values.before(slot) && values.step(v);)
    if (v.constant == c) return true;
  return false;
}

void check_form(Reader& in, const Snapshot& s, uint32_t slot) {
  const uint64_t v = in.varint();
  if (!in.ok() || (v & 1) == 0) return;
  const uint64_t rest = v >> 3;
  const auto kind = static_cast<TextKind>(v >> 1 & 3);
  bool good = rest <= 0xffffffff;
  const auto n = static_cast<uint32_t>(rest);
  if (kind == TextKind::Same) {
    good = good && n < slot && s.has(n) && may_be_shared(s, n);
  } else if (kind == TextKind::Constant) {
    good = good && n < s.slots && !s.has(n) && !is_copied(s, n, slot);
    (void)in.take(in.number());
  } else if (good && kind == TextKind::Own) {
    (void)in.take(n);
  } else {
    good = false;
  }
  if (!good) in.fail(LoadReason::BadValue);
}

void read_state(Reader& in, Snapshot& s) {
  s.seed = in.number();
  s.pc = in.number();
  s.sequence = in.number();
  s.last_act = in.number();
  s.shown = in.number();
  const uint8_t phase = in.byte();
  s.phase = static_cast<Phase>(phase);
  if (phase > static_cast<uint8_t>(Phase::Closing) || s.phase == Phase::Running) in.fail(LoadReason::BadValue);
  const uint8_t hour = in.byte();
  s.hour = hour & ((1u << kHourBits) - 1);
  s.language = static_cast<uint8_t>(hour >> kHourBits);
  s.levels = in.byte();
  s.pairs = in.byte();
  s.depth = in.byte();
  if (s.hour > 23 || s.depth > image::kMaxDepth) return in.fail(LoadReason::BadValue);
  for (uint32_t d = 0; d < s.depth; ++d) s.returns[d] = in.number();
  s.counters = in.number(0xff);
  s.tries = in.take(s.counters);
  s.slots = in.number(image::kMaxSlots);
  s.filled = in.take((s.slots + 7) / 8);
  if (in.ok() && s.slots % 8 != 0 && s.filled[s.slots / 8] >> s.slots % 8 != 0) in.fail(LoadReason::BadValue);
}

bool read(const uint8_t* bytes, uint32_t end, Snapshot& s) {
  image::Fault fault;
  Reader in(bytes, kSnapshotHead, end, fault);
  s.build_id = bytes + kAtBuildId;
  s.call_mix = image::load64(bytes + kAtCall);
  read_state(in, s);
  s.values = in.here();
  for (uint32_t slot = 0; slot < s.slots && in.ok(); ++slot)
    if (s.has(slot)) check_form(in, s, slot);
  in.finish();
  s.end = bytes + end;
  return in.ok();
}

// ---- the call against its image
// ---------------------------------------------------------------------------------------

constexpr uint32_t kMostEvents = 0xffff0000;  ///< more would soon begin again at 0

/// A snapshot with the image that it is to be of.
class Check {
 public:
  Check(const ImageView& image, const Snapshot& s) : image_(image), s_(s) {}

  guion_status run(uint32_t text_capacity) {
    if (__builtin_memcmp(s_.build_id, image_.base + image::kAtBuildId, image::kIdSize) != 0) return GUION_WRONG_IMAGE;
    if (!state_fits()) return GUION_BAD_SNAPSHOT;
    __builtin_memcpy(filled_, s_.filled, image_.slot_bytes());
    uint64_t room = text_capacity;
    bool full = false;
    SnapshotValues values(s_);
    for (SnapshotValue v; values.next(v);) {
      if (!value_fits(v)) return GUION_BAD_SNAPSHOT;
      if (!v.is_text || v.same_as != image::kNone || v.constant != image::kNone) continue;
      full = full || v.text.size > room;
      room -= full ? 0 : v.text.size;
    }
    add_constants();
    if (!phase_fits()) return GUION_BAD_SNAPSHOT;
    return full ? GUION_TEXT_FULL : GUION_OK;
  }

 private:
  bool state_fits() const {
    const image::PolicyView* law = image_.policy;
    if (s_.language >= image_.languages()) return false;
    if (s_.slots != image_.slots || s_.counters != image_.counters || s_.depth > image_.depth) return false;
    if (s_.sequence > kMostEvents || s_.last_act > s_.sequence || s_.pc >= image_.code_size()) return false;
    if (law == nullptr) return s_.levels == 0 && s_.pairs == 0;
    if (s_.pairs >> law->pairs != 0 || s_.levels >> law->levels != 0) return false;
    return law->closed(s_.levels);
  }

  bool value_fits(const SnapshotValue& v) const {
    const uint8_t flags = image_.slot_flags(v.slot);
    if ((flags & image::kSlotValue) != 0 || is_secret(image_, v.slot)) return false;
    if (s_.phase == Phase::Fresh && (flags & image::kSlotSystem) == 0) return false;
    if (v.is_text != image::is_text(image_.slot_type(v.slot))) return false;
    if (v.constant != image::kNone && !is_constant(v.constant, v.text)) return false;
    return check_value(image_, v.slot, {v.number, v.text.data, v.text.size}) == GUION_OK;
  }
  bool is_constant(uint32_t slot, Text text) const {
    const SlotView c = image_.slot(slot);
    return (c.flags & image::kSlotValue) != 0 && image::is_text(c.type) && c.text.size == text.size &&
           __builtin_memcmp(c.text.data, text.data, text.size) == 0;
  }
  void add_constants() {
    for (uint32_t slot = 0, left = image_.constants; left != 0; ++slot) {
      if ((image_.slot_flags(slot) & image::kSlotValue) == 0) continue;
      --left;
      filled_[slot / 8] = static_cast<uint8_t>(filled_[slot / 8] | 1u << slot % 8);
    }
  }

  static int64_t number(const void* check, uint32_t slot) {
    const auto& c = *static_cast<const Check*>(check);
    return c.s_.has(slot) ? value_of(c.s_, slot).number : c.image_.slot(slot).number;
  }
  bool admitted() const {
    verify::Standing here;
    here.pc = s_.pc;
    here.returns = s_.returns;
    here.depth = s_.depth;
    here.levels = s_.levels;
    here.filled = filled_;
    here.values = this;
    here.value = number;
    return verify::admits(image_, here);
  }

  bool phase_fits() const {
    switch (s_.phase) {
      case Phase::Fresh:
        return (s_.pc | s_.depth | s_.levels | s_.pairs | s_.shown | s_.hour | s_.last_act) == 0;
      case Phase::Pending:
      case Phase::Over:
        return s_.sequence != 0 && admitted() && event_fits();
      case Phase::Abandoned:
        return s_.sequence != 0 && s_.pairs == 0 && s_.shown == 0;
      case Phase::Closing:
        return s_.sequence != 0 && closing_fits();
      case Phase::Running:
        break;
    }
    return false;
  }
  /// What is told of the event at `pc`, where the image has been found to admit the call.
  bool event_fits() const {
    Session probe{};
    probe.image = &image_;
    probe.pc = s_.pc;
    probe.phase = Phase::Pending;
    const Pending e = decode(probe);
    const uint32_t options = is_menu(e.op) ? menu_of(probe).count : 0;
    if (options < 32 && s_.shown >> options != 0) return false;
    if (e.op == Opcode::Verify && s_.tries[e.counter] >= e.number) return false;
    if (s_.phase == Phase::Over && e.op != Opcode::Transfer) return false;
    if (e.op == Opcode::Lookup) return lookup_fits(image_.binding(e.object).service);
    return s_.last_act < s_.sequence;
  }
  bool lookup_fits(uint32_t service) const {
    return (opened_by(*image_.policy, service) & ~s_.pairs) == 0 &&
           image_.policy->acts(service) == (s_.last_act == s_.sequence);
  }
  bool closing_fits() const {
    if (s_.shown >= image_.bindings) return false;
    const image::BindingView b = image_.binding(s_.shown);
    return (closed_by(*image_.policy, b.service) & s_.pairs) != 0 && may_ask(image_, b, filled_, s_.levels) &&
           image_.policy->acts(b.service) == (s_.last_act == s_.sequence);
  }

  const ImageView& image_;
  const Snapshot& s_;
  uint8_t filled_[image::kMaxSlots / 8] = {};
};

}  // namespace

bool SnapshotValues::before(uint32_t slot) {
  while (slot_ < s_->slots && !s_->has(slot_)) ++slot_;
  return slot_ < slot;
}

bool SnapshotValues::step(SnapshotValue& out) {
  if (!before(s_->slots)) return false;
  out.slot = slot_++;
  out.same_as = out.constant = image::kNone;
  out.text.size = 0;
  const uint64_t v = take_varint(p_);
  out.is_text = (v & 1) != 0;
  if (!out.is_text) return out.number = image::unzigzag(v >> 1), true;
  const auto n = static_cast<uint32_t>(v >> 3);
  const auto kind = static_cast<TextKind>(v >> 1 & 3);
  if (kind == TextKind::Same) return out.same_as = n, true;
  if (kind == TextKind::Constant) out.constant = n;
  const uint32_t size = kind == TextKind::Constant ? take_number(p_) : n;
  out.text = {reinterpret_cast<const char*>(p_), size};
  p_ += size;
  return true;
}

bool SnapshotValues::next(SnapshotValue& out) {
  if (!step(out)) return false;
  if (out.same_as != image::kNone) out.text = value_of(*s_, out.same_as).text;
  return true;
}

SnapshotValue value_of(const Snapshot& s, uint32_t slot) {
  SnapshotValues values(s);
  SnapshotValue v;
  while (values.step(v) && v.slot != slot) {
  }
  if (v.same_as != image::kNone) v.text = value_of(s, v.same_as).text;  // which is no other's
  return v;
}

guion_status parse_snapshot(const void* bytes, size_t size, const guion_seal* seal, Snapshot& out) {
  if (bytes == nullptr || (seal != nullptr && seal->sign == nullptr)) return GUION_BAD_ARGUMENT;
  const auto* b = static_cast<const uint8_t*>(bytes);
  if (!has_snapshot_head(b, size) || size > kMostBytes) return GUION_BAD_SNAPSHOT;
  const bool sealed = (b[kAtFlags] & kFlagSealed) != 0;
  const size_t end = size - (sealed ? kSealSize : 0);
  if (end < kSnapshotHead || end > size) return GUION_BAD_SNAPSHOT;
  if (image::checksum(b + kAtBuildId, end - kAtBuildId, image::load64(b)) != image::load64(b + kAtChecksum))
    return GUION_BAD_SNAPSHOT;
  if (sealed != (seal != nullptr)) return GUION_BAD_SEAL;
  if (sealed) {
    uint8_t wanted[kSealSize] = {};
    seal->sign(seal->context, b, end, wanted);
    if (!same_secretly(wanted, b + end, kSealSize)) return GUION_BAD_SEAL;
  }
  return read(b, static_cast<uint32_t>(end), out) ? GUION_OK : GUION_BAD_SNAPSHOT;
}

guion_status check_snapshot(const ImageView& image, const Snapshot& s, uint32_t text_capacity) {
  return Check(image, s).run(text_capacity);
}

void apply_snapshot(Session& out, const Snapshot& s) {
  start(out);
  out.call_mix = s.call_mix;
  out.seed = s.seed;
  out.pc = s.pc;
  out.sequence = s.sequence;
  out.last_act = s.last_act;
  out.shown = s.shown;
  out.phase = s.phase;
  out.hour = s.hour;
  out.language = s.language;
  out.levels = s.levels;
  out.pairs = s.pairs;
  out.depth = s.depth;
  __builtin_memcpy(out.returns(), s.returns, 4 * size_t{s.depth});
  __builtin_memcpy(out.tries(), s.tries, s.counters);
  SnapshotValues values(s);
  for (SnapshotValue v; values.next(v);) {
    if (v.same_as != image::kNone) {
      copy_value(out, v.slot, v.same_as);
    } else if (v.constant != image::kNone) {
      copy_value(out, v.slot, v.constant);
    } else {
      put_value(out, v.slot, {v.number, v.text.data, v.text.size});
    }
  }
}

guion_status correct(Session& s, const Snapshot& to) {
  if (s.phase == Phase::Over || s.phase == Phase::Abandoned || s.phase == Phase::Closing) return GUION_CALL_OVER;
  if (s.phase == Phase::Pending && opcode_of(s) == Opcode::End) return GUION_CALL_OVER;
  if (const guion_status status = check_snapshot(*s.image, to, s.text_capacity); status != GUION_OK) return status;
  if (to.call_mix != s.call_mix || to.seed != s.seed || to.sequence > s.sequence) return GUION_BAD_SNAPSHOT;
  // Also when the snapshot waits for the very look-up that acts: under a new token it would be done twice.
  if (s.last_act != 0 && s.last_act >= to.sequence) return GUION_CANNOT_UNDO;
  // A level that was lost since is not won back by going back, and what was opened since still wants to be closed.
  if ((to.levels & ~s.levels) != 0 || (s.pairs & ~to.pairs) != 0) return GUION_CANNOT_UNDO;
  if (to.phase != Phase::Fresh && to.phase != Phase::Pending) return GUION_CANNOT_UNDO;
  uint8_t tries[0xff];
  const uint32_t sequence = s.sequence, last_act = s.last_act, counters = s.image->counters;
  const uint8_t language = s.language;  // that which the customer speaks now
  __builtin_memcpy(tries, s.tries(), counters);
  apply_snapshot(s, to);
  s.language = language;
  s.sequence = sequence;
  s.last_act = last_act;
  // Tries are of the whole call: who goes back may not guess again.
  for (uint32_t c = 0; c < counters; ++c)
    if (s.tries()[c] < tries[c]) s.tries()[c] = tries[c];
  if (s.phase == Phase::Fresh) return GUION_OK;
  const Pending e = decode(s);
  if (e.op == Opcode::Verify && s.tries()[e.counter] >= e.number) {
    s.phase = Phase::Running;  // the loop goes on to where used-up tries lead
  } else {
    ++s.sequence;
  }
  return GUION_OK;
}

}  // namespace guion::vm
