// A slot that a line reads must hold a value on every way to it.
#include <vector>

#include "analysis/checks.hpp"

namespace guion::analysis {

using cfg::FactKind;
using cfg::NodeId;

namespace {

/// How a flow can fill a slot, as a line to write before.
std::string way_to_fill(const sema::Program& program, sema::SlotId slot, Tongue tongue) {
  for (const sema::Service& service : program.services) {
    for (const sema::Field& f : service.gives) {
      if (f.slot != slot) continue;
      return std::string(spelling(service.acts ? Keyword::Request : Keyword::Lookup, tongue)) + " " + service.name;
    }
  }
  return std::string(spelling(Keyword::Ask, tongue)) + " " + program.slots[slot].name;
}

/// The last line above the read that may leave the slot empty, or nullptr.
const cfg::Node* emptier(const Input& in, const Result& result, sema::SlotId slot, NodeId read) {
  for (NodeId n = read; n-- > 0;) {
    if (!result.reachable[n]) continue;
    for (const cfg::Fact& f : in.graph.told(n)) {
      if (f.kind == FactKind::Empties && f.object == slot) return &in.graph.nodes[n];
    }
  }
  return nullptr;
}

void report(const Input& in, const Result& result, NodeId n, const cfg::Fact& f, diag::Emitter& emitter) {
  const sema::Slot& slot = in.program.slots[f.object];
  const Span where = f.span == Span{} ? place_of(in, in.graph.nodes[n]) : f.span;
  auto& d = emitter.report(diag::ReadBeforeFilled, where, slot.name, way_to_fill(in.program, f.object, Tongue::En),
                           way_to_fill(in.program, f.object, Tongue::Es));
  const cfg::Node* empties = emptier(in, result, f.object, n);
  if (empties != nullptr)
    d.note(place_of(in, *empties), "this line can leave it empty", "esta línea puede dejarlo vacío");
}

template <class Visit>
void each_empty_read(const Input& in, const Result& result, const Visit& visit) {
  for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    if (!result.reachable[n]) continue;
    for (const cfg::Fact& f : in.graph.told(n)) {
      if (f.kind == FactKind::Reads && !result.before.filled(n, f.object) && first_of_its_kind(in.graph, n, f))
        visit(n, f);
    }
  }
}

}  // namespace

void check_fills(const Input& in, const Result& result, diag::Emitter& emitter) {
  std::vector<std::uint8_t> assumed(in.graph.nodes.size());
  bool any = false;
  each_empty_read(in, result, [&](NodeId n, const cfg::Fact&) {
    assumed[n] = 1;
    any = true;
  });
  if (!any) return;
  // Who reads it first is told; those who read it after that follow from the first.
  Result first = result;
  find_states(in.program, in.graph, in.calls, assumed, first);
  each_empty_read(in, first, [&](NodeId n, const cfg::Fact& f) { report(in, result, n, f, emitter); });
}

}  // namespace guion::analysis
