// Rules and stages, watched. Source: docs/language.md, «RULE»; docs/semantics.md.
#include "prove/monitors.hpp"

#include <algorithm>

#include "grammar/keywords.hpp"

namespace guion::test {

using Kind = Occurrence::Kind;
using ast::RuleForm;

const char* name_of(Matter matter) {
  switch (matter) {
    case Matter::Gate:
      return "gate";
    case Matter::Filled:
      return "filled";
    case Matter::Rule:
      return "rule";
    case Matter::RequiredStage:
      return "required stage";
    case Matter::StageOrder:
      return "stage order";
  }
  return "";
}

namespace {

bool heard(EventKind kind, Fault fault) {
  if (fault == Fault::HeardIsSaid) return kind == EventKind::Say;
  return kind == EventKind::Say || kind == EventKind::Ask || kind == EventKind::Menu || kind == EventKind::Verify ||
         kind == EventKind::Transfer;
}

bool any_or(std::uint32_t wanted, std::uint32_t there) { return wanted == kNone || wanted == there; }

/// Whether an event of a call is the one that a rule speaks of.
bool is(const sema::Program& p, const sema::RuleEvent& rule, const EventInfo& e, Fault fault) {
  if (rule.keyword == ast::kHeard) return heard(e.kind, fault);
  switch (static_cast<Keyword>(rule.keyword)) {
    case Keyword::Say:
      return e.kind == EventKind::Say &&
             (rule.object == kNone || std::find(e.tags.begin(), e.tags.end(), rule.object) != e.tags.end());
    case Keyword::Note:
      return e.kind == EventKind::Note;
    case Keyword::Ask:
      return e.kind == EventKind::Ask && any_or(rule.object, e.object);
    case Keyword::Record:
      return e.kind == EventKind::Record && any_or(rule.object, e.object);
    case Keyword::Menu:
      return e.kind == EventKind::Menu;
    case Keyword::Verify:
      return e.kind == EventKind::Verify && any_or(rule.object, e.object);
    case Keyword::Lookup:
      return e.kind == EventKind::Lookup && !p.services[e.object].acts && any_or(rule.object, e.object);
    case Keyword::Request:
      return e.kind == EventKind::Lookup && p.services[e.object].acts && any_or(rule.object, e.object);
    case Keyword::Transfer:
      return e.kind == EventKind::Transfer && any_or(rule.object, e.object);
    case Keyword::End:
      return e.kind == EventKind::End && any_or(rule.object, e.object);
    default:
      return false;
  }
}

bool says(const sema::Program& p, const EventInfo& e, sema::SlotId slot) {
  if (e.text == kNone) return false;
  for (const sema::Segment& s : p.segments_of(e.text)) {
    if (s.kind == sema::SegmentKind::Value && s.slot == slot) return true;
  }
  return false;
}

class RuleMonitor : public Monitor {
 public:
  RuleMonitor(const Stepper& calls, std::uint32_t index, Fault fault)
      : rule_(calls.program().rules[index]), fault_(fault) {
    object = index;
    const sema::Program& p = calls.program();
    name = rule_.name;
    for (const EventInfo& e : calls.events()) {
      std::uint8_t letters = 0;
      for (std::size_t k = 0; k < rule_.events.size(); ++k) {
        if (is(p, rule_.events[k], e, fault)) letters |= static_cast<std::uint8_t>(1u << k);
      }
      const bool tagged = rule_.form == RuleForm::TagSays && letters != 0;
      letters_.push_back(tagged && says(p, e, rule_.events[0].says) ? std::uint8_t{0} : letters);
    }
  }

  std::uint32_t step(std::uint32_t s, const Occurrence& what) const override {
    if (what.kind == Kind::Over) return over(s);
    if (what.kind != Kind::Event || letters_[what.object] == 0) return s;
    const std::uint8_t letters = letters_[what.object];
    return event(s, (letters & 1) != 0, (letters & 2) != 0, (letters & 4) != 0);
  }

 private:
  /// The call ended by an outcome or a transfer. 1: something waits for its end.
  std::uint32_t over(std::uint32_t s) const {
    if (rule_.form == RuleForm::AfterAlways)
      return s == 1 && fault_ != Fault::AlwaysForgivesTheEnd ? kMonitorBroken : s;
    if (rule_.form == RuleForm::BetweenAlways) return s == 1 ? kMonitorBroken : s;
    if (rule_.form == RuleForm::Paired) return s == 1 && fault_ != Fault::PairForgivesTheEnd ? kMonitorBroken : s;
    return s;
  }

  /// `first`, `second`, `third`: the event is that one of the rule, as it is written: «entre FIRST y SECOND nunca
  /// THIRD».
  std::uint32_t event(std::uint32_t s, bool first, bool second, bool third) const {
    switch (rule_.form) {
      case RuleForm::Before:
        return first || s == 1 ? 1 : kMonitorBroken;
      case RuleForm::BeforeEach:
        return before_each(s, first, second);
      case RuleForm::AfterAlways:
        return first ? 1 : second ? 0 : s;
      case RuleForm::AfterNever:
        if (second && (s == 1 || (first && fault_ == Fault::AfterNeverCountsItself))) return kMonitorBroken;
        return first ? 1 : s;
      case RuleForm::BetweenNever:
        if (second && fault_ != Fault::BetweenNeverCloses) s = 0;
        if (third && s == 1) return kMonitorBroken;
        return first ? 1 : s;
      case RuleForm::BetweenAlways:
        return between_always(s, first, second, third);
      case RuleForm::Paired:
        if (first && s == 1) return kMonitorBroken;
        if (second && s == 0) return kMonitorBroken;
        return first ? 1 : 0;
      case RuleForm::AtMost:
        return ++s > rule_.times - (fault_ == Fault::OneTooFew ? 1 : 0) ? kMonitorBroken : s;
      case RuleForm::Never:
      case RuleForm::TagSays:
        return kMonitorBroken;
    }
    return s;
  }

  std::uint32_t before_each(std::uint32_t s, bool first, bool second) const {
    if (first) s = 1;
    if (!second) return s;
    if (s == 0) return kMonitorBroken;
    return fault_ == Fault::BeforeServesForever ? s : 0;
  }

  /// 0 outside, 1 inside and waiting, 2 inside and served.
  static std::uint32_t between_always(std::uint32_t s, bool first, bool second, bool third) {
    if (second && s == 1) return kMonitorBroken;  // before its own THIRD would count
    if (second) s = 0;
    if (third && s == 1) s = 2;
    return first && s == 0 ? 1 : s;
  }

  const sema::Rule& rule_;
  Fault fault_;
  std::vector<std::uint8_t> letters_;  ///< one an event
};

/// What counts for a required stage: whether it is done, and whether an event waived it.
class StageMonitor : public Monitor {
 public:
  static constexpr std::uint32_t kDone = 1, kWaived = 2, kBegun = 4;

  StageMonitor(const Stepper& calls, std::uint32_t required, std::uint32_t early, Fault fault)
      : required_(required), early_(early), fault_(fault), waives_(calls.events().size(), false) {
    const sema::Program& p = calls.program();
    matter = early == kNone ? Matter::RequiredStage : Matter::StageOrder;
    object = early == kNone ? required : early;
    name = p.stage_rules[required].name + (early == kNone ? "" : " before " + p.stage_rules[early].name);
    for (const sema::StageDef& s : p.stages) rules_.push_back(s.rule);
    for (const sema::StageWaiver& w : p.stage_rules[required].waivers) {
      for (std::size_t e = 0; w.cond == kNone && e < waives_.size(); ++e) {
        const bool last = calls.events()[e].kind == EventKind::End || calls.events()[e].kind == EventKind::Transfer;
        const bool late = fault == Fault::EventWaiversLate && last;
        waives_[e] = waives_[e] || (!late && is(p, w.event, calls.events()[e], fault));
      }
    }
  }

  std::uint32_t step(std::uint32_t s, const Occurrence& what) const override {
    switch (what.kind) {
      case Kind::Event:
        return waives_[what.object] ? s | kWaived : s;
      case Kind::StageDone:
        return rules_[what.object] == required_ ? s | kDone : s;
      case Kind::StageBegins:
        return begins(s, what);
      case Kind::Over:
        if (early_ != kNone || (!what.normal && fault_ != Fault::EarlyEndsDemandStages)) return s;
        return fine(s, what, false) ? s : kMonitorBroken;
      case Kind::ReadBelow:
      case Kind::ReadEmpty:
        return s;
    }
    return s;
  }

 private:
  bool fine(std::uint32_t s, const Occurrence& what, bool order) const {
    if (order && fault_ == Fault::OrderForgetsWaivers) return (s & kDone) != 0;
    return (s & (kDone | kWaived)) != 0 || ((what.waived >> required_) & 1u) != 0;
  }
  std::uint32_t begins(std::uint32_t s, const Occurrence& what) const {
    const std::uint32_t rule = rules_[what.object];
    if (rule == required_ && fault_ == Fault::StageDoneByBeginning) s |= kDone;
    if (early_ == kNone || rule != early_ || (s & kBegun) != 0) return s;
    return fine(s, what, true) ? s | kBegun : kMonitorBroken;
  }

  std::uint32_t required_, early_;
  Fault fault_;
  std::vector<bool> waives_;
  std::vector<std::uint32_t> rules_;  ///< of the stages of the flow
};

}  // namespace

std::vector<std::unique_ptr<Monitor>> monitors_of(const Stepper& calls, Fault fault) {
  std::vector<std::unique_ptr<Monitor>> out;
  const sema::Program& p = calls.program();
  for (std::uint32_t r = 0; r < p.rules.size(); ++r) out.push_back(std::make_unique<RuleMonitor>(calls, r, fault));
  for (std::uint32_t r = 0; r < p.stage_rules.size(); ++r) {
    if (!p.stage_rules[r].required) continue;
    out.push_back(std::make_unique<StageMonitor>(calls, r, kNone, fault));
    for (std::uint32_t early = r + 1; early < p.stage_rules.size(); ++early) {
      out.push_back(std::make_unique<StageMonitor>(calls, r, early, fault));
    }
  }
  return out;
}

}  // namespace guion::test
