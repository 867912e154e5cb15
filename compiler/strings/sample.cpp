// See sample.hpp.
#include "strings/sample.hpp"

#include "analysis/analysis.hpp"
#include "cfg/graph.hpp"
#include "lower/lower.hpp"
#include "replay/samples.hpp"
#include "scenario/flow.hpp"

namespace guion::strings {
namespace {

using sema::SlotId;
using sema::TemplateId;

constexpr std::int64_t kNow = 10 * 3600;  ///< ten in the morning
constexpr std::size_t kBatch = 2000;      ///< texts an image, so that none becomes too big for its limits

scenario::SlotInfo info_of(const sema::Program& program, const sema::Slot& slot) {
  scenario::SlotInfo info;
  info.name = slot.name;
  info.type = static_cast<guion_type>(slot.type.kind);
  info.min = slot.type.min;
  info.max = slot.type.max;
  info.currency = slot.type.currency.data();
  if (slot.type.enumeration < program.enums.size())
    for (const sema::EnumValue& v : program.enums[slot.type.enumeration].values)
      info.values.push_back({v.name, v.label});
  return info;
}

/// Every slot a constant, nothing gated, one stage.
sema::Program open_program(const sema::Program& program) {
  sema::Program open = program;
  for (sema::Class& c : open.classes) c.needs = 0, c.never_said = false;
  for (sema::Slot& slot : open.slots) {
    slot.classes = slot.declared = 0;
    slot.from_system = false;
    if (slot.constant || slot.own_words) continue;
    scenario::Value value = replay::sample(info_of(program, slot));
    slot.constant = true;
    slot.number = value.number;
    slot.text = std::move(value.text);
  }
  open.pairs.clear();
  open.stages.resize(1);
  open.stages[0].cond = kNone;
  open.parts.clear();
  return open;
}

/// One line says each text; the last node ends the call.
cfg::Graph chain(const std::vector<TemplateId>& texts) {
  cfg::Graph graph;
  const auto count = static_cast<std::uint32_t>(texts.size());
  for (std::uint32_t n = 0; n <= count; ++n) {
    cfg::Node node;
    node.op = n < count ? cfg::Op::Say : cfg::Op::End;
    if (n < count) node.text = texts[n];
    if (n == count) node.object = 0;
    node.stage = 0;
    node.edges = n;
    node.edges_end = n < count ? n + 1 : n;
    if (n < count) graph.edges.push_back({cfg::EdgeKind::Next, 0, false, false, n + 1, kNone});
    graph.nodes.push_back(node);
  }
  graph.routines.push_back({0, 0, count + 1, kNone});
  return graph;
}

class Stage {
 public:
  explicit Stage(sema::Program& program) : program_(program) {}

  /// The words of each text, in order; empty ones if it cannot be played.
  std::vector<std::string> play(const std::vector<TemplateId>& texts) {
    std::vector<std::string> out(texts.size());
    const auto flow = open(texts);
    if (!flow) return out;
    const guion_session_options options{};
    std::vector<std::uint64_t> memory(guion_session_size(flow->image(), &options) / sizeof(std::uint64_t) + 1);
    guion_session* session = nullptr;
    const std::size_t size = memory.size() * sizeof(std::uint64_t);
    if (guion_session_start(flow->image(), &options, memory.data(), size, &session) != GUION_OK) return out;
    for (std::string& words : out) {
      guion_event event{};
      if (guion_next(session, kNow, &event) != GUION_OK || event.kind != GUION_EVENT_SAY) return out;
      words = text(session);
      const guion_answer done{GUION_ANSWER_DONE, 0, nullptr, 0};
      if (guion_answer_event(session, event.token, &done) != GUION_OK) return out;
    }
    return out;
  }

 private:
  std::unique_ptr<scenario::Flow> open(const std::vector<TemplateId>& texts) {
    const cfg::Graph graph = chain(texts);
    std::vector<lower::Excess> excesses;
    assembly::Module module = lower::lower(program_, graph, analysis::solve(program_, graph), &excesses, false);
    if (!excesses.empty()) return nullptr;
    std::vector<std::uint8_t> policy;
    if (!program_.protocol_name.empty()) {
      policy = assembly::encode(lower::lower_policy(program_));
      module.policy_id = assembly::build_id(policy);
    }
    Message error;
    return scenario::Flow::open(assembly::encode(std::move(module)), std::move(policy), error);
  }

  static std::string text(const guion_session* session) {
    std::size_t needed = 0;
    (void)guion_text(session, nullptr, 0, &needed);
    std::string words(needed, '\0');
    if (guion_text(session, words.data(), words.size(), &needed) != GUION_OK) return {};
    return words;
  }

  sema::Program& program_;
};

/// The texts of lines: whatever may hold a blank.
std::vector<TemplateId> texts_of_lines(const sema::Program& program) {
  std::vector<TemplateId> texts;
  for (const sema::File& file : program.files)
    for (const sema::Statement& s : file.statements)
      if (s.text < program.templates.size() && !program.templates[s.text].empty()) texts.push_back(s.text);
  for (const sema::StageRule& rule : program.stage_rules)
    for (const TemplateId note : rule.notes)
      if (note < program.templates.size() && !program.templates[note].empty()) texts.push_back(note);
  return texts;
}

/// A template that only says the slot.
TemplateId value_text(sema::Program& program, SlotId slot) {
  sema::Segment value;
  value.kind = sema::SegmentKind::Value;
  value.slot = slot;
  const auto begin = static_cast<std::uint32_t>(program.segments.size());
  program.segments.push_back(value);
  program.templates.push_back({{begin, begin + 1}, {}});
  return static_cast<TemplateId>(program.templates.size() - 1);
}

}  // namespace

Samples samples_of(const sema::Program& program) {
  Samples out;
  out.values.resize(program.slots.size());
  if (program.stages.empty() || program.outcomes.empty()) return out;
  sema::Program open = open_program(program);
  std::vector<TemplateId> texts = texts_of_lines(open);
  const std::size_t lines = texts.size();
  for (SlotId s = 0; s < open.slots.size(); ++s) texts.push_back(value_text(open, s));
  Stage stage{open};
  for (std::size_t begin = 0; begin < texts.size(); begin += kBatch) {
    const std::size_t end = std::min(begin + kBatch, texts.size());
    const std::vector<TemplateId> batch(texts.begin() + static_cast<std::ptrdiff_t>(begin),
                                        texts.begin() + static_cast<std::ptrdiff_t>(end));
    std::vector<std::string> words = stage.play(batch);
    for (std::size_t i = begin; i < end; ++i) {
      if (i < lines)
        out.texts.emplace(texts[i], std::move(words[i - begin]));
      else
        out.values[i - lines] = std::move(words[i - begin]);
    }
  }
  return out;
}

}  // namespace guion::strings
