// Which decisions tell, on the way to a place: those whose arms do not meet again before it, or that differ in what
// matters there (the levels that hold, who filled what is said). «¿Tiene la factura a la mano?» does not tell, whoever
// answers it. Structural; only for what decided a single way the engine is asked where the structure leaves it open.
#pragma once

#include <cstdint>
#include <vector>

#include "prove/engine.hpp"

namespace guion::questions {

class Crossroads {
 public:
  /// What matters besides levels and what is said there: who fills these slots, and whether these Shows are passed.
  struct Also {
    std::vector<sema::SlotId> slots;
    std::vector<cfg::NodeId> shows;
  };

  /// Borrows the input.
  Crossroads(const prove::Input& in, cfg::NodeId target) : Crossroads(in, target, Also{}) {}
  Crossroads(const prove::Input& in, cfg::NodeId target, const Also& also);

  /// The edges of a way to the target at which a decision tells, sorted, each once.
  [[nodiscard]] std::vector<std::uint32_t> on(const prove::Witness& way) const;
  /// One a step of a way to the target: whether the decision there tells, leads elsewhere if it comes out otherwise, or
  /// is why one that does is on the way at all.
  [[nodiscard]] std::vector<std::uint8_t> deciding(const prove::Witness& way) const;

 private:
  /// What is known of a routine seen from the target, or from its returns.
  struct View {
    std::vector<std::uint8_t> telling;  ///< one an edge
    std::vector<cfg::NodeId> meet;      ///< one a node: where its arms meet again; kNone: nowhere before the exit
  };

  void find_effects(cfg::NodeId target);
  void weigh(std::uint32_t routine, bool to_target, View& view) const;
  [[nodiscard]] const View& view_of(bool came_back) const { return came_back ? back_ : there_; }
  [[nodiscard]] bool decides(const prove::Step& step, bool came_back) const;
  [[nodiscard]] bool leaves(cfg::NodeId node, bool came_back) const;
  [[nodiscard]] std::vector<std::uint8_t> leading(cfg::NodeId at, bool came_back,
                                                  const std::vector<std::uint8_t>& been) const;
  [[nodiscard]] std::vector<cfg::NodeId> escapes(const prove::Step& step, bool came_back,
                                                 const std::vector<std::uint8_t>& been,
                                                 const std::vector<std::uint8_t>& leads) const;
  [[nodiscard]] bool can_escape(const prove::Witness& way, std::size_t at, const std::vector<cfg::NodeId>& escapes,
                                const std::vector<std::uint8_t>& does) const;
  [[nodiscard]] bool has_effect(cfg::NodeId node) const;
  [[nodiscard]] bool meets(cfg::NodeId from, cfg::NodeId join, const std::vector<std::uint8_t>& useful) const;

  const prove::Input& in_;
  cfg::NodeId target_;
  Also also_;                                                  ///< with the slots that are read at the target
  std::vector<std::uint8_t> returns_, leads_there_, changes_;  ///< one a routine
  View there_, back_;  ///< where a routine gets to the target, and where it comes back before
};

/// One a step of a way to the target: whether what was answered or tested there decided how the call got there, or what
/// is told of it. Decisions behind those (what a test compares, why an option is offered) are followed back.
[[nodiscard]] std::vector<std::uint8_t> deciding_steps(const prove::Input& in, const prove::Witness& way,
                                                       cfg::NodeId target);

}  // namespace guion::questions
