// A value of a class is read only where its levels hold; `exige` holds where it stands; what is never said is not said.
#include <algorithm>
#include <map>
#include <tuple>

#include "analysis/checks.hpp"
#include "analysis/doubts.hpp"

namespace guion::analysis {

using cfg::FactKind;
using cfg::NodeId;
using cfg::Sink;

namespace {

/// Whether a class lets its values be read by this sink at any level.
bool exempt(const sema::Class& c, Sink sink) {
  return c.visible_to_agent && (sink == Sink::Agent || sink == Sink::Argument);
}

Span place_of_fact(const Input& in, const cfg::Node& node, const cfg::Fact& f) {
  return f.span == Span{} ? place_of(in, node) : f.span;
}

/// The levels that a class demands of this read and that may be missing.
sema::Levels missing_levels(const Result& result, NodeId n, const cfg::Fact& f, const sema::Class& c) {
  if (c.never_said || exempt(c, f.sink)) return 0;
  return static_cast<sema::Levels>(c.needs & ~result.before.levels(n));
}

/// What one line reads of one class without its levels: one message, whatever the number of slots.
struct Gap {
  Span where;
  std::vector<sema::SlotId> slots;
  std::size_t doubt = 0;  ///< the first
};
/// By file, line, class and missing levels, so in the order of the text.
using Gaps = std::map<std::tuple<FileId, LineId, std::size_t, sema::Levels>, Gap>;

void note_class(const Input& in, diag::Diagnostic& d, std::size_t index, const std::vector<sema::SlotId>& slots) {
  d.note(in.program.classes[index].span, "the class is declared here", "la clase se declara aquí");
  for (const sema::SlotId id : slots) {
    const sema::Slot& slot = in.program.slots[id];
    if (((slot.declared >> index) & 1u) != 0) continue;
    d.note(slot.span, "this slot takes on the class of what is set into it",
           "este dato toma la clase de lo que se pone en él");
  }
}

void add_doubts(const Input& in, const Result& result, NodeId n, std::uint32_t fact, std::vector<Doubt>& doubts) {
  const cfg::Fact& f = in.graph.facts[fact];
  const sema::Classes classes = in.program.slots[f.object].classes;
  for (std::uint32_t i = 0; classes != 0 && i < in.program.classes.size(); ++i) {
    if (((classes >> i) & 1u) == 0) continue;
    const sema::Levels missing = missing_levels(result, n, f, in.program.classes[i]);
    if (missing != 0) doubts.push_back({n, fact, i, missing});
  }
}

}  // namespace

void check_never_said(const Input& in, const Result& result, diag::Emitter& emitter) {
  for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    if (!result.reachable[n]) continue;
    for (const cfg::Fact& f : in.graph.told(n)) {
      if (f.kind != FactKind::Reads || f.sink == Sink::Argument) continue;
      const sema::Classes classes = in.program.slots[f.object].classes;
      if (classes == 0 || !first_of_its_kind(in.graph, n, f)) continue;
      for (std::size_t i = 0; i < in.program.classes.size(); ++i) {
        const sema::Class& c = in.program.classes[i];
        if (((classes >> i) & 1u) == 0 || !c.never_said) continue;
        const Span where = place_of_fact(in, in.graph.nodes[n], f);
        note_class(in, emitter.report(diag::NeverSaid, where, in.program.slots[f.object].name, c.name), i, {f.object});
      }
    }
  }
}

std::vector<Doubt> gate_doubts(const Input& in, const Result& result) {
  std::vector<Doubt> doubts;
  for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    if (!result.reachable[n]) continue;
    const cfg::Node& node = in.graph.nodes[n];
    for (std::uint32_t i = node.facts; i < node.facts_end; ++i) {
      const cfg::Fact& f = in.graph.facts[i];
      if (f.kind == FactKind::Reads && in.program.slots[f.object].classes != 0 && first_of_its_kind(in.graph, n, f))
        add_doubts(in, result, n, i, doubts);
      if (f.kind != FactKind::Needs) continue;
      const auto missing = static_cast<sema::Levels>(f.object & ~static_cast<std::uint32_t>(result.before.levels(n)));
      if (missing != 0) doubts.push_back({n, i, kNone, missing});
    }
  }
  return doubts;
}

std::vector<Told> report_gates(const Input& in, std::span<const Doubt> doubts, diag::Emitter& emitter) {
  std::vector<Told> told;
  Gaps gaps;
  for (std::size_t d = 0; d < doubts.size(); ++d) {
    const Doubt& doubt = doubts[d];
    const cfg::Node& node = in.graph.nodes[doubt.node];
    const cfg::Fact& f = in.graph.facts[doubt.fact];
    if (doubt.class_index == kNone) {
      emitter.report(diag::NeedsLevel, place_of_fact(in, node, f), level_names(in.program, doubt.missing));
      told.push_back({emitter.all().size() - 1, d});
      continue;
    }
    Gap& gap = gaps[{node.line.file, node.line.line, doubt.class_index, doubt.missing}];
    if (gap.slots.empty()) gap.where = place_of_fact(in, node, f), gap.doubt = d;
    if (std::find(gap.slots.begin(), gap.slots.end(), f.object) == gap.slots.end()) gap.slots.push_back(f.object);
  }
  for (const auto& [key, gap] : gaps) {
    const std::size_t index = std::get<2>(key);
    note_class(in,
               emitter.report(diag::ReadWithoutLevel, gap.where, slot_names(in.program, gap.slots, Tongue::En),
                              slot_names(in.program, gap.slots, Tongue::Es), in.program.classes[index].name,
                              level_names(in.program, std::get<3>(key))),
               index, gap.slots);
    told.push_back({emitter.all().size() - 1, gap.doubt});
  }
  return told;
}

}  // namespace guion::analysis
