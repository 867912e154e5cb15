// Answers from the judge's ways, events from guion.h.
#include "prove/lockstep.hpp"

#include <algorithm>
#include <cstring>
#include <map>

#include "guion/guion.h"
#include "replay/guards.hpp"
#include "scenario/marks.hpp"

namespace guion::test {

namespace {

class Walker {
 public:
  Walker(const cfg::Graph& graph, Stepper& stepper, const CallGraph& calls, const replay::Playable& made)
      : graph_(graph), stepper_(stepper), p_(stepper.program()), g_(calls), made_(made) {}

  Lockstep run() {
    if (!open()) return std::move(out_);
    memories_.resize(g_.states.size());
    for (std::uint32_t e = g_.first[0]; e < g_.first[1] && out_.difference.empty(); ++e) begin(e);
    for (std::uint32_t n = 1; n < g_.states.size() && n + 1 < g_.first.size() && out_.difference.empty(); ++n) {
      if (!memories_[n].empty()) leave(n);
      memories_[n].clear();
      memories_[n].shrink_to_fit();
    }
    return std::move(out_);
  }

 private:
  bool fail(const std::string& what, std::uint32_t edge = kNone) {
    out_.difference = what;
    if (edge == kNone) return false;
    const CallGraph::Edge& e = g_.edges[edge];
    const std::uint32_t from = g_.source(edge);
    if (from != 0)
      out_.difference +=
          "\nfrom: " + stepper_.source(g_.states[from].line) + " [" + stepper_.describe(g_.states[from]) + "]";
    out_.difference +=
        "\nanswer " + std::to_string(static_cast<int>(e.said.kind)) + " option " + std::to_string(e.said.option);
    if (e.to != kNone)
      out_.difference +=
          "\nto: " + stepper_.source(g_.states[e.to].line) + " [" + stepper_.describe(g_.states[e.to]) + "]";
    return false;
  }
  bool fine(guion_status status, const char* what) {
    return status == GUION_OK || fail(std::string(what) + ": " + guion_status_text(status));
  }

  bool open() {
    guion_load_error error{};
    if (!fine(guion_policy_open(&policy_, made_.policy.data(), made_.policy.size(), &error), "policy")) return false;
    if (!fine(guion_image_open(&image_, &policy_, made_.image.data(), made_.image.size(), &error),
              guion_load_error_name(error.reason)))
      return false;
    memory_.resize(guion_session_size(&image_, &kOptions) / 8 + 1);
    for (std::uint32_t s = 0; s < guion_slot_count(&image_); ++s) {
      guion_slot_info info{};
      if (!fine(guion_slot_describe(&image_, s, &info), "slot")) return false;
      for (sema::SlotId id = 0; id < p_.slots.size(); ++id) {
        if (std::string_view(info.name.data, info.name.size) == p_.slots[id].name) in_image_[id] = s;
      }
    }
    return true;
  }

  guion_value value(sema::SlotId slot, std::int8_t chosen) const {
    static constexpr char kText[] = "Ana";
    const sema::Type& type = p_.slots[slot].type;
    const bool in_range = chosen >= type.min || type.kind == sema::TypeKind::YesNo || type.kind == sema::TypeKind::Enum;
    return {in_range ? chosen : type.min, kText, sizeof kText - 1};
  }

  /// A fresh call for what the system may have given.
  void begin(std::uint32_t e) {
    const CallGraph::Edge& edge = g_.edges[e];
    if (edge.to == kNone) return;
    if (!fine(guion_session_start(&image_, &kOptions, memory_.data(), memory_.size() * 8, &session_), "start")) return;
    for (const auto& [slot, there] : in_image_) {
      if (!p_.slots[slot].from_system) continue;
      const guion_value given =
          value(slot, static_cast<std::int8_t>(stepper_.value(g_.states[edge.to], slot).value_or(0)));
      if (!fine(guion_give(session_, there, &given), "give")) return;
    }
    arrive({e});
  }

  /// All ways out of a node, those with the same answer (one a wording) as one.
  void leave(std::uint32_t n) {
    for (std::uint32_t e = g_.first[n]; e < g_.first[n + 1] && out_.difference.empty();) {
      std::vector<std::uint32_t> same{e};
      const Said& said = g_.edges[e].said;
      while (++e < g_.first[n + 1] && g_.edges[e].said.kind == said.kind && g_.edges[e].said.option == said.option &&
             g_.edges[e].said.values == said.values) {
        same.push_back(e);
      }
      std::copy(memories_[n].begin(), memories_[n].end(), memory_.begin());
      if (answer(n, same.front())) arrive(same);
    }
  }

  bool answer(std::uint32_t n, std::uint32_t e) {
    const Said& said = g_.edges[e].said;
    guion_event event{};
    if (!fine(guion_next(session_, 0, &event), "next")) return false;
    std::vector<guion_value> values;
    const EventInfo& info = stepper_.events()[stepper_.event_of(g_.states[n])];
    if (said.kind == AnswerKind::Value) values.push_back(value(event_slot(n), said.values[0]));
    if (said.kind == AnswerKind::Fields) {
      const auto& gives = p_.services[info.object].gives;
      for (std::size_t k = 0; k < gives.size(); ++k) values.push_back(value(gives[k].slot, said.values[k]));
    }
    guion_answer answer{};
    answer.kind = static_cast<guion_answer_kind>(said.kind);
    answer.values = values.data();
    answer.count = values.size();
    if (said.kind == AnswerKind::Option) {
      char label[512];
      std::size_t needed = 0;
      if (!fine(guion_option(session_, said.option, &answer.option, label, sizeof label, &needed), "option"))
        return false;
    }
    const guion_status status = guion_answer_event(session_, event.token, &answer);
    return status == GUION_OK || fail(std::string("answer: ") + guion_status_text(status), e);
  }
  [[nodiscard]] sema::SlotId event_slot(std::uint32_t n) const {
    return p_.files.empty() ? kNone : stepper_.statement(g_.states[n].line).slot;
  }

  /// The machine goes on, and stands where one of these ways says.
  void arrive(const std::vector<std::uint32_t>& ways) {
    out_.ways += ways.size();
    guion_event event{};
    const guion_status status = guion_next(session_, 0, &event);
    std::string why;
    for (const std::uint32_t e : ways) {
      why = differs(g_.edges[e], status, event);
      if (!why.empty()) continue;
      const std::uint32_t to = g_.edges[e].to;
      if (to != kNone && memories_[to].empty()) memories_[to] = memory_;
      return;
    }
    fail(why, ways.front());
  }

  std::string differs(const CallGraph::Edge& edge, guion_status status, const guion_event& event) {
    const Occurrence& last = g_.occurrences[edge.end - 1];
    const bool over = last.kind == Occurrence::Kind::Over;
    if (over && edge.said.kind == AnswerKind::Done && status == GUION_CALL_OVER) return {};
    if (status != GUION_OK) return std::string("next: ") + guion_status_text(status);
    const auto mark = scenario::mark_at(image_, event.position);
    if (!over && edge.to == kNone)
      return mark && mark->kind == scenario::MarkKind::Trap ? "" : "the machine does not stop at the empty slot";
    // An end tells of its event before the call is over.
    const Occurrence& told = over && edge.end - edge.begin > 1 ? g_.occurrences[edge.end - 2] : last;
    if (told.kind != Occurrence::Kind::Event) return "the machine has an event where the call is over";
    const EventInfo& info = stepper_.events()[told.object];
    if (static_cast<int>(info.kind) != static_cast<int>(event.kind))
      return "another kind of event: " + std::to_string(event.kind);
    if (!mark || mark->kind != scenario::MarkKind::Event) return "the machine stops at an empty slot";
    if (mark->node < graph_.nodes.size() && !(graph_.nodes[mark->node].line == stepper_.place(info.line)))
      return "another line: " + mark->where;
    return edge.to == kNone ? std::string() : differs(g_.states[edge.to], info, event);
  }

  std::string differs(const State& s, const EventInfo& info, const guion_event& event) {
    if (guion_levels(session_) != s.levels) return "levels " + std::to_string(guion_levels(session_));
    if (info.kind == EventKind::Menu && event.options != stepper_.offered(s).size())
      return std::to_string(event.options) + " options";
    if (info.kind == EventKind::Verify) {
      const sema::Statement& with = stepper_.statement(s.line);
      if (event.tries_left != static_cast<std::uint32_t>(with.tries - s.failed[with.counter]))
        return std::to_string(event.tries_left) + " tries";
    }
    for (const auto& [slot, there] : in_image_) {
      guion_value v{};
      const bool filled = guion_read(session_, there, &v) == GUION_OK;
      const auto expected = stepper_.value(s, slot);
      if (filled != expected.has_value()) return p_.slots[slot].name + (filled ? " is filled" : " is empty");
      if (filled && stepper_.decides(slot) && v.number != *expected)
        return p_.slots[slot].name + " is " + std::to_string(v.number);
    }
    return {};
  }

  static constexpr guion_session_options kOptions{7, 0, 4096, 0, 0};
  const cfg::Graph& graph_;
  Stepper& stepper_;
  const sema::Program& p_;
  const CallGraph& g_;
  const replay::Playable& made_;
  guion_policy policy_{};
  guion_image image_{};
  std::map<sema::SlotId, std::uint32_t> in_image_;
  std::vector<std::uint64_t> memory_;  ///< of the session in hand; never moves
  std::vector<std::vector<std::uint64_t>>
      memories_;  ///< of a call that waits in each node; empty: none came there, or it is done
  guion_session* session_ = nullptr;
  Lockstep out_;
};

}  // namespace

Lockstep walk(const sema::Program& program, const cfg::Graph& graph, Stepper& stepper, const CallGraph& calls) {
  const replay::Playable made = replay::make_playable(program, graph);
  if (made.image.empty()) return {0, "no guarded image"};
  return Walker(graph, stepper, calls, made).run();
}

}  // namespace guion::test
