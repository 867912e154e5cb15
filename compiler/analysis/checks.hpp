// The checks of the room, one file each. They read the result and report; they change nothing. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "analysis/analysis.hpp"
#include "analysis/states.hpp"

namespace guion::analysis {

// structure.cpp: needs reachability only.
void check_unreachable(const Input& in, const Result& result, diag::Emitter& emitter);
void check_dead_ends(const Input& in, const Result& result, diag::Emitter& emitter);
// loops.cpp
void check_silent_loops(const Input& in, const Result& result, diag::Emitter& emitter);
void check_ends(const Input& in, const Result& result, diag::Emitter& emitter);
// gates.cpp: what is never said, wherever it is read. Reads that may lack a level or a value are doubts.hpp.
void check_never_said(const Input& in, const Result& result, diag::Emitter& emitter);
// unused.cpp
void check_unused(const Input& in, diag::Emitter& emitter);

/// Where a message about a node points: its line, or an empty span.
[[nodiscard]] Span place_of(const Input& in, const cfg::Node& node);
/// Whether no fact before this one of its node says the same of the same object: a line that reads a slot twice gets
/// one message.
[[nodiscard]] bool first_of_its_kind(const cfg::Graph& graph, cfg::NodeId node, const cfg::Fact& fact);
/// Slots as a message lists them: «saldo», «vence».
[[nodiscard]] std::string slot_names(const sema::Program& program, const std::vector<sema::SlotId>& slots,
                                     Tongue tongue);
/// Names of the levels in a set, without those that another of the set includes: «titular, autorizado».
[[nodiscard]] std::string level_names(const sema::Program& program, sema::Levels levels);

}  // namespace guion::analysis
