// See questions.hpp. What is broken is asked of the engine: first where, then for each final whether a call that broke
// it ends so. What a row speaks of, and what can follow it, is read off the graph.
#include <algorithm>
#include <optional>

#include "prove/automaton.hpp"
#include "questions/behind.hpp"
#include "questions/questions.hpp"

namespace guion::questions {

using ast::RuleForm;
using cfg::FactKind;
using cfg::NodeId;
using prove::Letters;
using prove::State;

namespace {

constexpr Letters kAll = 0xf, kFirst = 1, kSecond = 2;
constexpr std::uint32_t kMostHits = 1000;

/// What a row knows before its cells are filled.
struct Judged {
  std::vector<NodeId> active, broken, doubtful;
  const prove::Property* property = nullptr;  ///< to ask further; null: nothing to ask
};

/// The same automaton, but broken only where the call ends so after the break. Nothing: its letters are used up, or
/// waivers depend on the moment.
std::optional<prove::Automaton> broken_before(const prove::Property& p, const Final& final) {
  Letters used = 0;
  for (const prove::Ear& e : p.automaton.ears) used = static_cast<Letters>(used | e.letters);
  const auto fresh = static_cast<Letters>(~used & kAll & -(~used & kAll));
  if (fresh == 0 || !p.unless.empty() || p.automaton.states() + 1 >= prove::kBroken) return std::nullopt;
  prove::Automaton a;
  a.ears = p.automaton.ears;
  a.ears.push_back({final.transfer ? FactKind::Transfers : FactKind::Ends, final.object, fresh});
  const auto after = static_cast<State>(p.automaton.states());
  for (State s = 0; s <= after; ++s) {
    for (Letters heard = 0; heard < prove::kLetterSets; ++heard) {
      const State to = s == after ? prove::kBroken : p.automaton.step(s, static_cast<Letters>(heard & ~fresh));
      const bool ends = (heard & fresh) != 0;
      a.table.push_back(to != prove::kBroken ? to : ends ? prove::kBroken : after);
    }
  }
  return a;
}

bool meets(const std::vector<std::uint8_t>& set, const std::vector<NodeId>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [&](NodeId n) { return set[n] != 0; });
}
bool meets(const std::vector<NodeId>& set, const std::vector<NodeId>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(),
                     [&](NodeId n) { return std::find(set.begin(), set.end(), n) != set.end(); });
}

class Judge {
 public:
  Judge(const prove::Input& in, std::int64_t today, const prove::Budget& budget)
      : in_(in), today_(today), budget_(budget), behind_(in), properties_(prove::properties_of(in.program, in.graph)) {}

  Matrix run() {
    m_.finals = finals_of(in_.program, in_.graph);
    for (std::uint32_t r = 0; r < in_.program.rules.size(); ++r) rule(r);
    for (std::uint32_t s = 0; s < in_.program.stage_rules.size(); ++s) {
      if (in_.program.stage_rules[s].required) stage(s);
    }
    for (std::uint32_t c = 0; c < in_.program.classes.size(); ++c) {
      if (!in_.program.classes[c].never_said) gate(c);
    }
    lines();
    return std::move(m_);
  }

 private:
  void sort_hits(const prove::Answer& answer, Judged& j) const {
    for (const prove::Hit& h : answer.hits)
      (h.verdict == prove::Verdict::Violated ? j.broken : j.doubtful).push_back(h.node);
  }
  void ask(const prove::Property& p, Judged& j) const {
    prove::Query q;
    q.automaton = &p.automaton;
    q.unless = p.unless;
    q.most_hits = kMostHits;
    sort_hits(prove::decide(in_, q, budget_), j);
  }

  /// The nodes that can be reached and tell something that the letters stand for, how calls end apart.
  [[nodiscard]] std::vector<NodeId> tellers(const prove::Automaton& a, Letters letters) const {
    std::vector<NodeId> nodes;
    for (NodeId n = 0; n < in_.graph.nodes.size(); ++n) {
      const auto told = in_.graph.told(n);
      const bool any = std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
        return f.kind != FactKind::Finishes && std::any_of(a.ears.begin(), a.ears.end(), [&](const prove::Ear& e) {
                 return (e.letters & letters) != 0 && prove::hears(e, f);
               });
      });
      if (any && behind_.reached()[n] != 0) nodes.push_back(n);
    }
    return nodes;
  }

  /// Whether a call that broke it ends so.
  [[nodiscard]] Cell broken_at(const Judged& j, const Final& final,
                               const std::vector<std::uint8_t>& after_break) const {
    if (meets(j.broken, final.nodes)) return Cell::Broken;
    if (!meets(after_break, final.nodes)) return Cell::Kept;
    const auto product = j.property == nullptr ? std::nullopt : broken_before(*j.property, final);
    if (!product) return Cell::Broken;
    prove::Query q;
    q.automaton = &*product;
    q.most_hits = 1;
    switch (prove::decide(in_, q, budget_).verdict()) {
      case prove::Verdict::Proved:
        return Cell::Kept;
      case prove::Verdict::Violated:
        return Cell::Broken;
      case prove::Verdict::Undecided:
        break;
    }
    return Cell::Undecided;
  }

  void add(Row row, const Judged& j, bool waived = false) {
    const auto after_break = behind_.of(j.broken), after_doubt = behind_.of(j.doubtful),
               after_active = behind_.of(j.active);
    for (const Final& f : m_.finals) {
      Cell cell = meets(after_active, f.nodes) ? Cell::Kept : Cell::Idle;
      if (meets(after_doubt, f.nodes)) cell = Cell::Undecided;
      const Cell found = broken_at(j, f, after_break);
      if (found != Cell::Kept) cell = found;
      row.cells.push_back(cell == Cell::Broken && waived ? Cell::Waived : cell);
    }
    m_.rows.push_back(std::move(row));
  }

  [[nodiscard]] bool is_waived(std::uint32_t rule) const {
    return std::any_of(in_.program.waivers.begin(), in_.program.waivers.end(),
                       [&](const sema::Waiver& w) { return w.rule == rule && today_ <= w.until; });
  }

  /// Every node: a rule that forbids something speaks of all calls.
  [[nodiscard]] std::vector<NodeId> everywhere() const { return {in_.graph.routines[0].entry}; }

  void rule(std::uint32_t r) {
    const sema::Rule& rule = in_.program.rules[r];
    Judged j;
    if (rule.form == RuleForm::TagSays) {
      wordings(rule, j);
      return add({Row::Kind::Rule, r, 0, {}}, j, is_waived(r));
    }
    const auto p = std::find_if(properties_.begin(), properties_.end(), [&](const prove::Property& q) {
      return q.kind == prove::PropertyKind::Rule && q.object == r;
    });
    if (p == properties_.end()) return;
    const bool second = rule.form == RuleForm::Before || rule.form == RuleForm::BeforeEach;
    j.property = &*p;
    j.active = rule.form == RuleForm::Never ? everywhere() : tellers(p->automaton, second ? kSecond : kFirst);
    ask(*p, j);
    add({Row::Kind::Rule, r, 0, {}}, j, is_waived(r));
  }

  [[nodiscard]] bool says(std::span<const sema::Segment> segments, sema::SlotId slot) const {
    return std::any_of(segments.begin(), segments.end(), [&](const sema::Segment& s) {
      if (s.kind == sema::SegmentKind::Value) return s.slot == slot;
      if (s.kind != sema::SegmentKind::Choice) return false;
      const auto arms = in_.program.arms_of(s);
      return std::all_of(arms.begin(), arms.end(),
                         [&](const sema::Range& arm) { return says(in_.program.segments_in(arm), slot); });
    });
  }

  void wordings(const sema::Rule& rule, Judged& j) const {
    for (NodeId n = 0; n < in_.graph.nodes.size(); ++n) {
      const auto told = in_.graph.told(n);
      const bool tagged = std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
        return f.kind == FactKind::Tag && f.object == rule.events.front().object;
      });
      if (!tagged || behind_.reached()[n] == 0) continue;
      j.active.push_back(n);
      const sema::TemplateId text = in_.graph.nodes[n].text;
      if (text != kNone && !says(in_.program.segments_of(text), rule.events.front().says)) j.broken.push_back(n);
    }
  }

  /// That a required stage is done before a call ends well, and not after a later one has begun.
  void stage(std::uint32_t s) {
    Judged j;
    for (const prove::Property& p : properties_) {
      const bool done = p.kind == prove::PropertyKind::RequiredStage && p.object == s;
      const bool in_order = p.kind == prove::PropertyKind::StageOrder && p.other == s;
      if (done || in_order) ask(p, j);
    }
    for (NodeId n = 0; n < in_.graph.nodes.size(); ++n) {
      const auto told = in_.graph.told(n);
      const bool ends = std::any_of(told.begin(), told.end(), [](const cfg::Fact& f) {
        return f.kind == FactKind::Finishes && f.object == cfg::kNormal;
      });
      if (ends && behind_.reached()[n] != 0) j.active.push_back(n);
    }
    // A transfer that fails goes on, and what comes then is judged by itself: only where the call ends counts.
    Row row{Row::Kind::Stage, s, 0, {}};
    const auto after_break = behind_.of(j.broken);
    for (const Final& f : m_.finals) {
      Cell cell = meets(j.active, f.nodes) ? Cell::Kept : Cell::Idle;
      if (cell == Cell::Kept && meets(j.doubtful, f.nodes)) cell = Cell::Undecided;
      if (meets(j.broken, f.nodes) || (cell != Cell::Idle && broken_by_order(j, f, after_break))) cell = Cell::Broken;
      row.cells.push_back(cell);
    }
    m_.rows.push_back(std::move(row));
  }

  /// Broken where a later stage begins, so every end behind that is of a call that broke it.
  [[nodiscard]] bool broken_by_order(const Judged& j, const Final& f,
                                     const std::vector<std::uint8_t>& after_break) const {
    const bool by_order = std::any_of(j.broken.begin(), j.broken.end(), [&](NodeId n) {
      const auto told = in_.graph.told(n);
      return std::none_of(told.begin(), told.end(), [](const cfg::Fact& x) { return x.kind == FactKind::Finishes; });
    });
    return by_order && meets(after_break, f.nodes);
  }

  void demand(NodeId n, sema::Levels levels, prove::Query& q, Judged& j) const {
    if (behind_.reached()[n] == 0) return;
    if (j.active.empty() || j.active.back() != n) j.active.push_back(n);
    prove::Demand d;
    d.node = n;
    d.levels = levels;
    q.demands.push_back(d);
  }

  /// That values of a class are read only where its levels hold.
  void gate(std::uint32_t c) {
    const sema::Class& of = in_.program.classes[c];
    Judged j;
    prove::Query q;
    q.most_hits = kMostHits;
    for (NodeId n = 0; n < in_.graph.nodes.size(); ++n) {
      for (const cfg::Fact& f : in_.graph.told(n)) {
        const bool for_agent = f.sink == cfg::Sink::Agent || f.sink == cfg::Sink::Argument;
        if (f.kind != FactKind::Reads || (of.visible_to_agent && for_agent)) continue;
        if (((in_.program.slots[f.object].classes >> c) & 1u) == 0) continue;
        demand(n, of.needs, q, j);
        break;
      }
    }
    if (!q.demands.empty()) sort_hits(prove::decide(in_, q, budget_), j);
    add({Row::Kind::Class, c, of.needs, {}}, j);
  }

  /// That lines with `exige` are said only where its levels hold: one row a set of levels.
  void lines() {
    std::vector<sema::Levels> sets;
    for (const cfg::Fact& f : in_.graph.facts) {
      const auto levels = static_cast<sema::Levels>(f.object);
      if (f.kind == FactKind::Needs && std::find(sets.begin(), sets.end(), levels) == sets.end())
        sets.push_back(levels);
    }
    for (const sema::Levels levels : sets) {
      Judged j;
      prove::Query q;
      q.most_hits = kMostHits;
      for (NodeId n = 0; n < in_.graph.nodes.size(); ++n) {
        const auto told = in_.graph.told(n);
        const bool needs = std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
          return f.kind == FactKind::Needs && f.object == levels;
        });
        if (needs) demand(n, levels, q, j);
      }
      if (!q.demands.empty()) sort_hits(prove::decide(in_, q, budget_), j);
      add({Row::Kind::Line, kNone, levels, {}}, j);
    }
  }

  const prove::Input& in_;
  std::int64_t today_;
  const prove::Budget& budget_;
  Behind behind_;
  std::vector<prove::Property> properties_;
  Matrix m_;
};

}  // namespace

Matrix matrix_of(const prove::Input& in, std::int64_t today, const prove::Budget& budget) {
  return in.graph.routines.empty() ? Matrix{} : Judge(in, today, budget).run();
}

}  // namespace guion::questions
