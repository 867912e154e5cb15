// A call through the public interface, event by event: each is written down with all that a host can see of it, and its
// answer depends on nothing but the host's number, the event's place in the call and the event. So the rest of a call
// can be played again from any point.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "guion/guion.h"

namespace guion::test {

using Bytes = std::vector<std::uint8_t>;

/// A policy and an image, open. Owns their bytes.
class Opened {
 public:
  Opened(Bytes policy, Bytes image);
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  guion_policy policy{};
  guion_image image{};

 private:
  Bytes policy_bytes_, image_bytes_;
};
/// Compiles `flow`, whose protocol is «pruebas.flow».
[[nodiscard]] std::unique_ptr<Opened> open_flow(std::string_view protocol, std::string_view flow);
/// kPurchase, compiled once.
[[nodiscard]] const Opened& purchase();

inline constexpr guion_session_options kOptions{7, 3, 300, 0, 0};

/// A session in memory of its own, of exactly the size asked for.
class Session {
 public:
  explicit Session(const Opened& opened, guion_session_options options = kOptions, std::uint32_t host = 1);
  /// Starts the call and gives what the system gives.
  void start();
  [[nodiscard]] guion_status restore(const Bytes& snapshot, const guion_seal* seal = nullptr);
  [[nodiscard]] guion_status correct(const Bytes& snapshot, const guion_seal* seal = nullptr);
  /// Saves, with memory of exactly the size needed. Empty if it is refused.
  [[nodiscard]] Bytes save(const guion_seal* seal = nullptr, guion_status* status = nullptr) const;

  /// All that a host can see at the next event; the event is then in `event`.
  [[nodiscard]] std::string see();
  /// Answers `event`, the `place`-th of the call.
  void answer(std::uint32_t place);
  guion_status send(guion_answer_kind kind, std::uint32_t option = 0);
  guion_status send(const std::vector<guion_value>& values, guion_answer_kind kind = GUION_ANSWER_VALUE);
  /// What is seen until the call is over, from the `place`-th event on.
  [[nodiscard]] std::vector<std::string> rest(std::uint32_t place, std::uint32_t most = 60);
  /// Goes on as a host that says yes until an event of this kind waits, past the first `skip` of them.
  void until(guion_event_kind kind, unsigned skip = 0);
  /// Answers the event as a host that says yes.
  void accept();
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string bytes() const { return {reinterpret_cast<const char*>(memory_.get()), size_}; }
  [[nodiscard]] std::uint32_t slot(std::string_view name) const;
  [[nodiscard]] std::string value(std::string_view slot_name) const;

  guion_session* session = nullptr;
  guion_event event{};
  guion_status status = GUION_OK;
  std::int64_t now = 10 * 3600;

 private:
  [[nodiscard]] guion_value value_for(std::uint32_t slot, std::uint32_t place);
  [[nodiscard]] std::uint64_t dice(std::uint32_t place, std::uint32_t slot, std::uint64_t below) const;

  const Opened& opened_;
  guion_session_options options_;
  std::uint32_t host_;
  std::size_t size_ = 0;
  std::unique_ptr<std::uint64_t[]> memory_;
  std::vector<std::string> texts_;
};

/// Makes the checksum true again after a change, so that the checks behind it are reached.
void repair(Bytes& snapshot, bool sealed = false);

}  // namespace guion::test
