// Random flows in which every value is read wherever it may be: small random flows with a read behind each spoken line,
// less those that some call would break. What is left is safe, and much of it only because conditions hang together. It
// knows the compiler's findings, nothing of images.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/compile.hpp"

namespace guion::test {

struct DenseFlow {
  std::string protocol;  ///< «prueba.flow»
  std::string flow;      ///< «azar.flow»
};

[[nodiscard]] Compilation compile(const DenseFlow& texts, const CompileOptions& options = {});

/// A flow without errors; none if the small one has some that are no matter of reads. The same seed gives the same
/// texts.
[[nodiscard]] std::optional<DenseFlow> dense_flow(std::uint32_t seed);

}  // namespace guion::test
