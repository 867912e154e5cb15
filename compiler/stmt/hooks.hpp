// The kinds of line that stand in a block: one row each in the table below, one small file of the same name for its
// hooks.
//
// To add a kind of line:
//   1. its keyword: a row in grammar/keywords.def, and its form in grammar/rules.hpp and compiler/parse/;
//   2. a row in ast/nodes.def, at the same place in the order;
//   3. a file stmt/<name>.cpp with `check` (resolve names, report, fill the Statement) and `build` (nodes, edges,
//   facts), declared here
//      with GUION_LINE and listed in CMakeLists.txt;
//   4. a row in kRows: the kind and its two hooks; and in parse/structure.cpp, what may stand under it.
// A missing row, or one in the wrong place, does not compile. Analyses and lowering need nothing new: they read facts
// and ops. An arm (a line that answers another) has no `build` of its own: its owner builds it; most have nothing to
// check either.
#pragma once

#include <array>

#include "ast/tree.hpp"
#include "cfg/builder.hpp"
#include "sema/checker.hpp"

namespace guion::stmt {

#define GUION_LINE(name)                                                           \
  namespace name {                                                                 \
  void check(sema::Checker& checker, LineId line);                                 \
  [[nodiscard]] cfg::Ways build(cfg::Builder& builder, LineId line, cfg::Ways in); \
  }
#define GUION_ARM(name)                            \
  namespace name {                                 \
  void check(sema::Checker& checker, LineId line); \
  }

GUION_LINE(say)
GUION_LINE(note)
GUION_LINE(ask)
GUION_LINE(record)
GUION_LINE(judge)
GUION_LINE(menu)
GUION_LINE(verify)
GUION_ARM(with)
GUION_LINE(revoke)
GUION_LINE(lookup)  // consulta and solicita
GUION_LINE(branch)  // si
GUION_LINE(when)
GUION_ARM(only_if)
GUION_LINE(set)
GUION_LINE(run_part)  // haz
GUION_LINE(go_to)
GUION_LINE(transfer)
GUION_LINE(end)
GUION_LINE(nothing)
GUION_ARM(item)

#undef GUION_LINE
#undef GUION_ARM

struct Row {
  ast::NodeKind kind;
  sema::CheckHook check;
  cfg::BuildHook build;
};

namespace detail {
using ast::NodeKind;

/// In the order of ast/nodes.def.
inline constexpr std::array kRows{
    Row{NodeKind::Say, say::check, say::build},
    Row{NodeKind::Note, note::check, note::build},
    Row{NodeKind::Ask, ask::check, ask::build},
    Row{NodeKind::Record, record::check, record::build},
    Row{NodeKind::Judge, judge::check, judge::build},
    Row{NodeKind::Menu, menu::check, menu::build},
    Row{NodeKind::Verify, verify::check, verify::build},
    Row{NodeKind::With, with::check, nullptr},
    Row{NodeKind::Revoke, revoke::check, revoke::build},
    Row{NodeKind::Lookup, lookup::check, lookup::build},
    Row{NodeKind::Request, lookup::check, lookup::build},
    Row{NodeKind::If, branch::check, branch::build},
    Row{NodeKind::Else, nullptr, nullptr},
    Row{NodeKind::When, when::check, when::build},
    Row{NodeKind::Is, nullptr, nullptr},
    Row{NodeKind::OnlyIf, only_if::check, nullptr},
    Row{NodeKind::Set, set::check, set::build},
    Row{NodeKind::Do, run_part::check, run_part::build},
    Row{NodeKind::GoTo, go_to::check, go_to::build},
    Row{NodeKind::Transfer, transfer::check, transfer::build},
    Row{NodeKind::End, end::check, end::build},
    Row{NodeKind::Nothing, nothing::check, nothing::build},
    Row{NodeKind::OnFailure, nullptr, nullptr},
    Row{NodeKind::OnReturn, nullptr, nullptr},
    Row{NodeKind::OnSilence, nullptr, nullptr},
    Row{NodeKind::OnOverflow, nullptr, nullptr},
    Row{NodeKind::Item, item::check, nullptr},
};

/// The kinds that need a row: all that stand in a block. Stages and parts are sema's own; cfg makes routines of them.
constexpr bool needs_row(NodeKind kind) {
  switch (kind) {
#define NODE(name, where, sentence)                                                              \
  case NodeKind::name:                                                                           \
    return ast::Where::where == ast::Where::Statement || ast::Where::where == ast::Where::Arm || \
           ast::Where::where == ast::Where::Guard || ast::Where::where == ast::Where::Item;
#include "ast/nodes.def"
#undef NODE
  }
  return false;
}

constexpr bool complete() {
  std::size_t row = 0;
  for (std::size_t k = 0; k < sema::kNodeKinds; ++k) {
    const auto kind = static_cast<NodeKind>(k);
    if (!needs_row(kind)) continue;
    if (row >= kRows.size() || kRows[row].kind != kind) return false;
    ++row;
  }
  return row == kRows.size();
}
static_assert(complete(),
              "every kind of line in ast/nodes.def that stands in a block has its row in kRows, in the same order");

constexpr sema::Hooks check_hooks() {
  sema::Hooks hooks{};
  for (const Row& row : kRows) hooks[static_cast<std::size_t>(row.kind)] = row.check;
  return hooks;
}
constexpr cfg::Hooks build_hooks() {
  cfg::Hooks hooks{};
  for (const Row& row : kRows) hooks[static_cast<std::size_t>(row.kind)] = row.build;
  return hooks;
}
}  // namespace detail

/// The two columns, by kind: what sema::analyse and cfg::build are handed.
inline constexpr sema::Hooks kCheckHooks = detail::check_hooks();
inline constexpr cfg::Hooks kBuildHooks = detail::build_hooks();

}  // namespace guion::stmt
