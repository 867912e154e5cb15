// guion upgrade-check: which calls in progress can go on in a new version of their flow, why the others cannot, and the
// move table for the runtime.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "cli/asking.hpp"
#include "cli/collect.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/findings.hpp"
#include "export/text.hpp"
#include "lower/decode.hpp"
#include "upgrade/upgrade.hpp"

namespace guion::cli {
namespace {

using upgrade::Fate;
using upgrade::Move;
using upgrade::Place;
using Id = std::array<std::uint8_t, 32>;

std::string hexadecimal(const Id& id) {
  std::string out;
  for (const std::uint8_t b : id) out += fmt::format("{:02x}", b);
  return out;
}

/// One version: compiled with its names, and the build id of the image that is deployed.
struct Compiled {
  Compilation made;
  Id id{};
};

/// The build id of the image without its names. Zero if there is none.
Id stripped_id(const Compilation& made) {
  std::string problem;
  auto decoded = assembly::decode(made.image, made.policy, problem);
  return decoded ? assembly::build_id(assembly::encode(std::move(decoded->module), {true})) : Id{};
}

/// Which of the two: how it is called when it does not compile.
enum class Which : std::uint8_t { Old, New };

/// Errors: an exit code other than kClean, and what is wrong is said.
int open_version(Which which, const UpgradeOptions& options, Console& console, Compiled& out) {
  const bool is_new = which == Which::New;
  const std::string &path = is_new ? options.after : options.before,
                    &deployed = is_new ? options.new_image : options.old_image;
  int exit = kClean;
  out.made = compile_for(path, options.settings, false, console, exit);
  const auto of_file = tongue_of(out.made);
  if (exit == kFindings)
    console.complain(
        {fmt::format("the {} version does not compile; no table was written", is_new ? "new" : "old"),
         fmt::format("no compila la versión {}; no se escribió ninguna tabla", is_new ? "nueva" : "anterior")},
        of_file);
  if (exit != kClean) return kCannotRun;
  if (out.made.image.empty()) {
    console.complain({fmt::format("{} is no flow: only flows have calls", path),
                      fmt::format("{} no es un flujo: solo los flujos tienen llamadas", path)},
                     of_file);
    return kCannotRun;
  }
  out.id = assembly::build_id(out.made.image);
  if (deployed.empty() && !options.strip) return kClean;
  const Id stripped = stripped_id(out.made);
  if (options.strip) out.id = stripped;
  if (deployed.empty()) return kClean;
  std::string bytes;
  if (const ReadStatus status = read_file(deployed, bytes); status != ReadStatus::Ok) {
    console.complain(read_failure(deployed, status), of_file);
    return kCannotRun;
  }
  const Id wanted = assembly::build_id({bytes.begin(), bytes.end()});
  if (wanted == out.id || wanted == stripped) {
    out.id = wanted;
    return kClean;
  }
  console.complain({fmt::format("{} is not what {} compiles to", deployed, path),
                    fmt::format("{} no es lo que resulta de compilar {}", deployed, path)},
                   of_file);
  return kCannotRun;
}

std::string place_of(const Place& p) { return fmt::format("{}:{}", shown_path(p.path), p.line); }

/// «old/pago.flow:12 → pago.flow:14»: from which line to which; the second only if it has another number.
std::string places_of(const Move& m) {
  const std::string was = place_of(m.from);
  const bool same = std::filesystem::path{m.from.path}.filename() == std::filesystem::path{m.to.path}.filename();
  if (m.to.path.empty() || (same && m.to.line == m.from.line)) return was;
  return was + " → " + place_of(m.to);
}

std::size_t count(const upgrade::Plan& plan, Fate fate) {
  return static_cast<std::size_t>(
      std::count_if(plan.moves.begin(), plan.moves.end(), [fate](const Move& m) { return m.fate == fate; }));
}

std::string cut(const std::string& text) {
  constexpr std::size_t kMost = 72;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (characters++ == kMost) return text.substr(0, i) + "…";
  }
  return text;
}

/// The line at which calls wait.
std::string line_of(const Move& m, Tongue t) {
  return m.stage_note ? cut(m.line) + std::string{pick(t, " (its note)", " (su nota)")} : cut(m.line);
}

/// The places of one fate, those with one reason together.
std::string group(const upgrade::Plan& plan, Fate fate, Tongue t, const Console& console) {
  std::vector<std::pair<std::string, std::string>> reasons;
  for (const Move& m : plan.moves) {
    if (m.fate != fate) continue;
    const std::string& why = t == Tongue::Es ? m.why.es : m.why.en;
    auto at = std::find_if(reasons.begin(), reasons.end(), [&](const auto& r) { return r.first == why; });
    if (at == reasons.end()) at = reasons.insert(reasons.end(), {why, {}});
    const std::string line = fmt::format("    {}  {}\n", console.styled(Style::Dim, places_of(m)), line_of(m, t));
    if (at->second.find(line) == std::string::npos) at->second += line;
  }
  std::string out;
  for (const auto& [why, lines] : reasons) out += fmt::format("  {}\n{}", why, lines);
  return out;
}

std::string anew(const upgrade::Plan& plan, Tongue t, const Console& console) {
  std::string out;
  for (const Move& m : plan.moves) {
    if (!m.anew || m.fate == Fate::Stays) continue;
    const std::string line = fmt::format("  {}  {}\n", console.styled(Style::Dim, places_of(m)), line_of(m, t));
    if (out.find(line) == std::string::npos) out += line;
  }
  return out;
}

std::string summary(const upgrade::Plan& plan, Tongue t) {
  const std::size_t all = plan.moves.size(), stay = count(plan, Fate::Stays), depend = count(plan, Fate::Depends);
  const bool es = t == Tongue::Es, one = all == 1;
  if (all == 0)
    return std::string{
        pick(t, "No call can wait in the old version.", "En la versión anterior no espera ninguna llamada.")};
  if (stay + depend == 0 && one)
    return std::string{pick(t, "A call can go on from the one place where it can wait.",
                            "Una llamada puede seguir desde el único punto en el que puede esperar.")};
  if (stay + depend == 0)
    return es ? fmt::format("Una llamada puede seguir desde cualquiera de los {} puntos en los que puede esperar.", all)
              : fmt::format("A call can go on from each of the {} places where it can wait.", all);
  std::string out = es ? fmt::format("De {} {}:", all, one ? "punto" : "puntos")
                       : fmt::format("Of {} {}:", all, one ? "place" : "places");
  const char* between = " ";
  const auto add = [&](std::size_t n, std::string_view en, std::string_view ens, std::string_view es_one,
                       std::string_view es_many) {
    if (n == 0) return;
    out += fmt::format("{}{} {}", between, n, es ? (n == 1 ? es_one : es_many) : (n == 1 ? ens : en));
    between = ", ";
  };
  add(all - stay - depend, "move", "moves", "pasa", "pasan");
  add(depend, "depend on the call", "depends on the call", "depende de la llamada", "dependen de la llamada");
  add(stay, "do not move", "does not move", "no pasa", "no pasan");
  return out;
}

std::string as_text(const upgrade::Plan& plan, const UpgradeOptions& options, const Compiled& before,
                    const Compiled& after, Tongue t, const Console& console) {
  std::string out = fmt::format("{}  {}\n{}  {}\n\n", pick(t, "old image", "imagen anterior"), hexadecimal(before.id),
                                pick(t, "new image", "imagen nueva   "), hexadecimal(after.id));
  const auto section = [&](Style style, std::string_view title, const std::string& body) {
    if (!body.empty()) out += console.styled(style, title) + "\n" + body + "\n";
  };
  section(Style::Error, pick(t, "Calls that wait here cannot go on", "No pueden seguir las llamadas que esperan aquí"),
          group(plan, Fate::Stays, t, console));
  section(Style::Warning,
          pick(t, "Calls that wait here go on if they hold what they need",
               "Siguen si tienen lo necesario las llamadas que esperan aquí"),
          group(plan, Fate::Depends, t, console));
  std::string losses;
  for (const upgrade::Loss& l : plan.losses) losses += fmt::format("  {}\n", t == Tongue::Es ? l.what.es : l.what.en);
  section(Style::Bold, pick(t, "What does not go along", "Lo que no pasa"), losses);
  section(
      Style::Bold,
      pick(t, "Put again, as words or answers changed", "Se presentan de nuevo: cambian sus palabras o sus respuestas"),
      anew(plan, t, console));
  out += summary(plan, t) + "\n";
  if (!options.out.empty()) out += fmt::format("{}  {} B\n", options.out, plan.table.size());
  return out;
}

void write_version(report::JsonWriter& w, std::string_view key, const std::string& path, const Id& id) {
  w.open(key, '{');
  w.text("path", path);
  w.text("build-id", hexadecimal(id));
  w.close();
}

void write_needs(report::JsonWriter& w, const std::vector<upgrade::Lack>& needs) {
  w.open("needs", '[');
  for (const upgrade::Lack& l : needs) {
    w.open('{');
    w.text("kind", upgrade::name_of(l.kind));
    w.text("name", l.name);
    w.close();
  }
  w.close();
}

std::string as_json(const upgrade::Plan& plan, const UpgradeOptions& options, const Compiled& before,
                    const Compiled& after, Tongue t) {
  report::JsonWriter w;
  w.open('{');
  write_version(w, "old", options.before, before.id);
  write_version(w, "new", options.after, after.id);
  w.open("counts", '{');
  w.number("places", plan.moves.size());
  for (const Fate fate : {Fate::Moves, Fate::Depends, Fate::Stays}) w.number(upgrade::name_of(fate), count(plan, fate));
  w.close();
  w.open("places", '[');
  for (const Move& m : plan.moves) {
    w.open('{');
    w.text("fate", upgrade::name_of(m.fate));
    if (m.fate != Fate::Moves) w.text("cause", upgrade::name_of(m.cause));
    w.flag("anew", m.anew);
    write_place(w, "from", m.from);
    write_place(w, "to", m.to);
    w.text("line", m.line);
    if (m.fate != Fate::Moves) w.text("why", t == Tongue::Es ? m.why.es : m.why.en);
    if (m.cause == upgrade::Cause::Facts) write_needs(w, m.needs);
    w.close();
  }
  w.close();
  w.open("losses", '[');
  for (const upgrade::Loss& l : plan.losses) {
    w.open('{');
    w.text("what", t == Tongue::Es ? l.what.es : l.what.en);
    w.flag("stops-calls", l.stops);
    w.close();
  }
  w.close();
  w.close();
  return w.take();
}

bool all_go_on(const upgrade::Plan& plan) {
  return std::all_of(plan.moves.begin(), plan.moves.end(), [](const Move& m) { return m.fate == Fate::Moves; }) &&
         std::none_of(plan.losses.begin(), plan.losses.end(), [](const upgrade::Loss& l) { return l.stops; });
}

upgrade::Version version_of(const Compiled& c) {
  return {c.made.program, c.made.graph, c.made.proof, c.made.image, c.made.policy, c.made.origins, c.id};
}

}  // namespace

int upgrade_check(const UpgradeOptions& options, Console& console) {
  Compiled before, after;
  if (const int exit = open_version(Which::Old, options, console, before); exit != kClean) return exit;
  if (const int exit = open_version(Which::New, options, console, after); exit != kClean) return exit;
  const Tongue t = console.tongue(tongue_of(after.made));
  const upgrade::Plan plan = upgrade::plan(version_of(before), version_of(after));
  if (!options.out.empty()) {
    if (const auto failure = write_file(options.out, as_text(plan.table))) {
      console.complain(*failure, t);
      return kCannotRun;
    }
  }
  console.out(options.shape == Shape::Json ? as_json(plan, options, before, after, t)
                                           : as_text(plan, options, before, after, t, console));
  return all_go_on(plan) ? kClean : kFindings;
}

}  // namespace guion::cli
