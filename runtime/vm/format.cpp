// Numbers, money, dates and times in Spanish, by locale: see render.hpp. Which form is written how: docs/bytecode.md,
// «Values».
#include "vm/calendar.hpp"
#include "vm/render.hpp"
#include "vm/words.hpp"

namespace guion::vm {
namespace {

using image::Locale;

constexpr Word<11> kMonths[] = {"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                                "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr Word<11> kWeekdays[] = {"domingo ", "lunes ", "martes ", "miércoles ", "jueves ", "viernes ", "sábado "};

void put_address(Out& out, int64_t form) {
  if (form < 2) out.put("señora", form == 1 ? 7 : 6);
}

void put_article(Out& out, uint32_t hour) {
  out.put("la");
  if (hour != 1) out.put('s');
  out.put(' ');
}

uint64_t magnitude(int64_t n) { return n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n); }

/// "$", "US$" or a code, before the amount; nothing for the euro at home, whose sign follows it.
void put_sign(Piece& text, const Locale& l, uint32_t code, bool home) {
  if (home) {
    text.put(l.sign);
  } else if (code == image::currency_code("EUR")) {
    text.put("€");
  } else if (code == image::currency_code("USD")) {
    text.put("US$");
  } else {
    for (uint32_t left = code; left != 0; left >>= 8) text.put(static_cast<char>(left));
    text.put("\xc2\xa0");
  }
}

void put_money(Out& out, const Locale& l, int64_t n, uint32_t code) {
  const bool home = code == l.home_code;
  Piece text(out);
  if (n < 0) text.put('-');
  put_sign(text, l, code, home);
  text.number(magnitude(n), image::currency_decimals(code), l.decimal, l.group, l.min_grouped);
  if (home && l.sign.size == 0) text.put("\xc2\xa0€");
}

void put_money_words(Out& out, int64_t n, uint32_t code) {
  const image::Currency* c = image::find_currency(code);
  const uint64_t unit = image::currency_unit(code), whole = magnitude(n) / unit, cents = magnitude(n) % unit;
  if (n < 0) out.put("menos ");
  if (whole != 0 || cents == 0) {
    put_cardinal(out, whole, Ending::Un);
    if (takes_de(whole)) out.put(" de");
    out.put(' ');
    if (c == nullptr) {
      for (uint32_t left = code; left != 0; left >>= 8) out.put(static_cast<char>(left));
    } else {
      out.put(whole == 1 ? c->one : c->other);
    }
    if (cents != 0) out.put(" con ");
  }
  if (cents == 0) return;
  put_cardinal(out, cents, Ending::Un);
  out.put(' ');
  if (c != nullptr) return out.put(cents == 1 ? c->minor_one : c->minor_other);
  out.put("centavo");
  if (cents != 1) out.put('s');
}

void put_count(Out& out, const Locale& l, int64_t n, Form form) {
  if (n < 0) {
    if (form == Form::Words) {
      out.put("menos ");
    } else {
      out.put('-');
    }
  }
  if (form == Form::Words) return put_cardinal(out, magnitude(n), Ending::Uno);
  if (form != Form::Digits) return put_grouped(out, l, magnitude(n));
  char digits[24];
  Out aside(digits, sizeof digits);
  Piece(aside).number(magnitude(n), 0, 0, 0, 99);
  put_spelt(out, {digits, aside.size()});
}

void put_day_month(Out& out, const Day& d, bool year) {
  Piece text(out);
  text.number(d.day);
  text.put(" de ");
  text.put(kMonths[d.month - 1]);
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
  if (form != Form::Words) {
    if (form == Form::Long) out.put(kWeekdays[weekday_of(n)]);
    return put_day_month(out, d, true);
  }
  if (d.day == 1) {
    out.put("primero");
  } else {
    put_cardinal(out, d.day, Ending::Uno);
  }
  out.put(" de ");
  out.put(kMonths[d.month - 1]);
  out.put(" de ");
  put_cardinal(out, d.year, Ending::Uno);
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

/// "la una y media", "las dos menos cuarto" are matters of taste: hours and minutes in plain order, on a clock of
/// twelve hours.
void put_hour_words(Out& out, uint32_t minutes) {
  const uint32_t hour = minutes / 60, minute = minutes % 60;
  const uint32_t shown = hour % 12 == 0 ? 12 : hour % 12;
  put_article(out, shown);
  put_cardinal(out, shown, Ending::Una);
  if (minute == 15) {
    out.put(" y cuarto");
  } else if (minute == 30) {
    out.put(" y media");
  } else if (minute != 0) {
    out.put(" y ");
    put_cardinal(out, minute, Ending::Uno);
  }
  out.put(" de la ");
  if (hour < 12) {
    out.put("mañana");
  } else if (hour < 20) {
    out.put("tarde");
  } else {
    out.put("noche");
  }
}

void put_hour(Out& out, uint32_t minutes, Form form) {
  if (form == Form::Words) return put_hour_words(out, minutes);
  if (form != Form::Short) put_article(out, minutes / 60);
  put_clock(out, minutes);
}

void put_window(Out& out, int64_t n, Form form) {
  const image::Pair w = image::unpack(n);
  const Form of_each = form == Form::Words ? Form::Words : Form::Short;
  if (form != Form::Short) out.put("de ");
  put_hour(out, static_cast<uint32_t>(w.from), of_each);
  if (form == Form::Short) {
    out.put("–");
  } else {
    out.put(" a ");
  }
  put_hour(out, static_cast<uint32_t>(w.to), of_each);
}

void put_amount(Out& out, const Locale& l, uint64_t n, bool words, const Word<7>& unit, Ending ending) {
  if (words) {
    put_cardinal(out, n, ending);
    if (takes_de(n)) out.put(" de");
  } else {
    put_grouped(out, l, n);
  }
  out.put(' ');
  out.put(unit.text, unit.size - (n == 1 ? 1u : 0u));
}

void put_duration(Out& out, const Locale& l, int64_t n, Form form) {
  const uint64_t hours = magnitude(n) / 60, minutes = magnitude(n) % 60;
  const bool words = form == Form::Words;
  if (hours != 0) put_amount(out, l, hours, words, "horas", Ending::Una);
  if (hours != 0 && minutes != 0) out.put(" y ");
  if (minutes != 0 || hours == 0) put_amount(out, l, minutes, words, "minutos", Ending::Un);
}

void put_day(Out& out, uint32_t n, Form form) {
  if (form != Form::Words) return Piece(out).number(n);
  if (n == 1) return out.put("primero");
  put_cardinal(out, n, Ending::Uno);
}

}  // namespace

void put_grouped(Out& out, const Locale& l, uint64_t n) { Piece(out).number(n, 0, l.decimal, l.group, l.min_grouped); }

void put_spelt(Out& out, Text text) {
  for (size_t i = 0; i < text.size; ++i) {
    if (i != 0) out.put(' ');
    if (text.data[i] == '+') {
      out.put("más");
    } else {
      out.put(text.data[i]);
    }
  }
}

void put_number(Out& out, const Locale& locale, Number n, Form form) {
  const auto small = static_cast<int32_t>(n.value);  // of the types whose range says so
  switch (n.type) {
    case Type::Address:
      return put_address(out, n.value);
    case Type::YesNo:
      return n.value != 0 ? out.put("sí") : out.put("no");
    case Type::Count:
      return put_count(out, locale, n.value, form);
    case Type::Money:
      return form == Form::Words ? put_money_words(out, n.value, n.currency)
                                 : put_money(out, locale, n.value, n.currency);
    case Type::Date:
      return put_date(out, locale, small, form);
    case Type::Day:
      return put_day(out, static_cast<uint32_t>(small), form);
    case Type::Month:
      return out.put(kMonths[n.value - 1]);
    case Type::Hour:
      return put_hour(out, static_cast<uint32_t>(small), form);
    case Type::Window:
      return put_window(out, n.value, form);
    case Type::Duration:
      return put_duration(out, locale, n.value, form);
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
