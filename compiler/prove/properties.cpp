// All properties of a flow in their order: rules, stages, slips. It owns what is common to them and must not know how
// they are decided. The interface with its comments is properties.hpp.
#include "prove/properties.hpp"

#include <algorithm>

#include "prove/makers.hpp"

namespace guion::prove {

namespace {

using cfg::FactKind;

bool is_told_by_tries(FactKind kind) {
  return kind == FactKind::Verifies || kind == FactKind::Tries || kind == FactKind::Says || kind == FactKind::Reads;
}

/// Whether hearing one node twice is not the same as hearing it once.
bool counts(const Automaton& a) {
  if (std::none_of(a.ears.begin(), a.ears.end(), [](const Ear& e) { return is_told_by_tries(e.kind); })) return false;
  for (std::size_t s = 0; s < a.states(); ++s) {
    for (std::size_t heard = 1; heard < kLetterSets; ++heard) {
      const State once = a.step(static_cast<State>(s), static_cast<Letters>(heard));
      if (once != kBroken && a.step(once, static_cast<Letters>(heard)) != once) return true;
    }
  }
  return false;
}

}  // namespace

bool is_secret(const sema::Program& program, sema::SlotId slot) {
  const sema::Classes classes = program.slots[slot].classes;
  for (std::size_t i = 0; classes != 0 && i < program.classes.size(); ++i) {
    if (((classes >> i) & 1u) != 0 && program.classes[i].never_said) return true;
  }
  return false;
}

std::vector<Property> properties_of(const sema::Program& program, const cfg::Graph& graph) {
  std::vector<Property> properties;
  add_rules(program, properties);
  add_stages(program, properties);
  add_slips(program, doings_of(program, graph), properties);
  for (Property& p : properties) p.counts_tries = counts(p.automaton);
  return properties;
}

}  // namespace guion::prove
