// A certificate before it is written, and the walk that judges it: the loader's, one block from one claim at a time. It
// may only be stricter than the loader, which has the last word. Rules: docs/bytecode.md, «What the loader proves».
// Bounds of steps are a matter of steps.hpp.
#pragma once

#include <vector>

#include "lower/certify_live.hpp"

namespace guion::lower {

/// A state claimed at a place.
struct Claimed {
  Facts facts;
  bool used = false;  ///< some way that was walked arrives in it
};

/// A routine as it is certified for one way of being entered.
struct Case {
  Facts entry;
  std::vector<Facts> exits;
  std::vector<std::vector<Claimed>> at;  ///< one a place of the routine
  bool used = false;
};

struct Certificate {
  std::vector<std::vector<Case>> cases;  ///< one a routine; the stages have one
  std::vector<Touched> touched;          ///< one a routine
};

/// What a walk found.
struct Findings {
  bool ok = true;              ///< every way entails a claim, a case, an exit, and few states are at hand at once
  std::vector<Goal> unproved;  ///< what is not shown of reads
};

/// What is known behind a call, from what was known before it and how the part came back.
[[nodiscard]] Facts come_back(const Facts& before, const Facts& exit, const Touched& touched);

class Walk {
 public:
  /// Borrows both. Marks in the certificate which claims and cases are used.
  Walk(const Code& code, Certificate& certificate) : code_(code), c_(certificate) {}

  /// From a state claimed at a place, or from the entry of a case with `place` kNoPlace. Cost: linear in the block.
  [[nodiscard]] const Findings& from(std::uint32_t routine, Case& at, std::uint32_t place, const Facts& facts);

 private:
  void instruction(std::uint32_t i);
  void arrive(std::uint32_t place, const Facts& f);
  void call(std::uint32_t i, const Facts& f);
  void leave(const Facts& f);

  const Code& code_;
  Certificate& c_;
  Findings found_;
  Case* case_ = nullptr;
  std::uint32_t routine_ = 0;
  std::vector<Facts> now_, next_;
  std::vector<Way> ways_;
};

}  // namespace guion::lower
