// The lines of two versions side by side: which one became which. A line keeps its id; else it is looked for in the
// stage or part of the same name, first as it stands, then by kind and likeness between lines that stayed. It compares
// texts and knows nothing of paths. Internal to the room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "questions/diff.hpp"

namespace guion::questions {

/// A line of a stage or part.
struct ScriptLine {
  LineRef at;
  ast::NodeKind kind = ast::NodeKind::Error;
  std::string place;             ///< «etapa cierre», by name: the keyword of its kind does not matter
  std::string id;                ///< of `@#id`
  std::string subject;           ///< the first name on it
  std::string text;              ///< what is said or shown, on one line
  std::string key;               ///< everything but id and text, the same in both keyword languages
  std::uint32_t parent = kNone;  ///< index of the line that owns it
};

/// Lines of all stages and of the parts that are used, in order.
[[nodiscard]] std::vector<ScriptLine> script_lines(const sema::Program& program);

/// Partner of each line, kNone: none.
struct Pairs {
  std::vector<std::uint32_t> of_old, of_new;
};
[[nodiscard]] Pairs match(const std::vector<ScriptLine>& before, const std::vector<ScriptLine>& after);

/// The parts of a line without its text and id, the same in both keyword languages.
[[nodiscard]] std::string key_of(const ast::Tree& tree, LineId line);
/// The text of a line as the file has it, continuations joined.
[[nodiscard]] std::string text_of(const ast::Tree& tree, LineId line);
/// The line as the file has it, continuations joined, and no comment.
[[nodiscard]] std::string source_of(const sema::Program& program, LineRef line);
[[nodiscard]] Place place_of(const sema::Program& program, LineRef line);

}  // namespace guion::questions
