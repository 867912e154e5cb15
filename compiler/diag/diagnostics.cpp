// Collecting and ordering of findings, the table as data, and the nearest name. See diagnostics.hpp.
#include "diag/diagnostics.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace guion::diag {
namespace {

/// A name as letters without case and accents (Latin-1; other characters stay as their code point).
std::u32string plain(std::string_view name) {
  static constexpr std::string_view kBase = "aaaaaaaceeeeiiiidnooooo*ouuuuyts";  // U+00E0 … U+00FF
  std::u32string letters;
  for (std::size_t i = 0; i < name.size();) {
    const auto lead = static_cast<unsigned char>(name[i]);
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < name.size(); ++k)
      c = (c << 6) | (static_cast<unsigned char>(name[i + k]) & 0x3FU);
    if (c >= 'A' && c <= 'Z') c |= 0x20;
    if (c >= 0xC0 && c <= 0xFF) c = static_cast<unsigned char>(kBase[c & 0x1FU]);
    letters += c;
    i += length;
  }
  return letters;
}

/// Damerau-Levenshtein distance (neighbours may be swapped), or `limit` + 1 once it is passed.
std::size_t distance(const std::u32string& a, const std::u32string& b, std::size_t limit) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) return limit + 1;
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    std::size_t best = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

auto key(const Diagnostic& d) { return std::tuple(d.span.file, d.span.begin, static_cast<int>(d.code), d.span.end); }

}  // namespace

Diagnostic& Diagnostic::note(Span where, std::string_view en_text, std::string_view es_text) {
  notes.push_back({where, std::string{en_text}, std::string{es_text}});
  return *this;
}

Diagnostic& Diagnostic::fix_with(Span where, std::string_view replacement) {
  fix = Fix{where, std::string{replacement}};
  return *this;
}

Diagnostic& Emitter::add(Diagnostic d) {
  if (d.severity == Severity::Error) ++errors_;
  diagnostics_.push_back(std::move(d));
  return diagnostics_.back();
}

void Emitter::replace(std::size_t index, Diagnostic d) {
  if (diagnostics_[index].severity == Severity::Error) --errors_;
  if (d.severity == Severity::Error) ++errors_;
  diagnostics_[index] = std::move(d);
}

std::size_t Emitter::count(Severity severity) const {
  return static_cast<std::size_t>(std::count_if(diagnostics_.begin(), diagnostics_.end(),
                                                [severity](const Diagnostic& d) { return d.severity == severity; }));
}

std::vector<Diagnostic> Emitter::take_sorted() {
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto same = [](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b) && a.en == b.en; };
  diagnostics_.erase(std::unique(diagnostics_.begin(), diagnostics_.end(), same), diagnostics_.end());
  errors_ = 0;
  return std::exchange(diagnostics_, {});
}

const std::vector<Row>& rows() {
  static const std::vector<Row> table{
#define DIAG(number, Name, severity, args, en, es, help_en, help_es) \
  {Code::Name, #Name, Severity::severity, en, es, help_en, help_es},
#include "diag/diagnostics.def"
#undef DIAG
  };
  return table;
}

const Row& row(Code code) {
  return *std::find_if(rows().begin(), rows().end(), [code](const Row& r) { return r.code == code; });
}

std::string code_text(Code code) { return fmt::format("G{:04}", static_cast<unsigned>(code)); }

std::string_view nearest(std::string_view name, const std::vector<std::string_view>& candidates) {
  constexpr std::size_t kLongest = 128;
  if (name.empty() || name.size() > kLongest) return {};
  const std::u32string wanted = plain(name);
  // Within a third of its length, and one letter even of a word of two.
  std::size_t limit = std::max<std::size_t>(1, wanted.size() / 3);
  std::string_view best;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const std::size_t d = distance(wanted, plain(candidate), limit);
    if (d > limit || (d == limit && !best.empty()) || d >= wanted.size()) continue;
    best = candidate;
    if (d == 0) break;
    limit = d;
  }
  return best;
}

}  // namespace guion::diag
