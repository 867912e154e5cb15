// Numbers, money, dates and times in the English of the United States. Written forms are what ICU prints for en-US;
// words are those of its spell-out rules, without "and" inside a number. What is said, as in Spanish, by the hour or
// the address form is a matter of use. Which form is written how: docs/bytecode.md, «Values».
#include "vm/english.hpp"

#include "vm/calendar.hpp"

namespace guion::vm {
namespace {

using image::Locale;

constexpr Word<9> kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};
constexpr Word<11> kWeekdays[] = {"Sunday, ",   "Monday, ", "Tuesday, ", "Wednesday, ",
                                  "Thursday, ", "Friday, ", "Saturday, "};
constexpr Word<9> kSmall[] = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                              "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                              "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr Word<7> kTens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
constexpr Word<12> kThousands[] = {" thousand", " million", " billion", " trillion", " quadrillion", " quintillion"};
constexpr Word<8> kOrdinals[] = {"zeroth",  "first",  "second", "third", "fourth",   "fifth",  "sixth",
                                 "seventh", "eighth", "ninth",  "tenth", "eleventh", "twelfth"};
constexpr uint64_t kQuintillion = 1000000000000000000;

uint64_t magnitude(int64_t n) { return n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n); }

/// 0..99.
void put_below_hundred(Out& out, unsigned n) {
  if (n < 20) return out.put(kSmall[n]);
  out.put(kTens[n / 10 - 2]);
  if (n % 10 == 0) return;
  out.put('-');
  out.put(kSmall[n % 10]);
}

/// 1..999.
void put_below_thousand(Out& out, unsigned n) {
  if (n >= 100) {
    out.put(kSmall[n / 100]);
    out.put(" hundred");
    n %= 100;
    if (n == 0) return;
    out.put(' ');
  }
  put_below_hundred(out, n);
}

/// 1..31, of a day: "twenty-first".
void put_ordinal(Out& out, unsigned n) {
  if (n >= 20) {
    const Word<7>& tens = kTens[n / 10 - 2];
    if (n % 10 == 0) {
      out.put(tens.text, tens.size - 1u);
      return out.put("ieth");
    }
    out.put(tens);
    out.put('-');
    n %= 10;
  }
  if (n <= 12) return out.put(kOrdinals[n]);
  out.put(kSmall[n]);
  out.put("th");
}

/// 1..31, of a day: "21st".
void put_short_ordinal(Out& out, unsigned n) {
  Piece text(out);
  text.number(n);
  const unsigned last = n / 10 == 1 ? 0 : n % 10;
  if (last == 1) {
    text.put("st");
  } else if (last == 2) {
    text.put("nd");
  } else if (last == 3) {
    text.put("rd");
  } else {
    text.put("th");
  }
}

/// 1..9999, of a date: "twenty twenty-six", "nineteen oh-five", "two thousand five".
void put_year(Out& out, unsigned year) {
  if (year < 1010 || year % 1000 < 10) return put_english_cardinal(out, year);
  put_below_hundred(out, year / 100);
  out.put(' ');
  const unsigned rest = year % 100;
  if (rest == 0) return out.put("hundred");
  if (rest < 10) out.put("oh-");
  put_below_hundred(out, rest);
}

void put_address(Out& out, int64_t form) {
  if (form == 0) out.put("sir");
  if (form == 1) out.put("ma'am");
}

/// The unit of a currency, or its cents. Other currencies than these two keep the names they have at home.
void put_unit(Out& out, uint32_t code, uint64_t n, bool minor) {
  const image::Currency* c = image::find_currency(code);
  const bool dollar = code == image::currency_code("USD"), euro = code == image::currency_code("EUR");
  if (dollar || euro || (c == nullptr && minor)) {
    if (minor) {
      out.put("cent");
    } else if (dollar) {
      out.put("dollar");
    } else {
      out.put("euro");
    }
    if (n != 1) out.put('s');
  } else if (c == nullptr) {
    for (uint32_t left = code; left != 0; left >>= 8) out.put(static_cast<char>(left));
  } else if (minor) {
    out.put(n == 1 ? c->minor_one : c->minor_other);
  } else {
    out.put(n == 1 ? c->one : c->other);
  }
}

void put_money_words(Out& out, int64_t n, uint32_t code) {
  const uint64_t unit = image::currency_unit(code), whole = magnitude(n) / unit, cents = magnitude(n) % unit;
  if (n < 0) out.put("minus ");
  if (whole != 0 || cents == 0) {
    put_english_cardinal(out, whole);
    out.put(' ');
    put_unit(out, code, whole, false);
    if (cents != 0) out.put(" and ");
  }
  if (cents == 0) return;
  put_english_cardinal(out, cents);
  out.put(' ');
  put_unit(out, code, cents, true);
}

void put_month_day(Out& out, const Day& d, bool year) {
  Piece text(out);
  text.put(kMonths[d.month - 1]);
  text.put(' ');
  text.number(d.day);
  if (!year) return;
  text.put(", ");
  text.number(d.year);
}

void put_date(Out& out, int32_t n, Form form) {
  const Day d = day_of(n);
  if (form == Form::Long) out.put(kWeekdays[weekday_of(n)]);
  if (form != Form::Words) return put_month_day(out, d, true);
  out.put(kMonths[d.month - 1]);
  out.put(' ');
  put_ordinal(out, d.day);
  out.put(", ");
  put_year(out, d.year);
}

void put_cycle(Out& out, const Locale& l, int64_t n, Form form) {
  const image::Pair dates = image::unpack(n);
  const auto first = static_cast<int32_t>(dates.from), last = static_cast<int32_t>(dates.to);
  const Day from = day_of(first), to = day_of(last);
  out.put("from ");
  if (form == Form::Short) {
    put_number(out, l, {Type::Date, 0, first}, form);
    out.put(" to ");
    return put_number(out, l, {Type::Date, 0, last}, form);
  }
  const bool years = from.year != to.year || form == Form::Long;
  put_month_day(out, from, years);
  if (years) out.put(',');
  out.put(" to ");
  if (from.month != to.month || years || form != Form::Plain) return put_month_day(out, to, true);
  Piece text(out);
  text.number(to.day);
  text.put(", ");
  text.number(to.year);
}

/// On a clock of twelve hours, the blank before AM and PM being one at which no line breaks.
void put_clock(Out& out, uint32_t minutes) {
  const uint32_t hour = minutes / 60;
  Piece text(out);
  text.number(hour % 12 == 0 ? 12 : hour % 12);
  text.put(':');
  text.number(minutes % 60, 2);
  text.put("\xc2\xa0");
  text.put(hour < 12 ? 'A' : 'P');
  text.put('M');
}

void put_hour_words(Out& out, uint32_t minutes) {
  if (minutes == 0) return out.put("midnight");
  if (minutes == 720) return out.put("noon");
  const uint32_t hour = minutes / 60, minute = minutes % 60;
  put_below_hundred(out, hour % 12 == 0 ? 12 : hour % 12);
  if (minute == 0) {
    out.put(" o'clock");
  } else {
    out.put(' ');
    if (minute < 10) out.put("oh ");
    put_below_hundred(out, minute);
  }
  if (hour < 12) {
    out.put(" in the morning");
  } else if (hour < 18) {
    out.put(" in the afternoon");
  } else if (hour < 21) {
    out.put(" in the evening");
  } else {
    out.put(" at night");
  }
}

void put_hour(Out& out, uint32_t minutes, Form form) {
  form == Form::Words ? put_hour_words(out, minutes) : put_clock(out, minutes);
}

void put_window(Out& out, int64_t n, Form form) {
  const image::Pair w = image::unpack(n);
  if (form != Form::Short) out.put("from ");
  put_hour(out, static_cast<uint32_t>(w.from), form);
  if (form == Form::Short) {
    out.put(" – ");
  } else {
    out.put(" to ");
  }
  put_hour(out, static_cast<uint32_t>(w.to), form);
}

void put_amount(Out& out, const Locale& l, uint64_t n, bool words, const Word<7>& unit) {
  words ? put_english_cardinal(out, n) : put_grouped(out, l, n);
  out.put(' ');
  out.put(unit.text, unit.size - (n == 1 ? 1u : 0u));
}

void put_duration(Out& out, const Locale& l, int64_t n, Form form) {
  const uint64_t hours = magnitude(n) / 60, minutes = magnitude(n) % 60;
  const bool words = form == Form::Words;
  if (hours != 0) put_amount(out, l, hours, words, "hours");
  if (hours != 0 && minutes != 0) out.put(" and ");
  if (minutes != 0 || hours == 0) put_amount(out, l, minutes, words, "minutes");
}

void put_day(Out& out, uint32_t n, Form form) {
  if (form == Form::Short) return Piece(out).number(n);
  form == Form::Words ? put_ordinal(out, n) : put_short_ordinal(out, n);
}

}  // namespace

void put_english_cardinal(Out& out, uint64_t n) {
  if (n == 0) return out.put(kSmall[0]);
  unsigned power = 6;  // of a thousand
  for (uint64_t unit = kQuintillion; unit != 0; unit /= 1000, --power) {
    const auto three = static_cast<unsigned>(n / unit);
    n %= unit;
    if (three == 0) continue;
    put_below_thousand(out, three);
    if (power != 0) out.put(kThousands[power - 1]);
    if (n != 0) out.put(' ');
  }
}

void put_english_list(Out& out, image::Text list) {
  const char* p = list.data;
  const char* end = p + list.size;
  for (unsigned before = 0; p != end; ++before) {
    const char* stop = p;
    while (*stop != '\n') ++stop;
    const image::Text item{p, static_cast<size_t>(stop - p)};
    p = stop + 1;
    if (before != 0) {
      if (p != end || before > 1) out.put(',');
      p != end ? out.put(' ') : out.put(" and ");
    }
    out.put(item);
  }
}

void put_english_title(Out& out, int64_t address) {
  if (address == 0) out.put("Mr. ");
  if (address == 1) out.put("Ms. ");
}

void put_english_greeting(Out& out, unsigned part, bool farewell) {
  if (farewell) {
    out.put("a ");
    if (part == 0) return out.put("good day");
  }
  out.put("good ");
  if (part == 0) {
    out.put("morning");
  } else if (part == 1) {
    out.put("afternoon");
  } else {
    out.put("evening");
  }
}

bool put_english(Out& out, const Locale& locale, Number n, Form form) {
  const auto small = static_cast<int32_t>(n.value);  // of the types whose range says so
  switch (n.type) {
    case Type::Address:
      put_address(out, n.value);
      return true;
    case Type::YesNo:
      n.value != 0 ? out.put("yes") : out.put("no");
      return true;
    case Type::Count:
      if (form != Form::Words) return false;
      if (n.value < 0) out.put("minus ");
      put_english_cardinal(out, magnitude(n.value));
      return true;
    case Type::Money:
      if (form != Form::Words) return false;
      put_money_words(out, n.value, n.currency);
      return true;
    case Type::Date:
      if (form == Form::Short) return false;
      put_date(out, small, form);
      return true;
    case Type::Day:
      put_day(out, static_cast<uint32_t>(small), form);
      return true;
    case Type::Month:
      out.put(kMonths[n.value - 1]);
      return true;
    case Type::Hour:
      put_hour(out, static_cast<uint32_t>(small), form);
      return true;
    case Type::Window:
      put_window(out, n.value, form);
      return true;
    case Type::Duration:
      put_duration(out, locale, n.value, form);
      return true;
    case Type::Cycle:
      put_cycle(out, locale, n.value, form);
      return true;
    case Type::Text:
    case Type::Name:
    case Type::Enum:
    case Type::Phone:
    case Type::Code:
    case Type::List:
      return false;
  }
  return false;
}

}  // namespace guion::vm
