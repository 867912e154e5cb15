// guion version: what this command is and what it reads and writes.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/dictionary.hpp"
#include "guion/version.h"

namespace guion::cli {

int version(Console& console) {
  console.out(fmt::format("guion {}\n", GUION_VERSION));
  console.out(console.tongue() == Tongue::Es ? fmt::format("lenguaje 1, imagen {}\n", GUION_IMAGE_VERSION)
                                             : fmt::format("language 1, image {}\n", GUION_IMAGE_VERSION));
  console.out(spelling_status().in(console.tongue()) + "\n");
  return kClean;
}

}  // namespace guion::cli
