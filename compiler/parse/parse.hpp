// From text to tree. The only room that sees PEGTL, and with cli/ the only one where exceptions live.
#pragma once

#include <string>

#include "ast/tree.hpp"
#include "diag/diagnostics.hpp"

namespace guion::parse {

/// Reads one file. Always gives a tree: a line that cannot be read becomes an Error line with its block, and one
/// message. Cost: linear. Errors: reported to `emitter` with spans of `file`.
[[nodiscard]] ast::Tree parse(std::string text, FileId file, diag::Emitter& emitter);

}  // namespace guion::parse
