// The words of a program, each known once: its form in lower case, what the lists say of it, its syllables. Whoever
// asks a dictionary or a list asks here, so no word is looked up twice. It knows nothing of lines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guion::spanish {

using WordId = std::uint32_t;

/// What the lists and the form of a word say of it; one bit each, so that a rule skips what does not concern it.
enum Trait : std::uint32_t {
  kListed = 1u << 0,       ///< begins a row of some list
  kFamiliar = 1u << 1,     ///< marks tú
  kVoseo = 1u << 2,        ///< marks vos
  kVosotros = 1u << 3,     ///< marks vosotros
  kFormal = 1u << 4,       ///< marks usted
  kNegative = 1u << 5,     ///< no, nunca, nadie …
  kAsks = 1u << 6,         ///< qué, cómo … and the same without accent
  kAbbreviates = 1u << 7,  ///< the stop behind it ends no sentence: Sr., núm.
  kHasDigit = 1u << 8,
  kSpelled = 1u << 9,       ///< the dictionary was asked
  kMisspelled = 1u << 10,   ///< … and does not know it
  kAccentAsked = 1u << 16,  ///< it was held against the list of accents and the forms that always bear one
  kAccentLost = 1u << 17,   ///< … and does not exist as it is written
  kAccentMaybe = 1u << 18,  ///< wants an accent beside certain words only
  kNamed = 1u << 19,        ///< stands in a name of the program: a constant, a label
  kPairFirst = 1u << 20,    ///< begins a row of several words that Pairs knows
  kPairSecond = 1u << 21,   ///< is the second one of such a row
  kAsksAfter = 1u << 22,    ///< ends a row behind which words ask: «dígame …»
  kGenders = 1u << 24,      ///< the longest word of a row of «género»
};
/// Whom a word may speak to: by a list that it begins a row of, or by its form (forms.hpp).
inline constexpr std::uint32_t kSpeaks = kFamiliar | kVoseo | kVosotros | kFormal;

struct WordInfo {
  std::uint32_t at = 0, size = 0;  ///< of its lower-case form, in the store
  std::uint32_t traits = 0;
  std::uint32_t row = 0;    ///< first row of the lists that begins with it; with kListed
  std::uint32_t lists = 0;  ///< bit l: such a row is of the List l
  std::uint8_t syllables = 0;
};

/// Owns all words of one reading. Words are compared in lower case with their accents; ids count from 0 in the order of
/// first sight.
class Words {
 public:
  Words();
  /// The word as written, in any case. Cost: one hash and one comparison.
  WordId intern(std::string_view written);
  [[nodiscard]] std::string_view text(WordId w) const { return {store_.data() + info_[w].at, info_[w].size}; }
  [[nodiscard]] const WordInfo& operator[](WordId w) const { return info_[w]; }
  [[nodiscard]] WordInfo& operator[](WordId w) { return info_[w]; }
  [[nodiscard]] std::size_t size() const { return info_.size(); }
  /// The word if it is known already, else kNoWord.
  [[nodiscard]] WordId find(std::string_view lower) const;

  static constexpr WordId kNoWord = 0xffffffff;

 private:
  /// A word in lower case as the table is asked for it: its first eight bytes, zero behind a shorter one, and a hash.
  struct Key {
    std::string_view lower;
    std::uint64_t head = 0;
    std::uint32_t hash = 0;
  };
  /// Behind `lower` stand zeros up to a multiple of eight bytes.
  [[nodiscard]] static Key key_of(std::string_view lower);
  [[nodiscard]] std::size_t place_of(const Key& key) const;
  WordId learn(const Key& key, std::size_t at);
  void grow();

  std::string store_;
  std::vector<WordInfo> info_;
  struct Slot {
    std::uint64_t head = 0;
    std::uint32_t hash = 0;
    WordId word = kNoWord;
  };
  std::vector<Slot> table_;
};

/// `written` in lower case, Latin letters only (ASCII and U+00C0 … U+00DE), put behind `out`.
void lower_to(std::string& out, std::string_view written);
/// Without its accents (á → a, ü → u), ñ kept.
[[nodiscard]] std::string without_accents(std::string_view lower);
/// Syllables of a Spanish word in lower case: its vowel groups, hiatus parted. At least 1. Source: the rules of the
/// Ortografía (RAE, 2010) for diphthong and hiatus.
[[nodiscard]] unsigned syllables_of(std::string_view lower);

}  // namespace guion::spanish
