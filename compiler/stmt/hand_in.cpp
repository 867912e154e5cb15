// Hands the table of the kinds of line to the rooms that walk it. They do not include this room: the short forms of
// their functions are declared there and defined here.
#include "cfg/build.hpp"
#include "sema/sema.hpp"
#include "stmt/hooks.hpp"

namespace guion {

sema::Program sema::analyse(const std::string& path, Sources& sources, const CompileOptions& options,
                            diag::Emitter& emitter) {
  return analyse(path, sources, options, emitter, stmt::kCheckHooks);
}

cfg::Graph cfg::build(const sema::Program& program) { return build(program, stmt::kBuildHooks); }

}  // namespace guion
