// Reads a line of Spanish as a flow would say it and tells what was found in it: the code, the words underlined, and the
// text after the fix. Shared by the tests of the rules.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "driver/compile.hpp"

namespace guion::test {

/// A finding of the reading in a text. `words`: what is underlined; `mended`: the line after the fix, empty without one.
struct Finding {
  diag::Code code{};
  std::string words, mended;
  bool operator==(const Finding&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Finding& finding);

/// What a flow around its lines says of itself.
struct Manner {
  std::string locale = "es-US", register_word = "usted", channel = {};  ///< channel: empty, or «escrito»
  ReadingOptions options = {};
};

/// The flow that says `lines`, lines of a stage without their indent. It declares cliente, agente (names), saldo (money),
/// hora (a time), línea (a phone) and the form of address trato.
std::string flow_with(const std::string& lines, const Manner& manner = {});

/// The findings of block 07 in `lines`, in the order of their places. Fails the test if the flow has other errors, or if a
/// fix leaves its finding there.
std::vector<Finding> read_lines(const std::string& lines, const Manner& manner = {});

/// The same of one line said to the customer.
std::vector<Finding> read_text(const std::string& text, const Manner& manner = {});

}  // namespace guion::test
