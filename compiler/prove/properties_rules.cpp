// The forms of a rule, and the stages that a protocol demands, as automata. It must not know how they are decided.
// Meaning, to the letter: docs/semantics.md, «Rules» and «Stages».
#include <algorithm>

#include "prove/makers.hpp"

namespace guion::prove {

using ast::RuleForm;
using cfg::FactKind;

namespace {

/// `consulta` and `solicita` without a name are about every service of their kind.
void hear_calls(const sema::Program& program, std::uint32_t service, bool acts, Letters letters,
                std::vector<Ear>& ears) {
  if (service != kNone) return ears.push_back({FactKind::Calls, service, letters});
  for (std::uint32_t s = 0; s < program.services.size(); ++s) {
    if (program.services[s].acts == acts) ears.push_back({FactKind::Calls, s, letters});
  }
}

// In each: what stands in a line of its own is one node, and the letters of one node come together.

State before(State s, Letters heard) {
  if (s != 0 || has(heard, kA)) return 1;
  return has(heard, kB) ? kBroken : s;
}

/// 0: nothing to serve the next B. 1: an A that served none.
State before_each(State s, Letters heard) {
  if (has(heard, kA)) s = 1;
  if (!has(heard, kB)) return s;
  return s != 0 ? 0 : kBroken;
}

/// 0: nothing owed. 1: B is owed. kC: the call is over.
State after_always(State s, Letters heard) {
  if (has(heard, kB)) s = 0;
  if (has(heard, kA)) s = 1;
  return s == 1 && has(heard, kC) ? kBroken : s;
}

State after_never(State s, Letters heard) {
  if (s != 0 && has(heard, kB)) return kBroken;
  return has(heard, kA) ? 1 : s;
}

/// 0: closed. 1: open. A opens behind its node, C closes before its own.
State between_never(State s, Letters heard) {
  if (has(heard, kC)) s = 0;
  if (s != 0 && has(heard, kB)) return kBroken;
  return has(heard, kA) ? 1 : s;
}

/// 0: closed. 1: open, B is owed. 2: open, B came. kD: the call is over.
State between_always(State s, Letters heard) {
  if (has(heard, kC)) {
    if (s == 1) return kBroken;
    s = 0;
  }
  if (s == 1 && has(heard, kB)) s = 2;
  if (s == 0 && has(heard, kA)) s = 1;
  return s == 1 && has(heard, kD) ? kBroken : s;
}

/// 0: outside. 1: inside. kC: the call is over.
State paired(State s, Letters heard) {
  if (has(heard, kA)) {
    if (s == 1) return kBroken;
    s = 1;
  }
  if (has(heard, kB)) {
    if (s == 0) return kBroken;
    s = 0;
  }
  return s == 1 && has(heard, kC) ? kBroken : s;
}

Automaton automaton_of(const sema::Program& program, const sema::Rule& rule) {
  std::vector<Ear> ears;
  const auto hear = [&](std::size_t event, Letters letters) { hear_event(program, rule.events[event], letters, ears); };
  const auto hear_end = [&](Letters letters) { ears.push_back({FactKind::Finishes, kNone, letters}); };
  hear(0, kA);
  switch (rule.form) {
    case RuleForm::Before:
      hear(1, kB);
      return make(2, std::move(ears), before);
    case RuleForm::BeforeEach:
      hear(1, kB);
      return make(2, std::move(ears), before_each);
    case RuleForm::AfterAlways:
      hear(1, kB);
      hear_end(kC);
      return make(2, std::move(ears), after_always);
    case RuleForm::AfterNever:
      hear(1, kB);
      return make(2, std::move(ears), after_never);
    case RuleForm::BetweenNever:
      hear(1, kC);
      hear(2, kB);
      return make(2, std::move(ears), between_never);
    case RuleForm::BetweenAlways:
      hear(1, kC);
      hear(2, kB);
      hear_end(kD);
      return make(3, std::move(ears), between_always);
    case RuleForm::Paired:
      hear(1, kB);
      hear_end(kC);
      return make(2, std::move(ears), paired);
    case RuleForm::AtMost:
      return make(rule.times + 1, std::move(ears), [&](State s, Letters heard) {
        if (!has(heard, kA)) return s;
        return s == rule.times ? kBroken : static_cast<State>(s + 1);
      });
    case RuleForm::Never:
    case RuleForm::TagSays:
      break;
  }
  return make(1, std::move(ears), [](State s, Letters heard) { return has(heard, kA) ? kBroken : s; });
}

// ---- stages
// ------------------------------------------------------------------------------------------------------------------------

/// The stages that a protocol demands, beside those of the flow.
struct Stages {
  explicit Stages(const sema::Program& program) : of_rule(program.stage_rules.size(), kNone) {
    for (sema::StageId s = static_cast<sema::StageId>(program.stages.size()); s-- > 0;) {
      if (program.stages[s].rule < of_rule.size()) of_rule[program.stages[s].rule] = s;
    }
    for (std::uint32_t r = 0; r < of_rule.size(); ++r) {
      const auto& waivers = program.stage_rules[r].waivers;
      const bool by_condition = std::any_of(waivers.begin(), waivers.end(), [](const sema::StageWaiver& w) { return w.cond != kNone; });
      if (by_condition && program.stage_rules[r].required && of_rule[r] != kNone) conditional.push_back(r);
    }
  }

  std::vector<sema::StageId> of_rule;      ///< the first stage of the flow that is this one; kNone: there is none
  std::vector<std::uint32_t> conditional;  ///< required ones that a condition may excuse, in order
};

/// What does the stage, or excuses from it, is kA; what then breaks is kB.
Property unless_done(const sema::Program& program, std::uint32_t rule, sema::StageId stage, Ear breaks) {
  Property p;
  std::vector<Ear> ears;
  if (stage != kNone) ears.push_back({FactKind::Leaves, stage, kA});
  for (const sema::StageWaiver& w : program.stage_rules[rule].waivers) {
    if (w.cond != kNone) {
      p.unless.push_back(w.cond);
    } else {
      hear_event(program, w.event, kA, ears);
    }
  }
  breaks.letters = kB;
  ears.push_back(breaks);
  p.automaton = make(2, std::move(ears), before);
  return p;
}

/// The required stages before this one: the nearest that nothing excuses, and every one that a condition may excuse.
/// The others were done before the nearest began, or excused then by what has happened.
void add_order(const sema::Program& program, const Stages& stages, std::uint32_t rule, std::vector<Property>& properties) {
  const auto add = [&](std::uint32_t earlier) {
    Property p = unless_done(program, earlier, stages.of_rule[earlier], {FactKind::Enters, stages.of_rule[rule], 0});
    p.kind = PropertyKind::StageOrder;
    p.object = rule;
    p.other = earlier;
    p.automaton.excused = 1;  // only the first begin is judged
    properties.push_back(std::move(p));
  };
  std::uint32_t earlier = rule;
  while (earlier-- > 0) {
    if (!program.stage_rules[earlier].required || stages.of_rule[earlier] == kNone) continue;
    add(earlier);
    if (program.stage_rules[earlier].waivers.empty()) break;
  }
  for (const std::uint32_t other : stages.conditional) {
    if (earlier != kNone && other < earlier) add(other);
  }
}

}  // namespace

void hear_event(const sema::Program& program, const sema::RuleEvent& event, Letters letters, std::vector<Ear>& ears) {
  if (event.keyword == ast::kHeard) {
    ears.push_back({FactKind::Says, kNone, letters});
    ears.push_back({FactKind::Shows, kNone, letters});
    return;
  }
  const auto keyword = static_cast<Keyword>(event.keyword);
  const std::uint32_t object = event.object;
  if (keyword == Keyword::Say) ears.push_back({object == kNone ? FactKind::Utters : FactKind::Tag, object, letters});
  if (keyword == Keyword::Note) ears.push_back({FactKind::Notes, kNone, letters});
  if (keyword == Keyword::Ask) ears.push_back({FactKind::Asks, object, letters});
  if (keyword == Keyword::Record) ears.push_back({FactKind::Records, object, letters});
  if (keyword == Keyword::Menu) ears.push_back({FactKind::Offers, kNone, letters});
  if (keyword == Keyword::Verify) ears.push_back({FactKind::Verifies, object, letters});
  if (keyword == Keyword::Lookup) hear_calls(program, object, false, letters, ears);
  if (keyword == Keyword::Request) hear_calls(program, object, true, letters, ears);
  if (keyword == Keyword::Transfer) ears.push_back({FactKind::Transfers, object, letters});
  if (keyword == Keyword::End) ears.push_back({FactKind::Ends, object, letters});
}

void add_rules(const sema::Program& program, std::vector<Property>& properties) {
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
    if (program.rules[r].form == RuleForm::TagSays) continue;
    Property p;
    p.kind = PropertyKind::Rule;
    p.object = r;
    p.automaton = automaton_of(program, program.rules[r]);
    properties.push_back(std::move(p));
  }
}

void add_stages(const sema::Program& program, std::vector<Property>& properties) {
  const Stages stages(program);
  for (std::uint32_t rule = 0; rule < program.stage_rules.size(); ++rule) {
    const sema::StageId stage = stages.of_rule[rule];
    if (program.stage_rules[rule].required) {
      Property p = unless_done(program, rule, stage, {FactKind::Finishes, cfg::kNormal, 0});
      p.kind = PropertyKind::RequiredStage;
      p.object = rule;
      properties.push_back(std::move(p));
    }
    if (stage != kNone) add_order(program, stages, rule, properties);
  }
}

}  // namespace guion::prove
