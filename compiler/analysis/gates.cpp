// A value of a class is read only where its levels hold; `exige` holds where it stands; what is never said is not said.
#include "analysis/checks.hpp"

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

void check_class(const Input& in, const Result& result, NodeId n, const cfg::Fact& f, std::size_t index,
                 diag::Emitter& emitter) {
  const sema::Slot& slot = in.program.slots[f.object];
  const sema::Class& c = in.program.classes[index];
  const Span where = place_of_fact(in, in.graph.nodes[n], f);
  const bool tainted = ((slot.declared >> index) & 1u) == 0;
  diag::Diagnostic* d = nullptr;
  if (c.never_said) {
    if (f.sink != Sink::Argument) d = &emitter.report(diag::NeverSaid, where, slot.name, c.name);
  } else if (const auto missing = static_cast<sema::Levels>(c.needs & ~result.before.levels(n));
             missing != 0 && !exempt(c, f.sink)) {
    d = &emitter.report(diag::ReadWithoutLevel, where, slot.name, c.name, level_names(in.program, missing));
  }
  if (d == nullptr) return;
  d->note(c.span, "the class is declared here", "la clase se declara aquí");
  if (tainted)
    d->note(slot.span, "this slot takes on the class of what is set into it",
            "este dato toma la clase de lo que se pone en él");
}

void check_node(const Input& in, const Result& result, NodeId n, diag::Emitter& emitter) {
  for (const cfg::Fact& f : in.graph.told(n)) {
    if (f.kind == FactKind::Reads && first_of_its_kind(in.graph, n, f)) {
      const sema::Classes classes = in.program.slots[f.object].classes;
      for (std::size_t i = 0; classes != 0 && i < in.program.classes.size(); ++i) {
        if (((classes >> i) & 1u) != 0) check_class(in, result, n, f, i, emitter);
      }
    }
    if (f.kind != FactKind::Needs) continue;
    const auto missing = static_cast<sema::Levels>(f.object & ~static_cast<std::uint32_t>(result.before.levels(n)));
    if (missing == 0) continue;
    emitter.report(diag::NeedsLevel, place_of_fact(in, in.graph.nodes[n], f), level_names(in.program, missing));
  }
}

}  // namespace

void check_gates(const Input& in, const Result& result, diag::Emitter& emitter) {
  for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    if (result.reachable[n]) check_node(in, result, n, emitter);
  }
}

}  // namespace guion::analysis
