// Backwards over the code, from reads to what their proofs rest on. See certify_live.hpp.
#include "lower/certify_live.hpp"

namespace guion::lower {

using assembly::Opcode;

namespace {

bool add_bits(Bits& to, const Bits& from) {
  bool more = false;
  for (std::size_t w = 0; w < to.size(); ++w) {
    more = more || (from[w] & ~to[w]) != 0;
    to[w] |= from[w];
  }
  return more;
}
void keep(Bits& set, const Bits& only) {
  for (std::size_t w = 0; w < set.size(); ++w) set[w] &= only[w];
}
void remove_bits(Bits& set, const Bits& gone) {
  for (std::size_t w = 0; w < set.size(); ++w) set[w] &= ~gone[w];
}
void keep(Live& live, const Touched& only) {
  keep(live.filled, only.slots);
  keep(live.empty, only.slots);
  keep(live.values, only.slots);
  live.held &= only.levels;
  live.absent &= only.levels;
}
void remove(Live& live, const Touched& gone) {
  remove_bits(live.filled, gone.slots);
  remove_bits(live.empty, gone.slots);
  remove_bits(live.values, gone.slots);
  live.held = static_cast<std::uint8_t>(live.held & ~gone.levels);
  live.absent = static_cast<std::uint8_t>(live.absent & ~gone.levels);
}

}  // namespace

bool Live::add(const Live& other) {
  bool more = add_bits(filled, other.filled);
  more = add_bits(empty, other.empty) || more;
  more = add_bits(values, other.values) || more;
  more = more || (other.held & ~held) != 0 || (other.absent & ~absent) != 0 || (other.barred && !barred);
  barred = barred || other.barred;
  held |= other.held;
  absent |= other.absent;
  return more;
}

void Live::remove(std::uint32_t slot) {
  drop(filled, slot);
  drop(empty, slot);
  drop(values, slot);
}

Liveness::Liveness(const Code& code, const std::vector<Goal>& goals, const Watched& watched)
    : code_(code), watched_(watched), goal_at_(code.module().code.size()) {
  const std::size_t slots = code.module().slots.size(), routines = code.routines().size();
  places_.assign(code.places().size(), Live(slots));
  entries_.assign(routines, Live(slots));
  exits_.assign(routines, Live(slots));
  for (const Goal& g : goals) {
    if (goal_at_[g.instruction] == 0) {
      goals_.emplace_back();
      goal_at_[g.instruction] = static_cast<std::uint32_t>(goals_.size());
    }
    goals_[goal_at_[g.instruction] - 1].push_back(g.read);
  }
  find_touched();
  do {
    changed_ = false;
    for (std::size_t r = routines; r-- > 0;) changed_ = pass(static_cast<std::uint32_t>(r)) || changed_;
  } while (changed_);
}

void Liveness::find_touched() {
  const auto& parts = code_.module().parts;
  touched_.resize(code_.routines().size());
  for (std::size_t r = 0; r < touched_.size(); ++r) {
    touched_[r].slots.resize(code_.module().slots.size() / 64 + 1);
    if (r == 0) continue;
    touched_[r].levels = parts[r - 1].touched_levels;
    for (std::uint32_t s = 0; s < parts[r - 1].touched_slots.size(); ++s) {
      if (parts[r - 1].touched_slots[s]) put(touched_[r].slots, s);
    }
  }
  // Parts call parts at most eight deep.
  do {
    changed_ = false;
    for (std::uint32_t r = 1; r < touched_.size(); ++r) touch(r);
  } while (changed_);
}

void Liveness::touch(std::uint32_t routine) {
  Touched& own = touched_[routine];
  const Touched before = own;
  for (std::uint32_t i = code_.routines()[routine].begin; i < code_.routines()[routine].end; ++i) {
    const Opcode op = code_.at(i).op;
    const auto ask = [&](const Bits& watched, std::size_t k) {
      if (has(watched, code_.slot(i, k))) put(own.slots, code_.slot(i, k));
    };
    if (op == Opcode::UnlessKnown) ask(watched_.filled, 0);
    if (op == Opcode::UnlessNumber || op == Opcode::UnlessSlot) ask(watched_.values, 0);
    if (op == Opcode::UnlessSlot) ask(watched_.values, 2);
    if (op == Opcode::UnlessLevel && watched_.levels) own.levels |= static_cast<std::uint8_t>(code_.operand(i, 0));
    if (op != Opcode::Call) continue;
    const Touched& callee = touched_[code_.slot(i, 0) + 1];
    own.levels |= callee.levels;
    add_bits(own.slots, callee.slots);
  }
  changed_ = changed_ || own.levels != before.levels || own.slots != before.slots;
}

bool Liveness::pass(std::uint32_t routine) {
  const Routine& r = code_.routines()[routine];
  bool more = false;
  Live now(code_.module().slots.size());
  for (std::uint32_t i = r.end; i-- > r.begin;) {
    if (!code_.falls_through(i)) now = Live(code_.module().slots.size());
    if (code_.at(i).op == Opcode::Return) now = exits_[routine];
    before(i, now);
    if (const std::uint32_t p = code_.place_at(i); p != kNoPlace) {
      more = places_[p].add(now) || more;
      now = places_[p];
    }
  }
  return entries_[routine].add(now) || more;
}

/// From what matters behind an instruction to what matters before it.
void Liveness::before(std::uint32_t i, Live& now) {
  const Opcode op = code_.at(i).op;
  Live there(code_.module().slots.size());
  code_.targets(i, [&](std::uint32_t place) { there.add(places_[place]); });
  if (op == Opcode::Call) {
    before_call(i, now);
  } else if (op == Opcode::UnlessKnown || op == Opcode::UnlessLevel || op == Opcode::UnlessNumber ||
             op == Opcode::UnlessSlot) {
    before_test(i, now, there);
  } else if (op == Opcode::Lookup) {
    before_lookup(i, now, there);
  } else {
    const bool value_of_source = op == Opcode::Copy && has(now.values, code_.slot(i, 0));
    code_.writes(i, [&](std::uint32_t s) { now.remove(s); });
    if (value_of_source && has(watched_.values, code_.slot(i, 1))) put(now.values, code_.slot(i, 1));
    std::uint8_t settled = 0;
    if (op == Opcode::Verify) settled = static_cast<std::uint8_t>(code_.operand(i, 1));
    if (op == Opcode::Revoke) settled = code_.without(static_cast<std::uint8_t>(code_.operand(i, 0)));
    now.barred = now.barred || (op == Opcode::Revoke && (now.held & settled) != 0);
    now.held = static_cast<std::uint8_t>(now.held & ~settled);
    now.absent = static_cast<std::uint8_t>(now.absent & ~settled);
    there.barred = there.barred || (op == Opcode::Transfer && there.held != 0);
    now.add(there);
  }
  if (goal_at_[i] == 0) return;
  for (const Read& read : goals_[goal_at_[i] - 1]) {
    if (read.slot != kNoPlace) put(now.filled, read.slot);
    now.held |= read.levels;
  }
}

/// What is emptied cannot be read: where it is, no call may come.
void Liveness::before_lookup(std::uint32_t i, Live& now, Live& there) const {
  const assembly::Binding& binding = code_.module().bindings[code_.slot(i, 0)];
  for (const std::uint32_t s : binding.gives) now.remove(s);
  code_.empties(binding, [&](std::uint32_t s) {
    now.barred = now.barred || has(now.filled, s) || has(there.filled, s);
    now.remove(s);
    there.remove(s);
  });
  now.add(there);
}

/// A test that is watched matters where something matters behind it.
void Liveness::before_test(std::uint32_t i, Live& now, const Live& there) const {
  const Opcode op = code_.at(i).op;
  const bool matters = now.any() || there.any();
  const auto settle = [&](Live live) {
    if (op == Opcode::UnlessKnown) drop(live.empty, code_.slot(i, 0));
    return live;
  };
  Live on = settle(now);
  if (op == Opcode::UnlessKnown) drop(on.filled, code_.slot(i, 0));
  if (op == Opcode::UnlessLevel) on.held = static_cast<std::uint8_t>(on.held & ~code_.operand(i, 0));
  Live off = settle(there);
  if (op == Opcode::UnlessKnown) {
    off.barred = off.barred || has(off.filled, code_.slot(i, 0));
    off.remove(code_.slot(i, 0));
  }
  on.add(off);
  now = std::move(on);
  if (!matters) return;
  const auto ask = [&](const Bits& watched, Bits& to, std::size_t k) {
    if (has(watched, code_.slot(i, k))) put(to, code_.slot(i, k));
  };
  if (op == Opcode::UnlessKnown) {
    ask(watched_.filled, now.filled, 0);
    ask(watched_.filled, now.empty, 0);
  } else if (op == Opcode::UnlessLevel) {
    if (watched_.levels) now.held |= static_cast<std::uint8_t>(code_.operand(i, 0));
    if (watched_.levels) now.absent |= static_cast<std::uint8_t>(code_.operand(i, 0));
  } else {
    ask(watched_.values, now.values, 0);
    if (op == Opcode::UnlessSlot) ask(watched_.values, now.values, 2);
  }
}

void Liveness::before_call(std::uint32_t i, Live& now) {
  const std::uint32_t callee = code_.slot(i, 0) + 1;
  Live back = now;
  keep(back, touched_[callee]);
  changed_ = exits_[callee].add(back) || changed_;
  remove(now, touched_[callee]);
  now.add(entries_[callee]);
}

}  // namespace guion::lower
