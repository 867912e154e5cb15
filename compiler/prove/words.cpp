// How messages speak of events, properties, levels and days. It must not decide anything. The interface with its
// comments is judge.hpp.
#include <algorithm>
#include <chrono>

#include "prove/judge.hpp"
#include "prove/makers.hpp"

namespace guion::prove {

using cfg::FactKind;

namespace {

std::string quoted(const std::string& name, Tongue tongue) {
  return tongue == Tongue::Es ? "«" + name + "»" : "\"" + name + "\"";
}

std::string object_text(const sema::Program& program, const sema::RuleEvent& event) {
  if (event.object == kNone) return "";
  const auto keyword = static_cast<Keyword>(event.keyword);
  const bool slot = keyword == Keyword::Ask || keyword == Keyword::Record;
  const bool service = keyword == Keyword::Lookup || keyword == Keyword::Request;
  if (keyword == Keyword::Say) return " @" + program.tags[event.object].name;
  if (slot) return " " + program.slots[event.object].name;
  if (keyword == Keyword::Verify) return " " + program.levels[event.object].name;
  if (service) return " " + program.services[event.object].name;
  if (keyword == Keyword::Transfer) return " " + program.areas[event.object].name;
  if (keyword == Keyword::End) return " " + program.outcomes[event.object].name;
  return "";
}

std::string event_in(const sema::Program& program, const sema::RuleEvent& event, Tongue tongue) {
  if (event.keyword == ast::kHeard) return std::string(spelling(Word::IsHeard, tongue));
  return std::string(spelling(static_cast<Keyword>(event.keyword), tongue)) + object_text(program, event);
}

}  // namespace

Both event_text(const sema::Program& program, const sema::RuleEvent& event) {
  return {event_in(program, event, Tongue::En), event_in(program, event, Tongue::Es)};
}

Both doubt_text(const sema::Program& program, PropertyKind kind, std::uint32_t object, std::uint32_t other) {
  const auto slot = [&](Tongue tongue) { return quoted(program.slots[object].name, tongue); };
  switch (kind) {
    case PropertyKind::Gate:
      if (object == kNone)
        return {"the level that this line requires is missing here", "aquí falta el nivel que esta línea exige"};
      return {slot(Tongue::En) + " is read here without the level that its class requires",
              "aquí se lee " + slot(Tongue::Es) + " sin el nivel que exige su clase"};
    case PropertyKind::Filled:
      return {slot(Tongue::En) + " can be empty here", slot(Tongue::Es) + " puede estar vacío aquí"};
    case PropertyKind::Rule: {
      const std::string& name = program.rules[object].name;
      return {"a call breaks rule " + name + " here", "una llamada incumple aquí la regla " + name};
    }
    case PropertyKind::RequiredStage: {
      const std::string& name = program.stage_rules[object].name;
      return {"a call ends here before the stage " + quoted(name, Tongue::En) + " is done",
              "una llamada termina aquí sin haber completado la etapa " + quoted(name, Tongue::Es)};
    }
    case PropertyKind::StageOrder: {
      const std::string &name = program.stage_rules[object].name, &before = program.stage_rules[other].name;
      return {
          "the stage " + quoted(name, Tongue::En) + " can begin before " + quoted(before, Tongue::En) + " is done",
          "la etapa " + quoted(name, Tongue::Es) + " puede empezar antes de completarse " + quoted(before, Tongue::Es)};
    }
    case PropertyKind::Secret:
      return {"the secret " + slot(Tongue::En) + " is still held here",
              "el dato secreto " + slot(Tongue::Es) + " sigue guardado aquí"};
    case PropertyKind::StaleCaller:
      return {slot(Tongue::En) + " can still belong to whoever was authenticated before",
              slot(Tongue::Es) + " puede ser todavía de quien se autenticó antes"};
    case PropertyKind::StaleTopic:
      return {slot(Tongue::En) + " keeps the answer of an earlier round here",
              slot(Tongue::Es) + " conserva aquí la respuesta de una vuelta anterior"};
    case PropertyKind::RequestRepeated: {
      const std::string& name = program.services[object].name;
      return {quoted(name, Tongue::En) + " is requested here a second time without a question in between",
              "aquí se solicita " + quoted(name, Tongue::Es) + " por segunda vez sin una pregunta entre las dos"};
    }
    case PropertyKind::TriesRenewed: {
      const std::string& name = program.methods[object].name;
      return {"the method " + name + " is tried here too often",
              "el método " + name + " se intenta aquí demasiadas veces"};
    }
    case PropertyKind::EndsInSilence:
      return {"a call ends here in silence after a failure", "una llamada termina aquí en silencio tras una falla"};
    case PropertyKind::OpenQuestion:
      return {"a question before this line stays without an answer",
              "una pregunta anterior a esta línea queda sin respuesta"};
  }
  return {};
}

std::string date_text(std::int64_t day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Span line_of(const Input& in, cfg::NodeId node) {
  if (node >= in.graph.nodes.size()) return {};
  const LineRef l = in.graph.nodes[node].line;
  if (l.file >= in.program.files.size() || l.line >= in.program.files[l.file].tree.lines.size()) return {};
  return in.program.span_of(l);
}

void report_undecided(Bench& bench, Span where, const Both& doubt, cfg::NodeId because) {
  auto& d = bench.emitter.report(diag::NotDecided, where, doubt.en, doubt.es);
  if (because != kNone)
    d.note(line_of(bench.in, because), "this line decides it, and its value could not be followed",
           "de esta línea depende, y su valor no se pudo seguir");
}

void keep(Bench& bench, const Witness& witness) {
  bench.result.violations.push_back({bench.emitter.all().size() - 1, witness});
}

// ---- what occurs
// -------------------------------------------------------------------------------------------------------------------

Occurrences::Occurrences(const Input& in, const analysis::Result& states) : program_(in.program) {
  for (cfg::NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    if (!states.reachable[n]) continue;
    for (const cfg::Fact& f : in.graph.told(n)) {
      const auto kind = static_cast<std::size_t>(f.kind);
      const bool named = f.kind == FactKind::Tag || f.kind == FactKind::Asks || f.kind == FactKind::Records ||
                         f.kind == FactKind::Verifies || f.kind == FactKind::Calls || f.kind == FactKind::Transfers ||
                         f.kind == FactKind::Ends;
      const std::size_t object = named && f.object != kNone ? f.object : 0;
      if (by_object_.size() <= kind) by_object_.resize(kind + 1);
      if (by_object_[kind].size() <= object) by_object_[kind].resize(object + 1);
      by_object_[kind][object] = 1;
    }
  }
}

bool Occurrences::of(const sema::RuleEvent& event) const {
  std::vector<Ear> ears;
  hear_event(program_, event, kA, ears);
  return std::any_of(ears.begin(), ears.end(), [&](const Ear& ear) {
    const auto kind = static_cast<std::size_t>(ear.kind);
    if (kind >= by_object_.size()) return false;
    if (ear.object == kNone) return !by_object_[kind].empty();
    return ear.object < by_object_[kind].size() && by_object_[kind][ear.object] != 0;
  });
}

const sema::RuleEvent* trigger_of(const sema::Rule& rule) {
  switch (rule.form) {
    case ast::RuleForm::Before:
    case ast::RuleForm::BeforeEach:
      return &rule.events[1];
    case ast::RuleForm::AfterAlways:
    case ast::RuleForm::AfterNever:
    case ast::RuleForm::BetweenNever:
    case ast::RuleForm::BetweenAlways:
    case ast::RuleForm::Paired:
    case ast::RuleForm::AtMost:
      return rule.events.data();
    case ast::RuleForm::Never:
    case ast::RuleForm::TagSays:
      break;
  }
  return nullptr;
}

}  // namespace guion::prove
