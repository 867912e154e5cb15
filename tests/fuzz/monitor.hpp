// An independent judge of what an image does: the same call is played twice, side by side, and may differ only where
// the policy lets it. It keeps its own account of levels, from events and answers alone, and shares no code with the
// loader. Meaning: docs/fuzzing.md.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "guion/guion.h"

namespace guion::fuzz {

/// What the two calls do not share.
enum class Pair : std::uint8_t {
  Gate,  ///< the values that the host gives for gated slots of the policy, all of the same classes: who hears which it
         ///< is, has the levels
  Hole   ///< what lies in the cells of empty slots: nobody ever learns it
};

struct Watched {
  std::string broken;       ///< what must not happen; empty if nothing did
  unsigned events = 0;      ///< that both calls came to
  unsigned gated_said = 0;  ///< texts that held a gated value, and rightly
  bool gated = false;       ///< Gate: a gated slot was given a value
  bool ended = false;
  bool hung_up = false;
  unsigned closings = 0;  ///< look-ups that were made when the customer was gone
  unsigned restored = 0;  ///< how often one of the calls was saved and restored, and went on like the other
};

/// Plays `image` with answers drawn from `seed`, for at most `events` events. In half of the calls the customer hangs
/// up in between, in both at the same moment, and what then comes is played to the end. `image` may be one whose code
/// nobody verified (its tables are true): then `steps` is the limit, else 0 for what the image proves. `visit` sees one
/// of the calls at each event, until the customer hangs up.
[[nodiscard]] Watched watch(const guion_image& image, const guion_policy* policy, Pair pair, std::uint64_t seed,
                            unsigned events = 80, std::uint32_t steps = 0,
                            const std::function<void(guion_session*)>& visit = {});

/// Opens an image without the walk over its code: what a loader without proofs would do. To see whether the judge sees.
[[nodiscard]] bool open_unproved(guion_image& image, const guion_policy* policy, const void* bytes, std::size_t size);

}  // namespace guion::fuzz
