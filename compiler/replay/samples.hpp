// Values for what a witness leaves open: within the declared range, of a legal length, and such as a caller might say.
// It knows types only.
#pragma once

#include <cstdint>

#include "scenario/values.hpp"

namespace guion::replay {

/// A value that the slot may hold. `nth`: so that several names of one call differ.
[[nodiscard]] scenario::Value sample(const scenario::SlotInfo& slot, std::uint32_t nth = 0);

}  // namespace guion::replay
