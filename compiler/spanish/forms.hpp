// What the form of a word alone says of whom it speaks to: pasaste, recibirás and ayudarte to «tú» and «vos», pagáis to
// «vosotros». Words that only look like it are in the list «trato_aparente»; what the form does not show, in the lists.
// Source: Nueva gramática de la lengua española (RAE y ASALE, 2009), chapters 4 and 16.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guion::spanish {

/// kFamiliar | kVoseo, kVosotros, or 0. Shape: `lower` in lower case with its accents. Cost: a few comparisons of its
/// end.
[[nodiscard]] std::uint32_t addressed_by_form(std::string_view lower);

/// The same said to usted, or ustedes, where the form gives it for certain (pagaste: pagó); else empty.
[[nodiscard]] std::string formal_by_form(std::string_view lower);

}  // namespace guion::spanish
