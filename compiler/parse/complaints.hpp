// Messages about one line that could not be read: one a line, located exactly, with a fix where one exists. It knows
// the grammar's keys and the bytes around the place, nothing of the rest of the file.
#pragma once

#include <span>
#include <string_view>

#include "diag/diagnostics.hpp"
#include "parse/actions.hpp"

namespace guion::parse {

/// A line as it stands in the file. Borrows the text.
struct RawLine {
  std::string_view file_text;
  std::uint32_t begin = 0;  ///< first byte after the indentation
  std::uint32_t end = 0;    ///< one past the last byte that is no blank
  FileId file = 0;
  Tongue tongue = Tongue::Es;

  [[nodiscard]] std::string_view text() const { return file_text.substr(begin, end - begin); }
};

/// Says why the rules gave up at `reader.failed_at`. `who` is the keyword of the line as messages show it.
void complain(const RawLine& line, const Reader& reader, std::string_view who, diag::Emitter& emitter);
/// Reports names among the parts that hold something that is no letter. Gives whether there were any.
bool complain_names(const RawLine& line, std::span<const ast::Part> parts, diag::Emitter& emitter);

}  // namespace guion::parse
