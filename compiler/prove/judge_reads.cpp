// Gates and fills: what the must-analysis left in doubt is asked of the engine, one question a slot or set of levels;
// what goes wrong is told in the words of analysis/. It must not know conditions or ways. Spec: docs/semantics.md,
// «Gates» and «Steps».
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/doubts.hpp"
#include "prove/judge.hpp"

namespace guion::prove {

using analysis::Doubt;

namespace {

/// More violations than this are not told one by one.
constexpr std::uint32_t kMostHits = 64;
constexpr std::size_t kMostRounds = 16;

analysis::Input analysis_input(const Bench& bench) { return {bench.in.program, bench.in.graph, bench.in.calls}; }

Demand demand_of(const cfg::Graph& graph, const Doubt& d) {
  Demand demand;
  demand.node = d.node;
  demand.levels = d.missing;
  if (d.missing == 0) demand.filled = graph.facts[d.fact].object;
  return demand;
}

struct Decided {
  std::vector<Doubt> doubts;
  std::vector<Finding> findings;  ///< one a doubt
};

/// Asks about doubts that share levels, or a slot, together. `again` as in decide_all().
Decided decide_doubts(Bench& bench, std::vector<Doubt> doubts, bool again) {
  Decided out{std::move(doubts), {}};
  out.findings.resize(out.doubts.size());
  std::map<std::pair<sema::Levels, sema::SlotId>, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < out.doubts.size(); ++i) {
    const Demand d = demand_of(bench.in.graph, out.doubts[i]);
    groups[{d.levels, d.filled}].push_back(i);
  }
  for (const auto& [key, members] : groups) {
    std::vector<Demand> demands;  // by node, each once: doubts are in the order of nodes
    for (const std::size_t i : members) {
      if (demands.empty() || demands.back().node != out.doubts[i].node)
        demands.push_back(demand_of(bench.in.graph, out.doubts[i]));
    }
    const std::vector<Finding> found = decide_all(bench, demands, again);
    std::size_t at = 0;
    for (const std::size_t i : members) {
      while (demands[at].node != out.doubts[i].node) ++at;
      out.findings[i] = found[at];
    }
    for (std::size_t d = 0; d < demands.size(); ++d) {
      if (found[d].verdict != Verdict::Proved) continue;
      bench.result.proved_exactly.push_back(demands[d]);
      bench.result.tracked.push_back(found[d].tracked);
    }
  }
  return out;
}

struct Picked {
  std::vector<Doubt> doubts;
  std::vector<const Finding*> findings;
};

template <class Wanted>
Picked pick(const Decided& decided, Verdict verdict, Wanted wanted) {
  Picked picked;
  for (std::size_t i = 0; i < decided.doubts.size(); ++i) {
    if (decided.findings[i].verdict != verdict || !wanted(decided.doubts[i], decided.findings[i])) continue;
    picked.doubts.push_back(decided.doubts[i]);
    picked.findings.push_back(&decided.findings[i]);
  }
  return picked;
}

void keep_all(Bench& bench, const std::vector<analysis::Told>& told, const Picked& picked) {
  for (const analysis::Told& t : told)
    bench.result.violations.push_back({t.diagnostic, picked.findings[t.doubt]->witness});
}

void report_undecided(Bench& bench, PropertyKind kind, const Picked& picked) {
  const Doubt* last = nullptr;
  for (std::size_t i = 0; i < picked.doubts.size(); ++i) {
    const Doubt& d = picked.doubts[i];
    if (last != nullptr && last->node == d.node && last->class_index == d.class_index) continue;
    last = &d;
    const cfg::Fact& f = bench.in.graph.facts[d.fact];
    const Span where = f.span == Span{} ? line_of(bench.in, d.node) : f.span;
    const std::uint32_t object = f.kind == cfg::FactKind::Needs ? kNone : f.object;
    report_undecided(bench, where, doubt_text(bench.in.program, kind, object, kNone), picked.findings[i]->because);
  }
}

/// A verdict for every slot that is read under a demand: the worst of its reads.
void add_judgements(Bench& bench, PropertyKind kind, const Decided& decided) {
  const sema::Program& program = bench.in.program;
  std::vector<std::uint8_t> seen(program.slots.size() + 1);
  std::vector<Verdict> worst(program.slots.size() + 1, Verdict::Proved);
  for (cfg::NodeId n = 0; n < bench.in.graph.nodes.size(); ++n) {
    if (!bench.states.reachable[n]) continue;
    for (const cfg::Fact& f : bench.in.graph.told(n)) {
      const bool gated =
          f.kind == cfg::FactKind::Reads && (kind == PropertyKind::Filled || program.slots[f.object].classes != 0);
      if (gated) seen[f.object] = 1;
      if (f.kind == cfg::FactKind::Needs && kind == PropertyKind::Gate) seen.back() = 1;
    }
  }
  for (std::size_t i = 0; i < decided.doubts.size(); ++i) {
    const cfg::Fact& f = bench.in.graph.facts[decided.doubts[i].fact];
    Verdict& v = worst[f.kind == cfg::FactKind::Needs ? program.slots.size() : f.object];
    const Verdict now = decided.findings[i].verdict;
    if (now == Verdict::Violated || (now == Verdict::Undecided && v == Verdict::Proved)) v = now;
  }
  for (std::uint32_t s = 0; s < seen.size(); ++s) {
    if (seen[s])
      bench.result.judgements.push_back({kind, s == program.slots.size() ? kNone : s, worst[s], false, false});
  }
}

}  // namespace

Answer ask(Bench& bench, const Query& query) {
  Answer answer = decide(bench.in, query, bench.options.budget);
  bench.result.states += answer.states;
  return answer;
}

std::vector<Finding> decide_all(Bench& bench, const std::vector<Demand>& demands, bool again) {
  std::vector<Finding> findings(demands.size());
  std::vector<std::size_t> open(demands.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  for (std::size_t round = 0; !open.empty() && round < kMostRounds; ++round) {
    Query query;
    query.most_hits = kMostHits;
    for (const std::size_t i : open) query.demands.push_back(demands[i]);
    Answer answer = ask(bench, query);
    for (const std::size_t i : open) findings[i].tracked = answer.tracked;
    for (Hit& h : answer.hits) {
      if (h.demand >= open.size()) continue;
      Finding& f = findings[open[h.demand]];
      if (f.verdict == Verdict::Violated) continue;
      f.verdict = h.verdict;
      f.witness = std::move(h.witness);
      f.because = h.because;
      f.round = round;
    }
    const auto given_up = [](const Hit& h) { return h.verdict == Verdict::Undecided && h.because == kNone; };
    if (std::any_of(answer.hits.begin(), answer.hits.end(), given_up)) {
      for (const std::size_t i : open) {
        if (findings[i].verdict == Verdict::Proved) findings[i].verdict = Verdict::Undecided;
      }
      break;
    }
    if (answer.hits.empty() || !again) break;
    std::vector<std::size_t> left;
    for (const std::size_t i : open) {
      if (findings[i].verdict == Verdict::Proved) left.push_back(i);
    }
    if (left.size() == open.size()) break;
    open = std::move(left);
  }
  return findings;
}

namespace {

/// Tells of the lines behind one that lacks a level, which lack it as well: mending the first mends them.
void note_followers(Bench& bench, const std::vector<analysis::Told>& told, const Picked& first, const Picked& followers) {
  constexpr std::size_t kMostNotes = 3;
  for (const analysis::Told& t : told) {
    std::vector<LineRef> lines;
    const bool newest = &t == &*std::find_if(told.begin(), told.end(), [&](const analysis::Told& other) {
      return first.doubts[other.doubt].missing == first.doubts[t.doubt].missing;
    });
    for (std::size_t i = 0; newest && i < followers.doubts.size(); ++i) {
      const LineRef line = bench.in.graph.nodes[followers.doubts[i].node].line;
      const bool same = followers.doubts[i].missing == first.doubts[t.doubt].missing;
      if (same && std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
    }
    if (lines.empty()) continue;
    diag::Diagnostic d = bench.emitter.all()[t.diagnostic];
    for (std::size_t i = 0; i < std::min(lines.size(), kMostNotes); ++i)
      d.note(bench.in.program.span_of(lines[i]), "behind it this line lacks the level, too", "detrás de ella, a esta línea también le falta el nivel");
    if (lines.size() > kMostNotes) {
      const std::size_t more = lines.size() - kMostNotes;
      d.note(bench.in.program.span_of(lines[kMostNotes]), more == 1 ? "and to this one" : fmt::format("and to {} lines more, beginning with this one", more),
             more == 1 ? "y a esta" : fmt::format("y a {} líneas más, empezando por esta", more));
    }
    bench.emitter.replace(t.diagnostic, std::move(d));
  }
}

}  // namespace

std::vector<std::uint8_t> judge_gates(Bench& bench) {
  const analysis::Input in = analysis_input(bench);
  const Decided decided = decide_doubts(bench, analysis::gate_doubts(in, bench.states), true);
  const Picked violated = pick(decided, Verdict::Violated, [](const Doubt&, const Finding& f) { return f.round == 0; });
  const Picked followers = pick(decided, Verdict::Violated, [](const Doubt&, const Finding& f) { return f.round != 0; });
  const std::vector<analysis::Told> told = analysis::report_gates(in, violated.doubts, bench.emitter);
  keep_all(bench, told, violated);
  note_followers(bench, told, violated, followers);
  report_undecided(bench, PropertyKind::Gate, pick(decided, Verdict::Undecided, [](const Doubt&, const Finding&) { return true; }));
  add_judgements(bench, PropertyKind::Gate, decided);
  std::vector<std::uint8_t> gated(bench.in.graph.nodes.size());
  for (const Picked* told_of : {&violated, &followers}) {
    for (const Doubt& d : told_of->doubts) gated[d.node] = 1;
  }
  return gated;
}

void judge_fills(Bench& bench, const std::vector<std::uint8_t>& gated) {
  const analysis::Input in = analysis_input(bench);
  // Who reads it first is told; the ways of those who read it after that are not followed.
  const Decided decided = decide_doubts(bench, analysis::fill_doubts(in, bench.states), false);
  const auto wanted = [&](const Doubt& d, const Finding&) {
    return gated[d.node] == 0 || bench.in.program.slots[bench.in.graph.facts[d.fact].object].classes == 0;
  };
  const Picked violated = pick(decided, Verdict::Violated, wanted);
  keep_all(bench, analysis::report_fills(in, bench.states, violated.doubts, bench.emitter), violated);
  report_undecided(bench, PropertyKind::Filled, pick(decided, Verdict::Undecided, wanted));
  add_judgements(bench, PropertyKind::Filled, decided);
}

}  // namespace guion::prove
