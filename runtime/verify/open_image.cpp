// Opening an image: every table but the code and its certificate, which code_verifier.hpp runs.
#include "image/locales.hpp"
#include "image/values.hpp"
#include "verify/verify.hpp"

namespace guion::verify {
namespace {

using image::Extent;
using image::ImageView;
using image::LoadReason;
using image::PolicyView;
using image::Reader;
using image::Section;
using image::SlotView;
using image::Text;
using image::Type;

constexpr PolicyView kNoPolicy{};

class TableReader {
 public:
  TableReader(const uint8_t* bytes, const PolicyView* policy, ImageView& view, Fault& fault)
      : base_(bytes), policy_(policy == nullptr ? kNoPolicy : *policy), v_(view), fault_(fault) {}

  bool read(size_t size, const PolicyView* policy) {
    v_ = ImageView{};
    if (!check_header(base_, size, FileKind::Image, v_.at, image::kSections, fault_)) return false;
    v_.base = base_;
    v_.policy = policy == nullptr ? &kNoPolicy : policy;
    v_.flags = image::load16(base_ + image::kAtFlags);
    if (!policy_agrees(policy)) return false;
    v_.code_width = v_.section(Section::Code).size() <= 0xffff ? 2 : 4;
    read_settings();
    read_enums();
    read_slots();
    read_bindings();
    read_stages();
    read_parts();
    read_names();
    read_places();
    return !fault_.raised();
  }

 private:
  Reader reader(Section s) const {
    const Extent e = v_.section(s);
    return Reader(base_, e.begin, e.end, fault_);
  }

  bool policy_agrees(const PolicyView* policy) {
    const uint8_t* wanted = base_ + image::kAtPolicyId;
    bool none = true, same = true;
    for (unsigned i = 0; i < image::kIdSize; ++i) {
      none = none && wanted[i] == 0;
      same = same && policy != nullptr && policy->base[image::kAtBuildId + i] == wanted[i];
    }
    if (policy == nullptr ? !none : !same) fault_.raise(LoadReason::WrongPolicy, image::kAtPolicyId);
    return !fault_.raised();
  }

  void read_settings() {
    Reader in = reader(Section::Settings);
    v_.counters = in.byte();
    for (unsigned language = 0; language < v_.languages(); ++language) {
      v_.locales[language] = read_locale(in);
      v_.titles_at[language] = in.at();
      (void)in.text();
    }
    in.finish();
  }
  static uint8_t read_locale(Reader& in) {
    const uint32_t at = in.at();
    const Text tag = in.text();
    for (uint8_t l = 0; l < image::kLocaleCount; ++l)
      if (tag.size == 5 && __builtin_memcmp(tag.data, image::kLocales[l].tag, 5) == 0) return l;
    in.fail(LoadReason::UnknownLocale, at);
    return 0;
  }

  /// What all indexed tables have: how many records, where their offsets from the section's begin stand, how wide each.
  struct Index {
    uint32_t& count;
    uint32_t& at;
    uint8_t& width;
  };
  /// Reads an indexed table: count, offsets, then the records, each by `read_record`.
  void read_table(Section s, Index index, uint32_t most, LoadReason why, void (TableReader::*read_record)(Reader&)) {
    Reader in = reader(s);
    const Extent e = v_.section(s);
    const uint8_t width = index.width = e.size() <= 0xffff ? 2 : 4;
    const uint32_t start = in.at();
    const uint32_t count = index.count = in.number();
    if (in.ok() && count > most) in.fail(why, start);
    uint32_t at = index.at = in.at();
    if (in.ok() && static_cast<uint64_t>(count) * width > static_cast<uint64_t>(in.end() - in.here()))
      in.fail(LoadReason::Truncated, start);
    (void)in.take(count * width);
    for (uint32_t left = count; left != 0 && in.ok(); --left, at += width) {
      if (image::load_wide(base_ + at, width) + e.begin != in.at()) return in.fail(LoadReason::BadOffset, at);
      (this->*read_record)(in);
    }
    in.finish();
  }

  void read_enums() {
    read_table(Section::Enums, {v_.enums, v_.enums_at, v_.enum_width}, 0xffff, LoadReason::NumberTooBig,
               &TableReader::read_enum);
    if (v_.languages() == 2 && !fault_.raised()) part_enums();
  }
  /// The second half of the table says the first in the other language, value by value.
  void part_enums() {
    const uint32_t at = v_.section(Section::Enums).begin;
    if (v_.enums % 2 != 0) return fault_.raise(LoadReason::LanguagesDiffer, at);
    v_.enums /= 2;
    for (uint32_t e = 0; e < v_.enums; ++e)
      if (v_.enum_values(e) != v_.enum_values(e + v_.enums)) return fault_.raise(LoadReason::LanguagesDiffer, at);
  }
  void read_enum(Reader& in) {
    const uint8_t count = in.byte();
    if (count == 0) in.fail(LoadReason::TooManyValues, in.at() - 1);
    for (unsigned i = 0; i < 2u * count && in.ok(); ++i) (void)in.text();
  }

  void read_slots() {
    v_.narrow = true;
    read_table(Section::Slots, {v_.slots, v_.slots_at, v_.slot_width}, image::kMaxSlots, LoadReason::TooManySlots,
               &TableReader::read_slot);
  }

  void read_slot(Reader& in) {
    const uint32_t at = in.at();
    SlotView s;
    const uint8_t type = in.byte();
    if (type >= image::kTypes) return in.fail(LoadReason::UnknownType, at);
    s.type = static_cast<Type>(type);
    s.flags = in.byte();
    if ((s.flags & ~image::kSlotFlags) != 0) return in.fail(LoadReason::UnknownFlags, at + 1);
    if ((s.flags & image::kSlotClasses) != 0) {
      const uint32_t here = in.at();
      s.classes = in.number();
      if (policy_.classes < 32 && s.classes >> policy_.classes != 0) in.fail(LoadReason::UnknownClass, here);
    }
    if (s.type == Type::Money) read_currency(in);
    if (s.type == Type::Enum) s.enumeration = in.index(v_.enums, LoadReason::UnknownEnum);
    if ((s.flags & image::kSlotPolicy) != 0) check_policy_slot(in, s);
    read_range(in, s);
    if ((s.flags & image::kSlotValue) != 0) read_value(in, s);
    const bool fits = s.range.min >= INT32_MIN && s.range.max <= INT32_MAX;
    v_.narrow = v_.narrow && (fits || image::is_text(s.type));
    v_.constants += (s.flags & image::kSlotValue) != 0;
    // A constant is there already, whatever else its flags say.
    v_.given += (s.flags & (image::kSlotSystem | image::kSlotValue)) == image::kSlotSystem;
  }
  void read_currency(Reader& in) {
    const uint32_t at = in.at();
    for (int i = 0; i < 3; ++i) {
      const uint8_t c = in.byte();
      if (c < 'A' || c > 'Z') in.fail(LoadReason::BadCurrency, at);
    }
  }
  void check_policy_slot(Reader& in, const SlotView& s) {
    const uint32_t at = in.at();
    const uint32_t p = in.index(policy_.slots, LoadReason::UnknownPolicySlot);
    if (!in.ok()) return;
    const bool same = policy_.slot_type(p) == s.type && (policy_.slot_classes(p) & ~s.classes) == 0;
    if (!same) in.fail(LoadReason::PolicySlotMismatch, at);
  }
  void read_range(Reader& in, SlotView& s) {
    const uint32_t at = in.at();
    s.range = image::default_range(s.type);
    if (s.type == Type::Enum && in.ok()) s.range.max = v_.enum_values(s.enumeration) - 1;
    if ((s.flags & image::kSlotRange) == 0) return;
    s.range.min = in.zigzag();
    s.range.max = in.zigzag();
    const image::Range widest = image::widest_range(s.type);
    const bool good = image::has_range(s.type) && s.range.min <= s.range.max && s.range.min >= widest.min &&
                      s.range.max <= widest.max;
    if (!good) in.fail(LoadReason::BadRange, at);
  }
  /// The value of a constant. A text constant is free in length: it is not an answer, and may be an instruction to the
  /// agent.
  void read_value(Reader& in, const SlotView& s) {
    const uint32_t at = in.at();
    if (image::is_text(s.type)) {
      const char between = s.type == Type::List ? '\n' : '\0';
      const Text t = in.text(between);
      if (in.ok() && (t.size == 0 || !image::has_form(s.type, t))) in.fail(LoadReason::BadValue, at);
      if (v_.languages() == 1) return;
      const Text other = in.text(between);
      if (in.ok() && other.size != 0 && !image::has_form(s.type, other)) in.fail(LoadReason::BadValue, at);
    } else {
      const int64_t n = in.zigzag();
      if (in.ok() && !image::in_range(s, n)) in.fail(LoadReason::BadValue, at);
    }
  }

  /// Whether `slot` is among the first `count` of a list: a slot is given or emptied once.
  static bool listed_before(const uint8_t* list, uint32_t count, uint32_t slot) {
    for (; count != 0; --count)
      if (image::take_number(list) == slot) return true;
    return false;
  }
  /// The slots of one list of a binding against the policy's field: as many, of the same type, with its classes.
  void read_fields(Reader& in, const uint8_t*& field, bool writes) {
    const uint32_t at = in.at();
    const uint32_t count = in.number();
    const uint8_t* const list = in.here();
    if (!in.ok()) return;
    if (count != image::take_number(field)) return in.fail(LoadReason::BindingMismatch, at);
    for (uint32_t i = 0; i < count && in.ok(); ++i) {
      const uint32_t here = in.at();
      const uint32_t slot = in.index(v_.slots, LoadReason::UnknownSlot);
      const uint32_t wanted = image::take_number(field);
      if (!in.ok()) return;
      if (policy_.slot_type(wanted) != v_.slot_type(slot) ||
          (policy_.slot_classes(wanted) & ~v_.slot_classes(slot)) != 0)
        in.fail(LoadReason::BindingMismatch, here);
      if (writes && listed_before(list, i, slot)) in.fail(LoadReason::BindingMismatch, here);
      if (writes && (v_.slot_flags(slot) & image::kSlotValue) != 0) in.fail(LoadReason::ConstantChanged, here);
    }
  }
  void read_bindings() {
    read_table(Section::Bindings, {v_.bindings, v_.bindings_at, v_.binding_width}, 0xffff, LoadReason::NumberTooBig,
               &TableReader::read_binding);
  }
  void read_binding(Reader& in) {
    const uint32_t service = in.index(policy_.services, LoadReason::UnknownService);
    if (!in.ok()) return;
    const uint8_t* field = policy_.service(service) + 1;
    read_fields(in, field, false);
    read_fields(in, field, true);
    read_fields(in, field, true);
  }

  void read_stages() {
    const Extent e = v_.section(Section::Stages);
    v_.stages_at = e.begin;
    v_.stages = e.size() / v_.code_width;
    if (e.size() % v_.code_width != 0) return fault_.raise(LoadReason::Truncated, e.end);
    if (v_.code_size() == 0) return fault_.raise(LoadReason::NoCode, v_.section(Section::Code).begin);
    if (v_.stages == 0) return fault_.raise(LoadReason::Truncated, e.begin);
    for (uint32_t s = 0; s < v_.stages; ++s) {
      const uint32_t at = e.begin + s * v_.code_width;
      const bool follows = s == 0 ? v_.stage_begin(0) == 0 : v_.stage_begin(s) > v_.stage_begin(s - 1);
      if (!follows || v_.stage_begin(s) >= v_.code_size()) return fault_.raise(LoadReason::OutOfOrder, at);
    }
  }

  void read_parts() {
    const Extent e = v_.section(Section::Parts);
    const uint32_t size = v_.part_size();
    v_.parts_at = e.begin;
    v_.parts = e.size() / size;
    if (e.size() % size != 0) return fault_.raise(LoadReason::Truncated, e.end);
    if (v_.parts > image::kMaxParts) return fault_.raise(LoadReason::TooManyParts, e.begin);
    uint32_t before = fault_.raised() ? 0 : v_.stage_begin(v_.stages - 1);
    for (uint32_t p = 0; p < v_.parts && !fault_.raised(); ++p) {
      const image::PartView part = v_.part(p);
      const uint32_t at = e.begin + p * size;
      if (part.begin <= before || part.begin >= v_.code_size()) fault_.raise(LoadReason::OutOfOrder, at);
      if (part.height == 0 || part.height > image::kMaxDepth) fault_.raise(LoadReason::TooDeep, at + v_.code_width);
      check_touched(part, at + v_.code_width + 1);
      if (part.height > v_.depth) v_.depth = part.height;
      before = part.begin;
    }
  }
  /// Bits beyond the last level and slot are zero.
  void check_touched(const image::PartView& part, uint32_t at) {
    if ((part.touched_levels & ~((1u << policy_.levels) - 1)) != 0) fault_.raise(LoadReason::UnknownLevel, at);
    if (v_.slots % 8 != 0 && part.touched[v_.slot_bytes() - 1] >> v_.slots % 8 != 0)
      fault_.raise(LoadReason::UnknownSlot, at + v_.slot_bytes());
  }

  void read_names() {
    const Extent e = v_.section(Section::Names);
    const bool stripped = (v_.flags & image::kFlagStripped) != 0;
    Reader in = reader(Section::Names);
    if (stripped) return in.finish();
    uint64_t names = 2 + uint64_t{v_.slots} + v_.stages + v_.parts;
    for (uint32_t i = 0; i < v_.enums && in.ok(); ++i) names += v_.enum_values(i);
    if (names > e.size()) in.fail(LoadReason::Truncated);
    for (; names != 0 && in.ok(); --names) (void)in.text();
    in.finish();
  }

  /// A table of instructions and where their records are, then the records.
  void read_places() {
    Reader in = reader(Section::Places);
    if ((v_.flags & image::kFlagStripped) != 0) return in.finish();
    const uint32_t stride = v_.code_width + 4u, start = in.at();
    v_.places = in.number();
    v_.places_at = in.at();
    if (in.ok() && uint64_t{v_.places} * stride > static_cast<uint64_t>(in.end() - in.here()))
      in.fail(LoadReason::Truncated, start);
    if (in.ok()) (void)in.take(v_.places * stride);
    for (uint32_t i = 0; i < v_.places && in.ok(); ++i) {
      const uint32_t at = v_.places_at + i * stride;
      const uint32_t pc = image::load_wide(base_ + at, v_.code_width);
      const bool follows = i == 0 || pc > image::load_wide(base_ + at - stride, v_.code_width);
      if (!follows || pc >= v_.code_size()) in.fail(LoadReason::OutOfOrder, at);
      const uint32_t offset = image::load32(base_ + at + v_.code_width);
      if (in.ok() && uint64_t{offset} + v_.section(Section::Places).begin != in.at())
        in.fail(LoadReason::BadOffset, at);
      (void)in.text();
      (void)in.text();
      (void)in.number();
    }
    in.finish();
  }

  const uint8_t* base_;
  const PolicyView& policy_;
  ImageView& v_;
  Fault& fault_;
};

}  // namespace

bool open_tables(const uint8_t* bytes, size_t size, const PolicyView* policy, ImageView& view, Fault& fault) {
  return TableReader(bytes, policy, view, fault).read(size, policy);
}

bool open_image(const uint8_t* bytes, size_t size, const PolicyView* policy, ImageView& view, Fault& fault) {
  if (!open_tables(bytes, size, policy, view, fault) || !verify_code(view, fault)) return false;
  view.magic = image::kOpenImage;
  return true;
}

}  // namespace guion::verify
