// The control-flow graph of a flow: one routine for the stages (routine 0) and one for each part that is used. Nodes do one thing each; edges
// say why they are taken. Analyses read facts and edges, lowering reads ops; neither reads the tree.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.hpp"
#include "sema/program.hpp"

namespace guion::cfg {

using NodeId = std::uint32_t;

enum class Op : std::uint8_t {
#define OP(op, yields, sentence) op,
#include "cfg/ops.def"
#undef OP
};

enum class FactKind : std::uint8_t {
#define FACT(kind, object, sentence) kind,
#include "cfg/facts.def"
#undef FACT
};

enum class EdgeKind : std::uint8_t { Next, True, False, Option, Variant, Passed, Exhausted, Lacking, Failed, Returned, Silent, Unsaid, Overflow };

/// Where a value that is read goes to.
enum class Sink : std::uint8_t { Heard, Agent, Argument, Condition, Value };

/// A mask of edge kinds on which a fact holds.
using EdgeMask = std::uint16_t;
inline constexpr EdgeMask kEveryEdge = 0xffff;
[[nodiscard]] constexpr EdgeMask on(EdgeKind k) { return static_cast<EdgeMask>(1u << static_cast<unsigned>(k)); }

/// Objects of Finishes.
inline constexpr std::uint32_t kNormal = 0, kEarly = 1;

struct Fact {
  FactKind kind;
  Sink sink = Sink::Value;
  EdgeMask edges = kEveryEdge;
  std::uint32_t object = kNone;  ///< a Levels value for Needs, Grants, Revokes
  Span span;                     ///< where a message about it points; a blank, a name
};

struct Edge {
  EdgeKind kind = EdgeKind::Next;
  std::uint16_t ordinal = 0;             ///< of an Option or Variant, from 0
  bool guarded = false;                  ///< of an Option or Variant: taken only if a Show enabled it
  bool vain = false;                     ///< out of a guard tested again behind its Option or Variant: no call takes it
  NodeId to = kNone;
  sema::TemplateId label = kNone;        ///< of an Option
};

struct Node {
  Op op = Op::Pass;
  bool flag = false;
  std::uint8_t counter = 0, tries = 0;
  sema::Levels levels = 0;
  std::uint16_t seconds = 0;
  std::uint16_t number = 0;
  sema::SlotId slot = kNone;
  std::uint32_t object = kNone;
  sema::TemplateId text = kNone;
  sema::CondId cond = kNone;
  sema::StageId stage = kNone;           ///< the stage it stands in; kNone inside a part
  LineRef line;
  std::uint32_t facts = 0, facts_end = 0;
  std::uint32_t edges = 0, edges_end = 0;
};

struct Routine {
  NodeId entry = kNone;
  NodeId begin = 0, end = 0;             ///< its nodes, contiguous, in source order
  std::uint32_t part = kNone;            ///< index into Program::parts; kNone for the stages
};

/// Owns everything; refers to a sema::Program by index.
struct Graph {
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<Fact> facts;
  std::vector<Routine> routines;

  [[nodiscard]] std::span<const Edge> out(NodeId n) const { return std::span{edges}.subspan(nodes[n].edges, nodes[n].edges_end - nodes[n].edges); }
  [[nodiscard]] std::span<const Fact> told(NodeId n) const { return std::span{facts}.subspan(nodes[n].facts, nodes[n].facts_end - nodes[n].facts); }
};

[[nodiscard]] bool yields(Op op);

}  // namespace guion::cfg
