// The chance of the bench: a small generator of its own, so that the measured texts are the same on every machine.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>

namespace guion::bench {

/// Words of which the spoken lines are made: plain Spanish of a call about a bill.
inline constexpr const char* kWords[] = {
    "con",   "gusto",   "le",       "confirmo", "que",        "su",        "factura", "de",    "este",
    "mes",   "queda",   "al",       "día",      "y",          "desde",     "hoy",     "puede", "ver",
    "cada",  "cargo",   "en",       "la",       "aplicación", "sin",       "costo",   "extra", "para",
    "usted", "como",    "siempre",  "ahora",    "mismo",      "revisamos", "juntos",  "el",    "detalle",
    "del",   "periodo", "anterior", "por",      "teléfono"};

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_{seed} {}
  std::uint32_t roll(std::uint32_t sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33) % sides;
  }
  /// Words up to that many bytes or a few more, none twice in a row: the reading finds nothing in them.
  std::string phrase(std::size_t bytes) {
    std::string out;
    const char* last = nullptr;
    while (out.size() < bytes) {
      const char* word = kWords[roll(std::size(kWords))];
      if (word == last) continue;
      out += (out.empty() ? "" : " ") + std::string{word};
      last = word;
    }
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace guion::bench
