// Printing in the other keyword language loses nothing: a file without errors, printed in English and in Spanish, reads
// as the same tree both times, and printed back in its own language it is the canonical text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "format/format.hpp"
#include "fuzz/play.hpp"
#include "syntax/support.hpp"

namespace {

using guion::fuzz::demand;

bool broken(const guion::test::Parsed& file) {
  for (const auto& d : file.diagnostics) {
    if (d.severity == guion::diag::Severity::Error) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto file = guion::test::read(std::string(reinterpret_cast<const char*>(data), size));
  if (broken(file)) return 0;
  const std::string canonical = guion::format::print(file.tree, {file.tree.tongue, 120});
  const std::string tree = guion::test::dump(file.tree);
  for (const guion::Tongue tongue : {guion::Tongue::En, guion::Tongue::Es}) {
    const std::string printed = guion::format::print(file.tree, {tongue, 120});
    const auto again = guion::test::read(printed);
    demand(!broken(again), "what was printed cannot be read");
    demand(again.tree.tongue == tongue, "the language of the keywords is not that asked for");
    demand(guion::test::dump(again.tree) == tree, "translating the keywords changed the tree");
    demand(guion::format::print(again.tree, {file.tree.tongue, 120}) == canonical, "the way back changed the text");
  }
  return 0;
}
