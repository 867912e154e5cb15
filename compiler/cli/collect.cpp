// See collect.hpp.
#include "cli/collect.hpp"

#include <filesystem>

namespace guion::cli {

namespace fs = std::filesystem;

std::string shown_path(const std::string& path) {
  if (path == "-") return path;
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const fs::path full = (here / path).lexically_normal();
  const fs::path near = full.lexically_relative(here);
  const bool outside = near.empty() || *near.begin() == "..";
  return (outside ? full : near).generic_string();
}

std::uint32_t Collector::file(const sema::File& file) {
  const std::string path = shown_path(file.path);
  const auto [at, added] = files_.emplace(path, static_cast<std::uint32_t>(report_.files.size()));
  if (added) report_.files.push_back({path, file.tree.text, false});
  return at->second;
}

void Collector::add(const Compilation& compilation, bool judged) {
  const auto unit = static_cast<std::uint32_t>(report_.units.size());
  auto& files = report_.units.emplace_back();
  for (const sema::File& f : compilation.program.files) files.push_back(file(f));
  if (!files.empty()) report_.files[files.front()].asked_for = true;
  if (!judged) return;
  using report::Standing;
  for (const diag::Diagnostic& d : compilation.diagnostics) {
    if (seen_.insert(key_of(compilation, d)).second) report_.findings.push_back({d, unit, Standing::Counts, {}, {}});
  }
  for (const Allowed& a : compilation.allowed) {
    if (seen_.insert(key_of(compilation, a.finding)).second)
      report_.findings.push_back({a.finding, unit, Standing::Allowed, a.reason, {}});
  }
}

}  // namespace guion::cli
