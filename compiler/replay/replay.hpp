// From a witness to a scripted call, and that call played in the interpreter: nothing is called a violation before the
// machine committed it. Plays an image of the same graph whose gates are open and whose doubtful reads stop the call
// (guards.hpp), because the real one would not load.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cfg/graph.hpp"
#include "diag/diagnostics.hpp"
#include "prove/prove.hpp"
#include "scenario/call_file.hpp"
#include "sema/program.hpp"

namespace guion::replay {

/// A flow made playable although it breaks properties. Built once a compilation, when the first violation is found.
/// Owns its image, borrows program and graph.
class Stage {
 public:
  /// Null if even the guarded image cannot be loaded: a fault of the compiler.
  [[nodiscard]] static std::unique_ptr<Stage> open(const sema::Program& program, const cfg::Graph& graph);
  virtual ~Stage() = default;

  struct Replay {
    bool confirmed = false;  ///< the machine went the same way to the same line
    std::string script;      ///< the .call, in the tongue of the flow's keywords
    std::string transcript;  ///< what everybody said and did, ending at the offending line
    std::string failure;     ///< why not, for the compiler's own tests
  };
  /// Plays a witness. `code`: of the finding («G0406»); of a gate or an empty slot the machine's state must agree with
  /// it at the end. `flow`: how the script names the flow, without extension. Cost: a call; where the break is silent,
  /// an image too; where wordings are chosen, up to 20,000 calls that leave the way at once.
  [[nodiscard]] virtual Replay play(const prove::Witness& witness, const std::string& code,
                                    const std::string& flow) const = 0;
};

/// How many violations of one flow are played; those behind keep their messages without a call.
inline constexpr std::size_t kMostReplays = 100;

/// Plays each violation found and attaches the call to its finding. One that the machine does not commit is reported as
/// not decided instead (G0433): a fault of the compiler, never printed as a violation.
void attach(const sema::Program& program, const cfg::Graph& graph, const prove::Result& proved, diag::Emitter& emitter);

/// What `guion run` plays for a scripted call that breaks something: the guarded image of a flow, with an event before
/// the silent step if the script speaks of one. Both empty if it cannot be made.
struct Guarded {
  std::vector<std::uint8_t> image, policy;
};
[[nodiscard]] Guarded guard_for(const sema::Program& program, const cfg::Graph& graph, const scenario::Breach& breach);

}  // namespace guion::replay
