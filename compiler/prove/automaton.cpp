// What an automaton hears of a node, and how one is made from a rule of thumb instead of a table. It must not know what
// properties there are. The interface with its comments is automaton.hpp; meaning: docs/semantics.md, «Rules».
#include "prove/automaton.hpp"

namespace guion::prove {

using cfg::FactKind;

namespace {

bool is_of_levels(FactKind kind) {
  return kind == FactKind::Needs || kind == FactKind::Grants || kind == FactKind::Revokes;
}

Letters letters_of(const Automaton& a, const cfg::Fact& f) {
  Letters heard = 0;
  for (const Ear& ear : a.ears) {
    if (hears(ear, f)) heard = static_cast<Letters>(heard | ear.letters);
  }
  return heard;
}

}  // namespace

bool hears(const Ear& ear, const cfg::Fact& fact) {
  if (ear.kind != fact.kind) return false;
  if (ear.object == kNone || ear.object == fact.object) return true;
  return is_of_levels(ear.kind) && (ear.object & fact.object) != 0;
}

Letters heard_on_arrival(const Automaton& a, const cfg::Graph& graph, cfg::NodeId node) {
  Letters heard = 0;
  for (const cfg::Fact& f : graph.told(node)) {
    if (told_on_arrival(f)) heard = static_cast<Letters>(heard | letters_of(a, f));
  }
  return heard;
}

Letters heard_on_way(const Automaton& a, const cfg::Graph& graph, cfg::NodeId node, cfg::EdgeKind way) {
  Letters heard = 0;
  for (const cfg::Fact& f : graph.told(node)) {
    if (!told_on_arrival(f) && (f.edges & cfg::on(way)) != 0) heard = static_cast<Letters>(heard | letters_of(a, f));
  }
  return heard;
}

}  // namespace guion::prove
