// The printer: one canonical form for every tree. Idempotent, keeps comments, says the same.
#pragma once

#include <optional>
#include <string>

#include "ast/tree.hpp"

namespace guion::format {

struct FormatOptions {
  std::optional<Tongue> keywords;  ///< translate the keywords; spoken words stay as they are
  std::size_t width = 120;         ///< texts longer than this are wrapped with `| `
};

/// Prints a tree that has no Error line. Lines that could not be read are printed as they stand.
[[nodiscard]] std::string print(const ast::Tree& tree, const FormatOptions& options = {});

}  // namespace guion::format
