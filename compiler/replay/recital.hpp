// Texts as they would sound: an image whose one stage says them one after another, every slot filled with a value such
// as a call might hold, played by the runtime, which alone knows how a line is filled. No gate stands in its way: it is
// read by who writes scripts, with values that nobody owns.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "scenario/message.hpp"
#include "scenario/values.hpp"
#include "sema/program.hpp"

namespace guion::replay {

/// A text, and values of slots that choose its arms.
struct Saying {
  sema::TemplateId text = kNone;
  std::vector<std::pair<sema::SlotId, std::int64_t>> chosen;
};

struct Recital {
  std::vector<std::string> texts;  ///< one a saying
  Message failure;  ///< why there are none: something of the flow does not fit into an image; empty: all is well
};

/// Renders the sayings with sample values. `seed`: other values for another number, the same for the same one.
/// `program`: its names and types are right. Cost: one image and one call.
[[nodiscard]] Recital recite(const sema::Program& program, std::span<const Saying> sayings, std::uint32_t seed);

/// A value as a call might hold it, that shows where it is said: slots of one type differ, a free text is its slot's
/// name. `nth`: the number of the slot.
[[nodiscard]] scenario::Value telling_sample(const scenario::SlotInfo& slot, std::uint32_t nth, std::uint32_t seed);

}  // namespace guion::replay
