// See cover.hpp.
#include "upgrade/cover.hpp"

#include <algorithm>

namespace guion::upgrade {

namespace {

constexpr std::size_t kMostLooks = 4000;

enum Comparison : std::uint8_t { kAtMost = 1, kAtLeast = 3, kUnequal = 5 };

}  // namespace

std::vector<Cover::Atom> Cover::atoms_of(const Standing& wanted) {
  using Kind = Atom::Kind;
  std::vector<Atom> out;
  for (std::uint32_t l = 0; l < 8; ++l)
    if (((wanted.levels | wanted.absent) >> l & 1) != 0)
      out.push_back({Kind::Level, (wanted.levels >> l & 1) != 0, l, 0, 0, 0});
  for (std::uint32_t s = 0; s < wanted.filled.size(); ++s)
    if ((wanted.filled[s] | wanted.empty[s]) != 0) out.push_back({Kind::Filled, wanted.filled[s] != 0, s, 0, 0, 0});
  for (const verify::Known& k : wanted.known) {
    if (k.kind == verify::Literal::Within) {
      out.push_back({Kind::Compare, true, k.slot, 0, kAtLeast, k.low});
      out.push_back({Kind::Compare, true, k.slot, 0, kAtMost, k.high});
    } else if (k.kind == verify::Literal::Differs) {
      out.push_back({Kind::Compare, true, k.slot, 0, kUnequal, k.low});
    } else if (k.kind == verify::Literal::Apart) {
      out.push_back({Kind::Apart, true, k.slot, k.other, 0, k.low});
    }
  }
  return out;
}

bool Cover::hold(State& s, std::uint32_t level, bool so) const {
  const image::PolicyView& law = *v_.policy;
  if (so) s.levels = static_cast<std::uint8_t>(s.levels | 1u << level | law.closure[level]);
  if (!so) s.absent = static_cast<std::uint8_t>(s.absent | 1u << level);
  for (std::uint32_t l = 0; l < law.levels; ++l)
    if ((law.closure[l] & s.absent) != 0) s.absent = static_cast<std::uint8_t>(s.absent | 1u << l);
  return (s.levels & s.absent) == 0;
}

bool Cover::assume(State& s, const Atom& a, bool so) const {
  using Kind = Atom::Kind;
  switch (a.kind) {
    case Kind::Filled:
      (so ? s.filled : s.empty)[a.slot] = 1;
      return (s.filled[a.slot] & s.empty[a.slot]) == 0;
    case Kind::Level:
      return hold(s, a.slot, so);
    case Kind::Compare:
      return s.numbers.learn_comparison(a.slot, so ? a.comparison : verify::negated(a.comparison), a.number,
                                        v_.slot(a.slot).range);
    case Kind::Apart:
      break;
  }
  return so ? s.numbers.learn_apart(a.slot, a.other, a.number) : s.numbers.learn_apart(a.other, a.slot, -a.number - 1);
}

Cover::Truth Cover::truth(const State& s, const Atom& a) const {
  using Kind = Atom::Kind;
  const auto of = [](bool yes, bool no) { return yes ? Truth::Yes : no ? Truth::No : Truth::Open; };
  if (a.kind == Kind::Filled) return of(s.filled[a.slot] != 0, s.empty[a.slot] != 0);
  if (a.kind == Kind::Level) return of((s.levels >> a.slot & 1) != 0, (s.absent >> a.slot & 1) != 0);
  // Nothing is said of an empty slot's value.
  if (s.empty[a.slot] != 0 || (a.kind == Kind::Apart && s.empty[a.other] != 0)) return Truth::Yes;
  const bool there = s.filled[a.slot] != 0 && (a.kind == Kind::Compare || s.filled[a.other] != 0);
  State yes = s, no = s;
  return of(!assume(no, a, false), !assume(yes, a, true) && there);
}

Share Cover::look(const State& s, std::set<Need>& needs) {
  const Atom* open = nullptr;
  for (const auto& way : wanted_) {
    bool out = false;
    const Atom* first = nullptr;
    for (const Atom& a : way) {
      const Truth t = truth(s, a);
      out = out || (t != Truth::Open && (t == Truth::Yes) != a.positive);
      if (t == Truth::Open && first == nullptr) first = &a;
    }
    if (!out && first == nullptr) return Share::All;
    if (!out && open == nullptr) open = first;
  }
  if (open == nullptr) return name_nearest(s, needs), Share::None;
  if (left_ == 0) return Share::Some;
  --left_;
  Atom split = *open;
  // Whether a value compares so is only asked where there is one.
  if (open->kind == Atom::Kind::Compare || open->kind == Atom::Kind::Apart) {
    const std::uint32_t slot = s.filled[open->slot] == 0 ? open->slot : open->other;
    const bool unknown = s.filled[open->slot] == 0 || (open->kind == Atom::Kind::Apart && s.filled[open->other] == 0);
    if (unknown) split = {Atom::Kind::Filled, true, slot, 0, 0, 0};
  }
  State yes = s, no = s;
  const bool can = assume(yes, split, true), cannot = assume(no, split, false);
  if (can && cannot) {
    const Share a = look(yes, needs), b = look(no, needs);
    return a == b ? a : Share::Some;
  }
  return can ? look(yes, needs) : cannot ? look(no, needs) : Share::All;
}

/// What stands against the way that least stands against.
void Cover::name_nearest(const State& s, std::set<Need>& needs) const {
  std::set<Need> best;
  for (const auto& way : wanted_) {
    std::set<Need> here;
    for (const Atom& a : way) {
      const Truth t = truth(s, a);
      if (t == Truth::Open || (t == Truth::Yes) == a.positive) continue;
      Need need{Lacked::Value, a.slot};
      if (a.kind == Atom::Kind::Filled) need.kind = a.positive ? Lacked::Filled : Lacked::Empty;
      if (a.kind == Atom::Kind::Level) need.kind = a.positive ? Lacked::Level : Lacked::NoLevel;
      here.insert(need);
    }
    if (best.empty() || here.size() < best.size()) best = std::move(here);
  }
  needs.insert(best.begin(), best.end());
}

Share Cover::of(const Standing& known, const Standings& wanted, std::set<Need>& needs) {
  left_ = kMostLooks;
  wanted_.clear();
  for (const Standing& way : wanted.ways) wanted_.push_back(atoms_of(way));
  State s{known.levels, known.absent, known.filled, known.empty, {}};
  bool can = (s.levels & s.absent) == 0;
  for (std::uint32_t slot = 0; slot < s.filled.size(); ++slot) can = can && (s.filled[slot] & s.empty[slot]) == 0;
  for (std::uint32_t l = 0; l < v_.policy->levels; ++l) {
    if ((s.levels >> l & 1) != 0) can = hold(s, l, true) && can;
    if ((s.absent >> l & 1) != 0) can = hold(s, l, false) && can;
  }
  for (const Atom& a : atoms_of({0, 0, {}, {}, known.known}))
    can = (assume(s, a, true) || s.filled[a.slot] == 0 || s.filled[a.other] == 0) && can;
  if (!can) return Share::All;  // no call stands so
  const Share share = look(s, needs);
  return share == Share::None && !wanted.whole ? Share::Some : share;
}

}  // namespace guion::upgrade
