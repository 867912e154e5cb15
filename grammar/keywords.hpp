// The words of the language as enumerations, made from keywords.def. Look-up and spelling are in keywords.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace guion {

/// The language of a file's keywords. Spoken text is free of it.
enum class Tongue : std::uint8_t { En, Es };

enum class Keyword : std::uint8_t {
#define KEYWORD(id, en, es) id,
#define OPERATOR(id, en, es)
#define WORD(id, en, es)
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD
};

/// Words that stand inside a line (OPERATOR and WORD rows).
enum class Word : std::uint8_t {
#define KEYWORD(id, en, es)
#define OPERATOR(id, en, es) id,
#define WORD(id, en, es) id,
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD
};

[[nodiscard]] std::string_view spelling(Keyword keyword, Tongue tongue);
[[nodiscard]] std::string_view spelling(Word word, Tongue tongue);
/// Whether a name may not be spelt like this: a word of a KEYWORD or OPERATOR row, in either language.
[[nodiscard]] bool is_reserved(std::string_view name);
/// The same of the first `length` bytes of a text that may go on: faster, because whole machine words are read.
[[nodiscard]] bool is_reserved(std::string_view text, std::size_t length);

inline constexpr std::size_t kKeywords = 0
#define KEYWORD(id, en, es) +1
#define OPERATOR(id, en, es)
#define WORD(id, en, es)
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD
    ;
inline constexpr std::size_t kWords = 0
#define KEYWORD(id, en, es)
#define OPERATOR(id, en, es) +1
#define WORD(id, en, es) +1
#include "grammar/keywords.def"
#undef KEYWORD
#undef OPERATOR
#undef WORD
    ;

/// What stands at the beginning of a line.
struct KeywordMatch {
  Keyword keyword;
  Tongue tongue;         ///< the language in which it is spelt
  std::uint32_t length;  ///< Units: bytes of source
  bool exact;            ///< false: case or accents differ from the spelling
};

/// The longest keyword with which `line` begins. A spelling of `tongue` wins over one of the other language, even if
/// only case or accents of it were forgiven. Cost: constant, no allocation.
[[nodiscard]] std::optional<KeywordMatch> find_keyword(std::string_view line, Tongue tongue);

/// A fixed word that `text` begins with, case and accents forgiven; the longest one of the given language.
struct WordMatch {
  Word word;
  std::uint32_t length;
  bool exact;
};
[[nodiscard]] std::optional<WordMatch> find_word(std::string_view text, Tongue tongue);

/// Bytes of the word (letters, digits, `_`, any byte from 0x80 on) that `text` begins with.
[[nodiscard]] std::size_t word_length(std::string_view text);

}  // namespace guion
