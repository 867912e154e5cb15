// Writing a snapshot: see snapshot.hpp. The same state gives the same bytes.
#include "vm/answer.hpp"
#include "vm/snapshot.hpp"

namespace guion::vm {
namespace {

/// Counts all bytes and keeps those that there is room for.
class Writer {
 public:
  Writer(uint8_t* buffer, size_t capacity) : buffer_(buffer), capacity_(capacity) {}
  [[nodiscard]] size_t size() const { return size_; }
  [[nodiscard]] bool fits() const { return size_ <= capacity_; }

  void byte(uint8_t b) {
    if (size_ < capacity_) buffer_[size_] = b;
    ++size_;
  }
  void bytes(const void* from, size_t size) {
    if (size != 0 && size_ < capacity_)
      __builtin_memcpy(buffer_ + size_, from, size <= capacity_ - size_ ? size : capacity_ - size_);
    size_ += size;
  }
  void varint(uint64_t v) {
    for (; v >= 0x80; v >>= 7) byte(static_cast<uint8_t>(v | 0x80));
    byte(static_cast<uint8_t>(v));
  }
  void fixed64(uint64_t v) {
    uint8_t b[8];
    for (unsigned i = 0; i < 8; ++i) b[i] = static_cast<uint8_t>(v >> 8 * i);
    bytes(b, 8);
  }

 private:
  uint8_t* buffer_;
  size_t capacity_;
  size_t size_ = 0;
};

/// Calls `f(slot)` for each slot of a set, in order.
template <typename F>
void each_of(const uint8_t* set, uint32_t bytes, F f) {
  for (uint32_t b = 0; b < bytes; ++b)
    for (unsigned left = set[b]; left != 0; left &= left - 1) f(8 * b + static_cast<uint32_t>(__builtin_ctz(left)));
}

/// The filled slots that are no constants. False if one of them is never said.
bool collect(const Session& s, uint8_t* out) {
  const ImageView& image = *s.image;
  const uint32_t never_said = image.policy == nullptr ? 0 : image.policy->never_said;
  bool secret = false;
  __builtin_memcpy(out, s.filled(), image.slot_bytes());
  each_of(s.filled(), image.slot_bytes(), [&](uint32_t slot) {
    const uint8_t* record = image.slot_record(slot);
    if ((record[1] & image::kSlotValue) != 0) {
      out[slot / 8] = static_cast<uint8_t>(out[slot / 8] & ~(1u << slot % 8));
    } else if ((record[1] & image::kSlotClasses) != 0) {
      secret = secret || (image.slot_classes(slot) & never_said) != 0;
    }
  });
  return !secret;
}

/// The first slot before this one that has the same text, not an equal one.
uint32_t sharer(const Session& s, const uint8_t* filled, uint32_t slot) {
  const int64_t cell = s.number(slot);  // its bits
  for (uint32_t other = 0; other < slot; ++other)
    if (s.number(other) == cell && (filled[other / 8] >> other % 8 & 1) != 0 && s.is_text(other)) return other;
  return image::kNone;
}

void write_text(Writer& out, const Session& s, const uint8_t* filled, uint32_t slot) {
  const auto tag = [&](uint64_t n, TextKind kind) { out.varint(n << 3 | static_cast<uint64_t>(kind) << 1 | 1); };
  const Text text = s.text(slot);
  const TextCell c = s.cell(slot);
  const bool constant = (c.where & kConstantText) != 0;
  const uint32_t other = constant || text.size != 0 ? sharer(s, filled, slot) : image::kNone;
  if (other != image::kNone) return tag(other, TextKind::Same);
  if (constant) {
    tag(c.where & ~kConstantText, TextKind::Constant);
    out.varint(text.size);
  } else {
    tag(text.size, TextKind::Own);
  }
  out.bytes(text.data, text.size);
}

/// What Show opened of the menu that waits, or the binding that is asked.
uint32_t told_of_event(const Session& s) {
  if (s.phase == Phase::Closing) return s.shown;
  if (s.phase != Phase::Pending || s.shown == 0) return 0;
  if (!is_menu(opcode_of(s))) return 0;
  const uint32_t count = menu_of(s).count;
  return count == 32 ? s.shown : s.shown & ((1u << count) - 1);
}

void write_state(Writer& out, const Session& s) {
  out.varint(s.seed);
  out.varint(s.pc);
  out.varint(s.sequence);
  out.varint(s.last_act);
  out.varint(told_of_event(s));
  out.byte(static_cast<uint8_t>(s.phase));
  out.byte(hour_and_language(s));
  out.byte(s.levels);
  out.byte(s.pairs);
  out.byte(s.depth);
  for (uint32_t d = 0; d < s.depth; ++d) out.varint(s.returns()[d]);
  out.varint(s.image->counters);
  out.bytes(s.tries(), s.image->counters);
}

void write_values(Writer& out, const Session& s, const uint8_t* filled) {
  out.varint(s.image->slots);
  out.bytes(filled, s.image->slot_bytes());
  each_of(filled, s.image->slot_bytes(), [&](uint32_t slot) {
    if (s.is_text(slot)) return write_text(out, s, filled, slot);
    const auto n = static_cast<uint64_t>(s.number(slot));
    out.varint((n << 1 ^ (n >> 63 != 0 ? ~uint64_t{0} : 0)) << 1);  // zigzag; no number of a slot needs 63 bits
  });
}

/// What one varint of 32 bits takes at most.
constexpr size_t kNumber = 5;

}  // namespace

guion_status write_snapshot(const Session& s, const guion_seal* seal, uint8_t* buffer, size_t capacity,
                            size_t& needed) {
  needed = 0;
  if (s.phase == Phase::Running) return GUION_WRONG_ANSWER;
  uint8_t filled[image::kMaxSlots / 8];
  if (!collect(s, filled)) return GUION_SECRET_HELD;
  const uint8_t sealed = seal != nullptr ? kFlagSealed : 0;
  const uint8_t head[kAtChecksum] = {'G', 'U', 'I', 'S', kSnapshotVersion, 0, sealed, 0};
  Writer out(buffer, capacity);
  out.bytes(head, sizeof head);
  out.fixed64(0);
  out.bytes(s.image->base + image::kAtBuildId, image::kIdSize);
  out.fixed64(s.call_mix);
  write_state(out, s);
  write_values(out, s, filled);
  needed = out.size() + (sealed != 0 ? kSealSize : 0);
  if (needed > capacity) return GUION_BUFFER_TOO_SMALL;
  Writer sum(buffer + kAtChecksum, 8);
  sum.fixed64(image::checksum(buffer + kAtBuildId, out.size() - kAtBuildId, image::load64(buffer)));
  if (sealed != 0) seal->sign(seal->context, buffer, out.size(), buffer + out.size());
  return GUION_OK;
}

size_t snapshot_limit(const ImageView& image, uint32_t text_capacity) {
  size_t size = kSnapshotHead + kSealSize + 5 * kNumber + 5;                    // settings, state
  size += kNumber * image.depth + 2 + image.counters + 2 + image.slot_bytes();  // returns, tries, set of slots
  for (uint32_t slot = 0; slot < image.slots; ++slot)  // no number and no text's size and kind takes over 10 bytes
    size += (image.slot_flags(slot) & image::kSlotValue) == 0 ? 10 : image.slot(slot).text.size;
  return size + text_capacity;
}

}  // namespace guion::vm
