// guion explain CODE: what a finding says, why it matters, what to do, and its page of the documentation if there is
// one.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "cli/commands.hpp"
#include "cli/pages.hpp"
#include "diag/diagnostics.hpp"
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

/// Texts of the table are format strings: what they will name is shown as «…».
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t close = text[i] == '{' ? text.find('}', i) : std::string_view::npos;
    if (text.substr(i, 2) == "{{" || text.substr(i, 2) == "}}") {
      out += text[i++];
    } else if (close != std::string_view::npos) {
      out += "…";
      i = close;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

int explain(const std::string& code, Console& console) {
  const Tongue tongue = console.tongue();
  const diag::Row* row = find_row(code);
  if (row == nullptr) {
    console.complain({fmt::format("there is no finding «{}»; codes look like G0405", code),
                      fmt::format("no hay ningún hallazgo «{}»; los códigos son como G0405", code)});
    return kCannotRun;
  }
  const std::string id = diag::code_text(row->code);
  console.out(fmt::format("{} {} ({})\n\n{}\n", console.styled(Style::Bold, id), row->name,
                          severity_word(row->severity, tongue), plain(pick(tongue, row->en, row->es))));
  const std::string help = plain(pick(tongue, row->help_en, row->help_es));
  if (!help.empty()) console.out("\n" + help + "\n");
  for (const Page& page : pages()) {
    if (page.name == id) console.out(fmt::format("\n{}", page.text));
  }
  return kClean;
}

}  // namespace guion::cli
