// The slow paths of the bounded reader: see reader.hpp.
#include "image/reader.hpp"

namespace guion::image {

uint64_t Reader::long_varint() {
  const uint32_t start = at();
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (p_ == end_) return fail(LoadReason::Truncated, start), 0;
    const uint8_t c = *p_++;
    if (shift == 63 && c > 1) break;
    value |= static_cast<uint64_t>(c & 0x7f) << shift;
    if (c >= 0x80) continue;
    if (c == 0 && shift != 0) return fail(LoadReason::OverlongNumber, start), 0;
    return value;
  }
  return fail(LoadReason::NumberTooBig, start), 0;
}

Text Reader::text(uint8_t allowed) {
  const uint32_t size = number();
  const uint32_t start = at();
  const uint8_t* p = take(size);
  if (!ok()) return {};
  const TextCheck check = check_text(p, size, allowed);
  if (check == TextCheck::NotUtf8) return fail(LoadReason::NotUtf8, start), Text{};
  if (check == TextCheck::Control) return fail(LoadReason::ControlCharacter, start), Text{};
  return {reinterpret_cast<const char*>(p), size};
}

}  // namespace guion::image
