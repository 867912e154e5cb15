// The pages of docs/diagnostics, embedded when the command is built (embed_pages.cmake).
#pragma once

#include <span>
#include <string_view>

namespace guion::cli {

struct Page {
  std::string_view name;  ///< «G0405»
  std::string_view text;
};
[[nodiscard]] std::span<const Page> pages();

}  // namespace guion::cli
