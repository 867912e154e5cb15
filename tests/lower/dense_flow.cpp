// Reads everywhere, then fewer, until the compiler is content. See dense_flow.hpp.
#include "lower/dense_flow.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "prove/small_flow.hpp"
#include "prove/small_protocol.hpp"

namespace guion::test {

namespace {

using Lines = std::vector<std::string>;

constexpr int kMostRounds = 12;
constexpr const char* kMark = "Además";

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}
std::string text_of(const Lines& lines) {
  std::string text;
  for (const std::string& l : lines) text += l + "\n";
  return text;
}

/// Rules and required stages are another matter.
std::string without_rules(const std::string& protocol) {
  Lines kept;
  for (std::string l : lines_of(protocol)) {
    if (l.starts_with("regla ")) continue;
    if (const auto at = l.find(", obligatoria"); at != std::string::npos)
      l.replace(at, std::string::npos, ", opcional");
    kept.push_back(l);
  }
  return text_of(kept);
}

Lines with_reads(const std::string& flow, Dice& dice) {
  Lines out;
  for (const std::string& l : lines_of(flow)) {
    out.push_back(l);
    const std::size_t indent = l.find_first_not_of(' ');
    if (indent == std::string::npos || l.compare(indent, 3, "di ") != 0 || l.ends_with("una de")) continue;
    const std::string name(kSmallSlots[dice.below(kSmallSlots.size())].name);
    out.push_back(std::string(indent, ' ') + (dice.once_in(6) ? "nota " : "di ") + kMark + " {" + name + "}.");
  }
  return out;
}

std::set<std::size_t> lines_in_error(const Compilation& c) {
  std::set<std::size_t> found;
  for (const auto& d : c.diagnostics) {
    if (d.severity != diag::Severity::Error) continue;
    if (d.span.file != 0) return {};
    const std::string& text = c.program.files[0].tree.text;
    found.insert(static_cast<std::size_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(d.span.begin), '\n')));
  }
  return found;
}

/// Takes out what is read on a line. False: it reads nothing in its text.
bool mend(Lines& lines, std::size_t at) {
  std::string& l = lines[at];
  if (l.find(kMark) != std::string::npos) {
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
  }
  const std::size_t open = l.find('{'), close = l.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return false;
  l.replace(open, close + 1 - open, "eso");
  return true;
}

}  // namespace

Compilation compile(const DenseFlow& texts, const CompileOptions& options) {
  MemorySources sources;
  sources.put("prueba.flow", texts.protocol);
  sources.put("azar.flow", texts.flow);
  return guion::compile("azar.flow", sources, options);
}

std::optional<DenseFlow> dense_flow(std::uint32_t seed) {
  const SmallFlow small = small_flow(seed);
  Dice dice(seed + 77);
  DenseFlow texts{without_rules(small.protocol), {}};
  Lines lines = with_reads(small.flow, dice);
  for (int round = 0; round < kMostRounds; ++round) {
    texts.flow = text_of(lines);
    CompileOptions check;
    check.emit = false;
    const Compilation c = compile(texts, check);
    if (c.ok) return texts;
    const std::set<std::size_t> wrong = lines_in_error(c);
    if (wrong.empty()) return std::nullopt;
    for (auto at = wrong.rbegin(); at != wrong.rend(); ++at) {
      if (!mend(lines, *at)) return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace guion::test
