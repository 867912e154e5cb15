// Number and gender of Spanish nouns, as far as their form tells: what a term of a list becomes in the plural, and
// which article stands before what is put in its place. It knows no text and no list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guion::spanish {

enum class Gender : std::uint8_t { Unknown, Masculine, Feminine };

/// A noun or noun phrase in lower case, maybe with its article, which then says what its form does not: «el enlace».
struct Noun {
  std::string_view text;  ///< without the article; borrowed
  Gender gender = Gender::Unknown;
  bool plural = false;  ///< it has an article of the plural
};
[[nodiscard]] Noun noun_of(std::string_view phrase);

/// The plural of a Spanish phrase: its words up to the first that is a preposition. «cargo por mora» → «cargos por
/// mora». Source: the rules of plural of the Nueva gramática (RAE and ASALE, 2009).
[[nodiscard]] std::string plural_of(std::string_view phrase);
/// The plural of an English phrase, as it is heard in Spanish speech too: its last word with -s, -es, -ies.
[[nodiscard]] std::string foreign_plural(std::string_view phrase);

}  // namespace guion::spanish
