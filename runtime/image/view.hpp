// Views over the bytes of a verified policy or image: where each table is, and how a record is read. They trust the
// bytes: only verify/ makes them. Nothing is copied; a lookup in a table is a load. Form: docs/bytecode.md.
#pragma once

#include "image/format.hpp"
#include "image/reader.hpp"

namespace guion::image {

struct Extent {
  uint32_t begin = 0, end = 0;
  [[nodiscard]] uint32_t size() const { return end - begin; }
};

/// A policy, 8 levels and 32 classes unpacked. Borrows its bytes.
struct PolicyView {
  const uint8_t* base = nullptr;
  uint64_t magic = 0;  ///< kOpenPolicy once verified
  uint32_t levels = 0, methods = 0, classes = 0, slots = 0, services = 0, areas = 0, outcomes = 0;
  uint32_t methods_at = 0, slots_at = 0, services_at = 0, outcomes_at = 0, names_at = 0;
  uint32_t never_said = 0, agent = 0;  ///< masks of classes
  uint32_t pairs = 0;                  ///< services that a hang-up must not leave apart
  uint16_t opening[kMaxPairs] = {}, closing[kMaxPairs] = {};
  uint8_t closure[kMaxLevels] = {};
  uint8_t needs[kMaxClasses] = {};

  /// Levels left when `gone` are revoked: those that include none of them.
  [[nodiscard]] uint8_t without(uint8_t held, uint8_t gone) const {
    for (unsigned l = 0; l < levels; ++l)
      if ((closure[l] & gone) != 0) held = static_cast<uint8_t>(held & ~(1u << l));
    return held;
  }
  /// Whether each level of a set stands there with those that it includes. Of the levels of a call that is always so.
  [[nodiscard]] bool closed(uint8_t set) const { return without(set, static_cast<uint8_t>(~set)) == set; }
  [[nodiscard]] uint8_t method_grants(uint32_t m) const { return base[methods_at + 2 * m]; }
  [[nodiscard]] uint8_t method_tries(uint32_t m) const { return base[methods_at + 2 * m + 1]; }
  [[nodiscard]] Type slot_type(uint32_t s) const { return static_cast<Type>(base[slots_at + 5 * s]); }
  [[nodiscard]] uint32_t slot_classes(uint32_t s) const { return load32(base + slots_at + 5 * s + 1); }
  [[nodiscard]] const uint8_t* service(uint32_t s) const { return base + load32(base + services_at + 4 * s); }
  [[nodiscard]] bool acts(uint32_t s) const { return *service(s) != 0; }
  [[nodiscard]] bool outcome_normal(uint32_t o) const { return base[outcomes_at + o] != 0; }
  /// Number `index` of the names: levels, methods, classes, slots, services, areas, area labels, outcomes.
  [[nodiscard]] Text name(uint32_t index) const;
};
inline constexpr uint64_t kOpenPolicy = 0x3159434c4f50u;

/// A slot record, read as far as its fields go.
struct SlotView {
  Type type = Type::Text;
  uint8_t flags = 0;
  uint32_t classes = 0;
  uint32_t enumeration = kNone;
  uint32_t policy_slot = kNone;
  char currency[4] = {};
  Range range;
  int64_t number = 0;
  Text text;
  const uint8_t* behind = nullptr;  ///< its record: of a constant text, where it stands in the second language
};

/// Value `index` of an enumeration.
struct ValueView {
  Text label, spoken;
};

/// The lists of a binding, each a count and that many slot numbers.
struct BindingView {
  uint32_t service = 0;
  const uint8_t* takes = nullptr;
  const uint8_t* gives = nullptr;
  const uint8_t* stales = nullptr;
};

/// What a part may change: `touched` is a set of `slot_bytes` bytes.
struct PartView {
  uint32_t begin = 0;
  uint8_t height = 0;  ///< 1 + the greatest height of a part that it calls
  uint8_t touched_levels = 0;
  const uint8_t* touched = nullptr;
};

/// Where the pieces of the certificate are, found when it was read.
struct CertificateAt {
  uint8_t index_width = 1, steps_width = 1;
  uint32_t sets = 0, sets_at = 0;  ///< of literals: how many, where their offsets are
  uint32_t states = 0, states_at = 0;
  uint32_t of_stages = 0;  ///< records of the stages
  uint32_t cases_at = 0;
  uint32_t records = 0, records_at = 0;
};

/// What follows the type, flags and classes of a slot record.
[[nodiscard]] inline const uint8_t* behind_classes(const uint8_t* record) {
  const uint8_t* p = record + 2;
  if ((record[1] & kSlotClasses) != 0) (void)take_number(p);
  return p;
}

/// An image. Borrows its bytes and its policy.
struct ImageView {
  const uint8_t* base = nullptr;  // what is used most stands first: each use is the shorter for it
  const PolicyView* policy = nullptr;
  Extent at[kSections];
  uint8_t code_width = 2, slot_width = 2, enum_width = 2, binding_width = 2;
  uint16_t flags = 0;
  uint8_t locales[kMaxLanguages] = {};  ///< rows of locales.def; the second is read only where there are two languages
  uint8_t counters = 0, depth = 0;
  bool narrow = false;  ///< every number that a slot may hold fits 32 bits
  uint32_t slots = 0, slots_at = 0;
  uint32_t constants = 0, given = 0;  ///< how many slots are constants, how many the system fills
  uint32_t enums = 0, bindings = 0, stages = 0, parts = 0, places = 0;
  uint32_t enums_at = 0, bindings_at = 0, stages_at = 0, parts_at = 0, places_at = 0;
  uint32_t titles_at[kMaxLanguages] = {};
  CertificateAt certificate;
  uint32_t most_steps = 0;  ///< silent instructions between two events, at most
  uint64_t magic = 0;       ///< kOpenImage once verified

  [[nodiscard]] unsigned languages() const { return (flags & kFlagTwoLanguages) != 0 ? 2 : 1; }
  [[nodiscard]] Extent section(Section s) const { return at[static_cast<unsigned>(s)]; }
  [[nodiscard]] const uint8_t* code() const { return base + section(Section::Code).begin; }
  [[nodiscard]] uint32_t code_size() const { return section(Section::Code).size(); }
  [[nodiscard]] uint32_t slot_bytes() const { return (slots + 7) / 8; }
  [[nodiscard]] const uint8_t* slot_record(uint32_t s) const {
    return base + section(Section::Slots).begin + load_wide(base + slots_at + s * slot_width, slot_width);
  }
  [[nodiscard]] Type slot_type(uint32_t s) const { return static_cast<Type>(*slot_record(s)); }
  [[nodiscard]] uint8_t slot_flags(uint32_t s) const { return slot_record(s)[1]; }
  [[nodiscard]] uint32_t slot_classes(uint32_t s) const {
    const uint8_t* p = slot_record(s) + 2;
    return (p[-1] & kSlotClasses) != 0 ? take_number(p) : 0;
  }
  [[nodiscard]] SlotView slot(uint32_t s) const;
  /// What follows the type, flags and classes of the record of `s`: of money its currency, of an enumeration its
  /// number.
  [[nodiscard]] const uint8_t* slot_kind(uint32_t s) const { return behind_classes(slot_record(s)); }
  [[nodiscard]] Text title(unsigned language) const;
  /// The text of a constant as a line of that language says it.
  [[nodiscard]] Text constant_text(uint32_t s, unsigned language) const;

  [[nodiscard]] const uint8_t* enum_record(uint32_t e) const {
    return base + section(Section::Enums).begin + load_wide(base + enums_at + e * enum_width, enum_width);
  }
  [[nodiscard]] uint32_t enum_values(uint32_t e) const { return *enum_record(e); }
  /// Those of the second language stand behind all of the first.
  [[nodiscard]] ValueView enum_value(uint32_t e, uint32_t index, unsigned language = 0) const;

  [[nodiscard]] const uint8_t* binding_record(uint32_t b) const {
    return base + section(Section::Bindings).begin + load_wide(base + bindings_at + b * binding_width, binding_width);
  }
  [[nodiscard]] BindingView binding(uint32_t b) const;
  [[nodiscard]] uint32_t stage_begin(uint32_t s) const {
    return load_wide(base + stages_at + s * code_width, code_width);
  }
  /// The stage that the instruction at `pc` stands in.
  [[nodiscard]] uint32_t stage_of(uint32_t pc) const;
  [[nodiscard]] uint32_t part_size() const { return code_width + 2u + slot_bytes(); }
  [[nodiscard]] PartView part(uint32_t p) const;
  [[nodiscard]] uint32_t part_begin(uint32_t p) const {
    return load_wide(base + parts_at + p * part_size(), code_width);
  }
  /// The record of the instruction at `pc`: place, line id, line. Null if it has none. Cost: a search by halves.
  [[nodiscard]] const uint8_t* place_record(uint32_t pc) const;
  /// Number `index` of the names: the flow, its protocol, slots, values of each enumeration, stages, parts. Empty if
  /// stripped.
  [[nodiscard]] Text name(uint32_t index) const;
};
inline constexpr uint64_t kOpenImage = 0x31474d494f4cu;

/// A length and that many bytes, of verified bytes; moves `p` behind them.
[[nodiscard]] inline Text take_text(const uint8_t*& p) {
  const uint32_t size = take_number(p);
  const Text t{reinterpret_cast<const char*>(p), size};
  p += size;
  return t;
}
/// Reads the slot record at `p` of verified bytes, up to its range and value.
[[nodiscard]] SlotView read_slot(const uint8_t* p);
/// Behind the template at `p` of the code: no byte in one is zero but its end.
[[nodiscard]] inline const uint8_t* behind_template(const ImageView& image, const uint8_t* p) {
  return behind_zero(p, image.base + image.section(Section::Code).end);
}
/// Behind a list of slots: a count and that many numbers.
[[nodiscard]] inline const uint8_t* behind_list(const ImageView& image, const uint8_t* p) {
  uint32_t n = take_number(p);
  if (image.slots <= 128) return p + n;
  for (; n != 0; --n) (void)take_number(p);
  return p;
}

}  // namespace guion::image
