// Lowers, certifies, and puts tests where a certificate does not suffice. See lower_flow.hpp.
#include "driver/lower_flow.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "lower/certify.hpp"
#include "lower/weaken.hpp"
#include "replay/guards.hpp"

namespace guion {

namespace {

/// Instructions of a node: the first, and the one behind the last.
using Stretch = std::pair<std::uint32_t, std::uint32_t>;

class Lowering {
 public:
  Lowering(const Compilation& c, const analysis::Result& states, bool places, const lower::OtherLanguage* other)
      : c_(c), states_(states), places_(places), other_(other), tested_(c.proof.proved_exactly.size()) {}

  Lowered run(bool certificates) {
    if (!certificates) std::fill(tested_.begin(), tested_.end(), 1);
    for (;;) {
      Lowered made;
      lower(made);
      const std::vector<std::size_t> open = untested();
      made.tests = tested_.size() - open.size();
      if (!made.excesses.empty()) return made;
      if (open.empty()) return lower::weaken(made.module, policy()), made;
      const std::vector<std::size_t> left = certify(open, made.module);
      if (left.empty()) return made;
      for (const std::size_t n : left) tested_[open[n]] = 1;
    }
  }

 private:
  [[nodiscard]] std::vector<std::size_t> untested() const {
    std::vector<std::size_t> open;
    for (std::size_t d = 0; d < tested_.size(); ++d) {
      if (tested_[d] == 0) open.push_back(d);
    }
    return open;
  }

  /// Without tests nodes keep their numbers.
  void lower(Lowered& made) {
    std::vector<prove::Demand> demands;
    for (std::size_t d = 0; d < tested_.size(); ++d) {
      if (tested_[d] != 0) demands.push_back(c_.proof.proved_exactly[d]);
    }
    original_.clear();
    lower::Whereabouts* const where = tested_.empty() ? nullptr : &where_;
    if (demands.empty()) {
      made.module = lower::lower(c_.program, c_.graph, states_, &made.excesses, places_, where, other_);
      return;
    }
    sema::Program program = c_.program;
    const cfg::Graph graph = replay::with_proved_reads(program, c_.graph, demands, &original_);
    made.module = lower::lower(program, graph, analysis::solve(program, graph), &made.excesses, places_, where, other_);
    for (assembly::Origin& o : made.module.origins) o.node = original_[o.node];
  }

  [[nodiscard]] std::vector<std::size_t> certify(const std::vector<std::size_t>& open, assembly::Module& module) const {
    const std::vector<Stretch> stretches = find_stretches();
    std::vector<lower::Need> needs;
    for (const std::size_t d : open) needs.push_back(need_of(d, stretches));
    return lower::certify(module, policy(), needs);
  }
  [[nodiscard]] assembly::Policy policy() const {
    return c_.program.protocol_name.empty() ? assembly::Policy{} : lower::lower_policy(c_.program);
  }

  /// One a node of the flow's graph. A test that was put before it counts as its own.
  [[nodiscard]] std::vector<Stretch> find_stretches() const {
    std::vector<Stretch> stretches(c_.graph.nodes.size());
    for (std::uint32_t i = 0; i < where_.nodes.size(); ++i) {
      if (where_.nodes[i] == kNone) continue;
      Stretch& s = stretches[original_.empty() ? where_.nodes[i] : original_[where_.nodes[i]]];
      if (s.second == 0) s.first = i;
      s.second = i + 1;
    }
    return stretches;
  }

  [[nodiscard]] std::vector<std::uint32_t> numbers(const std::vector<sema::SlotId>& slots) const {
    std::vector<std::uint32_t> found;
    for (const sema::SlotId s : slots) {
      if (s < where_.slots.size() && where_.slots[s] != kNone) found.push_back(where_.slots[s]);
    }
    return found;
  }
  [[nodiscard]] lower::Need need_of(std::size_t index, const std::vector<Stretch>& stretches) const {
    const prove::Demand& demand = c_.proof.proved_exactly[index];
    const prove::Tracked& tracked = c_.proof.tracked[index];
    lower::Need need;
    std::tie(need.begin, need.end) = stretches[demand.node];
    if (demand.filled < where_.slots.size()) need.slot = where_.slots[demand.filled];
    need.levels = static_cast<std::uint8_t>(demand.levels);
    need.filled = numbers(tracked.filled);
    need.values = numbers(tracked.values);
    need.by_levels = tracked.levels;
    return need;
  }

  const Compilation& c_;
  const analysis::Result& states_;
  const bool places_;
  const lower::OtherLanguage* other_;
  std::vector<std::uint8_t> tested_;   ///< one a demand of the proof: a test stands before it
  std::vector<cfg::NodeId> original_;  ///< one a node that was lowered; empty: they are those of the flow's graph
  lower::Whereabouts where_;
};

}  // namespace

Lowered lower_flow(const Compilation& c, const analysis::Result& states, bool places, bool certificates,
                   const lower::OtherLanguage* other) {
  return Lowering(c, states, places, other).run(certificates);
}

}  // namespace guion
