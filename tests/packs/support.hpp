// What the tests of the packs share: files of the disk with expectations taken out and edits put in, and findings as
// codes on lines. It must not know which rules there are.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/sources.hpp"
#include "driver/compile.hpp"

namespace guion::test {

/// The whole text of a file; fails the test if it cannot be read.
[[nodiscard]] std::string read_text(const std::filesystem::path& path);

/// A line of a file and the codes that stand below it in a comment «# ^ G0405 G0406».
struct MarkedLine {
  std::string line, codes;
};
[[nodiscard]] std::vector<MarkedLine> take_apart(const std::string& text);
/// The lines, with their codes below them or without.
[[nodiscard]] std::string join(const std::vector<MarkedLine>& lines, bool with_codes);

/// A file's text with one place replaced.
struct Edit {
  std::string file;  ///< as the end of the path that the compiler asks for
  std::string from, to;
};

/// The disk, without expectations, and with edits. Each `from` must stand exactly once in its file.
class EditedSources : public Sources {
 public:
  explicit EditedSources(std::vector<Edit> edits = {}) : edits_(std::move(edits)), times_(edits_.size()) {}
  ReadStatus read(const std::string& path, std::string& text) override;
  /// The edits whose text was not found once: «file: text». Empty if all were made.
  [[nodiscard]] std::string not_made() const;

 private:
  std::vector<Edit> edits_;
  std::vector<std::size_t> times_;
};

/// Line of a diagnostic in its file, from 0.
[[nodiscard]] std::size_t line_of(const Compilation& c, const diag::Diagnostic& d);
/// «G0406 flows/partes/factura.flow:12: message», one a line; for messages of tests.
[[nodiscard]] std::string described(const Compilation& c);
/// Whether findings of this code are decided over calls, so that a call must stand beside them.
[[nodiscard]] bool shows_a_call(diag::Code code);

}  // namespace guion::test
