// A call written down: reading a snapshot without its image, checking it against the image, filling a session with it,
// and writing one. Knows nothing of moves between images. Form: docs/bytecode.md, «A snapshot».
#pragma once

#include "guion/guion.h"
#include "image/format.hpp"
#include "vm/session.hpp"

namespace guion::vm {

// Head: magic, version, flags (2 bytes each), checksum, build id, call.
inline constexpr uint32_t kAtFlags = 6, kAtChecksum = 8, kAtBuildId = 16, kAtCall = 48, kSnapshotHead = 56;
inline constexpr uint32_t kSealSize = 32;
inline constexpr uint8_t kSnapshotVersion = 1, kFlagSealed = 1;
inline constexpr size_t kMostBytes = 0x7fffffff;
/// The byte of the hour holds the language above it, in snapshots and in traces.
inline constexpr unsigned kHourBits = 5;
[[nodiscard]] inline uint8_t hour_and_language(const Session& s) {
  return static_cast<uint8_t>(s.hour | s.language << kHourBits);
}

/// Where the text of a value stands: behind it, in an earlier slot's, or behind it as a copy of a constant. Bits 1 and
/// 2 of a value whose bit 0 is set; the rest is the size or the slot.
enum class TextKind : uint8_t { Own, Same, Constant };

/// Whether `bytes` begin as a snapshot of this version does. Cost: constant.
[[nodiscard]] inline bool has_snapshot_head(const uint8_t* b, size_t size) {
  return size >= kSnapshotHead && b[0] == 'G' && b[1] == 'U' && b[2] == 'I' && b[3] == 'S' &&
         b[4] == kSnapshotVersion && b[5] == 0 && (b[kAtFlags] & ~kFlagSealed) == 0 && b[kAtFlags + 1] == 0;
}

/// What a snapshot says, its values apart. Borrows its bytes. Made by parse_snapshot(), so its form is right; whether
/// an image has such a call is for check_snapshot() to say.
struct Snapshot {
  const uint8_t* build_id = nullptr;  ///< 32 bytes: the image that the call was of
  uint64_t call_mix = 0;
  uint32_t seed = 0, pc = 0, sequence = 0, last_act = 0;
  uint32_t shown = 0;  ///< Menu pending: options that Show opened. Closing: the binding asked
  Phase phase = Phase::Fresh;
  uint8_t hour = 0, language = 0, levels = 0, pairs = 0;
  uint8_t depth = 0;
  uint32_t returns[image::kMaxDepth] = {};  ///< from the outermost part to the innermost
  uint32_t counters = 0;
  const uint8_t* tries = nullptr;  ///< a byte a counter
  uint32_t slots = 0;
  const uint8_t* filled = nullptr;  ///< a bit a slot, without the constants; bits behind the last slot are 0
  const uint8_t* values = nullptr;  ///< of the filled slots, in order: see SnapshotValues
  const uint8_t* end = nullptr;     ///< of the values

  [[nodiscard]] bool has(uint32_t slot) const { return (filled[slot / 8] >> slot % 8 & 1) != 0; }
};

/// One value of a snapshot. A text stands in it whole, whichever way it came there.
struct SnapshotValue {
  uint32_t slot = 0;
  bool is_text = false;
  int64_t number = 0;
  Text text;                         ///< borrows the bytes of the snapshot
  uint32_t same_as = image::kNone;   ///< an earlier slot that this one shares its text with
  uint32_t constant = image::kNone;  ///< the constant of the image that the text is a copy of
};

/// Walks over the values of a snapshot, in the order of their slots.
class SnapshotValues {
 public:
  explicit SnapshotValues(const Snapshot& s) : s_(&s), p_(s.values) {}
  /// False behind the last one.
  [[nodiscard]] bool next(SnapshotValue& out);
  /// The same, but a text that is an earlier slot's is left empty. Cost: constant.
  [[nodiscard]] bool step(SnapshotValue& out);
  /// Whether the next value is that of a slot before `slot`.
  [[nodiscard]] bool before(uint32_t slot);

 private:
  const Snapshot* s_;
  const uint8_t* p_;
  uint32_t slot_ = 0;
};

/// Value of a filled slot. Cost: one walk over the values before it.
[[nodiscard]] SnapshotValue value_of(const Snapshot& s, uint32_t slot);

/// Reads a snapshot of any image: head, checksum, seal, form of every number and value. `seal` is null for one that
/// must not be sealed.
/// Errors: GUION_BAD_SNAPSHOT, GUION_BAD_SEAL, GUION_BAD_ARGUMENT. Borrows `bytes` into `out`. Cost: one pass.
[[nodiscard]] guion_status parse_snapshot(const void* bytes, size_t size, const guion_seal* seal, Snapshot& out);

/// Whether a call of `image` may stand as `s` says, in a session with room for `text_capacity` bytes of texts.
/// Errors: GUION_WRONG_IMAGE, GUION_BAD_SNAPSHOT, GUION_TEXT_FULL.
[[nodiscard]] guion_status check_snapshot(const ImageView& image, const Snapshot& s, uint32_t text_capacity);

/// Makes `out` the session that a checked snapshot is of; its image, step limit and text capacity are there.
void apply_snapshot(Session& out, const Snapshot& s);

/// Writes `s` down. Errors: GUION_SECRET_HELD, GUION_WRONG_ANSWER, GUION_BUFFER_TOO_SMALL. `needed` gets the size.
[[nodiscard]] guion_status write_snapshot(const Session& s, const guion_seal* seal, uint8_t* buffer, size_t capacity,
                                          size_t& needed);
/// Bytes that no snapshot of a call of `image` exceeds, its seal included.
[[nodiscard]] size_t snapshot_limit(const ImageView& image, uint32_t text_capacity);

/// Takes a session back to a snapshot of its own call. Errors leave it as it was; GUION_CALL_OVER, GUION_CANNOT_UNDO.
[[nodiscard]] guion_status correct(Session& s, const Snapshot& to);

}  // namespace guion::vm
