// Numbers, money, dates and times as they are written in Spanish, by locale: see render.hpp. Words are spoken.cpp's.
// Which form is written how: docs/bytecode.md, «Values».
#include "vm/calendar.hpp"
#include "vm/english.hpp"
#include "vm/render.hpp"
#include "vm/spoken.hpp"
#include "vm/words.hpp"

namespace guion::vm {
namespace {

using image::Locale;

constexpr Word<11> kWeekdays[] = {"domingo ", "lunes ", "martes ", "miércoles ", "jueves ", "viernes ", "sábado "};

void put_address(Out& out, int64_t form) {
  if (form < 2) out.put("señora", form == 1 ? 7 : 6);
}

uint64_t magnitude(int64_t n) { return n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n); }

/// Signs that English knows; what it does not bears its code. Gives whether there is one.
bool put_english_sign(Piece& text, uint32_t code) {
  if (code == image::currency_code("EUR")) return text.put("€"), true;
  if (code == image::currency_code("GBP")) return text.put("£"), true;
  if (code == image::currency_code("JPY")) return text.put("¥"), true;
  if (code == image::currency_code("MXN")) return text.put("MX$"), true;
  if (code == image::currency_code("BRL")) return text.put("R$"), true;
  if (code == image::currency_code("CAD")) return text.put("CA$"), true;
  return false;
}

/// What stands for a currency: its sign at home, that of the dollar, or its code. Gives whether it ends in a letter.
bool put_sign(Piece& text, const Locale& l, uint32_t code) {
  if (code == l.home_code) {
    l.sign.size == 0 ? text.put("€") : text.put(l.sign);
  } else if (code == image::currency_code("USD")) {
    text.put(l.dollar);
  } else if (image::in_english(l) && put_english_sign(text, code)) {
    return false;
  } else {
    for (uint32_t left = code; left != 0; left >>= 8) text.put(static_cast<char>(left));
    return true;
  }
  return false;
}

constexpr char kNoBreak[] = "\xc2\xa0";

void put_money(Out& out, const Locale& l, int64_t n, uint32_t code) {
  const bool behind = l.sign.size == 0, minus = n < 0;
  Piece text(out);
  if (minus && l.minus_first) text.put('-');
  if (!behind) {
    const bool letters = put_sign(text, l, code);
    if (minus && !l.minus_first) {
      text.put('-');
    } else if (letters) {
      text.put(kNoBreak);
    }
  }
  text.number(magnitude(n), image::currency_decimals(code), l.decimal, l.group, l.min_grouped);
  if (!behind) return;
  text.put(kNoBreak);
  (void)put_sign(text, l, code);
}

void put_count(Out& out, const Locale& l, int64_t n, Form form) {
  if (form >= Form::BeforeMasculine && !image::in_english(l)) return put_counted(out, n, form);
  if (n < 0) out.put('-');
  if (form != Form::Digits) return put_grouped(out, l, magnitude(n));
  char digits[24];
  Out aside(digits, sizeof digits);
  Piece(aside).number(magnitude(n), 0, 0, 0, 99);
  put_spelt(out, l, {digits, aside.size()});
}

void put_day_month(Out& out, const Day& d, bool year) {
  Piece text(out);
  text.number(d.day);
  text.put(" de ");
  text.put(month_name(d.month));
  if (!year) return;
  text.put(" de ");
  text.number(d.year);
}

void put_short_date(Out& out, const Locale& l, const Day& d) {
  Piece text(out);
  for (const char* p = l.short_date; *p != 0; ++p) {
    const char lower = static_cast<char>(*p | 0x20);
    const unsigned digits = *p == lower ? 1 : 2;
    if (lower == 'd') {
      text.number(d.day, digits);
    } else if (lower == 'm') {
      text.number(d.month, digits);
    } else if (lower == 'y') {
      text.number(digits == 1 ? d.year : d.year % 100, digits);
    } else {
      text.put(*p);
    }
  }
}

void put_date(Out& out, const Locale& l, int32_t n, Form form) {
  const Day d = day_of(n);
  if (form == Form::Short) return put_short_date(out, l, d);
  if (form == Form::Long) out.put(kWeekdays[weekday_of(n)]);
  put_day_month(out, d, true);
}

void put_cycle(Out& out, const Locale& l, int64_t n, Form form) {
  const image::Pair dates = image::unpack(n);
  const Day from = day_of(static_cast<int32_t>(dates.from)), to = day_of(static_cast<int32_t>(dates.to));
  out.put("del ");
  if (form == Form::Short) {
    put_short_date(out, l, from);
    out.put(" al ");
    return put_short_date(out, l, to);
  }
  const bool same_year = from.year == to.year;
  if (same_year && from.month == to.month && form == Form::Plain) {
    Piece(out).number(from.day);
  } else {
    put_day_month(out, from, !same_year || form == Form::Long);
  }
  out.put(" al ");
  put_day_month(out, to, true);
}

void put_clock(Out& out, uint32_t minutes) {
  Piece text(out);
  text.number(minutes / 60);
  text.put(':');
  text.number(minutes % 60, 2);
}

void put_hour(Out& out, uint32_t minutes, Form form) {
  if (form != Form::Short) put_article(out, minutes / 60);
  put_clock(out, minutes);
}

void put_window(Out& out, int64_t n, Form form) {
  const image::Pair w = image::unpack(n);
  if (form != Form::Short) out.put("de ");
  put_clock(out, static_cast<uint32_t>(w.from));
  if (form == Form::Short) {
    out.put("–");
  } else {
    out.put(" a ");
  }
  put_clock(out, static_cast<uint32_t>(w.to));
}

void put_amount(Out& out, const Locale& l, uint64_t n, const Word<7>& unit) {
  put_grouped(out, l, n);
  out.put(' ');
  out.put(unit.text, unit.size - (n == 1 ? 1u : 0u));
}

void put_duration(Out& out, const Locale& l, int64_t n) {
  const uint64_t hours = magnitude(n) / 60, minutes = magnitude(n) % 60;
  if (hours != 0) put_amount(out, l, hours, "horas");
  if (hours != 0 && minutes != 0) out.put(" y ");
  if (minutes != 0 || hours == 0) put_amount(out, l, minutes, "minutos");
}

}  // namespace

void put_grouped(Out& out, const Locale& l, uint64_t n) { Piece(out).number(n, 0, l.decimal, l.group, l.min_grouped); }

void put_spelt(Out& out, const Locale& l, Text text) {
  for (size_t i = 0; i < text.size; ++i) {
    if (i != 0) out.put(' ');
    if (text.data[i] == '+') {
      image::in_english(l) ? out.put("plus") : out.put("más");
    } else {
      out.put(text.data[i]);
    }
  }
}

void put_number(Out& out, const Locale& locale, Number n, Form form) {
  if (image::in_english(locale) && put_english(out, locale, n, form)) return;
  if (form == Form::Words && !image::in_english(locale)) return put_spoken(out, locale, n);
  const auto small = static_cast<int32_t>(n.value);  // of the types whose range says so
  switch (n.type) {
    case Type::Address:
      return put_address(out, n.value);
    case Type::YesNo:
      return n.value != 0 ? out.put("sí") : out.put("no");
    case Type::Count:
      return put_count(out, locale, n.value, form);
    case Type::Money:
      return put_money(out, locale, n.value, n.currency);
    case Type::Date:
      return put_date(out, locale, small, form);
    case Type::Day:
      return Piece(out).number(static_cast<uint32_t>(small));
    case Type::Month:
      return out.put(month_name(static_cast<uint32_t>(small)));
    case Type::Hour:
      return put_hour(out, static_cast<uint32_t>(small), form);
    case Type::Window:
      return put_window(out, n.value, form);
    case Type::Duration:
      return put_duration(out, locale, n.value);
    case Type::Cycle:
      return put_cycle(out, locale, n.value, form);
    case Type::Text:
    case Type::Name:
    case Type::Enum:
    case Type::Phone:
    case Type::Code:
    case Type::List:
      return;  // texts and enumerations are render_value's
  }
}

}  // namespace guion::vm
