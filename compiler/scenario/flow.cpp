// Opening of an image and its policy. See flow.hpp.
#include "scenario/flow.hpp"

#include <fmt/format.h>

#include "diag/load_errors.hpp"
#include "scenario/player.hpp"

namespace guion::scenario {
namespace {

/// Why a file is not accepted; `given`: there is a policy.
Message refusal(std::string_view what_en, std::string_view what_es, guion_status status, const guion_load_error& e,
                bool given) {
  if (status == GUION_WRONG_POLICY && !given) {
    return {"the policy that it was compiled against is missing; give it with --policy",
            "falta la política con la que se compiló; indíquela con --policy"};
  }
  if (status == GUION_WRONG_POLICY) {
    return {"this image was compiled against another policy; build flow and policy together",
            "esta imagen se compiló con otra política; compile a la vez el flujo y la política"};
  }
  if (status != GUION_BAD_IMAGE) return status_message(status);
  const char* const name = guion_load_error_name(e.reason);
  return {fmt::format("{} is refused at byte {}: {} ({})", what_en, e.offset,
                      diag::load_error_sentence(e.reason, Tongue::En), name),
          fmt::format("{} no se acepta, byte {}: {} ({})", what_es, e.offset,
                      diag::load_error_sentence(e.reason, Tongue::Es), name)};
}

}  // namespace

std::unique_ptr<Flow> Flow::open(std::vector<std::uint8_t> image, std::vector<std::uint8_t> policy, Message& error) {
  std::unique_ptr<Flow> flow{new Flow};
  flow->image_bytes_ = std::move(image);
  flow->policy_bytes_ = std::move(policy);
  guion_load_error reason{};
  if (flow->has_policy()) {
    const auto status =
        guion_policy_open(&flow->policy_, flow->policy_bytes_.data(), flow->policy_bytes_.size(), &reason);
    if (status != GUION_OK) {
      error = refusal("the policy", "la política", status, reason, true);
      return nullptr;
    }
  }
  const auto status =
      guion_image_open(&flow->image_, flow->policy(), flow->image_bytes_.data(), flow->image_bytes_.size(), &reason);
  if (status != GUION_OK) {
    error = refusal("the image", "la imagen", status, reason, flow->has_policy());
    return nullptr;
  }
  flow->read_slots();
  return flow;
}

void Flow::read_slots() {
  const std::uint32_t count = guion_slot_count(&image_);
  for (std::uint32_t i = 0; i < count; ++i) {
    guion_slot_info raw{};
    SlotInfo slot;
    if (guion_slot_describe(&image_, i, &raw) == GUION_OK) {
      slot.name = to_string(raw.name);
      slot.type = raw.type;
      slot.min = raw.min;
      slot.max = raw.max;
      slot.currency =
          std::string{raw.currency, raw.currency[3] == 0 ? std::char_traits<char>::length(raw.currency) : 4};
      slot.decimals = raw.decimals;
      slot.from_system = raw.from_system != 0;
      slot.constant = raw.constant != 0;
      slot.secret = raw.secret != 0;
      for (std::uint32_t v = 0; v < raw.values; ++v) {
        guion_string name{}, label{};
        if (guion_enum_value(&image_, i, v, &name, &label) == GUION_OK)
          slot.values.push_back({to_string(name), to_string(label)});
      }
    }
    if (slot.name.empty()) slot.name = fmt::format("#{}", i);
    slots_.push_back(std::move(slot));
  }
}

std::optional<std::uint32_t> Flow::find_slot(std::string_view name) const {
  for (std::uint32_t i = 0; i < slots_.size(); ++i) {
    if (slots_[i].name == name) return i;
  }
  const std::string folded = fold(name);
  for (std::uint32_t i = 0; i < slots_.size(); ++i) {
    if (fold(slots_[i].name) == folded) return i;
  }
  return std::nullopt;
}

std::string Flow::title() const { return to_string(guion_image_title(&image_)); }
std::string Flow::method(std::uint32_t id) const {
  return has_policy() ? to_string(guion_method_name(&policy_, id)) : std::string{};
}
std::string Flow::service(std::uint32_t id) const {
  return has_policy() ? to_string(guion_service_name(&policy_, id)) : std::string{};
}
std::string Flow::area(std::uint32_t id) const {
  return has_policy() ? to_string(guion_area_name(&policy_, id)) : std::string{};
}
std::string Flow::area_label(std::uint32_t id) const {
  return has_policy() ? to_string(guion_area_label(&policy_, id)) : std::string{};
}
std::string Flow::outcome(std::uint32_t id) const {
  return has_policy() ? to_string(guion_outcome_name(&policy_, id)) : std::string{};
}

}  // namespace guion::scenario
