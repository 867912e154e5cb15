// One block from one claim. See certify_walk.hpp.
#include "lower/certify_walk.hpp"

#include <algorithm>

#include "image/format.hpp"

namespace guion::lower {

using assembly::Opcode;

Facts come_back(const Facts& before, const Facts& exit, const Touched& touched) {
  Facts f = before;
  f.levels = static_cast<std::uint8_t>((f.levels & ~touched.levels) | exit.levels);
  f.absent = static_cast<std::uint8_t>((f.absent & ~touched.levels) | exit.absent);
  for (std::size_t w = 0; w < f.filled.size(); ++w) {
    f.filled[w] = (f.filled[w] & ~touched.slots[w]) | exit.filled[w];
    f.empty[w] = (f.empty[w] & ~touched.slots[w]) | exit.empty[w];
  }
  std::erase_if(f.known, [&](const Literal& l) {
    return has(touched.slots, l.slot) || (l.kind == LiteralKind::Apart && has(touched.slots, l.other));
  });
  for (const Literal& l : exit.known) f.add(l);
  return f;
}

const Findings& Walk::from(std::uint32_t routine, Case& at, std::uint32_t place, const Facts& facts) {
  found_.ok = true;
  found_.unproved.clear();
  case_ = &at;
  routine_ = routine;
  now_.assign(1, facts);
  const Routine& r = code_.routines()[routine];
  const std::uint32_t start = place == kNoPlace ? r.begin : code_.places()[place].instruction;
  for (std::uint32_t i = start; i < r.end && !now_.empty(); ++i) {
    if ((place == kNoPlace || i != start) && code_.place_at(i) != kNoPlace) {
      for (const Facts& f : now_) arrive(code_.place_at(i), f);
      break;
    }
    instruction(i);
  }
  return found_;
}

void Walk::instruction(std::uint32_t i) {
  next_.clear();
  for (Facts& f : now_) {
    code_.reads(i, [&](Read read) {
      if (read.slot != kNoPlace && has(f.filled, read.slot)) read.slot = kNoPlace;
      read.levels = static_cast<std::uint8_t>(read.levels & ~f.levels);
      if (read.slot != kNoPlace || read.levels != 0) found_.unproved.push_back({i, read});
    });
    if (code_.at(i).op == Opcode::Call) {
      call(i, f);
    } else if (code_.at(i).op == Opcode::Return) {
      leave(f);
    } else {
      ways_.clear();
      code_.step(i, std::move(f), ways_);
      for (Way& w : ways_) {
        if (w.place != kNoPlace) {
          arrive(w.place, w.facts);
        } else {
          next_.push_back(std::move(w.facts));
        }
      }
    }
  }
  if (next_.size() > image::kMaxStates) found_.ok = false;
  std::swap(now_, next_);
}

void Walk::arrive(std::uint32_t place, const Facts& f) {
  auto& claims = case_->at[place - code_.routines()[routine_].first_place];
  const auto met = std::find_if(claims.begin(), claims.end(), [&](const Claimed& c) { return entails(f, c.facts); });
  if (met == claims.end()) {
    found_.ok = false;
  } else {
    met->used = true;
  }
}

void Walk::call(std::uint32_t i, const Facts& f) {
  const std::uint32_t callee = code_.slot(i, 0) + 1;
  auto& cases = c_.cases[callee];
  const auto met = std::find_if(cases.begin(), cases.end(), [&](const Case& c) { return entails(f, c.entry); });
  if (met == cases.end()) {
    found_.ok = false;
    return;
  }
  met->used = true;
  for (const Facts& exit : met->exits) next_.push_back(come_back(f, exit, c_.touched[callee]));
}

void Walk::leave(const Facts& f) {
  const bool met = std::any_of(case_->exits.begin(), case_->exits.end(), [&](const Facts& e) { return entails(f, e); });
  if (!met) found_.ok = false;
}

}  // namespace guion::lower
