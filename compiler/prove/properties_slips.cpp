// What nobody wrote a rule for and is wrong all the same: secrets kept, data of another caller or another round,
// requests repeated, tries renewed, silence after a failure, questions that nobody answers. It must not know how they
// are decided. Meaning: docs/semantics.md, «Slips».
#include <algorithm>
#include <string_view>

#include "analysis/states.hpp"
#include "prove/makers.hpp"

namespace guion::prove {

using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

// ---- what a flow does
// --------------------------------------------------------------------------------------------------------------

bool ends_as_question(const sema::Program& program, std::span<const sema::Segment> segments) {
  if (segments.empty()) return false;
  const sema::Segment& last = segments.back();
  if (last.kind == sema::SegmentKind::Literal) {
    std::string_view text = program.text_of(last);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return !text.empty() && text.back() == '?';
  }
  if (last.kind != sema::SegmentKind::Choice) return false;
  const auto arms = program.arms_of(last);
  return !arms.empty() && std::all_of(arms.begin(), arms.end(), [&](const sema::Range& arm) {
    return ends_as_question(program, program.segments_in(arm));
  });
}

bool takes_answer(FactKind kind) {
  return kind == FactKind::Asks || kind == FactKind::Records || kind == FactKind::Offers ||
         kind == FactKind::Verifies || kind == FactKind::Notes || kind == FactKind::Judges;
}

/// Whether every event that can come next takes an answer. Where a part begins or ends it is not looked further.
bool answered_at_once(const cfg::Graph& graph, NodeId question) {
  std::vector<NodeId> open{question}, seen{question};
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    for (const cfg::Edge& e : graph.out(n)) {
      if (e.vain || e.to == kNone) continue;
      const cfg::Node& to = graph.nodes[e.to];
      if (to.op == Op::Call || to.op == Op::Return) return false;
      const auto told = graph.told(e.to);
      const bool takes = std::any_of(told.begin(), told.end(), [](const cfg::Fact& f) { return takes_answer(f.kind); });
      if (cfg::yields(to.op) && !takes) return false;
      if (takes || std::find(seen.begin(), seen.end(), e.to) != seen.end()) continue;
      if (seen.size() > 256) return false;
      seen.push_back(e.to);
      open.push_back(e.to);
    }
  }
  return true;
}

/// The stages that run each routine, themselves or through parts.
std::vector<std::vector<sema::StageId>> stages_that_run(const sema::Program& program, const cfg::Graph& graph) {
  std::vector<std::vector<sema::StageId>> stages(graph.routines.size());
  const analysis::CallOrder calls = analysis::call_order(program, graph);
  const auto add = [](std::vector<sema::StageId>& to, sema::StageId stage) {
    if (std::find(to.begin(), to.end(), stage) == to.end()) to.push_back(stage);
  };
  for (auto r = calls.order.rbegin(); r != calls.order.rend(); ++r) {
    const cfg::Routine& routine = graph.routines[*r];
    for (NodeId n = routine.begin; n < routine.end; ++n) {
      const std::uint32_t to = analysis::callee(calls, graph.nodes[n]);
      if (to == kNone) continue;
      if (graph.nodes[n].stage != kNone) add(stages[to], graph.nodes[n].stage);
      for (const sema::StageId s : stages[*r]) add(stages[to], s);
    }
  }
  return stages;
}

void find_keeps(const sema::Program& program, const cfg::Graph& graph,
                const std::vector<std::pair<NodeId, sema::SlotId>>& asks, Doings& doings) {
  if (asks.empty()) return;
  const auto stages = stages_that_run(program, graph);
  const auto add = [&](sema::SlotId slot, sema::StageId stage) {
    const auto pair = std::make_pair(slot, stage);
    if (std::find(doings.keeps.begin(), doings.keeps.end(), pair) == doings.keeps.end()) doings.keeps.push_back(pair);
  };
  for (const auto& [node, slot] : asks) {
    if (graph.nodes[node].stage != kNone) {
      add(slot, graph.nodes[node].stage);
      continue;
    }
    for (std::size_t r = 0; r < graph.routines.size(); ++r) {
      if (node < graph.routines[r].begin || node >= graph.routines[r].end) continue;
      for (const sema::StageId stage : stages[r]) add(slot, stage);
    }
  }
}

void find_tries(const cfg::Graph& graph, Doings& doings) {
  std::vector<std::uint8_t> seen(256);
  for (const cfg::Node& node : graph.nodes) {
    if (node.op != Op::Verify || node.object >= doings.tries.size() || seen[node.counter]) continue;
    seen[node.counter] = 1;
    doings.tries[node.object] += node.tries;
  }
}

// ---- automata
// ----------------------------------------------------------------------------------------------------------------------

/// While it is held (1), whatever happens (kC) breaks, unless it asks for a secret (kD).
Automaton secret(const sema::Program& program, sema::SlotId slot) {
  std::vector<Ear> ears{
      {FactKind::Fills, slot, kA},      {FactKind::Empties, slot, kB}, {FactKind::Utters, kNone, kC},
      {FactKind::Notes, kNone, kC},     {FactKind::Judges, kNone, kC}, {FactKind::Asks, kNone, kC},
      {FactKind::Records, kNone, kC},   {FactKind::Offers, kNone, kC}, {FactKind::Verifies, kNone, kC},
      {FactKind::Transfers, kNone, kC}, {FactKind::Ends, kNone, kC},   {FactKind::Finishes, kNone, kC}};
  for (std::uint32_t s = 0; s < program.services.size(); ++s) {
    const auto& takes = program.services[s].takes;
    const bool taken = std::any_of(takes.begin(), takes.end(), [&](const sema::Field& f) { return f.slot == slot; });
    if (!taken) ears.push_back({FactKind::Calls, s, kC});
  }
  for (sema::SlotId s = 0; s < program.slots.size(); ++s) {
    if (!is_secret(program, s)) continue;
    ears.push_back({FactKind::Asks, s, kD});
    ears.push_back({FactKind::Records, s, kD});
  }
  return make(2, std::move(ears), [](State s, Letters heard) -> State {
    if (s == 1 && has(heard, kC) && !has(heard, kD)) return kBroken;
    if (has(heard, kB)) return 0;
    return has(heard, kA) ? 1 : s;
  });
}

/// 0: empty. 1: filled since the level was lost last. 2: filled before that.
Automaton stale_caller(sema::SlotId slot, sema::Levels needs) {
  std::vector<Ear> ears{{FactKind::Fills, slot, kA},
                        {FactKind::Revokes, needs, kB},
                        {FactKind::Empties, slot, kC},
                        {FactKind::Reads, slot, kD}};
  return make(3, std::move(ears), [](State s, Letters heard) -> State {
    if (s == 2 && has(heard, kD)) return kBroken;
    if (has(heard, kC)) return 0;
    if (has(heard, kA)) return 1;
    return s == 1 && has(heard, kB) ? 2 : s;
  });
}

/// 0: the stage has not begun. 1: it has, and nothing was filled since. 2: filled since. 3: and then it began again.
Automaton stale_topic(sema::SlotId slot, sema::StageId stage) {
  std::vector<Ear> ears{{FactKind::Fills, slot, kA},
                        {FactKind::Enters, stage, kB},
                        {FactKind::Empties, slot, kC},
                        {FactKind::Keeps, slot, kD}};
  return make(4, std::move(ears), [](State s, Letters heard) -> State {
    if (s == 3 && has(heard, kD)) return kBroken;
    if (s != 0 && has(heard, kC)) return 1;
    if (s != 0 && has(heard, kA)) return 2;
    if (!has(heard, kB)) return s;
    return s == 0 ? 1 : s == 2 ? 3 : s;
  });
}

/// 1: requested, and nobody was asked anything since.
Automaton request_repeated(std::uint32_t service) {
  std::vector<Ear> ears{{FactKind::Calls, service, kA},
                        {FactKind::Asks, kNone, kB},
                        {FactKind::Offers, kNone, kB},
                        {FactKind::Records, kNone, kB},
                        {FactKind::Judges, kNone, kB}};
  return make(2, std::move(ears), [](State s, Letters heard) -> State {
    if (has(heard, kB)) return 0;
    if (!has(heard, kA)) return s;
    return s == 1 ? kBroken : 1;
  });
}

Automaton tries_renewed(std::uint32_t method, std::uint32_t most) {
  return make(most + 1, {{FactKind::Tries, method, kA}}, [most](State s, Letters heard) {
    if (!has(heard, kA)) return s;
    return s == most ? kBroken : static_cast<State>(s + 1);
  });
}

/// 1: something failed and nothing was heard since.
Automaton ends_in_silence() {
  std::vector<Ear> ears{{FactKind::Fails, kNone, kA}, {FactKind::Says, kNone, kB}, {FactKind::Finishes, kNone, kC}};
  return make(2, std::move(ears), [](State s, Letters heard) -> State {
    if (has(heard, kB)) s = 0;
    if (s == 1 && has(heard, kC)) return kBroken;
    return has(heard, kA) ? 1 : s;
  });
}

/// 1: a question hangs in the air.
Automaton open_question(const std::vector<sema::TemplateId>& questions) {
  std::vector<Ear> ears{{FactKind::Asks, kNone, kB},     {FactKind::Records, kNone, kB}, {FactKind::Offers, kNone, kB},
                        {FactKind::Verifies, kNone, kB}, {FactKind::Notes, kNone, kB},   {FactKind::Judges, kNone, kB},
                        {FactKind::Says, kNone, kC},     {FactKind::Finishes, kNone, kC}};
  for (const sema::TemplateId q : questions) ears.push_back({FactKind::Utters, q, kA});
  return make(2, std::move(ears), [](State s, Letters heard) -> State {
    if (has(heard, kB)) return 0;
    if (s == 1 && has(heard, kC)) return kBroken;
    return has(heard, kA) ? 1 : s;
  });
}

/// The levels that the classes of a slot demand, if somebody else's data can be in it: it is filled during the call.
sema::Levels levels_of(const sema::Program& program, const sema::Slot& slot) {
  if (slot.constant || slot.own_words || slot.from_system) return 0;
  sema::Levels levels = 0;
  for (std::size_t i = 0; i < program.classes.size(); ++i) {
    if (((slot.classes >> i) & 1u) != 0) levels = static_cast<sema::Levels>(levels | program.classes[i].needs);
  }
  return levels;
}

}  // namespace

Doings doings_of(const sema::Program& program, const cfg::Graph& graph) {
  Doings d;
  d.calls.assign(program.services.size(), 0);
  d.fills.assign(program.slots.size(), 0);
  d.reads.assign(program.slots.size(), 0);
  d.tries.assign(program.methods.size(), 0);
  std::vector<std::pair<NodeId, sema::SlotId>> asks;
  for (NodeId n = 0; n < graph.nodes.size(); ++n) {
    for (const cfg::Fact& f : graph.told(n)) {
      if (f.kind == FactKind::Calls) d.calls[f.object] = 1;
      if (f.kind == FactKind::Fills) d.fills[f.object] = 1;
      if (f.kind == FactKind::Reads) d.reads[f.object] = 1;
      if (f.kind == FactKind::Revokes) d.revokes = static_cast<sema::Levels>(d.revokes | f.object);
      if (f.kind == FactKind::Fails) d.fails = true;
      if (f.kind == FactKind::Keeps) asks.emplace_back(n, f.object);
      if (f.kind == FactKind::Utters && ends_as_question(program, program.segments_of(f.object)) &&
          !answered_at_once(graph, n))
        d.questions.push_back(f.object);
    }
  }
  find_keeps(program, graph, asks, d);
  find_tries(graph, d);
  return d;
}

void add_slips(const sema::Program& program, const Doings& doings, std::vector<Property>& properties) {
  const auto add = [&](PropertyKind kind, std::uint32_t object, std::uint32_t other, Automaton automaton) {
    Property p;
    p.kind = kind;
    p.object = object;
    p.other = other;
    p.automaton = std::move(automaton);
    properties.push_back(std::move(p));
  };
  for (sema::SlotId s = 0; s < program.slots.size(); ++s) {
    if (doings.fills[s] && is_secret(program, s)) add(PropertyKind::Secret, s, kNone, secret(program, s));
  }
  for (sema::SlotId s = 0; s < program.slots.size(); ++s) {
    const sema::Levels needs = levels_of(program, program.slots[s]);
    if (doings.fills[s] && doings.reads[s] && (needs & doings.revokes) != 0)
      add(PropertyKind::StaleCaller, s, kNone, stale_caller(s, needs));
  }
  for (const auto& [slot, stage] : doings.keeps) add(PropertyKind::StaleTopic, slot, stage, stale_topic(slot, stage));
  for (std::uint32_t s = 0; s < program.services.size(); ++s) {
    if (doings.calls[s] && program.services[s].acts) add(PropertyKind::RequestRepeated, s, kNone, request_repeated(s));
  }
  for (std::uint32_t m = 0; m < program.methods.size(); ++m) {
    const std::uint32_t most = program.methods[m].tries;
    if (doings.tries[m] > most) add(PropertyKind::TriesRenewed, m, kNone, tries_renewed(m, most));
  }
  if (doings.fails) add(PropertyKind::EndsInSilence, kNone, kNone, ends_in_silence());
  if (!doings.questions.empty()) add(PropertyKind::OpenQuestion, kNone, kNone, open_question(doings.questions));
}

}  // namespace guion::prove
