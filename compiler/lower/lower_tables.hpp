// Tables of the image made from those of the program: slots and enumerations that the code refers to, templates,
// bindings. Internal to the room. Numbers are given in the order of the program's tables, so the same flow gives the
// same image.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cfg/graph.hpp"
#include "lower/assembly.hpp"
#include "lower/lower.hpp"
#include "lower/text_table.hpp"
#include "sema/program.hpp"

namespace guion::lower {

/// Number of each slot of the program among the policy's slots; kNone for those of the flow.
[[nodiscard]] std::vector<std::uint32_t> policy_numbers(const sema::Program& program);

class Tables {
 public:
  /// Looks at the nodes that become code and fills slots, enumerations and bindings of `module`.
  Tables(const sema::Program& program, const cfg::Graph& graph, std::span<const cfg::NodeId> emitted,
         assembly::Module& module, const OtherLanguage* other);

  [[nodiscard]] std::int64_t slot(sema::SlotId s) const { return s < slots_.size() ? slots_[s] : 0; }
  [[nodiscard]] std::int64_t binding(sema::ServiceId s) const { return s < bindings_.size() ? bindings_[s] : 0; }
  /// Number of a template in the image; -1 for none. Equal texts share a number.
  [[nodiscard]] std::int64_t text(sema::TemplateId t) const { return t < texts_.size() ? texts_[t] : -1; }
  /// Texts that are written and longer than an image holds.
  [[nodiscard]] const std::vector<sema::TemplateId>& too_long() const { return too_long_; }
  /// The same in the other language: their places there.
  [[nodiscard]] const std::vector<Span>& too_long_translated() const { return too_long_translated_; }
  [[nodiscard]] std::size_t program_slots() const { return slots_.size(); }

 private:
  /// A template whose bytes are known and whose number is not.
  struct Written {
    sema::TemplateId id = kNone;
    std::uint32_t prepared = 0;
    std::size_t begin = 0;
  };
  void write_texts();
  void number_texts(std::vector<Written>& batch, std::string& bytes);
  void mark(sema::SlotId s);
  void mark_node(const cfg::Node& node);
  void mark_text(sema::TemplateId t);
  void mark_segments(std::span<const sema::Segment> segments);
  void number_slots();
  void bind_services();
  [[nodiscard]] assembly::SlotDef slot_def(const sema::Slot& slot, std::uint32_t policy_slot);
  [[nodiscard]] std::uint32_t enumeration(std::uint32_t e);
  void translate_texts();

  const sema::Program& program_;
  assembly::Module& module_;
  const OtherLanguage* other_;
  std::vector<std::uint8_t> used_slots_, used_services_;
  std::vector<std::uint32_t> slots_, bindings_, enums_;
  std::vector<std::int64_t> texts_;  ///< one a template of the program: its number in the image, or -1
  std::vector<sema::TemplateId> too_long_;
  std::vector<Span> too_long_translated_;
  assembly::TextTable numbers_;
};

}  // namespace guion::lower
