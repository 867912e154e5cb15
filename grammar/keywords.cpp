// Spellings of the words of the language and the one look-up of a line's first words. Tables are made from keywords.def
// at compile time. It knows nothing of lines, parts or messages. Case is folded by setting one bit of each byte, which
// also maps the capitals of Latin-1 in UTF-8 onto their small letters; accents are folded only on the slow path.
#include "grammar/keywords.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace guion {
namespace {

using Spellings = std::array<std::string_view, 2>;  // by Tongue

constexpr std::array<Spellings, kKeywords> kKeywordRows{{
#define KEYWORD(id, en, es) {en, es},
#define OPERATOR(id, en, es)
#define WORD(id, en, es)
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD
}};

constexpr std::array<Spellings, kWords> kWordRows{{
#define KEYWORD(id, en, es)
#define OPERATOR(id, en, es) {en, es},
#define WORD(id, en, es) {en, es},
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD
}};

// Rows whose words no name may be spelt like.
constexpr Spellings kReservedRows[] = {
#define KEYWORD(id, en, es) {en, es},
#define OPERATOR(id, en, es) {en, es},
#define WORD(id, en, es)
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD
};

constexpr std::size_t kMaxWord = 16;  // no single word of the table is longer

constexpr auto kWordBytes = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 256; ++c) {
    table[static_cast<std::size_t>(c)] =
        c >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  return table;
}();

constexpr bool is_word_byte(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }

/// A word as two machine words, case folded.
struct Key {
  std::uint64_t low = 0, high = 0;
  constexpr bool operator==(const Key&) const = default;
  [[nodiscard]] constexpr std::size_t slot(std::size_t size) const {
    const std::uint64_t mixed = (low ^ (high * 0x9E3779B97F4A7C15U)) * 0xD6E8FEB86659FD93U;
    return static_cast<std::size_t>(mixed >> 32) & (size - 1);
  }
};

constexpr std::uint64_t kFold = 0x2020202020202020U;

constexpr std::uint64_t pack(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i]) | 0x20U) << (8 * i);
  }
  return value;
}

constexpr Key key_of(std::string_view word) {
  return word.size() <= 8 ? Key{pack(word), 0} : Key{pack(word.substr(0, 8)), pack(word.substr(8))};
}

/// As key_of, at run time: whole machine words where the text goes on far enough. `text` may be longer than the word.
Key load_key(std::string_view text, std::size_t length) {
  if constexpr (std::endian::native == std::endian::little) {
    const auto load = [&](std::size_t from, std::size_t bytes) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + from, 8);
      word |= kFold;
      return bytes == 8 ? word : word & ((std::uint64_t{1} << (8 * bytes)) - 1);
    };
    if (length <= 8 && text.size() >= 8) return {load(0, length), 0};
    if (length > 8 && text.size() >= 16) return {load(0, 8), load(8, length - 8)};
  }
  return key_of(text.substr(0, length));
}

constexpr std::string_view first_word(std::string_view spelling) { return spelling.substr(0, spelling.find(' ')); }

constexpr std::size_t count_words(std::string_view spelling) {
  std::size_t n = 1;
  for (const char c : spelling) n += c == ' ';
  return n;
}

/// One keyword in one language, in the order in which they are tried: more words first.
struct Candidate {
  std::uint8_t keyword = 0;
  std::uint8_t tongue = 0;
};

constexpr auto kCandidates = [] {
  std::array<Candidate, 2 * kKeywords> list{};
  std::size_t n = 0;
  for (std::size_t words = 4; words > 0; --words) {
    for (std::uint8_t k = 0; k < kKeywords; ++k) {
      for (std::uint8_t t = 0; t < 2; ++t) {
        if (count_words(kKeywordRows[k][t]) == words) list[n++] = {k, t};
      }
    }
  }
  return list;
}();

/// Hash table of first words. A chain is a run of slots; within it candidates keep their order.
struct FirstWord {
  Key key;
  Candidate candidate;
  bool used = false;
};
constexpr std::size_t kFirstSlots = 512;
constexpr auto kFirstWords = [] {
  std::array<FirstWord, kFirstSlots> table{};
  for (const Candidate c : kCandidates) {
    const Key key = key_of(first_word(kKeywordRows[c.keyword][c.tongue]));
    std::size_t at = key.slot(kFirstSlots);
    while (table[at].used) at = (at + 1) & (kFirstSlots - 1);
    table[at] = {key, c, true};
  }
  return table;
}();

struct ReservedSlot {
  Key key;
  bool used = false;
};
constexpr std::size_t kReservedSlots = 1024;
constexpr auto kReserved = [] {
  std::array<ReservedSlot, kReservedSlots> table{};
  for (const Spellings& row : kReservedRows) {
    for (std::string_view rest : row) {
      while (!rest.empty()) {
        const std::string_view word = first_word(rest);
        const Key key = key_of(word);
        std::size_t at = key.slot(kReservedSlots);
        while (table[at].used && !(table[at].key == key)) at = (at + 1) & (kReservedSlots - 1);
        table[at] = {key, true};
        rest.remove_prefix(word.size() == rest.size() ? word.size() : word.size() + 1);
      }
    }
  }
  return table;
}();

/// The next character of `text` without case and accents (Latin-1 letters only), and how many bytes it took.
struct Folded {
  char letter;
  std::uint32_t bytes;
};
Folded fold(std::string_view text) {
  static constexpr std::string_view kBase = "aaaaaaaceeeeiiiidnooooo*ouuuuyts";  // U+00E0 … U+00FF
  const auto c = static_cast<unsigned char>(text[0]);
  if (c >= 'A' && c <= 'Z') return {static_cast<char>(c | 0x20), 1};
  if (c == 0xC3 && text.size() > 1) return {kBase[static_cast<unsigned char>(text[1]) & 0x1FU], 2};
  return {text[0], 1};
}

/// Bytes of `text` that spell `word` when case, accents and the number of blanks are forgiven; 0 if they do not.
std::uint32_t match_folded(std::string_view text, std::string_view word) {
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < word.size();) {
    if (at >= text.size()) return 0;
    if (word[i] == ' ') {
      if (text[at] != ' ') return 0;
      while (at < text.size() && text[at] == ' ') ++at;
      ++i;
      continue;
    }
    const Folded want = fold(word.substr(i));
    const Folded seen = fold(text.substr(at));
    if (want.letter != seen.letter) return 0;
    i += want.bytes;
    at += seen.bytes;
  }
  return at < text.size() && is_word_byte(text[at]) ? 0 : at;
}

/// Bytes of `text` that spell `word` exactly, as whole words.
std::uint32_t match_exact(std::string_view text, std::string_view word) {
  if (text.size() < word.size() || std::memcmp(text.data(), word.data(), word.size()) != 0) return 0;
  if (text.size() > word.size() && is_word_byte(text[word.size()])) return 0;
  return static_cast<std::uint32_t>(word.size());
}

std::optional<KeywordMatch> find_forgiving(std::string_view line, Tongue tongue) {
  for (const Candidate c : kCandidates) {
    if (static_cast<Tongue>(c.tongue) != tongue) continue;
    const std::uint32_t length = match_folded(line, kKeywordRows[c.keyword][c.tongue]);
    if (length != 0) return KeywordMatch{static_cast<Keyword>(c.keyword), tongue, length, false};
  }
  return std::nullopt;
}

/// Whether a second word that begins with `letter` (a plain one) may follow: keeps most candidates of «si» from being
/// compared.
bool may_go_on(std::string_view rest, char letter) {
  const std::size_t at = rest.find_first_not_of(' ');
  return at != 0 && at != std::string_view::npos && (rest[at] | 0x20) == letter;
}

/// By the table of first words. Candidates of more words come first, so «si No responde» is not taken for «si».
std::optional<KeywordMatch> find_quickly(std::string_view line, std::size_t length, Tongue tongue) {
  const Key key = load_key(line, length);
  for (std::size_t at = key.slot(kFirstSlots); kFirstWords[at].used; at = (at + 1) & (kFirstSlots - 1)) {
    const FirstWord& slot = kFirstWords[at];
    if (static_cast<Tongue>(slot.candidate.tongue) != tongue || !(slot.key == key)) continue;
    const std::string_view word = kKeywordRows[slot.candidate.keyword][slot.candidate.tongue];
    if (word.size() > length && !may_go_on(line.substr(length), word[length + 1])) continue;
    std::uint32_t n = match_exact(line, word);
    const bool exact = n != 0;
    if (!exact) n = match_folded(line, word);
    if (n != 0) return KeywordMatch{static_cast<Keyword>(slot.candidate.keyword), tongue, n, exact};
  }
  return std::nullopt;
}

}  // namespace

std::size_t word_length(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && is_word_byte(text[n])) ++n;
  return n;
}

std::string_view spelling(Keyword keyword, Tongue tongue) {
  return kKeywordRows[static_cast<std::size_t>(keyword)][static_cast<std::size_t>(tongue)];
}

std::string_view spelling(Word word, Tongue tongue) {
  return kWordRows[static_cast<std::size_t>(word)][static_cast<std::size_t>(tongue)];
}

bool is_reserved(std::string_view name) { return is_reserved(name, name.size()); }

bool is_reserved(std::string_view text, std::size_t length) {
  if (length == 0 || length > kMaxWord) return false;
  const Key key = load_key(text, length);
  for (std::size_t at = key.slot(kReservedSlots); kReserved[at].used; at = (at + 1) & (kReservedSlots - 1)) {
    if (kReserved[at].key == key) return true;
  }
  return false;
}

std::optional<KeywordMatch> find_keyword(std::string_view line, Tongue tongue) {
  const std::size_t length = word_length(line);
  if (length == 0 || length > 2 * kMaxWord) return std::nullopt;
  const bool quick = length <= kMaxWord;
  if (quick) {
    if (const auto found = find_quickly(line, length, tongue)) return found;
  }
  if (const auto found = find_forgiving(line, tongue)) return found;
  const Tongue other = tongue == Tongue::Es ? Tongue::En : Tongue::Es;
  if (quick) {
    if (const auto found = find_quickly(line, length, other)) return found;
  }
  return find_forgiving(line, other);
}

std::optional<WordMatch> find_word(std::string_view text, Tongue tongue) {
  std::optional<WordMatch> best;
  for (std::size_t w = 0; w < kWords; ++w) {
    const std::string_view word = kWordRows[w][static_cast<std::size_t>(tongue)];
    const std::uint32_t length = match_folded(text, word);
    if (length != 0 && (!best || length > best->length)) {
      best = WordMatch{static_cast<Word>(w), length, match_exact(text, word) != 0};
    }
  }
  return best;
}

}  // namespace guion
