// Records of verified tables: see view.hpp.
#include "image/view.hpp"

namespace guion::image {
namespace {

template <unsigned kWidth>
uint32_t last_of_width(const uint8_t* sorted, uint32_t count, unsigned stride, uint32_t value) {
  uint32_t low = 0;
  for (uint32_t left = count; left > 1;) {
    const uint32_t half = left / 2;  // no branch on what is found: it is as often there as not
    low += load_wide(sorted + (low + half) * stride, kWidth) <= value ? half : 0;
    left -= half;
  }
  return low;
}
/// Last of `count` sorted numbers that is at most `value`; the first if none is. Each stands at the begin of `stride`
/// bytes.
uint32_t last_at_most(const uint8_t* sorted, uint32_t count, unsigned width, unsigned stride, uint32_t value) {
  return width == 2 ? last_of_width<2>(sorted, count, stride, value) : last_of_width<4>(sorted, count, stride, value);
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
  s.behind = p;
  return s;
}

SlotView ImageView::slot(uint32_t s) const {
  SlotView v = read_slot(slot_record(s));
  if (v.type == Type::Enum) v.range.max = static_cast<int64_t>(enum_values(v.enumeration)) - 1;
  return v;
}

Text ImageView::title(unsigned language) const {
  const uint8_t* p = base + titles_at[language];
  return take_text(p);
}

Text ImageView::constant_text(uint32_t s, unsigned language) const {
  SlotView v = read_slot(slot_record(s));
  if (language == 0) return v.text;
  const Text other = take_text(v.behind);
  return other.size == 0 ? v.text : other;
}

ValueView ImageView::enum_value(uint32_t e, uint32_t index, unsigned language) const {
  const uint8_t* p = enum_record(e + language * enums) + 1;
  ValueView v;
  for (uint32_t i = 0; i <= index; ++i) {
    v.label = take_text(p);
    v.spoken = take_text(p);
  }
  if (v.spoken.size == 0) v.spoken = v.label;
  return v;
}

BindingView ImageView::binding(uint32_t b) const {
  const uint8_t* p = binding_record(b);
  BindingView v;
  v.service = take_number(p);
  v.takes = p;
  v.gives = behind_list(*this, v.takes);
  v.stales = behind_list(*this, v.gives);
  return v;
}

uint32_t ImageView::stage_of(uint32_t pc) const {
  return last_at_most(base + stages_at, stages, code_width, code_width, pc);
}

PartView ImageView::part(uint32_t p) const {
  const uint8_t* r = base + parts_at + p * part_size();
  PartView v;
  v.begin = load_wide(r, code_width);
  r += code_width;
  v.height = r[0];
  v.touched_levels = r[1];
  v.touched = r + 2;
  return v;
}

const uint8_t* ImageView::place_record(uint32_t pc) const {
  if (places == 0) return nullptr;
  const unsigned stride = code_width + 4u;
  const uint8_t* p = base + places_at;
  p += last_at_most(p, places, code_width, stride, pc) * stride;
  if (load_wide(p, code_width) != pc) return nullptr;
  return base + section(Section::Places).begin + load32(p + code_width);
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
