// Forwards over the code until nothing new is found. See certify_reach.hpp.
#include "lower/certify_reach.hpp"

#include "lower/certify_walk.hpp"

#include <algorithm>

namespace guion::lower {

using assembly::Opcode;

namespace {

/// More than an image holds: some go when facts are weakened.
constexpr std::size_t kMostAtPlace = 16;
constexpr std::size_t kMostContexts = 8;

bool key_includes(const Bits& all, const Bits& some, const Bits& key) {
  for (std::size_t w = 0; w < some.size(); ++w) {
    if ((some[w] & key[w] & ~all[w]) != 0) return false;
  }
  return true;
}

/// Forgets what does not matter; levels that hold and slots that are filled stay, as every read may want them.
void project(Facts& f, const Live& live) {
  f.absent &= live.absent;
  for (std::size_t w = 0; w < f.empty.size(); ++w) f.empty[w] &= live.empty[w];
  std::erase_if(f.known, [&](const Literal& l) {
    return !has(live.values, l.slot) || (l.kind == LiteralKind::Apart && !has(live.values, l.other));
  });
}

/// Whether `f` says all that matters in `claim`.
bool entails_key(const Facts& f, const Facts& claim, const Live& live) {
  Facts key = claim;
  key.levels &= live.held;
  for (std::size_t w = 0; w < key.filled.size(); ++w) key.filled[w] &= live.filled[w];
  return entails(f, key);
}

bool same_key_but_numbers(const Facts& a, const Facts& b, const Live& live) {
  return ((a.levels ^ b.levels) & live.held) == 0 && a.absent == b.absent && a.empty == b.empty &&
         key_includes(a.filled, b.filled, live.filled) && key_includes(b.filled, a.filled, live.filled);
}

/// Keeps of `to` what holds in `f` as well, numbers apart. Gives whether it became less.
bool meet(Facts& to, const Facts& f) {
  const Facts before = to;
  to.levels &= f.levels;
  to.absent &= f.absent;
  for (std::size_t w = 0; w < to.filled.size(); ++w) {
    to.filled[w] &= f.filled[w];
    to.empty[w] &= f.empty[w];
  }
  return to != before;
}

class Search {
 public:
  Search(const Code& code, const Liveness& live) : code_(code), live_(live) {}

  Reached run() {
    open_context(0, code_.start());
    walk_all();
    // A part that no call comes to is in the image all the same; there everything may be taken for granted.
    for (auto r = static_cast<std::uint32_t>(code_.routines().size()); r-- > 1;) {
      const auto entered = [r](const Context& c) { return c.routine == r; };
      if (std::any_of(found_.contexts.begin(), found_.contexts.end(), entered)) continue;
      open_context(r, everything());
      walk_all();
    }
    return std::move(found_);
  }

 private:
  /// A place of the routine, by its number there; the last one stands for the routine's entry.
  using Where = std::pair<std::uint32_t, std::uint32_t>;

  void walk_all() {
    while (!queue_.empty() && found_.too_many == nullptr) {
      const auto [context, place] = *queue_.begin();
      queue_.erase(queue_.begin());
      walk_from(context, place);
    }
  }
  [[nodiscard]] Facts everything() const {
    Facts f(code_.module().slots.size());
    f.levels = code_.all_levels();
    for (std::uint32_t s = 0; s < code_.module().slots.size(); ++s) put(f.filled, s);
    return f;
  }

  void enqueue(std::uint32_t context, std::uint32_t place) { queue_.insert({context, place}); }

  std::uint32_t open_context(std::uint32_t routine, Facts entry) {
    const Routine& r = code_.routines()[routine];
    const auto number = static_cast<std::uint32_t>(found_.contexts.size());
    const std::size_t places = r.places_end - r.first_place;
    found_.contexts.push_back({routine, std::move(entry), {}, {}});
    found_.contexts.back().at.resize(places);
    callers_.emplace_back();
    enqueue(number, static_cast<std::uint32_t>(places));
    return number;
  }

  void walk_from(std::uint32_t context, std::uint32_t place) {
    here_ = {context, place};
    const Context& c = found_.contexts[context];
    const Routine& r = code_.routines()[c.routine];
    if (place == c.at.size()) return run(c.entry, r.begin, true);
    const std::vector<Facts> states = c.at[place];
    for (const Facts& f : states) run(f, code_.places()[r.first_place + place].instruction, false);
  }

  /// From an instruction to the next places. `arriving`: it may be at one already.
  void run(Facts facts, std::uint32_t from, bool arriving) {
    const std::uint32_t end = code_.routines()[found_.contexts[here_.first].routine].end;
    std::vector<std::pair<std::uint32_t, Facts>> open;
    open.emplace_back(from, std::move(facts));
    while (!open.empty() && found_.too_many == nullptr) {
      auto [i, f] = std::move(open.back());
      open.pop_back();
      for (bool first = true; i < end; ++i, first = false) {
        if ((!first || i != from || arriving) && code_.place_at(i) != kNoPlace) {
          arrive_at(code_.place_at(i), std::move(f));
          break;
        }
        if (code_.at(i).op == Opcode::Call) {
          for (Facts& back : call(code_.slot(i, 0) + 1, f)) open.emplace_back(i + 1, std::move(back));
          break;
        }
        if (code_.at(i).op == Opcode::Return) {
          leave(std::move(f));
          break;
        }
        if (!step(i, f)) break;
      }
    }
  }

  /// Takes all ways that jump; gives whether one goes on, with what is known there in `f`.
  bool step(std::uint32_t i, Facts& f) {
    ways_.clear();
    code_.step(i, std::move(f), ways_);
    bool goes_on = false;
    for (Way& w : ways_) {
      if (w.place != kNoPlace) {
        arrive_at(w.place, std::move(w.facts));
      } else {
        f = std::move(w.facts);
        goes_on = true;
      }
    }
    return goes_on;
  }

  void arrive_at(std::uint32_t place, Facts f) {
    Context& c = found_.contexts[here_.first];
    const std::uint32_t local = place - code_.routines()[c.routine].first_place;
    if (arrive(c.at[local], std::move(f), live_.at(place))) enqueue(here_.first, local);
  }

  /// Adds a state to those of one place. Gives whether there is something new.
  bool arrive(std::vector<Facts>& states, Facts f, const Live& live) {
    project(f, live);
    bool changed = false;
    for (std::size_t k = 0; k < states.size(); ++k) {
      if (entails_key(f, states[k], live)) return meet(states[k], f) || changed;
      Facts both = states[k];
      if (same_key_but_numbers(states[k], f, live) && join_exactly(both, f, code_.ranges())) {
        (void)meet(both, f);
        states.erase(states.begin() + static_cast<std::ptrdiff_t>(k));
        f = std::move(both);
        changed = true;
        k = static_cast<std::size_t>(-1);  // it may go together with another one now
      }
    }
    for (std::size_t k = states.size(); k-- > 0;) {
      if (!entails_key(states[k], f, live)) continue;
      (void)meet(f, states[k]);
      states.erase(states.begin() + static_cast<std::ptrdiff_t>(k));
    }
    states.push_back(std::move(f));
    if (states.size() > kMostAtPlace) found_.too_many = &live;
    return true;
  }

  std::vector<Facts> call(std::uint32_t routine, const Facts& before) {
    const std::uint32_t callee = enter(routine, before);
    std::vector<Facts> out;
    if (callee == kNoPlace) return out;
    callers_[callee].insert(here_);
    for (const Facts& exit : found_.contexts[callee].exits)
      out.push_back(come_back(before, exit, live_.touched(routine)));
    return out;
  }

  std::uint32_t enter(std::uint32_t routine, Facts f) {
    const Live& live = live_.entry(routine);
    project(f, live);
    std::size_t others = 0;
    for (std::uint32_t c = 0; c < found_.contexts.size(); ++c) {
      if (found_.contexts[c].routine != routine) continue;
      ++others;
      Facts& entry = found_.contexts[c].entry;
      if (!entails_key(f, entry, live) || !entails_key(entry, f, live)) continue;
      if (meet(entry, f)) enqueue(c, static_cast<std::uint32_t>(found_.contexts[c].at.size()));
      return c;
    }
    if (others < kMostContexts) return open_context(routine, std::move(f));
    found_.too_many = &live;
    return kNoPlace;
  }

  void leave(Facts f) {
    const std::uint32_t context = here_.first;
    const std::uint32_t routine = found_.contexts[context].routine;
    const Touched& touched = live_.touched(routine);
    f.levels &= touched.levels;
    f.absent &= touched.levels;
    for (std::size_t w = 0; w < f.filled.size(); ++w) {
      f.filled[w] &= touched.slots[w];
      f.empty[w] &= touched.slots[w];
    }
    if (!arrive(found_.contexts[context].exits, std::move(f), live_.exit(routine))) return;
    for (const Where& caller : callers_[context]) enqueue(caller.first, caller.second);
  }

  const Code& code_;
  const Liveness& live_;
  Reached found_;
  std::set<Where> queue_;  ///< in the order of the code: most ways lead forwards
  std::vector<std::set<Where>> callers_;
  std::vector<Way> ways_;
  Where here_{};
};

}  // namespace

Reached reach(const Code& code, const Liveness& live) { return Search(code, live).run(); }

}  // namespace guion::lower
