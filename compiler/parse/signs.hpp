// Pieces of a line as messages show them: characters, words, quotation marks, long words cut. It knows bytes only.
#pragma once

#include <string>
#include <string_view>

#include "grammar/keywords.hpp"

namespace guion::parse {

/// Bytes of the character that `text` begins with. The text is known to be UTF-8.
[[nodiscard]] std::size_t character_length(std::string_view text);
/// Bytes of the word or, if it begins with none, of the character that `text` begins with.
[[nodiscard]] std::size_t token_length(std::string_view text);
/// Whether a character is a quotation mark of any kind.
[[nodiscard]] bool is_quote(std::string_view sign);
/// Long words are shown by their beginning.
[[nodiscard]] std::string shorten(std::string_view text);
/// The piece between quotation marks, or what stands there instead: «el fin de la línea».
[[nodiscard]] std::string quoted(std::string_view token, Tongue message);

}  // namespace guion::parse
