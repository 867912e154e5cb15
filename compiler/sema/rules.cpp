// Rules, their dated waivers, what a service makes stale, and the stages that a protocol demands.
// It must not know whether a call keeps a rule: that is decided on paths.
// Spec: docs/language.md, RULE and WAIVER; the interface with its comments is declarations.hpp.
#include <algorithm>
#include <charconv>

#include "sema/declarations.hpp"
#include "sema/expressions.hpp"
#include "sema/templates.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

using ast::NodeKind;
using ast::PartKind;
using ast::RuleForm;

constexpr std::size_t kMostPairs = 8;

/// What a name after the event of a rule refers to.
std::uint32_t event_object(Checker& c, std::uint8_t keyword, const ast::Part& name) {
  const auto k = static_cast<Keyword>(keyword);
  if (k == Keyword::Ask || k == Keyword::Record) return c.find_slot(name);
  if (k == Keyword::Verify) return c.find_level(name);
  if (k == Keyword::Transfer) return c.find(NameSpace::Areas, name);
  if (k == Keyword::End) return c.find(NameSpace::Outcomes, name);
  if (k != Keyword::Lookup && k != Keyword::Request) return kNone;
  const ServiceId service = c.find(NameSpace::Services, name);
  if (service != kNone && c.program.services[service].acts != (k == Keyword::Request)) {
    if (k == Keyword::Lookup) {
      c.emitter.report(diag::LookupOfActingService, c.span(name), c.text(name));
    } else {
      c.emitter.report(diag::RequestOfReadingService, c.span(name), c.text(name));
    }
  }
  return service;
}

/// Reads the events among the parts, each with the Tag, Ref or Says behind it. False if a name in them is unknown.
bool read_events(Checker& c, std::span<const ast::Part> parts, std::vector<RuleEvent>& events) {
  bool good = true;
  for (const ast::Part& part : parts) {
    if (part.kind == PartKind::RuleEvent) {
      events.push_back({part.arg, kNone, kNone});
      continue;
    }
    if (part.kind == PartKind::Tag) {
      if (events.empty() || events.back().object != kNone) events.push_back({static_cast<std::uint8_t>(Keyword::Say)});
      events.back().object = c.find(NameSpace::Tags, part);
      good = good && events.back().object != kNone;
    }
    if (part.kind == PartKind::Ref && !events.empty()) {
      events.back().object = event_object(c, events.back().keyword, part);
      good = good && events.back().object != kNone;
    }
    if (part.kind == PartKind::Says && !events.empty()) {
      events.back().says = c.find_slot(part);
      good = good && events.back().says != kNone;
    }
  }
  return good;
}

std::size_t events_of(RuleForm form) {
  switch (form) {
    case RuleForm::Before:
    case RuleForm::BeforeEach:
    case RuleForm::AfterAlways:
    case RuleForm::AfterNever:
    case RuleForm::Paired:
      return 2;
    case RuleForm::BetweenNever:
    case RuleForm::BetweenAlways:
      return 3;
    case RuleForm::AtMost:
    case RuleForm::Never:
    case RuleForm::TagSays:
      return 1;
  }
  return 0;
}

/// Keeps the pair of services that a rule is about. Two rules of the same two are one pair.
void declare_pair(Checker& c, const Rule& rule) {
  const auto service = [](const RuleEvent& e) {
    const auto k = static_cast<Keyword>(e.keyword);
    return k == Keyword::Lookup || k == Keyword::Request ? e.object : kNone;
  };
  auto& pairs = c.program.pairs;
  if (rule.form != RuleForm::Paired || pairs.size() > kMostPairs) return;
  const ServicePair made{service(rule.events[0]), service(rule.events[1])};
  if (made.opening == kNone || made.closing == kNone || made.opening == made.closing) return;
  if (std::find(pairs.begin(), pairs.end(), made) != pairs.end()) return;
  if (pairs.size() == kMostPairs) c.emitter.report(diag::TooManyPairs, rule.span);
  pairs.push_back(made);
}

void declare_rule(Checker& c, LineId line, const ast::Part& name) {
  const auto parts = c.parts(line);
  const ast::Part* form = ast::find(parts, PartKind::RuleForm);
  if (form == nullptr) return c.poison(NameSpace::Rules, name);
  Rule rule;
  rule.name = c.text(name);
  rule.form = static_cast<RuleForm>(form->arg);
  rule.span = c.span(name);
  const bool good = read_events(c, parts, rule.events);
  rule.times = count_of(c, line, PartKind::Times, 1000);
  if (!good || rule.events.size() != events_of(rule.form)) return c.poison(NameSpace::Rules, name);
  if (!c.declare(NameSpace::Rules, name, static_cast<std::uint32_t>(c.program.rules.size()))) return;
  declare_pair(c, rule);
  c.program.rules.push_back(std::move(rule));
}

void declare_waiver(Checker& c, LineId line, const ast::Part& name) {
  const ast::Part* until = ast::find(c.parts(line), PartKind::Until);
  const std::uint32_t rule = c.find(NameSpace::Rules, name);
  if (until == nullptr) return;
  const Literal date = read_literal(*builtin(Word::TypeDate), PartKind::Date, c.text(*until));
  if (date.error != LiteralError::None) {
    c.emitter.report(diag::NoSuchDate, c.span(*until), c.text(*until));
    return;
  }
  const std::string reason = plain_text(c, ast::text_of(c.parts(line)));
  if (rule != kNone) c.program.waivers.push_back({rule, date.value, reason, c.span(line)});
}

void read_stage_waivers(Checker& c, LineId line, StageRule& rule) {
  const auto parts = c.parts(line);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].kind != PartKind::Unless) continue;
    std::size_t end = i + 1;
    while (end < parts.size() && parts[end].kind != PartKind::Unless) ++end;
    const auto inside = parts.subspan(i + 1, end - i - 1);
    StageWaiver waiver;
    std::vector<RuleEvent> events;
    if (ast::find(inside, PartKind::RuleEvent) == nullptr) {
      waiver.cond = compile_condition(c, inside);
    } else if (read_events(c, inside, events) && !events.empty()) {
      waiver.event = events.front();
    } else {
      continue;
    }
    rule.waivers.push_back(waiver);
  }
}

void declare_stage_rule(Checker& c, LineId line, const ast::Part& name) {
  const auto id = static_cast<std::uint32_t>(c.program.stage_rules.size());
  if (!c.declare(NameSpace::StageRules, name, id)) return;
  StageRule rule;
  rule.name = c.text(name);
  rule.required = ast::has_flag(c.parts(line), Word::Required);
  rule.span = c.span(name);
  read_stage_waivers(c, line, rule);
  c.each_child(line, [&](LineId note) {
    if (c.line(note).kind != NodeKind::Note) return;
    const TemplateId text = compile_text_of(c, note);
    c.at(note).text = text;
    if (text != kNone) rule.notes.push_back(text);
  });
  c.program.stage_rules.push_back(std::move(rule));
}

void declare_stales(Checker& c, ServiceId id, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  const SlotId slot = c.find_slot(*name);
  if (slot == kNone) return;
  Service& service = c.program.services[id];
  for (const Field& field : service.gives) {
    if (field.slot != slot) continue;
    c.emitter.report(diag::StalesWhatItGives, c.span(*name), c.text(*name))
        .note(field.span, "given here", "lo da aquí");
    return;
  }
  const Slot& s = c.program.slots[slot];
  if (s.constant || s.own_words || s.from_system) {
    c.emitter.report(diag::ConstantFilled, c.span(*name), s.name).note(s.span, "declared here", "declarado aquí");
    return;
  }
  service.stales.push_back({slot, c.span(*name)});
}

}  // namespace

void declare_rules(Checker& c, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  const NodeKind kind = c.line(line).kind;
  if (kind == NodeKind::Rule) declare_rule(c, line, *name);
  if (kind == NodeKind::Except) declare_waiver(c, line, *name);
  if (kind == NodeKind::Stage && c.file_kind == FileKind::Protocol) declare_stage_rule(c, line, *name);
  if (kind != NodeKind::Service) return;
  const ServiceId service = c.space(NameSpace::Services).exact.find(c.text(*name));
  if (service >= c.program.services.size() || c.program.services[service].span != c.span(*name)) return;
  c.each_child(line, [&](LineId field) {
    if (c.line(field).kind == NodeKind::Stales) declare_stales(c, service, field);
  });
}

}  // namespace guion::sema
