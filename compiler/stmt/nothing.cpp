// `nada`: an arm left empty on purpose. It checks nothing and builds nothing.
// It owns the names and types of the line (check) and its nodes, edges and facts (build); it must not know paths.
// Spec: docs/language.md, «Stages and statements of a flow»; docs/semantics.md, «Steps».
#include "stmt/common.hpp"

namespace guion::stmt::nothing {

void check(sema::Checker&, LineId) {}

cfg::Ways build(cfg::Builder&, LineId, cfg::Ways in) { return in; }

}  // namespace guion::stmt::nothing
