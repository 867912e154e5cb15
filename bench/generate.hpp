// The texts that the bench measures, each as Guion and as the same thing in Lua, made from one description so that they
// cannot differ. «Call»: one billing call of ten stages. «Big»: a stage of 27 lines repeated, with texts that vary.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace guion::bench {

/// One of the 24 variables of the call, with the value that a walk gives it.
struct Variable {
  enum class Kind : std::uint8_t { Name, Money, Date, Count, YesNo };
  std::string name;
  Kind kind = Kind::Count;
  std::int64_t number = 0;  ///< minor units, days, the number, 0 or 1
  std::string text;
};

struct CallTexts {
  std::string protocol, flow, lua;  ///< lua: defines `walk(v, host)`
  std::vector<Variable> variables;
  std::size_t literal_bytes = 0;  ///< of all texts that people hear or read, blanks and values apart
  unsigned lines = 0, values = 0, menus = 0, options = 0, conditions = 0;
};
[[nodiscard]] CallTexts make_call();

struct BigTexts {
  std::string protocol, flow, lua;
  std::size_t lines = 0, lua_lines = 0;
};
[[nodiscard]] BigTexts make_big(std::size_t lines);

/// A flow that keeps every rule of all packs of flows/protocolos/normas, which its protocol (grande_normas) follows at
/// «normas/…». The protocol is the same for every length. No Lua. `broken_at_the_end`: the last lines request a
/// contract without the sealed text that must be said before each.
[[nodiscard]] BigTexts make_big_with_packs(std::size_t lines, std::uint64_t seed = 11, bool broken_at_the_end = false);

enum class SlotsForm : std::uint8_t {
  Apart,           ///< each slot guards its own fill, and twice its own line at the end
  OneLine,         ///< one line at the end says what all of them guarded, under as many conditions
  OneLineCounted,  ///< the same line under one condition: all of them were counted
};
/// Yes/no slots, all asked first; each guards a fill; all are read again at the end. Every line is right.
[[nodiscard]] BigTexts make_slots(unsigned slots, SlotsForm form);

}  // namespace guion::bench
