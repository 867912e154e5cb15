// Slots, texts and tokens of a session: see session.hpp. Texts lie in the store one behind the other; slots that were
// copied share theirs.
#include "vm/session.hpp"

#include "image/opcodes.hpp"

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

Text Session::said_text(uint32_t slot) const {
  const TextCell c = cell(slot);
  if (language != 0 && (c.where & kConstantText) != 0) return image->constant_text(c.where & ~kConstantText, language);
  return text(slot);
}

size_t session_size(const ImageView& image, uint32_t text_capacity) {
  const size_t cell = image.narrow && text_capacity <= kNarrowTexts ? 4 : 8;
  const size_t size = sizeof(Session) + cell * image.slots + 4u * image.depth + image.slot_bytes() + image.counters +
                      size_t{text_capacity};
  return (size + 7) / 8 * 8;
}

void start(Session& s) {
  const ImageView& image = *s.image;
  s.pc = s.sequence = s.text_used = s.shown = s.last_act = 0;
  s.levels = s.depth = s.hour = s.pairs = 0;
  s.text_end = 0;
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

uint8_t pairs_of(const image::PolicyView& law, const uint16_t* services, uint32_t service) {
  unsigned set = 0;
  for (unsigned i = 0; i < law.pairs; ++i) set |= services[i] == service ? 1u << i : 0;
  return static_cast<uint8_t>(set);
}

/// Whether the event is already the look-up that closes an open pair: it stays, with its token.
bool keeps_waiting(Session& s) {
  const uint8_t* p = s.image->code() + s.pc;
  if (static_cast<image::Opcode>(*p++) != image::Opcode::Lookup) return false;
  const uint32_t binding = image::take_number(p);
  if ((closed_by(*s.image->policy, s.image->binding(binding).service) & s.pairs) == 0) return false;
  s.shown = binding;
  s.phase = Phase::Closing;
  return true;
}

bool takes(const Session& s, uint32_t binding, uint32_t wanted) {
  const uint8_t* list = s.image->binding(binding).takes;
  for (uint32_t n = image::take_number(list); n != 0; --n)
    if (image::take_number(list) == wanted) return true;
  return false;
}
/// Nobody takes them any more, but for the look-up that waits if `binding` is one.
void empty_secrets(Session& s, uint32_t binding) {
  for (uint32_t slot = 0; slot < s.image->slots; ++slot) {
    if (!s.has(slot) || !is_secret(*s.image, slot) || (s.image->slot_flags(slot) & image::kSlotValue) != 0) continue;
    if (binding == image::kNone || !takes(s, binding, slot)) empty_slot(s, slot);
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
  uint8_t* filled = s.filled();  // first: behind a write the compiler must look again where things are
  s.set_number(slot, n);
  filled[slot / 8] = static_cast<uint8_t>(filled[slot / 8] | 1u << slot % 8);
}

void put_text(Session& s, uint32_t slot, Text text) {
  empty_slot(s, slot);
  const TextCell c{s.text_used, static_cast<uint32_t>(text.size)};
  if (text.size != 0) __builtin_memcpy(s.texts() + c.where, text.data, text.size);
  s.text_used += c.size;
  s.set_cell(slot, c);
  s.mark(slot);
}

uint8_t opened_by(const image::PolicyView& law, uint32_t service) { return pairs_of(law, law.opening, service); }
uint8_t closed_by(const image::PolicyView& law, uint32_t service) { return pairs_of(law, law.closing, service); }

bool may_ask(const ImageView& image, const image::BindingView& b, const uint8_t* filled, uint8_t levels) {
  const uint8_t* list = b.takes;
  for (uint32_t n = image::take_number(list); n != 0; --n) {
    const uint32_t slot = image::take_number(list);
    if ((filled[slot / 8] >> slot % 8 & 1) == 0) return false;
    for (uint32_t left = image.slot_classes(slot) & ~image.policy->agent; left != 0; left &= left - 1)
      if ((image.policy->needs[__builtin_ctz(left)] & ~levels) != 0) return false;
  }
  return true;
}

void lookup_begins(Session& s, uint32_t binding) {
  const image::PolicyView& law = *s.image->policy;
  const uint32_t service = s.image->binding(binding).service;
  s.pairs = static_cast<uint8_t>(s.pairs | opened_by(law, service));
  if (law.acts(service)) s.last_act = s.sequence;
}

void hang_up(Session& s) {
  if (s.phase == Phase::Pending && keeps_waiting(s)) return empty_secrets(s, s.shown);
  empty_secrets(s, image::kNone);
  ++s.sequence;
  s.shown = 0;
  for (uint8_t left = s.pairs; left != 0; left = static_cast<uint8_t>(left & (left - 1))) {
    const uint32_t service = s.image->policy->closing[__builtin_ctz(left)];
    for (uint32_t b = 0; b < s.image->bindings; ++b) {
      const image::BindingView binding = s.image->binding(b);
      if (binding.service != service || !may_ask(*s.image, binding, s.filled(), s.levels)) continue;
      s.phase = Phase::Closing;
      s.shown = b;
      if (s.image->policy->acts(service)) s.last_act = s.sequence;
      return;
    }
  }
  s.pairs = 0;
  s.phase = Phase::Abandoned;
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
