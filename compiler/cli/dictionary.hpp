// The Spanish dictionary that the command lends to the reading of texts: Hunspell, if it was there when the command was
// built and its word lists are there now. Only dictionary.cpp sees the library. Why Hunspell: docs/decisions.
#pragma once

#include "base/sources.hpp"
#include "cli/console.hpp"

namespace guion::cli {

/// The dictionary, one for the whole process; null if there is none. Its files are read when it is first asked.
/// Word lists es_ES, es_MX, es_US … are looked for in the folders of DICPATH, then where systems keep them.
/// Cost: looking for the files once; 45 ms more with the first word. Several threads may ask it.
[[nodiscard]] Dictionary* spanish_dictionary();
/// «spelling: /usr/share/hunspell/es_ES», or what is missing and how to get it. No line feed.
[[nodiscard]] Message spelling_status();

}  // namespace guion::cli
