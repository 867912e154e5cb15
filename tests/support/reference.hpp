// The executable form of docs/semantics.md: a small evaluator over the lines of a program. It knows nothing of graphs,
// images or the virtual machine, which must agree with it. Slow and plain on purpose.
#pragma once

#include <cstddef>

#include "sema/program.hpp"
#include "support/call_script.hpp"

namespace guion::test {

/// Plays a call of `program` with `host`, for at most `events` events. Wordings are chosen as with seed 0.
/// Errors: what must not happen (a read of an empty slot, a value below its level) stands in Transcript::faults.
[[nodiscard]] Transcript evaluate(const sema::Program& program, SeededHost& host, std::size_t events);

}  // namespace guion::test
