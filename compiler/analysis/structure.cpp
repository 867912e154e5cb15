// Lines that no call gets to, and places from which a call cannot go on.
#include <algorithm>
#include <vector>

#include "analysis/checks.hpp"

namespace guion::analysis {

using cfg::NodeId;
using cfg::Op;

namespace {

enum class Use : std::uint8_t { None, Never, Reached };

/// For every line of a file: whether a call gets there. Lines without a node of their own say nothing.
std::vector<Use> uses_of(const Input& in, const Result& result, FileId file) {
  std::vector<Use> uses(in.program.files[file].tree.lines.size(), Use::None);
  for (const cfg::Routine& r : in.graph.routines) {
    // A part that is never run is told where it is not run.
    if (r.entry == kNone || !result.reachable[r.entry]) continue;
    for (NodeId n = r.begin; n < r.end; ++n) {
      const LineRef l = in.graph.nodes[n].line;
      if (l.file != file || l.line >= uses.size()) continue;
      if (result.reachable[n]) {
        uses[l.line] = Use::Reached;
      } else if (uses[l.line] == Use::None) {
        uses[l.line] = Use::Never;
      }
    }
  }
  return uses;
}

bool ends_here(Op op) { return op == Op::End || op == Op::Return || op == Op::Transfer; }

}  // namespace

void check_unreachable(const Input& in, const Result& result, diag::Emitter& emitter) {
  for (std::size_t file = 0; file < in.program.files.size(); ++file) {
    const auto uses = uses_of(in, result, static_cast<FileId>(file));
    bool told = false;
    for (LineId l = 0; l < uses.size(); ++l) {
      if (uses[l] == Use::Never && !told) {
        emitter.report(diag::UnreachableLine, in.program.span_of({static_cast<FileId>(file), l}));
      }
      if (uses[l] != Use::None) told = uses[l] == Use::Never;
    }
  }
}

void check_dead_ends(const Input& in, const Result& result, diag::Emitter& emitter) {
  const auto dead = [&](NodeId n) {
    return result.reachable[n] && !ends_here(in.graph.nodes[n].op) && in.graph.out(n).empty();
  };
  // The message stands at the last line from which control falls off, not at the place where it would arrive.
  std::vector<NodeId> falls(in.graph.nodes.size(), kNone);
  for (auto n = static_cast<NodeId>(falls.size()); n-- > 0;) {
    const auto out = in.graph.out(n);
    if (dead(n)) falls[n] = n;
    if (in.graph.nodes[n].op == Op::Pass && out.size() == 1 && out[0].to > n && out[0].to != kNone)
      falls[n] = falls[out[0].to];
  }
  std::vector<Span> places(falls.size());
  const auto tell = [&](NodeId end, NodeId from) {
    const Span s = place_of(in, in.graph.nodes[from]);
    if (s.file >= places[end].file && s.begin >= places[end].begin) places[end] = s;
  };
  for (NodeId n = 0; n < falls.size(); ++n) {
    if (dead(n)) tell(n, n);
    for (const cfg::Edge& e : in.graph.out(n)) {
      if (e.to != kNone && result.reachable[n] && falls[e.to] != kNone) tell(falls[e.to], n);
    }
  }
  for (NodeId n = 0; n < falls.size(); ++n) {
    if (dead(n)) emitter.report(diag::DeadEnd, places[n]);
  }
}

}  // namespace guion::analysis
