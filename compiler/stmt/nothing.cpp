// `nada`: an arm left empty on purpose.
#include "stmt/common.hpp"

namespace guion::stmt::nothing {

void check(sema::Checker&, LineId) {}

cfg::Ways build(cfg::Builder&, LineId, cfg::Ways in) { return in; }

}  // namespace guion::stmt::nothing
