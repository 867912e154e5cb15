// The bench on which one graph is built: nodes in source order, edges that are landed later, facts. The build hooks of
// stmt/ work on it. It knows nothing of what kinds of line there are. Spec: docs/semantics.md.
#pragma once

#include <vector>

#include "cfg/graph.hpp"
#include "cfg/hooks.hpp"

namespace guion::cfg {

/// What becomes of the ways behind a test.
struct Split {
  Ways yes, no;
};

class Builder {
 public:
  Builder(const sema::Program& program, const Hooks& hooks);

  // ---- what is being built
  // -----------------------------------------------------------------------------------------------------------
  const sema::Program& program;
  FileId file = 0;              ///< of the routine in hand
  sema::StageId stage = kNone;  ///< kNone inside a part
  bool last_of_stage = false;   ///< nothing of the stage is left behind the line in hand

  [[nodiscard]] const ast::Tree& tree() const { return program.files[file].tree; }
  [[nodiscard]] const ast::Line& line(LineId id) const { return tree().lines[id]; }
  [[nodiscard]] const sema::Statement& at(LineId id) const { return program.files[file].statements[id]; }
  [[nodiscard]] Span span(LineId id) const { return program.span_of({file, id}); }
  /// The `n`-th part of that kind of a line, or the whole line.
  [[nodiscard]] Span span(LineId id, ast::PartKind kind, std::size_t n = 0) const;
  [[nodiscard]] LineId next(LineId id) const { return line(id).block_end > id + 1 ? line(id).block_end : id + 1; }
  /// First child of that kind, or kNone.
  [[nodiscard]] LineId child(LineId owner, ast::NodeKind kind) const;
  [[nodiscard]] std::vector<LineId> children(LineId owner, ast::NodeKind kind) const;

  // ---- nodes, edges, facts
  // -----------------------------------------------------------------------------------------------------------
  /// A new node, to which the ways lead. The reference of node() is good until the next add().
  NodeId add(Op op, LineId line, Ways in);
  [[nodiscard]] Node& node(NodeId id) { return graph_.nodes[id]; }
  [[nodiscard]] NodeId next_node() const { return static_cast<NodeId>(graph_.nodes.size()); }
  /// A fact of the newest node.
  void tell(FactKind kind, std::uint32_t object, Span span, Sink sink = Sink::Value, EdgeMask edges = kEveryEdge);
  /// A way out of a node.
  Ways way(NodeId from, EdgeKind kind);
  Ways option(NodeId from, EdgeKind kind, std::size_t ordinal, bool guarded, sema::TemplateId label = kNone);
  Ways join(Ways a, Ways b);
  void land(Ways ways, NodeId to);
  /// Marks ways that no call takes.
  Ways vain(Ways ways);

  // ---- what many lines need
  // ------------------------------------------------------------------------------------------------------------
  /// Reads of every blank of a template, told by the newest node.
  void reads(sema::TemplateId text, Sink sink);
  /// The customer hears the template: Says, and its reads.
  void hears(sema::TemplateId text, LineId line);
  /// Only the agent sees it: Notes, and its reads.
  void notes(sema::TemplateId text, LineId line);
  /// The stage in hand is done if nothing of it is left: told by the newest node, on those edges.
  void leaves(LineId line, EdgeMask edges = kEveryEdge);
  /// A condition, short-circuit. One that could not be resolved goes both ways.
  Split test(sema::CondId cond, LineId line, Ways in);
  /// The lines under `owner`, in order.
  Ways block(LineId owner, Ways in);
  /// The block of the first arm of that kind under `owner`; if there is none, the ways themselves.
  Ways arm(LineId owner, ast::NodeKind kind, Ways in);
  /// Goes on at the beginning of a stage.
  void go_to(sema::StageId target, Ways ways);

  /// Builds everything. Call once.
  [[nodiscard]] Graph run();

 private:
  void build_stages();
  void build_stage(sema::StageId id, Ways& in);
  void build_part(std::uint32_t part);
  Split atom(sema::CondId cond, LineId line, Ways in);
  void read_segments(std::span<const sema::Segment> segments, Sink sink);
  Ways statement(LineId id, Ways in);
  void want(std::uint32_t part);
  void sort_edges();

  struct Loose {
    Edge edge;  ///< `to` threads the open ways until it is landed
    NodeId from = kNone;
  };

  const Hooks& hooks_;
  Graph graph_;
  std::vector<Loose> loose_;
  std::vector<Ways> stage_in_;  ///< ways that lead to the beginning of each stage
  std::vector<NodeId> stage_entry_;
  std::vector<std::uint32_t> parts_;  ///< parts that are called, in the order of their first call
  std::vector<bool> wanted_;
};

}  // namespace guion::cfg
