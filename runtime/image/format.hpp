// The numbers of image format 2: header, sections, limits, bytes of a template, flags of the records. docs/bytecode.md
// draws them.
#pragma once

#include <stdint.h>

namespace guion::image {

// Header, 84 bytes, the same for images and policies.
inline constexpr uint32_t kAtVersion = 4, kAtFlags = 6, kAtChecksum = 8, kAtSize = 16, kAtBuildId = 20,
                          kAtPolicyId = 52, kHeaderSize = 84;
inline constexpr uint32_t kIdSize = 32;
inline constexpr uint16_t kFlagWritten = 1, kFlagStripped = 2, kFlagTwoLanguages = 4;

// A move table: the same header up to the size, then the build ids of the image that it leads from and of the other.
inline constexpr uint32_t kMovesMagic = 0x4d495547u;  // "GUIM"
inline constexpr uint16_t kMovesVersion = 1;
inline constexpr uint32_t kAtMovesFrom = 20, kAtMovesTo = 52, kMovesHead = 84;

/// Sections of an image, in this order, each with its size as a varint in the table behind the header.
enum class Section : uint8_t {
  Settings,
  Slots,
  Enums,
  Texts,
  Bindings,
  Stages,
  Parts,
  Code,
  Certificate,
  Names,
  Places
};
inline constexpr unsigned kSections = 11;
/// Sections of a policy.
enum class PolicySection : uint8_t { Levels, Methods, Classes, Slots, Services, Areas, Outcomes, Names, Pairs };
inline constexpr unsigned kPolicySections = 9;

// Limits.
inline constexpr uint32_t kMaxSlots = 1024, kMaxValues = 255, kMaxParts = 255, kMaxOptions = 32, kMaxLevels = 8,
                          kMaxClasses = 32, kMaxStates = 8, kMaxCases = 8, kMaxExits = 8, kMaxLiterals = 16,
                          kMaxDepth = 8, kMaxPairs = 8, kMaxTemplate = 8192, kMaxLanguages = 2;
inline constexpr uint32_t kNone = 0xffffffff;

// A slot record: type, flags, [classes] [currency or enumeration] [policy slot] [range] [value].
inline constexpr uint8_t kSlotSystem = 1, kSlotValue = 2, kSlotRange = 4, kSlotClasses = 8, kSlotPolicy = 16,
                         kSlotFlags = 31;
// A class record of a policy: levels it needs, flags.
inline constexpr uint8_t kClassNeverSaid = 1, kClassAgent = 2;

// Bytes of a template below 0x20.
inline constexpr uint8_t kEndOfTemplate = 0, kFormed = 1, kWithAddress = 2, kGreeting = 3, kFarewell = 4, kChoice = 5,
                         kShared = 6, kFarValue = 7, kNearValue = 8, kFirstLiteral = 0x20;
/// In the place of a form behind kFormed: how the value, name or greeting that follows meets what stands before it.
inline constexpr uint8_t kCapital = 5, kEdge = 6;
/// Which word it is that changes, behind kEdge; 4 more: with a capital.
enum class Edge : uint8_t { De = 1, A, Y, O };
inline constexpr uint8_t kEdges = 4, kEdgeCapital = 4;
inline constexpr uint32_t kNearValues = kFirstLiteral - kNearValue;  ///< slots 0..23 take one byte

/// How a value is said; the order is that of the compiler's Form. The last two are words before a noun of that gender:
/// veintiún pagos, veintiuna cuotas.
enum class Form : uint8_t { Plain, Words, Digits, Long, Short, BeforeMasculine = 7, BeforeFeminine };
/// Whether a byte behind kFormed is a form and no edge.
[[nodiscard]] constexpr bool is_form(uint8_t b) {
  return b != 0 && b <= static_cast<uint8_t>(Form::BeforeFeminine) && b != kCapital && b != kEdge;
}

enum class Type : uint8_t {
#define TYPE(name, code, mnemonic, numeric, sentence) name = code,
#include "guion/types.def"
#undef TYPE
};
inline constexpr unsigned kTypes = 0
#define TYPE(name, code, mnemonic, numeric, sentence) +1
#include "guion/types.def"
#undef TYPE
    ;

inline constexpr uint32_t kTextTypes = 0
#define TYPE(name, code, mnemonic, numeric, sentence) | (numeric ? 0u : 1u << code)
#include "guion/types.def"
#undef TYPE
    ;
[[nodiscard]] constexpr bool is_text(Type t) { return (kTextTypes >> static_cast<unsigned>(t) & 1) != 0; }

struct Range {
  int64_t min = 0, max = 0;
};
/// Whether a slot of this type may declare a range of its own.
[[nodiscard]] constexpr bool has_range(Type t) {
  return t == Type::Text || t == Type::Name || t == Type::Code || t == Type::Count || t == Type::Money ||
         t == Type::Date || t == Type::Duration;
}
struct DefaultRange {
  int32_t min, max;
};
inline constexpr DefaultRange kDefaultRanges[kTypes] = {
    {1, 200},  // text
    {1, 80},   // name
    {0, 2},    // address form
    {0, 1},    // yes or no
    {0, kMaxValues - 1},
    {0, 9999},        // count
    {0, 9999999},     // money
    {-25567, 84005},  // date: 1900 to 2199
    {1, 31},          // day of the month
    {1, 12},          // month
    {0, 1439},        // hour
    {},               // window: two hours
    {0, 1440},        // duration
    {},               // cycle: two dates
    {7, 16},          // phone
    {1, 32},          // code
    {2, 4096},        // list
};
/// Range of a slot that declares none: docs/semantics.md, «Values». Of an enumeration the last index is that of its
/// values.
[[nodiscard]] constexpr Range default_range(Type t) {
  if (t == Type::Window) return {0, 1439 * 0x100000000 + 1439};
  if (t == Type::Cycle) return {-25567 * 0x100000000 - 25567, 84005 * 0x100000000 + 84005};
  const DefaultRange r = kDefaultRanges[static_cast<unsigned>(t)];
  return {r.min, r.max};
}
/// Widest range that a slot of this type may declare. Dates are those of the years 1 to 9999.
[[nodiscard]] constexpr Range widest_range(Type t) {
  if (t == Type::Text || t == Type::Name || t == Type::Code) return {0, 65535};
  if (t == Type::Count || t == Type::Money) return {-1000000000000000, 1000000000000000};
  if (t == Type::Date) return {-719162, 2932896};
  if (t == Type::Duration) return {0, 1000000000};
  return default_range(t);
}

}  // namespace guion::image
