// See signs.hpp.
#include "parse/signs.hpp"

#include <algorithm>
#include <iterator>

namespace guion::parse {

std::size_t character_length(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

std::size_t token_length(std::string_view text) {
  const std::size_t word = word_length(text);
  return word != 0 ? word : character_length(text);
}

bool is_quote(std::string_view sign) {
  static constexpr std::string_view kQuotes[] = {"“", "”", "‘", "’", "„", "«", "»", "‹", "›", "\""};
  return std::find(std::begin(kQuotes), std::end(kQuotes), sign) != std::end(kQuotes);
}

std::string shorten(std::string_view text) {
  constexpr std::size_t kShown = 40;
  if (text.size() <= kShown) return std::string{text};
  std::size_t cut = kShown;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string{text.substr(0, cut)} + "…";
}

std::string quoted(std::string_view token, Tongue message) {
  if (token == " " || token == "\t") return message == Tongue::Es ? "un espacio" : "a blank";
  if (token.empty()) return message == Tongue::Es ? "el fin de la línea" : "the end of the line";
  return message == Tongue::Es ? "«" + shorten(token) + "»" : "\"" + shorten(token) + "\"";
}

}  // namespace guion::parse
