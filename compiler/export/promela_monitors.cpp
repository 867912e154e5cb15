// Monitors in Promela, one kind of property after the other. See promela_monitors.hpp.
#include "export/promela_monitors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace guion::exports {

using ast::RuleForm;
using cfg::EdgeKind;
using cfg::Fact;
using cfg::FactKind;
using cfg::NodeId;
using cfg::Sink;
using prove::PropertyKind;
using sema::Levels;
using sema::RuleEvent;

namespace {

/// The levels that a read of this slot demands; `never`: no level allows it.
struct Demanded {
  Levels levels = 0;
  bool never = false;
};

Demanded demanded(const sema::Program& program, const Fact& read) {
  Demanded out;
  for (std::size_t k = 0; k < program.classes.size(); ++k) {
    const sema::Class& c = program.classes[k];
    if ((program.slots[read.object].classes >> k & 1u) == 0) continue;
    if (c.never_said) {
      out.never = out.never || read.sink != Sink::Argument;
      continue;
    }
    const bool agents = read.sink == Sink::Agent || read.sink == Sink::Argument;
    if (!c.visible_to_agent || !agents) out.levels = static_cast<Levels>(out.levels | c.needs);
  }
  return out;
}

/// Whether the fact is told when control arrives: what fills, empties, grants and revokes happens on the way out, and
/// so does what belongs to some ways only.
bool on_arrival(const Fact& f) {
  const bool changes = f.kind == FactKind::Fills || f.kind == FactKind::Empties || f.kind == FactKind::Grants ||
                       f.kind == FactKind::Revokes;
  return !changes && f.edges == cfg::kEveryEdge;
}

bool can_be_empty(const sema::Program& program, const cfg::Graph& graph, sema::SlotId slot) {
  const sema::Slot& s = program.slots[slot];
  if (s.constant || s.own_words) return false;
  return !s.from_system || std::any_of(graph.facts.begin(), graph.facts.end(), [slot](const Fact& f) {
    return f.kind == FactKind::Empties && f.object == slot;
  });
}

void add_reads(const sema::Program& program, const cfg::Graph& graph, Identifiers& identifiers,
               std::vector<ModelProperty>& out) {
  std::set<sema::SlotId> gated, read;
  bool lines = false;
  for (const Fact& f : graph.facts) {
    lines = lines || f.kind == FactKind::Needs;
    if (f.kind != FactKind::Reads) continue;
    const Demanded d = demanded(program, f);
    if (d.levels != 0 || d.never) gated.insert(f.object);
    if (can_be_empty(program, graph, f.object)) read.insert(f.object);
  }
  for (const sema::SlotId s : gated) {
    const std::string& name = program.slots[s].name;
    out.push_back({PropertyKind::Gate, s, kNone, identifiers.make("gate_", name), name});
  }
  if (lines) out.push_back({PropertyKind::Gate, kNone, kNone, identifiers.make("gate_of_lines", ""), ""});
  for (const sema::SlotId s : read) {
    const std::string& name = program.slots[s].name;
    out.push_back({PropertyKind::Filled, s, kNone, identifiers.make("filled_", name), name});
  }
}

void add_stages(const sema::Program& program, Identifiers& identifiers, std::vector<ModelProperty>& out) {
  const auto& rules = program.stage_rules;
  for (std::uint32_t r = 0; r < rules.size(); ++r) {
    if (!rules[r].required) continue;
    out.push_back({PropertyKind::RequiredStage, r, kNone, identifiers.make("stage_", rules[r].name), rules[r].name});
  }
  // A stage that the flow lacks is missing at its ends; that is said there and not once more of every later stage.
  const auto in_flow = [&program](std::uint32_t r) {
    return std::any_of(program.stages.begin(), program.stages.end(),
                       [r](const sema::StageDef& def) { return def.rule == r; });
  };
  for (std::uint32_t r = 0; r < rules.size(); ++r) {
    for (std::uint32_t q = 0; in_flow(r) && q < r; ++q) {
      if (!rules[q].required || !in_flow(q)) continue;
      const std::string name = identifiers.make("order_", rules[q].name + "_before_" + rules[r].name);
      out.push_back({PropertyKind::StageOrder, r, q, name, rules[r].name});
    }
  }
}

std::string violated(const ModelProperty& p) { return fmt::format("violated({})", p.name); }

std::string when(const std::string& condition, const std::string& then) {
  return fmt::format("    if :: {} -> {} :: else fi;\n", condition, then);
}

}  // namespace

std::vector<ModelProperty> model_properties(const sema::Program& program, const cfg::Graph& graph,
                                            Identifiers& identifiers) {
  std::vector<ModelProperty> out;
  add_reads(program, graph, identifiers, out);
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
    const std::string& name = program.rules[r].name;
    out.push_back({PropertyKind::Rule, r, kNone, identifiers.make("rule_", name), name});
  }
  add_stages(program, identifiers, out);
  return out;
}

Monitors::Monitors(const sema::Program& program, const cfg::Graph& graph, const std::vector<ModelProperty>& properties,
                   const Values& values, Identifiers& identifiers)
    : program_{program}, graph_{graph}, properties_{properties}, values_{values}, memory_(properties.size()) {
  const auto& rules = program.stage_rules;
  done_.resize(rules.size());
  begun_.resize(rules.size());
  waived_.resize(rules.size());
  const auto keep = [&](std::uint32_t stage) {
    if (!done_[stage].empty()) return;
    done_[stage] = identifiers.make("done_", rules[stage].name);
    const auto by_event = [](const sema::StageWaiver& w) { return w.cond == kNone; };
    if (std::any_of(rules[stage].waivers.begin(), rules[stage].waivers.end(), by_event))
      waived_[stage] = identifiers.make("waived_", rules[stage].name);
  };
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const ModelProperty& p = properties[i];
    if (p.kind == PropertyKind::Rule) memory_[i] = identifiers.make("state_", p.about);
    if (p.kind == PropertyKind::RequiredStage) keep(p.object);
    if (p.kind != PropertyKind::StageOrder) continue;
    keep(p.other);
    if (begun_[p.object].empty()) begun_[p.object] = identifiers.make("begun_", p.about);
  }
}

// ---- what happens at a place
// -----------------------------------------------------------------------------------------------------------------------

Monitors::Facts Monitors::facts(NodeId node, bool arriving, EdgeKind kind) const {
  Facts out;
  for (const Fact& f : graph_.told(node)) {
    if (on_arrival(f) == arriving && (f.edges & cfg::on(kind)) != 0) out.push_back(f);
  }
  return out;
}

bool Monitors::happens(NodeId node, const Facts& facts, const RuleEvent& event) const {
  const auto told = [&](FactKind kind, std::uint32_t object) {
    return std::any_of(facts.begin(), facts.end(),
                       [&](const Fact& f) { return f.kind == kind && (object == kNone || f.object == object); });
  };
  const auto calls = [&](bool acts) {
    return std::any_of(facts.begin(), facts.end(), [&](const Fact& f) {
      return f.kind == FactKind::Calls && program_.services[f.object].acts == acts &&
             (event.object == kNone || f.object == event.object);
    });
  };
  if (event.keyword == ast::kHeard) return told(FactKind::Says, kNone);
  const auto keyword = static_cast<Keyword>(event.keyword);
  if (keyword == Keyword::Say) {
    return event.object == kNone ? told(FactKind::Utters, kNone) : told(FactKind::Tag, event.object);
  }
  if (keyword == Keyword::Note) return graph_.nodes[node].op == cfg::Op::Note && told(FactKind::Notes, kNone);
  if (keyword == Keyword::Ask) return told(FactKind::Asks, event.object);
  if (keyword == Keyword::Record) return told(FactKind::Records, event.object);
  if (keyword == Keyword::Menu) return told(FactKind::Offers, kNone);
  if (keyword == Keyword::Verify) return told(FactKind::Verifies, event.object);
  if (keyword == Keyword::Lookup) return calls(false);
  if (keyword == Keyword::Request) return calls(true);
  if (keyword == Keyword::Transfer) return told(FactKind::Transfers, event.object);
  return keyword == Keyword::End && told(FactKind::Ends, event.object);
}

std::string Monitors::arrival(NodeId node) const {
  return monitor(node, facts(node, true, EdgeKind::Next));  // told on arrival: on every edge, so whichever is asked for
}

std::string Monitors::way(NodeId node, EdgeKind kind) const { return monitor(node, facts(node, false, kind)); }

std::string Monitors::monitor(NodeId node, const Facts& facts) const {
  if (facts.empty()) return {};
  std::string out;
  for (const ModelProperty& p : properties_) {
    if (p.kind == PropertyKind::Rule) out += rule(p, node, facts);
  }
  return out + stages(node, facts);
}

// ---- gates and fills
// -----------------------------------------------------------------------------------------------------------------------

std::string Monitors::reads(NodeId node) const {
  std::string out;
  std::set<std::string> told;  // a line that reads a slot twice is one read
  for (const Fact& f : graph_.told(node)) {
    for (const ModelProperty& p : properties_) {
      const std::string line = p.kind == PropertyKind::Gate     ? gate(p, f)
                               : p.kind == PropertyKind::Filled ? filled(p, f)
                                                                : std::string{};
      if (!line.empty() && told.insert(line).second) out += line;
    }
  }
  return out;
}

std::string Monitors::lacks_value(NodeId node) const {
  std::string out;
  std::set<std::string> told;
  for (const Fact& f : graph_.told(node)) {
    if (f.kind != FactKind::Reads || values_.has(f.object).empty()) continue;
    const std::string empty = "!" + values_.has(f.object);
    if (told.insert(empty).second) out += (out.empty() ? "" : " || ") + empty;
  }
  return out;
}

std::string Monitors::gate(const ModelProperty& p, const Fact& f) const {
  Demanded d;
  if (p.object == kNone && f.kind == FactKind::Needs) d.levels = static_cast<Levels>(f.object);
  if (p.object != kNone && f.kind == FactKind::Reads && f.object == p.object) d = demanded(program_, f);
  if (d.never) return when("true", violated(p));
  if (d.levels == 0) return {};
  return when(fmt::format("(call_levels & {}) != {}", d.levels, d.levels), violated(p));
}

std::string Monitors::filled(const ModelProperty& p, const Fact& f) const {
  if (f.kind != FactKind::Reads || f.object != p.object) return {};
  return when("!" + values_.has(p.object), violated(p));
}

// ---- rules
// -----------------------------------------------------------------------------------------------------------------------

std::string Monitors::rule(const ModelProperty& p, NodeId node, const Facts& facts) const {
  const sema::Rule& r = program_.rules[p.object];
  const bool first = happens(node, facts, r.events[0]);
  if (r.form == RuleForm::TagSays) {
    const auto says = [&](const Fact& f) {
      return f.kind == FactKind::Reads && f.sink == Sink::Heard && f.object == r.events[0].says;
    };
    const bool broken = first && std::none_of(facts.begin(), facts.end(), says);
    return broken ? "    " + violated(p) + ";\n" : std::string{};
  }
  Heard h;
  h.a = first;
  // In the source the second event of «entre A y C nunca B» and of «A y C en pareja» is the closing one.
  const bool between = r.form == RuleForm::BetweenNever || r.form == RuleForm::BetweenAlways;
  const bool closes = between || r.form == RuleForm::Paired;
  if (r.events.size() > 1) (closes ? h.c : h.b) = happens(node, facts, r.events[1]);
  if (r.events.size() > 2) h.b = happens(node, facts, r.events[2]);
  h.ends = std::any_of(facts.begin(), facts.end(), [](const Fact& f) { return f.kind == FactKind::Finishes; });
  const bool until_end =
      r.form == RuleForm::AfterAlways || r.form == RuleForm::BetweenAlways || r.form == RuleForm::Paired;
  if (!h.a && !h.b && !h.c && !(h.ends && until_end)) return {};
  return fmt::format("    hears_{}({:d}, {:d}, {:d}, {:d});\n", p.name, h.a, h.b, h.c, h.ends && until_end);
}

/// The variable and the inline of a rule. What the inline hears at once is worked off in the order of its lines.
std::string Monitors::declare_rule(const ModelProperty& p, const Places& places) const {
  const sema::Rule& r = program_.rules[p.object];
  std::string out = fmt::format("\n/* {} */\n", places.line(r.span));
  if (r.form == RuleForm::TagSays) return out;  // nothing to remember: a line says it or not
  const std::string& s = memory_[static_cast<std::size_t>(&p - properties_.data())];
  const std::string broken = violated(p), set = s + " = 1", clear = s + " = 0";
  const char* type = r.form == RuleForm::AtMost ? "short" : r.form == RuleForm::BetweenAlways ? "byte" : "bit";
  if (r.form != RuleForm::Never) out += fmt::format("{} {} = 0;\n", type, s);
  out += fmt::format("inline hears_{}(isA, isB, isC, ends) {{\n", p.name);
  switch (r.form) {
    case RuleForm::Before:
      out += when("isA", set) + when(fmt::format("isB && !{}", s), broken);
      break;
    case RuleForm::BeforeEach:
      out += when("isA", set) + when(fmt::format("isB && !{}", s), broken) + when("isB", clear);
      break;
    case RuleForm::AfterNever:
      out += when(fmt::format("isB && {}", s), broken) + when("isA", set);
      break;
    case RuleForm::AfterAlways:
      out += when("isB", clear) + when("isA", set) + when(fmt::format("ends && {}", s), broken);
      break;
    case RuleForm::BetweenNever:
      out += when("isC", clear) + when(fmt::format("isB && {}", s), broken) + when("isA", set);
      break;
    case RuleForm::BetweenAlways:
      // 1: open, and B is owed. 2: open, and B came.
      out += when(fmt::format("isC && {} == 1", s), broken) + when("isC", clear) +
             when(fmt::format("isB && {} == 1", s), s + " = 2") + when(fmt::format("isA && {} == 0", s), set) +
             when(fmt::format("ends && {} == 1", s), broken);
      break;
    case RuleForm::Paired:
      out += when(fmt::format("isC && !{}", s), broken) + when("isC", clear) +
             when(fmt::format("isA && {}", s), broken) + when("isA", set) + when(fmt::format("ends && {}", s), broken);
      break;
    case RuleForm::AtMost:
      out += when(fmt::format("isA && {} == {}", s, r.times), broken) +
             when(fmt::format("isA && {} < {}", s, r.times), s + "++");
      break;
    case RuleForm::Never:
      out += when("isA", broken);
      break;
    case RuleForm::TagSays:
      break;
  }
  return out + "}\n";
}

// ---- stages
// -----------------------------------------------------------------------------------------------------------------------

/// Whether a required stage is not done and no waiver excuses it, now.
std::string Monitors::missing(std::uint32_t stage) const {
  std::string out = "!" + done_[stage];
  if (!waived_[stage].empty()) out += " && !" + waived_[stage];
  for (const sema::StageWaiver& w : program_.stage_rules[stage].waivers) {
    if (w.cond != kNone) out += " && !(" + values_.certain(w.cond) + ")";
  }
  return out;
}

std::string Monitors::stages(NodeId node, const Facts& facts) const {
  std::string out;
  for (std::uint32_t r = 0; r < waived_.size(); ++r) {
    if (waived_[r].empty()) continue;
    for (const sema::StageWaiver& w : program_.stage_rules[r].waivers) {
      if (w.cond == kNone && happens(node, facts, w.event)) out += fmt::format("    {} = 1;\n", waived_[r]);
    }
  }
  for (const Fact& f : facts) {
    if (f.kind != FactKind::Leaves) continue;
    const std::uint32_t r = program_.stages[f.object].rule;
    if (r != kNone && keeps_stage(r)) out += fmt::format("    {} = 1;\n", done_[r]);
  }
  for (const Fact& f : facts) {
    const std::uint32_t r = f.kind == FactKind::Enters ? program_.stages[f.object].rule : kNone;
    for (const ModelProperty& p : properties_) {
      if (p.kind == PropertyKind::StageOrder && p.object == r)
        out += when(fmt::format("!{} && {}", begun_[r], missing(p.other)), violated(p));
      const bool finishes = f.kind == FactKind::Finishes && f.object == cfg::kNormal;
      if (p.kind == PropertyKind::RequiredStage && finishes) out += when(missing(p.object), violated(p));
    }
    if (r != kNone && !begun_[r].empty()) out += fmt::format("    {} = 1;\n", begun_[r]);
  }
  return out;
}

std::string Monitors::declarations(const Places& places) const {
  std::string out;
  for (const ModelProperty& p : properties_) out += fmt::format("hidden byte {};\n", p.name);
  out += "inline violated(property) { property = 1; assert(!property); property = 0 }\n";
  for (const ModelProperty& p : properties_) {
    if (p.kind == PropertyKind::Rule) out += declare_rule(p, places);
  }
  for (std::uint32_t r = 0; r < done_.size(); ++r) {
    if (done_[r].empty() && begun_[r].empty()) continue;
    out += fmt::format("\n/* {} */\n", places.line(program_.stage_rules[r].span));
    for (const std::string& bit : {done_[r], begun_[r], waived_[r]}) {
      if (!bit.empty()) out += fmt::format("bit {} = 0;\n", bit);
    }
  }
  return out;
}

}  // namespace guion::exports
