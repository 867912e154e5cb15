// From a module to the bytes of an image, from a policy to its bytes. Writes whatever it is given: the loader judges.
// Form: docs/bytecode.md.
#include <algorithm>
#include <map>

#include "guion/version.h"
#include "image/bytes.hpp"
#include "image/format.hpp"
#include "image/opcodes.hpp"
#include "lower/assembly.hpp"
#include "lower/bytes.hpp"
#include "lower/sha256.hpp"

namespace guion::assembly {
namespace {

using lower::put_byte;
using lower::put_text;
using lower::put_varint;
using lower::put_wide;
using lower::put_zigzag;
using Bytes = std::vector<std::uint8_t>;

void put_bits(Bytes& out, const std::vector<bool>& bits, std::size_t count) {
  for (std::size_t b = 0; b < (count + 7) / 8; ++b) {
    unsigned byte = 0;
    for (std::size_t i = 0; i < 8; ++i)
      if (8 * b + i < bits.size() && bits[8 * b + i]) byte |= 1u << i;
    put_byte(out, byte);
  }
}

/// Header, table and sections as one; with checksum and build id.
Bytes assemble_file(char kind, std::uint16_t flags, const std::array<std::uint8_t, 32>& policy_id,
                    const std::vector<Bytes>& sections) {
  Bytes out;
  for (const char c : {'G', 'U', 'I', kind}) put_byte(out, static_cast<unsigned char>(c));
  put_wide(out, GUION_IMAGE_VERSION, 2);
  put_wide(out, flags, 2);
  out.resize(image::kAtPolicyId);
  out.insert(out.end(), policy_id.begin(), policy_id.end());
  for (const Bytes& s : sections) put_varint(out, s.size());
  for (const Bytes& s : sections) out.insert(out.end(), s.begin(), s.end());
  for (unsigned i = 0; i < 4; ++i) out[image::kAtSize + i] = static_cast<std::uint8_t>(out.size() >> 8 * i);
  const auto id = lower::sha256(out);
  std::copy(id.begin(), id.end(), out.begin() + image::kAtBuildId);
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

Bytes encode_slot(const SlotDef& s) {
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
  if (s.has_value && known && image::is_text(type)) put_text(out, s.text);
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

// ---- code
// ---------------------------------------------------------------------------------------------------------------------------

/// One operand that the code is made of: a text as it stands, or a jump target whose size is not settled before its
/// place is.
struct Piece {
  Bytes bytes;
  Label target = kNoLabel;
  unsigned bias = 0;  ///< 1: a target that may be missing
  unsigned size = 1;  ///< of the target's varint, as far as known
};

class CodeWriter {
 public:
  explicit CodeWriter(const Module& m) : m_(m) { share_templates(); }

  void write() {
    starts_.reserve(m_.code.size() + 1);
    for (const Instruction& i : m_.code) instruction(i);
    starts_.push_back(pieces_.size());
    settle();
    for (const Piece& p : pieces_) {
      if (p.target == kNoLabel) {
        code.insert(code.end(), p.bytes.begin(), p.bytes.end());
      } else {
        put_varint(code, offset_of(p.target) + p.bias);
      }
    }
  }
  /// Byte offset of a label's instruction. A label that there is not goes behind the code, which the loader refuses.
  [[nodiscard]] std::uint32_t offset_of(Label l) const {
    return l < m_.labels.size() ? offset_of_instruction(m_.labels[l].instruction) : offsets_.back();
  }
  [[nodiscard]] std::uint32_t offset_of_instruction(std::uint32_t i) const {
    return i < offsets_.size() ? offsets_[i] : offsets_.back();
  }

  Bytes code, texts;

 private:
  using Operands = std::vector<std::int64_t>;

  /// How often each text is used decides where it stands: a text used twice is written once, apart.
  void share_templates() {
    std::map<std::string_view, std::size_t> uses;
    std::vector<std::string_view> order;
    for (const Instruction& i : m_.code)
      each_template(i, [&](std::int64_t t) {
        const std::string_view bytes = template_bytes(t);
        if (++uses[bytes] == 2 && bytes.size() > 4) order.push_back(bytes);
      });
    for (const std::string_view bytes : order) {
      shared_[bytes] = texts.size();
      for (const char c : bytes) put_byte(texts, static_cast<unsigned char>(c));
      put_byte(texts, image::kEndOfTemplate);
    }
  }
  template <typename F>
  void each_template(const Instruction& i, F f) const {
    std::size_t at = 0;
    const auto next = [&] { return at < i.operands.size() ? i.operands[at++] : -1; };
    for (const char* o = image::opcode_info(static_cast<std::uint8_t>(i.op)).operands; *o != 0; ++o) {
      if (*o == 'M' || *o == 'P') {
        for (; at < i.operands.size(); at += *o == 'M' ? 2 : 1)
          if (*o == 'M') f(i.operands[at]);
      } else if (const std::int64_t v = next(); *o == 't' || *o == 'T') {
        f(v);
      }
    }
  }
  [[nodiscard]] std::string_view template_bytes(std::int64_t t) const {
    return t >= 0 && static_cast<std::uint64_t>(t) < m_.templates.size()
               ? std::string_view(m_.templates[static_cast<std::size_t>(t)].bytes)
               : std::string_view{};
  }

  Bytes& literal() {
    if (pieces_.size() == starts_.back() || pieces_.back().target != kNoLabel) pieces_.push_back({});
    return pieces_.back().bytes;
  }
  void put_template(std::int64_t t) {
    Bytes& out = literal();
    const std::string_view bytes = template_bytes(t);
    if (const auto found = shared_.find(bytes); found != shared_.end()) {
      put_byte(out, image::kShared);
      put_varint(out, found->second + 1);
    } else {
      for (const char c : bytes) put_byte(out, static_cast<unsigned char>(c));
    }
    put_byte(out, image::kEndOfTemplate);
  }
  void put_target(std::int64_t label, unsigned bias) {
    const auto l = static_cast<Label>(label);
    if (bias == 1 && l == kNoLabel) return put_byte(literal(), 0);
    Piece p;
    p.target = l == kNoLabel ? kNoLabel - 1 : l;
    p.bias = bias;
    pieces_.push_back(p);
  }
  void instruction(const Instruction& i) {
    starts_.push_back(pieces_.size());
    put_byte(literal(), static_cast<std::uint8_t>(i.op));
    std::size_t at = 0;
    const auto next = [&] { return at < i.operands.size() ? i.operands[at++] : 0; };
    for (const char* o = image::opcode_info(static_cast<std::uint8_t>(i.op)).operands; *o != 0; ++o) {
      switch (*o) {
        case 't':
        case 'T':
          put_template(next());
          break;
        case 'L':
        case 'o':
          put_byte(literal(), static_cast<std::uint64_t>(next()));
          break;
        case 'k':
          put_zigzag(literal(), next());
          break;
        case 'j':
          put_target(next(), 0);
          break;
        case 'J':
          put_target(next(), 1);
          break;
        case 'M':
        case 'P': {
          const std::size_t each = *o == 'M' ? 2 : 1;
          put_varint(literal(), (i.operands.size() - std::min(at, i.operands.size())) / each);
          while (at + each <= i.operands.size()) {
            if (*o == 'M') put_template(next());
            put_target(next(), 0);
          }
          break;
        }
        default:
          put_varint(literal(), static_cast<std::uint64_t>(next()));
      }
    }
  }

  void place() {
    offsets_.assign(m_.code.size() + 1, 0);
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < m_.code.size(); ++i) {
      offsets_[i] = at;
      for (std::size_t p = starts_[i]; p != starts_[i + 1]; ++p)
        at += static_cast<std::uint32_t>(pieces_[p].target == kNoLabel ? pieces_[p].bytes.size() : pieces_[p].size);
    }
    offsets_.back() = at;
  }
  /// Targets grow from one byte until all offsets fit: at most four rounds, and the least solution.
  void settle() {
    for (bool grew = true; grew;) {
      grew = false;
      place();
      for (Piece& p : pieces_) {
        if (p.target == kNoLabel) continue;
        const unsigned size = lower::varint_size(std::uint64_t{offset_of(p.target)} + p.bias);
        grew = grew || size > p.size;
        p.size = std::max(p.size, size);
      }
    }
  }

  const Module& m_;
  std::vector<Piece> pieces_;
  std::vector<std::size_t> starts_;     ///< of each instruction, into pieces_
  std::vector<std::uint32_t> offsets_;  ///< of each instruction, and of the end
  std::map<std::string_view, std::size_t> shared_;
};

// ---- the rest of an image
// -----------------------------------------------------------------------------------------------------------

/// Height of each part: 1 + that of the highest part it calls. A cycle ends above the limit, which the loader refuses.
std::vector<unsigned> part_heights(const Module& m, const std::vector<std::uint32_t>& begins) {
  std::vector<unsigned> height(m.parts.size(), 1);
  const auto routine = [&](std::uint32_t i) {
    return static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), i) - begins.begin());
  };
  for (bool grew = true; grew;) {
    grew = false;
    for (std::uint32_t i = 0; i < m.code.size(); ++i) {
      if (m.code[i].op != Opcode::Call || m.code[i].operands.empty()) continue;
      const auto callee = static_cast<std::size_t>(m.code[i].operands[0]);
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
  ModuleWriter(const Module& m, const EncodeOptions& o) : m_(m), strip_(o.strip), code_(m) {}

  Bytes write() {
    code_.write();
    width_ = code_.code.size() <= 0xffff ? 2 : 4;
    std::vector<Bytes> sections = {settings(), slots(),    enums(),       code_.texts, bindings(), stages(),
                                   parts(),    code_.code, certificate(), {},          {}};
    if (!strip_) {
      sections[static_cast<unsigned>(image::Section::Names)] = names();
      sections[static_cast<unsigned>(image::Section::Places)] = places();
    }
    const unsigned flags = (m_.written ? image::kFlagWritten : 0u) | (strip_ ? image::kFlagStripped : 0u);
    return assemble_file('O', static_cast<std::uint16_t>(flags), m_.policy_id, sections);
  }

 private:
  Bytes settings() const {
    Bytes out = {m_.counters};
    put_text(out, m_.locale);
    put_text(out, m_.title);
    return out;
  }
  Bytes slots() const {
    std::vector<Bytes> records;
    for (const SlotDef& s : m_.slots) records.push_back(encode_slot(s));
    return with_index(records);
  }
  Bytes enums() const {
    std::vector<Bytes> records;
    for (const auto& e : m_.enums) records.push_back(encode_enum(e));
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
      const PartSummary& s = m_.parts[i].summary;
      put_wide(out, code_.offset_of(m_.parts[i].begin), width_);
      put_byte(out, heights[i]);
      for (const std::uint8_t levels : {s.entry.levels, s.exit.levels, s.touched_levels}) put_byte(out, levels);
      put_bits(out, s.entry.filled, m_.slots.size());
      put_bits(out, s.exit.filled, m_.slots.size());
      put_bits(out, s.touched_slots, m_.slots.size());
    }
    return out;
  }
  Bytes certificate() const {
    std::vector<std::pair<std::uint32_t, const State*>> records;
    for (const LabelDef& l : m_.labels)
      for (const State& s : l.states) records.push_back({code_.offset_of_instruction(l.instruction), &s});
    std::stable_sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Bytes out;
    Bytes last;
    for (const auto& [offset, state] : records) {
      Bytes record;
      put_wide(record, offset, width_);
      put_byte(record, state->levels);
      put_bits(record, state->filled, m_.slots.size());
      if (record != last) out.insert(out.end(), record.begin(), record.end());
      last = std::move(record);
    }
    return out;
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
    Bytes out;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i != 0 && sorted[i].instruction == sorted[i - 1].instruction) continue;
      const std::uint32_t offset = code_.offset_of_instruction(sorted[i].instruction);
      put_varint(out, offset - at);
      put_text(out, sorted[i].place);
      put_text(out, sorted[i].id);
      put_varint(out, sorted[i].line);
      at = offset;
    }
    return out;
  }

  const Module& m_;
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
  return out;
}

}  // namespace

std::vector<std::uint8_t> encode(const Module& module, const EncodeOptions& options) {
  return ModuleWriter(module, options).write();
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
  return assemble_file('P', 0, {}, sections);
}

std::array<std::uint8_t, 32> build_id(const std::vector<std::uint8_t>& bytes) {
  std::array<std::uint8_t, 32> id{};
  if (bytes.size() >= image::kHeaderSize) std::copy_n(bytes.begin() + image::kAtBuildId, id.size(), id.begin());
  return id;
}

}  // namespace guion::assembly
