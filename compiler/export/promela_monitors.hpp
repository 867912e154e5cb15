// The properties of a flow as monitors of its model: what each remembers, and what it does at a place of the graph.
// They follow docs/semantics.md and the rules of the program; prove's automata are not looked at. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "cfg/graph.hpp"
#include "export/promela.hpp"
#include "export/promela_names.hpp"
#include "export/promela_values.hpp"

namespace guion::exports {

/// Every property that a model of this flow can assert, in the order gates, fills, rules, stages, order of stages.
[[nodiscard]] std::vector<ModelProperty> model_properties(const sema::Program& program, const cfg::Graph& graph,
                                                          Identifiers& identifiers);

class Monitors {
 public:
  /// Borrows everything.
  Monitors(const sema::Program& program, const cfg::Graph& graph, const std::vector<ModelProperty>& properties,
           const Values& values, Identifiers& identifiers);

  /// What the monitors remember, and what a rule does when it hears something.
  [[nodiscard]] std::string declarations(const Places& places) const;
  /// What they do about the values that a node reads: statements without a choice, or nothing.
  [[nodiscard]] std::string reads(cfg::NodeId node) const;
  /// Whether one of these values is missing: a condition, or nothing. Then the event does not happen, and no call goes
  /// on.
  [[nodiscard]] std::string lacks_value(cfg::NodeId node) const;
  /// What they do when control arrives at a node and its event happens: statements without a choice, or nothing.
  [[nodiscard]] std::string arrival(cfg::NodeId node) const;
  /// What they do on a way out of it.
  [[nodiscard]] std::string way(cfg::NodeId node, cfg::EdgeKind kind) const;

 private:
  /// What a rule hears at once.
  struct Heard {
    bool a = false, b = false, c = false, ends = false;
  };
  using Facts = std::vector<cfg::Fact>;
  [[nodiscard]] Facts facts(cfg::NodeId node, bool arriving, cfg::EdgeKind kind) const;
  [[nodiscard]] bool happens(cfg::NodeId node, const Facts& facts, const sema::RuleEvent& event) const;
  [[nodiscard]] std::string monitor(cfg::NodeId node, const Facts& facts) const;
  [[nodiscard]] std::string gate(const ModelProperty& p, const cfg::Fact& fact) const;
  [[nodiscard]] std::string filled(const ModelProperty& p, const cfg::Fact& fact) const;
  [[nodiscard]] std::string rule(const ModelProperty& p, cfg::NodeId node, const Facts& facts) const;
  [[nodiscard]] std::string stages(cfg::NodeId node, const Facts& facts) const;
  [[nodiscard]] std::string missing(std::uint32_t stage) const;
  [[nodiscard]] bool keeps_stage(std::uint32_t stage) const { return !done_[stage].empty(); }
  [[nodiscard]] std::string declare_rule(const ModelProperty& p, const Places& places) const;

  const sema::Program& program_;
  const cfg::Graph& graph_;
  const std::vector<ModelProperty>& properties_;
  const Values& values_;
  std::vector<std::string> memory_;                 ///< one a property: the variable of a rule
  std::vector<std::string> done_, begun_, waived_;  ///< one a stage rule: variables; empty: not kept
};

}  // namespace guion::exports
