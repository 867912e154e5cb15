// The bench on which one flow is checked: the Program being filled, the name spaces, the file and line in hand, and the
// reports that every check shares. The rooms of this folder and the check hooks of stmt/ work on it. It knows nothing
// of paths.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostics.hpp"
#include "sema/hooks.hpp"
#include "sema/names.hpp"
#include "sema/program.hpp"

namespace guion::sema {

/// The name spaces. Slots and levels share one; a level's id there has kLevelBit set. The values of enumerations have
/// spaces of their own.
enum class NameSpace : std::uint8_t {
  Slots,
  Types,
  Methods,
  ClassNames,
  Services,
  Areas,
  Outcomes,
  Tags,
  Stages,
  StageRules,
  Parts,
  Rules,
};
inline constexpr std::size_t kNameSpaces = 12;
inline constexpr std::uint32_t kLevelBit = 0x4000'0000U;

/// What sema remembers of a slot beyond what the Program keeps.
struct SlotNotes {
  bool bad = false;       ///< its type could not be resolved: nothing more is said of it
  bool given = false;     ///< a service fills it
  bool narrowed = false;  ///< a `dato` restated the slot of a field
};

/// A `haz` line: which part (or kNone for a stage's line) runs which.
struct PartCall {
  PartId from = kNone;
  PartId to = kNone;
  Span span;
};

class Checker {
 public:
  Checker(Program& program, diag::Emitter& emitter, const Hooks& hooks);

  // ---- where we are
  // ----------------------------------------------------------------------------------------------------------------
  Program& program;
  diag::Emitter& emitter;
  const Hooks& hooks;
  FileId file = 0;
  FileKind file_kind = FileKind::Flow;
  SlotOrigin origin = SlotOrigin::Flow;  ///< of the slots that the file in hand declares
  StageId stage = kNone;                 ///< the stage in hand, or kNone
  PartId part = kNone;                   ///< the part in hand, or kNone
  std::vector<LineId> parents;           ///< the lines whose blocks hold the line in hand, outermost first
  bool quiet = false;                    ///< an import is missing: undeclared names say nothing more
  bool has_protocol = false;
  bool stage_misnamed = false;           ///< a stage bears no name of the protocol's, or that of another stage

  [[nodiscard]] const ast::Tree& tree() const { return program.files[file].tree; }
  [[nodiscard]] Tongue tongue() const { return tree().tongue; }
  [[nodiscard]] const ast::Line& line(LineId id) const { return tree().lines[id]; }
  [[nodiscard]] std::span<const ast::Part> parts(LineId id) const { return tree().parts_of(id); }
  [[nodiscard]] std::string_view text(const ast::Part& p) const { return tree().at(p); }
  [[nodiscard]] Span span(const ast::Part& p) const { return {file, p.begin, p.end}; }
  [[nodiscard]] Span span(LineId id) const;
  /// The first part of the line, which names what it is about; nullptr for a line without a name.
  [[nodiscard]] const ast::Part* name_of(LineId id) const;
  [[nodiscard]] Statement& at(LineId id) { return program.files[file].statements[id]; }
  [[nodiscard]] LineId parent() const { return parents.empty() ? kNone : parents.back(); }
  [[nodiscard]] std::string keyword(ast::NodeKind kind) const;

  // ---- names
  // -----------------------------------------------------------------------------------------------------------------------
  Spellings spellings;
  [[nodiscard]] Space& space(NameSpace which) { return spaces_[static_cast<std::size_t>(which)]; }
  /// Declares a name. False, with a message, if it is taken.
  bool declare(NameSpace which, const ast::Part& name, std::uint32_t id);
  bool declare_in(Space& where, const ast::Part& name, std::uint32_t id);
  /// Declares a name whose line is wrong, so that its users are not blamed.
  void poison(NameSpace which, const ast::Part& name);
  /// The id behind a name, or kNone after a message (or without one, if a message would only follow from another).
  [[nodiscard]] std::uint32_t find(NameSpace which, const ast::Part& name);
  /// Slots and levels by what is expected; kNone as above. `expected_both`: the message speaks of «dato o nivel».
  [[nodiscard]] SlotId find_slot(const ast::Part& name);
  [[nodiscard]] std::uint32_t find_level(const ast::Part& name);
  [[nodiscard]] std::uint32_t find_slot_or_level(const ast::Part& name);
  /// Names that stand in lines that could not be read; looking them up is silent.
  void collect_broken_words();
  [[nodiscard]] bool is_broken_word(std::string_view name) const { return broken_words_.find(name) != kNone; }
  /// The stable id of a line: no other line of the compilation has it.
  void check_line_id(const ast::Part& id);
  /// The value of a choice (enumeration, yes/no, address form) that a part names; -1 after a message.
  [[nodiscard]] std::int64_t find_value(const Type& type, const ast::Part& name);
  [[nodiscard]] std::vector<Space>& enum_values() { return enum_values_; }

  // ---- tables beside the Program
  // -----------------------------------------------------------------------------------------------------
  std::vector<SlotNotes> slot_notes;  ///< one a slot
  std::vector<PartCall> part_calls;
  std::vector<Span> with_address;  ///< blanks that need the flow's one address slot
  bool counters_reported = false;
  [[nodiscard]] bool is_bad(SlotId slot) const { return slot == kNone || slot_notes[slot].bad; }
  SlotId add_slot(Slot slot, SlotNotes notes);
  CondId add(const Cond& cond);
  TemplateId add(const Template& text);
  std::vector<Segment> segments_in_hand;  ///< of the text that is being compiled: kept for its memory

  // ---- blocks
  // ------------------------------------------------------------------------------------------------------------------------
  /// Checks every line of a block with its hook. The owner is already on `parents`.
  void check_block(LineId owner);
  /// The children of a line, comments left out.
  template <class Visit>
  void each_child(LineId owner, Visit visit) const {
    const auto& lines = tree().lines;
    const LineId end = lines[owner].block_end;
    for (LineId i = owner + 1; i < end; i = next(i)) {
      if (lines[i].kind != ast::NodeKind::Comment) visit(i);
    }
  }
  [[nodiscard]] LineId next(LineId i) const { return line(i).block_end > i + 1 ? line(i).block_end : i + 1; }
  /// First child of that kind, or kNone.
  [[nodiscard]] LineId child(LineId owner, ast::NodeKind kind) const;
  /// Whether a child could not be read: then nothing is said to be missing.
  [[nodiscard]] bool has_error_child(LineId owner) const { return child(owner, ast::NodeKind::Error) != kNone; }
  /// Reports an empty block.
  void require_content(LineId owner);
  /// Reports every further child of that kind after the first.
  void at_most_one(LineId owner, ast::NodeKind kind);

 private:
  std::uint32_t unknown(NameSpace which, const ast::Part& name, bool level_expected, bool both);
  diag::Diagnostic& report_unknown(NameSpace which, const ast::Part& name, bool level_expected, bool both);
  static void suggest(diag::Diagnostic& d, Span where, std::string_view near);

  std::array<Space, kNameSpaces> spaces_;
  std::vector<Space> enum_values_;
  std::array<NameTable, kNameSpaces> reported_;
  NameTable broken_words_;
  NameTable line_ids_;
  std::vector<Span> line_id_spans_;
  int suggestions_left_ = 200;
};

}  // namespace guion::sema
