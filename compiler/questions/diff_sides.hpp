// The two versions as the comparisons of diff.hpp see them, and what each comparison adds. Internal to the room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "questions/behind.hpp"
#include "questions/diff_lines.hpp"

namespace guion::questions {

/// One version with what is computed of it once.
struct Side {
  explicit Side(const Version& version);
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  const sema::Program& program;
  const cfg::Graph& graph;
  const prove::Result& proof;
  analysis::CallOrder calls;
  prove::Input in;
  Behind behind;
  analysis::Result states;  ///< reachability and must-levels only
  std::vector<ScriptLine> lines;
  std::vector<std::vector<cfg::NodeId>> nodes;  ///< one a line: its nodes that can be reached

  [[nodiscard]] Place place(std::uint32_t line) const {
    return line == kNone ? Place{} : place_of(program, lines[line].at);
  }
};

using Names = std::vector<std::string>;

/// What is being compared, and what was found.
struct Sides {
  const Side &before, &after;
  Pairs pairs;
  std::vector<Change>& changes;
  Names told{};  ///< values of lines that are told to be heard at a lower level; «» for `exige`

  Change& add(Weight weight, Topic topic, Texts what, Place old_place = {}, Place new_place = {});
};

[[nodiscard]] Names level_names(const sema::Program& program, sema::Levels levels);
/// Names of the first that are not in the second.
[[nodiscard]] Names without(const Names& all, const Names& less);
/// «a», «a y b», «a, b y c».
[[nodiscard]] Texts listed(const Names& names);
/// The same of levels, without those that another of them includes.
[[nodiscard]] Texts listed_levels(const sema::Program& program, const Names& names);
/// Levels of the program by name; unknown names are left out.
[[nodiscard]] sema::Levels levels_called(const sema::Program& program, const Names& names);

/// Classes, slots, levels, methods, services and other declarations.
void compare_declarations(Sides& sides);
/// Rules, required stages, exceptions, and which of them, or which gates, are broken.
void compare_rules(Sides& sides);
/// The levels at which lines are heard.
void compare_levels(Sides& sides);
/// Finals, services, and which stage leads to which final.
void compare_ways(Sides& sides);
/// Everything that stands in stages and parts.
void compare_lines(Sides& sides);

}  // namespace guion::questions
