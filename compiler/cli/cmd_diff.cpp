// guion diff: what changed in behaviour between two versions of a flow, what lowers protection first.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/asking.hpp"
#include "cli/commands.hpp"
#include "export/text.hpp"
#include "questions/diff.hpp"

namespace guion::cli {
namespace {

using questions::Change;
using questions::Place;
using questions::Weight;

constexpr Weight kWeights[] = {Weight::Lowers, Weight::Ways, Weight::Words, Weight::Raises};

std::string_view heading(Weight weight, Tongue t) {
  switch (weight) {
    case Weight::Lowers:
      return pick(t, "Lowers protection", "Baja la protección");
    case Weight::Ways:
      return pick(t, "Calls go other ways", "Las llamadas toman otros caminos");
    case Weight::Words:
      return pick(t, "Other words", "Cambian las palabras");
    case Weight::Raises:
      break;
  }
  return pick(t, "Raises protection", "Sube la protección");
}

std::string place_of(const Place& p) {
  return p.path.empty() ? std::string{}
                        : fmt::format("{}:{}", std::filesystem::path{p.path}.filename().generic_string(), p.line);
}

/// «pago.flow:12», «pago.flow:12 → 14», and which version a line of only one is of.
std::string places(const Change& c, Tongue t) {
  const std::string was = place_of(c.old_place), is = place_of(c.new_place);
  if (is.empty()) return was.empty() ? was : fmt::format("{} ({})", was, pick(t, "old", "antes"));
  if (was.empty() || was == is) return is;
  const bool same_file =
      std::filesystem::path{c.old_place.path}.filename() == std::filesystem::path{c.new_place.path}.filename();
  return same_file ? fmt::format("{} → {}", was, c.new_place.line) : fmt::format("{} → {}", was, is);
}

std::size_t count(const std::vector<Change>& changes, Weight weight) {
  return static_cast<std::size_t>(
      std::count_if(changes.begin(), changes.end(), [weight](const Change& c) { return c.weight == weight; }));
}

std::string summary(const std::vector<Change>& changes, Tongue t) {
  if (changes.empty())
    return std::string{pick(t, "No call changed, nor any wording.", "No cambia ninguna llamada ni ninguna palabra.")};
  const std::size_t n = changes.size(), lower = count(changes, Weight::Lowers);
  if (t == Tongue::Es)
    return fmt::format("{} {}; {} la protección", n, n == 1 ? "cambio" : "cambios",
                       lower == 0 ? "ninguno baja" : fmt::format("{} {}", lower, lower == 1 ? "baja" : "bajan"));
  return fmt::format("{} {}; {} protection", n, n == 1 ? "change" : "changes",
                     lower == 0 ? "none lowers" : fmt::format("{} {}", lower, lower == 1 ? "lowers" : "lower"));
}

std::string as_text(const std::vector<Change>& changes, Tongue t, const Console& console) {
  std::string out;
  for (const Weight weight : kWeights) {
    if (count(changes, weight) == 0) continue;
    out += console.styled(weight == Weight::Lowers ? Style::Error : Style::Bold, heading(weight, t)) + "\n";
    for (const Change& c : changes) {
      if (c.weight != weight) continue;
      const std::string where = places(c, t);
      out += fmt::format("  {}{}\n", t == Tongue::Es ? c.what.es : c.what.en,
                         where.empty() ? "" : "  " + console.styled(Style::Dim, where));
      if (!c.before.empty()) out += fmt::format("    - {}\n", c.before);
      if (!c.after.empty()) out += fmt::format("    + {}\n", c.after);
    }
    out += "\n";
  }
  return out + summary(changes, t) + "\n";
}

/// Lines of a diff block cannot close it: three backticks never begin a line behind «+ ».
std::string as_markdown(const std::vector<Change>& changes, const DiffOptions& options, Tongue t) {
  std::string out = fmt::format("## {} `{}` → `{}`\n\n{}\n", pick(t, "What changed:", "Qué cambia:"), options.before,
                                options.after, summary(changes, t));
  for (const Weight weight : kWeights) {
    const std::size_t n = count(changes, weight);
    if (n == 0) continue;
    out += fmt::format("\n### {}{} ({})\n\n", weight == Weight::Lowers ? "⚠️ " : "", heading(weight, t), n);
    for (const Change& c : changes) {
      if (c.weight != weight) continue;
      const std::string where = places(c, t);
      out += fmt::format("- {}{}\n", markdown_escaped(t == Tongue::Es ? c.what.es : c.what.en),
                         where.empty() ? "" : fmt::format(" — `{}`", where));
      if (c.before.empty() && c.after.empty()) continue;
      out += "  ```diff\n";
      if (!c.before.empty()) out += "  - " + c.before + "\n";
      if (!c.after.empty()) out += "  + " + c.after + "\n";
      out += "  ```\n";
    }
  }
  return out;
}

std::string as_json(const std::vector<Change>& changes, const DiffOptions& options, Tongue t) {
  report::JsonWriter w;
  w.open('{');
  w.text("old", options.before);
  w.text("new", options.after);
  w.number("lowers-protection", count(changes, Weight::Lowers));
  w.open("changes", '[');
  for (const Change& c : changes) {
    w.open('{');
    w.text("weight", questions::name_of(c.weight));
    w.text("topic", questions::name_of(c.topic));
    w.text("what", t == Tongue::Es ? c.what.es : c.what.en);
    write_place(w, "old", c.old_place);
    write_place(w, "new", c.new_place);
    if (!c.before.empty()) w.text("before", c.before);
    if (!c.after.empty()) w.text("after", c.after);
    w.close();
  }
  w.close();
  w.close();
  return w.take();
}

}  // namespace

int diff(const DiffOptions& options, Console& console) {
  const auto before = open_asked(options.before, options.settings, console);
  const auto after = open_asked(options.after, options.settings, console);
  if (!before || !after) return kCannotRun;
  const auto changes = questions::differences({before->made.program, before->made.graph, before->made.proof},
                                              {after->made.program, after->made.graph, after->made.proof});
  const Tongue t = after->tongue;
  if (!options.quiet) {
    switch (options.shape) {
      case Shape::Text:
        console.out(as_text(changes, t, console));
        break;
      case Shape::Markdown:
        console.out(as_markdown(changes, options, t));
        break;
      case Shape::Json:
        console.out(as_json(changes, options, t));
        break;
    }
  }
  return changes.empty() ? kClean : kFindings;
}

}  // namespace guion::cli
