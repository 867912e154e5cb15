// See places.hpp.
#include "upgrade/places.hpp"

#include <algorithm>

namespace guion::upgrade {

using cfg::NodeId;
using cfg::Op;

namespace {

// ---- likeness

/// An option with its guard.
struct Option {
  std::string words, guard;
  bool guarded = false;
};

/// Lines of the options of a menu, in their order.
std::vector<LineId> items_of(const ast::Tree& tree, LineId menu) {
  std::vector<LineId> out;
  const ast::Line& owner = tree.lines[menu];
  for (LineId i = menu + 1; i < owner.block_end; ++i)
    if (tree.lines[i].kind == ast::NodeKind::Item && tree.lines[i].depth == owner.depth + 1) out.push_back(i);
  return out;
}

std::vector<Option> options_of(const Side& side, NodeId n) {
  const LineRef line = side.graph.nodes[n].line;
  const auto& file = side.program.files[line.file];
  const auto items = items_of(file.tree, line.line);
  std::vector<Option> out;
  for (const cfg::Edge& e : side.graph.out(n)) {
    if (e.kind != cfg::EdgeKind::Option) continue;
    out.push_back({words_of(side.program, e.label), {}, e.guarded});
    if (e.guarded && e.ordinal < items.size())
      out.back().guard = condition_of(side.program, file.statements[items[e.ordinal]].guard);
  }
  return out;
}

bool same_slot(const Matching& m, NodeId p, NodeId q) {
  const sema::SlotId was = m.before.graph.nodes[p].slot, is = m.after.graph.nodes[q].slot;
  return was < m.to_new.slots.size() && m.to_new.slots[was] == is;
}
bool same_type(const Matching& m, NodeId p, NodeId q) {
  const sema::SlotId was = m.before.graph.nodes[p].slot, is = m.after.graph.nodes[q].slot;
  return type_of(m.before.program, m.before.program.slots[was].type, true) ==
         type_of(m.after.program, m.after.program.slots[is].type, true);
}

std::size_t ways_of(const Side& side, NodeId n, cfg::EdgeKind kind) {
  const auto out = side.graph.out(n);
  return static_cast<std::size_t>(
      std::count_if(out.begin(), out.end(), [kind](const cfg::Edge& e) { return e.kind == kind; }));
}

/// Whether both events are about the same: slot, method, service, area.
bool same_object(const Matching& m, NodeId p, NodeId q) {
  const cfg::Node &was = m.before.graph.nodes[p], &is = m.after.graph.nodes[q];
  switch (was.op) {
    case Op::Ask:
    case Op::Record:
      return same_slot(m, p, q);
    case Op::Verify:
      return m.to_new.methods[was.object] == is.object;
    case Op::Lookup:
      return m.to_new.services[was.object] == is.object;
    case Op::Transfer:
      return m.to_new.areas[was.object] == is.object;
    case Op::Say:
    case Op::Note:
    case Op::Judge:
    case Op::Menu:
    case Op::End:
    case Op::Pick:
    case Op::Show:
    case Op::Test:
    case Op::Set:
    case Op::Revoke:
    case Op::Call:
    case Op::Return:
    case Op::Pass:
      break;
  }
  return true;
}

Likeness menus(const Matching& m, NodeId p, NodeId q) {
  const auto was = options_of(m.before, p), is = options_of(m.after, q);
  bool same = was.size() == is.size();
  for (std::size_t i = 0; i < was.size() && same; ++i)
    same = was[i].guarded == is[i].guarded && was[i].guard == is[i].guard && was[i].words == is[i].words;
  Likeness out;
  out.anew = !same;
  return out;
}

/// Where the guards of a menu are asked: behind a guarded option its guard is tested again and would lead there. kNone:
/// it has none.
NodeId guards_of(const Side& side, NodeId menu) {
  for (const cfg::Edge& option : side.graph.out(menu)) {
    if (!option.guarded || option.to >= side.graph.nodes.size()) continue;
    const LineRef line = side.graph.nodes[option.to].line;
    std::vector<NodeId> open = {option.to};
    std::vector<NodeId> seen;
    while (!open.empty()) {
      const NodeId n = open.back();
      open.pop_back();
      const cfg::Node& node = side.graph.nodes[n];
      if (node.op != Op::Test || node.line.file != line.file || node.line.line != line.line) continue;
      if (std::find(seen.begin(), seen.end(), n) != seen.end()) continue;
      seen.push_back(n);
      for (const cfg::Edge& e : side.graph.out(n)) {
        if (e.vain) return e.to;
        if (e.to != kNone) open.push_back(e.to);
      }
    }
  }
  return kNone;
}

bool is_guarded(const Side& side, NodeId menu) {
  const auto out = side.graph.out(menu);
  return std::any_of(out.begin(), out.end(), [](const cfg::Edge& e) { return e.guarded; });
}

/// Whether all guards can be asked of any call: none of them stands behind a test that may end it.
bool can_be_asked(const Side& side, NodeId menu) {
  const LineRef line = side.graph.nodes[menu].line;
  const auto items = items_of(side.program.files[line.file].tree, line.line);
  for (NodeId n = 0; n < side.graph.nodes.size(); ++n) {
    const cfg::Node& node = side.graph.nodes[n];
    if (side.tested[n] && node.line.file == line.file &&
        std::find(items.begin(), items.end(), node.line.line) != items.end())
      return false;
  }
  return true;
}

/// Where a call goes on. What is open at a menu that is put again is asked anew.
void find_landing(const Matching& m, NodeId q, Likeness& likeness) {
  if (likeness.anew && m.after.graph.nodes[q].op == Op::Menu && is_guarded(m.after, q)) {
    const NodeId first = guards_of(m.after, q);
    if (first != kNone && m.after.guards_at[first] != kNone && can_be_asked(m.after, q)) {
      likeness.to = {m.after.guards_at[first]};
    } else {
      likeness.cause = Cause::Options;
      likeness.why = {"its options, some of which hang on a condition, changed",
                      "cambian sus opciones, y algunas dependen de una condición"};
    }
    return;
  }
  for (const std::uint32_t spot : m.after.spots_of[q]) likeness.to.push_back(m.after.spots[spot].pc);
}

/// A look-up may be on its way: it goes on only as the same one.
Likeness lookups(const Matching& m, NodeId p, NodeId q) {
  const cfg::Node &was = m.before.graph.nodes[p], &is = m.after.graph.nodes[q];
  const image::PolicyView& law = m.after.policy;
  for (std::uint32_t j = 0; j < law.pairs; ++j) {
    const auto& pairs = m.carried.pairs;
    if (law.opening[j] == is.object && std::find(pairs.begin(), pairs.end(), j) == pairs.end())
      return {Cause::Service,
              {"the service waits for another one now, and nobody watched that",
               "el servicio espera ahora a otro, y nadie lo vigilaba"}};
  }
  if (service_of(m.before.program, was.object) == service_of(m.after.program, is.object)) return {};
  return {Cause::Service,
          {"what the service takes or gives changed, and it may have been asked already",
           "cambia lo que el servicio recibe o da, y puede que ya se le haya preguntado"}};
}

Likeness transfers(const Matching& m, NodeId p, NodeId q) {
  for (const auto kind : {cfg::EdgeKind::Failed, cfg::EdgeKind::Returned}) {
    if ((ways_of(m.before, p, kind) == 0) == (ways_of(m.after, q, kind) == 0)) continue;
    return {Cause::Transfer,
            {"what may come of the transfer changed, and it may be on its way",
             "cambia lo que puede pasar tras la transferencia, y puede que ya esté en curso"}};
  }
  return {};
}

Likeness by_kind(const Matching& m, NodeId p, NodeId q) {
  const cfg::Node &was = m.before.graph.nodes[p], &is = m.after.graph.nodes[q];
  if (was.op == Op::Menu) return menus(m, p, q);
  if (was.op == Op::Lookup) return lookups(m, p, q);
  if (was.op == Op::Transfer) return transfers(m, p, q);
  Likeness out;
  if (was.op == Op::Ask || was.op == Op::Record)
    out.anew = !same_type(m, p, q) ||
               ways_of(m.before, p, cfg::EdgeKind::Unsaid) != ways_of(m.after, q, cfg::EdgeKind::Unsaid);
  if (was.op == Op::Verify)
    out.anew =
        was.tries != is.tries || levels_of(m.before.program, was.levels) != levels_of(m.after.program, is.levels);
  return out;
}

}  // namespace

Likeness compare(const Matching& m, NodeId p) {
  const NodeId q = m.node_of_old[p];
  if (q == kNone || m.after.spots_of[q].empty()) return {Cause::LineGone, {"the line is gone", "la línea ya no está"}};
  if (m.before.routine_name(m.before.routine_of[p]) != m.after.routine_name(m.after.routine_of[q]) ||
      m.before.stage_name(p) != m.after.stage_name(q))
    return {Cause::OtherStage,
            {"the line stands in another stage or part now", "la línea está ahora en otra etapa o en otra parte"}};
  if (!same_object(m, p, q))
    return {Cause::OtherEvent, {"the line is about something else now", "la línea trata ahora de otra cosa"}};
  Likeness out = by_kind(m, p, q);
  out.anew = out.anew || words_of(m.before.program, m.before.graph.nodes[p].text) !=
                             words_of(m.after.program, m.after.graph.nodes[q].text);
  out.anew = out.anew || (m.before.graph.nodes[p].seconds == 0) != (m.after.graph.nodes[q].seconds == 0);
  if (out.anew && out.cause == Cause::None && m.before.graph.nodes[p].op == Op::Transfer)
    return {Cause::Transfer,
            {"the words of the transfer changed, and it may be on its way",
             "cambian las palabras de la transferencia, y puede que ya esté en curso"}};
  if (out.cause == Cause::None) find_landing(m, q, out);
  return out;
}

}  // namespace guion::upgrade
