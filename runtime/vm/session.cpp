// Slots, texts and tokens of a session: see session.hpp. Texts lie in the store one behind the other; slots that were
// copied share theirs.
#include "vm/session.hpp"

namespace guion::vm {

uint64_t mix(uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

uint64_t Session::token() const {
  const uint64_t t = mix(call_mix + sequence * 0xda942042e4dd58b5u);
  return t == 0 ? 1 : t;
}

TextCell Session::cell(uint32_t slot) const {
  if (!narrow()) return {static_cast<uint32_t>(cells()[slot]), static_cast<uint32_t>(cells()[slot] >> 32)};
  const uint32_t w = words()[slot];
  return {(w & kNarrowTexts) | (w << 16 & kConstantText), w >> 16};
}

void Session::set_cell(uint32_t slot, TextCell c) {
  if (narrow()) {
    words()[slot] = (c.where & kNarrowTexts) | c.where >> 16 | c.size << 16;
  } else {
    cells()[slot] = c.where | static_cast<uint64_t>(c.size) << 32;
  }
}

Text Session::text(uint32_t slot) const {
  const TextCell c = cell(slot);
  if ((c.where & kConstantText) != 0) return image->slot(c.where & ~kConstantText).text;
  return {texts() + c.where, c.size};
}

size_t session_size(const ImageView& image, uint32_t text_capacity) {
  const size_t cell = image.narrow && text_capacity <= kNarrowTexts ? 4 : 8;
  const size_t size = sizeof(Session) + cell * image.slots + 4u * image.depth + image.slot_bytes() + image.counters +
                      size_t{text_capacity};
  return (size + 7) / 8 * 8;
}

void start(Session& s) {
  const ImageView& image = *s.image;
  s.pc = s.sequence = s.text_used = s.shown = 0;
  s.levels = s.depth = s.hour = 0;
  s.phase = Phase::Fresh;
  __builtin_memset(s.words(), 0, static_cast<size_t>(s.texts() - reinterpret_cast<char*>(s.words())));
  for (uint32_t slot = 0, left = image.constants; left != 0; ++slot) {
    if ((image.slot_flags(slot) & image::kSlotValue) == 0) continue;
    --left;
    if (s.is_text(slot)) {
      s.set_cell(slot, {slot | kConstantText, 0});
    } else {
      s.set_number(slot, image.slot(slot).number);
    }
    s.mark(slot);
  }
}

namespace {

bool in_store(const Session& s, uint32_t slot) {
  return s.has(slot) && s.is_text(slot) && (s.cell(slot).where & kConstantText) == 0;
}

bool is_shared(const Session& s, uint32_t slot) {
  for (uint32_t other = 0; other < s.image->slots; ++other)
    if (other != slot && in_store(s, other) && s.cell(other).where == s.cell(slot).where &&
        s.cell(other).size == s.cell(slot).size)
      return true;
  return false;
}

/// Closes the gap that a text leaves.
void release(Session& s, TextCell gone) {
  const uint32_t behind = gone.where + gone.size;
  __builtin_memmove(s.texts() + gone.where, s.texts() + behind, s.text_used - behind);
  s.text_used -= gone.size;
  for (uint32_t slot = 0; slot < s.image->slots; ++slot) {
    if (!in_store(s, slot)) continue;
    TextCell c = s.cell(slot);
    if (c.where < behind) continue;
    c.where -= gone.size;
    s.set_cell(slot, c);
  }
}

}  // namespace

uint32_t text_freed_by(const Session& s, uint32_t slot) {
  return in_store(s, slot) && !is_shared(s, slot) ? s.cell(slot).size : 0;
}

void empty_slot(Session& s, uint32_t slot) {
  if (!s.has(slot)) return;
  const bool frees = in_store(s, slot) && !is_shared(s, slot);
  const TextCell gone = s.cell(slot);
  s.unmark(slot);
  if (frees) release(s, gone);
}

void put_number(Session& s, uint32_t slot, int64_t n) {
  s.set_number(slot, n);
  s.mark(slot);
}

void put_text(Session& s, uint32_t slot, Text text) {
  empty_slot(s, slot);
  const TextCell c{s.text_used, static_cast<uint32_t>(text.size)};
  if (text.size != 0) __builtin_memcpy(s.texts() + c.where, text.data, text.size);
  s.text_used += c.size;
  s.set_cell(slot, c);
  s.mark(slot);
}

void copy_value(Session& s, uint32_t to, uint32_t from) {
  if (to == from) return;
  const bool frees = in_store(s, to) && !is_shared(s, to);
  const TextCell gone = s.cell(to);
  s.unmark(to);
  if (frees) release(s, gone);
  s.set_number(to, s.number(from));  // the bits of a cell, whatever they mean
  s.mark(to);
}

}  // namespace guion::vm
