// See reading.hpp.
#include "questions/reading.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "questions/passage.hpp"
#include "sema/types.hpp"

namespace guion::questions {
namespace {

using ast::NodeKind;
using sema::TypeKind;

class Reader {
 public:
  explicit Reader(const sema::Program& program) : program_(program), passages_(program), shown_(program.parts.size()) {}

  std::vector<Section> run() {
    for (const sema::StageDef& s : program_.stages) {
      if (s.line.line == kNone || s.line.file != 0) continue;
      place(s.name, s.line);
      if (s.rule < program_.stage_rules.size()) conduct(program_.stage_rules[s.rule], s.line);
      body(s.line);
    }
    if (program_.kind == sema::FileKind::Protocol) stages_of_protocol();
    for (sema::PartId p = 0; program_.kind != sema::FileKind::Flow && p < program_.parts.size(); ++p) {
      if (program_.parts[p].line.file != 0) continue;
      place(program_.parts[p].name, program_.parts[p].line);
      shown_[p] = true;
      body(program_.parts[p].line);
    }
    return std::move(places_);
  }

 private:
  /// Those that say how an agent is to behave.
  void stages_of_protocol() {
    const ast::Tree& tree = program_.files[0].tree;
    for (LineId l = 0; l < tree.lines.size(); l = std::max(tree.lines[l].block_end, l + 1)) {
      const ast::Part* name = ast::find(tree.parts_of(l), ast::PartKind::Name);
      if (tree.lines[l].kind != NodeKind::Stage || name == nullptr || tree.lines[l].block_end <= l + 1) continue;
      place(std::string{tree.at(*name)}, {0, l});
      body({0, l});
    }
  }
  void place(const std::string& name, LineRef line) {
    Section& made = places_.emplace_back();
    made.name = name;
    made.line = line;
    heard_.clear();
    const Passage p = passages_.block(line);
    const Words none{};
    made.talk = !p.leaves  ? (p.falls ? p.through : none)
                : !p.falls ? p.away
                           : Words{std::min(p.through.least, p.away.least), std::max(p.through.most, p.away.most)};
  }
  void conduct(const sema::StageRule& rule, LineRef line) {
    for (const sema::TemplateId note : rule.notes)
      places_.back().entries.push_back({line, NodeKind::Note, 0, wordings_of(program_, note), kNone, false});
  }
  void body(LineRef head) {
    within_.clear();
    lines(head, 0, true);
  }

  /// The block of a line. `show`: false for a part that stands further up; then its lines are only collected.
  void lines(LineRef head, std::uint32_t depth, bool show) {
    const auto& all = program_.files[head.file].tree.lines;
    const std::uint32_t base = all[head.line].depth + 1u;
    for (LineId l = head.line + 1; l < all[head.line].block_end; ++l) {
      const NodeKind kind = all[l].kind;
      if (kind == NodeKind::Comment || kind == NodeKind::Error || kind == NodeKind::OnlyIf) continue;
      const std::uint32_t at = depth + all[l].depth - base;
      const sema::Statement& s = program_.at({head.file, l});
      hear({head.file, l});
      Entry entry{{head.file, l}, kind, at, {}, kNone, false};
      if (s.text != kNone) entry.wordings = wordings_of(program_, s.text);
      if (kind == NodeKind::Do) entry.part = s.object;
      const bool runs = kind == NodeKind::Do && s.object < program_.parts.size();
      entry.again = runs && shown_[s.object];
      if (show) places_.back().entries.push_back(entry);
      if (runs) part(s.object, at + 1, show && !entry.again);
    }
  }
  void part(sema::PartId p, std::uint32_t depth, bool show) {
    if (show) shown_[p] = true;
    // Collected once a stage; shown once at all.
    if (!within_.insert(p).second && !show) return;
    lines(program_.parts[p].line, depth, show);
  }

  /// Keeps a line for the measures of the stage if the customer hears it.
  void hear(LineRef l) {
    const ast::Tree& tree = program_.files[l.file].tree;
    if (program_.at(l).text == kNone) return;
    NodeKind kind = tree.lines[l.line].kind;
    if (kind == NodeKind::Item) {
      LineId head = l.line;
      while (head > 0 && tree.lines[head].depth >= tree.lines[l.line].depth) --head;
      kind = tree.lines[head].kind == NodeKind::Menu ? NodeKind::Item : tree.lines[head].kind;
    }
    if (is_heard(kind) && heard_.insert({l.file, l.line}).second) places_.back().heard.push_back(l);
  }

  const sema::Program& program_;
  Passages passages_;
  std::vector<Section> places_;
  std::vector<bool> shown_;        ///< one a part
  std::set<sema::PartId> within_;  ///< parts of this place
  std::set<std::pair<FileId, LineId>> heard_;
};

/// A value of the slot that takes arm `arm` of a choice; nothing if its range has none.
bool value_for(const sema::Program& p, sema::SlotId slot, std::uint32_t arm, std::int64_t& value) {
  const sema::Type& type = p.slots[slot].type;
  const bool counted = type.kind == TypeKind::Count || type.kind == TypeKind::Duration || type.kind == TypeKind::Money;
  if (!counted) {
    value = arm;
    return true;
  }
  const sema::Currency* currency = type.kind == TypeKind::Money ? sema::currency_of(type.currency.data()) : nullptr;
  std::int64_t unit = 1;
  for (unsigned d = currency == nullptr ? 0 : currency->decimals; d > 0; --d) unit *= 10;
  constexpr std::array<std::int64_t, 6> kOthers{3, 2, 12, 24, 100, 0};
  constexpr std::array<std::int64_t, 2> kMillions{1'000'000, 2'000'000};
  constexpr std::array<std::int64_t, 1> kOne{1};
  const auto of_arm = arm == 0   ? std::span<const std::int64_t>{kOne}
                      : arm == 1 ? std::span<const std::int64_t>{kMillions}
                                 : std::span<const std::int64_t>{kOthers};
  for (const std::int64_t n : of_arm) {
    if (n * unit < type.min || n * unit > type.max) continue;
    value = n * unit;
    return true;
  }
  return false;
}

/// The arms of a choice, each with a value that takes it. An arm that is left out is that of «neutro» or «otros», which
/// stands behind it.
std::vector<Choice> arms_of(const sema::Program& p, const sema::Segment& choice) {
  std::vector<Choice> found;
  const auto arms = p.arms_of(choice);
  for (std::uint32_t arm = 0; arm < arms.size(); ++arm) {
    const auto same = [&](const sema::Range& r) { return r.begin == arms[arm].begin && r.end == arms[arm].end; };
    Choice c{choice.slot, 0, arm};
    if (std::none_of(arms.begin() + arm + 1, arms.end(), same) && value_for(p, c.slot, arm, c.value))
      found.push_back(c);
  }
  return found;
}

}  // namespace

bool is_heard(NodeKind kind) {
  return kind == NodeKind::Say || kind == NodeKind::Ask || kind == NodeKind::Menu || kind == NodeKind::With ||
         kind == NodeKind::Transfer;
}

std::vector<Wording> wordings_of(const sema::Program& program, sema::TemplateId text) {
  std::vector<std::vector<Choice>> choices;  ///< one a slot that chooses: where it does so twice, with the more arms
  for (const sema::Segment& s : program.segments_of(text)) {
    if (s.kind != sema::SegmentKind::Choice || s.slot == kNone || program.slots[s.slot].constant) continue;
    std::vector<Choice> arms = arms_of(program, s);
    if (arms.empty()) continue;
    const auto same = [&](const std::vector<Choice>& c) { return c[0].slot == s.slot; };
    const auto known = std::find_if(choices.begin(), choices.end(), same);
    if (known == choices.end()) {
      choices.push_back(std::move(arms));
    } else if (arms.size() > known->size()) {
      *known = std::move(arms);
    }
  }
  std::size_t ways = 1;
  for (const auto& arms : choices) ways = std::max(ways, arms.size());
  std::vector<Wording> wordings(ways, Wording{text, {}});
  for (std::size_t way = 0; way < ways; ++way)
    for (const auto& arms : choices) wordings[way].chosen.push_back(arms[std::min(way, arms.size() - 1)]);
  return wordings;
}

std::vector<Section> reading_of(const sema::Program& program) { return Reader(program).run(); }

}  // namespace guion::questions
