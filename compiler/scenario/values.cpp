// Reading and writing of literals, one small reader a type. See values.hpp.
#include "scenario/values.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

namespace guion::scenario {
namespace {

using Number = std::optional<std::int64_t>;
constexpr std::int64_t kHigh = std::int64_t{1} << 32;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

Number read_digits(std::string_view s) {
  if (s.empty() || s.size() > 15) return std::nullopt;
  std::int64_t n = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  if (error != std::errc{} || end != s.data() + s.size()) return std::nullopt;
  return n;
}

Number read_integer(std::string_view s) {
  const bool negative = !s.empty() && s.front() == '-';
  if (negative) s.remove_prefix(1);
  if (!s.empty() && !is_digit(s.front())) return std::nullopt;
  Number n = read_digits(s);
  if (n && negative) n = -*n;
  return n;
}

/// Digits in groups of three: «1,234» or «1.234», with one and the same mark.
Number read_grouped(std::string_view s) {
  std::string digits;
  char mark = 0;
  std::size_t since = 0;
  for (const char c : s) {
    if (is_digit(c)) {
      digits += c;
      ++since;
      continue;
    }
    const bool first = mark == 0;
    if ((c != ',' && c != '.') || (!first && (c != mark || since != 3)) || (first && (since == 0 || since > 3)))
      return std::nullopt;
    mark = c;
    since = 0;
  }
  if (mark != 0 && since != 3) return std::nullopt;
  return read_digits(digits);
}

/// Drops the currency sign or code and blanks around an amount.
std::string_view bare_amount(std::string_view s, std::string_view currency) {
  const auto drop = [&s](std::string_view piece) {
    if (!piece.empty() && s.starts_with(piece)) s = trim(s.substr(piece.size()));
    if (!piece.empty() && s.ends_with(piece)) s = trim(s.substr(0, s.size() - piece.size()));
  };
  drop(currency);
  drop("US$");
  drop("$");
  drop("€");
  return s;
}

std::int64_t power_of_ten(unsigned n) {
  std::int64_t p = 1;
  while (n-- > 0) p *= 10;
  return p;
}

/// Amounts as both halves of the Spanish-speaking world write them. «1.235» is refused where a currency has decimals:
/// it could be either.
Number read_money(const SlotInfo& slot, std::string_view s) {
  s = bare_amount(s, slot.currency);
  const bool negative = !s.empty() && s.front() == '-';
  if (negative) s.remove_prefix(1);
  const std::size_t mark = s.find_last_of(".,");
  const std::size_t after = mark == std::string_view::npos ? 0 : s.size() - mark - 1;
  std::string_view whole = s;
  std::string cents(slot.decimals, '0');
  if (mark != std::string_view::npos && after >= 1 && after <= slot.decimals) {
    whole = s.substr(0, mark);
    cents.replace(0, after, s.substr(mark + 1));
  } else if (mark != std::string_view::npos && slot.decimals != 0 && s[mark] == '.' &&
             s.find(',') == std::string_view::npos) {
    return std::nullopt;
  }
  const Number units = read_grouped(whole);
  const Number minor = slot.decimals == 0 ? Number{0} : read_digits(cents);
  if (!units || !minor) return std::nullopt;
  const std::int64_t total = *units * power_of_ten(slot.decimals) + *minor;
  return negative ? -total : total;
}

Number days_of(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

/// «2026-03-05», or day first: «5/3/2026».
Number read_date(std::string_view s) {
  const char mark = s.find('/') != std::string_view::npos ? '/' : '-';
  const std::size_t a = s.find(mark);
  const std::size_t b = a == std::string_view::npos ? a : s.find(mark, a + 1);
  if (b == std::string_view::npos) return std::nullopt;
  const Number x = read_digits(s.substr(0, a)), y = read_digits(s.substr(a + 1, b - a - 1)),
               z = read_digits(s.substr(b + 1));
  if (!x || !y || !z) return std::nullopt;
  if (a == 4) return days_of(*x, *y, *z);
  return s.size() - b - 1 == 4 ? days_of(*z, *y, *x) : std::nullopt;
}

Number read_clock(std::string_view s) {
  const std::size_t colon = s.find(':');
  if (colon == std::string_view::npos || s.size() - colon != 3) return std::nullopt;
  const Number h = read_digits(s.substr(0, colon)), m = read_digits(s.substr(colon + 1));
  if (!h || !m || *h > 23 || *m > 59) return std::nullopt;
  return *h * 60 + *m;
}

template <class Read>
Number read_pair(std::string_view s, std::string_view mark, Read read) {
  const std::size_t at = s.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const Number from = read(trim(s.substr(0, at))), to = read(trim(s.substr(at + mark.size())));
  if (!from || !to) return std::nullopt;
  return *from * kHigh + *to;
}

constexpr std::array<std::string_view, 12> kMonthsEs{"enero",      "febrero", "marzo",     "abril",
                                                     "mayo",       "junio",   "julio",     "agosto",
                                                     "septiembre", "octubre", "noviembre", "diciembre"};
constexpr std::array<std::string_view, 12> kMonthsEn{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};

Number read_month(std::string_view s) {
  const std::string folded = fold(s);
  for (std::size_t i = 0; i < 12; ++i) {
    if (folded == kMonthsEs[i] || folded == kMonthsEn[i]) return static_cast<std::int64_t>(i + 1);
  }
  return read_digits(s);
}

Number read_yes_no(std::string_view s) {
  const std::string folded = fold(s);
  if (folded == "si" || folded == "s" || folded == "yes" || folded == "y") return 1;
  if (folded == "no" || folded == "n") return 0;
  return std::nullopt;
}

Number read_address(std::string_view s) {
  constexpr std::array<std::array<std::string_view, 2>, 3> names{
      {{"señor", "sir"}, {"señora", "madam"}, {"neutro", "neutral"}}};
  const std::string folded = fold(s);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (folded == names[i][0] || folded == names[i][1]) return static_cast<std::int64_t>(i);
  }
  return std::nullopt;
}

Number read_enum(const SlotInfo& slot, std::string_view s) {
  const std::string folded = fold(s);
  for (std::size_t i = 0; i < slot.values.size(); ++i) {
    const auto& v = slot.values[i];
    if ((!v.name.empty() && fold(v.name) == folded) || fold(v.label) == folded) return static_cast<std::int64_t>(i);
  }
  return std::nullopt;
}

/// The number of a value in a closed set, counted from 1; a yes/no has the yes first.
Number read_index(const SlotInfo& slot, std::string_view s) {
  const std::size_t count = closed_values(slot, Tongue::En).size();
  const Number n = count == 0 ? std::nullopt : read_digits(s);
  if (!n || *n < 1 || *n > static_cast<std::int64_t>(count)) return std::nullopt;
  return slot.type == GUION_TYPE_YesNo ? 2 - *n : *n - 1;
}

Number read_number(const SlotInfo& slot, std::string_view s) {
  switch (slot.type) {
    case GUION_TYPE_YesNo:
      return read_yes_no(s);
    case GUION_TYPE_Address:
      return read_address(s);
    case GUION_TYPE_Enum:
      return read_enum(slot, s);
    case GUION_TYPE_Count:
      return read_integer(s);
    case GUION_TYPE_Money:
      return read_money(slot, s);
    case GUION_TYPE_Date:
      return read_date(s);
    case GUION_TYPE_Day:
    case GUION_TYPE_Duration:
      return read_digits(s);
    case GUION_TYPE_Month:
      return read_month(s);
    case GUION_TYPE_Hour:
      return read_clock(s);
    case GUION_TYPE_Window:
      return read_pair(s, "-", read_clock);
    case GUION_TYPE_Cycle:
      return read_pair(s, "..", read_date);
    case GUION_TYPE_Text:
    case GUION_TYPE_Name:
    case GUION_TYPE_Phone:
    case GUION_TYPE_Code:
    case GUION_TYPE_List:
    case GUION_TYPE_COUNT_:
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_text(guion_type type) {
  return type == GUION_TYPE_Text || type == GUION_TYPE_Name || type == GUION_TYPE_Phone || type == GUION_TYPE_Code ||
         type == GUION_TYPE_List;
}

std::optional<std::string> read_phone(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (is_digit(c) || (c == '+' && out.empty())) {
      out += c;
    } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.') {
      return std::nullopt;
    }
  }
  return out;
}

std::optional<std::string> read_list(std::string_view s) {
  std::string out;
  for (std::size_t at = 0; at <= s.size();) {
    const std::size_t bar = std::min(s.find('|', at), s.size());
    const std::string_view item = trim(s.substr(at, bar - at));
    if (item.empty()) return std::nullopt;
    out.append(item) += '\n';
    at = bar + 1;
  }
  return out;
}

std::optional<std::string> read_text(const SlotInfo& slot, std::string_view s) {
  if (s.empty()) return std::nullopt;
  for (const char c : s) {
    if (static_cast<unsigned char>(c) < 0x20) return std::nullopt;
    if (slot.type == GUION_TYPE_Code && !is_digit(c) && !is_letter(c)) return std::nullopt;
  }
  if (slot.type == GUION_TYPE_Phone) return read_phone(s);
  return slot.type == GUION_TYPE_List ? read_list(s) : std::optional<std::string>{std::string{s}};
}

/// Size that the range of a text bounds: digits of a phone, else bytes.
std::int64_t size_of(const SlotInfo& slot, std::string_view text) {
  const bool plus = slot.type == GUION_TYPE_Phone && text.starts_with('+');
  return static_cast<std::int64_t>(text.size()) - (plus ? 1 : 0);
}

bool in_range(const SlotInfo& slot, std::int64_t n) {
  if (slot.type == GUION_TYPE_Cycle || slot.type == GUION_TYPE_Window) return (n >> 32) <= (n & 0xffffffff);
  if (slot.type == GUION_TYPE_List) return true;
  return n >= slot.min && n <= slot.max;
}

std::string write_date(std::int64_t days) {
  const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                     static_cast<unsigned>(d.day()));
}
std::string write_clock(std::int64_t minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); }

std::string write_money(const SlotInfo& slot, std::int64_t minor) {
  const std::int64_t unit = power_of_ten(slot.decimals), size = minor < 0 ? -minor : minor;
  std::string out = fmt::format("{}{}", minor < 0 ? "-" : "", size / unit);
  return slot.decimals == 0 ? out : out + fmt::format(".{:0{}}", size % unit, slot.decimals);
}

std::string write_list(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (!out.empty()) out += " | ";
    out.append(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string name_at(const std::vector<std::string>& names, std::int64_t index) {
  return index >= 0 && index < static_cast<std::int64_t>(names.size()) ? names[static_cast<std::size_t>(index)]
                                                                       : fmt::format("{}", index);
}

Message closed_form(const SlotInfo& slot) {
  const auto joined = [&](Tongue t) {
    std::string out;
    for (const auto& v : closed_values(slot, t)) out += (out.empty() ? "" : ", ") + v;
    return out;
  };
  return {"one of these: " + joined(Tongue::En), "uno de estos valores: " + joined(Tongue::Es)};
}

}  // namespace

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string fold(std::string_view text) {
  text = trim(text);
  constexpr std::array<std::array<std::string_view, 2>, 13> rows{{{"á", "a"},
                                                                  {"é", "e"},
                                                                  {"í", "i"},
                                                                  {"ó", "o"},
                                                                  {"ú", "u"},
                                                                  {"ü", "u"},
                                                                  {"Á", "a"},
                                                                  {"É", "e"},
                                                                  {"Í", "i"},
                                                                  {"Ó", "o"},
                                                                  {"Ú", "u"},
                                                                  {"Ü", "u"},
                                                                  {"Ñ", "ñ"}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::string_view add = text.substr(i, 1);
    std::size_t step = 1;
    for (const auto& row : rows) {
      if (text.substr(i).starts_with(row[0])) {
        add = row[1];
        step = row[0].size();
        break;
      }
    }
    for (const char c : add) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    i += step;
  }
  return out;
}

std::vector<std::string> closed_values(const SlotInfo& slot, Tongue tongue) {
  const auto word = [tongue](Word w) { return std::string{spelling(w, tongue)}; };
  if (slot.type == GUION_TYPE_YesNo) return {word(Word::Yes), word(Word::No)};
  if (slot.type == GUION_TYPE_Address) return {word(Word::Sir), word(Word::Madam), word(Word::Neutral)};
  std::vector<std::string> out;
  for (const auto& v : slot.values) out.push_back(v.name.empty() ? v.label : v.name);
  return out;
}

Reading read_value(const SlotInfo& slot, std::string_view literal, Value& out, Numbered numbered) {
  literal = trim(literal);
  if (is_text(slot.type)) {
    auto text = read_text(slot, literal);
    if (!text) return Reading::BadForm;
    const std::int64_t size = size_of(slot, *text);
    if (slot.type != GUION_TYPE_List && (size < slot.min || size > slot.max)) return Reading::OutOfRange;
    out = {0, std::move(*text)};
    return Reading::Ok;
  }
  Number n = read_number(slot, literal);
  if (!n && numbered == Numbered::Yes) n = read_index(slot, literal);
  if (!n) return Reading::BadForm;
  if (!in_range(slot, *n)) return Reading::OutOfRange;
  out = {*n, {}};
  return Reading::Ok;
}

std::string write_value(const SlotInfo& slot, const Value& value, Tongue tongue) {
  const std::int64_t n = value.number;
  switch (slot.type) {
    case GUION_TYPE_YesNo:
      return std::string{spelling(n == 0 ? Word::No : Word::Yes, tongue)};
    case GUION_TYPE_Address:
    case GUION_TYPE_Enum:
      return name_at(closed_values(slot, tongue), n);
    case GUION_TYPE_Money:
      return write_money(slot, n);
    case GUION_TYPE_Date:
      return write_date(n);
    case GUION_TYPE_Hour:
      return write_clock(n);
    case GUION_TYPE_Window:
      return write_clock(n >> 32) + "-" + write_clock(n & 0xffffffff);
    case GUION_TYPE_Cycle:
      return write_date(n >> 32) + ".." + write_date(n & 0xffffffff);
    case GUION_TYPE_Count:
    case GUION_TYPE_Day:
    case GUION_TYPE_Month:
    case GUION_TYPE_Duration:
      return fmt::format("{}", n);
    case GUION_TYPE_List:
      return write_list(value.text);
    case GUION_TYPE_Text:
    case GUION_TYPE_Name:
    case GUION_TYPE_Phone:
    case GUION_TYPE_Code:
    case GUION_TYPE_COUNT_:
      return value.text;
  }
  return value.text;
}

Message expected_form(const SlotInfo& slot) {
  switch (slot.type) {
    case GUION_TYPE_Text:
      return {"a text", "un texto"};
    case GUION_TYPE_Name:
      return {"a name", "un nombre"};
    case GUION_TYPE_Address:
    case GUION_TYPE_Enum:
      return closed_form(slot);
    case GUION_TYPE_YesNo:
      return {"yes or no", "sí o no"};
    case GUION_TYPE_Count:
      return {"a whole number, such as 3", "un número entero, como 3"};
    case GUION_TYPE_Money: {
      const std::string sample = write_money(
          slot, 85 * power_of_ten(slot.decimals) + (slot.decimals == 0 ? 0 : 4 * power_of_ten(slot.decimals - 1)));
      return {fmt::format("an amount in {}, such as {}", slot.currency, sample),
              fmt::format("una cantidad en {}, como {}", slot.currency, sample)};
    }
    case GUION_TYPE_Date:
      return {"a date, such as 2026-03-05 or, day first, 5/3/2026", "una fecha, como 2026-03-05 o 5/3/2026"};
    case GUION_TYPE_Day:
      return {"a day of the month, 1 to 31", "un día del mes, de 1 a 31"};
    case GUION_TYPE_Month:
      return {"a month, by name or 1 to 12", "un mes, por su nombre o de 1 a 12"};
    case GUION_TYPE_Hour:
      return {"a time of day, such as 14:30", "una hora, como 14:30"};
    case GUION_TYPE_Window:
      return {"a time window, such as 09:00-12:00", "una ventana de horas, como 09:00-12:00"};
    case GUION_TYPE_Duration:
      return {"a number of minutes, such as 45", "un número de minutos, como 45"};
    case GUION_TYPE_Cycle:
      return {"two dates, such as 2026-03-05..2026-04-04", "dos fechas, como 2026-03-05..2026-04-04"};
    case GUION_TYPE_Phone:
      return {"a phone number of 7 to 15 digits, such as +1 305 555 0134",
              "un teléfono de 7 a 15 dígitos, como +1 305 555 0134"};
    case GUION_TYPE_Code:
      if (slot.min > 1)
        return {fmt::format("{} to {} letters or digits, without blanks", slot.min, slot.max),
                fmt::format("de {} a {} letras o dígitos, sin espacios", slot.min, slot.max)};
      return {"letters and digits without blanks, such as AB1234", "letras y dígitos sin espacios, como AB1234"};
    case GUION_TYPE_List:
      return {"one or more texts with | between them, such as internet | television",
              "uno o varios textos separados por |, como internet | televisión"};
    case GUION_TYPE_COUNT_:
      break;
  }
  return {"a value", "un valor"};
}

Message expected_range(const SlotInfo& slot) {
  if (slot.type == GUION_TYPE_Cycle || slot.type == GUION_TYPE_Window) {
    return {"the first must not be after the second", "el primer valor no puede ser posterior al segundo"};
  }
  if (slot.type == GUION_TYPE_Phone)
    return {fmt::format("{} to {} digits", slot.min, slot.max), fmt::format("de {} a {} dígitos", slot.min, slot.max)};
  if (slot.type == GUION_TYPE_Code)
    return {fmt::format("{} to {} letters or digits", slot.min, slot.max),
            fmt::format("de {} a {} letras o dígitos", slot.min, slot.max)};
  if (is_text(slot.type))
    return {fmt::format("{} to {} bytes", slot.min, slot.max), fmt::format("de {} a {} bytes", slot.min, slot.max)};
  const std::string low = write_value(slot, {slot.min, {}}, Tongue::En),
                    high = write_value(slot, {slot.max, {}}, Tongue::En);
  return {fmt::format("from {} to {}", low, high), fmt::format("de {} a {}", low, high)};
}

bool read_moment(std::string_view text, std::int64_t& seconds) {
  text = trim(text);
  const std::size_t mark = text.find_first_of(" T");
  if (mark == std::string_view::npos) return false;
  const Number days = read_date(text.substr(0, mark)), minutes = read_clock(trim(text.substr(mark + 1)));
  if (!days || !minutes) return false;
  seconds = *days * 86400 + *minutes * 60;
  return true;
}

}  // namespace guion::scenario
