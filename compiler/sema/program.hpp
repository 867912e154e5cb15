// What sema knows of a flow and its protocol once names are resolved: tables of levels, classes, slots, services … and one record a line.
// The CFG builder, the policy and the reference evaluator in tests read this; nobody reads names from the tree again.
// It knows nothing of paths. Meaning: docs/semantics.md.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ast/tree.hpp"
#include "base/ids.hpp"

namespace guion::sema {

/// A set of at most 8 levels, closed under «incluye».
using Levels = std::uint8_t;
/// A set of at most 32 classes.
using Classes = std::uint32_t;

using SlotId = std::uint32_t;
using TypeId = std::uint32_t;
using StageId = std::uint32_t;
using PartId = std::uint32_t;
using ServiceId = std::uint32_t;
using TemplateId = std::uint32_t;
using CondId = std::uint32_t;

/// Built-in types. The order is the image's (runtime/include/guion/types.def has the same rows).
enum class TypeKind : std::uint8_t { Text, Name, Address, YesNo, Enum, Count, Money, Date, Day, Month, Hour, Window, Duration, Cycle, Phone, Code, List };

/// Currency and its decimals come from the table in sema/currencies.def.
struct Type {
  TypeKind kind = TypeKind::Text;
  std::uint32_t enumeration = kNone;   ///< index into Program::enums
  std::array<char, 4> currency{};      ///< ISO 4217, zero-terminated; money only
  std::int64_t min = 0, max = 0;       ///< Units: minor units, days since 1970-01-01, minutes … by kind (docs/semantics.md)
  friend bool operator==(const Type&, const Type&) = default;
};

struct EnumValue {
  std::string name;    ///< what scripts call it
  std::string label;   ///< what a menu shows
  std::string spoken;  ///< what a line says; the label in lower case if not given
  Span span;
};
struct Enum {
  std::string name;
  std::vector<EnumValue> values;
  Span span;
};

struct Level {
  std::string name;
  Levels closure = 0;  ///< itself and all it includes
  Span span;
};
struct Method {
  std::string name;
  Levels grants = 0;         ///< closed
  std::uint8_t tries = 3;    ///< upper bound that a flow may use
  Span span;
};
struct Class {
  std::string name;
  Levels needs = 0;          ///< all of these must hold
  bool never_said = false;
  bool visible_to_agent = false;
  Span span;
};

enum class SlotOrigin : std::uint8_t { Flow, Protocol, ServiceField };
struct Slot {
  std::string name;
  Type type;
  Classes declared = 0;      ///< classes at its source
  Classes classes = 0;       ///< with taint: those of every slot ever set into it
  SlotOrigin origin = SlotOrigin::Flow;
  bool from_system = false;  ///< the host gives it before the first event
  bool constant = false;
  bool own_words = false;    ///< `text` is the instruction that the agent says in own words
  std::int64_t number = 0;   ///< value of a constant that is not a text
  std::string text;          ///< value of a constant text, or the instruction
  Span span;
};

struct Field {
  SlotId slot = kNone;
  Span span;
};
struct Service {
  std::string name;
  bool acts = false;
  std::vector<Field> takes, gives, stales;
  Span span;
};
struct Area {
  std::string name, label;
  Span span;
};
struct Outcome {
  std::string name;
  bool normal = true;
  Span span;
};
struct TagName {
  std::string name;
  Span span;
};

// ---- rules: resolved here, judged by the exact engine ------------------------------------------------------------------------------
struct RuleEvent {
  std::uint8_t keyword = ast::kHeard;  ///< a Keyword, or kHeard
  std::uint32_t object = kNone;        ///< tag, slot, level index, service, area or outcome, by keyword; kNone: any
  SlotId says = kNone;
};
struct Rule {
  std::string name;
  ast::RuleForm form;
  std::vector<RuleEvent> events;
  std::uint32_t times = 0;
  Span span;
};
/// Two services of a «paired» rule: who hangs up between them leaves the second to be asked.
struct ServicePair {
  ServiceId opening = kNone, closing = kNone;
  friend bool operator==(const ServicePair&, const ServicePair&) = default;
};
struct Waiver {
  std::uint32_t rule = kNone;
  std::int64_t until = 0;  ///< days since 1970-01-01
  std::string reason;
  Span span;
};
struct StageWaiver {
  RuleEvent event;         ///< used when cond == kNone
  CondId cond = kNone;
};
/// A stage as the protocol demands it.
struct StageRule {
  std::string name;
  bool required = false;
  std::vector<StageWaiver> waivers;
  std::vector<TemplateId> notes;  ///< notes of conduct, shown when the stage begins
  Span span;
};

// ---- expressions -------------------------------------------------------------------------------------------------------------------
enum class CondOp : std::uint8_t { True, False, And, Or, Not, Known, HasLevels, CompareNumber, CompareSlot };
/// A node of a condition. And, Or: left, right. Not: left. Known: slot. HasLevels: levels. CompareNumber: `slot cmp number`.
/// CompareSlot: `slot cmp other + number`. A yes/no or enumeration test is CompareNumber with Equal or NotEqual.
struct Cond {
  CondOp op = CondOp::True;
  ast::Comparison cmp = ast::Comparison::Equal;  ///< Less … NotEqual only
  Levels levels = 0;
  CondId left = kNone, right = kNone;
  SlotId slot = kNone, other = kNone;
  std::int64_t number = 0;
  Span span;
};

enum class SetOp : std::uint8_t { Constant, Copy, Add, Subtract };
/// `slot = a`, `slot = a ± b`, `slot = a ± number`, `slot = number|text`.
struct SetExpr {
  SetOp op = SetOp::Constant;
  SlotId a = kNone, b = kNone;  ///< b == kNone: the second operand is `number`
  std::int64_t number = 0;
  bool can_overflow = false;    ///< the result can leave the range of the slot
};

// ---- spoken text -------------------------------------------------------------------------------------------------------------------
/// How a value is said. The order is the image's.
enum class Form : std::uint8_t { Plain, Words, Digits, Long, Short, WithAddress };

enum class SegmentKind : std::uint8_t { Literal, Value, Greeting, Farewell, Choice };
/// A choice selects arm `arms[k]` by: enumeration value k, address form k (sir, madam, neutral), yes/no (arm 0 = no, 1 = yes), or plural
/// category k (one, many, other). Every index has its arm: sema filled in the defaults.
/// Program::text_of, segments_in and arms_of give what a range stands for. An arm holds no further choice.
struct Range {
  std::uint32_t begin = 0, end = 0;
};
struct Segment {
  SegmentKind kind = SegmentKind::Literal;
  Form form = Form::Plain;
  bool joined = false;                 ///< Literal of several parts: its bytes are in Program::joined, else in its file
  SlotId slot = kNone;                 ///< Value, Choice
  Range range;                         ///< Literal: its bytes. Choice: its arms, in Program::arms
  Span span;
};
struct Template {
  Range segments;                      ///< in Program::segments
  Span span;
  [[nodiscard]] bool empty() const { return segments.begin == segments.end; }
};

// ---- lines -------------------------------------------------------------------------------------------------------------------------
/// What a line means, by kind (fields not named for a kind are unset):
///   Say: text, needs, tags, id; or variants (`one_of`), whose Item lines have text and guard
///   Note: text.   Ask: slot, text or one_of, only_if_missing, seconds.   Record: slot, text, may_stay_empty.   Judge: text.
///   Menu: text, seconds; Item: text, guard (the OnlyIf line's condition). A Menu, Say or Ask all of whose items are guarded:
///   guard (one of theirs holds).   Verify: object = level index, needs = its closure.
///   With: object = method, tries, if_lacking, text, counter.   Revoke: needs = levels that go.   Lookup, Request: object = service.
///   If: cond.   When: slot.   Is: values.   Set: slot, set.   Do: object = part.   GoTo: object = stage.   Transfer: object = area, text.
///   End: object = outcome.   Stage: object = stage, cond, at_discretion.   Part: object = part.
struct Statement {
  SlotId slot = kNone;
  std::uint32_t object = kNone;
  TemplateId text = kNone;
  CondId cond = kNone;
  CondId guard = kNone;
  std::uint32_t set = kNone;           ///< index into Program::sets
  Levels needs = 0;
  std::uint8_t tries = 0;
  std::uint8_t counter = 0;            ///< tries counter of a With line; one a line
  bool one_of = false;
  bool only_if_missing = false;
  bool may_stay_empty = false;
  bool if_lacking = false;
  bool at_discretion = false;
  std::uint16_t seconds = 0;           ///< 0: no time limit
  std::uint32_t tags = 0, tags_end = 0;      ///< range of Program::tag_lists
  std::uint32_t values = 0, values_end = 0;  ///< range of Program::value_lists (Is)
};

/// A source file of a compilation.
struct File {
  std::string path;            ///< as messages show it
  ast::Tree tree;
  std::vector<Statement> statements;  ///< one a line of the tree
};

struct StageDef {
  std::string name;
  LineRef line;                ///< kNone line: declared by the protocol only
  std::uint32_t rule = kNone;  ///< index into Program::stage_rules
  CondId cond = kNone;
  bool at_discretion = false;
};
struct PartDef {
  std::string name;
  LineRef line;
  bool used = false;
};

enum class FileKind : std::uint8_t { Flow, Protocol, Library };

/// Everything known of one flow with its protocol and libraries. Files are in the order in which they were read; file 0 is the one asked for.
/// Owns all it holds.
struct Program {
  FileKind kind = FileKind::Flow;
  std::string name, title;
  std::string locale = "es-US";
  Word register_word = Word::Usted;
  Word channel = Word::Spoken;
  std::string protocol_name;       ///< empty: the flow follows none
  std::vector<File> files;

  std::vector<Enum> enums;
  std::vector<Level> levels;
  std::vector<Method> methods;
  std::vector<Class> classes;
  std::vector<Slot> slots;
  std::vector<Service> services;
  std::vector<Area> areas;
  std::vector<Outcome> outcomes;
  std::vector<TagName> tags;
  std::vector<Rule> rules;
  std::vector<ServicePair> pairs;  ///< of the rules, in their order, no two alike
  std::vector<Waiver> waivers;
  std::vector<StageRule> stage_rules;
  std::vector<StageDef> stages;    ///< of the flow, in textual order
  std::vector<PartDef> parts;

  std::vector<Cond> conds;
  std::vector<SetExpr> sets;
  std::vector<Template> templates;
  std::vector<Segment> segments;            ///< of all templates and arms
  std::vector<Range> arms;                  ///< of all choices, each a range of `segments`
  std::string joined;                       ///< bytes of literals that do not stand in a file as they are
  std::vector<std::uint32_t> tag_lists;     ///< tag indices
  std::vector<std::int64_t> value_lists;    ///< enumeration values of Is lines
  std::uint8_t counters = 0;                ///< how many tries counters the flow needs
  SlotId address_slot = kNone;              ///< the flow's one slot of type Address, if any

  [[nodiscard]] std::span<const Segment> segments_in(Range r) const { return std::span{segments}.subspan(r.begin, r.end - r.begin); }
  [[nodiscard]] std::span<const Segment> segments_of(TemplateId t) const { return segments_in(templates[t].segments); }
  [[nodiscard]] std::span<const Range> arms_of(const Segment& choice) const {
    return std::span{arms}.subspan(choice.range.begin, choice.range.end - choice.range.begin);
  }
  /// The unescaped bytes of a literal.
  [[nodiscard]] std::string_view text_of(const Segment& literal) const {
    const std::string_view all = literal.joined ? joined : files[literal.span.file].tree.text;
    return all.substr(literal.range.begin, literal.range.end - literal.range.begin);
  }

  [[nodiscard]] const Statement& at(LineRef l) const { return files[l.file].statements[l.line]; }
  [[nodiscard]] const ast::Line& line(LineRef l) const { return files[l.file].tree.lines[l.line]; }
  [[nodiscard]] Span span_of(LineRef l) const { const auto& x = line(l); return {l.file, x.begin, x.end}; }
};

}  // namespace guion::sema
