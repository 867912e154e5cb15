// Types of declarations, slots, constants, and the fields of services, which are slots too.
// It must not know how slots are used.
// Spec: docs/language.md, TYPE and «Declarations»; the interface with its comments is declarations.hpp.
#include <algorithm>
#include <iterator>

#include "image/values.hpp"
#include "sema/declarations.hpp"
#include "sema/expressions.hpp"
#include "sema/templates.hpp"
#include "sema/types.hpp"

namespace guion::sema {
namespace {

using ast::NodeKind;
using ast::PartKind;

std::string note_type(const Checker& c, const Type& type) { return describe(type, c.program, c.tongue()); }

bool set_bound(Checker& c, Type& type, const ast::Part& part, bool low) {
  Type wide = type;
  const bool texts = type.kind == TypeKind::Text || type.kind == TypeKind::Name || type.kind == TypeKind::Code;
  if (texts) wide.kind = TypeKind::Count;
  const std::string_view text = c.text(part);
  PartKind literal = PartKind::Number;
  if (text.find(':') != std::string_view::npos) literal = PartKind::Clock;
  if (text.find('-', 1) != std::string_view::npos) literal = PartKind::Date;
  const Literal value = read_literal(wide, literal, text);
  if (value.error != LiteralError::None) {
    report_literal(c, type, part, static_cast<std::uint8_t>(value.error));
    return false;
  }
  if (texts && (value.value < 1 || value.value > 4000)) {
    c.emitter.report(diag::CountOutOfRange, c.span(part), text, "4000");
    return false;
  }
  (low ? type.min : type.max) = value.value;
  return true;
}

bool set_currency(Checker& c, Type& type, const ast::Part* part) {
  if (part == nullptr) return false;
  const std::string_view code = c.text(*part);
  if (currency_of(code) == nullptr) {
    auto& d = c.emitter.report(diag::UnknownCurrency, c.span(*part), code);
    const std::string_view near = diag::nearest(code, currency_codes());
    if (!near.empty()) d.fix_with(c.span(*part), near);
    return false;
  }
  for (std::size_t i = 0; i < 3; ++i) type.currency[i] = code[i];
  return true;
}

bool set_range(Checker& c, Type& type, const ast::Part* low, const ast::Part* high) {
  if (low == nullptr || high == nullptr) return true;
  if (!set_bound(c, type, *low, true) || !set_bound(c, type, *high, false)) return false;
  if (type.min <= type.max) return true;
  c.emitter.report(diag::RangeUpsideDown, Span{c.file, low->begin, high->end}, c.text(*low), c.text(*high));
  return false;
}

// ---- slots
// ---------------------------------------------------------------------------------------------------------------------------

/// A phone without its blanks; the items of a list, each with the line break that ends it: as slots hold them.
std::string held(TypeKind kind, const std::string& text) {
  std::string out;
  if (kind == TypeKind::Phone) {
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char ch) { return ch != ' '; });
    return out;
  }
  if (kind != TypeKind::List) return text;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t bar = std::min(text.find('|', begin), text.size());
    const std::string_view item = std::string_view{text}.substr(begin, bar - begin);
    const std::size_t first = std::min(item.find_first_not_of(' '), item.size());
    out.append(item.substr(first, item.find_last_not_of(' ') + 1 - first)).append("\n");
    begin = bar + 1;
  }
  return out;
}

/// Whether a text is a value of its kind, as the loader will ask. A list of one item with commas was meant as several.
bool is_well_formed(TypeKind kind, const std::string& text) {
  if (kind == TypeKind::List && text.find('\n') + 1 == text.size() && text.find(',') != std::string::npos) return false;
  const image::Text asked{text.data(), text.size()};
  return image::has_form(static_cast<image::Type>(kind), asked);
}

void set_constant_text(Checker& c, Slot& slot, std::span<const ast::Part> run, bool typed) {
  const std::string written = plain_text(c, run);
  slot.text = held(slot.type.kind, written);
  slot.constant = true;
  if (!is_well_formed(slot.type.kind, slot.text)) {
    c.emitter.report(diag::TextOfOtherForm, span_of_run(c.file, run), written, note_type(c, slot.type));
    return;
  }
  if (slot.type.kind == TypeKind::Phone) return;  // its form says how long it is
  const auto size = static_cast<std::int64_t>(slot.text.size());
  if (!typed) slot.type.max = size > slot.type.max ? size : slot.type.max;
  if (typed && (size < slot.type.min || size > slot.type.max)) {
    c.emitter.report(diag::ValueOutOfRange, span_of_run(c.file, run), slot.text, note_type(c, slot.type));
  }
}

const ast::Part* literal_of(std::span<const ast::Part> parts) {
  for (const ast::Part& part : parts) {
    const bool literal = part.kind == PartKind::Number || part.kind == PartKind::Date || part.kind == PartKind::Clock ||
                         part.kind == PartKind::YesNo || part.kind == PartKind::Ref;
    if (literal) return &part;
  }
  return nullptr;
}

/// Type and value of a `dato` line. False if its type could not be made out.
bool fill_slot(Checker& c, LineId line, Slot& slot) {
  const auto parts = c.parts(line);
  const auto run = ast::text_of(parts);
  slot.type = *builtin(Word::TypeText);
  slot.from_system = ast::has_flag(parts, Word::FromSystem);
  if (ast::has_flag(parts, Word::OwnWords)) {
    const ast::Part* instruction = ast::find(parts, PartKind::Instruction);
    slot.own_words = true;
    // Brackets tell the agent that this is what to do, not what to read aloud.
    if (instruction != nullptr) slot.text = "[" + std::string{c.text(*instruction)} + "]";
    const auto size = static_cast<std::int64_t>(slot.text.size());
    slot.type.max = size > slot.type.max ? size : slot.type.max;
    return true;
  }
  const bool typed = ast::find(parts, PartKind::TypeWord) != nullptr || ast::find(parts, PartKind::TypeRef) != nullptr;
  if (typed) {
    const auto type = type_of(c, line);
    if (!type) return false;
    slot.type = *type;
  }
  if (!run.empty()) {
    set_constant_text(c, slot, run, typed);
  } else if (const ast::Part* literal = literal_of(parts)) {
    const auto value = compile_constant(c, slot.type, *literal);
    slot.constant = true;
    slot.number = value.value_or(slot.type.min);
    return value.has_value();
  }
  return true;
}

/// A `dato` that restates the slot of a field: it may only narrow the range of what a service receives.
void narrow(Checker& c, LineId line, SlotId id, const Slot& stated) {
  Slot& slot = c.program.slots[id];
  SlotNotes& notes = c.slot_notes[id];
  if (notes.bad) return;
  const bool fits =
      same_sort(stated.type, slot.type) && stated.type.min >= slot.type.min && stated.type.max <= slot.type.max;
  const bool exact = stated.type == slot.type;
  if (!fits || (notes.given && (!exact || stated.constant || stated.own_words || stated.from_system))) {
    c.emitter.report(diag::FieldRestatedOtherwise, c.span(line), slot.name)
        .note(slot.span, "the field is declared here", "el campo está declarado aquí");
    return;
  }
  if ((classes_of(c, line) & ~slot.declared) != 0) {
    c.emitter.report(diag::FieldRestatedOtherwise, c.span(line), slot.name)
        .note(slot.span, "its classes are declared here", "sus clases están declaradas aquí");
    return;
  }
  notes.narrowed = true;
  slot.type = stated.type;
  slot.from_system = stated.from_system;
  slot.constant = stated.constant;
  slot.own_words = stated.own_words;
  slot.number = stated.number;
  slot.text = stated.text;
}

void declare_slot(Checker& c, LineId line, const ast::Part& name) {
  Slot slot;
  slot.name = c.text(name);
  slot.span = c.span(name);
  slot.origin = c.origin;
  const bool good = fill_slot(c, line, slot);
  const std::uint32_t there = c.space(NameSpace::Slots).exact.find(slot.name);
  const bool is_slot = there != kNone && there != kPoison && (there & kLevelBit) == 0;
  if (is_slot && c.program.slots[there].origin == SlotOrigin::ServiceField && !c.slot_notes[there].narrowed) {
    if (good) narrow(c, line, there, slot);
    return;
  }
  slot.declared = slot.classes = classes_of(c, line);
  if (c.declare(NameSpace::Slots, name, static_cast<SlotId>(c.program.slots.size())))
    c.add_slot(std::move(slot), {!good});
}

// ---- fields
// --------------------------------------------------------------------------------------------------------------------------

/// The slot of a field: a new one, or one of that name that agrees.
SlotId field_slot(Checker& c, LineId line, const ast::Part& name, bool gives) {
  const auto type = type_of(c, line);
  const Classes classes = classes_of(c, line);
  const std::uint32_t there = c.space(NameSpace::Slots).exact.find(c.text(name));
  if (there == kNone || there == kPoison || (there & kLevelBit) != 0) {
    if (!c.declare(NameSpace::Slots, name, static_cast<SlotId>(c.program.slots.size()))) return kNone;
    Slot slot;
    slot.name = c.text(name);
    slot.type = type.value_or(*builtin(Word::TypeText));
    slot.origin = SlotOrigin::ServiceField;
    slot.declared = slot.classes = classes;
    slot.span = c.span(name);
    return c.add_slot(std::move(slot), {!type.has_value(), gives});
  }
  Slot& slot = c.program.slots[there];
  slot.declared |= classes;
  slot.classes |= classes;
  if (gives) c.slot_notes[there].given = true;
  if (!type || c.slot_notes[there].bad) return there;
  const bool restated = slot.origin != SlotOrigin::ServiceField || c.slot_notes[there].narrowed;
  const bool fits =
      restated && !gives && same_sort(slot.type, *type) && slot.type.min >= type->min && slot.type.max <= type->max;
  if (!fits && !(slot.type == *type)) {
    c.emitter.report(diag::FieldOfOtherType, c.span(line), slot.name, note_type(c, slot.type))
        .note(slot.span, "declared here first", "declarado aquí antes");
  }
  if (gives && (slot.constant || slot.own_words || slot.from_system)) {
    c.emitter.report(diag::ConstantFilled, c.span(name), slot.name).note(slot.span, "declared here", "declarado aquí");
  }
  return there;
}

void declare_field(Checker& c, std::uint32_t service, LineId line) {
  const NodeKind kind = c.line(line).kind;
  const ast::Part* name = c.name_of(line);
  if ((kind != NodeKind::Gives && kind != NodeKind::Takes) || name == nullptr) return;
  const bool gives = kind == NodeKind::Gives;
  const SlotId slot = field_slot(c, line, *name, gives);
  if (slot == kNone) return;
  auto& fields = gives ? c.program.services[service].gives : c.program.services[service].takes;
  for (const Field& field : fields) {
    if (field.slot != slot) continue;
    c.emitter.report(diag::DuplicateName, c.span(*name), c.text(*name))
        .note(field.span, "declared here", "declarado aquí");
    return;
  }
  fields.push_back({slot, c.span(*name)});
}

void declare_service(Checker& c, LineId line, const ast::Part& name) {
  const auto id = static_cast<ServiceId>(c.program.services.size());
  check_count(c, id, name);
  if (!c.declare(NameSpace::Services, name, id)) return;
  Service service;
  service.name = c.text(name);
  service.acts = ast::has_flag(c.parts(line), Word::Acts);
  service.span = c.span(name);
  c.program.services.push_back(std::move(service));
  c.each_child(line, [&](LineId field) { declare_field(c, id, field); });
}

}  // namespace

std::optional<Type> type_of(Checker& c, LineId line) {
  const auto parts = c.parts(line);
  const ast::Part* word = ast::find(parts, PartKind::TypeWord);
  if (const ast::Part* ref = ast::find(parts, PartKind::TypeRef); word == nullptr && ref != nullptr) {
    const std::uint32_t id = c.find(NameSpace::Types, *ref);
    if (id == kNone) return std::nullopt;
    Type type;
    type.kind = TypeKind::Enum;
    type.enumeration = id;
    const std::size_t values = c.program.enums[id].values.size();
    type.max = values == 0 ? 0 : static_cast<std::int64_t>(values) - 1;
    return type;
  }
  if (word == nullptr) return std::nullopt;
  std::optional<Type> type = builtin(static_cast<Word>(word->arg));
  if (!type) return std::nullopt;
  if (type->kind == TypeKind::Money && !set_currency(c, *type, ast::find(parts, PartKind::Currency)))
    return std::nullopt;
  if (!set_range(c, *type, ast::find(parts, PartKind::Low), ast::find(parts, PartKind::High))) return std::nullopt;
  return type;
}

void declare_slots(Checker& c, LineId line) {
  const ast::Part* name = c.name_of(line);
  if (name == nullptr) return;
  if (c.line(line).kind == NodeKind::Slot) declare_slot(c, line, *name);
  if (c.line(line).kind == NodeKind::Service) declare_service(c, line, *name);
}

}  // namespace guion::sema
