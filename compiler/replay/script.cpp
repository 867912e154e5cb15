// See script.hpp.
#include "replay/script.hpp"

#include <fmt/format.h>

#include "replay/samples.hpp"
#include "scenario/scripted.hpp"

namespace guion::replay {

using cfg::EdgeKind;
using cfg::Op;
using scenario::CallWord;
using scenario::Result;

namespace {

constexpr std::uint32_t kTextCapacity = 16 * 1024;

std::uint64_t key_of(std::uint32_t step, sema::SlotId slot) { return (static_cast<std::uint64_t>(step) << 32) | slot; }

bool is_mark(std::uint32_t edge) { return edge >= prove::kBack; }

}  // namespace

/// One call that is going on.
struct Driver::Call {
  guion_session* session = nullptr;
  std::vector<std::uint64_t> memory;
  Drive out;

  bool send(const guion_event& event, guion_answer_kind kind, const std::vector<scenario::Value>& values = {},
            std::uint32_t option = 0) {
    std::vector<guion_value> raw;
    for (const scenario::Value& v : values) raw.push_back({v.number, v.text.data(), v.text.size()});
    const guion_answer answer{kind, option, raw.data(), raw.size()};
    const guion_status status = guion_answer_event(session, event.token, &answer);
    if (status == GUION_OK) return true;
    return fail(fmt::format("the machine refuses the answer: {}", guion_status_text(status)));
  }
  scenario::Step& write(CallWord word, std::string name, std::string value = {}, Result result = Result::Value) {
    out.script.steps.push_back({word, 0, std::move(name), std::move(value), result, {}});
    return out.script.steps.back();
  }
  bool fail(std::string why) {
    if (out.failure.empty()) out.failure = std::move(why);
    return false;
  }
  [[nodiscard]] Tongue tongue() const { return out.script.tongue; }
};

Driver::Driver(const sema::Program& program, const cfg::Graph& graph, const scenario::Flow& flow,
               const prove::Witness& witness)
    : program_(program), graph_(graph), flow_(flow), witness_(witness) {
  for (sema::SlotId s = 0; s < program.slots.size(); ++s) slots_.emplace(program.slots[s].name, s);
  for (const prove::Given& g : witness.given) given_[key_of(g.step, g.slot)] = g.number;
  check_way();
  if (fault_.empty()) find_events();
}

const cfg::Edge* Driver::edge_of(const prove::Step& step) const {
  const cfg::Node& node = graph_.nodes[step.node];
  return step.edge >= node.edges && step.edge < node.edges_end ? &graph_.edges[step.edge] : nullptr;
}

/// Where a step leads, as the graph has it; kNone: nowhere. `calls`: nodes whose parts are being run.
cfg::NodeId Driver::behind(std::size_t step, std::vector<cfg::NodeId>& calls) const {
  const auto [at, way] = witness_.steps[step];
  if (way == prove::kAgain) return graph_.nodes[at].op == Op::Verify ? at : kNone;
  if (way == prove::kInto) {
    calls.push_back(at);
    for (const cfg::Routine& r : graph_.routines) {
      if (r.part != kNone && r.part == graph_.nodes[at].object) return r.entry;
    }
    return kNone;
  }
  if (way != prove::kBack) return is_mark(way) ? kNone : graph_.edges[way].to;
  if (calls.empty()) return kNone;
  const auto out = graph_.out(calls.back());
  calls.pop_back();
  return out.empty() ? kNone : out[0].to;
}

/// Whether the steps hang together.
void Driver::check_way() {
  std::vector<cfg::NodeId> calls;
  cfg::NodeId due = graph_.routines.empty() ? kNone : graph_.routines[0].entry;
  for (std::size_t i = 0; i < witness_.steps.size() && fault_.empty(); ++i) {
    const prove::Step& step = witness_.steps[i];
    const bool known = step.node < graph_.nodes.size() && (is_mark(step.edge) || edge_of(step) != nullptr);
    if (!known || step.node != due) fault_ = fmt::format("step {} does not follow from the one before", i);
    if (fault_.empty() && i + 1 < witness_.steps.size()) due = behind(i, calls);
  }
  if (witness_.steps.empty()) fault_ = "there are no steps";
}

/// Which steps the machine stops at: all that yield, but for a verification whose tries are used up.
void Driver::find_events() {
  std::vector<std::uint32_t> tries(256);
  for (std::uint32_t i = 0; i < witness_.steps.size(); ++i) {
    const prove::Step& step = witness_.steps[i];
    const cfg::Node& node = graph_.nodes[step.node];
    if (node.op == Op::Pick && first_pick_ == kNone) first_pick_ = static_cast<std::uint32_t>(events_.size());
    if (!cfg::yields(node.op)) continue;
    const cfg::Edge* const edge = edge_of(step);
    const bool exhausts = edge != nullptr && edge->kind == EdgeKind::Exhausted;
    if (node.op == Op::Verify && tries[node.counter] >= node.tries) {
      if (!exhausts) fault_ = fmt::format("step {} tries again although no try is left", i);
      continue;
    }
    if (step.edge == prove::kAgain || exhausts) ++tries[node.counter];
    events_.push_back(i);
  }
}

const std::optional<scenario::Mark>& Driver::mark(std::uint32_t position) {
  const auto [at, made] = marks_.try_emplace(position);
  if (made) at->second = scenario::mark_at(*flow_.image(), position);
  return at->second;
}

scenario::Value Driver::value(std::uint32_t step, std::uint32_t image_slot) const {
  const scenario::SlotInfo& info = flow_.slots()[image_slot];
  const auto slot = slots_.find(info.name);
  if (slot == slots_.end()) return scenario::Value{};
  const auto given = given_.find(key_of(step, slot->second));
  if (given != given_.end()) return {given->second, {}};
  std::uint32_t nth = 0;
  for (sema::SlotId s = 0; s < slot->second; ++s) nth += program_.slots[s].type.kind == sema::TypeKind::Name ? 1 : 0;
  return sample(info, nth);
}

bool Driver::give(Call& call) const {
  for (std::uint32_t s = 0; s < flow_.slots().size(); ++s) {
    const scenario::SlotInfo& info = flow_.slots()[s];
    if (!info.from_system || info.constant) continue;
    const scenario::Value v = value(kNone, s);
    const guion_value raw{v.number, v.text.data(), v.text.size()};
    const guion_status status = guion_give(call.session, s, &raw);
    if (status != GUION_OK)
      return call.fail(fmt::format("the machine refuses {}: {}", info.name, guion_status_text(status)));
    call.out.script.gives.push_back({info.name, scenario::write_value(info, v, call.tongue()), 0});
  }
  return true;
}

bool Driver::answer_option(Call& call, const guion_event& event, const cfg::Edge& edge) const {
  std::string chosen;
  std::uint32_t place = 0;
  bool twice = false;
  std::vector<std::string> labels;
  for (std::uint32_t i = 0; i < event.options; ++i) {
    std::uint32_t id = 0;
    std::size_t size = 0;
    std::string label(256, '\0');
    if (guion_option(call.session, i, &id, label.data(), label.size(), &size) == GUION_BUFFER_TOO_SMALL) {
      label.resize(size);
      guion_option(call.session, i, &id, label.data(), label.size(), &size);
    }
    label.resize(size);
    if (id == edge.ordinal) {
      chosen = label;
      place = i + 1;
    }
    labels.push_back(scenario::fold(label));
  }
  if (place == 0) return call.fail(fmt::format("option {} is not offered", edge.ordinal + 1));
  for (std::uint32_t i = 0; i < labels.size(); ++i)
    twice = twice || (i + 1 != place && labels[i] == scenario::fold(chosen));
  call.write(CallWord::Menu, {}, twice ? fmt::format("#{}", place) : std::string{scenario::trim(chosen)});
  return call.send(event, GUION_ANSWER_OPTION, {}, edge.ordinal);
}

bool Driver::answer_fields(Call& call, const guion_event& event, std::uint32_t step) const {
  std::vector<scenario::Value> values;
  scenario::Step& line =
      call.write(event.acts != 0 ? CallWord::Request : CallWord::Lookup, flow_.service(event.object));
  std::uint32_t slot = 0;
  for (std::uint32_t i = 0; guion_lookup_gives(call.session, i, &slot) == GUION_OK; ++i) {
    values.push_back(value(step, slot));
    const scenario::SlotInfo& info = flow_.slots()[slot];
    line.fields.push_back({info.name, scenario::write_value(info, values.back(), call.tongue()), 0});
  }
  return call.send(event, GUION_ANSWER_FIELDS, values);
}

/// Answers as the witness says.
bool Driver::answer(Call& call, const guion_event& event, std::uint32_t index) const {
  const prove::Step& step = witness_.steps[index];
  const cfg::Edge* const edge = edge_of(step);
  const EdgeKind way = edge != nullptr ? edge->kind : EdgeKind::Next;
  const auto result = [&](CallWord word, const std::string& name, Result said, guion_answer_kind kind) {
    call.write(word, name, {}, said);
    return call.send(event, kind);
  };
  switch (event.kind) {
    case GUION_EVENT_SAY:
    case GUION_EVENT_NOTE:
      return call.send(event, GUION_ANSWER_DONE);
    case GUION_EVENT_ASK:
    case GUION_EVENT_RECORD: {
      const bool asks = event.kind == GUION_EVENT_ASK;
      const scenario::SlotInfo& info = flow_.slots()[event.slot];
      if (way == EdgeKind::Silent) return result(CallWord::Silence, {}, Result::Value, GUION_ANSWER_SILENT);
      if (way == EdgeKind::Unsaid) return result(CallWord::Record, info.name, Result::Unsaid, GUION_ANSWER_UNSAID);
      const scenario::Value v = value(index, event.slot);
      call.write(asks ? CallWord::Ask : CallWord::Record, info.name, scenario::write_value(info, v, call.tongue()));
      return call.send(event, GUION_ANSWER_VALUE, {v});
    }
    case GUION_EVENT_JUDGE: {
      const bool yes = way == EdgeKind::True;
      call.write(CallWord::Judge, {}, std::string{spelling(yes ? Word::Yes : Word::No, call.tongue())});
      return call.send(event, yes ? GUION_ANSWER_YES : GUION_ANSWER_NO);
    }
    case GUION_EVENT_MENU:
      if (way == EdgeKind::Silent) return result(CallWord::Silence, {}, Result::Value, GUION_ANSWER_SILENT);
      if (way == EdgeKind::Option) return answer_option(call, event, *edge);
      return call.fail("a menu is answered by none of its options");
    case GUION_EVENT_VERIFY: {
      const std::string method = flow_.method(event.object);
      if (way == EdgeKind::Passed) return result(CallWord::Verify, method, Result::Passes, GUION_ANSWER_PASSED);
      if (way == EdgeKind::Lacking) return result(CallWord::Verify, method, Result::Lacks, GUION_ANSWER_LACKING);
      return result(CallWord::Verify, method, Result::Fails, GUION_ANSWER_WRONG);
    }
    case GUION_EVENT_LOOKUP:
      if (way == EdgeKind::Failed)
        return result(event.acts != 0 ? CallWord::Request : CallWord::Lookup, flow_.service(event.object),
                      Result::Fails, GUION_ANSWER_FAILED);
      return answer_fields(call, event, index);
    case GUION_EVENT_TRANSFER: {
      const std::string area = flow_.area(event.object);
      if (way == EdgeKind::Failed) return result(CallWord::Transfer, area, Result::Fails, GUION_ANSWER_FAILED);
      if (way == EdgeKind::Returned) return result(CallWord::Transfer, area, Result::Returns, GUION_ANSWER_RETURNED);
      return result(CallWord::Transfer, area, Result::Passes, GUION_ANSWER_DONE);
    }
    case GUION_EVENT_END:
      break;
  }
  return call.fail("the call is over");
}

/// Whether the machine would take the last step's way, if that is out of a test of what a slot holds or which levels
/// hold.
bool Driver::condition_agrees(const Call& call) const {
  const prove::Step& last = witness_.steps.back();
  const cfg::Node& node = graph_.nodes[last.node];
  const cfg::Edge* const edge = edge_of(last);
  if (edge == nullptr || node.op != Op::Test || node.cond >= program_.conds.size()) return true;
  const sema::Cond& cond = program_.conds[node.cond];
  const auto read = [&](sema::SlotId slot, std::int64_t& number) {
    guion_value held{};
    const auto at = slot < program_.slots.size() ? flow_.find_slot(program_.slots[slot].name) : std::nullopt;
    if (!at || guion_read(call.session, *at, &held) != GUION_OK) return false;
    number = held.number;
    return true;
  };
  std::int64_t a = 0, b = 0;
  bool holds = true;
  switch (cond.op) {
    case sema::CondOp::Known:
      holds = read(cond.slot, a);
      break;
    case sema::CondOp::HasLevels:
      holds = (cond.levels & ~guion_levels(call.session)) == 0;
      break;
    case sema::CondOp::CompareNumber:
    case sema::CondOp::CompareSlot: {
      if (!read(cond.slot, a) || (cond.op == sema::CondOp::CompareSlot && !read(cond.other, b))) return false;
      if (__builtin_add_overflow(b, cond.number, &b))
        return true;  // beyond all numbers: the machine's own rule decides
      using enum ast::Comparison;
      const ast::Comparison how = cond.cmp;
      holds = how == Less                 ? a < b
              : how == LessEqual          ? a <= b
              : how == Greater            ? a > b
              : how == GreaterEqual       ? a >= b
              : how == Equal || how == Is ? a == b
                                          : a != b;
      break;
    }
    case sema::CondOp::True:
    case sema::CondOp::False:
    case sema::CondOp::And:
    case sema::CondOp::Or:
    case sema::CondOp::Not:
      return true;
  }
  return holds == (edge->kind == EdgeKind::True);
}

Drive Driver::run(std::uint32_t seed) {
  Call call;
  call.out.script.tongue = program_.files.empty() ? Tongue::Es : program_.files[0].tree.tongue;
  call.out.script.seed = seed;
  call.out.script.gives.clear();
  const guion_session_options options{1, seed, kTextCapacity, 0, 0};
  call.memory.resize((guion_session_size(flow_.image(), &options) + 7) / 8);
  const auto started =
      guion_session_start(flow_.image(), &options, call.memory.data(), call.memory.size() * 8, &call.session);
  if (started != GUION_OK || !give(call)) {
    call.fail(guion_status_text(started));
    return std::move(call.out);
  }
  const auto last = static_cast<std::uint32_t>(witness_.steps.size() - 1);
  const cfg::NodeId goal = witness_.steps.back().node;
  std::unordered_map<std::string, std::uint32_t> visits;
  for (std::size_t k = 0;; ++k) {
    guion_event event{};
    const guion_status status = guion_next(call.session, scenario::kDefaultTime, &event);
    if (status != GUION_OK) {
      call.fail(fmt::format("behind event {}: {}", k, guion_status_text(status)));
      break;
    }
    const std::optional<scenario::Mark>& at = mark(event.position);
    if (!at) {
      call.fail("an event without a mark");
      break;
    }
    call.out.visit = ++visits[at->where];
    call.out.levels = guion_levels(call.session);
    const std::uint32_t due = k < events_.size() ? events_[k] : kNone;
    const bool own = at->kind == scenario::MarkKind::Event;
    if (!own) {
      call.out.trapped = at->kind == scenario::MarkKind::Trap;
      const bool there = at->node == goal && (due == kNone || due == last);
      call.out.arrived = there && (call.out.trapped || condition_agrees(call));
      if (!call.out.arrived) call.fail(fmt::format("the call stops at line {}", at->where));
      break;
    }
    if (due == kNone || witness_.steps[due].node != at->node) {
      call.fail(fmt::format("event {} is at line {}, not where the way leads", k + 1, at->where));
      break;
    }
    const prove::Step& step = witness_.steps[due];
    const bool over = step.edge == prove::kDone && graph_.nodes[step.node].op == Op::End;
    if (due == last && (step.edge == prove::kHere || over)) {
      call.out.arrived = true;
      break;
    }
    if (!answer(call, event, due)) break;
    if (due == last) {
      call.out.arrived = true;
      break;
    }
    call.out.at_pick = first_pick_ != kNone && k + 1 >= first_pick_;
  }
  call.out.at_pick = !call.out.arrived && (call.out.at_pick || first_pick_ == 0);
  return std::move(call.out);
}

}  // namespace guion::replay
