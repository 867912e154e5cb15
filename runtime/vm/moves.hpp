// Move tables: where a call of one image goes on in another. Opening one checks that all it names is there; a move is
// then looked at like a snapshot of the new image, so a wrong table can at worst refuse, or move to a place whose proof
// holds. That no rule is broken by a move is the word of the compiler that wrote the table. Form: docs/bytecode.md.
#pragma once

#include "vm/snapshot.hpp"

namespace guion::vm {

/// An open table. Borrows its bytes and the image that it leads to.
struct MovesView {
  const uint8_t* base = nullptr;
  const ImageView* to = nullptr;
  uint64_t magic = 0;                                                               ///< kOpenMoves once checked
  uint32_t size = 0, slots = 0, counters = 0;                                       ///< of the old image
  uint32_t maps_at = 0, slots_at = 0, tries_at = 0, returns_at = 0, places_at = 0;  ///< behind the count of each
  uint32_t tries = 0, returns = 0, places = 0;
  uint8_t levels[image::kMaxLevels] = {}, pairs[image::kMaxPairs] = {};  ///< new number + 1, or 0
};
inline constexpr uint64_t kOpenMoves = 0x314d5647u;

/// Errors: GUION_BAD_MOVES, GUION_WRONG_IMAGE, and `fault` says why. Cost: one pass.
[[nodiscard]] guion_status open_moves(const void* bytes, size_t size, const ImageView& to, MovesView& out,
                                      image::Fault& fault);

/// Makes `out`, whose image and settings are there, the call that `s` is of. `from`: the old image, or null.
/// Errors: GUION_WRONG_IMAGE, GUION_BAD_SNAPSHOT, GUION_TEXT_FULL, GUION_CANNOT_MOVE. Cost: one pass over the table,
/// and that of verify::admits().
[[nodiscard]] guion_status migrate(const MovesView& moves, const ImageView* from, const Snapshot& s, Session& out);

}  // namespace guion::vm
