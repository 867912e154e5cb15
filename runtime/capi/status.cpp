// The sentences of status codes and load errors.
#include "guion/guion.h"

extern "C" {

const char* guion_status_text(guion_status status) {
  switch (status) {
    case GUION_OK:
      return "All is well.";
    case GUION_BAD_ARGUMENT:
      return "A pointer is null, misaligned or into the session, or a number names nothing.";
    case GUION_BAD_IMAGE:
      return "The bytes are not a valid image or policy.";
    case GUION_WRONG_POLICY:
      return "The image was compiled against another policy.";
    case GUION_NO_MEMORY:
      return "The block of memory is too small for the session.";
    case GUION_STALE_TOKEN:
      return "The token is not that of the pending event.";
    case GUION_WRONG_ANSWER:
      return "This kind of answer does not fit the event.";
    case GUION_OUT_OF_RANGE:
      return "The value is outside the range of its slot, or not of its form.";
    case GUION_NO_OPTION:
      return "No option with this number is offered.";
    case GUION_TEXT_FULL:
      return "The texts of this call would take more bytes than the session has for them.";
    case GUION_BUFFER_TOO_SMALL:
      return "The text is longer than the buffer; the size needed was written.";
    case GUION_MISSING_VALUE:
      return "The slot holds no value.";
    case GUION_CALL_OVER:
      return "The call has ended.";
    case GUION_STEP_LIMIT:
      return "The script did not come to its next event within the limit of steps.";
  }
  return "Unknown status.";
}

const char* guion_load_error_name(uint32_t reason) {
  switch (reason) {
#define LOAD_ERROR(code, Name, sentence) \
  case code:                             \
    return #Name;
#include "image/load_errors.def"
#undef LOAD_ERROR
    default:
      return "Unknown";
  }
}

const char* guion_load_error_text(uint32_t reason) {
  switch (reason) {
#define LOAD_ERROR(code, Name, sentence) \
  case code:                             \
    return sentence;
#include "image/load_errors.def"
#undef LOAD_ERROR
    default:
      return "A reason that this version of the runtime does not know.";
  }
}

}  // extern "C"
