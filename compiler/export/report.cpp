// Counting, fingerprints and places. See report.hpp.
#include "export/report.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "export/text.hpp"

namespace guion::report {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// FNV-1a over the pieces, a zero byte behind each.
std::uint64_t hash(std::initializer_list<std::string_view> pieces) {
  std::uint64_t h = 0xcbf29ce484222325U;
  const auto take = [&h](unsigned char byte) { h = (h ^ byte) * 0x100000001b3U; };
  for (const std::string_view piece : pieces) {
    for (const char c : piece) take(static_cast<unsigned char>(c));
    take(0);
  }
  return h;
}

/// What a finding says, in one tongue whatever the reader's is; without what another day would say of the same.
std::string_view said(const diag::Diagnostic& d) {
  const std::string_view text = d.en;
  return d.code == diag::Code::WaiverExpired ? text.substr(0, text.find(';')) : text;
}

/// With the lines behind it that a gate's message speaks of, which have no message of their own: one more is a new finding.
std::string subject(const Finding& f, Places& places) {
  std::string what{said(f.diagnostic)};
  const bool gate = f.diagnostic.code == diag::Code::ReadWithoutLevel || f.diagnostic.code == diag::Code::NeedsLevel;
  for (const diag::Note& note : f.diagnostic.notes) {
    if (gate) what.append(1, '\n').append(note.en).append(places.line_of(places.of(f.unit, note.span)));
  }
  return what;
}

std::uint32_t utf16_units(std::string_view text) {
  std::uint32_t n = diag::count_characters(text);
  for (const char c : text) n += static_cast<unsigned char>(c) >= 0xF0U;
  return n;
}

}  // namespace

Counts count(const Report& report) {
  Counts n;
  n.files = static_cast<std::size_t>(
      std::count_if(report.files.begin(), report.files.end(), [](const File& f) { return f.asked_for; }));
  for (const Finding& f : report.findings) {
    if (f.standing == Standing::Known) ++n.known;
    if (f.standing == Standing::Allowed) ++n.allowed;
    if (f.standing != Standing::Counts) continue;
    switch (f.diagnostic.severity) {
      case diag::Severity::Error:
        ++n.errors;
        break;
      case diag::Severity::Warning:
        ++n.warnings;
        break;
      case diag::Severity::Hint:
        ++n.hints;
        break;
    }
  }
  return n;
}

void add_fingerprints(Report& report) {
  Places places{report};
  struct Entry {
    std::uint32_t file = 0, begin = 0;
    Finding* finding = nullptr;
    std::string_view line;
  };
  std::vector<Entry> entries;
  for (Finding& f : report.findings) {
    const Region region = places.of(f);
    entries.push_back({region.file, f.diagnostic.span.begin, &f, places.line_of(region)});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.file, a.begin) < std::tie(b.file, b.begin);
  });
  std::map<std::tuple<std::uint32_t, std::string, std::string_view, std::string>, unsigned> seen;
  for (const Entry& e : entries) {
    const std::string code = diag::code_text(e.finding->diagnostic.code);
    const std::string what = subject(*e.finding, places);
    const unsigned ordinal = seen[{e.file, code, e.line, what}]++;
    e.finding->fingerprint = fmt::format("{:016x}", hash({code, e.line, what, std::to_string(ordinal)}));
  }
}

Places::Places(const Report& report) : report_{report}, tables_(report.files.size()) {}

const diag::LineTable& Places::table(std::uint32_t file) {
  auto& tables = tables_[file];
  if (tables.empty()) tables.emplace_back(report_.files[file].text);
  return tables.front();
}

Point Places::point(std::uint32_t file, std::uint32_t offset) {
  const std::string_view text = report_.files[file].text;
  const diag::LineTable& lines = table(file);
  offset = std::min(offset, static_cast<std::uint32_t>(text.size()));
  const std::uint32_t index = lines.line_of(offset);
  std::string_view before = text.substr(lines.begin_of(index), offset - lines.begin_of(index));
  if (index == 0 && before.starts_with(kMark)) before.remove_prefix(kMark.size());
  return {index + 1, diag::count_characters(before) + 1, utf16_units(before) + 1, offset};
}

Region Places::of(std::uint32_t unit, Span span) {
  const auto& files = report_.units[unit];
  if (span.file >= files.size()) return {};
  const std::uint32_t file = files[span.file];
  return {file, point(file, span.begin), point(file, std::max(span.begin, span.end))};
}

std::string_view Places::line_of(const Region& region) {
  if (region.file == kNone) return {};
  std::string_view line = table(region.file).line(region.begin.line - 1);
  if (line.starts_with(kMark)) line.remove_prefix(kMark.size());
  return trimmed(line);
}

std::string Places::shown(const Region& region) const {
  if (region.file == kNone) return {};
  return fmt::format("{}:{}:{}", report_.files[region.file].path, region.begin.line, region.begin.column);
}

std::string without_arguments(std::string_view form) {
  std::string out;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const std::size_t close = form[i] == '{' ? form.find('}', i) : std::string_view::npos;
    if (form.substr(i, 2) == "{{" || form.substr(i, 2) == "}}") {
      out += form[i++];
    } else if (close != std::string_view::npos) {
      out += "…";
      i = close;
    } else {
      out += form[i];
    }
  }
  return out;
}

std::string explained(const Finding& finding, Tongue tongue, Places& places) {
  const bool es = tongue == Tongue::Es;
  const diag::Diagnostic& d = finding.diagnostic;
  std::string text = es ? d.es : d.en;
  for (const diag::Note& note : d.notes) {
    text += fmt::format("\n{}: {}", places.shown(places.of(finding, note.span)), es ? note.es : note.en);
  }
  const std::string& help = es ? d.help_es : d.help_en;
  if (!help.empty()) text += "\n" + help;
  if (d.call) {
    std::string_view call = d.call->transcript;
    while (call.ends_with('\n')) call.remove_suffix(1);
    text += fmt::format("\n{}\n{}", es ? "La llamada:" : "The call:", call);
  }
  return text;
}

}  // namespace guion::report
