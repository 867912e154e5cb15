// See baseline.hpp.
#include "cli/baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "cli/files.hpp"

namespace guion::cli {
namespace {

namespace fs = std::filesystem;

using report::Finding;
using report::Gone;
using report::Report;

fs::path folder_of(const std::string& baseline) {
  std::error_code error;
  return fs::absolute(baseline, error).lexically_normal().parent_path();
}

/// How a baseline in `folder` names a file.
std::string name_from(const fs::path& folder, const std::string& path) {
  std::error_code error;
  return fs::absolute(path, error).lexically_normal().lexically_proximate(folder).generic_string();
}

/// The path of the file where a finding stands.
std::string path_of(const Finding& f, const Report& report) {
  const auto& unit = report.units[f.unit];
  const FileId file = f.diagnostic.span.file;
  return file < unit.size() ? report.files[unit[file]].path : std::string{};
}

bool is_hexadecimal(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// «FINGERPRINT CODE PATH»; false if it is anything else.
bool read_line(std::string_view line, Gone& out) {
  constexpr std::size_t kDigits = 16, kCode = 5;
  if (line.size() < kDigits + kCode + 3 || line[kDigits] != ' ' || line[kDigits + kCode + 1] != ' ') return false;
  out.fingerprint = line.substr(0, kDigits);
  out.code = line.substr(kDigits + 1, kCode);
  out.path = line.substr(kDigits + kCode + 2);
  return is_hexadecimal(out.fingerprint) && out.code.front() == 'G';
}

}  // namespace

bool read_baseline(const std::string& path, std::vector<Gone>& lines, Console& console) {
  std::string text;
  const ReadStatus status = read_file(path, text);
  if (status != ReadStatus::Ok) {
    const Message why = read_failure(path, status);
    console.complain(
        {why.en + "; --write-baseline makes a baseline", why.es + "; --write-baseline crea la línea base"});
    return false;
  }
  std::size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (read_line(line, lines.emplace_back())) continue;
    console.complain({fmt::format("{}:{}: not a line of a baseline (fingerprint, code, file)", path, number),
                      fmt::format("{}:{}: no es una línea de una línea base (huella, código, archivo)", path, number)});
    return false;
  }
  return true;
}

bool can_be_known(const diag::Diagnostic& d) {
  const auto code = static_cast<unsigned>(d.code);
  if (d.severity != diag::Severity::Error || diag::row(d.code).severity != diag::Severity::Error) return true;
  return code / 100 == 4 && d.code != diag::Code::ReadBeforeFilled && d.code != diag::Code::FailedLookupGoesOn;
}

void apply_baseline(const std::string& path, const std::vector<Gone>& lines, Report& report) {
  const fs::path folder = folder_of(path);
  using Key = std::pair<std::string, std::string>;
  std::set<Key> known, found;
  std::set<std::string> read;
  for (const Gone& line : lines) known.insert({line.path, line.fingerprint});
  for (const report::File& file : report.files) read.insert(name_from(folder, file.path));
  for (Finding& f : report.findings) {
    if (f.standing != report::Standing::Counts || !can_be_known(f.diagnostic)) continue;
    const Key key{name_from(folder, path_of(f, report)), f.fingerprint};
    if (!known.contains(key)) continue;
    f.standing = report::Standing::Known;
    found.insert(key);
  }
  report.has_baseline = true;
  for (const Gone& line : lines) {
    std::error_code error;
    const bool judged = read.contains(line.path) || !fs::exists(folder / fs::path{line.path}, error);
    if (judged && !found.contains({line.path, line.fingerprint})) report.gone.push_back(line);
  }
}

std::string baseline_text(const std::string& path, const Report& report) {
  const fs::path folder = folder_of(path);
  std::set<std::tuple<std::string, std::string, std::string>> lines;
  for (const Finding& f : report.findings) {
    if (f.standing == report::Standing::Allowed || !can_be_known(f.diagnostic)) continue;
    lines.insert({name_from(folder, path_of(f, report)), diag::code_text(f.diagnostic.code), f.fingerprint});
  }
  std::string out = report.tongue == Tongue::Es
                        ? "# guion check: hallazgos conocidos. Cada línea: huella, código, archivo.\n"
                        : "# guion check: known findings. Each line: fingerprint, code, file.\n";
  for (const auto& [file, code, fingerprint] : lines) out += fmt::format("{} {} {}\n", fingerprint, code, file);
  return out;
}

}  // namespace guion::cli
