// Records of verified tables: see view.hpp.
#include "image/view.hpp"

namespace guion::image {
namespace {

/// Last of `count` sorted numbers that is at most `value`; the first if none is.
uint32_t last_at_most(const uint8_t* sorted, uint32_t count, unsigned width, uint32_t value) {
  uint32_t low = 0;
  for (uint32_t left = count; left > 1;) {
    const uint32_t half = left / 2;  // no branch on what is found: it is as often there as not
    low += load_wide(sorted + (low + half) * width, width) <= value ? half : 0;
    left -= half;
  }
  return low;
}

}  // namespace

Text PolicyView::name(uint32_t index) const {
  const uint8_t* p = base + load32(base + names_at + 4 * index);
  return take_text(p);
}

SlotView read_slot(const uint8_t* p) {
  SlotView s;
  s.type = static_cast<Type>(p[0]);
  s.flags = p[1];
  p += 2;
  if ((s.flags & kSlotClasses) != 0) s.classes = take_number(p);
  if (s.type == Type::Money)
    for (unsigned i = 0; i < 3; ++i) s.currency[i] = static_cast<char>(*p++);
  if (s.type == Type::Enum) s.enumeration = take_number(p);
  if ((s.flags & kSlotPolicy) != 0) s.policy_slot = take_number(p);
  s.range = default_range(s.type);
  if ((s.flags & kSlotRange) != 0) {
    s.range.min = unzigzag(take_varint(p));
    s.range.max = unzigzag(take_varint(p));
  }
  if ((s.flags & kSlotValue) == 0) return s;
  if (is_text(s.type)) {
    s.text = take_text(p);
  } else {
    s.number = unzigzag(take_varint(p));
  }
  return s;
}

SlotView ImageView::slot(uint32_t s) const {
  SlotView v = read_slot(slot_record(s));
  if (v.type == Type::Enum) v.range.max = static_cast<int64_t>(enum_values(v.enumeration)) - 1;
  return v;
}

const uint8_t* ImageView::slot_kind(uint32_t s) const {
  const uint8_t* p = slot_record(s) + 2;
  if ((p[-1] & kSlotClasses) != 0) (void)take_number(p);
  return p;
}

Text ImageView::title() const {
  const uint8_t* p = base + title_at;
  return take_text(p);
}

ValueView ImageView::enum_value(uint32_t e, uint32_t index) const {
  const uint8_t* p = enum_record(e) + 1;
  ValueView v;
  for (uint32_t i = 0; i <= index; ++i) {
    v.label = take_text(p);
    v.spoken = take_text(p);
  }
  if (v.spoken.size == 0) v.spoken = v.label;
  return v;
}

BindingView ImageView::binding(uint32_t b) const {
  const uint8_t* p =
      base + section(Section::Bindings).begin + load_wide(base + bindings_at + b * binding_width, binding_width);
  BindingView v;
  v.service = take_number(p);
  v.takes = p;
  v.gives = behind_list(*this, v.takes);
  v.stales = behind_list(*this, v.gives);
  return v;
}

uint32_t ImageView::stage_of(uint32_t pc) const { return last_at_most(base + stages_at, stages, code_width, pc); }

PartView ImageView::part(uint32_t p) const {
  const uint8_t* r = base + parts_at + p * part_size();
  PartView v;
  v.begin = load_wide(r, code_width);
  r += code_width;
  v.height = r[0];
  v.entry_levels = r[1];
  v.exit_levels = r[2];
  v.touched_levels = r[3];
  v.entry = r + 4;
  v.exit = v.entry + slot_bytes();
  v.touched = v.exit + slot_bytes();
  return v;
}

Text ImageView::name(uint32_t index) const {
  const Extent names = section(Section::Names);
  if (names.size() == 0) return {};
  const uint8_t* p = base + names.begin;
  Text t;
  for (uint32_t i = 0; i <= index; ++i) t = take_text(p);
  return t;
}

}  // namespace guion::image
