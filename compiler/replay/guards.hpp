// Guards: a copy of a flow that the loader accepts although the flow breaks properties, and that behaves like it up to
// the break. Classes need no levels, `exige` is dropped, and where a slot may be empty when it is read a test comes
// first, which leads to a trap. Everything here is pure. It knows nothing of sessions. Spec: docs/analysis.md,
// «Replay».
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cfg/graph.hpp"
#include "diag/lines.hpp"
#include "prove/engine.hpp"
#include "sema/program.hpp"

namespace guion::replay {

/// Asks for an event where a silent step is about to be taken: at the `arrival`-th arrival (from 1) of control at a
/// node of this line that yields nothing. It adds no event before that one.
struct Probe {
  LineRef line;
  std::uint32_t arrival = 1;
};

/// A guarded flow. Owns everything. The places of its image are marks (scenario/marks.hpp): guion_place() of an event
/// gives its line and its node in the graph that was guarded. A trap is a note marked as such, with the text of the
/// line that would read the empty slot; behind it the call ends. Shape: `image` is empty if the flow cannot be encoded;
/// `policy` is empty if it follows no protocol.
struct Playable {
  sema::Program program;
  cfg::Graph graph;
  std::vector<cfg::NodeId>
      original;  ///< one a node of `graph`: the node of the guarded graph that it is, or is put before
  std::vector<std::uint8_t> image, policy;
};

/// `program` may break properties of paths; its names, types and structure are right.
/// Secrets stay masked and are emptied as ever, unless some line reads them openly (G0408): such a slot is an ordinary
/// one here.
[[nodiscard]] Playable make_playable(const sema::Program& program, const cfg::Graph& graph,
                                     const std::optional<Probe>& probe = {});

/// The graph with a test before each read that was proved exactly but that the loader's own analysis cannot follow: of
/// the slot, or of the levels. The other way of such a test ends the call and is never taken. New conditions are added
/// to `program`. `original`, if given, gets one a new node: the old one that it is, or is put before.
[[nodiscard]] cfg::Graph with_proved_reads(sema::Program& program, const cfg::Graph& graph,
                                           const std::vector<prove::Demand>& demands,
                                           std::vector<cfg::NodeId>* original = nullptr);

/// Names lines as scripts do: «45» in the flow's own file, «partes.flow:45» elsewhere. Borrows the program.
class LineNames {
 public:
  explicit LineNames(const sema::Program& program) : program_(program), tables_(program.files.size()) {}
  [[nodiscard]] std::string name(LineRef line);
  /// The line that a name means, its first in the source; none if there is none.
  [[nodiscard]] std::optional<LineRef> find(const std::string& name);

 private:
  const diag::LineTable* table(FileId file);
  [[nodiscard]] std::string prefix(FileId file) const;

  const sema::Program& program_;
  std::vector<std::vector<diag::LineTable>> tables_;  ///< none or one a file
};

}  // namespace guion::replay
