// Where control goes behind each line, which events there are, which slots decide something: found once a program.
#include "prove/stepper.hpp"

namespace guion::test {

using ast::NodeKind;

namespace {
bool is_arm(NodeKind kind) {
  const ast::Where w = ast::where_of(kind);
  return w == ast::Where::Arm || w == ast::Where::Item;
}
}  // namespace

Stepper::Stepper(const sema::Program& program) : p_(program), place_(program.slots.size(), kNone) {
  Line lines = 0;
  for (const sema::File& f : p_.files) {
    offsets_.push_back(lines);
    lines += static_cast<Line>(f.tree.lines.size());
  }
  std::uint32_t places = 0;
  for (sema::SlotId s = 0; s < p_.slots.size(); ++s) {
    if (!p_.slots[s].constant && !p_.slots[s].own_words) place_[s] = places++;
  }
  find_choices();
  fits_ = places <= kMostSlots && p_.counters <= kMostCounters && lines < 0xffff && p_.stage_rules.size() <= 32;
  for (sema::SlotId s = 0; s < p_.slots.size(); ++s) {
    const auto [low, high] = range(s);
    if (decides_[s] != 0 && (low <= kEmpty || high > std::numeric_limits<std::int8_t>::max())) fits_ = false;
  }
  behind_.resize(lines);
  first_.resize(lines);
  owner_.assign(lines, kNone);
  stage_of_.assign(lines, kNone);
  first_event_.assign(lines, kNone);
  lay_out();
  note_events();
}

LineRef Stepper::ref(Line l) const {
  std::size_t file = 0;
  while (file + 1 < offsets_.size() && offsets_[file + 1] <= l) ++file;
  return {static_cast<FileId>(file), l - offsets_[file]};
}

std::vector<Line> Stepper::inside(Line owner) const {
  std::vector<Line> out;
  const LineRef l = ref(owner);
  const auto& lines = p_.files[l.file].tree.lines;
  for (LineId i = l.line + 1; i < lines[l.line].block_end; i = std::max(i + 1, lines[i].block_end)) {
    if (lines[i].kind != NodeKind::Comment) out.push_back(offsets_[l.file] + i);
  }
  return out;
}

std::vector<Line> Stepper::inside(Line owner, NodeKind kind) const {
  std::vector<Line> out;
  for (const Line l : inside(owner)) {
    if (node(l).kind == kind) out.push_back(l);
  }
  return out;
}

void Stepper::lay_out() {
  for (std::uint32_t id = 0; id < p_.stages.size(); ++id) {
    if (p_.stages[id].line.line == kNone) continue;
    const Line head = line_of(p_.stages[id].line);
    behind_[head] = {Spot::Kind::StageEnd, id};
    stage_of_[head] = id;
    lay_out_block(head, id);
  }
  for (const sema::PartDef& part : p_.parts) {
    const Line head = line_of(part.line);
    behind_[head] = {Spot::Kind::PartEnd, 0};
    lay_out_block(head, kNone);
  }
}

/// Behind the last line of a block control goes on where it goes on behind its owner; behind an arm, where it goes on
/// behind the line that it answers. «si no» stands beside its «si», not inside.
void Stepper::lay_out_block(Line owner, std::uint32_t stage) {
  const std::vector<Line> lines = inside(owner);
  first_[owner] = behind_[owner];
  bool begun = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const NodeKind kind = node(lines[i]).kind;
    stage_of_[lines[i]] = stage;
    owner_[lines[i]] = owner;
    behind_[lines[i]] = behind_[owner];
    const bool beside = kind == NodeKind::Else && node(owner).kind != NodeKind::When;
    if (!is_arm(kind) || beside) {
      for (std::size_t j = i + 1; j < lines.size(); ++j) {
        if (is_arm(node(lines[j]).kind)) continue;
        behind_[lines[i]] = {Spot::Kind::AtLine, lines[j]};
        break;
      }
    }
    if (!begun && ast::where_of(kind) == ast::Where::Statement) {
      first_[owner] = {Spot::Kind::AtLine, lines[i]};
      begun = true;
    }
    lay_out_block(lines[i], stage);
  }
}

void Stepper::find_choices() {
  decides_.assign(p_.slots.size(), 0);
  const auto mark = [&](sema::SlotId s) {
    if (s < decides_.size()) decides_[s] = 1;
  };
  for (const sema::Cond& c : p_.conds) {
    if (c.op != sema::CondOp::CompareNumber && c.op != sema::CondOp::CompareSlot) continue;
    mark(c.slot);
    mark(c.other);
  }
  for (const sema::File& f : p_.files) {
    for (LineId i = 0; i < f.statements.size(); ++i) {
      const NodeKind kind = f.tree.lines[i].kind;
      if (kind == NodeKind::When || kind == NodeKind::Set) mark(f.statements[i].slot);
    }
  }
  for (const sema::SetExpr& x : p_.sets) {
    mark(x.a);
    mark(x.b);
  }
  for (sema::SlotId s = 0; s < p_.slots.size(); ++s) {
    if (!is_number(p_.slots[s].type.kind) && p_.slots[s].type.kind != sema::TypeKind::Enum &&
        p_.slots[s].type.kind != sema::TypeKind::YesNo) {
      decides_[s] = 0;
    }
  }
}

std::pair<std::int64_t, std::int64_t> Stepper::range(sema::SlotId slot) const {
  const sema::Type& t = p_.slots[slot].type;
  if (t.kind == sema::TypeKind::YesNo) return {0, 1};
  if (t.kind == sema::TypeKind::Enum) return {0, static_cast<std::int64_t>(p_.enums[t.enumeration].values.size()) - 1};
  return {t.min, t.max};
}

// ---- events
// ----------------------------------------------------------------------------------------------------------------------------------

void Stepper::note_events() {
  for (const sema::StageDef& stage : p_.stages) {
    if (stage.line.line == kNone) continue;
    const Line head = line_of(stage.line);
    first_event_[head] = static_cast<EventId>(events_.size());
    events_.push_back({EventKind::Judge, kNone, kNone, {}, kNone, head});
    const std::size_t notes = stage.rule == kNone ? 0 : p_.stage_rules[stage.rule].notes.size();
    for (std::size_t k = 0; k < notes; ++k) {
      events_.push_back({EventKind::Note, kNone, kNone, {}, p_.stage_rules[stage.rule].notes[k], head});
    }
  }
  for (std::size_t f = 0; f < p_.files.size(); ++f) {
    for (LineId i = 0; i < p_.files[f].tree.lines.size(); ++i) note_line(offsets_[f] + i);
  }
}

void Stepper::note_line(Line l) {
  const NodeKind kind = node(l).kind;
  const sema::Statement& s = at(l);
  const auto add = [&](EventKind event, std::uint32_t object, Line place) {
    EventInfo info{event, object, kNone, {}, at(place).text, place};
    if (kind == NodeKind::Say) info.tags = std::span{p_.tag_lists}.subspan(s.tags, s.tags_end - s.tags);
    if (kind == NodeKind::Verify) info.method = at(place).object;
    first_event_[place] = static_cast<EventId>(events_.size());
    events_.push_back(info);
  };
  const auto add_wordings = [&](EventKind event, std::uint32_t object) {
    if (!s.one_of) return add(event, object, l);
    for (const Line item : inside(l, NodeKind::Item)) add(event, object, item);
  };
  if (kind == NodeKind::Say) add_wordings(EventKind::Say, kNone);
  if (kind == NodeKind::Ask) add_wordings(EventKind::Ask, s.slot);
  if (kind == NodeKind::Note) add(EventKind::Note, kNone, l);
  if (kind == NodeKind::Record) add(EventKind::Record, s.slot, l);
  if (kind == NodeKind::Judge) add(EventKind::Judge, kNone, l);
  if (kind == NodeKind::Menu) add(EventKind::Menu, kNone, l);
  if (kind == NodeKind::Lookup || kind == NodeKind::Request) add(EventKind::Lookup, s.object, l);
  if (kind == NodeKind::Transfer) add(EventKind::Transfer, s.object, l);
  if (kind == NodeKind::End) add(EventKind::End, s.object, l);
  if (kind != NodeKind::Verify) return;
  for (const Line with : inside(l, NodeKind::With)) add(EventKind::Verify, s.object, with);
}

}  // namespace guion::test
