// See readability.hpp.
#include "spanish/readability.hpp"

#include <algorithm>

namespace guion::spanish {
namespace {

struct Ratios {
  double syllables = 0, words = 0;  ///< a word; a sentence
};
Ratios ratios_of(const Prose& p) {
  return {double(p.syllables) / double(p.words), double(p.words) / double(std::max(p.sentences, 1u))};
}

}  // namespace

double szigriszt_pazos(const Prose& prose) {
  if (prose.words == 0) return 0;
  const Ratios r = ratios_of(prose);
  return 206.835 - 62.3 * r.syllables - r.words;
}

double fernandez_huerta(const Prose& prose) {
  if (prose.words == 0) return 0;
  const Ratios r = ratios_of(prose);
  return 206.84 - 60 * r.syllables - 1.02 * r.words;
}

Band band_of(double score) {
  if (score < 40) return Band::VeryHard;
  if (score < 55) return Band::RatherHard;
  if (score < 65) return Band::Normal;
  return score < 80 ? Band::RatherEasy : Band::VeryEasy;
}

std::string_view name_of(Band band, Tongue tongue) {
  const bool es = tongue == Tongue::Es;
  switch (band) {
    case Band::VeryHard:
      return es ? "muy difícil" : "very hard";
    case Band::RatherHard:
      return es ? "algo difícil" : "rather hard";
    case Band::Normal:
      return "normal";
    case Band::RatherEasy:
      return es ? "bastante fácil" : "rather easy";
    case Band::VeryEasy:
      return es ? "muy fácil" : "very easy";
  }
  return {};
}

Meter::Meter() {
  for (const Builtin& b : builtin_lists())
    if (b.list == List::Abbreviations) (void)lists_.add(b.list, b.text, words_);
}

Prose Meter::measure(const ast::Tree& tree, std::span<const ast::Part> run) {
  read_text(tree, run, 0, words_, reading_);
  Prose prose;
  for (const Token& t : reading_.tokens) {
    if (t.kind != TokenKind::Word) continue;
    ++prose.words;
    prose.syllables += words_[t.word].syllables;
  }
  prose.sentences = static_cast<std::uint32_t>(reading_.sentences.size());
  return prose;
}

}  // namespace guion::spanish
