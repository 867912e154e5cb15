// A claim that says less is easier to arrive in; only the walk from it can fail, so it is enough to look at that. See
// certify_weaken.hpp.
#include "lower/certify_weaken.hpp"

#include <algorithm>
#include <set>

namespace guion::lower {

namespace {

constexpr int kMostRounds = 4;

class Weaker {
 public:
  Weaker(const Code& code, const std::vector<Facts>& must, Certificate& c)
      : code_(code), must_(must), c_(c), walk_(code, c) {}

  void run() {
    for (int round = 0; round < kMostRounds; ++round) {
      changed_ = false;
      for (std::uint32_t r = 0; r < c_.cases.size(); ++r) {
        for (Case& one : c_.cases[r]) weaken_case(r, one);
      }
      if (!changed_) break;
    }
    for (auto& cases : c_.cases) drop_covered_cases(cases);
    drop_unused();
  }

 private:
  void weaken_case(std::uint32_t routine, Case& one) {
    const std::uint32_t first = code_.routines()[routine].first_place;
    for (std::size_t p = one.at.size(); p-- > 0;) {
      auto& claims = one.at[p];
      const auto place = static_cast<std::uint32_t>(first + p);
      for (Claimed& claim : claims) weaken_claim(routine, one, place, claim.facts);
      drop_covered(claims);
    }
  }

  /// Tries without; keeps what was there if that does not hold.
  template <class Change>
  void without(std::uint32_t routine, Case& one, std::uint32_t place, Facts& facts, Change change) {
    Facts less = facts;
    change(less);
    if (less == facts) return;
    const Findings& found = walk_.from(routine, one, place, less);
    if (!found.ok || !found.unproved.empty()) return;
    facts = std::move(less);
    changed_ = true;
  }

  void weaken_claim(std::uint32_t routine, Case& one, std::uint32_t place, Facts& facts) {
    const Facts& must = must_[place];
    const auto attempt = [&](auto change) { without(routine, one, place, facts, change); };
    const auto only_certain = [&](Facts& f) {
      f.levels &= must.levels;
      for (std::size_t w = 0; w < f.filled.size(); ++w) f.filled[w] &= must.filled[w];
    };
    const auto only_sets = [](Facts& f) {
      f.known.clear();
      f.absent = 0;
      std::fill(f.empty.begin(), f.empty.end(), std::uint64_t{0});
    };
    attempt([&](Facts& f) { only_certain(f), only_sets(f); });
    attempt(only_sets);
    attempt(only_certain);
    for (std::size_t k = facts.known.size(); k-- > 0;) {
      attempt([&](Facts& f) { f.known.erase(f.known.begin() + static_cast<std::ptrdiff_t>(k)); });
    }
    for (std::uint32_t s = 0; s < code_.module().slots.size(); ++s) {
      if (has(facts.empty, s)) attempt([&](Facts& f) { drop(f.empty, s); });
      if (has(facts.filled, s) && !has(must.filled, s)) attempt([&](Facts& f) { drop(f.filled, s); });
    }
    for (unsigned l = 0; l < 8; ++l) {
      const auto level = static_cast<std::uint8_t>(1u << l);
      if ((facts.absent & level) != 0)
        attempt([&](Facts& f) { f.absent = static_cast<std::uint8_t>(f.absent & ~level); });
      if ((facts.levels & ~must.levels & level) != 0)
        attempt([&](Facts& f) { f.levels = static_cast<std::uint8_t>(f.levels & ~level); });
    }
  }

  /// What entails another claim of the same place is not needed.
  void drop_covered(std::vector<Claimed>& claims) {
    for (std::size_t k = claims.size(); k-- > 0;) {
      for (std::size_t other = 0; other < claims.size(); ++other) {
        if (other == k || !entails(claims[k].facts, claims[other].facts)) continue;
        claims.erase(claims.begin() + static_cast<std::ptrdiff_t>(k));
        changed_ = true;
        break;
      }
    }
  }

  /// A case is not needed where every call that takes it would take a later one instead that comes back at least as
  /// well.
  static void drop_covered_cases(std::vector<Case>& cases) {
    for (std::size_t a = cases.size(); a-- > 0;) {
      for (std::size_t b = a + 1; b < cases.size() && comes_back_as(cases[b], cases[a]); ++b) {
        if (!entails(cases[a].entry, cases[b].entry)) continue;
        cases.erase(cases.begin() + static_cast<std::ptrdiff_t>(a));
        break;
      }
    }
  }
  static bool comes_back_as(const Case& a, const Case& b) {
    return std::all_of(a.exits.begin(), a.exits.end(), [&](const Facts& exit) {
      return std::any_of(b.exits.begin(), b.exits.end(), [&](const Facts& other) { return entails(exit, other); });
    });
  }

  /// Claims and cases in which no way arrives any more.
  void drop_unused() {
    for (auto& cases : c_.cases) {
      for (Case& one : cases) {
        one.used = false;
        for (auto& claims : one.at) {
          for (Claimed& claim : claims) claim.used = false;
        }
      }
    }
    const auto is_used = [](const Case& one) { return one.used; };
    for (auto& cases : c_.cases) {
      // The stages come first; a part that nobody runs is walked for itself.
      if (std::none_of(cases.begin(), cases.end(), is_used))
        for (Case& one : cases) one.used = true;
      for (bool more = true; more;) more = mark();
    }
    for (auto& cases : c_.cases) {
      for (Case& one : cases) {
        for (auto& claims : one.at) std::erase_if(claims, [](const Claimed& claim) { return !claim.used; });
      }
      std::erase_if(cases, [](const Case& one) { return !one.used; });
    }
  }
  /// Walks from all that is used and was not walked from; marks where it arrives. Gives whether there was any.
  bool mark() {
    bool more = false;
    for (std::uint32_t r = 0; r < c_.cases.size(); ++r) {
      for (Case& one : c_.cases[r]) {
        if (one.used) more = mark(r, one) || more;
      }
    }
    return more;
  }
  bool mark(std::uint32_t routine, Case& one) {
    bool more = false;
    if (walked_.insert(&one).second) {
      more = true;
      (void)walk_.from(routine, one, kNoPlace, one.entry);
    }
    const std::uint32_t first = code_.routines()[routine].first_place;
    for (std::size_t p = 0; p < one.at.size(); ++p) {
      for (Claimed& claim : one.at[p]) {
        if (!claim.used || !walked_.insert(&claim).second) continue;
        more = true;
        (void)walk_.from(routine, one, static_cast<std::uint32_t>(first + p), claim.facts);
      }
    }
    return more;
  }

  const Code& code_;
  const std::vector<Facts>& must_;
  Certificate& c_;
  Walk walk_;
  std::set<const void*> walked_;
  bool changed_ = false;
};

}  // namespace

void weaken(const Code& code, const std::vector<Facts>& must, Certificate& c) { Weaker(code, must, c).run(); }

}  // namespace guion::lower
