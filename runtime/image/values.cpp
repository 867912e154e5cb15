// Ranges and forms of values: see values.hpp.
#include "image/values.hpp"

namespace guion::image {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_phone(Text t) {
  const size_t sign = t.size != 0 && t.data[0] == '+' ? 1 : 0;
  const size_t digits = t.size - sign;
  for (size_t i = sign; i < t.size; ++i)
    if (!is_digit(t.data[i])) return false;
  return digits >= 7 && digits <= 15;
}

bool is_code(Text t) {
  for (size_t i = 0; i < t.size; ++i)
    if (!is_digit(t.data[i]) && !is_letter(t.data[i])) return false;
  return t.size != 0;
}

bool is_list(Text t) {
  bool in_item = false;
  for (size_t i = 0; i < t.size; ++i) {
    if (t.data[i] == '\n' && !in_item) return false;
    in_item = t.data[i] != '\n';
  }
  return t.size != 0 && !in_item;
}

bool in_order(Pair p, Range range) { return p.from >= range.min && p.from <= p.to && p.to <= range.max; }

}  // namespace

bool in_range(const SlotView& slot, int64_t n) {
  if (slot.type == Type::Window) return in_order(unpack(n), default_range(Type::Hour));
  if (slot.type == Type::Cycle) return in_order(unpack(n), default_range(Type::Date));
  return within(slot.range, n);
}

bool has_form(Type type, Text text) {
  if (type == Type::Phone) return is_phone(text);
  if (type == Type::Code) return is_code(text);
  return type != Type::List || is_list(text);
}

bool may_hold(const SlotView& slot, Text text) {
  const auto size = static_cast<int64_t>(text.size);
  if (size < slot.range.min || size > slot.range.max || !has_form(slot.type, text)) return false;
  const uint8_t allowed = slot.type == Type::List ? '\n' : 0;
  return check_text(reinterpret_cast<const uint8_t*>(text.data), text.size, allowed) == TextCheck::Fine;
}

}  // namespace guion::image
