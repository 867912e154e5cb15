// The order of certifying: what matters, what is reached, whether that suffices, how little may be said, and into the
// module. See certify.hpp.
#include "lower/certify.hpp"

#include <algorithm>
#include <map>

#include "image/format.hpp"
#include "lower/certify_reach.hpp"
#include "lower/certify_weaken.hpp"
#include "lower/steps.hpp"

namespace guion::lower {

namespace {

/// A literal is kept free for `Passed`, which steps.cpp may add.
constexpr std::size_t kMostOwnLiterals = kMostLiterals - 1;

Facts facts_of(const assembly::State& s, std::size_t slots) {
  Facts f(slots);
  f.levels = s.levels;
  for (std::uint32_t i = 0; i < s.filled.size(); ++i) {
    if (s.filled[i]) put(f.filled, i);
  }
  return f;
}

assembly::State state_of(const Facts& f, std::size_t slots) {
  assembly::State s;
  s.levels = f.levels;
  s.filled.resize(slots);
  if (f.absent != 0) s.literals.push_back({LiteralKind::Lacks, f.absent, 0, 0, 0});
  for (std::uint32_t i = 0; i < slots; ++i) {
    s.filled[i] = has(f.filled, i);
    if (has(f.empty, i)) s.literals.push_back({LiteralKind::Empty, i, 0, 0, 0});
  }
  s.literals.insert(s.literals.end(), f.known.begin(), f.known.end());
  return s;
}

/// Those entered in more first: a call takes the first case that fits.
void put_in_order(std::vector<Case>& cases) {
  std::vector<Case> ordered;
  while (!cases.empty()) {
    std::size_t next = 0;
    for (std::size_t k = 1; k < cases.size(); ++k) {
      if (entails(cases[k].entry, cases[next].entry)) next = k;
    }
    ordered.push_back(std::move(cases[next]));
    cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(next));
  }
  cases = std::move(ordered);
}

class Certifier {
 public:
  Certifier(assembly::Module& module, const assembly::Policy& policy, std::span<const Need> needs)
      : m_(module), needs_(needs), code_(module, policy), left_(needs.size()), goals_of_(needs.size()) {
    for (std::size_t n = 0; n < needs.size(); ++n) find_goals(n);
  }

  std::vector<std::size_t> run() {
    while (!try_all()) {
    }
    std::vector<std::size_t> left;
    for (std::size_t n = 0; n < left_.size(); ++n) {
      if (left_[n] != 0) left.push_back(n);
    }
    if (left.empty() && !needs_.empty()) write();
    return left;
  }

 private:
  void find_goals(std::size_t n) {
    const Need& need = needs_[n];
    for (std::uint32_t i = need.begin; i < need.end && i < m_.code.size(); ++i) {
      code_.reads(i, [&](Read read) {
        Read wanted;
        if (need.slot != kNoPlace && read.slot == need.slot) wanted.slot = need.slot;
        wanted.levels = static_cast<std::uint8_t>(read.levels & need.levels);
        if (wanted.slot != kNoPlace || wanted.levels != 0) goals_of_[n].push_back({i, wanted});
      });
    }
  }

  /// One attempt with the needs that are not left over yet. False: some more are; it must be tried again.
  bool try_all() {
    if (std::find(left_.begin(), left_.end(), 0) == left_.end()) return true;
    const Watched watched = watch();
    std::vector<Goal> goals;
    for (std::size_t n = 0; n < needs_.size(); ++n) {
      if (left_[n] == 0) goals.insert(goals.end(), goals_of_[n].begin(), goals_of_[n].end());
    }
    const Liveness live(code_, goals, watched);
    const Reached reached = reach(code_, live);
    if (reached.too_many != nullptr) return give_up(*reached.too_many), false;
    collect(reached, live);
    if (!judge()) return false;
    if (std::find(left_.begin(), left_.end(), 1) != left_.end()) return true;
    weaken(code_, must(), c_);
    return fits(live);
  }

  [[nodiscard]] Watched watch() const {
    Watched w;
    w.filled.resize(m_.slots.size() / 64 + 1);
    w.values.resize(w.filled.size());
    for (std::size_t n = 0; n < needs_.size(); ++n) {
      if (left_[n] != 0) continue;
      for (const std::uint32_t s : needs_[n].filled) put(w.filled, s);
      for (const std::uint32_t s : needs_[n].values) put(w.values, s);
      w.levels = w.levels || needs_[n].by_levels;
    }
    return w;
  }

  void collect(const Reached& reached, const Liveness& live) {
    c_ = {};
    c_.cases.resize(code_.routines().size());
    for (std::uint32_t r = 0; r < code_.routines().size(); ++r) c_.touched.push_back(live.touched(r));
    for (const Context& context : reached.contexts) {
      Case& one = c_.cases[context.routine].emplace_back();
      one.entry = context.entry;
      one.exits = context.exits;
      for (const auto& states : context.at) {
        auto& claims = one.at.emplace_back();
        for (const Facts& f : states) claims.push_back({f, false});
      }
    }
    for (auto& cases : c_.cases) put_in_order(cases);
  }

  /// Walks from every claim. What no need speaks of must hold; what does not is left over with all that its need stands
  /// for.
  bool judge() {
    Walk walk(code_, c_);
    bool fine = true;
    for (std::uint32_t r = 0; r < c_.cases.size(); ++r) {
      for (Case& one : c_.cases[r]) {
        fine = judge(walk.from(r, one, kNoPlace, one.entry)) && fine;
        for (std::size_t p = 0; p < one.at.size(); ++p) {
          for (std::size_t k = 0; k < one.at[p].size(); ++k) {
            const auto place = static_cast<std::uint32_t>(code_.routines()[r].first_place + p);
            fine = judge(walk.from(r, one, place, one.at[p][k].facts)) && fine;
          }
        }
      }
    }
    return fine;
  }
  bool judge(const Findings& found) {
    if (!found.ok) return give_up_all(), false;
    bool fine = true;
    for (const Goal& g : found.unproved) fine = blame(g) && fine;
    return fine;
  }
  /// Gives whether somebody else makes sure of it: a need that is left over already.
  bool blame(const Goal& g) {
    bool known = false, fresh = false;
    for (std::size_t n = 0; n < needs_.size(); ++n) {
      if (g.instruction < needs_[n].begin || g.instruction >= needs_[n].end) continue;
      known = true;
      const bool this_one =
          (needs_[n].slot != kNoPlace && needs_[n].slot == g.read.slot) || (needs_[n].levels & g.read.levels) != 0;
      if (!this_one || left_[n] != 0) continue;
      left_[n] = 1;
      fresh = true;
    }
    if (!known) give_up_all();
    return known && !fresh;
  }
  void give_up_all() { std::fill(left_.begin(), left_.end(), 1); }

  /// Too many states where these facts mattered: one proof that keeps most of them in mind is left over; the next time
  /// two, then four, so that there are few attempts.
  void give_up(const Live& live) {
    for (std::size_t proofs = proofs_to_drop_; proofs != 0; --proofs) {
      std::size_t most = 0, heaviest = 0;
      for (std::size_t n = 0; n < needs_.size(); ++n) {
        const std::size_t w = left_[n] != 0 ? 0 : weight(needs_[n], live);
        if (w < most || w == 0) continue;
        most = w;
        heaviest = n;
      }
      if (most == 0 && proofs == proofs_to_drop_) return give_up_all();
      if (most == 0) break;
      for (std::size_t n = 0; n < needs_.size(); ++n) {
        if (same_proof(needs_[n], needs_[heaviest])) left_[n] = 1;
      }
    }
    proofs_to_drop_ *= 2;
  }
  static std::size_t weight(const Need& need, const Live& live) {
    std::size_t w = need.by_levels && (live.held != 0 || live.absent != 0) ? 1 : 0;
    for (const std::uint32_t s : need.filled) w += has(live.filled, s) || has(live.empty, s) ? 1 : 0;
    for (const std::uint32_t s : need.values) w += has(live.values, s) ? 1 : 0;
    return w;
  }
  static bool same_proof(const Need& a, const Need& b) {
    return a.filled == b.filled && a.values == b.values && a.by_levels == b.by_levels;
  }

  [[nodiscard]] std::vector<Facts> must() const {
    std::vector<Facts> all(code_.places().size(), Facts(m_.slots.size()));
    for (const assembly::LabelDef& l : m_.labels) {
      if (l.claims != l.claims_end)
        all[code_.place_at(l.instruction)] = facts_of(m_.states[m_.claims[l.claims].state], m_.slots.size());
    }
    return all;
  }

  /// Whether an image holds it.
  bool fits(const Liveness& live) {
    const auto small = [](const Facts& f) { return literals_of(f) <= kMostOwnLiterals; };
    for (std::uint32_t r = 0; r < c_.cases.size(); ++r) {
      if (c_.cases[r].size() > image::kMaxCases) return give_up(live.entry(r)), false;
      for (const Case& one : c_.cases[r]) {
        if (!small(one.entry)) return give_up(live.entry(r)), false;
        if (one.exits.size() > image::kMaxExits || !std::all_of(one.exits.begin(), one.exits.end(), small))
          return give_up(live.exit(r)), false;
        for (std::size_t p = 0; p < one.at.size(); ++p) {
          const auto& claims = one.at[p];
          const bool fine = claims.size() <= image::kMaxStates &&
                            std::all_of(claims.begin(), claims.end(), [&](const Claimed& c) { return small(c.facts); });
          if (!fine) return give_up(live.at(static_cast<std::uint32_t>(code_.routines()[r].first_place + p))), false;
        }
      }
    }
    return true;
  }

  // ---- into the module
  void write() {
    std::vector<assembly::State> states;
    std::vector<assembly::Claim> claims;
    const std::size_t slots = m_.slots.size();
    std::vector<bool> written(code_.places().size());
    for (assembly::LabelDef& l : m_.labels) {
      const std::uint32_t place = l.claims == l.claims_end ? kNoPlace : code_.place_at(l.instruction);
      l.claims = static_cast<std::uint32_t>(claims.size());
      if (place != kNoPlace && !written[place]) {
        written[place] = true;  // labels of one place share its claims
        const std::uint32_t routine = code_.places()[place].routine;
        const auto& cases = c_.cases[routine];
        for (std::size_t k = 0; k < cases.size(); ++k) {
          for (const Claimed& claim : cases[k].at[place - code_.routines()[routine].first_place]) {
            claims.push_back({static_cast<std::uint32_t>(states.size()), 0, static_cast<std::uint8_t>(k)});
            states.push_back(state_of(claim.facts, slots));
          }
        }
      }
      l.claims_end = static_cast<std::uint32_t>(claims.size());
    }
    m_.states = std::move(states);
    m_.claims = std::move(claims);
    for (std::size_t p = 0; p < m_.parts.size(); ++p) write_part(p);
    follow_conditions();
    bound_steps(m_);
  }
  /// The loader follows conditions on numbers only where a certificate has literals. Where no claim needs one, because
  /// a condition is settled as it is, a literal that says nothing stands for that.
  void follow_conditions() {
    const auto says = [](const assembly::State& s) { return !s.literals.empty(); };
    if (std::any_of(m_.states.begin(), m_.states.end(), says)) return;
    if (m_.states.empty()) claim_start();
    if (!m_.states.empty()) m_.states.front().literals.push_back({LiteralKind::Lacks, 0, 0, 0, 0});
  }
  /// No way jumps: what is known at the start is claimed, so that there is a claim.
  void claim_start() {
    if (m_.stages.empty() || m_.labels[m_.stages[0].begin].instruction != 0) return;
    Facts start = code_.start();
    if (literals_of(start) > kMostOwnLiterals) std::fill(start.empty.begin(), start.empty.end(), std::uint64_t{0});
    assembly::LabelDef& l = m_.labels[m_.stages[0].begin];
    l.claims = 0;
    l.claims_end = 1;
    m_.claims.push_back({});
    m_.states.push_back(state_of(start, m_.slots.size()));
  }
  void write_part(std::size_t p) {
    assembly::PartDef& part = m_.parts[p];
    const auto& cases = c_.cases[p + 1];
    part.touched_levels = c_.touched[p + 1].levels;
    for (std::uint32_t s = 0; s < m_.slots.size(); ++s) part.touched_slots[s] = has(c_.touched[p + 1].slots, s);
    part.cases.clear();
    for (const Case& one : cases) {
      assembly::PartCase& made = part.cases.emplace_back();
      made.entry = state_of(one.entry, m_.slots.size());
      for (const Facts& exit : one.exits) made.exits.push_back(state_of(exit, m_.slots.size()));
    }
  }

  assembly::Module& m_;
  std::span<const Need> needs_;
  const Code code_;
  std::vector<std::uint8_t> left_;           ///< one a need
  std::vector<std::vector<Goal>> goals_of_;  ///< one a need
  Certificate c_;
  std::size_t proofs_to_drop_ = 1;
};

}  // namespace

std::vector<std::size_t> certify(assembly::Module& module, const assembly::Policy& policy,
                                 std::span<const Need> needs) {
  return Certifier(module, policy, needs).run();
}

}  // namespace guion::lower
