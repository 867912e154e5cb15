// The sentences of status codes: texts one behind the other, so that no table of pointers is needed.
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
    "A secret is held: the call cannot be written down now.\0"
    "Not a snapshot that can be trusted.\0"
    "Of another image.\0"
    "The seal is not the host's.\0"
    "A service has acted since.\0"
    "This call cannot go on in that image.\0"
    "Not a move table that can be trusted.\0"
    "Not a trace of this call.\0"
    "Unknown status.";
constexpr unsigned kStatuses = GUION_BAD_TRACE + 1;
static_assert(GUION_BAD_TRACE == 21);

}  // namespace

extern "C" {

const char* guion_status_text(guion_status status) {
  const char* text = kStatus;
  const auto code = static_cast<unsigned>(status);
  for (unsigned left = code < kStatuses ? code : kStatuses; left != 0; --left) text = behind(text);
  return text;
}

}  // extern "C"
