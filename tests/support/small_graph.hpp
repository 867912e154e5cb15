// Builds a program and a graph by hand, one node a line, for tests of the rooms that read graphs. Line k stands at
// bytes 10·k … 10·k + 9. It knows nothing of the language.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cfg/graph.hpp"
#include "sema/program.hpp"

namespace guion::test {

class SmallGraph {
 public:
  explicit SmallGraph(std::size_t slots = 0) {
    program.files.emplace_back();
    program.stages.push_back({"etapa_única", {}, kNone, kNone, false});
    for (std::size_t s = 0; s < slots; ++s) program.slots.push_back(make_slot("dato" + std::to_string(s)));
  }

  /// Begins the routine of a part; nodes added from here on belong to it. The first routine needs no call.
  std::uint32_t part(const std::string& name) {
    close_routine();
    program.parts.push_back({name, {}, true});
    const auto index = static_cast<std::uint32_t>(program.parts.size() - 1);
    graph.routines.push_back({kNone, size(), size(), index});
    return index;
  }

  cfg::NodeId add(cfg::Op op, std::vector<cfg::Fact> facts = {}) {
    if (graph.routines.empty()) graph.routines.push_back({0, 0, 0, kNone});
    if (graph.routines.back().entry == kNone) graph.routines.back().entry = size();
    cfg::Node n;
    n.op = op;
    n.stage = graph.routines.back().part == kNone ? 0 : kNone;
    n.line = {0, size()};
    const std::uint32_t begin = size() * 10;
    program.files[0].tree.lines.push_back({});
    program.files[0].tree.lines.back().begin = begin;
    program.files[0].tree.lines.back().end = begin + 9;
    program.files[0].statements.emplace_back();
    graph.nodes.push_back(n);
    facts_.push_back(std::move(facts));
    edges_.emplace_back();
    return size() - 1;
  }

  void edge(cfg::NodeId from, cfg::NodeId to, cfg::EdgeKind kind = cfg::EdgeKind::Next) {
    cfg::Edge e;
    e.kind = kind;
    e.to = to;
    e.ordinal = static_cast<std::uint16_t>(edges_[from].size());
    edges_[from].push_back(e);
  }
  void chain(const std::vector<cfg::NodeId>& nodes) {
    for (std::size_t i = 1; i < nodes.size(); ++i) edge(nodes[i - 1], nodes[i]);
  }

  sema::CondId cond(sema::Cond c) {
    program.conds.push_back(c);
    return static_cast<sema::CondId>(program.conds.size() - 1);
  }
  cfg::NodeId test(sema::Cond c) {
    const cfg::NodeId n = add(cfg::Op::Test);
    graph.nodes[n].cond = cond(c);
    return n;
  }

  /// Packs edges and facts; call once, after everything was added.
  void finish() {
    close_routine();
    for (std::size_t n = 0; n < graph.nodes.size(); ++n) {
      graph.nodes[n].facts = static_cast<std::uint32_t>(graph.facts.size());
      graph.facts.insert(graph.facts.end(), facts_[n].begin(), facts_[n].end());
      graph.nodes[n].facts_end = static_cast<std::uint32_t>(graph.facts.size());
      graph.nodes[n].edges = static_cast<std::uint32_t>(graph.edges.size());
      graph.edges.insert(graph.edges.end(), edges_[n].begin(), edges_[n].end());
      graph.nodes[n].edges_end = static_cast<std::uint32_t>(graph.edges.size());
    }
  }

  static sema::Slot make_slot(std::string name) {
    sema::Slot s;
    s.name = std::move(name);
    s.type.kind = sema::TypeKind::Count;
    s.type.max = 9999;
    return s;
  }
  static cfg::Fact fact(cfg::FactKind kind, std::uint32_t object, cfg::EdgeMask edges = cfg::kEveryEdge,
                        cfg::Sink sink = cfg::Sink::Heard) {
    cfg::Fact f{};
    f.kind = kind;
    f.object = object;
    f.edges = edges;
    f.sink = sink;
    return f;
  }

  sema::Program program;
  cfg::Graph graph;

 private:
  [[nodiscard]] cfg::NodeId size() const { return static_cast<cfg::NodeId>(graph.nodes.size()); }
  void close_routine() {
    if (!graph.routines.empty()) graph.routines.back().end = size();
  }
  std::vector<std::vector<cfg::Fact>> facts_;
  std::vector<std::vector<cfg::Edge>> edges_;
};

}  // namespace guion::test
