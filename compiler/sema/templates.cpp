// Compiles spoken texts: literals joined, forms held against types, arms completed; and computes seals.
// It must not know which lines are heard.
// Spec: docs/language.md, «Blanks in a text»; the interface with its comments is templates.hpp.
#include "sema/templates.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "sema/expressions.hpp"
#include "sema/slips.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

using ast::PartKind;

std::optional<Form> form_of(Word word) {
  if (word == Word::Words) return Form::Words;
  if (word == Word::Digits) return Form::Digits;
  if (word == Word::LongForm) return Form::Long;
  if (word == Word::ShortForm) return Form::Short;
  if (word == Word::WithAddress) return Form::WithAddress;
  return std::nullopt;
}

bool form_fits(Form form, TypeKind kind) {
  switch (form) {
    case Form::Plain:
      return true;
    case Form::Words:
      return is_ordered(kind) || kind == TypeKind::Window || kind == TypeKind::Cycle || kind == TypeKind::Phone ||
             kind == TypeKind::Code;
    case Form::Digits:
      return kind == TypeKind::Phone || kind == TypeKind::Code || kind == TypeKind::Count;
    case Form::Long:
    case Form::Short:
      return kind == TypeKind::Date || kind == TypeKind::Cycle;
    case Form::WithAddress:
      return kind == TypeKind::Name;
  }
  return false;
}

/// Whether a number chooses its arm by plural category.
bool has_plural(TypeKind kind) {
  return kind == TypeKind::Count || kind == TypeKind::Money || kind == TypeKind::Duration;
}

constexpr std::array kPlurals{Word::PluralOne, Word::PluralMany, Word::PluralOther};
constexpr std::size_t kPluralOther = 2;
constexpr std::size_t kAddressNeutral = 2;

using Segments = std::vector<Segment>;

void trim_front(const Program& program, Segments& arm) {
  if (arm.empty() || arm.front().kind != SegmentKind::Literal) return;
  const std::string_view text = program.text_of(arm.front());
  Range& range = arm.front().range;
  range.begin = static_cast<std::uint32_t>(std::min<std::size_t>(range.begin + text.find_first_not_of(' '), range.end));
  if (text.find_first_not_of(' ') == std::string_view::npos) arm.erase(arm.begin());
}

void trim_back(const Program& program, Segments& arm) {
  if (arm.empty() || arm.back().kind != SegmentKind::Literal) return;
  const std::size_t kept = program.text_of(arm.back()).find_last_not_of(' ') + 1;
  arm.back().range.end = static_cast<std::uint32_t>(arm.back().range.begin + kept);
  if (kept == 0) arm.pop_back();
}

/// Puts segments behind those of the program.
Range store(Program& program, const Segments& segments) {
  const auto begin = static_cast<std::uint32_t>(program.segments.size());
  program.segments.insert(program.segments.end(), segments.begin(), segments.end());
  return {begin, static_cast<std::uint32_t>(program.segments.size())};
}

/// Walks one run. A choice in hand collects into `arms_`; an arm that has no place collects into `nowhere_`.
class Texts {
 public:
  explicit Texts(Checker& checker) : c_(checker), segments_(checker.segments_in_hand) { segments_.clear(); }

  Range run(std::span<const ast::Part> parts) {
    for (std::size_t i = 0; i < parts.size(); ++i) step(parts, i);
    if (in_choice_) end_choice(parts.back());
    return store(c_.program, segments_);
  }

 private:
  void step(std::span<const ast::Part> parts, std::size_t i);
  void literal(const ast::Part& part);
  void join(Segment& literal, std::string_view more);
  void hole(const ast::Part& part, const ast::Part* form);
  void moment(const ast::Part& part);
  void begin_choice(const ast::Part& part);
  void begin_arm(const ast::Part& part);
  void end_choice(const ast::Part& part);
  std::optional<std::size_t> arm_index(const ast::Part& label);
  void fill_defaults();
  void report_missing(std::uint32_t end);
  bool report_separator(std::uint32_t end);
  std::string_view label_of(std::size_t arm) const;
  std::string other_of_many() const;

  Checker& c_;
  Segments& segments_;
  Segments nowhere_;
  Segments* target_ = &segments_;

  bool in_choice_ = false;
  bool broken_ = false;  ///< the choice in hand has no usable selector
  Segment choice_;
  std::vector<Segments> arms_;
  Type selector_;
  std::vector<bool> seen_;
  Span choice_span_;
};

void Texts::step(std::span<const ast::Part> parts, std::size_t i) {
  const ast::Part& part = parts[i];
  if (part.kind == PartKind::Text || part.kind == PartKind::Escape) return literal(part);
  if (part.kind == PartKind::Join) return literal(part);
  if (part.kind == PartKind::Hole) {
    const bool formed = i + 1 < parts.size() && parts[i + 1].kind == PartKind::Form;
    return hole(part, formed ? &parts[i + 1] : nullptr);
  }
  if (part.kind == PartKind::Moment) return moment(part);
  if (part.kind == PartKind::Choice) return begin_choice(part);
  if (part.kind == PartKind::Arm) return begin_arm(part);
  if (part.kind == PartKind::ChoiceEnd) return end_choice(part);
}

/// A literal of one part is that stretch of the file; one of several is put together.
void Texts::literal(const ast::Part& part) {
  const bool blank = part.kind == PartKind::Join;
  if (!blank && part.begin == part.end) return;
  const bool more = !target_->empty() && target_->back().kind == SegmentKind::Literal;
  if (!more) {
    Segment made;
    made.range = {part.begin, part.end};
    if (blank) made.range.end = made.range.begin;
    made.span = c_.span(part);
    target_->push_back(made);
    if (!blank) return;
  }
  join(target_->back(), blank ? std::string_view{" "} : c_.text(part));
  target_->back().span.end = part.end;
}

void Texts::join(Segment& literal, std::string_view more) {
  std::string& all = c_.program.joined;
  if (!literal.joined || literal.range.end != all.size()) {
    const std::string before{c_.program.text_of(literal)};
    literal.joined = true;
    literal.range.begin = static_cast<std::uint32_t>(all.size());
    all += before;
  }
  all += more;
  literal.range.end = static_cast<std::uint32_t>(all.size());
}

void Texts::hole(const ast::Part& part, const ast::Part* form) {
  if (report_moment_slip(c_, part)) return;
  const SlotId slot = c_.find_slot(part);
  if (c_.is_bad(slot)) return;
  Segment made;
  made.kind = SegmentKind::Value;
  made.slot = slot;
  made.span = c_.span(part);
  if (form != nullptr) {
    const Slot& s = c_.program.slots[slot];
    const auto wanted = form_of(static_cast<Word>(form->arg));
    if (wanted && !form_fits(*wanted, s.type.kind)) {
      c_.emitter.report(diag::FormDoesNotFit, c_.span(*form), c_.text(*form), describe(s.type, c_.program, c_.tongue()))
          .note(s.span, "declared here", "declarado aquí");
    } else if (wanted) {
      made.form = *wanted;
    }
    if (made.form == Form::WithAddress) c_.with_address.push_back(made.span);
  }
  target_->push_back(std::move(made));
}

void Texts::moment(const ast::Part& part) {
  Segment made;
  made.kind = static_cast<Word>(part.arg) == Word::Farewell ? SegmentKind::Farewell : SegmentKind::Greeting;
  made.span = c_.span(part);
  target_->push_back(std::move(made));
}

void Texts::begin_choice(const ast::Part& part) {
  if (in_choice_) return;  // the grammar allows no choice inside another
  in_choice_ = true;
  choice_span_ = c_.span(part);
  choice_ = {};
  arms_.clear();
  choice_.kind = SegmentKind::Choice;
  choice_.slot = c_.find_slot(part);
  choice_.span = choice_span_;
  target_ = &nowhere_;
  broken_ = c_.is_bad(choice_.slot);
  if (broken_) return;
  const Slot& slot = c_.program.slots[choice_.slot];
  selector_ = slot.type;
  if (!is_choice(selector_.kind) && !has_plural(selector_.kind)) {
    broken_ = true;
    c_.emitter.report(diag::ChoiceByOtherType, choice_span_, slot.name, describe(selector_, c_.program, c_.tongue()))
        .note(slot.span, "declared here", "declarado aquí");
    return;
  }
  const std::size_t arms = is_choice(selector_.kind) ? value_count(selector_, c_.program) : kPlurals.size();
  arms_.assign(arms, {});
  seen_.assign(arms, false);
}

std::optional<std::size_t> Texts::arm_index(const ast::Part& label) {
  if (is_choice(selector_.kind)) {
    const std::int64_t value = c_.find_value(selector_, label);
    return value < 0 ? std::nullopt : std::optional{static_cast<std::size_t>(value)};
  }
  const std::string_view name = c_.text(label);
  std::vector<std::string_view> known;
  for (std::size_t k = 0; k < kPlurals.size(); ++k) {
    if (name == spelling(kPlurals[k], Tongue::Es) || name == spelling(kPlurals[k], Tongue::En)) return k;
    known.push_back(spelling(kPlurals[k], c_.tongue()));
  }
  auto& d = c_.emitter.report(diag::UnknownPlural, c_.span(label), name, known[0], known[1], known[2]);
  const std::string_view near = diag::nearest(name, known);
  if (!near.empty()) d.fix_with(c_.span(label), near);
  return std::nullopt;
}

void Texts::begin_arm(const ast::Part& part) {
  if (target_ != &nowhere_ && in_choice_) trim_back(c_.program, *target_);
  target_ = &nowhere_;
  if (!in_choice_ || broken_) return;
  const auto index = arm_index(part);
  if (!index) {
    broken_ = true;  // the arm was meant for some value: do not say that one is missing
    return;
  }
  if (seen_[*index]) {
    c_.emitter.report(diag::RepeatedLabel, c_.span(part), c_.text(part));
    return;
  }
  seen_[*index] = true;
  target_ = &arms_[*index];
}

void Texts::end_choice(const ast::Part& part) {
  if (!in_choice_) return;
  in_choice_ = false;
  nowhere_.clear();
  target_ = &segments_;
  if (arms_.empty()) return;
  choice_.range.begin = static_cast<std::uint32_t>(c_.program.arms.size());
  for (Segments& arm : arms_) {
    trim_front(c_.program, arm);
    trim_back(c_.program, arm);
    c_.program.arms.push_back(store(c_.program, arm));
  }
  choice_.range.end = static_cast<std::uint32_t>(c_.program.arms.size());
  fill_defaults();
  if (!broken_) report_missing(part.kind == PartKind::ChoiceEnd ? part.begin : part.end);
  if (part.kind == PartKind::ChoiceEnd) choice_.span.end = part.end;
  choice_.span = choice_span_;
  segments_.push_back(choice_);
}

void Texts::fill_defaults() {
  const bool plural = !is_choice(selector_.kind);
  if (!plural && selector_.kind != TypeKind::Address) return;
  const std::size_t fallback = plural ? kPluralOther : kAddressNeutral;
  if (!seen_[fallback]) return;
  for (std::size_t k = 0; k < fallback; ++k) {
    if (!seen_[k]) c_.program.arms[choice_.range.begin + k] = c_.program.arms[choice_.range.begin + fallback];
    seen_[k] = true;
  }
}

std::string_view Texts::label_of(std::size_t arm) const {
  return is_choice(selector_.kind) ? value_name(selector_, arm, c_.program, c_.tongue())
                                   : spelling(kPlurals[arm], c_.tongue());
}

/// Cases that are written, but behind a comma: they were taken for words of the case before.
bool Texts::report_separator(std::uint32_t end) {
  std::vector<std::string_view> labels;
  const bool by_value = is_choice(selector_.kind);
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    if (seen_[k]) continue;
    for (const Tongue tongue : {Tongue::Es, Tongue::En})
      labels.push_back(by_value ? value_name(selector_, k, c_.program, tongue) : spelling(kPlurals[k], tongue));
  }
  return report_separator_slip(c_, {c_.file, choice_span_.end, end}, labels);
}

/// The words of «other» as those of «many» give them: «de pesos», «pesos». Empty where that is not certain.
std::string Texts::other_of_many() const {
  constexpr std::size_t kMany = 1;
  if (is_choice(selector_.kind) || !seen_[kMany]) return {};
  const auto arm = c_.program.segments_in(c_.program.arms[choice_.range.begin + kMany]);
  if (arm.size() != 1 || arm[0].kind != SegmentKind::Literal) return {};
  const std::string_view words = c_.program.text_of(arm[0]);
  return words.starts_with("de ") ? std::string{words.substr(3)} : std::string{};
}

void Texts::report_missing(std::uint32_t end) {
  const bool by_value = selector_.kind == TypeKind::Enum || selector_.kind == TypeKind::YesNo;
  std::string en, es;
  std::size_t count = 0;
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    const bool needed = by_value || k + 1 == seen_.size();  // neutral and «other» stand last
    if (seen_[k] || !needed) continue;
    const std::string_view comma = count++ == 0 ? "" : ", ";
    en += fmt::format("{}\"{}\"", comma, label_of(k));
    es += fmt::format("{}«{}»", comma, label_of(k));
  }
  if (count == 0 || report_separator(end)) return;
  const std::string_view lack = !by_value ? "falta la forma" : count == 1 ? "falta el caso" : "faltan los casos";
  auto& d = c_.emitter.report(diag::MissingLabel, choice_span_, en, fmt::format("{} {}", lack, es));
  if (by_value) return;
  if (const std::string other = other_of_many(); !other.empty()) {
    d.fix_with({c_.file, end, end}, fmt::format(" | {}: {}", label_of(kPluralOther), other));
  }
  d.help_en = fmt::format(
      "{} is always needed; \"{}\" and \"{}\" take its words if they are not written. Cases are parted by \"|\".", en,
      label_of(0), label_of(1));
  d.help_es = fmt::format(
      "{} hace falta siempre; «{}» y «{}», si no se escriben, toman sus palabras. Los casos se separan con «|».", es,
      label_of(0), label_of(1));
}

// ---- seal
// ----------------------------------------------------------------------------------------------------------------------------

void canonical(const Program& program, std::span<const Segment> segments, std::string& out) {
  for (const Segment& s : segments) {
    switch (s.kind) {
      case SegmentKind::Literal:
        out += program.text_of(s);
        break;
      case SegmentKind::Value:
        out += '{';
        out += program.slots[s.slot].name;
        out += ':';
        out += static_cast<char>('0' + static_cast<int>(s.form));
        out += '}';
        break;
      case SegmentKind::Greeting:
        out += "{now:0}";
        break;
      case SegmentKind::Farewell:
        out += "{now:1}";
        break;
      case SegmentKind::Choice:
        out += '{';
        out += program.slots[s.slot].name;
        for (std::size_t k = 0; k < program.arms_of(s).size(); ++k) {
          out += k == 0 ? '?' : '|';
          canonical(program, program.segments_in(program.arms_of(s)[k]), out);
        }
        out += '}';
        break;
    }
  }
}

// ---- own words
// ----------------------------------------------------------------------------------------------------------------------------

/// Whether the agent tells the text of a line rather than reads out, shows or keeps it.
bool is_told(const Checker& c, LineId line) {
  ast::NodeKind kind = c.line(line).kind;
  if (kind == ast::NodeKind::Item && c.parent() != kNone) kind = c.line(c.parent()).kind;
  return kind == ast::NodeKind::Say || kind == ast::NodeKind::Note;
}

void refuse_own_words(Checker& c, std::span<const ast::Part> run) {
  for (const ast::Part& part : run) {
    if (part.kind != PartKind::Hole) continue;
    const std::uint32_t slot = c.space(NameSpace::Slots).exact.find(c.text(part));
    if (slot >= c.program.slots.size() || !c.program.slots[slot].own_words) continue;
    c.emitter.report(diag::OwnWordsElsewhere, c.span(part), c.program.slots[slot].name)
        .note(c.program.slots[slot].span, "declared here", "declarado aquí");
  }
}

}  // namespace

Span span_of_run(FileId file, std::span<const ast::Part> run) {
  if (run.empty()) return {file, 0, 0};
  return {file, run.front().begin, run.back().end};
}

TemplateId compile_text(Checker& checker, std::span<const ast::Part> run) {
  if (run.empty()) return kNone;
  check_quotes(checker, run);
  Template made;
  made.segments = Texts{checker}.run(run);
  made.span = span_of_run(checker.file, run);
  return checker.add(made);
}

TemplateId compile_text_of(Checker& checker, LineId line) {
  const auto run = ast::text_of(checker.parts(line));
  if (!is_told(checker, line)) refuse_own_words(checker, run);
  return compile_text(checker, run);
}

std::string plain_text(Checker& checker, std::span<const ast::Part> run) {
  std::string text;
  check_quotes(checker, run);
  for (const ast::Part& part : run) {
    if (part.kind == PartKind::Text || part.kind == PartKind::Escape) text += checker.text(part);
    if (part.kind == PartKind::Join) text += ' ';
    if (part.kind == PartKind::Hole || part.kind == PartKind::Choice || part.kind == PartKind::Moment) {
      checker.emitter.report(diag::BlankInPlainText, checker.span(part), checker.text(part));
    }
  }
  return text;
}

bool same_words(const Program& program, Range a, Range b) {
  const auto left = program.segments_in(a), right = program.segments_in(b);
  const auto same = [&](const Segment& x, const Segment& y) {
    if (x.kind != y.kind || x.form != y.form || x.slot != y.slot) return false;
    if (x.kind == SegmentKind::Literal) return program.text_of(x) == program.text_of(y);
    if (x.kind != SegmentKind::Choice) return true;
    const auto xs = program.arms_of(x), ys = program.arms_of(y);
    return std::equal(xs.begin(), xs.end(), ys.begin(), ys.end(),
                      [&](const Range& p, const Range& q) { return same_words(program, p, q); });
  };
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), same);
}

std::string seal_of(const Program& program, const Template& text) {
  std::string all;
  canonical(program, program.segments_in(text.segments), all);
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : all) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return fmt::format("{:08x}", static_cast<std::uint32_t>(hash >> 32U));
}

}  // namespace guion::sema
