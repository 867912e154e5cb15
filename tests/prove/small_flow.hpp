// Random flows so small that every call of them can be played, each with a protocol of its own: text out, nothing else.
// What they hold is what the prover must decide: conditions that depend on one another, ways back, parts, and rules of
// every form.
#pragma once

#include <cstdint>
#include <string>

namespace guion::test {

enum class Family : std::uint8_t { Conditions, Loops, Parts };

struct SmallFlow {
  Family family = Family::Conditions;
  std::string protocol;  ///< «prueba.flow»
  std::string flow;      ///< «azar.flow»
};

/// The same seed gives the same texts. Three seeds in a row are of three families.
[[nodiscard]] SmallFlow small_flow(std::uint32_t seed);

}  // namespace guion::test
