// Stages and parts: their heads, and their blocks by way of the check hooks; then what concerns all of them: parts that
// run each other, stages against the protocol, classes that travel with `pon`. Spec: docs/language.md,
// docs/semantics.md.
#pragma once

#include "sema/checker.hpp"

namespace guion::sema {

/// Declares a flow's stage or a part, so that lines above it may name it.
void declare_body(Checker& checker, LineId line);
/// Checks the head and the block of a stage or a part.
void check_body(Checker& checker, LineId line);

/// After all files: recursion and depth of parts, which of them are used.
void finish_parts(Checker& checker);
/// After all files: required stages, their order, a flow without stages.
void finish_stages(Checker& checker, LineId head, bool head_good);
/// After all files: the classes of a slot are also those of every slot ever set into it. Cost: linear in slots and
/// `pon` lines times classes.
void finish_classes(Checker& checker);
/// After all files: `con trato` needs exactly one slot of type trato.
void finish_address(Checker& checker);

}  // namespace guion::sema
