// Default ranges, currencies, the calendar, and literals in the units of their types.
// It must not know names or diagnostics: it answers with values and reasons.
// Spec: docs/semantics.md, «Values».
#include "sema/types.hpp"

#include <array>

namespace guion::sema {
namespace {

constexpr std::array kCurrencies{
#define CURRENCY(code, decimals, symbol, singular, plural, cent, cents) \
  Currency{#code, symbol, singular, plural, cent, cents, decimals},
#include "sema/currencies.def"
#undef CURRENCY
};

constexpr std::int64_t kFirstDay = -25567;  // 1900-01-01
constexpr std::int64_t kLastDay = 84005;    // 2199-12-31
constexpr std::int64_t kHigh = std::int64_t{1} << 32;
/// No value is larger, so no sum of two leaves 64 bits.
constexpr std::int64_t kLargest = 1'000'000'000'000'000;

bool digits(std::string_view text, std::size_t begin, std::size_t count, int& out) {
  out = 0;
  if (begin + count > text.size()) return false;
  for (const char c : text.substr(begin, count)) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + (c - '0');
  }
  return true;
}

Literal read_number(std::string_view text, unsigned decimals) {
  const bool negative = !text.empty() && text.front() == '-';
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  std::int64_t value = 0;
  unsigned after = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return {0, LiteralError::WrongKind};
    if (point && ++after > decimals) return {0, LiteralError::TooPrecise};
    value = value * 10 + (c - '0');
    if (value > kLargest) return {0, LiteralError::TooLarge};
  }
  for (; after < decimals; ++after) value *= 10;
  if (value > kLargest) return {0, LiteralError::TooLarge};
  return {negative ? -value : value, LiteralError::None};
}

Literal read_date(std::string_view text) {
  int year = 0, month = 0, day = 0;
  const bool form =
      text.size() == 10 && digits(text, 0, 4, year) && digits(text, 5, 2, month) && digits(text, 8, 2, day);
  if (!form) return {0, LiteralError::NoSuchDate};
  const auto days = days_of(year, month, day);
  return days ? Literal{*days, LiteralError::None} : Literal{0, LiteralError::NoSuchDate};
}

Literal read_clock(std::string_view text) {
  const std::size_t colon = text.find(':');
  int hour = 0, minute = 0;
  const bool form = colon != std::string_view::npos && colon >= 1 && colon <= 2 && text.size() == colon + 3 &&
                    digits(text, 0, colon, hour) && digits(text, colon + 1, 2, minute);
  if (!form || hour > 23 || minute > 59) return {0, LiteralError::NoSuchTime};
  return {hour * 60 + minute, LiteralError::None};
}

unsigned decimals_of(const Type& type) {
  if (type.kind != TypeKind::Money) return 0;
  const Currency* currency = currency_of(type.currency.data());
  return currency != nullptr ? currency->decimals : 2;
}

Type ranged(TypeKind kind, std::int64_t min, std::int64_t max) {
  Type type;
  type.kind = kind;
  type.min = min;
  type.max = max;
  return type;
}

Word word_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::Text:
      return Word::TypeText;
    case TypeKind::Name:
      return Word::TypeName;
    case TypeKind::Address:
      return Word::TypeAddress;
    case TypeKind::YesNo:
      return Word::TypeYesNo;
    case TypeKind::Enum:
      return Word::TypeText;
    case TypeKind::Count:
      return Word::TypeCount;
    case TypeKind::Money:
      return Word::TypeMoney;
    case TypeKind::Date:
      return Word::TypeDate;
    case TypeKind::Day:
      return Word::TypeDay;
    case TypeKind::Month:
      return Word::TypeMonth;
    case TypeKind::Hour:
      return Word::TypeHour;
    case TypeKind::Window:
      return Word::TypeWindow;
    case TypeKind::Duration:
      return Word::TypeDuration;
    case TypeKind::Cycle:
      return Word::TypeCycle;
    case TypeKind::Phone:
      return Word::TypePhone;
    case TypeKind::Code:
      return Word::TypeCode;
    case TypeKind::List:
      return Word::TypeList;
  }
  return Word::TypeText;
}

}  // namespace

const Currency* currency_of(std::string_view code) {
  for (const Currency& currency : kCurrencies) {
    if (currency.code == code) return &currency;
  }
  return nullptr;
}

const std::vector<std::string_view>& currency_codes() {
  static const std::vector<std::string_view> codes = [] {
    std::vector<std::string_view> all;
    for (const Currency& currency : kCurrencies) all.push_back(currency.code);
    return all;
  }();
  return codes;
}

std::optional<Type> builtin(Word word) {
  // Only the words of types are listed: every other Word is no type.
  if (word == Word::TypeText) return ranged(TypeKind::Text, 1, 200);
  if (word == Word::TypeName) return ranged(TypeKind::Name, 1, 80);
  if (word == Word::TypeAddress) return ranged(TypeKind::Address, 0, 2);
  if (word == Word::TypeYesNo) return ranged(TypeKind::YesNo, 0, 1);
  if (word == Word::TypeCount) return ranged(TypeKind::Count, 0, 9999);
  if (word == Word::TypeMoney) return ranged(TypeKind::Money, 0, 9'999'999);
  if (word == Word::TypeDate) return ranged(TypeKind::Date, kFirstDay, kLastDay);
  if (word == Word::TypeDay) return ranged(TypeKind::Day, 1, 31);
  if (word == Word::TypeMonth) return ranged(TypeKind::Month, 1, 12);
  if (word == Word::TypeHour) return ranged(TypeKind::Hour, 0, 1439);
  if (word == Word::TypeWindow) return ranged(TypeKind::Window, 0, 1439 * kHigh + 1439);
  if (word == Word::TypeDuration) return ranged(TypeKind::Duration, 0, 1440);
  if (word == Word::TypeCycle) {
    return ranged(TypeKind::Cycle, kFirstDay * kHigh + kFirstDay, kLastDay * kHigh + kLastDay);
  }
  if (word == Word::TypePhone) return ranged(TypeKind::Phone, 7, 15);
  if (word == Word::TypeCode) return ranged(TypeKind::Code, 1, 32);
  if (word == Word::TypeList) return ranged(TypeKind::List, 1, 512);
  return std::nullopt;
}

std::string describe(const Type& type, const Program& program, Tongue tongue) {
  if (type.kind == TypeKind::Enum) {
    return type.enumeration < program.enums.size() ? program.enums[type.enumeration].name : std::string{};
  }
  std::string text{spelling(word_of(type.kind), tongue)};
  if (type.kind == TypeKind::Money) text.append(" ").append(type.currency.data());
  return text;
}

bool same_sort(const Type& a, const Type& b) {
  return a.kind == b.kind && a.enumeration == b.enumeration && a.currency == b.currency;
}

bool is_ordered(TypeKind kind) {
  switch (kind) {
    case TypeKind::Count:
    case TypeKind::Money:
    case TypeKind::Date:
    case TypeKind::Day:
    case TypeKind::Month:
    case TypeKind::Hour:
    case TypeKind::Duration:
      return true;
    case TypeKind::Text:
    case TypeKind::Name:
    case TypeKind::Address:
    case TypeKind::YesNo:
    case TypeKind::Enum:
    case TypeKind::Window:
    case TypeKind::Cycle:
    case TypeKind::Phone:
    case TypeKind::Code:
    case TypeKind::List:
      return false;
  }
  return false;
}

bool is_choice(TypeKind kind) { return kind == TypeKind::Enum || kind == TypeKind::YesNo || kind == TypeKind::Address; }

bool is_number(TypeKind kind) {
  return is_ordered(kind) || is_choice(kind) || kind == TypeKind::Window || kind == TypeKind::Cycle;
}

bool takes_range(TypeKind kind) {
  return kind == TypeKind::Count || kind == TypeKind::Money || kind == TypeKind::Date || kind == TypeKind::Duration ||
         kind == TypeKind::Text || kind == TypeKind::Name || kind == TypeKind::Code;
}

std::size_t value_count(const Type& type, const Program& program) {
  if (type.kind == TypeKind::YesNo) return 2;
  if (type.kind == TypeKind::Address) return 3;
  if (type.kind == TypeKind::Enum && type.enumeration < program.enums.size()) {
    return program.enums[type.enumeration].values.size();
  }
  return 0;
}

std::string_view value_name(const Type& type, std::size_t value, const Program& program, Tongue tongue) {
  if (type.kind == TypeKind::YesNo) return spelling(value == 0 ? Word::No : Word::Yes, tongue);
  if (type.kind == TypeKind::Address) {
    constexpr std::array kForms{Word::Sir, Word::Madam, Word::Neutral};
    return value < kForms.size() ? spelling(kForms[value], tongue) : std::string_view{};
  }
  return value < value_count(type, program) ? std::string_view{program.enums[type.enumeration].values[value].name}
                                            : std::string_view{};
}

Literal read_literal(const Type& type, ast::PartKind part, std::string_view text) {
  constexpr Literal kWrong{0, LiteralError::WrongKind};
  if (type.kind == TypeKind::Date) return part == ast::PartKind::Date ? read_date(text) : kWrong;
  if (type.kind == TypeKind::Hour) return part == ast::PartKind::Clock ? read_clock(text) : kWrong;
  if (part != ast::PartKind::Number || (!is_ordered(type.kind) && !takes_range(type.kind))) return kWrong;
  return read_number(text, decimals_of(type));
}

Literal read_distance(const Type& type, ast::PartKind part, std::string_view text) {
  if (part != ast::PartKind::Number || !is_ordered(type.kind)) return {0, LiteralError::WrongKind};
  return read_number(text, decimals_of(type));
}

std::optional<std::int64_t> days_of(int year, int month, int day) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1600 || year > 9999 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int last = kDays[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
  if (day > last) return std::nullopt;
  // Days in whole years since 1600-01-01 (a year divisible by 400), then in whole months of this one.
  const int years = year - 1600;
  std::int64_t days = std::int64_t{years} * 365 + (years + 3) / 4 - (years + 99) / 100 + (years + 399) / 400;
  for (int m = 1; m < month; ++m) days += kDays[static_cast<std::size_t>(m - 1)] + (m == 2 && leap ? 1 : 0);
  constexpr std::int64_t k1970 = 135140;  // days from 1600-01-01 to 1970-01-01
  return days + day - 1 - k1970;
}

}  // namespace guion::sema
