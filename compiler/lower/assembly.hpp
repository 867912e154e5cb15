// An image before it is bytes: instructions with labels, tables, certificates. Lowering makes it, encode() turns it into an image, the
// assembler reads it from text (tests write bad images so). It checks nothing: the verifier of the runtime does. Form: docs/bytecode.md.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace guion::assembly {

enum class Opcode : std::uint8_t {
#define OPCODE(name, code, mnemonic, operands, flags, sentence) name = code,
#include "image/opcodes.def"
#undef OPCODE
};

/// Labels are indices into Module::labels; kNoLabel where a target may be missing.
using Label = std::uint32_t;
inline constexpr Label kNoLabel = 0xffffffff;

/// One instruction. `operands` in the order of opcodes.def; a template operand is its index, -1 for none, or -2 - p for
/// pair p of Module::text_pairs; a target is a Label;
/// the lists of M and P follow as pairs (template, label) or labels, without their count.
struct Instruction {
  Opcode op;
  std::uint32_t operands = 0, operands_end = 0;  ///< range of Module::operands
};

/// One thing known beside levels and filled slots. Form: docs/bytecode.md, «What the loader proves».
struct Literal {
  enum class Kind : std::uint8_t {
    Passed,   ///< an event came since the part was entered
    Lacks,    ///< none of the levels in `slot` (a mask) holds
    Empty,    ///< `slot` is empty
    Within,   ///< low <= slot <= high
    Differs,  ///< slot != low
    Apart     ///< slot - other <= low
  };
  Kind kind = Kind::Passed;
  std::uint32_t slot = 0, other = 0;
  std::int64_t low = 0, high = 0;
  friend bool operator==(const Literal&, const Literal&) = default;
};

/// What is known at a place.
struct State {
  std::uint8_t levels = 0;
  std::vector<bool> filled;  ///< one a slot
  std::vector<Literal> literals;
  friend bool operator==(const State&, const State&) = default;
};

/// One state of the certificate at a jump target. Every way there entails one of those of the target.
struct Claim {
  std::uint32_t state = 0;  ///< index into Module::states
  std::uint32_t steps = 0;  ///< at most so many instructions to the next event or return, those that yield apart
  std::uint8_t part_case = 0;  ///< in a part: which of its cases it belongs to
};

struct LabelDef {
  std::uint32_t instruction = 0;  ///< index into Module::code; code.size() is not allowed
  std::uint32_t claims = 0, claims_end = 0;  ///< range of Module::claims: those of a case stand together, cases in order
};

struct SlotDef {
  std::uint8_t type = 0;             ///< runtime/include/guion/types.def
  std::int64_t min = 0, max = 0;
  std::uint32_t enumeration = 0;     ///< Enum: index into Module::enums
  std::array<char, 4> currency{};    ///< Money
  std::uint32_t classes = 0;         ///< mask over the policy's classes, taint included
  std::uint32_t policy_slot = 0xffffffff;  ///< index into the policy's slots when the protocol declares it
  bool from_system = false;
  bool has_value = false;            ///< constants, and own words (a text slot whose value is its instruction)
  std::int64_t number = 0;
  std::string text;
  std::string other_text;            ///< in the second language; empty: the same
  std::string name;                  ///< strippable
};

struct EnumValueDef {
  std::string name, label, spoken;   ///< the name is strippable
};

/// Template bytes: literal UTF-8 with these operations inside (docs/bytecode.md, «Templates»). Built by TemplateWriter.
struct TemplateDef {
  std::uint32_t begin = 0, end = 0;  ///< range of Module::texts
};

/// A text that differs in the second language: indices of its templates.
struct TextPair {
  std::uint32_t first = 0, second = 0;
  friend auto operator<=>(const TextPair&, const TextPair&) = default;
};

/// How one service is used: which slots it reads, fills and empties. Fields are in the order of the policy's service.
struct Binding {
  std::uint32_t service = 0;         ///< index into the policy's services
  std::vector<std::uint32_t> takes, gives, stales;
};

struct StageDef {
  std::string name;
  Label begin = kNoLabel;            ///< instructions from here to the next stage's begin belong to it
};

/// What a part does for callers who have at least `entry`. A call takes the first case whose entry holds.
struct PartCase {
  State entry;
  std::uint32_t steps = 0;   ///< from the entry to the first event or return
  std::vector<State> exits;  ///< at return one of them holds; they speak of facts touched, and of Passed
};
struct PartDef {
  std::string name;
  Label begin = kNoLabel;
  std::uint8_t touched_levels = 0;  ///< facts outside what is touched are left as they are
  std::vector<bool> touched_slots;
  std::vector<PartCase> cases;      ///< 1 to 8
};

/// Strippable: where an instruction comes from. `place` is stage + role + object + ordinal; `id` a line's @# or empty.
struct PlaceDef {
  std::uint32_t instruction = 0;
  std::string place, id;
  std::uint32_t line = 0;            ///< line of the source, from 1
};

/// Which node of the graph an event or a call of a part comes from. Not in the image.
struct Origin {
  std::uint32_t instruction = 0;
  std::uint32_t node = 0;
};

/// A flow. Routine order: the stages' code first, then each part's, each contiguous.
struct Module {
  std::string name, title, locale, protocol;
  std::string other_title, other_locale;  ///< of the second language; without a locale there is none
  bool written = false;              ///< canal escrito
  std::array<std::uint8_t, 32> policy_id{};   ///< build id of the policy it was compiled against
  std::vector<SlotDef> slots;
  std::vector<std::vector<EnumValueDef>> enums;
  std::vector<std::vector<EnumValueDef>> other_enums;  ///< in the second language, without names
  std::vector<TemplateDef> templates;
  std::vector<TextPair> text_pairs;
  std::vector<Binding> bindings;
  std::vector<StageDef> stages;
  std::vector<PartDef> parts;
  std::vector<Instruction> code;
  std::vector<LabelDef> labels;
  std::vector<PlaceDef> places;
  std::vector<Origin> origins;       ///< in the order of the code
  std::uint8_t counters = 0;
  // What the tables above refer to.
  std::string texts;
  std::vector<std::int64_t> operands;
  std::vector<State> states;   ///< shared by claims of which the same is known
  std::vector<Claim> claims;

  [[nodiscard]] std::span<const std::int64_t> operands_of(const Instruction& i) const {
    return std::span{operands}.subspan(i.operands, i.operands_end - i.operands);
  }
  [[nodiscard]] std::span<const Claim> claims_of(const LabelDef& l) const {
    return std::span{claims}.subspan(l.claims, l.claims_end - l.claims);
  }
  /// The bytes of a template; none for a number that there is not.
  [[nodiscard]] std::string_view text(std::int64_t number) const {
    if (number < 0 || static_cast<std::uint64_t>(number) >= templates.size()) return {};
    const TemplateDef& t = templates[static_cast<std::size_t>(number)];
    return std::string_view{texts}.substr(t.begin, t.end - t.begin);
  }
  /// The pair that a template operand means; null for any other.
  [[nodiscard]] const TextPair* pair(std::int64_t number) const {
    const std::int64_t at = -2 - number;
    return at < 0 || static_cast<std::uint64_t>(at) >= text_pairs.size() ? nullptr
                                                                        : &text_pairs[static_cast<std::size_t>(at)];
  }
};

/// A policy: the law of a protocol, kept by the host and never taken from an image.
struct Policy {
  struct Level { std::string name; std::uint8_t closure = 0; };
  struct Method { std::string name; std::uint8_t grants = 0, tries = 0; };
  struct Class { std::string name; std::uint8_t needs = 0; bool never_said = false, visible_to_agent = false; };
  struct Slot { std::string name; std::uint8_t type = 0; std::uint32_t classes = 0; };
  struct Service { std::string name; bool acts = false; std::vector<std::uint32_t> takes, gives, stales; };  ///< policy slots
  struct Area { std::string name, label; };
  struct Outcome { std::string name; bool normal = true; };
  std::string name;
  std::vector<Level> levels;
  std::vector<Method> methods;
  std::vector<Class> classes;
  std::vector<Slot> slots;
  std::vector<Service> services;
  std::vector<Area> areas;
  std::vector<Outcome> outcomes;
  struct Pair { std::uint32_t opening = 0, closing = 0; };  ///< services
  std::vector<Pair> pairs;  ///< at most 8; who hangs up between the two leaves the second to be asked
};

/// Options of encode: `strip` leaves out names, ids and places.
struct EncodeOptions {
  bool strip = false;
};

/// The bytes of an image or policy, with checksum and build id (SHA-256 of the bytes with the id and checksum zero). The same module gives the same bytes.
/// A module that is moved in gives its memory back on the way.
[[nodiscard]] std::vector<std::uint8_t> encode(Module module, const EncodeOptions& options = {});
[[nodiscard]] std::vector<std::uint8_t> encode(const Policy& policy);

/// The build id in the header of an encoded image or policy; what Module::policy_id wants. Zero if `bytes` is shorter than a header.
[[nodiscard]] std::array<std::uint8_t, 32> build_id(const std::vector<std::uint8_t>& bytes);

/// The words that change with the value behind them, by the number that an edge bears, less 1; see image::Edge.
inline constexpr std::string_view kEdgeWords[] = {"de", "a", "y", "o", "De", "A", "Y", "O"};

/// The forms of a value, by their byte; the empty ones are those of edges.
inline constexpr std::string_view kForms[] = {"plain", "words", "digits",    "long",    "short",
                                              "",      "",      "masculine", "feminine"};

/// Appends the pieces of one template to a string. Borrows it.
class TemplateWriter {
 public:
  explicit TemplateWriter(std::string& bytes) : bytes_(bytes) {}
  void literal(std::string_view text);
  void value(std::uint32_t slot, std::uint8_t form);         ///< form: of image::Form
  void with_address(std::uint32_t slot, std::uint32_t address_slot);
  void greeting();
  void farewell();
  void choice(std::uint32_t slot, const std::vector<std::string>& arms);
  void capital();                                            ///< of the value, name or greeting that follows
  void edge(std::uint8_t kind);                              ///< kind: as kEdgeWords; before a value, name or greeting

 private:
  std::string& bytes_;
};

}  // namespace guion::assembly
