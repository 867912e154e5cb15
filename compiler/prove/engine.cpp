// Search, look whether what was found is possible, keep in mind what was missing, search again. See engine.hpp.
#include "prove/engine.hpp"

#include <algorithm>
#include <map>

#include "prove/feasible.hpp"

namespace guion::prove {

using cfg::FactKind;

namespace {

class Decision {
 public:
  Decision(const Input& in, const Query& query, const Budget& budget)
      : in_(in), query_(query), budget_(budget), tracking_(in) {
    known_.demands.assign(query.demands.size(), 0);
    known_.nodes.assign(in.graph.nodes.size(), 0);
  }

  Answer decide() {
    begin();
    for (std::size_t round = 0;; ++round) {
      may_refine_ = round + 1 < budget_.rounds;
      refined_ = false;
      Search search(in_, query_, tracking_, budget_, known_);
      const bool complete = search.run([this](Candidate&& c) { return judge(std::move(c)); });
      answer_.states += search.states();
      answer_.taken = search.taken();
      if (refined_) continue;
      if (!complete) give_up();
      break;
    }
    for (auto& [where, doubt] : doubts_) answer_.hits.push_back(std::move(doubt.hit));
    answer_.tracked = {tracking_.filled, tracking_.values, tracking_.levels};
    return std::move(answer_);
  }

 private:
  struct Doubt {
    Hit hit;
    std::size_t tried = 0;
  };

  void begin() {
    for (const Demand& d : query_.demands) {
      if (d.levels != 0) tracking_.add_levels();
      if (d.filled != kNone) tracking_.add_filled(d.filled);
    }
    for (const sema::SlotId s : query_.track) tracking_.add_value(s);
    if (query_.automaton == nullptr) return;
    const auto& ears = query_.automaton->ears;
    const bool counts = std::any_of(ears.begin(), ears.end(), [](const Ear& e) { return e.kind == FactKind::Verifies || e.kind == FactKind::Tries; });
    if (!counts) return;
    for (const cfg::Node& n : in_.graph.nodes) {
      if (n.op == cfg::Op::Verify) tracking_.add_counter(n.counter);
    }
  }

  Search::Verdict judge(Candidate&& c) {
    const Feasibility way = check_way(in_, query_, c);
    if (way.solved == Solved::Yes) return confirm(std::move(c), way);
    if (may_refine_ && refine(way.culprit)) {
      refined_ = true;
      return Search::Verdict::Stop;
    }
    doubt(c, way.culprit.node);
    return Search::Verdict::Next;
  }

  Search::Verdict confirm(Candidate&& c, const Feasibility& way) {
    known_.of(c.node, c.demand) = 1;
    doubts_.erase({c.node, c.demand});
    Hit hit;
    hit.node = way.witness.steps.empty() ? c.node : way.witness.steps.back().node;
    hit.demand = c.demand;
    hit.witness = way.witness;
    answer_.hits.push_back(std::move(hit));
    return answer_.hits.size() >= query_.most_hits ? Search::Verdict::Stop : Search::Verdict::Next;
  }

  bool refine(const Culprit& culprit) {
    bool more = culprit.levels && tracking_.add_levels();
    for (const sema::SlotId s : culprit.filled) more = tracking_.add_filled(s) || more;
    for (const sema::SlotId s : culprit.values) more = tracking_.add_value(s) || more;
    for (const std::uint8_t c : culprit.counters) more = tracking_.add_counter(c) || more;
    return more;
  }

  /// A way that is not possible, and nothing that would tell it apart: another way to the same place may be.
  void doubt(const Candidate& c, cfg::NodeId because) {
    constexpr std::size_t kMostTries = 64;
    Doubt& d = doubts_[{c.node, c.demand}];
    d.hit.verdict = Verdict::Undecided;
    d.hit.node = c.node;
    d.hit.demand = c.demand;
    d.hit.because = because;
    if (++d.tried >= kMostTries) known_.of(c.node, c.demand) = 1;
  }

  /// The first line that the automaton hears; the first of the call if there is none.
  [[nodiscard]] cfg::NodeId first_heard() const {
    for (cfg::NodeId n = 0; query_.automaton != nullptr && n < in_.graph.nodes.size(); ++n) {
      if (heard_on_arrival(*query_.automaton, in_.graph, n) != 0) return n;
    }
    return in_.graph.routines[0].entry;
  }

  void give_up() {
    Hit hit;
    hit.verdict = Verdict::Undecided;
    hit.node = query_.demands.empty() ? first_heard() : query_.demands.front().node;
    hit.demand = query_.demands.empty() ? kNone : 0;
    doubts_.try_emplace({hit.node, hit.demand}, Doubt{hit, 0});
  }

  const Input& in_;
  const Query& query_;
  const Budget& budget_;
  Tracking tracking_;
  Known known_;
  Answer answer_;
  std::map<std::pair<cfg::NodeId, std::uint32_t>, Doubt> doubts_;
  bool refined_ = false, may_refine_ = true;
};

}  // namespace

Verdict Answer::verdict() const {
  Verdict worst = Verdict::Proved;
  for (const Hit& h : hits) {
    if (h.verdict == Verdict::Violated) return h.verdict;
    worst = h.verdict;
  }
  return worst;
}

Answer decide(const Input& in, const Query& query, const Budget& budget) { return Decision(in, query, budget).decide(); }

}  // namespace guion::prove
