// Every automaton of the new version is run over the old graph, its ears turned to the old names. A move is safe if
// each state that a call can be in is one from which no way through the new graph breaks it; or if the call could have
// come there in the new version. See rules.hpp.
#include "upgrade/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <memory>

#include "prove/judge.hpp"
#include "upgrade/same_past.hpp"

namespace guion::upgrade {

using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;
using prove::Automaton;
using prove::Ear;
using prove::Property;
using prove::PropertyKind;

namespace {

/// The table whose numbers are objects of such facts; null where objects are none or mean the same in both versions.
const std::vector<std::uint32_t>* table_of(FactKind kind, const Names& names) {
  switch (kind) {
    case FactKind::Fills:
    case FactKind::Empties:
    case FactKind::Reads:
    case FactKind::Asks:
    case FactKind::Records:
    case FactKind::Keeps:
      return &names.slots;
    case FactKind::Calls:
    case FactKind::Fails:
      return &names.services;
    case FactKind::Transfers:
      return &names.areas;
    case FactKind::Ends:
      return &names.outcomes;
    case FactKind::Enters:
    case FactKind::Leaves:
      return &names.stages;
    case FactKind::Tag:
      return &names.tags;
    case FactKind::Verifies:
      return &names.levels;
    case FactKind::Tries:
      return &names.methods;
    case FactKind::Says:
    case FactKind::Notes:
    case FactKind::Shows:
    case FactKind::Needs:
    case FactKind::Grants:
    case FactKind::Revokes:
    case FactKind::Utters:
    case FactKind::Offers:
    case FactKind::Finishes:
    case FactKind::Judges:
      break;
  }
  return nullptr;
}

/// The automaton with ears for the old version. What has no name there was never told there.
Automaton turned(const Matching& m, const Property& p, const std::vector<Property>& old_properties) {
  Automaton a = p.automaton;
  a.ears.clear();
  if (p.kind == PropertyKind::OpenQuestion) {
    // Which lines ask is for each version to say.
    const auto own = std::find_if(old_properties.begin(), old_properties.end(),
                                  [](const Property& o) { return o.kind == PropertyKind::OpenQuestion; });
    if (own != old_properties.end()) a.ears = own->automaton.ears;
    return a;
  }
  for (Ear ear : p.automaton.ears) {
    const bool of_levels = ear.kind == FactKind::Needs || ear.kind == FactKind::Grants || ear.kind == FactKind::Revokes;
    if (of_levels && ear.object != kNone) {
      ear.object = m.to_old.set(static_cast<sema::Levels>(ear.object));
      if (ear.object == 0) continue;
    }
    const auto* table = table_of(ear.kind, m.to_old);
    if (table != nullptr && ear.object != kNone) {
      ear.object = ear.object < table->size() ? (*table)[ear.object] : kNone;
      if (ear.object == kNone) continue;
    }
    a.ears.push_back(ear);
  }
  return a;
}

/// Whether the new version proves it at all; what it breaks by itself is not for a move to keep.
bool is_kept(const prove::Result& proof, const Property& p) {
  return std::none_of(proof.judgements.begin(), proof.judgements.end(), [&](const prove::Judgement& j) {
    return j.kind == p.kind && j.object == p.object && j.verdict != prove::Verdict::Proved;
  });
}

/// A pair of services that the runtime of the old version did not watch: nobody would close it when the caller hangs
/// up.
bool is_new_pair(const Matching& m, const Property& p) {
  if (p.kind != PropertyKind::Rule || m.after.program.rules[p.object].form != ast::RuleForm::Paired) return false;
  const auto& events = m.after.program.rules[p.object].events;
  const auto& carried = m.carried.pairs;
  for (std::uint32_t j = 0; j < m.after.policy.pairs; ++j)
    if (m.after.policy.opening[j] == events[0].object && m.after.policy.closing[j] == events[1].object)
      return std::find(carried.begin(), carried.end(), j) == carried.end();
  return false;
}

/// Where control stands in a part: what the automaton was when it was entered, and in which states the new version may
/// be left by it.
struct Context {
  StateSet entry = 0, leave = 0;
  friend bool operator==(const Context&, const Context&) = default;
};
constexpr StateSet kAll = ~kBrokenBit;

class Judge {
 public:
  /// `closed`: a call may only move in the first state.
  Judge(const Matching& m, const Effects& effects, Automaton turned_automaton, const Automaton& own, bool closed)
      : m_(m),
        effects_(effects),
        automaton_(std::move(turned_automaton)),
        old_(m.before, automaton_),
        new_(m.after, own),
        closed_(closed) {
    hear_both();
    if (own.states() > kMostStates) return;
    past_ = std::make_unique<Past>(old_);
    future_ = std::make_unique<Future>(new_);
    find_contexts();
  }

  bool allows(NodeId p, NodeId q) {
    if (past_ != nullptr && by_states(p, q)) return true;
    if (closed_) return false;
    if (same_ == nullptr) same_ = std::make_unique<SamePast>(m_, effects_, old_, new_);
    return same_->holds(p, q);
  }

 private:
  /// A line that bears another tag now may count as it did or as it does.
  void hear_both() {
    for (NodeId n = 0; n < m_.node_of_old.size(); ++n)
      if (m_.node_of_old[n] != kNone) old_.also[n] = new_.arrival[m_.node_of_old[n]];
  }

  void find_contexts() {
    contexts_.resize(m_.before.graph.routines.size());
    contexts_[0].push_back({1, kAll});
    for (auto r = m_.before.calls.order.rbegin(); r != m_.before.calls.order.rend(); ++r) {
      const cfg::Routine& routine = m_.before.graph.routines[*r];
      for (NodeId n = routine.begin; n < routine.end; ++n) {
        const std::uint32_t to = analysis::callee(m_.before.calls, m_.before.graph.nodes[n]);
        if (to == kNone || m_.node_of_old[n] == kNone) continue;
        const auto contexts = contexts_[*r];
        for (const Context& c : contexts) enter(n, to, c);
      }
    }
  }
  void enter(NodeId call, std::uint32_t part, const Context& at) {
    Context inner{old_.arrive(past_->before(call, at.entry), call), 0};
    for (std::size_t s = 0; s < automaton_.states(); ++s)
      if ((future_->returned(m_.node_of_old[call], static_cast<prove::State>(s)) & ~at.leave) == 0)
        inner.leave |= StateSet{1} << s;
    auto& known = contexts_[part];
    if (std::find(known.begin(), known.end(), inner) == known.end()) known.push_back(inner);
  }

  bool by_states(NodeId p, NodeId q) const {
    const auto& contexts = contexts_[m_.before.routine_of[p]];
    return std::all_of(contexts.begin(), contexts.end(), [&](const Context& c) {
      StateSet in = past_->before(p, c.entry);
      const unsigned tries = m_.before.graph.nodes[p].op == Op::Verify ? m_.before.graph.nodes[p].tries : 1;
      for (unsigned t = 1; t <= tries; ++t) {
        in = old_.arrive(in, p);
        if (!safe(in, q, t, c.leave)) return false;
      }
      return true;
    });
  }
  /// The event was told by the old version, by the new one when it is put again, or by both.
  bool safe(StateSet waiting, NodeId q, unsigned tried, StateSet leave) const {
    if (old_.arrival[m_.node_of_new[q]] != new_.arrival[q]) waiting |= new_.arrive(waiting, q);
    if ((waiting & kBrokenBit) != 0 || (closed_ && (waiting & ~StateSet{1}) != 0)) return false;
    for (; waiting != 0; waiting &= waiting - 1) {
      const auto s = static_cast<prove::State>(std::countr_zero(waiting));
      if ((future_->waiting(q, s, tried) & ~leave) != 0) return false;
    }
    return true;
  }

  const Matching& m_;
  const Effects& effects_;
  const Automaton automaton_;
  Hearing old_, new_;
  const bool closed_;
  std::unique_ptr<Past> past_;
  std::unique_ptr<Future> future_;
  std::unique_ptr<SamePast> same_;
  std::vector<std::vector<Context>> contexts_;
};

Texts why(const sema::Program& program, const Property& p) {
  if (p.kind == PropertyKind::Rule) {
    const std::string& name = program.rules[p.object].name;
    return {fmt::format("what such a call has done may break the rule {} of the new version", name),
            fmt::format("con lo que ya pasó en esas llamadas puede incumplirse la regla {} de la versión nueva", name)};
  }
  if (p.kind == PropertyKind::RequiredStage) {
    const std::string& name = program.stage_rules[p.object].name;
    return {fmt::format("such a call may end without the required stage {}", name),
            fmt::format("esas llamadas pueden acabar sin la etapa obligatoria {}", name)};
  }
  if (p.kind == PropertyKind::StageOrder) {
    const std::string &later = program.stage_rules[p.object].name, &earlier = program.stage_rules[p.other].name;
    return {fmt::format("such a call may begin the stage {} before {} is done", later, earlier),
            fmt::format("esas llamadas pueden empezar la etapa {} sin haber hecho {}", later, earlier)};
  }
  const prove::Both slip = prove::doubt_text(program, p.kind, p.object, p.other);
  return {"it is not certain that it does not happen that " + slip.en, "no es seguro que no ocurra esto: " + slip.es};
}

}  // namespace

std::vector<Doubt> doubts_of(const Matching& m, const std::vector<NodeId>& wanted) {
  std::vector<Doubt> doubts;
  std::vector<bool> doubted(m.before.graph.nodes.size());
  const Effects effects(m);
  const auto old_properties = prove::properties_of(m.before.program, m.before.graph);
  for (const Property& p : prove::properties_of(m.after.program, m.after.graph)) {
    if (!is_kept(m.after.version.proof, p)) continue;
    Judge judge(m, effects, turned(m, p, old_properties), p.automaton, is_new_pair(m, p));
    for (const NodeId place : wanted) {
      if (doubted[place] || judge.allows(place, m.node_of_old[place])) continue;
      doubted[place] = true;
      doubts.push_back({place, why(m.after.program, p)});
    }
  }
  return doubts;
}

}  // namespace guion::upgrade
