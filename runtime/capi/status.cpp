// The sentences of status codes and load errors: texts one behind the other, so that no table of pointers is needed.
#include <stddef.h>

#include "guion/guion.h"

namespace {

const char* behind(const char* zero_terminated) {
  while (*zero_terminated != 0) ++zero_terminated;
  return zero_terminated + 1;
}

/// In the order of guion_status, then one for all others.
constexpr char kStatus[] =
    "All is well.\0"
    "A pointer or number that names nothing.\0"
    "Not a valid image or policy.\0"
    "Compiled against another policy.\0"
    "The block of memory is too small.\0"
    "Not the token of the pending event.\0"
    "No such answer to this event.\0"
    "The value does not fit its slot.\0"
    "No such option is offered.\0"
    "No room for the texts of this call.\0"
    "Longer than the buffer; its size was written.\0"
    "The slot holds no value.\0"
    "The call has ended.\0"
    "No event within the limit of steps.\0"
    "Unknown status.";
static_assert(GUION_STEP_LIMIT == 13);

/// Of each load error its code, name and sentence.
constexpr uint8_t kCodes[] = {
#define LOAD_ERROR(code, Name, sentence) code,
#include "image/load_errors.def"
#undef LOAD_ERROR
};
constexpr char kReasons[] =
#define LOAD_ERROR(code, Name, sentence) #Name "\0" sentence "\0"
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

const char* guion_status_text(guion_status status) {
  const char* text = kStatus;
  const auto code = static_cast<unsigned>(status);
  for (unsigned left = code <= GUION_STEP_LIMIT ? code : GUION_STEP_LIMIT + 1u; left != 0; --left) text = behind(text);
  return text;
}

const char* guion_load_error_name(uint32_t reason) { return row_of(reason); }
const char* guion_load_error_text(uint32_t reason) { return behind(row_of(reason)); }

}  // extern "C"
