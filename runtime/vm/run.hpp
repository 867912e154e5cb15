// The loop: silent steps from one event to the next. It trusts the image, which the loader has proved. Meaning:
// docs/semantics.md, «Steps».
#pragma once

#include "guion/guion.h"
#include "image/opcodes.hpp"
#include "vm/session.hpp"

namespace guion::vm {

/// The pending instruction, decoded: operands by their role. Pointers are into the image.
struct Pending {
  image::Opcode op;
  uint32_t slot = 0;
  const uint8_t* text = nullptr;     ///< the template; null if there is none
  uint32_t object = 0;               ///< method, binding, area or outcome
  uint32_t mask = 0;                 ///< Menu: options that are open now
  uint32_t count = 0;                ///< Menu: how many there are
  const uint8_t* options = nullptr;  ///< Menu: (template, target) pairs
  uint32_t seconds = 0;
  uint32_t tries = 0, counter = 0;
  uint8_t levels = 0;
  uint32_t first = image::kNone;   ///< silent, unsaid, no, exhausted or failed
  uint32_t second = image::kNone;  ///< lacking or returned
  uint32_t next = 0;               ///< the instruction behind
};

/// Decodes the event at `s.pc`.
[[nodiscard]] Pending decode(const Session& s);
[[nodiscard]] inline image::Opcode opcode_of(const Session& s) {
  return static_cast<image::Opcode>(s.image->code()[s.pc]);
}
/// The template of the event at `s.pc`, or null: what decode() gives, without a look at what stands behind it.
[[nodiscard]] const uint8_t* text_of(const Session& s);
/// Steps until an event is pending or the budget ends.
[[nodiscard]] guion_status run(Session& s);
/// Goes on at `pc` with what answers left to do: the event is over.
void go_on(Session& s, uint32_t pc);

}  // namespace guion::vm
