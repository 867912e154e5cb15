// Holds a text against what SARIF 2.1.0 (OASIS, with errata 01) asks of the objects that the tool writes: which
// properties they may have, which they must have, of what type and range. Written from the specification, for these
// objects only; it is not the schema of OASIS.
#pragma once

#include <string>
#include <string_view>

namespace guion::test {

/// One line for each thing that is not as it should be, with its place in the text; empty if all is well. Beside the
/// shapes: indices point to what is there, regions do not end before they begin, one result with suppressions means
/// that all have them.
[[nodiscard]] std::string sarif_problems(std::string_view json);

}  // namespace guion::test
