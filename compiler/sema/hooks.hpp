// What sema asks of a kind of line that stands in a block: how it is checked. The table itself is in stmt/, which knows
// every kind; sema only walks it. What may stand where is the parser's business (parse/structure.hpp).
#pragma once

#include <array>
#include <cstdint>

#include "ast/tree.hpp"

namespace guion::sema {

class Checker;

inline constexpr std::size_t kNodeKinds = 0
#define NODE(kind, where, sentence) +1
#include "ast/nodes.def"
#undef NODE
    ;

/// Resolves the names of line `line` of the current file, checks it and fills its Statement.
using CheckHook = void (*)(Checker&, LineId line);

/// One a kind; null for kinds that never stand in a block.
using Hooks = std::array<CheckHook, kNodeKinds>;

}  // namespace guion::sema
