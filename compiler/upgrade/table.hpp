// The bytes of a move table. Form: docs/bytecode.md, «A move table». Internal to the room.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "upgrade/matching.hpp"

namespace guion::upgrade {

/// One row: where a call waits or goes on in the old code, and where in the new; `to` kNone: it stays.
struct Row {
  std::uint32_t from = 0, to = kNone;
  bool anew = false;
  Cause cause = Cause::None;
};

struct Rows {
  std::vector<Row> places, returns;  ///< sorted by `from`; several of one are tried in turn
};

[[nodiscard]] std::vector<std::uint8_t> write_table(const Matching& m, const Rows& rows);

}  // namespace guion::upgrade
