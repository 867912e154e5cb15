// Heads of stages and parts, and what is known only after all files: recursion of parts, stages against the protocol,
// classes that travel with `pon`, the one address slot. It must not know what a line in a block means: the check hooks
// do. Spec: docs/language.md, docs/semantics.md.
#include "sema/bodies.hpp"

#include <algorithm>

#include "sema/expressions.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

using ast::NodeKind;
using ast::PartKind;

/// What the agent is asked about a stage at discretion.
TemplateId discretion_text(Checker& c, const StageDef& stage, Span span) {
  std::string name = stage.name;
  std::replace(name.begin(), name.end(), '_', ' ');
  Program& p = c.program;
  Segment words;
  words.joined = true;
  words.range.begin = static_cast<std::uint32_t>(p.joined.size());
  p.joined += p.locale.starts_with("es") ? fmt::format("¿Corresponde la etapa «{}»?", name)
                                         : fmt::format("Does the stage “{}” apply?", name);
  words.range.end = static_cast<std::uint32_t>(p.joined.size());
  words.span = span;
  const auto at = static_cast<std::uint32_t>(p.segments.size());
  p.segments.push_back(words);
  return c.add({{at, at + 1}, span});
}

void check_stage(Checker& c, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  const auto parts = c.parts(line);
  const StageId id = c.space(NameSpace::Stages).exact.find(c.text(*name));
  const bool mine = id < c.program.stages.size() && c.program.stages[id].line == LineRef{c.file, line};
  Statement& statement = c.at(line);
  statement.object = mine ? id : kNone;
  const auto when =
      std::find_if(parts.begin(), parts.end(), [](const ast::Part& p) { return p.kind == PartKind::When; });
  if (when != parts.end())
    statement.cond = compile_condition(c, parts.subspan(static_cast<std::size_t>(when - parts.begin())));
  if (ast::has_flag(parts, Word::Discretion)) statement.at_discretion = true;
  if (mine) {
    StageDef& stage = c.program.stages[id];
    stage.cond = c.at(line).cond;
    stage.at_discretion = statement.at_discretion;
    if (stage.at_discretion) c.at(line).text = discretion_text(c, stage, c.span(*name));
  }
  c.stage = mine ? id : kNone;
  c.parents.assign(1, line);
  c.require_content(line);
  c.check_block(line);
  c.parents.clear();
  c.stage = kNone;
}

void check_part(Checker& c, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  const PartId id = c.space(NameSpace::Parts).exact.find(c.text(*name));
  const bool mine = id < c.program.parts.size() && c.program.parts[id].line == LineRef{c.file, line};
  c.at(line).object = mine ? id : kNone;
  // A second part of the same name is checked as part of none: `kPoison` is no part, yet stands inside one.
  c.part = mine ? id : kPoison;
  c.parents.assign(1, line);
  c.require_content(line);
  c.check_block(line);
  c.parents.clear();
  c.part = kNone;
}

// ---- parts that run each other
// -------------------------------------------------------------------------------------------------------

constexpr unsigned kDeepest = 8;

struct PartGraph {
  std::vector<std::vector<const PartCall*>> calls;  ///< one list a part
  std::vector<std::uint8_t> marks;                  ///< 0 not seen, 1 open, 2 done
  std::vector<unsigned> depth;                      ///< parts on the longest chain from here, itself included
  std::vector<PartId> open;
};

void report_recursion(Checker& c, const PartGraph& graph, const PartCall& call) {
  std::string chain;
  bool inside = false;
  for (const PartId part : graph.open) {
    inside = inside || part == call.to;
    if (inside) chain.append(c.program.parts[part].name).append(" → ");
  }
  c.emitter.report(diag::PartRunsItself, call.span, chain + c.program.parts[call.to].name);
}

/// Recursion is as deep as the chain of parts, so chains are cut off well above the limit.
void visit_part(Checker& c, PartGraph& graph, PartId part) {
  graph.marks[part] = 1;
  graph.open.push_back(part);
  graph.depth[part] = 1;
  for (const PartCall* call : graph.calls[part]) {
    if (graph.marks[call->to] == 1) {
      report_recursion(c, graph, *call);
      continue;
    }
    if (graph.marks[call->to] == 0 && graph.open.size() < 512) visit_part(c, graph, call->to);
    const unsigned below = graph.depth[call->to] + 1;
    if (below > kDeepest && graph.depth[part] <= kDeepest) c.emitter.report(diag::PartsTooDeep, call->span);
    graph.depth[part] = std::max(graph.depth[part], below);
  }
  graph.open.pop_back();
  graph.marks[part] = 2;
}

void mark_used(Checker& c, const PartGraph& graph) {
  std::vector<PartId> todo;
  const auto use = [&](PartId part) {
    if (!c.program.parts[part].used) todo.push_back(part);
    c.program.parts[part].used = true;
  };
  for (const PartCall& call : c.part_calls) {
    if (call.from == kNone) use(call.to);
  }
  while (!todo.empty()) {
    const PartId part = todo.back();
    todo.pop_back();
    for (const PartCall* call : graph.calls[part]) use(call->to);
  }
}

// ---- stages against the protocol
// -----------------------------------------------------------------------------------------------------

void check_order(Checker& c) {
  const StageDef* last = nullptr;
  for (const StageDef& stage : c.program.stages) {
    if (stage.rule == kNone) continue;
    if (last != nullptr && stage.rule < last->rule) {
      c.emitter.report(diag::StageOutOfOrder, c.program.span_of(stage.line), stage.name, last->name)
          .note(c.program.stage_rules[stage.rule].span, "the protocol puts it here", "el protocolo la pone aquí");
    } else {
      last = &stage;
    }
  }
}

void check_required(Checker& c, Span head) {
  std::vector<bool> there(c.program.stage_rules.size(), false);
  for (const StageDef& stage : c.program.stages) {
    if (stage.rule != kNone) there[stage.rule] = true;
  }
  for (std::size_t i = 0; i < there.size(); ++i) {
    const StageRule& rule = c.program.stage_rules[i];
    if (!rule.required || there[i] || c.is_broken_word(rule.name)) continue;
    c.emitter.report(diag::RequiredStageMissing, head, rule.name)
        .note(rule.span, "the protocol demands it here", "el protocolo la exige aquí");
  }
}

}  // namespace

void declare_body(Checker& c, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  if (c.line(line).kind == NodeKind::Part) {
    if (!c.declare(NameSpace::Parts, *name, static_cast<PartId>(c.program.parts.size()))) return;
    c.program.parts.push_back({std::string{c.text(*name)}, {c.file, line}});
  }
  if (c.line(line).kind != NodeKind::Stage || c.file_kind != FileKind::Flow) return;
  if (!c.declare(NameSpace::Stages, *name, static_cast<StageId>(c.program.stages.size()))) {
    c.stage_misnamed = true;
    return;
  }
  StageDef stage;
  stage.name = c.text(*name);
  stage.line = {c.file, line};
  if (c.has_protocol) stage.rule = c.find(NameSpace::StageRules, *name);
  c.stage_misnamed = c.stage_misnamed || stage.rule == kNone;
  c.program.stages.push_back(std::move(stage));
}

void check_body(Checker& c, LineId line) {
  if (c.line(line).kind == NodeKind::Part) check_part(c, line);
  if (c.line(line).kind == NodeKind::Stage && c.file_kind == FileKind::Flow) check_stage(c, line);
}

void finish_parts(Checker& c) {
  const std::size_t parts = c.program.parts.size();
  PartGraph graph;
  graph.calls.resize(parts);
  graph.marks.assign(parts, 0);
  graph.depth.assign(parts, 0);
  for (const PartCall& call : c.part_calls) {
    if (call.from < parts) graph.calls[call.from].push_back(&call);
  }
  for (PartId part = 0; part < parts; ++part) {
    if (graph.marks[part] == 0) visit_part(c, graph, part);
  }
  mark_used(c, graph);
}

void finish_stages(Checker& c, LineId head, bool head_good) {
  const ast::Tree& tree = c.program.files[0].tree;
  const bool unread = std::any_of(tree.lines.begin(), tree.lines.end(),
                                  [](const ast::Line& l) { return l.depth == 0 && l.kind == NodeKind::Error; });
  if (!head_good || head == kNone) return;
  const Span span = c.program.span_of({0, head});
  if (c.program.stages.empty() && !unread) {
    c.emitter.report(diag::FlowWithoutStages, span);
    return;
  }
  if (!c.has_protocol) return;
  // A stage that is missing is most likely the one whose name is wrong, which has a message.
  if (!c.stage_misnamed) check_required(c, span);
  check_order(c);
}

void finish_classes(Checker& c) {
  // Edges from a slot to those that take its value; a slot is looked at again when its classes grew, at most 32 times.
  std::vector<std::pair<SlotId, SlotId>> flows;
  for (const File& file : c.program.files) {
    for (const Statement& s : file.statements) {
      if (s.set == kNone || s.slot == kNone) continue;
      const SetExpr& set = c.program.sets[s.set];
      if (set.a != kNone) flows.emplace_back(set.a, s.slot);
      if (set.b != kNone) flows.emplace_back(set.b, s.slot);
    }
  }
  std::sort(flows.begin(), flows.end());
  std::vector<SlotId> todo;
  for (const auto& flow : flows) todo.push_back(flow.first);
  while (!todo.empty()) {
    const SlotId from = todo.back();
    todo.pop_back();
    for (auto it = std::lower_bound(flows.begin(), flows.end(), std::pair{from, SlotId{0}});
         it != flows.end() && it->first == from; ++it) {
      const Classes before = c.program.slots[it->second].classes;
      c.program.slots[it->second].classes |= c.program.slots[from].classes;
      if (c.program.slots[it->second].classes != before) todo.push_back(it->second);
    }
  }
}

void finish_address(Checker& c) {
  SlotId only = kNone;
  SlotId second = kNone;
  for (SlotId i = 0; i < c.program.slots.size(); ++i) {
    if (c.program.slots[i].type.kind != TypeKind::Address) continue;
    (only == kNone ? only : second) = i;
  }
  c.program.address_slot = second == kNone ? only : kNone;
  for (const Span& where : c.with_address) {
    if (second != kNone) {
      c.emitter.report(diag::SeveralAddressSlots, where)
          .note(c.program.slots[only].span, "one", "uno")
          .note(c.program.slots[second].span, "another", "otro");
    } else if (only == kNone) {
      c.emitter.report(diag::NoAddressSlot, where);
    }
  }
}

}  // namespace guion::sema
