// A sentence of the tool in both of its languages; whoever prints it picks one.
#pragma once

#include <string>
#include <string_view>

#include "grammar/keywords.hpp"

namespace guion {

struct Message {
  std::string en, es;
  [[nodiscard]] const std::string& in(Tongue tongue) const { return tongue == Tongue::Es ? es : en; }
};

/// The one of two texts that the tongue asks for.
[[nodiscard]] constexpr std::string_view pick(Tongue tongue, std::string_view en, std::string_view es) {
  return tongue == Tongue::Es ? es : en;
}

}  // namespace guion
