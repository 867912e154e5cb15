// See moves.hpp.
#include "vm/moves.hpp"

#include "verify/verify.hpp"
#include "vm/answer.hpp"

namespace guion::vm {
namespace {

using image::Fault;
using image::LoadReason;
using image::Opcode;
using image::Reader;
using image::take_number;
using image::take_varint;

// ---- opening --------------------------------------------------------------------------------------------------------

LoadReason check_head(const uint8_t* b, size_t size, const ImageView& to) {
  if (size < image::kMovesHead) return LoadReason::TooShort;
  if (image::load32(b) != image::kMovesMagic) return LoadReason::WrongMagic;
  const uint16_t version = image::load16(b + image::kAtVersion);
  if (version > image::kMovesVersion) return LoadReason::NewerVersion;
  if (version == 0) return LoadReason::UnknownVersion;
  if (image::load16(b + image::kAtFlags) != 0) return LoadReason::UnknownFlags;
  if (image::load32(b + image::kAtSize) != size) return LoadReason::WrongSize;
  if (image::checksum(b + image::kAtSize, size - image::kAtSize, image::load64(b)) !=
      image::load64(b + image::kAtChecksum))
    return LoadReason::ChecksumMismatch;
  if (__builtin_memcmp(b + image::kAtMovesTo, to.base + image::kAtBuildId, image::kIdSize) != 0)
    return LoadReason::WrongImage;
  return LoadReason::None;
}

/// Old places or returns, in their order, each with where it leads.
void check_rows(Reader& in, uint32_t code, uint32_t& count, uint32_t& at) {
  count = in.number();
  at = in.at();
  uint64_t from = 0;
  int64_t to = 0;
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    from += in.number();
    const uint32_t here = in.at();
    const uint64_t how = in.varint();
    if (how == 0) {
      (void)in.byte();
    } else {
      const int64_t step = image::unzigzag((how - 1) / 2);
      if (step > 0xffffffffll || step < -0xffffffffll || (to += step) < 0 || to >= code)
        return in.fail(LoadReason::BadMove, here);
    }
    if (from > 0xffffffff) return in.fail(LoadReason::OutOfOrder, here);
  }
}

class Opening {
 public:
  Opening(MovesView& view, Fault& fault)
      : v_(view), to_(*view.to), in_(view.base, image::kMovesHead, view.size, fault) {}

  void run() {
    v_.counters = in_.number(0xff);
    targets(v_.levels, image::kMaxLevels, to_.policy->levels, LoadReason::UnknownLevel);
    targets(v_.pairs, image::kMaxPairs, to_.policy->pairs, LoadReason::BadPair);
    const uint32_t maps = in_.number(image::kMaxSlots);
    v_.maps_at = in_.at();
    for (uint32_t i = 0; i < maps && in_.ok(); ++i)
      for (uint32_t n = in_.number(image::kMaxValues); n != 0 && in_.ok(); --n) (void)in_.number(image::kMaxValues);
    v_.slots = in_.number(image::kMaxSlots);
    v_.slots_at = in_.at();
    for (uint32_t i = 0; i < v_.slots && in_.ok(); ++i) {
      const uint32_t at = in_.at(), slot = in_.number();
      if (slot > to_.slots) return in_.fail(LoadReason::UnknownSlot, at);
      if (slot != 0 && in_.number() > maps) return in_.fail(LoadReason::UnknownEnum, at);
    }
    v_.tries = in_.number(0xffff);
    v_.tries_at = in_.at();
    for (uint32_t i = 0; i < v_.tries && in_.ok(); ++i) {
      (void)in_.index(v_.counters, LoadReason::UnknownCounter);
      (void)in_.index(to_.counters, LoadReason::UnknownCounter);
    }
    check_rows(in_, to_.code_size(), v_.returns, v_.returns_at);
    check_rows(in_, to_.code_size(), v_.places, v_.places_at);
    in_.finish();
  }

 private:
  void targets(uint8_t* out, uint32_t count, uint32_t most, LoadReason why) {
    for (uint32_t i = 0; i < count; ++i)
      if ((out[i] = in_.byte()) > most) return in_.fail(why);
  }

  MovesView& v_;
  const ImageView& to_;
  Reader in_;
};

// ---- moving ---------------------------------------------------------------------------------------------------------

/// Walks over the rows of a checked table.
class Rows {
 public:
  Rows(const uint8_t* p, uint32_t count) : p_(p), left_(count) {}
  bool next() {
    if (left_ == 0) return false;
    --left_;
    from += take_number(p_);
    const uint64_t how = take_varint(p_);
    stays = how == 0;
    if (stays) return ++p_, true;
    anew = ((how - 1) & 1) != 0;
    to = static_cast<uint32_t>(to + image::unzigzag((how - 1) / 2));
    return true;
  }
  uint32_t from = 0, to = 0;
  bool stays = false, anew = false;

 private:
  const uint8_t* p_;
  uint32_t left_;
};

class Move {
 public:
  Move(const MovesView& moves, const ImageView* from, const Snapshot& s, Session& out)
      : m_(moves), from_(from), s_(s), out_(out), to_(*moves.to) {}

  guion_status run() {
    if (__builtin_memcmp(s_.build_id, m_.base + image::kAtMovesFrom, image::kIdSize) != 0) return GUION_WRONG_IMAGE;
    if (s_.slots != m_.slots || s_.counters != m_.counters) return GUION_BAD_SNAPSHOT;
    if (s_.phase != Phase::Fresh && s_.phase != Phase::Pending) return GUION_CANNOT_MOVE;  // nothing is left to do
    if (s_.language >= to_.languages()) return GUION_CANNOT_MOVE;  // nobody would be understood there
    start(out_);
    out_.language = s_.language;
    out_.call_mix = s_.call_mix;
    out_.seed = s_.seed;
    if (const guion_status status = values(); status != GUION_OK) return status;
    tries();
    out_.sequence = s_.sequence;
    out_.last_act = s_.last_act;
    if (s_.phase == Phase::Fresh) return GUION_OK;
    return state() && all_given() && returns() && place() ? GUION_OK : GUION_CANNOT_MOVE;
  }

 private:
  /// The value `n` of an enumeration by map `map`, from 1; kNone: the new one has none such.
  uint32_t mapped(uint32_t map, int64_t n) const {
    const uint8_t* p = m_.base + m_.maps_at;
    while (--map != 0)
      for (uint32_t i = take_number(p); i != 0; --i) (void)take_number(p);
    const uint32_t count = take_number(p);
    if (n < 0 || n >= count) return image::kNone;
    for (; n != 0; --n) (void)take_number(p);
    return take_number(p) - 1;
  }

  guion_status values() {
    const uint8_t* row = m_.base + m_.slots_at;
    uint32_t slot = 0;
    SnapshotValues all(s_);
    for (SnapshotValue v; all.next(v);) {
      uint32_t to = 0, map = 0;
      for (; slot <= v.slot; ++slot) map = (to = take_number(row)) == 0 ? 0 : take_number(row);
      if (to == 0) continue;
      if (const guion_status status = value(v, to - 1, map); status != GUION_OK) return status;
    }
    return GUION_OK;
  }

  guion_status value(const SnapshotValue& v, uint32_t to, uint32_t map) {
    if ((to_.slot_flags(to) & image::kSlotValue) != 0 || (to_.slot_classes(to) & to_.policy->never_said) != 0 ||
        v.is_text != out_.is_text(to) || out_.has(to) || !same_law(v.slot, to))
      return GUION_CANNOT_MOVE;
    int64_t n = v.number;
    if (map != 0 && (n = mapped(map, n)) == image::kNone) return GUION_CANNOT_MOVE;
    const guion_value given{n, v.text.data, v.text.size};
    if (check_value(to_, to, given) != GUION_OK) return GUION_CANNOT_MOVE;
    if (v.is_text && v.text.size > out_.text_capacity - out_.text_used) return GUION_TEXT_FULL;
    put_value(out_, to, given);
    return GUION_OK;
  }
  /// With the old image at hand and one policy for both, the classes of a value are looked at here as well.
  bool same_law(uint32_t was, uint32_t is) const {
    if (from_ == nullptr) return true;
    return from_->slot_type(was) == to_.slot_type(is) &&
           (!one_policy() || from_->slot_classes(was) == to_.slot_classes(is));
  }
  bool one_policy() const {
    return from_ != nullptr &&
           __builtin_memcmp(from_->base + image::kAtPolicyId, to_.base + image::kAtPolicyId, image::kIdSize) == 0;
  }
  /// Of one policy a level is what it was, or is left behind; a pair is what it was.
  bool keeps_levels() const {
    for (unsigned l = 0; l < image::kMaxLevels; ++l)
      if (m_.levels[l] != 0 && m_.levels[l] != l + 1) return false;
    for (unsigned p = 0; p < image::kMaxPairs; ++p)
      if (m_.pairs[p] != 0 && m_.pairs[p] != p + 1) return false;
    return true;
  }

  void tries() {
    const uint8_t* p = m_.base + m_.tries_at;
    for (uint32_t i = 0; i < m_.tries; ++i) {
      const uint32_t used = s_.tries[take_number(p)];
      uint8_t& now = out_.tries()[take_number(p)];
      now = static_cast<uint8_t>(used + now > 0xff ? 0xff : used + now);
    }
  }

  bool state() {
    if (one_policy() && !keeps_levels()) return false;
    for (unsigned l = 0; l < image::kMaxLevels; ++l)
      if ((s_.levels >> l & 1) != 0 && m_.levels[l] != 0)
        out_.levels = static_cast<uint8_t>(out_.levels | 1u << (m_.levels[l] - 1));
    // A level that includes more now holds only if that holds, too.
    const uint8_t held = out_.levels;
    for (unsigned l = 0; l < to_.policy->levels; ++l)
      if ((to_.policy->closure[l] & ~held) != 0) out_.levels = static_cast<uint8_t>(out_.levels & ~(1u << l));
    for (unsigned p = 0; p < image::kMaxPairs; ++p) {
      if ((s_.pairs >> p & 1) == 0) continue;
      if (m_.pairs[p] == 0) return false;  // nobody would close it
      out_.pairs = static_cast<uint8_t>(out_.pairs | 1u << (m_.pairs[p] - 1));
    }
    out_.hour = s_.hour;
    out_.phase = Phase::Pending;
    return s_.last_act <= s_.sequence;
  }

  bool all_given() const {
    for (uint32_t slot = 0; slot < to_.slots; ++slot)
      if ((to_.slot_flags(slot) & image::kSlotSystem) != 0 && !out_.has(slot)) return false;
    return true;
  }

  bool returns() {
    if (s_.depth > to_.depth) return false;
    out_.depth = s_.depth;
    for (uint32_t d = 0; d < s_.depth; ++d) {
      Rows rows(m_.base + m_.returns_at, m_.returns);
      bool found = false;
      while (!found && rows.next()) found = rows.from == s_.returns[d] && !rows.stays;
      if (!found) return false;
      out_.returns()[d] = rows.to;
    }
    return true;
  }

  static int64_t number(const void* session, uint32_t slot) {
    return static_cast<const Session*>(session)->number(slot);
  }
  bool admitted(bool anew) const {
    verify::Standing here;
    here.runs = anew;
    here.pc = out_.pc;
    here.returns = out_.returns();
    here.depth = out_.depth;
    here.levels = out_.levels;
    here.filled = out_.filled();
    here.values = &out_;
    here.value = number;
    return verify::admits(to_, here);
  }
  bool place() {
    Rows rows(m_.base + m_.places_at, m_.places);
    while (rows.next()) {
      if (rows.from != s_.pc || rows.stays) continue;
      out_.pc = rows.to;
      out_.text_end = 0;
      if (!admitted(rows.anew)) continue;
      if (!is_event(opcode_of(out_))) return ask_guards();
      out_.shown = rows.anew ? 0 : s_.shown;
      if (!event_fits(rows.anew)) continue;
      if (rows.anew) ++out_.sequence;
      return true;
    }
    return false;
  }
  static bool is_event(Opcode op) {
    return (image::kOperands.rows[static_cast<uint8_t>(op)].flags & image::flag::Y) != 0;
  }
  /// A menu is put again from where it is asked which of its options are open.
  bool ask_guards() {
    if (out_.last_act >= out_.sequence) return false;
    go_on(out_, out_.pc);
    return vm::run(out_) == GUION_OK && is_menu(opcode_of(out_));
  }
  /// `anew`: it will have a new token, so it must not be one that may be under way.
  bool event_fits(bool anew) const {
    const Pending e = decode(out_);
    if (anew && (e.op == Opcode::Lookup || e.op == Opcode::Transfer)) return false;
    const uint32_t options = is_menu(e.op) ? menu_of(out_).count : 0;
    if (options < 32 && out_.shown >> options != 0) return false;
    if (e.op == Opcode::Verify) return out_.tries()[e.counter] < e.number;
    if (e.op != Opcode::Lookup) return e.op != Opcode::End && out_.last_act < out_.sequence;
    const uint32_t service = to_.binding(e.object).service;
    return (opened_by(*to_.policy, service) & ~out_.pairs) == 0 &&
           to_.policy->acts(service) == (out_.last_act == out_.sequence);
  }

  const MovesView& m_;
  const ImageView* from_;
  const Snapshot& s_;
  Session& out_;
  const ImageView& to_;
};

}  // namespace

guion_status open_moves(const void* bytes, size_t size, const ImageView& to, MovesView& out, Fault& fault) {
  out = {};
  const auto* b = static_cast<const uint8_t*>(bytes);
  const LoadReason why = check_head(b, size, to);
  if (why != LoadReason::None) {
    fault.raise(why, 0);
    return why == LoadReason::WrongImage ? GUION_WRONG_IMAGE : GUION_BAD_MOVES;
  }
  out.base = b;
  out.to = &to;
  out.size = static_cast<uint32_t>(size);
  Opening(out, fault).run();
  if (fault.raised()) return GUION_BAD_MOVES;
  out.magic = kOpenMoves;
  return GUION_OK;
}

guion_status migrate(const MovesView& moves, const ImageView* from, const Snapshot& s, Session& out) {
  return Move(moves, from, s, out).run();
}

}  // namespace guion::vm
