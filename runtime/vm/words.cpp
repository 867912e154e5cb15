// Spanish cardinals and lists: see words.hpp.
#include "vm/words.hpp"

#include "image/sounds.hpp"

namespace guion::vm {
namespace {

constexpr Word<12> kSmall[] = {"cero",         "uno",         "dos",        "tres",        "cuatro",     "cinco",
                               "seis",         "siete",       "ocho",       "nueve",       "diez",       "once",
                               "doce",         "trece",       "catorce",    "quince",      "dieciséis",  "diecisiete",
                               "dieciocho",    "diecinueve",  "veinte",     "veintiuno",   "veintidós",  "veintitrés",
                               "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"};
constexpr Word<11> kMonths[] = {"enero", "febrero", "marzo",      "abril",   "mayo",      "junio",
                                "julio", "agosto",  "septiembre", "octubre", "noviembre", "diciembre"};
constexpr Word<9> kTens[] = {"treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"};
constexpr Word<11> kHundreds[] = {"cien",      "doscient",  "trescient", "cuatrocient", "quinient",
                                  "seiscient", "setecient", "ochocient", "novecient"};

void put_below_hundred(Out& out, unsigned n, Ending ending) {
  const bool one = n % 10 == 1 && n != 11;
  if (one && ending == Ending::Un && n == 21) return out.put("veintiún");
  if (one && ending == Ending::Una && n == 21) return out.put("veintiuna");
  if (n >= 30) {
    out.put(kTens[n / 10 - 3]);
    if (n % 10 == 0) return;
    out.put(" y ");
    n %= 10;
  }
  if (n == 1 && ending != Ending::Uno) return out.put("una", ending == Ending::Un ? 2 : 3);
  out.put(kSmall[n]);
}

/// 1..999.
void put_below_thousand(Out& out, unsigned n, Ending ending) {
  if (n >= 100) {
    out.put(kHundreds[n / 100 - 1]);
    if (n >= 200) out.put(ending == Ending::Una ? "as" : "os");
    if (n > 100 && n < 200) out.put("to");
    n %= 100;
    if (n == 0) return;
    out.put(' ');
  }
  put_below_hundred(out, n, ending);
}

/// 1..999,999.
void put_below_million(Out& out, unsigned n, Ending ending) {
  if (n >= 1000) {
    // Before "mil" a number takes the gender of what is counted, but is never said "uno".
    if (n >= 2000) {
      put_below_thousand(out, n / 1000, ending == Ending::Una ? Ending::Una : Ending::Un);
      out.put(' ');
    }
    out.put("mil");
    n %= 1000;
    if (n == 0) return;
    out.put(' ');
  }
  put_below_thousand(out, n, ending);
}

constexpr uint64_t kMillion = 1000000;

/// The rest of millón or billón, singular or plural.
void put_llon(Out& out, uint64_t n) { n == 1 ? out.put("llón") : out.put("llones"); }

}  // namespace

void put_cardinal(Out& out, uint64_t n, Ending ending) {
  if (n >= kMillion * kMillion) {
    const uint64_t billions = n / (kMillion * kMillion);
    put_cardinal(out, billions, Ending::Un);
    out.put(" bi");
    put_llon(out, billions);
    n %= kMillion * kMillion;
    if (n == 0) return;
    out.put(' ');
  }
  if (n >= kMillion) {
    const auto millions = static_cast<unsigned>(n / kMillion);
    put_below_million(out, millions, Ending::Un);
    out.put(" mi");
    put_llon(out, millions);
    n %= kMillion;
    if (n == 0) return;
    out.put(' ');
  }
  if (n == 0) return out.put(kSmall[0]);
  put_below_million(out, static_cast<unsigned>(n), ending);
}

const Word<11>& month_name(uint32_t month) { return kMonths[month - 1]; }

void put_article(Out& out, uint32_t hour) {
  out.put("la");
  if (hour != 1) out.put('s');
  out.put(' ');
}

bool takes_de(uint64_t n) { return n != 0 && n % kMillion == 0; }

unsigned plural_category(int64_t n) {
  if (n == 1 || n == -1) return 0;
  return n != 0 && n % static_cast<int64_t>(kMillion) == 0 ? 1 : 2;
}

void put_list(Out& out, image::Text list) {
  const char* p = list.data;
  const char* end = p + list.size;
  for (bool first = true; p != end; first = false) {
    const char* stop = p;
    while (*stop != '\n') ++stop;
    const image::Text item{p, static_cast<size_t>(stop - p)};
    p = stop + 1;
    if (!first) {
      p != end ? out.put(", ") : image::takes_e(item) ? out.put(" e ") : out.put(" y ");
    }
    out.put(item);
  }
}

}  // namespace guion::vm
