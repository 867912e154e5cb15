// guion paths: all the ways to reach something, each with the levels that hold there and what everybody decided on the
// way, as the interpreter played it.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/asking.hpp"
#include "cli/calls.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "export/text.hpp"
#include "replay/replay.hpp"
#include "scenario/scripted.hpp"

namespace guion::cli {
namespace fs = std::filesystem;
namespace {

using scenario::CallWord;

/// An answer, as a line of a .call, and what it answers where the line does not say it.
struct Decision {
  std::string line, about;
};

/// A way as it was played.
struct Played {
  bool played = false;
  std::string transcript;
  scenario::Script script;  ///< header and answers; neither how it ends nor a breach
  std::vector<Decision> decisions;
};

/// Slots whose values decided something on the way: what its conditions compare, and what `pon` made that of.
std::set<std::string> weighed_slots(const Compilation& made, const questions::Way& found) {
  const sema::Program& p = made.program;
  const prove::Witness& way = found.witness;
  std::set<sema::SlotId> slots;
  for (std::size_t i = 0; i < way.steps.size(); ++i) {
    const cfg::Node& n = made.graph.nodes[way.steps[i].node];
    if (n.op != cfg::Op::Test || n.cond == kNone || found.decides[i] == 0) continue;
    const sema::Cond& c = p.conds[n.cond];
    if (c.op != sema::CondOp::CompareNumber && c.op != sema::CondOp::CompareSlot) continue;
    slots.insert(c.slot);
    if (c.op == sema::CondOp::CompareSlot) slots.insert(c.other);
  }
  for (bool grows = true; grows;) {
    grows = false;
    for (const prove::Step& s : way.steps) {
      const cfg::Node& n = made.graph.nodes[s.node];
      if (n.op != cfg::Op::Set || n.object >= p.sets.size() || !slots.contains(n.slot)) continue;
      for (const sema::SlotId from : {p.sets[n.object].a, p.sets[n.object].b})
        grows = (from != kNone && slots.insert(from).second) || grows;
    }
  }
  std::set<std::string> names;
  for (const sema::SlotId s : slots) {
    if (s < p.slots.size()) names.insert(p.slots[s].name);
  }
  return names;
}

/// The steps of a way that its script answers, a line each, in order. A verification whose tries are used up is passed
/// over.
std::vector<std::size_t> answered_steps(const Compilation& made, const prove::Witness& way) {
  std::vector<std::size_t> answered;
  std::vector<std::uint32_t> tries(256);
  for (std::size_t i = 0; i < way.steps.size(); ++i) {
    const prove::Step& s = way.steps[i];
    const cfg::Node& n = made.graph.nodes[s.node];
    const bool says_only = n.op == cfg::Op::Say || n.op == cfg::Op::Note || n.op == cfg::Op::End;
    if (!cfg::yields(n.op) || says_only || s.edge == prove::kHere) continue;
    if (n.op == cfg::Op::Verify) {
      if (tries[n.counter] >= n.tries) continue;
      const bool exhausts =
          s.edge < made.graph.edges.size() && made.graph.edges[s.edge].kind == cfg::EdgeKind::Exhausted;
      if (s.edge == prove::kAgain || exhausts) ++tries[n.counter];
    }
    answered.push_back(i);
  }
  return answered;
}

/// What the agent judged or the menu asked: a script tells only the answer.
std::string question_of(const Compilation& made, const cfg::Node& n) {
  if (n.op != cfg::Op::Judge && n.op != cfg::Op::Menu) return {};
  std::string text = line_text(made.program, n.line, 70);
  const std::size_t colon = text.find(": ");
  const bool judges = n.op == cfg::Op::Judge && colon != std::string::npos;
  text.erase(0, judges ? colon + 2 : std::min(text.find(' '), text.size()) + 1);
  return text;
}

/// The lines of a script that holds nothing but one given value or one step.
std::vector<std::string> lines_of(scenario::Script script, Tongue tongue) {
  script.tongue = tongue;
  script.flow = "x";
  std::vector<std::string> lines;
  const std::string text = scenario::write_script(script);
  for (std::size_t at = std::min(text.find('\n'), text.size()); at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at + 1), text.size());
    std::string line = text.substr(at + 1, end - at - 1);
    if (line.find_first_not_of(' ') != std::string::npos) lines.push_back(std::move(line));
    at = end;
  }
  return lines;
}

/// Answers that, given otherwise, lead elsewhere or change what is told there.
std::vector<Decision> decisions_of(const Compilation& made, const questions::Way& way, const scenario::Script& script) {
  using scenario::Result;
  const std::set<std::string> weighed = weighed_slots(made, way);
  const std::vector<std::size_t> answered = answered_steps(made, way.witness);
  std::vector<Decision> decisions;
  const auto add = [&](const scenario::Script& one, const std::string& about) {
    for (std::string& line : lines_of(one, script.tongue)) decisions.push_back({std::move(line), about});
  };
  for (const auto& g : script.gives) {
    scenario::Script one;
    one.gives.push_back(g);
    if (weighed.contains(g.name)) add(one, {});
  }
  for (std::size_t k = 0; k < script.steps.size() && k < answered.size(); ++k) {
    scenario::Step step = script.steps[k];
    std::erase_if(step.fields, [&](const scenario::Given& g) { return !weighed.contains(g.name); });
    const bool says_value = step.word == CallWord::Ask || step.word == CallWord::Record;
    const bool asks_system = step.word == CallWord::Lookup || step.word == CallWord::Request;
    const bool has_value = step.result == Result::Value && (says_value || asks_system);
    const bool tells = says_value ? weighed.contains(step.name) : !step.fields.empty();
    if (has_value ? !tells : way.decides[answered[k]] == 0) continue;
    scenario::Script one;
    one.steps.push_back(std::move(step));
    add(one, question_of(made, made.graph.nodes[way.witness.steps[answered[k]].node]));
  }
  return decisions;
}

Played play(const Compilation& made, const replay::Stage* stage, const questions::Way& way, const std::string& flow) {
  Played out;
  if (stage == nullptr) return out;
  const auto replay = stage->play(way.witness, diag::code_text(diag::Code{}), flow);
  if (!replay.confirmed) return out;
  std::vector<scenario::Problem> problems;
  out.script = scenario::read_script(replay.script, problems);
  out.script.breach.reset();
  out.transcript = replay.transcript;
  out.decisions = decisions_of(made, way, out.script);
  out.played = true;
  return out;
}

/// What was heard last.
std::string last_heard(const std::string& transcript, Tongue tongue) {
  const std::string_view who = pick(tongue, "Agent:", "Agente:");
  std::string heard;
  for (std::size_t at = 0; at < transcript.size();) {
    const std::size_t end = std::min(transcript.find('\n', at), transcript.size());
    const std::string_view line = std::string_view{transcript}.substr(at, end - at);
    if (line.starts_with(who)) heard = scenario::trim(line.substr(who.size()));
    at = end + 1;
  }
  return heard;
}

/// The script of a whole call that goes this way: the customer hangs up on arrival, or the call is over there anyway.
/// Nothing: no such script plays.
std::optional<std::string> whole_call(const scenario::Flow& flow, const Played& played) {
  scenario::Script cut = played.script;
  const scenario::Step hang_up{CallWord::HangUp, 0, {}, {}, {}, {}};
  std::vector<scenario::Script> tries(3, cut);
  tries[0].steps.push_back({CallWord::Expect, 0, {}, last_heard(played.transcript, cut.tongue), {}, {}});
  tries[0].steps.push_back(hang_up);
  tries[1].steps.push_back(hang_up);
  for (const scenario::Script& script : tries) {
    const std::string text = scenario::write_script(script);
    std::vector<scenario::Problem> problems;
    const scenario::Script read = scenario::read_script(text, problems);
    if (problems.empty() && scenario::rehearse(flow, read).failures.empty()) return text;
  }
  return std::nullopt;
}

/// Everything that is shown, by line.
struct Answer {
  const Asked& asked;
  const PathsOptions& options;
  questions::Ways found;
  std::vector<Played> played;
};

std::string events_text(std::uint32_t events, Tongue tongue) {
  return fmt::format("{} {}", events,
                     events == 1 ? pick(tongue, "event", "evento") : pick(tongue, "events", "eventos"));
}

std::string indented(const std::string& text, std::string_view by) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    out += line.empty() ? "\n" : fmt::format("{}{}\n", by, line);
    at = end + 1;
  }
  return out;
}

bool begins_line(const Answer& a, std::size_t i) {
  return i == 0 || !(a.found.ways[i].node == a.found.ways[i - 1].node);
}

std::size_t count_lines(const Answer& a) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < a.found.ways.size(); ++i) n += begins_line(a, i) ? 1 : 0;
  return n;
}

/// «3 ways to {saldo}, at 2 lines».
std::string headline(const Answer& a) {
  const std::size_t ways = a.found.ways.size(), lines = count_lines(a);
  if (a.asked.tongue == Tongue::Es)
    return fmt::format("{} {} a «{}», en {} {}", ways, ways == 1 ? "camino" : "caminos", a.options.to, lines,
                       lines == 1 ? "línea" : "líneas");
  return fmt::format("{} {} to \"{}\", at {} {}", ways, ways == 1 ? "way" : "ways", a.options.to, lines,
                     lines == 1 ? "line" : "lines");
}

/// What is not shown.
std::string foot(const Answer& a) {
  std::string out;
  const Tongue t = a.asked.tongue;
  if (a.found.more)
    out += fmt::format("{}\n",
                       t == Tongue::Es
                           ? fmt::format("Hay otros caminos más largos; --most {} muestra más.", a.options.most * 2)
                           : fmt::format("There are other, longer ways; --most {} shows more.", a.options.most * 2));
  if (a.found.undecided)
    out += pick(t, "Some ways could be neither found nor excluded.\n",
                "Algún camino no se pudo ni encontrar ni descartar.\n");
  return out;
}

std::string nothing_on_the_way(Tongue tongue) {
  return std::string{pick(tongue, "(nobody decides anything on the way)", "(nadie decide nada por el camino)")};
}
std::string not_played(Tongue tongue) {
  return std::string{
      pick(tongue, "(the interpreter did not play this way)", "(el intérprete no recorrió este camino)")};
}

/// «con titular»; `mark` stands around the names.
std::string with_levels(const Answer& a, sema::Levels levels, std::string_view mark) {
  const Tongue t = a.asked.tongue;
  if (levels == 0) return std::string{pick(t, "with no level", "sin ningún nivel")};
  const std::string names = levels_text(a.asked.made.program, levels, t);
  return fmt::format("{} {}{}{}", pick(t, "with", "con"), mark, mark.empty() ? names : markdown_escaped(names), mark);
}

std::string as_text(const Answer& a, const Console& console) {
  const Tongue t = a.asked.tongue;
  std::string out = headline(a) + "\n";
  std::size_t number = 0;
  for (std::size_t i = 0; i < a.found.ways.size(); ++i) {
    const questions::Way& way = a.found.ways[i];
    const LineRef line = a.asked.made.graph.nodes[way.node].line;
    if (begins_line(a, i)) {
      out += fmt::format("\n{}  {}\n", console.styled(Style::Bold, place_text(a.asked.made.program, line)),
                         line_text(a.asked.made.program, line));
      number = 0;
    }
    out += fmt::format("  {}. {}, {}\n", ++number, events_text(way.events, t), with_levels(a, way.levels, ""));
    const Played& p = a.played[i];
    if (!p.played) out += "     " + not_played(t) + "\n";
    if (p.played && p.decisions.empty()) out += "     " + nothing_on_the_way(t) + "\n";
    for (const Decision& d : p.decisions)
      out += "     " + d.line + (d.about.empty() ? "" : console.styled(Style::Dim, "  # " + d.about)) + "\n";
    if (a.options.calls && p.played) out += "\n" + indented(p.transcript, "       ") + "\n";
  }
  const std::string rest = foot(a);
  return rest.empty() ? out : out + "\n" + rest;
}

std::string as_markdown(const Answer& a) {
  const Tongue t = a.asked.tongue;
  std::string out = "## " + markdown_escaped(headline(a)) + "\n";
  std::size_t number = 0;
  for (std::size_t i = 0; i < a.found.ways.size(); ++i) {
    const questions::Way& way = a.found.ways[i];
    const LineRef line = a.asked.made.graph.nodes[way.node].line;
    if (begins_line(a, i)) {
      out += fmt::format("\n### `{}`\n\n> {}\n", place_text(a.asked.made.program, line),
                         markdown_escaped(line_text(a.asked.made.program, line)));
      number = 0;
    }
    out += fmt::format("\n{}. {}, {}\n", ++number, events_text(way.events, t), with_levels(a, way.levels, "**"));
    const Played& p = a.played[i];
    std::string body;
    for (const Decision& d : p.decisions) body += d.line + (d.about.empty() ? "" : "  # " + d.about) + "\n";
    if (!p.played) body = not_played(t) + "\n";
    if (p.played && body.empty()) body = nothing_on_the_way(t) + "\n";
    if (a.options.calls && p.played) body += "\n" + p.transcript;
    out += "\n   ```text\n" + indented(body, "   ") + "   ```\n";
  }
  const std::string rest = foot(a);
  return rest.empty() ? out : out + "\n" + rest;
}

std::string as_json(const Answer& a) {
  const sema::Program& p = a.asked.made.program;
  report::JsonWriter w;
  w.open('{');
  w.text("flow", a.asked.path);
  w.text("target", a.options.to);
  w.flag("more", a.found.more);
  w.flag("undecided", a.found.undecided);
  w.flag("only-without-value", a.found.only_empty);
  w.open("ways", '[');
  for (std::size_t i = 0; i < a.found.ways.size(); ++i) {
    const questions::Way& way = a.found.ways[i];
    const LineRef line = a.asked.made.graph.nodes[way.node].line;
    w.open('{');
    w.text("place", place_text(p, line));
    w.text("line", line_text(p, line, 10'000));
    w.number("events", way.events);
    w.open("levels", '[');
    for (std::size_t l = 0; l < p.levels.size(); ++l) {
      if (((way.levels >> l) & 1U) != 0) w.text("", p.levels[l].name);
    }
    w.close();
    w.flag("played", a.played[i].played);
    w.open("decisions", '[');
    for (const Decision& d : a.played[i].decisions) {
      w.open('{');
      w.text("answer", d.line);
      if (!d.about.empty()) w.text("to", d.about);
      w.close();
    }
    w.close();
    if (a.options.calls && a.played[i].played) w.text("call", a.played[i].transcript);
    w.close();
  }
  w.close();
  w.close();
  return w.take();
}

/// FLOW-LINE-N, with the name of the file before the line if that is not the flow's.
std::string call_name(const Answer& a, std::size_t way, std::size_t number) {
  const sema::Program& program = a.asked.made.program;
  const LineRef line = a.asked.made.graph.nodes[a.found.ways[way].node].line;
  const std::string place = place_text(program, line);
  const std::string flow = fs::path{a.asked.path}.stem().string();
  const std::string file = line.file == 0 || line.file >= program.files.size()
                               ? flow
                               : flow + "-" + fs::path{program.files[line.file].path}.stem().string();
  return fmt::format("{}-{}-{}", file, place.substr(place.rfind(':') + 1), number);
}

/// Writes FOLDER/FLOW-LINE-N.call for each way. False: it complained.
bool write_calls(const Answer& a, Console& console) {
  Message error;
  const Compilation& made = a.asked.made;
  const auto flow = made.image.empty() ? nullptr : scenario::Flow::open(made.image, made.policy, error);
  if (!flow) {
    console.complain({"no calls are written: the flow has errors, so guion run would not play them",
                      "no se guardan llamadas: el flujo tiene errores y guion run no las repetiría"},
                     a.asked.tongue);
    return false;
  }
  std::error_code failed;
  fs::create_directories(a.options.write_calls, failed);
  std::size_t number = 0;
  for (std::size_t i = 0; i < a.found.ways.size(); ++i) {
    if (begins_line(a, i)) number = 0;
    ++number;
    Played played = a.played[i];
    played.script.flow = way_to(a.asked.path, a.options.write_calls);
    const auto script = played.played ? whole_call(*flow, played) : std::nullopt;
    if (!script) continue;
    const std::string file = (fs::path{a.options.write_calls} / (call_name(a, i, number) + ".call")).generic_string();
    if (const auto failure = write_file(file, *script)) {
      console.complain(*failure, a.asked.tongue);
      return false;
    }
    console.err(fmt::format("{}{}\n", pick(a.asked.tongue, "written: ", "escrita: "), file));
  }
  return true;
}

std::string none(const Answer& a, bool nothing_does_it) {
  const bool es = a.asked.tongue == Tongue::Es;
  const std::string& to = a.options.to;
  if (nothing_does_it)
    return es ? fmt::format("En {} nada hace «{}».\n", a.asked.path, to)
              : fmt::format("Nothing in {} does \"{}\".\n", a.asked.path, to);
  if (a.found.undecided)
    return es ? fmt::format("No se pudo decidir si alguna llamada llega a «{}».\n", to)
              : fmt::format("Whether a call reaches \"{}\" could not be decided.\n", to);
  if (a.found.only_empty)
    return es ? fmt::format("Ninguna llamada llega a «{}» con el dato: allí solo se llega sin él.\n", to)
              : fmt::format("No call reaches \"{}\" with a value: calls get there only without it.\n", to);
  return es ? fmt::format("Ninguna llamada llega a «{}».\n", to) : fmt::format("No call reaches \"{}\".\n", to);
}

int unknown(const questions::Target& target, const PathsOptions& options, Tongue tongue, Console& console) {
  Message m{fmt::format("\"{}\": nothing in {} is called \"{}\"", options.to, options.flow, target.unknown),
            fmt::format("«{}»: en {} nada se llama «{}»", options.to, options.flow, target.unknown)};
  if (!target.suggestion.empty()) {
    m.en += fmt::format("; did you mean {}?", target.suggestion);
    m.es += fmt::format("; ¿quería decir {}?", target.suggestion);
  } else {
    m.en +=
        "; for example '{balance}', '@notice', 'end solved', 'transfer sales', 'request payments', 'ask amount', "
        "'verify holder', 'stage closing', or a line number";
    m.es +=
        "; por ejemplo '{saldo}', '@aviso', 'termina resuelto', 'transfiere retención', 'solicita caja', 'pregunta "
        "monto', 'verifica titular', 'etapa cierre' o un número de línea";
  }
  console.complain(m, tongue);
  return kCannotRun;
}

}  // namespace

int paths(const PathsOptions& options, Console& console) {
  const auto asked = open_asked(options.flow, options.settings, console);
  if (!asked) return kCannotRun;
  const Compilation& made = asked->made;
  const questions::Target target = questions::find_target(made.program, made.graph, options.to);
  if (!target.unknown.empty()) return unknown(target, options, asked->tongue, console);
  Answer answer{*asked, options, questions::ways_to(asked->input(), target.nodes, options.most, target.filled), {}};
  if (answer.found.ways.empty() && options.shape != Shape::Json) {
    console.out(none(answer, target.nodes.empty()));
    return kFindings;
  }
  const auto stage = replay::Stage::open(made.program, made.graph);
  const std::string name = fs::path{options.flow}.stem().string();
  for (const questions::Way& w : answer.found.ways) answer.played.push_back(play(made, stage.get(), w, name));
  switch (options.shape) {
    case Shape::Text:
      console.out(as_text(answer, console));
      break;
    case Shape::Markdown:
      console.out(as_markdown(answer));
      break;
    case Shape::Json:
      console.out(as_json(answer));
      break;
  }
  if (!options.write_calls.empty() && !write_calls(answer, console)) return kCannotRun;
  return answer.found.ways.empty() ? kFindings : kClean;
}

}  // namespace guion::cli
