// `según` chooses by the value of a slot; `es` holds the values of one arm.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include <algorithm>

#include "sema/expressions.hpp"
#include "sema/types.hpp"
#include "stmt/common.hpp"

namespace guion::stmt {

using ast::NodeKind;
using ast::PartKind;

namespace when {
namespace {

struct Arms {
  std::vector<Span> seen;  ///< by value; where it was first named
  std::vector<bool> there;
  bool broken = false;  ///< a value could not be made out: do not say that one is missing
  LineId last = kNone;
};

void check_arm(sema::Checker& c, LineId line, sema::SlotId slot, const sema::Type& type, Arms& arms) {
  const auto begin = static_cast<std::uint32_t>(c.program.value_lists.size());
  for (const ast::Part& part : c.parts(line)) {
    if (part.kind != PartKind::Name && part.kind != PartKind::Ref && part.kind != PartKind::YesNo) continue;
    const auto value = sema::compile_constant(c, type, part);
    arms.broken = arms.broken || !value;
    if (!value) continue;
    const auto v = static_cast<std::size_t>(*value);
    if (arms.there[v]) {
      c.emitter.report(diag::ValueTwice, c.span(part), c.text(part)).note(arms.seen[v], "the first one", "el primero");
      continue;
    }
    arms.there[v] = true;
    arms.seen[v] = c.span(part);
    c.program.value_lists.push_back(*value);
  }
  const auto end = static_cast<std::uint32_t>(c.program.value_lists.size());
  c.at(line).values = begin;
  c.at(line).values_end = end;
  const std::vector<std::int64_t> values(c.program.value_lists.begin() + begin, c.program.value_lists.begin() + end);
  c.at(line).cond = sema::one_of_values(c, slot, values, c.span(line));
  arms.last = line;
}

void check_complete(sema::Checker& c, LineId line, const sema::Slot& slot, const Arms& arms) {
  std::string missing;
  for (std::size_t v = 0; v < arms.there.size(); ++v) {
    if (arms.there[v]) continue;
    if (!missing.empty()) missing += ", ";
    missing += sema::value_name(slot.type, v, c.program, c.tongue());
  }
  const LineId otherwise = c.child(line, NodeKind::Else);
  if (arms.broken || c.has_error_child(line)) return;
  if (missing.empty() && otherwise != kNone) {
    c.emitter.report(diag::ElseNeverTaken, c.span(otherwise), c.keyword(NodeKind::Else));
  } else if (!missing.empty() && otherwise == kNone) {
    c.emitter.report(diag::ValuesMissing, c.span(line), missing).note(slot.span, "declared here", "declarado aquí");
  } else if (missing.empty() && arms.last != kNone && c.at(arms.last).values != c.at(arms.last).values_end) {
    c.at(arms.last).cond = kNone;  // whatever is left: no test
  }
}

}  // namespace

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  const sema::SlotId slot = name != nullptr ? c.find_slot(*name) : kNone;
  c.at(line).slot = slot;
  c.at_most_one(line, NodeKind::Else);
  if (c.is_bad(slot)) return;
  const sema::Slot& s = c.program.slots[slot];
  if (!sema::is_choice(s.type.kind)) {
    c.emitter.report(diag::WhenByOtherType, c.span(*name), s.name, sema::describe(s.type, c.program, c.tongue()))
        .note(s.span, "declared here", "declarado aquí");
    return;
  }
  Arms arms;
  arms.seen.resize(sema::value_count(s.type, c.program));
  arms.there.assign(arms.seen.size(), false);
  c.each_child(line, [&](LineId i) {
    if (c.line(i).kind == NodeKind::Is) check_arm(c, i, slot, s.type, arms);
  });
  check_complete(c, line, s, arms);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  cfg::Ways out;
  const std::vector<LineId> arms = b.children(line, NodeKind::Is);
  const LineId otherwise = b.child(line, NodeKind::Else);
  for (std::size_t i = 0; i < arms.size(); ++i) {
    const sema::CondId cond = b.at(arms[i]).cond;
    const bool rest =
        i + 1 == arms.size() && otherwise == kNone && cond == kNone && b.at(arms[i]).values != b.at(arms[i]).values_end;
    if (rest) return b.join(out, b.block(arms[i], in));
    const cfg::Split split = b.test(cond, arms[i], in);
    out = b.join(out, b.block(arms[i], split.yes));
    in = split.no;
  }
  return b.join(out, otherwise == kNone ? in : b.block(otherwise, in));
}

}  // namespace when

}  // namespace guion::stmt
