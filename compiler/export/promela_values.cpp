// Which slots a model keeps, and how. See promela_values.hpp.
#include "export/promela_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sema/types.hpp"

namespace guion::exports {

using cfg::FactKind;
using cfg::Op;
using prove::PropertyKind;
using sema::CondOp;
using sema::SetOp;
using sema::SlotId;

namespace {

constexpr std::int64_t kMostValues = 256;
/// SPIN's numbers have 32 bits: a sum of two of these still fits.
constexpr std::int64_t kFarthest = 500'000'000;
constexpr std::int64_t kBeyond = 2 * kFarthest + 2;

std::string_view sign(ast::Comparison comparison) {
  using enum ast::Comparison;
  switch (comparison) {
    case Less:
      return "<";
    case LessEqual:
      return "<=";
    case Greater:
      return ">";
    case GreaterEqual:
      return ">=";
    case Equal:
    case Is:
      return "==";
    case NotEqual:
    case IsNot:
      return "!=";
  }
  return "==";
}

/// A distance far outside of what any two values differ by decides as a nearer one does.
std::int64_t near(std::int64_t distance) { return std::clamp(distance, -kBeyond, kBeyond); }

std::string plus(std::int64_t distance) {
  if (distance == 0) return {};
  return fmt::format(" {} {}", distance < 0 ? '-' : '+', distance < 0 ? -distance : distance);
}

}  // namespace

Values::Values(const sema::Program& program, const cfg::Graph& graph, const std::vector<ModelProperty>& properties,
               Identifiers& identifiers)
    : program_{program}, graph_{graph}, slots_(program.slots.size()) {
  for (SlotId s = 0; s < slots_.size(); ++s) {
    const sema::Slot& slot = program.slots[s];
    slots_[s].always = slot.constant || slot.own_words || slot.from_system;
  }
  for (const cfg::Fact& f : graph.facts) {
    if (f.kind == FactKind::Reads) slots_[f.object].asked = true;
    if (f.kind == FactKind::Empties && !program.slots[f.object].constant) slots_[f.object].always = false;
  }
  for (const cfg::Node& n : graph.nodes) {
    if (n.op == Op::Test) find_conditions(n.cond);
  }
  find_waivers(properties);
  find_sources();
  find_ranges();
  if (!refusal_) name_all(identifiers);
}

void Values::find_conditions(sema::CondId id) {
  if (id == kNone) return;
  const sema::Cond& c = program_.conds[id];
  if (c.left != kNone) find_conditions(c.left);
  if (c.right != kNone) find_conditions(c.right);
  if (c.op == CondOp::Known) slots_[c.slot].asked = true;
  for (const SlotId s : compared(id)) slots_[s].decides = true;
}

void Values::find_waivers(const std::vector<ModelProperty>& properties) {
  const auto waivers = [this](std::uint32_t stage) {
    for (const sema::StageWaiver& w : program_.stage_rules[stage].waivers) find_conditions(w.cond);
  };
  for (const ModelProperty& p : properties) {
    if (p.kind == PropertyKind::RequiredStage) waivers(p.object);
    if (p.kind == PropertyKind::StageOrder) waivers(p.other);
  }
}

/// What is set into a slot that decides decides too, and so does a sum that may not fit.
void Values::find_sources() {
  for (bool grown = true; grown;) {
    grown = false;
    for (const cfg::Node& n : graph_.nodes) {
      if (n.op != Op::Set) continue;
      const sema::SetExpr& x = program_.sets[n.object];
      if (!x.can_overflow && !slots_[n.slot].decides) continue;
      for (const SlotId s : {x.a, x.b}) {
        if (s == kNone || slots_[s].decides) continue;
        grown = slots_[s].decides = true;
      }
    }
  }
}

void Values::find_ranges() {
  for (SlotId s = 0; s < slots_.size(); ++s) {
    Variable& v = slots_[s];
    const sema::Slot& slot = program_.slots[s];
    if (v.decides) v.asked = true;
    if (!v.decides || refusal_) continue;
    const bool choice = sema::is_choice(slot.type.kind);
    v.low = choice ? 0 : slot.type.min;
    v.high = choice ? static_cast<std::int64_t>(sema::value_count(slot.type, program_)) - 1 : slot.type.max;
    if (slot.constant) v.low = v.high = slot.number;
    const bool reachable = v.low >= -kFarthest && v.high <= kFarthest;
    if (reachable && v.high - v.low < kMostValues) continue;
    refusal_ = Refusal{
        fmt::format(
            "the value of {} decides which way a call takes, and it has more than {} values, or too large ones: "
            "give it a smaller range to export the flow",
            slot.name, kMostValues),
        fmt::format("el valor de {} decide por dónde sigue la llamada y tiene más de {} valores, o son demasiado "
                    "grandes: para exportar el flujo, declárelo con un rango menor",
                    slot.name, kMostValues),
        slot.span};
  }
}

void Values::name_all(Identifiers& identifiers) {
  for (SlotId s = 0; s < slots_.size(); ++s) {
    Variable& v = slots_[s];
    if (v.asked && !v.always) v.has = identifiers.make("has_", program_.slots[s].name);
    if (v.decides) v.value = identifiers.make("value_", program_.slots[s].name);
  }
}

std::string Values::declarations(const Places& places) const {
  std::string out;
  for (SlotId s = 0; s < slots_.size(); ++s) {
    const Variable& v = slots_[s];
    const sema::Slot& slot = program_.slots[s];
    const bool filled = slot.constant || slot.own_words || slot.from_system;
    if (!v.has.empty() || !v.value.empty()) out += fmt::format("/* {} */\n", places.line(slot.span));
    if (!v.has.empty()) out += fmt::format("bit {} = {};\n", v.has, filled ? 1 : 0);
    if (v.value.empty()) continue;
    const bool small = v.low >= 0 && v.high < kMostValues;
    out += fmt::format("{} {} = {};  /* {}..{} */\n", small ? "byte" : "int", v.value, v.low, v.low, v.high);
  }
  return out;
}

std::string Values::choose(const Variable& v) const {
  if (v.value.empty() || v.low == v.high) return {};
  constexpr std::int64_t kFew = 4;
  if (v.high - v.low >= kFew) return fmt::format("  select({} : {} .. {});\n", v.value, v.low, v.high);
  std::string out = "  if";
  for (std::int64_t n = v.low; n <= v.high; ++n) out += fmt::format(" :: {} = {}", v.value, n);
  return out + " fi;\n";
}

std::string Values::begin() const {
  std::string out;
  for (SlotId s = 0; s < slots_.size(); ++s) {
    if (program_.slots[s].from_system) out += choose(slots_[s]);
  }
  return out;
}

std::string Values::fill(SlotId slot) const {
  const Variable& v = slots_[slot];
  return choose(v) + (v.has.empty() ? std::string{} : fmt::format("  {} = 1;\n", v.has));
}

std::string Values::empty(SlotId slot) const {
  const Variable& v = slots_[slot];
  if (program_.slots[slot].constant || v.has.empty()) return {};
  std::string out = fmt::format("  {} = 0;\n", v.has);
  if (!v.value.empty()) out += fmt::format("  {} = {};\n", v.value, v.low);
  return out;
}

std::string Values::sum(const sema::SetExpr& x) const {
  if (x.op == SetOp::Constant) return fmt::format("{}", near(x.number));
  std::string out = slots_[x.a].value;
  if (x.op == SetOp::Copy) return out;
  if (x.b == kNone) return out + plus(near(x.op == SetOp::Add ? x.number : -x.number));
  return out + (x.op == SetOp::Add ? " + " : " - ") + slots_[x.b].value;
}

std::string Values::fits(SlotId slot, const sema::SetExpr& x) const {
  if (!x.can_overflow) return {};
  const sema::Type& type = program_.slots[slot].type;
  const std::string result = sum(x);
  return fmt::format("{} >= {} && {} <= {}", result, near(type.min), result, near(type.max));
}

std::string Values::set(SlotId slot, const sema::SetExpr& x) const {
  const Variable& v = slots_[slot];
  std::string out;
  if (!v.value.empty()) out += fmt::format("  {} = {};\n", v.value, sum(x));
  if (!v.has.empty()) out += fmt::format("  {} = 1;\n", v.has);
  return out;
}

std::vector<SlotId> Values::compared(sema::CondId id) const {
  if (id == kNone) return {};
  const sema::Cond& c = program_.conds[id];
  if (c.op == CondOp::CompareNumber) return {c.slot};
  if (c.op == CondOp::CompareSlot) return {c.slot, c.other};
  return {};
}

std::string Values::atom(sema::CondId id) const {
  if (id == kNone) return {};
  const sema::Cond& c = program_.conds[id];
  switch (c.op) {
    case CondOp::True:
      return "true";
    case CondOp::False:
      return "false";
    case CondOp::Known:
      return slots_[c.slot].has.empty() ? "true" : slots_[c.slot].has;
    case CondOp::HasLevels:
      return fmt::format("(call_levels & {}) == {}", c.levels, c.levels);
    case CondOp::CompareNumber: {
      const Variable& v = slots_[c.slot];
      return fmt::format("{} {} {}", v.value, sign(c.cmp), std::clamp(c.number, v.low - 1, v.high + 1));
    }
    case CondOp::CompareSlot:
      return fmt::format("{} {} {}{}", slots_[c.slot].value, sign(c.cmp), slots_[c.other].value, plus(near(c.number)));
    case CondOp::And:
    case CondOp::Or:
    case CondOp::Not:
      return {};  // the graph takes these apart
  }
  return {};
}

std::string Values::certain(sema::CondId id, bool truth) const {
  if (id == kNone) return truth ? "false" : "true";
  const sema::Cond& c = program_.conds[id];
  if (c.op == CondOp::Not) return certain(c.left, !truth);
  if (c.op == CondOp::And || c.op == CondOp::Or) {
    const bool both = (c.op == CondOp::And) == truth;
    return fmt::format("({} {} {})", certain(c.left, truth), both ? "&&" : "||", certain(c.right, truth));
  }
  std::string out = fmt::format("{}({})", truth ? "" : "!", atom(id));
  for (const SlotId s : compared(id)) {
    if (!slots_[s].has.empty()) out = fmt::format("({} && {})", slots_[s].has, out);
  }
  return out;
}

}  // namespace guion::exports
