// A witness driven through the machine: at every event the answer that the witness gives, written down as a line of a
// script. The way of the machine is held against that of the witness at each step. It sees the runtime by its public
// interface only. Spec: docs/analysis.md, «Replay».
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "cfg/graph.hpp"
#include "prove/witness.hpp"
#include "scenario/call_file.hpp"
#include "scenario/flow.hpp"
#include "scenario/marks.hpp"
#include "sema/program.hpp"

namespace guion::replay {

/// What became of a witness.
struct Drive {
  bool arrived = false;     ///< the machine went its way, to its last step
  bool trapped = false;     ///< and there it would have read an empty slot
  sema::Levels levels = 0;  ///< that held there
  std::uint32_t visit = 0;  ///< how many events were at the line of the last one, that one included
  bool at_pick = false;     ///< it left the way behind a choice of wordings: another seed may do
  std::string failure;      ///< where it left the way
  scenario::Script script;  ///< system slots, answers and seed; neither flow nor end
};

/// Drives one witness. Borrows everything.
class Driver {
 public:
  /// `flow` is of an image guarded after `graph` (guards.hpp).
  Driver(const sema::Program& program, const cfg::Graph& graph, const scenario::Flow& flow,
         const prove::Witness& witness);
  /// Empty if the witness is a way through the graph; else why it is not.
  [[nodiscard]] const std::string& fault() const { return fault_; }
  /// Whether some step chooses a wording, so that the seed matters.
  [[nodiscard]] bool picks() const { return first_pick_ != kNone; }
  [[nodiscard]] Drive run(std::uint32_t seed);

 private:
  struct Call;
  void find_events();
  void check_way();
  [[nodiscard]] cfg::NodeId behind(std::size_t step, std::vector<cfg::NodeId>& calls) const;
  [[nodiscard]] const cfg::Edge* edge_of(const prove::Step& step) const;
  [[nodiscard]] const std::optional<scenario::Mark>& mark(std::uint32_t position);
  [[nodiscard]] scenario::Value value(std::uint32_t step, std::uint32_t image_slot) const;
  bool give(Call& call) const;
  bool answer(Call& call, const guion_event& event, std::uint32_t step) const;
  bool answer_fields(Call& call, const guion_event& event, std::uint32_t step) const;
  bool answer_option(Call& call, const guion_event& event, const cfg::Edge& edge) const;
  [[nodiscard]] bool condition_agrees(const Call& call) const;

  const sema::Program& program_;
  const cfg::Graph& graph_;
  const scenario::Flow& flow_;
  const prove::Witness& witness_;
  std::string fault_;
  std::vector<std::uint32_t> events_;  ///< steps that yield, in order
  std::uint32_t first_pick_ = kNone;   ///< how many events come before the first choice of a wording
  std::unordered_map<std::uint32_t, std::optional<scenario::Mark>> marks_;  ///< by position in the code
  std::unordered_map<std::string, sema::SlotId> slots_;                     ///< by name
  std::unordered_map<std::uint64_t, std::int64_t> given_;                   ///< by step and slot
};

}  // namespace guion::replay
