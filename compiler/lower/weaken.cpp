// Backwards over the code, from reads to the claims that they count on. See weaken.hpp.
#include "lower/weaken.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "lower/certify_code.hpp"

namespace guion::lower {
namespace {

using assembly::Module;
using assembly::Opcode;
using assembly::State;

/// Facts that something counts on: levels in the first word, then a bit a slot. A row of a flat table, or of its own.
using Row = std::span<std::uint64_t>;

class Needed {
 public:
  Needed(Module& module, const assembly::Policy& policy)
      : m_(module),
        code_(module, policy),
        words_(module.slots.size() / 64 + 2),
        places_(code_.places().size() * words_),
        claimed_(places_.size()),
        entries_(code_.routines().size() * words_),
        exits_(entries_.size()),
        touched_(entries_.size()),
        now_(words_),
        there_(words_) {}

  void run() {
    read_claims();
    do {
      changed_ = false;
      for (std::size_t r = code_.routines().size(); r-- > 0;) pass(static_cast<std::uint32_t>(r));
    } while (changed_);
    write_claims();
    write_parts();
  }

 private:
  [[nodiscard]] Row row(std::vector<std::uint64_t>& table, std::size_t r) {
    return Row{table}.subspan(r * words_, words_);
  }
  static void put(Row to, std::uint32_t slot) { to[1 + slot / 64] |= std::uint64_t{1} << slot % 64; }
  static void drop(Row from, std::uint32_t slot) { from[1 + slot / 64] &= ~(std::uint64_t{1} << slot % 64); }
  static void set(Row to, const State& state) {
    to[0] = state.levels;
    for (std::uint32_t s = 0; s < state.filled.size(); ++s)
      if (state.filled[s]) put(to, s);
  }
  /// Adds those of `from` that are among `only`; whether there were new ones.
  static bool add(Row to, Row from, Row only) {
    bool more = false;
    for (std::size_t w = 0; w < to.size(); ++w) {
      const std::uint64_t both = from[w] & only[w];
      more = more || (both & ~to[w]) != 0;
      to[w] |= both;
    }
    return more;
  }

  void read_claims() {
    for (const assembly::LabelDef& l : m_.labels)
      if (l.claims != l.claims_end && l.instruction < m_.code.size())
        set(row(claimed_, code_.place_at(l.instruction)), m_.states[m_.claims[l.claims].state]);
    for (std::size_t p = 0; p < m_.parts.size(); ++p) {
      const Row touched = row(touched_, p + 1);
      set(touched, {m_.parts[p].touched_levels, m_.parts[p].touched_slots, {}});
    }
  }

  void pass(std::uint32_t routine) {
    const Routine& r = code_.routines()[routine];
    std::fill(now_.begin(), now_.end(), 0);
    for (std::uint32_t i = r.end; i-- > r.begin;) {
      if (!code_.falls_through(i)) std::fill(now_.begin(), now_.end(), 0);
      if (code_.at(i).op == Opcode::Return) std::copy_n(row(exits_, routine).begin(), words_, now_.begin());
      before(i);
      if (const std::uint32_t p = code_.place_at(i); p != kNoPlace) {
        changed_ = add(row(places_, p), now_, row(claimed_, p)) || changed_;
        std::copy_n(row(places_, p).begin(), words_, now_.begin());
      }
    }
    changed_ = add(row(entries_, routine), now_, now_) || changed_;
  }

  /// From what is counted on behind an instruction to what is counted on before it.
  void before(std::uint32_t i) {
    const Opcode op = code_.at(i).op;
    std::fill(there_.begin(), there_.end(), 0);
    code_.targets(i, [this](std::uint32_t place) { add(there_, row(places_, place), row(places_, place)); });
    if (op == Opcode::Call) before_call(code_.slot(i, 0) + 1);
    code_.writes(i, [this](std::uint32_t s) { drop(now_, s); });
    if (op == Opcode::Lookup)
      for (const std::uint32_t s : m_.bindings[code_.slot(i, 0)].gives) drop(now_, s);
    if (op == Opcode::UnlessKnown) drop(now_, code_.slot(i, 0));
    if (op == Opcode::UnlessLevel) now_[0] &= ~static_cast<std::uint64_t>(code_.operand(i, 0));
    if (op == Opcode::Verify) now_[0] &= ~static_cast<std::uint64_t>(code_.operand(i, 1));
    add(now_, there_, there_);
    code_.reads(i, [this](Read read) {
      if (read.slot != kNoPlace) put(now_, read.slot);
      now_[0] |= read.levels;
    });
  }

  void before_call(std::uint32_t callee) {
    changed_ = add(row(exits_, callee), now_, row(touched_, callee)) || changed_;
    for (std::size_t w = 0; w < words_; ++w) now_[w] &= ~row(touched_, callee)[w];
    add(now_, row(entries_, callee), row(entries_, callee));
  }

  [[nodiscard]] State weaker(const State& state, Row needed) const {
    State out{static_cast<std::uint8_t>(state.levels & needed[0]), state.filled, state.literals};
    for (std::uint32_t s = 0; s < out.filled.size(); ++s)
      out.filled[s] = out.filled[s] && (needed[1 + s / 64] >> s % 64 & 1) != 0;
    return out;
  }

  void write_claims() {
    std::vector<State> states;
    // Neighbours often count on the same, as they claimed the same.
    std::map<std::pair<std::uint32_t, std::vector<std::uint64_t>>, std::uint32_t> made;
    for (const assembly::LabelDef& l : m_.labels) {
      if (l.claims == l.claims_end || l.instruction >= m_.code.size()) continue;
      const Row needed = row(places_, code_.place_at(l.instruction));
      for (std::uint32_t c = l.claims; c < l.claims_end; ++c) {
        std::uint32_t& state = m_.claims[c].state;
        const auto [at, fresh] =
            made.try_emplace({state, {needed.begin(), needed.end()}}, static_cast<std::uint32_t>(states.size()));
        if (fresh) states.push_back(weaker(m_.states[state], needed));
        state = at->second;
      }
    }
    m_.states = std::move(states);
  }
  void write_parts() {
    for (std::size_t p = 0; p < m_.parts.size(); ++p) {
      for (assembly::PartCase& c : m_.parts[p].cases) {
        c.entry = weaker(c.entry, row(entries_, p + 1));
        for (State& exit : c.exits) exit = weaker(exit, row(exits_, p + 1));
      }
    }
  }

  Module& m_;
  const Code code_;
  const std::size_t words_;                               ///< of a row
  std::vector<std::uint64_t> places_, claimed_;           ///< a row a place: what is counted on there, what was claimed
  std::vector<std::uint64_t> entries_, exits_, touched_;  ///< a row a routine
  std::vector<std::uint64_t> now_, there_;
  bool changed_ = false;
};

}  // namespace

void weaken(Module& module, const assembly::Policy& policy) { Needed(module, policy).run(); }

}  // namespace guion::lower
