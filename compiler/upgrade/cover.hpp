// Whether all, some or none of the calls of which certain facts are known can stand where one of several ways of
// standing must be so. Facts that are not known are tried both ways. Internal to the room. It must not know graphs.
#pragma once

#include <set>
#include <utility>

#include "upgrade/standing.hpp"
#include "upgrade/upgrade.hpp"

namespace guion::upgrade {

/// A fact that a place counts on and a call may lack.
struct Need {
  Lacked kind = Lacked::Filled;
  std::uint32_t number = 0;  ///< of a slot of the image, or of a level
  friend bool operator<(const Need& a, const Need& b) {
    return std::pair{a.kind, a.number} < std::pair{b.kind, b.number};
  }
};

/// What is known of calls, and the question. Cost: bounded, whatever is asked; what is not decided then is `Some`.
class Cover {
 public:
  explicit Cover(const image::ImageView& view) : v_(view) {}
  /// Which of the calls of which `known` is so have one of `wanted`. What stands against the others goes to `needs`.
  [[nodiscard]] Share of(const Standing& known, const Standings& wanted, std::set<Need>& needs);

 private:
  /// What is known, with nothing that follows left out.
  struct State {
    std::uint8_t levels = 0, absent = 0;
    SlotSet filled, empty;
    verify::Facts numbers;
  };
  /// One thing that is so or not.
  struct Atom {
    enum class Kind : std::uint8_t { Filled, Level, Compare, Apart };
    Kind kind = Kind::Filled;
    bool positive = true;  ///< how it is wanted
    std::uint32_t slot = 0, other = 0;
    std::uint8_t comparison = 0;
    std::int64_t number = 0;
  };
  enum class Truth : std::uint8_t { No, Open, Yes };

  [[nodiscard]] static std::vector<Atom> atoms_of(const Standing& wanted);
  [[nodiscard]] Truth truth(const State& s, const Atom& a) const;
  /// Makes it so; false if that cannot be.
  [[nodiscard]] bool assume(State& s, const Atom& a, bool so) const;
  [[nodiscard]] bool hold(State& s, std::uint32_t level, bool so) const;
  [[nodiscard]] Share look(const State& s, std::set<Need>& needs);
  void name_nearest(const State& s, std::set<Need>& needs) const;

  const image::ImageView& v_;
  std::vector<std::vector<Atom>> wanted_;
  std::size_t left_ = 0;  ///< looks that may still be taken
};

}  // namespace guion::upgrade
