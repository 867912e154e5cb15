// One function for each kind of line, in the words of docs/semantics.md. A function that runs something says whether
// control goes on silently at `at`; if not, ways were made or the call stands at an empty slot.
#include "prove/stepper.hpp"

#include <algorithm>

namespace guion::test {

using ast::NodeKind;
using Kind = Occurrence::Kind;

// ---- ways
// --------------------------------------------------------------------------------------------------------------------------------------

void Stepper::happen(Kind kind, std::uint32_t object, bool normal, std::uint32_t waived) {
  out_->occurrences.push_back({kind, normal, object, waived});
}

/// A way ends where an event waits. The next one begins with what comes from here on.
void Stepper::emit(const State& s, Line l, std::uint8_t phase, EventId event) {
  happen(Kind::Event, event);
  Way way{said_, from_, static_cast<std::uint32_t>(out_->occurrences.size()), true, s};
  way.to.line = static_cast<std::uint16_t>(l);
  way.to.phase = phase;
  out_->ways.push_back(way);
  from_ = way.end;
}

/// A way that ends the call, or that cannot go on.
void Stepper::close() {
  const auto end = static_cast<std::uint32_t>(out_->occurrences.size());
  out_->ways.push_back({said_, from_, end, false, {}});
  from_ = end;
}

void Stepper::begin(Ways& out) {
  out.clear();
  out_ = &out;
  from_ = 0;
  State s;
  s.slots.fill(kEmpty);
  std::vector<sema::SlotId> given;
  for (sema::SlotId slot = 0; slot < p_.slots.size(); ++slot) {
    if (place_[slot] == kNone || !p_.slots[slot].from_system) continue;
    s.slots[place_[slot]] = 0;
    given.push_back(slot);
  }
  std::vector<State> starts{s};
  for (const sema::SlotId slot : given) {
    const auto [low, high] = decides_[slot] != 0 ? range(slot) : std::pair<std::int64_t, std::int64_t>{0, 0};
    std::vector<State> more;
    for (const State& start : starts) {
      for (std::int64_t v = low; v <= high; ++v) {
        more.push_back(start);
        more.back().slots[place_[slot]] = static_cast<std::int8_t>(v);
      }
    }
    starts = std::move(more);
  }
  for (const State& start : starts) {
    said_ = {};
    State now = start;
    Spot at;
    if (stage(now, 0, at)) go(now, at);
  }
}

// ---- where control goes
// ------------------------------------------------------------------------------------------------------------------------

Stepper::Spot Stepper::into(Line owner) const { return first_[owner]; }
Stepper::Spot Stepper::arm(Line owner, NodeKind kind) const {
  const std::vector<Line> arms = inside(owner, kind);
  return arms.empty() ? behind_[owner] : into(arms.front());
}

void Stepper::go(State s, Spot at) {
  constexpr int kMostSteps = 2000;
  for (int i = 0; i < kMostSteps; ++i) {
    if (!step(s, at)) return;
  }
  astray_ = true;
  close();
}

bool Stepper::step(State& s, Spot& at) {
  switch (at.kind) {
    case Spot::Kind::AtLine:
      return run(s, at.where, at);
    case Spot::Kind::StageEnd:
      happen(Kind::StageDone, at.where);
      return stage(s, at.where + 1, at);
    case Spot::Kind::PartEnd:
      at = behind_[s.back[--s.depth]];
      s.back[s.depth] = 0;
      return true;
  }
  return false;
}

bool Stepper::stage(State& s, std::uint32_t id, Spot& at) {
  for (; id < p_.stages.size(); ++id) {
    const sema::StageDef& def = p_.stages[id];
    if (def.line.line == kNone) continue;
    if (def.cond != kNone) {
      const std::optional<bool> applies = holds(s, def.cond, true);
      if (!applies) return close(), false;
      if (!*applies) continue;
    }
    const Line head = line_of(def.line);
    if (!def.at_discretion) return enter_stage(s, id, at);
    if (!read_text(s, this->at(head).text, Reader::Agent)) return close(), false;
    emit(s, head, 0, first_event_[head]);
    return false;
  }
  astray_ = true;
  close();
  return false;
}

bool Stepper::enter_stage(State& s, std::uint32_t id, Spot& at) {
  happen(Kind::StageBegins, id, false, waived(s));
  return notes_from(s, line_of(p_.stages[id].line), 0, at);
}

bool Stepper::notes_from(State& s, Line head, std::size_t k, Spot& at) {
  const std::uint32_t rule = p_.stages[stage_of_[head]].rule;
  if (rule < p_.stage_rules.size() && k < p_.stage_rules[rule].notes.size()) {
    if (!read_text(s, p_.stage_rules[rule].notes[k], Reader::Agent)) return close(), false;
    emit(s, head, static_cast<std::uint8_t>(k + 1), first_event_[head] + 1 + static_cast<EventId>(k));
    return false;
  }
  at = into(head);
  return true;
}

// ---- lines
// -------------------------------------------------------------------------------------------------------------------------------------

bool Stepper::run(State& s, Line l, Spot& at) {
  const sema::Statement& line = this->at(l);
  const auto tell = [&](Reader who) {
    if (read_text(s, line.text, who)) {
      emit(s, l, 0, first_event_[l]);
    } else {
      close();
    }
    return false;
  };
  switch (node(l).kind) {
    case NodeKind::Say:
      if ((line.needs & ~s.levels) != 0) happen(Kind::ReadBelow, kNone);
      return line.one_of ? wordings(s, l) : tell(Reader::Customer);
    case NodeKind::Ask:
      at = behind_[l];
      if (line.only_if_missing && s.slots[place_[line.slot]] != kEmpty) return true;
      return line.one_of ? wordings(s, l) : tell(Reader::Customer);
    case NodeKind::Note:
    case NodeKind::Record:
    case NodeKind::Judge:
      return tell(Reader::Agent);
    case NodeKind::Menu:
      return menu(s, l);
    case NodeKind::Verify:
      return verify(s, l, 0, false, at);
    case NodeKind::Lookup:
    case NodeKind::Request: {
      bool good = true;
      for (const sema::Field& f : p_.services[line.object].takes) good = read(s, f.slot, Reader::Service) && good;
      if (!good) return close(), false;
      return emit(s, l, 0, first_event_[l]), false;
    }
    case NodeKind::Revoke:
      s.levels &= static_cast<sema::Levels>(~line.needs);
      at = behind_[l];
      return true;
    case NodeKind::If: {
      const std::optional<bool> yes = holds(s, line.cond, true);
      if (!yes) return close(), false;
      at = *yes ? into(l) : otherwise(l);
      return true;
    }
    case NodeKind::When:
      return when(s, l, at);
    case NodeKind::Set:
      return set(s, l, at);
    case NodeKind::Do:
      s.back[s.depth++] = static_cast<std::uint16_t>(l);
      at = into(line_of(p_.parts[line.object].line));
      return true;
    case NodeKind::GoTo:
      if (stage_of_[l] != line.object && ends_stage(l)) happen(Kind::StageDone, stage_of_[l]);
      s.depth = 0;
      s.back = {};
      return stage(s, line.object, at);
    case NodeKind::Transfer:
      return tell(Reader::Customer);
    case NodeKind::End:
      if (ends_stage(l)) happen(Kind::StageDone, stage_of_[l]);
      happen(Kind::Event, first_event_[l]);
      happen(Kind::Over, kNone, p_.outcomes[line.object].normal, waived(s));
      return close(), false;
    default:
      at = behind_[l];
      return true;
  }
}

/// Nothing of the stage in which the line itself stands is left behind it.
bool Stepper::ends_stage(Line l) const {
  return stage_of_[l] != kNone && behind_[l].kind == Spot::Kind::StageEnd && behind_[l].where == stage_of_[l];
}

Stepper::Spot Stepper::otherwise(Line l) const {
  const LineRef r = ref(l);
  const auto& lines = p_.files[r.file].tree.lines;
  for (LineId i = std::max(r.line + 1, lines[r.line].block_end);
       i < lines.size() && lines[i].depth == lines[r.line].depth; i = std::max(i + 1, lines[i].block_end)) {
    if (lines[i].kind == NodeKind::Comment) continue;
    if (lines[i].kind == NodeKind::Else) return into(offsets_[r.file] + i);
    break;
  }
  return behind_[l];
}

/// Any of the wordings that apply may be said: which, the seed decides.
bool Stepper::wordings(State& s, Line l) {
  const std::vector<Occurrence> before(out_->occurrences.begin() + from_, out_->occurrences.end());
  bool first = true;
  for (const Line item : inside(l, NodeKind::Item)) {
    if (!first) out_->occurrences.insert(out_->occurrences.end(), before.begin(), before.end());
    // All guards are read before one wording is chosen.
    for (const Line other : inside(l, NodeKind::Item)) {
      if (this->at(other).guard != kNone && !holds(s, this->at(other).guard, true)) return close(), false;
    }
    if (this->at(item).guard != kNone && !*holds(s, this->at(item).guard, false)) {
      out_->occurrences.resize(from_);
      first = false;
      continue;
    }
    if (read_text(s, this->at(item).text, Reader::Customer)) {
      emit(s, l, 0, first_event_[item]);
    } else {
      close();
    }
    first = false;
  }
  out_->occurrences.resize(from_);
  return false;
}

bool Stepper::menu(State& s, Line l) {
  bool good = true;
  for (const Line item : inside(l, NodeKind::Item)) {
    if (this->at(item).guard != kNone && !holds(s, this->at(item).guard, true)) return close(), false;
  }
  good = read_text(s, this->at(l).text, Reader::Customer) && good;
  for (const Line item : offered_at(s, l)) good = read_text(s, this->at(item).text, Reader::Customer) && good;
  if (!good) return close(), false;
  return emit(s, l, 0, first_event_[l]), false;
}

std::vector<Line> Stepper::offered_at(const State& s, Line l) {
  std::vector<Line> out;
  for (const Line item : inside(l, NodeKind::Item)) {
    const sema::CondId guard = at(item).guard;
    if (guard == kNone || holds(s, guard, false).value_or(false)) out.push_back(item);
  }
  return out;
}
std::vector<Line> Stepper::offered(const State& s) { return offered_at(s, s.line); }

/// From the given method on. One marked «si no lo tiene» is only for callers who lack the one before it.
bool Stepper::verify(State& s, Line l, std::size_t method, bool lacking, Spot& at) {
  const std::vector<Line> methods = inside(l, NodeKind::With);
  for (; method < methods.size(); ++method) {
    const sema::Statement& with = this->at(methods[method]);
    if (with.if_lacking && !lacking) continue;
    lacking = false;
    if (s.failed[with.counter] >= with.tries) continue;
    if (!read_text(s, with.text, Reader::Customer)) return close(), false;
    emit(s, methods[method], 0, first_event_[methods[method]]);
    return false;
  }
  at = arm(l, NodeKind::OnFailure);
  return true;
}

bool Stepper::when(State& s, Line l, Spot& at) {
  const sema::SlotId slot = this->at(l).slot;
  if (!read(s, slot, Reader::Customer)) return close(), false;
  const std::int64_t now = *value(s, slot);
  at = behind_[l];
  for (const Line a : inside(l)) {
    const sema::Statement& is = this->at(a);
    const auto begin = p_.value_lists.begin() + is.values, end = p_.value_lists.begin() + is.values_end;
    const bool chosen =
        node(a).kind == NodeKind::Else || (node(a).kind == NodeKind::Is && std::find(begin, end, now) != end);
    if (!chosen) continue;
    at = into(a);
    break;
  }
  return true;
}

bool Stepper::set(State& s, Line l, Spot& at) {
  const sema::SetExpr& x = p_.sets[this->at(l).set];
  bool good = x.a == kNone || read(s, x.a, Reader::Customer);
  good = (x.b == kNone || read(s, x.b, Reader::Customer)) && good;
  if (!good) return close(), false;
  const sema::SlotId slot = this->at(l).slot;
  std::int64_t v = x.op == sema::SetOp::Constant ? x.number : *value(s, x.a);
  if (x.op == sema::SetOp::Add || x.op == sema::SetOp::Subtract) {
    const std::int64_t second = x.b == kNone ? x.number : *value(s, x.b);
    v += x.op == sema::SetOp::Add ? second : -second;
  }
  const auto [low, high] = range(slot);
  at = behind_[l];
  if (decides_[slot] != 0 && (v < low || v > high)) {
    if (!x.can_overflow) astray_ = true;
    at = arm(l, NodeKind::OnOverflow);
    return true;
  }
  s.slots[place_[slot]] = decides_[slot] != 0 ? static_cast<std::int8_t>(v) : std::int8_t{0};
  return true;
}

// ---- answers
// -----------------------------------------------------------------------------------------------------------------------------------

void Stepper::each_value(const State& s, const std::vector<sema::SlotId>& slots, Said said, Spot then) {
  std::vector<State> states{s};
  std::vector<Said> saids{said};
  for (std::size_t k = 0; k < slots.size(); ++k) {
    const auto [low, high] = decides_[slots[k]] != 0 ? range(slots[k]) : std::pair<std::int64_t, std::int64_t>{0, 0};
    std::vector<State> more_states;
    std::vector<Said> more_saids;
    for (std::size_t i = 0; i < states.size(); ++i) {
      for (std::int64_t v = low; v <= high; ++v) {
        more_states.push_back(states[i]);
        more_states.back().slots[place_[slots[k]]] = static_cast<std::int8_t>(v);
        more_saids.push_back(saids[i]);
        if (k < more_saids.back().values.size()) more_saids.back().values[k] = static_cast<std::int8_t>(v);
      }
    }
    states = std::move(more_states);
    saids = std::move(more_saids);
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    said_ = saids[i];
    go(states[i], then);
  }
}

void Stepper::answer_lookup(const State& s, Line l) {
  const sema::Service& service = p_.services[at(l).object];
  State now = s;
  for (const sema::Field& f : service.takes) {
    if (secret(f.slot) && !p_.slots[f.slot].constant) now.slots[place_[f.slot]] = kEmpty;
  }
  for (const sema::Field& f : service.stales) now.slots[place_[f.slot]] = kEmpty;
  std::vector<sema::SlotId> gives;
  for (const sema::Field& f : service.gives) {
    now.slots[place_[f.slot]] = kEmpty;
    gives.push_back(f.slot);
  }
  each_value(now, gives, {AnswerKind::Fields, 0, {}}, behind_[l]);
  said_ = {AnswerKind::Failed, 0, {}};
  go(now, arm(l, NodeKind::OnFailure));
}

void Stepper::answer(const State& s, Ways& out) {
  out.clear();
  out_ = &out;
  from_ = 0;
  const Line l = s.line;
  const auto then = [&](AnswerKind kind, const State& now, Spot where, std::uint32_t option = 0) {
    said_ = {kind, option, {}};
    go(now, where);
  };
  switch (node(l).kind) {
    case NodeKind::Say:
    case NodeKind::Note:
      return then(AnswerKind::Done, s, behind_[l]);
    case NodeKind::Ask:
      each_value(s, {at(l).slot}, {AnswerKind::Value, 0, {}}, behind_[l]);
      if (at(l).seconds != 0) then(AnswerKind::Silent, s, arm(l, NodeKind::OnSilence));
      return;
    case NodeKind::Record:
      each_value(s, {at(l).slot}, {AnswerKind::Value, 0, {}}, behind_[l]);
      if (at(l).may_stay_empty) then(AnswerKind::Unsaid, s, behind_[l]);
      return;
    case NodeKind::Judge:
      then(AnswerKind::Yes, s, into(l));
      return then(AnswerKind::No, s, otherwise(l));
    case NodeKind::Menu: {
      const std::vector<Line> items = offered(s);
      for (std::uint32_t k = 0; k < items.size(); ++k) then(AnswerKind::Option, s, into(items[k]), k);
      if (at(l).seconds != 0) then(AnswerKind::Silent, s, arm(l, NodeKind::OnSilence));
      return;
    }
    case NodeKind::Lookup:
    case NodeKind::Request:
      return answer_lookup(s, l);
    case NodeKind::With:
      return answer_verify(s, l);
    case NodeKind::Stage:
      return answer_stage(s, l);
    case NodeKind::Transfer:
      said_ = {AnswerKind::Done, 0, {}};
      if (ends_stage(l)) happen(Kind::StageDone, stage_of_[l]);
      happen(Kind::Over, kNone, true, waived(s));
      close();
      if (!inside(l, NodeKind::OnFailure).empty()) then(AnswerKind::Failed, s, arm(l, NodeKind::OnFailure));
      if (!inside(l, NodeKind::OnReturn).empty()) {
        State back = s;
        back.levels = 0;
        then(AnswerKind::Returned, back, arm(l, NodeKind::OnReturn));
      }
      return;
    default:
      astray_ = true;
  }
}

void Stepper::answer_stage(const State& s, Line l) {
  State now = s;
  Spot at;
  if (s.phase != 0) {
    said_ = {AnswerKind::Done, 0, {}};
    if (notes_from(now, l, s.phase, at)) go(now, at);
    return;
  }
  said_ = {AnswerKind::Yes, 0, {}};
  if (enter_stage(now, stage_of_[l], at)) go(now, at);
  now = s;
  said_ = {AnswerKind::No, 0, {}};
  if (stage(now, stage_of_[l] + 1, at)) go(now, at);
}

void Stepper::answer_verify(const State& s, Line l) {
  const Line owner = owner_[l];
  const std::vector<Line> methods = inside(owner, NodeKind::With);
  const auto method = static_cast<std::size_t>(std::find(methods.begin(), methods.end(), l) - methods.begin());
  State now = s;
  now.levels |= at(owner).needs;
  said_ = {AnswerKind::Passed, 0, {}};
  go(now, behind_[owner]);
  const auto try_on = [&](AnswerKind kind, State next, std::size_t from, bool lacking) {
    Spot at;
    said_ = {kind, 0, {}};
    if (verify(next, owner, from, lacking, at)) go(next, at);
  };
  now = s;
  ++now.failed[at(l).counter];
  const bool again = now.failed[at(l).counter] < at(l).tries;
  // A wrong try gives the same method again, even one for callers who lack another.
  try_on(AnswerKind::Wrong, now, again ? method : method + 1, again);
  try_on(AnswerKind::Lacking, s, method + 1, true);
}

namespace {
bool compare(std::int64_t a, ast::Comparison how, std::int64_t b) {
  using enum ast::Comparison;
  switch (how) {
    case Less:
      return a < b;
    case LessEqual:
      return a <= b;
    case Greater:
      return a > b;
    case GreaterEqual:
      return a >= b;
    case Equal:
    case Is:
      return a == b;
    case NotEqual:
    case IsNot:
      return a != b;
  }
  return false;
}
}  // namespace

// ---- values
// ------------------------------------------------------------------------------------------------------------------------------------

std::optional<std::int64_t> Stepper::value(const State& s, sema::SlotId slot) const {
  if (place_[slot] == kNone) return p_.slots[slot].number;
  const std::int8_t v = s.slots[place_[slot]];
  return v == kEmpty ? std::nullopt : std::optional<std::int64_t>(v);
}

bool Stepper::secret(sema::SlotId slot) const {
  for (std::size_t c = 0; c < p_.classes.size(); ++c) {
    if (((p_.slots[slot].classes >> c) & 1u) != 0 && p_.classes[c].never_said) return true;
  }
  return false;
}

/// Whether the slot is filled. What its classes demand is told either way.
bool Stepper::read(const State& s, sema::SlotId slot, Reader who) {
  sema::Levels missing = 0;
  for (std::size_t c = 0; c < p_.classes.size(); ++c) {
    if (((p_.slots[slot].classes >> c) & 1u) == 0) continue;
    const bool exempt = p_.classes[c].visible_to_agent && who != Reader::Customer;
    if (!exempt) missing |= static_cast<sema::Levels>(p_.classes[c].needs & ~s.levels);
  }
  if (missing != 0) happen(Kind::ReadBelow, slot);
  if (value(s, slot)) return true;
  happen(Kind::ReadEmpty, slot);
  return false;
}

bool Stepper::read_text(const State& s, sema::TemplateId t, Reader who) {
  bool good = true;
  if (t == kNone) return good;
  for (const sema::Segment& segment : p_.segments_of(t)) {
    if (segment.kind == sema::SegmentKind::Value || segment.kind == sema::SegmentKind::Choice) {
      good = read(s, segment.slot, who) && good;
    }
  }
  return good;
}

/// Short-circuit. Nothing if an empty slot is read. `watch`: tell of the reads.
std::optional<bool> Stepper::holds(const State& s, sema::CondId id, bool watch) {
  const sema::Cond& c = p_.conds[id];
  const auto known = [&](sema::SlotId slot) {
    return watch ? read(s, slot, Reader::Customer) : value(s, slot).has_value();
  };
  switch (c.op) {
    case sema::CondOp::True:
      return true;
    case sema::CondOp::False:
      return false;
    case sema::CondOp::And: {
      const std::optional<bool> left = holds(s, c.left, watch);
      return left.value_or(false) ? holds(s, c.right, watch) : left;
    }
    case sema::CondOp::Or: {
      const std::optional<bool> left = holds(s, c.left, watch);
      return left.value_or(true) ? left : holds(s, c.right, watch);
    }
    case sema::CondOp::Not: {
      const std::optional<bool> left = holds(s, c.left, watch);
      return left ? std::optional<bool>(!*left) : left;
    }
    case sema::CondOp::Known:
      return value(s, c.slot).has_value();
    case sema::CondOp::HasLevels:
      return (c.levels & ~s.levels) == 0;
    case sema::CondOp::CompareNumber:
      if (!known(c.slot)) return std::nullopt;
      return compare(*value(s, c.slot), c.cmp, c.number);
    case sema::CondOp::CompareSlot: {
      const bool left = known(c.slot), right = known(c.other);
      if (!left || !right) return std::nullopt;
      return compare(*value(s, c.slot), c.cmp, *value(s, c.other) + c.number);
    }
  }
  return std::nullopt;
}

std::uint32_t Stepper::waived(const State& s) {
  std::uint32_t mask = 0;
  for (std::size_t r = 0; r < p_.stage_rules.size(); ++r) {
    for (const sema::StageWaiver& w : p_.stage_rules[r].waivers) {
      if (w.cond != kNone && holds(s, w.cond, false).value_or(false)) mask |= 1u << r;
    }
  }
  return mask;
}

EventId Stepper::event_of(const State& s) const {
  return first_event_[s.line] == kNone ? kNone : first_event_[s.line] + s.phase;
}

std::string Stepper::source(Line l) const {
  const LineRef r = ref(l);
  return p_.files[r.file].tree.text.substr(node(l).begin, node(l).end - node(l).begin);
}

std::string Stepper::describe(const State& s) const {
  std::string out;
  for (sema::SlotId slot = 0; slot < p_.slots.size(); ++slot) {
    if (place_[slot] == kNone || s.slots[place_[slot]] == kEmpty) continue;
    out += p_.slots[slot].name + "=" + std::to_string(s.slots[place_[slot]]) + " ";
  }
  return out + "levels=" + std::to_string(s.levels);
}

}  // namespace guion::test
