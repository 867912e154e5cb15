// What `guion read` shows of a flow, gathered: every text as the runtime renders it, measures, findings by line. How it
// looks is cmd_read.cpp's.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/asking.hpp"
#include "questions/reading.hpp"
#include "spanish/readability.hpp"

namespace guion::cli {

/// One wording of a line.
struct Sounding {
  std::string text;
  std::string when;  ///< «trato es señora»; empty for a text without a choice
};

/// A line of the sheet.
struct SheetLine {
  questions::Entry entry;
  std::vector<Sounding> soundings;
  std::vector<const diag::Diagnostic*> findings;
};

struct SheetPlace {
  std::string name;
  LineRef line;
  questions::Words talk;
  spanish::Prose prose;
  std::vector<SheetLine> lines;
  std::vector<const diag::Diagnostic*> findings;  ///< of its head
  std::size_t found = 0;                          ///< those of its lines, too
};

/// Borrows what was asked.
struct Sheet {
  std::vector<SheetPlace> places;
  std::vector<const diag::Diagnostic*> elsewhere;  ///< findings of no line that is shown
  std::size_t errors = 0, warnings = 0, hints = 0;
  spanish::Prose prose;     ///< of all that the customer hears, each line once
  std::uint32_t texts = 0;  ///< lines that the customer hears
  questions::Words talk;    ///< of a whole call; a flow only
  Message failure;          ///< why no text could be rendered; empty: all is well
};
[[nodiscard]] Sheet sheet_of(const Asked& asked, std::uint32_t seed);

}  // namespace guion::cli
