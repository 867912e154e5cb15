// Accents as forms: the word that is meant where one without its accent stands, and letters in the case of another
// word. Shared by the rules of accents and of spelling. It reports nothing.
#pragma once

#include <string>
#include <string_view>

#include "spanish/lists.hpp"
#include "spanish/words.hpp"

namespace guion::spanish {

/// The enclitics, longest first. A host of two («-selo») is two of them.
inline constexpr std::string_view kClitics[] = {"nos", "les", "los", "las", "me", "te", "se", "le", "lo", "la"};

/// What `lower` is with its accent, if it does not exist without it; else nothing. Of two that may be meant: «envío /
/// envié». `vos`: the flow speaks to «vos», whose imperatives bear none (dejame). Source: the list «acentos», and forms
/// that always bear one: -ción, -ándole, -árselo, -ísimo, -logía …
[[nodiscard]] std::string accented(std::string_view lower, const Words& words, const Lists& lists, bool vos = false);

/// `lower` with the capitals that a word so written has.
[[nodiscard]] std::string in_case(std::string_view lower, Case written);

/// Bytes of the enclitic at the end of `lower`, 0 if there is none.
[[nodiscard]] std::size_t clitic_at_end(std::string_view lower);

/// Whether the token at `i` is part of an address or path (www.cable.com, a@b.com) rather than a word of the sentence.
[[nodiscard]] bool in_address(std::span<const Token> tokens, std::size_t i);

/// Letters of a word. Units: characters.
[[nodiscard]] std::size_t letters_of(std::string_view word);

}  // namespace guion::spanish
