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

/// What a reader of code needs of a row, without pointers.
struct OperandRow {
  char letters[8] = {};
  uint8_t flags = 0;
  bool known = false;
};
struct OperandTable {
  OperandRow rows[kOpcodeSpace];
  constexpr OperandTable() {
    for (unsigned code = 0; code < kOpcodeSpace; ++code) {
      const OpcodeInfo info = opcode_info(static_cast<uint8_t>(code));
      rows[code].flags = info.flags;
      rows[code].known = info.mnemonic != nullptr;
      for (unsigned i = 0; info.operands[i] != 0; ++i) rows[code].letters[i] = info.operands[i];
    }
  }
};
inline constexpr OperandTable kOperands;

}  // namespace guion::image
