// Nodes in source order, edges that are landed later and then sorted by node, facts, and conditions taken apart into
// tests. It must not know kinds of line beyond what may stand in a block. Spec: docs/semantics.md; the interface with
// its comments is builder.hpp.
#include "cfg/builder.hpp"

namespace guion::cfg {

using ast::NodeKind;
using ast::PartKind;
using sema::CondOp;
using sema::SegmentKind;

Builder::Builder(const sema::Program& p, const Hooks& hooks)
    : program(p),
      hooks_(hooks),
      stage_in_(p.stages.size()),
      stage_entry_(p.stages.size(), kNone),
      wanted_(p.parts.size(), false) {
  std::size_t lines = 0;
  for (const sema::File& f : p.files) lines += f.tree.lines.size();
  graph_.nodes.reserve(lines + lines / 8);
  graph_.facts.reserve(lines * 2);
  loose_.reserve(lines + lines / 4);
}

// ---- places
// --------------------------------------------------------------------------------------------------------------------------

Span Builder::span(LineId id, PartKind kind, std::size_t n) const {
  for (const ast::Part& part : tree().parts_of(id)) {
    if (part.kind == kind && n-- == 0) return {file, part.begin, part.end};
  }
  return span(id);
}

LineId Builder::child(LineId owner, NodeKind kind) const {
  const LineId end = line(owner).block_end;
  for (LineId i = owner + 1; i < end; i = next(i)) {
    if (line(i).kind == kind) return i;
  }
  return kNone;
}

std::vector<LineId> Builder::children(LineId owner, NodeKind kind) const {
  std::vector<LineId> found;
  const LineId end = line(owner).block_end;
  for (LineId i = owner + 1; i < end; i = next(i)) {
    if (line(i).kind == kind) found.push_back(i);
  }
  return found;
}

// ---- nodes and edges
// -----------------------------------------------------------------------------------------------------------------

NodeId Builder::add(Op op, LineId id, Ways in) {
  const auto made = static_cast<NodeId>(graph_.nodes.size());
  Node& n = graph_.nodes.emplace_back();
  n.op = op;
  n.line = {file, id};
  n.stage = stage;
  n.facts = n.facts_end = static_cast<std::uint32_t>(graph_.facts.size());
  if (op == Op::Call) n.object = at(id).object;
  land(in, made);
  return made;
}

void Builder::tell(FactKind kind, std::uint32_t object, Span where, Sink sink, EdgeMask edges) {
  graph_.facts.push_back({kind, sink, edges, object, where});
  graph_.nodes.back().facts_end = static_cast<std::uint32_t>(graph_.facts.size());
}

Ways Builder::way(NodeId from, EdgeKind kind) {
  const auto id = static_cast<std::uint32_t>(loose_.size());
  Loose made;
  made.edge.kind = kind;
  made.from = from;
  loose_.push_back(made);
  return {id, id};
}

Ways Builder::option(NodeId from, EdgeKind kind, std::size_t ordinal, bool guarded, sema::TemplateId label) {
  const Ways made = way(from, kind);
  Edge& edge = loose_.back().edge;
  edge.ordinal = static_cast<std::uint16_t>(ordinal);
  edge.guarded = guarded;
  edge.label = label;
  return made;
}

Ways Builder::join(Ways a, Ways b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  loose_[a.tail].edge.to = b.head;
  return {a.head, b.tail};
}

void Builder::land(Ways ways, NodeId to) {
  for (std::uint32_t i = ways.head; i != kNone;) {
    const std::uint32_t following = i == ways.tail ? kNone : loose_[i].edge.to;
    loose_[i].edge.to = to;
    i = following;
  }
}

Ways Builder::vain(Ways ways) {
  for (std::uint32_t i = ways.head; i != kNone; i = i == ways.tail ? kNone : loose_[i].edge.to) {
    loose_[i].edge.vain = true;
  }
  return ways;
}

/// Edges grouped by their node, each node's in the order in which they were made. Cost: linear.
void Builder::sort_edges() {
  std::vector<std::uint32_t> next_place(graph_.nodes.size() + 1, 0);
  for (const Loose& l : loose_) ++next_place[l.from + 1];
  for (std::size_t i = 1; i < next_place.size(); ++i) next_place[i] += next_place[i - 1];
  for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
    graph_.nodes[i].edges = next_place[i];
    graph_.nodes[i].edges_end = next_place[i + 1];
  }
  graph_.edges.resize(loose_.size());
  for (const Loose& l : loose_) graph_.edges[next_place[l.from]++] = l.edge;
}

// ---- facts
// ---------------------------------------------------------------------------------------------------------------------------

void Builder::read_segments(std::span<const sema::Segment> segments, Sink sink) {
  for (const sema::Segment& s : segments) {
    switch (s.kind) {
      case SegmentKind::Literal:
      case SegmentKind::Greeting:
      case SegmentKind::Farewell:
        break;
      case SegmentKind::Value:
        tell(FactKind::Reads, s.slot, s.span, sink);
        if (s.form == sema::Form::WithAddress && program.address_slot != kNone) {
          tell(FactKind::Reads, program.address_slot, s.span, sink);
        }
        break;
      case SegmentKind::Choice:
        tell(FactKind::Reads, s.slot, s.span, sink);
        for (const sema::Range& choice_arm : program.arms_of(s)) read_segments(program.segments_in(choice_arm), sink);
        break;
    }
  }
}

void Builder::reads(sema::TemplateId text, Sink sink) {
  if (text != kNone) read_segments(program.segments_of(text), sink);
}

void Builder::hears(sema::TemplateId text, LineId id) {
  if (text == kNone) return;
  tell(FactKind::Says, text, span(id));
  reads(text, Sink::Heard);
}

void Builder::notes(sema::TemplateId text, LineId id) {
  if (text == kNone) return;
  tell(FactKind::Notes, text, span(id));
  reads(text, Sink::Agent);
}

void Builder::leaves(LineId id, EdgeMask edges) {
  if (stage != kNone && last_of_stage) tell(FactKind::Leaves, stage, span(id), Sink::Value, edges);
}

// ---- conditions
// ----------------------------------------------------------------------------------------------------------------------

Split Builder::test(sema::CondId id, LineId owner, Ways in) {
  if (id == kNone) return atom(kNone, owner, in);
  const sema::Cond& cond = program.conds[id];
  switch (cond.op) {
    case CondOp::Not: {
      const Split inner = test(cond.left, owner, in);
      return {inner.no, inner.yes};
    }
    case CondOp::And: {
      const Split left = test(cond.left, owner, in);
      const Split right = test(cond.right, owner, left.yes);
      return {right.yes, join(left.no, right.no)};
    }
    case CondOp::Or: {
      const Split left = test(cond.left, owner, in);
      const Split right = test(cond.right, owner, left.no);
      return {join(left.yes, right.yes), right.no};
    }
    case CondOp::True:
    case CondOp::False:
    case CondOp::Known:
    case CondOp::HasLevels:
    case CondOp::CompareNumber:
    case CondOp::CompareSlot:
      return atom(id, owner, in);
  }
  return atom(id, owner, in);
}

Split Builder::atom(sema::CondId id, LineId owner, Ways in) {
  const NodeId made = add(Op::Test, owner, in);
  node(made).cond = id;
  if (id != kNone) {
    const sema::Cond& cond = program.conds[id];
    const bool compares = cond.op == CondOp::CompareNumber || cond.op == CondOp::CompareSlot;
    if (compares) tell(FactKind::Reads, cond.slot, cond.span, Sink::Condition);
    if (cond.op == CondOp::CompareSlot) tell(FactKind::Reads, cond.other, cond.span, Sink::Condition);
  }
  const Ways yes = way(made, EdgeKind::True);
  return {yes, way(made, EdgeKind::False)};
}

// ---- blocks
// --------------------------------------------------------------------------------------------------------------------------

Ways Builder::block(LineId owner, Ways in) {
  const bool outer = last_of_stage;
  const LineId end = line(owner).block_end;
  LineId last = kNone;
  for (LineId i = owner + 1; i < end; i = next(i)) {
    if (line(i).kind != NodeKind::Comment && line(i).kind != NodeKind::Else) last = i;
  }
  for (LineId i = owner + 1; i < end; i = next(i)) {
    last_of_stage = outer && i == last;
    in = statement(i, in);
  }
  last_of_stage = outer;
  return in;
}

Ways Builder::statement(LineId id, Ways in) {
  const NodeKind kind = line(id).kind;
  if (kind == NodeKind::Error) return block(id, way(add(Op::Pass, id, in), EdgeKind::Next));
  if (ast::where_of(kind) != ast::Where::Statement) return in;  // arms and items are built by their owners
  const BuildHook hook = hooks_[static_cast<std::size_t>(kind)];
  return hook != nullptr ? hook(*this, id, in) : in;
}

Ways Builder::arm(LineId owner, NodeKind kind, Ways in) {
  const LineId found = child(owner, kind);
  return found == kNone ? in : block(found, in);
}

void Builder::go_to(sema::StageId target, Ways ways) { stage_in_[target] = join(stage_in_[target], ways); }

}  // namespace guion::cfg
