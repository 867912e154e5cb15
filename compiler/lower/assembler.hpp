// Assembly text to a module: the inverse of the disassembler, and how tests write images that no compiler would make.
// Checks the form of the text only; what it means is the loader's to judge. Form: docs/bytecode.md, «Assembly text».
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lower/assembly.hpp"

namespace guion::assembly {

struct Assembled {
  Module module;
  bool stripped = false;
  std::uint32_t error_line = 0;  ///< from 1; 0: no error
  std::string error;
  [[nodiscard]] bool ok() const { return error_line == 0; }
};

[[nodiscard]] Assembled assemble(std::string_view text);

}  // namespace guion::assembly
