// A finding as text for people: place, message, the source line with the span underlined, notes, help and fix. It reads
// no files: the caller says how a file is called and what is in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diag/diagnostics.hpp"
#include "diag/lines.hpp"
#include "grammar/keywords.hpp"

namespace guion::diag {

/// A file as messages show it. Borrows the text.
struct Source {
  std::string path;
  std::string_view text;
};

struct RenderOptions {
  Tongue language = Tongue::Es;
  bool color = false;
};

/// Renders findings of one compilation. Owns a line table a file, built when a file is first shown. Borrows the
/// sources' texts.
class Renderer {
 public:
  explicit Renderer(std::vector<Source> sources, RenderOptions options = {});
  /// Several lines, the last one ended. A span of a file that is not there is shown without its line. Help and notes
  /// that would only repeat those of the finding rendered just before are left out: it is read just above. A call is
  /// shown as its dialogue, the last line marked, the middle left out where it is long.
  [[nodiscard]] std::string render(const Diagnostic& diagnostic);

 private:
  const LineTable* table(FileId file);
  [[nodiscard]] std::string place(Span span);
  [[nodiscard]] std::string excerpt(Span span, std::string_view color);
  [[nodiscard]] std::string paint(std::string_view text, std::string_view color) const;
  [[nodiscard]] std::string describe(const Fix& fix);
  [[nodiscard]] std::string dialogue(const Call& call) const;

  std::vector<Source> sources_;
  std::vector<std::vector<LineTable>> tables_;  ///< none or one a file
  std::string last_help_, last_notes_;          ///< as shown, of the finding rendered before
  RenderOptions options_;
};

}  // namespace guion::diag
