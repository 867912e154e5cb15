// What may stand under what. The driver asks whether a kind takes a block; after the tree is built one pass reports
// each line that stands where it cannot, once, and turns it and its block into Error lines. Table: the Where column of
// ast/nodes.def.
#pragma once

#include "ast/tree.hpp"
#include "base/ids.hpp"
#include "diag/diagnostics.hpp"

namespace guion::parse {

/// Whether lines can stand under this line. Error lines keep their blocks; an item under a text is reported later, with
/// its place.
[[nodiscard]] bool takes_block(const ast::Tree& tree, LineId line, bool item_follows);
/// Reports misplaced lines and heads without their block. Cost: linear.
void check_structure(ast::Tree& tree, FileId file, diag::Emitter& emitter);

}  // namespace guion::parse
