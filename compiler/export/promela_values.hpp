// The slots of a flow as variables of its model: a bit that says whether a slot is filled, and a bounded number for
// those whose value decides a way. What the host answers is chosen there. Internal to the room; docs/promela.md,
// «Values».
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cfg/graph.hpp"
#include "export/promela.hpp"
#include "export/promela_names.hpp"
#include "sema/program.hpp"

namespace guion::exports {

class Values {
 public:
  /// Looks at what the graph tests and at what the monitors of `properties` ask. Borrows program and graph.
  Values(const sema::Program& program, const cfg::Graph& graph, const std::vector<ModelProperty>& properties,
         Identifiers& identifiers);

  [[nodiscard]] const std::optional<Refusal>& refusal() const { return refusal_; }
  /// The variables, each with the line that declares its slot.
  [[nodiscard]] std::string declarations(const Places& places) const;
  /// What the host gives before the first event.
  [[nodiscard]] std::string begin() const;
  /// The slot takes any value of its range; nothing if the model does not keep it.
  [[nodiscard]] std::string fill(sema::SlotId slot) const;
  [[nodiscard]] std::string empty(sema::SlotId slot) const;
  /// The slot takes the value of a sum that fits.
  [[nodiscard]] std::string set(sema::SlotId slot, const sema::SetExpr& expr) const;
  /// Whether the sum fits its slot: an expression, or empty if it always does.
  [[nodiscard]] std::string fits(sema::SlotId slot, const sema::SetExpr& expr) const;
  /// Whether the slot is filled: a variable, or empty if it always is or nobody asks.
  [[nodiscard]] const std::string& has(sema::SlotId slot) const { return slots_[slot].has; }
  /// Whether one atom of a condition holds, its slots being filled; empty if nothing is known of it.
  [[nodiscard]] std::string atom(sema::CondId cond) const;
  /// Whether a whole condition is sure to come out as `truth`; a comparison with an empty slot never is.
  [[nodiscard]] std::string certain(sema::CondId cond, bool truth = true) const;

 private:
  struct Variable {
    std::string has, value;  ///< names; empty: not kept
    bool decides = false;    ///< a way depends on the value
    bool asked = false;      ///< somebody asks whether it is filled
    bool always = false;     ///< filled from the beginning, and never emptied
    std::int64_t low = 0, high = 0;
  };

  /// The slots that an atom compares.
  [[nodiscard]] std::vector<sema::SlotId> compared(sema::CondId cond) const;
  void find_conditions(sema::CondId cond);
  void find_sources();
  void find_waivers(const std::vector<ModelProperty>& properties);
  void find_ranges();
  void name_all(Identifiers& identifiers);
  [[nodiscard]] std::string choose(const Variable& v) const;
  [[nodiscard]] std::string sum(const sema::SetExpr& expr) const;

  const sema::Program& program_;
  const cfg::Graph& graph_;
  std::vector<Variable> slots_;
  std::optional<Refusal> refusal_;
};

}  // namespace guion::exports
