// Numbers, money, dates and times in Spanish words: see spoken.hpp.
#include "vm/spoken.hpp"

#include "vm/calendar.hpp"
#include "vm/words.hpp"

namespace guion::vm {
namespace {

using image::Locale;

/// The size of `n`, behind "menos" if it is negative.
uint64_t put_minus(Out& out, int64_t n) {
  if (n >= 0) return static_cast<uint64_t>(n);
  out.put("menos ");
  return 0 - static_cast<uint64_t>(n);
}

/// "de" behind a million, and a blank.
void put_amount(Out& out, uint64_t n, Ending ending) {
  put_cardinal(out, n, ending);
  if (takes_de(n)) out.put(" de");
  out.put(' ');
}

void put_money(Out& out, int64_t n, uint32_t code) {
  const image::Currency* c = image::find_currency(code);
  const uint64_t unit = image::currency_unit(code), size = put_minus(out, n), whole = size / unit, cents = size % unit;
  if (whole != 0 || cents == 0) {
    put_amount(out, whole, c != nullptr && c->feminine ? Ending::Una : Ending::Un);
    if (c == nullptr) {
      for (uint32_t left = code; left != 0; left >>= 8) out.put(static_cast<char>(left));
    } else {
      out.put(whole == 1 ? c->one : c->other);
    }
    if (cents != 0) out.put(" con ");
  }
  if (cents == 0) return;
  put_amount(out, cents, Ending::Un);
  if (c != nullptr) return out.put(cents == 1 ? c->minor_one : c->minor_other);
  out.put("centavos", cents == 1 ? 7 : 8);
}

void put_day(Out& out, const Locale& l, uint32_t day) {
  if (day == 1) return out.put(l.first);
  put_cardinal(out, day, Ending::Uno);
}

void put_day_month(Out& out, const Locale& l, const Day& d, bool year) {
  put_day(out, l, d.day);
  out.put(" de ");
  out.put(month_name(d.month));
  if (!year) return;
  out.put(" de ");
  put_cardinal(out, d.year, Ending::Uno);
}

void put_cycle(Out& out, const Locale& l, int64_t n) {
  const image::Pair dates = image::unpack(n);
  const Day from = day_of(static_cast<int32_t>(dates.from)), to = day_of(static_cast<int32_t>(dates.to));
  out.put("del ");
  if (from.year == to.year && from.month == to.month) {
    put_day(out, l, from.day);
  } else {
    put_day_month(out, l, from, from.year != to.year);
  }
  out.put(" al ");
  put_day_month(out, l, to, true);
}

/// "la una", "las doce": an hour on a clock of twelve.
void put_clock_hour(Out& out, uint32_t hour) {
  const uint32_t shown = hour % 12 == 0 ? 12 : hour % 12;
  put_article(out, shown);
  put_cardinal(out, shown, Ending::Una);
}

void put_minutes(Out& out, uint32_t minute) {
  if (minute == 15) return out.put("cuarto");
  if (minute == 30) return out.put("media");
  put_cardinal(out, minute, Ending::Uno);
}

/// Of the time itself, not of the hour that is named: "un cuarto para las doce de la mañana". But the minutes behind
/// midnight are of the night while it is twelve that is named.
void put_part_of_day(Out& out, const Locale& l, uint32_t minutes, bool down) {
  const uint32_t hour = minutes / 60;
  if (minutes == 12 * 60) return out.put(" del mediodía");
  out.put(" de la ");
  if ((hour == 0 && !down) || hour >= l.evening) return out.put("noche");
  if (hour < l.dawn) return out.put("madrugada");
  hour < 12 ? out.put("mañana") : out.put("tarde");
}

/// Whether what is left to the next hour is said, and not what has passed.
bool counts_down(const Locale& l, uint32_t minute) {
  return l.quarter_to ? minute == 45 : minute > 30 && minute % 5 == 0;
}

void put_hour(Out& out, const Locale& l, uint32_t minutes) {
  const uint32_t minute = minutes % 60;
  const bool down = counts_down(l, minute);
  const uint32_t hour = (minutes / 60 + (down ? 1 : 0)) % 24;
  if (down && l.quarter_to) out.put("un cuarto para ");
  put_clock_hour(out, hour);
  if (down && !l.quarter_to) {
    out.put(" menos ");
    put_minutes(out, 60 - minute);
  } else if (minute != 0 && !down) {
    out.put(" y ");
    put_minutes(out, minute);
  }
  put_part_of_day(out, l, minutes, down);
}

void put_window(Out& out, const Locale& l, int64_t n) {
  const image::Pair w = image::unpack(n);
  out.put("de ");
  put_hour(out, l, static_cast<uint32_t>(w.from));
  out.put(" a ");
  put_hour(out, l, static_cast<uint32_t>(w.to));
}

void put_duration(Out& out, int64_t n) {
  const uint64_t size = put_minus(out, n), hours = size / 60, minutes = size % 60;
  if (hours != 0) {
    put_amount(out, hours, Ending::Una);
    out.put("horas", hours == 1 ? 4 : 5);
    if (minutes == 0) return;
    out.put(" y ");
  }
  put_amount(out, minutes, Ending::Un);
  out.put("minutos", minutes == 1 ? 6 : 7);
}

}  // namespace

void put_spoken(Out& out, const Locale& l, Number n) {
  const auto small = static_cast<uint32_t>(n.value);  // of the types whose range says so
  switch (n.type) {
    case Type::Count:
      return put_cardinal(out, put_minus(out, n.value), Ending::Uno);
    case Type::Money:
      return put_money(out, n.value, n.currency);
    case Type::Date:
      return put_day_month(out, l, day_of(static_cast<int32_t>(n.value)), true);
    case Type::Day:
      return put_day(out, l, small);
    case Type::Hour:
      return put_hour(out, l, small);
    case Type::Window:
      return put_window(out, l, n.value);
    case Type::Duration:
      return put_duration(out, n.value);
    case Type::Cycle:
      return put_cycle(out, l, n.value);
    case Type::Address:
    case Type::YesNo:
    case Type::Month:
      return put_number(out, l, n, Form::Plain);  // words as they are
    case Type::Text:
    case Type::Name:
    case Type::Enum:
    case Type::Phone:
    case Type::Code:
    case Type::List:
      return;  // texts and enumerations are render_value's
  }
}

void put_counted(Out& out, int64_t n, Form form) {
  put_cardinal(out, put_minus(out, n), form == Form::BeforeFeminine ? Ending::Una : Ending::Un);
}

void put_spoken_signs(Out& out, Text text) {
  for (size_t i = 0; i < text.size; ++i) {
    if (i != 0) out.put(' ');
    const char c = text.data[i];
    if (c == '+') {
      out.put("más");
    } else if (c >= '0' && c <= '9') {
      put_cardinal(out, static_cast<uint64_t>(c - '0'), Ending::Uno);
    } else {
      out.put(c);
    }
  }
}

}  // namespace guion::vm
