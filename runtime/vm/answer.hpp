// Answers to the pending event: checked whole, then applied; a refused one leaves the session as it was. Meaning:
// docs/semantics.md.
#pragma once

#include "vm/run.hpp"

namespace guion::vm {

/// Applies `a` to the pending event, whose token was checked.
[[nodiscard]] guion_status answer(Session& s, const guion_answer& a);
/// Fills a slot that the system gives, before the first event.
[[nodiscard]] guion_status give(Session& s, uint32_t slot, const guion_value& v);

}  // namespace guion::vm
