// Where the texts of a program stand, each with a name that stays: the @#id of its line, else stage or part, role,
// object and ordinal, as images name places. It knows nothing of what the texts say.
#pragma once

#include <string>
#include <vector>

#include "sema/program.hpp"
#include "strings/plain.hpp"

namespace guion::strings {

/// Whom a text reaches.
enum class Hearer : std::uint8_t {
  Heard,   ///< the customer hears or reads it
  Option,  ///< the label of an option or a value
  Phrase,  ///< put into a sentence: a value, a constant, an area
  Agent,   ///< only the agent sees it
  Title    ///< the title of a file
};

struct Text {
  LineRef line;
  std::uint32_t first = 0, end = 0;  ///< its parts, a range of Tree::parts
  Shape shape = Shape::Text;
  Hearer hearer = Hearer::Heard;
  bool sealed = false;
  bool plain = false;  ///< no blank may stand in it: a label, a constant
  std::string key;     ///< «stage/cierre/say/2», «line/despedida», «type/motivo/pago/label»; unique in its file
  std::vector<LineId> above;  ///< the lines that own it, outermost first, its stage or part left out

  [[nodiscard]] std::span<const ast::Part> run(const sema::Program& program) const {
    return std::span{program.files[line.file].tree.parts}.subspan(first, end - first);
  }
};

/// All texts of all files, in order. Cost: linear.
[[nodiscard]] std::vector<Text> texts_of(const sema::Program& program);

}  // namespace guion::strings
