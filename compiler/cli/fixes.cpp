// See fixes.hpp.
#include "cli/fixes.hpp"

#include <algorithm>
#include <map>

#include "cli/files.hpp"

namespace guion::cli {
namespace {

/// A file of the report and the fixes for it. Borrows.
struct Edit {
  const sema::File* file = nullptr;
  std::vector<const diag::Fix*> fixes;
};

/// Whether the place lies in a text that somebody approved word by word.
bool is_sealed(const ast::Tree& tree, std::uint32_t at) {
  for (LineId l = 0; l < tree.lines.size() && tree.lines[l].begin <= at; ++l) {
    const ast::Line& line = tree.lines[l];
    if (ast::find(tree.parts_of(l), ast::PartKind::Seal) == nullptr) continue;
    if (at <= std::max(line.end, tree.lines[line.block_end - 1].end)) return true;
  }
  return false;
}

/// A name might be another one; a hint says only what is likely.
bool is_guess(const diag::Diagnostic& d) {
  return static_cast<unsigned>(d.code) / 100 == 2 || d.severity == diag::Severity::Hint;
}

/// By index of the report's files.
std::map<std::uint32_t, Edit> gather(const report::Report& report, const std::vector<const Compilation*>& units) {
  std::map<std::uint32_t, Edit> edits;
  for (const report::Finding& f : report.findings) {
    if (f.standing != report::Standing::Counts || !f.diagnostic.fix || is_guess(f.diagnostic)) continue;
    const FileId in_unit = f.diagnostic.fix->span.file;
    const std::uint32_t index = report.units[f.unit][in_unit];
    const sema::File& file = units[f.unit]->program.files[in_unit];
    if (!report.files[index].asked_for || file.path == "-" || is_sealed(file.tree, f.diagnostic.fix->span.begin)) continue;
    Edit& edit = edits[index];
    edit.file = &file;
    edit.fixes.push_back(&*f.diagnostic.fix);
  }
  return edits;
}

/// The text with its fixes, of those that touch only the first. `done` counts them.
std::string edited(Edit& edit, std::size_t& done) {
  std::ranges::stable_sort(edit.fixes, {}, [](const diag::Fix* f) { return f->span.begin; });
  const std::string& text = edit.file->tree.text;
  std::string out;
  std::uint32_t at = 0;
  bool first = true;
  for (const diag::Fix* f : edit.fixes) {
    if (!first && f->span.begin <= at) continue;
    out.append(text, at, f->span.begin - at).append(f->replacement);
    at = f->span.end;
    first = false;
    ++done;
  }
  return out.append(text, at);
}

}  // namespace

std::optional<std::size_t> apply_fixes(const report::Report& report, const std::vector<const Compilation*>& units,
                                       Originals& originals, Console& console) {
  std::size_t fixes = 0;
  for (auto& [index, edit] : gather(report, units)) {
    const std::string text = edited(edit, fixes);
    originals.emplace(edit.file->path, edit.file->tree.text);
    if (const auto failure = write_file(edit.file->path, text)) {
      console.complain(*failure, edit.file->tree.tongue);
      return std::nullopt;
    }
  }
  return fixes;
}

bool restore(const Originals& originals, Console& console) {
  bool good = true;
  for (const auto& [path, text] : originals) {
    if (const auto failure = write_file(path, text)) console.complain(*failure), good = false;
  }
  return good;
}

}  // namespace guion::cli
