// `consulta` and `solicita`: a service that only reads, and one that acts. What it fills, empties and receives.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "stmt/common.hpp"

namespace guion::stmt::lookup {

using ast::NodeKind;
using ast::PartKind;
using cfg::EdgeKind;
using cfg::FactKind;
using cfg::Sink;

namespace {

void report_other_verb(sema::Checker& c, LineId line, const ast::Part& name, const sema::Service& service) {
  const bool acts = service.acts;
  auto& d = acts ? c.emitter.report(diag::LookupOfActingService, c.span(name), service.name)
                 : c.emitter.report(diag::RequestOfReadingService, c.span(name), service.name);
  const Span verb{c.file, c.line(line).begin, name.begin};
  d.note(service.span, "declared here", "declarado aquí");
  d.fix_with(verb, c.keyword(acts ? NodeKind::Request : NodeKind::Lookup) + " ");
}

bool is_secret(const sema::Program& program, const sema::Slot& slot) {
  for (std::size_t k = 0; k < program.classes.size(); ++k) {
    if ((slot.classes >> k & 1U) != 0 && program.classes[k].never_said) return true;
  }
  return false;
}

}  // namespace

void check(sema::Checker& c, LineId line) {
  const NodeKind kind = c.line(line).kind;
  const ast::Part* name = subject(c, line);
  const sema::ServiceId id = name != nullptr ? c.find(sema::NameSpace::Services, *name) : kNone;
  c.at(line).object = id;
  if (id != kNone && c.program.services[id].acts != (kind == NodeKind::Request)) {
    report_other_verb(c, line, *name, c.program.services[id]);
  }
  if (lacks_arm(c, line, NodeKind::OnFailure)) {
    c.emitter.report(diag::MissingFailureBlock, c.span(line), c.keyword(kind), c.keyword(NodeKind::OnFailure));
  }
  c.at_most_one(line, NodeKind::OnFailure);
}

cfg::Ways build(cfg::Builder& b, LineId line, cfg::Ways in) {
  const sema::ServiceId id = b.at(line).object;
  const Span where = b.span(line, PartKind::Name);
  const cfg::NodeId node = b.add(id == kNone ? cfg::Op::Pass : cfg::Op::Lookup, line, in);
  if (id == kNone) {
    // An unknown service fills nothing that anybody knows of; its failure block is built all the same.
    const cfg::Ways next = b.way(node, EdgeKind::Next);
    return b.join(next, b.arm(line, NodeKind::OnFailure, b.way(node, EdgeKind::Failed)));
  }
  b.node(node).object = id;
  const sema::Service& service = b.program.services[id];
  b.tell(FactKind::Calls, id, where);
  for (const sema::Field& f : service.takes) b.tell(FactKind::Reads, f.slot, where, Sink::Argument);
  for (const sema::Field& f : service.gives)
    b.tell(FactKind::Fills, f.slot, where, Sink::Value, cfg::on(EdgeKind::Next));
  for (const sema::Field& f : service.gives)
    b.tell(FactKind::Empties, f.slot, where, Sink::Value, cfg::on(EdgeKind::Failed));
  for (const sema::Field& f : service.stales) b.tell(FactKind::Empties, f.slot, where);
  for (const sema::Field& f : service.takes) {
    if (is_secret(b.program, b.program.slots[f.slot])) b.tell(FactKind::Empties, f.slot, where);
  }
  b.tell(FactKind::Fails, id, where, Sink::Value, cfg::on(EdgeKind::Failed));
  const cfg::Ways next = b.way(node, EdgeKind::Next);
  return b.join(next, b.arm(line, NodeKind::OnFailure, b.way(node, EdgeKind::Failed)));
}

}  // namespace guion::stmt::lookup
