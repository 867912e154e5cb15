// All places of the old version, one after the other. See upgrade.hpp.
#include <algorithm>

#include "upgrade/hurdles.hpp"
#include "upgrade/rules.hpp"
#include "upgrade/same_past.hpp"
#include "upgrade/table.hpp"

namespace guion::upgrade {

namespace {

using cfg::NodeId;
using cfg::Op;

/// Whether a call that goes on can wait at such a node.
bool waits(Op op) { return op != Op::Call && op != Op::End; }

/// Hears nothing: for it only what a call holds is a past.
prove::Automaton deaf() { return {{}, std::vector<prove::State>(prove::kLetterSets, 0), prove::kBroken}; }

class Planner {
 public:
  explicit Planner(const Matching& m) : m_(m), moves_(m.before.graph.nodes.size()), to_(moves_.size()) {}

  Plan run() {
    Plan out;
    std::vector<NodeId> places;
    for (NodeId n = 0; n < m_.before.graph.nodes.size(); ++n)
      if (!m_.before.spots_of[n].empty() && waits(m_.before.graph.nodes[n].op)) places.push_back(n);
    std::vector<NodeId> open;
    for (const NodeId p : places)
      if (begin(p)) open.push_back(p);
    for (const Doubt& d : doubts_of(m_, open)) stay(d.place, Cause::Rule, d.why);
    const prove::Automaton nothing = deaf();
    const Hearing was(m_.before, nothing), is(m_.after, nothing);
    const Effects effects(m_);
    const SamePast same(m_, effects, was, is);
    const Forecast first = given();
    const bool whole = carries_all(m_);
    for (const NodeId p : open) {
      if (moves_[p].fate == Fate::Stays) continue;
      foretell(p, first);
      if (moves_[p].fate == Fate::Moves && !(whole && same.holds(p, m_.node_of_old[p])))
        foretell(p, foresee(m_, p, to_[p]));
      if (moves_[p].fate == Fate::Moves) foretell(p, hurdles(m_, p));
    }
    for (const NodeId p : places) out.moves.push_back(moves_[p]);
    std::stable_sort(out.moves.begin(), out.moves.end(), [](const Move& a, const Move& b) {
      return a.from.path != b.from.path ? a.from.path < b.from.path : a.from.line < b.from.line;
    });
    out.losses = m_.carried.losses;
    out.table = write_table(m_, rows());
    return out;
  }

 private:
  void stay(NodeId p, Cause cause, Texts why) {
    Move& move = moves_[p];
    move.fate = Fate::Stays;
    move.cause = cause;
    move.why = std::move(why);
  }

  [[nodiscard]] bool opens_stage(LineRef at) const {
    return m_.before.program.files[at.file].tree.lines[at.line].kind == ast::NodeKind::Stage;
  }

  /// False: it stays.
  bool begin(NodeId p) {
    Move& move = moves_[p];
    const std::uint32_t line = m_.before.line_of[p];
    if (line == kNone) return stay(p, Cause::LineGone, {"the line is gone", "la línea ya no está"}), false;
    move.from = questions::place_of(m_.before.program, m_.before.lines[line].at);
    move.line = questions::source_of(m_.before.program, m_.before.lines[line].at);
    move.stage_note = m_.before.graph.nodes[p].op == Op::Note && opens_stage(m_.before.lines[line].at);
    Likeness likeness = compare(m_, p);
    to_[p] = std::move(likeness.to);
    move.anew = likeness.anew;
    if (likeness.cause != Cause::LineGone && m_.node_of_old[p] != kNone)
      move.to = questions::place_of(m_.after.program, m_.after.graph.nodes[m_.node_of_old[p]].line);
    if (likeness.cause != Cause::None) return stay(p, likeness.cause, likeness.why), false;
    if (can_return(p)) return true;
    return stay(p, Cause::Part,
                {"no line that runs its part stays where it was",
                 "ninguna línea que ejecuta su parte sigue en su sitio"}),
           false;
  }

  /// Whether some way in which the parts around it are run is there in both versions.
  [[nodiscard]] bool can_return(NodeId p) const {
    const std::uint32_t routine = m_.before.routine_of[p];
    if (routine == 0) return true;
    for (NodeId c = 0; c < m_.before.graph.nodes.size(); ++c)
      if (analysis::callee(m_.before.calls, m_.before.graph.nodes[c]) == routine &&
          m_.before.states.reachable[c] != 0 && m_.node_of_old[c] != kNone && can_return(c))
        return true;
    return false;
  }

  /// What the system gives before the first event cannot be given later.
  [[nodiscard]] Forecast given() const {
    for (sema::SlotId s = 0; s < m_.after.program.slots.size(); ++s) {
      const std::uint32_t slot = m_.after.image_slot[s];
      if (slot == kNone || !m_.after.program.slots[s].from_system) continue;
      bool given = false, asked = false;
      for (sema::SlotId old = 0; old < m_.before.program.slots.size(); ++old) {
        const std::uint32_t from = m_.before.image_slot[old];
        if (from >= m_.carried.slots.size() || m_.carried.slots[from].to != slot) continue;
        (m_.before.program.slots[old].from_system ? given : asked) = true;
      }
      if (given) continue;
      const std::string& name = m_.after.program.slots[s].name;
      return {asked ? Fate::Depends : Fate::Stays,
              Cause::Facts,
              {"the system gives «" + name + "» before the first event, and never gave it to these calls",
               "el sistema da «" + name + "» antes del primer evento y a estas llamadas no se lo dio"},
              {{Lacked::Filled, name}}};
    }
    return {};
  }

  void foretell(NodeId p, Forecast f) {
    Move& move = moves_[p];
    move.fate = f.fate;
    move.cause = f.cause;
    move.why = std::move(f.why);
    move.needs = std::move(f.needs);
  }

  Rows rows() const {
    Rows out;
    for (const Spot& s : m_.before.spots) {
      const NodeId q = m_.node_of_old[s.node];
      if (s.op == image::Opcode::Call) {
        if (q == kNone) continue;
        for (const std::uint32_t spot : m_.after.spots_of[q])
          out.returns.push_back({s.behind, m_.after.spots[spot].behind});
        continue;
      }
      if (!waits(m_.before.graph.nodes[s.node].op)) continue;
      const Move& move = moves_[s.node];
      if (move.fate == Fate::Stays && move.cause != Cause::Facts) {
        out.places.push_back({s.pc, kNone, false, move.cause});
        continue;
      }
      for (const std::uint32_t pc : to_[s.node]) out.places.push_back({s.pc, pc, move.anew});
    }
    return out;
  }

  const Matching& m_;
  std::vector<Move> moves_;                     ///< one a node
  std::vector<std::vector<std::uint32_t>> to_;  ///< one a node: where its calls go on, offsets in the new code
};

}  // namespace

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::Moves:
      return "moves";
    case Fate::Depends:
      return "depends";
    case Fate::Stays:
      break;
  }
  return "stays";
}

std::string_view name_of(Lacked kind) {
  switch (kind) {
    case Lacked::Filled:
      return "filled";
    case Lacked::Empty:
      return "empty";
    case Lacked::Level:
      return "level";
    case Lacked::NoLevel:
      return "no-level";
    case Lacked::Value:
      break;
  }
  return "value";
}

std::string_view name_of(Cause cause) {
  switch (cause) {
    case Cause::None:
      return "none";
    case Cause::LineGone:
      return "line-gone";
    case Cause::OtherStage:
      return "other-stage";
    case Cause::OtherEvent:
      return "other-event";
    case Cause::Options:
      return "options";
    case Cause::Service:
      return "service";
    case Cause::Transfer:
      return "transfer";
    case Cause::Part:
      return "part";
    case Cause::Rule:
      return "rule";
    case Cause::Tries:
      return "tries";
    case Cause::Facts:
      break;
  }
  return "facts";
}

Plan plan(const Version& before, const Version& after) {
  const Side was(before), is(after);
  if (!was.open || !is.open) return {};
  return Planner(Matching(was, is)).run();
}

}  // namespace guion::upgrade
