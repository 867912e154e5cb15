// What the graph asks of a kind of line: how its nodes, edges and facts are built.
// The table itself is in stmt/, which this room must not include; it is handed in.
// The recipe for a new kind of line is at the top of stmt/hooks.hpp.
#pragma once

#include <array>
#include <cstdint>

#include "sema/hooks.hpp"

namespace guion::cfg {

class Builder;

/// Edges that do not lead anywhere yet, as a list threaded through the edges themselves. Empty: nothing gets here.
struct Ways {
  std::uint32_t head = kNone;
  std::uint32_t tail = kNone;
  [[nodiscard]] bool empty() const { return head == kNone; }
};

/// Builds line `line`, which the ways `in` lead to; gives the ways that lead on behind it.
using BuildHook = Ways (*)(Builder&, LineId line, Ways in);
/// One a kind; null for kinds that are built by the line that owns them, or not at all.
using Hooks = std::array<BuildHook, sema::kNodeKinds>;

}  // namespace guion::cfg
