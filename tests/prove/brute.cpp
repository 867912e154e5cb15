// Breadth first over the states of the calls, then over states × the state of each watcher.
#include "prove/brute.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace guion::test {

using Kind = Occurrence::Kind;

namespace {

/// States that were met, by hash; open addressing.
class Met {
 public:
  explicit Met(std::vector<State>& states) : states_(states), slots_(1024, kNone) {}

  /// The number of the state, and whether it is new.
  std::pair<std::uint32_t, bool> add(const State& s) {
    if (states_.size() * 2 > slots_.size()) grow();
    for (std::size_t i = hash(s) & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == kNone) {
        slots_[i] = static_cast<std::uint32_t>(states_.size());
        states_.push_back(s);
        return {slots_[i], true};
      }
      if (states_[slots_[i]] == s) return {slots_[i], false};
    }
  }

 private:
  static std::size_t hash(const State& s) {
    static_assert(sizeof(State) % 2 == 0 && std::has_unique_object_representations_v<State>);
    std::array<std::uint64_t, (sizeof(State) + 7) / 8> words{};
    std::memcpy(words.data(), &s, sizeof s);
    std::uint64_t h = 0x9e3779b97f4a7c15u;
    for (const std::uint64_t w : words) h = std::rotl(h ^ w, 23) * 0xff51afd7ed558ccdu;
    return static_cast<std::size_t>(h ^ (h >> 29));
  }
  void grow() {
    std::vector<std::uint32_t> old(slots_.size() * 4, kNone);
    old.swap(slots_);
    for (const std::uint32_t n : old) {
      if (n == kNone) continue;
      std::size_t i = hash(states_[n]) & (slots_.size() - 1);
      while (slots_[i] != kNone) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = n;
    }
  }
  std::vector<State>& states_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace

std::uint32_t CallGraph::source(std::uint32_t edge) const {
  const auto behind = std::upper_bound(first.begin(), first.end(), edge);
  return static_cast<std::uint32_t>(behind - first.begin() - 1);
}

CallGraph explore(Stepper& calls, std::size_t most_states) {
  CallGraph g;
  g.states.emplace_back();
  g.entered.push_back(kNone);
  Met met(g.states);
  Ways ways;
  for (std::uint32_t n = 0; n < g.states.size(); ++n) {
    g.first.push_back(static_cast<std::uint32_t>(g.edges.size()));
    if (g.states.size() > most_states) {
      g.capped = true;
      break;
    }
    if (n == 0) {
      calls.begin(ways);
    } else {
      const State s = g.states[n];
      calls.answer(s, ways);
    }
    const auto shift = static_cast<std::uint32_t>(g.occurrences.size());
    g.occurrences.insert(g.occurrences.end(), ways.occurrences.begin(), ways.occurrences.end());
    for (const Way& way : ways.ways) {
      CallGraph::Edge edge{way.said, way.begin + shift, way.end + shift, kNone};
      if (way.goes_on) {
        const auto [to, made] = met.add(way.to);
        if (made) g.entered.push_back(static_cast<std::uint32_t>(g.edges.size()));
        edge.to = to;
      }
      g.edges.push_back(edge);
    }
  }
  g.first.push_back(static_cast<std::uint32_t>(g.edges.size()));
  return g;
}

// ---- verdicts
// ----------------------------------------------------------------------------------------------------------------------------------

namespace {

const char* name_of(AnswerKind kind) {
  constexpr std::array kNames = {"",       "done",   "value", "unsaid",  "yes",    "no",     "option",
                                 "silent", "passed", "wrong", "lacking", "fields", "failed", "returned"};
  return kNames[static_cast<std::size_t>(kind)];
}

class Judge {
 public:
  Judge(Stepper& calls, const CallGraph& graph) : calls_(calls), g_(graph) {}

  void reads(Verdicts& out) const {
    const std::size_t slots = calls_.program().slots.size();
    std::vector<std::uint32_t> below(slots + 1, kNone), empty(slots + 1, kNone);  // the first edge on which it happens
    for (std::uint32_t e = 0; e < g_.edges.size(); ++e) {
      for (std::uint32_t o = g_.edges[e].begin; o < g_.edges[e].end; ++o) {
        const Occurrence& what = g_.occurrences[o];
        if (what.kind != Kind::ReadBelow && what.kind != Kind::ReadEmpty) continue;
        auto& first = what.kind == Kind::ReadBelow ? below : empty;
        auto& place = first[what.object == kNone ? slots : what.object];
        place = std::min(place, e);
      }
    }
    for (std::uint32_t s = 0; s <= slots; ++s) {
      const std::string name = s == slots ? "exige" : calls_.program().slots[s].name;
      const std::uint32_t object = s == slots ? kNone : s;
      out.properties.push_back({Matter::Gate, object, name, below[s] != kNone, call(below[s])});
      if (s < slots) out.properties.push_back({Matter::Filled, object, name, empty[s] != kNone, call(empty[s])});
    }
  }

  void watch(const Monitor& m, Verdicts& out) {
    struct Item {
      std::uint32_t node, state, before, edge;
    };
    std::vector<Item> items{{0, 0, kNone, kNone}};
    std::vector<std::uint64_t> seen(g_.states.size() * kWords, 0);
    Judged judged{m.matter, m.object, m.name, false, {}};
    for (std::uint32_t i = 0; i < items.size() && !judged.broken; ++i) {
      const Item item = items[i];
      for (std::uint32_t e = g_.first[item.node]; e < g_.first[item.node + 1]; ++e) {
        std::uint32_t s = item.state;
        for (std::uint32_t o = g_.edges[e].begin; o < g_.edges[e].end && s != kMonitorBroken; ++o) {
          s = m.step(s, g_.occurrences[o]);
        }
        if (s == kMonitorBroken) {
          std::vector<std::uint32_t> edges{e};
          for (std::uint32_t at = i; items[at].before != kNone; at = items[at].before) edges.push_back(items[at].edge);
          std::reverse(edges.begin(), edges.end());
          judged.broken = true;
          judged.call = tell(edges);
          break;
        }
        if (g_.edges[e].to == kNone) continue;
        std::uint64_t& word = seen[g_.edges[e].to * kWords + s / 64];
        if (((word >> (s % 64)) & 1u) != 0) continue;
        word |= std::uint64_t{1} << (s % 64);
        items.push_back({g_.edges[e].to, s, i, e});
      }
    }
    out.properties.push_back(std::move(judged));
    out.states += items.size();
  }

 private:
  static constexpr std::size_t kWords = 1;  // watchers have fewer than 64 states

  std::vector<std::string> call(std::uint32_t edge) const {
    if (edge == kNone) return {};
    std::vector<std::uint32_t> edges{edge};
    for (std::uint32_t n = g_.source(edge); n != 0; n = g_.source(edges.back())) edges.push_back(g_.entered[n]);
    std::reverse(edges.begin(), edges.end());
    return tell(edges);
  }

  std::vector<std::string> tell(const std::vector<std::uint32_t>& edges) const {
    std::vector<std::string> out;
    for (const std::uint32_t e : edges) {
      const CallGraph::Edge& edge = g_.edges[e];
      std::string line = std::string("  <- ") + name_of(edge.said.kind);
      if (edge.said.kind == AnswerKind::Option) line += " " + std::to_string(edge.said.option);
      if (edge.to != kNone) line += "   [" + calls_.describe(g_.states[edge.to]) + "]";
      out.push_back(line);
      for (std::uint32_t o = edge.begin; o < edge.end; ++o) out.push_back(tell(g_.occurrences[o]));
    }
    return out;
  }

  std::string tell(const Occurrence& what) const {
    const sema::Program& p = calls_.program();
    switch (what.kind) {
      case Kind::Event: {
        const Line l = calls_.events()[what.object].line;
        return "  " + calls_.source(l);
      }
      case Kind::StageBegins:
        return "  (stage " + p.stages[what.object].name + " begins)";
      case Kind::StageDone:
        return "  (stage " + p.stages[what.object].name + " is done)";
      case Kind::Over:
        return what.normal ? "  (over, normal)" : "  (over, early)";
      case Kind::ReadBelow:
        return "  (below the level: " + (what.object == kNone ? "exige" : p.slots[what.object].name) + ")";
      case Kind::ReadEmpty:
        return "  (empty: " + p.slots[what.object].name + ")";
    }
    return {};
  }

  Stepper& calls_;
  const CallGraph& g_;
};

}  // namespace

const Judged* Verdicts::find(Matter matter, std::uint32_t object) const {
  const Judged* found = nullptr;
  for (const Judged& j : properties) {
    if (j.matter == matter && j.object == object && (found == nullptr || j.broken)) found = &j;
  }
  return found;
}

bool Verdicts::any(Matter matter) const {
  return std::any_of(properties.begin(), properties.end(),
                     [&](const Judged& j) { return j.matter == matter && j.broken; });
}

Verdicts judge(const sema::Program& program, std::size_t most_states, Fault fault) {
  Verdicts out;
  Stepper calls(program);
  out.skipped = !calls.fits();
  for (const sema::Rule& r : program.rules) out.skipped = out.skipped || r.times > 60;
  if (out.skipped) return out;
  const CallGraph graph = explore(calls, most_states);
  out.astray = calls.astray();
  out.skipped = graph.capped;
  out.states = graph.states.size();
  out.ways = graph.edges.size();
  if (out.skipped || out.astray) return out;
  Judge judge(calls, graph);
  judge.reads(out);
  for (const auto& m : monitors_of(calls, fault)) judge.watch(*m, out);
  return out;
}

}  // namespace guion::test
