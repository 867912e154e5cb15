// The protocol of a small random flow: its slots, and rules of every form over the events that such flows have.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace guion::test {

/// Small numbers from a seed.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed * 2654435761u + 1) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
  bool once_in(std::size_t n) { return below(n) == 0; }

 private:
  std::minstd_rand random_;
};

struct SmallSlot {
  enum Type : std::uint8_t { YesNo, Enum, Count, Name } type;
  enum From : std::uint8_t { Host, System, Service, Sums } from;
  std::string_view name;
  int max = 0;    ///< of a count; its least is 0
  int needs = 0;  ///< 1 identified, 2 holder
};
inline constexpr std::array kSmallSlots = {SmallSlot{SmallSlot::YesNo, SmallSlot::Host, "b1"},
                                           SmallSlot{SmallSlot::YesNo, SmallSlot::Host, "b2"},
                                           SmallSlot{SmallSlot::Enum, SmallSlot::Host, "asunto"},
                                           SmallSlot{SmallSlot::Count, SmallSlot::Host, "n1", 3},
                                           SmallSlot{SmallSlot::Count, SmallSlot::Host, "monto", 2},
                                           SmallSlot{SmallSlot::Count, SmallSlot::Sums, "suma", 4},
                                           SmallSlot{SmallSlot::Name, SmallSlot::Host, "cliente"},
                                           SmallSlot{SmallSlot::YesNo, SmallSlot::System, "urgente"},
                                           SmallSlot{SmallSlot::Count, SmallSlot::Service, "saldo", 2, 2},
                                           SmallSlot{SmallSlot::YesNo, SmallSlot::Service, "corte", 0, 1},
                                           SmallSlot{SmallSlot::YesNo, SmallSlot::Service, "cobrado"}};

[[nodiscard]] constexpr std::size_t index_of(std::string_view name) {
  std::size_t i = 0;
  while (i < kSmallSlots.size() && kSmallSlots[i].name != name) ++i;
  return i;
}

/// The slots of one flow, few enough to be enumerated.
[[nodiscard]] std::vector<std::size_t> choose_slots(Dice& dice);
/// `stages`: paso1, paso2 …
[[nodiscard]] std::string small_protocol(Dice& dice, const std::vector<std::size_t>& used, std::size_t stages);

}  // namespace guion::test
