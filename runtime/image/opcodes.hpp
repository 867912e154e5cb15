// The instructions as an enumeration and as a table of their operands, both from opcodes.def.
#pragma once

#include <stdint.h>

namespace guion::image {

enum class Opcode : uint8_t {
#define OPCODE(name, code, mnemonic, operands, flags, sentence) name = code,
#include "image/opcodes.def"
#undef OPCODE
};

/// What the flags column of opcodes.def means.
namespace flag {
inline constexpr uint8_t Y = 1, B = 2, X = 4, YB = Y | B, YX = Y | X, BX = B | X, YBX = Y | B | X;
}

struct OpcodeInfo {
  const char* mnemonic = nullptr;  ///< null: no such instruction
  const char* operands = "";       ///< letters of opcodes.def
  uint8_t flags = 0;
};

inline constexpr unsigned kOpcodeSpace = 0x22;  ///< codes are below this
static_assert(static_cast<unsigned>(Opcode::Return) + 1 == kOpcodeSpace);

/// The row of `code`; its mnemonic is null if there is none.
[[nodiscard]] constexpr OpcodeInfo opcode_info(uint8_t code) {
  using namespace flag;
  switch (code) {
#define OPCODE(name, code, mnemonic, operands, flags, sentence) \
  case code:                                                    \
    return {mnemonic, operands, flags};
#include "image/opcodes.def"
#undef OPCODE
  }
  return {};
}

}  // namespace guion::image
