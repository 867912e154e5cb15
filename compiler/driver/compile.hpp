// The one way from a path to an image. Command line, editor, tests, fuzzers and web call this and nothing else, so a flow gets the same
// verdict everywhere. Reads files only through `Sources`.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/sources.hpp"
#include "cfg/graph.hpp"
#include "diag/diagnostics.hpp"
#include "driver/verdict.hpp"
#include "lower/assembly.hpp"
#include "prove/prove.hpp"
#include "sema/program.hpp"

namespace guion {

/// What a compilation gives. `image` is empty if there is an error, or for a protocol or library; `policy` is there for a flow or protocol without errors.
struct Compilation {
  sema::Program program;
  cfg::Graph graph;
  prove::Result proof;                        ///< empty for a flow whose names, types or structure are wrong
  std::vector<diag::Diagnostic> diagnostics;  ///< sorted
  std::vector<Allowed> allowed;               ///< findings that a comment in the source allows
  std::vector<std::uint8_t> image, policy;
  std::size_t tests = 0;                      ///< reads of `proof.proved_exactly` before which the image has a test: no certificate says why they hold
  std::vector<assembly::Origin> origins;      ///< of the image's events and calls: nodes of `graph`
  bool ok = false;                            ///< no error among the diagnostics
};

/// Compiles the file at `path`, whatever is in it: never throws, never crashes, every problem is a diagnostic.
[[nodiscard]] Compilation compile(const std::string& path, Sources& sources, const CompileOptions& options = {});

/// Holds `made` against the runtime's own loader and clears what it refuses: a fault of the compiler, never of the flow. compile() ends with it.
/// Errors: G0601.
void check_loads(Compilation& made, diag::Emitter& emitter);

}  // namespace guion
