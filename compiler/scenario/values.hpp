// Values as people write them: an agent at the terminal, a scripted call, a file of data. Turns a literal into the
// number or text that an answer carries, says what form it must have, and writes it back. It knows types, not sessions.
// Units: docs/semantics.md, «Values».
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/keywords.hpp"
#include "guion/guion.h"
#include "scenario/message.hpp"

namespace guion::scenario {

/// What is known of a slot, read once from its image. Owns its texts.
struct SlotInfo {
  struct EnumValue {
    std::string name, label;
  };
  std::string name;  ///< «#3» in a stripped image
  guion_type type = GUION_TYPE_Text;
  std::int64_t min = 0, max = 0;
  std::string currency;
  unsigned decimals = 0;
  bool from_system = false;
  bool constant = false;
  bool secret = false;  ///< of a class that is never said: its value is shown nowhere
  std::vector<EnumValue> values;
};

/// What stands for the value of a secret slot, whatever its length.
inline constexpr std::string_view kMask = "••••";
/// The text of a value of this slot as people may see it: `text`, or the mask.
[[nodiscard]] inline std::string_view shown(const SlotInfo& slot, std::string_view text) {
  return slot.secret ? kMask : text;
}

struct Value {
  std::int64_t number = 0;
  std::string text;
};

enum class Reading : std::uint8_t { Ok, BadForm, OutOfRange };

/// Whether a closed set of values may also be answered by its number, counted from 1, as at the terminal.
enum class Numbered : bool { No, Yes };

/// Reads a literal. `out` is written only when the reading is Ok.
[[nodiscard]] Reading read_value(const SlotInfo& slot, std::string_view literal, Value& out,
                                 Numbered numbered = Numbered::No);
/// The literal that reads back as this value.
[[nodiscard]] std::string write_value(const SlotInfo& slot, const Value& value, Tongue tongue);
/// What a value must look like, with an example: «una cantidad de USD, como 85.40».
[[nodiscard]] Message expected_form(const SlotInfo& slot);
/// The range that holds: «de 1.00 a 5000.00».
[[nodiscard]] Message expected_range(const SlotInfo& slot);
/// The names of a closed set (enumeration, address form, yes/no) in the order of their numbers; empty for other types.
[[nodiscard]] std::vector<std::string> closed_values(const SlotInfo& slot, Tongue tongue);

/// Lower case without accents (ñ stays), blanks at the ends dropped: how what people type is compared.
[[nodiscard]] std::string fold(std::string_view text);
[[nodiscard]] std::string_view trim(std::string_view text);
/// Local date and time, `2026-11-20 09:30` or with a T, as seconds since 1970-01-01 00:00.
[[nodiscard]] bool read_moment(std::string_view text, std::int64_t& seconds);

}  // namespace guion::scenario
