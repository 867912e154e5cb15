// Declarations of the flow's own file that nothing refers to, and yes/no questions whose answer nothing reads. Tables
// of the program and facts of the graph are enough: it reads no lines one by one.
#include <algorithm>
#include <string_view>
#include <vector>

#include "analysis/checks.hpp"

namespace guion::analysis {

namespace {

/// What the tables of a program refer to. One mark for each slot and type; tags are the protocol's, so a flow cannot
/// leave one unused.
struct Uses {
  std::vector<std::uint8_t> slots, enums;
};

void mark(std::vector<std::uint8_t>& marks, std::uint32_t index) {
  if (index < marks.size()) marks[index] = 1;
}

void mark_events(const sema::Program& program, Uses& uses) {
  for (const sema::Rule& r : program.rules) {
    for (const sema::RuleEvent& e : r.events) {
      mark(uses.slots, e.says);
      if (e.keyword == static_cast<std::uint8_t>(Keyword::Ask)) mark(uses.slots, e.object);
      if (e.keyword == static_cast<std::uint8_t>(Keyword::Record)) mark(uses.slots, e.object);
    }
  }
}

Uses find_uses(const sema::Program& program) {
  Uses uses;
  uses.slots.assign(program.slots.size(), 0);
  uses.enums.assign(program.enums.size(), 0);
  for (const sema::File& f : program.files) {
    for (const sema::Statement& s : f.statements) mark(uses.slots, s.slot);
  }
  for (const sema::Segment& s : program.segments) {
    mark(uses.slots, s.slot);
    if (s.form == sema::Form::WithAddress) mark(uses.slots, program.address_slot);
  }
  for (const sema::Cond& c : program.conds) {
    mark(uses.slots, c.slot);
    mark(uses.slots, c.other);
  }
  for (const sema::SetExpr& s : program.sets) {
    mark(uses.slots, s.a);
    mark(uses.slots, s.b);
  }
  for (const sema::Service& s : program.services) {
    for (const auto* fields : {&s.takes, &s.gives, &s.stales}) {
      for (const sema::Field& f : *fields) mark(uses.slots, f.slot);
    }
  }
  for (const sema::Slot& s : program.slots) mark(uses.enums, s.type.enumeration);
  mark_events(program, uses);
  return uses;
}

/// Whether the line that declares something stands in the file asked for.
bool own(Span span) { return span.file == 0 && span.begin != span.end; }

/// Whether a file is the one that `usa PATH` names: its path ends in PATH, without the folders that lead up.
bool is_import(std::string_view file, std::string_view path) {
  while (path.substr(0, 3) == "../") path.remove_prefix(3);
  constexpr std::string_view kExtension = ".flow";
  if (file.size() < kExtension.size() || file.substr(file.size() - kExtension.size()) != kExtension) return false;
  file.remove_suffix(kExtension.size());
  if (file.size() < path.size() || file.substr(file.size() - path.size()) != path) return false;
  return file.size() == path.size() || file[file.size() - path.size() - 1] == '/';
}

/// Whether anything that a file declares is referred to. Files that it brings in count with it.
bool file_used(const sema::Program& program, const Uses& uses, FileId file) {
  for (std::size_t i = 0; i < program.slots.size(); ++i) {
    if (program.slots[i].span.file == file && uses.slots[i]) return true;
  }
  for (std::size_t i = 0; i < program.enums.size(); ++i) {
    if (program.enums[i].span.file == file && uses.enums[i]) return true;
  }
  return std::any_of(program.parts.begin(), program.parts.end(),
                     [&](const sema::PartDef& p) { return p.line.file == file && p.used; });
}

bool imports(const sema::Program& program, FileId file) {
  const auto& lines = program.files[file].tree.lines;
  return std::any_of(lines.begin(), lines.end(), [](const ast::Line& l) { return l.kind == ast::NodeKind::Use; });
}

void check_libraries(const sema::Program& program, const Uses& uses, diag::Emitter& emitter) {
  const ast::Tree& tree = program.files[0].tree;
  for (LineId l = 0; l < tree.lines.size(); ++l) {
    if (tree.lines[l].kind != ast::NodeKind::Use) continue;
    for (const ast::Part& p : tree.parts_of(l)) {
      if (p.kind != ast::PartKind::Path) continue;
      for (std::size_t f = 1; f < program.files.size(); ++f) {
        const auto file = static_cast<FileId>(f);
        if (!is_import(program.files[f].path, tree.at(p)) || file_used(program, uses, file) || imports(program, file))
          continue;
        emitter.report(diag::UnusedLibrary, program.span_of({0, l}), tree.at(p));
      }
    }
  }
}

void mark_condition(const sema::Program& program, sema::CondId cond, std::vector<std::uint8_t>& read) {
  if (cond == kNone) return;
  const sema::Cond& c = program.conds[cond];
  mark(read, c.slot);
  mark(read, c.other);
  mark_condition(program, c.left, read);
  mark_condition(program, c.right, read);
}

/// A yes/no question is asked for what follows from it, in the flow or in a waiver of a stage. Anything else may be
/// asked for the record.
void check_answers(const Input& in, diag::Emitter& emitter) {
  std::vector<std::uint8_t> read(in.program.slots.size(), 0);
  for (const cfg::Fact& f : in.graph.facts) {
    if (f.kind == cfg::FactKind::Reads) mark(read, f.object);
  }
  for (const sema::StageRule& rule : in.program.stage_rules) {
    for (const sema::StageWaiver& w : rule.waivers) mark_condition(in.program, w.cond, read);
  }
  for (const cfg::Fact& f : in.graph.facts) {
    if (f.kind != cfg::FactKind::Asks || f.object >= read.size() || read[f.object]) continue;
    const sema::Slot& slot = in.program.slots[f.object];
    if (slot.type.kind == sema::TypeKind::YesNo) emitter.report(diag::UnusedSlot, f.span, slot.name);
  }
}

}  // namespace

void check_unused(const Input& in, diag::Emitter& emitter) {
  const sema::Program& program = in.program;
  if (program.files.empty() || program.kind != sema::FileKind::Flow) return;
  const Uses uses = find_uses(program);
  for (std::size_t i = 0; i < program.slots.size(); ++i) {
    if (own(program.slots[i].span) && !uses.slots[i])
      emitter.report(diag::UnusedSlot, program.slots[i].span, program.slots[i].name);
  }
  for (std::size_t i = 0; i < program.enums.size(); ++i) {
    if (own(program.enums[i].span) && !uses.enums[i])
      emitter.report(diag::UnusedType, program.enums[i].span, program.enums[i].name);
  }
  for (const sema::PartDef& p : program.parts) {
    if (p.line.file == 0 && p.line.line != kNone && !p.used)
      emitter.report(diag::UnusedPart, program.span_of(p.line), p.name);
  }
  check_libraries(program, uses, emitter);
  check_answers(in, emitter);
}

}  // namespace guion::analysis
