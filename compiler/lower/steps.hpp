// How many silent instructions may come between two events: what the certificate states of each target and part, so
// that the loader can refuse a loop in which nobody is asked anything. Internal to the room. Spec: docs/bytecode.md,
// «Steps».
#pragma once

#include "lower/assembly.hpp"

namespace guion::lower {

/// Fills in the steps of all claims and cases. Where a loop has no event but those of a part that it calls, the
/// certificate of that part says `Passed`. A silent loop keeps the bound 0, which the loader refuses. Cost: linear in
/// the code.
void bound_steps(assembly::Module& module);

}  // namespace guion::lower
