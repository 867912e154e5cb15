// Numbers for tests and fuzz targets that depend on a seed only: the same on every machine, with every standard
// library.
#pragma once

#include <cstdint>

namespace guion::fuzz {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_{seed} {}
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t x = state_;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
    x = (x ^ x >> 27) * 0x94d049bb133111ebU;
    return x ^ x >> 31;
  }
  /// From 0 to n − 1; 0 for 0.
  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : next() % n; }
  bool once_in(std::uint64_t n) { return below(n) == 0; }
  /// One of a list that is not empty.
  template <typename T>
  auto& among(T& list) {
    return list[static_cast<std::size_t>(below(list.size()))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace guion::fuzz
