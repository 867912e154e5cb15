// The code of a module as certificates see it: which routine and place an instruction belongs to, what it reads, and
// what is known on each way out of it. It mirrors the walk of the loader and may only know less. Calls and returns are
// the caller's matter. Rules: docs/bytecode.md, «What the loader proves».
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "lower/assembly.hpp"
#include "lower/certify_facts.hpp"

namespace guion::lower {

inline constexpr std::uint32_t kNoPlace = 0xffffffff;

/// A read: the slot must be filled (unless it is none) and the levels must hold.
struct Read {
  std::uint32_t slot = kNoPlace;
  std::uint8_t levels = 0;
};

/// A way out of an instruction. `place`: where it jumps to; kNoPlace: it goes on.
struct Way {
  std::uint32_t place = kNoPlace;
  Facts facts;
};

/// Where control may come from elsewhere: an instruction with a label that is a target. Places are numbered in order.
struct Place {
  std::uint32_t instruction = 0;
  std::uint32_t routine = 0;
};

/// Code of the stages (routine 0) or of part `r - 1`.
struct Routine {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t first_place = 0, places_end = 0;
};

class Code {
 public:
  /// Borrows both. Cost: linear.
  Code(const assembly::Module& module, const assembly::Policy& policy);

  [[nodiscard]] const assembly::Module& module() const { return m_; }
  [[nodiscard]] const assembly::Instruction& at(std::uint32_t i) const { return m_.code[i]; }
  [[nodiscard]] std::int64_t operand(std::uint32_t i, std::size_t k) const { return m_.operands_of(m_.code[i])[k]; }
  [[nodiscard]] std::uint32_t slot(std::uint32_t i, std::size_t k) const {
    return static_cast<std::uint32_t>(operand(i, k));
  }
  [[nodiscard]] const std::vector<Routine>& routines() const { return routines_; }
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  /// The place at an instruction, or kNoPlace.
  [[nodiscard]] std::uint32_t place_at(std::uint32_t instruction) const { return place_at_[instruction]; }
  [[nodiscard]] std::uint32_t place_of(assembly::Label l) const { return place_at_[m_.labels[l].instruction]; }
  [[nodiscard]] const std::vector<Range>& ranges() const { return ranges_; }
  [[nodiscard]] std::uint8_t all_levels() const { return static_cast<std::uint8_t>((1u << p_.levels.size()) - 1); }
  /// Levels that do not hold any more when `gone` do not.
  [[nodiscard]] std::uint8_t without(std::uint8_t gone) const;
  /// The levels that certainly lack where `wanted` do not all hold, `held` being known.
  [[nodiscard]] std::uint8_t lacking(std::uint8_t wanted, std::uint8_t held) const;
  [[nodiscard]] bool falls_through(std::uint32_t i) const;

  /// Every read of an instruction.
  void reads(std::uint32_t i, const std::function<void(Read)>& f) const;
  /// Every slot that an instruction writes or empties on some way.
  void writes(std::uint32_t i, const std::function<void(std::uint32_t)>& f) const;
  /// Every target of an instruction; not of a call.
  void targets(std::uint32_t i, const std::function<void(std::uint32_t place)>& f) const;
  /// What is known at the start of the stages.
  [[nodiscard]] Facts start() const;
  /// The ways out of an instruction that is no call, return or end, for what is known before it. Appends to `out`.
  void step(std::uint32_t i, Facts before, std::vector<Way>& out) const;
  /// What a look-up empties: what it received in secret, what it gives, what goes stale.
  void empties(const assembly::Binding& b, const std::function<void(std::uint32_t)>& f) const;

 private:
  void find_places();
  void read_template(std::int64_t text, bool agent, const std::function<void(Read)>& f) const;
  [[nodiscard]] std::uint8_t levels_for(std::uint32_t slot, bool agent) const {
    return (agent ? agent_ : heard_)[slot];
  }
  void jump(std::int64_t label, Facts facts, std::vector<Way>& out) const;
  void test(std::uint32_t i, const Facts& before, std::vector<Way>& out) const;
  void set(std::uint32_t i, const Facts& before, std::vector<Way>& out) const;
  void event(std::uint32_t i, const Facts& before, std::vector<Way>& out) const;

  const assembly::Module& m_;
  const assembly::Policy& p_;
  std::vector<Routine> routines_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> place_at_;               ///< one an instruction
  std::vector<Range> ranges_;                         ///< one a slot
  std::vector<std::uint8_t> heard_, agent_, secret_;  ///< one a slot: levels that it needs; never said
  std::vector<std::vector<std::uint32_t>> texts_;     ///< one a template: slots that it reads
};

}  // namespace guion::lower
