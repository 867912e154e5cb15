// Loops: those in which nothing happens, and those from which no call gets out.
#include <algorithm>
#include <vector>

#include "analysis/checks.hpp"

namespace guion::analysis {

using cfg::EdgeKind;
using cfg::NodeId;
using cfg::Op;

namespace {

/// Follows the ways that a call takes without an event. A verification whose tries are used up is passed over in
/// silence.
class SilentWays {
 public:
  SilentWays(const Input& in, const Result& result) : in_(in), result_(result), quiet_(in.graph.routines.size()) {
    for (const std::uint32_t r : in.calls.order) quiet_[r] = r != 0 && crosses(r) ? 1 : 0;
  }

  [[nodiscard]] bool silent(NodeId n, const cfg::Edge& e) const {
    if (e.to == kNone || !result_.reachable[n]) return false;
    const cfg::Node& node = in_.graph.nodes[n];
    const std::uint32_t part = callee(in_.calls, node);
    if (part != kNone) return quiet_[part] != 0;
    return !cfg::yields(node.op) || (node.op == Op::Verify && e.kind == EdgeKind::Exhausted);
  }

  /// The nodes of a silent loop through `start` in the order of the walk, or none. `seen` keeps what was found free of
  /// loops.
  std::vector<NodeId> loop_from(NodeId start, std::vector<std::uint8_t>& seen) const {
    struct Step {
      NodeId node;
      std::uint32_t edge;
    };
    std::vector<Step> path;
    const auto enter = [&](NodeId n) {
      seen[n] = kOnPath;
      path.push_back({n, 0});
    };
    if (seen[start] == kUnseen) enter(start);
    while (!path.empty()) {
      const NodeId n = path.back().node;
      const auto edges = in_.graph.out(n);
      if (path.back().edge == edges.size()) {
        seen[n] = kDone;
        path.pop_back();
        continue;
      }
      const cfg::Edge& e = edges[path.back().edge++];
      if (!silent(n, e)) continue;
      if (seen[e.to] == kUnseen) {
        enter(e.to);
      } else if (seen[e.to] == kOnPath) {
        const auto first = std::find_if(path.begin(), path.end(), [&](const Step& s) { return s.node == e.to; });
        std::vector<NodeId> loop;
        std::for_each(first, path.end(), [&](const Step& s) { loop.push_back(s.node); });
        for (const Step& s : path) seen[s.node] = kDone;
        return loop;
      }
    }
    return {};
  }

 private:
  static constexpr std::uint8_t kUnseen = 0, kOnPath = 1, kDone = 2;

  /// Whether a part can be run without an event.
  bool crosses(std::uint32_t routine) const {
    std::vector<NodeId> open;
    std::vector<std::uint8_t> seen(in_.graph.routines[routine].end - in_.graph.routines[routine].begin);
    const NodeId begin = in_.graph.routines[routine].begin;
    const auto push = [&](NodeId n) {
      if (n < begin || n - begin >= seen.size() || seen[n - begin]) return;
      seen[n - begin] = 1;
      open.push_back(n);
    };
    push(in_.graph.routines[routine].entry);
    while (!open.empty()) {
      const NodeId n = open.back();
      open.pop_back();
      if (in_.graph.nodes[n].op == Op::Return) return true;
      for (const cfg::Edge& e : in_.graph.out(n)) {
        if (silent(n, e)) push(e.to);
      }
    }
    return false;
  }

  const Input& in_;
  const Result& result_;
  std::vector<std::uint8_t> quiet_;
};

/// Ways into each node, packed.
struct WaysIn {
  std::vector<std::uint32_t> first;
  std::vector<NodeId> from;
};

WaysIn ways_in(const cfg::Graph& graph) {
  WaysIn ways;
  ways.first.assign(graph.nodes.size() + 1, 0);
  for (const cfg::Edge& e : graph.edges) {
    if (e.to != kNone) ++ways.first[e.to + 1];
  }
  for (std::size_t n = 0; n < graph.nodes.size(); ++n) ways.first[n + 1] += ways.first[n];
  ways.from.resize(ways.first.back());
  auto next = ways.first;
  for (NodeId n = 0; n < graph.nodes.size(); ++n) {
    for (const cfg::Edge& e : graph.out(n)) {
      if (e.to != kNone) ways.from[next[e.to]++] = n;
    }
  }
  return ways;
}

/// Whether a node is a place where a call, or its part, is over. A dead end counts: it has a message of its own.
bool is_end(const Input& in, const Result& result, const std::vector<std::uint8_t>& part_ends, NodeId n) {
  const cfg::Node& node = in.graph.nodes[n];
  if (!result.reachable[n]) return false;
  const std::uint32_t part = callee(in.calls, node);
  if (part != kNone) return part_ends[part] != 0;
  const auto edges = in.graph.out(n);
  const bool returns =
      std::any_of(edges.begin(), edges.end(), [](const cfg::Edge& e) { return e.kind == EdgeKind::Returned; });
  return edges.empty() || (node.op == Op::Transfer && !returns);
}

/// Marks the nodes of a routine from which an end can be reached.
void mark_ending(const Input& in, const Result& result, const WaysIn& ways, std::uint32_t routine,
                 const std::vector<std::uint8_t>& part_ends, std::vector<std::uint8_t>& ending) {
  const cfg::Routine& r = in.graph.routines[routine];
  std::vector<NodeId> open;
  for (NodeId n = r.begin; n < r.end; ++n) {
    if (!is_end(in, result, part_ends, n)) continue;
    ending[n] = 1;
    open.push_back(n);
  }
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    for (std::uint32_t i = ways.first[n]; i < ways.first[n + 1]; ++i) {
      const NodeId from = ways.from[i];
      const std::uint32_t part = callee(in.calls, in.graph.nodes[from]);
      if (ending[from] || !result.reachable[from] || (part != kNone && !result.returns[part])) continue;
      ending[from] = 1;
      open.push_back(from);
    }
  }
}

/// Whether a part holds a line that ends the call, itself or in a part that it runs.
bool ends_inside(const Input& in, const Result& result, const std::vector<std::uint8_t>& part_ends,
                 std::uint32_t routine) {
  const cfg::Routine& r = in.graph.routines[routine];
  for (NodeId n = r.begin; n < r.end; ++n) {
    if (in.graph.nodes[n].op != Op::Return && is_end(in, result, part_ends, n)) return true;
  }
  return false;
}

}  // namespace

void check_silent_loops(const Input& in, const Result& result, diag::Emitter& emitter) {
  const SilentWays ways(in, result);
  std::vector<std::uint8_t> seen(in.graph.nodes.size());
  for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    for (const cfg::Edge& e : in.graph.out(n)) {
      if (e.to > n || !ways.silent(n, e)) continue;  // every loop has a way back
      const std::vector<NodeId> loop = ways.loop_from(e.to, seen);
      if (loop.empty()) continue;
      const cfg::Node& last = in.graph.nodes[*std::max_element(loop.begin(), loop.end())];
      const cfg::Node& first = in.graph.nodes[*std::min_element(loop.begin(), loop.end())];
      auto& d = emitter.report(diag::SilentLoop, place_of(in, last));
      if (place_of(in, first) != place_of(in, last))
        d.note(place_of(in, first), "the loop begins here", "la vuelta empieza aquí");
    }
  }
}

void check_ends(const Input& in, const Result& result, diag::Emitter& emitter) {
  const WaysIn ways = ways_in(in.graph);
  std::vector<std::uint8_t> ending(in.graph.nodes.size());
  std::vector<std::uint8_t> part_ends(in.graph.routines.size());
  for (const std::uint32_t r : in.calls.order) {
    mark_ending(in, result, ways, r, part_ends, ending);
    part_ends[r] = ends_inside(in, result, part_ends, r) ? 1 : 0;
  }
  for (const cfg::Routine& r : in.graph.routines) {
    for (NodeId n = r.begin; n < r.end; ++n) {
      if (!result.reachable[n] || ending[n]) continue;
      emitter.report(diag::CannotEnd, place_of(in, in.graph.nodes[n]));
      break;
    }
  }
}

}  // namespace guion::analysis
