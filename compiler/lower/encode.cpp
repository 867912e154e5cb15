// From a module to the bytes of an image, from a policy to its bytes. Writes whatever it is given: the loader judges.
// Form: docs/bytecode.md.
#include <algorithm>

#include "guion/version.h"
#include "image/bytes.hpp"
#include "image/format.hpp"
#include "lower/assembly.hpp"
#include "lower/bytes.hpp"
#include "lower/encode_certificate.hpp"
#include "lower/encode_code.hpp"
#include "trace/sha256.hpp"

namespace guion::assembly {
namespace {

using lower::put_bits;
using lower::put_byte;
using lower::put_text;
using lower::put_varint;
using lower::put_wide;
using lower::put_zigzag;
using Bytes = std::vector<std::uint8_t>;

/// Header and table of an image or policy, without what is known only at the end: size, checksum and build id.
Bytes head_of(char kind, std::uint16_t flags, const std::array<std::uint8_t, 32>& policy_id,
              const std::vector<Bytes>& sections) {
  Bytes out;
  for (const char c : {'G', 'U', 'I', kind}) put_byte(out, static_cast<unsigned char>(c));
  put_wide(out, GUION_IMAGE_VERSION, 2);
  put_wide(out, flags, 2);
  out.resize(image::kAtPolicyId);
  out.insert(out.end(), policy_id.begin(), policy_id.end());
  for (const Bytes& s : sections) put_varint(out, s.size());
  return out;
}

/// Header, table and sections as one; with checksum and build id. The longest section becomes the file, the others are
/// put around it: of a big flow there is one copy.
Bytes assemble_file(char kind, std::uint16_t flags, const std::array<std::uint8_t, 32>& policy_id,
                    std::vector<Bytes> sections) {
  Bytes before = head_of(kind, flags, policy_id, sections);
  const auto longest = std::max_element(sections.begin(), sections.end(),
                                        [](const Bytes& a, const Bytes& b) { return a.size() < b.size(); });
  for (auto s = sections.begin(); s != longest; ++s) before.insert(before.end(), s->begin(), s->end());
  Bytes out = std::move(*longest);
  std::size_t size = before.size() + out.size();
  for (auto s = longest + 1; s != sections.end(); ++s) size += s->size();
  out.reserve(size);
  out.insert(out.begin(), before.begin(), before.end());
  for (auto s = longest + 1; s != sections.end(); ++s) out.insert(out.end(), s->begin(), s->end());
  for (unsigned i = 0; i < 4; ++i) out[image::kAtSize + i] = static_cast<std::uint8_t>(out.size() >> 8 * i);
  std::uint8_t id[trace::kSum];
  trace::sha256(out.data(), out.size(), id, trace::fastest_blocks());
  std::copy(std::begin(id), std::end(id), out.begin() + image::kAtBuildId);
  const std::uint64_t sum =
      image::checksum(out.data() + image::kAtSize, out.size() - image::kAtSize, image::load64(out.data()));
  for (unsigned i = 0; i < 8; ++i) out[image::kAtChecksum + i] = static_cast<std::uint8_t>(sum >> 8 * i);
  return out;
}

/// Records of varying size behind a table of their offsets from the section's begin.
Bytes with_index(const std::vector<Bytes>& records) {
  std::size_t body = 0;
  for (const Bytes& r : records) body += r.size();
  const std::size_t head = lower::varint_size(records.size());
  const unsigned width = head + 2 * records.size() + body <= 0xffff ? 2 : 4;
  Bytes out;
  put_varint(out, records.size());
  std::size_t at = head + width * records.size();
  for (const Bytes& r : records) {
    put_wide(out, at, width);
    at += r.size();
  }
  for (const Bytes& r : records) out.insert(out.end(), r.begin(), r.end());
  return out;
}

Bytes encode_slot(const SlotDef& s, bool two_languages) {
  const auto type = static_cast<image::Type>(s.type);
  const bool known = s.type < image::kTypes;
  const image::Range usual = known ? image::default_range(type) : image::Range{};
  const bool ranged = known && image::has_range(type) && (s.min != usual.min || s.max != usual.max);
  const bool in_policy = s.policy_slot != image::kNone;
  unsigned flags = 0;
  if (s.from_system) flags |= image::kSlotSystem;
  if (s.has_value) flags |= image::kSlotValue;
  if (ranged) flags |= image::kSlotRange;
  if (s.classes != 0) flags |= image::kSlotClasses;
  if (in_policy) flags |= image::kSlotPolicy;
  Bytes out = {s.type, static_cast<std::uint8_t>(flags)};
  if (s.classes != 0) put_varint(out, s.classes);
  if (known && type == image::Type::Money)
    for (unsigned i = 0; i < 3; ++i) put_byte(out, static_cast<unsigned char>(s.currency[i]));
  if (known && type == image::Type::Enum) put_varint(out, s.enumeration);
  if (in_policy) put_varint(out, s.policy_slot);
  if (ranged) put_zigzag(out, s.min), put_zigzag(out, s.max);
  if (s.has_value && known && image::is_text(type)) {
    put_text(out, s.text);
    if (two_languages) put_text(out, s.other_text);
  }
  if (s.has_value && known && !image::is_text(type)) put_zigzag(out, s.number);
  return out;
}

Bytes encode_enum(const std::vector<EnumValueDef>& values) {
  Bytes out;
  put_byte(out, std::min<std::size_t>(values.size(), image::kMaxValues));
  for (const EnumValueDef& v : values) {
    put_text(out, v.label);
    put_text(out, v.spoken == v.label ? std::string{} : v.spoken);
  }
  return out;
}

void put_slots(Bytes& out, const std::vector<std::uint32_t>& slots) {
  put_varint(out, slots.size());
  for (const std::uint32_t s : slots) put_varint(out, s);
}

Bytes encode_binding(const Binding& b) {
  Bytes out;
  put_varint(out, b.service);
  put_slots(out, b.takes);
  put_slots(out, b.gives);
  put_slots(out, b.stales);
  return out;
}

// ---- the rest of an image
// -----------------------------------------------------------------------------------------------------------

/// Height of each part: 1 + that of the highest part it calls. A cycle ends above the limit, which the loader refuses.
std::vector<unsigned> part_heights(const Module& m, const std::vector<std::uint32_t>& begins) {
  std::vector<unsigned> height(m.parts.size(), 1);
  if (m.parts.empty()) return height;
  const auto routine = [&](std::uint32_t i) {
    return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), i) - begins.begin());
  };
  for (bool grew = true; grew;) {
    grew = false;
    for (std::uint32_t i = 0; i < m.code.size(); ++i) {
      const auto operands = m.operands_of(m.code[i]);
      if (m.code[i].op != Opcode::Call || operands.empty()) continue;
      const auto callee = static_cast<std::size_t>(operands[0]);
      const std::size_t r = routine(i);
      if (r == 0 || callee >= height.size() || height[r - 1] > height[callee] || height[r - 1] > image::kMaxDepth)
        continue;
      height[r - 1] = height[callee] + 1;
      grew = true;
    }
  }
  return height;
}

class ModuleWriter {
 public:
  ModuleWriter(Module m, const EncodeOptions& o) : m_(std::move(m)), strip_(o.strip), code_(m_) {}

  Bytes write() {
    code_.write();
    std::string().swap(m_.texts);  // they stand in the code now
    width_ = code_.code.size() <= 0xffff ? 2 : 4;
    std::vector<Bytes> sections(image::kSections);
    const auto section = [&](image::Section at) -> Bytes& { return sections[static_cast<unsigned>(at)]; };
    section(image::Section::Settings) = settings();
    section(image::Section::Slots) = slots();
    section(image::Section::Enums) = enums();
    section(image::Section::Bindings) = bindings();
    section(image::Section::Stages) = stages();
    section(image::Section::Parts) = parts();
    section(image::Section::Certificate) = certificate();
    if (!strip_) section(image::Section::Names) = names();
    if (!strip_) section(image::Section::Places) = places();
    section(image::Section::Texts) = std::move(code_.texts);
    section(image::Section::Code) = std::move(code_.code);
    const unsigned flags = (m_.written ? image::kFlagWritten : 0u) | (strip_ ? image::kFlagStripped : 0u) |
                           (two_languages() ? image::kFlagTwoLanguages : 0u);
    return assemble_file('O', static_cast<std::uint16_t>(flags), m_.policy_id, std::move(sections));
  }

 private:
  Bytes settings() const {
    Bytes out = {m_.counters};
    put_text(out, m_.locale);
    put_text(out, m_.title);
    if (!two_languages()) return out;
    put_text(out, m_.other_locale);
    put_text(out, m_.other_title);
    return out;
  }
  bool two_languages() const { return !m_.other_locale.empty(); }
  Bytes slots() const {
    std::vector<Bytes> records;
    for (const SlotDef& s : m_.slots) records.push_back(encode_slot(s, two_languages()));
    return with_index(records);
  }
  Bytes enums() const {
    std::vector<Bytes> records;
    for (const auto& e : m_.enums) records.push_back(encode_enum(e));
    for (const auto& e : m_.other_enums) records.push_back(encode_enum(e));
    return with_index(records);
  }
  Bytes bindings() const {
    std::vector<Bytes> records;
    for (const Binding& b : m_.bindings) records.push_back(encode_binding(b));
    return with_index(records);
  }
  Bytes stages() const {
    Bytes out;
    for (const StageDef& s : m_.stages) put_wide(out, code_.offset_of(s.begin), width_);
    return out;
  }
  Bytes parts() const {
    std::vector<std::uint32_t> begins;
    for (const PartDef& p : m_.parts) begins.push_back(p.begin < m_.labels.size() ? m_.labels[p.begin].instruction : 0);
    const std::vector<unsigned> heights = part_heights(m_, begins);
    Bytes out;
    for (std::size_t i = 0; i < m_.parts.size(); ++i) {
      put_wide(out, code_.offset_of(m_.parts[i].begin), width_);
      put_byte(out, heights[i]);
      put_byte(out, m_.parts[i].touched_levels);
      put_bits(out, m_.parts[i].touched_slots, m_.slots.size());
    }
    return out;
  }
  /// Labels in the order of their instructions, as they were made where they share one.
  std::vector<Label> labels_by_place() const {
    std::vector<std::uint32_t> next(m_.code.size() + 2, 0);
    const auto place = [&](const LabelDef& l) { return std::min<std::size_t>(l.instruction, m_.code.size()); };
    for (const LabelDef& l : m_.labels) ++next[place(l) + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    std::vector<Label> order(m_.labels.size());
    for (Label l = 0; l < m_.labels.size(); ++l) order[next[place(m_.labels[l])]++] = l;
    return order;
  }
  Bytes certificate() const {
    CertificateWriter out(m_, width_);
    std::vector<PlacedClaim> claims;
    claims.reserve(m_.claims.size());
    for (const Label l : labels_by_place())
      for (const Claim& c : m_.claims_of(m_.labels[l])) claims.push_back({code_.offset_of(l), c});
    std::vector<std::uint32_t> begins;
    for (const PartDef& p : m_.parts) begins.push_back(code_.offset_of(p.begin));
    return out.write(claims, begins);
  }
  Bytes names() const {
    Bytes out;
    put_text(out, m_.name);
    put_text(out, m_.protocol);
    for (const SlotDef& s : m_.slots) put_text(out, s.name);
    for (const auto& e : m_.enums)
      for (const EnumValueDef& v : e) put_text(out, v.name);
    for (const StageDef& s : m_.stages) put_text(out, s.name);
    for (const PartDef& p : m_.parts) put_text(out, p.name);
    return out;
  }
  Bytes places() const {
    std::vector<PlaceDef> sorted = m_.places;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const PlaceDef& a, const PlaceDef& b) { return a.instruction < b.instruction; });
    const auto again = [](const PlaceDef& a, const PlaceDef& b) { return a.instruction == b.instruction; };
    sorted.erase(std::unique(sorted.begin(), sorted.end(), again), sorted.end());
    Bytes out, records;
    put_varint(out, sorted.size());
    const std::size_t begin = out.size() + sorted.size() * (width_ + 4);
    for (const PlaceDef& p : sorted) {
      put_wide(out, code_.offset_of_instruction(p.instruction), width_);
      put_wide(out, begin + records.size(), 4);
      put_text(records, p.place);
      put_text(records, p.id);
      put_varint(records, p.line);
    }
    out.insert(out.end(), records.begin(), records.end());
    return out;
  }

  Module m_;
  bool strip_;
  CodeWriter code_;
  unsigned width_ = 2;
};

// ---- policy
// -------------------------------------------------------------------------------------------------------------------------

/// Records behind a table of their offsets from the begin of the file, which is known once the sections before have
/// their size.
struct Indexed {
  Bytes head;
  std::vector<Bytes> records;
  [[nodiscard]] std::size_t size() const {
    std::size_t n = head.size() + 4 * records.size();
    for (const Bytes& r : records) n += r.size();
    return n;
  }
  [[nodiscard]] Bytes at(std::size_t begin) const {
    Bytes out = head;
    std::size_t offset = begin + head.size() + 4 * records.size();
    for (const Bytes& r : records) {
      put_wide(out, offset, 4);
      offset += r.size();
    }
    for (const Bytes& r : records) out.insert(out.end(), r.begin(), r.end());
    return out;
  }
};

Indexed policy_services(const Policy& p) {
  Indexed out;
  put_varint(out.head, p.services.size());
  for (const Policy::Service& s : p.services) {
    Bytes record = {static_cast<std::uint8_t>(s.acts)};
    put_slots(record, s.takes);
    put_slots(record, s.gives);
    put_slots(record, s.stales);
    out.records.push_back(std::move(record));
  }
  return out;
}

Indexed policy_names(const Policy& p) {
  Indexed out;
  const auto add = [&](const std::string& name) {
    Bytes record;
    put_text(record, name);
    out.records.push_back(std::move(record));
  };
  for (const auto& x : p.levels) add(x.name);
  for (const auto& x : p.methods) add(x.name);
  for (const auto& x : p.classes) add(x.name);
  for (const auto& x : p.slots) add(x.name);
  for (const auto& x : p.services) add(x.name);
  for (const auto& x : p.areas) add(x.name);
  for (const auto& x : p.areas) add(x.label);
  for (const auto& x : p.outcomes) add(x.name);
  return out;
}

std::vector<Bytes> policy_tables(const Policy& p) {
  std::vector<Bytes> out(image::kPolicySections);
  const auto section = [&](image::PolicySection s) -> Bytes& { return out[static_cast<unsigned>(s)]; };
  for (const auto& x : p.levels) put_byte(section(image::PolicySection::Levels), x.closure);
  for (const auto& x : p.methods) {
    put_byte(section(image::PolicySection::Methods), x.grants);
    put_byte(section(image::PolicySection::Methods), x.tries);
  }
  for (const auto& x : p.classes) {
    put_byte(section(image::PolicySection::Classes), x.needs);
    const unsigned flags =
        (x.never_said ? image::kClassNeverSaid : 0u) | (x.visible_to_agent ? image::kClassAgent : 0u);
    put_byte(section(image::PolicySection::Classes), flags);
  }
  for (const auto& x : p.slots) {
    put_byte(section(image::PolicySection::Slots), x.type);
    put_wide(section(image::PolicySection::Slots), x.classes, 4);
  }
  put_varint(section(image::PolicySection::Areas), p.areas.size());
  for (const auto& x : p.outcomes) put_byte(section(image::PolicySection::Outcomes), x.normal);
  Bytes& pairs = section(image::PolicySection::Pairs);
  put_varint(pairs, p.pairs.size());
  for (const auto& x : p.pairs) {
    put_varint(pairs, x.opening);
    put_varint(pairs, x.closing);
  }
  return out;
}

}  // namespace

std::vector<std::uint8_t> encode(Module module, const EncodeOptions& options) {
  return ModuleWriter(std::move(module), options).write();
}

std::vector<std::uint8_t> encode(const Policy& policy) {
  const auto at = [](image::PolicySection s) { return static_cast<unsigned>(s); };
  std::vector<Bytes> sections = policy_tables(policy);
  const Indexed services = policy_services(policy), names = policy_names(policy);
  std::vector<std::size_t> sizes;
  for (const Bytes& s : sections) sizes.push_back(s.size());
  sizes[at(image::PolicySection::Services)] = services.size();
  sizes[at(image::PolicySection::Names)] = names.size();
  std::size_t begin = image::kHeaderSize;
  for (const std::size_t s : sizes) begin += lower::varint_size(s);
  for (unsigned s = 0; s < image::kPolicySections; ++s) {
    if (s == at(image::PolicySection::Services)) sections[s] = services.at(begin);
    if (s == at(image::PolicySection::Names)) sections[s] = names.at(begin);
    begin += sizes[s];
  }
  return assemble_file('P', 0, {}, std::move(sections));
}

std::array<std::uint8_t, 32> build_id(const std::vector<std::uint8_t>& bytes) {
  std::array<std::uint8_t, 32> id{};
  if (bytes.size() >= image::kHeaderSize) std::copy_n(bytes.begin() + image::kAtBuildId, id.size(), id.begin());
  return id;
}

}  // namespace guion::assembly
