// `verifica`: raises the caller to a level by one of several methods, or takes the failure block; `con`: one method.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Verification».
#include <algorithm>
#include <vector>

#include "sema/declarations.hpp"
#include "sema/templates.hpp"
#include "stmt/common.hpp"

namespace guion::stmt {

using ast::NodeKind;
using ast::PartKind;
using cfg::EdgeKind;

namespace verify {

namespace {

/// A method has one line, or its tries would add up.
void report_twice(sema::Checker& c, LineId line) {
  std::vector<const ast::Part*> seen;
  c.each_child(line, [&](LineId child) {
    const ast::Part* name = c.line(child).kind == NodeKind::With ? c.name_of(child) : nullptr;
    if (name == nullptr) return;
    const auto same = [&](const ast::Part* other) { return c.text(*other) == c.text(*name); };
    const auto first = std::find_if(seen.begin(), seen.end(), same);
    if (first != seen.end()) {
      c.emitter.report(diag::MethodTwice, c.span(*name), c.text(*name), c.keyword(NodeKind::Verify))
          .note(c.span(**first), "the first is here", "el primero está aquí");
    }
    seen.push_back(name);
  });
}

}  // namespace

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  const std::uint32_t level = name != nullptr ? c.find_level(*name) : kNone;
  c.at(line).object = level;
  c.at(line).needs = level != kNone ? c.program.levels[level].closure : sema::Levels{0};
  if (lacks_arm(c, line, NodeKind::OnFailure)) {
    c.emitter.report(diag::MissingFailureBlock, c.span(line), c.keyword(NodeKind::Verify),
                     c.keyword(NodeKind::OnFailure));
  }
  c.at_most_one(line, NodeKind::OnFailure);
  report_twice(c, line);
  const LineId first = c.child(line, NodeKind::With);
  if (first != kNone && ast::has_flag(c.parts(first), Word::IfLacking)) {
    c.emitter.report(diag::FirstMethodIfLacking, c.span(first));
  }
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const std::vector<LineId> methods = b.children(line, NodeKind::With);
  const sema::Levels levels = b.at(line).needs;
  cfg::Ways passed, failed;
  for (std::size_t i = 0; i < methods.size(); ++i) {
    const sema::Statement& with = b.at(methods[i]);
    const bool good = with.object != kNone && with.text != kNone && levels != 0;
    const cfg::NodeId node = b.add(good ? cfg::Op::Verify : cfg::Op::Pass, methods[i], in);
    if (!good) {
      in = b.way(node, EdgeKind::Next);
      if (i + 1 == methods.size()) passed = b.join(passed, in);
      continue;
    }
    cfg::Node& n = b.node(node);
    n.object = with.object;
    n.levels = levels;
    n.counter = with.counter;
    n.tries = with.tries;
    n.text = with.text;
    b.hears(with.text, methods[i]);
    b.tell(cfg::FactKind::Verifies, b.at(line).object, b.span(line, PartKind::Name));
    b.tell(cfg::FactKind::Tries, with.object, b.span(methods[i], PartKind::Name));
    b.tell(cfg::FactKind::Grants, levels, b.span(line, PartKind::Name), cfg::Sink::Value, cfg::on(EdgeKind::Passed));
    b.tell(cfg::FactKind::Fails, kNone, b.span(line, PartKind::Name), cfg::Sink::Value,
           static_cast<cfg::EdgeMask>(cfg::on(EdgeKind::Exhausted) | cfg::on(EdgeKind::Lacking)));
    passed = b.join(passed, b.way(node, EdgeKind::Passed));
    const cfg::Ways exhausted = b.way(node, EdgeKind::Exhausted);
    const cfg::Ways lacking = b.way(node, EdgeKind::Lacking);
    const bool last = i + 1 == methods.size();
    const bool only_lacking = !last && b.at(methods[i + 1]).if_lacking;
    in = last ? cfg::Ways{} : lacking;
    if (last) failed = b.join(failed, lacking);
    if (last || only_lacking) {
      failed = b.join(failed, exhausted);
    } else {
      in = b.join(in, exhausted);
    }
  }
  if (methods.empty()) return b.arm(line, NodeKind::OnFailure, b.way(b.add(cfg::Op::Pass, line, in), EdgeKind::Next));
  return b.join(passed, b.arm(line, NodeKind::OnFailure, failed));
}

}  // namespace verify

namespace with {

namespace {

std::uint8_t new_counter(sema::Checker& c, LineId line) {
  constexpr std::uint8_t kMost = 255;
  if (c.program.counters == kMost) {
    if (!c.counters_reported) c.emitter.report(diag::TooManyCounters, c.span(line));
    c.counters_reported = true;
    return kMost - 1;
  }
  return c.program.counters++;
}

}  // namespace

void check(sema::Checker& c, LineId line) {
  const ast::Part* name = subject(c, line);
  const std::uint32_t method = name != nullptr ? c.find(sema::NameSpace::Methods, *name) : kNone;
  const std::uint32_t tries = sema::count_of(c, line, PartKind::Tries, 255);
  c.at(line).object = method;
  c.at(line).tries = static_cast<std::uint8_t>(tries);
  c.at(line).if_lacking = ast::has_flag(c.parts(line), Word::IfLacking);
  c.at(line).counter = new_counter(c, line);
  c.at(line).text = sema::compile_text_of(c, line);
  if (method == kNone) return;
  const sema::Method& m = c.program.methods[method];
  const LineId owner = c.parent();
  const bool under = owner != kNone && c.line(owner).kind == NodeKind::Verify && c.at(owner).object != kNone;
  if (under && (c.program.levels[c.at(owner).object].closure & ~m.grants) != 0) {
    c.emitter.report(diag::MethodDoesNotGrant, c.span(*name), m.name, c.program.levels[c.at(owner).object].name)
        .note(m.span, "declared here", "declarado aquí");
    return;  // how often it may be tried does not matter
  }
  if (tries <= m.tries) return;
  const bool one = m.tries == 1;
  c.emitter
      .report(diag::TooManyTries, c.span(*ast::find(c.parts(line), PartKind::Tries)), m.name,
              fmt::format("{} {}", m.tries, one ? "try" : "tries"),
              fmt::format("{} {}", m.tries, one ? "intento" : "intentos"))
      .note(m.span, "declared here", "declarado aquí");
}

}  // namespace with

}  // namespace guion::stmt
