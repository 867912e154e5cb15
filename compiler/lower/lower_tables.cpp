// See lower_tables.hpp. What nothing refers to is left out: a slot of the protocol that this flow never touches costs
// no byte.
#include "lower/lower_tables.hpp"

#include <algorithm>

#include "image/format.hpp"

namespace guion::lower {

using cfg::Op;

namespace {

constexpr std::int64_t kNoText = -1, kUnwritten = -2;

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
               assembly::Module& module)
    : program_(program),
      module_(module),
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
  std::vector<assembly::EnumValueDef> values;
  for (const sema::EnumValue& v : program_.enums[e].values) values.push_back({v.name, v.label, v.spoken});
  enums_[e] = static_cast<std::uint32_t>(module_.enums.size());
  module_.enums.push_back(std::move(values));
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
    write(program_.segments_of(t), bytes);
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

void Tables::write(std::span<const sema::Segment> segments, std::string& out) const {
  assembly::TemplateWriter writer(out);
  for (const sema::Segment& s : segments) {
    const auto number = static_cast<std::uint32_t>(slot(s.slot));
    switch (s.kind) {
      case sema::SegmentKind::Literal:
        writer.literal(program_.text_of(s));
        break;
      case sema::SegmentKind::Greeting:
        writer.greeting();
        break;
      case sema::SegmentKind::Farewell:
        writer.farewell();
        break;
      case sema::SegmentKind::Value:
        if (s.form == sema::Form::WithAddress) {
          writer.with_address(number, static_cast<std::uint32_t>(slot(program_.address_slot)));
        } else {
          writer.value(number, static_cast<std::uint8_t>(s.form));
        }
        break;
      case sema::SegmentKind::Choice: {
        std::vector<std::string> arms;
        for (const sema::Range& arm : program_.arms_of(s)) write(program_.segments_in(arm), arms.emplace_back());
        writer.choice(number, arms);
        break;
      }
    }
  }
}

}  // namespace guion::lower
