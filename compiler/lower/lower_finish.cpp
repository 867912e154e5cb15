// What stands around the code: labels with their certificate, stages, parts with their summaries, places.
#include <algorithm>
#include <string_view>

#include "ast/tree.hpp"
#include "lower/lower_code.hpp"

namespace guion::lower {

using cfg::NodeId;
using cfg::Op;

std::uint32_t LineNumbers::at(Span span) {
  if (span.file != file_ || span.begin < offset_) {
    file_ = span.file;
    offset_ = 0;
    line_ = 1;
  }
  if (file_ >= program_.files.size()) return 1;
  const std::string_view text = program_.files[file_].tree.text;
  const auto end = std::min<std::size_t>(span.begin, text.size());
  for (std::size_t at = text.find('\n', offset_); at < end; at = text.find('\n', at + 1)) {
    ++line_;
    offset_ = static_cast<std::uint32_t>(at + 1);
  }
  return line_;
}

namespace {

std::string_view role_of(Op op) {
  switch (op) {
    case Op::Say:
      return "say";
    case Op::Note:
      return "note";
    case Op::Ask:
      return "ask";
    case Op::Record:
      return "record";
    case Op::Judge:
      return "judge";
    case Op::Menu:
      return "menu";
    case Op::Verify:
      return "verify";
    case Op::Lookup:
      return "lookup";
    case Op::Transfer:
      return "transfer";
    case Op::End:
      return "end";
    case Op::Pick:
    case Op::Show:
    case Op::Test:
    case Op::Set:
    case Op::Revoke:
    case Op::Call:
    case Op::Return:
    case Op::Pass:
      break;
  }
  return "";
}

template <class Table>
std::string_view name_in(const Table& table, std::uint32_t index) {
  if (index >= table.size()) return {};
  return table[index].name;
}

/// Name of what an event is about: its slot, method, service, area or outcome; empty if it has none.
std::string_view object_of(const sema::Program& program, const cfg::Node& node) {
  if (node.op == Op::Ask || node.op == Op::Record) return name_in(program.slots, node.slot);
  if (node.op == Op::Verify) return name_in(program.methods, node.object);
  if (node.op == Op::Lookup) return name_in(program.services, node.object);
  if (node.op == Op::Transfer) return name_in(program.areas, node.object);
  if (node.op == Op::End) return name_in(program.outcomes, node.object);
  return {};
}

/// The routine's place among stages and parts, the role and the object, as one number: events with the same one are
/// counted.
std::uint64_t place_key(const cfg::Node& node, std::uint32_t part) {
  const bool by_slot = node.op == Op::Ask || node.op == Op::Record;
  const std::uint64_t object = by_slot ? node.slot : node.object;
  const std::uint64_t where = node.stage == kNone ? part + 0x100000u : node.stage;
  return (where << 40) ^ (static_cast<std::uint64_t>(node.op) << 34) ^ (object & 0xffffffffu);
}

}  // namespace

std::string Coder::place_name(const cfg::Node& node) {
  std::string_view where;
  if (node.stage < program_.stages.size()) where = program_.stages[node.stage].name;
  if (node.stage == kNone && part_ < program_.parts.size()) where = program_.parts[part_].name;
  const std::string_view role = role_of(node.op), object = object_of(program_, node);
  const std::string ordinal = std::to_string(++ordinals_[place_key(node, part_)]);
  std::string name;
  name.reserve(where.size() + role.size() + object.size() + ordinal.size() + 3);
  name.append(where).append("/").append(role).append("/");
  if (!object.empty()) name.append(object).append("/");
  return name.append(ordinal);
}

void Coder::place(const cfg::Node& node) {
  if (!places_) return;
  const LineRef l = node.line;
  if (l.file >= program_.files.size() || l.line >= program_.files[l.file].tree.lines.size()) return;
  assembly::PlaceDef& def = module_.places.emplace_back();
  def.instruction = static_cast<std::uint32_t>(module_.code.size());
  def.place = place_name(node);
  const ast::Tree& tree = program_.files[l.file].tree;
  if (const ast::Part* id = ast::find(tree.parts_of(l.line), ast::PartKind::LineId)) def.id = tree.at(*id);
  def.line = lines_.at(program_.span_of(l));
}

Whereabouts Coder::whereabouts() const {
  Whereabouts found;
  found.nodes.assign(module_.code.size(), kNone);
  for (const NodeId n : layout_.order) {
    if (starts_[n] < found.nodes.size()) found.nodes[starts_[n]] = n;  // of those that share a place the last has code
  }
  for (std::size_t i = 1; i < found.nodes.size(); ++i) {
    if (found.nodes[i] == kNone) found.nodes[i] = found.nodes[i - 1];
  }
  found.slots.assign(program_.slots.size(), kNone);
  for (const auto& [program_slot, image_slot] : kept_slots_) found.slots[program_slot] = image_slot;
  return found;
}

assembly::State Coder::state(const analysis::States& states, std::size_t row) const {
  assembly::State out;
  const std::size_t levels = std::min<std::size_t>(program_.levels.size(), 8);
  out.levels = static_cast<std::uint8_t>(states.levels(row) & ((1u << levels) - 1));
  out.filled.resize(module_.slots.size());
  for (const auto& [program_slot, image_slot] : kept_slots_) out.filled[image_slot] = states.filled(row, program_slot);
  return out;
}

bool Coder::same_state(std::size_t a, std::size_t b) const {
  const auto x = states_.before.row(a), y = states_.before.row(b);
  return std::equal(x.begin(), x.end(), y.begin());
}

void Coder::make_stages() {
  if (layout_.runs.empty() || layout_.runs[0].routine != 0) return;
  // A jump at the beginning, to a later stage, is the whole of the first one or stands before its lines.
  const bool jumps = starts_[layout_.order[layout_.runs[0].begin]] != 0;
  sema::StageId last = kNone;
  std::uint32_t begin = kNone;  // of the last stage
  const auto put_stage = [&](sema::StageId stage, std::uint32_t at, assembly::Label label) {
    // One without an instruction, like the run of a part that has no lines, is no place in the code.
    if (at == begin) module_.stages.pop_back();
    module_.stages.push_back({program_.stages[stage].name, label});
    last = stage;
    begin = at;
  };
  const sema::StageId first = graph_.nodes[graph_.routines[0].entry].stage;
  if (jumps) put_stage(first < program_.stages.size() ? first : 0, 0, begin_anchor());
  for (std::uint32_t i = layout_.runs[0].begin; i < layout_.runs[0].end; ++i) {
    const NodeId n = layout_.order[i];
    const sema::StageId stage = graph_.nodes[n].stage;
    if (stage == last || stage >= program_.stages.size() || starts_[n] >= stages_end_) continue;
    put_stage(stage, starts_[n], anchor(n));
  }
}

assembly::Label Coder::begin_anchor() {
  labelled_.push_back(kNone);
  is_target_.push_back(false);
  return static_cast<assembly::Label>(labelled_.size() - 1);
}

void Coder::make_parts() {
  for (const Run& run : layout_.runs) {
    if (run.routine == 0) continue;
    assembly::PartDef def;
    def.name = program_.parts[graph_.routines[run.routine].part].name;
    def.begin = anchor(layout_.order[run.begin]);
    const assembly::State touched = state(states_.touched, run.routine);
    def.touched_levels = touched.levels;
    def.touched_slots = touched.filled;
    assembly::PartCase& only = def.cases.emplace_back();
    only.entry = state(states_.entry, run.routine);
    if (states_.returns[run.routine] != 0) {
      // What a part leaves alone is not claimed by it: the caller knows better.
      assembly::State exit = state(states_.exit, run.routine);
      exit.levels &= touched.levels;
      for (std::size_t s = 0; s < touched.filled.size(); ++s) {
        if (!touched.filled[s]) exit.filled[s] = false;
      }
      only.exits.push_back(std::move(exit));
    }
    module_.parts.push_back(std::move(def));
  }
}

void Coder::finish_labels() {
  module_.labels.reserve(labelled_.size());
  NodeId last = kNone;  // the node whose state was written last
  for (std::size_t l = 0; l < labelled_.size(); ++l) {
    assembly::LabelDef def{labelled_[l] == kNone ? 0 : starts_[labelled_[l]]};
    if (is_target_[l]) {
      if (last == kNone || !same_state(last, labelled_[l])) {
        last = labelled_[l];
        module_.states.push_back(state(states_.before, last));
      }
      def.claims = static_cast<std::uint32_t>(module_.claims.size());
      module_.claims.push_back({static_cast<std::uint32_t>(module_.states.size() - 1)});
      def.claims_end = def.claims + 1;
    }
    module_.labels.push_back(def);
  }
}

}  // namespace guion::lower
