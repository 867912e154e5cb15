// The words of the language as enumerations, made from keywords.def. Look-up and spelling are in keywords.cpp.
#pragma once

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

}  // namespace guion
