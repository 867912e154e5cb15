// See diff.hpp: the lines of stages and parts one by one, and the order in which changes are told.
#include "questions/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "questions/diff_sides.hpp"

namespace guion::questions {

using ast::NodeKind;
using ast::PartKind;

// ---- sides
// -------------------------------------------------------------------------------------------------------------------------

Side::Side(const Version& version)
    : program(version.program),
      graph(version.graph),
      proof(version.proof),
      calls(analysis::call_order(version.program, version.graph)),
      in{program, graph, calls},
      behind(in),
      lines(script_lines(version.program)),
      nodes(lines.size()) {
  analysis::find_reachable(graph, calls, states);
  analysis::find_states(program, graph, calls, std::vector<std::uint8_t>(graph.nodes.size()), states);
  std::vector<std::vector<std::uint32_t>> at(program.files.size());
  for (std::size_t f = 0; f < at.size(); ++f) at[f].assign(program.files[f].tree.lines.size(), kNone);
  for (std::uint32_t i = 0; i < lines.size(); ++i) at[lines[i].at.file][lines[i].at.line] = i;
  for (cfg::NodeId n = 0; n < graph.nodes.size(); ++n) {
    const LineRef l = graph.nodes[n].line;
    if (states.reachable[n] == 0 || l.file >= at.size() || l.line >= at[l.file].size() || at[l.file][l.line] == kNone)
      continue;
    nodes[at[l.file][l.line]].push_back(n);
  }
}

Change& Sides::add(Weight weight, Topic topic, Texts what, Place old_place, Place new_place) {
  changes.push_back({weight, topic, std::move(what), std::move(old_place), std::move(new_place), {}, {}});
  return changes.back();
}

Names level_names(const sema::Program& program, sema::Levels levels) {
  Names names;
  for (std::size_t l = 0; l < program.levels.size(); ++l) {
    if (((levels >> l) & 1u) != 0) names.push_back(program.levels[l].name);
  }
  return names;
}

Names without(const Names& all, const Names& less) {
  Names left;
  std::copy_if(all.begin(), all.end(), std::back_inserter(left),
               [&](const std::string& n) { return std::find(less.begin(), less.end(), n) == less.end(); });
  return left;
}

Texts listed(const Names& names) {
  Texts out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    out.en += (i == 0 ? "" : last ? " and " : ", ") + names[i];
    out.es += (i == 0 ? "" : last ? " y " : ", ") + names[i];
  }
  return out;
}

Texts listed_levels(const sema::Program& program, const Names& names) {
  Names shown;
  for (const std::string& name : names) {
    const sema::Levels own = levels_called(program, {name});
    const bool included = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
      const auto by = std::find_if(program.levels.begin(), program.levels.end(),
                                   [&](const sema::Level& l) { return l.name == other; });
      return other != name && by != program.levels.end() && (by->closure & own) != 0;
    });
    if (!included) shown.push_back(name);
  }
  return listed(shown);
}

sema::Levels levels_called(const sema::Program& program, const Names& names) {
  sema::Levels set = 0;
  for (std::size_t l = 0; l < program.levels.size(); ++l) {
    if (std::find(names.begin(), names.end(), program.levels[l].name) != names.end())
      set = static_cast<sema::Levels>(set | (1u << l));
  }
  return set;
}

// ---- lines
// -------------------------------------------------------------------------------------------------------------------------

namespace {

/// Arms that only say when their block applies.
bool is_arm(NodeKind kind) {
  static constexpr NodeKind kArms[] = {NodeKind::Else,     NodeKind::Is,        NodeKind::OnFailure,
                                       NodeKind::OnReturn, NodeKind::OnSilence, NodeKind::OnOverflow,
                                       NodeKind::OnlyIf,   NodeKind::Nothing};
  return std::find(std::begin(kArms), std::end(kArms), kind) != std::end(kArms);
}
bool is_heard(NodeKind kind) {
  return kind == NodeKind::Say || kind == NodeKind::Ask || kind == NodeKind::Menu || kind == NodeKind::With ||
         kind == NodeKind::Transfer || kind == NodeKind::Item;
}
bool is_words(NodeKind kind) {
  return is_heard(kind) || kind == NodeKind::Note || kind == NodeKind::Judge || kind == NodeKind::Record;
}

/// What changes elsewhere than in the key of a line: `exige` is told by levels, seals by their texts.
std::string own_key(const Side& side, const ScriptLine& l) {
  const ast::Tree& tree = side.program.files[l.at.file].tree;
  std::string key;
  for (const ast::Part& p : tree.parts_of(l.at.line)) {
    const bool elsewhere = p.kind == PartKind::Requires || p.kind == PartKind::Seal || p.kind == PartKind::Approver;
    if (elsewhere || p.kind == PartKind::LineId || ast::is_text(p.kind)) continue;
    key += std::string{ast::name_of(p.kind)} + (p.arg != 0 ? std::to_string(p.arg) : std::string{tree.at(p)}) + "\n";
  }
  return key;
}

class Lines {
 public:
  explicit Lines(Sides& sides) : s_(sides) {}

  void run() {
    for (std::uint32_t o = 0; o < s_.before.lines.size(); ++o) {
      if (s_.pairs.of_old[o] == kNone) only(s_.before, s_.pairs.of_old, o, false);
    }
    find_moved();
    for (std::uint32_t n = 0; n < s_.after.lines.size(); ++n) {
      const std::uint32_t o = s_.pairs.of_new[n];
      o == kNone ? only(s_.after, s_.pairs.of_new, n, true) : both(o, n);
    }
  }

 private:
  void both(std::uint32_t o, std::uint32_t n) {
    const ScriptLine &was = s_.before.lines[o], &is = s_.after.lines[n];
    // A line that does something else is shown whole, its words included; a sealed text is told of by itself.
    const bool other_words = was.text != is.text;
    const bool other_step =
        was.key != is.key && (is.kind == NodeKind::With || own_key(s_.before, was) != own_key(s_.after, is));
    if (other_words && (!other_step || is_sealed(s_.before, o))) wording(o, n);
    if (other_step) step(o, n, other_words);
    if (was.key != is.key && !other_step) unsealed(o, n);
    const bool other_place = was.place != is.place && is.kind != NodeKind::Stage && is.kind != NodeKind::Part;
    const bool overtaken = std::find(moved_.begin(), moved_.end(), n) != moved_.end();
    const bool owners_stay = was.parent != kNone && is.parent != kNone && s_.pairs.of_old[was.parent] != kNone &&
                             s_.pairs.of_new[is.parent] != kNone;
    if (other_place || overtaken || (owners_stay && s_.pairs.of_old[was.parent] != is.parent))
      tell(Weight::Ways, Topic::Moved, {"a line moved", "una línea cambia de lugar"}, o, n).after =
          source_of(s_.after.program, is.at);
  }

  static bool is_head(const ScriptLine& l) { return l.parent == kNone && l.kind == NodeKind::Stage; }

  /// Lines of a place, and stages, that changed their order: all that do not belong to a longest sequence that kept it.
  void find_moved() {
    std::map<std::string, std::vector<std::uint32_t>> places;  // partners, in the old order
    for (std::uint32_t o = 0; o < s_.before.lines.size(); ++o) {
      const std::uint32_t n = s_.pairs.of_old[o];
      if (n == kNone || s_.before.lines[o].place != s_.after.lines[n].place) continue;
      places[s_.before.lines[o].place].push_back(n);
      if (is_head(s_.before.lines[o])) places[{}].push_back(n);
    }
    for (const auto& [name, partners] : places) keep_order(partners);
  }

  /// Source: C. Schensted, «Longest increasing and decreasing subsequences» (1961).
  void keep_order(const std::vector<std::uint32_t>& partners) {
    std::vector<std::size_t> tails, previous(partners.size(), partners.size());
    for (std::size_t i = 0; i < partners.size(); ++i) {
      const auto at = std::lower_bound(tails.begin(), tails.end(), partners[i],
                                       [&](std::size_t t, std::uint32_t n) { return partners[t] < n; });
      if (at != tails.begin()) previous[i] = *(at - 1);
      at == tails.end() ? tails.push_back(i) : void(*at = i);
    }
    std::vector<std::uint8_t> kept(partners.size());
    for (std::size_t i = tails.empty() ? partners.size() : tails.back(); i < partners.size(); i = previous[i])
      kept[i] = 1;
    for (std::size_t i = 0; i < partners.size(); ++i) {
      if (kept[i] == 0) moved_.push_back(partners[i]);
    }
  }

  Change& tell(Weight weight, Topic topic, Texts what, std::uint32_t o, std::uint32_t n) {
    return s_.add(weight, topic, std::move(what), s_.before.place(o), s_.after.place(n));
  }

  void wording(std::uint32_t o, std::uint32_t n) {
    const ScriptLine &was = s_.before.lines[o], &is = s_.after.lines[n];
    const bool sealed = is_sealed(s_.before, o);
    const Texts what =
        sealed                   ? Texts{"a sealed wording changed", "cambia un texto sellado"}
        : is_option(s_.after, n) ? Texts{"an option is called differently", "una opción se llama de otra manera"}
        : is_heard(is.kind)      ? Texts{"the customer hears another wording", "el cliente oye otras palabras"}
                                 : Texts{"the agent reads another wording", "el agente lee otras palabras"};
    Change& c = tell(sealed ? Weight::Lowers : Weight::Words, sealed ? Topic::SealedChanged : Topic::WordingChanged,
                     what, o, n);
    c.before = was.text;
    c.after = is.text;
  }

  void step(std::uint32_t o, std::uint32_t n, bool other_words) {
    if (s_.after.lines[n].kind == NodeKind::With) return tries(o, n, other_words);
    Change& c = tell(Weight::Ways, Topic::StepChanged, {"a step changed", "cambia un paso"}, o, n);
    c.before = source_of(s_.before.program, s_.before.lines[o].at);
    c.after = source_of(s_.after.program, s_.after.lines[n].at);
  }

  static bool is_sealed(const Side& side, std::uint32_t l) {
    const LineRef at = side.lines[l].at;
    return ast::find(side.program.files[at.file].tree.parts_of(at.line), PartKind::Seal) != nullptr;
  }

  /// A text that was sealed and no longer is.
  void unsealed(std::uint32_t o, std::uint32_t n) {
    if (!is_sealed(s_.before, o) || is_sealed(s_.after, n)) return;
    tell(Weight::Lowers, Topic::SealedChanged, {"a wording is no longer sealed", "un texto deja de estar sellado"}, o,
         n)
        .after = s_.after.lines[n].text;
  }

  void tries(std::uint32_t o, std::uint32_t n, bool other_words) {
    const sema::Statement &was = s_.before.program.at(s_.before.lines[o].at),
                          &is = s_.after.program.at(s_.after.lines[n].at);
    const bool weaker = is.tries > was.tries || (was.if_lacking && !is.if_lacking) ||
                        s_.before.lines[o].subject != s_.after.lines[n].subject;
    Texts what{"the customer is verified in another way", "cambia cómo se verifica al cliente"};
    if (other_words) what.en += " and in other words", what.es += " y con qué palabras";
    Change& c = tell(weaker ? Weight::Lowers : Weight::Raises,
                     weaker ? Topic::VerificationWeaker : Topic::VerificationStronger, std::move(what), o, n);
    c.before = source_of(s_.before.program, s_.before.lines[o].at);
    c.after = source_of(s_.after.program, s_.after.lines[n].at);
  }

  static bool is_option(const Side& side, std::uint32_t l) {
    const ScriptLine& line = side.lines[l];
    return line.kind == NodeKind::Item && line.parent != kNone && side.lines[line.parent].kind == NodeKind::Menu;
  }

  /// The head of the stage or part in which a line stands.
  static std::uint32_t head_of(const Side& side, std::uint32_t l) {
    while (side.lines[l].parent != kNone) l = side.lines[l].parent;
    return l;
  }

  struct Kind {
    Weight weight;
    Topic topic;
    Texts what;
  };

  static Kind kind_of(const Side& side, std::uint32_t l, bool added) {
    const auto either = [added](Weight weight, Topic now, Topic gone, Texts one, Texts other) {
      return added ? Kind{weight, now, std::move(one)} : Kind{weight, gone, std::move(other)};
    };
    const NodeKind kind = side.lines[l].kind;
    if (kind == NodeKind::Verify)
      return added
                 ? Kind{Weight::Raises, Topic::VerificationStronger, {"a new verification", "una verificación nueva"}}
                 : Kind{
                       Weight::Lowers, Topic::VerificationWeaker, {"a verification is gone", "falta una verificación"}};
    if (kind == NodeKind::With)
      return added ? Kind{Weight::Lowers,
                          Topic::VerificationWeaker,
                          {"another way to be verified", "otra forma de verificarse"}}
                   : Kind{Weight::Raises,
                          Topic::VerificationStronger,
                          {"a way to be verified is gone", "una forma menos de verificarse"}};
    if (kind == NodeKind::Revoke)
      return added ? Kind{Weight::Raises,
                          Topic::VerificationStronger,
                          {"a level is now taken away", "ahora se retira un nivel"}}
                   : Kind{Weight::Lowers,
                          Topic::VerificationWeaker,
                          {"a level is no longer taken away", "ya no se retira un nivel"}};
    if (kind == NodeKind::End || kind == NodeKind::Transfer)
      return either(Weight::Ways, Topic::FinalAdded, Topic::FinalRemoved,
                    {"a call can now end here", "una llamada puede acabar ahora aquí"},
                    {"no call ends here any more", "ya ninguna llamada acaba aquí"});
    if (is_option(side, l))
      return either(Weight::Ways, Topic::OptionAdded, Topic::OptionRemoved, {"a new option", "una opción nueva"},
                    {"an option is gone", "falta una opción"});
    if (is_words(kind))
      return either(Weight::Words, Topic::LineAdded, Topic::LineRemoved, {"a new line", "una línea nueva"},
                    {"a line is gone", "falta una línea"});
    return either(Weight::Ways, Topic::StepAdded, Topic::StepRemoved, {"a new step", "un paso nuevo"},
                  {"a step is gone", "falta un paso"});
  }

  /// A line that stands in one version only.
  void only(const Side& side, const std::vector<std::uint32_t>& partners, std::uint32_t l, bool added) {
    const ScriptLine& line = side.lines[l];
    const std::uint32_t head = head_of(side, l);
    if (l != head && is_arm(line.kind) && partners[line.parent] == kNone) return;
    if (line.kind == NodeKind::With && partners[line.parent] == kNone) return;  // told by its `verifica`
    Kind kind = kind_of(side, l, added);
    const bool whole = partners[head] == kNone;  // the stage or part is new or gone: its lines are told with it
    if (whole && l != head && kind.weight != Weight::Lowers && line.kind != NodeKind::End &&
        line.kind != NodeKind::Transfer)
      return;
    if (l == head) {
      const bool stage = line.kind == NodeKind::Stage;
      const auto en = stage ? "stage" : "part", es = stage ? "etapa" : "parte";
      kind.what = added ? Texts{fmt::format("a new {}", en), fmt::format("una {} nueva", es)}
                        : Texts{fmt::format("a {} is gone", en), fmt::format("falta una {}", es)};
    }
    Change& c =
        s_.add(kind.weight, kind.topic, kind.what, added ? Place{} : side.place(l), added ? side.place(l) : Place{});
    (added ? c.after : c.before) = source_of(side.program, line.at);
  }

  Sides& s_;
  std::vector<std::uint32_t> moved_;
};

}  // namespace

void compare_lines(Sides& sides) { Lines(sides).run(); }

std::vector<Change> differences(const Version& before, const Version& after) {
  std::vector<Change> changes;
  const Side a(before), b(after);
  Sides sides{a, b, match(a.lines, b.lines), changes};
  compare_levels(sides);
  compare_declarations(sides);
  compare_rules(sides);
  compare_ways(sides);
  compare_lines(sides);
  const auto key = [](const Change& c) {
    const Place& p = c.new_place.path.empty() ? c.old_place : c.new_place;
    const bool many =
        c.topic == Topic::LowerLevel && c.after.empty();  // lines told together come after those told one by one
    return std::make_tuple(c.weight, c.topic, many, std::string_view{p.path}, p.line);
  };
  std::stable_sort(changes.begin(), changes.end(),
                   [&key](const Change& x, const Change& y) { return key(x) < key(y); });
  return changes;
}

std::string_view name_of(Topic topic) {
  switch (topic) {
    case Topic::GateLost:
      return "gate-lost";
    case Topic::LowerLevel:
      return "lower-level";
    case Topic::VerificationWeaker:
      return "verification-weaker";
    case Topic::RuleLost:
      return "rule-lost";
    case Topic::RuleChanged:
      return "rule-changed";
    case Topic::RuleBroken:
      return "rule-broken";
    case Topic::StageNotRequired:
      return "stage-not-required";
    case Topic::StageBroken:
      return "stage-broken";
    case Topic::GateBroken:
      return "gate-broken";
    case Topic::ExceptionAdded:
      return "exception-added";
    case Topic::ExceptionProlonged:
      return "exception-prolonged";
    case Topic::SealedChanged:
      return "sealed-changed";
    case Topic::FinalAdded:
      return "final-added";
    case Topic::FinalRemoved:
      return "final-removed";
    case Topic::PathAdded:
      return "path-added";
    case Topic::PathRemoved:
      return "path-removed";
    case Topic::OptionAdded:
      return "option-added";
    case Topic::OptionRemoved:
      return "option-removed";
    case Topic::ServiceAdded:
      return "service-added";
    case Topic::ServiceRemoved:
      return "service-removed";
    case Topic::StepAdded:
      return "step-added";
    case Topic::StepRemoved:
      return "step-removed";
    case Topic::StepChanged:
      return "step-changed";
    case Topic::Moved:
      return "moved";
    case Topic::DeclarationChanged:
      return "declaration-changed";
    case Topic::WordingChanged:
      return "wording-changed";
    case Topic::LineAdded:
      return "line-added";
    case Topic::LineRemoved:
      return "line-removed";
    case Topic::GateAdded:
      return "gate-added";
    case Topic::HigherLevel:
      return "higher-level";
    case Topic::VerificationStronger:
      return "verification-stronger";
    case Topic::RuleAdded:
      return "rule-added";
    case Topic::RuleKept:
      return "rule-kept";
    case Topic::StageRequired:
      return "stage-required";
    case Topic::StageKept:
      return "stage-kept";
    case Topic::GateKept:
      return "gate-kept";
    case Topic::ExceptionShortened:
      return "exception-shortened";
    case Topic::ExceptionRemoved:
      return "exception-removed";
  }
  return {};
}

std::string_view name_of(Weight weight) {
  switch (weight) {
    case Weight::Lowers:
      return "lowers-protection";
    case Weight::Ways:
      return "ways";
    case Weight::Words:
      return "words";
    case Weight::Raises:
      return "raises-protection";
  }
  return {};
}

}  // namespace guion::questions
