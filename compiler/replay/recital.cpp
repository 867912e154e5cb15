// See recital.hpp. Each text is a note to the agent, so nothing is asked for; the arms are chosen by `pon` before it.
#include "replay/recital.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "analysis/analysis.hpp"
#include "cfg/graph.hpp"
#include "lower/assembly.hpp"
#include "lower/lower.hpp"
#include "replay/samples.hpp"
#include "scenario/flow.hpp"
#include "scenario/player.hpp"
#include "scenario/scripted.hpp"

namespace guion::replay {
namespace {

using cfg::NodeId;
using cfg::Op;
using scenario::SlotInfo;
using scenario::Value;

/// The program with nothing in the way: no classes, every slot given at the beginning, one stage.
sema::Program opened(const sema::Program& program) {
  sema::Program open = program;
  open.classes.clear();
  for (sema::Slot& s : open.slots) {
    s.classes = s.declared = 0;
    s.from_system = !s.constant && !s.own_words;
  }
  open.services.clear();
  open.pairs.clear();
  open.counters = 0;
  open.stages.resize(1);
  open.stages[0].name = "1";
  if (open.outcomes.empty()) open.outcomes.push_back({"fin", true, {}});
  return open;
}

/// A stage that says the texts in turn.
class Lines {
 public:
  explicit Lines(sema::Program& program) : program_(program) {}

  /// `usual`: what the slot goes back to.
  void say(const Saying& saying, const std::map<sema::SlotId, std::int64_t>& usual) {
    for (const auto& [slot, value] : saying.chosen) set(slot, value);
    add(Op::Note).text = saying.text;
    for (const auto& [slot, value] : saying.chosen)
      if (const auto before = usual.find(slot); before != usual.end()) set(slot, before->second);
  }
  cfg::Graph finish() {
    cfg::Node& end = add(Op::End);
    end.object = 0;
    end.edges_end = end.edges;
    graph_.edges.pop_back();
    graph_.routines.push_back({0, 0, static_cast<NodeId>(graph_.nodes.size()), kNone});
    return std::move(graph_);
  }

 private:
  cfg::Node& add(Op op) {
    const auto facts = static_cast<std::uint32_t>(graph_.facts.size());
    const auto edges = static_cast<std::uint32_t>(graph_.edges.size());
    cfg::Edge next;
    next.to = static_cast<NodeId>(graph_.nodes.size() + 1);
    graph_.edges.push_back(next);
    cfg::Node& node = graph_.nodes.emplace_back();
    node.op = op;
    node.stage = 0;
    node.facts = node.facts_end = facts;
    node.edges = edges;
    node.edges_end = edges + 1;
    return node;
  }
  void set(sema::SlotId slot, std::int64_t value) {
    cfg::Node& node = add(Op::Set);
    node.slot = slot;
    node.object = static_cast<std::uint32_t>(program_.sets.size());
    program_.sets.push_back({sema::SetOp::Constant, kNone, kNone, value, false});
    cfg::Fact fills;
    fills.kind = cfg::FactKind::Fills;
    fills.object = slot;
    graph_.facts.push_back(fills);
    node.facts_end = static_cast<std::uint32_t>(graph_.facts.size());
  }

  sema::Program& program_;
  cfg::Graph graph_;
};

/// A slot as an image would describe it, for samples before there is one.
SlotInfo info_of(const sema::Slot& slot) {
  SlotInfo info;
  info.name = slot.name;
  info.type = static_cast<guion_type>(slot.type.kind);
  info.min = slot.type.min;
  info.max = slot.type.max;
  return info;
}

std::unique_ptr<scenario::Flow> image_of(const sema::Program& program, const cfg::Graph& graph, Message& failure) {
  const analysis::Result states = analysis::solve(program, graph);
  std::vector<lower::Excess> excesses;
  assembly::Module module = lower::lower(program, graph, states, &excesses, false);
  if (!excesses.empty()) {
    failure = {"a text is longer, or there are more slots, than an image holds",
               "un texto es más largo, o hay más datos, de lo que cabe en una imagen"};
    return nullptr;
  }
  std::vector<std::uint8_t> policy = assembly::encode(lower::lower_policy(program));
  module.policy_id = assembly::build_id(policy);
  return scenario::Flow::open(assembly::encode(std::move(module)), std::move(policy), failure);
}

/// One call that hears everything.
class Listener {
 public:
  explicit Listener(const scenario::Flow& flow) : flow_(flow) {}

  guion_status start(const std::map<std::string, Value>& values) {
    constexpr std::uint32_t kTextCapacity = 64 * 1024;
    const guion_session_options options{1, 0, kTextCapacity, 0, 0};
    memory_.resize((guion_session_size(flow_.image(), &options) + 7) / 8);
    guion_status status = guion_session_start(flow_.image(), &options, memory_.data(), memory_.size() * 8, &session_);
    for (std::uint32_t s = 0; status == GUION_OK && s < flow_.slots().size(); ++s) {
      if (!flow_.slots()[s].from_system) continue;
      const Value& v = values.at(flow_.slots()[s].name);
      const guion_value raw{v.number, v.text.data(), v.text.size()};
      status = guion_give(session_, s, &raw);
    }
    return status;
  }
  /// The next text; false at the end.
  bool next(std::string& text) {
    guion_event event{};
    if (guion_next(session_, scenario::kDefaultTime, &event) != GUION_OK || event.kind != GUION_EVENT_NOTE)
      return false;
    std::size_t size = 0;
    text.resize(512);
    if (guion_text(session_, text.data(), text.size(), &size) == GUION_BUFFER_TOO_SMALL) {
      text.resize(size);
      if (guion_text(session_, text.data(), text.size(), &size) != GUION_OK) return false;
    }
    text.resize(size);
    const guion_answer done{GUION_ANSWER_DONE, 0, nullptr, 0};
    return guion_answer_event(session_, event.token, &done) == GUION_OK;
  }

 private:
  const scenario::Flow& flow_;
  std::vector<std::uint64_t> memory_;
  guion_session* session_ = nullptr;
};

/// The name of a slot as words between signs that no value has.
std::string named(const SlotInfo& slot) {
  std::string text = "‹" + slot.name + "›";
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

template <std::size_t N>
std::int64_t one_of(const std::array<std::int64_t, N>& choices, std::uint32_t nth) {
  return choices[nth % N];
}

}  // namespace

Value telling_sample(const SlotInfo& slot, std::uint32_t nth, std::uint32_t seed) {
  constexpr std::array<std::int64_t, 7> kAmounts{8540, 4275, 12990, 2350, 6100, 3899, 15005};
  constexpr std::array<std::int64_t, 5> kCounts{3, 12, 2, 24, 6};
  constexpr std::array<std::int64_t, 5> kHours{570, 780, 1005, 660, 1095};  // 9:30, 13:00, 16:45 …
  constexpr std::array<std::int64_t, 4> kDurations{30, 90, 45, 120};
  constexpr std::int64_t kHigh = std::int64_t{1} << 32;
  const std::uint32_t n = nth + seed;
  Value v = sample(slot, n);
  const std::int64_t day = sample(slot).number;
  switch (slot.type) {
    case GUION_TYPE_Text:
      if (const std::string name = named(slot);
          static_cast<std::int64_t>(name.size()) <= slot.max && static_cast<std::int64_t>(name.size()) >= slot.min)
        v.text = name;
      return v;
    case GUION_TYPE_List:
      if (seed % 2 == 1) v.text = "Internet\nTelevisión\nTelefonía\n";
      return v;
    case GUION_TYPE_Address:
      v.number = (seed + 2) % 3;
      return v;
    case GUION_TYPE_Enum:
      if (!slot.values.empty()) v.number = static_cast<std::int64_t>(seed % slot.values.size());
      return v;
    case GUION_TYPE_Money:
      v.number = one_of(kAmounts, n);
      break;
    case GUION_TYPE_Count:
      v.number = one_of(kCounts, n);
      break;
    case GUION_TYPE_Hour:
      v.number = one_of(kHours, n);
      break;
    case GUION_TYPE_Duration:
      v.number = one_of(kDurations, n);
      break;
    case GUION_TYPE_Day:
    case GUION_TYPE_Month:
      v.number = slot.type == GUION_TYPE_Day ? 1 + (14 + n * 5) % 28 : 1 + n % 12;
      break;
    case GUION_TYPE_Date:
      v.number = day + static_cast<std::int64_t>(n % 9) * 5;
      break;
    case GUION_TYPE_Window:
      v.number = (one_of(kHours, seed) - 30) * kHigh + one_of(kHours, seed) + 90;
      return v;
    case GUION_TYPE_YesNo:
      v.number = seed % 2 == 0 ? 1 : 0;
      return v;
    case GUION_TYPE_Name:
    case GUION_TYPE_Phone:
    case GUION_TYPE_Code:
    case GUION_TYPE_Cycle:
    case GUION_TYPE_COUNT_:
      return v;
  }
  v.number = std::clamp(v.number, slot.min, std::max(slot.min, slot.max));
  return v;
}

Recital recite(const sema::Program& program, std::span<const Saying> sayings, std::uint32_t seed) {
  Recital out;
  if (sayings.empty()) return out;
  sema::Program open = opened(program);
  std::map<std::string, Value> values;
  std::map<sema::SlotId, std::int64_t> usual;
  for (sema::SlotId s = 0; s < open.slots.size(); ++s) {
    SlotInfo info = info_of(open.slots[s]);
    if (open.slots[s].type.enumeration < open.enums.size())
      info.values.resize(open.enums[open.slots[s].type.enumeration].values.size());
    values[info.name] = telling_sample(info, s, seed);
    usual[s] = open.slots[s].from_system ? values[info.name].number : open.slots[s].number;
  }
  Lines lines(open);
  for (const Saying& s : sayings) lines.say(s, usual);
  const cfg::Graph graph = lines.finish();
  const auto flow = image_of(open, graph, out.failure);
  if (flow == nullptr) return out;
  Listener listener(*flow);
  const guion_status started = listener.start(values);
  std::string text;
  while (started == GUION_OK && out.texts.size() < sayings.size() && listener.next(text)) out.texts.push_back(text);
  if (out.texts.size() == sayings.size()) return out;
  out.texts.clear();
  out.failure = scenario::status_message(started == GUION_OK ? GUION_STEP_LIMIT : started);
  return out;
}

}  // namespace guion::replay
