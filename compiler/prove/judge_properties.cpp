// Rules, stages and slips: what the cheap proof leaves open is asked of the engine, and what is broken is told in the
// words of the property. It must not know how a way is found. Spec: docs/semantics.md, «Stages», «Rules», «Slips».
#include <algorithm>
#include <optional>

#include "prove/judge.hpp"
#include "prove/makers.hpp"

namespace guion::prove {

using ast::RuleForm;
using cfg::FactKind;
using cfg::NodeId;

namespace {

constexpr std::uint32_t kMostHits = 16;

bool tells(const cfg::Graph& graph, NodeId node, FactKind kind) {
  const auto told = graph.told(node);
  return std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) { return f.kind == kind; });
}

/// The last step before the end of a witness whose node the predicate likes, or kNone.
template <class Likes>
NodeId last_step(const Witness& witness, Likes likes) {
  for (std::size_t i = witness.steps.size(); i-- > 0;) {
    if (likes(witness.steps[i].node)) return witness.steps[i].node;
  }
  return kNone;
}

diag::Diagnostic& declared(diag::Diagnostic& d, Span where) {
  return d.note(where, "the rule is declared here", "la regla se declara aquí");
}

/// Why two events are not in pairs at this node.
Both unpaired(const Bench& bench, const Property& p, NodeId node, const Both& first, const Both& second) {
  const Letters heard = heard_on_arrival(p.automaton, bench.in.graph, node);
  if (has(heard, kA))
    return {"a second \"" + first.en + "\" comes before the first is closed",
            "un segundo «" + first.es + "» llega antes de cerrarse el primero"};
  if (has(heard, kB)) return {"there is nothing to close", "no hay nada que cerrar"};
  return {"the call ends before \"" + second.en + "\"", "la llamada termina antes de «" + second.es + "»"};
}

void report_rule(Bench& bench, const Property& p, const Hit& hit) {
  const sema::Program& program = bench.in.program;
  const sema::Rule& rule = program.rules[p.object];
  const Span where = line_of(bench.in, hit.node);
  const auto text = [&](std::size_t event) { return event_text(program, rule.events[event]); };
  const Both a = text(0);
  diag::Emitter& e = bench.emitter;
  switch (rule.form) {
    case RuleForm::Before: {
      const Both b = text(1);
      declared(e.report(diag::NotPreceded, where, rule.name, a.en, a.es, b.en, b.es), rule.span);
      return;
    }
    case RuleForm::BeforeEach: {
      const Both b = text(1);
      declared(e.report(diag::NotPrecededEach, where, rule.name, a.en, a.es, b.en, b.es), rule.span);
      return;
    }
    case RuleForm::AfterAlways: {
      const Both b = text(1);
      declared(e.report(diag::NotFollowed, where, rule.name, a.en, a.es, b.en, b.es), rule.span);
      return;
    }
    case RuleForm::AfterNever: {
      const Both b = text(1);
      declared(e.report(diag::ForbiddenAfter, where, rule.name, a.en, a.es, b.en, b.es), rule.span);
      return;
    }
    case RuleForm::BetweenNever: {
      const Both c = text(1), b = text(2);
      declared(e.report(diag::ForbiddenBetween, where, rule.name, a.en, a.es, b.en, b.es, c.en, c.es), rule.span);
      return;
    }
    case RuleForm::BetweenAlways: {
      const Both c = text(1), b = text(2);
      declared(e.report(diag::MissingBetween, where, rule.name, a.en, a.es, b.en, b.es, c.en, c.es), rule.span);
      return;
    }
    case RuleForm::Paired: {
      const Both c = text(1), why = unpaired(bench, p, hit.node, a, c);
      declared(e.report(diag::Unpaired, where, rule.name, a.en, a.es, c.en, c.es, why.en, why.es), rule.span);
      return;
    }
    case RuleForm::AtMost:
      declared(e.report(diag::TooOften, where, rule.name, a.en, a.es, std::to_string(rule.times)), rule.span);
      return;
    case RuleForm::Never:
      declared(e.report(diag::Forbidden, where, rule.name, a.en, a.es), rule.span);
      return;
    case RuleForm::TagSays:
      return;
  }
}

/// The last line of the demanded stage on the way, or kNone.
NodeId last_of_stage(const Bench& bench, const Witness& witness, std::uint32_t rule) {
  return last_step(witness, [&](NodeId n) {
    const sema::StageId stage = bench.in.graph.nodes[n].stage;
    return stage < bench.in.program.stages.size() && bench.in.program.stages[stage].rule == rule;
  });
}

void report_stage(Bench& bench, const Property& p, const Hit& hit) {
  const auto& rules = bench.in.program.stage_rules;
  const Span where = line_of(bench.in, hit.node);
  const sema::StageRule& demanded = rules[p.kind == PropertyKind::StageOrder ? p.other : p.object];
  auto& d = p.kind == PropertyKind::StageOrder
                ? bench.emitter.report(diag::StageTooEarly, where, rules[p.object].name, demanded.name)
                : bench.emitter.report(diag::RequiredStageSkipped, where, demanded.name);
  const NodeId left = last_of_stage(bench, hit.witness, p.kind == PropertyKind::StageOrder ? p.other : p.object);
  if (left != kNone && left != hit.node)
    d.note(line_of(bench.in, left), "here the call leaves it before it is done", "aquí la llamada sale de ella sin completarla");
  d.note(demanded.span, "the protocol requires it here", "el protocolo la exige aquí");
}

/// The question that nobody answered.
Span question_of(const Bench& bench, const Property& p, const Hit& hit) {
  const NodeId question = last_step(hit.witness, [&](NodeId n) {
    return n != hit.node && has(heard_on_arrival(p.automaton, bench.in.graph, n), kA);
  });
  return line_of(bench.in, question == kNone ? hit.node : question);
}

void report_slip(Bench& bench, const Property& p, const Hit& hit) {
  const sema::Program& program = bench.in.program;
  const Span where = line_of(bench.in, hit.node);
  diag::Emitter& e = bench.emitter;
  switch (p.kind) {
    case PropertyKind::Secret: {
      const bool ends = tells(bench.in.graph, hit.node, FactKind::Finishes);
      e.report(diag::SecretKept, where, program.slots[p.object].name,
               ends ? "the call ends with it" : "this line comes before the service that takes it",
               ends ? "la llamada termina con él" : "esta línea va antes del servicio que lo recibe");
      return;
    }
    case PropertyKind::StaleCaller:
      e.report(diag::DataOfAnother, where, program.slots[p.object].name);
      return;
    case PropertyKind::StaleTopic:
      e.report(diag::KeptFromEarlierRound, where, program.slots[p.object].name);
      return;
    case PropertyKind::RequestRepeated:
      e.report(diag::RequestRepeated, where, program.services[p.object].name);
      return;
    case PropertyKind::TriesRenewed:
      e.report(diag::TriesRenewed, where, program.methods[p.object].name,
               std::to_string(program.methods[p.object].tries))
          .note(program.methods[p.object].span, "its limit is declared here", "su límite está declarado aquí");
      return;
    case PropertyKind::EndsInSilence: {
      const NodeId failed = last_step(hit.witness, [&](NodeId n) { return tells(bench.in.graph, n, FactKind::Fails); });
      auto& d = e.report(diag::EndsWithoutAWord, where);
      if (failed != kNone) d.note(line_of(bench.in, failed), "this is what failed", "esto es lo que falló");
      return;
    }
    case PropertyKind::OpenQuestion:
      e.report(diag::QuestionWithoutAnswer, question_of(bench, p, hit))
          .note(where, "the call goes on here", "la llamada sigue aquí");
      return;
    case PropertyKind::Gate:
    case PropertyKind::Filled:
    case PropertyKind::Rule:
    case PropertyKind::RequiredStage:
    case PropertyKind::StageOrder:
      return;
  }
}

void report(Bench& bench, const Property& p, const Hit& hit) {
  if (p.kind == PropertyKind::Rule) {
    report_rule(bench, p, hit);
  } else if (p.kind == PropertyKind::RequiredStage || p.kind == PropertyKind::StageOrder) {
    report_stage(bench, p, hit);
  } else {
    report_slip(bench, p, hit);
  }
}

/// What is not told: everything under a waiver; and that a value may be another's where its level is missing
/// altogether.
struct Silence {
  bool all = false;
  const std::vector<std::uint8_t>* gated = nullptr;  ///< one a node
};

/// One message a line. What is undecided is told only where nothing is known to be wrong.
Verdict tell(Bench& bench, const Property& p, const std::vector<Hit>& hits, const Silence& silence) {
  const bool violated =
      std::any_of(hits.begin(), hits.end(), [](const Hit& h) { return h.verdict == Verdict::Violated; });
  const Verdict verdict = violated ? Verdict::Violated : hits.empty() ? Verdict::Proved : Verdict::Undecided;
  std::vector<Span> told;
  for (const Hit& h : hits) {
    if (silence.all || h.verdict != verdict) continue;
    if (p.kind == PropertyKind::StaleCaller && (*silence.gated)[h.node] != 0) continue;
    const Span where = p.kind == PropertyKind::OpenQuestion ? question_of(bench, p, h) : line_of(bench.in, h.node);
    if (std::find(told.begin(), told.end(), where) != told.end()) continue;
    told.push_back(where);
    if (h.verdict == Verdict::Undecided) {
      report_undecided(bench, where, doubt_text(bench.in.program, p.kind, p.object, p.other), h.because);
    } else {
      report(bench, p, h);
      keep(bench, h.witness);
    }
  }
  return verdict;
}

Judgement judge(Bench& bench, const Property& p, bool proved, const Silence& silence) {
  Judgement j;
  j.kind = p.kind;
  j.object = p.object;
  if (proved) return j;
  Query query;
  query.automaton = &p.automaton;
  query.unless = p.unless;
  query.most_hits = kMostHits;
  j.verdict = tell(bench, p, ask(bench, query).hits, silence);
  return j;
}

// ---- waivers
// -----------------------------------------------------------------------------------------------------------------------

/// The waiver of a rule that holds today; those that ended are told of.
const sema::Waiver* waiver_of(Bench& bench, std::uint32_t rule) {
  const sema::Waiver* valid = nullptr;
  for (const sema::Waiver& w : bench.in.program.waivers) {
    if (w.rule != rule) continue;
    if (bench.options.today <= w.until) {
      valid = &w;
      continue;
    }
    auto& d = bench.emitter.report(diag::WaiverExpired, w.span, bench.in.program.rules[rule].name, date_text(w.until),
                                   date_text(bench.options.today));
    declared(d, bench.in.program.rules[rule].span);
  }
  return valid;
}

/// Where a message about the whole flow points: what it follows, or its first line.
Span head_of(const sema::Program& program) {
  const ast::Tree& tree = program.files[0].tree;
  for (LineId l = 0; l < tree.lines.size(); ++l) {
    if (tree.lines[l].kind == ast::NodeKind::Follows) return program.span_of({0, l});
  }
  return tree.lines.empty() ? Span{} : program.span_of({0, 0});
}

/// The rules that say nothing about a flow: one message, which names the first.
class Vacuous {
 public:
  void add(const sema::Rule& rule, const sema::RuleEvent& trigger) { rules_.emplace_back(&rule, &trigger); }
  void report(Bench& bench) const {
    if (rules_.empty()) return;
    const sema::Program& program = bench.in.program;
    const auto& [first, trigger] = rules_.front();
    const Both event = event_text(program, *trigger);
    auto& d = bench.emitter.report(diag::VacuousRule, head_of(program), first->name, event.en, event.es);
    declared(d, first->span);
    for (std::size_t i = 1; i < rules_.size(); ++i) {
      const Both other = event_text(program, *rules_[i].second);
      const std::string& name = rules_[i].first->name;
      d.note(rules_[i].first->span, "nor does rule " + name + ": \"" + other.en + "\" never happens",
             "tampoco la regla " + name + ": nunca ocurre «" + other.es + "»");
    }
  }

 private:
  std::vector<std::pair<const sema::Rule*, const sema::RuleEvent*>> rules_;
};

void judge_rule(Bench& bench, const Property& p, bool proved, const Occurrences& occurs, Vacuous& vacuous) {
  const sema::Rule& rule = bench.in.program.rules[p.object];
  const sema::Waiver* waiver = waiver_of(bench, p.object);
  Judgement j = judge(bench, p, proved, {waiver != nullptr, nullptr});
  const sema::RuleEvent* trigger = trigger_of(rule);
  j.vacuous =
      trigger != nullptr && !occurs.of(*trigger) && (rule.form != RuleForm::Paired || !occurs.of(rule.events[1]));
  j.waived = waiver != nullptr && j.verdict != Verdict::Proved;
  if (j.vacuous) vacuous.add(rule, *trigger);
  // A waiver of the protocol is for all its flows, and this one does not know the others.
  if (waiver != nullptr && !j.waived && waiver->span.file == 0)
    bench.emitter.report(diag::WaiverUnused, waiver->span, rule.name);
  bench.result.judgements.push_back(j);
}

// ---- wordings
// ----------------------------------------------------------------------------------------------------------------------

bool says(const sema::Program& program, std::span<const sema::Segment> segments, sema::SlotId slot) {
  return std::any_of(segments.begin(), segments.end(), [&](const sema::Segment& s) {
    if (s.kind == sema::SegmentKind::Value) return s.slot == slot;
    if (s.kind != sema::SegmentKind::Choice) return false;
    const auto arms = program.arms_of(s);
    return !arms.empty() && std::all_of(arms.begin(), arms.end(), [&](const sema::Range& arm) {
      return says(program, program.segments_in(arm), slot);
    });
  });
}

/// `@x dice {dato}`: no automaton, every line by itself.
void judge_wordings(Bench& bench, Vacuous& vacuous) {
  const sema::Program& program = bench.in.program;
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
    const sema::Rule& rule = program.rules[r];
    if (rule.form != RuleForm::TagSays) continue;
    const sema::RuleEvent& event = rule.events.front();
    const sema::Waiver* waiver = waiver_of(bench, r);
    Judgement j{PropertyKind::Rule, r, Verdict::Proved, true, false};
    for (NodeId n = 0; n < bench.in.graph.nodes.size(); ++n) {
      const auto told = bench.in.graph.told(n);
      const bool tagged = std::any_of(told.begin(), told.end(), [&](const cfg::Fact& f) {
        return f.kind == FactKind::Tag && f.object == event.object;
      });
      if (!tagged || !bench.states.reachable[n]) continue;
      j.vacuous = false;
      const sema::TemplateId text = bench.in.graph.nodes[n].text;
      if (text == kNone || says(program, program.segments_of(text), event.says)) continue;
      // A line that no call reaches breaks nothing.
      Demand reached;
      reached.node = n;
      const Finding found = decide_all(bench, {reached}, false).front();
      if (found.verdict == Verdict::Proved) continue;
      if (j.verdict != Verdict::Violated) j.verdict = found.verdict;
      if (waiver != nullptr) continue;
      if (found.verdict == Verdict::Undecided) {
        report_undecided(bench, line_of(bench.in, n), doubt_text(program, PropertyKind::Rule, r, kNone), found.because);
        continue;
      }
      declared(bench.emitter.report(diag::TagDoesNotSay, line_of(bench.in, n), rule.name,
                                    program.tags[event.object].name, program.slots[event.says].name),
               rule.span);
      keep(bench, found.witness);
    }
    j.waived = waiver != nullptr && j.verdict != Verdict::Proved;
    if (j.vacuous) vacuous.add(rule, event);
    if (waiver != nullptr && !j.waived && waiver->span.file == 0)
      bench.emitter.report(diag::WaiverUnused, waiver->span, rule.name);
    bench.result.judgements.push_back(j);
  }
}

}  // namespace

void judge_properties(Bench& bench, const std::vector<Property>& properties, const std::vector<std::uint8_t>& proved,
                      const std::vector<std::uint8_t>& gated) {
  const Occurrences occurs(bench.in, bench.states);
  Vacuous vacuous;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const bool done = proved[i] != 0;
    if (properties[i].kind == PropertyKind::Rule) {
      judge_rule(bench, properties[i], done, occurs, vacuous);
    } else {
      bench.result.judgements.push_back(judge(bench, properties[i], done, {false, &gated}));
    }
  }
  judge_wordings(bench, vacuous);
  vacuous.report(bench);
}

}  // namespace guion::prove
