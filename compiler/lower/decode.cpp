// Reads an image whose tables the loader accepts into a module: see decode.hpp.
#include "lower/decode.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "guion/guion.h"
#include "image/opcodes.hpp"
#include "lower/text_table.hpp"
#include "verify/certificate.hpp"

namespace guion::assembly {
namespace {

using image::Fault;
using image::LoadReason;
using image::Reader;
using image::Section;

std::string to_string(image::Text t) { return {t.data, t.size}; }

std::vector<bool> to_bits(const std::uint8_t* bytes, std::uint32_t slots) {
  std::vector<bool> out(slots);
  for (std::uint32_t s = 0; s < slots; ++s) out[s] = (bytes[s / 8] >> s % 8 & 1) != 0;
  return out;
}

std::vector<std::uint32_t> to_list(const std::uint8_t* p) {
  std::vector<std::uint32_t> out(image::take_number(p));
  for (std::uint32_t& s : out) s = image::take_number(p);
  return out;
}

class Decoder {
 public:
  Decoder(const image::ImageView& v, Fault& fault) : v_(v), fault_(fault) {}

  Module run() {
    tables();
    certificate_offsets();
    code();
    // Tables that agree with each other say nothing of the code: the verifier has not read it.
    if (!fault_.raised()) labels();
    if (!fault_.raised()) names();
    return std::move(m_);
  }

 private:
  void tables() {
    const std::uint8_t* p = v_.base + v_.section(Section::Settings).begin;
    m_.counters = *p++;
    m_.locale = to_string(image::take_text(p));
    m_.title = to_string(image::take_text(p));
    const bool two_languages = v_.languages() == 2;
    if (two_languages)
      m_.other_locale = to_string(image::take_text(p)), m_.other_title = to_string(image::take_text(p));
    m_.written = (v_.flags & image::kFlagWritten) != 0;
    std::copy_n(v_.base + image::kAtPolicyId, m_.policy_id.size(), m_.policy_id.begin());
    for (std::uint32_t s = 0; s < v_.slots; ++s) m_.slots.push_back(slot(v_.slot(s), two_languages));
    enumerations(m_.enums, 0);
    if (two_languages) enumerations(m_.other_enums, 1);
    for (std::uint32_t b = 0; b < v_.bindings; ++b) {
      const image::BindingView view = v_.binding(b);
      m_.bindings.push_back({view.service, to_list(view.takes), to_list(view.gives), to_list(view.stales)});
    }
  }
  void enumerations(std::vector<std::vector<EnumValueDef>>& out, unsigned language) {
    for (std::uint32_t e = 0; e < v_.enums; ++e) {
      auto& values = out.emplace_back();
      for (std::uint32_t i = 0; i < v_.enum_values(e); ++i) {
        const image::ValueView value = v_.enum_value(e, i, language);
        values.push_back({"", to_string(value.label), to_string(value.spoken)});
      }
    }
  }
  static SlotDef slot(const image::SlotView& s, bool two_languages) {
    SlotDef out;
    out.type = static_cast<std::uint8_t>(s.type);
    out.min = s.range.min;
    out.max = s.range.max;
    out.enumeration = s.type == image::Type::Enum ? s.enumeration : 0;
    std::copy_n(s.currency, out.currency.size(), out.currency.begin());
    out.classes = s.classes;
    out.policy_slot = s.policy_slot;
    out.from_system = (s.flags & image::kSlotSystem) != 0;
    out.has_value = (s.flags & image::kSlotValue) != 0;
    out.number = s.number;
    out.text = to_string(s.text);
    const std::uint8_t* p = s.behind;
    if (two_languages && out.has_value && image::is_text(s.type)) out.other_text = to_string(image::take_text(p));
    return out;
  }

  void certificate_offsets() {
    if (!certificate_.read()) return;
    for (std::uint32_t r = 0; r < certificate_.records(); ++r) targets_.insert(certificate_.target(r));
    for (std::uint32_t s = 0; s < v_.stages; ++s) targets_.insert(v_.stage_begin(s));
    for (std::uint32_t p = 0; p < v_.parts; ++p) targets_.insert(v_.part_begin(p));
  }

  std::int64_t read_template(Reader& in) {
    const std::uint8_t* p = in.here();
    if (in.more() && *p == image::kShared) {
      (void)in.byte();
      const std::int64_t first = apart(in, in.number());
      const bool two = v_.languages() == 2 && in.more() && *in.here() != image::kEndOfTemplate;
      const std::int64_t second = two ? apart(in, in.number()) : first;
      (void)in.byte();
      return templates_.add_pair(first, second);
    }
    return in_place(in);
  }
  /// One that stands among the texts, at `place` - 1.
  std::int64_t apart(Reader& in, std::uint32_t place) {
    const image::Extent texts = v_.section(Section::Texts);
    if (place - 1 >= texts.size()) return in.fail(LoadReason::UnknownTemplate), -1;
    Reader shared(v_.base, texts.begin + place - 1, texts.end, fault_);
    return in_place(shared);
  }
  std::int64_t in_place(Reader& in) {
    const std::uint8_t* begin = in.here();
    const std::uint8_t* p = std::find(begin, in.end(), image::kEndOfTemplate);
    if (p == in.end()) return in.fail(LoadReason::Truncated), -1;
    in.move_to(p + 1);
    const auto size = static_cast<std::size_t>(p - begin);
    return size == 0 ? -1 : templates_.add({reinterpret_cast<const char*>(begin), size});
  }
  /// A target as its byte offset for now; labels() turns it into a label.
  std::int64_t read_target(Reader& in, bool maybe) {
    const std::uint32_t v = in.number();
    if (maybe && v == 0) return kNoLabel;
    targets_.insert(v - maybe);
    return v - maybe;
  }
  std::int64_t operand(Reader& in, char letter) {
    switch (letter) {
      case 't':
      case 'T':
        return read_template(in);
      case 'L':
      case 'o':
        return in.byte();
      case 'k':
        return in.zigzag();
      case 'j':
        return read_target(in, false);
      case 'J':
        return read_target(in, true);
      default:
        return static_cast<std::int64_t>(in.varint());
    }
  }
  void code() {
    const image::Extent e = v_.section(Section::Code);
    Reader in(v_.base, e.begin, e.end, fault_);
    while (in.more() && in.ok()) {
      offsets_.push_back(in.at() - e.begin);
      const std::uint8_t op = in.byte();
      const image::OpcodeInfo info = image::opcode_info(op);
      if (info.mnemonic == nullptr) return in.fail(LoadReason::UnknownOpcode, in.at() - 1);
      Instruction i{static_cast<Opcode>(op), static_cast<std::uint32_t>(m_.operands.size())};
      for (const char* o = info.operands; *o != 0 && in.ok(); ++o) {
        if (*o != 'M' && *o != 'P') {
          m_.operands.push_back(operand(in, *o));
          continue;
        }
        for (std::uint32_t n = in.number(); n != 0 && in.ok(); --n) {
          if (*o == 'M') m_.operands.push_back(read_template(in));
          m_.operands.push_back(read_target(in, false));
        }
      }
      i.operands_end = static_cast<std::uint32_t>(m_.operands.size());
      m_.code.push_back(i);
    }
  }

  void labels() {
    std::map<std::uint32_t, Label> by_offset;
    for (const std::uint32_t t : targets_) {
      const auto at = std::lower_bound(offsets_.begin(), offsets_.end(), t);
      if (at == offsets_.end() || *at != t)
        return fault_.raise(LoadReason::BadTarget, v_.section(Section::Code).begin + t);
      by_offset[t] = static_cast<Label>(m_.labels.size());
      m_.labels.push_back({static_cast<std::uint32_t>(at - offsets_.begin())});
    }
    claims(by_offset);
    for (std::uint32_t s = 0; s < v_.stages; ++s) m_.stages.push_back({"", by_offset[v_.stage_begin(s)]});
    for (std::uint32_t p = 0; p < v_.parts; ++p) m_.parts.push_back(part(p, by_offset[v_.part_begin(p)]));
    for (const Instruction& i : m_.code) relabel(i, by_offset);
  }
  /// The records of one target stand together in the module, wherever they stand in the image.
  void claims(const std::map<std::uint32_t, Label>& by_offset) {
    std::vector<std::pair<Label, Claim>> records;
    for (std::uint32_t s = 0; s < certificate_.states(); ++s) m_.states.push_back(state(s));
    // One that says nothing stands where only conditions are to be followed (certify.cpp).
    const auto says = [](const State& s) { return !s.literals.empty(); };
    if (certificate_.has_literals() && !m_.states.empty() && std::none_of(m_.states.begin(), m_.states.end(), says))
      m_.states.front().literals.push_back({Literal::Kind::Lacks});
    const auto add = [&](verify::Claims range, std::uint8_t part_case) {
      for (std::uint32_t r = range.first; r < range.end; ++r)
        records.emplace_back(by_offset.at(certificate_.target(r)),
                             Claim{certificate_.state_of(r), certificate_.steps_of(r), part_case});
    };
    add(certificate_.of_stages(), 0);
    for (std::uint32_t p = 0; p < v_.parts; ++p) {
      const std::uint8_t* cursor = nullptr;
      std::uint32_t record = 0;
      const std::uint32_t cases = certificate_.cases_of(p, cursor, record);
      for (std::uint32_t c = 0; c < cases; ++c)
        add(certificate_.next_case(cursor, record).claims, static_cast<std::uint8_t>(c));
    }
    std::stable_sort(records.begin(), records.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [l, claim] : records) {
      LabelDef& label = m_.labels[l];
      if (label.claims == label.claims_end) label.claims = static_cast<std::uint32_t>(m_.claims.size());
      m_.claims.push_back(claim);
      label.claims_end = static_cast<std::uint32_t>(m_.claims.size());
    }
  }
  State state(std::uint32_t number) const {
    verify::Facts f;
    certificate_.decode(number, f);
    State out;
    out.levels = f.levels;
    out.filled.resize(v_.slots);
    for (std::uint32_t s = 0; s < v_.slots; ++s) out.filled[s] = f.has(s);
    if (f.passed) out.literals.push_back({});
    if (f.absent != 0) out.literals.push_back({Literal::Kind::Lacks, f.absent});
    for (std::uint32_t s = 0; s < v_.slots; ++s)
      if (f.lacks(s)) out.literals.push_back({Literal::Kind::Empty, s});
    for (std::uint32_t i = 0; i < f.count; ++i) {
      const verify::Known& k = f.known[i];
      out.literals.push_back({static_cast<Literal::Kind>(k.kind), k.slot, k.other, k.low, k.high});
    }
    return out;
  }
  PartDef part(std::uint32_t p, Label begin) {
    const image::PartView view = v_.part(p);
    PartDef out;
    out.begin = begin;
    out.touched_levels = view.touched_levels;
    out.touched_slots = to_bits(view.touched, v_.slots);
    const std::uint8_t* cursor = nullptr;
    std::uint32_t record = 0;
    for (std::uint32_t left = certificate_.cases_of(p, cursor, record); left != 0; --left) {
      const verify::Case c = certificate_.next_case(cursor, record);
      PartCase& one = out.cases.emplace_back();
      one.entry = state(c.entry);
      one.steps = c.steps;
      for (std::uint32_t e = 0; e < c.exits; ++e) one.exits.push_back(state(certificate_.exit_state(c, e)));
    }
    return out;
  }
  void relabel(const Instruction& i, const std::map<std::uint32_t, Label>& by_offset) {
    std::size_t at = i.operands;
    const auto change = [&](std::int64_t& v) {
      if (v != kNoLabel) v = by_offset.at(static_cast<std::uint32_t>(v));
    };
    for (const char* o = image::opcode_info(static_cast<std::uint8_t>(i.op)).operands; *o != 0; ++o) {
      if (*o == 'M') {
        for (++at; at < i.operands_end; at += 2) change(m_.operands[at]);
      } else if (*o == 'P') {
        for (; at < i.operands_end; ++at) change(m_.operands[at]);
      } else {
        if (*o == 'j' || *o == 'J') change(m_.operands[at]);
        ++at;
      }
    }
  }

  void names() {
    if ((v_.flags & image::kFlagStripped) != 0 || fault_.raised()) return;
    const std::uint8_t* p = v_.base + v_.section(Section::Names).begin;
    m_.name = to_string(image::take_text(p));
    m_.protocol = to_string(image::take_text(p));
    for (SlotDef& s : m_.slots) s.name = to_string(image::take_text(p));
    for (auto& e : m_.enums)
      for (EnumValueDef& v : e) v.name = to_string(image::take_text(p));
    for (StageDef& s : m_.stages) s.name = to_string(image::take_text(p));
    for (PartDef& d : m_.parts) d.name = to_string(image::take_text(p));
    for (std::uint32_t i = 0; i < v_.places; ++i) {
      const std::uint32_t at = image::load_wide(v_.base + v_.places_at + i * (v_.code_width + 4u), v_.code_width);
      p = v_.place_record(at);
      PlaceDef place;
      const auto found = std::lower_bound(offsets_.begin(), offsets_.end(), at);
      place.instruction = static_cast<std::uint32_t>(found - offsets_.begin());
      place.place = to_string(image::take_text(p));
      place.id = to_string(image::take_text(p));
      place.line = image::take_number(p);
      m_.places.push_back(std::move(place));
    }
  }

  const image::ImageView& v_;
  Fault& fault_;
  Module m_;
  verify::Certificate certificate_{v_, fault_};
  std::set<std::uint32_t> targets_;     ///< byte offsets that want a label
  std::vector<std::uint32_t> offsets_;  ///< of each instruction
  TextTable templates_{m_};
};

}  // namespace

std::optional<Decoded> decode(std::span<const std::uint8_t> image, std::span<const std::uint8_t> policy,
                              std::string& problem) {
  Fault fault;
  image::PolicyView law;
  image::ImageView view;
  const bool lawful = policy.empty() || verify::open_policy(policy.data(), policy.size(), law, fault);
  if (lawful && verify::open_tables(image.data(), image.size(), policy.empty() ? nullptr : &law, view, fault)) {
    Decoded out{Decoder(view, fault).run(), (view.flags & image::kFlagStripped) != 0};
    if (!fault.raised()) return out;
  }
  problem = std::string(guion_load_error_text(static_cast<std::uint32_t>(fault.reason))) + " (byte " +
            std::to_string(fault.offset) + ")";
  return std::nullopt;
}

}  // namespace guion::assembly
