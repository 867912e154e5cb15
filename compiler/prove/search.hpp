// One run of the engine: states reached over graph × what is tracked, cheapest in events first, parts entered once for each state of what they
// touch. Finds candidates for what a query asks; who believes them is engine.cpp. Not decided here: whether a way is really possible.
// Source: T. Reps, S. Horwitz, M. Sagiv, «Precise interprocedural dataflow analysis via graph reachability» (1995), for entries and summaries.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <unordered_map>
#include <vector>

#include "prove/track.hpp"
#include "prove/zone.hpp"

namespace guion::prove {

/// The part of a state that is no set of numbers.
struct Discrete {
  std::uint64_t filled = 0;
  std::uint64_t counters = 0;  ///< a byte each
  State automaton = 0;
  sema::Levels levels = 0;
  friend bool operator==(const Discrete&, const Discrete&) = default;
};

/// As the edge of a candidate's step: a test whose outcome does not matter; the next step is where its ways meet again.
inline constexpr std::uint32_t kEither = kNone - 6;

/// A place where something seems to be broken.
struct Candidate {
  cfg::NodeId node = kNone;
  std::uint32_t demand = kNone;  ///< kNone: the automaton
  Witness witness;               ///< steps only
};

/// What is settled already and not to be found again: demands by index, and nodes where the automaton breaks.
struct Known {
  std::vector<std::uint8_t> demands, nodes;
  [[nodiscard]] std::uint8_t& of(cfg::NodeId node, std::uint32_t demand) { return demand == kNone ? nodes[node] : demands[demand]; }
};

class Search {
 public:
  enum class Verdict : std::uint8_t { Next, Stop };
  using Judge = std::function<Verdict(Candidate&&)>;

  /// Borrows everything. `known` may grow while the judge is asked.
  Search(const Input& in, const Query& query, const Tracking& tracking, const Budget& budget, Known& known);
  /// Runs until nothing is left, the judge stops it, or the budget ends; false for the last. Candidates come in the order of their cost.
  bool run(const Judge& judge);
  [[nodiscard]] std::size_t states() const { return items_.size(); }
  /// One an edge: whether some state took it.
  [[nodiscard]] const std::vector<std::uint8_t>& taken() const { return taken_; }

 private:
  using ItemId = std::uint32_t;
  /// A state reached at a node within one context.
  struct Item {
    cfg::NodeId node;
    std::uint32_t context;
    Discrete discrete;
    std::uint32_t zone;
    std::uint32_t cost;
    ItemId parent = kNone;       ///< the item before it in the same context
    std::uint32_t edge = kNone;  ///< taken out of the parent
    ItemId exit = kNone;         ///< parent is a Call: the item at the Return of the part
    ItemId same = kNone;         ///< next one reached at the same node, context and discrete state
  };
  /// A routine entered with one state of what it touches.
  struct Context {
    std::uint32_t routine;
    std::uint32_t base;          ///< cost of the first caller
    std::vector<ItemId> callers, exits;
  };
  struct Key {
    cfg::NodeId node;
    std::uint32_t context;
    std::uint32_t zone;  ///< kNone in the key of a list: all zones
    Discrete discrete;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& k) const;
  };
  struct EntryKey {
    std::uint32_t routine, zone;
    Discrete discrete;
    friend bool operator==(const EntryKey&, const EntryKey&) = default;
  };
  struct EntryHash {
    std::size_t operator()(const EntryKey& k) const;
  };
  /// What is at hand while one item is worked on: its state, to be changed and pushed.
  struct Now {
    ItemId item;
    Discrete discrete;
    Zone zone;
  };

  void listen();
  void find_joins();
  [[nodiscard]] bool plain(cfg::NodeId n) const;
  [[nodiscard]] cfg::NodeId behind(cfg::NodeId n) const;
  [[nodiscard]] std::uint64_t read_at(cfg::NodeId n) const;
  void push(Item item);
  bool settle(ItemId id);
  void expand(ItemId id);
  void arrive(Now now);
  [[nodiscard]] bool demanded(Now& now);
  [[nodiscard]] bool meets(const Demand& d, std::uint32_t index, Now& now);
  void go_on_in(std::vector<Now>& parts, Now& now);
  void report(const Now& now, std::uint32_t demand, std::uint32_t last_edge);
  [[nodiscard]] bool starved(const Now& now) const;
  /// Steps the automaton; `others` gets what is excused beside `now`. False if it is broken in every state at hand.
  bool hear(Now& now, Letters letters, std::uint32_t edge, std::vector<Now>& others);
  bool hear_arrival(Now& now);
  void ways(const Now& now);
  void verify(const Now& now);
  void transfer(const Now& now);
  void test(const Now& now);
  void assign(const Now& now);
  void call(const Now& now);
  void come_back(const Now& now);
  void behind_call(ItemId caller, ItemId exit, std::uint32_t cost);
  void take(const Now& now, const cfg::Edge& e, bool event);
  void exhaust(const Now& now, const cfg::Edge& e, std::uint32_t tries);
  void leave(Now now, const cfg::Edge& e, std::uint32_t edge, std::uint32_t events);
  void land(Now& now, cfg::NodeId to, std::uint32_t edge, std::uint32_t cost, ItemId exit = kNone);

  /// Parts of the state in which the condition holds, or does not; states of which nothing is known are in both.
  void split(sema::CondId cond, bool want, const Now& now, std::vector<Now>& out) const;
  void split_atom(const sema::Cond& cond, bool want, const Now& now, std::vector<Now>& out) const;
  static void compare(std::size_t x, std::size_t y, std::int64_t k, ast::Comparison how, bool want, const Now& now,
                      std::vector<Now>& out);

  std::uint32_t intern(const Zone& zone);
  [[nodiscard]] bool open(const cfg::Edge& e) const { return !e.vain && (query_.closed == nullptr || (*query_.closed)[index_of(e)] == 0); }
  [[nodiscard]] std::uint32_t cost_of(cfg::NodeId n) const { return query_.costs == nullptr ? 1 : (*query_.costs)[n]; }
  [[nodiscard]] std::uint32_t index_of(const cfg::Edge& e) const { return static_cast<std::uint32_t>(&e - in_.graph.edges.data()); }
  static constexpr std::uint32_t kSplit = kNone - 5;  ///< as an item's edge: a part of its parent's state, at the same node

  void unwind(ItemId id, std::vector<Step>& steps) const;
  void unwind_local(ItemId id, std::vector<Step>& steps) const;

  const Input& in_;
  const Query& query_;
  const Tracking& t_;
  const Budget& budget_;
  Known& known_;
  Relevance relevant_;
  std::vector<Letters> on_arrival_, on_way_;   ///< one a node, one an edge
  std::vector<std::uint32_t> first_demand_, next_demand_;
  std::vector<std::uint64_t> join_reads_;      ///< one a node: tracked slots that are read between it and its join
  std::vector<cfg::NodeId> joins_;             ///< one a node: where both ways of a test that does not matter meet, or kNone
  std::vector<Item> items_;
  std::deque<std::vector<ItemId>> agenda_;     ///< by cost
  std::uint32_t lowest_ = 0;                   ///< cost of the first bucket
  std::unordered_map<Key, ItemId, KeyHash> reached_;  ///< by zone; and with kNone, the newest of all zones
  std::unordered_map<EntryKey, std::uint32_t, EntryHash> entries_;
  std::unordered_map<EntryKey, std::uint32_t, EntryHash> crowded_;  ///< by node: the context of a state in a crowd
  std::vector<Context> contexts_;
  std::vector<Zone> zones_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> zone_ids_;
  std::vector<std::uint8_t> taken_;
  const Judge* judge_ = nullptr;
  bool stopped_ = false;
};

}  // namespace guion::prove
