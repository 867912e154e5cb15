// See calls.hpp.
#include "cli/calls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/config.hpp"
#include "cli/files.hpp"
#include "diag/lines.hpp"
#include "scenario/call_file.hpp"

namespace guion::cli {
namespace fs = std::filesystem;
namespace {

std::uint32_t line_of(const Compilation& made, const diag::Diagnostic& d) {
  if (d.span.file >= made.program.files.size()) return 1;
  return diag::LineTable{made.program.files[d.span.file].tree.text}.position(d.span.begin).line;
}

}  // namespace

void date_calls(Compilation& made, std::int64_t today) {
  const auto& waivers = made.program.waivers;
  if (std::none_of(waivers.begin(), waivers.end(), [today](const sema::Waiver& w) { return w.until < today; })) return;
  for (diag::Diagnostic& d : made.diagnostics) {
    if (!d.call) continue;
    std::vector<scenario::Problem> problems;
    scenario::Script script = scenario::read_script(d.call->script, problems);
    if (!script.breach || !problems.empty()) continue;
    script.breach->as_of = date_text(today);
    d.call->script = scenario::write_script(script);
  }
}

std::string way_to(const std::string& flow, const std::string& folder) {
  std::error_code error;
  const fs::path to = fs::weakly_canonical(fs::absolute(flow, error), error).replace_extension();
  const fs::path from = fs::weakly_canonical(fs::absolute(folder, error), error);
  const fs::path way = to.lexically_relative(from);
  return (way.empty() ? to : way).generic_string();
}

bool write_calls(const std::string& folder, const std::string& path, const Compilation& made,
                 std::set<std::string>& taken, Console& console) {
  std::error_code error;
  fs::create_directories(folder, error);
  for (const diag::Diagnostic& d : made.diagnostics) {
    if (!d.call) continue;
    std::vector<scenario::Problem> problems;
    scenario::Script script = scenario::read_script(d.call->script, problems);
    script.flow = way_to(path, folder);
    const std::string stem =
        fmt::format("{}-{}-{}", fs::path{path}.stem().string(), diag::code_text(d.code), line_of(made, d));
    std::string name = stem;
    for (unsigned n = 2; !taken.insert(name).second; ++n) name = fmt::format("{}-{}", stem, n);
    const std::string file = (fs::path{folder} / (name + ".call")).generic_string();
    if (const auto failure = write_file(file, scenario::write_script(script))) {
      console.complain(*failure);
      return false;
    }
    console.err(fmt::format("{}{}\n", pick(console.tongue(script.tongue), "written: ", "escrita: "), file));
  }
  return true;
}

}  // namespace guion::cli
