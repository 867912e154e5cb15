// Why bytes are refused, in both languages: the sentences of runtime/image/load_errors.def for people. The runtime has
// them in English only, to stay small. It knows nothing of images.
#pragma once

#include <cstdint>
#include <string_view>

#include "grammar/keywords.hpp"

namespace guion::diag {

/// The sentence of a reason of guion_load_error; of an unknown one that it is not known.
[[nodiscard]] std::string_view load_error_sentence(std::uint32_t reason, Tongue language);

}  // namespace guion::diag
