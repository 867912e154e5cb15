// One function for each kind of line, in the words of docs/semantics.md.
#include "support/reference.hpp"

#include <algorithm>
#include <optional>

namespace guion::test {

using ast::NodeKind;
using sema::SlotId;
using sema::Statement;

namespace {

/// How a line or a block was left.
struct Way {
  enum class Kind : std::uint8_t { On, GoTo, Over } kind = Kind::On;
  sema::StageId stage = kNone;
};
constexpr Way kOn{};
constexpr Way kOver{Way::Kind::Over, kNone};

enum class Reader : std::uint8_t { Customer, Agent, Service };

class Evaluator {
 public:
  Evaluator(const sema::Program& program, SeededHost& host, std::size_t events)
      : p_(program), host_(host), events_left_(events), slots_(program.slots.size()), failed_(256) {}

  Transcript run() {
    for (SlotId s = 0; s < p_.slots.size(); ++s) begin_slot(s);
    sema::StageId stage = 0;
    while (stage < p_.stages.size() && !stopped_) {
      const Way way = run_stage(stage);
      if (way.kind == Way::Kind::Over) break;
      stage = way.kind == Way::Kind::GoTo ? way.stage : stage + 1;
    }
    if (!out_.over && !stopped_) fault("fell off the last stage");
    for (SlotId s = 0; s < p_.slots.size(); ++s) {
      if (slots_[s] && out_.over) out_.slots[p_.slots[s].name] = shown(s);
    }
    return std::move(out_);
  }

 private:
  void begin_slot(SlotId s) {
    const sema::Slot& slot = p_.slots[s];
    if (slot.constant || slot.own_words) slots_[s] = Value{slot.number, slot.text};
    if (slot.from_system) slots_[s] = host_.given(wanted(s));
  }

  // ---- blocks
  // ----------------------------------------------------------------------------------------------------------------------
  const ast::Line& line(LineRef l) const { return p_.line(l); }
  const Statement& at(LineRef l) const { return p_.at(l); }

  /// Lines directly inside the block of `l`, without comments.
  std::vector<LineRef> inside(LineRef l) const {
    std::vector<LineRef> out;
    const auto& lines = p_.files[l.file].tree.lines;
    for (LineId i = l.line + 1; i < lines[l.line].block_end; i = std::max(i + 1, lines[i].block_end)) {
      if (lines[i].kind != NodeKind::Comment) out.push_back({l.file, i});
    }
    return out;
  }
  std::optional<LineRef> arm(LineRef l, NodeKind kind) const {
    for (const LineRef& c : inside(l)) {
      if (line(c).kind == kind) return c;
    }
    return std::nullopt;
  }
  Way run_arm(LineRef l, NodeKind kind) {
    const auto a = arm(l, kind);
    return a ? run_block(*a) : kOn;
  }

  Way run_block(LineRef owner) {
    const auto lines = inside(owner);
    for (std::size_t i = 0; i < lines.size() && !stopped_; ++i) {
      const bool has_else = i + 1 < lines.size() && line(lines[i + 1]).kind == NodeKind::Else;
      const Way way = run_line(lines[i], has_else ? std::optional(lines[i + 1]) : std::nullopt);
      if (way.kind != Way::Kind::On) return way;
    }
    return stopped_ ? kOver : kOn;
  }

  Way run_stage(sema::StageId stage) {
    const sema::StageDef& def = p_.stages[stage];
    if (def.line.line == kNone) return kOn;
    if (def.cond != kNone && !holds(def.cond)) return kOn;
    if (def.at_discretion) {
      Event e = event(EventKind::Judge);
      e.text = at(def.line).text == kNone ? def.name : said(at(def.line).text, Reader::Agent);
      if (ask(e).kind != AnswerKind::Yes) return stopped_ ? kOver : kOn;
    }
    if (def.rule < p_.stage_rules.size()) {
      for (const sema::TemplateId note : p_.stage_rules[def.rule].notes)
        tell(EventKind::Note, said(note, Reader::Agent));
    }
    return run_block(def.line);
  }

  // ---- lines
  // -----------------------------------------------------------------------------------------------------------------------
  Way run_line(LineRef l, std::optional<LineRef> otherwise) {
    const Statement& s = at(l);
    switch (line(l).kind) {
      case NodeKind::Say:
        return say(l, s);
      case NodeKind::Note:
        return tell(EventKind::Note, said(s.text, Reader::Agent));
      case NodeKind::Ask:
        return ask_slot(l, s);
      case NodeKind::Record:
        return record(s);
      case NodeKind::Judge:
        return judge(l, s, otherwise);
      case NodeKind::Menu:
        return menu(l, s);
      case NodeKind::Verify:
        return verify(l, s);
      case NodeKind::Lookup:
      case NodeKind::Request:
        return look_up(l, s);
      case NodeKind::Revoke:
        levels_ &= static_cast<sema::Levels>(~s.needs);
        return kOn;
      case NodeKind::If:
        if (holds(s.cond)) return run_block(l);
        return otherwise ? run_block(*otherwise) : kOn;
      case NodeKind::When:
        return when(l, s);
      case NodeKind::Set:
        return set(l, s);
      case NodeKind::Do:
        return run_block(p_.parts[s.object].line);
      case NodeKind::GoTo:
        return {Way::Kind::GoTo, s.object};
      case NodeKind::Transfer:
        return transfer(l, s);
      case NodeKind::End:
        return end(s);
      default:
        return kOn;  // arms are run by the lines they answer
    }
  }

  Way say(LineRef l, const Statement& s) {
    if ((s.needs & ~levels_) != 0) fault("a line was said below the level that it requires");
    if (!s.one_of) return tell(EventKind::Say, said(s.text, Reader::Customer));
    const sema::TemplateId wording = first_wording(l);
    return tell(EventKind::Say, said(wording, Reader::Customer));
  }

  sema::TemplateId first_wording(LineRef l) {
    for (const LineRef& item : inside(l)) {
      if (line(item).kind == NodeKind::Item && open(item)) return at(item).text;
    }
    fault("no wording applies");
    return kNone;
  }
  bool open(LineRef item) { return at(item).guard == kNone || holds(at(item).guard); }

  Way ask_slot(LineRef l, const Statement& s) {
    if (s.only_if_missing && slots_[s.slot]) return kOn;
    Event e = event(EventKind::Ask);
    e.text = said(s.one_of ? first_wording(l) : s.text, Reader::Customer);
    e.seconds = s.seconds;
    e.wanted.push_back(wanted(s.slot));
    const Answer a = ask(e);
    if (a.kind == AnswerKind::Silent) return run_arm(l, NodeKind::OnSilence);
    if (a.kind == AnswerKind::Value) slots_[s.slot] = a.values.at(0);
    return kOn;
  }

  Way record(const Statement& s) {
    Event e = event(EventKind::Record);
    e.text = said(s.text, Reader::Agent);
    e.optional = s.may_stay_empty;
    e.wanted.push_back(wanted(s.slot));
    const Answer a = ask(e);
    if (a.kind == AnswerKind::Value) slots_[s.slot] = a.values.at(0);
    return kOn;
  }

  Way judge(LineRef l, const Statement& s, std::optional<LineRef> otherwise) {
    Event e = event(EventKind::Judge);
    e.text = said(s.text, Reader::Agent);
    if (ask(e).kind == AnswerKind::Yes) return run_block(l);
    return otherwise && !stopped_ ? run_block(*otherwise) : kOn;
  }

  Way menu(LineRef l, const Statement& s) {
    std::vector<LineRef> offered;
    for (const LineRef& item : inside(l)) {
      if (line(item).kind == NodeKind::Item && open(item)) offered.push_back(item);
    }
    Event e = event(EventKind::Menu);
    e.text = said(s.text, Reader::Customer);
    e.seconds = s.seconds;
    for (const LineRef& item : offered) e.options.push_back(said(at(item).text, Reader::Customer));
    const Answer a = ask(e);
    if (a.kind == AnswerKind::Silent) return run_arm(l, NodeKind::OnSilence);
    return a.option < offered.size() ? run_block(offered[a.option]) : kOn;
  }

  Way verify(LineRef l, const Statement& s) {
    std::vector<LineRef> methods;
    for (const LineRef& c : inside(l)) {
      if (line(c).kind == NodeKind::With) methods.push_back(c);
    }
    bool lacking = false;
    for (std::size_t m = 0; m < methods.size() && !stopped_; ++m) {
      const Statement& with = at(methods[m]);
      if (with.if_lacking && !lacking) continue;
      lacking = false;
      while (failed_[with.counter] < with.tries && !lacking && !stopped_) {
        Event e = event(EventKind::Verify);
        e.object = p_.methods[with.object].name;
        e.tries_left = static_cast<unsigned>(with.tries - failed_[with.counter]);
        e.text = said(with.text, Reader::Customer);
        const Answer a = ask(e);
        if (a.kind == AnswerKind::Passed) {
          levels_ |= s.needs;
          return kOn;
        }
        if (a.kind == AnswerKind::Wrong) ++failed_[with.counter];
        lacking = a.kind == AnswerKind::Lacking;
      }
    }
    return stopped_ ? kOver : run_arm(l, NodeKind::OnFailure);
  }

  Way look_up(LineRef l, const Statement& s) {
    const sema::Service& service = p_.services[s.object];
    Event e = event(EventKind::Lookup);
    e.object = service.name;
    for (const sema::Field& f : service.takes) {
      read(f.slot, Reader::Service);
      e.handed.push_back(p_.slots[f.slot].name + "=" + shown(f.slot));
    }
    for (const sema::Field& f : service.gives) e.wanted.push_back(wanted(f.slot));
    const Answer a = ask(e);
    for (const sema::Field& f : service.takes) {
      if (never_said(f.slot) && !p_.slots[f.slot].constant) slots_[f.slot].reset();
    }
    for (const sema::Field& f : service.stales) slots_[f.slot].reset();
    for (std::size_t i = 0; i < service.gives.size(); ++i) {
      slots_[service.gives[i].slot].reset();
      if (a.kind == AnswerKind::Fields) slots_[service.gives[i].slot] = a.values.at(i);
    }
    return a.kind == AnswerKind::Failed ? run_arm(l, NodeKind::OnFailure) : kOn;
  }

  Way when(LineRef l, const Statement& s) {
    const std::int64_t value = number(s.slot);
    for (const LineRef& c : inside(l)) {
      if (line(c).kind == NodeKind::Else) return run_block(c);
      if (line(c).kind != NodeKind::Is) continue;
      const Statement& is = at(c);
      for (std::uint32_t v = is.values; v < is.values_end; ++v) {
        if (p_.value_lists[v] == value) return run_block(c);
      }
    }
    return kOn;
  }

  Way set(LineRef l, const Statement& s) {
    const sema::SetExpr& x = p_.sets[s.set];
    Value v;
    v.number = x.number;
    if (x.op != sema::SetOp::Constant) {
      read(x.a, Reader::Customer);
      if (slots_[x.a]) v = *slots_[x.a];
    }
    if (x.op == sema::SetOp::Add || x.op == sema::SetOp::Subtract) {
      const std::int64_t second = x.b == kNone ? x.number : number(x.b);
      v.number += x.op == sema::SetOp::Add ? second : -second;
    }
    const sema::Type& type = p_.slots[s.slot].type;
    if (is_number(type.kind) && (v.number < type.min || v.number > type.max)) {
      if (!x.can_overflow) fault("a sum left its range though it was said that it cannot");
      return run_arm(l, NodeKind::OnOverflow);
    }
    slots_[s.slot] = v;
    return kOn;
  }

  Way transfer(LineRef l, const Statement& s) {
    Event e = event(EventKind::Transfer);
    e.object = p_.areas[s.object].name;
    e.text = said(s.text, Reader::Customer);
    e.can_fail = arm(l, NodeKind::OnFailure).has_value();
    e.can_return = arm(l, NodeKind::OnReturn).has_value();
    const Answer a = ask(e);
    if (a.kind == AnswerKind::Failed) return run_arm(l, NodeKind::OnFailure);
    if (a.kind == AnswerKind::Returned) {
      levels_ = 0;
      return run_arm(l, NodeKind::OnReturn);
    }
    out_.over = true;
    return kOver;
  }

  Way end(const Statement& s) {
    Event e = event(EventKind::End);
    e.object = p_.outcomes[s.object].name;
    out_.lines.push_back(show(e));
    out_.over = true;
    return kOver;
  }

  // ---- events
  // ----------------------------------------------------------------------------------------------------------------------
  Event event(EventKind kind) const {
    Event e;
    e.kind = kind;
    e.levels = levels_;
    return e;
  }
  Answer ask(const Event& e) {
    if (stopped_) return {};
    out_.lines.push_back(show(e));
    if (--events_left_ == 0) stopped_ = true;
    return host_.answer(e);
  }
  Way tell(EventKind kind, std::string text) {
    Event e = event(kind);
    e.text = std::move(text);
    (void)ask(e);
    return stopped_ ? kOver : kOn;
  }
  Wanted wanted(SlotId s) const {
    const sema::Slot& slot = p_.slots[s];
    const bool listed = slot.type.kind == sema::TypeKind::Enum;
    return {slot.name, slot.type.kind, slot.type.min, slot.type.max,
            listed ? p_.enums[slot.type.enumeration].values.size() : 0};
  }

  // ---- values
  // ----------------------------------------------------------------------------------------------------------------------
  void fault(const std::string& what) { out_.faults.push_back(what); }
  std::string shown(SlotId s) const { return slots_[s] ? show(p_.slots[s].type.kind, *slots_[s]) : "(empty)"; }
  bool never_said(SlotId s) const {
    for (std::size_t c = 0; c < p_.classes.size(); ++c) {
      if (((p_.slots[s].classes >> c) & 1u) != 0 && p_.classes[c].never_said) return true;
    }
    return false;
  }
  void read(SlotId s, Reader who) {
    if (!slots_[s]) fault("read of the empty slot " + p_.slots[s].name);
    for (std::size_t c = 0; c < p_.classes.size(); ++c) {
      const sema::Class& k = p_.classes[c];
      if (((p_.slots[s].classes >> c) & 1u) == 0) continue;
      if (k.never_said && who != Reader::Service) fault("the secret " + p_.slots[s].name + " was read");
      const bool exempt = k.visible_to_agent && who != Reader::Customer;
      if (!exempt && (k.needs & ~levels_) != 0) fault("read of " + p_.slots[s].name + " below the level of " + k.name);
    }
  }
  std::int64_t number(SlotId s) {
    read(s, Reader::Customer);
    return slots_[s] ? slots_[s]->number : 0;
  }

  bool holds(sema::CondId id) {
    const sema::Cond& c = p_.conds[id];
    switch (c.op) {
      case sema::CondOp::True:
        return true;
      case sema::CondOp::False:
        return false;
      case sema::CondOp::And:
        return holds(c.left) && holds(c.right);
      case sema::CondOp::Or:
        return holds(c.left) || holds(c.right);
      case sema::CondOp::Not:
        return !holds(c.left);
      case sema::CondOp::Known:
        return slots_[c.slot].has_value();
      case sema::CondOp::HasLevels:
        return (c.levels & ~levels_) == 0;
      case sema::CondOp::CompareNumber:
        return compare(number(c.slot), c.cmp, c.number);
      case sema::CondOp::CompareSlot: {
        const std::int64_t left = number(c.slot);
        return compare(left, c.cmp, number(c.other) + c.number);
      }
    }
    return false;
  }
  static bool compare(std::int64_t a, ast::Comparison how, std::int64_t b) {
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

  // ---- texts: the plain forms of the types that random flows use
  // -----------------------------------------------------------------------
  std::string said(sema::TemplateId t, Reader who) {
    std::string out;
    if (t != kNone) say(out, p_.segments_of(t), who, false);
    return out;
  }
  void say(std::string& out, std::span<const sema::Segment> segments, Reader who, bool arm) {
    for (const sema::Segment& s : segments) {
      if (s.kind == sema::SegmentKind::Literal) {
        std::string words{p_.text_of(s)};
        if (arm && &s == segments.data()) meet(out, words, true);
        out += words;
      }
      if (s.kind == sema::SegmentKind::Greeting || s.kind == sema::SegmentKind::Farewell) fault("no clock here");
      if (s.kind != sema::SegmentKind::Value && s.kind != sema::SegmentKind::Choice) continue;
      read(s.slot, who);
      if (!slots_[s.slot]) continue;
      if (s.kind == sema::SegmentKind::Choice) {
        say(out, p_.segments_in(p_.arms_of(s)[arm_of(s.slot)]), who, true);
        continue;
      }
      std::string words = plain(s.slot);
      const sema::Slot& slot = p_.slots[s.slot];
      meet(out, words,
           !slot.constant && slot.type.kind != sema::TypeKind::Name && slot.type.kind != sema::TypeKind::Code);
      out += words;
    }
  }
  /// What `words` and the end of what was said before do to each other.
  static void meet(std::string& before, std::string& words, bool may_rise) {
    const auto ends_in = [&](std::string_view word) {
      const std::string end = " " + std::string(word) + " ";
      return (" " + before).size() >= end.size() && (" " + before).ends_with(end);
    };
    const auto begins_with = [&](std::string_view sound) { return words.starts_with(sound); };
    const std::size_t last = before.size() < 2 ? 0 : before.size() - 2;
    if ((ends_in("de") || ends_in("a")) && begins_with("el ")) {
      before.pop_back();
      words.erase(0, 1);
    } else if (ends_in("y") && (begins_with("i") || begins_with("hi") || is_y_before_consonant(words))) {
      before[last] = 'e';
    } else if (ends_in("o") && (begins_with("o") || begins_with("ho") || counts_from_o(words))) {
      before[last] = 'u';
    }
    const bool starts = before.empty() || before.ends_with(". ");
    if (may_rise && starts && !words.empty() && words[0] >= 'a' && words[0] <= 'z')
      words[0] = static_cast<char>(words[0] - 'a' + 'A');
  }
  static bool is_y_before_consonant(std::string_view words) {
    return words.size() > 1 && words[0] == 'y' &&
           std::string_view{"bcdfghjklmnpqrstvwxyz"}.find(words[1]) != words.npos;
  }
  /// Whether a number is said ocho…, once…
  static bool counts_from_o(std::string_view words) {
    if (words.starts_with('$')) words.remove_prefix(1);
    std::size_t n = 0, digits = 0;
    while (digits < words.size() && words[digits] >= '0' && words[digits] <= '9')
      n = n * 10 + static_cast<std::size_t>(words[digits++] - '0');
    while (n >= 1000) n /= 1000;
    return digits != 0 && (n == 8 || n == 11 || (n >= 80 && n < 90) || (n >= 800 && n < 900));
  }
  std::size_t arm_of(SlotId s) const {
    const std::int64_t n = slots_[s]->number;
    const sema::TypeKind kind = p_.slots[s].type.kind;
    if (kind == sema::TypeKind::Enum || kind == sema::TypeKind::YesNo || kind == sema::TypeKind::Address)
      return static_cast<std::size_t>(n);
    if (n == 1 || n == -1) return 0;
    return n != 0 && n % 1000000 == 0 ? 1 : 2;
  }
  std::string plain(SlotId s) const {
    const sema::Type& type = p_.slots[s].type;
    const std::int64_t n = slots_[s]->number;
    if (type.kind == sema::TypeKind::Enum)
      return p_.enums[type.enumeration].values.at(static_cast<std::size_t>(n)).spoken;
    if (type.kind == sema::TypeKind::YesNo) return n != 0 ? "sí" : "no";
    if (type.kind != sema::TypeKind::Money) return show(type.kind, *slots_[s]);
    const std::string cents = std::to_string(n % 100);
    return "$" + std::to_string(n / 100) + "." + (cents.size() < 2 ? "0" : "") + cents;
  }

  const sema::Program& p_;
  SeededHost& host_;
  std::size_t events_left_;
  std::vector<std::optional<Value>> slots_;
  std::vector<unsigned> failed_;
  sema::Levels levels_ = 0;
  bool stopped_ = false;
  Transcript out_;
};

}  // namespace

Transcript evaluate(const sema::Program& program, SeededHost& host, std::size_t events) {
  return Evaluator(program, host, events).run();
}

}  // namespace guion::test
