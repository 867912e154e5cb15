// The loop: silent steps from one event to the next. It trusts the image, which the loader has proved. Meaning:
// docs/semantics.md, «Steps».
#pragma once

#include "guion/guion.h"
#include "image/opcodes.hpp"
#include "vm/session.hpp"

namespace guion::vm {

/// The pending instruction, decoded: operands by their role. Pointers are into the image. Menus: see Menu.
struct Pending {
  image::Opcode op{};
  uint8_t levels = 0;
  uint32_t slot = 0;
  uint32_t object = 0;  ///< method, binding, area or outcome
  uint32_t number = 0;  ///< AskTimed: seconds; Verify: tries
  uint32_t counter = 0;
  uint32_t first = image::kNone;   ///< silent, unsaid, no, exhausted or failed
  uint32_t second = image::kNone;  ///< lacking or returned
  uint32_t next = 0;               ///< the instruction behind
  bool has_text = false;
};
/// The pending menu, decoded. Shape: two registers.
struct Menu {
  uint32_t mask = 0;                 ///< options that are open now
  uint32_t count = 0;                ///< how many there are, open or not
  const uint8_t* options = nullptr;  ///< (template, target) pairs
};
/// How long a menu waits, and where silence leads.
struct Patience {
  uint32_t seconds = 0;  ///< 0: for ever
  uint32_t silent = image::kNone;
};

/// Decodes the event at `s.pc`, or the look-up that closes a pair; of a menu no more than its text.
[[nodiscard]] Pending decode(const Session& s);
[[nodiscard]] Menu menu_of(const Session& s);
[[nodiscard]] Patience patience_of(const Session& s);
[[nodiscard]] inline bool is_menu(image::Opcode op) {
  return op == image::Opcode::Menu || op == image::Opcode::MenuTimed;
}
[[nodiscard]] inline image::Opcode opcode_of(const Session& s) {
  return static_cast<image::Opcode>(s.image->code()[s.pc]);
}
/// Whether an event waits for an answer.
[[nodiscard]] inline bool waits(const Session& s) { return s.phase == Phase::Pending || s.phase == Phase::Closing; }
/// The instruction of the event that waits.
[[nodiscard]] inline image::Opcode event_of(const Session& s) {
  return s.phase == Phase::Closing ? image::Opcode::Lookup : opcode_of(s);
}
/// The binding of the look-up that waits.
[[nodiscard]] inline uint32_t binding_of(const Session& s) {
  const uint8_t* p = s.image->code() + s.pc + 1;
  return s.phase == Phase::Closing ? s.shown : image::take_number(p);
}
/// The template of the event at `s.pc`, or null: what decode() gives, without a look at what stands behind it.
[[nodiscard]] const uint8_t* text_of(const Session& s);
/// Notes where the text of the event at `s.pc` ends.
inline void note_text_end(const Session& s, const uint8_t* behind) {
  static_assert(image::kMaxTemplate + 64 < 0x10000);  // with the operands before it
  s.text_end = static_cast<uint16_t>(behind - s.image->code() - s.pc);
}
/// Behind the template `text` of the event at `s.pc`.
[[nodiscard]] inline const uint8_t* behind_text(const Session& s, const uint8_t* text) {
  if (s.text_end == 0) note_text_end(s, image::behind_template(*s.image, text));
  return s.image->code() + s.pc + s.text_end;
}
/// Steps until an event is pending or the budget ends.
[[nodiscard]] guion_status run(Session& s);
/// Goes on at `pc` with what answers left to do: the event is over.
void go_on(Session& s, uint32_t pc);

}  // namespace guion::vm
