// The order of lowering: layout, tables, code.
#include "lower/lower.hpp"

#include <algorithm>

#include "image/format.hpp"
#include "lower/lower_code.hpp"
#include "lower/lower_layout.hpp"
#include "lower/lower_tables.hpp"
#include "lower/steps.hpp"

namespace guion::lower {

namespace {

/// The entry of a table that bears a name.
template <class Table>
const auto* named(const Table& table, const std::string& name) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.name == name; });
  return found == table.end() ? nullptr : &*found;
}

void find_excesses(const sema::Program& program, const Tables& tables, const assembly::Module& module,
                   std::vector<Excess>& out) {
  for (const sema::TemplateId t : tables.too_long()) out.push_back({Excess::Of::Text, program.templates[t].span});
  for (const Span& span : tables.too_long_translated()) out.push_back({Excess::Of::Text, span, true});
  for (const assembly::SlotDef& s : module.slots) {
    const sema::Slot* slot = s.text.size() > image::kMaxTemplate ? named(program.slots, s.name) : nullptr;
    if (slot != nullptr) out.push_back({Excess::Of::Text, slot->span});
  }
  if (module.slots.size() > image::kMaxSlots) {
    const sema::Slot* slot = named(program.slots, module.slots[image::kMaxSlots].name);
    out.push_back({Excess::Of::Slots, slot == nullptr ? Span{} : slot->span});
  }
  if (module.parts.size() > image::kMaxParts) {
    const sema::PartDef* part = named(program.parts, module.parts[image::kMaxParts].name);
    out.push_back({Excess::Of::Parts, part == nullptr ? Span{} : program.span_of(part->line)});
  }
}

}  // namespace

assembly::Module lower(const sema::Program& program, const cfg::Graph& graph, const analysis::Result& states,
                       std::vector<Excess>* excesses, bool places, Whereabouts* whereabouts,
                       const OtherLanguage* other) {
  assembly::Module module;
  module.name = program.name;
  module.title = program.title;
  module.locale = program.locale;
  module.protocol = program.protocol_name;
  module.written = program.channel == Word::Written;
  module.counters = program.counters;
  if (other != nullptr) module.other_locale = other->program.locale, module.other_title = other->program.title;
  const Layout layout = lay_out(graph, states);
  Tables tables(program, graph, layout.order, module, other);
  Coder coder(program, graph, states, layout, tables, module, places);
  coder.run();
  bound_steps(module);
  if (whereabouts != nullptr) *whereabouts = coder.whereabouts();
  if (excesses != nullptr) find_excesses(program, tables, module, *excesses);
  return module;
}

}  // namespace guion::lower
