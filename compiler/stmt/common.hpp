// What several kinds of line share: time limits, variants, what may be filled, the block of `si no`.
// It must not know any one kind of line; that is in the file of its name.
// Spec: docs/language.md, «Stages and statements of a flow».
#pragma once

#include "stmt/hooks.hpp"

namespace guion::stmt {

/// The first part, which names what a line is about; nullptr if the line has none (the parser has said so).
[[nodiscard]] const ast::Part* subject(const sema::Checker& checker, LineId line);

/// Reads the time limit into the statement, and holds it against `si no responde`.
void check_silence(sema::Checker& checker, LineId line);
/// Reports a slot that no line of a flow may fill: constants, own words, and what the system gives.
void check_fillable(sema::Checker& checker, sema::SlotId slot, const ast::Part& name);
/// Items of `una de`, or of a menu: at least two, at most 32.
void check_items(sema::Checker& checker, LineId line);
/// Keeps in a list all of whose items are guarded that one of the guards holds: prove/ asks whether it always does.
void join_guards(sema::Checker& checker, LineId list);
/// A missing `si falla`, `si no cabe` …, unless a line of the block could not be read.
[[nodiscard]] bool lacks_arm(const sema::Checker& checker, LineId line, ast::NodeKind arm);

/// The `si no` that answers `line` from the same level, or kNone.
[[nodiscard]] LineId else_of(const ast::Tree& tree, LineId line);

/// Builds `una de`: guards, then a Pick, then `one(item, ways)` for each wording, which gives the ways behind it. A
/// guarded wording tests its guard again, so that analyses see what it says; were it false (it never is), the first
/// open wording would be said.
template <class One>
[[nodiscard]] cfg::Ways build_variants(cfg::Builder& b, LineId line, cfg::Ways in, One one);

/// For each guarded item: its guard, then Show. Gives the ways to what chooses.
[[nodiscard]] cfg::Ways build_guards(cfg::Builder& b, const std::vector<LineId>& items, cfg::Ways in);

template <class One>
cfg::Ways build_variants(cfg::Builder& b, LineId line, cfg::Ways in, One one) {
  const std::vector<LineId> items = b.children(line, ast::NodeKind::Item);
  in = build_guards(b, items, in);
  const cfg::NodeId pick = b.add(cfg::Op::Pick, line, in);
  std::vector<cfg::Ways> ways;
  for (std::size_t k = 0; k < items.size(); ++k) {
    ways.push_back(b.option(pick, cfg::EdgeKind::Variant, k, b.at(items[k]).guard != kNone));
  }
  cfg::Ways out, refused;
  cfg::NodeId open = kNone;
  for (std::size_t k = 0; k < items.size(); ++k) {
    const sema::CondId guard = b.at(items[k]).guard;
    cfg::Ways to = ways[k];
    if (guard != kNone) {
      const cfg::Split split = b.test(guard, items[k], to);
      to = split.yes;
      refused = b.join(refused, b.vain(split.no));
    } else if (open == kNone) {
      open = b.next_node();
    }
    out = b.join(out, one(items[k], to));
  }
  if (open == kNone) return b.join(out, refused);  // every wording is guarded, and one of them was open
  b.land(refused, open);
  return out;
}

}  // namespace guion::stmt
