// Damage as disks, networks and hands do it: bits turned, bytes put, lost or added, the end cut off, the rest of
// another file. What is damaged, and what must be said of it, the tests know. GUION_DAMAGED sets how many copies they
// make.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>

namespace guion::test {

/// As GUION_DAMAGED says, else `usual`.
[[nodiscard]] inline unsigned damaged_copies(unsigned usual) {
  const char* value = std::getenv("GUION_DAMAGED");
  return value == nullptr ? usual : static_cast<unsigned>(std::strtoul(value, nullptr, 10));
}

class Damage {
 public:
  explicit Damage(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }

  /// One to three changes to `b`, none before `from`; `other`: where a rest may come from. May give `b` as it was.
  template <class Bytes>
  Bytes change(Bytes b, const Bytes& other, std::size_t from = 0) {
    using Byte = typename Bytes::value_type;
    for (std::size_t n = 1 + below(3); n != 0 && b.size() > from + 1; --n) {
      const std::size_t at = from + below(b.size() - from);
      const auto place = b.begin() + static_cast<std::ptrdiff_t>(at);
      switch (below(6)) {
        case 0:
          b[at] = static_cast<Byte>(static_cast<unsigned char>(b[at]) ^ 1u << below(8));
          break;
        case 1:
          b[at] = static_cast<Byte>(below(256));
          break;
        case 2:
          b.insert(place, static_cast<Byte>(below(256)));
          break;
        case 3:
          b.erase(place);
          break;
        case 4:
          b.resize(std::max(at, from + 1));
          break;
        default:
          b.resize(at);
          if (at < other.size()) b.insert(b.end(), other.begin() + static_cast<std::ptrdiff_t>(at), other.end());
      }
    }
    return b;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace guion::test
