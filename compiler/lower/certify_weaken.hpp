// Makes a certificate that holds say as little as it may, so that images stay small: facts that nothing behind a place
// needs go, and claims that others cover. Internal to the room.
#pragma once

#include "lower/certify_walk.hpp"

namespace guion::lower {

/// `must`: one a place, what held there on every way; that much is left. `c` holds before and afterwards.
/// Cost: one walk over a block for each fact that may go, a few times.
void weaken(const Code& code, const std::vector<Facts>& must, Certificate& c);

}  // namespace guion::lower
