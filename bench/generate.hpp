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

}  // namespace guion::bench
