// See sheet.hpp.
#include "cli/sheet.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "replay/recital.hpp"
#include "sema/types.hpp"

namespace guion::cli {
namespace {

using ast::NodeKind;

/// How many blanks and choices the compiler made of a text; an arm that stands for several is counted once.
std::size_t made_of(const sema::Program& p, std::span<const sema::Segment> segments) {
  std::size_t count = 0;
  for (const sema::Segment& s : segments) {
    count += s.kind == sema::SegmentKind::Literal ? 0u : 1u;
    if (s.kind != sema::SegmentKind::Choice) continue;
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (const sema::Range& arm : p.arms_of(s))
      if (seen.insert({arm.begin, arm.end}).second) count += made_of(p, p.segments_in(arm));
  }
  return count;
}

/// The text of a library's line that says what only a protocol declares: the compiler knows those blanks no further, so
/// their names are shown. Empty if the text can be rendered.
std::string with_names(const sema::Program& p, const questions::Entry& e, sema::TemplateId text) {
  if (p.kind != sema::FileKind::Library || e.line.line == kNone || p.at(e.line).text != text) return {};
  const ast::Tree& tree = p.files[e.line.file].tree;
  const auto run = ast::text_of(tree.parts_of(e.line.line));
  const auto blanks = std::count_if(run.begin(), run.end(), [](const ast::Part& part) {
    return part.kind == ast::PartKind::Hole || part.kind == ast::PartKind::Moment || part.kind == ast::PartKind::Choice;
  });
  if (made_of(p, p.segments_of(text)) == static_cast<std::size_t>(blanks)) return {};
  std::string out;
  bool arms = false;
  for (const ast::Part& part : run) {
    if (part.kind == ast::PartKind::ChoiceEnd) arms = false;
    if (arms) continue;
    if (part.kind == ast::PartKind::Text || part.kind == ast::PartKind::Escape) out += tree.at(part);
    if (part.kind == ast::PartKind::Join) out += ' ';
    arms = part.kind == ast::PartKind::Choice;
    if (arms || part.kind == ast::PartKind::Hole || part.kind == ast::PartKind::Moment)
      out += "‹" + std::string{tree.at(part)} + "›";
  }
  return out;
}

class Gathering {
 public:
  Gathering(const Asked& asked, std::uint32_t seed) : a_(asked), p_(asked.made.program), seed_(seed) {}

  Sheet run() {
    const std::vector<questions::Section> places = questions::reading_of(p_);
    recite(places);
    for (const questions::Section& place : places) add(place);
    set_hooks();
    for (const diag::Diagnostic& d : a_.made.diagnostics) hang(d);
    for (SheetPlace& place : sheet_.places) {
      place.found = place.findings.size();
      for (const SheetLine& line : place.lines) place.found += line.findings.size();
    }
    if (p_.kind == sema::FileKind::Flow && !a_.made.graph.routines.empty()) whole_call();
    return std::move(sheet_);
  }

 private:
  void recite(const std::vector<questions::Section>& places) {
    std::vector<replay::Saying> sayings;
    for (const questions::Section& place : places) {
      for (const questions::Entry& e : place.entries) {
        for (const questions::Wording& w : e.wordings) {
          replay::Saying s{w.text, {}};
          for (const questions::Choice& c : w.chosen) s.chosen.emplace_back(c.slot, c.value);
          sayings.push_back(std::move(s));
        }
      }
    }
    replay::Recital said = replay::recite(p_, sayings, seed_);
    sheet_.failure = std::move(said.failure);
    texts_ = std::move(said.texts);
  }

  void add(const questions::Section& place) {
    SheetPlace& made = sheet_.places.emplace_back();
    made.name = place.name;
    made.line = place.line;
    made.talk = place.talk;
    for (const questions::Entry& e : place.entries) made.lines.push_back(line(e));
    for (const LineRef l : place.heard) {
      const ast::Tree& tree = p_.files[l.file].tree;
      const spanish::Prose prose = meter_.measure(tree, ast::text_of(tree.parts_of(l.line)));
      made.prose += prose;
      if (!measured_.insert({l.file, l.line}).second) continue;
      sheet_.prose += prose;
      ++sheet_.texts;
    }
  }
  SheetLine line(const questions::Entry& e) {
    SheetLine made{e, {}, {}};
    for (const questions::Wording& w : e.wordings) {
      Sounding s;
      s.text = with_names(p_, e, w.text);
      if (s.text.empty() && next_ < texts_.size()) s.text = texts_[next_];
      ++next_;
      const auto same = [&](const Sounding& other) { return other.text == s.text; };
      if (std::any_of(made.soundings.begin(), made.soundings.end(), same)) continue;
      if (e.wordings.size() > 1) s.when = when(w);
      made.soundings.push_back(std::move(s));
    }
    return made;
  }
  std::string when(const questions::Wording& w) const {
    constexpr Word kPlurals[] = {Word::PluralOne, Word::PluralMany, Word::PluralOther};
    std::string out;
    for (const questions::Choice& c : w.chosen) {
      const sema::Slot& slot = p_.slots[c.slot];
      const std::string_view value = sema::is_choice(slot.type.kind)
                                         ? sema::value_name(slot.type, c.arm, p_, a_.tongue)
                                         : spelling(kPlurals[std::min(c.arm, 2u)], a_.tongue);
      out += (out.empty() ? "" : ", ") + slot.name + ": " + std::string{value};
    }
    return out;
  }

  /// Puts a finding under the line that it is about, where that is shown first.
  /// A rule that says nothing of this flow is the protocol's business: guion check --vacuous.
  void hang(const diag::Diagnostic& d) {
    if (d.code == diag::Code::VacuousRule && d.severity == diag::Severity::Hint) return;
    (d.severity == diag::Severity::Error     ? sheet_.errors
     : d.severity == diag::Severity::Warning ? sheet_.warnings
                                             : sheet_.hints)++;
    const auto hook = hooks_.find(line_of(d.span));
    (hook == hooks_.end() ? sheet_.elsewhere : *hook->second).push_back(&d);
  }

  /// A line by its file and the place where it begins.
  using Key = std::pair<FileId, std::uint32_t>;

  /// Where findings of each line go: where the line is shown first.
  void set_hooks() {
    const auto set = [this](LineRef l, std::vector<const diag::Diagnostic*>& findings) {
      if (l.file < p_.files.size()) hooks_.emplace(Key{l.file, p_.line(l).begin}, &findings);
    };
    for (SheetPlace& place : sheet_.places) {
      set(place.line, place.findings);
      for (SheetLine& line : place.lines) {
        const questions::Entry& e = line.entry;
        if (e.kind != NodeKind::Note || e.line != place.line) set(e.line, line.findings);
        if (e.kind == NodeKind::Do && !e.again && e.part < p_.parts.size()) set(p_.parts[e.part].line, line.findings);
      }
    }
  }

  [[nodiscard]] Key line_of(Span span) const {
    if (span.file >= p_.files.size()) return {span.file, kNone};
    const auto& lines = p_.files[span.file].tree.lines;
    const auto behind = std::ranges::upper_bound(lines, span.begin, {}, [](const ast::Line& l) { return l.begin; });
    if (behind == lines.begin() || span.begin >= std::prev(behind)->end) return {span.file, kNone};
    return {span.file, std::prev(behind)->begin};
  }

  void whole_call() {
    const questions::TalkTime table = questions::talk_time(a_.input(), kNone);
    bool first = true;
    for (const questions::Talk& t : table.cells.at(0)) {
      if (!t.possible) continue;
      sheet_.talk.least = first ? t.least : std::min(sheet_.talk.least, t.least);
      sheet_.talk.most = std::max(sheet_.talk.most, t.most);
      first = false;
    }
  }

  const Asked& a_;
  const sema::Program& p_;
  std::uint32_t seed_;
  Sheet sheet_;
  std::vector<std::string> texts_;
  std::size_t next_ = 0;  ///< of texts_
  spanish::Meter meter_;
  std::set<std::pair<FileId, LineId>> measured_;
  std::map<Key, std::vector<const diag::Diagnostic*>*> hooks_;
};

}  // namespace

Sheet sheet_of(const Asked& asked, std::uint32_t seed) { return Gathering(asked, seed).run(); }

}  // namespace guion::cli
