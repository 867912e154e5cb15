// See samples.hpp.
#include "replay/samples.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace guion::replay {

namespace {

using scenario::SlotInfo;
using scenario::Value;

constexpr std::int64_t kDay = 20468;  // 2026-01-15
constexpr std::int64_t kHigh = std::int64_t{1} << 32;

bool reads_back(const SlotInfo& slot, const std::string& text) {
  Value read;
  return scenario::read_value(slot, text, read) == scenario::Reading::Ok && read.text == text;
}

/// One of `choices` if the range takes it, else as many of `filler` as the range begins with.
std::string fitting(const SlotInfo& slot, std::span<const std::string_view> choices, std::uint32_t nth, char filler) {
  for (std::size_t i = 0; i < choices.size(); ++i) {
    std::string text{choices[(nth + i) % choices.size()]};
    if (reads_back(slot, text)) return text;
  }
  constexpr std::int64_t kLongest = 8192;
  return std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(slot.min, 1, kLongest)), filler);
}

/// The first `size` signs of a long one, `size` as near to `wanted` as the range lets it.
std::string digits(const SlotInfo& slot, std::int64_t wanted) {
  constexpr std::string_view kDigits = "30555501344000000000000000000002";
  const std::int64_t size = std::clamp(wanted, slot.min, std::max(slot.min, slot.max));
  std::string text;
  while (static_cast<std::int64_t>(text.size()) < size) text += kDigits[text.size() % kDigits.size()];
  return text;
}

std::string sample_text(const SlotInfo& slot, std::uint32_t nth) {
  constexpr std::array<std::string_view, 6> kNames{"Ana Ríos", "Luis Peña", "Marisol Vega", "Eva Luna", "Ana", "Al"};
  constexpr std::array<std::string_view, 3> kTexts{"Una consulta", "Consulta", "Sí"};
  if (slot.type == GUION_TYPE_Name) return fitting(slot, kNames, nth, 'A');
  if (slot.type == GUION_TYPE_Phone) return digits(slot, 10);
  if (slot.type == GUION_TYPE_Code) return digits(slot, 6);
  if (slot.type == GUION_TYPE_List) return "Internet\nTelefonía\n";
  return fitting(slot, kTexts, 0, 'a');
}

std::int64_t usual(const SlotInfo& slot) {
  switch (slot.type) {
    case GUION_TYPE_Address:
      return 2;
    case GUION_TYPE_YesNo:
      return 1;
    case GUION_TYPE_Count:
      return 1;
    case GUION_TYPE_Money:
      return 8540;
    case GUION_TYPE_Date:
      return kDay;
    case GUION_TYPE_Day:
      return 15;
    case GUION_TYPE_Month:
      return 1;
    case GUION_TYPE_Hour:
      return 9 * 60 + 30;
    case GUION_TYPE_Window:
      return 9 * 60 * kHigh + 12 * 60;
    case GUION_TYPE_Duration:
      return 30;
    case GUION_TYPE_Cycle:
      return kDay * kHigh + kDay + 30;
    case GUION_TYPE_Enum:
    case GUION_TYPE_Text:
    case GUION_TYPE_Name:
    case GUION_TYPE_Phone:
    case GUION_TYPE_Code:
    case GUION_TYPE_List:
    case GUION_TYPE_COUNT_:
      break;
  }
  return 0;
}

}  // namespace

Value sample(const SlotInfo& slot, std::uint32_t nth) {
  switch (slot.type) {
    case GUION_TYPE_Text:
    case GUION_TYPE_Name:
    case GUION_TYPE_Phone:
    case GUION_TYPE_Code:
    case GUION_TYPE_List:
      return {0, sample_text(slot, nth)};
    case GUION_TYPE_Address:
    case GUION_TYPE_YesNo:
    case GUION_TYPE_Enum:
    case GUION_TYPE_Window:
    case GUION_TYPE_Cycle:
      return {usual(slot), {}};
    case GUION_TYPE_Count:
    case GUION_TYPE_Money:
    case GUION_TYPE_Date:
    case GUION_TYPE_Day:
    case GUION_TYPE_Month:
    case GUION_TYPE_Hour:
    case GUION_TYPE_Duration:
    case GUION_TYPE_COUNT_:
      break;
  }
  return {std::clamp(usual(slot), slot.min, std::max(slot.min, slot.max)), {}};
}

}  // namespace guion::replay
