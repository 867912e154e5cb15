// A tree with other texts in it. Internal to the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ast/tree.hpp"
#include "strings/plain.hpp"

namespace guion::strings {

/// A translation and the parts of the tree that it takes the place of.
struct Piece {
  LineId line = 0;
  std::uint32_t first = 0, end = 0;
  const Snippet* text = nullptr;
};

/// The tree with the pieces in their places, in order, and its language line saying `locale`. `flow`: one is put in
/// where there is none. The tree is good for printing.
[[nodiscard]] ast::Tree translated(const ast::Tree& tree, const std::vector<Piece>& pieces, bool flow,
                                   const std::string& locale);

/// The first line of `before` that reads as something else in `after`, texts and language apart. Both are flows in
/// their canonical form; `flow`: `after` may have one language line more.
[[nodiscard]] std::optional<LineId> first_difference(const std::string& before, const std::string& after, bool flow);

}  // namespace guion::strings
