// Words that no dictionary lists and that are right: verbs with enclitics, diminutives and superlatives, verbs with a
// prefix. Asks the dictionary for the word inside. It knows no text.
#pragma once

#include <string>
#include <string_view>

#include "base/sources.hpp"

namespace guion::spanish {

/// Whether `lower`, which the dictionary does not know, is a verb that it knows with one or two enclitics (permítame,
/// recordarle, enviárselo, vámonos), its accent where the stress was. `vos`: also «decime».
/// Cost: asks the dictionary at most six times.
[[nodiscard]] bool is_verb_with_clitics(std::string_view lower, Dictionary& dictionary, bool vos = false);

/// A verb without accent, joined to pronouns, with the accent that keeps its stress: apaga, lo → apágalo.
[[nodiscard]] std::string with_stress(std::string_view host, std::string_view pronouns);

/// Whether `lower` is made by rule from a word that the dictionary knows: minutito, segundín, clarísimo, montos, reenganchar,
/// podés. Cost: asks the dictionary some times.
[[nodiscard]] bool is_derived(std::string_view lower, Dictionary& dictionary);

}  // namespace guion::spanish
