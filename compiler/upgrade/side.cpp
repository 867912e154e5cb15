// See side.hpp: lines, nodes and instructions of one version brought together.
#include "upgrade/side.hpp"

#include <algorithm>

#include "verify/verify.hpp"

namespace guion::upgrade {

using image::Opcode;

namespace {

/// The instruction behind the one at `pc` of verified code.
std::uint32_t behind(const image::ImageView& v, std::uint32_t pc) {
  const std::uint8_t* const code = v.code();
  const std::uint8_t* p = code + pc;
  const image::OperandRow& row = image::kOperands.rows[*p++];
  for (const char* letter = row.letters; *letter != 0; ++letter) {
    switch (*letter) {
      case 'T':
      case 't':
        p = image::behind_template(v, p);
        break;
      case 'L':
      case 'o':
        ++p;
        break;
      case 'M':
        for (std::uint32_t n = image::take_number(p); n != 0; --n) {
          p = image::behind_template(v, p);
          (void)image::take_varint(p);
        }
        break;
      case 'P':
        for (std::uint32_t n = image::take_number(p); n != 0; --n) (void)image::take_varint(p);
        break;
      default:
        (void)image::take_varint(p);
    }
  }
  return static_cast<std::uint32_t>(p - code);
}

/// Whether a node of this kind becomes an instruction of that one. A guard in front of a node bears the node's number,
/// but ends the call.
bool fits(cfg::Op op, Opcode code) {
  switch (op) {
    case cfg::Op::Say:
      return code == Opcode::Say;
    case cfg::Op::Note:
      return code == Opcode::Note;
    case cfg::Op::Ask:
      return code == Opcode::Ask || code == Opcode::AskTimed;
    case cfg::Op::Record:
      return code == Opcode::Record;
    case cfg::Op::Judge:
      return code == Opcode::Judge;
    case cfg::Op::Menu:
      return code == Opcode::Menu || code == Opcode::MenuTimed;
    case cfg::Op::Verify:
      return code == Opcode::Verify;
    case cfg::Op::Lookup:
      return code == Opcode::Lookup;
    case cfg::Op::Transfer:
      return code == Opcode::Transfer;
    case cfg::Op::Call:
      return code == Opcode::Call;
    case cfg::Op::End:
      return code == Opcode::End;
    case cfg::Op::Pick:
    case cfg::Op::Show:
    case cfg::Op::Test:
    case cfg::Op::Set:
    case cfg::Op::Revoke:
    case cfg::Op::Return:
    case cfg::Op::Pass:
      break;
  }
  return false;
}

}  // namespace

Side::Side(const Version& v)
    : version(v),
      program(v.program),
      graph(v.graph),
      calls(analysis::call_order(v.program, v.graph)),
      in{program, graph, calls},
      states(analysis::solve(v.program, v.graph)),
      lines(questions::script_lines(v.program)),
      line_of(v.graph.nodes.size(), kNone),
      routine_of(v.graph.nodes.size(), kNone),
      spots_of(v.graph.nodes.size()),
      guards_at(v.graph.nodes.size(), kNone),
      tested(v.graph.nodes.size()),
      image_slot(v.program.slots.size(), kNone) {
  for (std::uint32_t r = 0; r < graph.routines.size(); ++r)
    std::fill(routine_of.begin() + graph.routines[r].begin, routine_of.begin() + graph.routines[r].end, r);
  find_lines();
  open_image();
  if (open) find_spots();
}

void Side::find_lines() {
  std::vector<std::vector<std::uint32_t>> at(program.files.size());
  for (std::size_t f = 0; f < at.size(); ++f) at[f].assign(program.files[f].tree.lines.size(), kNone);
  for (std::uint32_t i = 0; i < lines.size(); ++i) at[lines[i].at.file][lines[i].at.line] = i;
  for (cfg::NodeId n = 0; n < graph.nodes.size(); ++n) {
    const LineRef l = graph.nodes[n].line;
    if (l.file < at.size() && l.line < at[l.file].size()) line_of[n] = at[l.file][l.line];
  }
}

void Side::open_image() {
  verify::Fault fault;
  const bool ruled = !version.policy.empty();
  if (ruled && !verify::open_policy(version.policy.data(), version.policy.size(), policy, fault)) return;
  open = verify::open_image(version.image.data(), version.image.size(), ruled ? &policy : nullptr, image, fault);
  for (std::uint32_t s = 0; open && s < image.slots; ++s) {
    const image::Text name = image.name(2 + s);
    const std::uint32_t own = named(program.slots, std::string_view{name.data, name.size});
    if (own != kNone) image_slot[own] = s;
  }
}

void Side::find_spots() {
  std::uint32_t pc = 0, instruction = 0;
  for (const assembly::Origin& o : version.origins) {
    for (; instruction < o.instruction && pc < image.code_size(); ++instruction) pc = behind(image, pc);
    if (pc >= image.code_size()) return;
    const auto op = static_cast<Opcode>(image.code()[pc]);
    if (o.node < graph.nodes.size() && graph.nodes[o.node].op == cfg::Op::Test) {
      if (op == Opcode::End) tested[o.node] = true;
      guards_at[o.node] = std::min(guards_at[o.node], pc);
    }
    if (o.node >= graph.nodes.size() || !fits(graph.nodes[o.node].op, op)) continue;
    spots_of[o.node].push_back(static_cast<std::uint32_t>(spots.size()));
    spots.push_back({pc, behind(image, pc), op, o.node});
  }
}

std::string_view Side::routine_name(std::uint32_t routine) const {
  if (routine >= graph.routines.size() || graph.routines[routine].part >= program.parts.size()) return {};
  return program.parts[graph.routines[routine].part].name;
}

std::string_view Side::stage_name(cfg::NodeId n) const {
  const sema::StageId stage = graph.nodes[n].stage;
  return stage < program.stages.size() ? std::string_view{program.stages[stage].name} : std::string_view{};
}

}  // namespace guion::upgrade
