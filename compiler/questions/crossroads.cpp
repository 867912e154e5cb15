// See crossroads.hpp. A routine that is still going on at the target is left by the target or a call that leads to it;
// one that came back before is left by its returns. In that view of a routine, arms that meet again have a common
// post-dominator other than its exit. Source: K. Cooper, T. Harvey, K. Kennedy, «A simple, fast dominance algorithm»
// (2001), on the reversed graph.
#include "questions/crossroads.hpp"

#include <algorithm>

namespace guion::questions {

using cfg::FactKind;
using cfg::NodeId;
using cfg::Op;

namespace {

/// A routine turned round, to one of its exits. Nodes are local, 0 being the exit.
struct Reversed {
  std::vector<std::vector<std::uint32_t>> out, in;
  std::vector<std::uint32_t> order;  ///< reversed graph from the exit, in reverse postorder
  std::vector<std::uint32_t> rank;   ///< kNone: cannot get to the exit
  std::vector<std::uint32_t> meet;   ///< immediate post-dominator
};

void sort_back(Reversed& v) {
  std::vector<std::uint32_t> done;
  std::vector<std::pair<std::uint32_t, std::size_t>> stack{{0, 0}};
  std::vector<std::uint8_t> seen(v.in.size());
  seen[0] = 1;
  while (!stack.empty()) {
    auto& [node, next] = stack.back();
    if (next == v.in[node].size()) {
      done.push_back(node);
      stack.pop_back();
      continue;
    }
    const std::uint32_t to = v.in[node][next++];
    if (seen[to] == 0) {
      seen[to] = 1;
      stack.push_back({to, 0});
    }
  }
  v.order.assign(done.rbegin(), done.rend());
  v.rank.assign(v.in.size(), kNone);
  for (std::uint32_t i = 0; i < v.order.size(); ++i) v.rank[v.order[i]] = i;
}

void find_meets(Reversed& v) {
  sort_back(v);
  v.meet.assign(v.out.size(), kNone);
  v.meet[0] = 0;
  const auto common = [&v](std::uint32_t a, std::uint32_t b) {
    while (a != b) {
      while (v.rank[a] > v.rank[b]) a = v.meet[a];
      while (v.rank[b] > v.rank[a]) b = v.meet[b];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::uint32_t n : v.order) {
      if (n == 0) continue;
      std::uint32_t best = kNone;
      for (const std::uint32_t to : v.out[n]) {
        if (v.rank[to] == kNone || v.meet[to] == kNone) continue;
        best = best == kNone ? to : common(best, to);
      }
      if (best == v.meet[n]) continue;
      v.meet[n] = best;
      changed = true;
    }
  }
}

}  // namespace

Crossroads::Crossroads(const prove::Input& in, NodeId target, const Also& also)
    : in_(in), target_(target), also_(also) {
  const cfg::Graph& g = in.graph;
  for (const cfg::Fact& f : g.told(target)) {
    if (f.kind == FactKind::Reads) also_.slots.push_back(f.object);
  }
  analysis::Result found;
  analysis::find_reachable(g, in.calls, found);
  returns_ = std::move(found.returns);
  find_effects(target);
  for (View* const view : {&there_, &back_}) {
    view->telling.assign(g.edges.size(), 0);
    view->meet.assign(g.nodes.size(), kNone);
  }
  for (std::uint32_t r = 0; r < g.routines.size(); ++r) {
    if (leads_there_[r] != 0) weigh(r, true, there_);
    if (returns_[r] != 0) weigh(r, false, back_);
  }
}

bool Crossroads::has_effect(NodeId node) const {
  const std::uint32_t part = analysis::callee(in_.calls, in_.graph.nodes[node]);
  if (part != kNone && changes_[part] != 0) return true;
  if (std::find(also_.shows.begin(), also_.shows.end(), node) != also_.shows.end()) return true;
  const auto told = in_.graph.told(node);
  return std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
    if (f.kind == FactKind::Grants || f.kind == FactKind::Revokes) return true;
    const bool fills = f.kind == FactKind::Fills || f.kind == FactKind::Empties;
    return fills && std::find(also_.slots.begin(), also_.slots.end(), f.object) != also_.slots.end();
  });
}

void Crossroads::find_effects(NodeId target) {
  const cfg::Graph& g = in_.graph;
  leads_there_.assign(g.routines.size(), 0);
  changes_.assign(g.routines.size(), 0);
  for (const std::uint32_t r : in_.calls.order) {
    for (NodeId n = g.routines[r].begin; n < g.routines[r].end; ++n) {
      const std::uint32_t part = analysis::callee(in_.calls, g.nodes[n]);
      if (n == target || (part != kNone && leads_there_[part] != 0)) leads_there_[r] = 1;
      if (has_effect(n)) changes_[r] = 1;
    }
  }
}

/// Whether something between a node and where its arms meet changes what matters.
bool Crossroads::meets(NodeId from, NodeId join, const std::vector<std::uint8_t>& useful) const {
  if (has_effect(from)) return true;
  std::vector<NodeId> open{from}, seen{from};
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    for (std::uint32_t e = in_.graph.nodes[n].edges; e < in_.graph.nodes[n].edges_end; ++e) {
      const NodeId to = in_.graph.edges[e].to;
      if (useful[e] == 0 || to == join || std::find(seen.begin(), seen.end(), to) != seen.end()) continue;
      if (has_effect(to)) return true;
      seen.push_back(to);
      open.push_back(to);
    }
  }
  return false;
}

void Crossroads::weigh(std::uint32_t routine, bool to_target, View& view) const {
  const cfg::Graph& g = in_.graph;
  const NodeId begin = g.routines[routine].begin, end = g.routines[routine].end;
  const auto local = [begin](NodeId n) { return n - begin + 1; };
  Reversed v;
  v.out.resize(end - begin + 1);
  v.in.resize(end - begin + 1);
  const auto link = [&v](std::uint32_t from, std::uint32_t to) {
    v.out[from].push_back(to);
    v.in[to].push_back(from);
  };
  for (NodeId n = begin; n < end; ++n) {
    const std::uint32_t part = analysis::callee(in_.calls, g.nodes[n]);
    const bool leaves =
        to_target ? n == target_ || (part != kNone && leads_there_[part] != 0) : g.nodes[n].op == Op::Return;
    if (leaves) link(local(n), 0);
    if ((to_target && n == target_) || (part != kNone && returns_[part] == 0)) continue;
    for (const cfg::Edge& e : g.out(n)) {
      if (e.to != kNone && !e.vain) link(local(n), local(e.to));
    }
  }
  find_meets(v);
  std::vector<std::uint8_t> useful(g.edges.size());
  for (NodeId n = begin; n < end; ++n) {
    for (std::uint32_t e = g.nodes[n].edges; e < g.nodes[n].edges_end; ++e) {
      const cfg::Edge& edge = g.edges[e];
      useful[e] = edge.to != kNone && !edge.vain && v.rank[local(edge.to)] != kNone ? 1 : 0;
    }
  }
  for (NodeId n = begin; n < end; ++n) {
    const cfg::Node& node = g.nodes[n];
    if (v.rank[local(n)] == kNone || node.op == Op::Pick) continue;
    const auto arms = std::count(useful.begin() + node.edges, useful.begin() + node.edges_end, std::uint8_t{1});
    if (arms < 2) continue;
    const std::uint32_t meet = v.meet[local(n)];
    if (meet != 0) view.meet[n] = meet + begin - 1;
    if (meet != 0 && !meets(n, meet + begin - 1, useful)) continue;
    for (std::uint32_t e = node.edges; e < node.edges_end; ++e) view.telling[e] = useful[e];
  }
}

namespace {

/// In which run of which routine each step of a way stands. Runs that are still going on at the end are on the way to
/// the target, the others came back.
struct Runs {
  std::vector<std::uint32_t> of_step;
  std::vector<std::uint8_t> came_back;
};

Runs runs_of(const prove::Witness& way) {
  Runs runs{{}, {0}};
  std::vector<std::uint32_t> open{0};
  for (const prove::Step& s : way.steps) {
    runs.of_step.push_back(open.back());
    if (s.edge == prove::kInto) {
      open.push_back(static_cast<std::uint32_t>(runs.came_back.size()));
      runs.came_back.push_back(0);
    }
    if (s.edge == prove::kBack && open.size() > 1) {
      runs.came_back[open.back()] = 1;
      open.pop_back();
    }
  }
  return runs;
}

}  // namespace

std::vector<std::uint32_t> Crossroads::on(const prove::Witness& way) const {
  const Runs runs = runs_of(way);
  std::vector<std::uint32_t> tells;
  for (std::size_t i = 0; i < way.steps.size(); ++i) {
    const std::uint32_t e = way.steps[i].edge;
    if (e >= in_.graph.edges.size()) continue;
    if (view_of(runs.came_back[runs.of_step[i]] != 0).telling[e] != 0) tells.push_back(e);
  }
  std::sort(tells.begin(), tells.end());
  tells.erase(std::unique(tells.begin(), tells.end()), tells.end());
  return tells;
}

bool Crossroads::decides(const prove::Step& step, bool came_back) const {
  const cfg::Node& node = in_.graph.nodes[step.node];
  if (step.edge == prove::kHere) return false;
  if (node.op == Op::Transfer) return true;  // the call would be over
  const View& view = view_of(came_back);
  return std::any_of(view.telling.begin() + node.edges, view.telling.begin() + node.edges_end,
                     [](std::uint8_t tells) { return tells != 0; });
}

/// Whether a routine is left at a node in this view: for the target, or by a return.
bool Crossroads::leaves(NodeId node, bool came_back) const {
  if (came_back) return in_.graph.nodes[node].op == Op::Return;
  const std::uint32_t part = analysis::callee(in_.calls, in_.graph.nodes[node]);
  return node == target_ || (part != kNone && leads_there_[part] != 0);
}

/// Nodes of a step's routine from which it gets to where it is left, without coming back to where the call has been.
std::vector<std::uint8_t> Crossroads::leading(NodeId at, bool came_back, const std::vector<std::uint8_t>& been) const {
  const cfg::Graph& g = in_.graph;
  const auto routine = std::find_if(g.routines.begin(), g.routines.end(),
                                    [at](const cfg::Routine& r) { return r.begin <= at && at < r.end; });
  std::vector<std::uint8_t> leads(g.nodes.size());
  if (routine == g.routines.end()) return leads;
  std::vector<std::vector<NodeId>> from(routine->end - routine->begin);
  std::vector<NodeId> open;
  for (NodeId n = routine->begin; n < routine->end; ++n) {
    if (been[n] != 0) continue;
    if (leaves(n, came_back)) leads[n] = 1, open.push_back(n);
    const std::uint32_t part = analysis::callee(in_.calls, g.nodes[n]);
    if (part != kNone && returns_[part] == 0) continue;
    for (const cfg::Edge& e : g.out(n)) {
      if (!e.vain && e.to != kNone) from[e.to - routine->begin].push_back(n);
    }
  }
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    for (const NodeId p : from[n - routine->begin]) {
      if (leads[p] == 0) leads[p] = 1, open.push_back(p);
    }
  }
  return leads;
}

/// Where a call that took another arm of a step may turn off for good.
std::vector<NodeId> Crossroads::escapes(const prove::Step& step, bool came_back, const std::vector<std::uint8_t>& been,
                                        const std::vector<std::uint8_t>& leads) const {
  const cfg::Graph& g = in_.graph;
  std::vector<std::uint8_t> seen = been;
  std::vector<NodeId> open, found;
  const auto come = [&](const cfg::Edge& e) {
    if (e.vain || e.to == kNone || seen[e.to] != 0) return;
    seen[e.to] = 1;
    (leads[e.to] != 0 ? open : found).push_back(e.to);
  };
  const auto out = g.out(step.node);
  for (std::uint32_t k = 0; k < out.size(); ++k) {
    if (g.nodes[step.node].edges + k != step.edge) come(out[k]);
  }
  while (!open.empty()) {
    const NodeId n = open.back();
    open.pop_back();
    if (leaves(n, came_back)) continue;
    const std::uint32_t part = analysis::callee(in_.calls, g.nodes[n]);
    bool may_end = g.nodes[n].op == Op::Transfer;
    for (NodeId in = part == kNone ? 0 : g.routines[part].begin; part != kNone && in < g.routines[part].end; ++in)
      may_end = may_end || g.nodes[in].op == Op::End || g.nodes[in].op == Op::Transfer || g.nodes[in].op == Op::Call;
    if (may_end) found.push_back(n);
    for (const cfg::Edge& e : g.out(n)) come(e);
  }
  return found;
}

/// Whether a call that decides otherwise here, but as the way where it decided before, gets to one of these places.
bool Crossroads::can_escape(const prove::Witness& way, std::size_t at, const std::vector<NodeId>& escapes,
                            const std::vector<std::uint8_t>& does) const {
  const cfg::Graph& g = in_.graph;
  std::vector<std::uint8_t> closed(g.edges.size()), taken(g.edges.size());
  const auto close = [&](NodeId n) {
    for (std::uint32_t e = g.nodes[n].edges; e < g.nodes[n].edges_end; ++e) closed[e] = taken[e] == 0 ? 1 : 0;
  };
  for (const prove::Step& s : way.steps) {
    if (s.edge < taken.size()) taken[s.edge] = 1;
  }
  for (std::size_t i = 0; i < way.steps.size(); ++i) {
    if (does[i] != 0) close(way.steps[i].node);
  }
  close(target_);
  closed[way.steps[at].edge] = 1;
  prove::Query query;
  for (const NodeId n : escapes) {
    prove::Demand d;
    d.node = n;
    query.demands.push_back(d);
  }
  query.most_hits = 1;
  query.closed = &closed;
  return prove::decide(in_, query).verdict() != prove::Verdict::Proved;
}

std::vector<std::uint8_t> Crossroads::deciding(const prove::Witness& way) const {
  constexpr std::size_t kMostQuestions = 24;
  const cfg::Graph& g = in_.graph;
  const Runs runs = runs_of(way);
  std::vector<std::uint8_t> does(way.steps.size());
  std::vector<std::pair<std::size_t, std::vector<NodeId>>> open;       // steps with their escapes
  std::vector<std::vector<std::uint8_t>> been(runs.came_back.size());  // one a run and node
  for (std::size_t i = 0; i < way.steps.size(); ++i) {
    const prove::Step& step = way.steps[i];
    const bool came_back = runs.came_back[runs.of_step[i]] != 0;
    auto& here = been[runs.of_step[i]];
    here.resize(g.nodes.size());
    here[step.node] = 1;
    if (decides(step, came_back)) does[i] = 1;
    const auto out = g.out(step.node);
    if (does[i] != 0 || step.edge >= g.edges.size() || out.size() < 2 || g.nodes[step.node].op == Op::Pick) continue;
    const std::vector<std::uint8_t> leads = leading(step.node, came_back, here);
    does[i] = std::any_of(out.begin(), out.end(), [&](const cfg::Edge& e) {
      return &e != &g.edges[step.edge] && !e.vain && (e.to == kNone || leads[e.to] == 0);
    });
    if (does[i] != 0) continue;
    auto places = escapes(step, came_back, here, leads);
    if (!places.empty()) open.emplace_back(i, std::move(places));
  }
  std::size_t asked = 0;
  for (const auto& [i, places] : open) {
    if (asked++ >= kMostQuestions || can_escape(way, i, places, does)) does[i] = 1;
  }
  for (std::size_t i = way.steps.size(); i-- > 0;) {
    const prove::Step& step = way.steps[i];
    const NodeId meet = view_of(runs.came_back[runs.of_step[i]] != 0).meet[step.node];
    // A look-up that went well is not told, so it is no reason to tell how the call came to it; nor is a test of what
    // was answered before.
    bool answered = false;
    for (std::size_t k = i + 1; does[i] == 0 && meet != kNone && k < way.steps.size(); ++k) {
      const prove::Step& inside = way.steps[k];
      if (runs.of_step[k] == runs.of_step[i] && inside.node == meet) break;
      const bool well = g.nodes[inside.node].op == Op::Lookup && inside.edge < g.edges.size() &&
                        g.edges[inside.edge].kind == cfg::EdgeKind::Next;
      if (does[k] != 0 && !well && (answered || g.nodes[inside.node].op != Op::Test)) does[i] = 1;
      answered = answered || cfg::yields(g.nodes[inside.node].op);
    }
  }
  return does;
}

namespace {

/// Adds what is not there yet; whether it did.
template <class T>
bool note(std::vector<T>& all, T one) {
  if (one == kNone || std::find(all.begin(), all.end(), one) != all.end()) return false;
  all.push_back(one);
  return true;
}

/// What the decision at a step hangs on; whether something of it was not known yet.
bool follow_back(const prove::Input& in, const prove::Witness& way, std::size_t i, Crossroads::Also& also) {
  const cfg::Node& node = in.graph.nodes[way.steps[i].node];
  bool grew = false;
  if (node.op == Op::Test && node.cond != kNone) {
    const sema::Cond& c = in.program.conds[node.cond];
    grew = note(also.slots, c.slot);
    grew = note(also.slots, c.other) || grew;
  }
  const bool offered = (node.op == Op::Menu || node.op == Op::Pick) && way.steps[i].edge < in.graph.edges.size() &&
                       in.graph.edges[way.steps[i].edge].guarded;
  for (std::size_t k = i; offered && k-- > 0;) {
    const cfg::Node& before = in.graph.nodes[way.steps[k].node];
    if (before.op != Op::Show && before.op != Op::Test && before.op != Op::Pass) break;
    if (before.op == Op::Show && before.number == in.graph.edges[way.steps[i].edge].ordinal)
      grew = note(also.shows, way.steps[k].node) || grew;
  }
  return grew;
}

}  // namespace

std::vector<std::uint8_t> deciding_steps(const prove::Input& in, const prove::Witness& way, NodeId target) {
  Crossroads::Also also;
  for (;;) {
    std::vector<std::uint8_t> does = Crossroads(in, target, also).deciding(way);
    bool grew = false;
    for (std::size_t i = 0; i < way.steps.size(); ++i) {
      if (does[i] != 0) grew = follow_back(in, way, i, also) || grew;
      const cfg::Node& node = in.graph.nodes[way.steps[i].node];
      const bool sums = node.op == Op::Set && node.object < in.program.sets.size() &&
                        std::find(also.slots.begin(), also.slots.end(), node.slot) != also.slots.end();
      if (!sums) continue;
      for (const sema::SlotId from : {in.program.sets[node.object].a, in.program.sets[node.object].b})
        grew = note(also.slots, from) || grew;
    }
    if (!grew) return does;
  }
}

}  // namespace guion::questions
