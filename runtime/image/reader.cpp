// The slow paths of the bounded reader: see reader.hpp.
#include "image/reader.hpp"

namespace guion::image {

void Fault::raise(LoadReason why, uint32_t at) {
  if (reason != LoadReason::None) return;
  reason = why;
  offset = at;
}

Reader::Reader(const uint8_t* base, uint32_t begin, uint32_t end, Fault& fault)
    : base_(base), p_(base + begin), end_(base + end), fault_(&fault) {
  if (fault.raised()) p_ = end_;
}

void Reader::fail(LoadReason why, uint32_t offset) {
  fault_->raise(why, offset);
  p_ = end_;
}
void Reader::fail(LoadReason why) { fail(why, at()); }

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
