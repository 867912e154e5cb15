// From nodes to instructions, labels with their certificate, places. Internal to the room.
#pragma once

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/analysis.hpp"
#include "lower/assembly.hpp"
#include "lower/lower.hpp"
#include "lower/lower_layout.hpp"
#include "lower/lower_tables.hpp"

namespace guion::lower {

/// Counts lines of a file up to an offset. Cost: linear in all when offsets come in order.
class LineNumbers {
 public:
  explicit LineNumbers(const sema::Program& program) : program_(program) {}
  [[nodiscard]] std::uint32_t at(Span span);

 private:
  const sema::Program& program_;
  FileId file_ = 0;
  std::uint32_t offset_ = 0, line_ = 1;
};

class Coder {
 public:
  Coder(const sema::Program& program, const cfg::Graph& graph, const analysis::Result& states, const Layout& layout,
        Tables& tables, assembly::Module& module, bool places);
  /// Emits all runs of the layout, then stages, parts and labels.
  void run();
  /// After run(). Cost: linear.
  [[nodiscard]] Whereabouts whereabouts() const;

 private:
  using Operands = std::initializer_list<std::int64_t>;

  void emit_run(const Run& run);
  void node(cfg::NodeId n);
  void event(cfg::NodeId n, const cfg::Node& node);
  void menu(cfg::NodeId n, const cfg::Node& node);
  void pick(cfg::NodeId n);
  void test(cfg::NodeId n, const cfg::Node& node);
  void compare(cfg::NodeId n, const sema::Cond& cond);
  void assign(cfg::NodeId n, const cfg::Node& node);
  void call(cfg::NodeId n, const cfg::Node& node);
  void require(cfg::NodeId n);
  void place(const cfg::Node& node);
  /// Keeps which node the next instruction is of.
  void note_origin(cfg::NodeId n) {
    module_.origins.push_back({static_cast<std::uint32_t>(module_.code.size()), n});
  }
  /// Finds where the guards of menus begin, as moved calls may go on there.
  void find_guards();
  [[nodiscard]] std::string place_name(const cfg::Node& node);

  /// Opens an instruction; operands that are added until the next one are its own.
  void open(assembly::Opcode op) {
    const auto at = static_cast<std::uint32_t>(module_.operands.size());
    module_.code.push_back({op, at, at});
  }
  void operand(std::int64_t value) {
    module_.operands.push_back(value);
    ++module_.code.back().operands_end;
  }
  void put(assembly::Opcode op, Operands operands = {}) {
    open(op);
    for (const std::int64_t value : operands) operand(value);
  }
  /// Whether control comes from the instruction before, or from outside at the beginning of the run.
  [[nodiscard]] bool falls_here() const;
  [[nodiscard]] bool is_labelled(cfg::NodeId n) const { return labels_[n] != assembly::kNoLabel; }
  /// Goes on at `to`, by falling through if it is next.
  void go(cfg::NodeId to);
  /// The node to which the edge of a kind leads, or kNone.
  [[nodiscard]] cfg::NodeId to(cfg::NodeId n, cfg::EdgeKind kind) const;
  /// A label that some instruction goes to: the certificate says what holds there.
  [[nodiscard]] std::int64_t label(cfg::NodeId n);
  /// A label that only marks a place.
  [[nodiscard]] assembly::Label anchor(cfg::NodeId n);
  /// A label of the first instruction, whatever node that is of.
  [[nodiscard]] assembly::Label begin_anchor();
  [[nodiscard]] std::int64_t label_or_none(cfg::NodeId n) { return n == kNone ? assembly::kNoLabel : label(n); }
  [[nodiscard]] assembly::State state(const analysis::States& states, std::size_t row) const;
  /// Whether two rows say the same of what the image keeps.
  [[nodiscard]] bool same_state(std::size_t a, std::size_t b) const;
  void finish_labels();
  void make_stages();
  void make_parts();

  const sema::Program& program_;
  const cfg::Graph& graph_;
  const analysis::Result& states_;
  const Layout& layout_;
  Tables& tables_;
  assembly::Module& module_;
  const bool places_;
  LineNumbers lines_;
  std::vector<std::pair<cfg::NodeId, cfg::NodeId>> guards_;  ///< sorted: node emitted, first node of guards that it is
  cfg::NodeId next_ = kNone;             ///< node that is emitted after the one at hand; kNone at the end of a run
  std::size_t run_begin_ = 0;            ///< first instruction of the run
  std::size_t stages_end_ = 0;           ///< behind the last instruction of the stages
  std::vector<std::uint32_t> starts_;    ///< one a node: index of its first instruction
  std::vector<assembly::Label> labels_;  ///< one a node
  std::vector<cfg::NodeId> labelled_;    ///< one a label; kNone: that of the first instruction
  std::vector<bool> is_target_;          ///< one a label
  std::vector<std::uint32_t> routine_of_part_;  ///< one a part of the program
  std::vector<std::pair<sema::SlotId, std::uint32_t>>
      kept_slots_;              ///< slots of the image: program's number, image's number
  std::uint32_t part_ = kNone;  ///< part of the program whose routine is in hand
  std::unordered_map<std::uint64_t, std::uint32_t> ordinals_;
};

}  // namespace guion::lower
