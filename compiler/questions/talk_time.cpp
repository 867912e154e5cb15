// See questions.hpp. The least talk is asked of the engine, so it is that of a call that can happen; the most is the
// longest way forward through the graph, whatever conditions say: an upper bound.
#include <algorithm>
#include <array>

#include "prove/track.hpp"
#include "questions/questions.hpp"

namespace guion::questions {

using cfg::NodeId;
using cfg::Op;
using sema::SegmentKind;

namespace {

/// Words that a value takes when it is said, about: a price is «ochenta y cinco dólares con cuarenta centavos».
constexpr Words words_of_value(sema::TypeKind kind) {
  switch (kind) {
    case sema::TypeKind::Money:
      return {2, 7};
    case sema::TypeKind::Date:
      return {5, 8};
    case sema::TypeKind::Cycle:
      return {9, 16};
    case sema::TypeKind::Phone:
    case sema::TypeKind::Code:
      return {4, 12};
    case sema::TypeKind::Hour:
    case sema::TypeKind::Duration:
      return {2, 5};
    case sema::TypeKind::Window:
      return {6, 9};
    case sema::TypeKind::List:
      return {1, 12};
    case sema::TypeKind::Text:
      return {1, 6};
    case sema::TypeKind::Name:
    case sema::TypeKind::Enum:
      return {1, 4};
    case sema::TypeKind::Address:
    case sema::TypeKind::YesNo:
    case sema::TypeKind::Count:
    case sema::TypeKind::Day:
    case sema::TypeKind::Month:
      return {1, 1};
  }
  return {};
}

std::uint32_t count_words(std::string_view text) {
  std::uint32_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                        static_cast<unsigned char>(c) >= 0x80;
    words += letter && !inside ? 1 : 0;
    inside = letter || (inside && c != ' ');
  }
  return words;
}

Words words_in(const sema::Program& p, std::span<const sema::Segment> segments) {
  Words all;
  for (const sema::Segment& s : segments) {
    Words some;
    switch (s.kind) {
      case SegmentKind::Literal:
        some.least = some.most = count_words(p.text_of(s));
        break;
      case SegmentKind::Greeting:
      case SegmentKind::Farewell:
        some = {2, 3};
        break;
      case SegmentKind::Value:
        some = words_of_value(p.slots[s.slot].type.kind);
        break;
      case SegmentKind::Choice: {
        some.least = 0xffff;
        for (const sema::Range& arm : p.arms_of(s)) {
          const Words a = words_in(p, p.segments_in(arm));
          some = {std::min(some.least, a.least), std::max(some.most, a.most)};
        }
        break;
      }
    }
    all = {all.least + some.least, all.most + some.most};
  }
  return all;
}

/// What the agent says at a node.
Words said_at(const sema::Program& p, const cfg::Graph& graph, NodeId n) {
  Words all;
  for (const cfg::Fact& f : graph.told(n)) {
    if (f.kind != cfg::FactKind::Says) continue;
    const Words some = words_of(p, f.object);
    all = {all.least + some.least, all.most + some.most};
  }
  return all;
}

class Clock {
 public:
  explicit Clock(const prove::Input& in) : in_(in) {
    for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
      const Words w = said_at(in.program, in.graph, n);
      least_.push_back(w.least);
      // A question that verifies is put again after a wrong answer.
      const std::uint32_t times =
          in.graph.nodes[n].op == Op::Verify ? std::max<std::uint32_t>(in.graph.nodes[n].tries, 1) : 1;
      most_.push_back(w.most * times);
    }
  }

  Talk time(const Final& final, const std::vector<std::uint8_t>& closed) const {
    Talk talk;
    for (const NodeId n : final.nodes) {
      prove::Demand d;
      d.node = n;
      prove::Query q;
      q.demands.push_back(d);
      q.closed = &closed;
      q.costs = &least_;
      q.most_hits = 1;
      const prove::Answer answer = prove::decide(in_, q);
      for (const prove::Hit& h : answer.hits) {
        if (h.verdict != prove::Verdict::Violated) continue;
        const std::uint32_t words = said_on(h.witness);
        talk.least = talk.possible ? std::min(talk.least, words) : words;
        talk.possible = true;
      }
    }
    if (talk.possible) talk.most = longest(final, closed);
    return talk;
  }

 private:
  static constexpr std::int64_t kNever = -1;

  [[nodiscard]] std::uint32_t said_on(const prove::Witness& way) const {
    std::uint32_t words = 0;
    for (const prove::Step& s : way.steps) words += least_[s.node];
    return words;
  }

  /// The longest way forward to one of the nodes. Parts first: a call adds the longest way through its part.
  [[nodiscard]] std::uint32_t longest(const Final& final, const std::vector<std::uint8_t>& closed) const {
    const cfg::Graph& g = in_.graph;
    std::vector<std::int64_t> through(g.routines.size(), kNever), to_final(g.routines.size(), kNever);
    for (const std::uint32_t r : in_.calls.order) {
      std::vector<std::int64_t> before(g.routines[r].end - g.routines[r].begin, kNever);
      const NodeId begin = g.routines[r].begin;
      if (g.routines[r].entry == kNone) continue;
      before[g.routines[r].entry - begin] = 0;
      for (NodeId n = begin; n < g.routines[r].end; ++n) {
        if (before[n - begin] == kNever) continue;
        std::int64_t after = before[n - begin] + most_[n];
        const std::uint32_t part = analysis::callee(in_.calls, g.nodes[n]);
        if (part != kNone && to_final[part] != kNever) to_final[r] = std::max(to_final[r], after + to_final[part]);
        if (std::find(final.nodes.begin(), final.nodes.end(), n) != final.nodes.end())
          to_final[r] = std::max(to_final[r], after);
        if (g.nodes[n].op == Op::Return) through[r] = std::max(through[r], after);
        if (part != kNone && through[part] == kNever) continue;
        if (part != kNone) after += through[part];
        for (const cfg::Edge& e : g.out(n)) {
          const auto index = static_cast<std::size_t>(&e - g.edges.data());
          if (e.to == kNone || e.to <= n || e.vain || closed[index] != 0) continue;
          before[e.to - begin] = std::max(before[e.to - begin], after);
        }
      }
    }
    return to_final.empty() || to_final[0] == kNever ? 0 : static_cast<std::uint32_t>(to_final[0]);
  }

  const prove::Input& in_;
  std::vector<std::uint32_t> least_, most_;
};

/// Edges out of tests of the slot that do not fit the value.
std::vector<std::uint8_t> closed_for(const prove::Input& in, sema::SlotId by, std::int64_t value) {
  std::vector<std::uint8_t> closed(in.graph.edges.size());
  if (by == kNone) return closed;
  for (NodeId n = 0; n < in.graph.nodes.size(); ++n) {
    const cfg::Node& node = in.graph.nodes[n];
    if (node.op != Op::Test || node.cond == kNone) continue;
    const sema::Cond& c = in.program.conds[node.cond];
    const bool equal = c.cmp == ast::Comparison::Equal || c.cmp == ast::Comparison::Is;
    if (c.op != sema::CondOp::CompareNumber || c.slot != by) continue;
    const bool holds = (c.number == value) == equal;
    for (const cfg::Edge& e : in.graph.out(n)) {
      if ((e.kind == cfg::EdgeKind::True) != holds) closed[static_cast<std::size_t>(&e - in.graph.edges.data())] = 1;
    }
  }
  return closed;
}

}  // namespace

Words words_of(const sema::Program& program, sema::TemplateId text) {
  return text == kNone ? Words{} : words_in(program, program.segments_of(text));
}

TalkTime talk_time(const prove::Input& in, sema::SlotId by) {
  TalkTime table;
  table.finals = finals_of(in.program, in.graph);
  const auto range = by == kNone ? std::nullopt : prove::number_range(in.program, by);
  for (std::int64_t v = 0; v <= (range ? range->second : 0); ++v) table.values.push_back(v);
  const Clock clock(in);
  for (const std::int64_t v : table.values) {
    const std::vector<std::uint8_t> closed = closed_for(in, by, v);
    auto& row = table.cells.emplace_back();
    for (const Final& f : table.finals) row.push_back(clock.time(f, closed));
  }
  return table;
}

sema::SlotId sorting_slot(const prove::Input& in) {
  std::vector<std::uint32_t> tests(in.program.slots.size());
  for (const cfg::Node& n : in.graph.nodes) {
    if (n.op != Op::Test || n.cond == kNone) continue;
    const sema::Cond& c = in.program.conds[n.cond];
    if (c.op != sema::CondOp::CompareNumber) continue;
    const sema::Slot& slot = in.program.slots[c.slot];
    if (slot.type.kind == sema::TypeKind::Enum && slot.origin == sema::SlotOrigin::Protocol && !slot.constant)
      ++tests[c.slot];
  }
  const auto most = std::max_element(tests.begin(), tests.end());
  return most == tests.end() || *most == 0 ? kNone : static_cast<sema::SlotId>(most - tests.begin());
}

}  // namespace guion::questions
