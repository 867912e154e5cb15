// Copying of pieces: see out.hpp.
#include "vm/out.hpp"

namespace guion::vm {
namespace {

/// Copies up to 16 bytes without a call, as two words that may overlap.
void copy_short(char* to, const char* from, size_t size) {
  if (size >= 8) {
    __builtin_memcpy(to, from, 8);
    __builtin_memcpy(to + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    __builtin_memcpy(to, from, 4);
    __builtin_memcpy(to + size - 4, from + size - 4, 4);
  } else {
    for (size_t i = 0; i < size; ++i) to[i] = from[i];
  }
}

}  // namespace

void Out::put(const char* data, size_t size) {
  const auto room = static_cast<size_t>(end_ - at_);
  const size_t fits = size < room ? size : room;
  if (size <= 16 && fits == size) {
    copy_short(at_, data, size);
  } else if (fits != 0) {
    __builtin_memcpy(at_, data, fits);
  }
  at_ += fits;
  beyond_ += size - fits;
}

void Out::number(uint64_t n, unsigned digits) {
  Backwards d;
  d.all(n);
  while (d.size() < digits) d.put('0');
  put(d.text());
}

}  // namespace guion::vm
