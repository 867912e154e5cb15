// What the sound of a Spanish word does to the word before it: y → e, o → u, de + el, a + el. The runtime asks it of
// values, the compiler of the arms of a choice. Source: Diccionario panhispánico de dudas (RAE and ASALE, 2005), «y»,
// «o», «el».
#pragma once

#include "image/bytes.hpp"

namespace guion::image {

/// Whether "y" before this word becomes "e": it begins with the sound of i, but not with a diphthong (hielo, ion as
/// hiato). Shape: any bytes, cut anywhere.
[[nodiscard]] bool takes_e(Text word);
/// Whether "o" before this word or figure becomes "u": it begins with the sound of o (otro, hora, 8, 11 000).
[[nodiscard]] bool takes_u(Text word);
/// Whether it begins with an article that "de" and "a" take in: el contrato, but not El Salvador and not él.
[[nodiscard]] bool contracts(Text text);

}  // namespace guion::image
