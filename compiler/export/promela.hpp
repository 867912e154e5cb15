// A flow as a Promela model, for SPIN: a second opinion on what prove/ decides. One process walks the graph; the host's
// answers are its choices, and each property is a monitor that asserts. The monitors are written from the rules and the
// facts, never from prove's automata. It must not know files or processes. Spec: docs/promela.md, docs/semantics.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cfg/graph.hpp"
#include "prove/properties.hpp"
#include "sema/program.hpp"

namespace guion::exports {

/// A property that a model asserts. `name` is its identifier there: SPIN's «assertion violated !(name)» speaks of it.
struct ModelProperty {
  prove::PropertyKind kind = prove::PropertyKind::Rule;  ///< Gate, Filled, Rule, RequiredStage or StageOrder
  std::uint32_t object = kNone, other = kNone;           ///< as in prove::Property
  std::string name;
  std::string about;  ///< the rule's, stage's or slot's own name; empty for `exige`
};

/// Why there is no model.
struct Refusal {
  std::string en, es;
  Span span;
};

struct PromelaModel {
  std::string text;                       ///< empty if refused
  std::vector<ModelProperty> properties;  ///< those that the text asserts
  std::optional<Refusal> refusal;
};

struct PromelaOptions {
  std::string property;  ///< assert only what bears this name, of a model or of a script; empty: everything
};

/// Writes the model of a flow whose names, types and structure are right; broken gates, fills and rules are what it is
/// for. Errors: a refusal if a number that decides has more than 256 values, if parts nest more than 8 deep, or if
/// nothing bears the name. Cost: linear in the graph times the number of rules.
[[nodiscard]] PromelaModel promela(const sema::Program& program, const cfg::Graph& graph,
                                   const PromelaOptions& options = {});

}  // namespace guion::exports
