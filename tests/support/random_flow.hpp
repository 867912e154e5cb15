// Small random flows with their protocol, as source text. Nearly all are well formed; a few are spoilt on purpose, so
// that refusals are tested as well. Knows the form of the language (docs/language.md) and keeps track of what holds, as
// an author would.
#pragma once

#include <cstdint>
#include <string>

namespace guion::test {

struct RandomFlow {
  std::string protocol;  ///< to be stored as «prueba.flow»
  std::string flow;
  bool careful = true;  ///< nothing is read that is not there and allowed: a refusal for that would be a false alarm
};

/// The same seed gives the same texts.
[[nodiscard]] RandomFlow random_flow(std::uint32_t seed);

}  // namespace guion::test
