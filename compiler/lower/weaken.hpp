// Certificates that claim no more than what a later line needs: the weaker a claim, the more calls of another version
// may go on there (docs/upgrades.md). Spec: docs/bytecode.md, «What the loader proves».
#pragma once

#include "lower/assembly.hpp"

namespace guion::lower {

/// Drops from the claims, entries and exits that lowering wrote (one state a target, one case a part) every level and
/// filled slot that no read behind them counts on. `policy`: that of the flow, empty without one. Cost: linear in the
/// code; each way back to an earlier place may repeat what lies between.
void weaken(assembly::Module& module, const assembly::Policy& policy);

}  // namespace guion::lower
