// Nodes that wait to be looked at: the order in which fixed points over a graph are worked off. It knows nothing of
// what is computed.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "cfg/graph.hpp"

namespace guion::analysis {

/// Nodes that wait, taken in order of their number: forward edges are settled in one sweep.
class Agenda {
 public:
  explicit Agenda(std::size_t nodes) : words_(nodes / 64 + 1) {}
  void put(cfg::NodeId n) {
    words_[n / 64] |= std::uint64_t{1} << (n % 64);
    lowest_ = std::min<std::size_t>(lowest_, n / 64);
  }
  /// The first waiting node not below the last one taken, else the first of all; kNone when none waits.
  cfg::NodeId take() {
    cfg::NodeId n = scan(at_);
    if (n != kNone) return n;
    if (lowest_ >= at_) return kNone;
    const std::size_t from = lowest_;
    lowest_ = words_.size();
    return scan(from);
  }

 private:
  cfg::NodeId scan(std::size_t from) {
    for (at_ = from; at_ < words_.size(); ++at_) {
      if (words_[at_] == 0) continue;
      const int bit = std::countr_zero(words_[at_]);
      words_[at_] &= words_[at_] - 1;
      return static_cast<cfg::NodeId>(at_ * 64 + static_cast<std::size_t>(bit));
    }
    return kNone;
  }
  std::vector<std::uint64_t> words_;
  std::size_t at_ = 0;
  std::size_t lowest_ = 0;
};

}  // namespace guion::analysis
