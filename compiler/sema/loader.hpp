// Reads the file asked for and all it imports. Knows imports only: what is declared in the files is resolved later.
// Spec: docs/language.md, «Heads and settings».
#pragma once

#include <string>
#include <vector>

#include "base/sources.hpp"
#include "diag/diagnostics.hpp"
#include "sema/program.hpp"

namespace guion::sema {

/// What the loader knows of one file. `head` is false when its first line could not be read: then its kind is a guess.
struct Loaded {
  FileKind kind = FileKind::Flow;
  bool head = false;
  bool of_protocol = false;  ///< a protocol, or a library that one uses
  LineId head_line = kNone;
};
struct Load {
  std::vector<Loaded> files;  ///< one a file of the Program
  std::vector<FileId> order;  ///< every file after those that it imports, protocols before libraries
  bool broken =
      false;  ///< an import is missing or could not be read: names may be missing through no fault of their users
};

/// Fills `program.files`, file 0 first. Errors: reported, at the import line. Owns nothing.
[[nodiscard]] Load load_all(const std::string& path, Sources& sources, const CompileOptions& options, Program& program,
                            diag::Emitter& emitter);

}  // namespace guion::sema
