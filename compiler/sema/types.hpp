// Types, their ranges and their literals: from what is written to the units of docs/semantics.md. Knows neither names
// nor diagnostics.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sema/program.hpp"

namespace guion::sema {

struct Currency {
  std::string_view code, symbol, singular, plural, cent, cents;
  std::uint8_t decimals = 2;
};
/// The row of currencies.def, or nullptr.
[[nodiscard]] const Currency* currency_of(std::string_view code);
/// All codes, for suggestions.
[[nodiscard]] const std::vector<std::string_view>& currency_codes();

/// The built-in type that a Word names, with its default range; money has no currency yet. Nothing for a Word that is
/// no type.
[[nodiscard]] std::optional<Type> builtin(Word word);
/// How the type is written in a file of this tongue; the enumeration's name for those.
[[nodiscard]] std::string describe(const Type& type, const Program& program, Tongue tongue);

/// Whether values of both may be compared, added or copied: same kind, currency and enumeration.
[[nodiscard]] bool same_sort(const Type& a, const Type& b);
/// Kinds that `<` applies to.
[[nodiscard]] bool is_ordered(TypeKind kind);
/// Kinds that `es` applies to: enumerations, yes/no, address form.
[[nodiscard]] bool is_choice(TypeKind kind);
/// Kinds whose value is one number.
[[nodiscard]] bool is_number(TypeKind kind);
/// Kinds that may be declared with a range.
[[nodiscard]] bool takes_range(TypeKind kind);
/// How many values a choice has.
[[nodiscard]] std::size_t value_count(const Type& type, const Program& program);
/// How a value of a choice is written in a file of this tongue.
[[nodiscard]] std::string_view value_name(const Type& type, std::size_t value, const Program& program, Tongue tongue);

enum class LiteralError : std::uint8_t { None, WrongKind, TooPrecise, TooLarge, NoSuchDate, NoSuchTime };
struct Literal {
  std::int64_t value = 0;
  LiteralError error = LiteralError::None;
};
/// Reads a number, date or time of day in the units of `type`. Errors: as LiteralError says; `value` is then 0.
[[nodiscard]] Literal read_literal(const Type& type, ast::PartKind part, std::string_view text);
/// A distance that may be added to a value of `type`: days, minutes, minor units …
[[nodiscard]] Literal read_distance(const Type& type, ast::PartKind part, std::string_view text);

/// Days since 1970-01-01 of a date of the Gregorian calendar; nothing if there is no such day.
[[nodiscard]] std::optional<std::int64_t> days_of(int year, int month, int day);

}  // namespace guion::sema
