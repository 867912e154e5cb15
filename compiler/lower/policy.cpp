// The law of a protocol as data for the host: levels, methods, classes, slots, services, areas, outcomes. The same
// whether it is asked for the protocol alone or for a flow that follows it, since nothing of the flow goes in.
#include "lower/lower.hpp"
#include "lower/lower_tables.hpp"

namespace guion::lower {

namespace {

std::vector<std::uint32_t> fields_of(const std::vector<sema::Field>& fields,
                                     const std::vector<std::uint32_t>& numbers) {
  std::vector<std::uint32_t> out;
  for (const sema::Field& f : fields) {
    if (f.slot < numbers.size() && numbers[f.slot] != kNone) out.push_back(numbers[f.slot]);
  }
  return out;
}

}  // namespace

assembly::Policy lower_policy(const sema::Program& program) {
  assembly::Policy policy;
  policy.name = program.kind == sema::FileKind::Protocol ? program.name : program.protocol_name;
  const auto numbers = policy_numbers(program);
  for (const sema::Level& l : program.levels) policy.levels.push_back({l.name, l.closure});
  for (const sema::Method& m : program.methods) policy.methods.push_back({m.name, m.grants, m.tries});
  for (const sema::Class& c : program.classes)
    policy.classes.push_back({c.name, c.needs, c.never_said, c.visible_to_agent});
  for (const sema::Slot& s : program.slots) {
    if (s.origin == sema::SlotOrigin::Flow) continue;
    policy.slots.push_back({s.name, static_cast<std::uint8_t>(s.type.kind), s.declared});
  }
  for (const sema::Service& s : program.services) {
    policy.services.push_back(
        {s.name, s.acts, fields_of(s.takes, numbers), fields_of(s.gives, numbers), fields_of(s.stales, numbers)});
  }
  for (const sema::Area& a : program.areas) policy.areas.push_back({a.name, a.label});
  for (const sema::Outcome& o : program.outcomes) policy.outcomes.push_back({o.name, o.normal});
  for (const sema::ServicePair& p : program.pairs) policy.pairs.push_back({p.opening, p.closing});
  return policy;
}

}  // namespace guion::lower
