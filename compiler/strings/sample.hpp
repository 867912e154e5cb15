// How the texts of a flow sound for sample values: the flow's templates, each as a line of an image in which every slot
// is a constant, played in the machine. So a translator sees what a customer would hear.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sema/program.hpp"

namespace guion::strings {

struct Samples {
  std::vector<std::string> values;  ///< one a slot, as a line would say it; empty if it cannot be said
  std::map<sema::TemplateId, std::string> texts;
};

/// `program` without errors in names and types. Cost: linear in the texts. What cannot be played is left empty.
[[nodiscard]] Samples samples_of(const sema::Program& program);

}  // namespace guion::strings
