// What embedding the runtime costs: bytes of code and constants, bytes and time of a snapshot.
#pragma once

#include <cstddef>
#include <string>

#include "play.hpp"

namespace guion::bench {

/// Bytes of .text and .rodata in an archive or a linked program; 0 if it cannot be read.
[[nodiscard]] std::size_t code_bytes(const std::string& file);
/// The same of an archive of the runtime, by room: "capi 6.1, image 4.0, trace 4.7, verify 27.9, vm 17.4" (KB).
/// `source_folder` tells which room a member is of.
[[nodiscard]] std::string code_by_room(const std::string& archive, const std::string& source_folder);

/// A call at its first menu, written down and gone on with. Units: bytes, processor seconds.
struct SnapshotFigures {
  std::size_t bytes = 0, texts = 0;  ///< texts: bytes of it that are texts of the call
  double save = 0, restore = 0;
};
/// All zero if a step is refused.
[[nodiscard]] SnapshotFigures snapshot_figures(Player& player, int times);

}  // namespace guion::bench
