// The sentences of load errors, apart from all else: a host that does not ask for them does not link them. Texts one
// behind the other, so that no table of pointers is needed.
#include <stddef.h>

#include "guion/guion.h"

namespace {

const char* behind(const char* zero_terminated) {
  while (*zero_terminated != 0) ++zero_terminated;
  return zero_terminated + 1;
}

/// Of each load error its code, name and sentence.
constexpr uint8_t kCodes[] = {
#define LOAD_ERROR(code, Name, sentence, spanish) code,
#include "image/load_errors.def"
#undef LOAD_ERROR
};
constexpr char kReasons[] =
#define LOAD_ERROR(code, Name, sentence, spanish) #Name "\0" sentence "\0"
#include "image/load_errors.def"
#undef LOAD_ERROR
    "Unknown\0Unknown to this runtime.";

const char* row_of(uint32_t reason) {
  const char* row = kReasons;
  for (size_t i = 0; i != sizeof kCodes && kCodes[i] != reason; ++i) row = behind(behind(row));
  return row;
}

}  // namespace

extern "C" {

const char* guion_load_error_name(uint32_t reason) { return row_of(reason); }
const char* guion_load_error_text(uint32_t reason) { return behind(row_of(reason)); }

}  // extern "C"
