// What a node, a condition, a type … means, written so that two versions can be compared: names instead of numbers, and
// nothing of how a line is spelt. See side.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "upgrade/side.hpp"

namespace guion::upgrade {

using cfg::FactKind;

namespace {

template <class Table>
std::string name_in(const Table& table, std::uint32_t index) {
  return index < table.size() ? table[index].name : std::string{};
}

/// A slot with all that a call can tell of it.
std::string slot_of(const sema::Program& program, sema::SlotId slot) {
  if (slot >= program.slots.size()) return {};
  const sema::Slot& s = program.slots[slot];
  std::string out = s.name + ":" + type_of(program, s.type, true) + ":" + classes_of(program, s);
  if (s.from_system) out += ":system";
  if (s.constant || s.own_words) out += fmt::format("={}={}", s.number, s.text);
  return out;
}

void write(const sema::Program& program, std::span<const sema::Segment> segments, std::string& out) {
  for (const sema::Segment& s : segments) {
    switch (s.kind) {
      case sema::SegmentKind::Literal:
        out += program.text_of(s);
        break;
      case sema::SegmentKind::Greeting:
        out += "\x01g";
        break;
      case sema::SegmentKind::Farewell:
        out += "\x01f";
        break;
      case sema::SegmentKind::Value:
        out += fmt::format("\x02{}/{}\x03", name_in(program.slots, s.slot), static_cast<int>(s.form));
        if (s.form == sema::Form::WithAddress) out += name_in(program.slots, program.address_slot);
        break;
      case sema::SegmentKind::Choice:
        out += "\x04" + name_in(program.slots, s.slot);
        for (const sema::Range& arm : program.arms_of(s)) {
          out += "\x05";
          write(program, program.segments_in(arm), out);
        }
        out += "\x03";
        break;
    }
  }
}

std::string fields_of(const sema::Program& program, const std::vector<sema::Field>& fields) {
  std::string out;
  for (const sema::Field& f : fields) out += slot_of(program, f.slot) + ",";
  return out;
}

std::string expression_of(const sema::Program& program, std::uint32_t set) {
  if (set >= program.sets.size()) return {};
  const sema::SetExpr& e = program.sets[set];
  return fmt::format("{} {} {} {} {}", static_cast<int>(e.op), slot_of(program, e.a), slot_of(program, e.b), e.number,
                     e.can_overflow);
}

/// What the node is about, by its kind.
std::string object_of(const sema::Program& program, const cfg::Node& node) {
  using cfg::Op;
  if (node.op == Op::Verify) return name_in(program.methods, node.object);
  if (node.op == Op::Lookup) return service_of(program, node.object);
  if (node.op == Op::Transfer) return name_in(program.areas, node.object);
  if (node.op == Op::End) return name_in(program.outcomes, node.object);
  if (node.op == Op::Call) return name_in(program.parts, node.object);
  if (node.op == Op::Set) return expression_of(program, node.object);
  return {};
}

}  // namespace

std::string words_of(const sema::Program& program, sema::TemplateId text) {
  std::string out;
  if (text < program.templates.size()) write(program, program.segments_of(text), out);
  return out;
}

std::string type_of(const sema::Program& program, const sema::Type& type, bool range) {
  std::string out = fmt::format("{}{}", static_cast<int>(type.kind), type.currency.data());
  if (range) out += fmt::format("[{},{}]", type.min, type.max);
  if (type.enumeration < program.enums.size())
    for (const sema::EnumValue& v : program.enums[type.enumeration].values) out += "|" + v.name;
  return out;
}

std::string levels_of(const sema::Program& program, sema::Levels levels) {
  std::vector<std::string> names;
  for (std::size_t l = 0; l < program.levels.size(); ++l)
    if (((levels >> l) & 1u) != 0) names.push_back(program.levels[l].name);
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& n : names) out += n + " ";
  return out;
}

std::string classes_of(const sema::Program& program, const sema::Slot& slot) {
  std::vector<std::string> classes;
  for (std::size_t c = 0; c < program.classes.size(); ++c) {
    if (((slot.classes >> c) & 1u) == 0) continue;
    const sema::Class& k = program.classes[c];
    classes.push_back(fmt::format("{}({}{}{})", k.name, levels_of(program, k.needs), k.never_said ? "!" : "",
                                  k.visible_to_agent ? "a" : ""));
  }
  std::sort(classes.begin(), classes.end());
  std::string out;
  for (const std::string& c : classes) out += c;
  return out;
}

std::string condition_of(const sema::Program& program, sema::CondId cond) {
  if (cond >= program.conds.size()) return {};
  const sema::Cond& c = program.conds[cond];
  return fmt::format("({} {} {} {} {} {} {} {})", static_cast<int>(c.op), static_cast<int>(c.cmp),
                     levels_of(program, c.levels), slot_of(program, c.slot), slot_of(program, c.other), c.number,
                     condition_of(program, c.left), condition_of(program, c.right));
}

std::string service_of(const sema::Program& program, sema::ServiceId service) {
  if (service >= program.services.size()) return {};
  const sema::Service& s = program.services[service];
  return s.name + (s.acts ? "!" : "?") + fields_of(program, s.takes) + ">" + fields_of(program, s.gives) + "-" +
         fields_of(program, s.stales);
}

std::string effect_of(const sema::Program& program, const cfg::Graph& graph, cfg::NodeId n) {
  const cfg::Node& node = graph.nodes[n];
  std::string out = fmt::format("{} {} {} {} {} {}\n", static_cast<int>(node.op), node.flag, node.tries,
                                levels_of(program, node.levels), node.seconds != 0, node.number);
  out += slot_of(program, node.slot) + "\n" + object_of(program, node) + "\n" + condition_of(program, node.cond) + "\n";
  for (const cfg::Fact& f : graph.told(n)) {
    const bool of_levels = f.kind == FactKind::Grants || f.kind == FactKind::Revokes;
    const bool of_slot = f.kind == FactKind::Fills || f.kind == FactKind::Empties;
    if (!of_levels && !of_slot) continue;
    out += fmt::format("{} {} {}\n", static_cast<int>(f.kind), f.edges,
                       of_slot ? slot_of(program, f.object) : levels_of(program, static_cast<sema::Levels>(f.object)));
  }
  for (const cfg::Edge& e : graph.out(n))
    out += fmt::format("{} {} {} {};", static_cast<int>(e.kind), e.ordinal, e.guarded, e.vain);
  return out;
}

}  // namespace guion::upgrade
