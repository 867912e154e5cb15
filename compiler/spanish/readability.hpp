// How easily a text is read: the Szigriszt-Pazos and the Fernández-Huerta formulas over words, syllables and sentences,
// and the bands of the INFLESZ scale. It knows numbers only. Spec: docs/spanish.md.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ast/tree.hpp"
#include "spanish/lists.hpp"
#include "spanish/text.hpp"
#include "spanish/words.hpp"

namespace guion::spanish {

/// What the formulas ask of a text. Units: values and numbers count as no word, for their syllables are not known.
struct Prose {
  std::uint32_t words = 0, syllables = 0, sentences = 0;

  Prose& operator+=(const Prose& other) {
    words += other.words;
    syllables += other.syllables;
    sentences += other.sentences;
    return *this;
  }
};

/// Below this many words a score says little: a place with fewer is not judged.
inline constexpr std::uint32_t kLeastWords = 100;

/// 206.835 − 62.3 · syllables/words − words/sentences. 0 for no words.
/// Source: F. Szigriszt Pazos, «Sistemas predictivos de legibilidad del mensaje escrito» (Madrid, 1993).
[[nodiscard]] double szigriszt_pazos(const Prose& prose);
/// 206.84 − 60 · syllables/words − 1.02 · words/sentences. 0 for no words.
/// Source: J. Fernández Huerta, «Medidas sencillas de lecturabilidad» (Consigna 214, 1959).
[[nodiscard]] double fernandez_huerta(const Prose& prose);

/// Of a Szigriszt-Pazos score, parted at 40, 55, 65 and 80.
/// Source: I. M. Barrio-Cantalejo and others, the INFLESZ scale (Anales del Sistema Sanitario de Navarra 31, 2008).
enum class Band : std::uint8_t { VeryHard, RatherHard, Normal, RatherEasy, VeryEasy };
[[nodiscard]] Band band_of(double score);
[[nodiscard]] std::string_view name_of(Band band, Tongue tongue);

/// Measures texts one after another. Owns its words.
class Meter {
 public:
  Meter();
  /// The first way to read the text. Cost: one pass over its bytes.
  [[nodiscard]] Prose measure(const ast::Tree& tree, std::span<const ast::Part> run);

 private:
  Words words_;
  Lists lists_;  ///< abbreviations: their stops end no sentence
  Reading reading_;
};

}  // namespace guion::spanish
