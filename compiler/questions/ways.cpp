// See questions.hpp: the tree of forbidden decisions, shortest sets first.
#include <algorithm>
#include <deque>
#include <set>

#include "questions/crossroads.hpp"
#include "questions/questions.hpp"

namespace guion::questions {

using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

using Edges = std::vector<std::uint32_t>;  // sorted

sema::Levels levels_at_end(const cfg::Graph& graph, const prove::Witness& witness) {
  sema::Levels levels = 0;
  for (const prove::Step& s : witness.steps) {
    if (s.edge >= graph.edges.size()) continue;
    for (const cfg::Fact& f : graph.told(s.node)) {
      if ((f.edges & cfg::on(graph.edges[s.edge].kind)) == 0) continue;
      if (f.kind == FactKind::Grants) levels |= static_cast<sema::Levels>(f.object);
      if (f.kind == FactKind::Revokes) levels &= static_cast<sema::Levels>(~f.object);
    }
  }
  return levels;
}

std::uint32_t events_of(const cfg::Graph& graph, const prove::Witness& witness) {
  const auto count = std::count_if(witness.steps.begin(), witness.steps.end(),
                                   [&](const prove::Step& s) { return cfg::yields(graph.nodes[s.node].op); });
  return static_cast<std::uint32_t>(count);
}

bool overlap(const Edges& a, const Edges& b) {
  return std::any_of(a.begin(), a.end(), [&b](std::uint32_t e) { return std::binary_search(b.begin(), b.end(), e); });
}
bool within(const Edges& part, const Edges& all) {
  return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

/// The ways to one target.
class Finder {
 public:
  /// `cond`: that every other way holds on arrival; kNone: all ways count.
  Finder(const prove::Input& in, NodeId target, sema::CondId cond, std::size_t most, std::size_t questions)
      : in_(in), target_(target), cond_(cond), crossroads_(in, target), most_(most), questions_(questions) {}

  void find(Ways& into) {
    open_.push_back({});
    while (!open_.empty() && !into_more_) {
      const Edges closed = std::move(open_.front());
      open_.pop_front();
      visit(closed);
    }
    into.more = into.more || into_more_;
    into.undecided = into.undecided || undecided_;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (is_detour(i)) continue;
      found_[i].way.decides = deciding_steps(in_, found_[i].way.witness, target_);
      into.ways.push_back(std::move(found_[i].way));
    }
  }

 private:
  struct Found {
    Way way;
    Edges telling;
  };

  /// A way that avoids what is closed: one found before, or the next shortest.
  void visit(const Edges& closed) {
    const auto dead = std::any_of(dead_.begin(), dead_.end(), [&](const Edges& d) { return within(d, closed); });
    if (dead) return;
    const auto known =
        std::find_if(found_.begin(), found_.end(), [&](const Found& f) { return !overlap(f.telling, closed); });
    if (known != found_.end()) return forbid(closed, known->telling);
    if (asked_ == questions_ || found_.size() >= most_ * 3) {
      into_more_ = true;
      return;
    }
    ++asked_;
    if (!ask(closed)) {
      dead_.push_back(closed);
      return;
    }
    forbid(closed, Edges(found_.back().telling));
  }

  bool ask(const Edges& closed) {
    std::vector<std::uint8_t> shut(in_.graph.edges.size());
    for (const std::uint32_t e : closed) shut[e] = 1;
    prove::Demand d;
    d.node = target_;
    d.cond = cond_;
    prove::Query query;
    query.demands.push_back(d);
    query.most_hits = 1;
    query.closed = &shut;
    const prove::Answer answer = prove::decide(in_, query);
    if (answer.hits.empty()) return false;
    const prove::Hit& hit = answer.hits.front();
    if (hit.verdict != prove::Verdict::Violated) {
      undecided_ = true;
      return false;
    }
    Way way{hit.witness, target_, levels_at_end(in_.graph, hit.witness), events_of(in_.graph, hit.witness), {}};
    found_.push_back({std::move(way), crossroads_.on(hit.witness)});
    return true;
  }

  void forbid(const Edges& closed, const Edges& telling) {
    for (const std::uint32_t e : telling) {
      Edges more = closed;
      more.insert(std::lower_bound(more.begin(), more.end(), e), e);
      if (seen_.insert(more).second) open_.push_back(std::move(more));
    }
  }

  /// Another way does with a part of its decisions.
  [[nodiscard]] bool is_detour(std::size_t i) const {
    return std::any_of(found_.begin(), found_.end(), [&](const Found& f) {
      return f.telling.size() < found_[i].telling.size() && within(f.telling, found_[i].telling);
    });
  }

  const prove::Input& in_;
  NodeId target_;
  sema::CondId cond_;
  Crossroads crossroads_;
  std::size_t most_, questions_, asked_ = 0;
  bool into_more_ = false, undecided_ = false;
  std::vector<Found> found_;
  std::vector<Edges> dead_;  ///< no way avoids all of these
  std::deque<Edges> open_;
  std::set<Edges> seen_;
};

/// The shortest of each target stays; of the others the shortest.
void keep_shortest(Ways& all, std::size_t most) {
  std::stable_sort(all.ways.begin(), all.ways.end(), [](const Way& a, const Way& b) { return a.events < b.events; });
  std::vector<NodeId> order;
  std::vector<Way> first, others;
  for (Way& w : all.ways) {
    const bool is_new = std::find(order.begin(), order.end(), w.node) == order.end();
    if (is_new) order.push_back(w.node);
    (is_new ? first : others).push_back(std::move(w));
  }
  const std::size_t room = most > first.size() ? most - first.size() : 0;
  if (others.size() > room) {
    all.more = true;
    others.resize(room);
  }
  all.ways.clear();
  for (const NodeId n : order) {
    for (auto* const list : {&first, &others}) {
      for (Way& w : *list) {
        if (w.node == n) all.ways.push_back(std::move(w));
      }
    }
  }
}

Ways ways_with(const prove::Input& in, const std::vector<NodeId>& targets, std::size_t most, sema::CondId cond) {
  constexpr std::size_t kMostQuestions = 240, kLeastQuestions = 24;
  Ways all;
  if (targets.empty()) return all;
  const std::size_t questions = std::max(kLeastQuestions, kMostQuestions / targets.size());
  for (const NodeId t : targets) Finder(in, t, cond, most, questions).find(all);
  keep_shortest(all, most);
  return all;
}

/// Adds the condition that the slot is empty.
sema::CondId add_empty(sema::Program& program, sema::SlotId slot) {
  sema::Cond known, empty;
  known.op = sema::CondOp::Known;
  known.slot = slot;
  program.conds.push_back(known);
  empty.op = sema::CondOp::Not;
  empty.left = static_cast<sema::CondId>(program.conds.size() - 1);
  program.conds.push_back(empty);
  return static_cast<sema::CondId>(program.conds.size() - 1);
}

}  // namespace

Ways ways_to(const prove::Input& in, const std::vector<NodeId>& targets, std::size_t most, sema::SlotId filled) {
  if (filled == kNone || targets.empty()) return ways_with(in, targets, most, kNone);
  // The engine shows calls on which a demand does not hold: the demand is that the slot is empty.
  sema::Program program = in.program;
  const sema::CondId empty = add_empty(program, filled);
  Ways all = ways_with({program, in.graph, in.calls}, targets, most, empty);
  if (all.ways.empty() && !all.undecided) all.only_empty = !ways_with(in, targets, 1, kNone).ways.empty();
  return all;
}

}  // namespace guion::questions
