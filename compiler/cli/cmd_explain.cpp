// guion explain CODE: what a finding says, why it matters, what to do, and its page of the documentation if there is
// one.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "cli/commands.hpp"
#include "cli/pages.hpp"
#include "diag/diagnostics.hpp"
#include "export/report.hpp"
#include "scenario/values.hpp"

namespace guion::cli {
namespace {

/// «g405», «0405», «G0405» or the name of the row.
const diag::Row* find_row(std::string_view wanted) {
  const std::string folded = scenario::fold(wanted);
  std::string_view digits = folded;
  if (digits.starts_with('g')) digits.remove_prefix(1);
  while (digits.size() > 1 && digits.starts_with('0')) digits.remove_prefix(1);
  for (const diag::Row& row : diag::rows()) {
    if (digits == fmt::format("{}", static_cast<unsigned>(row.code)) || folded == scenario::fold(row.name)) return &row;
  }
  return nullptr;
}

/// «G0405 ReadBeforeFilled», or several, for what was probably meant: the nearest name, names that contain it, the
/// nearest code. Nothing if none is near.
std::string near_rows(std::string_view wanted) {
  constexpr std::size_t kMost = 3;
  const std::string folded = scenario::fold(wanted);
  std::vector<std::string> codes, names;
  for (const diag::Row& row : diag::rows()) {
    codes.push_back(scenario::fold(diag::code_text(row.code)));
    names.push_back(scenario::fold(row.name));
  }
  const std::string_view name = diag::nearest(folded, {names.begin(), names.end()});
  const std::string_view code = diag::nearest(folded, {codes.begin(), codes.end()});
  std::string found;
  std::size_t count = 0;
  for (std::size_t i = 0; i < names.size() && count < kMost; ++i) {
    const bool contains = name.empty() && folded.size() > 3 && names[i].find(folded) != std::string::npos;
    if (names[i] != name && !contains && (!name.empty() || codes[i] != code)) continue;
    const diag::Row& row = diag::rows()[i];
    found += fmt::format("{}{} {}", count++ == 0 ? "" : ", ", diag::code_text(row.code), row.name);
  }
  return found;
}

std::string_view severity_word(diag::Severity severity, Tongue tongue) {
  switch (severity) {
    case diag::Severity::Error:
      return "error";
    case diag::Severity::Warning:
      return pick(tongue, "warning", "aviso");
    case diag::Severity::Hint:
      return pick(tongue, "hint", "sugerencia");
  }
  return "";
}

}  // namespace

int explain(const std::string& code, Console& console) {
  const Tongue tongue = console.tongue();
  const diag::Row* row = find_row(code);
  if (row == nullptr) {
    const std::string near = near_rows(code);
    console.complain(
        {fmt::format("there is no finding «{}»; {}", code,
                     near.empty() ? "codes look like G0405" : fmt::format("did you mean {}?", near)),
         fmt::format("no hay ningún hallazgo «{}»; {}", code,
                     near.empty() ? "los códigos son como G0405" : fmt::format("¿quiso decir {}?", near))});
    return kCannotRun;
  }
  const std::string id = diag::code_text(row->code);
  console.out(fmt::format("{} {} ({})\n\n{}\n", console.styled(Style::Bold, id), row->name,
                          severity_word(row->severity, tongue), report::without_arguments(pick(tongue, row->en, row->es))));
  const std::string help = report::without_arguments(pick(tongue, row->help_en, row->help_es));
  if (!help.empty()) console.out("\n" + help + "\n");
  for (const Page& page : pages()) {
    if (page.name == id) console.out(fmt::format("\n{}", page.text));
  }
  return kClean;
}

}  // namespace guion::cli
