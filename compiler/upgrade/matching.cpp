// Names and nodes of two versions: see matching.hpp.
#include "upgrade/matching.hpp"

#include <algorithm>
#include <map>

namespace guion::upgrade {

namespace {

template <class Table>
std::vector<std::uint32_t> by_name(const Table& from, const Table& to) {
  std::vector<std::uint32_t> out;
  out.reserve(from.size());
  for (const auto& entry : from) out.push_back(named(to, entry.name));
  return out;
}

bool is_placed(const Side& side, cfg::NodeId n) {
  const cfg::Op op = side.graph.nodes[n].op;
  return (cfg::yields(op) || op == cfg::Op::Call) && side.states.reachable[n] != 0 && side.line_of[n] != kNone;
}

/// Events and calls of each line.
std::vector<std::vector<cfg::NodeId>> nodes_by_line(const Side& side) {
  std::vector<std::vector<cfg::NodeId>> out(side.lines.size());
  for (cfg::NodeId n = 0; n < side.graph.nodes.size(); ++n)
    if (is_placed(side, n)) out[side.line_of[n]].push_back(n);
  return out;
}

std::string_view part_of(const Side& side, cfg::NodeId n) {
  const std::uint32_t part = side.graph.nodes[n].object;
  return part < side.program.parts.size() ? std::string_view{side.program.parts[part].name} : std::string_view{};
}

/// A call of a part is the same if it stands in the same stage or part and runs the same part.
bool same_call(const Side& before, cfg::NodeId a, const Side& after, cfg::NodeId b) {
  if (before.graph.nodes[a].op != cfg::Op::Call) return true;
  return part_of(before, a) == part_of(after, b) && before.stage_name(a) == after.stage_name(b) &&
         before.routine_name(before.routine_of[a]) == after.routine_name(after.routine_of[b]);
}

bool includes_the_same(const Side& before, const Side& after, const Names& to_new) {
  for (std::size_t l = 0; l < before.program.levels.size(); ++l) {
    const std::uint32_t to = to_new.levels[l];
    if (to == kNone || levels_of(before.program, before.program.levels[l].closure) !=
                           levels_of(after.program, after.program.levels[to].closure))
      return false;
  }
  return before.program.levels.size() == after.program.levels.size();
}

}  // namespace

sema::Levels Names::set(sema::Levels all) const {
  sema::Levels out = 0;
  for (std::size_t l = 0; l < levels.size(); ++l)
    if (((all >> l) & 1u) != 0 && levels[l] != kNone) out = static_cast<sema::Levels>(out | (1u << levels[l]));
  return out;
}

Names names_in(const sema::Program& from, const sema::Program& to) {
  return {by_name(from.slots, to.slots),       by_name(from.levels, to.levels), by_name(from.methods, to.methods),
          by_name(from.services, to.services), by_name(from.areas, to.areas),   by_name(from.outcomes, to.outcomes),
          by_name(from.tags, to.tags),         by_name(from.stages, to.stages)};
}

Matching::Matching(const Side& b, const Side& a)
    : before(b),
      after(a),
      to_new(names_in(b.program, a.program)),
      to_old(names_in(a.program, b.program)),
      lines(questions::match(b.lines, a.lines)),
      node_of_old(b.graph.nodes.size(), kNone),
      node_of_new(a.graph.nodes.size(), kNone) {
  const auto old_nodes = nodes_by_line(before), new_nodes = nodes_by_line(after);
  for (std::uint32_t o = 0; o < before.lines.size(); ++o) {
    const std::uint32_t n = lines.of_old[o];
    if (n == kNone) continue;
    // The k-th event of a kind on the line: wordings have lines of their own, so there are few.
    std::map<cfg::Op, std::vector<cfg::NodeId>> left;
    for (const cfg::NodeId node : new_nodes[n]) left[after.graph.nodes[node].op].push_back(node);
    for (const cfg::NodeId node : old_nodes[o]) {
      auto& open = left[before.graph.nodes[node].op];
      if (open.empty() || !same_call(before, node, after, open.front())) continue;
      node_of_old[node] = open.front();
      node_of_new[open.front()] = node;
      open.erase(open.begin());
    }
  }
  levels_alike = includes_the_same(before, after, to_new);
  carried = carry(*this);
}

}  // namespace guion::upgrade
