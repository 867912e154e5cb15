// The call of the bench played through the public C interface, as an application would: events, texts into a buffer,
// answers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "generate.hpp"
#include "guion/guion.h"

namespace guion::bench {

/// An opened call with its answers looked up once. Owns nothing but tables.
class Player {
 public:
  Player(const guion_image* image, const std::vector<Variable>& variables);
  /// Plays one call. With `out`, everything that people hear or read is appended to it, a line each. Gives the number
  /// of lines spoken.
  unsigned walk(std::uint64_t call_id, std::vector<std::string>* out);
  /// Plays a call to its first menu. The session lives in this object; null if the call does not come there.
  [[nodiscard]] guion_session* suspend(std::uint64_t call_id);
  [[nodiscard]] std::size_t session_bytes() const;
  [[nodiscard]] const guion_image* image() const { return image_; }
  [[nodiscard]] const guion_session_options& options() const { return options_; }
  [[nodiscard]] unsigned options_shown() const { return options_shown_; }

 private:
  guion_session* start(std::uint64_t call_id);
  bool answer(guion_session* session, const guion_event& event, std::vector<std::string>* out);
  void show_options(guion_session* session, const guion_event& event, std::vector<std::string>* out);

  const guion_image* image_;
  std::vector<guion_value> values_;  ///< one a slot
  std::vector<std::uint32_t> from_system_;
  std::vector<std::uint64_t> memory_;
  guion_session_options options_{1, 0, 64, 0, 0};
  unsigned options_shown_ = 0;
  std::uint32_t first_option_ = 0;
};

/// The floor: every text of `heard` put together again from `pieces` pieces of equal size, one memcpy each. Seconds for
/// one walk.
[[nodiscard]] double floor_seconds(const std::vector<std::string>& heard, unsigned pieces, int walks);

}  // namespace guion::bench
