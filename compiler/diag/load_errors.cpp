// See load_errors.hpp.
#include "diag/load_errors.hpp"

namespace guion::diag {

std::string_view load_error_sentence(std::uint32_t reason, Tongue language) {
  const bool es = language == Tongue::Es;
  switch (reason) {
#define LOAD_ERROR(code, Name, sentence, spanish) \
  case code:                                      \
    return es ? spanish : sentence;
#include "image/load_errors.def"
#undef LOAD_ERROR
    default:
      return es ? "Este intérprete no conoce el motivo." : "Unknown to this runtime.";
  }
}

}  // namespace guion::diag
