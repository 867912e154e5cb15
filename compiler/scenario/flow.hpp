// An image with its policy, opened through the public interface of the runtime, and what it says of its slots. The only
// door by which the tool plays a flow: nothing here sees the runtime's insides.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "guion/guion.h"
#include "scenario/message.hpp"
#include "scenario/values.hpp"

namespace guion::scenario {

/// Owns the bytes of image and policy. Not copied nor moved: sessions point into it.
class Flow {
 public:
  /// Checks and opens. `policy` may be empty for a flow that follows no protocol. On failure null, and why in `error`.
  [[nodiscard]] static std::unique_ptr<Flow> open(std::vector<std::uint8_t> image, std::vector<std::uint8_t> policy,
                                                  Message& error);
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  [[nodiscard]] const guion_image* image() const { return &image_; }
  [[nodiscard]] const guion_policy* policy() const { return has_policy() ? &policy_ : nullptr; }
  [[nodiscard]] bool has_policy() const { return !policy_bytes_.empty(); }
  [[nodiscard]] const std::vector<SlotInfo>& slots() const { return slots_; }
  /// The slot of this name, accents and case forgiven, or none.
  [[nodiscard]] std::optional<std::uint32_t> find_slot(std::string_view name) const;
  [[nodiscard]] std::string title() const;
  /// The value a name of the policy has here; empty without a policy.
  [[nodiscard]] std::string method(std::uint32_t id) const;
  [[nodiscard]] std::string service(std::uint32_t id) const;
  [[nodiscard]] std::string area(std::uint32_t id) const;
  [[nodiscard]] std::string area_label(std::uint32_t id) const;
  [[nodiscard]] std::string outcome(std::uint32_t id) const;

 private:
  Flow() = default;
  void read_slots();

  std::vector<std::uint8_t> image_bytes_, policy_bytes_;
  guion_policy policy_{};
  guion_image image_{};
  std::vector<SlotInfo> slots_;
};

[[nodiscard]] inline std::string to_string(guion_string s) {
  return s.size == 0 ? std::string{} : std::string{s.data, s.size};
}

}  // namespace guion::scenario
