// What can come after a place, by the structure of the graph alone: through parts, and behind the calls of the part in
// which the place stands. A way goes up out of parts first and then only down into others, so that it never comes back
// to a caller that did not call.
#pragma once

#include <cstdint>
#include <vector>

#include "prove/engine.hpp"

namespace guion::questions {

class Behind {
 public:
  /// Borrows the input. Cost: linear, here and in of().
  explicit Behind(const prove::Input& in);

  /// One a node: whether it can come after one of these, they themselves included.
  [[nodiscard]] std::vector<std::uint8_t> of(const std::vector<cfg::NodeId>& from) const;
  /// One a node: whether a call can get there.
  [[nodiscard]] const std::vector<std::uint8_t>& reached() const { return reached_; }

 private:
  const prove::Input& in_;
  std::vector<std::vector<cfg::NodeId>> callers_;  ///< one a routine: calls that can be reached
  std::vector<std::uint32_t> routine_of_;          ///< one a node
  std::vector<std::uint8_t> returns_;              ///< one a routine
  std::vector<std::uint8_t> reached_;
};

}  // namespace guion::questions
