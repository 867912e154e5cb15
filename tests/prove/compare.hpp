// One random flow, judged twice: by the prover of the compiler and by the judge who plays every call. Both verdicts on
// every property must be the same.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "driver/compile.hpp"
#include "prove/brute.hpp"
#include "prove/small_flow.hpp"

namespace guion::test {

struct Comparison {
  enum class Outcome : std::uint8_t { Compared, Refused, TooLarge } outcome = Outcome::Compared;
  std::string refusal;         ///< Refused: the first message
  std::size_t properties = 0;  ///< on which both were heard
  std::size_t broken = 0;      ///< by the judge's word
  std::size_t undecided = 0;
  std::size_t hidden =
      0;  ///< the prover finds them broken, the judge only behind a line that reads an empty slot, where calls stop
  std::size_t judge_states = 0, prover_states = 0;
  std::vector<std::string> disagreements;  ///< property, both verdicts and the judge's call, ready to print
};

/// The random flow of a seed, without an image.
[[nodiscard]] Compilation compile_small(std::uint32_t seed);
/// Cost: one compilation and the judge's states. `fault`: of a judge who errs on purpose.
[[nodiscard]] Comparison compare(std::uint32_t seed, std::size_t most_states, Fault fault = Fault::None);
/// Protocol and flow, as a message shows them.
[[nodiscard]] std::string show(const SmallFlow& flow);

}  // namespace guion::test
