// Levels at which lines are heard, and where calls can go. See diff_sides.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "questions/diff_sides.hpp"
#include "questions/questions.hpp"

namespace guion::questions {

using cfg::FactKind;
using cfg::NodeId;

namespace {

/// What a line demands: of the values that it says, and by `exige`.
struct Demanded {
  Names of_values, by_itself;
};

Demanded demanded_by(const Side& side, std::uint32_t line) {
  sema::Levels values = 0, itself = 0;
  for (const NodeId n : side.nodes[line]) {
    for (const cfg::Fact& f : side.graph.told(n)) {
      if (f.kind == FactKind::Needs) itself |= static_cast<sema::Levels>(f.object);
      if (f.kind != FactKind::Reads || f.sink != cfg::Sink::Heard) continue;
      for (std::size_t c = 0; c < side.program.classes.size(); ++c) {
        if (((side.program.slots[f.object].classes >> c) & 1u) != 0) values |= side.program.classes[c].needs;
      }
    }
  }
  return {level_names(side.program, values), level_names(side.program, itself)};
}

/// Nodes of a line that the customer hears.
std::vector<NodeId> heard_of(const Side& side, std::uint32_t line) {
  std::vector<NodeId> heard;
  for (const NodeId n : side.nodes[line]) {
    const auto told = side.graph.told(n);
    if (std::any_of(told.begin(), told.end(), [](const cfg::Fact& f) { return f.kind == FactKind::Says; }))
      heard.push_back(n);
  }
  return heard;
}

/// Levels that hold on every way to a line, as far as the structure shows.
Names surely(const Side& side, const std::vector<NodeId>& nodes) {
  sema::Levels all = 0xff;
  for (const NodeId n : nodes) all &= side.states.before.levels(n);
  return level_names(side.program, all);
}

/// Whether the levels hold there after all: the structure shows less than the engine.
bool holds_exactly(const Side& side, const std::vector<NodeId>& nodes, const Names& levels) {
  const sema::Levels set = levels_called(side.program, levels);
  if (set == 0) return false;
  prove::Query q;
  for (const NodeId n : nodes) {
    prove::Demand d;
    d.node = n;
    d.levels = set;
    q.demands.push_back(d);
  }
  return prove::decide(side.in, q).verdict() == prove::Verdict::Proved;
}

/// Lines that say nothing protected, told together.
struct Together {
  std::size_t count = 0;
  std::uint32_t before = kNone, after = kNone;  ///< the first
};

class Levels {
 public:
  explicit Levels(Sides& sides) : s_(sides) {}

  void run() {
    for (std::uint32_t n = 0; n < s_.after.lines.size(); ++n) {
      const std::uint32_t o = s_.pairs.of_new[n];
      if (o != kNone) line(o, n);
    }
    for (const auto& [names, those] : lower_) tell(names, those, true);
    for (const auto& [names, those] : higher_) tell(names, those, false);
  }

 private:
  void line(std::uint32_t o, std::uint32_t n) {
    const Demanded was = demanded_by(s_.before, o), is = demanded_by(s_.after, n);
    const Place there = s_.before.place(o), here = s_.after.place(n);
    if (const Names lost = without(was.by_itself, is.by_itself); !lost.empty()) {
      const Texts levels = listed_levels(s_.before.program, lost);
      s_.add(Weight::Lowers, Topic::GateLost,
             {"the line no longer requires " + levels.en, "la línea ya no exige " + levels.es}, there, here);
    }
    if (const Names got = without(is.by_itself, was.by_itself); !got.empty()) {
      const Texts levels = listed_levels(s_.after.program, got);
      s_.add(Weight::Raises, Topic::GateAdded,
             {"the line now requires " + levels.en, "la línea exige ahora " + levels.es}, there, here);
    }
    const auto nodes_before = heard_of(s_.before, o), nodes_after = heard_of(s_.after, n);
    if (nodes_before.empty() || nodes_after.empty()) return;
    const Names held = surely(s_.before, nodes_before), holds = surely(s_.after, nodes_after);
    const Names lower = without(held, holds), higher = without(holds, held);
    if (!lower.empty() && !holds_exactly(s_.after, nodes_after, lower)) heard_lower(o, n, lower, was);
    if (!higher.empty() && !holds_exactly(s_.before, nodes_before, higher)) note(higher_, higher, o, n);
  }

  void heard_lower(std::uint32_t o, std::uint32_t n, const Names& lower, const Demanded& was) {
    Names wanted = was.of_values;
    wanted.insert(wanted.end(), was.by_itself.begin(), was.by_itself.end());
    const bool is_protected = std::any_of(lower.begin(), lower.end(), [&](const std::string& l) {
      return std::find(wanted.begin(), wanted.end(), l) != wanted.end();
    });
    if (!is_protected) return note(lower_, lower, o, n);
    const Texts levels = listed_levels(s_.before.program, lower);
    Change& c = s_.add(Weight::Lowers, Topic::LowerLevel,
                       {"protected data can now be heard without " + levels.en,
                        "datos protegidos se pueden oír ahora sin " + levels.es},
                       s_.before.place(o), s_.after.place(n));
    c.after = s_.after.lines[n].text;
    first_.try_emplace(lower, s_.changes.size() - 1);
    if (!was.by_itself.empty()) s_.told.emplace_back();
    for (const NodeId node : s_.after.nodes[n]) {
      for (const cfg::Fact& f : s_.after.graph.told(node)) {
        if (f.kind == FactKind::Reads && f.sink == cfg::Sink::Heard)
          s_.told.push_back(s_.after.program.slots[f.object].name);
      }
    }
  }

  static void note(std::map<Names, Together>& where, const Names& levels, std::uint32_t o, std::uint32_t n) {
    Together& t = where[levels];
    if (t.count++ == 0) t.before = o, t.after = n;
  }

  void tell(const Names& names, const Together& t, bool lower) {
    const Texts levels = listed_levels(lower ? s_.before.program : s_.after.program, names);
    const bool one = t.count == 1;
    const auto en =
        one ? std::string{"a line without protected data"} : fmt::format("{} lines without protected data", t.count);
    const auto es =
        one ? std::string{"una línea sin datos protegidos"} : fmt::format("{} líneas sin datos protegidos", t.count);
    // What opened protected lines opened these with them.
    if (const auto first = first_.find(names); lower && first != first_.end()) {
      Texts& what = s_.changes[first->second].what;
      what.en += fmt::format("; so can {}", en);
      what.es += fmt::format("; también {}", es);
      return;
    }
    const Texts what = lower ? Texts{fmt::format("{} can now be heard without {}", en, levels.en),
                                     fmt::format("{} se {} oír ahora sin {}", es, one ? "puede" : "pueden", levels.es)}
                             : Texts{fmt::format("{} {} now heard only with {}", en, one ? "is" : "are", levels.en),
                                     fmt::format("{} se {} ahora solo con {}", es, one ? "oye" : "oyen", levels.es)};
    s_.add(lower ? Weight::Lowers : Weight::Raises, lower ? Topic::LowerLevel : Topic::HigherLevel, what,
           s_.before.place(t.before), s_.after.place(t.after));
  }

  Sides& s_;
  std::map<Names, Together> lower_, higher_;
  std::map<Names, std::size_t> first_;  ///< by levels: index of the first change of a protected line
};

// ---- ways
// --------------------------------------------------------------------------------------------------------------------------

/// «termina resuelto», «transfiere retención».
Texts final_text(const sema::Program& p, const Final& f) {
  if (f.transfer) return {"transfer " + p.areas[f.object].name, "transfiere " + p.areas[f.object].name};
  return {"end " + p.outcomes[f.object].name, "termina " + p.outcomes[f.object].name};
}

/// Where something is, by name.
struct Found {
  Texts text;
  LineRef at;
};
using Index = std::map<std::string, Found>;

Index finals_by_name(const Side& side) {
  Index all;
  for (const Final& f : finals_of(side.program, side.graph)) {
    for (const NodeId n : f.nodes) {
      if (side.behind.reached()[n] == 0) continue;
      const Texts text = final_text(side.program, f);
      all.try_emplace(text.es, Found{text, side.graph.nodes[n].line});
    }
  }
  return all;
}

Index services_by_name(const Side& side) {
  Index all;
  for (NodeId n = 0; n < side.graph.nodes.size(); ++n) {
    if (side.behind.reached()[n] == 0) continue;
    for (const cfg::Fact& f : side.graph.told(n)) {
      if (f.kind != FactKind::Calls) continue;
      const std::string& name = side.program.services[f.object].name;
      all.try_emplace(name, Found{{name, name}, side.graph.nodes[n].line});
    }
  }
  return all;
}

/// «exploración → termina resuelto», with the stage's line; only between what both versions have.
Index paths_by_name(const Side& side, const Side& other, const Index& other_finals) {
  Index all;
  const auto& stages = other.program.stages;
  const auto finals = finals_of(side.program, side.graph);
  for (NodeId n = 0; n < side.graph.nodes.size(); ++n) {
    if (side.behind.reached()[n] == 0) continue;
    for (const cfg::Fact& f : side.graph.told(n)) {
      if (f.kind != FactKind::Enters) continue;
      const sema::StageDef& stage = side.program.stages[f.object];
      if (std::none_of(stages.begin(), stages.end(), [&](const sema::StageDef& x) { return x.name == stage.name; }))
        continue;
      const auto behind = side.behind.of({n});
      for (const Final& final : finals) {
        const bool leads =
            std::any_of(final.nodes.begin(), final.nodes.end(), [&](NodeId to) { return behind[to] != 0; });
        const Texts text = final_text(side.program, final);
        if (!leads || !other_finals.contains(text.es)) continue;
        all.try_emplace(stage.name + " → " + text.es,
                        Found{{stage.name + " → " + text.en, stage.name + " → " + text.es}, stage.line});
      }
    }
  }
  return all;
}

struct Saying {
  Topic added, removed;
  const char *added_en, *added_es, *removed_en, *removed_es;  ///< with one {}
};

void compare(Sides& s, const Index& before, const Index& after, const Saying& how) {
  for (const auto& [name, found] : before) {
    if (after.contains(name)) continue;
    s.add(Weight::Ways, how.removed,
          {fmt::format(fmt::runtime(how.removed_en), found.text.en),
           fmt::format(fmt::runtime(how.removed_es), found.text.es)},
          place_of(s.before.program, found.at), {});
  }
  for (const auto& [name, found] : after) {
    if (before.contains(name)) continue;
    s.add(Weight::Ways, how.added,
          {fmt::format(fmt::runtime(how.added_en), found.text.en),
           fmt::format(fmt::runtime(how.added_es), found.text.es)},
          {}, place_of(s.after.program, found.at));
  }
}

}  // namespace

void compare_levels(Sides& sides) { Levels(sides).run(); }

void compare_ways(Sides& sides) {
  const Index finals_before = finals_by_name(sides.before), finals_after = finals_by_name(sides.after);
  compare(sides, services_by_name(sides.before), services_by_name(sides.after),
          {Topic::ServiceAdded, Topic::ServiceRemoved, "the service {} is now asked", "ahora se pide el servicio {}",
           "the service {} is no longer asked", "ya no se pide el servicio {}"});
  compare(sides, paths_by_name(sides.before, sides.after, finals_after),
          paths_by_name(sides.after, sides.before, finals_before),
          {Topic::PathAdded, Topic::PathRemoved, "a path gained: {}", "un camino nuevo: {}", "a path gone: {}",
           "un camino que ya no existe: {}"});
}

}  // namespace guion::questions
