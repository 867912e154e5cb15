// Reads the Spanish of a program as a careful editor would: every text that somebody hears or sees, held against
// rules.def and lists.def. Findings are those of block 07; what they weigh is the company's to say (docs/ci.md).
#pragma once

#include "base/sources.hpp"
#include "diag/diagnostics.hpp"
#include "sema/program.hpp"

namespace guion::spanish {

/// Reads all texts of a program whose locale is Spanish; of another nothing. Lines that could not be understood are
/// passed over. Cost: linear in the bytes of the texts.
void read(const sema::Program& program, const CompileOptions& options, diag::Emitter& emitter);

}  // namespace guion::spanish
