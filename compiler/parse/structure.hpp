// What may stand under what. The driver asks whether a kind takes a block; after the tree is built one pass reports
// each line that stands where it cannot, once, and turns it and its block into Error lines. Table: the Where column of
// ast/nodes.def.
#pragma once

#include <span>
#include <string_view>

#include "ast/tree.hpp"
#include "base/ids.hpp"
#include "diag/diagnostics.hpp"

namespace guion::parse {

struct Adoption;

using Kinds = std::uint64_t;  ///< a set of kinds of line
[[nodiscard]] constexpr bool has(Kinds set, ast::NodeKind kind) {
  return (set >> static_cast<unsigned>(kind) & 1U) != 0;
}

/// The kind that the first words of a line ask for; Error if they are none of the language.
[[nodiscard]] ast::NodeKind kind_at(std::string_view text, Tongue tongue, bool is_item);
/// What may stand under a line (kNone: at the left margin) that stands under `list`; everything under an Error line.
[[nodiscard]] Kinds kinds_under(const ast::Tree& tree, LineId line, LineId list);
[[nodiscard]] bool may_hold(const ast::Tree& tree, LineId line, LineId list, ast::NodeKind kind);
/// Whether lines beside this one may turn out to belong under it. Cost: constant; false for most lines.
[[nodiscard]] bool may_adopt(const ast::Tree& tree, LineId line);
/// Whether a line of this kind, written beside `owner`, can only belong under it. The owner stands under `parent`, that
/// one under `list`.
[[nodiscard]] bool belongs_under(const ast::Tree& tree, LineId owner, LineId parent, LineId list, ast::NodeKind kind);

/// Whether lines can stand under this line. Error lines keep their blocks; an item under a text is reported later, with
/// its place.
[[nodiscard]] bool takes_block(const ast::Tree& tree, LineId line, bool item_follows);
/// Reports misplaced lines, the adopted ones with the indentation that mends them, and heads without their block. Cost:
/// linear.
void check_structure(ast::Tree& tree, FileId file, diag::Emitter& emitter, std::span<const Adoption> adoptions);

}  // namespace guion::parse
