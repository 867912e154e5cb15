// Numbers, money, dates and times in Spanish, by locale: see render.hpp. Which form is written how: docs/bytecode.md,
// «Values».
#include "vm/calendar.hpp"
#include "vm/render.hpp"
#include "vm/words.hpp"

namespace guion::vm {
namespace {

using image::Locale;

constexpr char kMonths[][11] = {"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                                "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr char kWeekdays[][11] = {"domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"};

uint64_t magnitude(int64_t n) { return n < 0 ? 0 - static_cast<uint64_t>(n) : static_cast<uint64_t>(n); }

/// The digits of `n`, in groups if the locale groups so many.
void grouped(Backwards& text, const Locale& l, uint64_t n) {
  const uint64_t first_grouped = l.min_grouped == 4 ? 1000 : 10000;
  if (n >= first_grouped) {
    while (n >= 1000) {
      n = text.take(n, 3);
      text.put(l.group);
    }
  }
  text.all(n);
}

bool same_code(const char* a, const char* b) { return __builtin_memcmp(a, b, 3) == 0; }

/// "$", "US$" or a code, before the amount; nothing for the euro at home, whose sign follows it.
void money_sign(Backwards& text, const Locale& l, const char* code) {
  if (same_code(code, l.home)) return text.put(l.sign);
  if (same_code(code, "EUR")) return text.put("€");
  if (same_code(code, "USD")) return text.put("US$");
  text.put("\xc2\xa0");
  for (unsigned i = 3; i != 0; --i) text.put(code[i - 1]);
}

void put_money(Out& out, const Locale& l, int64_t n, const char* code) {
  Backwards text;
  if (l.sign[0] == 0 && same_code(code, l.home)) text.put("\xc2\xa0€");
  uint64_t left = magnitude(n);
  if (const unsigned decimals = image::currency_decimals(code); decimals != 0) {
    left = text.take(left, decimals);
    text.put(l.decimal);
  }
  grouped(text, l, left);
  money_sign(text, l, code);
  if (n < 0) text.put('-');
  out.put(text.text());
}

void put_money_words(Out& out, int64_t n, const char* code) {
  const image::Currency* c = image::find_currency(code);
  const uint64_t unit = image::currency_unit(code), whole = magnitude(n) / unit, cents = magnitude(n) % unit;
  if (n < 0) out.put("menos ");
  if (whole != 0 || cents == 0) {
    put_cardinal(out, whole, Ending::Un);
    out.put(takes_de(whole) ? " de " : " ");
    if (c == nullptr) {
      out.put(code, 3);
    } else {
      out.put(whole == 1 ? c->one : c->other);
    }
    if (cents != 0) out.put(" con ");
  }
  if (cents == 0) return;
  put_cardinal(out, cents, Ending::Un);
  out.put(' ');
  out.put(c == nullptr ? (cents == 1 ? "centavo" : "centavos") : cents == 1 ? c->minor_one : c->minor_other);
}

void put_count(Out& out, const Locale& l, int64_t n, Form form) {
  if (form == Form::Words) {
    if (n < 0) out.put("menos ");
    return put_cardinal(out, magnitude(n), Ending::Uno);
  }
  if (n < 0) out.put('-');
  if (form != Form::Digits) return put_grouped(out, l, magnitude(n));
  Backwards digits;
  digits.all(magnitude(n));
  put_spelt(out, digits.text());
}

void put_day_month(Out& out, const Day& d, bool year) {
  Backwards text;
  if (year) {
    text.all(static_cast<uint64_t>(d.year));
    text.put(" de ");
  }
  text.put(kMonths[d.month - 1]);
  text.put(" de ");
  text.all(d.day);
  out.put(text.text());
}

void put_short_date(Out& out, const Locale& l, const Day& d) {
  for (const char* p = l.short_date; *p != 0; ++p) {
    switch (*p) {
      case 'd':
        out.number(d.day);
        break;
      case 'D':
        out.number(d.day, 2);
        break;
      case 'm':
        out.number(d.month);
        break;
      case 'M':
        out.number(d.month, 2);
        break;
      case 'y':
        out.number(static_cast<uint64_t>(d.year));
        break;
      case 'Y':
        out.number(static_cast<uint64_t>(d.year) % 100, 2);
        break;
      default:
        out.put(*p);
    }
  }
}

void put_date(Out& out, const Locale& l, int64_t n, Form form) {
  const Day d = day_of(n);
  if (form == Form::Short) return put_short_date(out, l, d);
  if (form == Form::Long) {
    out.put(kWeekdays[d.weekday]);
    out.put(' ');
  }
  if (form == Form::Words) {
    if (d.day == 1) {
      out.put("primero");
    } else {
      put_cardinal(out, d.day, Ending::Uno);
    }
    out.put(" de ");
    out.put(kMonths[d.month - 1]);
    out.put(" de ");
    return put_cardinal(out, static_cast<uint64_t>(d.year), Ending::Uno);
  }
  put_day_month(out, d, true);
}

void put_cycle(Out& out, const Locale& l, int64_t n, Form form) {
  const image::Pair dates = image::unpack(n);
  out.put("del ");
  if (form == Form::Short) {
    put_short_date(out, l, day_of(dates.from));
    out.put(" al ");
    return put_short_date(out, l, day_of(dates.to));
  }
  const Day from = day_of(dates.from), to = day_of(dates.to);
  const bool same_year = from.year == to.year;
  if (same_year && from.month == to.month && form == Form::Plain) {
    out.number(from.day);
  } else {
    put_day_month(out, from, !same_year || form == Form::Long);
  }
  out.put(" al ");
  put_day_month(out, to, true);
}

void put_clock(Out& out, int64_t minutes) {
  out.number(magnitude(minutes) / 60);
  out.put(':');
  out.number(magnitude(minutes) % 60, 2);
}

/// "la una y media", "las dos menos cuarto" are matters of taste: hours and minutes in plain order, on a clock of
/// twelve hours.
void put_hour_words(Out& out, int64_t minutes) {
  const uint64_t hour = magnitude(minutes) / 60, minute = magnitude(minutes) % 60;
  const uint64_t shown = hour % 12 == 0 ? 12 : hour % 12;
  out.put(shown == 1 ? "la " : "las ");
  put_cardinal(out, shown, Ending::Una);
  if (minute == 15 || minute == 30) {
    out.put(minute == 15 ? " y cuarto" : " y media");
  } else if (minute != 0) {
    out.put(" y ");
    put_cardinal(out, minute, Ending::Uno);
  }
  out.put(hour < 12 ? " de la mañana" : hour < 20 ? " de la tarde" : " de la noche");
}

void put_hour(Out& out, int64_t minutes, Form form) {
  if (form == Form::Words) return put_hour_words(out, minutes);
  if (form != Form::Short) out.put(minutes / 60 == 1 ? "la " : "las ");
  put_clock(out, minutes);
}

void put_window(Out& out, int64_t n, Form form) {
  const image::Pair w = image::unpack(n);
  if (form == Form::Words) {
    out.put("de ");
    put_hour_words(out, w.from);
    out.put(" a ");
    return put_hour_words(out, w.to);
  }
  out.put(form == Form::Short ? "" : "de ");
  put_clock(out, w.from);
  out.put(form == Form::Short ? "–" : " a ");
  put_clock(out, w.to);
}

void put_amount(Out& out, const Locale& l, uint64_t n, bool words, const char* one, const char* other, Ending ending) {
  if (words) {
    put_cardinal(out, n, ending);
  } else {
    put_grouped(out, l, n);
  }
  out.put(words && takes_de(n) ? " de " : " ");
  out.put(n == 1 ? one : other);
}

void put_duration(Out& out, const Locale& l, int64_t n, Form form) {
  const uint64_t hours = magnitude(n) / 60, minutes = magnitude(n) % 60;
  const bool words = form == Form::Words;
  if (hours != 0) put_amount(out, l, hours, words, "hora", "horas", Ending::Una);
  if (hours != 0 && minutes != 0) out.put(" y ");
  if (minutes != 0 || hours == 0) put_amount(out, l, minutes, words, "minuto", "minutos", Ending::Un);
}

void put_day(Out& out, int64_t n, Form form) {
  if (form != Form::Words) return out.number(magnitude(n));
  if (n == 1) return out.put("primero");
  put_cardinal(out, magnitude(n), Ending::Uno);
}

}  // namespace

void put_grouped(Out& out, const Locale& l, uint64_t n) {
  Backwards text;
  grouped(text, l, n);
  out.put(text.text());
}

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
  switch (n.type) {
    case Type::Address:
      return out.put(n.value == 0 ? "señor" : n.value == 1 ? "señora" : "");
    case Type::YesNo:
      return out.put(n.value != 0 ? "sí" : "no");
    case Type::Count:
      return put_count(out, locale, n.value, form);
    case Type::Money:
      return form == Form::Words ? put_money_words(out, n.value, n.currency)
                                 : put_money(out, locale, n.value, n.currency);
    case Type::Date:
      return put_date(out, locale, n.value, form);
    case Type::Day:
      return put_day(out, n.value, form);
    case Type::Month:
      return out.put(kMonths[n.value - 1]);
    case Type::Hour:
      return put_hour(out, n.value, form);
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
