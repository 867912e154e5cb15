// What the verbs that ask questions of a flow share: opening it, tables, places. They answer also of a flow whose calls
// break rules, but not of one that cannot be understood.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/config.hpp"
#include "cli/console.hpp"
#include "driver/compile.hpp"
#include "export/text.hpp"
#include "questions/diff.hpp"
#include "questions/questions.hpp"

namespace guion::cli {

/// A flow that can be asked. Not moved: `input` points into it.
struct Asked {
  std::string path;
  Compilation made;
  analysis::CallOrder calls;
  std::int64_t today = 0;
  Tongue tongue = Tongue::En;

  [[nodiscard]] prove::Input input() const { return {made.program, made.graph, calls}; }
};

/// Compiles any file and says on the error stream what is wrong. Null: it cannot be read, or its names, types or structure
/// are wrong. Of a flow, protocol or library; only a flow has calls.
[[nodiscard]] std::unique_ptr<Asked> open_understood(const std::string& path, const SettingOptions& settings,
                                                     Console& console);
/// Compiles and says on the error stream what is wrong. Null: it cannot be read, is no flow, or its names, types or
/// structure are wrong.
[[nodiscard]] std::unique_ptr<Asked> open_asked(const std::string& path, const SettingOptions& settings,
                                                Console& console);

/// «identidad.flow:12».
[[nodiscard]] std::string place_text(const sema::Program& program, LineRef line);
/// A place of one of two versions, or null where there is none.
void write_place(report::JsonWriter& out, std::string_view key, const questions::Place& place);
/// The line of a flow as it stands there, on one line, cut after `most` characters.
[[nodiscard]] std::string line_text(const sema::Program& program, LineRef line, std::size_t most = 90);
/// «titular y autorizado», without what they include; «ningún nivel» for none.
[[nodiscard]] std::string levels_text(const sema::Program& program, sema::Levels levels, Tongue tongue);
[[nodiscard]] std::string final_text(const sema::Program& program, const questions::Final& final);

/// Rows of cells, the first the head. Shape: all rows are of one length.
class Table {
 public:
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// Columns aligned by characters, two blanks apart; all but the first to the right if `numbers`.
  [[nodiscard]] std::string text(bool numbers = false) const;
  [[nodiscard]] std::string markdown() const;
  /// Units: characters.
  [[nodiscard]] std::size_t width() const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;
  std::vector<std::vector<std::string>> rows_;
};

/// A text for Markdown outside code: signs that would be read as form are escaped.
[[nodiscard]] std::string markdown_escaped(std::string_view text);

}  // namespace guion::cli
