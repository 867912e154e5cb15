// A slot that a line reads must hold a value on every way to it. Where only failed look-ups leave it empty, they are
// told of, once each. It owns G0405 and G0415 and must not know kinds of line. Spec: docs/semantics.md, «Steps».
#include <algorithm>
#include <map>
#include <vector>

#include "analysis/checks.hpp"
#include "analysis/doubts.hpp"

namespace guion::analysis {

using cfg::FactKind;
using cfg::NodeId;

namespace {

std::string quoted(const std::string& text, Tongue tongue) {
  return tongue == Tongue::Es ? "«" + text + "»" : "\"" + text + "\"";
}

/// `consulta facturación`, as it is written.
std::string call_of(const sema::Service& service, Tongue tongue) {
  return std::string(spelling(service.acts ? Keyword::Request : Keyword::Lookup, tongue)) + " " + service.name;
}

/// How a flow can fill a slot, as lines to write before.
std::string way_to_fill(const sema::Program& program, sema::SlotId slot, Tongue tongue) {
  for (const sema::Service& service : program.services) {
    for (const sema::Field& f : service.gives) {
      if (f.slot == slot) return quoted(call_of(service, tongue), tongue);
    }
  }
  const std::string name = " " + program.slots[slot].name;
  return quoted(std::string(spelling(Keyword::Ask, tongue)) + name, tongue) + (tongue == Tongue::Es ? " o " : " or ") +
         quoted(std::string(spelling(Keyword::Record, tongue)) + name, tongue);
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

bool fills(const Input& in, NodeId n, sema::SlotId slot) {
  const auto told = in.graph.told(n);
  return std::any_of(told.begin(), told.end(),
                     [&](const cfg::Fact& f) { return f.kind == FactKind::Fills && f.object == slot; });
}

/// The graph as it would be if every look-up that fails filled its slots all the same.
cfg::Graph without_failures(const cfg::Graph& graph) {
  cfg::Graph lucky = graph;
  for (const cfg::Node& node : lucky.nodes) {
    if (node.op != cfg::Op::Lookup) continue;
    for (std::uint32_t i = node.facts; i < node.facts_end; ++i) {
      cfg::Fact& f = lucky.facts[i];
      if (f.kind == FactKind::Empties && f.edges == cfg::on(cfg::EdgeKind::Failed)) f.edges = 0;
      if (f.kind == FactKind::Fills) f.edges = cfg::kEveryEdge;
    }
  }
  return lucky;
}

/// The look-up that should have filled a slot: the last above the read, or else any; kNone if there is none.
NodeId lookup_of(const Input& in, const Result& result, sema::SlotId slot, NodeId read) {
  NodeId found = kNone;
  for (NodeId n = 0; n < in.graph.nodes.size() && (n < read || found == kNone); ++n) {
    const bool looks = in.graph.nodes[n].op == cfg::Op::Lookup && result.reachable[n] != 0;
    if (looks && fills(in, n, slot)) found = n;
  }
  return found;
}

/// The reads that find nothing because one look-up failed and its block went on.
struct Failure {
  Span where;             ///< of the first
  std::size_t doubt = 0;  ///< the first
  std::vector<sema::SlotId> slots;
  std::vector<Span> others;
};

void add_read(const Input& in, NodeId n, const cfg::Fact& f, Failure& failure) {
  const Span where = f.span == Span{} ? place_of(in, in.graph.nodes[n]) : f.span;
  if (failure.slots.empty()) {
    failure.where = where;
  } else {
    failure.others.push_back(where);
  }
  if (std::find(failure.slots.begin(), failure.slots.end(), f.object) == failure.slots.end())
    failure.slots.push_back(f.object);
}

void report_failure(const Input& in, NodeId lookup, const Failure& failure, diag::Emitter& emitter) {
  constexpr std::size_t kMostNotes = 4;
  const cfg::Node& node = in.graph.nodes[lookup];
  const auto call = [&](Tongue tongue) {
    return node.object < in.program.services.size() ? call_of(in.program.services[node.object], tongue)
                                                    : std::string(spelling(Keyword::Lookup, tongue));
  };
  std::string known_en, known_es;
  for (const sema::SlotId slot : failure.slots) {
    const std::string& name = in.program.slots[slot].name;
    known_en += (known_en.empty() ? "" : " and known ") + name;
    known_es += (known_es.empty() ? "" : " y se sabe ") + name;
  }
  auto& d = emitter.report(diag::FailedLookupGoesOn, failure.where, call(Tongue::En), call(Tongue::Es),
                           slot_names(in.program, failure.slots, Tongue::En),
                           slot_names(in.program, failure.slots, Tongue::Es), known_en, known_es);
  d.note(place_of(in, node), "this is the line that can fail", "esta es la línea que puede fallar");
  for (std::size_t i = 0; i < std::min(failure.others.size(), kMostNotes); ++i)
    d.note(failure.others[i], "and here", "y aquí");
}

/// Where every read that is in doubt would make sure of its slot, look-ups never failing.
Result with_luck(const Input& in, const Result& result, std::span<const Doubt> doubts) {
  std::vector<std::uint8_t> assumed(in.graph.nodes.size());
  for (const Doubt& d : doubts) assumed[d.node] = 1;
  Result lucky = result;
  find_states(in.program, without_failures(in.graph), in.calls, assumed, lucky);
  return lucky;
}

}  // namespace

std::vector<Doubt> fill_doubts(const Input& in, const Result& result) {
  std::vector<Doubt> doubts;
  for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    if (!result.reachable[n]) continue;
    const cfg::Node& node = in.graph.nodes[n];
    for (std::uint32_t i = node.facts; i < node.facts_end; ++i) {
      const cfg::Fact& f = in.graph.facts[i];
      if (f.kind == FactKind::Reads && !result.before.filled(n, f.object) && first_of_its_kind(in.graph, n, f))
        doubts.push_back({n, i, kNone, 0});
    }
  }
  return doubts;
}

std::vector<Told> report_fills(const Input& in, const Result& result, std::span<const Doubt> doubts,
                               diag::Emitter& emitter) {
  std::vector<Told> told;
  if (doubts.empty()) return told;
  const Result lucky = with_luck(in, result, doubts);
  std::map<NodeId, Failure> failures;
  for (std::size_t d = 0; d < doubts.size(); ++d) {
    const NodeId n = doubts[d].node;
    const cfg::Fact& f = in.graph.facts[doubts[d].fact];
    const NodeId lookup = lucky.before.filled(n, f.object) ? lookup_of(in, result, f.object, n) : kNone;
    if (lookup == kNone) {
      report(in, result, n, f, emitter);
      told.push_back({emitter.all().size() - 1, d});
      continue;
    }
    Failure& failure = failures[lookup];
    if (failure.slots.empty()) failure.doubt = d;
    add_read(in, n, f, failure);
  }
  for (const auto& [lookup, failure] : failures) {
    report_failure(in, lookup, failure, emitter);
    told.push_back({emitter.all().size() - 1, failure.doubt});
  }
  return told;
}

}  // namespace guion::analysis
