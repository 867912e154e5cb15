// Marks that a guarded image carries in place of names of places: which line of the source an event is of, and whether
// it is the flow's own or was put there to see a call stop (replay/guards.hpp). Who plays such an image reads them;
// nobody else meets one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "guion/guion.h"

namespace guion::scenario {

enum class MarkKind : char {
  Event = '=',  ///< a line of the flow
  Probe = '?',  ///< control is about to take a silent step that was asked about
  Trap = '!'    ///< the next step would read a slot that is empty
};

struct Mark {
  MarkKind kind = MarkKind::Event;
  std::string where;       ///< «45», or «partes.flow:45» of another file than the flow's own
  std::uint32_t node = 0;  ///< of the graph that was guarded
};

[[nodiscard]] std::string write_mark(const Mark& mark);
/// None if `place` is no mark.
[[nodiscard]] std::optional<Mark> read_mark(std::string_view place);
/// The mark of the instruction at `position`. Cost: linear in the image.
[[nodiscard]] std::optional<Mark> mark_at(const guion_image& image, std::uint32_t position);

}  // namespace guion::scenario
