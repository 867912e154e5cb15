// See lower_tables.hpp. What nothing refers to is left out: a slot of the protocol that this flow never touches costs
// no byte.
#include "lower/lower_tables.hpp"

#include <algorithm>
#include <optional>

#include "image/format.hpp"
#include "lower/write_text.hpp"

namespace guion::lower {

using cfg::Op;

namespace {

constexpr std::int64_t kNoText = -1, kUnwritten = INT64_MIN;

std::vector<assembly::EnumValueDef> values_of(const sema::Enum& e, bool names) {
  std::vector<assembly::EnumValueDef> values;
  for (const sema::EnumValue& v : e.values) values.push_back({names ? v.name : std::string{}, v.label, v.spoken});
  return values;
}

}  // namespace

std::vector<std::uint32_t> policy_numbers(const sema::Program& program) {
  std::vector<std::uint32_t> numbers(program.slots.size(), kNone);
  std::uint32_t next = 0;
  for (std::size_t s = 0; s < program.slots.size(); ++s) {
    if (program.slots[s].origin != sema::SlotOrigin::Flow) numbers[s] = next++;
  }
  return numbers;
}

Tables::Tables(const sema::Program& program, const cfg::Graph& graph, std::span<const cfg::NodeId> emitted,
               assembly::Module& module, const OtherLanguage* other)
    : program_(program),
      module_(module),
      other_(other),
      used_slots_(program.slots.size()),
      used_services_(program.services.size()),
      slots_(program.slots.size(), kNone),
      bindings_(program.services.size(), kNone),
      enums_(program.enums.size(), kNone),
      texts_(program.templates.size(), kNoText),
      numbers_(module) {
  for (const cfg::NodeId n : emitted) {
    mark_node(graph.nodes[n]);
    for (const cfg::Edge& e : graph.out(n)) mark_text(e.label);
  }
  number_slots();
  bind_services();
  write_texts();
  if (other_ != nullptr) translate_texts();
}

void Tables::mark(sema::SlotId s) {
  if (s < used_slots_.size()) used_slots_[s] = 1;
}

void Tables::mark_node(const cfg::Node& node) {
  mark(node.slot);
  mark_text(node.text);
  if (node.op == Op::Test && node.cond != kNone) {
    mark(program_.conds[node.cond].slot);
    mark(program_.conds[node.cond].other);
  }
  if (node.op == Op::Set && node.object < program_.sets.size()) {
    mark(program_.sets[node.object].a);
    mark(program_.sets[node.object].b);
  }
  if (node.op != Op::Lookup || node.object >= program_.services.size()) return;
  const sema::Service& service = program_.services[node.object];
  used_services_[node.object] = 1;
  for (const auto* fields : {&service.takes, &service.gives, &service.stales}) {
    for (const sema::Field& f : *fields) mark(f.slot);
  }
}

void Tables::mark_text(sema::TemplateId t) {
  if (t >= program_.templates.size() || program_.templates[t].empty()) return;
  texts_[t] = kUnwritten;
  mark_segments(program_.segments_of(t));
}

void Tables::mark_segments(std::span<const sema::Segment> segments) {
  for (const sema::Segment& s : segments) {
    mark(s.slot);
    if (s.form == sema::Form::WithAddress) mark(program_.address_slot);
    if (s.kind != sema::SegmentKind::Choice) continue;
    for (const sema::Range& arm : program_.arms_of(s)) mark_segments(program_.segments_in(arm));
  }
}

void Tables::number_slots() {
  const auto policy = policy_numbers(program_);
  for (std::size_t s = 0; s < program_.slots.size(); ++s) {
    if (!used_slots_[s]) continue;
    slots_[s] = static_cast<std::uint32_t>(module_.slots.size());
    module_.slots.push_back(slot_def(program_.slots[s], policy[s]));
    if (other_ == nullptr || other_->program.slots[s].text == program_.slots[s].text) continue;
    module_.slots.back().other_text = other_->program.slots[s].text;
  }
}

assembly::SlotDef Tables::slot_def(const sema::Slot& slot, std::uint32_t policy_slot) {
  assembly::SlotDef def;
  def.type = static_cast<std::uint8_t>(slot.type.kind);
  def.min = slot.type.min;
  def.max = slot.type.max;
  if (slot.type.enumeration < enums_.size()) def.enumeration = enumeration(slot.type.enumeration);
  def.currency = slot.type.currency;
  def.classes = slot.classes;
  def.policy_slot = policy_slot;
  def.from_system = slot.from_system;
  def.has_value = slot.constant || slot.own_words;
  def.number = slot.number;
  def.text = slot.text;
  def.name = slot.name;
  // An instruction is not a value that anybody enters: it may be longer than a text slot usually holds.
  if (slot.own_words) def.max = std::max(def.max, static_cast<std::int64_t>(slot.text.size()));
  return def;
}

std::uint32_t Tables::enumeration(std::uint32_t e) {
  if (enums_[e] != kNone) return enums_[e];
  enums_[e] = static_cast<std::uint32_t>(module_.enums.size());
  module_.enums.push_back(values_of(program_.enums[e], true));
  if (other_ != nullptr) module_.other_enums.push_back(values_of(other_->program.enums[e], false));
  return enums_[e];
}

void Tables::bind_services() {
  const auto numbers = [&](const std::vector<sema::Field>& fields) {
    std::vector<std::uint32_t> out;
    for (const sema::Field& f : fields) out.push_back(static_cast<std::uint32_t>(slot(f.slot)));
    return out;
  };
  for (std::uint32_t s = 0; s < program_.services.size(); ++s) {
    if (!used_services_[s]) continue;
    const sema::Service& service = program_.services[s];
    bindings_[s] = static_cast<std::uint32_t>(module_.bindings.size());
    module_.bindings.push_back({s, numbers(service.takes), numbers(service.gives), numbers(service.stales)});
  }
}

/// In batches: while one text is written, the processor fetches the places of those before it.
void Tables::write_texts() {
  constexpr std::size_t kBatch = 16;
  std::vector<Written> batch;
  std::string bytes;
  numbers_.reserve(program_.templates.size());
  std::size_t size = program_.joined.size();
  for (const sema::File& f : program_.files) size += f.tree.text.size();
  module_.texts.reserve(size);
  for (sema::TemplateId t = 0; t < texts_.size(); ++t) {
    if (texts_[t] == kNoText) continue;
    const std::size_t begin = bytes.size();
    write_text(program_, slots_, t, bytes);
    batch.push_back({t, numbers_.prepare(std::string_view{bytes}.substr(begin)), begin});
    if (batch.size() == kBatch) number_texts(batch, bytes);
  }
  number_texts(batch, bytes);
}

void Tables::number_texts(std::vector<Written>& batch, std::string& bytes) {
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const std::size_t end = i + 1 < batch.size() ? batch[i + 1].begin : bytes.size();
    const auto text = std::string_view{bytes}.substr(batch[i].begin, end - batch[i].begin);
    texts_[batch[i].id] = numbers_.add(text, batch[i].prepared);
    if (text.size() > image::kMaxTemplate) too_long_.push_back(batch[i].id);
  }
  batch.clear();
  bytes.clear();
}

/// A text that the other language says otherwise becomes a pair.
void Tables::translate_texts() {
  std::string bytes;
  for (sema::TemplateId t = 0; t < texts_.size() && t < other_->texts.size(); ++t) {
    const sema::TemplateId here = other_->texts[t];
    if (texts_[t] == kNoText || here == kNone) continue;
    bytes.clear();
    write_text(other_->program, slots_, here, bytes);
    texts_[t] = numbers_.add_pair(texts_[t], numbers_.add(bytes));
    if (bytes.size() > image::kMaxTemplate) too_long_translated_.push_back(other_->program.templates[here].span);
  }
}

}  // namespace guion::lower
