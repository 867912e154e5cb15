// Answers to the pending event: checked whole, then applied; a refused one leaves the session as it was. Meaning:
// docs/semantics.md.
#pragma once

#include "vm/run.hpp"

namespace guion::vm {

/// Applies `a` to the pending event, whose token was checked.
[[nodiscard]] guion_status answer(Session& s, const guion_answer& a);
/// Whether a slot of `image` may hold `v`. Errors: GUION_OUT_OF_RANGE, GUION_BAD_ARGUMENT.
[[nodiscard]] guion_status check_value(const ImageView& image, uint32_t slot, const guion_value& v);
/// Fills a slot with a checked value for which the store has room. The text is outside the session.
void put_value(Session& s, uint32_t slot, const guion_value& v);
/// Whether any of these bytes lie in the session itself, where filling would move them.
[[nodiscard]] bool aliases(const Session& s, const void* bytes, size_t size);
/// Fills a slot that the system gives, before the first event.
[[nodiscard]] guion_status give(Session& s, uint32_t slot, const guion_value& v);

}  // namespace guion::vm
