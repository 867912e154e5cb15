// One version as the rest of the room sees it: where each event and call stands in the image, whose line it is, and
// what a node does, in words that both versions share. Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "analysis/states.hpp"
#include "image/opcodes.hpp"
#include "image/view.hpp"
#include "questions/diff_lines.hpp"
#include "upgrade/upgrade.hpp"

namespace guion::upgrade {

/// An instruction that yields or calls.
struct Spot {
  std::uint32_t pc = 0, behind = 0;  ///< its offset in the code, and that of the instruction behind it
  image::Opcode op = image::Opcode::End;
  cfg::NodeId node = kNone;
};

struct Side {
  explicit Side(const Version& version);
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  const Version& version;
  const sema::Program& program;
  const cfg::Graph& graph;
  analysis::CallOrder calls;
  prove::Input in;
  analysis::Result states;
  std::vector<questions::ScriptLine> lines;
  std::vector<std::uint32_t> line_of;                ///< one a node: index into `lines`, or kNone
  std::vector<std::uint32_t> routine_of;             ///< one a node
  std::vector<Spot> spots;                           ///< in the order of the code
  std::vector<std::vector<std::uint32_t>> spots_of;  ///< one a node: indices into `spots`
  std::vector<std::uint32_t> guards_at;              ///< one a node that guards of a menu begin with: offset, or kNone
  std::vector<bool> tested;                          ///< one a node: a test that may end the call stands before it
  std::vector<std::uint32_t> image_slot;             ///< one a slot of the program: its number in the image, or kNone
  image::PolicyView policy;
  image::ImageView image;
  bool open = false;  ///< whether policy and image could be read

  /// Name of a routine that both versions share: its part, or nothing for the stages.
  [[nodiscard]] std::string_view routine_name(std::uint32_t routine) const;
  [[nodiscard]] std::string_view stage_name(cfg::NodeId n) const;

 private:
  void open_image();
  void find_lines();
  void find_spots();
};

/// The words of a template, with the names of what is filled in.
[[nodiscard]] std::string words_of(const sema::Program& program, sema::TemplateId text);
/// A type with everything that its values depend on; without `range`, what its values mean.
[[nodiscard]] std::string type_of(const sema::Program& program, const sema::Type& type, bool range);
/// The levels of a set, by name.
[[nodiscard]] std::string levels_of(const sema::Program& program, sema::Levels levels);
/// The classes of a slot, by name, each with what it demands.
[[nodiscard]] std::string classes_of(const sema::Program& program, const sema::Slot& slot);
[[nodiscard]] std::string condition_of(const sema::Program& program, sema::CondId cond);
/// What a service takes, gives and empties, and whether it acts.
[[nodiscard]] std::string service_of(const sema::Program& program, sema::ServiceId service);
/// Everything that a node does to a call but its words: what it changes, which ways it has, what it hangs on.
[[nodiscard]] std::string effect_of(const sema::Program& program, const cfg::Graph& graph, cfg::NodeId node);

/// Number of the entry that bears a name, or kNone.
template <class Table>
[[nodiscard]] std::uint32_t named(const Table& table, std::string_view name) {
  for (std::uint32_t i = 0; i < table.size(); ++i)
    if (table[i].name == name) return i;
  return kNone;
}

}  // namespace guion::upgrade
