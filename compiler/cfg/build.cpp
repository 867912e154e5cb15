// Routines: the stages one behind the other, then each part that is called. It owns where stages begin, are skipped,
// entered and left, and where the call falls off the last one. It must not know what a line does: the build hooks do.
// Spec: docs/semantics.md, «Steps».
#include "cfg/build.hpp"

#include "cfg/builder.hpp"

namespace guion::cfg {

bool yields(Op op) {
  switch (op) {
#define OP(name, yields_, sentence) \
  case Op::name:                    \
    return yields_;
#include "cfg/ops.def"
#undef OP
  }
  return false;
}

Graph Builder::run() {
  if (program.kind != sema::FileKind::Flow) return std::move(graph_);
  build_stages();
  for (std::size_t i = 0; i < parts_.size(); ++i) build_part(parts_[i]);  // a part may call for more
  sort_edges();
  return std::move(graph_);
}

void Builder::build_stages() {
  Routine routine;
  routine.entry = 0;
  Ways in;
  for (sema::StageId id = 0; id < program.stages.size(); ++id) build_stage(id, in);
  for (sema::StageId id = 0; id < program.stages.size(); ++id) land(stage_in_[id], stage_entry_[id]);
  // Past the last stage there is nothing: a place without a way out, if anything gets there.
  if (!in.empty() || program.stages.empty()) {
    const LineId last = program.stages.empty() ? LineId{0} : program.stages.back().line.line;
    stage = program.stages.empty() ? kNone : static_cast<sema::StageId>(program.stages.size() - 1);
    add(Op::Pass, last, in);
  }
  stage = kNone;
  routine.end = next_node();
  graph_.routines.push_back(routine);
  for (NodeId n = 0; n < routine.end; ++n) want(graph_.nodes[n].op == Op::Call ? graph_.nodes[n].object : kNone);
}

void Builder::build_stage(sema::StageId id, Ways& in) {
  const sema::StageDef& def = program.stages[id];
  const LineId head = def.line.line;
  file = def.line.file;
  stage = id;
  stage_entry_[id] = next_node();
  Ways skipped;
  if (def.cond != kNone) {
    const Split split = test(def.cond, head, in);
    in = split.yes;
    skipped = split.no;
  }
  if (def.at_discretion) {
    const NodeId judge = add(Op::Judge, head, in);
    node(judge).text = at(head).text;
    reads(at(head).text, Sink::Agent);
    tell(FactKind::Judges, at(head).text, span(head));
    in = way(judge, EdgeKind::True);
    skipped = join(skipped, way(judge, EdgeKind::False));
  }
  const NodeId enter = add(Op::Pass, head, in);
  tell(FactKind::Enters, id, span(head, ast::PartKind::Name));
  in = way(enter, EdgeKind::Next);
  if (def.rule != kNone) {
    for (const sema::TemplateId text : program.stage_rules[def.rule].notes) {
      const NodeId note = add(Op::Note, head, in);
      node(note).text = text;
      notes(text, head);
      in = way(note, EdgeKind::Next);
    }
  }
  last_of_stage = true;
  in = block(head, in);
  if (!in.empty()) {
    const NodeId leave = add(Op::Pass, head, in);
    tell(FactKind::Leaves, id, span(head, ast::PartKind::Name));
    in = way(leave, EdgeKind::Next);
  }
  in = join(in, skipped);
}

void Builder::want(std::uint32_t part) {
  if (part >= wanted_.size() || wanted_[part]) return;
  wanted_[part] = true;
  parts_.push_back(part);
}

void Builder::build_part(std::uint32_t part) {
  const LineRef where = program.parts[part].line;
  file = where.file;
  stage = kNone;
  last_of_stage = false;
  Routine routine;
  routine.part = part;
  routine.begin = routine.entry = next_node();
  const NodeId enter = add(Op::Pass, where.line, {});
  const Ways out = block(where.line, way(enter, EdgeKind::Next));
  if (!out.empty()) add(Op::Return, where.line, out);
  routine.end = next_node();
  graph_.routines.push_back(routine);
  for (NodeId n = routine.begin; n < routine.end; ++n)
    want(graph_.nodes[n].op == Op::Call ? graph_.nodes[n].object : kNone);
}

Graph build(const sema::Program& program, const Hooks& hooks) { return Builder{program, hooks}.run(); }

}  // namespace guion::cfg
