// The order of the search, contexts and summaries, and the way back from a state to the call that reaches it. What a node does to a state is
// in steps.cpp. See search.hpp.
#include "prove/search.hpp"

#include <algorithm>

namespace guion::prove {

using cfg::NodeId;
using cfg::Op;

namespace {

std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h ^= v + 0x9e3779b97f4a7c15ull + (h << 6) + (h >> 2);
  return h * 0xff51afd7ed558ccdull;
}

std::uint64_t hash_of(const Discrete& d) {
  return mix(mix(d.filled, d.counters), (static_cast<std::uint64_t>(d.automaton) << 8) | d.levels);
}

}  // namespace

std::size_t Search::KeyHash::operator()(const Key& k) const {
  return mix(mix(hash_of(k.discrete), k.zone), (static_cast<std::uint64_t>(k.context) << 32) | k.node);
}
std::size_t Search::EntryHash::operator()(const EntryKey& k) const {
  return mix(hash_of(k.discrete), (static_cast<std::uint64_t>(k.zone) << 32) | k.routine);
}

Search::Search(const Input& in, const Query& query, const Tracking& tracking, const Budget& budget, Known& known)
    : in_(in), query_(query), t_(tracking), budget_(budget), known_(known), relevant_(relevance(in, tracking, query)) {
  first_demand_.assign(in.graph.nodes.size(), kNone);
  next_demand_.assign(query.demands.size(), kNone);
  for (std::uint32_t d = static_cast<std::uint32_t>(query.demands.size()); d-- > 0;) {
    const NodeId n = query.demands[d].node;
    next_demand_[d] = first_demand_[n];
    first_demand_[n] = d;
  }
  if (query.take_edges) taken_.assign(in.graph.edges.size(), 0);
  reached_.reserve(in.graph.nodes.size());
  items_.reserve(in.graph.nodes.size());
  listen();
  find_joins();
}

/// Whether a silent node does nothing that the question speaks of.
bool Search::plain(NodeId n) const {
  const Op op = in_.graph.nodes[n].op;
  if (op != Op::Test && op != Op::Show && op != Op::Pass) return false;
  if (first_demand_[n] != kNone || (!on_arrival_.empty() && on_arrival_[n] != 0)) return false;
  for (const cfg::Fact& f : in_.graph.told(n)) {
    using enum cfg::FactKind;
    if (f.kind == Fills || f.kind == Empties || f.kind == Grants || f.kind == Revokes) return false;
  }
  const auto out = in_.graph.out(n);
  return std::all_of(out.begin(), out.end(), [&](const cfg::Edge& e) { return on_way_.empty() || on_way_[index_of(e)] == 0; });
}

/// The next node on the only way forward from a plain one, or kNone.
NodeId Search::behind(NodeId n) const {
  if (!plain(n)) return kNone;
  if (in_.graph.nodes[n].op == Op::Test) return joins_[n];
  const auto out = in_.graph.out(n);
  return out.size() == 1 && out[0].to != kNone && out[0].to > n && !out[0].vain ? out[0].to : kNone;
}

/// The tracked slots that a node reads.
std::uint64_t Search::read_at(NodeId n) const {
  std::uint64_t slots = 0;
  for (const cfg::Fact& f : in_.graph.told(n)) {
    if (f.kind == cfg::FactKind::Reads && t_.filled_at(f.object) != kNone) slots |= std::uint64_t{1} << t_.filled_at(f.object);
  }
  return slots;
}

/// Tests whose two ways meet again before anything happens that matters, such as guards that only show an option: both ways at once, and no
/// state for each. Nodes stand in the order of the text, so later ones are known.
void Search::find_joins() {
  joins_.assign(in_.graph.nodes.size(), kNone);
  join_reads_.assign(in_.graph.nodes.size(), 0);
  if (query_.take_edges || query_.closed != nullptr) return;
  for (NodeId n = static_cast<NodeId>(in_.graph.nodes.size()); n-- > 0;) {
    const auto out = in_.graph.out(n);
    if (in_.graph.nodes[n].op != Op::Test || in_.graph.nodes[n].cond == kNone || out.size() != 2 || !plain(n)) continue;
    NodeId a = out[0].to, b = out[1].to;
    if (out[0].vain || out[1].vain || a == kNone || b == kNone || a <= n || b <= n) continue;
    std::uint64_t reads = read_at(n);
    while (a != b && a != kNone && b != kNone) {
      NodeId& first = a < b ? a : b;
      reads |= read_at(first) | join_reads_[first];
      first = behind(first);
    }
    if (a == kNone || b == kNone) continue;
    joins_[n] = a;
    join_reads_[n] = reads;
  }
}

void Search::listen() {
  if (query_.automaton == nullptr) return;
  const cfg::Graph& g = in_.graph;
  on_arrival_.resize(g.nodes.size());
  on_way_.resize(g.edges.size());
  for (NodeId n = 0; n < g.nodes.size(); ++n) {
    on_arrival_[n] = heard_on_arrival(*query_.automaton, g, n);
    for (const cfg::Edge& e : g.out(n)) on_way_[index_of(e)] = heard_on_way(*query_.automaton, g, n, e.kind);
  }
}

std::uint32_t Search::intern(const Zone& zone) {
  std::vector<std::uint32_t>& same = zone_ids_[zone.hash()];
  for (const std::uint32_t id : same) {
    if (zones_[id] == zone) return id;
  }
  same.push_back(static_cast<std::uint32_t>(zones_.size()));
  zones_.push_back(zone);
  return same.back();
}

bool Search::run(const Judge& judge) {
  judge_ = &judge;
  if (in_.graph.routines.empty() || in_.graph.routines[0].entry == kNone) return true;
  Now start{kNone, {}, Zone(t_.values.size())};
  for (sema::SlotId s = 0; s < in_.program.slots.size(); ++s) {
    const sema::Slot& slot = in_.program.slots[s];
    if (!slot.constant && !slot.own_words && !slot.from_system) continue;
    if (t_.filled_at(s) != kNone) start.discrete.filled |= std::uint64_t{1} << t_.filled_at(s);
    const std::uint32_t at = t_.value_at(s);
    if (at == kNone) continue;
    const auto range = *number_range(in_.program, s);
    if (slot.constant) start.zone.assign(at, 0, slot.number);
    if (slot.from_system && (!start.zone.constrain(at, 0, range.second) || !start.zone.constrain(0, at, -range.first))) return true;
  }
  contexts_.push_back({0, 0, {}, {}});
  land(start, in_.graph.routines[0].entry, kNone, 0);
  while (!stopped_) {
    while (!agenda_.empty() && agenda_.front().empty()) {
      agenda_.pop_front();
      ++lowest_;
    }
    if (agenda_.empty()) return true;
    const ItemId id = agenda_.front().back();
    agenda_.front().pop_back();
    if (!settle(id)) continue;
    expand(id);
    if (items_.size() > budget_.states) return false;
  }
  return true;
}

/// Forgets what cannot matter any more, and puts the state on the agenda.
void Search::land(Now& now, NodeId to, std::uint32_t edge, std::uint32_t cost, ItemId exit) {
  if (to == kNone) return;
  const Needs& live = relevant_.live[to];
  now.discrete.filled &= live.filled;
  for (std::size_t v = 1; v <= t_.values.size(); ++v) {
    if (((live.values >> (v - 1)) & 1) == 0) now.zone.forget(v);
  }
  Item item{to, now.item == kNone ? 0 : items_[now.item].context, now.discrete, intern(now.zone), cost};
  item.parent = now.item;
  item.edge = edge;
  item.exit = exit;
  push(item);
}

void Search::push(Item item) {
  const std::uint32_t bucket = item.cost - lowest_;
  while (agenda_.size() <= bucket) agenda_.emplace_back();
  agenda_[bucket].push_back(static_cast<ItemId>(items_.size()));
  items_.push_back(item);
}

/// Whether the item is new: no other at its place holds all that it holds. Of very many only the newest are compared.
bool Search::settle(ItemId id) {
  constexpr std::size_t kMostCompared = 32;
  Item& item = items_[id];
  if (!reached_.try_emplace(Key{item.node, item.context, item.zone, item.discrete}, id).second) return false;
  if (t_.values.empty()) return true;
  ItemId& head = reached_.try_emplace(Key{item.node, item.context, kNone, item.discrete}, kNone).first->second;
  std::size_t compared = 0;
  for (ItemId other = head; other != kNone && compared < kMostCompared; other = items_[other].same, ++compared) {
    if (zones_[items_[other].zone].includes(zones_[item.zone])) return false;
  }
  item.same = head;
  head = id;
  return true;
}

void Search::call(const Now& now) {
  const Item caller = items_[now.item];
  const std::uint32_t routine = analysis::callee(in_.calls, in_.graph.nodes[caller.node]);
  if (routine == kNone || in_.graph.routines[routine].entry == kNone) return ways(now);
  const Needs& touched = relevant_.routines[routine];
  Discrete d;
  d.filled = now.discrete.filled & touched.filled;
  if (touched.levels) d.levels = now.discrete.levels;
  if (touched.automaton) d.automaton = now.discrete.automaton;
  if (touched.counters != 0) d.counters = now.discrete.counters;
  const std::uint32_t zone = touched.values != 0 ? intern(now.zone) : intern(Zone(t_.values.size()));
  const auto [found, fresh] = entries_.try_emplace(EntryKey{routine, zone, d}, static_cast<std::uint32_t>(contexts_.size()));
  const std::uint32_t context = found->second;
  if (fresh) contexts_.push_back({routine, caller.cost, {}, {}});
  contexts_[context].callers.push_back(now.item);
  if (fresh) push({in_.graph.routines[routine].entry, context, d, zone, caller.cost});
  const std::vector<ItemId> exits = contexts_[context].exits;
  for (const ItemId exit : exits) behind_call(now.item, exit, caller.cost + items_[exit].cost - contexts_[context].base);
}

void Search::come_back(const Now& now) {
  Context& context = contexts_[items_[now.item].context];
  context.exits.push_back(now.item);
  const std::uint32_t local = items_[now.item].cost - context.base;
  const std::vector<ItemId> callers = context.callers;
  for (const ItemId caller : callers) behind_call(caller, now.item, items_[caller].cost + local);
}

/// The caller's state with what the part touched.
void Search::behind_call(ItemId caller, ItemId exit, std::uint32_t cost) {
  const Item from = items_[caller], back = items_[exit];
  const Needs& touched = relevant_.routines[contexts_[back.context].routine];
  for (const cfg::Edge& e : in_.graph.out(from.node)) {
    Now now{caller, from.discrete, zones_[touched.values != 0 ? back.zone : from.zone]};
    now.discrete.filled = (from.discrete.filled & ~touched.filled) | (back.discrete.filled & touched.filled);
    if (touched.levels) now.discrete.levels = back.discrete.levels;
    if (touched.automaton) now.discrete.automaton = back.discrete.automaton;
    if (touched.counters != 0) now.discrete.counters = back.discrete.counters;
    if (query_.take_edges) taken_[index_of(e)] = 1;
    land(now, e.to, index_of(e), cost, exit);
  }
}

// ---- the call that reaches a state ---------------------------------------------------------------------------------------------------

/// From the entry of the item's context to the item; its own step is not in it.
void Search::unwind_local(ItemId id, std::vector<Step>& steps) const {
  std::vector<ItemId> way;
  for (ItemId i = id; i != kNone; i = items_[i].parent) way.push_back(i);
  for (std::size_t k = way.size(); k-- > 1;) {
    const Item& from = items_[way[k]];
    const Item& to = items_[way[k - 1]];
    if (to.edge == kSplit) continue;
    if (to.exit == kNone) {
      steps.push_back({from.node, to.edge});
      continue;
    }
    steps.push_back({from.node, kInto});
    unwind_local(to.exit, steps);
    steps.push_back({items_[to.exit].node, kBack});
  }
}

void Search::unwind(ItemId id, std::vector<Step>& steps) const {
  const Context& context = contexts_[items_[id].context];
  if (items_[id].context != 0) {
    const ItemId caller = context.callers.front();
    unwind(caller, steps);
    steps.push_back({items_[caller].node, kInto});
  }
  unwind_local(id, steps);
}

void Search::report(const Now& now, std::uint32_t demand, std::uint32_t last_edge) {
  if (stopped_ || known_.of(items_[now.item].node, demand) != 0) return;
  Candidate c;
  c.node = items_[now.item].node;
  c.demand = demand;
  unwind(now.item, c.witness.steps);
  c.witness.steps.push_back({c.node, last_edge});
  stopped_ = (*judge_)(std::move(c)) == Verdict::Stop;
}

}  // namespace guion::prove
